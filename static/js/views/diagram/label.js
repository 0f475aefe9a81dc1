// Labels of the open cell in pieces: letters in italics, what stands below their line, time stamps. Pure.

import { named } from "../../gates.js";

/** @typedef {import("../../types.js").Symbol} Symbol */
/** @typedef {import("../../types.js").Factor} Factor */
/** @typedef {import("../../types.js").Term} Term */
/** @typedef {{text: string, italic: boolean, below?: boolean}} Piece */

/** Text as it stands, or a name; `bare` leaves out its time stamp, `before` is a space.
 * @typedef {string | (Factor & {bare?: boolean, before?: string})} Spelled */

/** U h(1): a product, or one name. @param {...Factor} factors @returns {Spelled[]} */
export const factorPieces = (...factors) => factors.map((factor, i) => (i ? { ...factor, before: "\u2009" } : factor));

/** (1−z)∘n, z∘h(1), r∘(U_n h(1) + b_hn): only what is not of this time stamp says of which one it is.
 * @param {Symbol[]} symbols @param {Term[]} terms  more than one begin with the same symbol @returns {Spelled[]} */
export function productPieces(symbols, terms) {
  if (terms.length === 1) return joined(terms[0].factors.map((factor) => once(symbols, factor)), "∘");
  const inner = terms.map(({ factors }) => joined(factors.slice(1).map((factor) => once(symbols, factor)), "∘"));
  const sum = inner.flatMap((pieces, i) => [...(i ? [terms[i].sign < 0 ? " − " : " + "] : []), ...pieces]);
  return [...once(symbols, terms[0].factors[0]), "∘(", ...sum, ")"];
}

/** @param {Spelled[][]} parts @param {string} between @returns {Spelled[]} */
const joined = (parts, between) => parts.flatMap((pieces, i) => (i ? [between, ...pieces] : pieces));

/** A factor inside a product; a product with a weight is written out. @param {Symbol[]} symbols @param {Factor} factor
 * @returns {Spelled[]} */
function once(symbols, factor) {
  const symbol = named(symbols, factor.name);
  if (symbol?.kind === "affine") return factorPieces(...(symbol.terms[0]?.factors ?? []));
  const spelled = { ...factor, bare: factor.lag === 0 };
  return factor.complement ? ["(1−", spelled, ")"] : [spelled];
}

/** A label in pieces, letters in italics: U h(1).
 * @param {{spelled: Spelled[]}} strip @param {Symbol[]} symbols @param {number} t @param {string} [mark]  of the layer
 * @returns {Piece[]} */
export function labelOf({ spelled }, symbols, t, mark = "") {
  return spelled.flatMap((piece) => {
    if (typeof piece === "string") return [{ text: piece, italic: false }];
    const { name, lag, bare, before = "" } = piece;
    const [letter, below] = name.split("_");
    /** @type {Piece[]} */
    const pieces = [{ text: before + letter, italic: true }];
    if (mark) pieces.push({ text: mark, italic: false });
    if (below) pieces.push({ text: below, italic: false, below: true });
    if (!bare && named(symbols, name)) pieces.push({ text: `(${signed(t - lag)})`, italic: false });
    return pieces;
  });
}

/** @param {number} t @returns {string} with a true minus */
export const signed = (t) => (t < 0 ? `−${-t}` : String(t));
