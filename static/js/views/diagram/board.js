// Draws scenes on a stage, and only what has changed since the last one. Thin.

import { atLeisure, playStep } from "./arithmetic.js";
import { drawControls } from "./controls.js";
import { drawMarks } from "./drawmarks.js";
import { openFigure } from "./figure.js";
import { playFold, still } from "./folding.js";
import { whichOf } from "./lit.js";
import { marksOf } from "./marks.js";
import { makeOpen } from "./open.js";
import { painter as painterOn } from "./paint.js";
import { picturesOf, rastersOf } from "./raster.js";
import { inputSize } from "../../layers.js";
import { layerOf } from "../../state.js";
import { cellOf, columnsIn, layoutFor } from "./scene.js";
import { makeSheet } from "./sheet.js";
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
  const painter = painterOn(stage.canvas);
  const sheet = makeSheet(stage, measure);
  const drawOpen = makeOpen(stage.open);
  /** @type {Drawn | null} */
  let drawn = null;
  /** @type {ReturnType<typeof playFold> | null} */
  let folding = null;
  let scroll = 0;
  let stepped = -Infinity; // when the time stamp last changed

  /** Draw the state; returns whether anything changed. @param {State} state @param {number | null} cursor
   * @param {Drawn["size"]} size @returns {boolean} */
  function draw(state, cursor, size) {
    const changes = changesOf(drawn, state, size);
    if (drawn && !Object.values(changes).includes(true) && drawn.scene.cursor === cursor) return false;
    if (drawn && changes.folded && !changes.anew && !still()) return startFold(state, cursor);
    if (folding && drawn && !changes.moved && !changes.recoloured && !changes.pinned) {
      drawn.scene = { ...drawn.scene, state, cursor };
      return false;
    }
    folding?.end();
    const before = drawn?.scene.state;
    show(state, cursor, size, changesOf(drawn, state, size));
    if (changes.moved) follow(before, state);
    return true;
  }

  /** Let the eyes follow a step, where there is time. @param {State | undefined} before @param {State} state */
  function follow(before, state) {
    const now = performance.now();
    const leisure = before && before.fold === state.fold && !still() && atLeisure(before, state, now - stepped);
    if (before && before.t !== state.t) stepped = now;
    if (leisure && drawn) playStep(stage.curtains, drawn.scene);
  }

  /** @param {State} state @param {number | null} cursor @param {Drawn["size"]} size @param {ReturnType<typeof changesOf>} changes */
  function show(state, cursor, size, { moved, anew, reweighed, recoloured }) {
    const cell = anew || !drawn ? cellOf(state) : drawn.scene.cell;
    const layout = moved || !drawn ? layoutFor(state, size, cell) : drawn.scene.layout;
    const pictures = reweighed || !drawn ? picturesOf(state.weights[layerOf(state)], cell) : drawn.pictures;
    if (moved) {
      stage.curtains.replaceChildren();
      if (anew || drawn?.scene.layout.width !== layout.width) fitStage(stage, layout);
      movePanel(stage, layout);
      stage.root.classList.toggle("rolled", layout.loop !== null);
      scroll = layout.scroll;
    }
    const [from, to] = moved || !drawn ? reach(scroll, size.width, layout.width) : [drawn.from, drawn.to];
    const scene = { state, cell, layout, layer: layerOf(state), columns: columnsIn(layout, from, to), cursor };
    drawn = { scene, pictures, size, from, to };
    if (anew) sheet.clear();
    if (anew || reweighed || recoloured) painter.forget();
    if (moved) sheet.draw(scene);
    if (moved) drawOpen(openFigure(scene, measure), layout);
    if (moved || reweighed || recoloured) drawCells(drawn);
    if (moved) stage.picture.setAttribute("aria-label", summary(state));
    if (moved) fade(stage, scroll, layout.width - size.width);
    drawMarked(scene);
    // After the other views, since it makes the browser lay out at once what has changed until then.
    if (moved) queueMicrotask(() => void (stage.scroller.scrollLeft = scroll));
  }

  /** @param {State} state @param {number | null} cursor */
  function startFold(state, cursor) {
    if (!drawn) return false;
    const way = state.fold === "rolled" ? 1 : -1;
    const { size, pictures } = drawn;
    const { cell } = drawn.scene;
    if (folding) {
      folding.turn(way);
      drawn.scene = { ...drawn.scene, state, cursor };
      return false;
    }
    stage.root.classList.toggle("folding", true);
    const rolled = layoutFor(state, size, cell, "rolled");
    const bare = { ...state, hover: null, word: null };
    show({ ...bare, fold: "unrolled" }, null, size, { ...changesOf(drawn, bare, size), moved: true });
    const flat = drawn.scene;
    drawn.scene = { ...flat, state, cursor };
    const scene = { ...flat, state, layout: rolled, columns: columnsIn(rolled, 0, size.width) };
    folding = playFold(stage, { flat, rolled: scene, pictures, frame: frameOf(drawn), measure, sheet, painter }, way, () => {
      folding = null;
      stage.root.classList.remove("folding");
      if (drawn) show(drawn.scene.state, drawn.scene.cursor, drawn.size, { ...changesOf(drawn, drawn.scene.state, drawn.size), moved: true });
    });
    return true;
  }

  /** The stage was scrolled by hand: draw what has come into view. */
  function scrolled() {
    if (!drawn || folding) return;
    scroll = stage.scroller.scrollLeft;
    const { scene, size, from, to } = drawn;
    fade(stage, scroll, scene.layout.width - size.width);
    if (Math.max(0, scroll - EDGE) >= from && Math.min(scene.layout.width, scroll + size.width + EDGE) <= to) return;
    [drawn.from, drawn.to] = reach(scroll, size.width, scene.layout.width);
    drawn.scene = { ...scene, columns: columnsIn(scene.layout, drawn.from, drawn.to) };
    sheet.draw(drawn.scene);
    drawCells(drawn);
    drawMarked(drawn.scene);
  }

  /** @param {Drawn} drawn */
  function drawCells(drawn) {
    painter.paint(frameOf(drawn), drawn.scene.state.theme, rastersOf(drawn.scene, drawn.pictures));
  }

  /** @param {Scene} scene */
  function drawMarked(scene) {
    const { state, layout, cell } = scene;
    const marks = marksOf(scene, measure);
    const { initial } = state.trace.layers[scene.layer];
    sheet.drawInitial(scene, cell.closed.every(({ name }) => initial[name].every((value) => value === 0)), marks.unit);
    sheet.pin(marks.pins);
    stage.marks.replaceChildren(...drawMarks(marks, layout, cell));
    stage.picture.classList.toggle("numbered", state.unit !== null);
    drawControls(stage.controls, scene, dimOf(state));
    stage.picture.dataset.lit = marks.litName === null ? "" : (whichOf(cell, marks.litName) ?? "");
  }

  return { draw, scrolled, scene: () => drawn?.scene ?? null, scroll: () => scroll, tape: sheet.tape };
}

/** The number of x(t) that is pointed at or pinned. @param {State} state @returns {number} */
export function dimOf(state) {
  const { hover, dim, trace } = state;
  const input = trace.symbols.find(({ kind }) => kind === "input")?.name;
  const pointed = hover?.kind === "dimension" ? hover.dim : hover?.kind === "cell" && hover.symbol === input ? hover.unit : (dim ?? 0);
  return Math.max(0, Math.min(inputSize(state) - 1, pointed));
}

/** @param {Drawn} drawn */
const frameOf = ({ scene, from, to, size }) => ({ from, width: to - from, height: scene.layout.height, ratio: size.ratio });

/** @param {Drawn | null} drawn @param {State} state @param {Drawn["size"]} size */
function changesOf(drawn, state, size) {
  const before = drawn?.scene.state;
  const changed = (/** @type {(keyof State)[]} */ ...keys) => !before || keys.some((key) => before[key] !== state[key]);
  const relayered = before !== undefined && layerOf(before) !== layerOf(state);
  const anew = drawn?.size !== size || changed("trace", "model", "unfinished", "gate") || relayered;
  return {
    anew,
    folded: changed("fold"),
    moved: anew || changed("t", "fold"),
    reweighed: changed("weights", "gate") || relayered,
    recoloured: changed("theme"),
    pinned: changed("unit", "word", "dim"),
    marked: changed("hover"),
  };
}

/** What is drawn around the visible part, so that scrolling by hand meets no emptiness.
 * @param {number} scroll @param {number} width @param {number} all @returns {[number, number]} */
const reach = (scroll, width, all) => [
  Math.max(0, Math.floor(scroll - width * AROUND)),
  Math.min(all, Math.ceil(scroll + width * (1 + AROUND))),
];
