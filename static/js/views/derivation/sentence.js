// A sentence in pieces: text, letters in italics, and terms of art, which the page explains on hover and on focus. Pure.

/** A term by its name in the glossary, app/glossary.py. @typedef {{term: string, text: string}} TermOfArt */
/** @typedef {string | TermOfArt | import("./write.js").Piece} SentencePiece */

/** @param {string} text translated, with its places in {braces}
 * @param {Record<string, SentencePiece | number>} values @returns {SentencePiece[]} */
export const sentence = (text, values) =>
  text.split(/\{(\w+)\}/).map((piece, i) => {
    if (i % 2 === 0) return piece;
    const value = values[piece] ?? `{${piece}}`;
    return typeof value === "number" ? String(value) : value;
  });

/** @param {SentencePiece[]} pieces @returns {string} */
export const said = (pieces) => pieces.map((piece) => (typeof piece === "string" ? piece : piece.text)).join("");
