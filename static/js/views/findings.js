// Units that mean something: what they follow, how well, and how they go along this sentence.

import { sentenceChosen } from "../arrival.js";
import { button, html } from "../html.js";
import { isTop, topPinned } from "../layers.js";
import { colourOf, format, rangeOf } from "../scale.js";
import { svg } from "../svg.js";
import { _ } from "../texts.js";
import { toldOf } from "./findings/told.js";

/** @typedef {import("../types.js").State} State */
/** @typedef {import("./findings/told.js").Told} Told */

const [CELL, HIGH, WIDEST] = [16, 20, 320]; // px

/** @param {HTMLElement} root @param {import("../types.js").Update} update @returns {import("../types.js").Render} */
function mount(root, update) {
  const list = /** @type {HTMLElement} */ (root.querySelector(".findings-list"));
  /** @type {unknown[]} */
  let last = [];
  root.addEventListener("click", ({ target }) => {
    const { unit, example } = /** @type {HTMLElement} */ (target).closest("button")?.dataset ?? {};
    if (unit !== undefined) update(topPinned(Number(unit)), "push");
    else if (example !== undefined) update(sentenceChosen(example), "push");
  });
  return (state) => {
    const inputs = [state.model, state.trace, state.t, state.unit, state.memory.layer, state.theme];
    if (inputs.every((value, place) => value === last[place])) return;
    last = inputs;
    const told = toldOf(state);
    root.hidden = told.length === 0;
    const focused = list.contains(document.activeElement) ? /** @type {HTMLElement} */ (document.activeElement).dataset : null;
    list.replaceChildren(...told.map((each) => item(each, state)));
    if (focused) /** @type {HTMLElement | null} */ (list.querySelector(selectorOf(focused)))?.focus();
  };
}

/** @param {DOMStringMap} data */
const selectorOf = ({ unit, example }) => (unit === undefined ? `[data-example="${CSS.escape(example ?? "")}"]` : `[data-unit="${unit}"]`);

/** @param {Told} told @param {State} state */
function item(told, state) {
  const { unit, words, figure, probe, rule, example } = told;
  const pin = button("", words);
  pin.dataset.unit = String(unit);
  pin.setAttribute("aria-pressed", String(state.unit === unit && isTop(state)));
  const figures = html("span", "figures", [figure, probe].filter(Boolean).join(" · "));
  const made = html("li", "", pin, figures, along(told, state), html("p", "rule", rule));
  if (!example) return made;
  const seen = button("", example);
  seen.dataset.example = example;
  seen.lang = "en";
  seen.translate = false;
  made.append(html("p", "example", `${_("For example:")} `, seen));
  return made;
}

/** The unit along the sentence, a cell for each word. @param {Told} told @param {State} state */
function along({ unit, values, now }, { trace, model, theme }) {
  const { palette, max } = rangeOf(trace.symbols[trace.symbols.length - 1], model);
  const wide = Math.max(2, Math.min(CELL, Math.floor(WIDEST / Math.max(1, values.length))));
  const cells = values.map((value, t) => svg(
    "rect", { x: t * wide, y: 3, width: wide - (wide > 4 ? 1 : 0), height: HIGH - 6, fill: colourOf(palette, value, max, theme) },
    svg("title", {}, `${trace.tokens[t].text}: ${format(value)}`),
  ));
  const mark = values.length ? svg("rect", { class: "here", x: now * wide - 0.5, y: 1.5, width: wide, height: HIGH - 3 }) : null;
  const label = _("Unit {unit} along the sentence: {values}", { unit, values: values.map((value, t) => `${trace.tokens[t].text} ${format(value)}`).join(", ") });
  return svg("svg", { width: Math.max(1, values.length * wide + 1), height: HIGH, role: "img", "aria-label": label }, ...cells, mark);
}

/** @type {import("../types.js").View} */
export const findings = { id: "findings", title: "Units that mean something", mount };
