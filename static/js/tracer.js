// Asks for the trace of what stands in the input, and puts it into the state: the latest wins, whatever the order
// in which answers arrive.

import { createAlteredTrace, createTrace, Failure, getWeights, isUnfinished } from "./api.js";
import { traced } from "./arrival.js";
import { askedOf, carriedFrom, fitting, leftOut, requestOf, shortened, stateAfter } from "./interventions.js";
import { isOfAnotherKind, readsCharacters } from "./kinds.js";
import { failed, isTraced, originalOf } from "./state.js";
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
    if (latest === undefined || isTraced(latest) || isOfAnotherKind(latest)) return;
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
    const asking = JSON.stringify([state.asked, state.text, state.interventions]);
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
    if (!signal.aborted) update(failed(failure.message, failure.passing));
    return !failure.passing;
  }
  return true;
}

/** @param {State} state @param {AbortSignal} signal */
async function ask(state, signal) {
  const another = state.asked !== state.model.id;
  const [plain, weights, initial] = await Promise.all([
    plainTrace(state, signal),
    another ? getWeights(state.asked, signal) : null,
    initialState(state, signal),
  ]);
  const model = another ? state.models.find(({ id }) => id === state.asked) : undefined;
  const found = fitting(state.interventions, model ?? state.model, plain.tokens);
  const { kept } = found;
  const problem = leftOut(found, model ?? state.model, plain.tokens);
  const unfinished = state.typing && !readsCharacters(state.model) && (await isUnfinished(plain, signal));
  const more = { text: state.text, unfinished, model, weights: weights ? readWeights(weights) : undefined, applied: kept, problem };
  if (kept.length === 0) return { trace: plain, ...more };
  const asked = { ...requestOf(kept, model ?? state.model, plain.tokens), ...(initial ? { initial } : {}) };
  return { trace: readTrace(await createAlteredTrace(state.asked, asked, signal)), original: plain, ...more };
}

/** The sentence without interventions: that on screen where it is the same. @param {State} state @param {AbortSignal} signal */
async function plainTrace(state, signal) {
  if (state.text === state.traced && state.asked === state.model.id) return originalOf(state);
  return readTrace(await createTrace(state.asked, state.text, signal));
}

/** The state that another sentence leaves; null where none is to be carried in.
 * @param {State} state @param {AbortSignal} signal */
async function initialState(state, signal) {
  const text = carriedFrom(state.interventions);
  if (text === null) return null;
  if (text === carriedFrom(state.applied) && state.asked === state.model.id) return askedOf(state.trace).initial ?? null;
  const trace = readTrace(await createTrace(state.asked, text, signal).catch((error) => {
    if (!(error instanceof Failure) || error.passing) throw error;
    throw new Failure(_("The memory of “{sentence}” cannot be carried in. {problem}", { sentence: shortened(text), problem: error.message }));
  }));
  return trace.tokens.length ? stateAfter(trace, Object.keys(trace.layers[0].initial)) : null;
}
