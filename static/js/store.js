// The one place that holds the state.

/** @typedef {import("./types.js").State} State */
/** @typedef {import("./types.js").Update} Update */
/** @typedef {(state: State, before: State, history: import("./types.js").History) => void} Listener */

/** @param {State} state @returns {{get: () => State, update: Update, subscribe: (listener: Listener) => void}} */
export function createStore(state) {
  /** @type {Listener[]} */
  const listeners = [];
  return {
    get: () => state,
    subscribe: (listener) => void listeners.push(listener),
    update(change, history = "replace") {
      const before = state;
      state = change(before);
      if (state !== before) for (const listener of listeners) listener(state, before, history);
    },
  };
}
