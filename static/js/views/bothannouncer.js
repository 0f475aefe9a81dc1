// Says each step of two readings to a screen reader, in the page's one polite live region.

import { namesOf, otherOf, settled } from "../beside.js";
import { originalOf } from "../state.js";
import { _ } from "../texts.js";

/** @typedef {import("../types.js").State} State */

/** "time stamp 1: first sentence, 'dog', then 'is', 28 percent; …" @param {State} state */
export function announcement(state) {
  const names = namesOf(state);
  const parts = [originalOf(state), otherOf(state)].map((trace, i) => {
    const [token, likeliest] = [trace?.tokens[state.t], trace?.outputs[state.t]?.top[0]];
    if (!token) return _("{name} is over", { name: names[i] });
    if (!likeliest) return _("{name}, '{word}'", { name: names[i], word: token.text });
    const next = likeliest.token === "</s>" ? _("the end of the sentence") : `'${likeliest.token}'`;
    return _("{name}, '{word}', then most likely {next}, {percent} percent", { name: names[i], word: token.text, next, percent: Math.round(100 * likeliest.probability) });
  });
  return _("time stamp {t}: {one}; {other}", { t: state.t, one: parts[0], other: parts[1] });
}

/** Whether one took the place of another. @param {import("../types.js").Trace | null} before @param {import("../types.js").Trace | null} now */
const isAnother = (before, now) => before !== null && now !== null && before !== now;

/** @param {HTMLElement} root @returns {import("../types.js").Render} */
function mount(root) {
  /** @type {State | null} */
  let last = null;
  return (asked) => {
    const state = settled(asked);
    // Nothing is said at first: the reader is then told the page itself.
    if (last && (last.trace !== state.trace || last.t !== state.t || isAnother(otherOf(last), otherOf(state)))) root.textContent = announcement(state);
    last = state;
  };
}

/** @type {import("../types.js").View} */
export const bothAnnouncer = { id: "announcer", title: "Announcer", mount };
