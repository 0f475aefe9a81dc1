// What the panel about the path of the hidden state shows besides the sentence: a second sentence, the third dimension,
// and what the server tells of states that the network passed through elsewhere.
//
//   components  the directions along which states vary most; with them the page places any state by itself
//   turn        how far the space is turned: degrees around the vertical axis, degrees around the horizontal one

import { changed } from "./state.js";

/** @typedef {import("./types.js").State} State */
/** @typedef {import("./types.js").Change} Change */
/** @typedef {import("./types.js").Walk} Walk */

/** What a link that says nothing stands for. @type {Walk} */
export const STILL = Object.freeze({ second: "", turn: null, components: null, other: null, near: null, problems: {} });

/** Where the space stands when it is first asked for. @type {[number, number]} */
export const TURNED = [30, 20];

/** @param {State} state @param {Partial<Walk>} patch @returns {State} */
function walked(state, patch) {
  const { walk } = state;
  const keys = /** @type {(keyof Walk)[]} */ (Object.keys(patch));
  return keys.every((key) => Object.is(walk[key], patch[key])) ? state : changed(state, { walk: { ...walk, ...patch } });
}

/** A second sentence, "" for none. @param {string} second @returns {Change} */
export const secondChosen = (second) => (state) => walked(state, { second: second.trim() });

/** @param {[number, number] | null} turn  null for the plane @returns {Change} */
export const turnChosen = (turn) => (state) => {
  const now = turn && /** @type {[number, number]} */ ([around(turn[0]), Math.max(-90, Math.min(90, Math.round(turn[1])))]);
  return String(now) === String(state.walk.turn) ? state : walked(state, { turn: now });
};

/** −180 … 179. @param {number} degrees */
const around = (degrees) => ((((Math.round(degrees) + 180) % 360) + 360) % 360) - 180;

/** @param {"components" | "other" | "near"} part @param {Walk["components"] | Walk["other"] | Walk["near"]} value
 * @returns {Change} */
export const walkArrived = (part, value) => (state) =>
  walked(state, { [part]: value, problems: { ...state.walk.problems, [part]: "" } });

/** @param {"components" | "other" | "near"} part @param {string} why @returns {Change} */
export const walkFailed = (part, why) => (state) => walked(state, { problems: { ...state.walk.problems, [part]: why } });

/** What a link asks for. @param {import("./types.js").Wishes} wishes @returns {Change} */
export const walkFollowed = ({ second = "", turn }) => (state) => turnChosen(turn ?? null)(secondChosen(second)(state));

/** "30,-20" in a link. @param {string} value @returns {[number, number] | undefined} */
export function turnIn(value) {
  const [, a, b] = /^(-?\d{1,3}),(-?\d{1,2})$/.exec(value) ?? [];
  return a === undefined || Math.abs(Number(a)) > 180 || Math.abs(Number(b)) > 90 ? undefined : [Number(a), Number(b)];
}

/** The components of the network on screen; null while they are on their way. @param {State} state */
export const componentsOf = ({ model, walk }) => (walk.components?.model === model.id ? walk.components : null);

/** The trace of the second sentence, as the network on screen reads it. @param {State} state */
export const otherOf = ({ model, walk }) =>
  walk.second !== "" && walk.other?.text === walk.second && walk.other.trace.model === model.id ? walk.other.trace : null;

/** The contexts for each time stamp of the trace on screen. @param {State} state */
export const nearOf = ({ trace, walk }) => (walk.near?.trace === trace ? walk.near.nearest : null);
