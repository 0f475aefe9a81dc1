// Says each step to a screen reader, in the page's one polite live region.

import { _ } from "../texts.js";

const END = "</s>";

/** "time stamp 2, 'a': most likely next word 'good', 7 percent". @param {import("../types.js").State} state */
export function announcement({ trace, original, t }) {
  const [token, output] = [trace.tokens[t], trace.outputs[t]];
  if (!token) return _("The sentence is empty.");
  if (!output?.top.length) return _("time stamp {t}, '{word}'", { t, word: token.text });
  const [{ token: next, probability }] = output.top;
  const values = { t, word: token.text, next, percent: Math.round(100 * probability) };
  const now = next === END
    ? _("time stamp {t}, '{word}': most likely the end of the sentence, {percent} percent", values)
    : _("time stamp {t}, '{word}': most likely next word '{next}', {percent} percent", values);
  const before = original?.outputs[t]?.top[0];
  return before ? `${now}; ${beforeIt(before)}` : now;
}

/** What it was before something was altered. @param {import("../types.js").Prediction} before */
function beforeIt({ token, probability }) {
  const values = { next: token, percent: Math.round(100 * probability) };
  return token === END
    ? _("in the original the end of the sentence, {percent} percent", values)
    : _("in the original '{next}', {percent} percent", values);
}

/** The live region, with what else a page has to say of a step, now or once it is there. @param {(state: import("../types.js").State) => string} [more]
 * @returns {import("../types.js").View["mount"]} */
export const announcing = (more = () => "") => (root) => {
  /** @type {import("../types.js").State | null} */
  let last = null;
  let awaited = false; // what else there is to say comes later
  return (state) => {
    // Nothing is said at first: the reader is then told the page itself.
    const stepped = last !== null && (last.trace !== state.trace || last.t !== state.t);
    const rest = stepped || awaited ? more(state) : "";
    if (stepped) root.textContent = [announcement(state), rest].filter(Boolean).join(". ");
    else if (rest) root.textContent = rest;
    if (stepped || rest) awaited = rest === "";
    last = state;
  };
};

/** @type {import("../types.js").View} */
export const announcer = { id: "announcer", title: "Announcer", mount: announcing() };
