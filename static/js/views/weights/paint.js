// Puts the cells, bars, labels and marks of an opened weight on its canvas; all places come from figure.js.

import { colourOf, glyphOf } from "../../scale.js";
import { barOf, numberedPlaces, ticks } from "./figure.js";

/** @typedef {import("../../types.js").Matrix} Matrix */
/** @typedef {import("./figure.js").Layout} Layout */
/** @typedef {import("./figure.js").Orders} Orders */
/** @typedef {import("./figure.js").Entry} Entry */

/** @typedef {object} Picture
 * @property {Layout} layout
 * @property {Matrix} matrix
 * @property {import("../../scale.js").Range} range
 * @property {Orders} orders
 * @property {"light" | "dark"} theme
 * @property {number} scroll
 * @property {ArrayLike<number>} rowBars     by index of the row: its length, or a vector's value
 * @property {ArrayLike<number>} columnBars  empty for a vector
 * @property {string[]} words       of the rows; empty where they are units
 * @property {boolean} numbered     rows and columns stand in the order of their numbers
 * @property {number | null} pinned a row
 * @property {Entry | null} over */

const STEPS = 512;
/** Which way the mark of a value beyond the colours points; 0 is a cross. */
const WAYS = { "clipped-high": -1, "clipped-low": 1, nan: 0 };

/** Colours of even steps through a range, as red, green, blue.
 * @param {import("../../scale.js").Range} range @param {"light" | "dark"} theme */
function ramp({ palette, max }, theme) {
  return Array.from({ length: STEPS + 1 }, (_unused, step) => {
    const hex = colourOf(palette, max * ((2 * step) / STEPS - 1), max, theme);
    return [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
  });
}

/** @param {HTMLCanvasElement} canvas @param {Picture} picture */
export function paint(canvas, picture) {
  const { layout } = picture;
  const ratio = devicePixelRatio || 1;
  [canvas.width, canvas.height] = [Math.round(layout.outerWidth * ratio), Math.round(layout.outerHeight * ratio)];
  const context = canvas.getContext("2d");
  if (!context) return;
  context.scale(ratio, ratio);
  const ink = inks(canvas);
  context.save();
  context.beginPath();
  context.rect(0, layout.top - 2, layout.outerWidth, layout.view + 4);
  context.clip();
  const rows = seen(picture);
  paintCells(context, picture, rows);
  paintRows(context, picture, rows, ink);
  context.restore();
  paintColumns(context, picture, ink);
  paintMarks(context, picture, ink);
}

/** The places of the rows in view. @param {Picture} picture */
function seen({ layout: { cellHeight, view, rows }, scroll }) {
  const from = Math.max(0, Math.floor(scroll / cellHeight));
  return { from, to: Math.min(rows, Math.ceil((scroll + view) / cellHeight)) };
}

/** @param {CanvasRenderingContext2D} context @param {Picture} picture @param {{from: number, to: number}} rows */
function paintCells(context, { layout, matrix, range, orders, theme, scroll }, { from, to }) {
  const { left, top, cellWidth, cellHeight, width } = layout;
  const colours = ramp(range, theme);
  const image = context.createImageData(matrix.cols, Math.max(1, to - from));
  for (let place = from; place < to; place += 1) {
    for (let across = 0; across < matrix.cols; across += 1) {
      const value = matrix.data[orders.rows[place] * matrix.cols + orders.cols[across]];
      const share = Number.isNaN(value) ? 0.5 : Math.max(0, Math.min(1, (value / range.max + 1) / 2));
      image.data.set([...colours[Math.round(share * STEPS)], 255], 4 * ((place - from) * matrix.cols + across));
    }
  }
  const small = document.createElement("canvas");
  [small.width, small.height] = [image.width, image.height];
  small.getContext("2d")?.putImageData(image, 0, 0);
  context.imageSmoothingEnabled = false;
  context.drawImage(small, left, top + from * cellHeight - scroll, width, image.height * cellHeight);
  if (Math.min(cellWidth, cellHeight) < 5) return;
  for (let place = from; place < to; place += 1) {
    for (let across = 0; across < matrix.cols; across += 1) {
      const value = matrix.data[orders.rows[place] * matrix.cols + orders.cols[across]];
      const glyph = glyphOf(value, range.min, range.max);
      if (glyph) chevron(context, left + (across + 0.5) * cellWidth, top + (place + 0.5) * cellHeight - scroll, WAYS[glyph], Math.min(cellWidth / 4, 3), colourOf(range.palette, 0, 1, theme));
    }
  }
}

/** @param {CanvasRenderingContext2D} context @param {number} x @param {number} y @param {number} way  −1 up, 1 down, 0 a cross
 * @param {number} half @param {string} colour */
function chevron(context, x, y, way, half, colour) {
  context.strokeStyle = colour;
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(x - half, y - (way * half) / 2);
  context.lineTo(x, y + (way * half) / 2);
  context.lineTo(x + half, y - (way * half) / 2);
  context.stroke();
}

/** Bars and labels beside the rows. @param {CanvasRenderingContext2D} context @param {Picture} picture
 * @param {{from: number, to: number}} rows @param {Inks} ink */
function paintRows(context, picture, { from, to }, ink) {
  const { layout, orders, rowBars, words, numbered, scroll, pinned, over } = picture;
  const { left, top, cellHeight } = layout;
  const largest = Array.from(rowBars).reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const labels = words.length ? null : new Set(numbered ? ticks(layout.rows) : numberedPlaces(layout));
  context.textAlign = "right";
  context.textBaseline = "middle";
  for (let place = from; place < to; place += 1) {
    const row = orders.rows[place];
    const y = top + place * cellHeight - scroll;
    const strong = row === pinned;
    const bar = barOf(layout, rowBars[row] ?? 0, largest);
    context.fillStyle = strong ? ink.accent : row === over?.row ? ink.ink : ink.wire;
    context.fillRect(bar.x, y + (cellHeight > 3 ? 1 : 0), bar.width, Math.max(1, cellHeight - (cellHeight > 3 ? 2 : 0)));
    const near = pinned !== null && !words.length && !strong && Math.abs(place - orders.rows.indexOf(pinned)) * cellHeight < 14;
    if (!strong && !(labels ? labels.has(place) && !near : true)) continue;
    context.font = words.length ? `${strong ? "700 " : ""}13px ${ink.serif}` : `${strong ? "700 " : ""}12px ${ink.sans}`;
    context.fillStyle = strong ? ink.accent : words.length ? ink.ink2 : ink.ink3;
    context.fillText(cut(context, words[row] ?? String(row), left - 12), left - 8, y + cellHeight / 2 + 0.5);
  }
  if (!layout.signed) return;
  context.fillStyle = ink.rule;
  context.fillRect(Math.round(barOf(layout, 0, 1).x), top, 1, Math.min(layout.view, layout.height));
}

/** @param {CanvasRenderingContext2D} context @param {string} text @param {number} room */
function cut(context, text, room) {
  const letters = [...text];
  if (context.measureText(text).width <= room) return text;
  while (letters.length > 1 && context.measureText(`${letters.join("")}…`).width > room) letters.pop();
  return `${letters.join("")}…`;
}

/** @param {CanvasRenderingContext2D} context @param {Picture} picture @param {Inks} ink */
function paintColumns(context, { layout, orders, columnBars, over }, ink) {
  if (columnBars.length === 0) return;
  const { left, top, cellWidth, view, below } = layout;
  const largest = Math.max(...Array.from(columnBars));
  orders.cols.forEach((col, across) => {
    const size = (columnBars[col] / (largest || 1)) * below;
    context.fillStyle = col === over?.col ? ink.ink : ink.wire;
    context.fillRect(left + across * cellWidth + (cellWidth > 3 ? 1 : 0), top + view + 10, Math.max(1, cellWidth - Math.min(2, Math.floor(cellWidth / 3))), size);
  });
}

/** The pinned row, and the entry, row or column under the pointer. @param {CanvasRenderingContext2D} context
 * @param {Picture} picture @param {Inks} ink */
function paintMarks(context, { layout, orders, scroll, pinned, over }, ink) {
  const { left, top, cellWidth, cellHeight, width, view } = layout;
  const yOf = (/** @type {number} */ row) => top + orders.rows.indexOf(row) * cellHeight - scroll;
  context.save();
  context.beginPath();
  context.rect(0, top - 4, layout.outerWidth, view + 8);
  context.clip();
  if (pinned !== null) frame(context, left - 2, yOf(pinned) - 1, width + 4, cellHeight + 2, ink.accent, ink.paper, 1.75);
  if (over?.row != null) frame(context, left - 1, yOf(over.row) - 0.5, width + 2, cellHeight + 1, ink.ink, null, 1);
  if (over?.col != null) {
    const x = left + orders.cols.indexOf(over.col) * cellWidth;
    frame(context, x - 0.5, top - 1, cellWidth + 1, view + 2, ink.ink, null, 1);
    if (over.row !== null) frame(context, x - 2, yOf(over.row) - 2, cellWidth + 4, cellHeight + 4, ink.ink, ink.paper, 1.5);
  }
  context.restore();
}

/** @param {CanvasRenderingContext2D} context @param {number} x @param {number} y @param {number} width
 * @param {number} height @param {string} colour @param {string | null} casing @param {number} line */
function frame(context, x, y, width, height, colour, casing, line) {
  if (casing) {
    context.strokeStyle = casing;
    context.lineWidth = line + 3;
    context.strokeRect(x, y, width, height);
  }
  context.strokeStyle = colour;
  context.lineWidth = line;
  context.strokeRect(x, y, width, height);
}

/** @typedef {ReturnType<typeof inks>} Inks */

/** @param {HTMLElement} element */
function inks(element) {
  const style = getComputedStyle(element);
  const probe = (/** @type {string} */ name) => style.getPropertyValue(name).trim();
  const themed = (/** @type {string} */ name) => resolved(element, `var(${name})`);
  return {
    paper: themed("--paper"), ink: themed("--ink"), ink2: themed("--ink2"), ink3: themed("--ink3"), rule: themed("--rule"),
    wire: themed("--wire"), accent: themed("--accent"), sans: probe("--sans"), serif: probe("--serif"),
  };
}

/** A colour of the page as the canvas can use it: light-dark() is worked out by the browser.
 * @param {HTMLElement} element @param {string} colour */
function resolved(element, colour) {
  element.style.color = colour;
  return getComputedStyle(element).color;
}
