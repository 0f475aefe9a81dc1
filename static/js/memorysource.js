// Asks for what the page Memory shows and a trace does not hold: influences, those of a second model, a word left out.
// The latest question wins.

import { createInfluences, createOmission, Failure } from "./api.js";
import { influenceOf, omissionOf, otherOf, recallArrived, recallFailed } from "./recall.js";
import { _ } from "./texts.js";
import { readInfluence } from "./wire.js";

/** @typedef {import("./types.js").State} State */
/** @typedef {import("./types.js").Update} Update */
/** @typedef {"influence" | "other" | "omission"} Part */

const RETRY = 3000; // ms

/** @param {Update} update @returns {(state: State) => void}  to be called with every new state */
export function createMemorySource(update) {
  const asks = { influence: createAsker("influence", update), other: createAsker("other", update), omission: createAsker("omission", update) };
  return (state) => {
    const { model, trace, memory } = state;
    const { against, omitted, instead } = memory;
    const words = trace.tokens.map(({ text }) => text);
    asks.influence(influenceOf(state) !== null, [model.id, words], async (signal) => readInfluence(await createInfluences(model.id, words, signal)));
    asks.other(against === null || otherOf(state) !== null, [against, words], async (signal) => readInfluence(await createInfluences(against ?? "", words, signal)));
    asks.omission(words.length === 0 || omissionOf(state) !== null, [model.id, words, omitted, instead], (signal) =>
      createOmission(model.id, words, omitted, instead, signal));
  };
}

/** @param {Part} part @param {Update} update */
function createAsker(part, update) {
  let asked = "";
  let order = new AbortController();
  /** @param {boolean} there @param {unknown} about @param {(signal: AbortSignal) => Promise<any>} get */
  return async (there, about, get) => {
    const question = JSON.stringify(about);
    if (question === asked) return;
    asked = question;
    order.abort();
    if (there) return;
    order = new AbortController();
    const { signal } = order;
    try {
      const answer = await get(signal);
      if (!signal.aborted) update(recallArrived(part, answer));
    } catch (error) {
      if (signal.aborted) return;
      // What may succeed later is asked again when something else changes, though not at once and without end.
      if (!(error instanceof Failure) || error.passing) setTimeout(() => (asked = ""), RETRY);
      update(recallFailed(part, error instanceof Failure ? error.message : _("The server's answer could not be read.")));
    }
  };
}
