// The waterfall as values: which terms have a row of their own, where each bar begins and ends, and the axis.
//
//   from, to   the running sum before and after a row, in units of the sum
//   rest       the row of all terms that have none of their own; "less" folds them again

import { closes } from "../../scale.js";
import { totalOf } from "./terms.js";

/** @typedef {import("./terms.js").Group} Group */
/** @typedef {import("./terms.js").Product} Product */
/** @typedef {{from: number, to: number, product: number, group: number, last: boolean}} Bar */
/** @typedef {Bar & ({kind: "term", term: Product} | {kind: "rest" | "none" | "less", count: number})} Row */
/** @typedef {{min: number, max: number, ticks: number[]}} Axis */

/** @param {Group[]} groups
 * @param {{most: number, all: string | null}} shown  rows for each weight; the weight whose terms are all shown
 * @returns {Row[]} */
export function rowsOf(groups, { most, all }) {
  let sum = 0;
  return groups.flatMap((group, place) => {
    const pieces = piecesOf(group, most, group.weight !== null && group.weight === all);
    return pieces.map((piece, i) => {
      const from = sum;
      sum += piece.product;
      return { ...piece, from, to: sum, group: place, last: i === pieces.length - 1 };
    });
  });
}

/** @typedef {{kind: "term", term: Product, product: number} | {kind: "rest" | "none" | "less", count: number, product: number}} Piece */

/** A rest of one term would take the room of that term, so it is that term.
 * @param {Group} group @param {number} most @param {boolean} all @returns {Piece[]} */
function piecesOf({ weight, terms }, most, all) {
  const count = terms.length;
  if (weight !== null && terms.every(({ product }) => product === 0)) return [{ kind: "none", count, product: 0 }];
  const folded = weight !== null && count > most + 1;
  const shown = folded && !all ? terms.slice(0, most) : terms;
  const rest = terms.slice(shown.length);
  /** @type {Piece[]} */
  const rows = shown.map((term) => ({ kind: "term", term, product: term.product }));
  if (rest.length > 0) rows.push({ kind: "rest", count: rest.length, product: totalOf(rest) });
  if (folded && all) rows.push({ kind: "less", count, product: 0 });
  return rows;
}

/** Whether rows add up to the totals of their groups, and these to the sum, when all are rounded to so many decimals.
 * @param {Group[]} groups @param {Row[]} rows @param {number} sum @param {number} decimals @returns {boolean} */
export const closesAt = (groups, rows, sum, decimals) =>
  closes(groups.map(({ total }) => total), sum, decimals)
  && groups.every(({ total }, group) => {
    const own = rows.filter((row) => row.group === group);
    return own.length === 0 || closes(own.map(({ product }) => product), total, decimals);
  });

/** Room for every bar and for φ between −1 and 1. @param {Row[]} rows @param {number} [least] @returns {Axis} */
export function axisOf(rows, least = 1) {
  const sums = rows.flatMap(({ from, to }) => [from, to]).filter(Number.isFinite);
  const low = sums.reduce((min, sum) => Math.min(min, sum), -least);
  const high = sums.reduce((max, sum) => Math.max(max, sum), least);
  const margin = 0.04 * (high - low);
  return { min: low - margin, max: high + margin, ticks: ticksOf(low - margin, high + margin) };
}

/** Whole multiples of 1, 2 or 5 times a power of ten, seven of them at most. @param {number} min @param {number} max */
export function ticksOf(min, max) {
  const steps = [-2, -1, 0, 1, 2, 3, 4].flatMap((power) => [1, 2, 5].map((digit) => digit * 10 ** power));
  const step = steps.find((size) => (max - min) / size <= 6) ?? max - min;
  const first = Math.ceil(min / step);
  return Array.from({ length: Math.floor(max / step) - first + 1 }, (_, i) => (first + i) * step);
}

/** Where a value stands on the axis, 0 … 100. @param {Axis} axis @param {number} value */
export const placeOf = ({ min, max }, value) => Math.round(1e4 * Math.max(0, Math.min(1, (value - min) / (max - min)))) / 100;
