// The perceptron in the room there is, its nodes in the colours of the diagram.

import { colourOf, rangeOf } from "../../scale.js";
import { drawPerceptron } from "./drawperceptron.js";
import { perceptronOf } from "./perceptron.js";

/** @typedef {import("../../types.js").State} State */

const WIDE = { width: 720, height: 420, left: 40, middle: 432 };
const NARROW = { width: 360, height: 476, left: 26, middle: 196 };

/** @param {import("./story.js").Story & {kind: "unit"}} story @param {State} state @param {boolean} narrow @returns {SVGElement} */
export function pictureOf({ derivation, phi }, { theme, trace, model }, narrow) {
  /** @type {import("./drawperceptron.js").Paint} */
  const paint = (name, value) => {
    const symbol = trace.symbols.find((each) => each.name === name);
    if (!symbol) return "none";
    const { palette, max } = rangeOf(symbol, model);
    return colourOf(palette, value, max, theme);
  };
  return drawPerceptron(perceptronOf(derivation, narrow ? NARROW : WIDE), derivation, phi, paint);
}
