// What stands below the terms: the sum and φ of a unit, the softmax of a word, and sentences about them.

import { format, percent } from "../../scale.js";
import { _ } from "../../texts.js";
import { placeOf } from "./figure.js";
import { html, written } from "./html.js";
import { slopeInNumbers } from "./phi.js";
import { named, phiFigure, sumRow } from "./phiview.js";
import { amount, scientific } from "./write.js";

/** @typedef {import("../../types.js").State} State */
/** @typedef {import("./story.js").Story} Story */

/** @param {Story & {kind: "unit"}} story @returns {Node[]} */
export function sumAndPhi({ derivation, curve, waterfall: { axis } }) {
  const { argument, symbol, t, sum } = derivation;
  const row = sumRow(named((argument ?? symbol).name, t), sum, `${placeOf(axis, sum)}%`);
  return curve && argument ? [row, phiFigure(derivation, curve, axis)] : [row];
}

/** @param {Story & {kind: "word"}} story @param {State} state @returns {Node[]} */
export function softmax({ derivation: { sum, lse }, waterfall: { axis } }, { model }) {
  const row = sumRow([html("i", "", "y")], sum, `${placeOf(axis, sum)}%`);
  if (lse === null) return [row];
  const p = Math.exp(sum - lse);
  const fraction = `exp ${format(sum)} / Σ exp y = ${amount(Math.exp(sum))} / ${amount(Math.exp(lse))}`;
  const line = html("div", "row softmax", html("span", "label", html("i", "", "p"), ` = ${fraction}`), html("b", "product", percent(p)), html("span", "total"));
  const share = html("div", "share", html("span", ""));
  share.style.setProperty("--share", `${100 * p}%`);
  const sentence = _("Σ adds up exp y of all {count} words but <unk>, which is never predicted. The bar is the whole; the dark part of it is this word's share.", { count: (model.vocab_size - 1).toLocaleString("en") });
  return [row, line, share, html("p", "", sentence)];
}

/** @param {Story & {kind: "unit"}} story @returns {Node[]} */
export function aboutSlope({ derivation, curve }) {
  if (!curve) return [];
  const letter = derivation.symbol.name;
  return [html("p", "",
    _("The slope of {phi} at this point is {slope}.", { phi: curve.label, slope: slopeInNumbers(curve, derivation.value) }), " ",
    ...around(_("It needs only {h}, nothing of what led to it: that is what makes gradients simple."), letter))];
}

/** The sentence with a letter in italics where it has {h}. @param {string} sentence @param {string} letter */
function around(sentence, letter) {
  const [before, after = ""] = sentence.split("{h}");
  return [before, ...written([{ text: letter, style: "letter" }]), after];
}

/** What torch itself gives, for a word its probability. @param {import("../../types.js").Derived} derived @returns {Node} */
export function aboutTorch({ answer, word }) {
  if (!answer) return html("p");
  const { torch, difference, oracle = "torch" } = answer;
  const value = word === null ? torch.toFixed(4).replace("-", "−") : `${(100 * torch).toFixed(2)}%`;
  const values = { oracle, value, difference: scientific(difference) };
  const sentence = difference === 0 ? _("{oracle} gives {value}; there is no difference.", values) : _("{oracle} gives {value}; the difference is {difference}.", values);
  return html("p", "torch", sentence);
}
