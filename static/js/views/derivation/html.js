// Elements of the panel; text becomes a text node, so that nothing a person typed is ever read as markup.

/** @typedef {import("./write.js").Piece} Piece */
/** @typedef {import("./sentence.js").SentencePiece} SentencePiece */
/** @typedef {import("./sentence.js").TermOfArt} TermOfArt */

/** @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag @param {string} [name] class @param {...(Node | string)} children @returns {HTMLElementTagNameMap[Tag]} */
export function html(tag, name = "", ...children) {
  const element = document.createElement(tag);
  if (name) element.className = name;
  element.append(...children);
  return element;
}

/** @param {string} name @param {string} text @param {() => void} act */
export function button(name, text, act) {
  const element = html("button", name, text);
  element.type = "button";
  element.addEventListener("click", act);
  return element;
}

/** A term of art, as templates/macros.html writes it: views/explanation.js shows its one sentence.
 * @param {TermOfArt} term */
export function explained({ term, text }) {
  const element = button("term", text, () => {});
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
