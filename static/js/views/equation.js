// The equation: the server built it from the cell's own description; here t and the words are filled in, and each
// symbol is linked with its place in the diagram.

import { joined, readsCharacters } from "../kinds.js";
import { layerMark } from "../layers.js";
import { hovered, layerOf, weightToggled } from "../state.js";
import { setText } from "../svg.js";

/** @typedef {import("../types.js").State} State */
/** @typedef {import("../types.js").Card} Card */
/** @typedef {import("../types.js").Hover} Hover */

const LONGEST_NOTE = 8;

/** The words under a symbol: “a” under x(2); “I am” under h(1), or “… took” where that would be too long; of
 * characters, “ROMEO:” or “…↵But␣so”. app/equation.py says the same; a test holds the two against one table.
 * @param {string[]} tokens @param {number} t @param {number} lag @param {boolean} carried
 * @param {Pick<Card, "reads">} model @returns {string} */
export function noteOf(tokens, t, lag, carried, model) {
  const read = tokens.slice(carried ? 0 : Math.max(0, t - lag), Math.max(0, t - lag + 1));
  if (read.length === 0) return "";
  const whole = joined(read, model);
  if ([...whole].length <= LONGEST_NOTE) return `“${whole}”`;
  if (readsCharacters(model)) return `“…${[...whole].slice(1 - LONGEST_NOTE).join("")}”`;
  const last = [...read[read.length - 1]]; // characters, where an emoji is one, as in Python
  const word = last.length <= LONGEST_NOTE ? last.join("") : `${last.slice(0, LONGEST_NOTE - 1).join("")}…`;
  return `“${read.length > 1 ? "… " : ""}${word}”`;
}

/** Whether a part of the equation is what the pointer is on, somewhere on the page.
 * @param {DOMStringMap} part @param {Hover | null} hover @param {number} t @returns {boolean} */
export function isLit({ kind, name, lag, part }, hover, t) {
  if (hover === null || hover.kind === "influence" || hover.kind === "stamp") return false;
  if (hover.kind === "weight" || hover.kind === "term") {
    const weights = hover.kind === "term" ? [hover.weight] : (hover.names ?? [hover.name]);
    return kind === "weight" && weights.includes(name ?? "");
  }
  if (hover.kind === "word") return hover.t === t && (name === "y" || name === "output.weight");
  if (kind !== "symbol") return hover.kind === "cell" && part === hover.symbol;
  if (hover.kind === "symbol") return name === hover.name && Number(lag) === hover.lag;
  if (hover.kind === "dimension") return name === "x" && Number(lag) === t - hover.t;
  return name === hover.symbol && Number(lag) === t - hover.t;
}

/** @param {HTMLElement} part @returns {Hover} */
const hoverOf = ({ dataset: { kind, name = "", lag } }) =>
  kind === "weight" ? { kind, name } : { kind: "symbol", name, lag: Number(lag) };

/** @param {HTMLElement} root @param {import("../types.js").Update} update @returns {import("../types.js").Render} */
function mount(root, update) {
  /** @param {Event} event */
  const partOf = ({ target }) => /** @type {HTMLElement | null} */ (/** @type {Element} */ (target).closest("[data-kind]"));
  for (const type of ["pointerover", "focusin"]) {
    root.addEventListener(type, (event) => {
      const part = partOf(event);
      update(hovered(part && hoverOf(part)));
    });
  }
  for (const type of ["pointerleave", "focusout"]) root.addEventListener(type, () => update(hovered(null)));

  /** @param {Event} event */
  const open = (event) => {
    const { kind, name = "" } = partOf(event)?.dataset ?? {};
    if (kind !== "weight") return;
    event.preventDefault();
    update(weightToggled(name), "push");
  };
  root.addEventListener("click", open);
  root.addEventListener("keydown", (event) => void (["Enter", " "].includes(event.key) && open(event)));

  /** @type {State | null} */
  let last = null;
  let written = ""; // what its width depends on
  /** @type {Map<string, string>} */
  const sizes = new Map(); // measured once for each
  /** @param {string} now */
  function fit(now) {
    written = now;
    if (!sizes.has(now)) {
      root.classList.remove(...SMALLER);
      sizes.set(now, sizeOf(root));
    }
    for (const size of SMALLER) root.classList.toggle(size, size === sizes.get(now));
  }
  new ResizeObserver(() => {
    sizes.clear();
    fit(written);
  }).observe(/** @type {Element} */ (root.parentElement));
  return (state) => {
    if (last && last.model !== state.model) replaceEquation(root, state.model.id);
    const parts = /** @type {HTMLElement[]} */ ([...root.querySelectorAll("[data-kind]")]);
    const relayered = !last || last.model !== state.model || last.memory.layer !== state.memory.layer;
    if (last?.trace !== state.trace || last.t !== state.t || relayered) for (const part of parts) fill(part, state);
    if (relayered) for (const mark of root.querySelectorAll(".layer")) setText(mark, String(layerOf(state)));
    const now = [state.model.id, ...[state.t, state.t - 1].map((t) => String(t).length), state.trace.tokens.length === 0].join();
    if (now !== written) fit(now);
    for (const part of parts) {
      part.classList.toggle("lit", isLit(part.dataset, state.hover, state.t));
      if (part.dataset.kind === "weight" && (last?.weight !== state.weight || last.model !== state.model)) part.setAttribute("aria-expanded", String(part.dataset.name === state.weight));
    }
    if (!last || last.model !== state.model || last.gate !== state.gate) emphasise(root, state.gate);
    last = state;
  };
}

const SMALLER = ["close", "closer"];

/** The largest in which it has room, "" for its own. @param {HTMLElement} root  in its own */
function sizeOf(root) {
  const fits = () => root.scrollWidth <= root.clientWidth;
  return ["", ...SMALLER].find((size) => {
    if (size) root.classList.add(size);
    const found = fits();
    if (size) root.classList.remove(size);
    return found;
  }) ?? SMALLER[SMALLER.length - 1];
}

/** The opened gate's line stands out, and in sight. @param {HTMLElement} root @param {string | null} gate */
function emphasise(root, gate) {
  for (const line of root.querySelectorAll(".equation-math")) {
    const { name } = /** @type {HTMLElement | null} */ (line.querySelector("[data-kind=symbol]"))?.dataset ?? {};
    line.classList.toggle("faint", gate !== null && name !== gate);
    if (gate !== null && name === gate) root.scrollLeft += line.getBoundingClientRect().left - root.getBoundingClientRect().left - 4;
  }
}

/** @param {HTMLElement} root @param {string} id */
function replaceEquation(root, id) {
  const template = /** @type {HTMLTemplateElement[]} */ ([...document.querySelectorAll("template[data-equation]")]).find(
    ({ dataset }) => dataset.equation === id,
  );
  if (template) root.replaceChildren(template.content.cloneNode(true));
}

/** @param {HTMLElement} part @param {State} state */
function fill(part, state) {
  const { trace, t } = state;
  const [time, note] = [part.querySelector(":scope > mrow > .time"), part.querySelector(":scope > .words")];
  const lag = Number(part.dataset.lag);
  if (time) setText(time, String(t - lag).replace("-", "−"));
  const carried = (part.dataset.name ?? "") in (trace.layers[0]?.initial ?? {});
  const tokens = trace.tokens.map(({ text }) => text);
  if (!note) return;
  // A higher layer reads no word, but the state of the one below.
  const below = !carried && layerOf(state) > 0 ? `= h${layerMark(state, layerOf(state) - 1)}(${t - lag})` : null;
  setText(note, below ?? noteOf(tokens, t, lag, carried, state.model));
}

/** @type {import("../types.js").View} */
export const equation = { id: "equation", title: "Equation", mount };
