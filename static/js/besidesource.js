// Asks for what the page Compare shows and a trace does not hold: the other reading, the comparison, both influences.

import { createAlteredTrace, createComparison, createInfluences, isUnfinished } from "./api.js";
import { createAsker } from "./asker.js";
import { answerOf, besideArrived, besideFailed, besideSettled, isAltered, longerKnown, otherModel, otherOf, questionsOf, stayedBeside } from "./beside.js";
import { readsCharacters } from "./kinds.js";
import { isTraced, originalOf } from "./state.js";
import { readInfluence, readTrace } from "./wire.js";

/** @typedef {import("./types.js").State} State */
/** @typedef {import("./types.js").BesidePart} BesidePart */

const PAUSE = 150; // ms, while a sentence is being typed

/** @type {Record<BesidePart, (question: any, signal: AbortSignal, state: State) => Promise<any>>} */
const ASK = {
  trace: async ({ model, ...reading }, signal, state) => {
    const trace = readTrace(await createAlteredTrace(model, reading, signal));
    return state.beside.typing && !readsCharacters(state.model) ? { ...trace, begins: await isUnfinished(trace, signal) } : trace;
  },
  comparison: ({ model, ...asked }, signal) => createComparison(model, asked, signal),
  one: async ({ model: _id, ...reading }, signal, state) => readInfluence(await createInfluences(state.model, originalOf(state).tokens.length, reading, signal)),
  other: async ({ model: _id, ...reading }, signal, state) => readInfluence(await createInfluences(otherModel(state), otherOf(state)?.tokens.length ?? 0, reading, signal)),
};

/** Whether there is nothing to ask: it is known, there is none, or how long the other sentence is has to be known first.
 * @param {State} state @param {BesidePart} part */
function isSettled(state, part) {
  const isThere = otherOf(state) !== null;
  if (part === "trace") return isThere;
  return answerOf(state, part) !== null || (part === "other" && (isAltered(state) || !isThere));
}

/** @param {import("./types.js").Update} update @returns {(state: State, before?: State) => void}  to be
 * called with every new state, and the one before it */
export function createBesideSource(update) {
  const parts = /** @type {BesidePart[]} */ (Object.keys(ASK));
  const askers = parts.map((part) => createAsker(update, (value, question) => besideArrived(part, question, value), (why) => besideFailed(part, why), PAUSE));
  return (state, before) => {
    if (before) update(stayedBeside(before));
    const length = otherOf(state)?.tokens.length;
    if (length !== undefined && length !== state.longer) update(longerKnown(length));
    if (length !== undefined) update(besideSettled);
    if (!isTraced(state)) return;
    const questions = questionsOf(state);
    parts.forEach((part, i) => {
      askers[i](isSettled(state, part), questions[part], (signal) => ASK[part](questions[part], signal, state));
    });
  };
}
