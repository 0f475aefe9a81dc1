// Which strip is which, and what their colours mean: the difference has a scale of its own.

import { html } from "../../html.js";
import { format } from "../../scale.js";
import { _ } from "../../texts.js";

/** @typedef {import("../../scale.js").Range} Range */

export function makeScales() {
  const [states, difference] = [html("span", "scale"), html("span", "scale")];
  const root = html("p", "scales", html("span", "", _("In each group: original, altered, difference.")), states, difference);
  /** @param {string} name @param {string} palette @param {number} min @param {number} max */
  const scale = (name, palette, min, max) => [`${name} `, format(min), html("i", `bar ${palette}`), format(max)];
  return {
    root,
    /** @param {Range} range @param {import("./compare.js").Comparison} comparison */
    render({ palette, min, max }, { symbol, reach }) {
      states.replaceChildren(...scale(symbol, palette, min, max));
      difference.replaceChildren(...scale(_("difference"), "states", -reach, reach));
    },
  };
}
