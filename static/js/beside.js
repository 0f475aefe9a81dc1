// Two readings side by side, as the page Compare shows them: two networks on one sentence, one network on two sentences,
// or a sentence and what it becomes when something is altered.
//
//   one    the network and the sentence that every page has, with nothing altered
//   other  what stands beside it

import { askedOf } from "./interventions.js";
import { alike } from "./kinds.js";
import { changed, clamp, lastTimeStamp, originalOf } from "./state.js";
import { _ } from "./texts.js";

/** @typedef {import("./types.js").State} State */
/** @typedef {import("./types.js").Change} Change */
/** @typedef {import("./types.js").Card} Card */
/** @typedef {import("./types.js").Trace} Trace */
/** @typedef {import("./types.js").Beside} Beside */
/** @typedef {import("./types.js").BesidePart} BesidePart */

/** What a link that says nothing stands for. @type {Beside} */
export const ALONE = Object.freeze({ model: null, answers: {}, problems: {} });

/** The network of the other reading. Where none is chosen it is the same for another sentence or something altered, else
 * the next in the list; app/comparepage.py says the same.
 * @param {Pick<State, "models" | "model" | "beside" | "walk" | "interventions">} state @returns {Card} */
export function otherModel({ models, model, beside, walk, interventions }) {
  const comparable = alike(models, model);
  const chosen = comparable.find(({ id }) => id === beside.model);
  if (chosen) return chosen;
  if (walk.second !== "" || interventions.length > 0) return model;
  return comparable[(comparable.findIndex(({ id }) => id === model.id) + 1) % comparable.length];
}

/** A sentence where there is nothing to compare with yet: no other network reads what this one does. @param {State} state */
export const aloneInWords = (state) =>
  state.walk.second === "" && state.interventions.length === 0 && otherModel(state).id === state.model.id
    ? _("No other model here reads what {model} reads. Type a second sentence to compare.", { model: state.model.id })
    : "";

/** Whether the other reading is the sentence with something altered. @param {State} state */
export const isAltered = (state) => state.original !== null && state.walk.second === "" && otherModel(state).id === state.model.id;

/** Whether unit i of one is unit i of the other: only in one and the same network. @param {State} state */
export const corresponds = (state) => otherModel(state).id === state.model.id;

/** What each part has to be asked. @param {State} state @returns {Record<BesidePart, Record<string, any>>} */
export function questionsOf(state) {
  const [id, own] = [otherModel(state).id, wordsOf(originalOf(state))];
  const altered = isAltered(state) ? askedOf(state.trace) : null;
  const reading = altered ?? (state.walk.second === "" ? { tokens: own } : { text: state.walk.second });
  return {
    trace: { model: id, ...reading },
    comparison: { model: state.model.id, tokens: own, end: true, other: { model: id, ...reading } },
    one: { model: state.model.id, tokens: own },
    other: { model: id, ...reading },
  };
}

/** @param {Trace} trace */
const wordsOf = ({ tokens }) => tokens.map(({ text }) => text);

/** What came back for what is asked now; null while it is on its way.
 * @param {State} state @param {BesidePart} part @returns {any} */
export function answerOf(state, part) {
  const found = state.beside.answers[part];
  return found && found.question === JSON.stringify(questionsOf(state)[part]) ? found.value : null;
}

/** The trace of the other reading; null while it is on its way. @param {State} state @returns {Trace | null} */
export function otherOf(state) {
  if (isAltered(state)) return state.trace;
  if (state.walk.second === "" && corresponds(state)) return originalOf(state);
  return answerOf(state, "trace");
}

/** @param {State} state @returns {import("./types.js").Comparison | null} */
export const comparisonOf = (state) => answerOf(state, "comparison");

/** The influences of both; an altered reading has none. @param {State} state
 * @returns {(import("./types.js").Influence | null)[]} */
export const influencesOf = (state) => [answerOf(state, "one"), isAltered(state) ? null : answerOf(state, "other")];

/** How the two are called. @param {State} state @returns {[string, string]} */
export function namesOf(state) {
  if (isAltered(state)) return [_("as it is"), _("altered")];
  const [model, other] = [state.model, otherModel(state)];
  return model.id === other.id ? [_("first sentence"), _("second sentence")] : [model.id, other.id];
}

/** What stands at t in both. @param {State} state @param {number} t @returns {(string | undefined)[]} */
export const wordsAt = (state, t) => [originalOf(state), otherOf(state)].map((trace) => trace?.tokens[t]?.text);

/** Another network; an altered sentence is compared with itself, so nothing stays altered.
 * @param {string | null} id @returns {Change} */
export const otherChosen = (id) => (state) => {
  const next = otherAsked(id)(state);
  return next === state ? state : changed(next, { interventions: [] });
};

/** What a link asks for. @param {string | null} id @returns {Change} */
export const otherAsked = (id) => (state) => {
  const model = state.models.some((card) => card.id === id) ? id : null;
  return model === state.beside.model ? state : changed(state, { beside: { ...state.beside, model } });
};

/** @param {BesidePart} part @param {string} question @param {any} value @returns {Change} */
export const besideArrived = (part, question, value) => (state) => {
  const { answers, problems } = state.beside;
  return changed(state, { beside: { ...state.beside, answers: { ...answers, [part]: { question, value } }, problems: { ...problems, [part]: "" } } });
};

/** @param {BesidePart} part @param {string} why @returns {Change} */
export const besideFailed = (part, why) => (state) =>
  changed(state, { beside: { ...state.beside, problems: { ...state.beside.problems, [part]: why } } });

/** How many time stamps the other sentence has; the current one stays within the longer of the two.
 * @param {number} longer @returns {Change} */
export const longerKnown = (longer) => (state) => {
  const next = changed(state, { longer });
  return changed(next, { t: clamp(next.t, lastTimeStamp(next)) });
};

/** What the page brings along, "" where it brings none. @param {Partial<Record<BesidePart, any>>} brought @param {number} t
 * @returns {Change} */
export const withAnswers = (brought, t) => (state) => {
  const questions = questionsOf(state);
  const next = /** @type {BesidePart[]} */ (Object.keys(brought)).reduce(
    (now, part) => (brought[part] ? besideArrived(part, JSON.stringify(questions[part]), brought[part])(now) : now), state);
  return next === state ? state : { ...longerKnown(otherOf(next)?.tokens.length ?? 0)(next), t };
};
