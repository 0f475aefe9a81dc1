// How much of each sum comes from the word and how much from memory, read off the cell's own description.
//
//   memory  the affine symbols that multiply a state of the time stamp before: U h(t−1)
//   word    those that multiply the input: W x(t)
//   share   a product as it enters the sum of a gate that is opened, with what multiplies it there: r∘(U h(t−1))
//   ‖v‖     the length of v, the root of the sum of its squares

import { gateNamed, productsOf, sumOf } from "../../gates.js";
import { layerOf } from "../../state.js";
import { stripValues } from "../../values.js";

/** @typedef {import("../../types.js").State} State */
/** @typedef {import("../../types.js").Symbol} Symbol */
/** @typedef {import("../../types.js").Term} Term */

/** One pair for each time stamp; `unit` holds the pinned unit's own two sums, signed.
 * @typedef {{memory: number, word: number, unit: {memory: number, word: number} | null}} Amount */

/** Of the whole cell, or of one gate that is opened. @param {Symbol[]} symbols @param {string | null} [gate]
 * @returns {{memory: Symbol[], word: Symbol[]}} */
export function sourcesOf(symbols, gate = null) {
  const opened = gateNamed(symbols, gate);
  const sum = opened && sumOf(symbols, opened);
  const own = sum ? new Set(productsOf(symbols, sum).map(({ symbol }) => symbol)) : null;
  const inputs = new Set(symbols.filter(({ kind }) => kind === "input").map(({ name }) => name));
  /** @param {(factor: import("../../types.js").Factor) => boolean} is */
  const having = (is) => symbols.filter((symbol) => !own || own.has(symbol)).filter(({ kind, terms }) => kind === "affine" && terms.some(({ factors }) => factors.length > 1 && factors.some(is)));
  return { memory: having(({ lag }) => lag > 0), word: having(({ name, lag }) => lag === 0 && inputs.has(name)) };
}

/** @param {Symbol[]} symbols @param {string | null} gate @param {Symbol} source @returns {Term} */
export function shareOf(symbols, gate, { name }) {
  const opened = gateNamed(symbols, gate);
  const sum = opened && sumOf(symbols, opened);
  return sum?.terms.find(({ factors }) => factors.some((factor) => factor.name === name)) ?? { sign: 1, factors: [{ name, lag: 0 }] };
}

/** @param {Pick<State, "trace" | "unit" | "gate" | "memory">} state @returns {Amount[]} */
export function amountsOf({ trace, unit, gate, memory }) {
  const layer = layerOf({ trace, memory });
  const sources = sourcesOf(trace.symbols, gate);
  /** @param {Symbol} source @param {number} t */
  const row = (source, t) => stripValues({ terms: [shareOf(trace.symbols, gate, source)] }, trace, {}, layer, t);
  /** @param {Symbol[]} symbols @param {number} t */
  const length = (symbols, t) => Math.hypot(...symbols.map((source) => Math.hypot(...row(source, t))));
  /** @param {Symbol[]} symbols @param {number} t */
  const sum = (symbols, t) => symbols.reduce((total, source) => total + row(source, t)[unit ?? 0], 0);
  return trace.tokens.map((_token, t) => ({
    memory: length(sources.memory, t),
    word: length(sources.word, t),
    unit: unit === null ? null : { memory: sum(sources.memory, t), word: sum(sources.word, t) },
  }));
}

/** Where the bars stand, in px. @param {number} room @param {number} T @param {number} axis  kept free at the left
 * @returns {{column: number, bar: number, width: number, labels: boolean}} */
export function columnsOf(room, T, axis) {
  const column = Math.max(5, Math.min(112, (room - axis) / Math.max(1, T)));
  const bar = Math.max(2, Math.min(22, Math.floor(column * 0.32)));
  return { column, bar, width: axis + Math.floor(column * T), labels: column >= 44 };
}
