// The address of the page holds what is on screen: it follows the state, and the browser's Back leads the state back.

import { linkFollowed } from "./arrival.js";
import { isOfAnotherKind } from "./kinds.js";
import { fromQuery, toOtherKind, toQuery } from "./query.js";

/** @typedef {import("./types.js").State} State */
/** @typedef {import("./types.js").History} History */

const PAUSE = 300; // ms; Chromium ignores more than 200 changes of the address in 30 s

/** @param {import("./types.js").Update} update
 * @returns {(state: State, before: State, history: History) => void}  to be called with every new state */
export function createAddress(update) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let pause;
  let latest = location.search;

  /** @param {string} query @param {"pushState" | "replaceState"} how */
  function write(query, how) {
    clearTimeout(pause);
    pause = undefined;
    if (query !== location.search) history[how](null, "", query || location.pathname);
  }

  addEventListener("popstate", () => {
    clearTimeout(pause);
    pause = undefined;
    latest = location.search;
    update(linkFollowed(fromQuery(location.search)));
  });
  addEventListener("pagehide", () => write(latest, "replaceState"));

  const leave = createDeparture();
  return (state, before, how) => {
    if (isOfAnotherKind(state)) return leave(state);
    const query = toQuery(state);
    if (query === latest) return;
    if (how === "push") write(toQuery(before), "replaceState");
    latest = query;
    if (how === "push") write(query, "pushState");
    else pause ??= setTimeout(() => write(latest, "replaceState"), PAUSE);
  };
}

/** A model that reads characters has a page with other texts than one that reads words, and the server writes it.
 * @returns {(state: State) => void} */
function createDeparture() {
  let left = false;
  addEventListener("pageshow", ({ persisted }) => left && persisted && location.reload());
  return (state) => {
    if (left) return;
    left = true;
    location.assign(toOtherKind(state));
  };
}
