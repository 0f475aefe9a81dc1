// What the network says next, before and now.

import { html } from "../../html.js";
import { _ } from "../../texts.js";
import { chancesOf, share, surpriseOf } from "./compare.js";

/** @typedef {import("../../types.js").State} State */

const END = "</s>";

/** @param {State} state @returns {Node[]} */
export function outcome(state) {
  const chances = chancesOf(state);
  const largest = Math.max(1e-9, ...chances.flatMap(({ before, after }) => [before.p, after.p]));
  const table = html("table", "chances");
  const caption = table.createCaption();
  caption.textContent = _("Next word after “{word}”, time stamp {t}", { word: state.trace.tokens[state.t]?.text ?? "", t: state.t });
  const head = table.createTHead().insertRow();
  head.append(...["", _("original"), _("altered")].map((text) => scoped("th", "col", text)));
  const body = table.createTBody();
  for (const { token, before, after } of chances) {
    const name = scoped("th", "row", token === END ? _("end of sentence") : token);
    name.classList.toggle("end", token === END);
    body.insertRow().append(name, cellOf(before, largest), cellOf(after, largest));
  }
  const surprise = surpriseOf(state);
  return [table, ...(surprise ? [html("p", "surprise", surprise)] : [])];
}

/** @param {import("./compare.js").Chance} chance @param {number} largest */
function cellOf(chance, largest) {
  const cell = html("td", chance.below ? "below" : "", share(chance));
  cell.style.setProperty("--share", String(chance.below ? 0 : chance.p / largest));
  return cell;
}

/** @param {"th"} tag @param {"row" | "col"} scope @param {string} text */
function scoped(tag, scope, text) {
  const cell = html(tag, "", text);
  cell.scope = scope;
  return cell;
}
