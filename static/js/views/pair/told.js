// What is under the pointer, or pinned, in numbers. Pure.

import { corresponds, isSame, namesOf, otherOf } from "../../beside.js";
import { fixed } from "../../scale.js";
import { originalOf } from "../../state.js";
import { _ } from "../../texts.js";
import { statesOf } from "./layout.js";

/** @typedef {import("../../types.js").State} State */
/** @typedef {import("../../types.js").Trace} Trace */

/** The unit that is looked at on a side: hovered, else pinned; where units do not correspond it is that of one side.
 * @param {State} state @param {"one" | "other"} side @returns {[number | null, number | null]}  hovered, pinned */
export function marked(state, side) {
  const { hover, unit, beside } = state;
  const alike = corresponds(state);
  const over = hover?.kind === "cell" && (alike || hover.side === side) ? hover.unit : null;
  return [over, alike || beside.on === side ? unit : null];
}

/** @param {State} state @returns {{unit: number, t: number, side: "one" | "other"} | null} */
function lookedAt({ hover, unit, t, beside }) {
  if (hover?.kind === "cell") return { unit: hover.unit, t: hover.follows ? t : hover.t, side: hover.side ?? "one" };
  return unit === null ? null : { unit, t, side: beside.on };
}

/** @param {State} state @param {boolean} [finger]  whether nothing can hover @returns {string} */
export function told(state, finger = false) {
  const cell = lookedAt(state);
  if (cell === null) return hint(state, finger);
  const both = [originalOf(state), otherOf(state)];
  const values = both.map((trace) => valueAt(trace, cell.t, cell.unit));
  const [names, words] = [namesOf(state), both.map((trace) => trace?.tokens[cell.t]?.text ?? "")];
  if (!corresponds(state)) {
    const place = cell.side === "other" ? 1 : 0;
    const value = values[place];
    return value === null ? "" : _("{name}: unit {unit} after “{word}” is {value}. Unit {unit} of {other} has nothing to do with it.", {
      name: names[place], other: names[1 - place], unit: cell.unit, word: words[place], value: fixed(value, 3),
    });
  }
  const [h, g] = values;
  const said = { unit: cell.unit, first: names[0], second: names[1], word: words[0], otherWord: words[1], one: fixed(h ?? 0, 3), other: fixed(g ?? 0, 3), difference: fixed((g ?? 0) - (h ?? 0), 3) };
  if (h === null && g === null) return "";
  if (h === null) return _("Unit {unit}, {second}, after “{otherWord}”: {other}; the {first} is over.", said);
  if (g === null) return _("Unit {unit}, {first}, after “{word}”: {one}; the {second} is over.", said);
  return _("Unit {unit}: {one} after “{word}” ({first}), {other} after “{otherWord}” ({second}); difference {difference}.", said);
}

/** @param {State} state @param {boolean} finger */
function hint(state, finger) {
  if (isSame(state)) return _("This compares a reading with itself: choose another network or another sentence.");
  if (corresponds(state)) return finger ? _("Tap a unit to pin it and to see its value in both.") : _("Point at a unit to see its value in both; a click pins it.");
  return finger ? _("Tap a unit to pin it. Unit 12 of one network is not unit 12 of the other.") : _("Point at a unit to see its value; a click pins it. Unit 12 of one network is not unit 12 of the other.");
}

/** @param {Trace | null} trace @param {number} t @param {number} unit @returns {number | null} */
function valueAt(trace, t, unit) {
  if (trace === null || t >= trace.tokens.length) return null;
  const { cols, data } = statesOf(trace);
  return unit < cols ? data[t * cols + unit] : null;
}
