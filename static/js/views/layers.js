// Which layer of a stack of layers is shown; nothing where there is but one.

import { button } from "../html.js";
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
    for (const each of root.querySelectorAll("button")) each.remove();
    root.append(...Array.from({ length: count }, (_each, layer) => layerButton(layer, layer === shown)));
  };
}

/** @param {number} layer @param {boolean} pressed */
function layerButton(layer, pressed) {
  const made = button("", String(layer));
  made.dataset.layer = String(layer);
  made.setAttribute("aria-label", _("layer {n}", { n: layer }));
  made.setAttribute("aria-pressed", String(pressed));
  return made;
}

/** @type {import("../types.js").View} */
export const layers = { id: "layers", title: "The layer that is shown", mount };
