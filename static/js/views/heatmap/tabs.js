// The symbols that the heatmap can show, as the cell names them.

import { rangeOf } from "../../scale.js";
import { _ } from "../../texts.js";

/** @param {HTMLElement} tabs @param {import("../../types.js").State} state */
export function fillTabs(tabs, { trace, model, symbol: chosen }) {
  const names = trace.symbols.map(({ name }) => name).join();
  if (tabs.dataset.names !== names) {
    tabs.dataset.names = names;
    tabs.replaceChildren(...trace.symbols.map(tab), document.createElement("span"));
  }
  const shown = trace.symbols.find(({ name }) => name === chosen);
  const range = tabs.querySelector("span");
  if (shown && range) {
    const { min, max } = rangeOf(shown, model);
    range.textContent = _("colours {min} to {max}", { min: String(min).replace("-", "−"), max });
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
