// The columns and the pins on the stage; those that stay as they are keep their elements. Thin.

import { layerMark } from "../../layers.js";
import { drawColumn } from "./draw.js";
import { drawPin } from "./drawmarks.js";
import { drawRolled } from "./drawrolled.js";
import { columnFigure } from "./figure.js";
import { drawInitial } from "./open.js";
import { modeOf } from "./scene.js";
import { tapeOf } from "./tape.js";

/** @typedef {import("./scene.js").Scene} Scene */
/** @typedef {import("./draw.js").Drawing} Drawing */
/** @typedef {import("./words.js").Measure} Measure */
/** @typedef {ReturnType<typeof makeSheet>} Sheet */

/** The figure of the rolled network with its words. @param {Scene} scene @param {Measure} measure */
export function rolledFigure(scene, measure) {
  const { layout, cell } = scene;
  const figure = columnFigure(scene, layout.columns[layout.t], measure);
  const { chip, input } = figure;
  if (!chip || !input) return { figure, tape: { words: [], more: [] } };
  const label = measure(cell.input.name, "italic", 13) + measure(`(${layout.t})`, "serif", 13);
  return { figure, tape: tapeOf(scene, chip, input.x - label, measure) };
}

/** @param {import("./stage.js").Stage} stage @param {Measure} measure */
export function makeSheet(stage, measure) {
  /** @type {Map<string, Drawing & {t: number}>} */ const columns = new Map();
  /** @type {Map<string, Drawing & {t: number}>} */ const pins = new Map();
  /** @type {{key: string, drawing: Drawing | null}} */ let initial = { key: "", drawing: null };
  /** @type {import("./tape.js").Tape | null} */ let tape = null;
  let now = 0;

  /** Keep what is wanted again, draw what is new, remove the rest.
   * @template Item @param {Map<string, Drawing & {t: number}>} kept @param {SVGGElement} parent
   * @param {Item[]} items @param {(item: Item) => {key: string, t: number}} named @param {(item: Item) => Drawing} make */
  function keep(kept, parent, items, named, make) {
    const shown = new Set();
    for (const item of items) {
      const { key, t } = named(item);
      shown.add(key);
      if (kept.has(key)) continue;
      const drawing = { ...make(item), t };
      kept.set(key, drawing);
      parent.append(drawing.element);
    }
    for (const [key, { element }] of kept) {
      if (shown.has(key)) continue;
      element.remove();
      kept.delete(key);
    }
  }

  return {
    /** @param {Scene} scene */
    draw(scene) {
      const { layout } = scene;
      const named = (/** @type {import("../../geometry.js").Column} */ { t, left, from }) =>
        ({ t, key: [t, modeOf(layout, t), left, from, layout.loop !== null, t - 1 === layout.t].join() });
      tape = null;
      now = layout.t;
      keep(columns, stage.columns, scene.columns, named, (column) => {
        if (!layout.loop) return drawColumn(columnFigure(scene, column, measure), layout);
        const { figure, tape: words } = rolledFigure(scene, measure);
        tape = words;
        return drawRolled(figure, words, layout);
      });
    },
    /** @param {import("./marks.js").Pin[]} wanted */
    pin: (wanted) => keep(pins, stage.pins, wanted, ({ t, key }) => ({ t, key }), drawPin),
    /** h(−1) and the axis of units. @param {Scene} scene @param {boolean} zero @param {number | null} marked */
    drawInitial({ state, layer, layout, cell, columns: shown }, zero, marked) {
      const names = cell.closed.map(({ name }) => name + layerMark(state, layer));
      const key = layout.loop || shown[0]?.t !== 0 ? "" : [names, zero, marked, layout.initial.left, layout.row, layout.H].join();
      if (key === initial.key) return;
      initial = { key, drawing: key ? drawInitial(layout, { names, zero, marked }) : null };
      stage.initial.replaceChildren(...(initial.drawing ? [initial.drawing.element] : []));
    },
    clear() {
      for (const kept of [columns, pins]) {
        for (const { element } of kept.values()) element.remove();
        kept.clear();
      }
      initial = { key: "", drawing: null };
      stage.initial.replaceChildren();
    },
    /** All that moves in the fold. */
    movable: () => ({ columns: [...columns.values()], pins: [...pins.values()], initial: initial.drawing, now }),
    tape: () => tape,
  };
}
