// A strip: all units of a state, from top to bottom, at every time stamp, from left to right. A marked unit is enlarged, for
// a row is too thin to be outlined.

import { html } from "../../html.js";
import { colourOf, glyphOf } from "../../scale.js";

/** @typedef {import("../../scale.js").Range} Range */
/** @typedef {import("../../types.js").Matrix} Matrix */
/** @typedef {"light" | "dark"} Theme */

const [ACROSS, FILLED] = [6, 5]; // pixels of a column; the rest of it stays clear
const MARK = 11; // px, the height of an enlarged row
const [CASING, WIDEST] = [3, 32_000]; // px around it; more than any browser's canvas is not asked for

/** @param {string} name  class @param {string} side */
export function makeStrip(name, side) {
  const canvas = html("canvas");
  const [over, pin] = [html("canvas", "over"), html("canvas", "pin")];
  const root = html("div", `strip ${name}`, canvas, over, pin);
  root.dataset.side = side;
  /** @type {{values: Matrix, T: number, range: Range, theme: Theme, column: number} | null} */
  let shown = null;
  /** @type {(number | null)[]} */
  let marks = [null, null];

  /** @param {HTMLCanvasElement} mark @param {number | null} unit */
  function enlarge(mark, unit) {
    mark.hidden = unit === null || shown === null;
    if (unit === null || shown === null) return;
    const { values: { rows, cols, data }, T, range, theme, column } = shown;
    const ratio = Math.min(devicePixelRatio, WIDEST / (T * column));
    const high = MARK + 2 * CASING;
    [mark.width, mark.height] = [Math.round(T * column * ratio), Math.round(high * ratio)];
    mark.style.setProperty("top", `${(100 * (unit + 0.5)) / cols}%`);
    const pen = /** @type {CanvasRenderingContext2D} */ (mark.getContext("2d"));
    const style = getComputedStyle(mark);
    pen.scale(ratio, ratio);
    for (let t = 0; t < rows; t += 1) {
      const width = Math.round((column * FILLED) / ACROSS);
      pen.fillStyle = style.backgroundColor;
      pen.fillRect(t * column, 0, width, high);
      pen.fillStyle = style.color;
      pen.fillRect(t * column, CASING - 1.75, width, MARK + 3.5);
      pen.fillStyle = colourOf(range.palette, data[t * cols + unit], range.max, theme);
      pen.fillRect(t * column + 1.75, CASING, width - 3.5, MARK);
    }
  }
  return {
    root,
    /** @param {Matrix} values @param {number} T @param {Range} range @param {Theme} theme @param {number} column  px */
    paint(values, T, range, theme, column) {
      shown = { values, T, range, theme, column };
      canvas.width = ACROSS * T;
      canvas.height = values.cols;
      const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
      for (let t = 0; t < values.rows; t += 1) {
        for (let unit = 0; unit < values.cols; unit += 1) paintCell(pen, ACROSS * t, unit, values.data[t * values.cols + unit], range, theme);
      }
      marks = [null, null];
      for (const mark of [over, pin]) mark.hidden = true;
    },
    /** @param {number | null} hovered @param {number | null} pinned  units */
    mark(hovered, pinned) {
      if (marks[0] !== hovered) enlarge(over, hovered);
      if (marks[1] !== pinned) enlarge(pin, pinned);
      marks = [hovered, pinned];
    },
  };
}

/** A value that its colour cannot tell has a notch in the middle. @param {CanvasRenderingContext2D} pen @param {number} x
 * @param {number} y @param {number} value @param {Range} range @param {Theme} theme */
function paintCell(pen, x, y, value, range, theme) {
  pen.fillStyle = colourOf(range.palette, value, range.max, theme);
  pen.fillRect(x, y, FILLED, 1);
  const glyph = glyphOf(value, range.min, range.max);
  if (!glyph) return;
  pen.fillStyle = colourOf(range.palette, glyph === "nan" ? range.max : 0, range.max, theme);
  pen.fillRect(x + 2, y, 1, 1);
}
