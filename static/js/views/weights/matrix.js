// The heatmap of an opened weight: one canvas, a scroller where there are more rows than fit, pointer and keyboard.

import { entryAt, layoutOf, moved, ordersOf, shownAt } from "./figure.js";
import { paint } from "./paint.js";

/** @typedef {import("./figure.js").Entry} Entry */
/** @typedef {import("./figure.js").Layout} Layout */
/** @typedef {import("./figure.js").Orders} Orders */
/** @typedef {import("../../types.js").Matrix} Matrix */

/** What is drawn.
 * @typedef {object} Shown
 * @property {Matrix} matrix
 * @property {import("../../scale.js").Range} range
 * @property {import("../../types.js").Order} order
 * @property {import("../../types.js").Statistics | undefined} statistics
 * @property {"light" | "dark"} theme
 * @property {string[]} words
 * @property {number | null} pinned
 * @property {Entry | null} lit     what another part of the page points at
 * @property {string} label         for screen readers */

/** @typedef {{point: (entry: Entry | null) => void, choose: (entry: Entry) => void, describe: (entry: Entry) => string}} Acts */

/** @param {HTMLElement} parent @param {Acts} acts */
export function makeMatrix(parent, acts) {
  const make = (/** @type {string} */ name, /** @type {HTMLElement} */ within) => {
    const element = document.createElement("div");
    element.className = name;
    return within.appendChild(element);
  };
  const room = make("weight-room", parent);
  const root = make("weight-matrix", room);
  const scroller = make("weight-scroll", root);
  const spacer = make("weight-rows", scroller);
  const canvas = root.appendChild(document.createElement("canvas"));
  const tooltip = make("tooltip", root);
  root.tabIndex = 0;
  root.setAttribute("role", "application");
  scroller.tabIndex = -1;
  tooltip.setAttribute("role", "status");
  /** @type {{shown: Shown | null, layout: Layout | null, orders: Orders, cursor: Entry | null, focused: boolean}} */
  const here = { shown: null, layout: null, orders: { rows: [], cols: [] }, cursor: null, focused: false };

  function place() {
    if (!here.shown) return;
    const { matrix, words, order, statistics, pinned } = here.shown;
    const layout = layoutOf(room.clientWidth, matrix, words.length > 0);
    Object.assign(here, { layout, orders: ordersOf(matrix, order, statistics, words.length ? pinned : null) });
    for (const element of [root, canvas]) Object.assign(element.style, { width: `${layout.outerWidth}px`, height: `${layout.outerHeight}px` });
    Object.assign(scroller.style, { top: `${layout.top}px`, height: `${layout.view}px` });
    spacer.style.height = `${layout.height}px`;
    scroller.classList.toggle("scrolls", layout.scrolls);
  }

  function draw() {
    const { shown, layout, orders } = here;
    if (!shown || !layout) return;
    const { matrix, range, theme, words, pinned, statistics, order } = shown;
    const over = here.cursor ?? shown.lit;
    paint(canvas, {
      layout, matrix, range, orders, theme, scroll: scroller.scrollTop, words, pinned, over,
      numbered: order === "index" || !statistics?.row_order,
      rowBars: layout.signed ? matrix.data : (statistics?.row_norms ?? []),
      columnBars: layout.signed ? [] : (statistics?.column_norms ?? []),
    });
    tell(tooltip, here.cursor, layout, orders, scroller.scrollTop, room.clientWidth, acts);
  }

  /** @param {Entry | null} entry */
  function go(entry) {
    here.cursor = entry;
    acts.point(entry);
    draw();
  }
  /** @param {number} row */
  function reveal(row) {
    const { layout, orders } = here;
    if (layout?.scrolls) scroller.scrollTop = shownAt(layout, orders.rows.indexOf(row), scroller.scrollTop);
  }
  const at = (/** @type {MouseEvent} */ { clientX, clientY }) => {
    const { left, top } = root.getBoundingClientRect();
    return here.layout && entryAt(here.layout, here.orders, clientX - left, clientY - top, scroller.scrollTop);
  };
  root.addEventListener("pointermove", (event) => {
    const entry = at(event);
    if (entry?.row !== here.cursor?.row || entry?.col !== here.cursor?.col) go(entry);
  });
  root.addEventListener("pointerleave", () => go(null));
  root.addEventListener("click", (event) => {
    const entry = at(event);
    if (entry) acts.choose(entry);
  });
  scroller.addEventListener("scroll", draw, { passive: true });
  root.addEventListener("focus", () => root.matches(":focus-visible") && step(0, 0));
  root.addEventListener("blur", () => go(null));
  root.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !here.shown) return;
    /** @type {Record<string, [number, number]>} */
    const steps = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], PageUp: [-8, 0], PageDown: [8, 0] };
    const by = steps[event.key];
    if (by) step(...by);
    else if (event.key === "Enter") acts.choose(here.cursor ?? { row: here.orders.rows[0], col: here.orders.cols[0] });
    else return;
    event.preventDefault();
  });
  /** @param {number} down @param {number} across */
  function step(down, across) {
    if (!here.shown) return;
    const from = here.cursor ?? { row: here.shown.pinned, col: null };
    const entry = moved(here.orders, from, down, across);
    if (entry.row !== null) reveal(entry.row);
    go(entry);
  }
  new ResizeObserver(() => {
    place();
    draw();
  }).observe(room);

  return {
    /** @param {Shown | null} shown */
    show(shown) {
      const before = here.shown;
      here.shown = shown;
      root.hidden = shown === null;
      if (!shown || (before && same(before, shown))) return;
      const another = before?.matrix.data !== shown.matrix.data;
      const reordered = shown.order === "similarity" && shown.words.length > 0 && before?.pinned !== shown.pinned;
      if (another || reordered || before.order !== shown.order || before.statistics !== shown.statistics) {
        here.cursor = null;
        place();
        if (another) scroller.scrollTop = 0;
        root.setAttribute("aria-label", shown.label);
      }
      if ((another || before.pinned !== shown.pinned) && shown.pinned !== null) centre(shown.pinned);
      draw();
    },
  };

  /** @param {number} row */
  function centre(row) {
    const { layout, orders } = here;
    if (!layout?.scrolls) return;
    const y = orders.rows.indexOf(row) * layout.cellHeight - scroller.scrollTop;
    if (y < 0 || y + layout.cellHeight > layout.view) scroller.scrollTop += y - (layout.view - layout.cellHeight) / 2;
  }
}

/** @param {HTMLElement} tooltip @param {Entry | null} cursor @param {Layout} layout @param {Orders} orders
 * @param {number} scroll @param {number} room @param {Acts} acts */
function tell(tooltip, cursor, { left, top, cellWidth, cellHeight, width, view, outerWidth }, orders, scroll, room, { describe }) {
  tooltip.hidden = cursor === null;
  if (!cursor) return;
  tooltip.textContent = describe(cursor);
  const x = cursor.col === null ? left + width / 2 : left + (orders.cols.indexOf(cursor.col) + 0.5) * cellWidth;
  const y = cursor.row === null ? top + view : top + orders.rows.indexOf(cursor.row) * cellHeight - scroll;
  const beside = Math.max(0, Math.min(Math.max(outerWidth, room) - tooltip.offsetWidth, x - tooltip.offsetWidth / 2));
  tooltip.style.transform = `translate(${beside}px, ${y - tooltip.offsetHeight - 8}px)`;
}

/** Whether nothing would be drawn otherwise. @param {Shown} a @param {Shown} b */
const same = (a, b) =>
  a.matrix.data === b.matrix.data && a.order === b.order && a.statistics === b.statistics && a.theme === b.theme &&
  a.pinned === b.pinned && a.lit?.row === b.lit?.row && a.lit?.col === b.lit?.col;
