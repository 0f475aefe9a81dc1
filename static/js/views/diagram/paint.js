// Rasters onto a canvas, cell by cell on whole device pixels, so that nothing is smoothed. Thin.

import { colourOf, glyphOf } from "../../scale.js";

/** @typedef {import("./raster.js").Raster} Raster */
/** @typedef {import("../../scale.js").Theme} Theme */
/** @typedef {{from: number, width: number, height: number, ratio: number}} Frame  ratio: device pixels to a CSS pixel */

/** Make the canvas cover the frame and clear it.
 * @param {HTMLCanvasElement} canvas @param {Frame} frame */
function fit(canvas, { from, width, height, ratio }) {
  const [across, down] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== across || canvas.height !== down) {
    canvas.width = across;
    canvas.height = down;
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
  }
  canvas.style.left = `${from}px`;
}

/** A painter for one canvas; it keeps the pictures that stand in many places.
 * @param {HTMLCanvasElement} canvas @returns {(frame: Frame, rasters: Raster[], theme: Theme) => void} */
export function painter(canvas) {
  const context = canvas.getContext("2d");
  /** @type {Map<Float32Array, HTMLCanvasElement>} */
  const stamps = new Map();
  let kept = "";
  return (frame, rasters, theme) => {
    if (!context) return;
    fit(canvas, frame);
    context.clearRect(0, 0, canvas.width, canvas.height);
    const [stamped, others] = [rasters.filter(({ stamp }) => stamp), rasters.filter(({ stamp }) => !stamp)];
    const needed = [theme, frame.ratio, stamped[0]?.width, stamped[0]?.range.max].join();
    if (needed !== kept || stamped.some(({ values }) => !stamps.has(values))) stamps.clear();
    kept = needed;
    for (const raster of others) {
      context.globalAlpha = raster.opacity;
      paintRaster(context, frame, raster, theme);
    }
    for (const raster of stamped) {
      context.globalAlpha = raster.opacity;
      stampRaster(context, frame, raster, theme, stamps);
    }
  };
}

/** A picture that stands in many places is painted once.
 * @param {CanvasRenderingContext2D} context @param {Frame} frame @param {Raster} raster @param {Theme} theme
 * @param {Map<Float32Array, HTMLCanvasElement>} stamps */
function stampRaster(context, { from, ratio }, raster, theme, stamps) {
  let stamp = stamps.get(raster.values);
  if (!stamp) {
    stamp = document.createElement("canvas");
    stamp.width = Math.round(raster.width * ratio);
    stamp.height = Math.round(raster.height * ratio);
    const own = stamp.getContext("2d");
    if (own) paintRaster(own, { from: 0, ratio }, { ...raster, x: 0, y: 0 }, theme);
    stamps.set(raster.values, stamp);
  }
  context.drawImage(stamp, Math.round((raster.x - from) * ratio), Math.round(raster.y * ratio));
}

/** @param {CanvasRenderingContext2D} context @param {Pick<Frame, "from" | "ratio">} frame @param {Raster} raster @param {Theme} theme */
function paintRaster(context, { from, ratio }, raster, theme) {
  const { x, y, width, height, rows, cols, gap, values, range, glyphs } = raster;
  const across = edges(cols, (x - from) * ratio, width * ratio);
  const down = edges(rows, y * ratio, height * ratio);
  const free = Math.round(gap * ratio);
  for (let i = 0; i < rows; i += 1) {
    for (let j = 0; j < cols; j += 1) {
      const value = values[i * cols + j];
      const box = { x: across[j], y: down[i], width: across[j + 1] - across[j], height: down[i + 1] - down[i] - free };
      context.fillStyle = colourOf(range.palette, value, range.max, theme);
      context.fillRect(box.x, box.y, box.width, box.height);
      const glyph = glyphs ? glyphOf(value, range.min, range.max) : null;
      if (glyph) paintGlyph(context, box, glyph, colourOf(range.palette, glyph === "nan" ? range.max : 0, range.max, theme));
    }
  }
}

/** Where cells begin and end, on whole device pixels. @param {number} cells @param {number} start @param {number} size */
const edges = (cells, start, size) => Array.from({ length: cells + 1 }, (_, i) => Math.round(start + (i * size) / cells));

/** A chevron towards the end that was passed, a cross for "not a number"; a notch where there is no room for either.
 * @param {CanvasRenderingContext2D} context @param {{x: number, y: number, width: number, height: number}} box
 * @param {import("../../scale.js").Glyph} glyph @param {string} colour */
function paintGlyph(context, box, glyph, colour) {
  const [middle, centre] = [box.x + box.width / 2, box.y + box.height / 2];
  const high = Math.min(2, (box.height - 1) / 2);
  if (box.width < 6 || high < 1) {
    context.fillStyle = colour;
    const [width, height] = [Math.min(4, box.width), Math.min(2, box.height)];
    context.fillRect(middle - width / 2, glyph === "clipped-low" ? box.y + box.height - height : box.y, width, height);
    return;
  }
  const tip = glyph === "clipped-high" ? -high : high;
  context.strokeStyle = colour;
  context.lineWidth = Math.max(1, high / 2);
  context.beginPath();
  context.moveTo(middle - 2 * high, centre - tip);
  context.lineTo(glyph === "nan" ? middle + 2 * high : middle, centre + tip);
  if (glyph === "nan") context.moveTo(middle - 2 * high, centre + tip);
  context.lineTo(middle + 2 * high, centre - tip);
  context.stroke();
}
