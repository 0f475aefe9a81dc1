// Draws the triples: the numbers once for each pair of traces on a canvas, what moves over it as SVG. Thin.

import { colourOf } from "../../scale.js";
import { svg } from "../../svg.js";
import { stripLeft } from "./layout.js";

/** @typedef {import("./compare.js").Comparison} Comparison */
/** @typedef {import("./layout.js").Layout} Layout */
/** @typedef {import("../../scale.js").Range} Range */
/** @typedef {import("../../types.js").State} State */

/** @param {HTMLCanvasElement} canvas @param {Layout} layout @param {Comparison} comparison @param {Range} range
 * @param {State["theme"]} theme */
export function paint(canvas, layout, { before, after, difference, reach }, range, theme) {
  const ratio = Math.min(devicePixelRatio || 1, 16_000 / layout.width);
  Object.assign(canvas, { width: Math.round(layout.width * ratio), height: Math.round(layout.height * ratio) });
  Object.assign(canvas.style, { width: `${layout.width}px`, height: `${layout.height}px` });
  const context = canvas.getContext("2d");
  if (!context) return;
  context.scale(ratio, ratio);
  const gap = layout.row >= 4 ? 1 : 0;
  [before, after, difference].forEach(({ cols, data }, which) => {
    const [palette, max] = which < 2 ? [range.palette, range.max] : [/** @type {const} */ ("states"), reach || 1];
    data.forEach((value, i) => {
      context.fillStyle = colourOf(palette, value, max, theme);
      const [t, unit] = [Math.floor(i / cols), i % cols];
      context.fillRect(stripLeft(layout, t, which), layout.top + unit * layout.row, layout.strip, layout.row - gap);
    });
  });
}

/** Words below, units at the left, the current time stamp, the pinned unit, what is pointed at.
 * @param {Layout} layout @param {State} state @param {{t: number, unit: number} | null} pointed @returns {SVGElement[]} */
export function overlay(layout, { trace, t, unit }, pointed) {
  const { left, top, column, strip, row, bottom, H, every } = layout;
  const wide = 3 * strip + 2;
  const middle = (/** @type {number} */ at) => left + at * column + wide / 2;
  const shown = trace.tokens.filter(({ t: at }) => at === t || (at % every === 0 && Math.abs(at - t) >= every));
  const box = (/** @type {string} */ name, /** @type {number} */ at) =>
    svg("rect", { class: name, x: left - 2, y: top + at * row - 1.5, width: layout.width - left - (column - wide) + 4, height: row + 2 });
  return [
    ...[0, 8, 16, 24, 32, 40, 48, 56].map((at) => Math.floor((at / 64) * H)).filter((at) => at !== unit).map((at) =>
      svg("text", { class: "tick", x: left - 8, y: top + (at + 0.5) * row + 4 }, String(at))),
    ...(trace.tokens.length ? [svg("rect", { class: "now", x: left + t * column - 4, y: top - 4, width: wide + 8, height: bottom - top + 8 })] : []),
    ...(unit !== null && unit < H ? [box("pin", unit), svg("text", { class: "tick pin", x: left - 8, y: top + (unit + 0.5) * row + 4 }, String(unit))] : []),
    ...(pointed ? [box("pointed", pointed.unit)] : []),
    ...shown.flatMap(({ t: at, text }) => [
      svg("text", { class: `word${at === t ? " now" : ""}`, x: middle(at), y: bottom + 22 }, fitted(text, Math.max(44, column * every))),
      svg("text", { class: "stamp", x: middle(at), y: bottom + 38 }, String(at)),
    ]),
  ];
}

/** @param {string} text @param {number} room */
function fitted(text, room) {
  const most = Math.max(2, Math.floor(room / 8));
  const letters = [...text];
  return letters.length > most ? `${letters.slice(0, most - 1).join("")}…` : text;
}
