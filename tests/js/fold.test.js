import assert from "node:assert/strict";
import { test } from "node:test";
import { layoutOf } from "../../static/js/geometry.js";
import { foldAt, phase, wayOfCell } from "../../static/js/views/diagram/fold.js";
import { layoutRolled } from "../../static/js/views/diagram/rolled.js";

/** @typedef {import("../../static/js/geometry.js").Shape} Shape */

/** @type {Shape["parts"]} */
const parts = ["strip", "op", "strip", "op", "strip", "op", "strip", "phi", "strip"];

/** @param {Partial<Shape>} [shape] @returns {Shape} */
const shaped = (shape) => ({ T: 4, D: 64, H: 64, t: 2, width: 1440, height: 900, parts, fed: 1, ...shape });
const rolled = (/** @type {Partial<Shape>} */ shape) => layoutRolled(shaped(shape));

test("the rolled cell at 1440 × 900 stands as in the mock", () => {
  const { cell, loop, scroll, width, next, columns, pictureMiddle } = rolled({});
  assert.deepEqual([cell.left, cell.right, scroll, width], [423, 865, 0, 1440]);
  assert.deepEqual([loop?.left, loop?.right, loop?.top, loop?.middle, loop?.tip, loop?.out], [377.5, 887.5, 61.5, 333.5, 420, 914]);
  assert.deepEqual(loop?.later, { x: 377.5, y: 197.5, size: 11, label: true });
  assert.deepEqual([next.axis, next.bottom, next.count, next.bars], [1011, 374, 5, true]);
  assert.deepEqual([columns[2].picture, pictureMiddle], [632.5, 61.5]);
});

test("on a phone the loop fits the window, and the next words fit inside the loop", () => {
  const { cell, loop, next, top } = rolled({ width: 390, height: 844 });
  assert.deepEqual([cell.left, cell.right, loop?.left, loop?.right, loop?.out], [62, 329, 32.5, 355.5, null]);
  assert.deepEqual([next.count, next.bars, loop?.later.label], [3, false, false]);
  assert.ok(next.bottom < top - 32 && next.bottom - 2 * 17 - 14 > (loop?.top ?? 0) + 14);
});

test("all that is drawn stays inside the window", () => {
  for (const width of [320, 390, 640, 760, 800, 1024, 1440, 1920]) {
    const { loop, next, cell } = rolled({ width, T: 200, t: 100 });
    assert.ok(loop && loop.left >= 1, `${width}: left ${loop?.left}`);
    assert.ok(Math.max(loop.right, cell.right, next.axis + (next.bars ? 141 : 50)) <= width, String(width));
  }
});

test("nothing moves up or down between the two", () => {
  for (const width of [390, 1440]) {
    const [from, to] = [layoutOf(shaped({ width })), rolled({ width })];
    for (const key of /** @type {const} */ (["top", "bottom", "height", "row"])) assert.equal(from[key], to[key]);
    assert.deepEqual([from.foot, from.head], [to.foot, to.head]);
  }
});

test("the empty sentence has a loop, too", () => {
  const { empty, columns, loop } = rolled({ T: 0, t: 0 });
  assert.deepEqual([empty, columns.length, loop !== null], [true, 1, true]);
});

const flat = layoutOf(shaped({}));
const round = rolled({});
const tape = new Map([[0, 430], [1, 460], [2, 543], [3, 590]]);
const at = (/** @type {number} */ progress) => foldAt(flat, round, tape, flat.columns, progress);

test("at the beginning nothing has moved, and nothing of the loop is there", () => {
  const { words, closed, merged, loop, later, pan, initial, columns } = at(0);
  assert.deepEqual({ words, closed, merged, loop, later, pan, initial }, { words: 1, closed: 1, merged: false, loop: 0, later: 0, pan: 0, initial: 0 });
  assert.deepEqual(columns.get(1), { now: false, strip: 0, u: { x: 0, y: 0 }, foot: 0, chip: 0, chipOpacity: 1 });
});

test("at the end all has come to where the rolled network has it", () => {
  const { words, closed, merged, loop, later, pan, columns } = at(1);
  assert.deepEqual({ words, closed, merged, loop, later }, { words: 0, closed: 0, merged: true, loop: 1, later: 1 });
  assert.equal(pan, wayOfCell(flat, round));
  assert.equal(flat.cell.left - flat.scroll + pan, round.cell.left);
  for (const column of flat.columns) {
    const moved = columns.get(column.t);
    assert.ok(moved);
    const corner = Math.round(column.picture - flat.picture / 2) + moved.u.x - flat.scroll + pan;
    assert.ok(Math.abs(corner - Math.round(round.columns[2].picture - 18)) <= 1, `picture of U at ${column.t}: ${corner}`);
    assert.equal(flat.pictureMiddle + moved.u.y, Math.round(round.pictureMiddle));
    assert.equal(column.foot + moved.foot, flat.columns[2].foot);
    const slot = tape.get(column.t) ?? 0;
    if (!moved.now) assert.equal(column.foot + moved.chip - flat.scroll + pan, slot);
  }
});

test("the five phases follow each other as they should", () => {
  assert.deepEqual([at(0.2).words, at(0.11).columns.get(0)?.u.y, at(0.14).columns.get(0)?.strip], [0, 0, 0]);
  const [early, middle, late] = [at(0.36), at(0.48), at(0.75)];
  assert.equal(flat.pictureMiddle + (early.columns.get(0)?.u.y ?? 0), Math.round(round.pictureMiddle)); // risen
  assert.ok(middle.closed < 1 && middle.closed > 0 && !middle.merged && middle.loop === 0);
  assert.ok(late.closed === 0 && late.merged && late.loop > 0.4 && late.loop < 0.6 && late.later === 0 && late.pan === 0);
  assert.deepEqual([at(0.95).loop, at(0.95).later], [1, 0]);
});

test("strips end behind the open cell, from either side", () => {
  const { columns, initial } = at(0.6);
  const ends = [flat.initial.left + initial, ...flat.columns.filter(({ t }) => t !== 2).map(({ t, left }) => left + (columns.get(t)?.strip ?? 0))];
  for (const left of ends) assert.ok(left >= flat.cell.left && left + flat.strip <= flat.cell.right, String(left));
});

test("every place moves steadily and without leaps", () => {
  let before = at(0);
  for (let step = 1; step <= 100; step += 1) {
    const now = at(step / 100);
    for (const { t } of flat.columns) {
      const [a, b] = [before.columns.get(t), now.columns.get(t)];
      assert.ok(a && b && Math.abs(a.strip - b.strip) < 40 && Math.abs(a.u.x - b.u.x) < 50);
    }
    assert.ok(now.words <= before.words && now.closed <= before.closed && now.loop >= before.loop && now.later >= before.later);
    before = now;
  }
  assert.deepEqual([phase(0.1, 0.2, 0.4), phase(0.25, 0, 0.5), phase(0.9, 0.2, 0.4)], [0, 0.5, 1]);
});

test("a word without room on the tape leaves the window and fades", () => {
  const long = layoutOf(shaped({ T: 200, t: 100 }));
  const { columns } = foldAt(long, rolled({ T: 200, t: 100 }), new Map(), long.columns.slice(95, 106), 1);
  assert.equal(columns.get(95)?.chipOpacity, 0);
  assert.equal(columns.get(100)?.chipOpacity, 1);
});
