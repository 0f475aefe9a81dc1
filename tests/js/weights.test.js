// The pure halves of the weights view, and its source.

import assert from "node:assert/strict";
import { test } from "node:test";
import { linkFollowed } from "../../static/js/arrival.js";
import { fromQuery, toQuery } from "../../static/js/query.js";
import { weightArrived, weightOpened, wordSought } from "../../static/js/state.js";
import { createStore } from "../../static/js/store.js";
import { aboutOf, labelOf, matrixOf, placeOf, rangeFor } from "../../static/js/views/weights/about.js";
import { described, hoverOf, litBy } from "../../static/js/views/weights/describe.js";
import { spokenPoint } from "../../static/js/views/weights/eigenvalues.js";
import { barOf, entryAt, layoutOf, moved, numberedPlaces, ordersOf, shownAt, ticks } from "../../static/js/views/weights/figure.js";
import { figuresOf } from "../../static/js/views/weights/meaning.js";
import { labelAt, planeOf, pointAt } from "../../static/js/views/weights/plane.js";
import { beginning, byDirection, nearest, rowOf, rowShown } from "../../static/js/views/weights/words.js";
import { openedOf, pinnedRow, rowChosen } from "../../static/js/views/weights.js";
import { createWeightSource } from "../../static/js/weightsource.js";
import { card, stateOf } from "./made.js";

const boy = stateOf(["I", "am", "a", "boy"], { t: 2 });
const words = ["<unk>", "</s>", "I", "Am", "a", "boy", "don't"];

/** @param {import("../../static/js/types.js").State} state @param {string} name */
const about = (state, name) => /** @type {import("../../static/js/views/weights/about.js").About} */ (aboutOf(state, name));

/** @type {import("../../static/js/types.js").Statistics} */
const statistics = {
  torch_name: "weight_hh_l0", mean: 0, standard_deviation: 0.25, max_abs: 0.9, largest_singular_value: 2, spectral_radius: 1.5,
  eigenvalues: [{ re: 0, im: 1.5 }, { re: 0, im: -1.5 }, { re: 0.5, im: 0 }],
  row_norms: [1, 3, 2, 0, 0, 0, 0, 0], column_norms: [0, 0, 0, 0, 0, 0, 0, 4],
  row_order: [7, 6, 5, 4, 3, 2, 1, 0], column_order: [1, 0, 2, 3, 4, 5, 6, 7],
};

test("a weight is found by our name or by torch's, with its size", () => {
  assert.deepEqual(placeOf(card, "U"), { place: "layers.0.U", torch_name: "weight_hh_l0", shape: [8, 8] });
  assert.equal(placeOf(card, "output.weight")?.place, "output.W_y");
  assert.equal(placeOf(card, "V"), undefined);
  assert.deepEqual(labelOf("output.W_y"), ["W", "y"]);
  assert.deepEqual(labelOf("embedding"), ["E"]);
});

test("what a weight's rows and columns are comes from the cell's description", () => {
  const axes = ["W", "U", "b_ih", "embedding.weight", "output.weight", "output.bias"].map((name) => {
    const { rows, columns, shared } = about(boy, name);
    return [rows, columns, shared];
  });
  assert.deepEqual(axes, [
    ["unit", "dimension", true], ["unit", "unit", true], ["unit", "one", true],
    ["word", "dimension", false], ["word", "unit", false], ["word", "one", false],
  ]);
  const more = { ...boy, model: { ...card, parameters: 653578 } };
  assert.equal(about(more, "U").count, "64 of 653,578 parameters");
  assert.equal(about(more, "embedding.weight").shape, "5,002 × 3");
});

test("W and U share one range; another weight has its own", () => {
  const bias = about(boy, "b_hh");
  const matrix = matrixOf(boy, bias);
  assert.deepEqual([matrix?.rows, matrix?.cols], [8, 1]);
  assert.deepEqual(rangeFor(boy, bias, { rows: 1, cols: 2, data: Float32Array.of(5, -2) }), { palette: "weights", min: -2, max: 2 });
  const [W, U] = ["W", "U"].map((name) => rangeFor(boy, about(boy, name), /** @type {import("../../static/js/types.js").Matrix} */ (matrixOf(boy, about(boy, name)))));
  assert.deepEqual(W, U);
});

test("a matrix is drawn in squares where it fits, and scrolls where it has too many rows", () => {
  const U = layoutOf(680, { rows: 64, cols: 64 }, false);
  assert.deepEqual([U.cellWidth, U.cellHeight, U.view, U.scrolls], [8, 8, 512, false]);
  const phone = layoutOf(358, { rows: 64, cols: 64 }, false);
  assert.equal(phone.cellWidth, 4);
  assert.ok(phone.outerWidth <= 358);
  const E = layoutOf(358, { rows: 5002, cols: 64 }, true);
  assert.deepEqual([E.cellHeight, E.view, E.height, E.scrolls], [16, 480, 80032, true]);
  assert.ok(E.outerWidth <= 358);
  const characters = layoutOf(680, { rows: 67, cols: 32 }, true);
  assert.deepEqual([characters.cellHeight, characters.scrolls], [16, true], "each word beside its row can be read");
});

test("a point of the figure is an entry, a row at its bar, a column at its bar, or nothing", () => {
  const layout = layoutOf(680, { rows: 64, cols: 64 }, false);
  const orders = ordersOf({ rows: 64, cols: 64, data: new Float32Array(0) }, "index", undefined);
  const at = (/** @type {number} */ x, /** @type {number} */ y) => entryAt(layout, orders, x, y, 0);
  assert.deepEqual(at(layout.left + 8 * 20 + 1, layout.top + 8 * 11 + 1), { row: 11, col: 20 });
  assert.deepEqual(at(layout.left + layout.width + 12, layout.top + 1), { row: 0, col: null });
  assert.deepEqual(at(layout.left + 1, layout.top + layout.view + 20), { row: null, col: 0 });
  assert.equal(at(2, 1), null);
  assert.equal(at(-3, 40), null);
});

test("in the order of similarity, a place holds another row and column", () => {
  const U = matrixOf(boy, about(boy, "U"));
  assert.ok(U);
  const orders = ordersOf(U, "similarity", statistics);
  const layout = layoutOf(680, U, false);
  assert.deepEqual(entryAt(layout, orders, layout.left + 1, layout.top + 1, 0), { row: 7, col: 1 });
  assert.deepEqual(moved(orders, { row: 7, col: 1 }, 1, 1), { row: 6, col: 0 });
  assert.deepEqual(moved(orders, { row: 7, col: null }, -1, 0), { row: 7, col: 1 });
  assert.deepEqual(ordersOf(U, "index", statistics).rows, [0, 1, 2, 3, 4, 5, 6, 7]);
  assert.deepEqual(ordersOf(U, "similarity", undefined).rows[0], 0);
});

test("a row of the keyboard is scrolled into view, and no further", () => {
  const layout = layoutOf(680, { rows: 5002, cols: 64 }, true);
  assert.equal(shownAt(layout, 3, 0), 0);
  assert.equal(shownAt(layout, 100, 0), 101 * 16 - 480);
  assert.equal(shownAt(layout, 2, 640), 32);
  assert.deepEqual(ticks(64), [0, 16, 32, 48, 63]);
});

test("a vector's bars go both ways from the middle, lengths only to the right", () => {
  const bias = layoutOf(680, { rows: 8, cols: 1 }, false);
  const middle = barOf(bias, 0, 1).x;
  assert.deepEqual(barOf(bias, -1, 2), { x: middle - bias.bars / 4, width: bias.bars / 4 });
  const U = layoutOf(680, { rows: 8, cols: 8 }, false);
  assert.equal(barOf(U, 3, 4).width, 0.75 * U.bars);
});

test("an entry is told with its value and what it means", () => {
  const U = about(boy, "U");
  const matrix = /** @type {import("../../static/js/types.js").Matrix} */ (matrixOf(boy, U));
  assert.equal(described(U, matrix, statistics, [], { row: 1, col: 2 }), "U[1, 2] = 0.12 · what unit 1 takes from unit 2");
  assert.equal(described(U, matrix, statistics, [], { row: 1, col: null }), "unit 1 · length 3.00");
  assert.equal(described(U, matrix, statistics, [], { row: null, col: 7 }), "from unit 7 · length 4.00");
  const E = about(boy, "embedding.weight");
  const rows = { rows: 7, cols: 1, data: Float32Array.of(0, 0, 0, 0, 0, -0.5, 0) };
  assert.equal(described(E, rows, undefined, words, { row: 5, col: 0 }), "E[boy, 0] = −0.50 · number 0 of “boy”");
  assert.equal(described(about(boy, "output.bias"), rows, undefined, words, { row: 5, col: 0 }), "b_y[boy] = −0.50");
});

test("an entry of U is the term of its unit, a row is the unit; both ways", () => {
  const [U, W, E, output] = ["U", "W", "embedding.weight", "output.weight"].map((name) => about(boy, name));
  const term = /** @type {const} */ ({ kind: "term", weight: "U", index: 5, unit: 3 });
  assert.deepEqual(hoverOf(boy, U, { row: 3, col: 5 }), term);
  assert.deepEqual(hoverOf(boy, U, { row: 3, col: null }), { kind: "cell", symbol: "h", t: 2, unit: 3 });
  assert.deepEqual(hoverOf(boy, U, { row: null, col: 5 }), { kind: "cell", symbol: "h", t: 1, unit: 5 });
  assert.deepEqual(hoverOf(boy, E, { row: 4, col: 2 }), { kind: "dimension", dim: 2, t: 2 });
  assert.deepEqual(hoverOf(boy, output, { row: 4, col: 6 }), { kind: "cell", symbol: "h", t: 2, unit: 6 });
  assert.equal(hoverOf(boy, U, null), null);
  assert.deepEqual(litBy({ ...boy, hover: term }, U), { row: 3, col: 5 });
  assert.deepEqual(litBy({ ...boy, hover: term }, W), { row: 3, col: null });
  assert.deepEqual(litBy({ ...boy, hover: { kind: "cell", symbol: "x", t: 2, unit: 1 } }, W), { row: null, col: 1 });
  assert.deepEqual(litBy({ ...boy, hover: { kind: "cell", symbol: "h", t: 2, unit: 1 } }, output), { row: null, col: 1 });
  assert.equal(litBy(boy, U), null);
});

test("each statistic has its number and one sentence", () => {
  const figures = figuresOf(statistics, about(boy, "U"), [], "U");
  assert.deepEqual(figures.map(({ name, value }) => [name, value]), [
    ["spectral radius", "1.50"], ["largest singular value", "2.00"], ["mean", "0"], ["spread", "0.25"],
    ["length of rows", "0 to 3.00"], ["length of columns", "0 to 4.00"],
  ]);
  assert.match(figures[0].sentence, /grows 1\.50-fold with every word/);
  assert.match(figures[4].sentence, /Unit 1 listens hardest/);
  const fading = figuresOf({ ...statistics, spectral_radius: 0.5 }, about(boy, "U"), [], "U");
  assert.match(fading[0].sentence, /every direction of the state fades/);
  const embedding = figuresOf(statistics, about(boy, "embedding.weight"), words, "E");
  assert.deepEqual(embedding.map(({ name }) => name), ["mean", "spread", "length of rows", "length of columns"]);
  assert.match(embedding[2].sentence, /<\/s>/);
});

test("the eigenvalues lie in a plane whose unit circle is whole", () => {
  const plane = planeOf(statistics.eigenvalues ?? [], 360, 300);
  assert.equal(plane.outside, 2);
  assert.equal(plane.points[0].x, plane.left);
  assert.ok(Math.abs(plane.middle - plane.points[0].y - 1.5 * plane.unit) < 1e-9);
  assert.ok(plane.left - plane.unit >= 0 && plane.left + plane.unit <= plane.width && plane.width <= 360 && plane.height <= 300);
  assert.equal(pointAt(plane, plane.left + 1, plane.middle - 1.5 * plane.unit), 0);
  assert.equal(pointAt(plane, 0, 0), null);
  assert.equal(spokenPoint(plane.points[1]), "λ = 0 − 1.50 i, modulus 1.50");
  assert.equal(spokenPoint(plane.points[2]), "λ = 0.50, modulus 0.50");
});

test("words are found by how they begin, in any case and with any apostrophe", () => {
  assert.deepEqual(beginning(words, "A", 8), [3, 4]);
  assert.deepEqual(beginning(words, "a", 1), [3]);
  assert.deepEqual(beginning(words, "<", 8), []);
  assert.equal(rowOf(words, "DON’T"), 6);
  assert.equal(rowOf(words, "wug"), null);
  assert.deepEqual(["t", "T"].map((letter) => rowOf(["<unk>", "</s>", "T", "t"], letter)), [3, 2], "capitals that are words of their own");
});

test("the current word is shown until another is looked up", () => {
  assert.equal(rowShown(boy, words, "embedding"), 4);
  assert.equal(rowShown({ ...boy, sought: "boy" }, words, "embedding"), 5);
  assert.equal(rowShown({ ...boy, sought: "wug" }, words, "output"), null);
  assert.equal(rowShown(stateOf([]), words, "embedding"), null);
});

test("of the weight that the network speaks with, the row of the pinned or of the likeliest next word is shown", () => {
  const known = ["<unk>", "end of sentence", "bit", "am", "want"];
  assert.equal(rowShown(boy, known, "output"), 4);
  assert.equal(rowShown({ ...boy, word: "bit" }, known, "output"), 2);
  assert.equal(rowShown({ ...boy, word: "</s>" }, known, "output"), 1);
  assert.equal(rowShown(stateOf([]), known, "output"), null);
});

test("by similarity, words stand in the order of their directions from the marked one", () => {
  const E = { rows: 6, cols: 2, data: Float32Array.of(1, 0, 1, 0, 1, 0, 0, 9, 5, 5, -2, 0) };
  assert.deepEqual(byDirection(E, 2), [2, 4, 3, 5, 0, 1]);
  assert.deepEqual(byDirection(E, 1), [1, 2, 4, 3, 5, 0]);
  const none = { ...statistics, row_order: null, column_order: [1, 0] };
  assert.deepEqual(ordersOf(E, "similarity", none, 2), { rows: [2, 4, 3, 5, 0, 1], cols: [1, 0] });
  assert.deepEqual(ordersOf(E, "index", none, 2).rows, [0, 1, 2, 3, 4, 5]);
});

test("where rows are rearranged, as many are numbered as can be read", () => {
  assert.deepEqual(numberedPlaces(layoutOf(680, { rows: 8, cols: 8 }, false)), [0, 1, 2, 3, 4, 5, 6, 7]);
  const U = layoutOf(680, { rows: 64, cols: 64 }, false);
  const places = numberedPlaces(U);
  assert.ok(places.length > 20 && (places[1] - places[0]) * U.cellHeight >= 12);
});

test("the numbers of the axes keep clear of the eigenvalues", () => {
  const plane = planeOf([{ re: 1.05, im: 0.08 }, { re: 1.05, im: -0.08 }], 360, 300);
  const [x, y] = [plane.left + plane.unit, plane.middle];
  const label = labelAt(plane, x, y);
  for (const point of plane.points) assert.ok(Math.hypot(point.x - label.x, point.y - label.y) > 13);
  assert.deepEqual(labelAt({ ...plane, points: [] }, x, y), { x: x + 6, y: y + 15, anchor: "start" });
});

test("the nearest words are those whose rows point the same way, whatever their length", () => {
  const E = { rows: 6, cols: 2, data: Float32Array.of(1, 0, 1, 0, 1, 0, 0, 9, 5, 5, -2, 0) };
  assert.deepEqual(nearest(E, 2, 9).map(({ row, cosine }) => [row, Number(cosine.toFixed(4))]), [[4, 0.7071], [3, 0], [5, -1]]);
  assert.deepEqual(nearest({ rows: 4, cols: 1, data: new Float32Array(4) }, 2, 9), [{ row: 3, cosine: 0 }]);
});

test("a click pins the unit of a row, or looks up its word; <unk> cannot be looked up", () => {
  const opened = (/** @type {string} */ name) => /** @type {import("../../static/js/views/weights.js").Opened} */ (openedOf({
    ...boy, weight: name, fetched: { model: card.id, words, tensors: {}, statistics: {}, problems: {} },
  }));
  assert.deepEqual(rowChosen(opened("U"), 5)(boy).unit, 5);
  assert.equal(rowChosen(opened("embedding.weight"), 5)(boy).sought, "boy");
  assert.equal(rowChosen(opened("embedding.weight"), 0)(boy), boy);
  const output = rowChosen(opened("output.weight"), 5)(boy);
  assert.deepEqual([output.word, output.sought], ["boy", "boy"]);
  assert.equal(pinnedRow({ ...boy, unit: 3 }, opened("U")), 3);
  assert.equal(pinnedRow(boy, opened("embedding.weight")), 4);
  assert.equal(opened("embedding.weight").words[1], "end of sentence");
});

test("a link holds the weight and the word looked up", () => {
  const state = wordSought("Tom")(weightOpened("embedding.weight")(boy));
  assert.match(toQuery(state), /weight=embedding\.weight/);
  const again = linkFollowed(fromQuery(toQuery(state)))({ ...boy, asked: card.id });
  assert.deepEqual([again.weight, again.sought], ["embedding.weight", "Tom"]);
});

test("what arrives is kept for its model and for no other", () => {
  assert.equal(weightArrived("other", { words })(boy), boy);
  const once = weightArrived(card.id, { statistics: { weight_hh_l0: statistics } })(boy);
  const twice = weightArrived(card.id, { words, problems: { embedding: "No." } })(once);
  assert.deepEqual(twice.fetched, { model: card.id, words, tensors: {}, statistics: { weight_hh_l0: statistics }, problems: { embedding: "No." } });
  assert.equal(openedOf({ ...twice, weight: "embedding.weight" })?.problem, "No.");
  assert.equal(openedOf({ ...twice, weight: "U" })?.problem, "");
});

test("nothing is fetched before a weight is opened, each thing once, and again after a failure", async (context) => {
  /** @type {string[]} */
  const asked = [];
  let fails = false;
  context.mock.method(globalThis, "fetch", async (/** @type {string} */ url) => {
    asked.push(url);
    return fails ? Response.json({ detail: "Not now." }, { status: 503 }) : Response.json(statistics);
  });
  const settled = () => new Promise((done) => setTimeout(done, 5));
  const store = createStore(boy);
  const render = createWeightSource(store.update);
  render(store.get());
  store.subscribe(render);
  assert.deepEqual(asked, []);
  store.update(weightOpened("U"));
  await settled();
  store.update(weightOpened(null));
  store.update(weightOpened("U"));
  assert.deepEqual(asked, ["/api/v1/models/made-up/weights/weight_hh_l0/statistics"]);
  assert.deepEqual(store.get().fetched?.statistics.weight_hh_l0, statistics);
  fails = true;
  store.update(weightOpened("W"));
  await settled();
  assert.equal(openedOf(store.get())?.problem, "Not now.");
  fails = false;
  store.update(weightOpened(null));
  store.update(weightOpened("W"));
  await settled();
  assert.equal(openedOf(store.get())?.problem, "");
});
