// The layers of a stack that are not the one shown: their states lie under x(t) or over the cell, one row for each, and
// under all of them the word's vector. Pure.
//
//   band  one row in one column
//   own   the row of x(t) itself, which of a higher layer is the state of the layer below

import { layerMark } from "../../layers.js";
import { symbolValues } from "../../values.js";
import { signed } from "./cell.js";

/** @typedef {import("./scene.js").Scene} Scene */
/** @typedef {import("../../geometry.js").Column} Column */
/** @typedef {import("../../types.js").Symbol} Symbol */

/** @typedef {{layer: number, symbol: Symbol, count: number, y: number, above: boolean, own: boolean}} Row
 *  symbol is what lies there, count how many numbers it has */
/** @typedef {{row: Row, place: {x: number, y: number, width: number, height: number}, axis: number, above: boolean, own: boolean,
 *   looped: boolean, carried: {from: number, to: number} | null, label: import("./label.js").Piece[], reads: import("./label.js").Piece[], mark: string, into: string}} Band
 *   carried is the way from the state before; mark the layer, into the one that reads it, as they stand on letters */

const SHORT = 36; // px, the way into the first column

/** From the words up to the row of x(t), then from the cell up.
 * @param {Pick<Scene, "state" | "cell" | "layout" | "layer">} scene @returns {Row[]} */
export function rowsOf({ state: { model }, cell, layout: { bands, foot }, layer }) {
  const named = (/** @type {string} */ name) => /** @type {Symbol} */ (model.symbols.find((symbol) => symbol.name === name));
  const [input, hidden] = [named(cell.input.name), named(cell.state.name)];
  const of = { symbol: hidden, count: model.hidden_size, own: false };
  const below = bands.below.map((y, i, { length }) => (i === length - 1
    ? { layer: 0, symbol: input, count: model.embedding_dim, y, above: false, own: false }
    : { ...of, layer: layer - 2 - i, y, above: false }));
  const own = bands.below.length ? [{ ...of, layer: layer - 1, y: foot.x, above: false, own: true }] : [];
  return [...below.reverse(), ...own, ...bands.above.map((y, i) => ({ ...of, layer: layer + 1 + i, y, above: true }))];
}

/** @param {Scene} scene @param {Column} column @returns {Band[]} */
export function bandsOf(scene, column) {
  const { layout } = scene;
  const before = layout.columns[column.t - 1];
  return rowsOf(scene).map((row) => {
    const place = placeOf(layout, column, row);
    const isState = row.symbol.name === scene.cell.state.name;
    const from = before && isState ? placeOf(layout, before, row) : null;
    const axis = axisOf(layout, column, row);
    return {
      row, place, axis, above: row.above, own: row.own,
      looped: isState && layout.loop !== null,
      carried: isState && !layout.loop ? { from: from ? from.x + from.width + 3 : place.x - SHORT, to: place.x - 3 } : null,
      label: isState ? [{ text: row.symbol.name, italic: true }, { text: `${layerMark(scene.state, row.layer)}(${signed(column.t)})`, italic: false }] : [],
      // The same numbers are what the next layer reads.
      reads: row.own && column.t === layout.t ? [{ text: " = ", italic: false }, { text: scene.cell.input.name, italic: true }, { text: `${layerMark(scene.state)}(${signed(column.t)})`, italic: false }] : [],
      mark: layerMark(scene.state, row.layer), into: layerMark(scene.state, row.symbol.name === scene.cell.input.name ? 0 : row.layer + 1),
    };
  });
}

/** @param {Scene["layout"]} layout @param {Column} column @param {Row} row */
const axisOf = ({ bands }, { head, foot }, { above }) => (above ? (bands.axis ?? head) : foot);

/** @param {Scene["layout"]} layout @param {Column} column @param {Row} row */
function placeOf(layout, column, row) {
  const { count, y, above } = row;
  const wide = column.t === layout.t && !above;
  const width = Math.min(count * (wide ? layout.xOpenCell : layout.xCell), (wide ? 2 : 1) * layout.xMost);
  return { x: Math.round(axisOf(layout, column, row) - width / 2), y, width, height: layout.xHeight };
}

/** @param {Scene} scene @param {Row} row @param {number} t @returns {Float32Array} */
export const bandValues = ({ state, layout }, { layer, symbol, count }, t) =>
  layout.empty ? new Float32Array(count) : symbolValues(state.trace, layer, symbol.name, t);
