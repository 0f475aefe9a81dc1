// What is marked at the moment: the pinned unit, the unit under the pointer, a weight or symbol that the equation
// and the diagram light together. Pure values; drawmarks.js draws them.

import { markOf } from "../../geometry.js";
import { colourOf, format } from "../../scale.js";
import { inputPlace, modeOf, picturePlaces, placedStrips } from "./scene.js";
import { sharedNote } from "./words.js";

/** @typedef {import("./scene.js").Scene} Scene */
/** @typedef {import("./scene.js").PlacedStrip} PlacedStrip */
/** @typedef {import("./words.js").Measure} Measure */
/** @typedef {{x: number, y: number, width: number, height: number}} Box */
/** @typedef {Box & {colour: string, faint: boolean, open: boolean}} Mark */
/** @typedef {ReturnType<typeof marksOf>} Marks */

const PINNED = { least: 10, more: 5, wider: 3.5 };
const HOVERED = { least: 8, more: 3, wider: 2 };

/** @param {Scene} scene @param {Measure} measure */
export function marksOf(scene, measure) {
  const { state, layout } = scene;
  const strips = placedStrips(scene);
  const pinned = layout.empty ? null : state.unit;
  const pointed = layout.empty ? null : pointedUnit(scene);
  const shown = pinned ?? pointed;
  return {
    pinned: pinned === null ? [] : strips.filter(({ mode }) => mode !== "unread").map((strip) => markIn(scene, strip, pinned, PINNED)),
    pointed: pointed === null || pointed === pinned ? [] : strips.map((strip) => markIn(scene, strip, pointed, HOVERED)),
    inputs: inputMarks(scene),
    values: pinned === null ? [] : closedValues(scene, strips, pinned, measure),
    rows: pinned === null ? [] : matrixRows(scene, pinned),
    numbers: shown === null ? null : numbersOf(scene, strips, shown, measure),
    preview: pinned === null,
    hint: shown === null && !layout.empty,
    lit: litBoxes(scene, strips),
    litName: state.hover?.kind === "weight" ? state.hover.name : null,
    note: noteOf(scene),
    unit: pinned,
  };
}

/** The unit under the pointer, or the one the keyboard is on; a place in x(t) is not a unit.
 * @param {Scene} scene @returns {number | null} */
function pointedUnit({ state, cell, layout, cursor }) {
  const { hover } = state;
  if (hover?.kind !== "cell") return cursor;
  return hover.symbol === cell.input.name || hover.unit >= layout.H ? null : hover.unit;
}

/** @param {Scene} scene @param {PlacedStrip} strip @param {number} unit @param {typeof PINNED} by @returns {Mark} */
function markIn({ state, layout }, { place, mode, t, values, range }, unit, by) {
  const colour = colourOf(range.palette, values[unit], range.max, state.theme);
  return { ...markOf(layout, place, unit, by), colour, faint: mode === "unread", open: t === layout.t };
}

/** The same place in every x(t). @param {Scene} scene @returns {Mark[]} */
function inputMarks({ state, cell, layout, columns }) {
  const { hover } = state;
  if (layout.empty || hover?.kind !== "cell" || hover.symbol !== cell.input.name) return [];
  const { cols, data } = state.trace.layers[0].values[cell.input.name];
  return columns.map((column) => {
    const place = inputPlace(layout, column);
    const wide = place.width / layout.D;
    const width = Math.max(6, wide + 3);
    return {
      x: place.x + (hover.unit + 0.5) * wide - width / 2, y: place.y - 2, width, height: place.height + 4,
      colour: colourOf("states", data[column.t * cols + hover.unit], 1, state.theme),
      faint: modeOf(layout, column.t) === "unread", open: false,
    };
  });
}

/** The pinned unit's number beside each closed strip that is read, out of the way of the picture of U.
 * @param {Scene} scene @param {PlacedStrip[]} strips @param {number} unit @param {Measure} measure */
function closedValues({ layout }, strips, unit, measure) {
  const { G, picture, middle, phone, row, top } = layout;
  return strips.filter(({ mode }) => mode === "read").map(({ place, values }) => {
    const text = format(values[unit]);
    const right = place.right + 8 + measure(text, "sans", 13);
    const y = top + unit * row + row / 2;
    const blocked = Math.abs(y - middle) < picture / 2 + 9 && right > place.right + (G - picture) / 2 - 3;
    const above = blocked && y < middle && !phone;
    const aside = above ? middle - picture / 2 - 8 : middle + picture / 2 + 12;
    return { text, x: place.right + (above ? 6 : 8), y: (blocked ? aside : y) + 4.5 };
  });
}

/** The pinned unit's row in each picture of U and of W. @param {Scene} scene @param {number} unit @returns {Box[]} */
function matrixRows({ layout, columns }, unit) {
  const y = ((unit + 0.5) / layout.H) * layout.picture;
  return columns.filter(({ t }) => modeOf(layout, t) !== "unread").flatMap((column) =>
    Object.values(picturePlaces(layout, column)).map((place) => ({
      x: place.x - 2, y: place.y + y - 0.75, width: layout.picture + 4, height: 1.5,
    })),
  );
}

/** One unit's arithmetic, below the strips of the open cell; null where that cell is out of view.
 * @param {Scene} scene @param {PlacedStrip[]} strips @param {number} unit @param {Measure} measure */
function numbersOf({ cell, layout }, strips, unit, measure) {
  const open = strips.filter(({ t }) => t === layout.t);
  if (open.length !== cell.strips.length) return null;
  const size = layout.phone ? 13 : 15;
  const numbers = open.map(({ place, values }) => {
    const text = format(values[unit]);
    const half = measure(text, "bold", size) / 2;
    return { text, x: place.axis, left: place.axis - half, right: place.axis + half };
  });
  const others = cell.parts.filter((part) => part.kind !== "strip").map(({ kind, text }, i) => {
    const [left, right] = [numbers[i].right, numbers[i + 1].left];
    return { kind, text, left: left + 6, right: right - 10, x: (left + right) / 2, fits: right - left >= (kind === "phi" ? 24 : 11) };
  });
  const sum = open.findIndex(({ part }) => part.role === "sum");
  return { size, numbers, others, a: open[sum]?.values[unit] ?? 0 };
}

/** Places that are lit because the equation's symbol or the picture under the pointer means them.
 * @param {Scene} scene @param {PlacedStrip[]} strips @returns {Box[]} */
function litBoxes(scene, strips) {
  const { state: { hover }, layout, cell, columns } = scene;
  if (hover?.kind === "weight") {
    const biases = strips.filter(({ part }) => part.bias && part.of.includes(hover.name));
    if (biases.length) return biases.map(({ place }) => boxOf(layout, place));
    return columns.flatMap((column) => pictureBoxes(layout, column, cell, hover.name));
  }
  if (hover?.kind !== "symbol") return [];
  const t = layout.t - hover.lag;
  const input = columns.find((column) => column.t === t);
  if (hover.name === cell.input.name) return input ? [inputPlace(layout, input)] : [];
  return strips.filter(({ part, t: at }) => part.name === hover.name && at === t).map(({ place }) => boxOf(layout, place));
}

/** @param {Scene["layout"]} layout @param {import("../../geometry.js").Column} column @param {Scene["cell"]} cell
 * @param {string} name @returns {Box[]} */
function pictureBoxes(layout, column, cell, name) {
  const { U, W } = picturePlaces(layout, column);
  const size = { width: layout.picture, height: layout.picture };
  return [{ name: cell.U, ...U }, { name: cell.W, ...W }].filter((picture) => picture.name === name).map(({ x, y }) => ({ x, y, ...size }));
}

/** @param {Scene["layout"]} layout @param {import("../../geometry.js").Strip} place @returns {Box} */
const boxOf = ({ top, bottom }, { left, right }) => ({ x: left, y: top, width: right - left, height: bottom - top });

/** "the same 4,096 numbers each time", at the weight's picture on the way into the open cell: below it, or above where
 * the pinned numbers stand below. @param {Scene} scene */
function noteOf({ state, cell, layout, columns, layer }) {
  const { hover } = state;
  const column = columns.find(({ t }) => t === layout.t);
  if (hover?.kind !== "weight" || !column || (hover.name !== cell.U && hover.name !== cell.W)) return null;
  const matrix = state.weights[layer][hover.name];
  if (!("data" in matrix)) return null;
  const { U, W } = picturePlaces(layout, column);
  if (hover.name === cell.W) {
    const lines = sharedNote(matrix.data.length, 140);
    return { lines, x: W.x + layout.picture + 34, y: W.y + layout.picture / 2 - 4, middle: false };
  }
  if (layout.phone) return null;
  const lines = sharedNote(matrix.data.length, layout.G);
  const below = state.unit === null || Math.abs(layout.top + (state.unit + 0.5) * layout.row - (layout.middle + 50)) > 50;
  const y = below ? U.y + layout.picture + 20 : U.y - 28 - 16 * (lines.length - 1);
  return { lines, x: column.picture, y, middle: true };
}
