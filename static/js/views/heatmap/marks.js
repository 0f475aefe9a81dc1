// What moves over the heatmap: the current time stamp, the pinned unit, the cell under the pointer and its tooltip,
// and the labels at the edges. Nothing here asks Plotly for anything.

import { format } from "../../scale.js";
import { _ } from "../../texts.js";
import { labelled, ticks } from "./layout.js";

/** @typedef {import("../../types.js").State} State */
/** @typedef {import("../../types.js").Matrix} Matrix */
/** @typedef {import("./layout.js").Layout} Layout */

/** "unit 48 · time stamp 2 · a · −0.35"; the numbers of x are not units. @param {State} state @param {Matrix | undefined} matrix
 * @param {{t: number, unit: number}} cell @returns {string[]} before the word, the word, after it */
export function described({ trace, symbol }, matrix, { t, unit }) {
  const value = matrix && t < matrix.rows ? format(matrix.data[t * matrix.cols + unit]) : "";
  const before = symbol === "x" ? _("number {unit} · time stamp {t} ·", { unit, t }) : _("unit {unit} · time stamp {t} ·", { unit, t });
  return [before, trace.tokens[t]?.text ?? "", `· ${value}`];
}

/** @param {HTMLElement} root */
export function createMarks(root) {
  const make = (/** @type {string} */ name) => {
    const element = document.createElement("div");
    element.className = name;
    return root.appendChild(element);
  };
  const [columns, here, pin, across, over, labels, tooltip] =
    ["columns", "here", "pin", "across", "over", "labels", "tooltip"].map(make);
  tooltip.setAttribute("role", "status");

  /** @param {HTMLElement} mark @param {number} x @param {number} y @param {number} width @param {number} height */
  function frame(mark, x, y, width, height) {
    mark.hidden = false;
    Object.assign(mark.style, { transform: `translate(${x}px, ${y}px)`, width: `${width}px`, height: `${height}px` });
  }

  return {
    /** Once for each figure. @param {Layout} layout @param {State} state */
    place({ left, top, width, height, column }, { theme }) {
      Object.assign(columns.style, { left: `${left}px`, top: `${top}px`, width: `${width}px`, height: `${height}px` });
      const line = `linear-gradient(to right, transparent calc(100% - 1px), var(--paper) 0)`;
      columns.style.background = column >= 16 ? `0 0 / ${column}px 100% ${line}` : "none";
      root.dataset.theme = theme;
    },
    /** At every change of the state. @param {Layout} layout @param {State} state @param {Matrix | undefined} matrix */
    move(layout, state, matrix) {
      const { left, top, column, row, width, height, columns: T, rows } = layout;
      const { t, unit, hover } = state;
      here.hidden = pin.hidden = across.hidden = over.hidden = tooltip.hidden = true;
      const pinned = T > 0 && unit !== null && unit < rows && state.symbol !== "x" ? unit : null;
      if (T > 0) frame(here, left + t * column - 2, top - 8, Math.max(3, column) + 3, height + 16);
      if (pinned !== null) frame(pin, left - 3, top + pinned * row - 2, width + 6, row + 4);
      if (hover?.kind === "cell" && T > 0 && hover.unit < rows && sameUnits(hover.symbol, state.symbol)) {
        const [x, y] = [left + hover.t * column, top + hover.unit * row];
        frame(across, left - 3, y - 1, width + 6, row + 2);
        if (hover.t >= 0 && hover.t < T) frame(over, x - 2, y - 2, Math.max(3, column) + 4, row + 4);
        if (hover.t >= 0 && hover.t < T && hover.symbol === state.symbol) say(tooltip, layout, described(state, matrix, hover), x, y);
      }
      relabel(labels, layout, state, pinned);
    },
  };
}

/** The index of x is not that of the units. @param {string} a @param {string} b */
const sameUnits = (a, b) => (a === "x") === (b === "x");

/** @param {HTMLElement} tooltip @param {Layout} layout @param {string[]} parts @param {number} x @param {number} y */
function say(tooltip, layout, [before, word, after], x, y) {
  const shown = document.createElement("span");
  shown.className = "word";
  shown.textContent = word.length > 20 ? `${word.slice(0, 19)}…` : word;
  tooltip.replaceChildren(before, " ", shown, " ", after);
  tooltip.hidden = false;
  const free = layout.available - tooltip.offsetWidth;
  const beside = Math.max(0, Math.min(free, x + layout.column / 2 - tooltip.offsetWidth / 2));
  tooltip.style.transform = `translate(${beside}px, ${y - tooltip.offsetHeight - 8}px)`;
}

/** @param {HTMLElement} labels @param {Layout} layout @param {State} state @param {number | null} pinned */
function relabel(labels, layout, { trace, t }, pinned) {
  const { left, top, column, row, height, rows } = layout;
  const near = (/** @type {number} */ unit) => pinned !== null && pinned !== unit && Math.abs(unit - pinned) * row < 16;
  const units = [...new Set([...ticks(rows), ...(pinned === null ? [] : [pinned])])].filter((unit) => !near(unit));
  const stamps = labelled(layout, t);
  const key = [units, stamps, pinned, t, left, column, row, trace.tokens.map(({ text }) => text)].join();
  if (labels.dataset.key === key) return;
  labels.dataset.key = key;
  labels.replaceChildren(
    ...units.map((unit) => label(`unit${unit === pinned ? " pinned" : ""}`, left, top + (unit + 0.5) * row, String(unit))),
    ...stamps.map((stamp) => {
      const at = label(`stamp${stamp === t ? " current" : ""}`, left + (stamp + 0.5) * column, top + height + 10, "");
      const word = document.createElement("b");
      word.textContent = trace.tokens[stamp].text;
      at.style.width = `${Math.max(column - 4, 52)}px`;
      at.append(word, String(stamp));
      return at;
    }),
  );
}

/** @param {string} kind @param {number} x @param {number} y @param {string} text */
function label(kind, x, y, text) {
  const element = document.createElement("span");
  element.className = `axis ${kind}`;
  element.style.left = `${x}px`;
  element.style.top = `${y}px`;
  element.textContent = text;
  return element;
}
