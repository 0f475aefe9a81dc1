// Where the cells of an opened weight lie: a value from the room there is and the shape of the matrix. Pure.
//
//   place   where a row or column stands; its index is order[place]
//   view    px of the rows that are seen at once; a matrix with more of them scrolls
//   bars    px of the bars beside the rows (their lengths, or a vector's values) and below the columns

import { byDirection } from "./words.js";

/** @typedef {import("../../types.js").Matrix} Matrix */
/** @typedef {{left: number, top: number, cellWidth: number, cellHeight: number, rows: number, cols: number, view: number,
 *   bars: number, below: number, width: number, height: number, outerWidth: number, outerHeight: number,
 *   scrolls: boolean, signed: boolean}} Layout */
/** An entry, or a whole row or column where the other is null; indices, not places.
 * @typedef {{row: number | null, col: number | null}} Entry */
/** @typedef {{rows: number[], cols: number[]}} Orders */

const [TOP, GAP, BELOW] = [6, 10, 44];
const [LINE, VIEW] = [16, 480]; // px of a row that scrolls, of what is seen of them
const [LONG, WORDED] = [128, VIEW / LINE]; // rows beyond which a matrix scrolls; beyond which not all their words can be read
const [SIDE, LARGEST] = [560, 24]; // px of a whole matrix and of one of its cells at most

/** @param {number} available @param {{rows: number, cols: number}} shape @param {boolean} worded  rows are words
 * @returns {Layout} */
export function layoutOf(available, { rows, cols }, worded) {
  const narrow = available < 480;
  const [left, signed, scrolls] = [worded ? (narrow ? 76 : 112) : 34, cols === 1, rows > (worded ? WORDED : LONG)];
  const bars = signed ? Math.max(60, Math.min(220, available - left - 80)) : narrow ? 36 : 64;
  const room = Math.max(cols, available - left - bars - 2 * GAP - (scrolls ? 8 : 0));
  const side = Math.max(1, Math.min(LARGEST, Math.floor(SIDE / Math.max(rows, cols))));
  const fits = Math.max(1, Math.floor(room / cols));
  const cellWidth = signed ? 28 : Math.min(fits, scrolls ? Math.floor(SIDE / cols) || 1 : side);
  const cellHeight = scrolls ? LINE : signed ? side : cellWidth;
  const [width, height] = [cols * cellWidth, rows * cellHeight];
  const view = scrolls ? Math.min(height, VIEW) : height;
  const below = signed ? 0 : BELOW;
  return {
    left, top: TOP, cellWidth, cellHeight, rows, cols, view, bars, below, width, height, scrolls, signed,
    outerWidth: left + width + GAP + bars + (scrolls ? GAP + 8 : GAP),
    outerHeight: TOP + view + (below ? GAP + below : GAP),
  };
}

/** Left and length of the bar of a row; a vector's bars start in the middle. @param {Layout} layout @param {number} value
 * @param {number} largest @returns {{x: number, width: number}} */
export function barOf({ left, width, bars, signed }, value, largest) {
  const start = left + width + GAP;
  const share = largest > 0 ? Math.abs(value) / largest : 0;
  if (!signed) return { x: start, width: share * bars };
  const middle = start + bars / 2;
  return { x: value < 0 ? middle - (share * bars) / 2 : middle, width: (share * bars) / 2 };
}

/** What is under a point of the figure: an entry, a row (at its label or its bar), a column (at its bar), or nothing.
 * @param {Layout} layout @param {Orders} orders @param {number} x @param {number} y @param {number} scroll
 * @returns {Entry | null} */
export function entryAt(layout, orders, x, y, scroll) {
  const { left, top, cellWidth, cellHeight, width, height, view, rows, cols, outerWidth, outerHeight } = layout;
  const [across, down] = [Math.floor((x - left) / cellWidth), Math.floor((y - top + scroll) / cellHeight)];
  const inside = { x: x >= left && across < cols, y: y >= top && y < top + view && down < rows };
  if (x < 0 || y < 0 || x >= outerWidth || y >= outerHeight || height === 0 || width === 0) return null;
  if (inside.y) return { row: orders.rows[down], col: inside.x ? orders.cols[across] : null };
  return inside.x && y > top + view ? { row: null, col: orders.cols[across] } : null;
}

/** Rows and columns in the order that is asked for, as far as there is one; rows that are words stand by the direction
 * of the one that is marked. @param {Matrix} matrix @param {import("../../types.js").Order} order
 * @param {import("../../types.js").Statistics | undefined} statistics @param {number | null} [word] @returns {Orders} */
export function ordersOf(matrix, order, statistics, word = null) {
  const { rows, cols } = matrix;
  const index = (/** @type {number} */ size) => Array.from({ length: size }, (_unused, place) => place);
  const similar = order === "similarity" ? statistics : undefined;
  const alike = similar && cols > 1 && word !== null ? byDirection(matrix, word) : index(rows);
  return { rows: similar?.row_order ?? alike, cols: similar?.column_order ?? index(cols) };
}

/** The entry so many places further, kept inside. @param {Orders} orders @param {Entry} entry @param {number} down
 * @param {number} across @returns {Entry} */
export function moved({ rows, cols }, { row, col }, down, across) {
  /** @param {number[]} order @param {number | null} index @param {number} by */
  const next = (order, index, by) => order[Math.max(0, Math.min(order.length - 1, (index === null ? 0 : order.indexOf(index)) + by))];
  return { row: next(rows, row, down), col: next(cols, col, across) };
}

/** The scroll at which a place is in view, the nearest to the present one. @param {Layout} layout @param {number} place
 * @param {number} scroll */
export function shownAt({ cellHeight, view }, place, scroll) {
  const [from, to] = [place * cellHeight, (place + 1) * cellHeight];
  return Math.max(to - view, Math.min(from, scroll));
}

/** The places with a label beside a matrix that does not scroll. @param {number} rows @returns {number[]} */
export function ticks(rows) {
  const every = Math.max(1, Math.ceil(rows / 4));
  const chosen = Array.from({ length: Math.ceil(rows / every) }, (_unused, k) => k * every).filter((at) => at < rows - every / 2);
  return rows > 1 ? [...chosen, rows - 1] : [0];
}

/** The places whose number can be read where rows stand in another order than that of their numbers: as many as the
 * height of a line allows. @param {Layout} layout @returns {number[]} */
export function numberedPlaces({ rows, cellHeight }) {
  const every = Math.max(1, Math.ceil(LINE / cellHeight));
  return Array.from({ length: Math.ceil(rows / every) }, (_unused, k) => k * every);
}
