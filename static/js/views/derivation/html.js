// Pieces of writing as elements: letters in italics, terms of art, words that are cut where the room ends.

import { button, html } from "../../html.js";

/** @typedef {import("./write.js").Piece} Piece */
/** @typedef {import("./sentence.js").SentencePiece} SentencePiece */
/** @typedef {import("./sentence.js").TermOfArt} TermOfArt */

/** A term of art, as templates/macros.html writes it: views/explanation.js shows its one sentence.
 * @param {TermOfArt} term */
export function explained({ term, text }) {
  const element = button("term", text);
  element.dataset.term = term;
  element.setAttribute("aria-describedby", `term-${term}`);
  return element;
}

const TAGS = /** @type {const} */ ({ letter: "i", sub: "sub", index: "small", time: "span", word: "small" });

/** Letters in italics, subscripts below. @param {Piece[]} pieces @returns {(Node | string)[]} */
export const written = (pieces) =>
  pieces.map(({ text, style }) => (style === "plain" ? text : html(TAGS[style], style === "time" || style === "word" ? style : "", text)));

/** Written, and where a word is among the pieces, it alone is cut where the room ends.
 * @param {Piece[]} pieces @returns {(Node | string)[]} */
export function fitted(pieces) {
  const at = pieces.findIndex(({ style }) => style === "word");
  if (at < 0) return written(pieces);
  const kept = (/** @type {Piece[]} */ some) => html("span", "kept", ...written(some));
  return [html("span", "cut", kept(pieces.slice(0, at)), ...written([pieces[at]]), kept(pieces.slice(at + 1)))];
}

/** @param {SentencePiece[]} pieces @returns {(Node | string)[]} */
export const spelled = (pieces) =>
  pieces.flatMap((piece) => {
    if (typeof piece === "string") return [piece];
    return "term" in piece ? [explained(piece)] : written([piece]);
  });
