// Which layer is shown, and what it reads: the words, or the states of the layer below.

import { rangeOf } from "./scale.js";
import { changed, layerOf, unitPinned } from "./state.js";

/** @typedef {import("./types.js").State} State */
/** @typedef {import("./types.js").Symbol} Symbol */

const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** The layer that a letter is of, as it stands above it: U¹ h¹(t−1); "" in a network of one layer.
 * @param {Pick<State, "model" | "memory">} state @param {number} [layer] @returns {string} */
export const layerMark = ({ model, memory }, layer = memory.layer ?? model.num_layers - 1) =>
  model.num_layers > 1 ? superscript(layer) : "";

/** @param {number} number @returns {string} */
export const superscript = (number) => [...String(number)].map((digit) => SUPERSCRIPTS[Number(digit)]).join("");

/** Numbers in x(t). @param {State} state @returns {number} */
export const inputSize = (state) => (layerOf(state) === 0 ? state.model.embedding_dim : state.model.hidden_size);

/** Where the colours of a symbol end; what a layer reads of another has the colours of that one's states.
 * @param {Symbol} symbol @param {State} state @returns {import("./scale.js").Range} */
export const shownRange = (symbol, state) => {
  const below = symbol.kind === "input" && layerOf(state) > 0;
  return rangeOf(below ? state.model.symbols[state.model.symbols.length - 1] : symbol, state.model);
};

/** The layer that the page shows; null in the state stands for the top one. @param {number} layer
 * @returns {import("./types.js").Change} */
export const layerShown = (layer) => (state) => {
  const top = state.model.num_layers - 1;
  const asked = layer >= top || layer < 0 ? null : layer;
  return asked === state.memory.layer ? state : changed(state, { memory: { ...state.memory, layer: asked }, dim: null });
};

/** A number of x(t) that is a unit of the layer below: that layer is shown, and the unit pinned.
 * @param {number} unit @param {number} t @param {(unit: number, t: number) => import("./types.js").Change} pin
 * @returns {import("./types.js").Change} */
export const belowPinned = (unit, t, pin) => (state) => pin(unit, t)(layerShown(layerOf(state) - 1)(state));

/** Whether it is the top layer that is shown, the one that the output reads. @param {State} state */
export const isTop = (state) => layerOf(state) === state.model.num_layers - 1;

/** A unit of the top layer, now. @param {number} unit @returns {import("./types.js").Change} */
export const topPinned = (unit) => (state) => unitPinned(unit, state.t)(layerShown(state.model.num_layers - 1)(state));
