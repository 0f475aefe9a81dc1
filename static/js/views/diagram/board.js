// Draws scenes on a stage, and only what has changed since the last one. Thin.

import { visibleColumns } from "../../geometry.js";
import { drawColumn } from "./draw.js";
import { drawMarks } from "./drawmarks.js";
import { columnFigure, openFigure } from "./figure.js";
import { marksOf } from "./marks.js";
import { drawInitial, drawOpen } from "./open.js";
import { painter } from "./paint.js";
import { picturesOf, rastersOf } from "./raster.js";
import { cellOf, layoutFor, modeOf } from "./scene.js";
import { fade, fitStage, measurer, movePanel } from "./stage.js";
import { summary } from "./words.js";

/** @typedef {import("../../types.js").State} State */
/** @typedef {import("./scene.js").Scene} Scene */
/** @typedef {import("./stage.js").Stage} Stage */

/** @typedef {object} Drawn
 * @property {Scene} scene
 * @property {import("./raster.js").Pictures} pictures
 * @property {{width: number, height: number, ratio: number}} size
 * @property {number} from   what is drawn reaches from here
 * @property {number} to     to here */

/** How much more than the window is drawn on either side of it, in widths of the window. */
const AROUND = 0.2;

/** Scrolling by hand draws anew when the end of what is drawn is this near, in pixels. */
const EDGE = 60;

/** @param {Stage} stage */
export function makeBoard(stage) {
  const measure = measurer(stage.root);
  const paint = painter(stage.canvas);
  /** @type {Map<string, SVGGElement>} */
  const columns = new Map();
  /** @type {Drawn | null} */
  let drawn = null;
  let scroll = 0;

  /** Draw the state; returns whether anything changed. @param {State} state @param {number | null} cursor
   * @param {Drawn["size"]} size @returns {boolean} */
  function draw(state, cursor, size) {
    const changes = changesOf(drawn, state, size);
    if (drawn && !Object.values(changes).includes(true) && drawn.scene.cursor === cursor) return false;
    const { moved, anew, reweighed, recoloured } = changes;
    const cell = anew || !drawn ? cellOf(state) : drawn.scene.cell;
    const layout = moved || !drawn ? layoutFor(state, size, cell) : drawn.scene.layout;
    const pictures = reweighed || !drawn ? picturesOf(state.weights[0], cell) : drawn.pictures;
    if (moved) {
      if (anew) fitStage(stage, layout);
      movePanel(stage, layout);
      scroll = layout.scroll;
    }
    const [from, to] = moved || !drawn ? reach(scroll, size.width, layout.width) : [drawn.from, drawn.to];
    const scene = { state, cell, layout, layer: 0, columns: visibleColumns(layout, from, to), cursor };
    drawn = { scene, pictures, size, from, to };
    if (anew) clearColumns();
    if (moved) drawColumns(scene);
    if (moved) stage.open.replaceChildren(drawOpen(openFigure(scene, measure), layout, state.model.activation));
    if (moved || reweighed || recoloured) drawCells(drawn);
    if (moved) stage.picture.setAttribute("aria-label", summary(state));
    if (moved) fade(stage, scroll, layout.width - size.width);
    drawMarked(scene);
    // Last, since it makes the browser lay out at once what has changed above.
    if (moved) stage.scroller.scrollLeft = scroll;
    return true;
  }

  /** The stage was scrolled by hand: draw what has come into view. */
  function scrolled() {
    if (!drawn) return;
    scroll = stage.scroller.scrollLeft;
    const { scene, size, from, to } = drawn;
    fade(stage, scroll, scene.layout.width - size.width);
    if (Math.max(0, scroll - EDGE) >= from && Math.min(scene.layout.width, scroll + size.width + EDGE) <= to) return;
    [drawn.from, drawn.to] = reach(scroll, size.width, scene.layout.width);
    drawn.scene = { ...scene, columns: visibleColumns(scene.layout, drawn.from, drawn.to) };
    drawColumns(drawn.scene);
    drawCells(drawn);
    drawMarked(drawn.scene);
  }

  /** Columns that stay as they are keep their elements. @param {Scene} scene */
  function drawColumns(scene) {
    const shown = new Set();
    for (const column of scene.columns) {
      const key = [column.t, modeOf(scene.layout, column.t), column.left, column.from].join();
      shown.add(key);
      if (columns.has(key)) continue;
      const element = drawColumn(columnFigure(scene, column, measure), scene.layout);
      columns.set(key, element);
      stage.columns.append(element);
    }
    for (const [key, element] of columns) {
      if (shown.has(key)) continue;
      element.remove();
      columns.delete(key);
    }
  }

  function clearColumns() {
    for (const element of columns.values()) element.remove();
    columns.clear();
  }

  /** @param {Drawn} drawn */
  function drawCells({ scene, pictures, size, from, to }) {
    const frame = { from, width: to - from, height: scene.layout.height, ratio: size.ratio };
    paint(frame, rastersOf(scene, pictures), scene.state.theme);
  }

  /** @param {Scene} scene */
  function drawMarked(scene) {
    const { state, layout, cell, columns: shown } = scene;
    const marks = marksOf(scene, measure);
    const first = shown[0]?.t === 0;
    const before = state.trace.layers[0].initial[cell.state.name];
    const initial = first && drawInitial(layout, { name: cell.state.name, zero: before.every((value) => value === 0), marked: marks.unit });
    stage.marks.replaceChildren(...(initial ? [initial] : []), ...drawMarks(marks, layout, state.model.activation));
    stage.picture.dataset.lit = marks.litName === cell.U ? "U" : marks.litName === cell.W ? "W" : "";
  }

  return { draw, scrolled, scene: () => drawn?.scene ?? null, scroll: () => scroll };
}

/** @param {Drawn | null} drawn @param {State} state @param {Drawn["size"]} size */
function changesOf(drawn, state, size) {
  const before = drawn?.scene.state;
  const anew = !before || drawn?.size !== size || ["trace", "model", "unfinished"].some((key) => differs(before, state, key));
  return {
    anew,
    moved: anew || before.t !== state.t,
    reweighed: before?.weights !== state.weights,
    recoloured: before?.theme !== state.theme,
    marked: before?.unit !== state.unit || before?.hover !== state.hover,
  };
}

/** @param {State} before @param {State} after @param {string} key */
const differs = (before, after, key) => before[/** @type {keyof State} */ (key)] !== after[/** @type {keyof State} */ (key)];

/** What is drawn around the visible part, so that scrolling by hand meets no emptiness.
 * @param {number} scroll @param {number} width @param {number} all @returns {[number, number]} */
const reach = (scroll, width, all) => [
  Math.max(0, Math.floor(scroll - width * AROUND)),
  Math.min(all, Math.ceil(scroll + width * (1 + AROUND))),
];

