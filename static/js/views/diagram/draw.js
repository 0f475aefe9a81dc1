// Column figures into SVG. Thin: every coordinate comes from the figure, every colour from css/diagram.css.

import { svg } from "../../svg.js";
import { _ } from "../../texts.js";
import { drawBands } from "./drawbands.js";
import { arrow, frame, label, line } from "./wires.js";

/** @typedef {import("./figure.js").ColumnFigure} ColumnFigure */
/** @typedef {import("./label.js").Piece} Piece */
/** @typedef {import("../../geometry.js").Layout} Layout */

/** A column in the parts that go their own ways in the fold: what fades and what stays with the open cell, the
 * picture of U, the strip, the picture of W with x(t), the chip.
 * @typedef {Record<"fading" | "staying" | "u" | "strip" | "foot" | "chip", SVGGElement>} Parts
 * @typedef {{element: SVGGElement, parts: Parts}} Drawing */

/** @param {...(SVGElement | null | false)} children */
const group = (...children) => svg("g", {}, ...children);

/** @param {ColumnFigure} figure @param {Layout} layout @returns {Drawing} */
export function drawColumn(figure, layout) {
  const { t, mode, open, column } = figure;
  const fades = [...between(figure, layout), ...head(figure, layout)];
  /** @type {SVGElement[]} */ const feet = footWires(figure, layout);
  const named = names(figure, layout);
  const bands = drawBands(figure.bands, layout);
  fades.push(...bands.between, ...bands.above);
  feet.push(...bands.feet);
  const narrow = narrowNames(figure, layout);
  const parts = {
    fading: open ? group(...fades) : group(...fades, ...feet, named.U, named.W, named.x, chipOutline(figure)),
    staying: open ? group(...narrow, ...feet, named.W, named.x, chipOutline(figure)) : group(),
    u: group(frame("U", figure.places.U.x, figure.places.U.y, layout.picture, layout.picture), open && named.U),
    strip: open ? group() : group(...narrow, ...column.strips.map(({ left, right }) => frame("strip", left, layout.top, right - left, layout.bottom - layout.top))),
    foot: group(...footFrames(figure, layout), ...bands.frames),
    chip: group(chipWord(figure)),
  };
  const shown = `column ${mode}${layout.empty ? " empty" : ""}`;
  return { element: svg("g", { class: shown, "data-t": t }, ...Object.values(parts)), parts };
}

/** Under the narrow strips beside an altered state. @param {ColumnFigure} figure @param {Layout} layout */
export const narrowNames = ({ narrow }, { bottom }) =>
  narrow.map(({ x, ends, text, title }) => svg("text", { class: ends ? "narrow end" : "narrow middle", x, y: bottom + 10 }, svg("title", {}, title), text));

/** The arrow from the state before, around the picture of U.
 * @param {ColumnFigure} figure @param {Layout} layout @returns {SVGElement[]} */
function between({ places, from, to, carries }, { middle, picture }) {
  const y = Math.floor(middle) + 0.5;
  const { x } = places.U;
  return [line(from + 2, y, x - 1, y), arrow(x + picture + 1, y, to, y), ...carries.map((way) => arrow(way.from, way.y, way.to, way.y))];
}

/** What the pictures and x(t) are called. @param {ColumnFigure} figure @param {Layout} layout */
export function names({ places, names: { U, W }, column, input }, { picture, foot, loop, phone }) {
  const beside = loop && phone; // no room above the loop
  return {
    U: beside
      ? weightName("weight", U, places.U.x + picture + 7, places.U.y + 10)
      : weightName("weight U", U, column.picture, places.U.y - 7),
    W: weightName("weight W", W, places.W.x + picture + 8, places.W.y + picture / 2 + 5),
    x: input && label("input", input.pieces, input.x, foot.chip + 19.5),
  };
}

/** @param {string} of @param {{pieces: Piece[], title: string | null}} name @param {number} x @param {number} y */
const weightName = (of, { pieces, title }, x, y) => svg(
  "text", { class: of, x, y }, title ? svg("title", {}, title) : null,
  ...(pieces.length > 1 ? pieces.map(({ text, below }) => svg("tspan", { class: below ? "below" : null, dy: below ? "0.25em" : null }, text)) : [pieces[0].text]),
);

/** The state's label, the arrow to the output and the next words.
 * @param {ColumnFigure} figure @param {Layout} layout @returns {(SVGElement | null)[]} */
function head({ mode, column, labels, above, words, axis: next, caption, tail }, { head: at }) {
  const axis = Math.floor(column.head);
  const read = mode !== "unread";
  return [
    ...labels.map(({ pieces, axis: own }, i) => {
      // The arrow to the output leaves above it, and another state's label stands close at its left.
      const beside = (read || labels.length > 1) && i === labels.length - 1;
      return label(beside ? "state" : "state middle", pieces, beside ? axis + 8 : Math.floor(own), at.label);
    }),
    read ? arrow(axis + 0.5, tail, axis + 0.5, at.tip) : null,
    above === null ? null : svg("text", { class: "note middle", x: axis, y: at.tip - 8 }, above),
    ...nextWords(words, next, caption),
  ];
}

/** @param {import("./figure.js").NextWord[]} words @param {number} axis @param {number | null} caption @returns {SVGElement[]} */
export const nextWords = (words, axis, caption) => [
  ...(caption === null ? [] : [svg("text", { class: "note middle", x: axis, y: caption }, _("most likely next word"))]),
  ...words.flatMap((word) => nextWord(word, Math.floor(axis))),
];

/** @param {import("./figure.js").NextWord} word @param {number} axis @returns {SVGElement[]} */
function nextWord({ text, title, end, size, percent, y, bar, now }, axis) {
  const alone = percent === null;
  const word = svg(
    "text",
    { class: `next${end ? " end" : ""}${alone ? " middle" : ""}`, x: alone ? axis : axis - 8, y, "font-size": size },
    title ? svg("title", {}, title) : null,
    text,
  );
  if (alone) return [word];
  const likely = svg("text", { class: "percent", x: axis + (now ? 48 : 46), y: y - 0.5 }, percent);
  return bar === null ? [word, likely] : [word, likely, svg("rect", { class: "likely", x: axis + 57, y: y - 10, width: bar, height: 9 })];
}

/** From x(t) through the picture of W into the cell. @param {ColumnFigure} figure @param {Layout} layout */
export function footWires({ places: { W, x }, tip, column }, { picture }) {
  const axis = Math.floor(column.foot) + 0.5;
  return [arrow(axis, W.y - 2, axis, tip), line(axis, x.y - 2, axis, W.y + picture + 2)];
}

/** @param {ColumnFigure} figure @param {Layout} layout */
export const footFrames = ({ places: { W, x } }, { picture }) =>
  [frame("W", W.x, W.y, picture, picture), frame("input", x.x, x.y, x.width, x.height)];

/** @param {ColumnFigure} figure @returns {SVGElement | null} */
export function chipOutline({ chip }) {
  if (!chip) return null;
  const { x, y, width, height } = chip;
  const box = { x: x + 0.5, y: y + 0.5, width: width - 1, height: height - 1, rx: height / 2 - 0.5 };
  return svg("rect", { class: `chip${chip.known ? "" : " unknown"}`, ...box });
}

/** @param {ColumnFigure} figure @returns {SVGElement | null} */
export const chipWord = ({ chip }) =>
  chip &&
  svg(
    "text",
    { class: "chip middle", x: chip.x + chip.width / 2, y: chip.y + chip.height / 2 + 0.3 * chip.size, "font-size": chip.size },
    chip.title ? svg("title", {}, chip.title) : null,
    chip.text,
  );
