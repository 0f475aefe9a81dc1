// What the server is asked about the pinned unit or word. Pure.

import { layerOf } from "../../state.js";
import { derivedSymbol } from "./terms.js";

/** @typedef {import("../../types.js").State} State */
/** @typedef {import("../../types.js").Derived} Derived */
/** @typedef {Omit<Derived, "answer" | "problem">} Question */

/** @param {State} state @returns {Question | null} null where nothing is pinned */
export function questionOf({ model, trace, t, unit, word, dim, symbol, of, memory }) {
  if (trace.tokens.length === 0 || dim !== null || (unit === null && word === null)) return null;
  const asked = word === null && unit !== null ? derivedSymbol({ trace, symbol, of, memory, t }, unit).name : null;
  return { model: model.id, trace, t, symbol: asked, unit: word === null ? unit : null, word, layer: word === null ? layerOf({ trace, memory }) : null };
}

/** @param {Question | null} a @param {Question | null} b */
export function sameQuestion(a, b) {
  if (a === null || b === null) return a === b;
  return a.trace === b.trace && a.t === b.t && a.unit === b.unit && a.word === b.word && a.symbol === b.symbol && a.layer === b.layer;
}
