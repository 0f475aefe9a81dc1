// From a point of the diagram to what is there. Pure: coordinates, never elements, since cells are pixels.

import { unitAt } from "../../geometry.js";
import { inputPlace, picturePlaces } from "./scene.js";

/** @typedef {import("./scene.js").OpenCell} OpenCell */
/** @typedef {import("../../geometry.js").Layout} Layout */
/** @typedef {import("../../geometry.js").Column} Column */

/** @typedef {{kind: "cell", symbol: string, t: number, unit: number}} CellHit  t −1 is the state before the first word
 * @typedef {CellHit | {kind: "weight", name: string} | {kind: "symbol", name: string, lag: number} | {kind: "column", t: number}} Hit */

const SLACK = 4; // a strip is a little easier to meet than it is wide

/** @param {Layout} layout @param {OpenCell} cell @param {number} x @param {number} y @returns {Hit | null} */
export function hit(layout, cell, x, y) {
  if (layout.empty) return null;
  const { initial, columns, G } = layout;
  if (y >= layout.foot.picture - SLACK) return footHit(layout, cell, x, y);
  if (near(x, initial)) return unitHit(layout, cell.state.name, -1, y);
  const column = columns.find(({ left, right }) => x >= left - G + SLACK && x < right + SLACK);
  const inside = column && (pictureHit(layout, column, cell.U, "U", x, y) ?? insideHit(layout, cell, column, x, y));
  return inside ?? columnHit(columns.filter(({ t }) => t !== layout.t), "head", 30, x);
}

/** Below the strips a column is as wide as its x(t), not as its strip.
 * @param {Layout} layout @param {OpenCell} cell @param {number} x @param {number} y @returns {Hit | null} */
function footHit(layout, cell, x, y) {
  const { columns, G, strip, foot } = layout;
  const half = (G + strip) / 2;
  const column = columns.find(({ foot: axis }) => Math.abs(x - axis) <= half);
  const there = column && (pictureHit(layout, column, cell.W, "W", x, y) ?? inputHit(layout, cell, column, x, y));
  return there ?? (y >= foot.chip - 2 ? columnHit(columns, "foot", half, x) : null);
}

/** @param {number} x @param {{left: number, right: number}} strip */
const near = (x, { left, right }) => x >= left - SLACK && x < right + SLACK;

/** @param {Layout} layout @param {string} symbol @param {number} t @param {number} y @returns {Hit | null} */
function unitHit(layout, symbol, t, y) {
  const unit = unitAt(layout, y);
  return unit === null ? null : { kind: "cell", symbol, t, unit };
}

/** @param {Layout} layout @param {Column} column @param {string} name @param {"U" | "W"} which @param {number} x
 * @param {number} y @returns {Hit | null} */
function pictureHit(layout, column, name, which, x, y) {
  const at = picturePlaces(layout, column)[which];
  const over = (/** @type {number} */ place, /** @type {number} */ from) => place >= from - 3 && place <= from + layout.picture + 3;
  return over(x, at.x) && over(y, at.y) ? { kind: "weight", name } : null;
}

/** @param {Layout} layout @param {OpenCell} cell @param {Column} column @param {number} x @param {number} y
 * @returns {Hit | null} */
function inputHit(layout, cell, column, x, y) {
  const place = inputPlace(layout, column);
  if (x < place.x || x >= place.x + place.width || y < place.y - 2 || y >= place.y + place.height + 2) return null;
  return { kind: "cell", symbol: cell.input.name, t: column.t, unit: Math.floor(((x - place.x) / place.width) * layout.D) };
}

/** In the strip of a closed column, or in one of the open cell's strips or on the label above it.
 * @param {Layout} layout @param {OpenCell} cell @param {Column} column @param {number} x @param {number} y
 * @returns {Hit | null} */
function insideHit(layout, cell, column, x, y) {
  const { t } = column;
  if (t !== layout.t) return near(x, column) ? unitHit(layout, cell.state.name, t, y) : null;
  const at = layout.cell.strips.findIndex((strip) => near(x, strip));
  if (at < 0) return null;
  const { name, bias } = cell.strips[at];
  if (!bias && y >= layout.head.cell && y < layout.top - SLACK) return { kind: "symbol", name, lag: 0 };
  return unitHit(layout, name, t, y);
}

/** The chip, the next words and all else that belongs to a word choose its time stamp.
 * @param {Column[]} columns @param {"head" | "foot"} axis @param {number} half @param {number} x @returns {Hit | null} */
function columnHit(columns, axis, half, x) {
  const found = columns.find((column) => Math.abs(x - column[axis]) <= half);
  return found ? { kind: "column", t: found.t } : null;
}
