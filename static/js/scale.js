// Numbers to colours and to text: palettes, ranges, glyphs and formats, all pure.
//
//   states   blue … orange  signed values: x, h and what stands before φ
//   weights  violet … green  signed weights, so that nobody takes a weight for a value
//   unit     paper … ink     values from 0 to 1: gates, sigmoid states, probabilities
//   A        the range ±A that all unbounded affine symbols of a model share

/** @typedef {import("./types.js").Card} Card */
/** @typedef {import("./types.js").LayerWeights} LayerWeights */
/** @typedef {import("./types.js").Symbol} Symbol */
/** @typedef {"states" | "weights" | "unit"} Palette */
/** @typedef {"light" | "dark"} Theme */
/** @typedef {{palette: Palette, min: number, max: number}} Range */
/** @typedef {"clipped-high" | "clipped-low" | "nan"} Glyph */

/** Even stops from the lowest value to the highest; css/variables.css holds the same.
 * @type {Record<Palette, Record<Theme, string[]>>} */
export const palettes = {
  states: {
    light: ["#185ca3", "#3f84c4", "#7fb0db", "#bdd6ec", "#f3f1ec", "#f6cfa6", "#e99a53", "#c8681a", "#9f4509"],
    dark: ["#86c1f7", "#5199db", "#316fab", "#27496b", "#24272c", "#683d1c", "#a35b1f", "#d98236", "#f8b072"],
  },
  weights: {
    light: ["#5d429f", "#8470b8", "#a99acd", "#d5cde6", "#f4f2ee", "#c9e0c6", "#8fc08c", "#4f9553", "#1f6a2b"],
    dark: ["#a48edd", "#8a73c6", "#68569b", "#433a60", "#24272c", "#2d4d30", "#457d49", "#629f65", "#82bf83"],
  },
  unit: {
    light: ["#f6f4ef", "#dcd9d2", "#b9b6af", "#908e89", "#676663", "#3e3d3c", "#1b1d21"],
    dark: ["#1a1d21", "#33373d", "#53585f", "#7a7f87", "#a2a6ad", "#cbccd0", "#f4f2ee"],
  },
};

/** @param {string} hex @returns {number[]} red, green, blue, 0 … 255 */
const channels = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));

const stops = Object.fromEntries(
  Object.entries(palettes).map(([name, { light, dark }]) => [
    name,
    { light: light.map(channels), dark: dark.map(channels) },
  ]),
);

/** The colour of a value: piecewise linear through the stops, clamped at both ends; NaN has the colour of 0.
 * @param {Palette} palette
 * @param {number} value
 * @param {number} max  the value at the last stop; the first stop is −max, or 0 in the palette "unit"
 * @param {Theme} theme
 * @returns {string} "#rrggbb" */
export function colourOf(palette, value, max, theme) {
  const through = stops[palette][theme];
  const ratio = Number.isNaN(value) ? 0 : value / max;
  const share = palette === "unit" ? ratio : (ratio + 1) / 2;
  const place = Math.max(0, Math.min(1, share)) * (through.length - 1);
  const low = Math.min(through.length - 2, Math.floor(place));
  const mix = (/** @type {number} */ i) =>
    Math.round(through[low][i] + (through[low + 1][i] - through[low][i]) * (place - low));
  return "#" + ((1 << 24) | (mix(0) << 16) | (mix(1) << 8) | mix(2)).toString(16).slice(1);
}

/** The same stops as Plotly wants them. @param {Palette} palette @param {Theme} theme
 * @returns {[number, string][]} */
export function plotlyScale(palette, theme) {
  const colours = palettes[palette][theme];
  return colours.map((colour, i) => [i / (colours.length - 1), colour]);
}

/** The first of 1 2 3 4 6 8 12 16 24 32 … at or above x. @param {number} x @returns {number} */
export function niceRange(x) {
  const steps = [1, 2, 3];
  while (steps[steps.length - 1] < x) steps.push(2 * steps[steps.length - 2]);
  return steps.find((step) => step >= x) ?? 1;
}

/** Where the colours of a symbol begin and end: the same in every sentence.
 * @param {Symbol} symbol @param {Card} card @returns {Range} */
export function rangeOf(symbol, card) {
  if (symbol.kind === "input") return { palette: "states", min: -1, max: 1 };
  if (symbol.range) {
    const [min, max] = symbol.range;
    return { palette: min < 0 ? "states" : "unit", min, max };
  }
  if (symbol.kind === "affine") return affineRange(card);
  const max = niceRange(card.ranges[symbol.name] ?? 1);
  return { palette: "states", min: -max, max };
}

/** ±A, shared by the terms of every sum and the sums themselves, so that colours can be added by eye.
 * @param {Card} card @returns {Range} */
export function affineRange(card) {
  const shared = card.symbols.filter(({ kind, range }) => kind === "affine" && range === null);
  const max = niceRange(Math.max(0, ...shared.map(({ name }) => card.ranges[name] ?? 0)));
  return { palette: "states", min: -max, max };
}

/** One range for every matrix of a layer: 99 of 100 weights lie inside it.
 * @param {LayerWeights} weights @returns {Range} */
export function weightRange(weights) {
  const all = Object.values(weights).flatMap((weight) => ("data" in weight ? [weight.data] : []));
  const sizes = Float32Array.from(all.flatMap((data) => Array.from(data, Math.abs))).sort();
  const max = niceRange(sizes[Math.floor(0.99 * (sizes.length - 1))] ?? 1);
  return { palette: "weights", min: -max, max };
}

/** What stands on a cell whose colour cannot tell its value. A rounding error beyond an end is not clipped.
 * @param {number} value @param {number} min @param {number} max @returns {Glyph | null} */
export function glyphOf(value, min, max) {
  const slack = 1e-6 * (max - min);
  if (Number.isNaN(value)) return "nan";
  if (value > max + slack) return "clipped-high";
  return value < min - slack ? "clipped-low" : null;
}

/** "−0.51": two decimals. @param {number} value @returns {string} */
export const format = (value) => fixed(value, 2);

/** Differences up to this are what float32 rounds off. */
export const SAME = 1e-6;

/** "+0.51": of a difference. @param {number} value @returns {string} */
export const withSign = (value) => (value > 0 ? `+${format(value)}` : format(value));

/** So many decimals, a true minus, and 0 without decimals. @param {number} value @param {number} decimals @returns {string} */
export function fixed(value, decimals) {
  if (Number.isNaN(value)) return "not a number";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  if (value === 0) return "0";
  const size = Math.abs(value).toFixed(decimals);
  return value < 0 && Number(size) !== 0 ? `−${size}` : size;
}

/** Whether numbers still add up when all are rounded to so many decimals, as a reader will add them.
 * @param {number[]} parts @param {number} sum @param {number} decimals @returns {boolean} */
export function closes(parts, sum, decimals) {
  const rounded = (/** @type {number} */ value) => Number(value.toFixed(decimals));
  const gap = parts.reduce((rest, part) => rest - rounded(part), rounded(sum));
  return Math.abs(gap) < 0.5 * 10 ** -decimals;
}

const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** "1 · 10⁻⁷", with two digits "1.9 · 10⁻⁴". @param {number} value @param {number} [digits] @returns {string} */
export function scientific(value, digits = 1) {
  if (value === 0) return "0";
  const [size, power] = Math.abs(value).toExponential(digits - 1).split("e");
  const raised = [...power.replace("+", "")].map((sign) => (sign === "-" ? "⁻" : SUPERSCRIPTS[Number(sign)])).join("");
  return `${size} · 10${raised}`;
}

/** "7.1%", "0.0031%", "3.1 · 10⁻⁷": below 1% and near 100% as many decimals as there is something to tell.
 * @param {number} p a probability, 0 … 1 @param {number} [decimals] between 1% and 99.9% @returns {string} */
export function probability(p, decimals = 1) {
  if (p > 0 && p < 1e-6) return scientific(p, decimals + 1);
  const aside = 100 * Math.min(p, 1 - p);
  if (aside === 0) return `${100 * p}%`;
  const more = decimals - Math.floor(Math.log10(aside));
  const needed = aside < 1 && !(p > 0.5 && aside >= 0.1) ? Math.min(6, more) : decimals;
  return `${(100 * p).toFixed(needed)}%`;
}

/** "7.1%", short enough for a list; what rounds to nothing is "<0.1%". @param {number} p a probability, 0 … 1 @returns {string} */
export function percent(p) {
  if (p >= 0.9995) return "100%";
  return p < 0.0005 ? "<0.1%" : `${(100 * p).toFixed(1)}%`;
}
