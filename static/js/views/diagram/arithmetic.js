// A step in the order in which it is read: x arrives, W x, U h, their sum, φ, h leaves along U, the output. What the
// step shows is there at once; curtains before it open one after the other, and the next key takes them all away.

import { colourOf } from "../../scale.js";
import { symbolValues } from "./cell.js";
import { loopRoute } from "./rolled.js";
import { inputPlace, stripRange } from "./scene.js";

/** @typedef {import("./scene.js").Scene} Scene */
/** @typedef {{x: number, y: number, width: number, height: number}} Box */
/** @typedef {"right" | "down" | "fade"} Opening */
/** @typedef {Box & {what: string, begin: number, end: number, opening: Opening, raised: boolean}} Curtain  in ms */

/** When each part begins to show and when it is there, in ms. */
const TIMES = {
  input: [0, 110], Wx: [90, 190], Uh: [190, 290], sum: [280, 370], phi: [360, 420], state: [410, 490], output: [480, 600],
};
/** @type {Record<string, keyof typeof TIMES>} */
const BY_ROLE = { input: "Wx", carried: "Uh", gate: "sum", sum: "sum", product: "phi", mix: "phi", state: "state" };

/** All is shown after so many milliseconds; a step that follows sooner is not animated. */
export const WHOLE = 600;

/** Faster playing than this, in words a second, is not animated. */
const LEISURE = 1;

/** Whether a step is one to be followed with the eyes. @param {import("../../types.js").State} before
 * @param {import("../../types.js").State} after @param {number} since  ms since the step before it */
export const atLeisure = (before, after, since) =>
  before.trace === after.trace && after.t === before.t + 1 && since > WHOLE && !(after.playing && after.speed > LEISURE);

/** @param {Scene} scene @returns {Curtain[]} */
export function curtainsOf(scene) {
  const { cell, layout } = scene;
  const { top, bottom, phone, foot, next } = layout;
  const timed = (/** @type {keyof typeof TIMES} */ what) => ({ what, begin: TIMES[what][0], end: TIMES[what][1] });
  const margin = phone ? 9 : 7.5;
  const height = foot.rule - 4 - (top - 2);
  const x = inputPlace(layout, layout.columns[layout.t]);
  /** @type {Curtain[]} */
  const curtains = [{ ...timed("input"), x: x.x - 3, y: x.y - 4, width: x.width + 6, height: x.height + 8, opening: "right", raised: false }];
  cell.strips.forEach(({ role }, i) => {
    const what = BY_ROLE[role];
    if (!what) return;
    const { left, right } = layout.cell.strips[i];
    curtains.push({ ...timed(what), x: left - margin, y: top - 2, width: right - left + 2 * margin, height, opening: "down", raised: true });
  });
  const phi = layout.cell.betweens[cell.parts.filter(({ kind }) => kind !== "strip").findIndex(({ kind }) => kind === "phi")];
  const half = layout.phi / 3 + 6;
  const above = (top + bottom) / 2 - 0.6 * layout.phi;
  if (phi) curtains.push({ ...timed("phi"), x: phi.axis - half, y: above, width: 2 * half, height: foot.rule - 4 - above, opening: "right", raised: true });
  const high = next.count * layout.words + 4;
  curtains.push({
    ...timed("output"), x: next.axis - next.room - 10, y: next.bottom + 7 - high, width: next.room + (next.bars ? 155 : 62), height: high,
    opening: "fade", raised: false,
  });
  return curtains;
}

/** The way of the value that is carried: around the loop, or along U to the next cell; null where there is none.
 * @param {Scene} scene @returns {{path: string, begin: number, end: number, t: number} | null} */
export function wayOf({ layout }) {
  const { loop, columns, t, cell, picture } = layout;
  if (loop) return { path: loopRoute(loop), begin: 0, end: 270, t: t - 1 };
  const next = columns[t + 1];
  const y = Math.floor(layout.middle) + 0.5;
  return next ? { path: `M${cell.right} ${y}H${next.picture - picture / 2}`, begin: 480, end: 600, t } : null;
}

/** Its colours from the first unit to the last, few enough to be seen in passing. @param {Scene} scene @param {number} t @returns {string[]} */
export function coloursOf({ state, cell, layer }, t) {
  const values = symbolValues(state.trace, layer, cell.state.name, t);
  const { palette, max } = stripRange(cell.strips[cell.strips.length - 1], state);
  const shown = Math.min(12, values.length);
  return Array.from({ length: shown }, (_, i) => colourOf(palette, values[Math.floor((i * values.length) / shown)], max, state.theme));
}

/** @type {Record<Opening, [Keyframe, string]>} */
const OPENINGS = {
  right: [{ transform: "scaleX(0)" }, "right"], down: [{ transform: "scaleY(0)" }, "bottom"], fade: [{ opacity: 0 }, "center"],
};

/** Draw the curtains and open them. @param {HTMLElement} layer @param {Scene} scene */
export function playStep(layer, scene) {
  const curtains = curtainsOf(scene).map(({ x, y, width, height, begin, end, opening, raised, what }) => {
    const element = document.createElement("div");
    const [open, origin] = OPENINGS[opening];
    element.className = raised ? "curtain raised" : "curtain";
    element.dataset.what = what;
    Object.assign(element.style, { left: `${x}px`, top: `${y}px`, width: `${width}px`, height: `${height}px`, transformOrigin: origin });
    const opened = element.animate([{ transform: "none", opacity: 1 }, open], { delay: begin, duration: end - begin, fill: "both", easing: "ease-in-out" });
    opened.onfinish = () => element.remove();
    return element;
  });
  const carried = carriedOf(scene);
  layer.replaceChildren(...curtains, ...(carried ? [carried] : []));
}

/** @param {Scene} scene */
function carriedOf(scene) {
  const way = wayOf(scene);
  if (!way) return null;
  const element = document.createElement("div");
  element.className = "carried";
  const colours = coloursOf(scene, way.t);
  const bands = colours.map((colour, i) => `${colour} ${(100 * i) / colours.length}% ${(100 * (i + 1)) / colours.length}%`);
  element.style.backgroundImage = `linear-gradient(${bands.join(", ")})`;
  element.style.offsetPath = `path("${way.path}")`;
  const frames = [{ offsetDistance: "0%", opacity: 1 }, { offsetDistance: "100%", opacity: 1 }];
  const arrived = element.animate(frames, { delay: way.begin, duration: way.end - way.begin, easing: "ease-in-out" });
  arrived.onfinish = () => element.remove();
  return element;
}
