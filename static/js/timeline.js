// A chart of lines over the time stamps on a linear scale, and the panel that holds one: pure sizes first, then SVG.
//
//   t  a time stamp; the chart runs from t = 0 at the left to the last at the right

import { apart } from "./chart.js";
import { html } from "./html.js";
import { fixed } from "./scale.js";
import { hovered, timeStampChosen } from "./state.js";
import { svg } from "./svg.js";

/** @typedef {import("./types.js").State} State */
/** @typedef {{name: string, kind: string, values: (number | null)[]}} Line  values[t], null where it has none; kind is its
 *   class */
/** @typedef {{lines: Line[], words: string[][], t: number, width: number, ticks: number[], unit: string,
 *   format: (value: number) => string}} Timeline  words[t] holds one word, or two that differ; the scale runs from the first tick to the last */

const [PLOT, LINE] = [146, 17];
const [LEFT, RIGHT, RIGHT_NARROW, TOP, NARROW] = [46, 132, 112, 24, 460];

/** Even ticks from 0 up that hold every value, at most five of them. @param {(number | null)[]} values @returns {number[]} */
export function ticksOf(values) {
  const most = Math.max(0, ...values.map((value) => value ?? 0));
  const steps = [0.05, 0.1, 0.2, 0.25, 0.5, 1, 2, 2.5, 5, 10, 20, 25, 50, 100, 200, 500, 1000];
  const step = steps.find((each) => most / each <= 4) ?? most / 4;
  return Array.from({ length: Math.max(1, Math.ceil(most / step - 1e-9)) + 1 }, (_each, i) => i * step);
}

/** @param {Pick<Timeline, "words" | "width" | "ticks">} timeline */
export function layoutOf({ words, width, ticks }) {
  const inner = Math.max(60, width - LEFT - (width < NARROW ? RIGHT_NARROW : RIGHT));
  const [bottom, low, high] = [TOP + PLOT, ticks[0], ticks[ticks.length - 1]];
  const lines = Math.max(1, ...words.map(({ length }) => length));
  const step = inner / Math.max(1, words.length - 1);
  return {
    width, height: bottom + 12 + LINE * (lines + 1), lines, left: LEFT, right: LEFT + inner, top: TOP, bottom, step,
    stride: Math.max(1, Math.ceil(52 / step)),
    x: (/** @type {number} */ t) => LEFT + t * step,
    y: (/** @type {number} */ value) => bottom - ((value - low) / (high - low)) * (bottom - TOP),
  };
}

/** @param {Timeline} timeline @param {string} label @returns {SVGSVGElement} */
export function draw(timeline, label) {
  const at = layoutOf(timeline);
  const { lines, ticks, format, t, unit } = timeline;
  const ends = apart(lines.map(({ values }) => at.y(values.filter((value) => value !== null).at(-1) ?? ticks[0])), 15);
  return svg(
    "svg",
    { class: "chart", width: at.width, height: at.height, role: "img", "aria-label": label },
    ...timeline.words.map((_word, each) =>
      svg("rect", { class: "hit", "data-t": each, x: at.x(each) - at.step / 2, y: at.top, width: at.step, height: at.height - at.top })),
    svg("text", { class: "tick unit", x: at.left - 38, y: at.top - 11 }, unit),
    ...ticks.flatMap((value) => [
      svg("line", { class: value === 0 ? "one" : "grid", x1: at.left, x2: at.right, y1: at.y(value), y2: at.y(value) }),
      svg("text", { class: "tick", x: at.left - 8, y: at.y(value) + 4 }, Number.isInteger(value) ? fixed(value, 0) : format(value)),
    ]),
    svg("line", { class: "now", x1: at.x(t), x2: at.x(t), y1: at.top, y2: at.bottom }),
    ...footOf(timeline, at),
    ...lines.flatMap((line, i) => lineOf(line, at, ends[i], format)),
  );
}

/** @param {Timeline} timeline @param {ReturnType<typeof layoutOf>} at */
function footOf({ words, t }, at) {
  const most = Math.max(3, Math.floor((at.stride * Math.min(at.step, 160)) / 8));
  return words.flatMap((those, each) => {
    if (each % at.stride !== 0 && each !== t) return [];
    if (each !== t && Math.abs(each - t) < at.stride) return [];
    return svg(
      "g", { class: each === t ? "foot current" : "foot" },
      svg("text", { class: "stamp-below", x: at.x(each), y: at.bottom + 17 }, String(each)),
      ...those.map((word, line) => svg("text", { class: "word-below", x: at.x(each), y: at.bottom + 19 + LINE * (line + 1) }, shortened(word, most))),
    );
  });
}

/** @param {string} word @param {number} most  letters */
function shortened(word, most) {
  const letters = [...word];
  return letters.length > most ? `${letters.slice(0, most - 1).join("")}…` : word;
}

/** @param {Line} line @param {ReturnType<typeof layoutOf>} at @param {number} end  height of its name
 * @param {(value: number) => string} format */
function lineOf({ name, kind, values }, at, end, format) {
  const points = values.flatMap((value, t) => (value === null ? [] : [{ t, value }]));
  if (points.length === 0) return [];
  const path = points.map(({ t, value }, i) => `${i > 0 && points[i - 1].t === t - 1 ? "L" : "M"}${at.x(t).toFixed(1)} ${at.y(value).toFixed(1)}`);
  const dots = points.length <= 64 ? points : [];
  return [
    svg("path", { class: `line ${kind}`, d: path.join("") }),
    ...dots.map(({ t, value }) => svg("circle", { class: `dot ${kind}`, "data-t": t, cx: at.x(t), cy: at.y(value), r: 3 }, svg("title", {}, `${name}, t = ${t}: ${format(value)}`))),
    svg("text", { class: `name ${kind}`, x: at.right + 9, y: end + 4 }, name),
  ];
}

/** The numbers as a table, for whoever cannot see the chart. @param {Timeline} timeline @param {string} title */
export function tableOf({ lines, words, format }, title) {
  const table = document.createElement("table");
  table.createCaption().textContent = title;
  table.createTHead().insertRow().append(...["t", "", ...lines.map(({ name }) => name)].map((text) => cell("th", text)));
  const body = table.createTBody();
  words.forEach((those, t) => {
    const row = body.insertRow();
    row.append(cell("th", String(t)), cell("td", those.join(" / ")), ...lines.map(({ values }) => cell("td", values[t] === null || values[t] === undefined ? "" : format(Number(values[t])))));
  });
  return table;
}

/** The values of the current time stamp. @param {Timeline} timeline */
function inWords({ unit, lines, t, format }) {
  const values = lines.map(({ name, values: own }) => `${name} ${own[t] === null || own[t] === undefined ? "–" : format(Number(own[t]))}`);
  return `${unit}; t = ${t}: ${values.join(", ")}`;
}

/** @param {"td" | "th"} tag @param {string} text */
const cell = (tag, text) => html(tag, "", text);

/** A panel with charts over the time stamps, a sentence on them and their numbers as tables; a click chooses a time stamp.
 * @param {HTMLElement} root @param {import("./types.js").Update} update
 * @param {{show: (state: State) => State, inputs: (state: State) => unknown[], charts: (state: State, width: number) => Timeline[],
 *   says: (state: State) => string}} what
 * @returns {import("./types.js").Render} */
export function mountTimelines(root, update, { show, inputs, charts, says }) {
  const [figure, text, details] = [".figure", ".says", ".numbers .scroll"].map((selector) => /** @type {HTMLElement} */ (root.querySelector(selector)));
  /** @type {State} */
  let state;
  /** @type {unknown[]} */
  let last = [];
  let room = 0;
  function render() {
    room = figure.clientWidth;
    const drawn = charts(state, room);
    const sentence = says(state);
    text.textContent = sentence;
    figure.replaceChildren(...drawn.map((chart) => draw(chart, inWords(chart))));
    /** @type {HTMLElement} */ (details.closest("details")).hidden = drawn.length === 0;
    details.replaceChildren(...drawn.map((chart) => tableOf(chart, chart.unit)));
  }
  figure.addEventListener("pointerover", ({ target }) => {
    const t = target instanceof Element ? target.getAttribute("data-t") : null;
    update(hovered(t === null ? null : { kind: "stamp", t: Number(t) }));
  });
  figure.addEventListener("pointerleave", () => update(hovered(null)));
  figure.addEventListener("click", ({ target }) => {
    const t = target instanceof Element ? target.getAttribute("data-t") : null;
    if (t !== null) update(timeStampChosen(Number(t)));
  });
  new ResizeObserver(() => {
    if (state && room !== figure.clientWidth) render();
  }).observe(figure);
  return (asked) => {
    const next = show(asked);
    state = next;
    const now = inputs(next);
    if (now.length !== last.length || now.some((value, place) => value !== last[place])) {
      last = now;
      render();
    }
    const { hover } = next;
    const over = hover?.kind === "stamp" || (hover?.kind === "cell" && !hover.follows) ? String(hover.t) : null;
    for (const part of figure.querySelectorAll(".hit")) part.classList.toggle("over", part.getAttribute("data-t") === over);
  };
}
