// Every unit at every time stamp: Plotly draws the values once for each trace and symbol; what moves with a step, a
// pin or the pointer are a few elements over it.

import { belowPinned, shownRange } from "../layers.js";
import { dimensionPinned, hovered, layerOf, stepBack, stepForward, symbolChosen, tableShown, unitPinned } from "../state.js";
import { _ } from "../texts.js";
import { drawGlyphs } from "./heatmap/glyphs.js";
import { layoutOf, cellAt } from "./heatmap/layout.js";
import { createMarks } from "./heatmap/marks.js";
import { fillNumbers } from "./heatmap/numbers.js";
import { loadPlotly, plot } from "./heatmap/plot.js";
import { fillTabs } from "./heatmap/tabs.js";

/** @typedef {import("../types.js").State} State */
/** @typedef {import("../types.js").Update} Update */
/** @typedef {import("./heatmap/layout.js").Layout} Layout */

/** @param {State} state */
const matrixOf = (state) => state.trace.layers[layerOf(state)]?.values[state.symbol];

/** @param {HTMLElement} root @param {Update} update @returns {import("../types.js").Render} */
function mount(root, update) {
  const [tabs, figure, details] = [".tabs", ".figure", ".numbers"].map(
    (selector) => /** @type {HTMLElement} */ (root.querySelector(selector)),
  );
  const heat = element(figure, "heat");
  const [drawn, over] = [element(heat, "plot"), element(heat, "over-plot")];
  const canvas = heat.insertBefore(document.createElement("canvas"), over);
  const marks = createMarks(over);
  heat.tabIndex = 0;
  heat.setAttribute("role", "application");
  heat.setAttribute("aria-label", _("The heatmap: left and right change the time stamp, up and down the unit, Enter pins the unit."));
  drawn.setAttribute("aria-hidden", "true");
  /** @type {State} */
  let state;
  /** @type {Layout} */
  let layout;
  /** @type {unknown[]} */
  let inputs = [];
  let ready = false;

  function draw() {
    layout = layoutOf(figure.clientWidth, state);
    Object.assign(heat.style, { width: `${layout.outerWidth}px`, height: `${layout.outerHeight}px` });
    marks.place(layout, state);
    const matrix = matrixOf(state);
    const symbol = state.trace.symbols.find(({ name }) => name === state.symbol);
    if (!ready || !matrix || !symbol) return;
    const range = shownRange(symbol, state);
    plot(drawn, matrix, range, state.theme, layout);
    drawGlyphs(canvas, matrix, range, state.theme, layout);
  }

  /** @param {boolean} there */
  function loaded(there) {
    ready = there;
    drawn.textContent = there ? "" : _("The heatmap's library could not be loaded. Reload the page, or open “Values as numbers” below.");
    drawn.toggleAttribute("aria-hidden", there);
    draw();
  }

  tabs.addEventListener("click", ({ target }) => {
    const name = /** @type {HTMLElement} */ (target).closest("button")?.dataset.symbol;
    if (name) update(symbolChosen(name), "push");
  });
  details.addEventListener("toggle", () => {
    fillNumbers(details, state);
    update(tableShown("heatmap", /** @type {HTMLDetailsElement} */ (details).open));
  });
  wirePointer(heat, () => ({ state, layout }), update);
  wireKeys(heat, () => state, update);
  addEventListener("painted", () => loadPlotly(root.dataset.plotly ?? "", loaded), { once: true });
  new ResizeObserver(() => {
    if (layout && layout.available !== figure.clientWidth) draw();
  }).observe(figure);

  return (next) => {
    const before = state;
    state = next;
    const now = [next.trace, next.symbol, next.theme, next.model, next.gate, layerOf(next)];
    if (now.some((value, place) => value !== inputs[place])) {
      inputs = now;
      fillTabs(tabs, next);
      draw();
    }
    if (before?.trace !== next.trace || before.symbol !== next.symbol || before.unit !== next.unit || before.memory.layer !== next.memory.layer) fillNumbers(details, next);
    if (before?.tables !== next.tables) details.toggleAttribute("open", next.tables.split(",").includes("heatmap"));
    marks.move(layout, next, matrixOf(next));
  };
}

/** The rows of x are not units but dimensions.
 * @param {State} state @param {number} unit @param {number} t */
const chosen = (state, unit, t) => {
  const input = state.trace.symbols.some(({ name, kind }) => name === state.symbol && kind === "input");
  if (!input) return unitPinned(unit, t, state.symbol);
  return layerOf(state) === 0 ? dimensionPinned(unit, t) : belowPinned(unit, t, unitPinned);
};

/** @param {HTMLElement} parent @param {string} name */
function element(parent, name) {
  const child = document.createElement("div");
  child.className = name;
  return parent.appendChild(child);
}

/** @param {HTMLElement} heat @param {() => {state: State, layout: Layout}} get @param {Update} update */
function wirePointer(heat, get, update) {
  /** @param {MouseEvent} event */
  const at = ({ clientX, clientY }) => {
    const { left, top } = heat.getBoundingClientRect();
    return cellAt(get().layout, clientX - left, clientY - top);
  };
  heat.addEventListener("pointermove", (event) => {
    const cell = at(event);
    update(hovered(cell && { kind: "cell", symbol: get().state.symbol, ...cell }));
  });
  heat.addEventListener("pointerleave", () => update(hovered(null)));
  heat.addEventListener("click", (event) => {
    const cell = at(event);
    if (cell) update(chosen(get().state, cell.unit, cell.t), "push");
  });
}

/** ↑ ↓ move the unit, ← → the time stamp itself, Enter pins. @param {HTMLElement} heat @param {() => State} get
 * @param {Update} update */
function wireKeys(heat, get, update) {
  const unitOf = (/** @type {State} */ { hover, unit }) => (hover?.kind === "cell" ? hover.unit : (unit ?? 0));
  /** @param {number} by @returns {import("../types.js").Change} */
  const moved = (by) => (state) => {
    const size = matrixOf(state)?.cols ?? 1;
    const unit = Math.max(0, Math.min(size - 1, unitOf(state) + by));
    return hovered({ kind: "cell", symbol: state.symbol, t: state.t, unit })(state);
  };
  heat.addEventListener("focus", () => heat.matches(":focus-visible") && update(moved(0)));
  heat.addEventListener("blur", () => update(hovered(null)));
  heat.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || get().trace.tokens.length === 0) return;
    const step = { ArrowLeft: stepBack, ArrowRight: stepForward }[event.key];
    const by = { ArrowUp: -1, ArrowDown: 1, PageUp: -8, PageDown: 8 }[event.key];
    if (step) update((state) => moved(0)(step(state)));
    else if (by) update(moved(by));
    else if (event.key === "Enter") update(chosen(get(), unitOf(get()), get().t), "push");
    else return;
    event.preventDefault();
  });
}

/** @type {import("../types.js").View} */
export const heatmap = { id: "heatmap", title: "Every unit at every time stamp", mount };
