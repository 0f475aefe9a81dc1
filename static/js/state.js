// The changes of the state, each a pure function; a change that alters nothing returns the same object.
//
//   T     the number of time stamps of the trace
//   last  T − 1, the time stamp of the last token (0 for the empty sentence, which has none)
//   line  a line of the loop over t, 0 … n−1: those of the symbols that have one, then that of the output

import { gateNamed, gatesOf } from "./gates.js";
import { sameInterventions, withAnother } from "./interventions.js";

/** @typedef {import("./types.js").State} State */
/** @typedef {import("./types.js").Change} Change */
/** @typedef {import("./types.js").Check} Check */
/** @typedef {import("./types.js").Fold} Fold */
/** @typedef {import("./types.js").Order} Order */
/** @typedef {import("./types.js").Hover} Hover */
/** @typedef {import("./types.js").Trace} Trace */

/** Words a second that the player offers. */
export const SPEEDS = [0.5, 1, 2, 4];

/** That of the longer sentence where two are compared. @param {Pick<State, "trace" | "longer">} state @returns {number} */
export const lastTimeStamp = ({ trace, longer }) => Math.max(trace.tokens.length, longer, 1) - 1;

/** The last line of the loop, that of the output, stands behind those of the symbols.
 * @param {Pick<State, "model">} state @returns {number} */
export const lastLine = ({ model }) => model.symbols.filter(({ code }) => code !== "").length;

/** The weights that can be opened: those of a layer by our names, the large ones by torch's.
 * @param {Pick<State, "weights">} state @returns {string[]} */
export const weightNames = ({ weights }) => [...Object.keys(weights[0] ?? {}), "output.weight", "output.bias", "embedding.weight"];

/** The time stamp of a link that names none: the last but one, so that something is left to step to.
 * @param {State} state @returns {number} */
export const usualTimeStamp = (state) => Math.max(0, lastTimeStamp(state) - 1);

/** @param {number} t @param {number} last */
export const clamp = (t, last) => Math.max(0, Math.min(last, t));

/** @param {unknown} a @param {unknown} b */
const same = (a, b) => Object.is(a, b) || (isPlain(a) && isPlain(b) && JSON.stringify(a) === JSON.stringify(b));

/** Only hovers are compared by value: they are small, and made anew at each move of the pointer.
 * @param {unknown} value */
const isPlain = (value) => typeof value === "object" && value !== null && "kind" in value;

/** @param {State} state @param {Partial<State>} patch @returns {State} */
export function changed(state, patch) {
  const keys = /** @type {(keyof State)[]} */ (Object.keys(patch));
  return keys.every((key) => same(state[key], patch[key])) ? state : { ...state, ...patch };
}

/** @type {Change} */
export const stepForward = (state) => timeStampChosen(state.t + 1)(state);

/** @type {Change} */
export const stepBack = (state) => timeStampChosen(state.t - 1)(state);

/** @type {Change} */
export const toFirst = (state) => timeStampChosen(0)(state);

/** @type {Change} */
export const toLast = (state) => timeStampChosen(lastTimeStamp(state))(state);

/** Another time stamp is seen whole: with all lines of its loop run. @param {number} t @returns {Change} */
export const timeStampChosen = (t) => (state) => {
  const there = clamp(t, lastTimeStamp(state));
  return there === state.t ? state : changed(state, { t: there, line: lastLine(state) });
};

/** One line of the loop on; behind the last comes the first of the next time stamp. @type {Change} */
export const lineForward = (state) => {
  if (state.trace.tokens.length === 0) return state;
  if (state.line < lastLine(state)) return changed(state, { line: state.line + 1 });
  return state.t < lastTimeStamp(state) ? changed(stepForward(state), { line: 0 }) : state;
};

/** One line of the loop back. @type {Change} */
export const lineBack = (state) => (state.line > 0 ? changed(state, { line: state.line - 1 }) : stepBack(state));

/** @param {number} line @returns {Change} */
export const lineChosen = (line) => (state) => changed(state, { line: clamp(line, lastLine(state)) });

/** A click on a cell: its unit is pinned, and its time stamp becomes the current one. What is derived is that unit of
 * `of`, or of the hidden state.
 * @param {number} unit @param {number} t @param {string | null} [of] @returns {Change} */
export const unitPinned = (unit, t, of = null) => (state) =>
  changed(timeStampChosen(t)(state), { unit, word: null, dim: null, of: ofNamed(state, of) });

/** A symbol that can be derived where it is not the last one, which needs no name; null for all else.
 * @param {Pick<State, "model">} state @param {string | null} name @returns {string | null} */
export const ofNamed = ({ model: { symbols } }, name) =>
  gatesOf(symbols).length && name !== symbols.at(-1)?.name && symbols.some(({ name: known, kind }) => known === name && kind !== "input") ? name : null;

/** A click on a likely next word. @param {string} token @param {number} t @returns {Change} */
export const wordPinned = (token, t) => (state) =>
  changed(timeStampChosen(t)(state), { word: token, unit: null, dim: null });

/** A click on a dimension of x(t); a pinned unit stays, for its weights have that dimension too.
 * @param {number} dim @param {number} t @returns {Change} */
export const dimensionPinned = (dim, t) => (state) => changed(timeStampChosen(t)(state), { dim, word: null });

/** @type {Change} */
export const wordReleased = (state) => changed(state, { word: null });

/** @type {Change} */
export const dimensionReleased = (state) => changed(state, { dim: null });

/** Whatever is pinned. @type {Change} */
export const pinReleased = (state) => changed(state, { unit: null, word: null, dim: null, of: null });

/** Out of what is pinned, else out of the gate that is opened. @type {Change} */
export const leftOne = (state) => {
  const released = pinReleased(state);
  return released === state ? changed(state, { gate: null }) : released;
};

/** @param {Fold} fold @returns {Change} */
export const foldChosen = (fold) => (state) => changed(state, { fold });

/** @type {Change} */
export const foldToggled = (state) => changed(state, { fold: state.fold === "rolled" ? "unrolled" : "rolled" });

/** @param {string | null} name @returns {Change} */
export const weightOpened = (name) => (state) =>
  name === null || weightNames(state).includes(name) ? changed(state, { weight: name }) : state;

/** Opened by its picture or its place in the equation, and closed by the same again. @param {string} name @returns {Change} */
export const weightToggled = (name) => (state) => weightOpened(state.weight === name ? null : name)(state);

/** A gate's own line in the open cell; of what is no gate, and of null, all gates again. @param {string | null} gate @returns {Change} */
export const gateOpened = (gate) => (state) => changed(state, { gate: gateNamed(state.model.symbols, gate)?.name ?? null });

/** A gate's line, or where it stands already all gates again. @param {string} gate @returns {Change} */
export const gateToggled = (gate) => (state) => gateOpened(state.gate === gate ? null : gate)(state);

/** The layer that is shown: the top one where none is chosen. @param {Pick<State, "memory" | "trace">} state @returns {number} */
export const layerOf = ({ memory, trace }) => Math.min(memory.layer ?? Infinity, Math.max(0, trace.layers.length - 1));

/** @param {import("./types.js").Shape} shape @returns {Change} */
export const shapeChosen = (shape) => (state) => changed(state, { shape });

/** All terms of a weight, or the largest of each again. @param {string | null} weight @returns {Change} */
export const allListed = (weight) => (state) => changed(state, { all: weight });

/** @param {import("./types.js").Derived} derived @returns {Change} */
export const derived = (derived) => (state) => changed(state, { derived });

/** @param {Order} order @returns {Change} */
export const orderChosen = (order) => (state) => changed(state, { order });

/** The panels that can show their values as numbers. */
export const TABLES = ["heatmap", "derivation"];

/** @param {string} panel @param {boolean} shown @returns {Change} */
export const tableShown = (panel, shown) => (state) => {
  const others = state.tables.split(",").filter((name) => name !== panel);
  return changed(state, { tables: TABLES.filter((name) => (name === panel ? shown : others.includes(name))).join(",") });
};

/** @param {string | null} word  null for the current one, step by step @returns {Change} */
export const wordSought = (word) => (state) => changed(state, { sought: word });

/** What arrived for an opened weight; of another model, nothing is kept.
 * @param {string} model @param {Partial<Omit<import("./types.js").Fetched, "model">>} parts @returns {Change} */
export const weightArrived = (model, parts) => (state) => {
  if (state.model.id !== model) return state;
  const kept = state.fetched?.model === model ? state.fetched : { model, words: [], tensors: {}, statistics: {}, problems: {} };
  return changed(state, {
    fetched: {
      model,
      words: parts.words ?? kept.words,
      tensors: { ...kept.tensors, ...parts.tensors },
      statistics: { ...kept.statistics, ...parts.statistics },
      problems: { ...kept.problems, ...parts.problems },
    },
  });
};

/** What came back counts only for the trace that it was asked for. @param {Trace} trace @param {Check} check
 * @returns {Change} */
export const checked = (trace, check) => (state) =>
  state.trace === trace ? changed(state, { check, unchecked: null }) : state;

/** @param {Trace} trace @param {string} why @returns {Change} */
export const checkFailed = (trace, why) => (state) => (state.trace === trace ? changed(state, { unchecked: why }) : state);

/** @param {Hover | null} hover @returns {Change} */
export const hovered = (hover) => (state) => changed(state, { hover });

/** @param {string} symbol @returns {Change} */
export const symbolChosen = (symbol) => (state) =>
  state.trace.symbols.some(({ name }) => name === symbol) ? changed(state, { symbol }) : state;

/** Playing from the last time stamp begins again at the first. @type {Change} */
export const played = (state) =>
  lastTimeStamp(state) === 0 ? state : changed(state.t === lastTimeStamp(state) ? toFirst(state) : state, { playing: true });

/** @type {Change} */
export const paused = (state) => changed(state, { playing: false });

/** @type {Change} */
export const playToggled = (state) => (state.playing ? paused(state) : played(state));

/** One tick of the player: a step, or the end of playing. @type {Change} */
export const ticked = (state) => {
  const next = stepForward(state);
  return next.t === lastTimeStamp(next) ? paused(next) : next;
};

/** @param {number} speed @returns {Change} */
export const speedChosen = (speed) => (state) => (SPEEDS.includes(speed) ? changed(state, { speed }) : state);

/** @param {"light" | "dark"} theme @returns {Change} */
export const themeChosen = (theme) => (state) => changed(state, { theme });

/** @param {string} text @param {boolean} typing  whether the caret stands right behind the last word
 * @returns {Change} */
export const textTyped = (text, typing) => (state) => {
  const next = changed(state, { text, typing, interventions: state.waiting ?? state.interventions });
  return isTraced(next) ? changed(next, { problem: null }) : next;
};

/** @param {string} id @returns {Change} */
export const modelAsked = (id) => (state) => changed(state, { asked: id });

/** What was asked for could not be had: the picture stays, and the model in the picker is again that of the picture.
 * @param {string} problem @param {boolean} [passing]  whether the same may be had later @returns {Change} */
export const failed = (problem, passing = false) => (state) =>
  changed(state, { problem, asked: state.model.id, wishes: null, interventions: passing ? state.interventions : state.applied });

/** @param {string | null} problem @returns {Change} */
export const problemShown = (problem) => (state) => changed(state, { problem });

/** Whether the picture shows what is asked for. @param {State} state */
export const isTraced = (state) =>
  state.text === state.traced && state.asked === state.model.id && sameInterventions(state.interventions, state.applied);

/** The sentence as the network reads it by itself. @param {Pick<State, "trace" | "original">} state @returns {Trace} */
export const originalOf = ({ trace, original }) => original ?? trace;

/** @param {import("./types.js").Intervention} another @returns {Change} */
export const intervened = (another) => (state) => changed(state, { interventions: withAnother(state.interventions, another), waiting: null, problem: null });

/** @param {number} place  in the list @returns {Change} */
export const interventionRemoved = (place) => (state) =>
  changed(state, { interventions: state.interventions.filter((_each, at) => at !== place), waiting: null, problem: null });

/** @type {Change} */
export const interventionsRemoved = (state) => (state.interventions.length ? changed(state, { interventions: [], waiting: null, problem: null }) : state);
