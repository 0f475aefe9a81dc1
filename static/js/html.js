// Elements of the page; text becomes a text node, so that nothing a person typed is ever read as markup.

/** @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag @param {string} [name] class @param {...(Node | string)} children @returns {HTMLElementTagNameMap[Tag]} */
export function html(tag, name = "", ...children) {
  const element = document.createElement(tag);
  if (name) element.className = name;
  element.append(...children);
  return element;
}

/** "U_n h(1)" with what is below its letters. @param {string} text @returns {(Node | string)[]} */
export const lettered = (text) => text.split(/_([A-Za-z]+)/).map((piece, i) => (i % 2 ? html("sub", "", piece) : piece));

/** @param {string} name @param {string} text @param {() => void} [act]  what a press does, where nobody else listens
 * @param {"button" | "submit"} [type] */
export function button(name, text, act, type = "button") {
  const element = html("button", name, text);
  element.type = type;
  if (act) element.addEventListener("click", act);
  return element;
}

/** Let a sentence be read out while the focus is among what it answers to: a step is told elsewhere.
 * @param {HTMLElement} root @param {HTMLElement} sentence */
export function liveWhileFocused(root, sentence) {
  root.addEventListener("focusin", () => sentence.setAttribute("aria-live", "polite"));
  root.addEventListener("focusout", () => sentence.removeAttribute("aria-live"));
}

/** Whether the caret stands right behind the last word. @param {HTMLInputElement} input */
export const isAtEnd = (input) => input.selectionEnd === input.value.length && !/\s$/.test(input.value) && input.value !== "";

/** Put others in the place of some buttons; the focus stays at its place among them. @param {HTMLElement} root @param {(Node | string)[]} children */
export function replaceButtons(root, children) {
  const focused = [...root.children].findIndex((child) => child === document.activeElement);
  root.replaceChildren(...children);
  if (focused >= 0) /** @type {HTMLElement | undefined} */ (root.children[focused])?.focus();
}
