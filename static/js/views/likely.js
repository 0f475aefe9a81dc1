// What both say comes next at the current time stamp: the likeliest words of each, side by side, and how far the two
// predictions are apart.

import { comparisonOf, divergencesOf, namesOf, problemOf, SAME_BITS, settled } from "../beside.js";
import { html } from "../html.js";
import { fixed, probability } from "../scale.js";
import { setText } from "../svg.js";
import { _ } from "../texts.js";

/** @typedef {import("../types.js").State} State */

/** From here on two predictions are called so, in bits. @type {[number, () => string][]} */
const WORDS = [
  [0.5, () => _("they expect quite different words")],
  [0.15, () => _("they differ clearly")],
  [0.02, () => _("they differ a little")],
  [SAME_BITS, () => _("they hardly differ")],
  [0, () => _("they say exactly the same")],
];

/** @param {State} state @returns {string} */
export function says(state) {
  const comparison = comparisonOf(state);
  if (comparison === null) return problemOf(state, "comparison") || _("The comparison is being computed.");
  const stamp = comparison.stamps[state.t];
  if (!stamp) return _("Nothing was read, so nothing is said.");
  const names = namesOf(state);
  const [one, other] = [comparison.one.tokens.length, comparison.other.tokens.length];
  if (one === 0 || other === 0) return _("The {name} is empty: there is nothing to compare.", { name: one === 0 ? names[0] : names[1] });
  const divergence = divergencesOf(state)[state.t];
  if (divergence === null) {
    const over = state.t < one ? names[1] : names[0];
    return _("At time stamp {t} the {name} is over: there is nothing to compare.", { t: state.t, name: over });
  }
  const [, word] = /** @type {[number, () => string]} */ (WORDS.find(([least]) => divergence >= least));
  const values = { bits: fixed(divergence, 3), word: word(), first: firstWords(stamp.top) };
  return divergence === 0
    ? _("The predictions are {bits} bits apart, of at most 1: {word}.", values)
    : _("The predictions are {bits} bits apart, of at most 1: {word}, and {first}.", values);
}

/** What each expects before all else. @param {{token: string, one: number | null, other: number | null}[]} top */
function firstWords(top) {
  const [one, other] = /** @type {const} */ (["one", "other"]).map((side) => top.reduce((best, each) => (Number(each[side]) > Number(best[side]) ? each : best)).token)
    .map((token) => (token === "</s>" ? _("the end") : `“${token}”`));
  return one === other ? _("both expect {one} first", { one }) : _("one expects {one} first, the other {other}", { one, other });
}

/** @param {HTMLElement} root @returns {import("../types.js").Render} */
function mount(root) {
  const find = (/** @type {string} */ selector) => /** @type {HTMLElement} */ (root.querySelector(selector));
  const [text, body, first, second] = [".says", "tbody", ".first", ".second"].map(find);
  /** @type {unknown[]} */
  let last = [];
  return (asked) => {
    const state = settled(asked);
    const now = [comparisonOf(state), state.t, state.beside.problems];
    if (now.every((value, place) => value === last[place])) return;
    last = now;
    const names = namesOf(state);
    setText(text, says(state));
    setText(first, names[0]);
    setText(second, names[1]);
    const top = [...(comparisonOf(state)?.stamps[state.t]?.top ?? [])].sort((a, b) => Math.max(b.one ?? 0, b.other ?? 0) - Math.max(a.one ?? 0, a.other ?? 0));
    body.replaceChildren(...top.map(({ token, one, other }) => {
      const row = html("tr", "", word(token), share(one, "one"), share(other, "other"));
      return row;
    }));
    find("table").hidden = top.length === 0;
  };
}

/** @param {string} token */
function word(token) {
  const cell = html("th", token === "</s>" ? "end" : "", token === "</s>" ? _("end of the sentence") : token);
  cell.scope = "row";
  cell.dir = "auto";
  return cell;
}

/** @param {number | null} p @param {string} side */
function share(p, side) {
  const cell = html("td", side, ...(p === null ? [] : [html("span", "", probability(p))]));
  cell.style.setProperty("--share", String(p ?? 0));
  return cell;
}

/** @type {import("../types.js").View} */
export const likely = { id: "likely", title: "What both say comes next", mount };
