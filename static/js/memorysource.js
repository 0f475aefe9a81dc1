// Asks for what the page Memory shows and a trace does not hold: influences, those of a second model, a word left out.

import { createInfluences, createOmission } from "./api.js";
import { createAsker } from "./asker.js";
import { influenceOf, omissionOf, otherOf, recallArrived, recallFailed } from "./recall.js";
import { readInfluence } from "./wire.js";

/** @typedef {import("./types.js").State} State */

/** @param {import("./types.js").Update} update @returns {(state: State) => void}  to be called with every new state */
export function createMemorySource(update) {
  const [influence, other, omission] = /** @type {const} */ (["influence", "other", "omission"]).map((part) =>
    createAsker(update, (value) => recallArrived(part, value), (why) => recallFailed(part, why)));
  return (state) => {
    const { model, models, trace, memory } = state;
    const { against, omitted, instead } = memory;
    const words = trace.tokens.map(({ text }) => text);
    const rival = models.find(({ id }) => id === against) ?? model;
    influence(influenceOf(state) !== null, [model.id, words], async (signal) => readInfluence(await createInfluences(model, words.length, { tokens: words }, signal)));
    other(against === null || otherOf(state) !== null, [against, words], async (signal) => readInfluence(await createInfluences(rival, words.length, { tokens: words }, signal)));
    omission(words.length === 0 || omissionOf(state) !== null, [model.id, words, omitted, instead], (signal) =>
      createOmission(model, words, omitted, instead, signal));
  };
}
