// The open cell's labels, operators, φ and ranges into SVG, and the axis of units with h(−1). Thin.

import { valueAt } from "../../phi.js";
import { setText, svg } from "../../svg.js";
import { _ } from "../../texts.js";
import { signed } from "./cell.js";
import { frame, label } from "./wires.js";

/** @typedef {import("./figure.js").OpenFigure} OpenFigure */
/** @typedef {import("../../geometry.js").Layout} Layout */
/** @typedef {import("../../types.js").Phi} Phi */

/** Half the width of the drawn curve is this many units of a(t). */
const REACH = 3;

/** Where a point of φ stands in its little diagram: a at the edge where it is beyond it.
 * @param {Layout} layout @param {{axis: number}} between @param {Phi} phi @param {number} a */
export function phiPoint(layout, { axis }, phi, a) {
  const inside = Math.max(-REACH, Math.min(REACH, a));
  return { x: axis + (inside / REACH) * (layout.phi / 3), y: Math.floor(layout.middle) + 0.5 - valueAt(phi, a) * unitOf(layout, phi) };
}

/** Height of 1: φ's whole range is half as high as there is room. @param {Layout} layout @param {Phi} phi */
const unitOf = (layout, { range: [low, high] }) => (0.52 * layout.phi) / (high - low);

/** @param {OpenFigure} figure @param {Layout} layout @returns {SVGGElement} */
function drawOpen({ strips, labels, others, ranges, captions, t }, layout) {
  const { head, foot, top, bottom, phone, empty } = layout;
  return svg(
    "g",
    { class: `column ${empty ? "unread empty" : "now"} open`, "data-t": t },
    ...strips.map(({ left, right }) => frame("strip", left, top, right - left, bottom - top)),
    ...labels.map(({ pieces, x, opens, size }) => label(opens ? "middle opens" : "middle", pieces, x, head.label, size)),
    ...others.filter(({ kind }) => kind !== "gap").flatMap(({ kind, text, above, between, phi }) =>
      kind === "phi"
        ? [svg("text", { class: "phi middle", x: between.axis, y: head.label, "font-size": phone ? 13 : 14 }, text), ...curve(layout, between, /** @type {Phi} */ (phi))]
        : [svg("text", { class: "operator middle", x: above, y: head.label, "font-size": phone ? 14 : 17 }, ...withLetters(text))],
    ),
    ...ranges.flatMap(({ left, right, text }) => [
      svg("path", { class: "rule", d: `M${left} ${foot.rule + 0.5}H${right}` }),
      svg("text", { class: "note range middle", x: (left + right) / 2, y: foot.range }, text),
    ]),
    ...captions.map(({ text, x, now, term }) => svg(
      "text",
      { class: `caption middle${now ? " here" : ""}`, x, y: foot.caption, tabindex: term && 0, "data-term": term, "aria-describedby": term && `term-${term}` },
      text,
    )),
  );
}

/** The open cell on its place; a step, which changes only its place and its labels' time stamps, leaves it standing.
 * @param {SVGGElement} parent */
export function makeOpen(parent) {
  /** @type {{key: string, left: number, element: SVGGElement, sizes: string, labels: SVGElement[], texts: SVGElement[], operators: SVGElement[]} | null} */
  let kept = null;
  /** @param {OpenFigure} figure @param {Layout} layout */
  return (figure, layout) => {
    const { left } = layout.cell;
    const placed = (/** @type {{x?: number, left?: number, text: string}} */ { x = 0, left: from = 0, text }) =>
      [...[x, from].map((value) => Math.round(4 * (value - left))), text];
    const key = JSON.stringify([
      layout.top, layout.bottom, layout.phone, layout.empty, layout.loop !== null, layout.cell.strips[0].left - left,
      figure.others.map(({ kind, text, phi }) => [kind, text, phi?.name]), figure.ranges.map(placed), figure.captions.map(placed), figure.labels.map(({ pieces }) => pieces.length),
    ]);
    if (!kept || kept.key !== key) {
      const element = drawOpen(figure, layout);
      const all = (/** @type {string} */ selector) => [.../** @type {NodeListOf<SVGElement>} */ (element.querySelectorAll(selector))];
      kept = { key, left, element, sizes: figure.labels.map(({ size }) => size).join(), labels: all(".symbol"), texts: all(".symbol tspan"), operators: all(".operator") };
      parent.replaceChildren(element);
      return;
    }
    const moved = left - kept.left;
    if (moved === 0) kept.element.removeAttribute("transform");
    else kept.element.setAttribute("transform", `translate(${moved})`);
    kept.element.setAttribute("data-t", String(figure.t));
    const sizes = figure.labels.map(({ size }) => size).join();
    if (sizes !== kept.sizes) kept.labels.forEach((name, i) => name.setAttribute("font-size", String(figure.labels[i].size)));
    kept.sizes = sizes;
    const pieces = figure.labels.flatMap(({ pieces }) => pieces);
    kept.texts.forEach((span, i) => setText(span, pieces[i].text));
    const operators = figure.others.filter(({ kind }) => kind === "op");
    kept.operators.forEach((operator, i) => operator.setAttribute("x", String(operators[i].above - moved)));
  };
}

/** "∘ o =" with its letters in italics. @param {string} text */
export const withLetters = (text) => text.split(/([a-z]+)/).map((piece, i) => (i % 2 ? svg("tspan", { class: "letter" }, piece) : piece));

/** φ between its axes. @param {Layout} layout @param {{axis: number}} between @param {Phi} phi
 * @returns {SVGElement[]} */
function curve(layout, between, phi) {
  const steps = Array.from({ length: 41 }, (_, i) => phiPoint(layout, between, phi, REACH * (i / 20 - 1)));
  const x = Math.floor(between.axis) + 0.5;
  const zero = Math.floor(layout.middle) + 0.5;
  const [bottom, top] = phi.range.map((end) => zero - Math.round(end * unitOf(layout, phi)));
  return [
    svg("path", { class: "cross", d: `M${steps[0].x} ${zero}H${steps[40].x}M${x} ${top}V${bottom}` }),
    svg("path", { class: "curve", d: "M" + steps.map((point) => `${point.x.toFixed(1)} ${point.y.toFixed(1)}`).join("L") }),
  ];
}

/** h(−1), and what else is carried, with the axis of units left of them. `marked` is a unit whose own number stands there, which the ticks beside
 * it make room for. @param {Layout} layout @param {{names: string[], zero: boolean, marked: number | null}} initial  names: h last
 * @returns {import("./draw.js").Drawing} */
export function drawInitial({ initial, top, bottom, row, gap, H, head }, { names, zero, marked }) {
  const x = initial.left - 9;
  const at = (/** @type {number} */ unit) => top + unit * row + (row - gap) / 2 + 4;
  const ticks = [...new Set([0, 1, 2, 3].map((quarter) => Math.round((quarter * H) / 4)).concat(H - 1))];
  const free = ticks.filter((unit) => marked === null || Math.abs(at(unit) - at(marked)) > 13);
  const pieces = names.flatMap((name, i) => [...(i ? [{ text: ", ", italic: false }] : []), { text: name, italic: true }, { text: `(${signed(-1)})`, italic: false }]);
  if (zero) pieces.push({ text: `${pieces.pop()?.text} = 0`, italic: false });
  const strip = svg("g", {}, ...initial.strips.map(({ left, right }) => frame("strip", left, top, right - left, bottom - top)));
  const fading = svg(
    "g",
    {},
    label("state middle", pieces, (initial.left + initial.right) / 2, head.label),
    ...free.map((unit) => svg("text", { class: "tick", x, y: at(unit) }, String(unit))),
    marked === null ? null : svg("text", { class: "tick marked", x, y: at(marked) + 0.5 }, String(marked)),
    svg("text", { class: "tick", x, y: bottom + 22 }, _("unit")),
  );
  const none = svg("g");
  const parts = { strip, fading, staying: none, u: none, foot: none, chip: none };
  return { element: svg("g", { class: "column read initial", "data-t": -1 }, strip, fading), parts };
}
