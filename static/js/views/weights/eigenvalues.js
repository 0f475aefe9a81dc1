// The eigenvalues as points in the complex plane, with the unit circle; pointer and arrow keys tell each.

import { format } from "../../scale.js";
import { svg } from "../../svg.js";
import { _ } from "../../texts.js";
import { labelAt, planeOf, pointAt } from "./plane.js";

/** @typedef {import("./plane.js").Plane} Plane */

const [WIDEST, HIGHEST] = [360, 300];

/** "λ = 0.31 ± 0.62 i, modulus 0.69". @param {import("./plane.js").Point} point */
export function spokenPoint({ re, im, modulus }) {
  const number = Math.abs(im) < 1e-9 ? format(re) : `${format(re)} ${im < 0 ? "−" : "+"} ${format(Math.abs(im))} i`;
  return _("λ = {number}, modulus {modulus}", { number, modulus: format(modulus) });
}

/** @param {Plane} plane */
export const counted = ({ points, outside }) =>
  _("{outside} of {all} eigenvalues lie outside the unit circle.", { outside, all: points.length });

/** @param {{re: number, im: number}[]} eigenvalues @returns {HTMLElement} */
export function eigenvaluesFigure(eigenvalues) {
  const plane = planeOf(eigenvalues, WIDEST, HIGHEST);
  const figure = document.createElement("figure");
  figure.className = "plane";
  const dots = plane.points.map(({ x, y, outside }) => svg("circle", { cx: x, cy: y, r: 3.5, class: outside ? "outside" : null }));
  const ring = svg("circle", { r: 6.5, class: "ring", visibility: "hidden" });
  const drawing = svg("svg", { viewBox: `0 0 ${plane.width} ${plane.height}`, width: plane.width, height: plane.height, tabindex: 0, role: "application" }, ...axes(plane), ...dots, ...numbers(plane), ring);
  drawing.setAttribute("aria-label", `${_("The eigenvalues in the complex plane: left and right go from one to the next, the largest first.")} ${counted(plane)}`);
  const told = document.createElement("p");
  told.className = "told";
  told.setAttribute("role", "status");
  figure.append(drawing, told);

  let at = -1;
  /** @param {number | null} index */
  function tell(index) {
    const point = index === null ? undefined : plane.points[index];
    ring.setAttribute("visibility", point ? "visible" : "hidden");
    if (point) for (const [name, value] of [["cx", point.x], ["cy", point.y]]) ring.setAttribute(String(name), String(value));
    told.textContent = point ? spokenPoint(point) : counted(plane);
  }
  tell(null);
  drawing.addEventListener("pointermove", (event) => {
    const { left, top, width } = drawing.getBoundingClientRect();
    const scale = plane.width / width;
    tell(pointAt(plane, (event.clientX - left) * scale, (event.clientY - top) * scale));
  });
  drawing.addEventListener("pointerleave", () => tell(null));
  drawing.addEventListener("blur", () => tell(null));
  drawing.addEventListener("keydown", (event) => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!by || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    at = Math.max(0, Math.min(plane.points.length - 1, at + by));
    tell(at);
  });
  return figure;
}

/** @param {Plane} plane */
const axes = ({ width, height, left, middle, unit }) => [
  svg("path", { d: `M0 ${middle}H${width}M${left} 0V${height}`, class: "axes" }),
  svg("circle", { cx: left, cy: middle, r: unit, class: "unit-circle" }),
];

/** @param {Plane} plane */
function numbers(plane) {
  const { left, middle, unit } = plane;
  /** @type {[string, number, number][]} */
  const marks = [["1", left + unit, middle], ["−1", left - unit, middle], ["i", left, middle - unit], ["−i", left, middle + unit]];
  return marks.map(([text, markX, markY]) => {
    const { x, y, anchor } = labelAt(plane, markX, markY);
    return svg("text", { x, y, "text-anchor": anchor }, text);
  });
}
