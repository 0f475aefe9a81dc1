// Every unit now, as numbers, made only while somebody looks at them.

import { html } from "../../html.js";
import { format, withSign } from "../../scale.js";
import { _ } from "../../texts.js";

/** @param {HTMLDetailsElement} details @param {import("./compare.js").Comparison} comparison
 * @param {import("../../types.js").State} state */
export function fillNumbers(details, { symbol, before, after, difference }, { t, unit }) {
  const place = details.querySelector(".scroll");
  if (!(place instanceof HTMLElement)) return;
  place.tabIndex = 0;
  place.setAttribute("role", "group");
  place.setAttribute("aria-label", _("Values as numbers"));
  if (!details.open) return place.replaceChildren();
  const table = html("table");
  table.createTHead().insertRow().append(...[_("unit"), _("original {symbol}({t})", { symbol, t }), _("altered"), _("difference")].map((text) => html("th", "", text)));
  const body = table.createTBody();
  for (let row = 0; row < after.cols; row += 1) {
    const at = t * after.cols + row;
    const line = body.insertRow();
    line.classList.toggle("pinned", row === unit);
    line.append(html("th", "", String(row)), ...[format(before.data[at]), format(after.data[at]), withSign(difference.data[at])].map((text) => html("td", "", text)));
  }
  place.replaceChildren(table);
}
