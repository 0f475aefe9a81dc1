import assert from "node:assert/strict";
import { test } from "node:test";
import { visibleColumns } from "../../static/js/geometry.js";
import { colourOf } from "../../static/js/scale.js";
import { labelOf, openCell, stripValues, symbolValues } from "../../static/js/views/diagram/cell.js";
import { columnFigure, openFigure } from "../../static/js/views/diagram/figure.js";
import { hit } from "../../static/js/views/diagram/hit.js";
import { marksOf } from "../../static/js/views/diagram/marks.js";
import { FAINT, picturesOf, pooled, rastersOf } from "../../static/js/views/diagram/raster.js";
import { cellOf, inputPlace, layoutFor, modeOf, picturePlaces, placedStrips } from "../../static/js/views/diagram/scene.js";
import { readout, tipOf } from "../../static/js/views/diagram/tip.js";
import { fitted, nextWord, sharedNote, summary, whyLines } from "../../static/js/views/diagram/words.js";
import { card, PHIS, stateOf, symbols } from "./made.js";

/** @typedef {import("../../static/js/types.js").State} State */
/** @typedef {import("../../static/js/types.js").Symbol} Symbol */

const WORDS = ["I", "am", "a", "boy"];

/** Every letter is half as wide as it is high. @type {import("../../static/js/views/diagram/words.js").Measure} */
const measure = (text, _, size) => [...text].length * size * 0.5;

/** @param {Partial<State>} [more] @param {string[]} [words] @param {{width: number, height: number}} [window] */
function sceneOf(more, words = WORDS, window = { width: 1440, height: 900 }) {
  const state = stateOf(words, { t: Math.min(2, Math.max(0, words.length - 1)), ...more });
  const cell = cellOf(state);
  const layout = layoutFor(state, window, cell);
  return { state, cell, layout, layer: 0, columns: visibleColumns(layout, 0, layout.width), cursor: /** @type {number | null} */ (null) };
}

/** @param {ReturnType<typeof sceneOf>} scene */
const figures = (scene) => scene.columns.map((column) => columnFigure(scene, column, measure));

test("the open cell is read off the cell's description: U first, then W, then b, their sum, φ, h", () => {
  const { parts, fed, U, W, input, state } = openCell(symbols);
  const shown = parts.map((part) => (part.kind === "strip" ? part.name : part.text));
  assert.deepEqual(shown, ["Uh", "+", "Wx", "+", "b", "=", "a", "tanh", "h"]);
  assert.deepEqual([fed, U, W, input.name, state.name], [1, "U", "W", "x", "h"]);
});

test("another cell with other names and a minus is drawn unseen", () => {
  const make = (/** @type {string} */ name, /** @type {Partial<Symbol>} */ more) => ({ ...symbols[1], name, ...more });
  const of = (/** @type {[string, number][]} */ ...factors) => ({ sign: 1, factors: factors.map(([name, lag]) => ({ name, lag })) });
  const cell = openCell([
    make("u", { kind: "input", terms: [] }),
    make("Vs", { terms: [of(["V", 0], ["s", 1])] }),
    make("Pu", { terms: [of(["P", 0], ["u", 0])] }),
    make("q", { terms: [of(["Pu", 0]), { ...of(["Vs", 0]), sign: -1 }] }),
    make("s", { kind: "squash", terms: [of(["q", 0])], phi: PHIS.sigmoid }),
  ]);
  assert.deepEqual(cell.parts.map((part) => (part.kind === "strip" ? part.name : part.text)), ["−", "Vs", "+", "Pu", "=", "q", "σ", "s"]);
});

test("labels spell out the product at its time stamp", () => {
  const { strips } = openCell(symbols);
  const spelled = strips.map((part) => labelOf(part, symbols, 0).map(({ text }) => text).join(""));
  assert.deepEqual(spelled, ["U\u2009h(−1)", "W\u2009x(0)", "b", "a(0)", "h(0)"]);
  assert.deepEqual(labelOf(strips[0], symbols, 3).map(({ italic }) => italic), [true, true, false]);
});

test("a strip's numbers are the trace's, and b is the sum of both biases", () => {
  const { state, cell } = sceneOf();
  const [Uh, , b, , h] = cell.strips;
  const at = (/** @type {typeof Uh} */ part, /** @type {number} */ t) => stripValues(part, state.trace, state.weights[0], 0, t);
  assert.deepEqual([...at(b, 2)], new Array(8).fill(-0.75));
  assert.equal(at(h, 3)[5].toFixed(2), "4.35"); // 4 + 3/10 + 5/100
  assert.equal(at(Uh, 1)[7].toFixed(2), "2.17");
  assert.deepEqual([...symbolValues(state.trace, 0, "h", -1)], new Array(8).fill(0));
});

test("what is read is full, what is not yet read is faint", () => {
  const scene = sceneOf();
  assert.deepEqual([0, 1, 2, 3].map((t) => modeOf(scene.layout, t)), ["read", "read", "now", "unread"]);
  const rasters = rastersOf(scene, picturesOf(scene.state.weights[0], scene.cell));
  const faint = rasters.filter(({ opacity }) => opacity < 1);
  assert.deepEqual(faint.map(({ opacity }) => opacity), [FAINT.strip, FAINT.x, FAINT.picture, FAINT.picture]);
  assert.equal(rasters.length, 1 + 3 + 5 + 4 + 8); // h(−1), closed, open, x, pictures
});

test("each picture shows its own weight, and x its values between −1 and 1", () => {
  const scene = sceneOf();
  const made = (/** @type {number} */ rows, /** @type {number} */ cols, /** @type {number} */ from) =>
    ({ rows, cols, data: Float32Array.from({ length: rows * cols }, (_v, i) => (from + i) / 100) });
  const weights = { ...scene.state.weights[0], U: made(8, 8, 1), W: made(8, 5, -200) };
  const rasters = rastersOf(scene, picturesOf(weights, scene.cell));
  const column = scene.columns[1];
  const places = picturePlaces(scene.layout, column);
  for (const name of /** @type {const} */ (["U", "W"])) {
    const { x, y } = places[name];
    const raster = rasters.find((one) => one.x === x && one.y === y);
    assert.deepEqual([raster?.rows, raster?.cols, raster?.values], [weights[name].rows, weights[name].cols, weights[name].data]);
    assert.deepEqual(raster?.range, { palette: "weights", min: -2, max: 2 });
  }
  const place = inputPlace(scene.layout, column);
  const x = rasters.find((one) => one.x === place.x && one.y === place.y);
  assert.deepEqual(x?.values, symbolValues(scene.state.trace, 0, "x", column.t));
  assert.deepEqual(x?.range, { palette: "states", min: -1, max: 1 });
});

test("matrix pictures keep of each block the weight of largest size", () => {
  const data = new Float32Array(16);
  data[0] = 1;
  data[5] = -3;
  data[7] = 4; // row 1, column 3
  data[15] = 2;
  assert.deepEqual(pooled({ rows: 4, cols: 4, data }, 2), { rows: 2, cols: 2, data: Float32Array.from([-3, 4, 0, 2]) });
  const { rows, cols } = pooled({ rows: 64, cols: 5, data: new Float32Array(320) });
  assert.deepEqual([rows, cols], [18, 5]);
});

test("five next words with bars now, three where read, none where not yet read", () => {
  const words = figures(sceneOf()).map((figure) => figure.words);
  assert.deepEqual(words.map(({ length }) => length), [3, 3, 5, 0]);
  assert.deepEqual(words[2].map(({ bar }) => bar && Math.round(bar)), [42, 21, 14, 11, 8]); // 84 is 0.4, the most in the sentence
  assert.deepEqual(words[0].map(({ text, percent, bar }) => [text, percent, bar]), [
    ["want", "40.0%", null], ["end of sentence", "20.0%", null], ["don't", "13.3%", null],
  ]);
});

test("the chips of the current and the previous time stamp say so", () => {
  const captions = (/** @type {number} */ t) => openFigure(sceneOf({ t }), measure).captions.map(({ text, x }) => [text, x]);
  const foot = (/** @type {number} */ t, /** @type {number} */ now) => sceneOf({ t: now }).layout.columns[t].foot;
  assert.deepEqual(captions(2), [["previous time stamp", foot(1, 2)], ["current time stamp", foot(2, 2)]]);
  assert.deepEqual(captions(0), [["current time stamp", foot(0, 0)]]);
  const typing = openFigure(sceneOf({ t: 2, unfinished: true }), measure).captions;
  assert.deepEqual(typing.map(({ text, x }) => [text, x])[2], ["still being typed", foot(3, 2)]);
});

test("a word outside the vocabulary is marked, but not while it is being typed", () => {
  const known = (/** @type {Partial<State>} */ more) => figures(sceneOf({ t: 0, ...more }, ["a", "wug"])).map(({ chip }) => chip?.known);
  assert.deepEqual(known({}), [true, false]);
  assert.deepEqual(known({ unfinished: true }), [true, true]);
});

test("long words end in … and keep the whole as a title; chips stay G − 20 wide at most", () => {
  const scene = sceneOf({ t: 0 }, ["a", "x".repeat(60), ...new Array(30).fill("b")]);
  const chip = figures(scene)[1].chip;
  assert.equal(chip?.title, "x".repeat(60));
  assert.ok(chip && chip.width <= scene.layout.G - 20 && chip.width > scene.layout.G - 32);
  assert.match(chip?.text ?? "", /^x{3,8}…$/);
});

test("a cut never falls inside a character", () => {
  const family = "👩‍👩‍👧";
  assert.deepEqual(fitted(family.repeat(9), 40, (text) => [...new Intl.Segmenter().segment(text)].length * 10), { text: family.repeat(3) + "…", cut: true });
});

test("a next word shrinks a little, then is cut; the end of the sentence gets shorter words", () => {
  assert.deepEqual(nextWord("good", 90, 13, measure), { text: "good", size: 13, end: false, title: null });
  assert.deepEqual(nextWord("understanding", 80, 13, measure), { text: "understanding", size: 12, end: false, title: null });
  assert.deepEqual(nextWord("understanding", 40, 13, measure), { text: "under…", size: 11.5, end: false, title: "understanding" });
  assert.deepEqual(nextWord("</s>", 72, 13, measure), { text: "sentence end", size: 12, end: true, title: "end of sentence" });
  assert.deepEqual(nextWord("</s>", 40, 13, measure), { text: "end", size: 13, end: true, title: "end of sentence" });
});

test("strips that share a range share its line", () => {
  const { ranges, labels, size } = openFigure(sceneOf(), measure);
  assert.deepEqual(ranges.map(({ text }) => text), ["colours −6 to 6", "−1 to 1"]);
  assert.deepEqual([labels.length, size], [5, 17]);
});

test("labels shrink before they touch", () => {
  const { size } = openFigure(sceneOf({ t: 150 }, new Array(200).fill("a"), { width: 390, height: 844 }), measure);
  assert.ok(size < 13 && size >= 10, String(size));
});

test("a pinned unit is outlined and numbered where read, and marks its row in each picture", () => {
  const scene = sceneOf({ unit: 5 });
  const marks = marksOf(scene, measure);
  assert.equal(marks.pinned.length, 5);
  assert.deepEqual(marks.pins.map(({ t, marks, value }) => [t, marks.length === 1, value?.text]), [[-1, true, "0"], [0, true, "4.05"], [1, true, "4.15"], [2, false, undefined]]);
  assert.deepEqual(marks.numbers?.numbers.map(({ text }) => text), ["2.250", "1.250", "−0.750", "3.250", "4.250"]);
  assert.equal(marks.pins.flatMap(({ U, W }) => [...U, ...W]).length, 6);
  assert.equal(marks.pinned[0].colour, colourOf("states", 2.25, 6, "light"));
  assert.deepEqual([marks.unit, marks.preview, marks.hint], [5, false, false]);
});

test("the open cell has = where its printed numbers add up, ≈ where rounding keeps them from it", () => {
  const signOf = (/** @type {number[]} */ [Uh, Wx, b, a], /** @type {number} */ width) => {
    const scene = sceneOf({ unit: 5 }, WORDS, { width, height: 850 });
    const { trace: { layers: [{ values }] }, weights: [weights] } = scene.state;
    for (const [name, value] of Object.entries({ Uh, Wx, a })) values[name].data.fill(value);
    for (const [name, value] of Object.entries({ b_ih: b, b_hh: 0 })) /** @type {Float32Array} */ (weights[name]).fill(value);
    return marksOf(scene, measure).numbers?.others.map(({ text }) => text)[2];
  };
  const unit11 = [0.4237, 0.0142, -0.3419, 0.096];
  assert.deepEqual([1440, 390].map((width) => signOf(unit11, width)), ["=", "≈"]);
  assert.equal(signOf([0.2504, 0.2504, 0.2504, 0.7512], 1440), "≈");
});

test("a hovered unit is outlined in every strip, and its numbers are shown as long as none is pinned", () => {
  const hover = /** @type {const} */ ({ kind: "cell", symbol: "h", t: 3, unit: 2 });
  const marks = marksOf(sceneOf({ hover }), measure);
  assert.equal(marks.pointed.length, 1 + 3 + 5);
  assert.deepEqual(marks.pointed.map(({ faint }) => faint).filter(Boolean).length, 1);
  assert.deepEqual([marks.numbers?.numbers[4].text, marks.preview], ["4.220", true]);
  assert.equal(marksOf(sceneOf({ hover, unit: 5 }), measure).numbers?.numbers[4].text, "4.250");
});

test("a place in x(t) is not a unit", () => {
  const marks = marksOf(sceneOf({ hover: { kind: "cell", symbol: "x", t: 2, unit: 1 } }), measure);
  assert.deepEqual([marks.pointed.length, marks.inputs.length, marks.numbers], [0, 4, null]);
});

test("a weight lights all its pictures and says that they are the same numbers", () => {
  const marks = marksOf(sceneOf({ hover: { kind: "weight", name: "U" } }), measure);
  assert.deepEqual([marks.lit.length, marks.litName, marks.note?.lines], [4, "U", ["the same 64 numbers", "each time"]]);
  assert.equal(marksOf(sceneOf({ hover: { kind: "weight", name: "b_hh" } }), measure).lit.length, 1);
});

test("a symbol of the equation lights its strip at its time stamp", () => {
  const scene = (/** @type {string} */ name, /** @type {number} */ lag) => sceneOf({ hover: { kind: "symbol", name, lag } });
  const lit = (/** @type {string} */ name, /** @type {number} */ lag) => marksOf(scene(name, lag), measure).lit.map(({ x }) => x);
  const { layout, columns } = scene("h", 0);
  assert.deepEqual(lit("h", 1), [layout.columns[1].left]);
  assert.deepEqual(lit("h", 0), [layout.cell.strips[4].left]);
  assert.deepEqual(lit("a", 0), [layout.cell.strips[3].left]);
  assert.deepEqual(lit("x", 0), [inputPlace(layout, columns[2]).x]);
});

test("every place that can be pointed at is found again from its coordinates", () => {
  const scene = sceneOf();
  const { layout } = scene;
  const { columns, initial, top, row } = layout;
  const at = (/** @type {number} */ x, /** @type {number} */ y) => hit(scene, x, y);
  assert.deepEqual(at(columns[1].left + 3, top + 5 * row + 1), { kind: "cell", symbol: "h", t: 1, unit: 5 });
  assert.deepEqual(at(initial.axis, top), { kind: "cell", symbol: "h", t: -1, unit: 0 });
  assert.deepEqual(at(layout.cell.strips[2].axis, top + 7 * row), { kind: "cell", symbol: "b", t: 2, unit: 7 });
  assert.deepEqual(at(layout.cell.strips[0].axis, layout.head.label - 4), { kind: "symbol", name: "Uh", lag: 0 });
  for (const column of columns) {
    const { U, W } = picturePlaces(layout, column);
    const x = inputPlace(layout, column);
    assert.deepEqual(at(U.x + 18, U.y + 18), { kind: "weight", name: "U" });
    assert.deepEqual(at(W.x + 18, W.y + 18), { kind: "weight", name: "W" });
    assert.deepEqual(at(x.x + x.width - 0.5, x.y + 4), { kind: "cell", symbol: "x", t: column.t, unit: 2 });
    assert.deepEqual(at(column.foot, layout.foot.chip + 9), { kind: "column", t: column.t });
  }
  assert.deepEqual(at(columns[1].head - 20, layout.head.words - layout.words - 3), { kind: "word", token: "</s>", t: 1 });
  assert.deepEqual(at(layout.next.axis + 40, layout.next.bottom - 4), { kind: "word", token: "bit", t: 2 });
  assert.deepEqual(at(columns[3].head, 20), { kind: "column", t: 3 });
  assert.equal(at(columns[3].right + 80, 20), null);
});

test("in the empty sentence the network is there, without words and without places to point at", () => {
  const scene = sceneOf({ unit: 3, hover: null }, []);
  const [figure] = figures(scene);
  assert.deepEqual([figure.chip, figure.words, figure.mode], [null, [], "unread"]);
  assert.deepEqual(openFigure(scene, measure).captions, []);
  assert.equal(placedStrips(scene).length, 1 + 5);
  assert.equal(hit(scene, scene.layout.cell.strips[1].axis, scene.layout.top + 1), null);
  assert.deepEqual([marksOf(scene, measure).pinned, marksOf(scene, measure).hint], [[], false]);
  assert.match(summary(scene.state), /before any word/);
  assert.equal(rastersOf(scene, picturesOf(scene.state.weights[0], scene.cell)).length, 1 + 5 + 1 + 2);
});

test("the tooltip tells value, unit, time stamp and word", () => {
  const hover = /** @type {const} */ ({ kind: "cell", symbol: "a", t: 2, unit: 4 });
  assert.deepEqual(tipOf(sceneOf({ hover }), true)?.lines, ["a(2) = 3.24", "unit 4", "time stamp 2, “a”"]);
  assert.equal(tipOf(sceneOf({ hover }), false), null);
  const x = /** @type {const} */ ({ kind: "cell", symbol: "x", t: 3, unit: 1 });
  assert.deepEqual(tipOf(sceneOf({ hover: x }), true)?.lines[0], "x(3)[1] = 0.31");
  const first = /** @type {const} */ ({ kind: "cell", symbol: "h", t: -1, unit: 1 });
  assert.deepEqual(tipOf(sceneOf({ hover: first }), true)?.lines, ["h(−1) = 0", "unit 1", "before the first word"]);
});

test("a screen reader is told unit, time stamp, word and value", () => {
  assert.equal(readout({ ...sceneOf(), cursor: 5 }), "unit 5 at time stamp 2, “a”: h(2) = 4.25");
  assert.match(summary(sceneOf().state), /4 words.*8 units.*current time stamp is 2, “a”.*“I am a”.*want 20.0%, end of sentence 10.0%/);
});

test("the count of shared weights is written with its thousands", () => {
  assert.deepEqual(sharedNote(4096, 165), ["the same 4,096", "numbers each time"]);
  assert.deepEqual(sharedNote(4096, 104), ["the same 4,096", "numbers each", "time"]);
  assert.deepEqual(sharedNote(1048576, 165)[0], "the same 1,048,576");
});

test("the model's own symbols are drawn where the trace brings only some of them", () => {
  const state = stateOf(WORDS);
  assert.equal(cellOf({ ...state, trace: { ...state.trace, symbols: [] } }).strips.length, 5);
  assert.equal(card.symbols.length, 5);
});

test("why both drawings are one network is said in at most four lines, and in fewer words where they would be more", () => {
  assert.equal(whyLines(300).join(" "), "One cell with its loop or a row of cells: it is one network, since the same weights serve every time stamp.");
  for (const room of [150, 170, 190, 300]) assert.ok(whyLines(room).length <= 4 && whyLines(room).every((line) => line.length <= room / 6), String(room));
  assert.match(whyLines(170).join(" "), /^Loop or row/);
});
