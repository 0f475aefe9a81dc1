import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { linkFollowed, traced } from "../../static/js/arrival.js";
import { fromQuery, toQuery } from "../../static/js/query.js";
import {
  againstChosen, blockChosen, blocksOf, influenceOf, insteadChosen, layerChosen, layerOf, omissionOf, otherOf, pairPinned, pathChosen,
  recallArrived, recallFailed, shownBy, USUAL, wordOmitted,
} from "../../static/js/recall.js";
import { readInfluence } from "../../static/js/wire.js";
import { agreement, deed, says as saysWithout, weighed } from "../../static/js/views/omission.js";
import { arcsOf, columnsOf } from "../../static/js/views/arcs/layout.js";
import { says as saysArcs } from "../../static/js/views/arcs.js";
import { meaningOf } from "../../static/js/views/blocks.js";
import { chartOf, comparedBy, saysOf } from "../../static/js/views/distance.js";
import { linesOf, says as saysGrowth } from "../../static/js/views/growth.js";
import { described } from "../../static/js/views/triangle.js";
import { cellAt, layoutOf, named } from "../../static/js/views/triangle/layout.js";
import { card, stateOf, symbols } from "./made.js";

/** @param {string} name */
const bytes = (name) => readFileSync(new URL(`fixtures/${name}`, import.meta.url));
const influence = readInfluence(Uint8Array.from(bytes("influence.safetensors")).buffer);
const omission = JSON.parse(bytes("omission.json").toString());
const WORDS = ["I", "am", "a", "wug", "boy"];

/** An LSTM carries c. */
const lstm = { ...card, title: "Made up, 7 units", num_layers: 1, symbols: [...symbols, { ...symbols[4], name: "c", torch_name: "c_n", code: "" }] };
const gru = { ...card, id: "gru", title: "Other, 7 units" };

/** @param {Partial<import("../../static/js/types.js").State>} [more] @param {Partial<import("../../static/js/types.js").Memory>} [memory] */
const stateWith = (more, memory) =>
  stateOf(WORDS, { models: [lstm, gru], model: lstm, memory: { ...USUAL, influence, omission, omitted: 1, ...memory }, ...more });

test("what a network does not carry cannot be chosen", () => {
  const vanilla = stateOf(WORDS);
  assert.deepEqual(blocksOf(vanilla), ["h_from_x", "h_from_h", "word_gradient"]);
  assert.equal(blockChosen("c_from_c")(vanilla), vanilla);
  assert.equal(pathChosen("c")(vanilla), vanilla);
  assert.equal(blockChosen("c_from_c")(stateWith()).memory.block, "c_from_c");
  assert.equal(pathChosen("c")(stateWith()).memory.path, "c");
});

test("a change that alters nothing returns the same object", () => {
  const state = stateWith();
  for (const change of [blockChosen("h_from_x"), wordOmitted(1), insteadChosen(null), insteadChosen(""), layerChosen(0), againstChosen(null), againstChosen("made-up"), againstChosen("nobody")]) {
    assert.equal(change(state), state);
  }
});

test("what is chosen ends what was said of the link, and a word read in place of one is not read in place of another", () => {
  const told = stateWith({ problem: "This network has no influence “c,c”." }, { instead: "cat" });
  assert.equal(blockChosen("word_gradient")(told).problem, null);
  assert.equal(recallArrived("influence", influence)(told).problem, told.problem);
  assert.equal(blockChosen("word_gradient")({ ...told, text: "too long" }).problem, told.problem, "it is about the sentence");
  assert.deepEqual([wordOmitted(1)(told), wordOmitted(2)(told)].map(({ memory }) => memory.instead), ["cat", null]);
});

test("a pair that is pinned sets the time stamp and the word", () => {
  const { t, memory } = pairPinned(1, 3)(stateWith({ t: 0 }));
  assert.deepEqual([t, memory.omitted], [3, 1]);
});

test("the last layer is the usual one", () => {
  const deep = { ...lstm, num_layers: 3 };
  const state = stateWith({ model: deep });
  assert.equal(layerOf(state), 2);
  assert.equal(layerOf(layerChosen(1)(state)), 1);
  assert.equal(layerChosen(2)(layerChosen(1)(state)).memory.layer, null);
});

test("an answer counts only for the sentence, the model and the question that it was asked for", () => {
  const state = stateWith();
  assert.equal(influenceOf(state), influence);
  assert.equal(influenceOf(stateOf(["I", "am"], { memory: state.memory })), null);
  assert.equal(otherOf(state), null);
  assert.equal(otherOf(stateWith({}, { against: "gru", other: { ...influence, model: "gru" } }))?.model, "gru");
  assert.equal(otherOf(stateWith({}, { against: "gru", other: influence })), null);
  assert.equal(omissionOf(state), omission);
  assert.equal(omissionOf(wordOmitted(2)(state)), null);
  assert.equal(omissionOf(insteadChosen("cat")(state)), null);
});

test("what could not be had leaves a sentence until it comes after all", () => {
  const failed = recallFailed("influence", "That is too long.")(stateWith());
  assert.deepEqual([failed.memory.influence, failed.memory.problems], [null, { influence: "That is too long." }]);
  assert.equal(recallArrived("influence", influence)(failed).memory.problems.influence, "");
});

test("a link restores all of it, and leaves out what is usual", () => {
  const state = stateWith({ t: 3 }, { block: "c_from_c", path: "c", against: "gru", omitted: 2, instead: "cat" });
  const query = toQuery(state);
  assert.deepEqual(Object.fromEntries(new URLSearchParams(query)), { text: "I am a wug boy", block: "c_from_c", path: "c", against: "gru", omit: "2", swap: "cat" });
  const { block, path, against, omitted, instead } = linkFollowed(fromQuery(query))(stateWith()).memory;
  assert.deepEqual([block, path, against, omitted, instead], ["c_from_c", "c", "gru", 2, "cat"]);
  assert.equal(toQuery(stateWith({ t: 3 }, { omitted: 0 })), "?text=I+am+a+wug+boy");
  const usual = linkFollowed(fromQuery("?text=I+am+a+wug+boy&block=nonsense&against=nobody&omit=99"))(state).memory;
  assert.deepEqual([usual.block, usual.against, usual.omitted, usual.instead], ["h_from_x", null, 4, null]);
});

test("another model or a shorter sentence takes what it has no room for", () => {
  const state = stateWith({ t: 3 }, { block: "c_from_c", path: "c", against: "gru", omitted: 4 });
  const trace = { ...stateOf(["I", "am"]).trace, model: "gru" };
  const { memory } = traced({ trace, text: "I am", unfinished: false, model: gru, weights: state.weights })(state);
  assert.deepEqual([memory.block, memory.path, memory.against, memory.omitted], ["h_from_x", "h", null, 1]);
});

test("where no known word came, nothing is shown of the prediction", () => {
  const state = stateWith({ t: 2 }, { block: "word_gradient" });
  assert.deepEqual(shownBy(state)?.values, []);
  assert.match(saysArcs(state), /no prediction was at stake/);
  assert.match(described(state, /** @type {any} */ (shownBy(state)), { s: 0, t: 2 }), /no prediction was at stake/);
  assert.equal(shownBy(stateWith({ t: 3 }, { block: "word_gradient" }))?.values.length, 4);
});

test("the sentence under the arcs names the word that counts most, by its true number", () => {
  const state = stateWith({ t: 4 }, { block: "h_from_h" });
  const values = /** @type {number[]} */ (shownBy(state)?.values);
  assert.equal(values[4], 1, "a state is itself");
  const most = values.slice(0, 4).indexOf(Math.max(...values.slice(0, 4)));
  assert.ok(saysArcs(state).startsWith(`“boy”, time stamp 4: of the states before it, that after “${WORDS[most]}” moves it most, ‖∂h(4)/∂h(${most})‖ = `));
  assert.match(saysArcs(stateWith({ t: 0 })), /is the first word/);
  assert.match(saysArcs(stateOf([])), /empty/);
});

test("arcs run from each word read to the current one, thicker the larger the influence, dotted where it is 0", () => {
  const arcs = arcsOf([0, 0.1, 1], (value) => (value > 0 ? value : null), columnsOf(800, 5), 5);
  assert.deepEqual(arcs.map(({ s }) => s), [0, 1, 2]);
  assert.equal(arcs[0].share, null);
  assert.ok(arcs[1].width < arcs[2].width);
  assert.ok(arcs[0].top < arcs[1].top, "the farther, the higher");
});

test("in the triangle t runs to the right, s downwards, and there is nothing below the diagonal", () => {
  const layout = layoutOf(600, 5);
  const middle = (/** @type {number} */ t, /** @type {number} */ s) => cellAt(layout, layout.left + (t + 0.5) * layout.size, layout.top + (s + 0.5) * layout.size);
  assert.deepEqual(middle(4, 1), { s: 1, t: 4 });
  assert.equal(middle(1, 4), null);
  assert.equal(middle(-1, 0), null);
  assert.equal(middle(5, 0), null);
  assert.ok(layoutOf(300, 128).width <= 92 + 3 * 128 + 8, "a long sentence scrolls");
  assert.ok(named(layoutOf(300, 128), 77).includes(77));
});

test("truth, bound and mean growth are those of the influences, from k = 0 on", () => {
  const [bound, truth, each] = linesOf(influence, 4);
  assert.deepEqual([bound.values[0], truth.values[0], each.values[0]], [1, 1, null]);
  for (let k = 1; k <= 4; k += 1) {
    assert.ok(Number(bound.values[k]) >= Number(truth.values[k]));
    assert.ok(Math.abs(Number(each.values[k]) ** k - Number(truth.values[k])) < 1e-12);
  }
  const state = stateWith({ t: 4 });
  const mean = Math.log(Number(truth.values[4])) / 4;
  assert.ok(saysGrowth(state, influence).includes(`${mean < 0 ? "−" : ""}${Math.abs(mean).toFixed(3)} in ln per step`));
  assert.match(saysGrowth(stateWith({ t: 0 }), influence), /first word/);
  const after = (/** @type {number} */ truth) => saysGrowth(stateWith({ t: 1 }), { ...influence, products: { ...influence.products, data: influence.products.data.map(() => truth) } });
  assert.match(after(0.05), /a factor of 0\.050: it vanishes\.$/);
  assert.match(after(0.8), /a factor of 0\.80: it shrinks, and has not vanished yet\.$/);
  assert.match(after(3.4), /1\.224 in ln per step, a factor of 3\.4: it does not vanish, it grows\.$/);
});

test("two models stand in one chart, one without c beside it along h", () => {
  const { c: _c, ...onlyH } = influence.layers[0].gradients;
  const other = { ...influence, model: "gru", layers: [{ ...influence.layers[0], gradients: onlyH, reach: { h: influence.layers[0].reach.h } }] };
  const state = stateWith({ t: 4 }, { path: "c", against: "gru", other });
  const compared = comparedBy(state);
  assert.deepEqual(compared.map(({ title, path }) => [title, path]), [["Made up, 7 units", "c"], ["Other, 7 units", "h"]]);
  const chart = chartOf(state, compared, 600);
  assert.deepEqual(chart.lines.map(({ name, values }) => [name, values[0], values.length]), [["Made up, c", 1, 5], ["Other, h", 1, 5]]);
  assert.match(compared.map((each) => saysOf(state, each)).join(" "), /Made up, 7 units, along c: .* Other, 7 units, along h: /);
  assert.deepEqual(chart.words, ["boy", "wug", "a", "am", "I"]);
});

test("two models whose names would be the same go by their ids", () => {
  const named = stateWith({ t: 4 }, { against: "gru", other: { ...influence, model: "gru" } });
  const alike = { ...named, models: named.models.map((each) => ({ ...each, title: "Tanh network, 64 units" })), model: { ...named.model, title: "Tanh network, two layers" } };
  assert.deepEqual(chartOf(alike, comparedBy(alike), 600).lines.map(({ name }) => name), [`${alike.model.id}, h`, "gru, h"]);
});

test("how far the gradient reaches is told, or that it reaches through the whole sentence", () => {
  const [mine] = comparedBy(stateWith({ t: 4 }));
  const reaching = { ...mine.influence.layers[0], reach: { h: [null, null, null, null, 3], c: [] } };
  const state = stateWith({ t: 4 });
  const rising = { ...reaching, gradients: { ...reaching.gradients, h: { ...reaching.gradients.h, data: reaching.gradients.h.data.map((value, i) => (i === 4 * 5 ? 10 : value)) } } };
  assert.match(saysOf(state, { ...mine, influence: { ...mine.influence, layers: [rising] } }), /first below a tenth at k = 3, the word “am”, but farther back it rises/);
  const never = { ...reaching, reach: { h: [null, null, null, null, null], c: [] } };
  assert.match(saysOf(state, { ...mine, influence: { ...mine.influence, layers: [never] } }), /not within this sentence; at its beginning, 4 back/);
  assert.match(saysOf(state, mine), /from k = 3 on, the word “am”. So far back .* than a tenth of what “boy” does/);
  assert.match(saysOf(stateWith({ t: 2 }), mine), /no known word came next/);
  assert.match(saysOf(stateWith({ t: 0 }), mine), /“I” is the first word, and there is nothing farther back/);
});

test("gradient and absence stand side by side for every word so far", () => {
  const state = stateWith({ t: 4 });
  const words = weighed(state);
  assert.deepEqual(words.map(({ text }) => text), WORDS);
  words.forEach(({ gradient, change }, s) => {
    assert.equal(gradient, at4(s));
    assert.equal(change, omission.changes[4][s]);
  });
  assert.match(agreement(state), /^For “end of sentence”, which came next, (both name|they disagree)/);
  const apart = { ...omission, changes: omission.changes.map((/** @type {number[]} */ row) => row.map((_change, s) => (s === 0 ? 9 : 0.1))) };
  const slopes = { ...influence, wordGradient: { ...influence.wordGradient, data: influence.wordGradient.data.map((_value, i) => (i % 5 === 3 ? 2 : 1)) } };
  assert.match(agreement(stateWith({ t: 4 }, { omission: apart, influence: slopes })), /doing without a word names “I” \(\+9\.00\).* a missing word is a large one\.$/);
  const other = { instead: "dog", omission: { ...apart, instead: { t: 0, text: "dog", id: 5, known: true } }, influence: slopes };
  assert.match(agreement(stateWith({ t: 4 }, other)), /reading another word names “I” \(\+9\.00\).* another word is a large one\.$/);
  assert.match(agreement(stateWith({ t: 2 })), /No known word/);
  assert.match(agreement(stateWith({ t: 0 }, { omission: { ...omission, changes: omission.changes.map((/** @type {unknown[]} */ row) => row.map(() => null)) } })), /has not read anything yet/);
});

/** @param {number} s */
const at4 = (s) => influence.wordGradient.data[4 * 5 + s];

test("what a missing word changes is said with the numbers, or why there are none", () => {
  const { before, after } = omission.outputs[2];
  assert.ok(saysWithout(stateWith({ t: 3 }), omission).startsWith(`The surprisal at “boy” would be ${after.toFixed(2)} rather than ${before.toFixed(2)} nats`));
  assert.match(saysWithout(stateWith({ t: 0 }), omission), /is read only later/);
  assert.match(saysWithout(stateWith({ t: 2 }), omission), /No known word came next/);
  assert.equal(deed(stateWith()), "“am” deleted");
  assert.equal(deed(stateWith({}, { instead: "<unk>" })), "“am” unknown");
  assert.equal(deed(stateWith({}, { instead: "was" })), "“was” for “am”");
});

test("a word in its own place changes nothing, and that is said", () => {
  const own = { t: 1, text: "Am", id: stateWith().trace.tokens[1].id, known: true };
  const state = stateWith({ t: 4 }, { instead: "Am", omission: { ...omission, instead: own } });
  assert.equal(saysWithout(state, { ...omission, instead: own }), "“am” stands in its own place, so nothing changes.");
  const wug = stateWith({ t: 4 }, { instead: "<unk>", omitted: 3 });
  assert.equal(saysWithout(wug, { ...omission, s: 3, instead: { t: 3, text: "<unk>", id: wug.trace.tokens[3].id, known: false } }), "“wug” is read as <unk> already, so nothing changes.");
});

test("a block says what is held while one part of what is carried moves", () => {
  const of = (/** @type {string} */ block, /** @type {number} */ layers = 1) => {
    const state = stateWith({ t: 4 }, { block });
    return meaningOf({ ...state, model: { ...state.model, num_layers: layers } });
  };
  assert.match(of("c_from_c"), /cell state c .* all else that is carried there being held\.$/);
  assert.match(of("h_from_h"), /all else that is carried there being held\.$/);
  const plain = stateOf(WORDS, { t: 4 });
  const alone = { ...plain, memory: { ...plain.memory, block: "h_from_h" } };
  assert.match(meaningOf(alone), /where h after an earlier word moves a little\.$/);
  assert.match(meaningOf({ ...alone, model: { ...alone.model, num_layers: 2 } }), /being held\.$/);
});
