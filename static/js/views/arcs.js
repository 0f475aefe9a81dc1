// Arcs over the sentence: what the state, or the prediction, at the current time stamp owes to each word so far.

import { LABELS, magnitude, shareOf } from "../influence.js";
import { shownBy } from "../recall.js";
import { colourOf } from "../scale.js";
import { hovered, timeStampChosen } from "../state.js";
import { svg } from "../svg.js";
import { _ } from "../texts.js";
import { arcsOf, columnsOf, groundOf } from "./arcs/layout.js";

/** @typedef {import("../types.js").State} State */

const FOOT = 78; // px below the ground: the word, its time stamp, its number

/** What moves what, by block. @type {Record<string, (values: Record<string, string | number>) => string>} */
const SENTENCES = {
  h_from_x: (values) => _("“{word}”, time stamp {t}: of the words before it, “{other}” moves the state most, {name} = {value}.", values),
  h_from_h: (values) => _("“{word}”, time stamp {t}: of the states before it, that after “{other}” moves it most, {name} = {value}.", values),
  c_from_c: (values) => _("“{word}”, time stamp {t}: of the cell states before it, that after “{other}” moves it most, {name} = {value}.", values),
  word_gradient: (values) => _("After “{word}”, time stamp {t}: of the words before it, “{other}” moves the prediction most, {name} = {value}.", values),
};

/** What the arcs say, in a sentence with the numbers. @param {State} state @returns {string} */
export function says(state) {
  const shown = shownBy(state);
  const token = state.trace.tokens[state.t];
  if (token === undefined) return _("The sentence is empty: type one, and see what is remembered of each word.");
  if (shown === null) return "";
  const { t, memory } = state;
  const { values } = shown;
  const name = (/** @type {number} */ s) => LABELS[memory.block].replace("{t}", String(t)).replace("{s}", String(s));
  if (!shown.has(t)) return _("After “{word}” no known word came, so no prediction was at stake.", { word: token.text });
  if (t === 0) return _("“{word}” is the first word: there is nothing before it to remember.", { word: token.text });
  const earlier = values.slice(0, t);
  const most = earlier.indexOf(Math.max(...earlier));
  const named = { word: token.text, t, other: state.trace.tokens[most].text, name: name(most), value: magnitude(values[most]) };
  const first = SENTENCES[memory.block](named);
  if (most === 0 || values[0] === 0) return first;
  return `${first} ${_("For “{word}” at the beginning {share} of that is left: {value}.", { word: state.trace.tokens[0].text, share: shareWord(values[0] / values[most]), value: magnitude(values[0]) })}`;
}

/** How many words, how many pairs s ≤ t. @param {State} state */
function pairsOf({ trace }) {
  const n = trace.tokens.length;
  return { n, pairs: (n * (n + 1)) / 2 };
}

/** "38%", "1/40 000". @param {number} ratio */
const shareWord = (ratio) => (ratio >= 0.01 ? `${(100 * ratio).toFixed(0)}%` : magnitude(ratio));

/** @param {HTMLElement} root @param {import("../types.js").Update} update @returns {import("../types.js").Render} */
function mount(root, update) {
  const [figure, text] = [".figure", ".says"].map((selector) => /** @type {HTMLElement} */ (root.querySelector(selector)));
  /** @type {State} */
  let state;
  /** @type {unknown[]} */
  let inputs = [];
  let room = 0;

  function draw() {
    room = figure.clientWidth;
    const shown = shownBy(state);
    const problem = state.memory.problems.influence;
    root.setAttribute("aria-busy", String(shown === null && !problem));
    text.textContent = problem || (shown || state.trace.tokens.length === 0 ? says(state) : _("The influences are being computed: a sentence of {n} words has {pairs} pairs of them.", pairsOf(state)));
    text.classList.toggle("problem", Boolean(problem));
    if (shown === null && !problem) return;
    if (state.trace.tokens.length === 0) return figure.replaceChildren();
    const places = columnsOf(room, state.trace.tokens.length);
    const drawn = drawArcs(state, shown, places);
    drawn.setAttribute("aria-label", text.textContent ?? "");
    figure.replaceChildren(drawn);
    const middle = places.x(state.t) - room / 2;
    if (places.width > room) queueMicrotask(() => void (figure.scrollLeft = middle));
  }

  root.addEventListener("click", ({ target }) => {
    const word = target instanceof Element ? target.closest("[data-s]") : null;
    if (word instanceof SVGElement) update(timeStampChosen(Number(word.dataset.s)));
  });
  root.addEventListener("pointerover", ({ target }) => {
    const word = target instanceof Element ? target.closest("[data-s]") : null;
    const s = word instanceof SVGElement ? Number(word.dataset.s) : Infinity;
    update((now) => hovered(s <= now.t ? { kind: "influence", s, t: now.t } : null)(now));
  });
  root.addEventListener("pointerleave", () => update(hovered(null)));
  new ResizeObserver(() => {
    if (state && room !== figure.clientWidth) draw();
  }).observe(figure);

  return (next) => {
    state = next;
    const now = [next.trace, next.t, next.memory, next.theme];
    if (now.some((value, place) => value !== inputs[place])) {
      inputs = now;
      draw();
    }
    const over = next.hover?.kind === "influence" && next.hover.t === next.t ? String(next.hover.s) : null;
    for (const part of figure.querySelectorAll("[data-s]")) part.classList.toggle("lit", /** @type {SVGElement} */ (part).dataset.s === over);
  };
}

/** @param {State} state @param {ReturnType<typeof shownBy>} shown @param {ReturnType<typeof columnsOf>} places */
function drawArcs({ trace, t, theme, memory }, shown, places) {
  const [what] = /[hc]$/.exec(memory.block) ?? ["x"]; // of h ← h it is h that moves
  const T = trace.tokens.length;
  const ground = groundOf(T);
  const share = (/** @type {number} */ value) => (shown ? shareOf(value, shown.decades) : null);
  const arcs = shown ? arcsOf(shown.values, share, places, T) : [];
  return svg(
    "svg", { width: places.width, height: ground + FOOT, role: "img" },
    ...arcs.map(({ s, value, share: own, path, width }) =>
      svg("path", {
        class: own === null ? "arc none" : "arc", "data-s": s, d: path, "stroke-width": width.toFixed(2),
        stroke: own === null ? null : colourOf("unit", 0.1 + 0.9 * own, 1, theme),
      }, svg("title", {}, `${trace.tokens[s].text}: ${magnitude(value)}`))),
    ...trace.tokens.map(({ text, known }, s) => {
      const letters = [...text];
      const most = Math.floor(places.column / 9);
      const value = shown?.values[s];
      return svg(
        "g", { class: `token${s === t ? " current" : ""}${s > t ? " unread" : ""}${known ? "" : " unknown"}`, "data-s": s },
        svg("rect", { class: "hit", x: places.x(s) - places.column / 2, y: ground, width: places.column, height: FOOT }),
        s === t && svg("rect", { class: "under", x: places.x(s) - places.column / 2 + 8, y: ground + 35, width: places.column - 16, height: 2 }),
        svg("text", { class: "word", x: places.x(s), y: ground + 26 }, letters.length > most ? `${letters.slice(0, most - 1).join("")}…` : text),
        svg("text", { class: "stamp", x: places.x(s), y: ground + 52 }, `${what}(${s})`),
        shown && s <= t && svg("text", { class: "number", x: places.x(s), y: ground + 71 }, value === undefined ? "–" : value === 0 ? "○ 0" : magnitude(value)),
      );
    }),
  );
}

/** @type {import("../types.js").View} */
export const arcs = { id: "arcs", title: "What is remembered of each word", mount };
