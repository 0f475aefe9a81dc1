// The path as numbers.

import { format } from "../../scale.js";
import { _ } from "../../texts.js";
import { componentsOf } from "../../walk.js";
import { placesOf } from "./path.js";

/** A row for each time stamp. @param {HTMLElement} details @param {import("../../types.js").State} state */
export function fillTable(details, state) {
  const scroll = /** @type {HTMLElement} */ (details.querySelector(".scroll"));
  const components = componentsOf(state);
  if (!(/** @type {HTMLDetailsElement} */ (details).open) || components === null) return void scroll.replaceChildren();
  const table = document.createElement("table");
  const head = table.createTHead().insertRow();
  for (const name of [_("time stamp"), _("word"), "1", "2", "3"]) cell(head, "th", name);
  const body = table.createTBody();
  placesOf(components, state.trace).forEach((place, index) => {
    const row = body.insertRow();
    row.className = index - 1 === state.t ? "pinned" : "";
    cell(row, "th", String(index - 1).replace("-", "−"));
    cell(row, "td", index === 0 ? "h(−1)" : state.trace.tokens[index - 1].text);
    for (const value of place) cell(row, "td", format(value));
  });
  scroll.replaceChildren(table);
}

/** @param {HTMLTableRowElement} row @param {"th" | "td"} tag @param {string} text */
function cell(row, tag, text) {
  const made = row.appendChild(document.createElement(tag));
  made.textContent = text;
}
