// The perceptron into SVG. What the pointer is on tells its term.

import { valueAt } from "../../phi.js";
import { svg } from "../../svg.js";
import { _ } from "../../texts.js";
import { NODE } from "./perceptron.js";
import { heightOf, pathOf } from "./phi.js";
import { groupLabel, number, plain, signed, whole } from "./write.js";

/** @typedef {import("./perceptron.js").Perceptron} Perceptron */
/** @typedef {import("./perceptron.js").Source} Source */
/** @typedef {import("./terms.js").Derivation} Derivation */
/** @typedef {import("../../types.js").Phi} Phi */
/** @typedef {(symbol: string, value: number) => string} Paint  the colour of a symbol's value */

/** @param {Perceptron} figure @param {Derivation} derivation @param {Phi | null} phi
 * @param {Paint} paint */
export function drawPerceptron({ sources, unit, width, height }, derivation, phi, paint) {
  const { x, y } = unit;
  const edges = sources.flatMap((source) => source.edges).sort((a, b) => a.width - b.width);
  const last = width - 12;
  const middle = (x + last) / 2;
  return svg(
    "svg", { viewBox: `0 0 ${width} ${height}`, class: "perceptron", "aria-hidden": "true" },
    svg("g", { class: "edges" }, ...edges.filter(({ width: wide }) => wide > 0.02).map(({ d, width: wide, product, weight, index }) =>
      svg("path", { d, class: product < 0 ? "minus" : "plus", "stroke-width": Math.max(0.3, wide).toFixed(2), "data-weight": weight, "data-index": index, "data-bias": weight === null ? "" : null }))),
    ...sources.map((source) => nodes(source, paint)),
    svg("path", { class: "wire", d: `M${x} ${y}H${last - 50}` }),
    svg("circle", { class: "unit", cx: x, cy: y, r: 27 }),
    svg("text", { class: "sum middle", x, y: y + 5 }, number(derivation.sum)),
    svg("text", { class: "note middle", x, y: y - 36 }, _("unit {unit}", { unit: derivation.unit })),
    svg("text", { class: "symbol middle", x, y: y + 46 }, `${derivation.argument?.name ?? derivation.symbol.name}(${whole(derivation.t)})`),
    ...(phi ? drawPhi(phi, derivation, Math.min(middle - 4, last - 89), y) : []),
    svg("text", { class: "result end", x: last, y: y + 5 }, number(derivation.value)),
    svg("text", { class: "symbol end", x: last, y: y + 46 }, `${derivation.symbol.name}(${whole(derivation.t)})`),
  );
}

/** φ in a circle of its own. @param {Phi} phi @param {Derivation} derivation @param {number} x @param {number} y */
function drawPhi(phi, { sum }, x, y) {
  const axis = { min: -3, max: 3, ticks: [] };
  const at = Math.max(-3, Math.min(3, sum));
  const box = { x: x - 18, y: y - 14, width: 36, height: 28 };
  return [
    svg("circle", { class: "unit", cx: x, cy: y, r: 27 }),
    svg("svg", { ...box, viewBox: "0 0 100 100", preserveAspectRatio: "none", overflow: "visible" }, svg("path", { class: "phi", d: pathOf(phi, axis), "vector-effect": "non-scaling-stroke" })),
    svg("circle", { class: "point", cx: box.x + (box.width * (at + 3)) / 6, cy: box.y + (box.height * heightOf(phi, valueAt(phi, at))) / 100, r: 4 }),
    svg("text", { class: "note middle", x, y: y - 36 }, phi.label),
  ];
}

/** @param {Source} source @param {Paint} paint */
function nodes({ name, bias, y, height, total, edges, labels }, paint) {
  const left = edges[0].x - NODE;
  const title = bias && name === null ? "b" : plain(groupLabel({ name: name?.name ?? "", weight: null, of: null })) + `(${whole(name?.t ?? 0)})`;
  return svg(
    "g", { class: "source" },
    ...edges.map(({ value, y: at, height: pitch, weight, index, product }) =>
      svg("rect", {
        x: left, y: at - pitch / 2, width: NODE, height: Math.max(0.5, pitch - (pitch > 3 ? 0.5 : 0)), fill: bias ? "none" : paint(name?.name ?? "", value),
        class: `node${bias ? " bias" : ""}`, "data-weight": weight, "data-index": index, "data-sign": product < 0 ? "minus" : "plus", "data-bias": bias ? "" : null,
      })),
    bias && name === null && svg("text", { class: "one middle", x: left + 7, y: y + height / 2 + 4 }, "1"),
    svg("rect", { class: "frame", x: left - 0.5, y: y - 0.5, width: NODE + 1, height: height + 1 }),
    svg("text", { class: "symbol", x: left - 2, y: y - 8 }, title),
    svg("text", { class: "total", x: bias ? left - 2 : left + 44, y: bias ? y + height + 14 : y - 8 }, signed(total)),
    ...labels.map(({ index, y: at }) => svg("text", { class: "index end", x: left - 6, y: at + 4, "data-index": index }, String(index))),
  );
}

/** What a screen reader says of it. @param {Derivation} derivation */
export const spoken = ({ unit, groups, sum, value }) =>
  _("Unit {unit} as a perceptron: {inputs} numbers enter, each times its weight; with the bias they add up to {sum}, which φ makes {value}. Up and down move over the edges, the largest first, Enter follows one.", {
    unit, inputs: groups.reduce((count, { weight, terms }) => count + (weight === null ? 0 : terms.length), 0), sum: number(sum), value: number(value),
  });
