// One number taken apart into what it was added up from, read off the cell's own description. Pure.
//
//   unit     i, the unit whose number is asked for
//   product  W[i,j] · x(t)[j], U[i,k] · h(t−1)[k], or a bias on its own
//   group    the products of one weight; the biases together are one group, as in the diagram
//   sum      all products: a(t)[i] where φ follows, the value itself where none does
//   value    the number asked for, as the trace holds it

import { gatesOf, isAddend, sumOf } from "../../gates.js";
import { editAt } from "../../interventions.js";
import { layerMark } from "../../layers.js";
import { layerOf } from "../../state.js";

/** @typedef {import("../../types.js").Matrix} Matrix */
/** @typedef {import("../../types.js").State} State */
/** @typedef {import("../../types.js").Symbol} Symbol */
/** @typedef {import("../../types.js").Term} Term */

/** A factor as it is written, U[48,58], h(1)[58] or, with a word before the other indices, W_y[boy,58]; `t` is null
 * for a weight; `label` is how a symbol is written that has no letter of its own: tanh(c(t)).
 * @typedef {{name: string, t: number | null, at: string[], value: number, word?: string, label?: string, layer?: string,
 *   complement?: boolean}} Part  layer: as it stands above the letter; complement: 1 minus it is what counts */

/** `index` is the column of the weight: which unit of h(t−1), which dimension of x(t); null for a bias.
 * @typedef {{parts: Part[], product: number, weight: string | null, index: number | null}} Product */

/** `role` tells what the weight multiplies; `of` is that, at its time stamp.
 * @typedef {{name: string, weight: string | null, of: {name: string, t: number} | null,
 *   role: "carried" | "input" | "bias" | "mix", total: number, terms: Product[], layer?: string, outer?: string}} Group
 *   its terms by falling size; outer: what multiplies them all */

/** @typedef {{symbol: Symbol, argument: Symbol | null, t: number, unit: number, groups: Group[], sum: number,
 *   value: number, set: boolean, layer: string}} Derivation  argument: what φ squashes; set: an edit put the value there;
 *   layer: as it stands above its letters */

const ORDER = ["carried", "input", "mix", "bias"];

/** What is derived: the chosen symbol, or, where that is only a part of a sum and no edit set it, what the sum becomes.
 * @param {Symbol[]} symbols @param {string} chosen @param {(name: string) => boolean} [set] @returns {Symbol} */
export function resultOf(symbols, chosen, set = () => false) {
  const last = symbols[symbols.length - 1];
  let symbol = symbols.find(({ name, kind }) => name === chosen && kind !== "input") ?? last;
  while (symbol.kind === "affine" && !set(symbol.name)) {
    const part = symbol.name;
    const user = symbols.find(({ terms }) => terms.some(({ factors }) => factors.some(({ name, lag }) => name === part && lag === 0)));
    if (!user) return symbol;
    symbol = user;
  }
  return symbol;
}

/** The symbol whose unit is asked for: where a cell has gates, the one that was clicked or the last; else the heatmap's.
 * @param {Pick<State, "trace" | "symbol" | "of">} state @returns {string} */
export const askedSymbol = ({ trace: { symbols }, symbol, of }) =>
  gatesOf(symbols).length ? (of ?? symbols[symbols.length - 1].name) : symbol;

/** The symbol whose unit is derived. @param {Pick<State, "trace" | "symbol" | "of" | "memory" | "t">} state @param {number} unit @returns {Symbol} */
export const derivedSymbol = (state, unit) => resultOf(state.trace.symbols, askedSymbol(state), setIn(state, unit));

/** Which symbols of a unit an edit set at t. @param {Pick<State, "trace" | "memory" | "t">} state @param {number} unit */
const setIn = ({ trace, memory, t }, unit) => (/** @type {string} */ name) => editAt(trace, layerOf({ trace, memory }), name, t, unit) >= 0;

/** A symbol at t; time stamp −1 is what the network was given to begin with.
 * @param {State} state @param {string} name @param {number} t @param {number} [layer] @returns {Float32Array} (size,) */
export function valuesAt({ trace, memory }, name, t, layer = layerOf({ trace, memory })) {
  const { initial, values } = trace.layers[layer];
  if (t < 0) return initial[name];
  const { cols, data } = values[name];
  return data.subarray(t * cols, (t + 1) * cols);
}

/** @param {State} state @param {number} unit @returns {Derivation} */
export function derivationOf(state, unit) {
  const { symbols } = state.trace;
  const symbol = derivedSymbol(state, unit);
  const argument = symbol.kind === "squash" ? (named(symbols, symbol.terms[0].factors[0].name) ?? null) : null;
  const set = setIn(state, unit);
  const opened = argument && !set(argument.name) ? argument : symbol;
  const groups = grouped(addends(opened, symbols, set).map((term) => multiplied(state, term, unit, set)));
  const value = valuesAt(state, symbol.name, state.t)[unit];
  const sum = groups.reduce((all, { total }) => all + total, 0);
  return { symbol, argument, t: state.t, unit, groups, sum, value, set: set(symbol.name), layer: layerMark(state) };
}

/** @param {Symbol[]} symbols @param {string} name */
const named = (symbols, name) => symbols.find((symbol) => symbol.name === name);

/** The terms of a sum, with the sums among them opened, but for those that an edit set.
 * @param {Symbol} symbol @param {Symbol[]} symbols @param {(name: string) => boolean} set @returns {Term[]} */
function addends({ terms }, symbols, set) {
  return terms.flatMap((term) => {
    const [{ name, lag }] = term.factors;
    const inner = term.factors.length === 1 && lag === 0 ? named(symbols, name) : undefined;
    if (!inner || !(inner.kind === "affine" || isAddend(symbols, inner)) || set(name)) return [term];
    return addends(inner, symbols, set).map(({ factors, sign }) => ({ factors, sign: sign * term.sign }));
  });
}

/** A term, and where symbols multiply a weight's products or a bias, as r does in r∘(U h(t−1) + b), those products.
 * @param {State} state @param {Term} term @param {number} unit @param {(name: string) => boolean} set @returns {Group} */
function multiplied(state, term, unit, set) {
  const [last, ...before] = [...term.factors].reverse();
  const inner = named(state.trace.symbols, last.name);
  const product = inner?.kind === "affine" && inner.terms.length === 1 && !set(last.name) ? inner.terms[0] : null;
  const bias = last.name in state.weights[layerOf(state)];
  if (before.length === 0 || !(product || bias)) return groupOf(state, term, unit);
  const group = groupOf(state, product ? { ...product, sign: product.sign * term.sign } : { sign: term.sign, factors: [last] }, unit);
  const outer = mixOf(state, { sign: 1, factors: before.reverse() }, unit);
  const terms = group.terms.map((each) => ({ ...each, product: each.product * outer.total, parts: [...outer.terms[0].parts, ...each.parts] }));
  return { ...group, total: group.total * outer.total, terms, outer: before.map(({ name }) => name).join("∘") };
}

/** @param {State} state @param {Term} term @param {number} unit @returns {Group} */
function groupOf(state, { factors, sign }, unit) {
  const weights = state.weights[layerOf(state)];
  const [first, second] = factors;
  const weight = weights[first.name];
  if (weight === undefined) return mixOf(state, { factors, sign }, unit);
  const layer = layerMark(state);
  if (!("data" in weight)) return biasOf(first.name, weight[unit], sign, unit, layer);
  const t = state.t - second.lag;
  const input = named(state.trace.symbols, second.name)?.kind === "input";
  const row = { name: first.name, weight, unit, sign, layer };
  const terms = productsOf(row, { name: second.name, t, values: valuesAt(state, second.name, t) });
  return {
    name: first.name, weight: first.name, of: { name: second.name, t }, role: input ? "input" : "carried",
    total: totalOf(terms), terms, layer,
  };
}

/** A row of a weight times a vector, the largest product first.
 * @param {{name: string, weight: Matrix, unit: number, sign: number, layer: string}} row
 * @param {{name: string, t: number, values: Float32Array}} vector @returns {Product[]} */
function productsOf({ name, weight, unit, sign, layer }, { name: of, t, values }) {
  const terms = Array.from(values, (value, index) => {
    const factor = weight.data[unit * weight.cols + index];
    return {
      weight: name, index, product: sign * factor * value,
      parts: [
        { name, t: null, at: [String(unit), String(index)], value: factor, layer },
        { name: of, t, at: [String(index)], value, layer },
      ],
    };
  });
  return bySize(terms);
}

/** @param {string} name @param {number} value @param {number} sign @param {number} unit @param {string} layer @returns {Group} */
function biasOf(name, value, sign, unit, layer) {
  const parts = [{ name, t: null, at: [String(unit)], value, layer }];
  const terms = [{ weight: name, index: null, product: sign * value, parts }];
  return { name: "b", weight: null, of: null, role: "bias", total: sign * value, terms, layer };
}

/** Whether a symbol has no letter of its own. @param {Symbol[]} symbols @param {Symbol} symbol */
const isSpelledOut = (symbols, symbol) => isAddend(symbols, symbol) || (symbol.kind === "squash" && !sumOf(symbols, symbol));

/** Symbols times each other, unit by unit, as gates are used.
 * @param {State} state @param {Term} term @param {number} unit @returns {Group} */
function mixOf(state, { factors, sign }, unit) {
  const parts = factors.map(({ name, lag, complement }) => {
    const t = state.t - lag;
    const value = valuesAt(state, name, t)[unit];
    const symbol = named(state.trace.symbols, name);
    const label = symbol && isSpelledOut(state.trace.symbols, symbol) ? { label: symbol.label } : {};
    return { name, t, at: [String(unit)], value: complement ? 1 - value : value, layer: layerMark(state), ...(complement ? { complement } : {}), ...label };
  });
  const product = parts.reduce((whole, { value }) => whole * value, sign);
  return { name: "", weight: null, of: null, role: "mix", total: product, terms: [{ weight: null, index: null, product, parts }] };
}

/** In the order of the diagram; the biases are one group, and so are products without a weight.
 * @param {Group[]} groups @returns {Group[]} */
function grouped(groups) {
  return ORDER.flatMap((role) => {
    const alike = groups.filter((group) => group.role === role);
    if (alike.length < 2 || role === "carried" || role === "input") return alike;
    // What a gate multiplies one of, as r does b_hn, is no one sum of biases.
    if (alike.some(({ outer }) => outer !== alike[0].outer)) return alike.map((group) => ({ ...group, name: group.terms[0].weight ?? group.name }));
    const terms = alike.flatMap((group) => group.terms);
    return [{ ...alike[0], total: totalOf(terms), terms: role === "mix" ? bySize(terms) : terms }];
  });
}

/** @template {{product: number}} T @param {T[]} terms @returns {T[]} */
export const bySize = (terms) => terms.sort((a, b) => Math.abs(b.product) - Math.abs(a.product));

/** @param {{product: number}[]} terms @returns {number} */
export const totalOf = (terms) => terms.reduce((sum, { product }) => sum + product, 0);
