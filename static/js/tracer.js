// Asks for the trace of what stands in the input, and puts it into the state: the latest wins, whatever the order
// in which answers arrive.

import { beginsWord, createTrace, Failure, getWeights } from "./api.js";
import { traced } from "./arrival.js";
import { failed, isTraced } from "./state.js";
import { _ } from "./texts.js";
import { readTrace, readWeights } from "./wire.js";

/** @typedef {import("./types.js").State} State */
/** @typedef {import("./types.js").Trace} Trace */

const PAUSE = 120; // ms without a key before a half-typed sentence is traced
const RETRY = 3000; // ms until a server that could not be reached is asked again

/** `render` is to be called with every new state, `again` when what failed may now succeed.
 * @param {import("./types.js").Update} update */
export function createTracer(update) {
  let asked = "";
  let order = new AbortController();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let pause;
  /** @type {State | undefined} */
  let latest;

  /** @param {number} wait ms */
  function trace(wait) {
    order.abort();
    clearTimeout(pause);
    if (latest === undefined || isTraced(latest)) return;
    const state = latest;
    order = new AbortController();
    const { signal } = order;
    pause = setTimeout(async () => {
      const done = await answer(state, signal, update);
      if (!done && !signal.aborted) pause = setTimeout(() => trace(0), RETRY);
    }, wait);
  }

  /** @param {State} state */
  function render(state) {
    latest = state;
    const asking = JSON.stringify([state.asked, state.text]);
    if (asking === asked) return;
    asked = asking;
    trace(state.typing ? PAUSE : 0);
  }
  return { render, again: () => trace(0) };
}

/** Whether there is nothing more to ask: a trace came, or a refusal that would come again.
 * @param {State} state @param {AbortSignal} signal @param {import("./types.js").Update} update */
async function answer(state, signal, update) {
  try {
    const arrived = await ask(state, signal);
    if (!signal.aborted) update(traced(arrived));
  } catch (error) {
    const failure = error instanceof Failure ? error : new Failure(_("The server's answer could not be read."));
    if (!signal.aborted) update(failed(failure.message));
    return !failure.passing;
  }
  return true;
}

/** @param {State} state @param {AbortSignal} signal */
async function ask(state, signal) {
  const another = state.asked !== state.model.id;
  const [body, weights] = await Promise.all([
    createTrace(state.asked, state.text, signal),
    another ? getWeights(state.asked, signal) : null,
  ]);
  const trace = readTrace(body);
  const model = another ? state.models.find(({ id }) => id === state.asked) : undefined;
  const unfinished = state.typing && (await isUnfinished(trace, signal));
  return { trace, text: state.text, unfinished, model, weights: weights ? readWeights(weights) : undefined };
}

/** Whether the last word, unknown as it stands, begins one that is known.
 * @param {Trace} trace @param {AbortSignal} signal */
async function isUnfinished(trace, signal) {
  const last = trace.tokens.at(-1);
  return last !== undefined && !last.known && (await beginsWord(trace.model, last.text, signal));
}
