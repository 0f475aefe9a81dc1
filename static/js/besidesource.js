// Asks for what the page Compare shows and a trace does not hold: the other reading, the comparison, both influences.

import { createAlteredTrace, createComparison, createInfluences } from "./api.js";
import { createAsker } from "./asker.js";
import { answerOf, besideArrived, besideFailed, besideSettled, isAltered, longerKnown, otherOf, questionsOf } from "./beside.js";
import { isTraced } from "./state.js";
import { readInfluence, readTrace } from "./wire.js";

/** @typedef {import("./types.js").State} State */
/** @typedef {import("./types.js").BesidePart} BesidePart */

const PAUSE = 150; // ms, while a sentence is being typed

/** @type {Record<BesidePart, (question: any, signal: AbortSignal) => Promise<any>>} */
const ASK = {
  trace: async ({ model, ...reading }, signal) => readTrace(await createAlteredTrace(model, reading, signal)),
  comparison: ({ model, ...asked }, signal) => createComparison(model, asked, signal),
  one: async ({ model, ...reading }, signal) => readInfluence(await createInfluences(model, reading, signal)),
  other: async ({ model, ...reading }, signal) => readInfluence(await createInfluences(model, reading, signal)),
};

/** @param {import("./types.js").Update} update @returns {(state: State) => void}  to be called with every new state */
export function createBesideSource(update) {
  const parts = /** @type {BesidePart[]} */ (Object.keys(ASK));
  const askers = parts.map((part) => createAsker(update, (value, question) => besideArrived(part, question, value), (why) => besideFailed(part, why), PAUSE));
  return (state) => {
    const length = otherOf(state)?.tokens.length;
    if (length !== undefined && length !== state.longer) update(longerKnown(length));
    if (length !== undefined) update(besideSettled);
    if (!isTraced(state)) return;
    const questions = questionsOf(state);
    parts.forEach((part, i) => {
      const known = part === "trace" ? length !== undefined : (part === "other" && isAltered(state)) || answerOf(state, part) !== null;
      askers[i](known, questions[part], (signal) => ASK[part](questions[part], signal));
    });
  };
}
