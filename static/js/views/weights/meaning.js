// The statistics of a weight, each with one plain sentence on what it tells. Pure.

import { format } from "../../scale.js";
import { _ } from "../../texts.js";

/** @typedef {import("../../types.js").Statistics} Statistics */
/** @typedef {import("./about.js").About} About */
/** @typedef {{name: string, value: string, sentence: string}} Figure */

/** @param {number[]} values @returns {number} */
const argmax = (values) => values.reduce((best, value, at) => (value > values[best] ? at : best), 0);

/** @param {Statistics} statistics @param {About} about @param {string[]} words @param {string} letter  our name, as text
 * @returns {Figure[]} */
export const figuresOf = (statistics, about, words, letter) => [
  ...(about.columns === "dimension" && about.rows === "word" ? [] : stretching(statistics, letter)), // nothing is multiplied by the embedding
  ...spreading(statistics),
  ...lengths(statistics, about, words),
];

/** @param {Statistics} statistics @param {string} letter @returns {Figure[]} */
function stretching({ spectral_radius: radius, largest_singular_value: singular }, letter) {
  const found = [];
  if (radius !== null) {
    found.push({
      name: _("spectral radius"), value: format(radius),
      sentence: radius > 1
        ? _("The largest |λ|: left to {letter} alone, some direction of the state grows {value}-fold with every word, and only φ holds it.", { letter, value: format(radius) })
        : _("The largest |λ|: left to {letter} alone, every direction of the state fades, to at most {value} of itself with every word.", { letter, value: format(radius) }),
    });
  }
  if (singular !== null) {
    found.push({
      name: _("largest singular value"), value: format(singular),
      sentence: _("Nothing comes out of {letter} more than {value} times as long as it went in.", { letter, value: format(singular) }),
    });
  }
  return found;
}

/** @param {Statistics} statistics @returns {Figure[]} */
const spreading = ({ mean, standard_deviation: spread, max_abs: largest }) => [
  { name: _("mean"), value: format(mean), sentence: _("What all its numbers would be if they were equal; near 0, they push up and down alike.") },
  { name: _("spread"), value: format(spread), sentence: _("The standard deviation: how far a number typically lies from the mean; the farthest from 0 is at {largest}.", { largest: format(largest) }) },
];

/** @param {Statistics} statistics @param {About} about @param {string[]} words @returns {Figure[]} */
function lengths({ row_norms: rows, column_norms: cols }, about, words) {
  if (!rows || !cols || rows.length === 0) return [];
  const [row, col] = [argmax(rows), argmax(cols)];
  const range = (/** @type {number[]} */ norms) => _("{from} to {to}", { from: format(least(norms)), to: format(norms[argmax(norms)]) });
  return [
    { name: _("length of rows"), value: range(rows), sentence: rowSentence(about, row, words) },
    { name: _("length of columns"), value: range(cols), sentence: columnSentence(about, col) },
  ];
}

/** @param {number[]} values */
const least = (values) => values.reduce((a, b) => Math.min(a, b));

/** @param {About} about @param {number} row @param {string[]} words */
function rowSentence({ rows, columns, below }, row, words) {
  const word = words[row] ?? "";
  if (below) return _("Drawn at the right. Unit {row} listens hardest to the layer below.", { row });
  if (rows === "unit" && columns === "unit") return _("Drawn at the right. Unit {row} listens hardest to the previous state.", { row });
  if (rows === "unit") return _("Drawn at the right. Unit {row} listens hardest to the word.", { row });
  if (columns === "dimension") return _("Drawn at the right. The longest vector is that of “{word}”.", { word });
  return _("Drawn at the right. The word that the state moves most, up or down, is “{word}”.", { word });
}

/** @param {About} about @param {number} col */
function columnSentence({ rows, columns }, col) {
  if (columns === "dimension") {
    return rows === "unit"
      ? _("Drawn below. Number {col} of x(t) is heard most by the units.", { col })
      : _("Drawn below. The words differ from 0 most in number {col}.", { col });
  }
  return rows === "unit"
    ? _("Drawn below. Unit {col} is heard most by the others, one word later.", { col })
    : _("Drawn below. Unit {col} moves the next word most.", { col });
}
