// Asks the server how it derives the pinned unit or word, and what torch gives for it: some time after the last
// step, never while playing, and once for each question.

import { createDerivation, Failure } from "./api.js";
import { askedOf } from "./interventions.js";
import { derived } from "./state.js";
import { _ } from "./texts.js";
import { questionOf, sameQuestion } from "./views/derivation/question.js";

/** @typedef {import("./types.js").State} State */
/** @typedef {import("./types.js").Update} Update */
/** @typedef {import("./views/derivation/question.js").Question} Question */

const PAUSE = 400; // ms without a step

/** @param {Update} update @returns {(state: State) => void}  to be called with every new state */
export function createOracle(update) {
  /** @type {Question | null} */
  let asked = null;
  let order = new AbortController();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let pause;
  return (state) => {
    const question = state.playing ? null : questionOf(state);
    if (sameQuestion(question, asked)) return;
    asked = question;
    order.abort();
    clearTimeout(pause);
    if (question === null || sameQuestion(question, state.derived)) return;
    order = new AbortController();
    const { signal } = order;
    pause = setTimeout(() => void answer(question, signal, update), PAUSE);
  };
}

/** @param {Question} question @param {AbortSignal} signal @param {Update} update */
async function answer(question, signal, update) {
  const { model, trace, t, symbol, unit, word, layer } = question;
  const about = word === null ? { symbol, unit, layer } : { word };
  try {
    const found = await createDerivation(model, { ...askedOf(trace), t, ...about }, signal);
    if (!signal.aborted) update(derived({ ...question, answer: found, problem: null }));
  } catch (error) {
    if (signal.aborted) return;
    const problem = error instanceof Failure ? error.message : _("The server's answer could not be read.");
    update(derived({ ...question, answer: null, problem }));
  }
}
