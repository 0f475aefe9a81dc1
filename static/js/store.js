// The one place that holds the state.

/** @typedef {import("./types.js").State} State */
/** @typedef {import("./types.js").Update} Update */
/** @typedef {(state: State, before: State, history: import("./types.js").History) => void} Listener */

/** A change that is asked for while listeners are being told of another waits its turn, so that each listener is told
 * of every change by itself, and of the history it asks for.
 * @param {State} state @returns {{get: () => State, update: Update, subscribe: (listener: Listener) => void}} */
export function createStore(state) {
  /** @type {Listener[]} */
  const listeners = [];
  /** @type {[import("./types.js").Change, import("./types.js").History][]} */
  const waiting = [];
  let telling = false;

  function tell() {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [change, history] = next;
      const before = state;
      state = change(before);
      if (state !== before) for (const listener of listeners) listener(state, before, history);
    }
  }
  return {
    get: () => state,
    subscribe: (listener) => void listeners.push(listener),
    update(change, history = "replace") {
      waiting.push([change, history]);
      if (telling) return;
      telling = true;
      try {
        tell();
      } finally {
        telling = false;
      }
    },
  };
}
