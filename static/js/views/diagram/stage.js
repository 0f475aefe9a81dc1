// The elements that the diagram is drawn on: a scrolling stage with a canvas for cells under an SVG for all else,
// a tooltip, and a grid for the keyboard and for screen readers. Thin.

import { svg } from "../../svg.js";
import { makeControls } from "./controls.js";
import { _ } from "../../texts.js";

/** @typedef {import("./words.js").Measure} Measure */
/** @typedef {ReturnType<typeof makeStage>} Stage */

/** @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag @param {Record<string, string>} attributes @param {...Node} children @returns {HTMLElementTagNameMap[Tag]} */
function html(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** @param {HTMLElement} root */
export function makeStage(root) {
  const columns = svg("g", { class: "columns" });
  const open = svg("g", { class: "opened" });
  const initial = svg("g");
  const pins = svg("g", { class: "pins" });
  const marks = svg("g", { class: "marks" });
  const hole = svg("path", { "clip-rule": "evenodd" });
  const clip = svg("clipPath", { id: "diagram-around" }, hole);
  const closed = svg("g", {}, initial, columns, pins);
  const over = svg("g", { class: "column now drawing" });
  const picture = svg("svg", { class: "diagram-picture", role: "img" }, clip, closed, open, over, marks);
  const canvas = html("canvas", { class: "diagram-cells", "aria-hidden": "true" });
  const panel = html("div", { class: "diagram-panel" });
  const curtains = html("div", { class: "diagram-curtains", "aria-hidden": "true" });
  const world = html("div", { class: "diagram-world" }, panel, canvas, picture, curtains);
  const controls = makeControls(world);
  const scroller = html("div", { class: "diagram-scroll", tabindex: "-1" }, world);
  const cells = [0, 1].map((i) => html("div", { role: "gridcell", id: `diagram-cell-${i}` }));
  const grid = html(
    "div",
    { class: "diagram-grid", role: "grid", tabindex: "0", "aria-label": _("Hidden units at each time stamp"), "aria-describedby": "diagram-keys" },
    html("div", { role: "row", class: "diagram-hidden" }, ...cells),
  );
  const keys = html("p", { class: "diagram-hidden", id: "diagram-keys" });
  keys.textContent = _("Left and right change the time stamp, up and down the unit, Enter pins the unit.");
  const tip = html("div", { class: "diagram-tip", hidden: "", "aria-hidden": "true" });
  root.classList.add("diagram");
  root.replaceChildren(scroller, grid, keys, tip);
  return { root, scroller, world, panel, canvas, picture, closed, initial, columns, pins, open, over, marks, hole, curtains, controls, grid, cells, tip };
}

/** The window as the diagram sees it. @param {Stage} stage */
export const sizeOf = ({ scroller }) => ({
  width: scroller.clientWidth || window.innerWidth,
  height: window.innerHeight,
  ratio: window.devicePixelRatio || 1,
});

/** Measures text in the faces of the page, without touching its layout. @param {HTMLElement} root @returns {Measure} */
export function measurer(root) {
  const style = getComputedStyle(root);
  const serif = style.getPropertyValue("--serif") || "serif";
  const sans = style.getPropertyValue("--sans") || "sans-serif";
  const families = { sans, serif, italic: serif, bold: sans };
  const context = document.createElement("canvas").getContext("2d");
  /** @type {Map<string, number>} */
  const known = new Map(); // widths at the size 100: text scales
  /** @param {string} text @param {import("./words.js").Face} face @returns {number} */
  function measured(text, face) {
    if (!context) return 50 * text.length;
    context.font = `${face === "italic" ? "italic " : face === "bold" ? "600 " : ""}100px ${families[face]}`;
    return context.measureText(text).width;
  }
  return (text, face, size) => {
    const key = face + text;
    if (known.size > 5000) known.clear();
    const width = known.get(key) ?? measured(text, face);
    known.set(key, width);
    return (width * size) / 100;
  };
}

/** The world as large as the layout. @param {Stage} stage @param {import("../../geometry.js").Layout} layout */
export function fitStage({ root, world, panel, picture }, { width, height, cell, empty }) {
  root.style.setProperty("--diagram-height", `${height}px`);
  world.style.width = picture.style.width = `${width}px`;
  picture.style.height = `${height}px`;
  panel.style.width = `${cell.right - cell.left}px`;
  panel.style.height = `${cell.bottom - cell.top}px`;
  panel.classList.toggle("empty", empty);
}

/** The panel behind the open cell. Moved by a transform, Chromium 156 leaves its old picture standing after a fold.
 * @param {Stage} stage @param {import("../../geometry.js").Layout} layout */
export function movePanel({ panel }, { cell }) {
  panel.style.left = `${cell.left}px`;
  panel.style.top = `${cell.top}px`;
}

/** Say what the keyboard is on. Two cells take turns, since only a change of cell is read out.
 * @param {Stage} stage @param {string} text */
export function showReadout({ grid, cells }, text) {
  const spoken = cells.find(({ id }) => id === grid.getAttribute("aria-activedescendant"));
  if (spoken?.textContent === text) return;
  const next = spoken === cells[0] ? cells[1] : cells[0];
  next.textContent = text;
  grid.setAttribute("aria-activedescendant", next.id);
}

/** Fade the sides on which there is more. @param {Stage} stage @param {number} scroll @param {number} most */
export function fade({ root }, scroll, most) {
  root.classList.toggle("more-left", scroll > 1);
  root.classList.toggle("more-right", scroll < most - 1);
}

/** The tooltip beside a place of the diagram, kept inside the stage; its text is never read as markup.
 * @param {Stage} stage @param {{lines: string[], x: number, y: number} | null} what  x, y as the reader sees them */
export function showTip({ root, tip }, what) {
  tip.hidden = what === null;
  if (!what) return;
  tip.replaceChildren(...what.lines.map((text) => {
    const line = document.createElement("div");
    line.textContent = text;
    return line;
  }));
  const { offsetWidth, offsetHeight } = tip;
  const right = what.x + 14 + offsetWidth <= root.clientWidth - 8;
  const x = right ? what.x + 14 : Math.max(8, what.x - 14 - offsetWidth);
  tip.style.transform = `translate(${Math.round(x)}px, ${Math.round(Math.max(4, what.y - offsetHeight / 2))}px)`;
}
