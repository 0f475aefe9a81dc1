// φ as the API describes it, against the function itself.

import assert from "node:assert/strict";
import { test } from "node:test";
import { depthOf, pointsOf, slopeAt, valueAt } from "../../static/js/phi.js";
import { PHIS } from "./made.js";

const FUNCTIONS = { tanh: Math.tanh, sigmoid: (/** @type {number} */ a) => 1 / (1 + Math.exp(-a)) };
const NAMES = /** @type {const} */ (["tanh", "sigmoid"]);

for (const name of NAMES) {
  const [phi, of] = [PHIS[name], FUNCTIONS[name]];
  const places = Array.from({ length: 8001 }, (_, i) => (i - 4000) / 200); // −20 … 20

  test(`the curve that is described lies within 0.001 of the function, everywhere: ${name}`, () => {
    const gap = Math.max(...places.map((a) => Math.abs(valueAt(phi, a) - of(a))));
    assert.ok(gap < 1e-3, String(gap));
  });

  test(`it never falls and never leaves its range: ${name}`, () => {
    const values = places.map((a) => valueAt(phi, a));
    values.slice(1).forEach((h, i) => assert.ok(h >= values[i], `at ${places[i + 1]}`));
    assert.ok(phi.range[0] <= values[0] && values[values.length - 1] <= phi.range[1]);
    for (const [a, h] of phi.curve) assert.ok(Math.abs(valueAt(phi, a) - h) < 1e-12);
  });

  test(`the slope that h alone gives is that of the function: ${name}`, () => {
    for (const a of [-6, -1.5, -0.2, 0, 0.7, 3]) {
      const measured = (of(a + 1e-5) - of(a - 1e-5)) / 2e-5;
      assert.ok(Math.abs(slopeAt(phi, of(a)) - measured) < 1e-8, `at ${a}`);
    }
  });
}

test("a function that nobody has named is drawn by its description alone", () => {
  const half = { ...PHIS.tanh, name: "half", powers: [0.5], range: /** @type {[number, number]} */ ([-2, 2]), curve: /** @type {[number, number][]} */ ([[-2, -1], [0, 0], [2, 1]]) };
  assert.deepEqual([-9, -3, -1, 0.5, 3].map((a) => valueAt(half, a)), [-2, -1.5, -0.5, 0.25, 1.5]);
  assert.deepEqual(pointsOf(half, { from: -1, to: 1, steps: 2 }), [{ a: -1, h: -0.5 }, { a: 0, h: 0 }, { a: 1, h: 0.5 }]);
  assert.deepEqual([2, 0, -2].map((h) => depthOf(half, h)), [0, 0.5, 1]);
});

test("a slope too steep for its points does not make the curve overshoot them", () => {
  const steep = { ...PHIS.tanh, powers: [40], curve: /** @type {[number, number][]} */ ([[-1, -0.1], [0, 0], [1, 0.1]]) };
  for (const a of [0.1, 0.3, 0.5, 0.7, 0.9]) assert.ok(valueAt(steep, a) >= 0 && valueAt(steep, a) <= 0.1);
});
