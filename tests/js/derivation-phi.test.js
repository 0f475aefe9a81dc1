// φ's curve, its slope, and how the panel writes numbers.

import assert from "node:assert/strict";
import { test } from "node:test";
import { perceptronOf } from "../../static/js/views/derivation/perceptron.js";
import { curveOf, heightOf, pathOf, slopeInNumbers, tangentOf } from "../../static/js/views/derivation/phi.js";
import { derivationOf } from "../../static/js/views/derivation/terms.js";
import { amount, factors, groupLabel, label, plain, scientific, signed, tick } from "../../static/js/views/derivation/write.js";
import { card, stateOf } from "./made.js";

const tanh = curveOf(card);
const sigmoid = curveOf({ ...card, activation: "sigmoid", phi: { name: "sigmoid", label: "σ", range: [0, 1], slope: "h (1 − h)" } });
const axis = { min: -2, max: 2, ticks: [] };

test("the slope that h alone gives is that of the curve", () => {
  for (const curve of [tanh, sigmoid]) {
    for (const a of [-6, -1.5, -0.2, 0, 0.7, 3]) {
      const measured = (curve.of(a + 1e-5) - curve.of(a - 1e-5)) / 2e-5;
      assert.ok(Math.abs(curve.slopeAt(curve.of(a)) - measured) < 1e-8, `${curve.name} at ${a}`);
    }
  }
});

test("the slope is written in terms of h, so that a reader can work it out", () => {
  assert.equal(slopeInNumbers(tanh, 0.8306), "1 − h² = 1 − 0.8306² = 0.310");
  assert.equal(slopeInNumbers(tanh, -0.5), "1 − h² = 1 − (−0.5000)² = 0.750");
  assert.equal(slopeInNumbers(sigmoid, 0.25), "h (1 − h) = 0.2500 · (1 − 0.2500) = 0.188");
  assert.equal(slopeInNumbers(tanh, 0.99999), "1 − h² = 1 − 1.0000², less than 0.001");
});

test("the curve fills its range, and the tangent touches it at the point and stays inside", () => {
  assert.equal(heightOf(tanh, 1), 0);
  assert.equal(heightOf(tanh, -1), 100);
  assert.equal(heightOf(sigmoid, 0.5), 50);
  assert.match(pathOf(tanh, axis), /^M0 98\.2L.*L50 50L.*L100 1\.8$/);
  for (const curve of [tanh, sigmoid]) {
    for (const a of [-1.9, 0, 0.4, 1.7]) {
      const { d, slope } = tangentOf(curve, axis, a, 0.5);
      const [x1, y1, x2, y2] = [...d.matchAll(/-?[\d.]+/g)].map(Number);
      const [left, right] = [x1, x2].map((x) => axis.min + (x / 100) * 4);
      const [low, high] = curve.range;
      const [from, to] = [y1, y2].map((y) => high - (y / 100) * (high - low));
      assert.ok(low - 1e-9 <= from && to <= high + 1e-9);
      assert.ok(Math.abs((to - from) / (right - left) - slope) < 5e-3);
      assert.ok(Math.abs(from + slope * (a - left) - curve.of(a)) < 1e-3);
    }
  }
});

test("numbers have a sign, a true minus and powers of ten that can be read", () => {
  assert.deepEqual([0.352, -0.27, 0].map(signed), ["+0.35", "−0.27", "0"]);
  assert.deepEqual([1e-7, 2.4e-10, 0, 3e12].map(scientific), ["1 · 10⁻⁷", "2 · 10⁻¹⁰", "0", "3 · 10¹²"]);
  assert.deepEqual([-1, 0.5, 0.30000000000000004].map(tick), ["−1", "0.5", "0.3"]);
  assert.deepEqual([24.81, 2019.4, 0.003134, 2e9].map(amount), ["24.8", "2,019", "0.00313", "2 · 10⁹"]);
});

test("a term is written as it is in the equation", () => {
  const parts = [{ name: "U", t: null, at: ["48", "58"], value: 0.36 }, { name: "h", t: -1, at: ["58"], value: 0.97 }];
  assert.equal(plain(label(parts)), "U[48,58] · h(−1)[58]");
  assert.equal(factors(parts), "0.36 · 0.97");
  assert.equal(plain(label([{ name: "b_hh", t: null, at: ["48"], value: -0.3 }])), "b_hh[48]");
  assert.equal(plain(groupLabel({ name: "W_y", weight: "W_y", of: { name: "h", t: 2 } })), "W_y\u2009h(2)");
});

test("the perceptron has an edge for every number that enters, as wide as its term", () => {
  const derivation = derivationOf(stateOf(["I", "am"], { t: 1 }), 2);
  const { sources, unit } = perceptronOf(derivation, { width: 720, height: 420, left: 40 });
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
