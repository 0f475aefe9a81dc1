// Influences as numbers on a logarithmic scale: all pure.
//
//   s t     time stamps, s ≤ t; row t, column s of every matrix
//   k       t − s, the distance in words
//   decade  a power of ten: 10⁻³ has the exponent −3

/** @typedef {import("./types.js").Influence} Influence */
/** @typedef {import("./types.js").Doubles} Doubles */
/** @typedef {{low: number, high: number}} Decades  exponents of the ends of a scale */

/** How the chosen block is written: {t} and {s} stand for the time stamps. @type {Record<string, string>} */
export const LABELS = {
  h_from_x: "‖∂h({t})/∂x({s})‖",
  h_from_h: "‖∂h({t})/∂h({s})‖",
  c_from_c: "‖∂c({t})/∂c({s})‖",
  word_gradient: "‖∂ ln p/∂x({s})‖",
};

/** How a tab names it. @type {Record<string, string>} */
export const TABS = { h_from_x: "h ← x", h_from_h: "h ← h", c_from_c: "c ← c", word_gradient: "ln p ← x" };

/** @param {Influence} influence @param {string} block @param {number} layer @returns {Doubles} */
export const matrixOf = (influence, block, layer) =>
  block === "word_gradient" ? influence.wordGradient : influence.layers[layer].norms[block];

/** @param {Doubles} matrix @param {number} t @param {number} s @returns {number} */
export const at = ({ data, cols }, t, s) => data[t * cols + s];

/** Row t from k = 0 on: the numbers for s = t, t − 1, … 0. @param {Doubles} matrix @param {number} t @returns {number[]} */
export const backwards = (matrix, t) => Array.from({ length: t + 1 }, (_, k) => at(matrix, t, t - k));

/** The ends of a scale for these numbers, the same at every step: at least from 10⁻² to 10, more where they need it.
 * @param {...ArrayLike<number>} lists @returns {Decades} */
export function decadesOf(...lists) {
  let [smallest, largest] = [Infinity, 0];
  for (const values of lists) {
    for (let i = 0; i < values.length; i += 1) {
      if (values[i] > largest) largest = values[i];
      if (values[i] > 0 && values[i] < smallest) smallest = values[i];
    }
  }
  let [low, high] = [-2, 1];
  while (smallest < 10 ** low) low = further(low);
  while (largest > 10 ** high) high = further(high);
  return { low, high };
}

/** Whole decades at first, then in wider steps, so that sentences of about one length have one scale.
 * @param {number} exponent */
const further = (exponent) => (Math.abs(exponent) < 4 ? exponent + Math.sign(exponent) : Math.ceil(Math.abs(exponent) * 1.5) * Math.sign(exponent));

/** Where a number lies on the scale, 0 … 1; null for 0, which no logarithm has.
 * @param {number} value @param {Decades} decades @returns {number | null} */
export const shareOf = (value, { low, high }) =>
  value > 0 ? Math.max(0, Math.min(1, (Math.log10(value) - low) / (high - low))) : null;

/** The exponents that carry a label: at most five, evenly spaced. @param {Decades} decades @returns {number[]} */
export function ticksOf({ low, high }, most = 5) {
  const steps = [1, 2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 24, 32, 48, 64, 96, 128];
  const step = steps.find((each) => Math.floor(high / each) - Math.ceil(low / each) < most) ?? 256;
  const first = Math.ceil(low / step);
  return Array.from({ length: Math.floor(high / step) - first + 1 }, (_, i) => (first + i) * step);
}

const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** "10⁻³"; 1 and 10 as they are. @param {number} exponent @returns {string} */
export function power(exponent) {
  if (exponent === 0) return "1";
  if (exponent === 1) return "10";
  const digits = String(Math.abs(exponent)).replace(/\d/g, (digit) => SUPERSCRIPTS[Number(digit)]);
  return `10${exponent < 0 ? "⁻" : ""}${digits}`;
}

/** Two digits at whatever size: "0.38", "93", "0.0021", "4.7·10⁻⁸". @param {number} value @returns {string} */
export function magnitude(value) {
  if (value === 0) return "0";
  const size = Math.abs(value);
  const sign = value < 0 ? "−" : "";
  const exponent = Math.floor(Math.log10(size) + 1e-9);
  if (exponent >= -3 && exponent < 4) return sign + (exponent >= 1 ? size.toFixed(0) : size.toFixed(1 - exponent));
  return `${sign}${(size / 10 ** exponent).toFixed(1)}·${power(exponent)}`;
}

/** The first k ≥ 1 at which the loss's gradient is below a tenth of what it is at k = 0; null where there is none.
 * @param {Influence} influence @param {number} layer @param {string} path @param {number} t @returns {number | null} */
export const reachOf = (influence, layer, path, t) => influence.layers[layer]?.reach[path]?.[t] ?? null;

/** ‖∂L(t)/∂h(t−k)‖ relative to k = 0, from k = 0 on; none where t has no target.
 * @param {Influence} influence @param {number} layer @param {string} path @param {number} t @returns {number[]} */
export function relative(influence, layer, path, t) {
  const values = backwards(influence.layers[layer].gradients[path], t);
  return influence.targets[t] === null || !(values[0] > 0) ? [] : values.map((value) => value / values[0]);
}

/** Whether what is left at k, and everywhere farther back, is below a tenth. @param {number[]} values  from k = 0 on
 * @param {number} k */
export const staysBelow = (values, k) => values.slice(k).every((value) => value < 0.1);

/** The factor per step that k equal steps would make the truth of: e to the mean growth. @param {number} product
 * @param {number} k @returns {number} */
export const perStep = (product, k) => product ** (1 / k);
