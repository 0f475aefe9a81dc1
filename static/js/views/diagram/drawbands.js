// The rows of a stack's other layers into SVG. Thin.

import { svg } from "../../svg.js";
import { _ } from "../../texts.js";
import { ASIDE } from "./rolled.js";
import { arrow, frame, label, line } from "./wires.js";

/** @typedef {import("./bands.js").Band} Band */
/** @typedef {import("../../geometry.js").Layout} Layout */

/** In the parts that go their own ways in the fold: what leads from column to column, what lies above, what leads up
 * from the words, and the frames there. @param {Band[]} bands @param {Layout} layout
 * @returns {Record<"between" | "above" | "feet" | "loops" | "frames", SVGElement[]>} */
export function drawBands(bands, layout) {
  const [above, below] = [bands.filter((band) => band.above), bands.filter((band) => !band.above)];
  const out = above[above.length - 1];
  return {
    between: bands.flatMap(across),
    above: out ? [...above.flatMap(named), ...above.map(framed), ...ups(above), ...fromCell(above[0], layout), arrow(Math.floor(out.axis) + 0.5, out.place.y - 3, Math.floor(out.axis) + 0.5, layout.head.out)] : [],
    feet: [...below.flatMap(named), ...ups(below)],
    loops: below.filter(({ looped }) => looped).flatMap(around),
    frames: below.filter(({ own }) => !own).map(framed),
  };
}

/** The layers above a lower one, beside its loop: from the fork up to the lowest, and out of the uppermost.
 * @param {Band[]} bands @param {Layout} layout @returns {SVGElement[]} */
export function drawAside(bands, { loop, bands: { axis } }) {
  const above = bands.filter((band) => band.above);
  if (!loop || axis === null || above.length === 0) return [];
  const [x, first, last] = [Math.floor(axis) + 0.5, above[0], above[above.length - 1]];
  const level = last.place.y - ASIDE.out;
  return [
    svg("path", { class: "wire", d: `M${loop.right} ${loop.middle}H${x}` }), arrow(x, loop.middle, x, first.place.y + first.place.height + 3),
    svg("text", { class: "weight small", x: loop.right + 24, y: loop.middle + 16 }, `W${first.mark}`),
    ...ups(above), ...above.flatMap(named), ...above.map(framed), ...above.flatMap(around),
    svg("path", { class: "wire", d: `M${x} ${last.place.y - 3}V${level + 0.5}` }), arrow(x, level + 0.5, x + ASIDE.end - ASIDE.axis, level + 0.5),
  ];
}

/** From row to row. @param {Band[]} rows */
const ups = (rows) => rows.slice(1).flatMap(({ axis, place }, i) => upTo(axis, rows[i].place.y, place.y + place.height, rows[i].into));

/** @param {Band} band */
const framed = ({ place: { x, y, width, height } }) => frame("input", x, y, width, height);

/** The weight that the arrow out of the cell stands for. @param {Band} first @param {Layout} layout */
const fromCell = ({ axis, mark }, { head }) => [svg("text", { class: "weight small", x: axis + 8, y: head.tip + 14 }, `W${mark}`)];

/** @param {number} axis @param {number} from @param {number} to @param {string} mark */
function upTo(axis, from, to, mark) {
  const x = Math.floor(axis) + 0.5;
  return [arrow(x, from - 2, x, to + 3), svg("text", { class: "weight small", x: axis + 8, y: (from + to) / 2 + 5 }, `W${mark}`)];
}

/** Back to itself, one step later. @param {Band} band @returns {SVGElement[]} */
function around({ mark, place: { x, y, width, height } }) {
  const [middle, left, right, under] = [Math.floor(y + height / 2) + 0.5, x - 26, x + width + 26, y + height + 14];
  return [
    svg("path", { class: "wire", d: `M${x + width + 3} ${middle}H${right}V${under}H${left}V${middle}H${x - 9}` }),
    arrow(x - 12, middle, x - 3, middle),
    svg("rect", { class: "later", x: left - 4, y: middle + 6, width: 8, height: 8 }, svg("title", {}, _("one step later"))),
    svg("text", { class: "weight small", x: right + 6, y: under - 3 }, `U${mark}`),
  ];
}

/** From the state before. @param {Band} band @returns {SVGElement[]} */
function across({ carried, mark, place: { y, height } }) {
  if (!carried || carried.to - carried.from < 8) return [];
  const at = Math.floor(y + height / 2) + 0.5;
  const roomy = carried.to - carried.from > 28;
  return [
    roomy ? arrow(carried.from, at, carried.to, at) : line(carried.from, at, carried.to, at),
    ...(roomy ? [svg("text", { class: "weight small middle", x: (carried.from + carried.to) / 2 - 2, y: at - 6 }, `U${mark}`)] : []),
  ];
}

/** h⁰(2) = x¹(2). @param {Band} band @returns {SVGElement[]} */
function named({ label: pieces, reads, axis, above, place: { x, y } }) {
  if (pieces.length === 0) return [];
  // The way to the output leads out of the middle of what lies above.
  return [above ? label("band before", pieces, axis - 7, y - 5, 12) : label("band", [...pieces, ...reads], x, y - 5, 12)];
}
