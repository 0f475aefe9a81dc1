// Why memory vanishes or grows: what truly became of a change in the state, the upper bound, and the mean growth.

import { draw, tableOf } from "../chart.js";
import { backwards, decadesOf, magnitude, perStep } from "../influence.js";
import { influenceOf } from "../recall.js";
import { _ } from "../texts.js";

/** @typedef {import("../types.js").State} State */
/** @typedef {import("../types.js").Influence} Influence */

/** The lines of one t: truth, bound and the truth's k-th root, from k = 0 on.
 * @param {Influence} influence @param {number} t @returns {import("../chart.js").Line[]} */
export function linesOf(influence, t) {
  const truth = backwards(influence.products, t);
  return [
    { name: _("upper bound"), kind: "bound", values: backwards(influence.bounds, t) },
    { name: _("truth"), kind: "truth", values: truth },
    { name: _("truth, per step"), kind: "per-step", values: truth.map((value, k) => (k === 0 ? null : perStep(value, k))) },
  ];
}

/** @param {State} state @param {Influence} influence @returns {string} */
export function says({ trace, t }, influence) {
  if (t === 0 && trace.tokens.length === 1) return _("There is one time stamp, so there is no step to look back over.");
  if (t === 0) return _("At the first word there is no step to look back over: go on to the next one.");
  const [truth, bound] = [backwards(influence.products, t)[t], backwards(influence.bounds, t)[t]];
  const steps = t === 1 ? _("one step") : _("{k} steps", { k: t });
  const values = { from: trace.tokens[0].text, to: trace.tokens[t].text, steps, truth: magnitude(truth), bound: magnitude(bound) };
  const first = _("From “{from}” to “{to}”, {steps}: a small change in the state becomes at most {truth} times as large. The steps' own norms multiplied would allow {bound}.", values);
  if (truth === 0) return `${first} ${_("Nothing at all is left of it.")}`;
  const mean = Math.log(truth) / t;
  const each = { growth: `${mean < 0 ? "−" : ""}${Math.abs(mean).toFixed(3)}`, factor: magnitude(Math.exp(mean)) };
  return `${first} ${verdictOn(truth, each)}`;
}

/** @param {number} truth  what became of a change of 1 @param {Record<string, string>} each  step */
function verdictOn(truth, each) {
  if (truth < 0.1) return _("That is {growth} in ln per step, a factor of {factor}: it vanishes.", each);
  return truth < 1
    ? _("That is {growth} in ln per step, a factor of {factor}: it shrinks, and has not vanished yet.", each)
    : _("That is {growth} in ln per step, a factor of {factor}: it does not vanish, it grows.", each);
}

/** @param {HTMLElement} root @returns {import("../types.js").Render} */
function mount(root) {
  const [figure, text, details] = [".figure", ".says", ".numbers .scroll"].map((selector) => /** @type {HTMLElement} */ (root.querySelector(selector)));
  /** @type {State} */
  let state;
  /** @type {unknown[]} */
  let inputs = [];
  let room = 0;
  function render() {
    room = figure.clientWidth;
    const influence = influenceOf(state);
    root.hidden = state.trace.tokens.length === 0 || Boolean(state.memory.problems.influence);
    if (influence === null || root.hidden) return;
    const lines = linesOf(influence, state.t);
    const words = state.trace.tokens.slice(0, state.t + 1).map(({ text: word }) => word).reverse();
    const chart = { lines, words, width: room, decades: decadesOf(influence.products.data, influence.bounds.data) };
    text.textContent = says(state, influence);
    figure.replaceChildren(draw(chart, text.textContent));
    details.replaceChildren(tableOf(chart, _("By how many words back, k")));
  }
  new ResizeObserver(() => {
    if (state && room !== figure.clientWidth) render();
  }).observe(figure);
  return (next) => {
    state = next;
    const now = [next.trace, next.t, next.memory.influence, next.memory.problems];
    if (now.some((value, place) => value !== inputs[place])) {
      inputs = now;
      render();
    }
  };
}

/** @type {import("../types.js").View} */
export const growth = { id: "growth", title: "Why it vanishes or grows", mount };
