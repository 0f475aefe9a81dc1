// What an intervention set, in the diagram: a mark beside each entry, and a cut where a time stamp forgets. Pure.

import { carryLevels, rowTop } from "../../geometry.js";
import { editAt } from "../../interventions.js";
import { bandsOf } from "./bands.js";
import { inputPlace, picturePlaces } from "./scene.js";

/** @typedef {import("./scene.js").Scene} Scene */
/** @typedef {import("./scene.js").PlacedStrip} PlacedStrip */
/** @typedef {import("./marks.js").Box} Box */

/** Entries side by side share a mark: its tip points at them. @typedef {{tip: number, top: number, bottom: number, length: number}} EditedMark */
/** @typedef {{x: number, y: number}} Cut */

const BEFORE = 20; // px left of the cell, on the loop
const BESIDE = 7; // px left of a strip, clear of the outline of a pinned unit
const LENGTH = 7; // px, from the tip of a mark to its base
const BETWEEN = 6; // px, the same between two strips of one column
const BEFORE_BAND = 14; // px left of the row of another layer

/** @param {Scene} scene @param {PlacedStrip[]} strips @returns {EditedMark[]} */
export function editedMarks({ state: { trace }, layout, layer }, strips) {
  if (layout.empty || !trace.edits?.length) return [];
  return strips.flatMap((strip, i) => {
    const { t, place } = strip;
    const follows = t !== layout.t && strips[i - 1]?.t === t; // beside another strip of its column there is less room
    return runsOf(layout.H, (unit) => isSet(trace, layer, strip, unit)).map(([first, last]) => ({
      tip: place.left - (follows ? 1 : BESIDE), length: follows ? BETWEEN : LENGTH,
      top: rowTop(layout, first), bottom: rowTop(layout, last) + layout.row - layout.gap,
    }));
  });
}

/** Whether an edit sets a unit of what a strip shows. @param {Scene["state"]["trace"]} trace @param {number} layer
 * @param {Pick<PlacedStrip, "part" | "t">} strip @param {number} unit */
export const isSet = (trace, layer, { part, t }, unit) =>
  !part.bias && part.of.length === 1 && t >= 0 && editAt(trace, layer, part.of[0], t, unit) >= 0;

/** The mark beside each x(t) that is another: the word was replaced, or a number of its vector set.
 * @param {Scene} scene @returns {EditedMark[]} */
export function editedInputs({ state: { trace, original }, cell, layout, columns, layer }) {
  if (layout.empty || original === null) return [];
  const others = columns.filter(({ t }) => {
    const set = Array.from({ length: layout.D }, (_unused, dim) => editAt(trace, layer, cell.input.name, t, dim)).some((edit) => edit >= 0);
    return set || trace.tokens[t].text !== original.tokens[t].text;
  });
  return others.map((column) => inputPlace(layout, column)).map(({ x, y, height }) => ({ tip: x - 2, top: y, bottom: y + height, length: LENGTH }));
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

/** Where the ways from the state before are cut: through U, where every product of a weight with it is set to 0; beside U,
 * where nothing of it is let through; and through the U of each other layer.
 * @param {Scene} scene @returns {Cut[]} */
export function cuts(scene) {
  const { state: { trace }, cell, layout, columns, layer } = scene;
  if (!trace.edits?.length || layout.empty) return [];
  const levels = carryLevels(layout);
  return columns.flatMap((column) => {
    const x = beforeCell(layout, column);
    return [
      ...(isCut(scene, layer, column.t) ? [{ x, y: layout.middle }] : []),
      ...cell.beside.flatMap((name, i) => (letsNothingThrough(scene, name, column.t) ? [{ x, y: levels[i] }] : [])),
      ...bandsOf(scene, column).filter(({ carried: way, looped, row }) => (way || looped) && isCut(scene, row.layer, column.t))
        .map(({ place: { x: left, y, height } }) => ({ x: left - BEFORE_BAND, y: y + height / 2 })),
    ];
  });
}

/** @param {Scene["layout"]} layout @param {import("../../geometry.js").Column} column */
function beforeCell(layout, column) {
  const right = column.t === layout.t ? layout.cell.left : column.left;
  return layout.loop ? right - BEFORE : (picturePlaces(layout, column).U.x + layout.picture + right) / 2;
}

/** Whether the way through U is: all that a weight makes of the state before. @param {Scene} scene @param {number} layer @param {number} t */
function isCut({ state: { trace, model }, layout }, layer, t) {
  const names = new Set(model.symbols.map(({ name }) => name));
  const products = trace.symbols.filter(({ terms }) =>
    terms.some(({ factors }) => factors.some(({ lag }) => lag > 0) && factors.some(({ name }) => !names.has(name))));
  return products.length > 0 && products.every(({ name }) => isZero(trace, layer, name, t, layout.H));
}

/** Whether what is carried on without a weight is: its product, or a gate in it. @param {Scene} scene @param {string} carried
 * @param {number} t */
function letsNothingThrough({ state: { trace, model }, layout, layer }, carried, t) {
  const names = new Set(model.symbols.map(({ name }) => name));
  const products = trace.symbols.flatMap(({ name, terms }) => terms
    .filter(({ factors }) => factors.some((factor) => factor.name === carried && factor.lag > 0) && factors.every((factor) => names.has(factor.name)))
    .map(({ factors }) => [...(terms.length === 1 ? [name] : []), ...factors.filter(({ lag, complement }) => lag === 0 && !complement).map((factor) => factor.name)]));
  return products.length > 0 && products.every((any) => any.some((name) => isZero(trace, layer, name, t, layout.H)));
}

/** Whether an edit sets all of a symbol to 0. @param {Scene["state"]["trace"]} trace @param {number} layer
 * @param {string} name @param {number} t @param {number} H */
function isZero(trace, layer, name, t, H) {
  const { cols = 0, data = [] } = trace.layers[layer].values[name] ?? {};
  return Array.from({ length: H }).every((_unit, unit) => editAt(trace, layer, name, t, unit) >= 0 && data[t * cols + unit] === 0);
}
