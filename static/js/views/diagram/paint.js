// Rasters onto a canvas, cell by cell on whole device pixels, so that nothing is smoothed. Thin.

import { colourOf, glyphOf } from "../../scale.js";

/** @typedef {import("./raster.js").Raster} Raster */
/** @typedef {import("../../scale.js").Theme} Theme */
/** @typedef {{from: number, width: number, height: number, ratio: number}} Frame  ratio: device pixels to a CSS pixel */

/** A raster as it was painted; `turn` is when it was last seen.
 * @typedef {{canvas: HTMLCanvasElement, own: CanvasRenderingContext2D | null, turn: number}} Stamp */

/** So many are kept before any is painted over. */
const FEW = 60;

/** @param {number} width @param {number} height @returns {Stamp} */
function made(width, height) {
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  return { canvas, own: canvas.getContext("2d"), turn: 0 };
}

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

/** A painter for one canvas. Each raster is painted once, cell by cell, and kept: a step, a scroll or a fold only puts
 * the pictures elsewhere. @param {HTMLCanvasElement} canvas */
export function painter(canvas) {
  const context = canvas.getContext("2d");
  /** @type {Map<string, Stamp>} */
  const stamps = new Map();
  let turn = 0;

  /** @param {Frame} frame @param {Raster} raster @param {Theme} theme */
  function stampOf({ ratio }, raster, theme) {
    const known = stamps.get(raster.key);
    if (known) return known;
    const [width, height] = [raster.width, raster.height].map((size) => Math.max(1, Math.round(size * ratio)));
    const stamp = idle(width, height) ?? made(width, height);
    stamp.own?.clearRect(0, 0, width, height);
    if (stamp.own) paintRaster(stamp.own, ratio, raster, theme);
    stamps.set(raster.key, stamp);
    return stamp;
  }

  /** A canvas that is no longer seen, to be painted anew: a new one costs more than its cells.
   * @param {number} width @param {number} height @returns {Stamp | undefined} */
  function idle(width, height) {
    if (stamps.size < FEW) return undefined;
    for (const [key, stamp] of stamps) {
      if (stamp.turn >= turn - 1 || stamp.canvas.width !== width || stamp.canvas.height !== height) continue;
      stamps.delete(key);
      return stamp;
    }
    return undefined;
  }

  return {
    /** @param {Frame} frame @param {Theme} theme @param {Raster[]} rasters */
    paint(frame, theme, rasters) {
      if (!context) return;
      turn += 1;
      fit(canvas, frame);
      context.clearRect(0, 0, canvas.width, canvas.height);
      this.over(frame, theme, rasters);
    },
    /** On top of what is there. @param {Frame} frame @param {Theme} theme @param {Raster[]} rasters */
    over(frame, theme, rasters) {
      if (!context) return;
      const { from, ratio } = frame;
      for (const raster of rasters) {
        const stamp = stampOf(frame, raster, theme);
        stamp.turn = turn;
        context.globalAlpha = raster.opacity;
        context.drawImage(stamp.canvas, Math.round((raster.x - from) * ratio), Math.round(raster.y * ratio));
      }
    },
    /** @param {Frame} frame @param {{left: number, right: number, top: number, bottom: number}} box */
    clear({ from, ratio }, { left, right, top, bottom }) {
      context?.clearRect((left - from) * ratio, top * ratio, (right - left) * ratio, (bottom - top) * ratio);
    },
    /** Other numbers, colours or sizes: what is kept is of no more use. */
    forget: () => stamps.clear(),
  };
}

/** From the corner on. @param {CanvasRenderingContext2D} context @param {number} ratio @param {Raster} raster @param {Theme} theme */
function paintRaster(context, ratio, raster, theme) {
  const { width, height, rows, cols, gap, values, range, glyphs } = raster;
  const across = edges(cols, width * ratio);
  const down = edges(rows, height * ratio);
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

/** Where cells begin and end, on whole device pixels. @param {number} cells @param {number} size */
const edges = (cells, size) => Array.from({ length: cells + 1 }, (_, i) => Math.round((i * size) / cells));

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
