// What the figures of the diagram are drawn with: wires, frames around cells, labels. Thin.

import { svg } from "../../svg.js";

/** @typedef {import("./label.js").Piece} Piece */

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
    ...pieces.map(({ text, italic, below }, i) => {
      const [down, up] = [below ? "0.25em" : null, pieces[i - 1]?.below ? "-0.18em" : null];
      return svg("tspan", { class: italic ? "letter" : below ? "below" : null, dy: down ?? up }, text);
    }),
  );
