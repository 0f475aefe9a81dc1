// Numbers and symbols as the panel writes them. Pure.

import { fixed, scientific } from "../../scale.js";

/** @typedef {import("./terms.js").Part} Part */
/** @typedef {"letter" | "sub" | "plain" | "index" | "time" | "word"} Style  a word gives way where there is no room */
/** @typedef {{text: string, style: Style}} Piece */

/** Decimals of the panel: with two, the sum of a third of all units would not close. */
export const DECIMALS = 3;

/** "−0.268". @param {number} value @returns {string} */
export const number = (value) => fixed(value, DECIMALS);

/** "+0.352", "−0.268", "0". @param {number} value @param {number} [decimals] @returns {string} */
export const signed = (value, decimals = DECIMALS) => {
  const text = fixed(value, decimals);
  return value > 0 && text !== "0" ? `+${text}` : text;
};

/** A whole number with a true minus. @param {number} t */
export const whole = (t) => (t < 0 ? `−${-t}` : String(t));

/** A tick of an axis: as few decimals as it needs. @param {number} value */
export const tick = (value) => whole(Number(value.toPrecision(6)));

/** "0.362 · 0.974"; nothing for a term that is only itself. @param {Part[]} parts @param {number} [decimals] @returns {string} */
export const factors = (parts, decimals = DECIMALS) => (parts.length > 1 ? parts.map(({ value }) => fixed(value, decimals)).join(" · ") : "");

/** A name and its subscript: b_hh, W_y; above it the layer that it is of. @param {string} name @param {string} [mark]
 * @returns {Piece[]} */
export function letters(name, mark = "") {
  const [letter, sub] = name.split("_");
  /** @type {Piece[]} */
  const above = mark ? [{ text: mark, style: "time" }] : [];
  return [{ text: letter, style: "letter" }, ...above, ...(sub ? [/** @type {Piece} */ ({ text: sub, style: "sub" })] : [])];
}

/** tanh(c(2)), z(2)∘h(1): single letters in italics. @param {string} text @param {number} t @returns {Piece[]} */
export const spelledOut = (text, t) => text.replaceAll("(t)", `(${whole(t)})`).replaceAll("(t−1)", `(${whole(t - 1)})`).split(/(\b[a-z]\b)/).map((piece, i) => ({ text: piece, style: i % 2 ? "letter" : "time" }));

/** U[48,58] · h(1)[58] in pieces, for letters to be set in italics. @param {Part[]} parts @returns {Piece[]} */
export function label(parts) {
  return parts.flatMap(({ name, t, at, word, label: own, layer, complement }, i) => {
    /** @type {Piece[]} */
    const pieces = i > 0 ? [{ text: " · ", style: "plain" }] : [];
    if (complement) pieces.push({ text: "(1 − ", style: "plain" });
    pieces.push(...(own ? spelledOut(own, t ?? 0) : letters(name, layer)));
    if (t !== null && !own) pieces.push({ text: `(${whole(t)})`, style: "time" });
    if (word === undefined) return [...pieces, { text: `[${at.join(",")}]`, style: "index" }, ...(complement ? [/** @type {Piece} */ ({ text: ")", style: "plain" })] : [])];
    return [...pieces, { text: "[", style: "index" }, { text: word, style: "word" }, { text: `${["", ...at].join(",")}]`, style: "index" }];
  });
}

/** "U h(1)", "b", and where a gate multiplies them "r∘(U_n h(1))".
 * @param {{name: string, weight: string | null, of: {name: string, t: number} | null, layer?: string, outer?: string}} group
 * @returns {Piece[]} */
export function groupLabel({ name, weight, of, layer, outer }) {
  /** @type {Piece[]} */
  const inner = weight === null || of === null ? letters(name, name ? layer : "")
    : [...letters(weight, layer), { text: "\u2009", style: "plain" }, ...letters(of.name, layer), { text: `(${whole(of.t)})`, style: "plain" }];
  if (!outer) return inner;
  const [open, close] = weight === null ? ["∘", ""] : ["∘(", ")"];
  return [...letters(outer), { text: open, style: "plain" }, ...inner, { text: close, style: "plain" }];
}

/** @param {Piece[]} pieces @returns {string} */
export const plain = (pieces) => pieces.map(({ text, style }) => (style === "sub" ? `_${text}` : text)).join("");

/** A positive number of any size: "24.8", "0.00313", "12,400". @param {number} value @returns {string} */
export function amount(value) {
  if (value >= 1e7) return scientific(value);
  if (value >= 1000) return Math.round(value).toLocaleString("en");
  return value < 1e-4 ? scientific(value) : String(Number(value.toPrecision(3)));
}
