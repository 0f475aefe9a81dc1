// Asks the server for one thing at a time: the latest question wins, and what failed in passing is asked again.

import { Failure } from "./api.js";
import { _ } from "./texts.js";

/** @typedef {import("./types.js").Update} Update */
/** @typedef {import("./types.js").Change} Change */

const RETRY = 3000; // ms

/** @template Value
 * @param {Update} update @param {(value: Value, question: string) => Change} arrived @param {(why: string) => Change} failed
 * @param {number} [pause]  ms without another question before it is asked
 * @returns {(known: boolean, about: unknown, get: (signal: AbortSignal) => Promise<Value>) => void}  to be called with every
 *   new state: what is known needs no question, and of one question only the first call asks */
export function createAsker(update, arrived, failed, pause = 0) {
  let asked = "";
  let order = new AbortController();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let wait;
  return (known, about, get) => {
    const question = known ? "" : JSON.stringify(about);
    if (question === asked) return;
    asked = question;
    order.abort();
    clearTimeout(wait);
    if (known) return;
    order = new AbortController();
    const { signal } = order;
    wait = setTimeout(async () => {
      try {
        const value = await get(signal);
        if (!signal.aborted) update(arrived(value, question));
      } catch (error) {
        if (signal.aborted) return;
        // What may succeed later is asked again when something else changes, though not at once and without end.
        if (!(error instanceof Failure) || error.passing) setTimeout(() => (asked = ""), RETRY);
        update(failed(error instanceof Failure ? error.message : _("The server's answer could not be read.")));
      }
    }, pause);
  };
}
