// The values as numbers, made only while somebody looks at them.

import { format } from "../../scale.js";
import { layerOf } from "../../state.js";
import { _ } from "../../texts.js";

/** @param {HTMLElement} details @param {import("../../types.js").State} state */
export function fillNumbers(details, { trace, symbol, unit, memory }) {
  const place = details.querySelector(".scroll");
  if (!place) return;
  const matrix = trace.layers[layerOf({ trace, memory })]?.values[symbol];
  if (!(/** @type {HTMLDetailsElement} */ (details).open) || !matrix) return place.replaceChildren();
  const table = document.createElement("table");
  const caption = table.createCaption();
  caption.className = "hidden";
  caption.textContent = _("Units down, time stamps across");
  const head = table.createTHead().insertRow();
  head.append(cell("th", symbol === "x" ? _("number") : _("unit")), ...trace.tokens.map(({ t, text }) => cell("th", `${t} ${text.slice(0, 12)}`)));
  const body = table.createTBody();
  for (let row = 0; row < matrix.cols; row += 1) {
    const line = body.insertRow();
    line.classList.toggle("pinned", row === unit);
    line.append(cell("th", String(row)));
    for (let t = 0; t < matrix.rows; t += 1) line.append(cell("td", format(matrix.data[t * matrix.cols + row])));
  }
  place.replaceChildren(table);
}

/** @param {"th" | "td"} tag @param {string} text */
function cell(tag, text) {
  const element = document.createElement(tag);
  element.textContent = text;
  return element;
}
