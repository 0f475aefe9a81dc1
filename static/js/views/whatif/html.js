// Elements of the panel; text becomes a text node, so that nothing a person typed is ever read as markup.

/** @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag @param {string} [name] class @param {...(Node | string)} children @returns {HTMLElementTagNameMap[Tag]} */
export function html(tag, name = "", ...children) {
  const element = document.createElement(tag);
  if (name) element.className = name;
  element.append(...children);
  return element;
}

/** @param {string} name @param {string} text @param {() => void} [act] without one it submits its form */
export function button(name, text, act) {
  const element = html("button", name, text);
  element.type = act ? "button" : "submit";
  if (act) element.addEventListener("click", act);
  return element;
}

/** @param {string} type @param {string} name @param {Record<string, string>} [attributes] */
export function input(type, name, attributes = {}) {
  const element = html("input", name);
  Object.assign(element, { type, autocomplete: "off" });
  for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value);
  return element;
}
