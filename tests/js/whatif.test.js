import assert from "node:assert/strict";
import { test } from "node:test";
import { announcement } from "../../static/js/views/announcer.js";
import { verdict } from "../../static/js/views/check.js";
import { questionOf } from "../../static/js/views/derivation/question.js";
import { said } from "../../static/js/views/derivation/sentence.js";
import { storyOf } from "../../static/js/views/derivation/story.js";
import { derivationOf } from "../../static/js/views/derivation/terms.js";
import { cuts, editedInputs, editedMarks } from "../../static/js/views/diagram/edited.js";
import { columnFigure } from "../../static/js/views/diagram/figure.js";
import { hit } from "../../static/js/views/diagram/hit.js";
import { narrowStrips, roomBeside } from "../../static/js/views/diagram/original.js";
import { cellOf, columnsIn, layoutFor, placedStrips } from "../../static/js/views/diagram/scene.js";
import { tipOf } from "../../static/js/views/diagram/tip.js";
import { chancesOf, comparisonOf, effectOf, entryInWords, share, surpriseOf } from "../../static/js/views/whatif/compare.js";
import { entryAt, layoutOf, stripLeft } from "../../static/js/views/whatif/layout.js";
import { symbolOf, targetOf } from "../../static/js/views/whatif/target.js";
import { card, stateOf, traceOf } from "./made.js";

/** @typedef {import("../../static/js/types.js").Edit} Edit */
/** @typedef {import("../../static/js/types.js").State} State */

const words = ["I", "am", "a", "boy"];

/** A state whose values at some places are others. @param {Edit[]} edits @param {[string, number, number, number][]} values
 * symbol, t, unit, value @param {Partial<State>} [more] */
function alteredState(edits, values, more) {
  const trace = { ...traceOf(words), edits };
  for (const [symbol, t, unit, value] of values) trace.layers[0].values[symbol].data[t * trace.layers[0].values[symbol].cols + unit] = value;
  return stateOf(words, { t: 2, trace, original: traceOf(words), ...more });
}
/** @param {Partial<Edit>} [more] @returns {Edit} */
const edit = (more) => ({ t: 2, layer: 0, symbol: "h", unit: 3, value: -1, ...more });

test("the altered states are held beside the original, with where and how much they differ", () => {
  const state = alteredState([edit()], [["h", 2, 3, -1], ["h", 3, 0, 9]]);
  const found = comparisonOf(state, "h");
  assert.ok(found);
  assert.ok(Math.abs(found.difference.data[19] - (-1 - 4.23)) < 1e-6);
  assert.deepEqual([found.first, found.most], [2, { t: 2, unit: 3 }]);
  assert.equal(effectOf(found), "h differs from time stamp 2 on; most of all unit 3 at time stamp 2, by −5.23.");
  assert.equal(entryInWords(found, 2, 3, "a"), "h(2)[3] after “a”: original 4.23, altered −1.00, difference −5.23");
  const same = comparisonOf(alteredState([edit()], []), "h");
  assert.ok(same);
  assert.match(effectOf(same), /^h is the same at every time stamp/);
  assert.equal(comparisonOf(stateOf(words), "h"), null);
  assert.equal(comparisonOf(stateOf([], { original: traceOf([]) }), "h"), null, "an empty sentence with a memory carried in");
});

test("next words are those of both, and one that is not among the likeliest is below the least of them", () => {
  const state = alteredState([], []);
  state.trace.outputs[2].top = [{ token: "dog", probability: 0.5 }, { token: "want", probability: 0.1 }];
  const chances = chancesOf(state);
  assert.deepEqual(chances.map(({ token }) => token), ["dog", "want", "</s>", "don't", "am", "bit"]);
  assert.deepEqual([share(chances[0].before), share(chances[0].after)], ["< 4.0%", "50.0%"]);
  assert.deepEqual([share(chances[5].before), share(chances[5].after)], ["4.0%", "< 10.0%"]);
});

test("the surprisal of what comes next, of another word too, and none at the end", () => {
  const state = alteredState([], []);
  Object.assign(state.trace.outputs[2], { surprisal: 1.5 });
  Object.assign(/** @type {import("../../static/js/types.js").Trace} */ (state.original).outputs[2], { surprisal: 3 });
  assert.equal(surpriseOf(state), "Surprisal of “boy”, which comes next: 3.00 nats → 1.50 nats.");
  state.trace.tokens[3] = { ...state.trace.tokens[3], text: "dog" };
  assert.equal(surpriseOf(state), "Surprisal of what comes next: “boy” 3.00 nats → “dog” 1.50 nats.");
  assert.equal(surpriseOf({ ...state, t: 3 }), null);
});

test("what can be set is the pinned unit of the chosen symbol, or the pinned dimension of x", () => {
  assert.equal(targetOf(stateOf(words, { t: 1 })), null);
  assert.deepEqual(targetOf(stateOf(words, { t: 1, unit: 3 })), { symbol: stateOf(words).trace.symbols[4], unit: 3, value: Math.fround(4.13), min: -1, max: 1 });
  assert.equal(targetOf(stateOf(words, { unit: 3, symbol: "Uh" }))?.symbol.name, "Uh");
  assert.equal(targetOf(stateOf(words, { unit: 3, dim: 2 }))?.symbol.name, "x");
  assert.equal(symbolOf(stateOf(words, { symbol: "x" })).name, "h");
  assert.equal(targetOf(stateOf([], { unit: 3 })), null);
});

test("the triples stand side by side, never narrower than can be seen, and a point finds its entry", () => {
  for (const [T, room] of [[1, 700], [4, 700], [40, 700], [512, 350]]) {
    const layout = layoutOf(T, 64, room);
    assert.ok(layout.strip >= 2, `${T}`);
    assert.ok(3 * layout.strip + 2 < layout.column);
    assert.ok(layout.width <= 16_000);
    assert.deepEqual(entryAt(layout, stripLeft(layout, T - 1, 2) + 1, layout.top + 63 * layout.row + 1), { t: T - 1, unit: 63 });
  }
  const layout = layoutOf(4, 64, 700);
  assert.equal(entryAt(layout, 2, 50), null);
  assert.equal(entryAt(layout, 60, layout.bottom + 5), null);
});

/** @param {State} state @returns {import("../../static/js/views/diagram/scene.js").Scene} */
function sceneOf(state) {
  const cell = cellOf(state);
  const layout = layoutFor(state, { width: 1440, height: 900 }, cell);
  return { state, cell, layout, layer: 0, columns: columnsIn(layout, 0, layout.width), cursor: null };
}

test("what was set is marked beside its strip, neighbours by one mark", () => {
  const scene = sceneOf(alteredState([edit({ t: 1, unit: [2, 4] }), edit({ t: 1, unit: 6 }), edit({ symbol: "a", unit: 0 })], []));
  const { layout } = scene;
  const marks = editedMarks(scene, placedStrips(scene));
  const top = (/** @type {number} */ unit) => layout.top + unit * layout.row;
  assert.deepEqual(marks.map((mark) => [mark.top, mark.bottom + layout.gap]), [[top(2), top(5)], [top(6), top(7)], [top(0), top(1)]]);
  assert.ok(marks.every(({ tip }) => placedStrips(scene).some(({ place }) => place.left - tip === 7)));
  assert.deepEqual(editedMarks(sceneOf(stateOf(words)), []), []);
});

test("an x(t) that is another is marked: of another word, or with a number set", () => {
  const state = alteredState([edit({ symbol: "x", t: 0, unit: 1 })], []);
  state.trace.tokens[3] = { ...state.trace.tokens[3], text: "dog" };
  const scene = sceneOf(state);
  const marks = editedInputs(scene);
  assert.equal(marks.length, 2);
  assert.ok(marks[0].tip < scene.layout.columns[0].foot && marks[1].tip > scene.layout.columns[2].foot);
  assert.deepEqual(editedInputs(sceneOf(stateOf(words))), []);
});

test("a time stamp that forgets is cut off, and only where all of U h is set to 0", () => {
  const zeros = /** @type {[string, number, number, number][]} */ (Array.from({ length: 8 }, (_, unit) => ["Uh", 2, unit, 0]));
  const cut = cuts(sceneOf(alteredState([edit({ symbol: "Uh", unit: "all", value: 0 })], zeros)));
  assert.equal(cut.length, 1);
  const rolled = sceneOf(alteredState([edit({ symbol: "Uh", unit: "all", value: 0 })], zeros, { fold: "rolled" }));
  assert.deepEqual(cuts(rolled), [{ x: rolled.layout.cell.left - 20, y: rolled.layout.middle }]);
  assert.deepEqual(cuts(sceneOf(alteredState([edit({ symbol: "Uh", unit: [0, 6], value: 0 })], zeros))), []);
  assert.deepEqual(cuts(sceneOf(alteredState([edit({ symbol: "Uh", unit: "all", value: 1 })], []))), []);
});

test("beside an altered state stands what it was, and the difference; beside others nothing", () => {
  const state = alteredState([edit()], [["h", 2, 3, -1], ["h", 3, 4, 0.5]]);
  const scene = sceneOf(state);
  const narrow = narrowStrips(scene);
  assert.deepEqual(narrow.map(({ t, kind }) => [t, kind]), [[2, "was"], [2, "difference"], [3, "was"], [3, "difference"]]);
  const row = (/** @type {import("../../static/js/types.js").Trace | null} */ trace, /** @type {number} */ t) => [...(trace?.layers[0].values.h.data.subarray(8 * t, 8 * t + 8) ?? [])];
  for (const { t, kind, values } of narrow) {
    const [was, is] = [row(state.original, t), row(state.trace, t)];
    assert.deepEqual([...values], kind === "was" ? was : [...Float32Array.from(is.map((value, i) => value - was[i]))]);
  }
  assert.ok(narrow[1].right <= scene.layout.cell.right && narrow[0].left > scene.layout.cell.strips[4].right);
  const closed = scene.layout.columns[3];
  assert.ok(narrow[2].left > closed.right);
  assert.deepEqual(hit(scene, narrow[3].left + 2, scene.layout.top + 4.5 * scene.layout.row), { kind: "cell", symbol: "h", t: 3, unit: 4 });
  assert.deepEqual([roomBeside(scene, 1), roomBeside(scene, 2), roomBeside(scene, 3)], [0, 0, 18]);
  const figure = columnFigure(scene, scene.layout.columns[2], (text, _family, size) => text.length * size * 0.5);
  assert.deepEqual(figure.narrow.map(({ text, x, ends }) => [text, x < scene.layout.cell.right, ends]), [["was, Δ", true, true]]);
  assert.deepEqual(narrowStrips(sceneOf(stateOf(words))), []);
});

test("the tooltip says what was set, and what it was in the original", () => {
  const hover = (/** @type {number} */ t, /** @type {number} */ unit) => /** @type {const} */ ({ kind: "cell", symbol: "h", t, unit });
  const state = alteredState([edit()], [["h", 2, 3, -1], ["h", 2, 4, 0.5]]);
  const lines = (/** @type {number} */ unit) => tipOf(sceneOf({ ...state, hover: hover(2, unit) }), true)?.lines;
  assert.deepEqual(lines(3)?.slice(0, 4), ["h(2) = −1.00", "set by you", "original: 4.23, difference −5.23", "unit 3"]);
  assert.deepEqual(lines(4)?.slice(0, 3), ["h(2) = 0.50", "original: 4.24, difference −3.74", "unit 4"]);
  assert.deepEqual(lines(5)?.slice(0, 2), ["h(2) = 4.25", "unit 5"]);
});

test("a value that was set says so, and what the equation gives", () => {
  const plain = derivationOf(stateOf(words, { t: 2 }), 3);
  const state = alteredState([edit()], [["h", 2, 3, -1]], { unit: 3 });
  const story = storyOf(state, false);
  const equation = Math.tanh(plain.sum).toFixed(3);
  assert.equal(story.heading, `−1.000 was set by you (the equation gives ${equation})`);
  assert.ok(story.kind === "unit" && Math.abs(story.derivation.sum - plain.sum) < 1e-9);
});

test("a dimension of x that was set is not what was learned, and says what was", () => {
  const state = alteredState([edit({ symbol: "x", unit: 1, value: 0.9 })], [["x", 2, 1, 0.9]], { dim: 1 });
  const story = storyOf(state, false);
  const learned = traceOf(words).layers[0].values.x.data[2 * card.embedding_dim + 1].toFixed(3);
  assert.equal(story.heading, `0.900 was set by you (the embedding gives ${learned})`);
  assert.match(said(story.lead), /^What you set stands in the place of E\[4, 1\], the number of row 4 of the embedding E/);
  assert.ok(story.kind === "dim" && Math.abs(Number(story.dimension.terms[0].product) - 0.9 * story.dimension.terms[0].parts[0].value) < 1e-6);
  const other = { ...state, original: traceOf(words) };
  other.original.tokens[2].id = 9;
  assert.equal(storyOf(other, false).heading, "0.900 was set by you", "another word stood there: its numbers are not on screen");
});

test("a part of a sum that was set stands as it is; so does the sum", () => {
  const part = derivationOf(alteredState([edit({ symbol: "Uh", value: 7 })], [["Uh", 2, 3, 7]]), 3);
  assert.deepEqual(part.groups.map(({ role, total }) => [role, role === "mix" ? total : null]), [["input", null], ["mix", 7], ["bias", null]]);
  const whole = derivationOf(alteredState([edit({ symbol: "a", value: 0.5 })], [["a", 2, 3, 0.5]]), 3);
  assert.deepEqual([whole.groups.length, whole.sum, whole.argument?.name], [1, 0.5, "a"]);
  const asked = alteredState([edit({ symbol: "a", value: 0.5 })], [["a", 2, 3, 0.5]], { symbol: "a", unit: 3 });
  const { sum } = derivationOf(stateOf(words, { t: 2 }), 3);
  assert.equal(storyOf(asked, false).heading, `0.500 was set by you (the equation gives ${sum.toFixed(3)})`);
  assert.equal(questionOf(asked)?.symbol, "a");
  assert.equal(questionOf({ ...asked, unit: 4 })?.symbol, "h", "of a unit that was not set, what becomes of it is derived");
});

test("the check says how many values were left out", () => {
  const check = { against: "NumPy in float64", symbols: ["h"], values: 100, edited: 3, tolerance: 1e-5, max_abs_difference: 1e-7 };
  assert.equal(verdict(stateOf(words, { check })).text, "100 values equal those of NumPy in float64 within 1.0e-7. Set by you and left out: 3.");
});

test("a step through an altered sentence says both", () => {
  const state = alteredState([], []);
  state.trace.outputs[2].top = [{ token: "dog", probability: 0.5 }];
  assert.equal(announcement(state), "time stamp 2, 'a': most likely next word 'dog', 50 percent; in the original 'want', 20 percent");
});
