// How far apart the two readings are, word by word: their predictions, and their states where units correspond; a pinned
// unit in both.

import { comparisonOf, corresponds, divergencesOf, namesOf, otherOf, SAME_BITS, settled, wordsAt } from "../beside.js";
import { fixed, format, rangeOf } from "../scale.js";
import { originalOf } from "../state.js";
import { _ } from "../texts.js";
import { mountTimelines, ticksOf } from "../timeline.js";

/** @typedef {import("../types.js").State} State */
/** @typedef {import("../timeline.js").Timeline} Timeline */

/** One word where both read the same, else both. @param {State} state @param {number} T */
const labels = (state, T) => /** @type {string[][]} */ (Array.from({ length: T }, (_each, t) => [...new Set(wordsAt(state, t).filter((word) => word !== undefined))]));

/** @param {State} state @param {number} width @returns {Timeline[]} */
export function chartsOf(state, width) {
  const { stamps = [] } = comparisonOf(state) ?? {};
  if (stamps.length === 0) return [];
  const common = { words: labels(state, stamps.length), t: state.t, width };
  const divergences = divergencesOf(state);
  const distances = stamps.map(({ distance }) => distance);
  /** @type {Timeline[]} */
  const charts = [{
    ...common, ticks: [0, 0.25, 0.5, 0.75, 1], unit: _("Predictions: Jensen–Shannon divergence, in bits"), format: (value) => fixed(value, 2),
    lines: [{ name: _("predictions"), kind: "first", values: divergences }],
  }];
  if (distances.some((value) => value !== null)) charts.push({
    ...common, ticks: ticksOf(distances), unit: stateLabel(state), format,
    lines: [{ name: _("states"), kind: "first", values: distances }],
  });
  const pinned = pinnedUnit(state, stamps.length);
  return pinned ? [...charts, { ...common, ...pinned, format }] : charts;
}

/** Of a stack only the top layer is compared. @param {State} state */
const stateLabel = ({ model: { num_layers } }) => (num_layers > 1
  ? _("States h(t) of layer {layer}: distance over all units", { layer: num_layers - 1 })
  : _("States h(t): distance over all units"));

/** The pinned unit along both sentences. @param {State} state @param {number} T */
function pinnedUnit(state, T) {
  const [one, other] = [originalOf(state), otherOf(state)];
  const { unit, model } = state;
  if (unit === null || !corresponds(state) || other === null) return null;
  const symbol = /** @type {import("../types.js").Symbol} */ (model.symbols.find(({ name }) => name === "h"));
  const { min, max } = rangeOf(symbol, model);
  const names = namesOf(state);
  const lines = [one, other].map((trace, i) => {
    const { cols, data, rows } = trace.layers[trace.layers.length - 1].values.h;
    return { name: names[i], kind: ["first", "second"][i], values: Array.from({ length: T }, (_each, t) => (t < rows ? data[t * cols + unit] : null)) };
  });
  return { lines, ticks: [min, (min + max) / 2, max], unit: _("Unit {unit} in both", { unit }) };
}

/** @param {State} state @returns {string} */
export function says(state) {
  const { stamps = [] } = comparisonOf(state) ?? {};
  const known = stamps.filter(({ divergence }) => divergence !== null);
  if (known.length === 0) return "";
  const most = known.reduce((best, stamp) => (Number(stamp.divergence) > Number(best.divergence) ? stamp : best));
  const [one, other] = wordsAt(state, most.t);
  const values = { t: most.t, word: one ?? "", other: other ?? "", bits: fixed(Number(most.divergence), 2) };
  if (Number(most.divergence) < SAME_BITS) return _("The two say exactly the same throughout.");
  const after = one === other
    ? _("Farthest apart is what they expect after “{word}”, time stamp {t}: {bits} bits.", values)
    : _("Farthest apart is what they expect after “{word}” and “{other}”, time stamp {t}: {bits} bits.", values);
  return corresponds(state) ? after : `${after} ${_("Their states are not compared: unit 12 of one is not unit 12 of the other.")}`;
}

/** @type {import("../types.js").View} */
export const apart = {
  id: "apart", title: "How far apart, word by word",
  mount: (root, update) => mountTimelines(root, update, {
    show: settled, inputs: (state) => [comparisonOf(state), state.t, state.unit, otherOf(state)], charts: chartsOf, says,
  }),
};
