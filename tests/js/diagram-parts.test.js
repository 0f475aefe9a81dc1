import assert from "node:assert/strict";
import { test } from "node:test";
import { colourOf } from "../../static/js/scale.js";
import { atLeisure, curtainsOf, wayOf } from "../../static/js/views/diagram/arithmetic.js";
import { hit } from "../../static/js/views/diagram/hit.js";
import { marksOf } from "../../static/js/views/diagram/marks.js";
import { cellOf, columnsIn, layoutFor, picturePlaces } from "../../static/js/views/diagram/scene.js";
import { phiPoint } from "../../static/js/views/diagram/open.js";
import { tapeOf } from "../../static/js/views/diagram/tape.js";
import { PHIS, stateOf } from "./made.js";

/** @typedef {import("../../static/js/types.js").State} State */

/** @type {import("../../static/js/views/diagram/words.js").Measure} */
const measure = (text, _, size) => [...text].length * size * 0.5;

/** @param {Partial<State>} [more] @param {string[]} [words] */
function sceneOf(more, words = ["I", "am", "a", "wug"]) {
  const state = stateOf(words, { t: 2, ...more });
  const cell = cellOf(state);
  const layout = layoutFor(state, { width: 1440, height: 900 }, cell);
  return { state, cell, layout, layer: 0, columns: columnsIn(layout, 0, layout.width), cursor: null };
}

test("φ stands as high as its range allows: tanh around the axis, the sigmoid above it", () => {
  const { layout } = sceneOf();
  const at = (/** @type {import("../../static/js/types.js").Phi} */ phi, /** @type {number} */ a) => phiPoint(layout, { axis: 100 }, phi, a);
  const axis = Math.floor(layout.middle) + 0.5;
  assert.deepEqual(at(PHIS.tanh, 0), { x: 100, y: axis });
  const top = at(PHIS.tanh, 3);
  assert.ok(Math.abs(axis - top.y - 0.26 * layout.phi * Math.tanh(3)) < 0.05 && Math.abs(top.x - 100 - layout.phi / 3) < 1e-9);
  assert.deepEqual(at(PHIS.tanh, 9).x, top.x, "what is beyond the edge stands at it");
  const half = at(PHIS.sigmoid, 0);
  assert.ok(Math.abs(axis - half.y - 0.52 * layout.phi * 0.5) < 0.05);
});

test("a step is shown in the order in which it is read, and whole within 600 ms", () => {
  const curtains = curtainsOf(sceneOf()).sort((one, other) => one.begin - other.begin);
  assert.deepEqual(curtains.map(({ what }) => what), ["input", "Wx", "Uh", "sum", "phi", "state", "output"]);
  assert.ok(curtains.every(({ begin, end }) => begin < end && end <= 600));
});

test("what is carried goes along U to the next cell, or around the loop", () => {
  assert.equal(wayOf(sceneOf())?.t, 2);
  assert.equal(wayOf(sceneOf({ t: 3 })), null);
  assert.equal(wayOf(sceneOf({ t: 3, fold: "rolled" }))?.t, 2);
});

test("only a step forward at leisure is animated", () => {
  const [before, after] = [stateOf(["a", "b"], { t: 0 }), stateOf(["a", "b"], { t: 1 })];
  const stepped = { ...before, t: 1 };
  assert.equal(atLeisure(before, stepped, 700), true);
  assert.equal(atLeisure(before, stepped, 500), false);
  assert.equal(atLeisure(stepped, before, 700), false);
  assert.equal(atLeisure(before, after, 700), false); // another trace
  assert.equal(atLeisure(before, { ...stepped, playing: true, speed: 2 }, 700), false);
  assert.equal(atLeisure(before, { ...stepped, playing: true, speed: 1 }, 1000), true);
});

test("a term of the derivation lights the number that its weight multiplies, and the weight in its picture", () => {
  const term = (/** @type {string} */ weight) => marksOf(sceneOf({ hover: { kind: "term", weight, index: 1, unit: 5 } }), measure);
  const { layout, columns } = sceneOf();
  const [U, W] = [term("U"), term("W")];
  assert.equal(U.terms[0].x, layout.columns[1].left - 3.5);
  assert.ok(Math.abs(W.terms[0].y - (layout.foot.x - 2)) < 1);
  const [across, down] = U.lines.slice(-2); // after the whole row of the unit that is derived
  assert.deepEqual([across.width, across.height, down.width, down.height], [40, 1.5, 1.5, 40]);
  assert.equal(across.x, picturePlaces(layout, columns[2]).U.x - 2);
  assert.deepEqual(term("b_hh").terms, []);
});

test("in the rolled network the number that a term multiplies stands where the loop enters, in its own colour", () => {
  const scene = sceneOf({ fold: "rolled", hover: { kind: "term", weight: "U", index: 3, unit: 1 } });
  const { cols, data } = scene.state.trace.layers[0].values.h;
  [data[cols + 3], data[2 * cols + 3]] = [-0.5, 0.5];
  const { terms: [mark, ...more], lines } = marksOf(scene, measure);
  const { left, tip, middle } = /** @type {import("../../static/js/geometry.js").Loop} */ (scene.layout.loop);
  assert.deepEqual([more, lines.length], [[], 4]);
  assert.ok(mark.x > left && mark.x + mark.width < tip && mark.y < middle && mark.y + mark.height > middle);
  assert.equal(mark.colour, colourOf("states", -0.5, 1, "light"), "that of the time stamp before");
});

test("a pinned number of x(t) is marked where read, a pinned next word at the current time stamp", () => {
  assert.equal(marksOf(sceneOf({ dim: 1 }), measure).dims.length, 3);
  assert.deepEqual(marksOf(sceneOf({ word: "am" }), measure).words.map(({ pinned }) => pinned), [true]);
  assert.deepEqual(marksOf(sceneOf({ hover: { kind: "word", token: "want", t: 1 } }), measure).words.map(({ pinned }) => pinned), [false]);
});

test("the tape holds the other words in their order, and says where there are more", () => {
  const chip = { x: 500, width: 40 };
  const short = tapeOf(sceneOf({ fold: "rolled" }), chip, 470, measure);
  assert.deepEqual(short.words.map(({ t, read, known }) => [t, read, known]), [[1, true, true], [0, true, true], [3, false, false]]);
  assert.ok(short.words[1].x < short.words[0].x && short.words[0].x < 470 && short.words[2].x > 540);
  assert.deepEqual(short.more, []);
  const long = tapeOf(sceneOf({ fold: "rolled", t: 100 }, new Array(200).fill("dogs")), chip, 470, measure);
  assert.equal(long.more.length, 2);
  assert.ok(long.words.every(({ x, width }) => x - width / 2 >= 48 && x + width / 2 <= 1440 - 48));
});

test("the output weight is at work on the way from each h(t) that was read to its next words, and is found there", () => {
  for (const fold of /** @type {const} */ (["unrolled", "rolled"])) {
    const scene = sceneOf({ fold, hover: { kind: "weight", name: "output.weight" } });
    const { lit } = marksOf(scene, measure);
    assert.equal(lit.length, fold === "rolled" ? 1 : 3);
    for (const { x, y, width, height } of lit) {
      assert.deepEqual(hit(scene, x + width / 2, y + height / 2), { kind: "weight", name: "output.weight" });
    }
  }
});

test("y in the equation means the next words of the current time stamp", () => {
  const scene = sceneOf({ hover: { kind: "symbol", name: "y", lag: 0 } });
  const { lit: [box, ...more] } = marksOf(scene, measure);
  assert.deepEqual(more, []);
  assert.ok(box.x < scene.layout.next.axis && box.x + box.width > scene.layout.next.axis);
  assert.ok(box.y + box.height > scene.layout.next.bottom && box.y + box.height < scene.layout.head.tip + 2);
  assert.deepEqual(marksOf(sceneOf({ hover: { kind: "symbol", name: "y", lag: 0 } }, []), measure).lit, []);
});

test("in the rolled network the cell, its pictures, x(t) and the tape are found again", () => {
  const scene = sceneOf({ fold: "rolled" });
  const { layout, columns } = scene;
  const { U } = picturePlaces(layout, columns[0]);
  assert.deepEqual(hit(scene, U.x + 5, U.y + 5), { kind: "weight", name: "U" });
  assert.deepEqual(hit(scene, layout.cell.strips[4].axis, layout.top + 1), { kind: "cell", symbol: "h", t: 2, unit: 0 });
  const tape = tapeOf(scene, { x: 500, width: 40 }, 470, measure);
  assert.deepEqual(hit(scene, tape.words[1].x, layout.foot.chip + 10, tape), { kind: "column", t: 0 });
  assert.deepEqual(hit(scene, layout.next.axis + 20, layout.next.bottom - 4), { kind: "word", token: "bit", t: 2 });
});
