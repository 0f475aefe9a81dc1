// What a state was before anything was altered, and by how much it differs: two narrow strips beside it, in its colours. Pure.
//
//   was         h(t) of the original sentence, (H,)
//   difference  altered minus original, (H,)

import { unitAt } from "../../geometry.js";
import { rangeOf, SAME } from "../../scale.js";
import { _ } from "../../texts.js";
import { symbolValues } from "./cell.js";

/** @typedef {import("./scene.js").Scene} Scene */
/** @typedef {{t: number, left: number, right: number, values: Float32Array, range: import("../../scale.js").Range, kind: "was" | "difference"}} Narrow */

const WIDEST = 7; // px
const CLEAR = 3; // px, between them and the edge of the open cell

/** They fill the room that the open cell leaves right of its last strip. @param {Scene["layout"]} layout */
function sizesOf({ padding, phone }) {
  const gap = phone ? 1 : 2;
  return { gap, width: Math.min(WIDEST, Math.floor((padding - CLEAR) / 2) - gap) };
}

/** What they take of the way to the next column. @param {Scene} scene @param {number} t */
export function roomBeside(scene, t) {
  const { gap, width } = sizesOf(scene.layout);
  return t >= 0 && t !== scene.layout.t && alteredAt(scene, t) ? 2 * (gap + width) : 0;
}

/** Null where nothing differs. @param {Scene} scene @param {number} t
 * @returns {{was: Float32Array, difference: Float32Array} | null} */
function alteredAt({ state: { trace, original }, cell, layout, layer }, t) {
  if (layout.empty || original === null) return null;
  const [was, is] = [original, trace].map((each) => symbolValues(each, layer, cell.state.name, t));
  const difference = is.map((value, unit) => value - was[unit]);
  return difference.some((value) => Math.abs(value) > SAME) ? { was, difference } : null;
}

/** @param {Scene} scene @returns {Narrow[]} */
export function narrowStrips(scene) {
  const { state: { model }, cell, layout, columns } = scene;
  const { gap, width } = sizesOf(layout);
  const range = rangeOf(cell.state, model);
  return columns.flatMap(({ t, strips }) => {
    const found = alteredAt(scene, t);
    if (!found) return [];
    const { right } = (t === layout.t ? layout.cell.strips : strips).slice(-1)[0];
    return /** @type {const} */ (["was", "difference"]).map((kind, i) => {
      const left = right + gap + i * (width + gap);
      return { t, left, right: left + width, values: found[kind], range, kind };
    });
  });
}

/** What the pair is called, under it; in the open cell at its edge. @param {Scene} scene @param {number} t */
export function narrowNames(scene, t) {
  const { layout } = scene;
  const open = t === layout.t;
  return narrowStrips(scene).filter((strip) => strip.t === t && strip.kind === "was").map(({ right }) => ({
    x: open ? layout.cell.right - CLEAR : right + 1, ends: open, text: _("was, Δ"), title: _("as it was, and the difference: altered minus original"),
  }));
}

/** The unit of h(t) that a point on them is of. @param {Scene} scene @param {number} x @param {number} y
 * @returns {{kind: "cell", symbol: string, t: number, unit: number} | null} */
export function narrowHit(scene, x, y) {
  const unit = unitAt(scene.layout, y);
  const found = unit === null ? undefined : narrowStrips(scene).find(({ left, right }) => x >= left - 1 && x < right + 1);
  return found && unit !== null ? { kind: "cell", symbol: scene.cell.state.name, t: found.t, unit } : null;
}
