// Where a number comes from, in numbers: against a loop over random sentences, written apart from the derivation.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { unitPinned, dimensionPinned, weightOpened } from "../../static/js/state.js";
import { dimensionOf } from "../../static/js/views/derivation/dimension.js";
import { axisOf, closesAt, placeOf, rowsOf, ticksOf } from "../../static/js/views/derivation/figure.js";
import { actOf, hoverOf, isLit } from "../../static/js/views/derivation/links.js";
import { said } from "../../static/js/views/derivation/sentence.js";
import { storyOf } from "../../static/js/views/derivation/story.js";
import { derivationOf, resultOf } from "../../static/js/views/derivation/terms.js";
import { wordDerivationOf } from "../../static/js/views/derivation/wordterms.js";
import { factors, label, plain, signed } from "../../static/js/views/derivation/write.js";
import { readTrace, readWeights } from "../../static/js/wire.js";
import { layersOver, matrix, PHI } from "./loops.js";
import { card, PHIS, randoms, stateOf, symbols } from "./made.js";

/** @typedef {import("../../static/js/types.js").State} State */
/** @typedef {import("../../static/js/types.js").LayerWeights} LayerWeights */
/** @typedef {import("../../static/js/types.js").Matrix} Matrix */

/** A sentence read by a vanilla layer. @param {LayerWeights} weights @param {"tanh" | "sigmoid"} activation
 * @param {Matrix} x (T, D) @returns {State} */
function read(weights, activation, x) {
  const [D, H] = [x.cols, /** @type {Matrix} */ (weights.U).rows];
  const sized = symbols.map((symbol) => ({ ...symbol, size: symbol.kind === "input" ? D : H, range: symbol.name === "h" ? PHIS[activation].range : null, phi: symbol.phi && PHIS[activation] }));
  const state = stateOf(Array.from({ length: x.rows }, (_, t) => `w${t}`));
  return {
    ...state,
    model: { ...card, activation, phi: PHIS[activation], embedding_dim: D, hidden_size: H, symbols: sized },
    weights: [weights],
    trace: { ...state.trace, symbols: sized, layers: layersOver({ cell: "rnn", activation, layers: [weights], H }, x) },
  };
}

/** @param {number} seed @param {"tanh" | "sigmoid"} activation @returns {State} */
function randomState(seed, activation) {
  const next = randoms(seed);
  const [D, H, T] = [5, 9, 2 + Math.floor(5 * next())];
  const draw = (/** @type {number} */ size) => Float32Array.from({ length: size }, () => 2 * next() - 1);
  const weights = { W: matrix(draw(H * D), D), U: matrix(draw(H * H), H), b_ih: draw(H), b_hh: draw(H) };
  return read(weights, activation, matrix(draw(T * D), D));
}

/** @param {State} state @param {string} name @param {number} unit */
const held = ({ trace, t }, name, unit) => trace.layers[0].values[name].data[t * trace.layers[0].values[name].cols + unit];

/** @param {number} actual @param {number} expected @param {string} of */
const near = (actual, expected, of) => assert.ok(Math.abs(actual - expected) < 1e-5, `${of}: ${actual}, not ${expected}`);

/** Every unit at every time stamp. @param {State} state */
function assertSums(state) {
  for (const { t } of state.trace.tokens) {
    for (let unit = 0; unit < state.model.hidden_size; unit += 1) {
      const now = { ...state, t };
      const { groups, sum, value } = derivationOf(now, unit);
      const [Uh, Wx, b] = groups.map(({ total }) => total);
      near(sum, held(now, "a", unit), "a(t)");
      near(Uh, held(now, "Uh", unit), "U h(t−1)");
      near(Wx, held(now, "Wx", unit), "W x(t)");
      near(b, held(now, "a", unit) - held(now, "Uh", unit) - held(now, "Wx", unit), "b");
      near(PHI[state.model.activation](sum), value, "φ(a)");
    }
  }
}

for (const activation of /** @type {const} */ (["tanh", "sigmoid"])) {
  test(`the terms of every unit add up to a(t), and their groups to U h(t−1), W x(t) and b: ${activation}`, () => {
    for (let seed = 0; seed < 20; seed += 1) assertSums(randomState(seed, activation));
  });
}

test("the terms of a sentence that Python traced add up to its a(t)", () => {
  const bytes = (/** @type {string} */ name) => Uint8Array.from(readFileSync(new URL(`fixtures/${name}`, import.meta.url))).buffer;
  const trace = readTrace(bytes("trace.safetensors"));
  const state = { ...stateOf([]), trace, weights: readWeights(bytes("weights.safetensors")) };
  for (const { t } of trace.tokens) {
    for (let unit = 0; unit < 7; unit += 1) near(derivationOf({ ...state, t }, unit).sum, held({ ...state, t }, "a", unit), `unit ${unit} at ${t}`);
  }
});

test("groups stand in the order of the diagram, their terms by falling size, the biases together", () => {
  const { groups } = derivationOf(randomState(3, "tanh"), 4);
  assert.deepEqual(groups.map(({ role, weight }) => [role, weight]), [["carried", "U"], ["input", "W"], ["bias", null]]);
  for (const { terms } of groups.slice(0, 2)) {
    const sizes = terms.map(({ product }) => Math.abs(product));
    assert.deepEqual(sizes, [...sizes].sort((a, b) => b - a));
  }
  assert.deepEqual(groups[2].terms.map(({ weight }) => weight), ["b_hh", "b_ih"]);
});

test("a term names its weight and the number it multiplies, each with where it is from", () => {
  const state = stateOf(["I", "am"], { t: 1 });
  const [{ terms }] = derivationOf(state, 2).groups;
  const { parts, product, index } = terms[0];
  assert.deepEqual(parts.map(({ name, t, at }) => [name, t, at]), [["U", null, ["2", "7"]], ["h", 0, ["7"]]]);
  assert.equal(index, 7);
  assert.equal(product, parts[0].value * parts[1].value);
});

test("what is derived is the symbol that sums end in, whichever of its parts is shown", () => {
  for (const chosen of ["x", "Uh", "Wx", "a", "h", "none"]) assert.equal(resultOf(symbols, chosen).name, "h");
});

test("another cell is derived from its description alone: a product of gates is one row each", () => {
  const gate = (/** @type {string} */ name, /** @type {number} */ lag = 0) => ({ name, lag });
  /** @type {import("../../static/js/types.js").Symbol} */
  const c = { ...symbols[4], name: "c", kind: "mix", terms: [{ sign: 1, factors: [gate("h", 1), gate("a")] }, { sign: -1, factors: [gate("Uh")] }] };
  const state = stateOf(["I", "am"], { t: 1, symbol: "c" });
  const layer = state.trace.layers[0];
  layer.values.c = layer.values.h;
  state.trace = { ...state.trace, symbols: [...symbols.slice(0, 2), { ...symbols[2], kind: "squash" }, ...symbols.slice(3), c] };
  const { groups, argument } = derivationOf(state, 3);
  assert.equal(argument, null);
  assert.deepEqual(groups.map(({ role }) => role), ["mix"]);
  const [h, a, Uh] = [layer.values.h.data[3], layer.values.a.data[8 + 3], layer.values.Uh.data[8 + 3]];
  assert.deepEqual(groups[0].terms.map(({ product }) => product), [h * a, -Uh]);
});

const derivation = derivationOf(randomState(7, "tanh"), 0);

test("the smaller terms are one row, whose bar closes the gap to the group's total", () => {
  const rows = rowsOf(derivation.groups, { most: 4, all: null });
  assert.deepEqual(rows.map(({ kind }) => kind), [...Array(4).fill("term"), "rest", ...Array(5).fill("term"), "term", "term"]);
  const rest = rows[4];
  near(rest.to, derivation.groups[0].total, "the end of the first group");
  assert.equal(rest.kind === "rest" && rest.count, 5);
  assert.equal(rows.at(-1)?.to, derivation.sum);
});

test("each bar starts where the last ended, folded or not", () => {
  for (const all of [null, "U", "W"]) {
    const rows = rowsOf(derivation.groups, { most: 2, all });
    rows.slice(1).forEach((row, i) => assert.equal(row.from, rows[i].to));
    near(rows.at(-1)?.to ?? NaN, derivation.sum, `all terms of ${all}`);
  }
  const opened = rowsOf(derivation.groups, { most: 2, all: "U" });
  assert.deepEqual(opened.map(({ kind }) => kind).slice(8, 11), ["term", "less", "term"]);
});

test("a rest of one term is that term, and terms that are all 0 are one row", () => {
  const rows = rowsOf(derivation.groups, { most: 8, all: null });
  assert.ok(rows.every(({ kind }) => kind === "term"));
  const first = derivationOf({ ...randomState(7, "tanh"), t: 0 }, 0);
  assert.deepEqual(rowsOf(first.groups, { most: 4, all: "U" }).map(({ kind, product }) => [kind, product])[0], ["none", 0]);
});

test("the axis has room for every bar and ticks that can be read", () => {
  const rows = rowsOf(derivation.groups, { most: 4, all: null });
  const axis = axisOf(rows);
  for (const { from, to } of rows) assert.ok(axis.min < Math.min(from, to) && Math.max(from, to) < axis.max);
  assert.ok(axis.min < -1 && axis.max > 1);
  assert.deepEqual(ticksOf(-1.1, 2.3), [-1, 0, 1, 2]);
  assert.deepEqual(ticksOf(-1.04, 1.04), [-1, -0.5, 0, 0.5, 1]);
  assert.deepEqual(ticksOf(-21, 33).map((at) => at % 10), [-0, -0, 0, 0, 0, 0]);
  assert.equal(placeOf({ min: -1, max: 3, ticks: [] }, 0), 25);
});

test("a word's logit is its row of W_y times h(t) and its bias, and its probability a share of all", () => {
  const base = stateOf(["I", "am"], { t: 1, word: "want" });
  assert.equal(wordDerivationOf(base), null);
  const terms = Array.from({ length: 8 }, (_, index) => ({ index, weight: index - 3 }));
  const question = { model: card.id, trace: base.trace, t: 1, symbol: null, unit: null, word: "want" };
  const answer = { torch: 0.2, difference: 0, terms, bias: 0.5, log_sum_exp: 9 };
  const state = { ...base, derived: { ...question, answer, problem: null } };
  const h = base.trace.layers[0].values.h.data.subarray(8, 16);
  const logit = terms.reduce((sum, { index, weight }) => sum + weight * h[index], 0.5);
  const word = wordDerivationOf(state);
  near(word?.sum ?? NaN, logit, "y");
  assert.equal(word?.lse, 9);
  assert.deepEqual(word?.groups.map(({ terms: { length } }) => length), [8, 1]);

  // Another time stamp needs no other row; Σ follows from the probability that the trace holds.
  const before = wordDerivationOf({ ...state, t: 0 });
  near(Math.exp((before?.sum ?? NaN) - (before?.lse ?? NaN)), base.trace.outputs[0].top[0].probability, "p");
  const unlikely = { ...state, t: 0, word: "wug", derived: { ...question, word: "wug", answer, problem: null } };
  assert.equal(wordDerivationOf(unlikely)?.lse, null);
});

test("a word is written whole and before the other index, so that it alone can be cut", () => {
  const base = stateOf(["I", "am"], { t: 1, word: "understanding" });
  const answer = { torch: 0.2, difference: 0, terms: [{ index: 3, weight: 2 }], bias: 0.5 };
  const question = { model: card.id, trace: base.trace, t: 1, symbol: null, unit: null, word: "understanding" };
  const [W, b] = wordDerivationOf({ ...base, derived: { ...question, answer, problem: null } })?.groups ?? [];
  assert.equal(plain(label(W.terms[0].parts)), "W_y[understanding,3] · h(1)[3]");
  assert.equal(plain(label(b.terms[0].parts)), "b_y[understanding]");
  assert.deepEqual(label(W.terms[0].parts).filter(({ style }) => style === "word"), [{ text: "understanding", style: "word" }]);
});

/** @param {string} text */
const readOff = (text) => Number(text.replace("−", "-").replace("+", ""));

test("what is printed adds up, or is said to be rounded; the table's six decimals add up within 0.0001", () => {
  let [closed, open] = [0, 0];
  for (let seed = 0; seed < 30; seed += 1) {
    const { groups, sum } = derivationOf(randomState(seed, "tanh"), seed % 9);
    const totals = groups.map(({ total }) => readOff(signed(total)));
    const gap = Math.abs(totals.reduce((all, total) => all + total, 0) - readOff(signed(sum)));
    assert.equal(closesAt(groups, [], sum, 3), gap < 1e-9, `seed ${seed}: off by ${gap}`);
    if (gap < 1e-9) closed += 1;
    else open += 1;
    const products = groups.flatMap(({ terms }) => terms);
    const printed = products.reduce((all, { product }) => all + readOff(signed(product, 6)), 0);
    assert.ok(Math.abs(printed - readOff(signed(sum, 6))) < 1e-4);
    for (const { parts, product } of products.filter(({ parts: { length } }) => length > 1)) {
      const [one, other] = factors(parts, 6).split(" · ").map(readOff);
      assert.ok(Math.abs(one * other - product) < 1e-5);
    }
  }
  assert.ok(closed > 0 && open > 0, "both cases are tried");
  const { groups, sum } = derivationOf(randomState(0, "tanh"), 0);
  const rows = rowsOf(groups, { most: 4, all: null });
  const off = rows.map((row, i) => (i === 0 ? { ...row, product: row.product + 0.002 } : row));
  assert.ok(!closesAt(groups, off, sum, 3), "rows that do not give their group's total");
});

test("a dimension is an entry of the embedding, and pushes every unit by its weight", () => {
  const state = randomState(5, "tanh");
  const { value, terms, weight, id } = dimensionOf(state, 2);
  assert.equal(value, held(state, "x", 2));
  assert.equal(id, state.trace.tokens[state.t].id);
  assert.equal(weight, "W");
  const W = /** @type {Matrix} */ (state.weights[0].W);
  for (const { index, product } of terms) assert.equal(product, W.data[(index ?? 0) * 5 + 2] * value);
  assert.deepEqual(terms.map(({ index }) => index).sort(), [0, 1, 2, 3, 4, 5, 6, 7, 8]);
});

const pinned = stateOf(["I", "am", "a", "boy"], { t: 2, unit: 3 });
const story = storyOf(pinned, false);

test("the panel asks for the pinned number, and invites where nothing is pinned", () => {
  assert.equal(story.heading, "Where does 4.230 come from?");
  assert.equal(storyOf({ ...pinned, unit: null }, false).kind, "none");
  assert.match(said(storyOf(stateOf([], { unit: 3 }), false).lead), /^No word was read yet/);
  assert.match(said(storyOf({ ...pinned, dim: 1 }, false).lead), /^Dimension 1 of x\(2\) is E\[4, 1\]: row 4 of the embedding E is that of the word “a”\./);
  assert.match(storyOf({ ...pinned, unit: null, word: "bit" }, false).heading, /“bit”/);
});

test("a term lights the unit or dimension it came from, and is lit by it", () => {
  if (story.kind !== "unit") return assert.fail();
  const [U, W] = story.derivation.groups.map(({ terms }) => terms[0]);
  assert.deepEqual(hoverOf(story, U, pinned), { kind: "term", weight: "U", index: U.index, unit: 3 });
  assert.ok(isLit(story, U, { kind: "cell", symbol: "h", t: 1, unit: U.index ?? -1 }));
  assert.ok(!isLit(story, U, { kind: "cell", symbol: "h", t: 2, unit: U.index ?? -1 }));
  assert.ok(isLit(story, W, { kind: "dimension", dim: W.index ?? -1, t: 2 }));
  assert.ok(!isLit(story, U, { kind: "dimension", dim: U.index ?? -1, t: 2 }));
  assert.ok(isLit(story, W, { kind: "weight", name: "W" }));
});

test("a click on a term leads to the unit one time stamp before, to the dimension, or to the bias", () => {
  if (story.kind !== "unit") return assert.fail();
  const [U, W, b] = ["carried", "input", "bias"].map((role) =>
    story.waterfall.rows.find((row) => story.waterfall.groups[row.group].role === role));
  const after = (/** @type {typeof U} */ row) => {
    const { t, unit, dim, weight } = (row && actOf(story, row))?.(pinned) ?? pinned;
    return { t, unit, dim, weight };
  };
  const indexOf = (/** @type {typeof U} */ row) => (row?.kind === "term" ? (row.term.index ?? -1) : -1);
  const kept = (/** @type {State} */ { t, unit, dim, weight }) => ({ t, unit, dim, weight });
  assert.deepEqual(after(U), kept(unitPinned(indexOf(U), 1)(pinned)));
  assert.deepEqual(after(W), kept(dimensionPinned(indexOf(W), 2)(pinned)));
  assert.deepEqual(after(b), kept(weightOpened("b_hh")(pinned)));
});
