// Plays the fold: from frame to frame what fold.js says. A second toggle turns it round where it is. Thin.

import { drawOver } from "./drawrolled.js";
import { FOLD, foldAt, wayOfCell } from "./fold.js";
import { rastersOf } from "./raster.js";
import { rolledFigure } from "./sheet.js";

/** @typedef {import("./scene.js").Scene} Scene */
/** @typedef {import("./draw.js").Drawing} Drawing */
/** @typedef {import("./raster.js").Raster} Raster */
/** @typedef {ReturnType<typeof foldAt>} Fold */

/** @typedef {object} Folding
 * @property {Scene} flat
 * @property {Scene} rolled
 * @property {import("./raster.js").Pictures} pictures
 * @property {import("./paint.js").Frame} frame
 * @property {import("./words.js").Measure} measure
 * @property {import("./sheet.js").Sheet} sheet
 * @property {ReturnType<typeof import("./paint.js").painter>} painter */

export const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches || document.hidden;

/** @param {import("./stage.js").Stage} stage @param {Folding} folding @param {1 | -1} way  1 folds, −1 unfolds
 * @param {() => void} done */
export function playFold(stage, folding, way, done) {
  const { flat, rolled, measure } = folding;
  const { figure, tape } = rolledFigure(rolled, measure);
  const slots = new Map(tape.words.map(({ t, x }) => [t, x]));
  const over = drawOver(figure, rolled.layout);
  stage.over.replaceChildren(...Object.values(over));
  place(stage.over, flat.layout.scroll - wayOfCell(flat.layout, rolled.layout), 0);
  stage.hole.setAttribute("d", around(flat.layout));
  stage.closed.setAttribute("clip-path", "url(#diagram-around)");
  const rasters = sorted(rastersOf(flat, folding.pictures), flat.layout.t);

  let progress = way === 1 ? 0 : 1;
  let last = performance.now();
  let asked = 0;

  /** @param {number} now */
  function tick(now) {
    progress = Math.max(0, Math.min(1, progress + (way * Math.max(0, now - last)) / FOLD));
    last = now;
    if (progress === (way === 1 ? 1 : 0)) return end();
    show();
    asked = requestAnimationFrame(tick);
  }

  function show() {
    const fold = foldAt(flat.layout, rolled.layout, slots, flat.columns, progress);
    movePieces(stage, folding.sheet, fold);
    [...over.way.children].forEach((half, i) => half.setAttribute("stroke-dashoffset", String(1 - Math.max(0, Math.min(1, 2 * fold.loop - i)))));
    over.head.style.opacity = String(Math.max(0, 10 * fold.loop - 9));
    for (const late of [over.later, over.words]) late.style.opacity = String(fold.later);
    paintFold(folding, rasters, fold);
  }

  function end() {
    cancelAnimationFrame(asked);
    tidy(stage, folding.sheet);
    done();
  }

  show();
  asked = requestAnimationFrame(tick);
  return {
    /** @param {1 | -1} next */
    turn(next) {
      way = next;
    },
    end,
    progress: () => progress,
  };
}

/** All but the open cell, which covers what stands behind it. @param {Scene["layout"]} layout */
const around = ({ width, height, cell: { left, right, top, bottom } }) =>
  `M-9999 -99H${width + 9999}V${height + 99}H-9999ZM${left} ${top}V${bottom}H${right}V${top}Z`;

/** @param {SVGGElement} element @param {number} x @param {number} y */
function place(element, x, y) {
  if (x || y) element.setAttribute("transform", `translate(${x} ${y})`);
  else element.removeAttribute("transform");
}

/** @param {SVGElement} element @param {number} opacity */
function fade(element, opacity) {
  element.style.opacity = opacity === 1 ? "" : String(opacity);
}

/** @param {import("./stage.js").Stage} stage @param {import("./sheet.js").Sheet} sheet @param {Fold} fold */
function movePieces(stage, sheet, fold) {
  const { columns, pins, initial, now } = sheet.movable();
  for (const { t, parts } of [...columns, ...pins.filter((pin) => pin.t === now)]) {
    const moved = fold.columns.get(t);
    if (moved) movePart(parts, moved, fold, moved.now);
  }
  for (const { t, element } of pins) if (t !== now) fade(element, fold.words);
  if (initial) moveInitial(initial.parts, fold);
  stage.open.querySelectorAll(".caption:not(.here)").forEach((caption) => fade(/** @type {SVGElement} */ (caption), fold.words));
  stage.world.style.transform = fold.pan ? `translateX(${fold.pan}px)` : "";
}

/** @param {Drawing["parts"]} parts @param {Fold} fold */
function moveInitial(parts, fold) {
  place(parts.strip, fold.initial, 0);
  fade(parts.strip, fold.closed);
  fade(parts.fading, fold.words);
}

/** @param {Drawing["parts"]} parts @param {import("./fold.js").Moved} moved @param {Fold} fold @param {boolean} now */
function movePart(parts, moved, fold, now) {
  fade(parts.fading, fold.words);
  place(parts.strip, moved.strip, 0);
  place(parts.u, moved.u.x, moved.u.y);
  place(parts.foot, moved.foot, 0);
  place(parts.chip, moved.chip, 0);
  fade(parts.chip, moved.chipOpacity);
  if (now) return;
  fade(parts.strip, fold.closed);
  fade(parts.foot, fold.closed);
  fade(parts.u, fold.merged ? 0 : 1);
}

/** As if nothing had moved. @param {import("./stage.js").Stage} stage @param {import("./sheet.js").Sheet} sheet */
function tidy(stage, sheet) {
  const { columns, pins, initial } = sheet.movable();
  for (const { element, parts } of [...columns, ...pins, ...(initial ? [initial] : [])]) {
    for (const part of [element, ...Object.values(parts)]) {
      part.removeAttribute("transform");
      part.style.opacity = "";
    }
  }
  stage.open.querySelectorAll(".caption").forEach((caption) => fade(/** @type {SVGElement} */ (caption), 1));
  stage.over.replaceChildren();
  stage.over.removeAttribute("transform");
  stage.closed.removeAttribute("clip-path");
  stage.world.style.transform = "";
}

/** What the open cell covers first, its own last; of pictures that meet, the current one on top.
 * @param {Raster[]} rasters @param {number} t */
function sorted(rasters, t) {
  const [others, own] = [rasters.filter((raster) => raster.t !== t), rasters.filter((raster) => raster.t === t)];
  return { others, own };
}

/** @param {Folding} folding @param {{others: Raster[], own: Raster[]}} rasters @param {Fold} fold */
function paintFold({ flat, frame, painter }, { others, own }, fold) {
  const moved = (/** @type {Raster} */ raster) => {
    if (raster.part === "above") return { ...raster, opacity: raster.opacity * fold.words };
    const by = fold.columns.get(raster.t);
    const seen = raster.part === "U" ? (fold.merged && !by?.now ? 0 : 1) : by?.now ? 1 : fold.closed;
    const dx = raster.part === "U" ? by?.u.x : raster.part === "strip" ? (by?.strip ?? fold.initial) : raster.part === "open" ? 0 : by?.foot;
    return { ...raster, x: raster.x + (dx ?? 0), y: raster.y + (raster.part === "U" ? (by?.u.y ?? 0) : 0), opacity: raster.opacity * seen };
  };
  const seen = (/** @type {Raster} */ { opacity }) => opacity > 0;
  painter.paint(frame, flat.state.theme, others.map(moved).filter(seen));
  painter.clear(frame, flat.layout.cell);
  painter.over(frame, flat.state.theme, own.map(moved));
}
