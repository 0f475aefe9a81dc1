// How rows of the panel and the rest of the page light each other up, and what a click on a row leads to. Pure.

import { belowPinned } from "../../layers.js";
import { allListed, dimensionPinned, layerOf, unitPinned, weightOpened } from "../../state.js";

/** @typedef {import("../../types.js").Change} Change */
/** @typedef {import("../../types.js").Hover} Hover */
/** @typedef {import("../../types.js").State} State */
/** @typedef {import("./figure.js").Row} Row */
/** @typedef {import("./story.js").Story} Story */
/** @typedef {import("./terms.js").Product} Product */

/** torch's names of the output's weights, by which the weights view knows them. @type {Record<string, string>} */
const OUTPUT = { W_y: "output.weight", b_y: "output.bias" };

/** What is pointed at when a term is. @param {Story} story @param {Product} term @param {State} state @returns {Hover | null} */
export function hoverOf(story, { weight, index, parts }, { t, trace }) {
  if (story.kind === "none" || weight === null) return null;
  if (index === null) return { kind: "weight", name: weight };
  const state = trace.symbols[trace.symbols.length - 1].name;
  if (story.kind === "unit") return { kind: "term", weight, index, unit: story.derivation.unit };
  return { kind: "cell", symbol: story.kind === "word" ? parts[1].name : state, t, unit: index };
}

/** A term leads to what it came from, a bias to its weight. @param {Story} story @param {Product} term
 * @returns {Change | null} */
export function pinOf(story, { weight, index, parts }) {
  if (story.kind === "none" || weight === null) return null;
  if (index === null) return weightOpened(OUTPUT[weight] ?? weight);
  const group = story.waterfall.groups.find((each) => each.weight === weight);
  const t = parts[parts.length - 1].t ?? 0;
  if (story.kind === "dim" || group?.role !== "input") return t < 0 ? null : unitPinned(index, t);
  return (state) => (layerOf(state) === 0 ? dimensionPinned(index, t) : belowPinned(index, t, unitPinned))(state);
}

/** What a click on a row does. @param {Story} story @param {Row} row @returns {Change | null} */
export function actOf(story, row) {
  if (story.kind === "none" || row.kind === "none") return null;
  if (row.kind === "term") return pinOf(story, row.term);
  return allListed(row.kind === "rest" ? story.waterfall.groups[row.group].weight : null);
}

/** Whether a term is what the pointer is on, somewhere on the page. @param {Story} story @param {Product} term
 * @param {Hover | null} hover @returns {boolean} */
export function isLit(story, { weight, index, parts }, hover) {
  if (hover === null || story.kind === "none") return false;
  if (hover.kind === "weight") return hover.name === weight;
  if (hover.kind === "term") return story.kind === "unit" && hover.weight === weight && hover.index === index;
  if (index === null) return false;
  const factor = parts[parts.length - 1];
  if (hover.kind === "dimension") return story.kind === "unit" && factor.t === hover.t && hover.dim === index && isInput(story, weight);
  if (hover.kind !== "cell") return false;
  return story.kind === "dim" ? hover.unit === index : hover.symbol === factor.name && hover.t === factor.t && hover.unit === index;
}

/** @param {Exclude<Story, {kind: "none"}>} story @param {string | null} weight */
const isInput = (story, weight) => story.waterfall.groups.some((group) => group.weight === weight && group.role === "input");
