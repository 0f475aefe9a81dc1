// The path as SVG.

import { svg } from "../../svg.js";
import { _ } from "../../texts.js";

/** @typedef {import("./path.js").Figure} Figure */
/** @typedef {import("./path.js").Path} Path */
/** @typedef {import("./path.js").Stop} Stop */

/** @param {Figure} figure @param {number} now  the current time stamp @param {string[]} names of the axes @returns {SVGElement[]} */
export const drawn = ({ width, height, cloud, paths, axes }, now, names) => [
  svg("g", { class: "cloud" }, ...cloud.map(({ x, y }) => svg("circle", { cx: x.toFixed(1), cy: y.toFixed(1), r: 1.6 }))),
  ...axes.map(({ x1, y1, x2, y2, label: { x, y, anchor } }, number) =>
    svg("g", { class: "axis-line" }, svg("line", { x1, y1, x2, y2 }), svg("text", { x, y, "text-anchor": anchor }, names[number]))),
  ...(axes.length ? [] : edges(width, height, names)),
  ...[...paths].reverse().map((path) => walk(path, now)),
];

/** What runs to the right and what upwards. @param {number} width @param {number} height @param {string[]} names */
const edges = (width, height, names) => [
  svg("text", { class: "edge", x: width, y: height - 3, "text-anchor": "end" }, _("component {name} →", { name: names[0] })),
  svg("text", { class: "edge", x: 0, y: 11 }, _("↑ component {name}", { name: names[1] })),
];

/** @param {Path} path @param {number} now */
function walk({ kind, stops }, now) {
  const read = stops.filter(({ t }) => t <= now);
  const ahead = stops.filter(({ t }) => t >= now);
  const line = (/** @type {Stop[]} */ some, /** @type {string} */ name) =>
    some.length > 1 && svg("polyline", { class: name, points: some.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(" ") });
  return svg("g", { class: kind }, line(ahead, "ahead"), line(read, "read"), ...stops.map((stop) => spot(stop, now)), ...stops.map((stop) => word(stop, now)));
}

/** @param {Stop} stop @param {number} now */
const spot = ({ t, x, y }, now) => svg("circle", { class: t === now ? "now" : t < now ? "read" : "ahead", cx: x, cy: y, r: t === now ? 5.5 : 3 });

/** The current word is always written. @param {Stop} stop @param {number} now */
function word({ t, x, y, word: text, label }, now) {
  const at = label ?? (t === now ? { x: x + 9, y: y + 5, anchor: "start" } : null);
  return at && svg("text", { x: at.x, y: at.y, "text-anchor": at.anchor, class: t === now ? "now" : t < now ? "read" : "ahead" }, text);
}
