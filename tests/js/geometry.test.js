import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { PHONE, isLow, layoutOf, markOf, rowHeight, rowTop, unitAt, visibleColumns } from "../../static/js/geometry.js";

/** @typedef {import("../../static/js/geometry.js").Shape} Shape */

/** The open cell of the vanilla network. @type {Shape["parts"]} */
const parts = ["strip", "op", "strip", "op", "strip", "op", "strip", "phi", "strip"];

/** @param {Partial<Shape>} [shape] */
const layout = (shape) => layoutOf({ T: 4, D: 64, H: 64, t: 2, width: 1440, height: 900, parts, fed: 1, ...shape });

test("four words at 1440 × 900 stand as in the mock", () => {
  const { row, gap, G, initial, columns, cell, top, bottom, middle, width, scroll, height } = layout();
  assert.deepEqual({ row, gap, G, width, scroll }, { row: 5, gap: 1, G: 165, width: 1440, scroll: 0 });
  assert.deepEqual(initial, { left: 94, right: 118, axis: 106, strips: [{ left: 94, right: 118, axis: 106 }] });
  assert.deepEqual(columns.map(({ left }) => left), [283, 472, 661, 1268]);
  assert.deepEqual([cell.left, cell.right], [661, 1103]);
  assert.deepEqual(cell.strips.map(({ left }) => left), [689, 767, 845, 923, 1041]);
  assert.deepEqual([top, bottom, middle, height], [173, 493, 333, 673]);
});

test("what a column is given comes from the right edge of what stands before it", () => {
  const { columns, initial, cell, G } = layout();
  assert.deepEqual(columns.map(({ from }) => from), [initial.right, 307, 496, cell.right]);
  assert.deepEqual(columns.map(({ left, from }) => left - from), [G, G, G, G]);
});

test("the open cell is entered by the input where the cell says, and left at its last strip", () => {
  const { columns, cell } = layout();
  assert.equal(columns[2].foot, cell.strips[1].axis);
  assert.equal(columns[2].head, cell.strips[4].axis);
  assert.equal(columns[1].head, columns[1].foot);
});

test("a step moves only the column that closes and the one that opens", () => {
  const [before, after] = [layout({ T: 30, t: 10 }), layout({ T: 30, t: 11 })];
  const moved = before.columns.filter(({ left }, t) => left !== after.columns[t].left).map(({ t }) => t);
  assert.deepEqual(moved, [11]);
  assert.equal(before.width, after.width);
  assert.equal(after.scroll - before.scroll, 24 + 104);
});

test("wide windows have wide gaps, long sentences the narrowest", () => {
  assert.equal(layout({ width: 1920, height: 1080 }).G, 225);
  assert.equal(layout({ width: 1920, height: 1080 }).initial.left, 168 + 46);
  assert.equal(layout({ T: 1, t: 0 }).G, 180);
  assert.equal(layout({ T: 200 }).G, 104);
});

test("the open cell of a long sentence is centred, but the ends of the sentence stay at the edges", () => {
  const { cell, scroll, width } = layout({ T: 200, t: 100 });
  assert.equal(cell.axis - scroll, 720);
  assert.equal(layout({ T: 200, t: 0 }).scroll, 0);
  assert.equal(layout({ T: 200, t: 199 }).scroll, width - 1440);
});

test("a phone shows one whole open cell, centred", () => {
  const phone = layout({ width: 390, height: 844 });
  assert.deepEqual([phone.row, phone.G, phone.strip, phone.picture, phone.gutter], [4, 62, 18, 28, 16]);
  assert.equal(phone.cell.right - phone.cell.left, 267);
  assert.deepEqual([phone.cell.left - phone.scroll, phone.top, phone.bottom], [61, 153, 409]);
});

test("the stylesheet calls the same windows phones", () => {
  const css = readFileSync(new URL("../../static/css/variables.css", import.meta.url), "utf8");
  assert.match(css, new RegExp(`@media \\(max-width: ${PHONE - 1}px\\)`));
});

test("a unit is 4 to 8 pixels high, 3 in a low window, and down to 1 where there are more than 64", () => {
  assert.deepEqual([500, 830, 831, 900, 1080, 2000].map((height) => rowHeight(64, height, false)), [3, 4, 4, 5, 7, 8]);
  assert.deepEqual([128, 256, 512].map((H) => rowHeight(H, 900, false)), [2, 1, 1]);
  assert.deepEqual([720, 900, 1080].map((height) => rowHeight(64, height, false, 40)), [3, 4, 7]);
  assert.equal(rowHeight(64, 2000, true), 4);
  const phone = { width: 390, height: 844, above: 40 };
  assert.deepEqual([layout(phone).row, layout({ ...phone, bands: { below: 1, above: 0 } }).row], [4, 3]);
  assert.equal(rowHeight(128, 844, true, 40), 2, "as high as 64 units on a phone");
  assert.equal(layout({ H: 256 }).gap, 0);
});

test("a low window has all of the network between equation and player, with three next words", () => {
  const many = { parts: /** @type {Shape["parts"]} */ (Array(9).fill("strip")), above: 40, states: 2 };
  const stack = { bands: { below: 1, above: 0 } };
  const page = { sentence: 166, player: 56 };
  for (const [shape, more] of /** @type {[Partial<Shape>, number][]} */ ([[{}, 0], [many, 40], [stack, 0]])) {
    const { height, next, foot } = layout({ width: 1280, height: 720, ...shape });
    assert.ok(page.sentence + more + height + page.player <= 720, `${page.sentence + more + height + page.player}`);
    assert.ok(foot.chip + 30 < foot.caption - 8 && foot.caption < height);
    assert.equal(next.count, 3);
  }
  assert.equal(layout({ height: 831 }).next.count, 5);
});

test("the stylesheet calls the same windows low", () => {
  const css = readFileSync(new URL("../../static/css/page.css", import.meta.url), "utf8");
  for (const above of [0, 40]) {
    const first = [...Array(500).keys()].map((i) => 600 + i).find((height) => !isLow(height, above)) ?? 0;
    assert.ok(css.includes(`(min-width: ${PHONE}px) and (max-height: ${first - 1}px)`), `${first}`);
    const css64 = css.slice(css.indexOf(`(max-height: ${first - 1}px)`));
    const [, fixed, around] = /calc\((\d+)px \+ 64 \* clamp\(3px, round\(down, \(100vh - (\d+)px/.exec(css64) ?? [];
    for (let height = 600; height < first; height += 1) {
      const row = Math.max(3, Math.min(4, Math.floor((height - Number(around)) / 64)));
      assert.equal(layout({ height, above }).height, Number(fixed) + 64 * row, `${height}`);
    }
  }
});

test("a cell of many strips stands closer where a window has no room for it", () => {
  const parts = /** @type {Shape["parts"]} */ (Array(9).fill("strip"));
  const four = layout({ parts, states: 2, width: 1440 });
  assert.deepEqual([four.strip, four.openStrip], [19, 28]);
  assert.deepEqual([layout({ parts, width: 1920 }).openStrip, layout({ parts: parts.slice(2) }).openStrip], [34, 34]);
});

test("x lies down with cells of 1.5 and 3 pixels, never wider than 96 and 192", () => {
  assert.deepEqual([16, 64, 300].map((D) => [layout({ D }).xWidth, layout({ D }).xOpenWidth]), [[24, 48], [96, 192], [96, 192]]);
});

test("the empty sentence has one cell, and says that it is empty", () => {
  const { T, columns, empty, t } = layout({ T: 0, t: 0 });
  assert.deepEqual([T, columns.length, empty, t], [1, 1, true, 0]);
  assert.equal(layout().empty, false);
});

test("rows and units are each other's inverse", () => {
  const shape = layout();
  assert.deepEqual([0, 48, 63].map((unit) => unitAt(shape, rowTop(shape, unit) + 2)), [0, 48, 63]);
  assert.deepEqual([unitAt(shape, shape.top - 1), unitAt(shape, shape.bottom)], [null, null]);
});

test("a marked row is enlarged about its middle", () => {
  const shape = layout();
  const { y, height, ...rest } = markOf(shape, shape.initial, 0, { least: 10, more: 5, wider: 3.5 });
  assert.deepEqual({ height, ...rest }, { height: 10, x: 90.5, width: 31 });
  assert.equal(y + height / 2, shape.top + 2); // a unit's 4 coloured pixels, the fifth is the gap
});

test("only columns in view are asked for", () => {
  const long = layout({ T: 200, t: 100 });
  const shown = visibleColumns(long, long.scroll, long.scroll + 1440).map(({ t }) => t);
  assert.deepEqual([shown[0], shown[shown.length - 1], shown.length], [96, 104, 9]);
});
