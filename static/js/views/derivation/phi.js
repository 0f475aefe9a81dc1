// φ as a curve with its slope: pure. The slope is written in terms of h = φ(a) alone.
//
//   a  what φ squashes
//   h  φ(a)

import { depthOf, pointsOf, slopeAt } from "../../phi.js";
import { scientific } from "../../scale.js";
import { placeOf } from "./figure.js";

/** @typedef {import("../../types.js").Phi} Phi */
/** @typedef {import("./figure.js").Axis} Axis */

/** A path over the whole axis in a box of 100 × 100, the top of φ's range at 0.
 * @param {Phi} phi @param {Axis} axis @returns {string} */
export const pathOf = (phi, axis) =>
  "M" + pointsOf(phi, { from: axis.min, to: axis.max, steps: 80 }).map(({ a, h }) => `${placeOf(axis, a)} ${heightOf(phi, h)}`).join("L");

/** @param {Phi} phi @param {number} h @returns {number} 0 at the top of the range, 100 at its bottom */
export const heightOf = (phi, h) => Math.round(1e4 * depthOf(phi, h)) / 100;

/** The tangent at a point of φ, as far as `reach` to both sides and never out of the range.
 * @param {Phi} phi @param {Axis} axis @param {{a: number, h: number}} point @param {number} reach */
export function tangentOf(phi, axis, { a, h }, reach) {
  const slope = slopeAt(phi, h);
  const [low, high] = phi.range;
  const within = (/** @type {number} */ side) => {
    const room = slope > 0 ? (side > 0 ? high - h : h - low) / slope : reach;
    const edge = side > 0 ? axis.max - a : a - axis.min;
    return side * Math.max(0, Math.min(reach, room, edge));
  };
  const [left, right] = [within(-1), within(1)];
  const at = (/** @type {number} */ by) => `${placeOf(axis, a + by)} ${heightOf(phi, h + slope * by)}`;
  return { slope, d: `M${at(left)}L${at(right)}` };
}

/** Three decimals; below 0.001, as in a saturated unit, two digits and the power of ten. @param {number} slope */
export const slopeText = (slope) => (slope >= 0.001 ? slope.toFixed(3) : scientific(slope, 2));

/** "1 − h² = 1 − 0.8306² = 0.310", with as many decimals of h as the slope can be worked out from.
 * @param {Phi} phi @param {number} h @returns {string} */
export function slopeInNumbers(phi, h) {
  const slope = slopeText(slopeAt(phi, h));
  const enough = [4, 5, 6, 7, 8, 9].find((decimals) => slopeText(slopeAt(phi, Number(h.toFixed(decimals)))) === slope) ?? 10;
  return `${phi.slope} = ${inNumbers(phi.slope, h.toFixed(enough).replace("-", "−"))} = ${slope}`;
}

/** A formula with one letter, the letter made a number: "h (1 − h)" becomes "0.25 · (1 − 0.25)".
 * @param {string} formula @param {string} number @returns {string} */
const inNumbers = (formula, number) =>
  formula.replace(/[a-z]\w*(²?)(?: (?=\())?/gi, (letter, square) => {
    const shown = square && number.startsWith("−") ? `(${number})` : number;
    return shown + square + (letter.endsWith(" ") ? " · " : "");
  });
