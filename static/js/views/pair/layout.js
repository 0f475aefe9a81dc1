// Where the two readings stand, and which unit lies under the pointer: all pure.
//
//   T  time stamps of the longer sentence
//   H  units

const [LEAST, MOST] = [84, 168]; // px, the width of a column
const STRIP = 128; // px, the height of a strip of 64 units
const HIGH = 1000; // px, a window with room for a strip of differences as high as the others

/** @param {number} room  px @param {number} T @param {number} H @param {number} high  px, the window */
export function layoutOf(room, T, H, high) {
  const column = Math.max(LEAST, Math.min(MOST, Math.floor(room / Math.max(1, T))));
  const row = Math.max(1, Math.min(14, STRIP / H));
  const height = Math.round(row * H);
  return { column, width: column * T, height, between: high < HIGH ? Math.max(H, Math.round(height / 2)) : height };
}

/** What lies at a point of a strip. @param {{left: number, top: number, width: number, height: number}} box
 * @param {number} x @param {number} y @param {number} T @param {number} H
 * @returns {{t: number, unit: number} | null} */
export function cellAt({ left, top, width, height }, x, y, T, H) {
  const t = Math.floor(((x - left) / width) * T);
  const unit = Math.floor(((y - top) / height) * H);
  return t >= 0 && t < T && unit >= 0 && unit < H ? { t, unit } : null;
}

/** h of the last layer. @param {import("../../types.js").Trace} trace @returns {import("../../types.js").Matrix} */
export const statesOf = ({ layers }) => layers[layers.length - 1].values.h;

/** other − one, at the time stamps that both have.
 * @param {import("../../types.js").Trace} one @param {import("../../types.js").Trace} other @returns {import("../../types.js").Matrix} */
export function difference(one, other) {
  const [h, g] = [statesOf(one), statesOf(other)];
  const rows = Math.min(h.rows, g.rows);
  return { rows, cols: h.cols, data: Float32Array.from({ length: rows * h.cols }, (_, i) => g.data[i] - h.data[i]) };
}
