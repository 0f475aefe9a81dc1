// What all parts of the diagram share: the state, its cell, its layout, and what they mean together. Pure.

import { layoutOf, MANY_LINES, visibleColumns } from "../../geometry.js";
import { affineRange, rangeOf } from "../../scale.js";
import { inputSize, shownRange } from "../../layers.js";
import { layerOf } from "../../state.js";
import { openCell, stripValues, symbolValues } from "./cell.js";
import { layoutRolled } from "./rolled.js";

/** @typedef {import("../../types.js").State} State */
/** @typedef {import("../../geometry.js").Layout} Layout */
/** @typedef {import("../../geometry.js").Column} Column */
/** @typedef {import("../../geometry.js").Strip} Strip */
/** @typedef {import("../../scale.js").Range} Range */
/** @typedef {import("./cell.js").OpenCell} OpenCell */
/** @typedef {import("./cell.js").StripPart} StripPart */

/** Read: up to the current time stamp; now: the current one, whose cell is open.
 * @typedef {"read" | "now" | "unread"} Mode */

/** @typedef {object} Scene
 * @property {State} state
 * @property {OpenCell} cell
 * @property {Layout} layout
 * @property {number} layer      the layer that is drawn
 * @property {Column[]} columns  those in view
 * @property {number | null} cursor  the unit that the keyboard is on, null where the diagram has no focus */

/** A strip where it stands, with its numbers.
 * @typedef {object} PlacedStrip
 * @property {StripPart} part
 * @property {Strip} place
 * @property {number} t          −1 for the state before the first word
 * @property {Mode} mode
 * @property {Float32Array} values  (H,)
 * @property {Range} range */

/** @param {State} state @param {{width: number, height: number}} window @param {OpenCell} cell @param {State["fold"]} [fold]
 * @returns {Layout} */
export function layoutFor(state, { width, height }, cell, fold = state.fold) {
  const { tokens } = state.trace;
  const { hidden_size: H } = state.model;
  const D = inputSize(state);
  const parts = cell.parts.map((part, i) => (part.kind === "op" && part.text.length > 1 ? "product" : part.kind === "op" && isLong(cell.parts[i - 1]) ? "wide" : part.kind));
  const shape = { T: tokens.length, D, H, t: state.t, width, height, parts, fed: cell.fed, states: cell.closed.length, direct: cell.direct, above: cell.gates.length ? MANY_LINES : 0, bands: { below: layerOf(state), above: state.model.num_layers - 1 - layerOf(state) } };
  return (fold === "rolled" ? layoutRolled : layoutOf)(shape);
}

/** Whether a strip's label is a whole sum. @param {import("./cell.js").OpenCell["parts"][number] | undefined} part */
export const isLong = (part) => part?.kind === "strip" && part.terms.length > 1 && !part.bias;

/** The columns to draw between two scroll positions: the rolled network has but one.
 * @param {Layout} layout @param {number} from @param {number} to */
export const columnsIn = (layout, from, to) => (layout.loop ? [layout.columns[layout.t]] : visibleColumns(layout, from, to));

/** @param {State} state @returns {OpenCell} */
export const cellOf = ({ trace, model, gate }) =>
  openCell(trace.symbols.some(({ kind }) => kind === "input") ? trace.symbols : model.symbols, gate);

/** @param {Layout} layout @param {number} t @returns {Mode} */
export function modeOf(layout, t) {
  if (layout.empty || t > layout.t) return "unread";
  return t === layout.t ? "now" : "read";
}

/** @param {StripPart} part @param {State} state @returns {Range} */
export function stripRange(part, { model, trace }) {
  const known = part.role === "product" ? part.of : [part.name];
  const ranges = known.map((name) => trace.symbols.find((symbol) => symbol.name === name)).map((symbol) => (symbol ? rangeOf(symbol, model) : affineRange(model)));
  return part.role === "product" ? productRange(ranges) : ranges[0];
}

/** As far as the largest factor reaches, on both sides of 0 as soon as one has two. @param {Range[]} ranges @returns {Range} */
function productRange(ranges) {
  const max = Math.max(...ranges.map((range) => range.max));
  return ranges.every(({ min }) => min >= 0) ? { palette: "unit", min: 0, max } : { palette: "states", min: -max, max };
}

/** @type {WeakMap<Scene, PlacedStrip[]>} */
const known = new WeakMap();

/** Every strip of units in view: the state before the first word, the closed columns, the open cell.
 * @param {Scene} scene @returns {PlacedStrip[]} */
export function placedStrips(scene) {
  const strips = known.get(scene) ?? placeStrips(scene);
  known.set(scene, strips);
  return strips;
}

/** @param {Scene} scene @returns {PlacedStrip[]} */
function placeStrips({ state, cell, layout, layer, columns }) {
  const ranges = new Map([...cell.strips, ...cell.closed].map((part) => [part, stripRange(part, state)]));
  /** @param {StripPart} part @param {Strip} place @param {number} t @param {Mode} mode @returns {PlacedStrip} */
  const placed = (part, place, t, mode) => ({
    part, place, t, mode, range: ranges.get(part) ?? stripRange(part, state),
    values: layout.empty && t >= 0 ? new Float32Array(layout.H) : stripValues(part, state.trace, state.weights[layer], layer, t),
  });
  const first = !layout.loop && layout.columns[0].t === columns[0]?.t ? cell.closed.map((part, i) => placed(part, layout.initial.strips[i], -1, "read")) : [];
  return first.concat(columns.flatMap(({ t, strips }) => {
    const mode = modeOf(layout, t);
    if (t !== layout.t) return cell.closed.map((part, i) => placed(part, strips[i], t, mode));
    return cell.strips.map((part, i) => placed(part, layout.cell.strips[i], t, mode));
  }));
}

/** x(t) lying down, where it stands. @param {Layout} layout @param {Column} column */
export function inputPlace(layout, { t, foot }) {
  const width = t === layout.t ? layout.xOpenWidth : layout.xWidth;
  return { x: Math.round(foot - width / 2), y: layout.foot.x, width, height: layout.xHeight };
}

/** @param {Scene} scene @param {number} t @returns {Float32Array} x(t), (D,) */
export const inputValues = ({ state, cell, layout, layer }, t) =>
  layout.empty ? new Float32Array(layout.D) : symbolValues(state.trace, layer, cell.input.name, t);

/** Where the colours of x(t) end: those of the layer below where that is what it is.
 * @param {Pick<Scene, "state" | "cell">} scene @returns {Range} */
export const inputRange = ({ state, cell }) => shownRange(cell.input, state);

/** The pictures of U and of W that belong to a column, by their upper left corners.
 * @param {Layout} layout @param {Column} column */
export function picturePlaces({ picture, pictureMiddle, foot }, column) {
  return {
    U: { x: Math.round(column.picture - picture / 2), y: Math.round(pictureMiddle - picture / 2) },
    W: { x: Math.round(column.foot - picture / 2), y: foot.picture },
  };
}

/** How many next words stand above a column. @param {Layout} layout @param {boolean} now */
export const wordsIn = ({ next }, now) => (now ? next.count : Math.min(3, next.count));

/** Baseline of the next word at place i of n. @param {Layout} layout @param {boolean} now @param {number} i @param {number} n */
export const wordLine = ({ next, head, words }, now, i, n) => (now ? next.bottom : head.words) - (n - 1 - i) * words;
