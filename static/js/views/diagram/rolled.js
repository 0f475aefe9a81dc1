// The shape of the rolled network: the open cell alone, with its loop. Pure; coordinates as in geometry.js, and all
// heights the same as there, so that nothing moves up or down between the two.

import { BAND, carryLevels, layoutOf } from "../../geometry.js";

/** @typedef {import("../../geometry.js").Shape} Shape */
/** @typedef {import("../../geometry.js").Layout} Layout */
/** @typedef {import("../../geometry.js").Loop} Loop */
/** @typedef {import("../../geometry.js").Next} Next */

/** Distances from the open cell: outwards to the sides, upwards from the top of the strips.
 *   left, right    all that is drawn there; bare where the next words have no bars
 *   overLoop       half the picture of U, and its name */
const DESK = { left: 110, right: 263, bare: 194, loopLeft: 46, loopRight: 22, loopTop: 112, overLoop: 40, out: 49, words: 146, room: 86 };
const PHONE = { loopLeft: 30, loopRight: 26, loopTop: 130, bottom: 54, room: 96 };
/** The layers above a lower one, right of it: the axis of their strips and the end of the way out, all that they take,
 * from the middle up to the lowest, and from the uppermost up to the way out. */
export const ASIDE = { axis: 160, end: 246, all: 215, over: 40, out: 26 };
const TIP = 3;
const RADIUS = 14;
const SQUARE = 11;
const INSIDE = 16; // from one loop to the next, further in; below the picture of U it is UNDER
const UNDER = 27;
const LETTER = 26; // what W beside its picture takes

/** @param {Shape} shape @returns {Layout} */
export function layoutRolled(shape) {
  const base = layoutOf(shape);
  const wide = base.cell.right - base.cell.left;
  const bars = base.window >= DESK.left + wide + DESK.right + (shape.bands?.above ? ASIDE.all : 0) + 2 * 24;
  const more = shape.bands?.above ? ASIDE.all : 0;
  const reach = base.phone ? { left: 0, right: 0 } : { left: DESK.left, right: more + (bars ? DESK.right : DESK.bare) };
  const left = Math.round((base.window - reach.left - wide - reach.right) / 2) + reach.left;
  const by = left - base.cell.left;
  const moved = (/** @type {import("../../geometry.js").Strip} */ strip) =>
    ({ left: strip.left + by, right: strip.right + by, axis: strip.axis + by });
  const cell = { ...base.cell, ...moved(base.cell), strips: base.cell.strips.map(moved), betweens: base.cell.betweens.map(moved) };
  const loop = loopOf(base, cell);
  const stacked = base.bands.above.length > 0;
  const aside = asideOf(base, cell.right);
  const one = {
    left, right: cell.right, strips: [], from: left, picture: (loop.left + loop.right) / 2,
    head: cell.strips[cell.strips.length - 1].axis, foot: cell.strips[shape.fed].axis,
  };
  return {
    ...base, width: base.window, scroll: 0, cell, loop, pictureMiddle: loop.top,
    bands: { ...base.bands, ...aside }, head: { ...base.head, out: base.head.tip },
    columns: base.columns.map(({ t }) => ({ t, ...one })), why: whyAt(base, loop, one.foot),
    next: base.phone ? inside(base, one.head, stacked) : beside(base, cell.right + (stacked ? ASIDE.all : 0), bars, aside.above.at(-1)),
  };
}

/** @param {Layout} base @param {Layout["cell"]} cell @returns {Loop} */
function loopOf(base, cell) {
  const { phone, top, middle, window } = base;
  const by = phone ? PHONE : DESK;
  const left = Math.max(2, cell.left - by.loopLeft);
  const over = phone ? top - PHONE.loopTop : Math.max(DESK.overLoop, top - DESK.loopTop);
  const level = Math.floor(middle) + 0.5;
  const right = Math.min(window - 6, cell.right + by.loopRight) + 0.5;
  const y = Math.round((over + level) / 2) + 0.5;
  const carries = carryLevels(base).map((at, i) => ({
    start: cell.right + 1, left: left + 0.5 + (i + 1) * INSIDE, right: right - (i + 1) * 10, top: over + 0.5 + UNDER + i * 10, middle: at,
    tip: cell.left - TIP, radius: 10, later: { x: left + 0.5 + (i + 1) * INSIDE, y, size: SQUARE, label: false },
  }));
  return {
    carries,
    start: cell.strips[cell.strips.length - 1].right + 2, left: left + 0.5, right,
    top: over + 0.5, middle: level, tip: cell.left - TIP, out: phone ? null : cell.right + DESK.out, radius: RADIUS,
    later: { x: left + 0.5, y, size: SQUARE, label: !phone },
  };
}

/** Where the sentence stands that says why both drawings are one network: beside the loop, on a phone beside W.
 * @param {Layout} base @param {Loop} loop @param {number} foot */
function whyAt({ phone, foot: { picture }, picture: size, xOpenWidth, window }, loop, foot) {
  const beside = foot + Math.max(xOpenWidth / 2, size / 2 + LETTER) + 8;
  return phone
    ? { x: beside, y: picture + 4, room: window - beside - 8 }
    : { x: loop.right + 36, y: loop.top + 4, room: Math.min(300, window - loop.right - 60) };
}

/** The layers above, right of the fork, the lowest a little over it; a phone has no room for them.
 * @param {Layout} base @param {number} right  of the cell */
const asideOf = ({ phone, middle, bands: { above } }, right) =>
  phone ? { axis: null, above: [] } : { axis: right + ASIDE.axis, above: above.map((_y, i) => Math.round(middle) - ASIDE.over - BAND * i) };

/** Right of the fork, or of the uppermost layer. @param {Layout} base @param {number} right @param {boolean} bars
 * @param {number} [top]  of that layer's strip @returns {Next} */
function beside({ middle, words }, right, bars, top) {
  const bottom = Math.round(top === undefined ? middle : top - ASIDE.out) + 2 * words + 5;
  return { axis: right + DESK.words, bottom, caption: bottom - 4 * words - 22, count: 5, bars, room: DESK.room };
}

/** Inside the loop, above h(t): as many as fit between the picture of U and the cell; none where a layer above reads it.
 * @param {Layout} base @param {number} head @param {boolean} stacked @returns {Next} */
const inside = ({ top }, head, stacked) => ({ axis: head - 38, bottom: top - PHONE.bottom, caption: null, count: stacked ? 0 : 3, bars: false, room: PHONE.room });

/** The way around the loop up to the picture that stands on it, and on from there.
 * @param {Loop} loop @param {number} picture  width of the picture of U @returns {[string, string]} */
export function loopPaths({ start, left, right, top, middle, tip, radius: r }, picture) {
  const before = Math.round((left + right) / 2 - picture / 2) - 1;
  return [
    `M${start} ${middle}H${right}V${top + r}A${r} ${r} 0 0 0 ${right - r} ${top}H${before + picture + 2}`,
    `M${before} ${top}H${left + r}A${r} ${r} 0 0 0 ${left} ${top + r}V${middle - r}A${r} ${r} 0 0 0 ${left + r} ${middle}H${tip}`,
  ];
}

/** The same way in one piece: for what travels along it, and for what meets no weight. @param {import("../../geometry.js").Way} loop */
export const loopRoute = ({ start, left, right, top, middle, tip, radius: r }) =>
  `M${start} ${middle}H${right - r}A${r} ${r} 0 0 0 ${right} ${middle - r}V${top + r}A${r} ${r} 0 0 0 ${right - r} ${top}` +
  `H${left + r}A${r} ${r} 0 0 0 ${left} ${top + r}V${middle - r}A${r} ${r} 0 0 0 ${left + r} ${middle}H${tip}`;
