// Asks for what the path of the hidden state needs and a trace does not hold: the components, once for each network; the
// second sentence; the contexts, when a trace has stood for a while. Nothing is asked for before its panel is nearly in
// sight, for the page is to be whole without a second request.

import { createTrace, createTrajectory, Failure, getComponents } from "./api.js";
import { _ } from "./texts.js";
import { componentsOf, nearOf, otherOf, walkArrived, walkFailed } from "./walk.js";
import { readTrace } from "./wire.js";

/** @typedef {import("./types.js").State} State */
/** @typedef {import("./types.js").Update} Update */

const PAUSE = 600; // ms without another trace
const RETRY = 3000; // ms
const NEAREST = 3;
const NEARLY = "400px";

/** @param {Update} update @returns {(state: State) => void}  to be called with every new state */
export function createWalkSource(update) {
  const [components, other, near] = [createAsker("components", 0, update), createAsker("other", 0, update), createAsker("near", PAUSE, update)];
  /** @type {State} */
  let state;
  let nearby = false;
  function ask() {
    if (!nearby) return;
    const { model, trace, walk, applied } = state;
    const words = trace.tokens.map(({ text }) => text);
    const id = model.id;
    const bank = Boolean(model.bank);
    components(bank && componentsOf(state) === null, [id], (signal) => getComponents(id, signal));
    other(bank && walk.second !== "" && otherOf(state) === null, [id, walk.second], async (signal) => ({
      text: walk.second, trace: readTrace(await createTrace(id, walk.second, signal)),
    }));
    near(bank && words.length > 0 && applied.length === 0 && nearOf(state) === null, [id, words, applied.length], async (signal) => ({
      trace, nearest: (await createTrajectory(id, { tokens: words, nearest: NEAREST }, signal)).nearest,
    }));
  }
  addEventListener("painted", () => {
    const panel = document.getElementById("trajectory");
    if (!panel) return;
    new IntersectionObserver((entries) => {
      nearby = entries[entries.length - 1].isIntersecting;
      ask();
    }, { rootMargin: NEARLY }).observe(panel);
  }, { once: true });
  return (next) => {
    state = next;
    ask();
  };
}

/** @param {"components" | "other" | "near"} part @param {number} pause @param {Update} update */
function createAsker(part, pause, update) {
  let asked = "";
  let order = new AbortController();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let wait;
  /** @param {boolean} wanted @param {unknown} about @param {(signal: AbortSignal) => Promise<any>} get */
  return (wanted, about, get) => {
    const question = wanted ? JSON.stringify(about) : "";
    if (question === asked) return;
    asked = question;
    order.abort();
    clearTimeout(wait);
    if (!wanted) return;
    order = new AbortController();
    const { signal } = order;
    wait = setTimeout(async () => {
      try {
        const answer = await get(signal);
        if (!signal.aborted) update(walkArrived(part, answer));
      } catch (error) {
        if (signal.aborted) return;
        // What may succeed later is asked again when something else changes, though not at once and without end.
        if (!(error instanceof Failure) || error.passing) setTimeout(() => (asked = ""), RETRY);
        update(walkFailed(part, error instanceof Failure ? error.message : _("The server's answer could not be read.")));
      }
    }, pause);
  };
}
