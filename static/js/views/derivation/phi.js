// φ as a curve with its slope: pure. The slope is written in terms of h = φ(a) alone.
//
//   a  what φ squashes
//   h  φ(a)

import { _ } from "../../texts.js";
import { placeOf } from "./figure.js";

/** @typedef {import("../../types.js").Card} Card */
/** @typedef {import("./figure.js").Axis} Axis */
/** @typedef {{name: string, label: string, range: [number, number], slope: string, of: (a: number) => number,
 *   slopeAt: (h: number) => number, inNumbers: (h: string) => string}} Curve */

/** @type {Record<string, Pick<Curve, "of" | "slopeAt" | "inNumbers">>} */
const FUNCTIONS = {
  tanh: { of: Math.tanh, slopeAt: (h) => 1 - h * h, inNumbers: (h) => `1 − ${bracketed(h)}²` },
  sigmoid: { of: (a) => (1 + Math.tanh(a / 2)) / 2, slopeAt: (h) => h * (1 - h), inNumbers: (h) => `${h} · (1 − ${h})` },
};

/** @param {string} number @returns {string} */
const bracketed = (number) => (number.startsWith("−") ? `(${number})` : number);

/** The curve that the model's card names. @param {Card} card @returns {Curve} */
export const curveOf = ({ phi, activation }) => ({ ...phi, ...FUNCTIONS[phi.name ?? activation] });

/** A path over the whole axis in a box of 100 × 100, the top of φ's range at 0.
 * @param {Curve} curve @param {Axis} axis @returns {string} */
export function pathOf(curve, axis) {
  const points = Array.from({ length: 81 }, (_, i) => axis.min + (i / 80) * (axis.max - axis.min));
  return "M" + points.map((a) => `${placeOf(axis, a)} ${heightOf(curve, curve.of(a))}`).join("L");
}

/** @param {Curve} curve @param {number} h @returns {number} 0 at the top of the range, 100 at its bottom */
export const heightOf = ({ range: [low, high] }, h) => Math.round(1e4 * ((high - h) / (high - low))) / 100;

/** The tangent at a, as far as `reach` to both sides and never out of the range.
 * @param {Curve} curve @param {Axis} axis @param {number} a @param {number} reach */
export function tangentOf(curve, axis, a, reach) {
  const h = curve.of(a);
  const slope = curve.slopeAt(h);
  const [low, high] = curve.range;
  const within = (/** @type {number} */ side) => {
    const room = slope > 0 ? (side > 0 ? high - h : h - low) / slope : reach;
    const edge = side > 0 ? axis.max - a : a - axis.min;
    return side * Math.max(0, Math.min(reach, room, edge));
  };
  const [left, right] = [within(-1), within(1)];
  const at = (/** @type {number} */ by) => `${placeOf(axis, a + by)} ${heightOf(curve, h + slope * by)}`;
  return { slope, d: `M${at(left)}L${at(right)}` };
}

/** Three decimals, as many as can be worked out again from h with four. @param {number} slope @returns {string} */
export const slopeText = (slope) => (slope >= 0.001 ? slope.toFixed(3) : _("less than 0.001"));

/** "1 − h² = 1 − 0.8306² = 0.310". @param {Curve} curve @param {number} h @returns {string} */
export function slopeInNumbers(curve, h) {
  const slope = curve.slopeAt(h);
  const sentence = `${curve.slope} = ${curve.inNumbers(h.toFixed(4).replace("-", "−"))}`;
  return slope >= 0.001 ? `${sentence} = ${slopeText(slope)}` : `${sentence}, ${slopeText(slope)}`;
}
