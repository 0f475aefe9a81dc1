import assert from "node:assert/strict";
import { test } from "node:test";

import { apart, layoutOf } from "../../static/js/chart.js";
import { at, backwards, decadesOf, magnitude, perStep, power, reachOf, relative, shareOf, ticksOf } from "../../static/js/influence.js";

/** @param {number[][]} rows @returns {import("../../static/js/types.js").Doubles} */
const doubles = (rows) => ({ rows: rows.length, cols: rows.length, data: Float64Array.from(rows.flatMap((row) => [...row, ...Array(rows.length - row.length).fill(0)])) });

const matrix = doubles([[1], [0.5, 1], [0.25, 0.04, 2]]);

test("a matrix is read by row t and column s, and backwards from k = 0 on", () => {
  assert.equal(at(matrix, 2, 1), 0.04);
  assert.deepEqual(backwards(matrix, 2), [2, 0.04, 0.25]);
});

test("a scale reaches from 10⁻² to 10, and farther only where a number needs it", () => {
  assert.deepEqual(decadesOf([1, 0.5, 0]), { low: -2, high: 1 });
  assert.deepEqual(decadesOf([0.009], [1]), { low: -3, high: 1 });
  assert.deepEqual(decadesOf(), { low: -2, high: 1 });
  assert.deepEqual(decadesOf([2e-10, 93]), { low: -14, high: 2 });
  assert.ok(decadesOf([1e-300]).low <= -300);
});

test("a number's place is that of its logarithm, and 0 has none", () => {
  const decades = { low: -2, high: 1 };
  assert.equal(shareOf(0, decades), null);
  assert.deepEqual([0.01, 0.1, 1, 10].map((value) => Number((shareOf(value, decades) ?? NaN).toFixed(9))), [0, 0.333333333, 0.666666667, 1]);
  assert.equal(shareOf(1e-9, decades), 0);
});

test("ticks are whole decades, a handful at most", () => {
  assert.deepEqual(ticksOf({ low: -2, high: 1 }), [-2, -1, 0, 1]);
  assert.deepEqual(ticksOf({ low: -14, high: 2 }), [-12, -9, -6, -3, 0]);
  assert.ok(ticksOf({ low: -324, high: 1 }).length <= 6);
});

test("numbers are written with two digits whatever their size", () => {
  const written = { 0: "0", 0.3829: "0.38", 93.4: "93", 1.04: "1.0", 0.0021: "0.0021", 4.66e-8: "4.7·10⁻⁸", 6.1e29: "6.1·10²⁹", [-0.5]: "−0.50", 0.1: "0.10" };
  for (const [value, text] of Object.entries(written)) assert.equal(magnitude(Number(value)), text);
  assert.deepEqual([0, 1, -3, 12].map(power), ["1", "10", "10⁻³", "10¹²"]);
});

test("k equal steps of the mean factor make up the truth", () => assert.ok(Math.abs(perStep(0.38, 7) ** 7 - 0.38) < 1e-12));

test("a gradient is told relative to k = 0, and only where there is a loss", () => {
  const influence = /** @type {any} */ ({ targets: ["a", null, "b"], layers: [{ gradients: { h: matrix }, reach: { h: [null, null, 1] } }] });
  assert.deepEqual(relative(influence, 0, "h", 2), [1, 0.02, 0.125]);
  assert.deepEqual(relative(influence, 0, "h", 1), []);
  assert.deepEqual([0, 2].map((t) => reachOf(influence, 0, "h", t)), [null, 1]);
});

test("a chart begins at k = 0, gives equal decades equal heights, and puts 0 on the bottom line", () => {
  const chart = layoutOf({ lines: [], words: ["c", "b", "a"], width: 600, decades: { low: -2, high: 1 } });
  assert.equal(chart.x(0), chart.left);
  assert.equal(chart.x(2), chart.right);
  const heights = [0.01, 0.1, 1, 10].map(chart.y);
  assert.equal(heights[0], chart.bottom);
  assert.equal(heights[3], chart.top);
  assert.ok(Math.abs(heights[0] - heights[1] - (heights[2] - heights[3])) < 1e-9);
  assert.equal(chart.y(0), chart.bottom);
});

test("names at the ends of lines keep apart", () => assert.deepEqual(apart([50, 48, 90], 15), [63, 48, 90]));
