// The two scales of the page, with their true ranges.

import { format, rangeOf, weightRange } from "../scale.js";
import { layerOf } from "../state.js";

/** "−1" rather than "−1.00". @param {number} value */
const bound = (value) => (Number.isInteger(value) ? String(value).replace("-", "−") : format(value));

/** "≥ " or "≤ " where some weights lie beyond an end of their scale.
 * @param {number} end @param {Float32Array[]} matrices */
const beyond = (end, matrices) =>
  matrices.some((matrix) => matrix.some((value) => (end > 0 ? value > end : value < end))) ? (end > 0 ? "≥ " : "≤ ") : "";

/** @param {HTMLElement} root @returns {import("../types.js").Render} */
function mount(root) {
  /** @type {import("../types.js").Card | null} */
  let model = null;
  let layer = 0;
  return (state) => {
    if (state.model === model && layerOf(state) === layer) return;
    layer = layerOf(state);
    model = state.model;
    const last = model.symbols[model.symbols.length - 1];
    const states = rangeOf(last, model);
    const weights = weightRange(state.weights[layer]);
    const sizes = Object.values(state.weights[layer]).flatMap((weight) => ("data" in weight ? [weight.data] : []));
    for (const [name, { min, max }] of Object.entries({ states, weights })) {
      for (const [end, value] of Object.entries({ min, max })) {
        const element = root.querySelector(`[data-of="${name}-${end}"]`);
        if (element) element.textContent = (name === "weights" ? beyond(value, sizes) : "") + bound(value);
      }
    }
    root.querySelector(".bar")?.setAttribute("class", `bar ${states.palette}`);
  };
}

/** @type {import("../types.js").View} */
export const legend = { id: "legend", title: "Legend", mount };
