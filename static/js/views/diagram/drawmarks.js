// Marks into SVG. Thin.

import { svg } from "../../svg.js";
import { _ } from "../../texts.js";
import { arrow } from "./wires.js";
import { phiPoint, withLetters } from "./open.js";

/** @typedef {import("./marks.js").Marks} Marks */
/** @typedef {import("./marks.js").Mark} Mark */
/** @typedef {import("../../geometry.js").Layout} Layout */

/** What the pointer, the keyboard and the panels mean, and what is pinned in the open cell.
 * @param {Marks} marks @param {Layout} layout @param {import("./cell.js").OpenCell} cell
 * @returns {SVGElement[]} */
export const drawMarks = (marks, layout, cell) => [
  ...marks.words.map(({ pinned, ...box }) => svg("rect", { class: `wordbox${pinned ? " chosen" : ""}`, ...box, rx: 4 })),
  ...marks.lines.map((box) => svg("rect", { class: "row pointed-row", ...box })),
  ...marks.lit.map(({ x, y, width, height }) => svg("rect", { class: "lit", x: x - 1, y: y - 1, width: width + 2, height: height + 2 })),
  ...marks.pointed.flatMap((mark) => outlined(mark, "pointed")),
  ...marks.pinned.flatMap((mark) => outlined(mark, "pinned")),
  ...marks.dims.flatMap((mark) => outlined(mark, "pinned")),
  ...marks.inputs.flatMap((mark) => outlined(mark, "pointed")),
  ...marks.terms.flatMap((mark) => outlined(mark, "pointed")),
  ...(marks.named ? [svg("text", { class: "tick marked", x: marks.named.x, y: marks.named.y }, marks.named.text)] : []),
  ...marks.edited.flatMap(drawEdited),
  ...marks.cuts.map(({ x, y }) => svg("path", { class: "cut", d: `M${x - 7} ${y + 7}l8 -14m2 14l8 -14` })),
  ...drawNumbers(marks, layout, cell),
  ...drawNote(marks),
];

/** A triangle that points at what was set; a line along it where that is more than one unit. There the triangle stands
 * at the first, out of the way of the arrow at mid-height.
 * @param {import("./edited.js").EditedMark} mark @returns {SVGElement[]} */
function drawEdited({ tip, top, bottom, length }) {
  const tall = bottom - top > 12;
  const middle = tall ? top + 4.5 : (top + bottom) / 2;
  return [
    ...(tall ? [svg("rect", { class: "edited", x: tip, y: top, width: 2, height: bottom - top })] : []),
    svg("path", { class: "edited", d: `M${tip} ${middle}l-${length} -4.5v9z` }),
  ];
}

/** The pinned unit in one column, in the parts that go their own ways in the fold.
 * @param {import("./marks.js").Pin} pin @returns {import("./draw.js").Drawing} */
export function drawPin({ t, marks, value, U, W }) {
  const row = (/** @type {import("./marks.js").Box[]} */ boxes) => svg("g", {}, ...boxes.map((box) => svg("rect", { class: "row", ...box })));
  const parts = {
    u: row(U), foot: row(W), staying: svg("g"), chip: svg("g"),
    strip: svg("g", {}, ...[...marks].sort((one, other) => Number(other.aside) - Number(one.aside)).flatMap((mark) => outlined(mark, "pinned"))),
    fading: svg("g", {}, value && svg("text", { class: "value", x: value.x, y: value.y }, value.text)),
  };
  return { element: svg("g", { class: "pin", "data-t": t }, ...Object.values(parts)), parts };
}

/** Paper around it, its own colour within. @param {Mark} mark @param {string} of @returns {SVGElement[]} */
function outlined({ x, y, width, height, colour, faint, open, aside }, of) {
  const around = of === "pinned" ? 2.5 : 1.5;
  return [
    svg("rect", {
      class: `casing${open ? " open" : ""}`, x: x - around, y: y - around, width: width + 2 * around, height: height + 2 * around, rx: 2,
    }),
    svg("rect", { class: aside ? `${of} aside` : of, x, y, width, height, rx: 1, fill: colour, "fill-opacity": faint ? 0.3 : null }),
  ];
}

/** @param {Marks} marks @param {Layout} layout @param {import("./cell.js").OpenCell} cell @returns {SVGElement[]} */
function drawNumbers({ numbers, preview, hint }, layout, cell) {
  const y = layout.foot.numbers;
  const { axis, strips } = layout.cell;
  if (hint) {
    const text = layout.phone ? _("tap a row to read its sum") : _("point at a row: one unit’s whole sum");
    return [svg("text", { class: "note hint middle", x: layout.phone ? axis : (strips[0].left + strips[strips.length - 2].right) / 2, y }, text)];
  }
  if (!numbers) return [];
  const others = cell.parts.filter((part) => part.kind !== "strip");
  const points = numbers.others.flatMap(({ a }, i) => {
    const part = others[i];
    return part.kind === "phi" ? [phiPoint(layout, layout.cell.betweens[i], part.phi, a)] : [];
  });
  const of = preview ? " preview" : "";
  return [
    ...numbers.numbers.map(({ text, x, aside }) => svg("text", { class: `number middle${of}${aside ? " aside" : ""}`, x, y, "font-size": numbers.size }, text)),
    ...numbers.others.filter(({ fits }) => fits).map(({ kind, text, left, right, x }) =>
      kind === "phi" ? arrow(left, y - 4.5, right, y - 4.5) : svg("text", { class: "operator middle small", x, y }, ...withLetters(text)),
    ),
    ...points.map((point) => svg("circle", { class: `point${of}`, cx: point.x, cy: point.y, r: 4 })),
  ];
}

/** @param {Marks} marks @returns {SVGElement[]} */
function drawNote({ note }) {
  if (!note) return [];
  const { lines, x, y, middle } = note;
  return lines.map((text, i) => svg("text", { class: `shared${middle ? " middle" : ""}`, x, y: y + 16 * i }, text));
}
