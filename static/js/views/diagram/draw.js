// Column figures into SVG. Thin: every coordinate comes from the figure, every colour from css/diagram.css.

import { svg } from "../../svg.js";
import { _ } from "../../texts.js";

/** @typedef {import("./figure.js").ColumnFigure} ColumnFigure */
/** @typedef {import("./figure.js").Piece} Piece */
/** @typedef {import("../../geometry.js").Layout} Layout */

/** A line with an open head at its end. @param {number} x1 @param {number} y1 @param {number} x2 @param {number} y2 */
export function arrow(x1, y1, x2, y2) {
  const [along, across] = [6.5, 3.8];
  const [dx, dy] = [Math.sign(x2 - x1), Math.sign(y2 - y1)];
  const wing = (/** @type {number} */ side) => `${x2 - along * dx + side * across * dy} ${y2 - along * dy + side * across * dx}`;
  return svg("path", { class: "wire", d: `M${x1} ${y1}L${x2} ${y2}M${wing(1)}L${x2} ${y2}L${wing(-1)}` });
}

/** @param {number} x1 @param {number} y1 @param {number} x2 @param {number} y2 */
export const line = (x1, y1, x2, y2) => svg("path", { class: "wire", d: `M${x1} ${y1}L${x2} ${y2}` });

/** A hairline around cells, on whole pixels. @param {string} of @param {number} x @param {number} y
 * @param {number} width @param {number} height */
export const frame = (of, x, y, width, height) =>
  svg("rect", { class: `frame ${of}`, x: x - 0.5, y: y - 0.5, width: width + 1, height: height + 1 });

/** A label with its letters in italics. @param {string} of @param {Piece[]} pieces @param {number} x @param {number} y
 * @param {number} [size] */
export const label = (of, pieces, x, y, size) =>
  svg(
    "text",
    { class: `symbol ${of}`, x, y, "font-size": size },
    ...pieces.map(({ text, italic }) => svg("tspan", { class: italic ? "letter" : null }, text)),
  );

/** @param {ColumnFigure} figure @param {Layout} layout @returns {SVGGElement} */
export function drawColumn(figure, layout) {
  const { t, mode, column } = figure;
  return svg(
    "g",
    { class: `column ${mode}${layout.empty ? " empty" : ""}`, "data-t": t },
    ...between(figure, layout),
    ...(figure.open ? [] : [frame("strip", column.left, layout.top, column.right - column.left, layout.bottom - layout.top)]),
    ...head(figure, layout),
    ...foot(figure, layout),
  );
}

/** The arrow from the state before, through the picture of U.
 * @param {ColumnFigure} figure @param {Layout} layout @returns {SVGElement[]} */
function between({ places, names, from, to, column }, { middle, picture }) {
  const y = Math.floor(middle) + 0.5;
  const { x, y: top } = places.U;
  return [
    line(from + 2, y, x - 1, y),
    arrow(x + picture + 1, y, to, y),
    frame("U", x, top, picture, picture),
    svg("text", { class: "weight U", x: column.picture, y: top - 7 }, names.U),
  ];
}

/** The state's label, the arrow to the output and the next words.
 * @param {ColumnFigure} figure @param {Layout} layout @returns {(SVGElement | null)[]} */
function head({ mode, open, column, label: pieces, words, tail }, { head: at, phone }) {
  const axis = Math.floor(column.head);
  const read = mode !== "unread";
  return [
    pieces && label(read ? "state" : "state middle", pieces, read ? axis + 8 : axis, at.label),
    read ? arrow(axis + 0.5, tail, axis + 0.5, at.tip) : null,
    open && read && !phone ? svg("text", { class: "note middle", x: axis, y: at.caption }, _("most likely next word")) : null,
    ...words.flatMap((word) => nextWord(word, axis, open)),
  ];
}

/** @param {import("./figure.js").NextWord} word @param {number} axis @param {boolean} now @returns {SVGElement[]} */
function nextWord({ text, title, end, size, percent, y, bar }, axis, now) {
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

/** x(t) with its chip below, the picture of W and the arrow into the cell.
 * @param {ColumnFigure} figure @param {Layout} layout @returns {(SVGElement | null)[]} */
function foot({ places, names, tip, chip, input, column }, { picture, foot: at }) {
  const axis = Math.floor(column.foot) + 0.5;
  const { W, x } = places;
  return [
    arrow(axis, W.y - 2, axis, tip),
    line(axis, x.y - 2, axis, W.y + picture + 2),
    frame("W", W.x, W.y, picture, picture),
    svg("text", { class: "weight W", x: W.x + picture + 8, y: W.y + picture / 2 + 5 }, names.W),
    frame("input", x.x, x.y, x.width, x.height),
    chip && drawChip(chip),
    input && label("input", input.pieces, input.x, at.chip + 19.5),
  ];
}

/** @param {import("./figure.js").Chip} chip @returns {SVGGElement} */
function drawChip({ x, y, width, height, text, size, title, known }) {
  return svg(
    "g",
    { class: `chip${known ? "" : " unknown"}` },
    title ? svg("title", {}, title) : null,
    svg("rect", { x: x + 0.5, y: y + 0.5, width: width - 1, height: height - 1, rx: height / 2 - 0.5 }),
    svg("text", { x: x + width / 2, y: y + height / 2 + 0.3 * size, "font-size": size }, text),
  );
}
