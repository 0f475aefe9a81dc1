// The weights, one at a time: its numbers as a heatmap, what they amount to, and the words of the large ones.

import { hovered, orderChosen, unitPinned, weightOpened, wordPinned, wordSought } from "../state.js";
import { _ } from "../texts.js";
import { aboutOf, matrixOf, rangeFor } from "./weights/about.js";
import { described, hoverOf, litBy } from "./weights/describe.js";
import { fillTabs, makeFrame, press } from "./weights/frame.js";
import { makeMatrix } from "./weights/matrix.js";
import { showMeaning } from "./weights/meaningpanel.js";
import { makeSearch } from "./weights/search.js";
import { FIRST, rowShown } from "./weights/words.js";

/** @typedef {import("../types.js").State} State */
/** @typedef {import("../types.js").Update} Update */
/** @typedef {import("./weights/about.js").About} About */

/** @typedef {{about: About, matrix: import("../types.js").Matrix | null, range: import("../scale.js").Range | null,
 *   statistics: import("../types.js").Statistics | undefined, words: string[], problem: string}} Opened */

/** Everything that is known of the opened weight; a large one counts as there once its words are.
 * @param {State} state @returns {Opened | null} */
export function openedOf(state) {
  const about = state.weight === null ? null : aboutOf(state, state.weight);
  if (!about) return null;
  const fetched = state.fetched?.model === state.model.id ? state.fetched : null;
  const matrix = matrixOf(state, about);
  return {
    about, matrix,
    range: matrix && rangeFor(state, about, matrix),
    statistics: fetched?.statistics[about.torchName],
    words: about.rows === "word" ? spelled(fetched?.words ?? []) : [],
    problem: [about.torchName, about.part ?? ""].map((key) => fetched?.problems[key] ?? "").find(Boolean) ?? "",
  };
}

/** @param {string[]} words */
const spelled = (words) => words.map((word) => (word === "</s>" ? _("end of sentence") : word));

/** The row that is marked: that of the pinned unit, or of the word looked up.
 * @param {State} state @param {Opened} opened @returns {number | null} */
export function pinnedRow(state, { about, words }) {
  if (about.rows === "unit") return state.unit;
  return words.length === 0 ? null : rowShown(state, words, about.part);
}

/** A click on a row or Enter. @param {Opened} opened @param {number} row @returns {import("../types.js").Change} */
export const rowChosen = ({ about, words }, row) => (state) => {
  if (about.rows === "unit") return unitPinned(row, state.t)(state);
  if (row < FIRST) return state;
  const sought = wordSought(words[row])(state);
  return about.part === "output" ? wordPinned(words[row], state.t)(sought) : sought;
};

/** @param {About} about */
const spoken = ({ label, torchName, rows }) =>
  rows === "unit"
    ? _("The numbers of {name}, {torch}: the arrow keys go from one to the next, Enter pins the unit of the row.", { name: label.join("_"), torch: torchName })
    : _("The numbers of {name}, {torch}: the arrow keys go from one to the next, Enter looks up the word of the row.", { name: label.join("_"), torch: torchName });

/** @param {HTMLElement} root @param {Update} update @returns {import("../types.js").Render} */
function mount(root, update) {
  const frame = makeFrame(root);
  /** @type {State} */
  let state;
  /** @type {Opened | null} */
  let opened = null;
  const matrix = makeMatrix(frame.heat, {
    point: (entry) => opened && update(hovered(hoverOf(state, opened.about, entry))),
    choose: ({ row }) => opened && row !== null && update(rowChosen(opened, row), "push"),
    describe: (entry) => (opened?.matrix ? described(opened.about, opened.matrix, opened.statistics, opened.words, entry) : ""),
  });
  const search = makeSearch(frame.words, (word) => update(wordSought(word), "push"));
  wireButtons(frame, update);

  /** @type {unknown[]} */
  let inputs = [];
  return (next) => {
    const before = state;
    state = next;
    if (before?.model !== next.model || before.memory.layer !== next.memory.layer) fillTabs(frame.tabs, next);
    if (before?.model !== next.model || before.weight !== next.weight || before.memory.layer !== next.memory.layer) press(frame.tabs, next.weight);
    const called = before !== undefined && next.weight !== null && before.weight !== next.weight && !root.contains(document.activeElement);
    const now = [next.weight, next.model, next.weights, next.fetched, next.theme, next.order, next.memory.layer];
    const fresh = now.some((value, place) => value !== inputs[place]);
    inputs = now;
    if (fresh) {
      opened = openedOf(next);
      frame.body.hidden = frame.close.hidden = opened === null;
      if (opened) frame.fill(opened, next);
      if (opened) showMeaning(frame.meaning, opened);
    }
    if (!opened) return;
    const { about, matrix: values, range, statistics, words } = opened;
    const there = values && range && (about.rows === "unit" || words.length > 0);
    matrix.show(there ? {
      matrix: values, range, statistics, words, order: next.order, theme: next.theme, label: spoken(about),
      pinned: pinnedRow(next, opened), lit: litBy(next, about),
    } : null);
    if (fresh || before?.sought !== next.sought || before.word !== next.word || before.trace !== next.trace || before.t !== next.t) {
      search.show(next, about.rows === "word" ? values : null, words, range, about.part);
    }
    if (called) frame.reveal();
  };
}

/** @param {ReturnType<typeof makeFrame>} frame @param {Update} update */
function wireButtons({ tabs, close, orders }, update) {
  /** @param {Event} event */
  const pressed = ({ target }) => /** @type {HTMLElement} */ (target).closest("button")?.dataset ?? {};
  tabs.addEventListener("click", (event) => {
    const { weight } = pressed(event);
    if (weight) update(weightOpened(weight), "push");
  });
  close.addEventListener("click", () => {
    update(weightOpened(null), "push");
    tabs.querySelector("button")?.focus();
  });
  orders.addEventListener("click", (event) => {
    const { order } = pressed(event);
    if (order) update(orderChosen(order === "similarity" ? "similarity" : "index"), "push");
  });
}

/** @type {import("../types.js").View} */
export const weights = { id: "weights-view", title: "Weights", mount };
