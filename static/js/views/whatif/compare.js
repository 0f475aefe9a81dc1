// The altered sentence beside the original. Pure.
//
//   difference  altered minus original, of one symbol at every time stamp: (T, size)
//   reach       the largest |difference|, at which its colours end

import { layerMark } from "../../layers.js";
import { format, percent, SAME, withSign } from "../../scale.js";
import { layerOf } from "../../state.js";
import { _ } from "../../texts.js";

/** @typedef {import("../../types.js").Matrix} Matrix */
/** @typedef {import("../../types.js").Output} Output */
/** @typedef {import("../../types.js").State} State */

/** @typedef {object} Comparison
 * @property {string} symbol        with its layer above it where there are several
 * @property {Matrix} before
 * @property {Matrix} after
 * @property {Matrix} difference
 * @property {number} reach
 * @property {number | null} first  the first time stamp at which any unit differs
 * @property {{t: number, unit: number} | null} most  where the difference is largest */

/** @param {State} state @param {string} symbol @returns {Comparison | null} null where nothing is altered, or nothing read */
export function comparisonOf({ trace, original, memory, model }, symbol) {
  const layer = layerOf({ trace, memory });
  const [before, after] = [original, trace].map((each) => each?.layers[layer].values[symbol]);
  if (trace.tokens.length === 0 || !before || !after || before.data.length !== after.data.length) return null;
  const { rows, cols } = after;
  const data = after.data.map((value, i) => value - before.data[i]);
  let most = 0;
  data.forEach((value, i) => Math.abs(value) > Math.abs(data[most]) && (most = i));
  const reach = data.length ? Math.abs(data[most]) : 0;
  const first = data.findIndex((value) => Math.abs(value) > SAME);
  return {
    symbol: symbol + layerMark({ model, memory }), before, after, difference: { rows, cols, data }, reach,
    first: first < 0 ? null : Math.floor(first / cols),
    most: reach > SAME ? { t: Math.floor(most / cols), unit: most % cols } : null,
  };
}

/** What the interventions did, in a sentence. @param {Comparison} comparison */
export function effectOf({ symbol, first, most, difference: { cols, data } }) {
  if (first === null || most === null) return _("{symbol} is the same at every time stamp: what was altered changes nothing here.", { symbol });
  const value = data[most.t * cols + most.unit];
  return _("{symbol} differs from time stamp {first} on; most of all unit {unit} at time stamp {t}, by {difference}.", {
    symbol, first, unit: most.unit, t: most.t, difference: withSign(value),
  });
}

/** One unit at one time stamp. @param {Comparison} comparison @param {number} t @param {number} unit @param {string} word */
export function entryInWords({ symbol, before, after }, t, unit, word) {
  const at = t * after.cols + unit;
  const [was, is] = [before.data[at], after.data[at]];
  return _("{symbol}({t})[{unit}] after “{word}”: original {before}, altered {after}, difference {difference}", {
    symbol, t, unit, word, before: format(was), after: format(is), difference: withSign(is - was),
  });
}

/** A chance that is not among the likeliest is below the least of those.
 * @typedef {{p: number, below: boolean}} Chance */

/** The likeliest next words now, those of the altered sentence first.
 * @param {State} state @returns {{token: string, before: Chance, after: Chance}[]} */
export function chancesOf({ trace, original, t }) {
  const [before, after] = [original, trace].map((each) => each?.outputs[t]?.top ?? []);
  const tokens = new Set([...after, ...before].map(({ token }) => token));
  return [...tokens].map((token) => ({ token, before: chanceOf(before, token), after: chanceOf(after, token) }));
}

/** @param {Output["top"]} top @param {string} token @returns {Chance} */
function chanceOf(top, token) {
  const found = top.find((each) => each.token === token);
  return found ? { p: found.probability, below: false } : { p: top[top.length - 1]?.probability ?? 1, below: true };
}

/** How surprising the next word is, before and now; null at the end. @param {State} state @returns {string | null} */
export function surpriseOf({ trace, original, t }) {
  const [was, is] = [original, trace].map((each) => ({ output: each?.outputs[t], word: each?.tokens[t + 1]?.text }));
  if (was.word === undefined || is.word === undefined) return null;
  const values = { word: was.word, other: is.word, before: nats(was.output), after: nats(is.output) };
  return was.word === is.word
    ? _("Surprisal of “{word}”, which comes next: {before} → {after}.", values)
    : _("Surprisal of what comes next: “{word}” {before} → “{other}” {after}.", values);
}

/** @param {Output | undefined} output */
const nats = (output) => (output?.surprisal == null ? _("unknown word") : _("{value} nats", { value: format(output.surprisal) }));

/** "7.1%", or "< 3.0%". @param {Chance} chance */
export const share = ({ p, below }) => (below ? `< ${percent(p).replace("<", "")}` : percent(p));
