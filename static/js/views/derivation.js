// Where does this number come from? The pinned unit, word or dimension taken apart, down to the weights. What is
// told is worked out in derivation/ as values; here it meets the page, the pointer and the keyboard.

import { PHONE } from "../geometry.js";
import { button, html } from "../html.js";
import { dimensionReleased, hovered, shapeChosen, tableShown } from "../state.js";
import { _ } from "../texts.js";
import { aboutRounding, aboutSlope, aboutTorch, softmax, sumAndPhi } from "./derivation/below.js";
import { spoken } from "./derivation/drawperceptron.js";
import { createEdges } from "./derivation/edges.js";
import { factorsOf, isMixed } from "./derivation/factors.js";
import { placeOf } from "./derivation/figure.js";
import { spelled } from "./derivation/html.js";
import { actOf, hoverOf, isLit, pinOf } from "./derivation/links.js";
import { fillNumbers } from "./derivation/numbers.js";
import { makePanel } from "./derivation/panel.js";
import { pictureOf } from "./derivation/picture.js";
import { questionOf, sameQuestion } from "./derivation/question.js";
import { createRows } from "./derivation/rows.js";
import { storyOf } from "./derivation/story.js";

/** @typedef {import("../types.js").State} State */
/** @typedef {import("../types.js").Update} Update */
/** @typedef {import("./derivation/story.js").Story} Story */
/** @typedef {import("./derivation/terms.js").Product} Product */

/** What only this view knows: the last state and what was told of it.
 * @typedef {{state: State | null, story: Story | null}} Here */

/** The panel's parts. @typedef {import("./derivation/panel.js").Panel & {rows: import("./derivation/rows.js").Rows,
 *   edges: import("./derivation/edges.js").Edges}} Parts */

/** @param {HTMLElement} root @param {Update} update @returns {import("../types.js").Render} */
function mount(root, update) {
  const narrow = matchMedia(`(max-width: ${PHONE - 1}px)`);
  /** @type {Here} */
  const here = { state: null, story: null };
  const { rows, edges } = makeParts(here, update);
  const panel = { ...makePanel(root, rows.root, edges.root, (shape) => update(shapeChosen(shape), "push")), rows, edges };

  /** @type {unknown[]} */
  let inputs = [];
  /** @param {State} state */
  function show(state) {
    const now = [narrow.matches, ...inputsOf(state)];
    if (now.some((value, i) => value !== inputs[i])) {
      inputs = now;
      here.story = storyOf(state, narrow.matches);
      const held = root.contains(document.activeElement) ? document.activeElement : null;
      draw(panel, here.story, state, narrow.matches, update);
      if (held instanceof HTMLElement) keepFocus(panel, here.story, held);
    }
    if (here.story) light(panel, here.story, state);
  }
  const again = () => here.state && show(here.state);
  narrow.addEventListener("change", again);
  panel.numbers.addEventListener("toggle", () => {
    if (here.story) numbers(panel, here.story);
    update(tableShown("derivation", panel.numbers.open));
  });
  return (state) => {
    if (here.state?.tables !== state.tables) panel.numbers.toggleAttribute("open", state.tables.split(",").includes("derivation"));
    here.state = state;
    show(state);
  };
}

/** All that the panel is drawn from, but for what the pointer is on. @param {State} state */
const inputsOf = ({ trace, weights, model, t, unit, word, dim, symbol, of, memory, derived, shape, all, theme }) =>
  [trace, weights, model, t, unit, word, dim, symbol, of, memory.layer, derived, shape, all, shape === "perceptron" && theme];

/** @param {Here} here @param {Update} update */
function makeParts(here, update) {
  const enter = (/** @type {Product | null} */ term) => update((state) => hovered(term && here.story ? hoverOf(here.story, term, state) : null)(state));
  const change = (/** @type {import("../types.js").Change | null | undefined} */ what) => what && update(what, "push");
  return {
    rows: createRows({ enter: (row) => enter(row?.kind === "term" ? row.term : null), choose: (row) => change(here.story && actOf(here.story, row)) }),
    edges: createEdges({ enter, follow: (term) => change(here.story && pinOf(here.story, term)) }),
  };
}

/** @param {Parts} panel @param {Story} story @param {State} state @param {boolean} narrow @param {Update} update */
function draw(panel, story, state, narrow, update) {
  const { rows, edges } = panel;
  const mixed = story.kind === "unit" && isMixed(story.derivation);
  const drawn = story.kind === "unit" && !mixed && state.shape === "perceptron";
  panel.root.dataset.kind = story.kind;
  panel.heading.textContent = story.heading;
  panel.lead.replaceChildren(...spelled(story.lead));
  panel.shape(story.kind === "unit" && !mixed ? state.shape : null);
  rows.root.hidden = story.kind === "none" || drawn;
  edges.root.hidden = !drawn;
  panel.numbers.hidden = story.kind === "none";
  panel.pointed.hidden = !drawn;
  if (drawn) edges.draw(story.derivation, pictureOf(story, state, narrow), spoken(story.derivation));
  else edges.clear();
  if (story.kind !== "none") panel.root.style.setProperty("--zero", `${placeOf(story.waterfall.axis, 0)}%`);
  if (story.kind !== "none") rows.draw(story.waterfall, _("Terms; up and down move, Enter follows one"));
  panel.below.replaceChildren(...below(story, state, drawn, update));
  numbers(panel, story);
}

/** @param {Story} story @param {State} state @param {boolean} drawn @param {Update} update @returns {Node[]} */
function below(story, state, drawn, update) {
  if (story.kind === "none") return [];
  if (story.kind === "dim") {
    if (state.unit === null) return [];
    return [button("button back", _("Back to unit {unit}", { unit: state.unit }), () => update(dimensionReleased, "push"))];
  }
  const nodes = story.kind === "unit" ? [...(drawn ? [] : sumAndPhi(story)), ...aboutSlope(story)] : softmax(story, state);
  const { derived } = state;
  const known = derived?.answer && sameQuestion(derived, questionOf(state));
  const ways = story.kind === "unit" ? [factorsOf(story.derivation, update)] : [];
  return [...nodes, ...ways.flat(), ...(known ? [aboutTorch(derived)] : []), ...aboutRounding(story, drawn)];
}

/** @param {Parts} panel @param {Story} story */
function numbers(panel, story) {
  if (story.kind !== "none") fillNumbers(panel.numbers, story.waterfall.groups, story.waterfall.stacked);
}

/** Where the keyboard goes on when what it was on is gone: to the same term of art in the new sentence, to the terms of
 * the sum, or, where none are left, to the diagram. @param {Parts} panel @param {Story} story @param {HTMLElement} held */
function keepFocus({ root, rows, edges }, { kind }, held) {
  if (root.contains(held) && !held.closest("[hidden]")) return;
  const same = root.querySelector(held.matches(".back") ? ".back" : `[data-term="${held.dataset.term}"]`);
  const terms = edges.root.hidden ? rows.root.querySelector("[tabindex='0']") : edges.root;
  const next = kind === "none" ? document.querySelector("#diagram .diagram-grid") : (same ?? terms);
  if (next instanceof HTMLElement) next.focus();
}

/** @param {Parts} panel @param {Story} story @param {State} state */
function light({ rows, edges, pointed }, story, { hover }) {
  const lit = (/** @type {Product} */ term) => isLit(story, term, hover);
  rows.light((row) => row.kind === "term" && lit(row.term));
  const told = edges.light(lit, hover?.kind === "term" || hover?.kind === "weight");
  pointed.replaceChildren(...(told ? [told, html("span", "hint", ` ${_("tap again to follow")}`)] : []));
}

/** @type {import("../types.js").View} */
export const derivation = { id: "derivation", title: "Where does this number come from?", mount };
