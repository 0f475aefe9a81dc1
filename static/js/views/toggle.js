// Unrolled or rolled: the same network, drawn in two ways.

import { foldChosen } from "../state.js";

/** @param {HTMLElement} root @param {import("../types.js").Update} update @returns {import("../types.js").Render} */
function mount(root, update) {
  const buttons = /** @type {HTMLButtonElement[]} */ ([...root.querySelectorAll("[data-fold]")]);
  root.addEventListener("click", ({ target }) => {
    const fold = /** @type {Element} */ (target).closest("button")?.dataset.fold;
    if (fold === "unrolled" || fold === "rolled") update(foldChosen(fold), "push");
  });
  return ({ fold }) => {
    for (const button of buttons) button.setAttribute("aria-pressed", String(button.dataset.fold === fold));
  };
}

/** @type {import("../types.js").View} */
export const toggle = { id: "toggle", title: "Unrolled or rolled", mount };
