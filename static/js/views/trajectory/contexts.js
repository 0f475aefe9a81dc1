// The held-out texts that left the network in nearly the same state, with the word at which they did. Corpus text becomes
// text nodes, never markup.

import { joined, readsCharacters, spaced } from "../../kinds.js";
import { _ } from "../../texts.js";

/** @typedef {import("../../types.js").Context} Context */
/** @typedef {{before: string, word: string, after: string}} Parts */

const [BEFORE, AFTER] = [60, 60]; // characters that are shown of a long text

/** Tokens as people write them: nothing before a mark that ends something. @param {string[]} tokens @returns {string} */
export const written = (tokens) => tokens.reduce((text, token) => text + (text === "" || /^[.,?!;:%)\]’”]+$/.test(token) ? "" : " ") + token, "");

/** The text up to the word, the word, and what comes after it. @param {Pick<Context, "tokens" | "t">} context
 * @param {Pick<import("../../types.js").Card, "reads">} model @returns {Parts} */
export function partsOf({ tokens, t }, model) {
  const join = (/** @type {string[]} */ some) => (readsCharacters(model) ? spaced(joined(some, model), model) : written(some));
  const whole = join(tokens);
  const until = join(tokens.slice(0, t + 1));
  const before = join(tokens.slice(0, t));
  const gap = until.length - before.length - tokens[t].length;
  return { before: cutLeft(before + until.slice(before.length, before.length + gap)), word: tokens[t], after: cutRight(whole.slice(until.length)) };
}

/** Between words, where there are any. @param {string} text */
const cutLeft = (text) => (text.length > BEFORE ? `…${text.slice(-BEFORE).replace(/^\S*(?=\s+\S)/, "")}` : text);
/** @param {string} text */
const cutRight = (text) => (text.length > AFTER ? `${text.slice(0, AFTER).replace(/(?<=\S\s+)\S*$/, "").trimEnd()}…` : text);

/** @param {Context} context @param {Pick<import("../../types.js").Card, "reads">} model @returns {HTMLLIElement} */
export function line(context, model) {
  const { before, word, after } = partsOf(context, model);
  const item = document.createElement("li");
  const text = item.appendChild(document.createElement("span"));
  text.className = "context";
  text.lang = "en";
  text.translate = false;
  const mark = document.createElement("mark");
  mark.textContent = word;
  const rest = document.createElement("span");
  rest.className = "rest";
  rest.textContent = after;
  text.append(before, mark, rest);
  const distance = item.appendChild(document.createElement("span"));
  distance.className = "distance";
  const away = { distance: context.distance.toFixed(1) };
  distance.textContent = context.known ? _("about {distance} away", away) : _("about {distance} away, read as <unk> too", away);
  return item;
}
