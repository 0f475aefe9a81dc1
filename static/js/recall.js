// The changes of what the page Memory shows: which influence, of which layer, against which model, without which word.

import { at, decadesOf, matrixOf } from "./influence.js";
import { alike } from "./kinds.js";
import { changed, clamp, isTraced, lastTimeStamp, timeStampChosen } from "./state.js";

/** @typedef {import("./types.js").State} State */
/** @typedef {import("./types.js").Change} Change */
/** @typedef {import("./types.js").Memory} Memory */
/** @typedef {import("./types.js").Wishes} Wishes */

/** What the heatmap can show. */
export const BLOCKS = ["h_from_x", "h_from_h", "c_from_c", "word_gradient"];

/** What a link that says nothing stands for. @type {Memory} */
export const USUAL = Object.freeze({
  block: "h_from_x", layer: null, path: "h", against: null, omitted: 0, instead: null,
  influence: null, other: null, omission: null, problems: {},
});

/** The same object where nothing differs. @param {State} state @param {Partial<Memory>} patch @returns {State} */
function remembered(state, patch) {
  const { memory } = state;
  const keys = /** @type {(keyof Memory)[]} */ (Object.keys(patch));
  return keys.every((key) => Object.is(memory[key], patch[key])) ? state : changed(state, { memory: { ...memory, ...patch } });
}

/** What was chosen on the page: a sentence on what its link could not have is then of the past.
 * @param {State} state @param {Partial<Memory>} patch @returns {State} */
function preferred(state, patch) {
  const next = remembered(state, patch);
  return next !== state && isTraced(next) ? changed(next, { problem: null }) : next;
}

/** @param {State} state @returns {string[]} */
const carriedBy = ({ model }) => (model.symbols.some(({ name, torch_name }) => name === "c" && torch_name) ? ["h", "c"] : ["h"]);

/** The blocks that the model has: c only where it is carried. @param {State} state @returns {string[]} */
export const blocksOf = (state) => BLOCKS.filter((block) => !block.startsWith("c") || carriedBy(state).includes("c"));

/** The symbols that a gradient can be followed back along. @param {State} state */
export const pathsOf = carriedBy;

/** The layer that is shown. @param {State} state @returns {number} */
export const layerOf = ({ memory, model }) => memory.layer ?? model.num_layers - 1;

/** @param {string} block @returns {Change} */
export const blockChosen = (block) => (state) => (blocksOf(state).includes(block) ? preferred(state, { block }) : state);

/** @param {number} layer @returns {Change} */
export const layerChosen = (layer) => (state) =>
  preferred(state, { layer: layer === state.model.num_layers - 1 ? null : clamp(layer, state.model.num_layers - 1) });

/** @param {string} path @returns {Change} */
export const pathChosen = (path) => (state) => (pathsOf(state).includes(path) ? preferred(state, { path }) : state);

/** @param {string | null} id  null for no second model @returns {Change} */
export const againstChosen = (id) => (state) =>
  id === null || (id !== state.model.id && alike(state.models, state.model).some((card) => card.id === id))
    ? preferred(state, { against: id, other: null })
    : state;

/** What was read in place of one word is not read in place of another. @param {number} s @returns {Change} */
export const wordOmitted = (s) => (state) => {
  const omitted = clamp(s, lastTimeStamp(state));
  return preferred(state, { omitted, instead: omitted === state.memory.omitted ? state.memory.instead : null });
};

/** A click on a cell: its word is done without, and its t becomes the current one. @param {number} s @param {number} t
 * @returns {Change} */
export const pairPinned = (s, t) => (state) => wordOmitted(s)(timeStampChosen(t)(state));

/** @param {string | null} instead  null to delete the word @returns {Change} */
export const insteadChosen = (instead) => (state) => preferred(state, { instead: instead === "" ? null : instead });

/** What came back, or a sentence on why it could not be had.
 * @param {"influence" | "other" | "omission"} part @param {Memory["influence"] | Memory["omission"]} value @returns {Change} */
export const recallArrived = (part, value) => (state) =>
  remembered(state, { [part]: value, problems: { ...state.memory.problems, [part]: "" } });

/** @param {"influence" | "other" | "omission"} part @param {string} why @returns {Change} */
export const recallFailed = (part, why) => (state) => remembered(state, { [part]: null, problems: { ...state.memory.problems, [part]: why } });

/** What a link asks for, as far as the model and the sentence have it. @param {Wishes} wishes @returns {Change} */
export const recalled = (wishes) => (state) => {
  const { block = USUAL.block, layer = null, path = USUAL.path, against = null, omit = USUAL.omitted, swap = null } = wishes;
  return recallFitted(remembered(state, { block, layer, path, against, omitted: omit, instead: swap }));
};

/** After another trace or model: what it has no room for falls back. @type {Change} */
export const recallFitted = (state) => {
  const { memory, model, models } = state;
  const other = memory.against !== null && memory.against !== model.id && alike(models, model).some(({ id }) => id === memory.against);
  return remembered(state, {
    block: blocksOf(state).includes(memory.block) ? memory.block : USUAL.block,
    layer: memory.layer !== null && memory.layer < model.num_layers - 1 ? memory.layer : null,
    path: pathsOf(state).includes(memory.path) ? memory.path : USUAL.path,
    against: other ? memory.against : null,
    omitted: clamp(memory.omitted, lastTimeStamp(state)),
  });
};

/** Whether an answer is about the sentence on screen and of that model.
 * @param {State} state @param {{model: string, tokens: {text: string}[]} | null} answer @param {string} [id] */
export const isOf = ({ trace }, answer, id = trace.model) =>
  answer !== null && answer.model === id && answer.tokens.length === trace.tokens.length &&
  answer.tokens.every(({ text }, t) => text === trace.tokens[t].text);

/** The influence of the sentence on screen; null while it is on its way. @param {State} state */
export const influenceOf = (state) => (isOf(state, state.memory.influence) ? state.memory.influence : null);

/** That of the second model. @param {State} state */
export const otherOf = (state) =>
  state.memory.against !== null && isOf(state, state.memory.other, state.memory.against) ? state.memory.other : null;

/** The omission that is asked for. @param {State} state */
export const omissionOf = (state) => {
  const { omission, omitted, instead } = state.memory;
  const asked = omission !== null && omission.s === omitted && (omission.instead?.text ?? null) === instead;
  return asked && isOf(state, omission) ? omission : null;
};

/** The chosen block: its matrix, the ends of its scale, whether there is anything to show at a t, and what stands at the
 * current one for s = 0 … t; null while it is on its way. @param {State} state */
export function shownBy(state) {
  const influence = influenceOf(state);
  if (influence === null) return null;
  const { block } = state.memory;
  const matrix = matrixOf(influence, block, layerOf(state));
  const has = (/** @type {number} */ t) => block !== "word_gradient" || influence.targets[t] !== null;
  const values = has(state.t) ? state.trace.tokens.slice(0, state.t + 1).map((_token, s) => at(matrix, state.t, s)) : [];
  return { matrix, has, decades: decadesOf(matrix.data), values };
}
