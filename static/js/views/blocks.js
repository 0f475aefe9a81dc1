// Which influence is shown, and of which layer; and the scale of its colours, the same at every step.

import { replaceButtons } from "../html.js";
import { LABELS, power, shareOf, TABS, ticksOf } from "../influence.js";
import { blockChosen, blocksOf, layerChosen, layerOf, pathsOf, shownBy } from "../recall.js";
import { colourOf, palettes } from "../scale.js";
import { _ } from "../texts.js";

/** @typedef {import("../types.js").State} State */

/** What the block that is shown means, in words. @param {State} state @returns {string} */
export function meaningOf(state) {
  const { memory: { block }, model } = state;
  const alone = pathsOf(state).length * model.num_layers === 1;
  if (block === "h_from_x") return _("How far the state h at the current word moves where the embedding of an earlier word moves a little.");
  if (block === "h_from_h" && alone) return _("How far the state h at the current word moves where h after an earlier word moves a little.");
  if (block === "h_from_h") return _("How far the state h at the current word moves where h after an earlier word moves a little, all else that is carried there being held.");
  if (block === "c_from_c") return _("How far the cell state c at the current word moves where c after an earlier word moves a little, all else that is carried there being held.");
  return _("How far the log-probability of the word that came next moves where the embedding of an earlier word moves a little.");
}

/** @param {HTMLElement} root @param {import("../types.js").Update} update @returns {import("../types.js").Render} */
function mount(root, update) {
  const [tabs, layers, scale, meaning] = [".tabs", ".layers", ".log-scale", ".meaning"].map(
    (selector) => /** @type {HTMLElement} */ (root.querySelector(selector)),
  );
  root.addEventListener("click", ({ target }) => {
    const button = /** @type {HTMLElement} */ (target).closest("button");
    if (button?.dataset.block) update(blockChosen(button.dataset.block), "push");
    if (button?.dataset.layer) update(layerChosen(Number(button.dataset.layer)), "push");
  });
  let key = "";
  return (state) => {
    const shown = shownBy(state);
    const layer = layerOf(state);
    const wordOnly = state.memory.block === "word_gradient";
    const now = JSON.stringify([blocksOf(state), state.memory.block, layer, state.model.num_layers, state.theme, shown?.decades]);
    if (key === now) return;
    key = now;
    replaceButtons(tabs, blocksOf(state).map((block) => button("block", block, TABS[block], LABELS[block].replace("{t}", "t").replace("{s}", "s"), block === state.memory.block)));
    layers.hidden = state.model.num_layers === 1 || wordOnly;
    replaceButtons(layers, [_("layer"), ...Array.from({ length: state.model.num_layers }, (_u, n) => button("layer", String(n), String(n), _("layer {n}", { n }), n === layer))]);
    meaning.textContent = meaningOf(state);
    if (shown) drawScale(scale, shown.decades, state.theme);
  };
}

/** @param {string} kind @param {string} value @param {string} text @param {string} label @param {boolean} pressed */
function button(kind, value, text, label, pressed) {
  const made = document.createElement("button");
  made.type = "button";
  made.dataset[kind] = value;
  made.textContent = text;
  made.title = label;
  made.setAttribute("aria-pressed", String(pressed));
  return made;
}

/** @param {HTMLElement} scale @param {import("../influence.js").Decades} decades @param {"light" | "dark"} theme */
function drawScale(scale, decades, theme) {
  const bar = document.createElement("i");
  const stops = palettes.unit[theme];
  // As in the arcs and the triangle, the faintest influence still differs from nothing.
  bar.style.background = `linear-gradient(to right, ${colourOf("unit", 0.1, 1, theme)}, ${stops.slice(1).join(", ")})`;
  const ticks = ticksOf(decades, 6).map((exponent) => {
    const tick = document.createElement("span");
    tick.textContent = power(exponent);
    tick.style.left = `${100 * (shareOf(10 ** exponent, decades) ?? 0)}%`;
    return tick;
  });
  const zero = document.createElement("b");
  zero.textContent = _("○ exactly 0");
  scale.replaceChildren(bar, ...ticks, zero);
}

/** @type {import("../types.js").View} */
export const blocks = { id: "blocks", title: "Which influence", mount };
