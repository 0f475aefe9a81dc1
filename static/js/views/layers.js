// Which layer of a stack of layers is shown; nothing where there is but one.

import { layerShown } from "../layers.js";
import { layerOf } from "../state.js";
import { _ } from "../texts.js";

/** @param {HTMLElement} root @param {import("../types.js").Update} update @returns {import("../types.js").Render} */
function mount(root, update) {
  root.addEventListener("click", ({ target }) => {
    const { layer } = /** @type {Element} */ (target).closest("button")?.dataset ?? {};
    if (layer !== undefined) update(layerShown(Number(layer)), "push");
  });
  let key = "";
  return (state) => {
    const { num_layers: count } = state.model;
    const shown = layerOf(state);
    if (key === `${count} ${shown}`) return;
    key = `${count} ${shown}`;
    root.hidden = count === 1;
    const buttons = [...root.querySelectorAll("button")];
    while (buttons.length < count) buttons.push(root.appendChild(Object.assign(document.createElement("button"), { type: "button" })));
    while (buttons.length > count) buttons.pop()?.remove();
    buttons.forEach((button, layer) => {
      button.textContent = String(layer + 1);
      button.dataset.layer = String(layer);
      button.setAttribute("aria-label", _("layer {layer} of {count}", { layer: layer + 1, count }));
      button.setAttribute("aria-pressed", String(layer === shown));
    });
  };
}

/** @type {import("../types.js").View} */
export const layers = { id: "layers", title: "The layer that is shown", mount };
