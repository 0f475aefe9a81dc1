// The open cell from left to right: strips, and what stands between them. Pure.
//
//   between  +, −, =, or a product such as "∘ o ="; φ with its curve; or a gap that says nothing
//   role     what a strip is in the whole: U h(t−1), W x(t), b, their sum, what φ makes of it, …

import { gatesOf, isAddend, named, sumOf, writtenOut } from "../../gates.js";
import { factorPieces, productPieces } from "./label.js";

/** @typedef {import("../../types.js").Symbol} Symbol */
/** @typedef {import("../../types.js").Factor} Factor */
/** @typedef {import("../../types.js").Term} Term */

/** One strip: the signed sum of its terms, each a product of symbols or biases, unit by unit.
 * @typedef {object} StripPart
 * @property {"strip"} kind
 * @property {string} name       as a hover calls it: a symbol's name, or "b"
 * @property {string[]} of
 * @property {boolean} bias
 * @property {Term[]} terms
 * @property {import("./label.js").Spelled[]} spelled  its label
 * @property {string} [makes]    the symbol that a product, or a bias, enters
 * @property {"carried" | "input" | "bias" | "sum" | "gate" | "product" | "mix" | "carry" | "state"} role */

/** @typedef {{kind: "op" | "gap", text: string}} OpPart */
/** @typedef {{kind: "phi", text: string, phi: import("../../types.js").Phi, of: string}} PhiPart  φ, and what it makes */
/** @typedef {StripPart | OpPart | PhiPart} Part */

/** @param {Symbol} symbol @param {StripPart["role"]} role @returns {StripPart} */
export const symbolStrip = ({ name }, role) =>
  ({ kind: "strip", name, of: [name], bias: false, terms: [{ sign: 1, factors: [{ name, lag: 0 }] }], spelled: factorPieces({ name, lag: 0 }), role });

/** @param {string} text @returns {OpPart} */
const op = (text) => ({ kind: "op", text });

/** @param {Symbol} squash @returns {PhiPart} */
function phiPart({ name, phi }) {
  if (phi === null) throw new TypeError(`${name} is no squash: nothing says what its φ is.`);
  return { kind: "phi", text: phi.label, phi, of: name };
}

/** U h(t−1) + W x(t) + b = a(t), φ, h(t). @param {Symbol[]} symbols @param {Symbol} result
 * @param {Symbol} input @returns {Part[]} */
export function lineParts(symbols, result, input) {
  const sum = named(symbols, result.terms[0]?.factors[0]?.name ?? "") ?? result;
  const isBias = (/** @type {Term} */ { factors }) => factors.length === 1 && !named(symbols, factors[0].name);
  const strips = together(sum.terms.filter((term) => !isBias(term))).map((terms) => addendStrip(symbols, terms, input));
  const biases = sum.terms.filter(isBias);
  const ordered = [...strips.filter(({ strip }) => strip.role === "carried"), ...strips.filter(({ strip }) => strip.role === "input")];
  /** @type {Part[]} */
  const parts = [];
  for (const { strip, sign } of ordered) {
    if (parts.length || sign < 0) parts.push(op(sign < 0 ? "−" : "+"));
    parts.push(strip);
  }
  if (biases.length) parts.push(op("+"), biasStrip(biases, result.name));
  const role = gatesOf(symbols).includes(result) ? "gate" : "state";
  return [...parts, op("="), symbolStrip(sum, "sum"), phiPart(result), symbolStrip(result, role)];
}

/** Neighbours that begin with the same symbol are one strip: r∘(U h(t−1) + b). @param {Term[]} terms @returns {Term[][]} */
function together(terms) {
  /** @type {Term[][]} */
  const groups = [];
  for (const term of terms) {
    const last = groups.at(-1);
    const alike = last && term.factors.length > 1 && last[0].factors.length > 1 && last[0].factors[0].name === term.factors[0].name;
    if (alike) last.push(term);
    else groups.push([term]);
  }
  return groups;
}

/** @param {Symbol[]} symbols @param {Term[]} terms @param {Symbol} input @returns {{strip: StripPart, sign: number}} */
function addendStrip(symbols, terms, input) {
  const [{ factors, sign }] = terms;
  const product = named(symbols, factors[factors.length - 1].name);
  const fed = (product?.terms ?? []).some((term) => term.factors.some(({ name }) => name === input.name));
  const role = fed ? "input" : "carried";
  if (terms.length === 1 && factors.length === 1 && product) {
    const spelled = factorPieces(...(product.terms[0]?.factors ?? []));
    return { sign, strip: { kind: "strip", name: product.name, of: [product.name], bias: false, terms: [{ sign: 1, factors }], spelled, role } };
  }
  const own = terms.map((term) => ({ ...term, sign: term.sign * sign }));
  const spelled = productPieces(symbols, own);
  const name = spelled.map((piece) => (typeof piece === "string" ? piece : piece.name)).join("");
  return { sign, strip: { kind: "strip", name, of: own.flatMap((term) => term.factors.map((factor) => factor.name)), bias: false, terms: own, spelled, role } };
}

/** @param {Term[]} biases @param {string} makes @returns {StripPart} */
const biasStrip = (biases, makes) => ({
  kind: "strip", name: "b", of: biases.map(({ factors }) => factors[0].name), bias: true, terms: biases,
  spelled: factorPieces({ name: "b", lag: 0 }), role: "bias", makes,
});

/** The gates, and how each further symbol is made of them, down to the state. @param {Symbol[]} symbols
 * @param {Symbol[]} gates @returns {Part[]} */
export function mixParts(symbols, gates) {
  const state = symbols[symbols.length - 1];
  /** @type {Part[]} */
  const parts = gates.flatMap((gate, i) => [...(i ? [gap] : []), symbolStrip(gate, "gate")]);
  let shown = "";
  for (const symbol of symbols) {
    if (symbol.kind !== "mix" && (symbol.kind !== "squash" || sumOf(symbols, symbol))) continue;
    if (isAddend(symbols, symbol)) continue;
    const factors = symbol.terms.length === 1 ? symbol.terms[0].factors : [];
    const others = factors.filter(({ name, lag }) => name !== shown || lag > 0);
    const goesOn = others.length < factors.length;
    const role = symbol === state ? "state" : "mix";
    if (symbol.kind === "squash") parts.push(...(goesOn ? [] : [gap, symbolStrip(/** @type {Symbol} */ (named(symbols, factors[0].name)), "mix")]), phiPart(symbol));
    else if (goesOn) parts.push(op(`∘ ${others.map(({ name, complement }) => (complement ? `(1−${name})` : name)).join(" ∘ ")} =`));
    else parts.push(gap, ...termStrips(symbols, symbol.terms, symbol.name), op("="));
    parts.push(symbol.kind === "squash" ? { ...symbolStrip(symbol, role), spelled: squashPieces(symbol) } : symbolStrip(symbol, role));
    shown = symbol.name;
  }
  return parts;
}

/** @type {OpPart} */
const gap = { kind: "gap", text: "" };

/** tanh(c(t)) @param {Symbol} symbol */
const squashPieces = (symbol) => [phiPart(symbol).text, "(", ...factorPieces(...symbol.terms[0].factors), ")"];

/** (1 − z)∘n + z∘h(t−1) @param {Symbol[]} symbols @param {Term[]} terms
 * @param {string} makes @returns {Part[]} */
const termStrips = (symbols, terms, makes) => terms.flatMap((term, i) => {
  const spelled = productPieces(symbols, [writtenOut(symbols, term)]);
  const whole = spelled.map((piece) => (typeof piece === "string" ? piece : `${piece.name}${piece.lag ? "′" : ""}`)).join("");
  const name = term.factors.length === 1 ? term.factors[0].name : whole;
  /** @type {StripPart} */
  const strip = { kind: "strip", name, of: term.factors.map((factor) => factor.name), bias: false, terms: [{ ...term, sign: 1 }], spelled, role: "product", makes };
  return [...(i ? [op(term.sign < 0 ? "−" : "+")] : []), strip];
});
