// Every pair s ≤ t as a triangle of cells: along a row, how a word is forgotten. The canvas is drawn once for each block;
// what moves with a step lies over it.

import { liveWhileFocused } from "../html.js";
import { at, LABELS, magnitude, shareOf } from "../influence.js";
import { pairPinned, shownBy } from "../recall.js";
import { colourOf } from "../scale.js";
import { hovered, stepBack, stepForward } from "../state.js";
import { svg } from "../svg.js";
import { _ } from "../texts.js";
import { cellAt, layoutOf, named } from "./triangle/layout.js";

/** @typedef {import("../types.js").State} State */
/** @typedef {import("../types.js").Update} Update */
/** @typedef {import("./triangle/layout.js").Layout} Layout */
/** @typedef {NonNullable<ReturnType<typeof shownBy>>} Shown */

/** "‖∂h(3)/∂x(0)‖ = 0.12: “boy” and “I”, 3 words back". @param {State} state @param {Shown} shown @param {{s: number, t: number}} cell */
export function described({ trace, memory }, { matrix, has }, { s, t }) {
  if (!has(t)) return _("After “{word}” no known word came, so no prediction was at stake.", { word: trace.tokens[t].text });
  const name = LABELS[memory.block].replace("{t}", String(t)).replace("{s}", String(s));
  return _("{name} = {value}: “{word}” and “{other}”, {k} back", {
    name, value: magnitude(at(matrix, t, s)), word: trace.tokens[t].text, other: trace.tokens[s].text, k: t - s,
  });
}

/** @param {HTMLElement} root @param {Update} update @returns {import("../types.js").Render} */
function mount(root, update) {
  const [figure, readout, details] = [".figure", ".readout-line", ".numbers"].map((selector) => /** @type {HTMLElement} */ (root.querySelector(selector)));
  const grid = document.createElement("div");
  const canvas = document.createElement("canvas");
  const over = svg("svg", { class: "over" });
  grid.className = "grid";
  grid.tabIndex = 0;
  grid.setAttribute("role", "application");
  grid.setAttribute("aria-label", _("The triangle: left and right change the time stamp, up and down the earlier word, Enter does without that word."));
  grid.append(canvas, over);
  figure.append(grid);
  /** @type {State} */
  let state;
  /** @type {Shown | null} */
  let shown = null;
  /** @type {Layout} */
  let layout;
  /** @type {unknown[]} */
  let inputs = [];
  let room = 0;

  function draw() {
    room = figure.clientWidth;
    shown = shownBy(state);
    root.hidden = state.trace.tokens.length === 0 || Boolean(state.memory.problems.influence);
    if (shown === null) return;
    layout = layoutOf(room, state.trace.tokens.length);
    Object.assign(grid.style, { width: `${layout.width}px`, height: `${layout.height}px` });
    paint(canvas, layout, shown, state.theme);
    fillTable(details, state, shown);
  }
  function move() {
    if (shown === null || state.trace.tokens.length === 0) return;
    const hover = state.hover?.kind === "influence" && state.hover.t < layout.T ? state.hover : null;
    over.setAttribute("width", String(layout.width));
    over.setAttribute("height", String(layout.height));
    over.replaceChildren(...marks(layout, state, hover));
    readout.textContent = described(state, shown, hover ?? { s: Math.min(state.memory.omitted, state.t), t: state.t });
  }
  details.addEventListener("toggle", () => shown && fillTable(details, state, shown));
  wirePointer(grid, () => layout, update);
  liveWhileFocused(grid, readout);
  wireKeys(grid, () => state, update);
  new ResizeObserver(() => {
    if (state && room !== figure.clientWidth) (draw(), move());
  }).observe(figure);

  return (next) => {
    state = next;
    const { memory, trace, theme } = next;
    const now = [trace, memory.influence, memory.block, memory.layer, memory.problems, theme];
    if (now.some((value, place) => value !== inputs[place])) {
      inputs = now;
      draw();
    }
    move();
  };
}

/** @param {HTMLCanvasElement} canvas @param {Layout} layout @param {Shown} shown @param {"light" | "dark"} theme */
function paint(canvas, { size, left, top, width, height, T }, { matrix, decades, has }, theme) {
  const ratio = devicePixelRatio || 1;
  [canvas.width, canvas.height] = [width * ratio, height * ratio];
  Object.assign(canvas.style, { width: `${width}px`, height: `${height}px` });
  const context = canvas.getContext("2d");
  if (!context) return;
  context.scale(ratio, ratio);
  const gap = size >= 8 ? 1 : 0;
  context.strokeStyle = colourOf("unit", 0.6, 1, theme);
  for (let t = 0; t < T; t += 1) {
    for (let s = 0; has(t) && s <= t; s += 1) {
      const [x, y, share] = [left + t * size, top + s * size, shareOf(at(matrix, t, s), decades)];
      if (share === null) {
        context.beginPath();
        context.arc(x + size / 2, y + size / 2, Math.max(1, Math.min(4, size / 4)), 0, 2 * Math.PI);
        context.stroke();
        continue;
      }
      context.fillStyle = colourOf("unit", 0.1 + 0.9 * share, 1, theme);
      context.fillRect(x, y, size - gap, size - gap);
    }
  }
}

/** The current t, the word done without, what the pointer is on, and the words at both edges.
 * @param {Layout} layout @param {State} state @param {{s: number, t: number} | null} hover */
function marks(layout, { trace, t, memory }, hover) {
  const { size, left, top, T } = layout;
  const frame = (/** @type {string} */ kind, /** @type {number[]} */ [x, y, width, height]) => svg("rect", { class: kind, x, y, width, height });
  const omitted = memory.omitted < T ? memory.omitted : null;
  const cut = (/** @type {string} */ text, most = 11) => ([...text].length > most ? `${[...text].slice(0, most - 1).join("")}…` : text);
  const stride = Math.max(1, Math.ceil(54 / size));
  const below = named({ ...layout, stride }, t);
  const room = size >= 40 ? Math.floor((stride * size) / 8) : 11; // else the current one stands alone
  return [
    frame("here", [left + t * size - 1.5, top - 1.5, size + 2, (t + 1) * size + 2]),
    omitted !== null && frame("omitted", [left + omitted * size - 1, top + omitted * size - 1, (T - omitted) * size + 1, size + 1]),
    hover && frame("over-cell", [left + hover.t * size - 1, top + hover.s * size - 1, size + 1, size + 1]),
    ...named(layout, Math.min(hover?.s ?? memory.omitted, T - 1)).map((s) =>
      svg("text", { class: `side${s === omitted ? " omitted" : ""}`, x: left + s * size - 8 > left + 40 ? left + s * size - 8 : left - 8, y: top + (s + 0.5) * size + 4 }, cut(trace.tokens[s].text))),
    ...below.map((each) =>
      svg("g", { class: `below${each === t ? " current" : ""}` },
        svg("text", { class: "word-below", x: left + (each + 0.5) * size, y: top + T * size + 18 }, each === t || size >= 40 ? cut(trace.tokens[each].text, room) : ""),
        svg("text", { class: "stamp-below", x: left + (each + 0.5) * size, y: top + T * size + 36 }, String(each)))),
  ].filter((mark) => mark instanceof SVGElement);
}

/** @param {HTMLElement} grid @param {() => Layout} get @param {Update} update */
function wirePointer(grid, get, update) {
  const cell = (/** @type {MouseEvent} */ event) => {
    const { left, top } = grid.getBoundingClientRect();
    return get() ? cellAt(get(), event.clientX - left, event.clientY - top) : null;
  };
  grid.addEventListener("pointermove", (event) => {
    const found = cell(event);
    update(hovered(found && { kind: "influence", ...found }));
  });
  grid.addEventListener("pointerleave", () => update(hovered(null)));
  grid.addEventListener("click", (event) => {
    const found = cell(event);
    if (found) update(pairPinned(found.s, found.t), "push");
  });
}

/** ← → move the time stamp itself, ↑ ↓ the earlier word, Enter does without it. @param {HTMLElement} grid
 * @param {() => State} get @param {Update} update */
function wireKeys(grid, get, update) {
  const sOf = (/** @type {State} */ { hover, memory }) => (hover?.kind === "influence" ? hover.s : memory.omitted);
  /** @param {number} by @returns {import("../types.js").Change} */
  const moved = (by) => (state) => hovered({ kind: "influence", t: state.t, s: Math.max(0, Math.min(state.t, sOf(state) + by)) })(state);
  grid.addEventListener("focus", () => grid.matches(":focus-visible") && get().trace.tokens.length && update(moved(0)));
  grid.addEventListener("blur", () => update(hovered(null)));
  grid.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || get().trace.tokens.length === 0) return;
    const step = { ArrowLeft: stepBack, ArrowRight: stepForward }[event.key];
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (step) update((state) => moved(0)(step(state)));
    else if (by) update(moved(by));
    else if (event.key === "Enter") update((state) => pairPinned(Math.min(sOf(state), state.t), state.t)(state), "push");
    else return;
    event.preventDefault();
  });
}

/** Made only while somebody looks at it. @param {HTMLElement} details @param {State} state @param {Shown} shown */
function fillTable(details, { trace }, { matrix, has }) {
  const place = details.querySelector(".scroll");
  if (!place) return;
  if (!(/** @type {HTMLDetailsElement} */ (details).open)) return place.replaceChildren();
  const table = document.createElement("table");
  const cell = (/** @type {string} */ tag, /** @type {string} */ text) => Object.assign(document.createElement(tag), { textContent: text });
  table.createTHead().insertRow().append(cell("th", _("s down, t across")), ...trace.tokens.map(({ t, text }) => cell("th", `${t} ${text.slice(0, 12)}`)));
  const body = table.createTBody();
  trace.tokens.forEach(({ text }, s) => {
    body.insertRow().append(cell("th", `${s} ${text.slice(0, 12)}`), ...trace.tokens.map((_token, t) => cell("td", s <= t && has(t) ? magnitude(at(matrix, t, s)) : "")));
  });
  place.replaceChildren(table);
}

/** @type {import("../types.js").View} */
export const triangle = { id: "triangle", title: "Every word at every time stamp", mount };
