// Marks on cells whose colour cannot tell their value: a chevron up or down where it lies beyond the scale, a cross
// where it is not a number.

import { colourOf, glyphOf } from "../../scale.js";

/** @typedef {import("../../types.js").Matrix} Matrix */
/** @typedef {import("../../scale.js").Glyph} Glyph */

/** The strokes of a glyph, in units of its half height around the middle of the cell. @type {Record<Glyph, number[][]>} */
const STROKES = {
  "clipped-high": [[-2, 0.5], [0, -0.5], [2, 0.5]],
  "clipped-low": [[-2, -0.5], [0, 0.5], [2, -0.5]],
  nan: [[-1, -1], [1, 1], [0, 0], [1, -1], [-1, 1]],
};

/** @param {Matrix} matrix @param {import("../../scale.js").Range} range @returns {{t: number, unit: number, glyph: Glyph}[]} */
export function glyphs({ rows, cols, data }, { min, max }) {
  return Array.from({ length: rows * cols }, (_, index) => {
    const glyph = glyphOf(data[index], min, max);
    return glyph === null ? [] : [{ t: Math.floor(index / cols), unit: index % cols, glyph }];
  }).flat();
}

/** @param {HTMLCanvasElement} canvas @param {Matrix} matrix @param {import("../../scale.js").Range} range
 * @param {"light" | "dark"} theme @param {import("./layout.js").Layout} layout */
export function drawGlyphs(canvas, matrix, range, theme, { width, height, column, row, left, top }) {
  const ratio = devicePixelRatio || 1;
  [canvas.width, canvas.height] = [width * ratio, height * ratio];
  Object.assign(canvas.style, { left: `${left}px`, top: `${top}px`, width: `${width}px`, height: `${height}px` });
  const context = canvas.getContext("2d");
  if (!context) return;
  context.scale(ratio, ratio);
  context.lineWidth = 1;
  const half = Math.min(row / 2, column / 4, 4) - 0.5;
  for (const { t, unit, glyph } of glyphs(matrix, range)) {
    context.strokeStyle = colourOf(range.palette, glyph === "nan" ? range.max : 0, range.max, theme);
    context.beginPath();
    for (const [x, y] of STROKES[glyph]) context.lineTo((t + 0.5) * column + x * half, (unit + 0.5) * row + y * half);
    context.stroke();
  }
}
