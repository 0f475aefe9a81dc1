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

/** A name and its subscript: b_hh, W_y. @param {string} name @returns {Piece[]} */
export function letters(name) {
  const [letter, sub] = name.split("_");
  return sub ? [{ text: letter, style: "letter" }, { text: sub, style: "sub" }] : [{ text: name, style: "letter" }];
}

/** tanh(c(2)): single letters in italics. @param {string} text @param {number} t @returns {Piece[]} */
const spelledOut = (text, t) => text.replaceAll("(t)", `(${whole(t)})`).split(/(\b[a-z]\b)/).map((piece, i) => ({ text: piece, style: i % 2 ? "letter" : "time" }));

/** U[48,58] · h(1)[58] in pieces, for letters to be set in italics. @param {Part[]} parts @returns {Piece[]} */
export function label(parts) {
  return parts.flatMap(({ name, t, at, word, label: own }, i) => {
    /** @type {Piece[]} */
    const pieces = i > 0 ? [{ text: " · ", style: "plain" }] : [];
    pieces.push(...(own ? spelledOut(own, t ?? 0) : letters(name)));
    if (t !== null && !own) pieces.push({ text: `(${whole(t)})`, style: "time" });
    if (word === undefined) return [...pieces, { text: `[${at.join(",")}]`, style: "index" }];
    return [...pieces, { text: "[", style: "index" }, { text: word, style: "word" }, { text: `${["", ...at].join(",")}]`, style: "index" }];
  });
}

/** "U h(1)", "b". @param {{name: string, weight: string | null, of: {name: string, t: number} | null}} group @returns {Piece[]} */
export function groupLabel({ name, weight, of }) {
  if (weight === null || of === null) return letters(name);
  return [...letters(weight), { text: "\u2009", style: "plain" }, ...letters(of.name), { text: `(${whole(of.t)})`, style: "plain" }];
}

/** @param {Piece[]} pieces @returns {string} */
export const plain = (pieces) => pieces.map(({ text, style }) => (style === "sub" ? `_${text}` : text)).join("");

/** A positive number of any size: "24.8", "0.00313", "12,400". @param {number} value @returns {string} */
export function amount(value) {
  if (value >= 1e7) return scientific(value);
  if (value >= 1000) return Math.round(value).toLocaleString("en");
  return value < 1e-4 ? scientific(value) : String(Number(value.toPrecision(3)));
}
