// A timer that steps forward while the state says that it plays.

import { ticked } from "./state.js";

/** @typedef {import("./types.js").State} State */
/** @typedef {import("./types.js").Update} Update */

/** @param {Update} update @returns {(state: State) => void}  to be called with every new state */
export function createPlayer(update) {
  /** @type {ReturnType<typeof setInterval> | undefined} */
  let timer;
  let speed = 0;
  return (state) => {
    const wanted = state.playing ? state.speed : 0;
    if (wanted === speed) return;
    speed = wanted;
    clearInterval(timer);
    if (speed > 0) timer = setInterval(() => update(ticked), 1000 / speed);
  };
}
