// From a point of the diagram to what is there. Pure: coordinates, never elements, since cells are pixels.

import { unitAt } from "../../geometry.js";
import { bandsOf } from "./bands.js";
import { outputBoxes, phiBoxes } from "./lit.js";
import { narrowHit } from "./original.js";
import { inputPlace, picturePlaces, wordLine, wordsIn } from "./scene.js";

/** @typedef {import("./scene.js").OpenCell} OpenCell */
/** @typedef {import("../../geometry.js").Layout} Layout */
/** @typedef {import("../../geometry.js").Column} Column */

/** @typedef {{kind: "cell", symbol: string, t: number, unit: number}} CellHit  t −1 is the state before the first word
 * @typedef {CellHit | {kind: "weight", name: string, names?: string[]} | {kind: "symbol", name: string, lag: number} | {kind: "gate", name: string} | {kind: "column", t: number}
 *   | {kind: "word", token: string, t: number} | {kind: "layer", layer: number, t: number}} Hit  a layer that is not the one shown */

const SLACK = 4; // a strip is a little easier to meet than it is wide

/** A picture stands for its weight; one of several gates' for all of theirs. @param {OpenCell} cell @param {"U" | "W"} which
 * @returns {{kind: "weight", name: string, names?: string[]}} */
export const weightHover = (cell, which) => ({ kind: "weight", name: cell[which], ...(cell.weights[which].length > 1 ? { names: cell.weights[which] } : {}) });

/** @param {import("./scene.js").Scene} scene @param {number} x @param {number} y
 * @param {import("./tape.js").Tape | null} [tape] @returns {Hit | null} */
export function hit(scene, x, y, tape = null) {
  const { layout, cell, state } = scene;
  if (layout.empty) return null;
  const word = wordHit(layout, state, x, y) ?? bandHit(scene, x, y) ?? narrowHit(scene, x, y);
  if (word) return word;
  if (outputBoxes(scene).some((box) => within(box, x, y))) return { kind: "weight", name: "output.weight" };
  if (layout.loop) return rolledHit(layout, cell, x, y, tape);
  const { initial, columns, G } = layout;
  if (y >= layout.foot.picture - SLACK) return footHit(layout, cell, x, y);
  const first = closedHit(layout, cell, initial.strips, -1, x, y);
  if (first) return first;
  const column = columns.find(({ left, right }) => x >= left - G + SLACK && x < right + SLACK);
  const inside = column && (pictureHit(layout, column, cell, "U", x, y) ?? insideHit(layout, cell, column, x, y));
  return inside ?? columnHit(columns.filter(({ t }) => t !== layout.t), "head", 30, x);
}

/** The open cell alone, with U above it and the tape of words below.
 * @param {Layout} layout @param {OpenCell} cell @param {number} x @param {number} y
 * @param {import("./tape.js").Tape | null} tape @returns {Hit | null} */
function rolledHit(layout, cell, x, y, tape) {
  const column = layout.columns[layout.t];
  if (y >= layout.foot.chip - 2) {
    const word = tape?.words.find(({ x: middle, width }) => Math.abs(x - middle) <= width / 2 + 6);
    return word ? { kind: "column", t: word.t } : null;
  }
  return (
    pictureHit(layout, column, cell, "U", x, y) ?? pictureHit(layout, column, cell, "W", x, y) ??
    inputHit(layout, cell, column, x, y) ?? insideHit(layout, cell, column, x, y)
  );
}

/** A next word with its percentage and bar. @param {Layout} layout @param {import("./scene.js").State} state
 * @param {number} x @param {number} y @returns {Hit | null} */
function wordHit(layout, { trace }, x, y) {
  if (y > layout.next.bottom + 5 && y > layout.head.words + 5) return null;
  const shown = layout.loop ? [layout.columns[layout.t]] : layout.columns.slice(0, layout.t + 1);
  for (const { t, head } of shown) {
    const now = t === layout.t;
    const bare = layout.phone && !now;
    const axis = now ? layout.next.axis : head;
    const room = now ? layout.next.room + 8 : bare ? 28 : 62;
    const right = bare ? 28 : now && layout.next.bars ? 141 : 50;
    if (x < axis - room || x > axis + right) continue;
    const top = trace.outputs[t].top.slice(0, wordsIn(layout, now));
    const i = top.findIndex((_, at) => Math.abs(y - (wordLine(layout, now, at, top.length) - 5)) <= layout.words / 2);
    if (i >= 0) return { kind: "word", token: top[i].token, t };
  }
  return null;
}

/** Below the strips a column is as wide as its x(t), not as its strip.
 * @param {Layout} layout @param {OpenCell} cell @param {number} x @param {number} y @returns {Hit | null} */
function footHit(layout, cell, x, y) {
  const { columns, G, strip, foot } = layout;
  const half = (G + strip) / 2;
  const column = columns.find(({ foot: axis }) => Math.abs(x - axis) <= half);
  const there = column && (pictureHit(layout, column, cell, "W", x, y) ?? inputHit(layout, cell, column, x, y));
  return there ?? (y >= foot.chip - 2 ? columnHit(columns, "foot", half, x) : null);
}

/** In the strip of another layer of the stack. @param {import("./scene.js").Scene} scene @param {number} x @param {number} y
 * @returns {Hit | null} */
function bandHit(scene, x, y) {
  if (scene.layout.bands.below.length + scene.layout.bands.above.length === 0) return null;
  for (const column of scene.columns) {
    const found = bandsOf(scene, column).find(({ own, place }) => !own && within({ ...place, y: place.y - 3, height: place.height + 6 }, x, y));
    if (found) return { kind: "layer", layer: found.row.layer, t: column.t };
  }
  return null;
}

/** @param {import("./marks.js").Box} box @param {number} x @param {number} y */
const within = ({ x: left, y: top, width, height }, x, y) => x >= left && x <= left + width && y >= top && y <= top + height;

/** @param {number} x @param {{left: number, right: number}} strip */
const near = (x, { left, right }) => x >= left - SLACK && x < right + SLACK;

/** @param {Layout} layout @param {string} symbol @param {number} t @param {number} y @returns {Hit | null} */
function unitHit(layout, symbol, t, y) {
  const unit = unitAt(layout, y);
  return unit === null ? null : { kind: "cell", symbol, t, unit };
}

/** @param {Layout} layout @param {Column} column @param {OpenCell} cell @param {"U" | "W"} which @param {number} x
 * @param {number} y @returns {Hit | null} */
function pictureHit(layout, column, cell, which, x, y) {
  const at = picturePlaces(layout, column)[which];
  const over = (/** @type {number} */ place, /** @type {number} */ from) => place >= from - 3 && place <= from + layout.picture + 3;
  return over(x, at.x) && over(y, at.y) ? weightHover(cell, which) : null;
}

/** @param {Layout} layout @param {OpenCell} cell @param {Column} column @param {number} x @param {number} y
 * @returns {Hit | null} */
function inputHit(layout, cell, column, x, y) {
  const place = inputPlace(layout, column);
  if (x < place.x || x >= place.x + place.width || y < place.y - 2 || y >= place.y + place.height + 2) return null;
  return { kind: "cell", symbol: cell.input.name, t: column.t, unit: Math.floor(((x - place.x) / place.width) * layout.D) };
}

/** In a strip of a closed column. @param {Layout} layout @param {OpenCell} cell
 * @param {import("../../geometry.js").Strip[]} strips @param {number} t @param {number} x @param {number} y @returns {Hit | null} */
function closedHit(layout, cell, strips, t, x, y) {
  const at = strips.map((strip) => near(x, strip)).lastIndexOf(true);
  return at < 0 ? null : unitHit(layout, cell.closed[at].name, t, y);
}

/** In the strip of a closed column, or in one of the open cell's strips or on the label above it.
 * @param {Layout} layout @param {OpenCell} cell @param {Column} column @param {number} x @param {number} y
 * @returns {Hit | null} */
function insideHit(layout, cell, column, x, y) {
  const { t } = column;
  if (t !== layout.t) return closedHit(layout, cell, column.strips, t, x, y);
  const at = layout.cell.strips.findIndex((strip) => near(x, strip));
  if (at < 0) return phiHit(layout, cell, x, y);
  const { name, bias, of } = cell.strips[at];
  if (y >= layout.head.cell && y < layout.top - SLACK) {
    if (cell.gates.some((gate) => gate.name === name)) return { kind: "gate", name };
    return bias ? { kind: "weight", name: of[0] } : { kind: "symbol", name, lag: 0 };
  }
  return unitHit(layout, name, t, y);
}

/** On the curve, or on its name above it. @param {Layout} layout @param {OpenCell} cell @param {number} x
 * @param {number} y @returns {Hit | null} */
function phiHit(layout, cell, x, y) {
  const boxes = phiBoxes(layout, cell);
  const found = boxes.find(({ box }) => x >= box.x && x <= box.x + box.width && y >= layout.head.cell && y <= box.y + box.height);
  if (!found || (y < found.box.y && y >= layout.top)) return null;
  return { kind: "symbol", name: cell.gates.length ? `φ_${found.of}` : "φ", lag: 0 };
}

/** The chip, the next words and all else that belongs to a word choose its time stamp.
 * @param {Column[]} columns @param {"head" | "foot"} axis @param {number} half @param {number} x @returns {Hit | null} */
function columnHit(columns, axis, half, x) {
  const found = columns.find((column) => Math.abs(x - column[axis]) <= half);
  return found ? { kind: "column", t: found.t } : null;
}
