// Numbers and symbols as the panel writes them. Pure.

import { format } from "../../scale.js";

/** @typedef {import("./terms.js").Part} Part */
/** @typedef {"letter" | "sub" | "plain" | "index" | "time"} Style */
/** @typedef {{text: string, style: Style}} Piece */

/** "+0.35", "−0.27", "0". @param {number} value @returns {string} */
export const signed = (value) => {
  const text = format(value);
  return value > 0 && text !== "0" ? `+${text}` : text;
};

/** A whole number with a true minus. @param {number} t */
export const whole = (t) => (t < 0 ? `−${-t}` : String(t));

/** A tick of an axis: as few decimals as it needs. @param {number} value */
export const tick = (value) => whole(Number(value.toPrecision(6)));

const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** "1 · 10⁻⁷". @param {number} value @returns {string} */
export function scientific(value) {
  if (value === 0) return "0";
  const [digits, power] = Math.abs(value).toExponential(0).split("e");
  const raised = [...power.replace("+", "")].map((sign) => (sign === "-" ? "⁻" : SUPERSCRIPTS[Number(sign)])).join("");
  return `${digits} · 10${raised}`;
}

/** "0.36 · 0.97"; nothing for a term that is only itself. @param {Part[]} parts @returns {string} */
export const factors = (parts) => (parts.length > 1 ? parts.map(({ value }) => format(value)).join(" · ") : "");

/** A name and its subscript: b_hh, W_y. @param {string} name @returns {Piece[]} */
export function letters(name) {
  const [letter, sub] = name.split("_");
  return sub ? [{ text: letter, style: "letter" }, { text: sub, style: "sub" }] : [{ text: name, style: "letter" }];
}

/** U[48,58] · h(1)[58] in pieces, for letters to be set in italics. @param {Part[]} parts @returns {Piece[]} */
export function label(parts) {
  return parts.flatMap(({ name, t, at }, i) => {
    /** @type {Piece[]} */
    const pieces = i > 0 ? [{ text: " · ", style: "plain" }] : [];
    pieces.push(...letters(name));
    if (t !== null) pieces.push({ text: `(${whole(t)})`, style: "time" });
    return [...pieces, { text: `[${at.join(",")}]`, style: "index" }];
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
