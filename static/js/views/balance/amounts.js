// How much of each sum comes from the word and how much from memory, or, where gates decide, how much of the state is new
// and how much is kept: read off the cell's own description.
//
//   memory  the affine symbols that multiply a state of the time stamp before: U h(t−1)
//   word    those that multiply the input: W x(t)
//   share   a product as it enters the sum of a gate that is opened, with what multiplies it there: r∘(U h(t−1))
//   kept    of a state that gates mix, the products with what was carried: z∘h(t−1), f∘c(t−1); the others are new
//   ‖v‖     the length of v, the root of the sum of its squares

import { gateNamed, gatesOf, isAddend, productsOf, sumOf, writtenOut } from "../../gates.js";
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

/** The carried state that gates mix of what is kept and what is new, h of a GRU or c of an LSTM; null where one gate is
 * opened, and where there is none. @param {Symbol[]} symbols @param {string | null} [gate]
 * @returns {{kept: Term[], fresh: Term[]} | null} */
export function mixOf(symbols, gate = null) {
  const isKept = (/** @type {Term} */ term) => writtenOut(symbols, term).factors.some(({ lag }) => lag > 0);
  const mixed = symbols.find((symbol) => symbol.kind === "mix" && !isAddend(symbols, symbol) && symbol.terms.some(isKept));
  if (!mixed || gatesOf(symbols).length === 0 || gateNamed(symbols, gate)) return null;
  return { kept: mixed.terms.filter(isKept), fresh: mixed.terms.filter((term) => !isKept(term)) };
}

/** What the two bars are of: each a list of strips, as sums of products. @param {Symbol[]} symbols @param {string | null} gate
 * @returns {{memory: Term[][], word: Term[][]}} */
function stripsOf(symbols, gate) {
  const mix = mixOf(symbols, gate);
  if (mix) return { memory: [mix.kept], word: [mix.fresh] };
  const { memory, word } = sourcesOf(symbols, gate);
  const shares = (/** @type {Symbol[]} */ sources) => sources.map((source) => [shareOf(symbols, gate, source)]);
  return { memory: shares(memory), word: shares(word) };
}

/** @param {Pick<State, "trace" | "unit" | "gate" | "memory">} state @returns {Amount[]} */
export function amountsOf({ trace, unit, gate, memory }) {
  const layer = layerOf({ trace, memory });
  const sources = stripsOf(trace.symbols, gate);
  /** @param {Term[]} terms @param {number} t */
  const row = (terms, t) => stripValues({ terms }, trace, {}, layer, t);
  /** @param {Term[][]} strips @param {number} t */
  const length = (strips, t) => Math.hypot(...strips.map((terms) => Math.hypot(...row(terms, t))));
  /** @param {Term[][]} strips @param {number} t */
  const sum = (strips, t) => strips.reduce((total, terms) => total + row(terms, t)[unit ?? 0], 0);
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
