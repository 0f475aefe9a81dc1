// The value under the pointer or the keyboard, as text and with its place. Pure.

import { rowTop } from "../../geometry.js";
import { editAt } from "../../interventions.js";
import { layerMark } from "../../layers.js";
import { format, SAME, withSign } from "../../scale.js";
import { _ } from "../../texts.js";
import { symbolValues } from "./cell.js";
import { countOf, whichOf } from "./lit.js";
import { inputPlace, inputValues, placedStrips } from "./scene.js";
import { cellInWords, labelText, sharedNote } from "./words.js";

/** @typedef {import("./scene.js").Scene} Scene */
/** @typedef {{lines: string[], x: number, y: number}} Tip  x, y in the diagram */

const ABOVE = 36; // px from a row to the middle of its tip: the row stays in sight

/** @param {Scene} scene @param {boolean} here  whether pointer or keyboard are in the diagram @returns {Tip | null} */
export function tipOf(scene, here) {
  const { state, cell, layout, cursor } = scene;
  const { hover } = state;
  if (hover?.kind === "weight" && layout.phone) return weightTip(scene, hover.name);
  if (layout.empty || !here) return null;
  if (hover?.kind === "dimension") return inputTip(scene, layout.loop ? layout.t : hover.t, hover.dim);
  if (hover?.kind !== "cell") return cursor === null ? null : unitTip(scene, cell.state.name, layout.t, cursor);
  return hover.symbol === cell.input.name ? inputTip(scene, hover.t, hover.unit) : unitTip(scene, hover.symbol, hover.t, hover.unit);
}

/** @param {Scene} scene @param {string} name @param {number} t @param {number} unit @returns {Tip | null} */
function unitTip(scene, name, t, unit) {
  const { state, layout } = scene;
  const strip = placedStrips(scene).find(({ part, t: at }) => part.name === name && at === t);
  if (!strip) return null;
  const value = `${labelText(strip.part, state, t)} = ${format(strip.values[unit])}`;
  const lines = [value, ...alteredLines(scene, strip.part.of[0], t, unit), _("unit {unit}", { unit }), stampOf(scene, t)];
  return { lines, x: strip.place.right, y: rowTop(layout, unit) - ABOVE };
}

/** What the value was in the original, where it is another. @param {Scene} scene @param {string} name @param {number} t
 * @param {number} unit @returns {string[]} */
function alteredLines({ state: { trace, original }, layer }, name, t, unit) {
  const before = original?.layers[layer];
  if (!before || !(name in trace.layers[layer].values)) return [];
  const was = symbolValues(original, layer, name, t)[unit];
  const set = t >= 0 && editAt(trace, layer, name, t, unit) >= 0;
  const is = symbolValues(trace, layer, name, t)[unit];
  const differs = Math.abs(was - is) > SAME;
  return [...(set ? [_("set by you")] : []), ...(set || differs ? [_("original: {value}, difference {difference}", { value: format(was), difference: withSign(is - was) })] : [])];
}

/** @param {Scene} scene @param {number} t @param {number} at @returns {Tip | null} */
function inputTip(scene, t, at) {
  const { cell, layout } = scene;
  const column = layout.columns[t];
  if (!column || at >= layout.D) return null;
  const place = inputPlace(layout, column);
  const value = `${cell.input.name}${layerMark(scene.state)}(${t})[${at}] = ${format(inputValues(scene, t)[at])}`;
  const lines = [value, ...alteredLines(scene, cell.input.name, t, at), scene.layer ? _("unit {at} of layer {layer}", { at, layer: scene.layer - 1 }) : _("number {at} of the word’s vector", { at }), stampOf(scene, t)];
  return { lines, x: place.x + place.width, y: place.y + place.height / 2 };
}

/** Where columns are too near for a note between them. @param {Scene} scene @param {string} name @returns {Tip | null} */
function weightTip({ state, cell, layout, layer }, name) {
  if (whichOf(cell, name) !== "U") return null;
  const { left } = layout.cell;
  return { lines: sharedNote(countOf(state.weights[layer], cell.weights.U), layout.window / 2), x: layout.loop ? layout.columns[layout.t].picture + 40 : left - 10, y: layout.pictureMiddle };
}

/** @param {Scene} scene @param {number} t */
function stampOf({ state }, t) {
  const token = state.trace.tokens[t];
  return token ? _("time stamp {t}, “{word}”", { t, word: token.text }) : _("before the first word");
}

/** What the keyboard is on, as a screen reader says it. @param {Scene} scene @returns {string} */
export function readout(scene) {
  const { state, layout, cursor } = scene;
  const strips = placedStrips(scene);
  const strip = strips.filter(({ t }) => t === layout.t).at(-1);
  if (layout.empty || cursor === null || !strip) return "";
  const said = cellInWords(state, { part: strip.part, t: layout.t, unit: cursor, value: strip.values[cursor] });
  return [said, ...alteredLines(scene, strip.part.of[0], layout.t, cursor)].join(", ");
}
