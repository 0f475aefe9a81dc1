// What an opened weight is: its names, its size, and what its rows and columns stand for. Pure.
//
//   axis   what the rows or the columns of a weight are: units of h, numbers of x(t), or the words it knows

import { niceRange, weightRange } from "../../scale.js";
import { layerOf } from "../../state.js";
import { _, language } from "../../texts.js";

/** @typedef {import("../../types.js").Card} Card */
/** @typedef {import("../../types.js").Matrix} Matrix */
/** @typedef {import("../../types.js").State} State */
/** @typedef {import("../../types.js").WeightPlace} WeightPlace */
/** @typedef {"unit" | "dimension" | "word" | "one"} Axis */

/** @typedef {object} About
 * @property {string} name        as the state names it: "U", "embedding.weight"
 * @property {string} torchName
 * @property {string | null} part the large weights that are fetched together with it
 * @property {string[]} label     our name, and what stands below its line: ["b", "ih"]
 * @property {string} shape       "64 × 64"
 * @property {string} count       "4,096 of 653,578 parameters"
 * @property {string} meaning     one sentence
 * @property {boolean} below      whether its columns are units of the layer below
 * @property {boolean} shared     whether the same one stands at every time stamp
 * @property {Axis} rows
 * @property {Axis} columns */

/** @param {Card} model @param {string} name @param {number} [layer] @returns {WeightPlace | undefined} */
export const placeOf = ({ weights }, name, layer = 0) =>
  weights.find(({ place, torch_name }) => place === `layers.${layer}.${name}` || torch_name === name);

/** "W_y" as ["W", "y"]; the embedding is E. @param {string} place @returns {string[]} */
export const labelOf = (place) => (place === "embedding" ? ["E"] : (place.split(".").at(-1) ?? "").split("_"));

/** What to include in a request for a large weight: "embedding" or "output"; null for the others.
 * @param {string} place */
export const partOf = (place) => (place.startsWith("layers.") ? null : place.split(".")[0]);

/** Of a row and of a column, what it is. @param {string} place @param {string} product  what it is multiplied by
 * @param {number} dimensions  of the weight @returns {[Axis, Axis]} */
function axesOf(place, product, dimensions) {
  const rows = place.startsWith("layers.") ? "unit" : "word";
  if (dimensions < 2) return [rows, "one"];
  return [rows, place === "embedding" || product === "input" ? "dimension" : "unit"];
}

/** What the cell multiplies a weight by: "input", "carried", or "" for none.
 * @param {Card} model @param {string} name */
function productOf({ symbols }, name) {
  const factors = symbols.flatMap(({ terms }) => terms.map((term) => term.factors)).find((all) => all.some((f) => f.name === name));
  const other = factors?.find((factor) => factor.name !== name);
  if (!other) return "";
  return symbols.find((symbol) => symbol.name === other.name)?.kind === "input" ? "input" : "carried";
}

/** @param {string} place @param {string} product @param {number} dimensions @param {number} layer @returns {string} */
function meaningOf(place, product, dimensions, layer) {
  if (place === "embedding") return _("One row for each word: that row is x(t) wherever the word stands.");
  if (!place.startsWith("layers.")) {
    return dimensions < 2
      ? _("How likely each word is before the state is asked.")
      : _("One row for each word: its product with h(t) is how much speaks for that word coming next.");
  }
  if (product === "input" && layer > 0) return _("What each unit takes from the layer below: row i weighs the units of that layer for unit i.");
  if (product === "input") return _("What each unit takes from the word: row i weighs the numbers of x(t) for unit i.");
  if (product === "carried") return _("What each unit takes from memory: row i weighs the units of h(t−1) for unit i.");
  return _("What each unit adds whatever is read; torch keeps two such vectors, and only their sum matters.");
}

/** @param {number} count */
const whole = (count) => count.toLocaleString(language());

/** @param {State} state @param {string} name @returns {About | null} */
export function aboutOf(state, name) {
  const { model } = state;
  const layer = layerOf(state);
  const found = placeOf(model, name, layer);
  if (!found) return null;
  const { place, torch_name: torchName, shape } = found;
  const product = productOf(model, name);
  const [rows, columns] = axesOf(place, product === "input" && layer > 0 ? "below" : product, shape.length);
  return {
    name, torchName, rows, columns, below: product === "input" && layer > 0, part: partOf(place),
    label: labelOf(place),
    shape: shape.map(whole).join(" × "),
    count: _("{count} of {all} parameters", { count: whole(shape.reduce((a, b) => a * b)), all: whole(model.parameters) }),
    meaning: meaningOf(place, product, shape.length, layer),
    shared: place.startsWith("layers."),
  };
}

/** The numbers of a weight, a vector as one column; null as long as they are on their way.
 * @param {State} state @param {About} about @returns {Matrix | null} */
export function matrixOf(state, { name, torchName }) {
  const { weights, fetched, model } = state;
  const found = weights[layerOf(state)]?.[name] ?? (fetched?.model === model.id ? fetched.tensors[torchName] : undefined);
  if (!found) return null;
  return "data" in found ? found : { rows: found.length, cols: 1, data: found };
}

/** The colours of W and U share one range, so that they can be compared; any other weight has its own.
 * @param {State} state @param {About} about @param {Matrix} matrix @returns {import("../../scale.js").Range} */
export function rangeFor(state, about, matrix) {
  if (about.shared && about.columns !== "one") return weightRange(state.weights[layerOf(state)]);
  const sizes = matrix.data.map(Math.abs).sort();
  const max = niceRange(sizes[Math.floor(0.99 * (sizes.length - 1))] ?? 1);
  return { palette: "weights", min: -max, max };
}
