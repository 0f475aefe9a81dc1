// φ as the cell describes it, by points on its curve and by its slope: no activation function is named here.
//
//   a       what φ squashes
//   h       φ(a)
//   curve   points (a, h), by rising a
//   powers  the slope as a polynomial in h: the factors of 1, h, h², …

/** @typedef {import("./types.js").Phi} Phi */

/** φ′(a), which needs only h. @param {Phi} phi @param {number} h @returns {number} */
export const slopeAt = ({ powers }, h) => powers.reduceRight((sum, factor) => sum * h + factor, 0);

/** φ(a): between two points the cubic that has the slope of φ at both, beyond the ends straight on, never out of range.
 * @param {Phi} phi @param {number} a @returns {number} */
export function valueAt(phi, a) {
  const { curve, range: [low, high] } = phi;
  const [first, last] = [curve[0], curve[curve.length - 1]];
  const end = a < first[0] ? first : a > last[0] ? last : null;
  if (end) return Math.max(low, Math.min(high, end[1] + slopeAt(phi, end[1]) * (a - end[0])));
  const after = curve.findIndex(([at], i) => i > 0 && a <= at);
  return between(phi, curve[after - 1], curve[after], a);
}

/** Cubic Hermite interpolation; slopes of at most three times that of the chord keep it monotone (Fritsch and Carlson,
 * Monotone Piecewise Cubic Interpolation, 1980). @param {Phi} phi @param {number[]} from @param {number[]} to @param {number} a */
function between(phi, [a0, h0], [a1, h1], a) {
  const [wide, rise] = [a1 - a0, h1 - h0];
  const [m0, m1] = [h0, h1].map((h) => Math.min(wide * Math.abs(slopeAt(phi, h)), 3 * Math.abs(rise)) * Math.sign(rise));
  const s = (a - a0) / wide;
  return h0 + s * (m0 + s * (3 * rise - 2 * m0 - m1 + s * (m0 + m1 - 2 * rise)));
}

/** Where h stands in φ's range, 0 at its top and 1 at its bottom. @param {Phi} phi @param {number} h @returns {number} */
export const depthOf = ({ range: [low, high] }, h) => (high - h) / (high - low);

/** φ at evenly spaced places, to be drawn as a line. @param {Phi} phi @param {{from: number, to: number, steps: number}} places
 * @returns {{a: number, h: number}[]} */
export const pointsOf = (phi, { from, to, steps }) =>
  Array.from({ length: steps + 1 }, (_, i) => from + (i / steps) * (to - from)).map((a) => ({ a, h: valueAt(phi, a) }));
