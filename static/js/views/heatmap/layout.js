// Where the heatmap's cells lie: a value from the width there is and the shape of what is shown.
//
//   column, row  px of one time stamp, of one unit
//   left, top    px of the margin before the first column, above the first row

import { layerOf } from "../../state.js";

/** @typedef {import("../../types.js").State} State */
/** @typedef {{available: number, left: number, top: number, column: number, row: number, columns: number, rows: number,
 *   width: number, height: number, outerWidth: number, outerHeight: number, stride: number}} Layout */

const [LEFT, TOP, BOTTOM, RIGHT] = [40, 10, 56, 12];
const WIDEST = 72;
const LABEL = 56; // px that a word below its column needs

/** @param {number} available @param {State} state @returns {Layout} */
export function layoutOf(available, { trace, symbol, memory }) {
  const columns = trace.tokens.length;
  const rows = trace.layers[layerOf({ trace, memory })]?.values[symbol]?.cols ?? 1;
  const room = Math.max(40, available - LEFT - RIGHT);
  const column = columns === 0 ? WIDEST : Math.min(WIDEST, room / columns);
  const row = Math.max(1, Math.min(12, Math.floor(320 / rows)));
  const [width, height] = [Math.max(1, columns) * column, rows * row];
  return {
    available, left: LEFT, top: TOP, column, row, columns, rows, width, height,
    outerWidth: LEFT + width + RIGHT,
    outerHeight: TOP + height + BOTTOM,
    stride: Math.max(1, Math.ceil(LABEL / column)),
  };
}

/** The cell under a point of the figure; null beside the cells. @param {Layout} layout @param {number} x @param {number} y
 * @returns {{t: number, unit: number} | null} */
export function cellAt({ left, top, column, row, columns, rows }, x, y) {
  const [t, unit] = [Math.floor((x - left) / column), Math.floor((y - top) / row)];
  return t >= 0 && t < columns && unit >= 0 && unit < rows ? { t, unit } : null;
}

/** The time stamps that have a label: evenly spaced, none so near to the current one that the two would overlap.
 * @param {Layout} layout @param {number} current @returns {number[]} */
export function labelled({ columns, stride }, current) {
  const all = Array.from({ length: columns }, (_, t) => t);
  return all.filter((t) => t === current || (t % stride === 0 && (stride === 1 || Math.abs(t - current) >= stride)));
}

/** Units that have a label at the side: every sixteenth and the last. @param {number} rows @returns {number[]} */
export function ticks(rows) {
  const every = Math.max(1, Math.ceil(rows / 4));
  const chosen = Array.from({ length: rows }, (_, unit) => unit).filter((unit) => unit % every === 0 && unit < rows - every / 2);
  return rows > 1 ? [...chosen, rows - 1] : [0];
}
