// Asks for what the path of the hidden state needs and a trace does not hold: the components, once for each network; the
// second sentence; the contexts, when a trace has stood for a while. Nothing is asked for before its panel is nearly in
// sight, for the page is to be whole without a second request.

import { createTrace, createTrajectory, getComponents } from "./api.js";
import { createAsker } from "./asker.js";
import { componentsOf, nearOf, otherOf, walkArrived, walkFailed } from "./walk.js";
import { readTrace } from "./wire.js";

/** @typedef {import("./types.js").State} State */
/** @typedef {import("./types.js").Update} Update */

const PAUSE = 600; // ms without another trace
const NEAREST = 3;
const NEARLY = "400px";

/** @param {Update} update @returns {(state: State) => void}  to be called with every new state */
export function createWalkSource(update) {
  const [components, other, near] = /** @type {const} */ (["components", "other", "near"]).map((part) =>
    createAsker(update, (value) => walkArrived(part, value), (why) => walkFailed(part, why), part === "near" ? PAUSE : 0));
  /** @type {State} */
  let state;
  let nearby = false;
  function ask() {
    if (!nearby) return;
    const { model, trace, walk, applied } = state;
    const words = trace.tokens.map(({ text }) => text);
    const id = model.id;
    const bank = Boolean(model.bank);
    components(!bank || componentsOf(state) !== null, [id], (signal) => getComponents(id, signal));
    other(!bank || walk.second === "" || otherOf(state) !== null, [id, walk.second], async (signal) => ({
      text: walk.second, trace: readTrace(await createTrace(id, walk.second, signal)),
    }));
    near(!bank || words.length === 0 || applied.length > 0 || nearOf(state) !== null, [id, words, applied.length], async (signal) => ({
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
