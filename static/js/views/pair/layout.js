// Where the two readings stand, and which unit lies under the pointer: all pure.
//
//   T  time stamps of the longer sentence
//   H  units

const [LEAST, MOST] = [84, 168]; // px, the width of a column
const [AROUND, AROUND_PHONE] = [500, 470]; // px, all that is not a strip: header, inputs, words, player
const [LOWEST, HIGHEST, FEW] = [64, 256, 14]; // px, a strip; the row of a network of few units

/** A unit has one height in all strips; they fill the window. @param {number} room  px @param {number} T @param {number} H
 * @param {number} strips  how many there are @param {number} high  px, the window @param {boolean} phone */
export function layoutOf(room, T, H, strips, high, phone) {
  const column = Math.max(LEAST, Math.min(MOST, Math.floor(room / Math.max(1, T))));
  const each = Math.max(LOWEST, Math.min(HIGHEST, (high - (phone ? AROUND_PHONE : AROUND)) / strips));
  const row = Math.max(1, Math.min(FEW, Math.floor(each / H)));
  return { column, row, height: row * H };
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
