// How the state takes up what was asked for: a link, an example, a trace that has arrived.

import { sameInterventions } from "./interventions.js";
import { otherAsked } from "./beside.js";
import { DEFAULT, wishesOf } from "./query.js";
import { recalled, recallFitted } from "./recall.js";
import {
  changed, clamp, gateOpened, isTraced, lastLine, layerOf, lastTimeStamp, lineChosen, ofNamed, speedChosen, symbolChosen, timeStampChosen, usualTimeStamp, weightNames,
} from "./state.js";
import { _ } from "./texts.js";
import { walkFollowed } from "./walk.js";

/** @typedef {import("./types.js").State} State */
/** @typedef {import("./types.js").Change} Change */
/** @typedef {import("./types.js").Card} Card */
/** @typedef {import("./types.js").LayerWeights} LayerWeights */
/** @typedef {import("./types.js").Trace} Trace */
/** @typedef {import("./types.js").Wishes} Wishes */

/** The last word counts as finished: the caret left it, or Enter was pressed. @type {Change} */
export const wordFinished = (state) => {
  const next = changed(state, { typing: false, unfinished: false });
  return state.unfinished ? followed(state, next) : next;
};

/** The field is left: what did not fit the sentence as it is now is not waited for any longer. @type {Change} */
export const fieldLeft = (state) => changed(wordFinished(state), { waiting: null });

/** Another whole sentence, read to its end. @param {string} text @returns {Change} */
export const sentenceChosen = (text) => (state) =>
  linkFollowed({ ...wishesOf(state), text, t: Infinity, line: undefined, interventions: undefined })(state);

/** What a link, a file or the browser's Back asks for. Where its sentence is not the traced one, the rest waits for
 * the trace. @param {Wishes} wishes @returns {Change} */
export const linkFollowed = (wishes) => (state) => {
  const asked = wishes.model ?? state.models[0].id;
  const asksFor = wishes.interventions ?? [];
  const [wanted, kept] = state.kept === null ? [asksFor, null] : [[], asksFor];
  const interventions = sameInterventions(wanted, state.applied) ? state.applied : wanted;
  const next = changed(state, { text: wishes.text ?? DEFAULT, asked, interventions, waiting: null, kept, wishes, problem: null, typing: false });
  return isTraced(next) ? restored(wishes)(next) : next;
};

/** A new trace without losing the place: the time stamp stays where it is still valid, and follows the end of the
 * sentence only where it stood there, and never onto a word that is still being typed.
 * @param {{trace: Trace, text: string, unfinished: boolean, model?: Card, weights?: LayerWeights[], original?: Trace | null,
 *   applied?: import("./types.js").Intervention[], problem?: string | null}} arrived  `applied` is what is otherwise in the trace
 * @returns {Change} */
export const traced = ({ trace, text, unfinished, model, weights, original = null, applied = [], problem = null }) => (state) => {
  const shown = model ?? state.model;
  const next = changed(state, {
    trace,
    traced: text,
    original,
    interventions: applied,
    applied,
    waiting: applied.length < state.interventions.length && shown === state.model && text !== state.traced ? state.interventions : null,
    unfinished: unfinished && state.typing,
    model: shown,
    asked: shown.id,
    weights: weights ?? state.weights,
    line: lastLine({ model: shown }),
    check: trace === state.trace ? state.check : (trace.check ?? null),
    unchecked: null,
    problem,
    hover: null,
  });
  return next.wishes === null ? fitted(followed(state, next)) : restored(next.wishes)(next);
};

/** @param {State} before @param {State} after @returns {State} */
function followed(before, after) {
  const stays = clamp(before.t, lastTimeStamp(after));
  const follows = before.t >= lastFinished(before);
  return timeStampChosen(follows ? Math.max(stays, lastFinished(after)) : stays)(after);
}

/** Pins, symbol, weight and playing where the new trace still has room for them. @param {State} state @returns {State} */
function fitted(state) {
  const unit = state.unit !== null && state.unit < state.model.hidden_size ? state.unit : null;
  const dim = state.dim !== null && layerOf(state) === 0 && state.dim < state.model.embedding_dim ? state.dim : null;
  const weight = state.weight !== null && weightNames(state).includes(state.weight) ? state.weight : null;
  const symbols = state.trace.symbols.map(({ name }) => name);
  const symbol = symbols.includes(state.symbol) ? state.symbol : (symbols.at(-1) ?? "h");
  const memory = recallFitted(state).memory;
  const of = ofNamed(state, state.of);
  return gateOpened(state.gate)(changed(state, { unit, dim, weight, symbol, of, memory, playing: state.playing && state.t < lastTimeStamp(state) }));
}

/** @param {Wishes} wishes @returns {Change} */
const restored = (wishes) => (state) => {
  const { t = usualTimeStamp(state), unit = null, word = null, dim = null, symbol = "h", speed = 1 } = wishes;
  const { fold = "unrolled", weight = null, order = "index", sought = null, line = Infinity, shape = "bars", all = null, tables = "", gate = null, of = null } = wishes;
  const pins = { unit, word, dim, fold, weight, order, sought, shape, all, tables, gate, of };
  const problem = state.problem ?? (wishes.refused ? _("“{part}” in this link makes no sense; it is left out.", { part: wishes.refused }) : null);
  const memory = recalled(wishes)(state).memory;
  const walk = walkFollowed(wishes)(state).walk;
  const beside = otherAsked(wishes.with ?? null, wishes.on)(state).beside;
  const there = changed(state, { problem, t: clamp(t, lastTimeStamp(state)), ...pins, memory, walk, beside, playing: false, wishes: null });
  return fitted(lineChosen(line)(speedChosen(speed)(symbolChosen(symbol)(there))));
};

/** The last time stamp whose word is not still being typed. @param {State} state @returns {number} */
const lastFinished = (state) => Math.max(0, lastTimeStamp(state) - (state.unfinished ? 1 : 0));
