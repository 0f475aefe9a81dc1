// What if: reach into the network, and see what becomes of the rest. What can be done and what was done stand at the
// left, at the right the states of the original, of the altered sentence and their difference, and the next words.

import { html } from "../html.js";
import { rangeOf } from "../scale.js";
import { hovered, stepBack, stepForward, timeStampChosen, unitPinned } from "../state.js";
import { svg } from "../svg.js";
import { _ } from "../texts.js";
import { comparisonOf, effectOf, entryInWords } from "./whatif/compare.js";
import { makeControls } from "./whatif/controls.js";
import { overlay, paint } from "./whatif/figure.js";
import { entryAt, layoutOf } from "./whatif/layout.js";
import { makeList } from "./whatif/list.js";
import { fillNumbers } from "./whatif/numbers.js";
import { outcome } from "./whatif/outcome.js";
import { makeScales } from "./whatif/scales.js";
import { symbolOf } from "./whatif/target.js";

/** @typedef {import("../types.js").State} State */
/** @typedef {import("../types.js").Update} Update */
/** @typedef {import("./whatif/compare.js").Comparison} Comparison */
/** @typedef {import("./whatif/layout.js").Layout} Layout */

/** What only this view knows: the last state, what it shows and where.
 * @typedef {{state: State | null, comparison: Comparison | null, layout: Layout | null}} Here */

/** @param {HTMLElement} root @param {Update} update @returns {import("../types.js").Render} */
function mount(root, update) {
  const [controls, list, scales] = [makeControls(update), makeList(update), makeScales()];
  const [canvas, over] = [html("canvas"), svg("svg", { class: "over-strips", "aria-hidden": "true" })];
  const grid = html("div", "strips", canvas, over);
  grid.tabIndex = 0;
  grid.setAttribute("role", "application");
  const scroller = html("div", "scroller", grid);
  const [effect, entry, words] = [html("p", "effect"), html("p", "entry"), html("div", "outcome")];
  entry.id = "whatif-entry";
  grid.setAttribute("aria-describedby", entry.id);
  const details = html("details", "numbers", html("summary", "", _("Values as numbers")), html("div", "scroll"));
  const result = html("div", "result", effect, scales.root, scroller, entry, words, details);
  root.append(html("div", "doing", controls.root, list.root), result);
  /** @type {Here} */
  const here = { state: null, comparison: null, layout: null };
  /** @type {unknown[]} */
  let last = [];

  /** @param {State} state */
  function show(state) {
    const symbol = symbolOf(state);
    const now = [state.trace, state.original, symbol, state.theme, scroller.clientWidth, state.memory.layer];
    const anew = now.some((value, i) => value !== last[i]);
    last = now;
    if (anew) here.comparison = comparisonOf(state, symbol.name);
    result.hidden = here.comparison === null;
    root.classList.toggle("altered", here.comparison !== null);
    if (here.comparison === null) return;
    if (anew) draw(state, here.comparison);
    move(state, here.comparison);
  }

  /** @param {State} state @param {Comparison} comparison */
  function draw(state, comparison) {
    const range = rangeOf(symbolOf(state), state.model);
    const layout = (here.layout = layoutOf(comparison.after.rows, comparison.after.cols, scroller.clientWidth));
    paint(canvas, layout, comparison, range, state.theme);
    over.setAttribute("viewBox", `0 0 ${layout.width} ${layout.height}`);
    Object.assign(over.style, { width: `${layout.width}px`, height: `${layout.height}px` });
    effect.textContent = effectOf(comparison);
    scales.render(range, comparison);
    grid.setAttribute("aria-label", _("{symbol} at every time stamp, original, altered and difference: left and right change the time stamp, up and down the unit, Enter pins the unit.", { symbol: comparison.symbol }));
  }

  /** @param {State} state @param {Comparison} comparison */
  function move(state, comparison) {
    const { layout } = here;
    if (!layout) return;
    const pointed = pointedIn(state, comparison);
    over.replaceChildren(...overlay(layout, state, pointed));
    const at = pointed ?? (state.unit === null ? null : { t: state.t, unit: state.unit });
    entry.textContent = at === null || at.t < 0 ? _("Point at a unit to read its numbers.") : entryInWords(comparison, at.t, at.unit, state.trace.tokens[at.t].text);
    words.replaceChildren(...outcome(state));
    fillNumbers(details, comparison, state);
    const middle = layout.left + (state.t + 0.5) * layout.column;
    if (layout.width > scroller.clientWidth && !grid.matches(":hover")) queueMicrotask(() => void (scroller.scrollLeft = middle - scroller.clientWidth / 2));
  }

  const again = () => here.state && show(here.state);
  details.addEventListener("toggle", again);
  new ResizeObserver(() => void (last[4] !== scroller.clientWidth && again())).observe(root);
  listen(grid, here, update);
  const opener = document.getElementById("whatif-button");
  const heading = /** @type {HTMLElement | null} */ (root.querySelector("h2"));
  opener?.addEventListener("click", () => {
    root.scrollIntoView({ block: "start" });
    heading?.focus({ preventScroll: true });
  });
  return (state) => {
    here.state = state;
    controls.render(state);
    list.render(state);
    show(state);
  };
}

/** What is under the pointer or the keyboard, anywhere on the page. @param {State} state @param {Comparison} comparison */
function pointedIn({ hover, trace }, { after }) {
  const unit = hover?.kind === "cell" && trace.symbols.some(({ name, kind }) => name === hover.symbol && kind !== "input");
  return unit && hover.t >= 0 && hover.t < after.rows && hover.unit < after.cols ? { t: hover.t, unit: hover.unit } : null;
}

/** One meaning in every grid: left and right move the time stamp, up and down the unit, Enter pins.
 * @param {HTMLElement} grid @param {Here} here @param {Update} update */
function listen(grid, here, update) {
  const at = (/** @type {MouseEvent} */ { clientX, clientY }) => {
    const { left, top } = grid.getBoundingClientRect();
    return here.layout && entryAt(here.layout, clientX - left, clientY - top);
  };
  /** @param {{t: number, unit: number} | null} entry */
  const point = (entry) => update((state) => hovered(entry && { kind: "cell", symbol: symbolOf(state).name, ...entry })(state));
  const unitOf = (/** @type {State} */ { hover, unit }) => (hover?.kind === "cell" ? hover.unit : (unit ?? 0));
  /** @param {number} by @returns {import("../types.js").Change} */
  const moved = (by) => (state) => {
    const unit = Math.max(0, Math.min((here.comparison?.after.cols ?? 1) - 1, unitOf(state) + by));
    return hovered({ kind: "cell", symbol: symbolOf(state).name, t: state.t, unit })(state);
  };
  grid.addEventListener("pointermove", (event) => point(at(event)));
  grid.addEventListener("pointerleave", () => point(null));
  grid.addEventListener("click", (event) => {
    const entry = at(event);
    if (entry) update((state) => unitPinned(entry.unit, entry.t, symbolOf(state).name)(timeStampChosen(entry.t)(state)), "push");
  });
  grid.addEventListener("focus", () => grid.matches(":focus-visible") && update(moved(0)));
  grid.addEventListener("blur", () => point(null));
  grid.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = { ArrowLeft: stepBack, ArrowRight: stepForward }[event.key];
    const by = { ArrowUp: -1, ArrowDown: 1, PageUp: -8, PageDown: 8 }[event.key];
    if (step) update((state) => moved(0)(step(state)));
    else if (by) update(moved(by));
    else if (event.key === "Enter") update((state) => unitPinned(unitOf(state), state.t, symbolOf(state).name)(state), "push");
    else return;
    event.preventDefault();
  });
}

/** @type {import("../types.js").View} */
export const whatif = { id: "whatif", title: "What if?", mount };
