// All terms as a table, made only while somebody looks at it.

import { html } from "../../html.js";
import { fixed } from "../../scale.js";
import { _ } from "../../texts.js";
import { factors, label, plain, signed } from "./write.js";

/** Decimals with which a hundred rounded products still add up to their sum within 0.0001. */
const DECIMALS = 6;

/** @param {HTMLDetailsElement} details @param {import("./terms.js").Group[]} groups @param {boolean} stacked  a running sum makes sense */
export function fillNumbers(details, groups, stacked) {
  const place = details.querySelector(".scroll");
  if (!place) return;
  if (!details.open) return place.replaceChildren();
  const table = html("table");
  table.append(html("caption", "hidden", _("All terms, the largest of each weight first")));
  const heads = [_("term"), _("factors"), _("product"), ...(stacked ? [_("sum so far")] : [])];
  table.createTHead().insertRow().append(...heads.map((text) => html("th", "", text)));
  const body = table.createTBody();
  let sum = 0;
  for (const { parts, product } of groups.flatMap(({ terms }) => terms)) {
    sum += product;
    const cells = [factors(parts, DECIMALS), signed(product, DECIMALS), ...(stacked ? [fixed(sum, DECIMALS)] : [])];
    body.insertRow().append(html("th", "", plain(label(parts))), ...cells.map((text) => html("td", "", text)));
  }
  place.replaceChildren(table);
}
