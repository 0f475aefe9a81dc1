// φ's curve, its slope, and how the panel writes numbers.

import assert from "node:assert/strict";
import { test } from "node:test";
import { perceptronOf } from "../../static/js/views/derivation/perceptron.js";
import { slopeAt, valueAt } from "../../static/js/phi.js";
import { scientific } from "../../static/js/scale.js";
import { heightOf, pathOf, slopeInNumbers, tangentOf } from "../../static/js/views/derivation/phi.js";
import { derivationOf } from "../../static/js/views/derivation/terms.js";
import { amount, factors, groupLabel, label, plain, signed, tick } from "../../static/js/views/derivation/write.js";
import { PHIS, stateOf } from "./made.js";

const { tanh, sigmoid } = PHIS;
const axis = { min: -2, max: 2, ticks: [] };

test("the slope is written in terms of h, so that a reader can work it out", () => {
  assert.equal(slopeInNumbers(tanh, 0.8306), "1 − h² = 1 − 0.8306² = 0.310");
  assert.equal(slopeInNumbers(tanh, -0.5), "1 − h² = 1 − (−0.5000)² = 0.750");
  assert.equal(slopeInNumbers(sigmoid, 0.25), "h (1 − h) = 0.2500 · (1 − 0.2500) = 0.188");
  assert.equal(slopeInNumbers({ ...sigmoid, slope: "r (1 − r)" }, 0.25), "r (1 − r) = 0.2500 · (1 − 0.2500) = 0.188");
});

test("the slope of a saturated unit is a number too, and can be worked out from the h that is printed", () => {
  assert.equal(slopeInNumbers(tanh, 0.999905), "1 − h² = 1 − 0.999905² = 1.9 · 10⁻⁴");
  assert.equal(slopeInNumbers(tanh, -0.9999), "1 − h² = 1 − (−0.9999)² = 2.0 · 10⁻⁴");
  assert.equal(slopeInNumbers(sigmoid, 0.0004321), "h (1 − h) = 0.00043 · (1 − 0.00043) = 4.3 · 10⁻⁴");
  for (const h of [0.99999, 0.9999987, 0.99999994]) {
    const [, printed, digits, power] = slopeInNumbers(tanh, h).match(/1 − ([\d.]+)² = ([\d.]+) · 10⁻(.)$/) ?? [];
    const slope = Number(digits) * 10 ** -"⁰¹²³⁴⁵⁶⁷⁸⁹".indexOf(power);
    assert.ok(Math.abs(1 - Number(printed) ** 2 - slope) < 0.051 * slope, printed);
  }
  assert.equal(slopeInNumbers(tanh, 1), "1 − h² = 1 − 1.0000² = 0");
});

test("the curve fills its range, and the tangent touches it at the point and stays inside", () => {
  assert.equal(heightOf(tanh, 1), 0);
  assert.equal(heightOf(tanh, -1), 100);
  assert.equal(heightOf(sigmoid, 0.5), 50);
  assert.match(pathOf(tanh, axis), /^M0 98\.2L.*L50 50L.*L100 1\.8$/);
  for (const curve of [tanh, sigmoid]) {
    for (const a of [-1.9, 0, 0.4, 1.7]) {
      const h = valueAt(curve, a);
      const { d, slope } = tangentOf(curve, axis, { a, h }, 0.5);
      assert.equal(slope, slopeAt(curve, h));
      const [x1, y1, x2, y2] = [...d.matchAll(/-?[\d.]+/g)].map(Number);
      const [left, right] = [x1, x2].map((x) => axis.min + (x / 100) * 4);
      const [low, high] = curve.range;
      const [from, to] = [y1, y2].map((y) => high - (y / 100) * (high - low));
      assert.ok(low - 1e-9 <= from && to <= high + 1e-9);
      assert.ok(Math.abs((to - from) / (right - left) - slope) < 5e-3);
      assert.ok(Math.abs(from + slope * (a - left) - h) < 1e-3);
    }
  }
});

test("numbers have a sign, a true minus and powers of ten that can be read", () => {
  assert.deepEqual([0.352, -0.27, 0].map((value) => signed(value)), ["+0.352", "−0.270", "0"]);
  assert.deepEqual([1e-7, 2.4e-10, 0, 3e12].map((value) => scientific(value)), ["1 · 10⁻⁷", "2 · 10⁻¹⁰", "0", "3 · 10¹²"]);
  assert.deepEqual([-1, 0.5, 0.30000000000000004].map(tick), ["−1", "0.5", "0.3"]);
  assert.deepEqual([24.81, 2019.4, 0.003134, 2e9].map(amount), ["24.8", "2,019", "0.00313", "2 · 10⁹"]);
});

test("a term is written as it is in the equation", () => {
  const parts = [{ name: "U", t: null, at: ["48", "58"], value: 0.36 }, { name: "h", t: -1, at: ["58"], value: 0.97 }];
  assert.equal(plain(label(parts)), "U[48,58] · h(−1)[58]");
  assert.equal(factors(parts), "0.360 · 0.970");
  assert.equal(factors(parts, 6), "0.360000 · 0.970000");
  assert.equal(plain(label([{ name: "b_hh", t: null, at: ["48"], value: -0.3 }])), "b_hh[48]");
  assert.equal(plain(groupLabel({ name: "W_y", weight: "W_y", of: { name: "h", t: 2 } })), "W_y\u2009h(2)");
});

test("the perceptron has an edge for every number that enters, as wide as its term", () => {
  const derivation = derivationOf(stateOf(["I", "am"], { t: 1 }), 2);
  const { sources, unit } = perceptronOf(derivation, { width: 720, height: 420, left: 40, middle: 432 });
  assert.deepEqual(sources.map(({ edges, bias }) => [edges.length, bias]), [[8, false], [3, false], [1, true]]);
  const edges = sources.flatMap((source) => source.edges);
  const largest = Math.max(...edges.map(({ product }) => Math.abs(product)));
  for (const { width, product } of edges) assert.ok(Math.abs(width - (9 * Math.abs(product)) / largest) < 1e-9);
  assert.equal(edges.find(({ weight }) => weight === null)?.product, -0.75);
  assert.equal(new Set(edges.map(({ y }) => y)).size, 12);
  assert.ok(edges.every(({ y }) => y > 0 && y < 420));
  assert.ok(sources.every(({ labels }) => labels.slice(1).every(({ y }, i) => y - labels[i].y >= 12)));
  assert.ok(unit.x < 720 - 160);
});
