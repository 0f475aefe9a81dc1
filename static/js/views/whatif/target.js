// What the panel can set: the pinned unit of the chosen symbol, or the pinned dimension of x(t), now. Pure.

import { gatesOf } from "../../gates.js";
import { rangeOf } from "../../scale.js";
import { layerOf } from "../../state.js";

/** @typedef {import("../../types.js").State} State */
/** @typedef {import("../../types.js").Symbol} Symbol */

/** @typedef {{symbol: Symbol, unit: number, value: number, min: number, max: number}} Target */

/** @param {State} state @returns {Target | null} null where nothing is pinned */
export function targetOf(state) {
  const { trace, model, unit, dim } = state;
  const symbol = dim === null ? pinnedSymbol(state) : trace.symbols.find(({ kind }) => kind === "input");
  const at = dim ?? unit;
  if (at === null || symbol === undefined || trace.tokens.length === 0) return null;
  const { min, max } = rangeOf(symbol, model);
  return { symbol, unit: at, value: entryOf(state, symbol.name, at), min, max };
}

/** The chosen symbol, of which the unit is one: x has none. @param {Pick<State, "trace" | "symbol">} state @returns {Symbol} */
export const symbolOf = ({ trace: { symbols }, symbol }) =>
  symbols.find(({ name, kind }) => name === symbol && kind !== "input") ?? symbols[symbols.length - 1];

/** Where a cell has gates, what was clicked; else the chosen symbol. @param {State} state @returns {Symbol} */
function pinnedSymbol(state) {
  const { symbols } = state.trace;
  const last = symbols[symbols.length - 1];
  return gatesOf(symbols).length === 0 ? symbolOf(state) : (symbols.find(({ name }) => name === state.of) ?? last);
}

/** @param {State} state @param {string} name @param {number} unit */
function entryOf({ trace, memory, t }, name, unit) {
  const { cols, data } = trace.layers[layerOf({ trace, memory })].values[name];
  return data[t * cols + unit];
}
