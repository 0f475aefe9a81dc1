// The keys of the whole page, and the dialog that lists them. Keys act outside text fields.

import { foldToggled, leftOne, lineBack, lineForward, playToggled, stepBack, stepForward, toFirst, toLast } from "../state.js";

/** @type {Record<string, import("../types.js").Change>} */
const STEPS = { ArrowLeft: stepBack, ArrowRight: stepForward, Home: toFirst, End: toLast };

/** @type {Record<string, import("../types.js").Change>} */
const LETTERS = { Escape: leftOne, r: foldToggled, ",": lineBack, ".": lineForward };

const ON_DIAGRAM = new Set(["r", ",", "."]);

const PUSHED = new Set([leftOne, foldToggled]);

const FIELDS = "input:not([type=range]), textarea, select, [contenteditable]";
const CONTROLS = "input, textarea, select, button, a[href], summary, [contenteditable]";

/** What a key does where the focus is; null where it is the browser's.
 * @param {string} key @param {{matches: (selector: string) => boolean}} focus
 * @returns {import("../types.js").Change | "help" | null} */
export function actionOf(key, focus) {
  if (focus.matches(FIELDS)) return null;
  if (key in STEPS) return focus.matches("[type=range]") ? null : STEPS[key];
  if (key === " ") return focus.matches(CONTROLS) ? null : playToggled;
  if (key in LETTERS) return LETTERS[key];
  return key === "?" ? "help" : null;
}

/** @param {HTMLElement} root @param {import("../types.js").Update} update @returns {import("../types.js").Render} */
function mount(root, update) {
  const dialog = /** @type {HTMLDialogElement} */ (root);
  document.getElementById("keys-button")?.addEventListener("click", () => dialog.showModal());
  document.addEventListener("keydown", (event) => {
    const modified = event.ctrlKey || event.metaKey || event.altKey;
    if (event.defaultPrevented || modified || document.querySelector("dialog[open], :popover-open")) return;
    const focus = document.activeElement ?? document.body;
    if (event.key === "Escape" && focus.matches(FIELDS)) return leave(focus);
    const action = actionOf(event.key, focus);
    if (action === null || (ON_DIAGRAM.has(event.key) && !document.getElementById("diagram"))) return;
    event.preventDefault();
    if (action === "help") dialog.showModal();
    else update(action, PUSHED.has(action) ? "push" : "replace");
  });
  return () => {};
}

/** From the field to the diagram, where the arrows step. @param {Element} field */
function leave(field) {
  const grid = document.querySelector("#diagram .diagram-grid");
  if (grid instanceof HTMLElement) grid.focus();
  else if (field instanceof HTMLElement) field.blur();
}

/** @type {import("../types.js").View} */
export const keys = { id: "keys", title: "Keys", mount };
