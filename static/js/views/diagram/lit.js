// Places that are lit because the equation, a panel or a picture under the pointer means them. Pure.

import { markOf } from "../../geometry.js";
import { colourOf } from "../../scale.js";
import { symbolValues } from "./cell.js";
import { ASIDE } from "./rolled.js";
import { inputPlace, inputRange, picturePlaces, stripRange, wordLine, wordsIn } from "./scene.js";
import { sharedNote } from "./words.js";

/** @typedef {import("./scene.js").Scene} Scene */
/** @typedef {import("./scene.js").PlacedStrip} PlacedStrip */
/** @typedef {import("./marks.js").Box} Box */
/** @typedef {import("./marks.js").Mark} Mark */

const TERM = { least: 10, more: 5, wider: 3.5 };

/** Places that are lit because the equation's symbol or the picture under the pointer means them.
 * @param {Scene} scene @param {PlacedStrip[]} strips @param {import("./words.js").Measure} measure
 * @returns {Box[]} */
export function litBoxes(scene, strips, measure) {
  const { state: { hover }, layout, cell, columns } = scene;
  if (hover?.kind === "weight") {
    const biases = strips.filter(({ part }) => part.bias && part.of.includes(hover.name));
    if (biases.length) return biases.map(({ place }) => boxOf(layout, place));
    if (hover.name.startsWith("output.")) return outputBoxes(scene);
    return columns.flatMap((column) => pictureBoxes(layout, column, cell, hover.name));
  }
  if (hover?.kind !== "symbol") return [];
  if (hover.name.startsWith("φ")) return phiBoxes(layout, cell).filter(({ of }) => hover.name === "φ" || hover.name === `φ_${of}`).map(({ box }) => box);
  if (hover.name === "y") return wordsBoxes(scene, measure);
  const t = layout.t - hover.lag;
  const input = columns.find((column) => column.t === t);
  if (hover.name === cell.input.name) return input ? [inputPlace(layout, input)] : [];
  return strips.filter(({ part, t: at }) => part.name === hover.name && at === t).map(({ place }) => boxOf(layout, place));
}

/** The way from each h(t) that was read to its next words: there the output weight is at work. @param {Scene} scene
 * @returns {Box[]} */
export function outputBoxes({ layout, columns }) {
  if (layout.empty || layout.next.count === 0) return [];
  return columns.filter(({ t }) => t <= layout.t).map((column) => outputBox(layout, column));
}

/** @param {Scene["layout"]} layout @param {import("../../geometry.js").Column} column @returns {Box} */
function outputBox({ t: now, loop, head, top, next, bands }, { t, head: axis }) {
  if (bands.axis !== null && bands.above.length > 0) return { x: bands.axis - 2, y: /** @type {number} */ (bands.above.at(-1)) - ASIDE.out - 7, width: ASIDE.end - ASIDE.axis + 6, height: 16 };
  if (loop && loop.out !== null) return { x: loop.right + 4, y: loop.middle - 8, width: loop.out - loop.right - 2, height: 16 };
  const last = bands.above.at(-1);
  const [tip, tail] = [loop ? next.bottom + 6 : head.out, last !== undefined ? last - 2 : t === now ? head.cell : top - 4];
  return { x: Math.floor(axis) - 4.5, y: tip - 4, width: 10, height: tail - tip + 4 };
}

/** The next words of the current time stamp, with their percentages. @param {Scene} scene
 * @param {import("./words.js").Measure} measure @returns {Box[]} */
function wordsBoxes({ state, layout }, measure) {
  const top = state.trace.outputs[layout.t]?.top.slice(0, wordsIn(layout, true)) ?? [];
  if (layout.empty || top.length === 0) return [];
  const { axis, room } = layout.next;
  const wide = Math.min(room, Math.max(...top.map(({ token }) => measure(token, "serif", 17)))) + 14;
  const y = wordLine(layout, true, 0, top.length) - 16;
  return [{ x: Math.floor(axis) - wide, y, width: wide + 51, height: layout.next.bottom + 6 - y }];
}

/** The curves between what φ squashes and what it makes. @param {Scene["layout"]} layout @param {Scene["cell"]} cell
 * @returns {{of: string, box: Box}[]} */
export function phiBoxes(layout, cell) {
  const half = layout.phi / 3 + 6;
  if (layout.empty) return [];
  return cell.parts.filter((part) => part.kind !== "strip").flatMap((part, i) => {
    const { axis } = layout.cell.betweens[i];
    return part.kind === "phi" ? [{ of: part.of, box: { x: axis - half, y: layout.middle - half, width: 2 * half, height: 2 * half } }] : [];
  });
}

/** @param {Scene["layout"]} layout @param {import("../../geometry.js").Column} column @param {Scene["cell"]} cell
 * @param {string} name @returns {Box[]} */
function pictureBoxes(layout, column, cell, name) {
  const { U, W } = picturePlaces(layout, column);
  const size = { width: layout.picture, height: layout.picture };
  return [{ names: cell.weights.U, ...U }, { names: cell.weights.W, ...W }].filter(({ names }) => names.includes(name)).map(({ x, y }) => ({ x, y, ...size }));
}

/** @param {Scene["layout"]} layout @param {import("../../geometry.js").Strip} place @returns {Box} */
const boxOf = ({ top, bottom }, { left, right }) => ({ x: left, y: top, width: right - left, height: bottom - top });

/** "the same 4,096 numbers each time", at the weight's picture on the way into the open cell: below it, or above where
 * the pinned numbers stand below. @param {Scene} scene */
export function noteOf({ state, cell, layout, columns, layer }) {
  const { hover } = state;
  const column = columns.find(({ t }) => t === layout.t);
  const which = hover?.kind === "weight" ? whichOf(cell, hover.name) : null;
  if (!which || !column) return null;
  const count = countOf(state.weights[layer], cell.weights[which]);
  const { U, W } = picturePlaces(layout, column);
  if (which === "W") {
    const lines = sharedNote(count, 140);
    return { lines, x: W.x + layout.picture + 34, y: W.y + layout.picture / 2 - 4, middle: false };
  }
  if (layout.phone) return null;
  const lines = sharedNote(count, layout.loop ? 140 : layout.G);
  if (layout.loop) return { lines, x: U.x + layout.picture / 2, y: U.y + layout.picture + 20, middle: true };
  const below = state.unit === null || Math.abs(layout.top + (state.unit + 0.5) * layout.row - (layout.middle + 50)) > 50;
  const y = below ? U.y + layout.picture + 20 : U.y - 28 - 16 * (lines.length - 1);
  return { lines, x: column.picture, y, middle: true };
}

/** Which of the two pictures a weight is in. @param {Scene["cell"]} cell @param {string} name @returns {"U" | "W" | null} */
export const whichOf = ({ weights: { U, W } }, name) => (U.includes(name) ? "U" : W.includes(name) ? "W" : null);

/** @param {import("../../types.js").LayerWeights} weights @param {string[]} names @returns {number} */
export const countOf = (weights, names) => names.reduce((sum, name) => {
  const weight = weights[name];
  return sum + (weight && "data" in weight ? weight.data.length : 0);
}, 0);

/** One term of a sum: the number that the weight multiplies, and the weight itself as two lines that cross in its
 * picture. @param {Scene} scene @param {PlacedStrip[]} strips
 * @returns {{marks: Mark[], lines: Box[]}} */
export function termMarks({ state, cell, layout, columns, layer }, strips) {
  const { hover } = state;
  const column = columns.find(({ t }) => t === layout.t);
  if (hover?.kind !== "term" || layout.empty || !column) return { marks: [], lines: [] };
  const matrix = state.weights[layer][hover.weight];
  const which = whichOf(cell, hover.weight);
  if (!which || !matrix || !("data" in matrix)) return { marks: [], lines: [] };
  const before = strips.find(({ t, part }) => t === layout.t - 1 && part.role === "state");
  const marks = which === "W" ? [inputMark({ state, cell, layout, layer }, column, hover.index, false)]
    : layout.loop ? arrivingMark({ state, cell, layout, layer }, layout.loop, hover.index)
    : before ? [{ ...markOf(layout, before.place, hover.index, TERM), colour: colourOf(before.range.palette, before.values[hover.index], before.range.max, state.theme), faint: false, open: false }] : [];
  const { x, y } = picturePlaces(layout, column)[which];
  const size = layout.picture;
  const names = cell.weights[which];
  const share = (names.indexOf(hover.weight) + (hover.unit + 0.5) / matrix.rows) / names.length;
  const across = { x: x - 2, y: y + share * size - 0.75, width: size + 4, height: 1.5 };
  const down = { x: x + ((hover.index + 0.5) / matrix.cols) * size - 0.75, y: y - 2, width: 1.5, height: size + 4 };
  return { marks, lines: [across, down] };
}

/** In the rolled network the state before is on its way around the loop: its number stands where the loop enters.
 * @param {Pick<Scene, "state" | "cell" | "layout" | "layer">} scene @param {import("../../geometry.js").Loop} loop
 * @param {number} unit @returns {Mark[]} */
function arrivingMark({ state, cell, layout, layer }, { left, tip, middle }, unit) {
  const { max, palette } = stripRange(cell.strips[cell.strips.length - 1], state);
  const value = symbolValues(state.trace, layer, cell.state.name, layout.t - 1)[unit];
  const width = Math.min(24, tip - left - 12);
  return [{ x: (left + tip - width) / 2, y: middle - 5, width, height: 10, colour: colourOf(palette, value, max, state.theme), faint: false, open: false }];
}

/** One number of x(t), enlarged. @param {Pick<Scene, "state" | "cell" | "layout" | "layer">} scene
 * @param {import("../../geometry.js").Column} column @param {number} dim @param {boolean} faint @returns {Mark} */
export function inputMark({ state, cell, layout, layer }, column, dim, faint) {
  const { cols, data } = state.trace.layers[layer].values[cell.input.name];
  const { palette, max } = inputRange({ state, cell });
  const place = inputPlace(layout, column);
  const wide = place.width / layout.D;
  const width = Math.max(6, wide + 3);
  return {
    x: place.x + (dim + 0.5) * wide - width / 2, y: place.y - 2, width, height: place.height + 4,
    colour: colourOf(palette, data[column.t * cols + dim], max, state.theme), faint, open: false,
  };
}
