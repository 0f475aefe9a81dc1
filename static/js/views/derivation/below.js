// What stands below the terms: the sum and φ of a unit, the softmax of a word, and sentences about them.

import { html } from "../../html.js";
import { isSame } from "../../kinds.js";
import { probability, scientific } from "../../scale.js";
import { _ } from "../../texts.js";
import { closesAt, placeOf } from "./figure.js";
import { spelled, written } from "./html.js";
import { slopeInNumbers } from "./phi.js";
import { named, phiFigure, sumRow } from "./phiview.js";
import { sentence } from "./sentence.js";
import { amount, DECIMALS, number, spelledOut } from "./write.js";

/** @typedef {import("../../types.js").State} State */
/** @typedef {import("./story.js").Story} Story */

/** @param {Story & {kind: "unit"}} story @returns {Node[]} */
export function sumAndPhi({ derivation, phi, waterfall: { axis } }) {
  const { argument, symbol, t, sum, layer } = derivation;
  const { name, label } = argument ?? symbol;
  const whole = label === `${name}(t)` ? named(name, t, layer) : written(spelledOut(label, t));
  const row = sumRow(whole, sum, `${placeOf(axis, sum)}%`);
  return phi && argument ? [row, phiFigure(derivation, phi, axis)] : [row];
}

/** @param {Story & {kind: "word"}} story @param {State} state @returns {Node[]} */
export function softmax({ derivation: { sum, lse, t, word }, waterfall: { axis } }, { model, trace }) {
  const row = sumRow([html("i", "", "y")], sum, `${placeOf(axis, sum)}%`);
  if (lse === null) return [row];
  const p = Math.exp(sum - lse);
  const fraction = `exp ${number(sum)} / Σ exp y = ${amount(Math.exp(sum))} / ${amount(Math.exp(lse))}`;
  const line = html("div", "row softmax", html("span", "label", html("i", "", "p"), ` = ${fraction}`), html("b", "product", probability(p)), html("span", "total"));
  const share = html("div", "share", html("span", ""));
  share.style.setProperty("--share", `${100 * p}%`);
  const about = sentence(_("This is {softmax}: Σ adds up exp y of all {count} words but <unk>, which is never predicted. The bar is the whole; the dark part of it is this word's share."), {
    softmax: { term: "softmax", text: _("softmax") }, count: (model.vocab_size - 1).toLocaleString("en"),
  });
  const came = trace.tokens[t + 1] && trace.outputs[t].surprisal !== null && isSame(trace.tokens[t + 1].text, word, model);
  const surprise = sentence(came ? _("It came next: its {surprisal} −ln p is {nats} nats.") : _("Were it to come next, its {surprisal} −ln p would be {nats} nats."), {
    surprisal: { term: "surprisal", text: _("surprisal") }, nats: number(lse - sum),
  });
  return [row, line, share, html("p", "", ...spelled(about)), html("p", "", ...spelled(surprise))];
}

/** @param {Story & {kind: "unit"}} story @returns {Node[]} */
export function aboutSlope({ derivation, phi }) {
  if (!phi) return [];
  const { symbol, argument } = derivation;
  const letter = argument?.kind === "affine" ? null : symbol.label.replaceAll("(t)", "");
  const about = sentence(_("The {slope} of {phi} at this point is {value}. It needs only {h}, nothing of what led to it: that is what makes gradients simple."), {
    slope: { term: "slope", text: _("slope") }, phi: { term: "activation-function", text: phi.label },
    value: slopeInNumbers(phi, derivation.value).replaceAll(symbol.name, letter ?? symbol.name), h: letter ?? { text: symbol.name, style: "letter" },
  });
  return [html("p", "", ...spelled(about))];
}

/** Said once, where what is printed does not add up. @param {Exclude<Story, {kind: "none"}>} story
 * @param {boolean} drawn  as a perceptron, where only the totals of the groups are printed @returns {Node[]} */
export function aboutRounding(story, drawn) {
  if (story.kind === "dim") return [];
  const { groups, rows } = story.waterfall;
  if (closesAt(groups, drawn ? [] : rows, story.derivation.sum, DECIMALS)) return [];
  return [html("p", "rounded", _("Rounded to {digits} decimals, so a sum can be off in its last digit; “Values as numbers” has more of them.", { digits: DECIMALS }))];
}

/** What torch itself gives, for a word its probability. @param {import("../../types.js").Derived} derived @returns {Node} */
export function aboutTorch({ answer, word }) {
  if (!answer) return html("p");
  const { torch, difference, oracle = "torch" } = answer;
  const value = word === null ? torch.toFixed(4).replace("-", "−") : probability(torch, 2);
  const values = { oracle, value, difference: scientific(difference) };
  const about = difference === 0 ? _("{oracle} gives {value}; there is no difference.", values) : _("{oracle} gives {value}; the difference is {difference}.", values);
  return html("p", "torch", about);
}
