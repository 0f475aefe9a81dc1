// A strip: all units of a state, from top to bottom, at every time stamp, from left to right.

import { html } from "../../html.js";
import { colourOf, glyphOf } from "../../scale.js";

/** @typedef {import("../../scale.js").Range} Range */
/** @typedef {import("../../types.js").Matrix} Matrix */

const [ACROSS, FILLED] = [6, 5]; // pixels of a column; the rest of it stays clear
const MOST_GLYPHS = 600;

/** @param {string} name  class @param {string} side */
export function makeStrip(name, side) {
  const canvas = html("canvas");
  const [over, pin, glyphs] = [html("i", "over"), html("i", "pin"), html("div", "glyphs")];
  const root = html("div", `strip ${name}`, canvas, glyphs, over, pin);
  root.dataset.side = side;
  let rows = 1;
  for (const mark of [over, pin]) mark.hidden = true;

  /** @param {HTMLElement} mark @param {number | null} unit */
  function place(mark, unit) {
    mark.hidden = unit === null;
    if (unit === null) return;
    mark.style.setProperty("top", `${(100 * unit) / rows}%`);
    mark.style.setProperty("height", `${100 / rows}%`);
  }
  return {
    root,
    /** @param {Matrix} values @param {number} T @param {Range} range @param {"light" | "dark"} theme */
    paint(values, T, range, theme) {
      rows = values.cols;
      canvas.width = ACROSS * T;
      canvas.height = values.cols;
      const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
      const marks = [];
      for (let t = 0; t < values.rows; t += 1) {
        for (let unit = 0; unit < values.cols; unit += 1) {
          const value = values.data[t * values.cols + unit];
          pen.fillStyle = colourOf(range.palette, value, range.max, theme);
          pen.fillRect(ACROSS * t, unit, FILLED, 1);
          const glyph = glyphOf(value, range.min, range.max);
          if (glyph && marks.length < MOST_GLYPHS) marks.push(glyphAt(glyph, t, unit, T, values.cols));
        }
      }
      glyphs.replaceChildren(...marks);
    },
    /** @param {number | null} hovered @param {number | null} pinned  units */
    mark(hovered, pinned) {
      place(over, hovered);
      place(pin, pinned);
    },
  };
}

/** @param {import("../../scale.js").Glyph} glyph @param {number} t @param {number} unit @param {number} T @param {number} H */
function glyphAt(glyph, t, unit, T, H) {
  const mark = html("b", glyph, glyph === "nan" ? "×" : glyph === "clipped-high" ? "▲" : "▼");
  mark.style.setProperty("left", `${(100 * (t + FILLED / ACROSS / 2)) / T}%`);
  mark.style.setProperty("top", `${(100 * (unit + 0.5)) / H}%`);
  return mark;
}
