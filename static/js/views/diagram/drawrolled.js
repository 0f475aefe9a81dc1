// The rolled network into SVG: the loop, what is around it, and the tape of words. Thin.

import { svg } from "../../svg.js";
import { _ } from "../../texts.js";
import { drawAside, drawBands } from "./drawbands.js";
import { chipOutline, chipWord, footFrames, footWires, names, narrowNames, nextWords } from "./draw.js";
import { arrow, frame } from "./wires.js";
import { loopPaths, loopRoute } from "./rolled.js";
import { TAPE_SIZE } from "./tape.js";
import { whyLines } from "./words.js";

const CLEAR = 11; // px over a way, so that a cut leaves its name to be read

/** @typedef {import("./figure.js").ColumnFigure} ColumnFigure */
/** @typedef {import("./tape.js").Tape} Tape */
/** @typedef {import("../../geometry.js").Layout} Layout */
/** @typedef {import("../../geometry.js").Loop} Loop */

/** @param {ColumnFigure} figure @param {Tape} tape @param {Layout} layout @returns {import("./draw.js").Drawing} */
export function drawRolled(figure, tape, layout) {
  const named = names(figure, layout);
  const { U } = figure.places;
  const over = drawOver(figure, layout);
  const bands = drawBands(figure.bands, layout);
  const element = svg(
    "g",
    { class: `column ${figure.mode} rolled${layout.empty ? " empty" : ""}`, "data-t": figure.t },
    over.way, over.names, over.head, over.later, over.words, ...footWires(figure, layout), ...footFrames(figure, layout), ...bands.feet, ...bands.loops, ...bands.frames,
    frame("U", U.x, U.y, layout.picture, layout.picture),
    named.U, named.W, named.x, ...narrowNames(figure, layout), chipOutline(figure), chipWord(figure), drawTape(tape, layout), ...drawWhy(layout),
  );
  const none = svg("g");
  return { element, parts: { fading: none, staying: none, u: none, strip: none, foot: none, chip: none } };
}

/** What the fold draws anew: the way around, its end, the square, and the next words at their new place.
 * @param {ColumnFigure} figure @param {Layout} layout */
export function drawOver(figure, layout) {
  const loop = /** @type {Loop} */ (layout.loop);
  const { middle, right } = loop;
  const ways = [...loopPaths(loop, layout.picture), ...loop.carries.map(loopRoute)];
  const heads = [loop, ...loop.carries].map(({ tip: x, middle: y }) => `M${x - 6.5} ${y - 3.8}L${x} ${y}L${x - 6.5} ${y + 3.8}`);
  return {
    way: svg("g", {}, ...ways.map((d) => svg("path", { class: "wire loop", d, pathLength: 1 }))),
    names: svg("g", {}, ...(loop.carries.length ? [loop, ...loop.carries].map(({ tip, middle: y }, i) => svg("text", { class: "weight small", x: tip - 17, y: y - CLEAR }, figure.around[i])) : [])),
    head: svg("path", { class: "wire", d: heads.join("") }),
    later: svg("g", {}, ...[loop, ...loop.carries].flatMap(drawLater), svg("circle", { class: "fork", cx: right, cy: middle, r: 3 })),
    words: svg("g", {}, ...output(figure, layout), ...drawAside(figure.bands, layout), ...nextWords(figure.words, figure.axis, figure.caption), ...leaving(figure, layout)),
  };
}

/** @param {ColumnFigure} figure @param {Layout} layout @returns {SVGElement[]} */
function output({ mode, column, tail }, layout) {
  const { out, right, middle } = /** @type {Loop} */ (layout.loop);
  if (mode === "unread" || layout.bands.axis !== null && layout.bands.above.length > 0) return [];
  const axis = Math.floor(column.head) + 0.5;
  return [out === null ? arrow(axis, tail, axis, layout.next.bottom + 6) : arrow(right, middle, out, middle)];
}

/** Where the state goes that no words are read off, at the end of its arrow within the loop.
 * @param {ColumnFigure} figure @param {Layout} layout @returns {SVGElement[]} */
const leaving = ({ above, column }, { head }) =>
  above === null ? [] : [svg("text", { class: "note", x: column.head - 9, y: head.tip + 4, "text-anchor": "end" }, above)];

/** @param {import("../../geometry.js").Way} way @returns {SVGElement[]} */
function drawLater({ later: { x, y, size, label } }) {
  const text = [_("one step"), _("later")];
  return [
    svg("rect", { class: "later", x: x - size / 2, y: y - size / 2, width: size, height: size }, svg("title", {}, text.join(" "))),
    ...(label ? text.map((line, i) => svg("text", { class: "later", x: x - 14, y: y + 4.5 + 16 * i }, line)) : []),
  ];
}

/** @param {Layout} layout @returns {SVGElement[]} */
const drawWhy = ({ why }) =>
  why ? whyLines(why.room).map((line, i) => svg("text", { class: "why", x: why.x, y: why.y + 15 * i }, line)) : [];

/** @param {Tape} tape @param {Layout} layout */
function drawTape({ words, more }, { foot, chipHeight }) {
  const y = foot.chip + chipHeight / 2 + 0.3 * TAPE_SIZE;
  return svg(
    "g",
    { class: "tape" },
    ...words.flatMap(({ text, x, width, title, read, known }) => [
      svg("text", { class: `middle${read ? "" : " unread"}`, x, y, "font-size": TAPE_SIZE }, title ? svg("title", {}, title) : null, text),
      known ? null : svg("path", { class: "unknown", d: `M${x - width / 2} ${y + 5.5}h${width}` }),
    ]).filter((element) => element !== null),
    ...more.map((x) => svg("text", { class: "middle", x, y, "font-size": TAPE_SIZE }, "…")),
  );
}
