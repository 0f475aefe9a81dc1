// The figure of triples: at every time stamp three strips of units, original, altered and difference. Pure.

/** @typedef {object} Layout
 * @property {number} left    room for the numbers of the units
 * @property {number} top
 * @property {number} column  from one time stamp to the next
 * @property {number} strip   width of one strip
 * @property {number} row     height of one unit
 * @property {number} width   of the whole figure
 * @property {number} height
 * @property {number} bottom  where the strips end
 * @property {number} T
 * @property {number} H
 * @property {number} every   a word stands under every so many columns */

const [LEFT, TOP, FOOT] = [34, 18, 42];
const [NARROWEST, WIDEST] = [26, 120];
const TALL = 256;

/** @param {number} T @param {number} H @param {number} room @returns {Layout} */
export function layoutOf(T, H, room) {
  const least = T > 120 ? 13 : NARROWEST;
  const column = Math.max(least, Math.min(WIDEST, Math.floor((room - LEFT) / Math.max(1, T))));
  const gap = column > 60 ? 18 : column > 20 ? 8 : 4;
  const row = Math.max(1, Math.floor(TALL / H));
  const bottom = TOP + H * row;
  return {
    left: LEFT, top: TOP, column, strip: Math.floor((column - gap - 2) / 3), row, bottom, T, H,
    width: LEFT + T * column, height: bottom + FOOT, every: Math.ceil(44 / column),
  };
}

/** Where a strip begins: `which` is 0 for the original, 1 for the altered, 2 for the difference.
 * @param {Layout} layout @param {number} t @param {number} which */
export const stripLeft = ({ left, column, strip }, t, which) => left + t * column + which * (strip + 1);

/** What is at a point; null beside the strips. @param {Layout} layout @param {number} x @param {number} y */
export function entryAt({ left, top, column, row, T, H }, x, y) {
  const [t, unit] = [Math.floor((x - left) / column), Math.floor((y - top) / row)];
  return t >= 0 && t < T && unit >= 0 && unit < H ? { t, unit } : null;
}
