// Asks the server to hold the trace on screen against torch: once for each trace, when it has stood for a while.

import { checkTrace, Failure } from "./api.js";
import { askedOf } from "./interventions.js";
import { checked, checkFailed } from "./state.js";

/** @typedef {import("./types.js").State} State */

const PAUSE = 1000; // ms without another trace

/** @param {import("./types.js").Update} update @returns {(state: State) => void}  to be called with every new state */
export function createChecker(update) {
  /** @type {import("./types.js").Trace | null} */
  let seen = null;
  let order = new AbortController();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let pause;
  return ({ trace }) => {
    if (trace === seen) return;
    seen = trace;
    order.abort();
    clearTimeout(pause);
    if (trace.tokens.length === 0 || trace.check) return;
    order = new AbortController();
    const { signal } = order;
    pause = setTimeout(() => void answer(trace, signal, update), PAUSE);
  };
}

/** @param {import("./types.js").Trace} trace @param {AbortSignal} signal @param {import("./types.js").Update} update */
async function answer(trace, signal, update) {
  try {
    update(checked(trace, await checkTrace(trace.model, askedOf(trace), signal)));
  } catch (error) {
    if (signal.aborted) return;
    if (!(error instanceof Failure)) throw error;
    update(checkFailed(trace, error.message));
  }
}
