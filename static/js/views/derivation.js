// Where does this number come from? The pinned unit, word or dimension taken apart, down to the weights. What is
// told is worked out in derivation/ as values; here it meets the page, the pointer and the keyboard.

import { PHONE } from "../geometry.js";
import { dimensionReleased, hovered, shapeChosen } from "../state.js";
import { _ } from "../texts.js";
import { aboutSlope, aboutTorch, softmax, sumAndPhi } from "./derivation/below.js";
import { placeOf } from "./derivation/figure.js";
import { button, written } from "./derivation/html.js";
import { actOf, hoverOf, isLit, pinOf } from "./derivation/links.js";
import { fillNumbers } from "./derivation/numbers.js";
import { makePanel } from "./derivation/panel.js";
import { pictureOf } from "./derivation/picture.js";
import { questionOf, sameQuestion } from "./derivation/question.js";
import { createRows } from "./derivation/rows.js";
import { storyOf } from "./derivation/story.js";
import { factors, label, signed } from "./derivation/write.js";

/** @typedef {import("../types.js").State} State */
/** @typedef {import("../types.js").Update} Update */
/** @typedef {import("./derivation/story.js").Story} Story */
/** @typedef {import("./derivation/panel.js").Panel} Panel */
/** @typedef {import("./derivation/rows.js").Rows} Rows */
/** @typedef {import("./derivation/terms.js").Product} Product */

/** What only this view knows: the last state and what was told of it.
 * @typedef {{state: State | null, story: Story | null}} Here */

/** @param {HTMLElement} root @param {Update} update @returns {import("../types.js").Render} */
function mount(root, update) {
  const narrow = matchMedia(`(max-width: ${PHONE - 1}px)`);
  /** @type {Here} */
  const here = { state: null, story: null };
  const rows = createRows(actsOf(here, update));
  const panel = makePanel(root, rows.root, (shape) => update(shapeChosen(shape), "push"));
  listenToPicture(panel.picture, here, update);

  /** @type {unknown[]} */
  let inputs = [];
  /** @param {State} state */
  function show(state) {
    const now = [narrow.matches, ...inputsOf(state)];
    if (now.some((value, i) => value !== inputs[i])) {
      inputs = now;
      here.story = storyOf(state, narrow.matches);
      draw(panel, rows, here.story, state, narrow.matches, update);
    }
    if (here.story) light(panel, rows, here.story, state);
  }
  const again = () => here.state && show(here.state);
  narrow.addEventListener("change", again);
  panel.numbers.addEventListener("toggle", () => here.story && numbers(panel, here.story));
  return (state) => {
    here.state = state;
    show(state);
  };
}

/** All that the panel is drawn from, but for what the pointer is on. @param {State} state */
const inputsOf = ({ trace, weights, model, t, unit, word, dim, symbol, derived, shape, all, theme }) =>
  [trace, weights, model, t, unit, word, dim, symbol, derived, shape, all, shape === "perceptron" && theme];

/** @param {Panel} panel @param {Rows} rows @param {Story} story @param {State} state
 * @param {boolean} narrow @param {Update} update */
function draw(panel, rows, story, state, narrow, update) {
  const drawn = story.kind === "unit" && state.shape === "perceptron";
  panel.root.dataset.kind = story.kind;
  panel.heading.textContent = story.heading;
  panel.lead.textContent = story.lead;
  panel.shape(story.kind === "unit" ? state.shape : null);
  rows.root.hidden = story.kind === "none" || drawn;
  rows.root.classList.toggle("long", story.kind !== "none" && story.waterfall.groups.some(({ weight }) => weight !== null && weight === state.all));
  panel.numbers.hidden = story.kind === "none";
  panel.pointed.hidden = !drawn;
  panel.picture.replaceChildren(...(drawn ? [pictureOf(story, state, narrow)] : []));
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
  return derived?.answer && sameQuestion(derived, questionOf(state)) ? [...nodes, aboutTorch(derived)] : nodes;
}

/** @param {Panel} panel @param {Story} story */
function numbers(panel, story) {
  if (story.kind !== "none") fillNumbers(panel.numbers, story.waterfall.groups, story.waterfall.stacked);
}

/** @param {Panel} panel @param {Rows} rows @param {Story} story @param {State} state */
function light(panel, rows, story, { hover }) {
  rows.light((row) => row.kind === "term" && isLit(story, row.term, hover));
  const lit = hover?.kind === "term" ? hover : null;
  panel.picture.classList.toggle("pointed", lit !== null);
  for (const old of panel.picture.querySelectorAll(".lit")) old.classList.remove("lit");
  const term = lit && story.kind === "unit" ? termOf(story, lit.weight, lit.index) : null;
  panel.pointed.replaceChildren(...(term ? [...written(label(term.parts)), ` = ${factors(term.parts)} = ${signed(term.product)}`] : []));
  if (lit === null) return;
  for (const mark of panel.picture.querySelectorAll(`[data-weight="${CSS.escape(lit.weight)}"][data-index="${lit.index}"]`)) mark.classList.add("lit");
}

/** @param {Story & {kind: "unit"}} story @param {string} weight @param {number} index @returns {Product | null} */
const termOf = ({ derivation: { groups } }, weight, index) =>
  groups.flatMap(({ terms }) => terms).find((term) => term.weight === weight && term.index === index) ?? null;

/** @param {Here} here @param {Update} update @returns {import("./derivation/rows.js").Acts} */
function actsOf(here, update) {
  return {
    enter: (row) => update((state) => hovered(row?.kind === "term" && here.story ? hoverOf(here.story, row.term, state) : null)(state)),
    choose: (row) => {
      const change = here.story && actOf(here.story, row);
      if (change) update(change, "push");
    },
  };
}

/** @param {HTMLElement} picture @param {Here} here @param {Update} update */
function listenToPicture(picture, here, update) {
  /** @param {Event} event @returns {Product | null} */
  const termAt = ({ target }) => {
    const { weight, index } = (target instanceof SVGElement && target.dataset) || {};
    if (weight === undefined || here.story?.kind !== "unit") return null;
    return termOf(here.story, weight, Number(index));
  };
  picture.addEventListener("pointerover", (event) => {
    const term = termAt(event);
    update((state) => hovered(term && here.story ? hoverOf(here.story, term, state) : null)(state));
  });
  picture.addEventListener("pointerleave", () => update(hovered(null)));
  picture.addEventListener("click", (event) => {
    const term = termAt(event);
    const change = term && here.story && pinOf(here.story, term);
    if (change) update(change, "push");
  });
}

/** @type {import("../types.js").View} */
export const derivation = { id: "derivation", title: "Where does this number come from?", mount };
