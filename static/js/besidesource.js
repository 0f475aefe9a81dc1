// Asks for what the page Compare shows and a trace does not hold: the other reading, the comparison, both influences.
// The latest question wins.

import { createAlteredTrace, createComparison, createInfluences, Failure } from "./api.js";
import { answerOf, besideArrived, besideFailed, besideSettled, isAltered, longerKnown, otherOf, questionsOf } from "./beside.js";
import { isTraced } from "./state.js";
import { _ } from "./texts.js";
import { readInfluence, readTrace } from "./wire.js";

/** @typedef {import("./types.js").State} State */
/** @typedef {import("./types.js").Update} Update */
/** @typedef {import("./types.js").BesidePart} BesidePart */

const PAUSE = 150; // ms, while a sentence is being typed
const RETRY = 3000; // ms

/** @type {Record<BesidePart, (question: any, signal: AbortSignal) => Promise<any>>} */
const ASK = {
  trace: async ({ model, ...reading }, signal) => readTrace(await createAlteredTrace(model, reading, signal)),
  comparison: ({ model, ...asked }, signal) => createComparison(model, asked, signal),
  one: async ({ model, ...reading }, signal) => readInfluence(await createInfluences(model, reading, signal)),
  other: async ({ model, ...reading }, signal) => readInfluence(await createInfluences(model, reading, signal)),
};

/** @param {Update} update @returns {(state: State) => void}  to be called with every new state */
export function createBesideSource(update) {
  const asks = /** @type {[BesidePart, ReturnType<typeof createAsker>][]} */ (
    Object.keys(ASK).map((part) => [part, createAsker(/** @type {BesidePart} */ (part), update)]));
  return (state) => {
    const length = otherOf(state)?.tokens.length;
    if (length !== undefined && length !== state.longer) update(longerKnown(length));
    if (length !== undefined) update(besideSettled);
    if (!isTraced(state)) return;
    const questions = questionsOf(state);
    for (const [part, ask] of asks) {
      const known = part === "trace" ? otherOf(state) !== null : (part === "other" && isAltered(state)) || answerOf(state, part) !== null;
      ask(known, questions[part]);
    }
  };
}

/** @param {BesidePart} part @param {Update} update */
function createAsker(part, update) {
  let asked = "";
  let order = new AbortController();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let wait;
  /** @param {boolean} known @param {Record<string, any>} about */
  return (known, about) => {
    const question = JSON.stringify(about);
    if (question === asked) return;
    asked = question;
    order.abort();
    clearTimeout(wait);
    if (known) return;
    order = new AbortController();
    const { signal } = order;
    wait = setTimeout(async () => {
      try {
        const value = await ASK[part](about, signal);
        if (!signal.aborted) update(besideArrived(part, question, value));
      } catch (error) {
        if (signal.aborted) return;
        // What may succeed later is asked again when something else changes, though not at once and without end.
        if (!(error instanceof Failure) || error.passing) setTimeout(() => (asked = ""), RETRY);
        update(besideFailed(part, error instanceof Failure ? error.message : _("The server's answer could not be read.")));
      }
    }, PAUSE);
  };
}
