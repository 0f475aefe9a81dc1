// A chart of lines over the distance k on a logarithmic scale, drawn once for each state: pure sizes first, then SVG.
//
//   k       how many words back; the chart runs from k = 0 at the left to the beginning of the sentence at the right
//   decade  a power of ten; a value of 0 has none and stands as a ring on the bottom line

import { html } from "./html.js";
import { magnitude, power, shareOf, ticksOf } from "./influence.js";
import { svg } from "./svg.js";

/** @typedef {{name: string, kind: string, values: (number | null)[]}} Line  values[k], null where it has none; kind is
 *   its class */
/** @typedef {{lines: Line[], decades: import("./influence.js").Decades, words: string[], width: number, marks?: Mark[],
 *   level?: {value: number, text: string}}} Chart  words[k] is the word k back */
/** @typedef {{k: number, kind: string, text: string}} Mark */

const HEIGHT = 250;
const [LEFT, RIGHT, TOP, FOOT] = [46, 132, 14, 46];
const LETTER = 6.8; // px, of a name at the end of a line

/** Charts narrower than this have room for one word at the end of a line. */
export const NARROW = 460;

/** @param {Chart} chart */
export function layoutOf({ width, lines, words, decades }) {
  const longest = Math.max(0, ...lines.map(({ name }) => [...name].length));
  const right = Math.max(width < NARROW ? 84 : RIGHT, Math.min(0.45 * width, 16 + LETTER * longest));
  const [inner, bottom] = [Math.max(60, width - LEFT - right), HEIGHT - FOOT];
  const step = words.length > 1 ? inner / (words.length - 1) : 0;
  return {
    width, height: HEIGHT, left: LEFT, right: LEFT + inner, top: TOP, bottom, step,
    stride: Math.max(1, Math.ceil(52 / Math.max(1, step))),
    x: (/** @type {number} */ k) => LEFT + k * step,
    /** the bottom line for 0 */
    y: (/** @type {number} */ value) => bottom - (bottom - TOP) * (shareOf(value, decades) ?? 0),
  };
}

/** Labels at the ends of lines, moved apart where they would overlap. @param {number[]} ys @param {number} apart
 * @returns {number[]} */
export function apart(ys, apart) {
  const order = ys.map((_, i) => i).sort((a, b) => ys[a] - ys[b]);
  const moved = [...ys];
  order.forEach((i, rank) => {
    if (rank > 0) moved[i] = Math.max(moved[i], moved[order[rank - 1]] + apart);
  });
  return moved;
}

/** @param {Chart} chart @param {string} label @returns {SVGSVGElement} */
export function draw(chart, label) {
  const at = layoutOf(chart);
  const ends = apart(chart.lines.map(({ values }) => at.y(lastOf(values))), 15);
  return svg(
    "svg",
    { class: "chart", width: at.width, height: at.height, role: "img", "aria-label": label },
    ...ticksOf(chart.decades).flatMap((exponent) => {
      const y = at.y(10 ** exponent);
      return [
        svg("line", { class: exponent === 0 ? "one" : "grid", x1: at.left, x2: at.right, y1: y, y2: y }),
        svg("text", { class: "tick", x: at.left - 8, y: y + 4 }, power(exponent)),
      ];
    }),
    ...footOf(chart, at),
    ...(chart.level ? levelOf(chart.level, at) : []),
    ...chart.lines.flatMap((line, i) => lineOf(line, at, ends[i])),
    ...(chart.marks ?? []).map(({ k, kind, text }) =>
      svg("g", { class: `reach ${kind}` }, svg("line", { x1: at.x(k), x2: at.x(k), y1: at.top, y2: at.bottom }), svg("text", { x: at.x(k) + 5, y: at.top + 10 }, text)),
    ),
  );
}

/** Where a line ends. @param {(number | null)[]} values */
const lastOf = (values) => values.filter((value) => value !== null).at(-1) ?? 0;

/** @param {Chart} chart @param {ReturnType<typeof layoutOf>} at */
function footOf({ words }, at) {
  const shown = words.map((_, k) => k).filter((k) => k % at.stride === 0);
  return shown.map((k) => {
    const most = Math.max(3, Math.floor((at.stride * at.step || 80) / 8));
    const letters = [...words[k]];
    return svg(
      "g", { class: "foot" },
      svg("text", { class: "word-below", x: at.x(k), y: at.bottom + 20 }, letters.length > most ? `${letters.slice(0, most - 1).join("")}…` : words[k]),
      svg("text", { class: "stamp-below", x: at.x(k), y: at.bottom + 37 }, String(k)),
    );
  });
}

/** @param {{value: number, text: string}} level @param {ReturnType<typeof layoutOf>} at */
const levelOf = ({ value, text }, at) => [
  svg("line", { class: "level", x1: at.left, x2: at.right, y1: at.y(value), y2: at.y(value) }),
  svg("text", { class: "level-name", x: at.left + 6, y: at.y(value) - 5 }, text),
];

/** @param {Line} line @param {ReturnType<typeof layoutOf>} at @param {number} end  height of its name */
function lineOf({ name, kind, values }, at, end) {
  const points = values.flatMap((value, k) => (value !== null && value > 0 ? [{ k, value }] : []));
  const path = points.map(({ k, value }, i) => `${i > 0 && points[i - 1].k === k - 1 ? "L" : "M"}${at.x(k).toFixed(1)} ${at.y(value).toFixed(1)}`).join("");
  const dots = points.length <= 48 ? points : [];
  const zeros = values.flatMap((value, k) => (value === 0 ? [k] : []));
  return [
    svg("path", { class: `line ${kind}`, d: path }),
    ...dots.map(({ k, value }) => svg("circle", { class: `dot ${kind}`, cx: at.x(k), cy: at.y(value), r: 3 }, svg("title", {}, `${name}, k = ${k}: ${magnitude(value)}`))),
    ...zeros.map((k) => svg("circle", { class: `zero ${kind}`, cx: at.x(k), cy: at.bottom, r: 3.5 }, svg("title", {}, `${name}, k = ${k}: 0`))),
    points.length + zeros.length > 0 && svg("text", { class: `name ${kind}`, x: at.right + 8, y: end + 4 }, name),
  ].filter((part) => part instanceof SVGElement);
}

/** The numbers of a chart as a table, for whoever cannot see it. @param {Chart} chart @param {string} title */
export function tableOf({ lines, words }, title) {
  const table = document.createElement("table");
  table.createCaption().textContent = title;
  const head = table.createTHead().insertRow();
  head.append(...["k", "", ...lines.map(({ name }) => name)].map((text) => cell("th", text)));
  const body = table.createTBody();
  words.forEach((word, k) => {
    const row = body.insertRow();
    row.append(cell("th", String(k)), cell("td", word), ...lines.map(({ values }) => cell("td", values[k] === null || values[k] === undefined ? "" : magnitude(Number(values[k])))));
  });
  return table;
}

/** @param {"td" | "th"} tag @param {string} text */
const cell = (tag, text) => html(tag, "", text);
