// What is told of the units that mean something: values to draw. Pure.
//
//   finding  a property of the text, the unit that follows it best, and how well, on sentences never seen before
//   sign     −1 where the unit is low rather than high with the property

import { joined, spaced } from "../../kinds.js";
import { _ } from "../../texts.js";

/** @typedef {import("../../types.js").Finding} Finding */
/** @typedef {import("../../types.js").Interval} Interval */
/** @typedef {import("../../types.js").State} State */
/** @typedef {{unit: number, words: string, figure: string, probe: string, rule: string, example: string, values: number[], now: number}} Told */

/** Three digits; 1 only where it is. @param {number} value */
const digits = (value) => (value < 1 ? Math.min(value, 0.999) : 1).toFixed(3);

/** @param {Interval} interval */
const between = ({ value, low, high }) => _("{value}, {low} to {high}", { value: digits(value), low: digits(low), high: digits(high) });

/** Each with the unit along the sentence, the surest first. @param {State} state @returns {Told[]} */
export function toldOf({ findings, model, trace, t }) {
  const last = trace.symbols[trace.symbols.length - 1].name;
  const { data, cols } = trace.layers[trace.layers.length - 1].values[last];
  return [...(findings[model.id] ?? [])]
    .sort((a, b) => b.value.value - a.value.value)
    .map(({ unit, thing, sign, figure, value, probe, rule, examples }) => ({
      unit, rule, now: t,
      words: sign < 0 ? _("unit {unit} follows {thing}: it falls", { unit, thing }) : _("unit {unit} follows {thing}: it rises", { unit, thing }),
      figure: `${figure} ${between(value)}`,
      probe: probe ? _("all units together {value}", { value: digits(probe.value) }) : "",
      example: spaced(joined(examples[0]?.tokens ?? [], model), model),
      values: trace.tokens.map((_token, at) => data[at * cols + unit]),
    }));
}
