// What the views draw with: one function makes every SVG element of the page, one writes its changing texts.

const NAMESPACE = "http://www.w3.org/2000/svg";

/** Make an SVG element. Attributes that are null, undefined or false are left out; text becomes a text node, so
 * that nothing a person typed is ever read as markup.
 * @template {keyof SVGElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string | number | boolean | null | undefined>} [attributes]
 * @param {...(Node | string | null | undefined | false)} children
 * @returns {SVGElementTagNameMap[Tag]} */
export function svg(tag, attributes = {}, ...children) {
  const element = document.createElementNS(NAMESPACE, tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) element.setAttribute(name, String(value));
  }
  for (const child of children) if (child) element.append(child);
  return element;
}

/** Write a text where it differs: the browser lays out anew even what is the same.
 * @param {Node} node @param {string} text */
export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}
