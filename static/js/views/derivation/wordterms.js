// A likely next word taken apart: y[w] = W_y[w] · h(t) + b_y[w], then p[w] = exp y[w] / Σ exp y. Pure.
//
//   w     the pinned word
//   W_y   the output weight, of which only the row of w is here: the server sends it when it is asked for
//   y     logit
//   lse   ln Σ exp y over all words but <unk>

import { bySize, totalOf, valuesAt } from "./terms.js";

/** @typedef {import("../../types.js").State} State */
/** @typedef {import("./terms.js").Group} Group */
/** @typedef {{word: string, t: number, groups: Group[], sum: number, lse: number | null}} WordDerivation */

/** Null as long as the word's row of W_y is not there. It serves every time stamp.
 * @param {State} state @returns {WordDerivation | null} */
export function wordDerivationOf(state) {
  const { derived, word, t, trace, model } = state;
  if (word === null || derived?.word !== word || derived.model !== model.id || !derived.answer?.terms) return null;
  const { terms: row, bias = 0 } = derived.answer;
  const h = trace.symbols[trace.symbols.length - 1].name;
  const values = valuesAt(state, h, t, trace.layers.length - 1);
  const terms = bySize(row.map(({ index, weight }) => ({
    weight: "W_y", index, product: weight * values[index],
    parts: [
      { name: "W_y", t: null, word, at: [String(index)], value: weight },
      { name: h, t, at: [String(index)], value: values[index] },
    ],
  })));
  const sum = totalOf(terms) + bias;
  /** @type {Group[]} */
  const groups = [
    { name: "W_y", weight: "W_y", of: { name: h, t }, role: "carried", total: totalOf(terms), terms },
    {
      name: "b_y", weight: null, of: null, role: "bias", total: bias,
      terms: [{ weight: "b_y", index: null, product: bias, parts: [{ name: "b_y", t: null, word, at: [], value: bias }] }],
    },
  ];
  return { word, t, groups, sum, lse: sumOf(state, sum) };
}

/** ln Σ exp y at t: the server's, where it was asked about this time stamp, or from a probability that the trace holds.
 * @param {State} state @param {number} y @returns {number | null} */
function sumOf({ derived, trace, t, word }, y) {
  if (derived?.trace === trace && derived.t === t && derived.answer?.log_sum_exp !== undefined) return derived.answer.log_sum_exp;
  const likely = trace.outputs[t]?.top.find(({ token }) => token === word);
  return likely && likely.probability > 0 ? y - Math.log(likely.probability) : null;
}
