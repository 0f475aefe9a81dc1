// Elements of the panel; text becomes a text node, so that nothing a person typed is ever read as markup.

/** @typedef {import("./write.js").Piece} Piece */

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

const TAGS = /** @type {const} */ ({ letter: "i", sub: "sub", index: "small", time: "span" });

/** Letters in italics, subscripts below. @param {Piece[]} pieces @returns {(Node | string)[]} */
export const written = (pieces) =>
  pieces.map(({ text, style }) => (style === "plain" ? text : html(TAGS[style], style === "time" ? style : "", text)));
