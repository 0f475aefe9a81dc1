// What the panel can set: the pinned unit of the chosen symbol, or the pinned dimension of x(t), now. Pure.

import { rangeOf } from "../../scale.js";

/** @typedef {import("../../types.js").State} State */
/** @typedef {import("../../types.js").Symbol} Symbol */

/** The layer that the diagram shows. */
export const LAYER = 0;

/** @typedef {{symbol: Symbol, unit: number, value: number, min: number, max: number}} Target */

/** @param {State} state @returns {Target | null} null where nothing is pinned */
export function targetOf(state) {
  const { trace, model, unit, dim, t } = state;
  const symbol = dim === null ? symbolOf(state) : trace.symbols.find(({ kind }) => kind === "input");
  const at = dim ?? unit;
  if (at === null || symbol === undefined || trace.tokens.length === 0) return null;
  const { min, max } = rangeOf(symbol, model);
  return { symbol, unit: at, value: entryOf(trace, symbol.name, t, at), min, max };
}

/** The chosen symbol, of which the unit is one: x has none. @param {Pick<State, "trace" | "symbol">} state @returns {Symbol} */
export const symbolOf = ({ trace: { symbols }, symbol }) =>
  symbols.find(({ name, kind }) => name === symbol && kind !== "input") ?? symbols[symbols.length - 1];

/** @param {import("../../types.js").Trace} trace @param {string} name @param {number} t @param {number} unit */
export function entryOf({ layers }, name, t, unit) {
  const { cols, data } = layers[LAYER].values[name];
  return data[t * cols + unit];
}
