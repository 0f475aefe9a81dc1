// Two readings, one above the other: their words, the states of their units, what each says comes next, and between them
// how far they are apart. A pointer on one lights up the same place in the other.

import { corresponds, divergencesOf, isAltered, namesOf, otherModel, otherOf, problemOf, settled, unfinishedIn } from "../beside.js";
import { html } from "../html.js";
import { rangeOf } from "../scale.js";
import { hovered, originalOf } from "../state.js";
import { setText } from "../svg.js";
import { _ } from "../texts.js";
import { makeBetween } from "./pair/between.js";
import { difference, layoutOf, statesOf } from "./pair/layout.js";
import { reach } from "./pair/reach.js";
import { makeSide } from "./pair/side.js";
import { marked, told } from "./pair/told.js";

/** @typedef {import("../types.js").State} State */
/** @typedef {import("../types.js").Card} Card */

const ROOMY = 120; // px, a column with room for a word and its time stamp beside each other
const BESIDE = 8; // px left and right of a row; css/compare.css says the same

/** @param {Card} card */
const stateSymbol = (card) => /** @type {import("../types.js").Symbol} */ (card.symbols.find(({ name }) => name === "h"));

/** Its title, where its name is not that, and how well it foresees words. @param {Card} card */
function about(card) {
  const perplexity = /** @type {{test?: number} | undefined} */ (card.metrics.perplexity)?.test;
  return perplexity ? _("{title}; perplexity {perplexity}", { title: card.title, perplexity: perplexity.toFixed(1) }) : card.title;
}

const UNLIKE = () => _("Their states cannot be subtracted: training began at random numbers, and chance decided which unit does what. Renumber the units of a network, with the rows and columns of its weights, and it says exactly the same. So only what the two say is compared.");

/** @param {HTMLElement} root @param {import("../types.js").Update} update @returns {import("../types.js").Render} */
function mount(root, update) {
  const [one, other, between] = [makeSide("one"), makeSide("other"), makeBetween()];
  const grid = html("div", "pair-grid", one.root, between.root, other.root);
  const scroll = html("div", "scroll", grid);
  const readout = html("p", "readout-line");
  root.replaceChildren(scroll, readout);
  // Moved one by one: a property of the whole grid would have the browser style every word anew.
  const marks = Object.fromEntries(["here", "hovered"].map((name) => [name, /** @type {HTMLElement[]} */ ([...grid.querySelectorAll(`.${name}`)])]));
  const phone = matchMedia("(max-width: 759px)");
  const finger = matchMedia("(hover: none)");
  /** @type {State} */
  let state;
  /** @type {unknown[]} */
  let last = [];
  let [room, high, column, names] = [0, 0, 0, 0];

  function draw() {
    [room, high] = [scroll.clientWidth, innerHeight];
    names = phone.matches ? 0 : one.root.firstElementChild?.clientWidth ?? 0;
    const [h, g] = [originalOf(state), otherOf(state)];
    const alike = corresponds(state);
    const T = Math.max(h.tokens.length, g?.tokens.length ?? 0);
    const H = Math.max(statesOf(h).cols, g ? statesOf(g).cols : 0);
    const layout = layoutOf(room - names - BESIDE, T, H, alike ? 3 : 2, high, phone.matches);
    column = layout.column;
    grid.classList.toggle("narrow", column < ROOMY);
    grid.classList.toggle("empty", T === 0);
    for (const [name, value] of [["--column", `${column}px`], ["--T", String(T)], ["--strip", `${layout.height}px`]]) grid.style.setProperty(name, value);
    const [called, cards, unfinished] = [namesOf(state), [state.model, otherModel(state)], unfinishedIn(state)];
    const both = /** @type {const} */ ([[one, h], [other, g]]);
    both.forEach(([side, trace], i) => {
      const card = cards[i];
      const range = rangeOf(stateSymbol(card), card);
      const layer = card.num_layers > 1 ? _("h(t) of layer {layer}", { layer: card.num_layers - 1 }) : "h(t)";
      const words = { name: called[i], units: card.hidden_size };
      side.call({ name: called[i], aside: called[i] === card.id ? about(card) : "", layer, units: card.hidden_size, range, told: _("Units of {name}: up and down choose one of {units}, Enter pins it", words) });
      side.fill(trace, problemOf(state, "trace"), unfinished[i]);
      if (trace) side.strip.paint(statesOf(trace), T, range, state.theme, column);
    });
    const range = rangeOf(stateSymbol(state.model), state.model);
    between.fill({
      apart: alike && g ? difference(h, g) : null, name: isAltered(state) ? _("altered − as it is") : h.model === g?.model ? _("second − first") : _("lower − upper"),
      span: (range.max - range.min) / 2, T, column, theme: state.theme, why: alike ? "" : UNLIKE(), problem: problemOf(state, "comparison"),
      divergences: divergencesOf(state),
    });
    step();
  }

  function step() {
    for (const part of [one, other, between]) part.step(state.t);
    for (const mark of marks.here) mark.style.setProperty("transform", `translateX(${state.t * column}px)`);
    scroll.scrollLeft = (state.t + 0.5) * column - (room - names) / 2;
  }

  reach(root, () => state, update);
  new ResizeObserver(() => {
    if (state && (room !== scroll.clientWidth || high !== innerHeight)) draw();
  }).observe(document.documentElement);

  return (asked) => {
    const next = settled(asked);
    const stepped = next.t !== state?.t;
    state = next;
    const now = [next.trace, next.original, next.beside, next.walk.second, next.unfinished, next.theme, next.model, next.interventions.length > 0];
    if (now.some((value, place) => value !== last[place])) {
      last = now;
      draw();
    } else if (stepped) step();
    const { hover } = next;
    // What lay under a pointer that rests is elsewhere after a step.
    if (stepped && hover?.kind === "cell" && !hover.follows) update(hovered(null));
    const at = hover?.kind === "stamp" || (hover?.kind === "cell" && !hover.follows) ? hover.t : null;
    grid.classList.toggle("hovering", at !== null);
    for (const mark of marks.hovered) mark.style.setProperty("transform", `translateX(${(at ?? 0) * column}px)`);
    one.strip.mark(...marked(next, "one"));
    other.strip.mark(...marked(next, "other"));
    between.mark(...marked(next, "one"));
    const words = told(next, finger.matches);
    setText(readout, words);
    for (const [side, name] of /** @type {const} */ ([[one, "one"], [other, "other"]])) {
      const [over, pin] = marked(next, name);
      side.strip.root.setAttribute("aria-valuenow", String(over ?? pin ?? 0));
      side.strip.root.setAttribute("aria-valuetext", over === null && pin === null ? _("no unit yet") : words);
    }
  };
}

/** @type {import("../types.js").View} */
export const pair = { id: "pair", title: "Two readings", mount };
