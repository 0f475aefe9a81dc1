// The pinned unit as the perceptron it is: an edge from every number that enters its sum, as wide as its term is
// large. Pure; drawperceptron.js draws it.
//
//   node   a number that enters: of h(t−1), of x(t), or the 1 that the bias is multiplied with
//   pitch  height of one node

/** @typedef {import("./terms.js").Derivation} Derivation */
/** @typedef {import("./terms.js").Group} Group */
/** @typedef {{weight: string | null, index: number | null, product: number, value: number, x: number, y: number, height: number,
 *   width: number, d: string}} Edge */
/** @typedef {{name: {name: string, t: number} | null, bias: boolean, y: number, height: number, total: number, edges: Edge[],
 *   labels: {index: number, y: number}[]}} Source */
/** @typedef {ReturnType<typeof perceptronOf>} Perceptron */

export const NODE = 14; // px, its width
const [GAP, TOP, BOTTOM, BIAS] = [26, 22, 14, 16];
const TOTAL = 16; // px below the bias, whose edge leaves no room beside its name
const WIDEST = 9; // px of the largest term
const [RADIUS, REACH] = [27, 22]; // of the unit, and how far above and below its middle edges arrive
const LABEL = 12; // px between two labels
const LABELLED = 5;

/** @param {Derivation} derivation
 * @param {{width: number, height: number, left: number, middle: number}} box  left of the nodes, middle of the unit
 * @returns {{sources: Source[], unit: {x: number, y: number}, width: number, height: number}} */
export function perceptronOf({ groups }, { width, height, left, middle }) {
  const largest = groups.flatMap(({ terms }) => terms).reduce((most, { product }) => Math.max(most, Math.abs(product)), 1e-9);
  const weighted = groups.filter(({ weight }) => weight !== null);
  const count = weighted.reduce((sum, { terms }) => sum + terms.length, 0);
  const unweighted = groups.length - weighted.length; // a bias, and what an edit set
  const biases = unweighted > 0 ? unweighted * (GAP + BIAS) + TOTAL : 0;
  const room = height - TOP - BOTTOM - biases - GAP * Math.max(0, weighted.length - 1);
  const pitch = room / Math.max(1, count);
  const unit = { x: middle, y: Math.round(height / 2) };
  let y = TOP;
  const sources = groups.map((group) => {
    const source = sourceOf(group, { y, left, pitch: group.weight === null ? BIAS : pitch, largest });
    y += source.height + GAP;
    return source;
  });
  arrive(sources.flatMap(({ edges }) => edges), unit);
  return { sources, unit, width, height };
}

/** Edges arrive at the unit in the order in which they leave. @param {Edge[]} edges @param {{x: number, y: number}} unit */
function arrive(edges, unit) {
  const ordered = edges.sort((a, b) => a.y - b.y);
  ordered.forEach((edge, i) => {
    const aside = ordered.length > 1 ? REACH * ((2 * i) / (ordered.length - 1) - 1) : 0;
    const [x, y] = [unit.x - Math.sqrt(RADIUS ** 2 - aside ** 2), unit.y + aside];
    const middle = edge.x + 0.55 * (x - edge.x);
    edge.d = `M${edge.x} ${round(edge.y)}C${round(middle)} ${round(edge.y)} ${round(middle)} ${round(y)} ${round(x)} ${round(y)}`;
  });
}

/** @param {Group} group
 * @param {{y: number, left: number, pitch: number, largest: number}} place @returns {Source} */
function sourceOf({ weight, of, role, terms, total }, { y, left, pitch, largest }) {
  const bias = weight === null;
  const edges = (bias ? [{ ...terms[0], index: 0, product: total }] : terms).map(({ weight: name, index, product, parts }) => {
    const at = y + ((index ?? 0) + 0.5) * pitch;
    return {
      weight: bias ? null : name, index: bias ? null : index, product, value: bias ? 1 : parts[parts.length - 1].value,
      x: left + NODE, y: at, height: pitch, width: (WIDEST * Math.abs(product)) / largest, d: "",
    };
  });
  const named = bias ? [] : edges.slice(0, LABELLED).map(({ index, y: at }) => ({ index: index ?? 0, y: at }));
  const set = role === "mix" && terms[0].parts.length === 1 ? terms[0].parts[0] : null; // a part of the sum that an edit set
  return { name: set ? { name: set.name, t: set.t ?? 0 } : of, bias, y, height: edges.length * pitch, total, edges, labels: apart(named) };
}

/** @param {number} value */
const round = (value) => Math.round(10 * value) / 10;

/** Labels that would lie on each other move down; the first is the largest term's, and its place among the others is by
 * height. @param {{index: number, y: number}[]} labels */
function apart(labels) {
  const sorted = labels.sort((a, b) => a.y - b.y);
  sorted.forEach((label, i) => {
    if (i > 0) label.y = Math.max(label.y, sorted[i - 1].y + LABEL);
  });
  return sorted;
}
