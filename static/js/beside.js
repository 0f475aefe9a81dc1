// Two readings side by side, as the page Compare shows them: two networks on one sentence, one network on two sentences,
// or a sentence and what it becomes when something is altered.
//
//   one    the network and the sentence that every page has, with nothing altered
//   other  what stands beside it

import { askedOf } from "./interventions.js";
import { alike } from "./kinds.js";
import { changed, clamp, lastTimeStamp, originalOf, unitPinned } from "./state.js";
import { _ } from "./texts.js";
import { secondChosen } from "./walk.js";

/** @typedef {import("./types.js").State} State */
/** @typedef {import("./types.js").Change} Change */
/** @typedef {import("./types.js").Card} Card */
/** @typedef {import("./types.js").Trace} Trace */
/** @typedef {import("./types.js").Beside} Beside */
/** @typedef {import("./types.js").BesidePart} BesidePart */

/** What a link that says nothing stands for. @type {Beside} */
export const ALONE = Object.freeze({ model: null, answers: {}, problems: {}, last: null, on: "one", typing: false });

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
  state.walk.second === "" && state.interventions.length === 0 && alike(state.models, state.model).length === 1
    ? _("No other model here reads what {model} reads. Type a second sentence to compare.", { model: state.model.id })
    : "";

/** Whether the other reading is the sentence with something altered. @param {State} state */
export const isAltered = (state) => state.original !== null && state.walk.second === "" && otherModel(state).id === state.model.id;

/** Whether unit i of one is unit i of the other: in one and the same network, and in checkpoints of one training.
 * @param {State} state */
export function corresponds(state) {
  const [one, other] = [state.model, otherModel(state)];
  return one.id === other.id || (typeof one.training.run === "string" && one.training.run === other.training.run);
}

/** @param {State} state */
const isOneNetwork = (state) => otherModel(state).id === state.model.id;

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

/** The state with what was compared last, where what is asked for has not come, or cannot be had: the picture stays whole.
 * @param {State} state @returns {State} */
export function settled(state) {
  const { last } = state.beside;
  if (last === null || otherOf(state) !== null) return state;
  const before = { ...state, walk: { ...state.walk, second: last.second }, beside: { ...state.beside, model: last.model } };
  return otherOf(before) === null ? state : before;
}

/** Why a part could not be had; where the other sentence could not, and nothing was compared before, it is that.
 * @param {State} state @param {BesidePart} part @returns {string} */
export function problemOf(state, part) {
  const { problems } = state.beside;
  if (!problems.trace) return problems[part] ?? "";
  if (otherOf(state) !== null) return "";
  return part === "trace" ? problems.trace : _("The other sentence could not be read: there is nothing to compare.");
}

/** The trace of the other reading; null while it is on its way. @param {State} state @returns {Trace | null} */
export function otherOf(state) {
  if (isAltered(state)) return state.trace;
  if (state.walk.second === "" && isOneNetwork(state)) return originalOf(state);
  return answerOf(state, "trace");
}

/** Whether the last word of each is still being typed, and begins some known word. @param {State} state @returns {boolean[]} */
export const unfinishedIn = (state) =>
  [state.unfinished, state.walk.second === "" ? state.unfinished : state.beside.typing && otherOf(state)?.begins === true];

/** @param {State} state @returns {import("./types.js").Comparison | null} */
export const comparisonOf = (state) => answerOf(state, "comparison");

/** Below this, in bits, two predictions are the same but for rounding. */
export const SAME_BITS = 1e-9;

/** How far the predictions are apart at each time stamp, in bits; what only rounding makes is none. @param {State} state */
export const divergencesOf = (state) =>
  (comparisonOf(state)?.stamps ?? []).map(({ divergence }) => (divergence !== null && divergence < SAME_BITS ? 0 : divergence));

/** The influences of both; an altered reading has none. @param {State} state
 * @returns {(import("./types.js").Influence | null)[]} */
export const influencesOf = (state) => [answerOf(state, "one"), isAltered(state) ? null : answerOf(state, "other")];

/** How the two are called. @param {State} state @returns {[string, string]} */
export function namesOf(state) {
  if (isAltered(state)) return [_("as it is"), _("altered")];
  const [model, other] = [state.model, otherModel(state)];
  if (isSame(state)) return [_("one reading"), _("the same again")];
  return model.id === other.id ? [_("first sentence"), _("second sentence")] : [model.id, other.id];
}

/** Whether a reading is compared with itself. @param {State} state */
export const isSame = (state) => isOneNetwork(state) && !isAltered(state) && state.walk.second === "";

/** What stands at t in both. @param {State} state @param {number} t @returns {(string | undefined)[]} */
export const wordsAt = (state, t) => [originalOf(state), otherOf(state)].map((trace) => trace?.tokens[t]?.text);

/** With all that was altered taken back the network beside it stays: no other is put there unasked. @param {State} before
 * @returns {Change} */
export const stayedBeside = (before) => (state) => {
  const altered = before.interventions.length > 0 && before.text === state.text && before.wishes === null && before.walk.second === "" && before.beside.model === null;
  const plain = state.interventions.length === 0 && state.wishes === null && state.beside.model === null;
  return altered && plain ? otherAsked(state.model.id, state.beside.on)(state) : state;
};

/** What a link asks for, or the list of networks. @param {string | null} id @param {"one" | "other"} [on]  whose unit is pinned
 * @returns {Change} */
export const otherAsked = (id, on = "one") => (state) => {
  const model = state.models.some((card) => card.id === id) ? id : null;
  return model === state.beside.model && on === state.beside.on ? state : changed(state, { beside: { ...state.beside, model, on } });
};

/** A unit of one of the two. @param {"one" | "other"} side @param {number} unit @param {number} t @returns {Change} */
export const sidePinned = (side, unit, t) => (state) => {
  const next = unitPinned(unit, t)(state);
  const on = corresponds(state) ? "one" : side;
  return on === next.beside.on ? next : changed(next, { beside: { ...next.beside, on } });
};

/** @param {string} second @param {boolean} typing  whether the caret stands right behind its last word @returns {Change} */
export const secondTyped = (second, typing) => (state) => typingBeside(typing)(secondChosen(second)(state));

/** @param {boolean} typing @returns {Change} */
export const typingBeside = (typing) => (state) => (state.beside.typing === typing ? state : changed(state, { beside: { ...state.beside, typing } }));

/** @param {BesidePart} part @param {string} question @param {any} value @returns {Change} */
export const besideArrived = (part, question, value) => (state) => {
  const { answers, problems } = state.beside;
  return changed(state, { beside: { ...state.beside, answers: { ...answers, [part]: { question, value } }, problems: { ...problems, [part]: "" } } });
};

/** @param {BesidePart} part @param {string} why @returns {Change} */
export const besideFailed = (part, why) => (state) =>
  changed(state, { beside: { ...state.beside, problems: { ...state.beside.problems, [part]: why } } });

/** What is on screen from now on until more is there. @type {Change} */
export const besideSettled = (state) => {
  const [model, second] = [state.beside.model, state.walk.second];
  const { last, problems } = state.beside;
  if (last !== null && last.model === model && last.second === second && !problems.trace) return state;
  return changed(state, { beside: { ...state.beside, last: { model, second }, problems: { ...problems, trace: "" } } });
};

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
  const length = otherOf(next)?.tokens.length;
  return length === undefined ? next : { ...longerKnown(length)(next), t };
};
