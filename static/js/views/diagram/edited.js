// What an intervention set, in the diagram: a mark beside each entry, and a cut where a time stamp forgets. Pure.

import { rowTop } from "../../geometry.js";
import { editAt } from "../../interventions.js";
import { inputPlace, picturePlaces } from "./scene.js";

/** @typedef {import("./scene.js").Scene} Scene */
/** @typedef {import("./scene.js").PlacedStrip} PlacedStrip */
/** @typedef {import("./marks.js").Box} Box */

/** Entries side by side share a mark: its tip points at them. @typedef {{tip: number, top: number, bottom: number}} EditedMark */

const BEFORE = 20; // px left of the cell, on the loop
const BESIDE = 7; // px left of a strip, clear of the outline of a pinned unit

/** @param {Scene} scene @param {PlacedStrip[]} strips @returns {EditedMark[]} */
export function editedMarks({ state: { trace }, layout, layer }, strips) {
  if (layout.empty || !trace.edits?.length) return [];
  return strips.filter(({ part, t }) => !part.bias && part.of.length === 1 && t >= 0).flatMap(({ part, place, t }) =>
    runsOf(layout.H, (unit) => editAt(trace, layer, part.of[0], t, unit) >= 0).map(([first, last]) => ({
      tip: place.left - BESIDE, top: rowTop(layout, first), bottom: rowTop(layout, last) + layout.row - layout.gap,
    })),
  );
}

/** The mark beside each x(t) that is another: the word was replaced, or a number of its vector set.
 * @param {Scene} scene @returns {EditedMark[]} */
export function editedInputs({ state: { trace, original }, cell, layout, columns, layer }) {
  if (layout.empty || original === null) return [];
  const others = columns.filter(({ t }) => {
    const set = Array.from({ length: layout.D }, (_unused, dim) => editAt(trace, layer, cell.input.name, t, dim)).some((edit) => edit >= 0);
    return set || trace.tokens[t].text !== original.tokens[t].text;
  });
  return others.map((column) => inputPlace(layout, column)).map(({ x, y, height }) => ({ tip: x - 2, top: y, bottom: y + height }));
}

/** First and last of each run of units. @param {number} H @param {(unit: number) => boolean} set @returns {[number, number][]} */
function runsOf(H, set) {
  /** @type {[number, number][]} */
  const runs = [];
  for (let unit = 0; unit < H; unit += 1) {
    if (!set(unit)) continue;
    const last = runs[runs.length - 1];
    if (last && last[1] === unit - 1) last[1] = unit;
    else runs.push([unit, unit]);
  }
  return runs;
}

/** Where the way from the state before is cut: every product of a weight with it is set to 0.
 * @param {Scene} scene @returns {{x: number, y: number}[]} */
export function cuts({ state: { trace, model }, layout, columns, layer }) {
  if (!trace.edits?.length || layout.empty) return [];
  const names = new Set(model.symbols.map(({ name }) => name));
  const products = trace.symbols.filter(({ terms }) =>
    terms.some(({ factors }) => factors.some(({ lag }) => lag > 0) && factors.some(({ name }) => !names.has(name))));
  return columns.filter(({ t }) => products.length > 0 && products.every(({ name }) => isZero(trace, layer, name, t, layout.H))).map((column) => {
    const right = column.t === layout.t ? layout.cell.left : column.left;
    if (layout.loop) return { x: right - BEFORE, y: layout.middle };
    return { x: (picturePlaces(layout, column).U.x + layout.picture + right) / 2, y: layout.middle };
  });
}

/** Whether an edit sets all of a symbol to 0. @param {Scene["state"]["trace"]} trace @param {number} layer
 * @param {string} name @param {number} t @param {number} H */
function isZero(trace, layer, name, t, H) {
  const { cols = 0, data = [] } = trace.layers[layer].values[name] ?? {};
  return Array.from({ length: H }).every((_unit, unit) => editAt(trace, layer, name, t, unit) >= 0 && data[t * cols + unit] === 0);
}
