// The symbols that the heatmap can show, as the cell names them.

import { gatesOf, named, productsOf, sumOf } from "../../gates.js";
import { button, html, lettered } from "../../html.js";
import { shownRange } from "../../layers.js";
import { _ } from "../../texts.js";

/** @param {HTMLElement} tabs @param {import("../../types.js").State} state */
export function fillTabs(tabs, state) {
  const { trace, symbol: chosen } = state;
  const rows = tabRows(trace.symbols, chosen, state.gate);
  const names = rows.map((row) => row.map(({ name }) => name)).join(";");
  if (tabs.dataset.names !== names) {
    tabs.dataset.names = names;
    const [first, ...more] = rows.map((row) => row.map(tab));
    tabs.replaceChildren(...first, html("span"), ...more.flatMap((row) => [html("i", "line-end"), ...row]));
  }
  const shown = trace.symbols.find(({ name }) => name === chosen);
  const range = tabs.querySelector("span");
  if (shown && range) {
    const { min, max } = shownRange(shown, state);
    range.textContent = _("colours {min} to {max}", { min: String(min).replace("-", "−"), max });
  }
  for (const each of tabs.querySelectorAll("button")) each.setAttribute("aria-pressed", String(each.dataset.symbol === chosen));
}

/** @param {import("../../types.js").Symbol} symbol */
function tab({ name, label }) {
  const made = button("", "");
  made.dataset.symbol = name;
  made.append(...lettered(_(label)));
  return made;
}

/** Where a cell has gates, what their sums are made of stands in a second row, for one gate at a time.
 * @param {import("../../types.js").Symbol[]} symbols @param {string} chosen @param {string | null} opened  a gate
 * @returns {import("../../types.js").Symbol[][]} */
export function tabRows(symbols, chosen, opened) {
  const gates = gatesOf(symbols);
  if (gates.length === 0) return [symbols];
  const inner = new Map(gates.map((gate) => {
    const sum = sumOf(symbols, gate);
    return [gate, sum ? [...productsOf(symbols, sum).map(({ symbol }) => symbol), sum] : []];
  }));
  const gate = gates.find((each) => each.name === chosen || inner.get(each)?.some(({ name }) => name === chosen)) ?? named(gates, opened ?? "");
  const folded = new Set([...inner.values()].flat());
  const first = symbols.filter((symbol) => !folded.has(symbol));
  return gate ? [first, inner.get(gate) ?? []] : [first];
}
