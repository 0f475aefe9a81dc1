// The sum, dropped on the curve of φ on the same axis, the point on it with its slope, and the result.

import { html } from "../../html.js";
import { svg } from "../../svg.js";
import { _ } from "../../texts.js";
import { placeOf } from "./figure.js";
import { written } from "./html.js";
import { heightOf, pathOf, slopeText, tangentOf } from "./phi.js";
import { letters, number, tick, whole } from "./write.js";

/** @typedef {import("./figure.js").Axis} Axis */
/** @typedef {import("../../types.js").Phi} Phi */
/** @typedef {import("./terms.js").Derivation} Derivation */

/** "a(2)", with its layer above it where there are several. @param {string} name @param {number} t @param {string} [layer] */
export const named = (name, t, layer) => [...written(letters(name, layer)), `(${whole(t)})`];

/** The line below all terms. @param {(Node | string)[]} name @param {number} sum @param {string} end  where it stands on the axis */
export function sumRow(name, sum, end) {
  const row = html("div", "row sum", html("span", "label", ...name, ` ${_("= the sum")}`), html("span", "factors"), html("span", "track"), html("b", "product", number(sum)), html("span", "total"));
  row.style.setProperty("--end", end);
  return row;
}

/** @param {Derivation} derivation @param {Phi} phi @param {Axis} axis @returns {HTMLElement} */
export function phiFigure({ symbol, argument, t, sum, value, layer }, phi, axis) {
  const [x, y] = [placeOf(axis, sum), heightOf(phi, value)];
  const [low, high] = phi.range;
  const { slope, d } = tangentOf(phi, axis, { a: sum, h: value }, 0.16 * (axis.max - axis.min));
  const across = (/** @type {number} */ h) => ({ x1: 0, x2: "100%", y1: `${heightOf(phi, h)}%`, y2: `${heightOf(phi, h)}%` });
  const picture = svg(
    "svg", { class: "curve", role: "img", "aria-label": _("The curve of {phi}: at {a} it is {h}, with slope {slope}.", { phi: phi.label, a: number(sum), h: number(value), slope: slopeText(slope) }) },
    svg("line", { class: "edge", ...across(high) }),
    svg("line", { class: "edge", ...across(low) }),
    low < 0 && svg("line", { class: "zero", ...across(0) }),
    svg("line", { class: "drop", x1: `${x}%`, x2: `${x}%`, y1: -46, y2: `${y}%` }),
    svg("line", { class: "drop", x1: `${x}%`, x2: "100%", y1: `${y}%`, y2: `${y}%` }),
    svg(
      "svg", { viewBox: "0 0 100 100", preserveAspectRatio: "none", width: "100%", height: "100%", overflow: "visible" },
      svg("path", { class: "phi", d: pathOf(phi, axis), "vector-effect": "non-scaling-stroke" }),
      svg("path", { class: "tangent", d, "vector-effect": "non-scaling-stroke" }),
    ),
    svg("circle", { class: "point", cx: `${x}%`, cy: `${y}%`, r: 4.5 }),
  );
  const besides = x < 22 || (x < 40 && y > 50); // there is room above the curve
  const note = html("span", besides ? "slope after" : "slope", _("slope {slope}", { slope: slopeText(slope) }));
  Object.assign(note.style, { left: `${x}%`, top: besides ? "0" : `${y}%` });
  const bounds = [high, low].map((bound) => html("span", "bound", whole(bound)));
  bounds[1].classList.add("low");
  const ticks = axis.ticks.map((at) => {
    const mark = html("span", "tick", tick(at));
    mark.style.left = `${placeOf(axis, at)}%`;
    return mark;
  });
  const result = html("b", "product result", number(value));
  result.style.setProperty("--height-of", `${y / 100}`);
  // A φ without a letter of its own, as tanh(c(t)), needs no equation.
  const own = argument?.kind === "affine" ? [...named(symbol.name, t, layer), " = "] : [];
  const name = html("span", "label", ...own, `${phi.label} `, ...named(argument?.name ?? "", t, layer));
  const track = html("span", "track", picture, note, ...bounds, ...ticks);
  const row = html("div", "row squash", name, html("span", "factors"), track, result, html("span", "total"));
  return row;
}
