// Where the triangle's cells lie: columns are t, as time runs to the right; rows are s. Pure, in CSS pixels.
//
//   size        of one cell, which is a square
//   left, top   of the first cell

/** @typedef {{size: number, left: number, top: number, width: number, height: number, T: number, stride: number}} Layout */

const [LEFT, TOP, FOOT, LARGEST, LABEL] = [92, 4, 44, 56, 20];

/** @param {number} room @param {number} T @returns {Layout} */
export function layoutOf(room, T) {
  const size = Math.max(3, Math.min(LARGEST, Math.floor((room - LEFT - 8) / Math.max(1, T))));
  return { size, left: LEFT, top: TOP, width: LEFT + size * T + 8, height: TOP + size * T + FOOT, T, stride: Math.max(1, Math.ceil(LABEL / size)) };
}

/** The cell under a point; null beside the triangle. @param {Layout} layout @param {number} x @param {number} y
 * @returns {{s: number, t: number} | null} */
export function cellAt({ size, left, top, T }, x, y) {
  const [t, s] = [Math.floor((x - left) / size), Math.floor((y - top) / size)];
  return s >= 0 && t < T && s <= t ? { s, t } : null;
}

/** The time stamps that are named at an edge: evenly spaced, and always the current one. @param {Layout} layout
 * @param {number} current @returns {number[]} */
export function named({ T, stride }, current) {
  return Array.from({ length: T }, (_, t) => t).filter((t) => t === current || (t % stride === 0 && Math.abs(t - current) >= stride));
}
