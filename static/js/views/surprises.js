// How surprised each reading was by the word that came next.

import { comparisonOf, namesOf, settled, wordsAt } from "../beside.js";
import { fixed, percent, scientific } from "../scale.js";
import { _ } from "../texts.js";
import { mountTimelines, ticksOf } from "../timeline.js";

/** @typedef {import("../types.js").State} State */

/** What each foresaw at t: the word that came at t+1, the end behind the last. @param {State} state @param {number} T */
function foreseen(state, T) {
  const { one, other } = /** @type {import("../types.js").Comparison} */ (comparisonOf(state));
  const ends = [one.tokens.length, other.tokens.length];
  return Array.from({ length: T }, (_each, t) => {
    const words = wordsAt(state, t + 1).map((word, i) => word ?? (t + 1 === ends[i] ? _("end") : undefined));
    return /** @type {string[]} */ ([...new Set(words.filter((word) => word !== undefined))]);
  });
}

/** @param {State} state @param {number} width @returns {import("../timeline.js").Timeline[]} */
export function chartsOf(state, width) {
  const { stamps = [] } = comparisonOf(state) ?? {};
  if (stamps.length === 0) return [];
  const names = namesOf(state);
  const [one, other] = [stamps.map((stamp) => stamp.one), stamps.map((stamp) => stamp.other)];
  return [{
    words: foreseen(state, stamps.length), t: state.t, width, ticks: ticksOf([...one, ...other]), format: (value) => fixed(value, 1),
    unit: _("Surprisal of the word that came next, in nats"),
    lines: [{ name: names[0], kind: "first", values: one }, { name: names[1], kind: "second", values: other }],
  }];
}

/** @param {State} state @returns {string} */
export function says(state) {
  const comparison = comparisonOf(state);
  const stamp = comparison?.stamps[state.t];
  if (!comparison || !stamp) return "";
  const names = namesOf(state);
  const next = wordsAt(state, state.t + 1);
  if (stamp.one === null && stamp.other === null) return _("No known word came next, so there is nothing to be surprised at.");
  const parts = /** @type {const} */ (["one", "other"]).map((side, i) => {
    const value = stamp[side];
    if (state.t >= comparison[side].tokens.length) return _("{name} is over", { name: names[i] });
    if (value === null) return _("{name}: no known word came next", { name: names[i] });
    return next[i] === undefined
      ? _("{name}: the end of the sentence had {share}", { name: names[i], share: oneIn(value) })
      : _("{name}: “{word}” had {share}", { name: names[i], word: next[i], share: oneIn(value) });
  });
  return `${parts.join("; ")}.`;
}

/** "62%", "1.2%", "1 chance in 570", "1 chance in 73 million", "1 chance in 4.3 · 10¹³". @param {number} surprisal  in nats */
function oneIn(surprisal) {
  const chance = Math.exp(surprisal);
  if (chance <= 100) return percent(1 / chance);
  const rounded = Number(chance.toPrecision(2));
  if (rounded >= 1e12) return _("1 chance in {n}", { n: scientific(chance, 2) });
  if (rounded >= 1e9) return _("1 chance in {n} billion", { n: (rounded / 1e9).toLocaleString("en") });
  return rounded >= 1e6 ? _("1 chance in {n} million", { n: (rounded / 1e6).toLocaleString("en") }) : _("1 chance in {n}", { n: rounded.toLocaleString("en") });
}

/** @type {import("../types.js").View} */
export const surprises = {
  id: "surprises", title: "How surprised each was",
  mount: (root, update) => mountTimelines(root, update, { show: settled, inputs: (state) => [comparisonOf(state), state.t], charts: chartsOf, says }),
};
