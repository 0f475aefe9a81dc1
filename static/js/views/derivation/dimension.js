// A dimension of x(t): which number of the embedding it is, and which units it pushes most. Pure.

import { editAt } from "../../interventions.js";
import { layerOf } from "../../state.js";
import { bySize, valuesAt } from "./terms.js";

/** @typedef {import("../../types.js").State} State */
/** @typedef {import("./terms.js").Product} Product */
/** @typedef {{dim: number, t: number, input: string, id: number, text: string, known: boolean, value: number, set: boolean,
 *   learned: number | null, weight: string, terms: Product[]}} Dimension  set: not the embedding's number stands there;
 *   learned is that number, null where it is not on screen; terms by falling size, the index of each is the unit it goes to */

/** @param {State} state @param {number} dim @returns {Dimension} */
export function dimensionOf(state, dim) {
  const { trace, original, t } = state;
  const { id, text, known } = trace.tokens[t];
  const input = trace.symbols.find(({ kind }) => kind === "input") ?? trace.symbols[0];
  const value = valuesAt(state, input.name, t)[dim];
  const set = editAt(trace, layerOf(state), input.name, t, dim) >= 0;
  const learned = !set ? value : original?.tokens[t]?.id === id ? valuesAt({ ...state, trace: original }, input.name, t)[dim] : null;
  return { dim, t, input: input.name, id, text, known, value, set, learned, ...pushes(state, input.name, dim, value) };
}

/** @param {State} state @param {string} input @param {number} dim @param {number} value
 * @returns {{weight: string, terms: Product[]}} */
function pushes({ trace, weights, memory, t }, input, dim, value) {
  const products = trace.symbols.flatMap(({ terms }) => terms).filter(({ factors }) => factors.some(({ name }) => name === input));
  const weight = products[0]?.factors[0].name ?? "";
  const matrix = weights[layerOf({ trace, memory })][weight];
  if (!matrix || !("data" in matrix)) return { weight, terms: [] };
  const terms = Array.from({ length: matrix.rows }, (_, unit) => {
    const factor = matrix.data[unit * matrix.cols + dim];
    return {
      weight, index: unit, product: factor * value,
      parts: [
        { name: weight, t: null, at: [String(unit), String(dim)], value: factor },
        { name: input, t, at: [String(dim)], value },
      ],
    };
  });
  return { weight, terms: bySize(terms) };
}
