// The symbols that the heatmap can show, as the cell names them.

import { _ } from "../../texts.js";

/** @param {HTMLElement} tabs @param {import("../../types.js").State} state */
export function fillTabs(tabs, { trace, symbol: chosen }) {
  const names = trace.symbols.map(({ name }) => name).join();
  if (tabs.dataset.names !== names) {
    tabs.dataset.names = names;
    tabs.replaceChildren(...trace.symbols.map(tab));
  }
  for (const button of tabs.querySelectorAll("button")) {
    button.setAttribute("aria-pressed", String(button.dataset.symbol === chosen));
  }
}

/** @param {import("../../types.js").Symbol} symbol */
function tab({ name, label }) {
  const button = document.createElement("button");
  button.type = "button";
  button.dataset.symbol = name;
  button.textContent = _(label);
  return button;
}
