// The eigenvalues of a weight in the complex plane: a value to draw. Pure.
//
//   λ        an eigenvalue: a direction that U only turns and stretches, |λ|-fold
//   modulus  |λ|; outside the unit circle it is above 1

/** @typedef {{re: number, im: number, modulus: number, x: number, y: number, outside: boolean}} Point */
/** @typedef {{width: number, height: number, left: number, middle: number, unit: number, points: Point[], outside: number}} Plane
 *   left, middle: px of 0; unit: px of 1 */

const MARGIN = 16;

/** As large as fits into the box, with the unit circle always whole and the real axis in the middle.
 * @param {{re: number, im: number}[]} eigenvalues @param {number} widest @param {number} highest @returns {Plane} */
export function planeOf(eigenvalues, widest, highest) {
  const most = (/** @type {number[]} */ values) => Math.max(1.1, ...values);
  const [low, high] = [most(eigenvalues.map(({ re }) => -re)), most(eigenvalues.map(({ re }) => re))];
  const up = most(eigenvalues.map(({ im }) => Math.abs(im)));
  const unit = Math.min((widest - 2 * MARGIN) / (low + high), (highest - 2 * MARGIN) / (2 * up));
  const [left, middle] = [MARGIN + low * unit, MARGIN + up * unit];
  const points = eigenvalues.map(({ re, im }) => {
    const modulus = Math.hypot(re, im);
    return { re, im, modulus, x: left + re * unit, y: middle - im * unit, outside: modulus > 1 };
  });
  const outside = points.filter((point) => point.outside).length;
  return { width: 2 * MARGIN + (low + high) * unit, height: 2 * middle, left, middle, unit, points, outside };
}

/** From a mark to the near end of its number, in px: the corners, then farther off. */
const PLACES = [[6, 15], [6, -6], [-6, 15], [-6, -6], [6, 34], [6, -25], [-6, 34], [-6, -25]];
const CLEAR = 13; // px between a number and a point

/** Where the number of a mark on an axis stands: the first place that is clear of every point, or the clearest.
 * @param {Plane} plane @param {number} x @param {number} y @returns {{x: number, y: number, anchor: "start" | "end"}} */
export function labelAt({ points }, x, y) {
  const free = (/** @type {number[]} */ [right, down]) =>
    Math.min(Infinity, ...points.map((point) => Math.hypot(point.x - (x + 1.6 * right), point.y - (y + down - 4))));
  const clearest = () => PLACES.reduce((best, place) => (free(place) > free(best) ? place : best));
  const [right, down] = PLACES.find((place) => free(place) >= CLEAR) ?? clearest();
  return { x: x + right, y: y + down, anchor: right > 0 ? "start" : "end" };
}

/** The point nearest to the pointer, null where none is near. @param {Plane} plane @param {number} x @param {number} y
 * @returns {number | null} */
export function pointAt({ points }, x, y) {
  const distances = points.map((point) => Math.hypot(point.x - x, point.y - y));
  const least = Math.min(...distances);
  return least <= 14 ? distances.indexOf(least) : null;
}
