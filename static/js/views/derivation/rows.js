// The rows of a waterfall: one button for each term, its bar beginning where the last one ended. Elements are kept
// from one state to the next, so that the focus stays while stepping. ↑ ↓ move between rows.

import { button, html } from "../../html.js";
import { _ } from "../../texts.js";
import { placeOf } from "./figure.js";
import { fitted, written } from "./html.js";
import { createTaps } from "./taps.js";
import { factors, groupLabel, label, number, plain, signed } from "./write.js";

/** @typedef {import("./figure.js").Axis} Axis */
/** @typedef {import("./figure.js").Row} Row */
/** @typedef {import("./terms.js").Group} Group */
/** @typedef {import("./terms.js").Product} Product */
/** @typedef {{groups: Group[], rows: Row[], axis: Axis, stacked: boolean}} Waterfall  stacked: each bar begins where the last ended */
/** @typedef {{enter: (row: Row | null) => void, choose: (row: Row) => void}} Acts */

/** @typedef {ReturnType<typeof createRows>} Rows */

/** @param {Acts} acts */
export function createRows({ enter, choose }) {
  const root = html("div", "terms");
  root.setAttribute("role", "group");
  /** @type {Row[]} */
  let rows = [];
  /** @param {EventTarget | null} target @returns {number} */
  const placeIn = (target) => (target instanceof Element ? [...root.children].indexOf(target.closest(".row") ?? root) : -1);

  root.addEventListener("pointerover", ({ target, pointerType }) => pointerType !== "touch" && enter(rows[placeIn(target)] ?? null));
  root.addEventListener("pointerleave", ({ pointerType }) => pointerType !== "touch" && enter(null));
  root.addEventListener("focusin", ({ target }) => {
    const at = placeIn(target);
    rove(at);
    if (target instanceof Element && target.matches(":focus-visible")) enter(rows[at] ?? null);
  });
  root.addEventListener("focusout", () => enter(null));
  const taps = createTaps(root, () => enter(null));
  let folded = -1;
  root.addEventListener("click", (event) => {
    const row = rows[placeIn(event.target)];
    if (!row) return;
    if (row.kind === "term" && taps.lights(event, plain(label(row.term.parts)))) return enter(row);
    folded = row.kind === "less" ? row.group : -1;
    choose(row);
  });
  root.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const by = { ArrowUp: -1, ArrowDown: 1, PageUp: -8, PageDown: 8 }[event.key];
    if (!by) return;
    event.preventDefault();
    const next = Math.max(0, Math.min(rows.length - 1, placeIn(document.activeElement) + by));
    /** @type {HTMLElement} */ (root.children[next]).focus();
  });

  /** One row at a time is in the tab order. @param {number} at */
  function rove(at) {
    [...root.children].forEach((child, i) => (/** @type {HTMLElement} */ (child).tabIndex = i === at ? 0 : -1));
  }

  return {
    root,
    /** @param {Waterfall} waterfall @param {string} name */
    draw(waterfall, name) {
      rows = waterfall.rows;
      root.setAttribute("aria-label", name);
      const focused = placeIn(document.activeElement);
      while (root.children.length > rows.length) root.lastElementChild?.remove();
      while (root.children.length < rows.length) root.append(makeRow());
      rows.forEach((row, i) => fill(/** @type {HTMLButtonElement} */ (root.children[i]), row, waterfall));
      const opener = rows.findIndex(({ kind, group }) => kind === "rest" && group === folded);
      const at = opener >= 0 ? opener : focused < 0 ? 0 : Math.min(focused, rows.length - 1);
      rove(at);
      if (opener >= 0 || focused > at) /** @type {HTMLElement} */ (root.children[at]).focus();
      folded = -1;
    },
    /** @param {(row: Row) => boolean} lit */
    light: (lit) => rows.forEach((row, i) => root.children[i].classList.toggle("lit", lit(row))),
  };
}

function makeRow() {
  const row = button("row", "", () => {});
  const track = html("span", "track", html("span", "bar"), html("span", "joint"));
  row.append(html("span", "label"), html("span", "factors"), track, html("span", "product"), html("span", "total"));
  return row;
}

/** @param {HTMLButtonElement} element @param {Row} row @param {Waterfall} waterfall */
function fill(element, row, { groups, axis, stacked }) {
  const group = groups[row.group];
  const [name, numbers, track, product, total] = element.children;
  const [left, right] = [Math.min(row.from, row.to), Math.max(row.from, row.to)].map((sum) => placeOf(axis, sum));
  name.replaceChildren(...(row.kind === "term" ? fitted(label(row.term.parts)) : [countOf(row)]));
  // Three factors and their numbers would not fit beside each other; the table of numbers has them.
  const many = row.kind === "term" && row.term.parts.length > 2;
  numbers.textContent = row.kind === "term" && !many ? factors(row.term.parts) : "";
  product.textContent = row.kind === "less" ? "" : signed(row.product);
  total.replaceChildren(...endOf(row, group, stacked));
  element.dataset.kind = row.kind;
  element.className = ["row", many && "many", row.product < 0 ? "minus" : "plus", row.last && "last"].filter(Boolean).join(" ");
  if (row.kind === "rest" || row.kind === "less") element.setAttribute("aria-expanded", String(row.kind === "less"));
  else element.removeAttribute("aria-expanded");
  const place = /** @type {HTMLElement} */ (track);
  place.style.cssText = `--left:${left}%;--wide:${right - left}%;--end:${placeOf(axis, row.to)}%`;
  place.dataset.sum = stacked ? number(row.to) : "";
  place.dataset.hint = row.kind === "term" ? _("tap again to follow") : "";
  element.setAttribute("aria-label", spoken(row, stacked));
}

/** At the end of a row: the total of a group below its last term, or the unit that a dimension goes to.
 * @param {Row} row @param {Group} group @param {boolean} stacked @returns {Node[]} */
function endOf(row, group, stacked) {
  if (!stacked) return row.kind === "term" ? [html("span", "", _("unit {unit}", { unit: row.term.index ?? "" }))] : [];
  return row.last ? [html("span", "", ...written(groupLabel(group))), html("b", "", signed(group.total))] : [];
}

/** @param {Row & {kind: "rest" | "none" | "less"}} row */
function countOf({ kind, count }) {
  if (kind === "rest") return _("{count} smaller", { count });
  return kind === "less" ? _("only the largest") : _("{count} terms of 0", { count });
}

/** What a screen reader says of a row. @param {Row} row @param {boolean} stacked */
function spoken(row, stacked) {
  if (row.kind === "less") return countOf(row);
  const name = row.kind === "term" ? plain(label(row.term.parts)) : countOf(row);
  const numbers = row.kind === "term" ? factors(row.term.parts) : "";
  const parts = [name, numbers, signed(row.product)].filter(Boolean).join(" = ");
  return stacked ? _("{term}; sum so far {sum}", { term: parts, sum: signed(row.to) }) : parts;
}
