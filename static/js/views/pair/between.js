// What stands between the two readings: the difference of their states where units correspond, and how far their
// predictions are apart.

import { html } from "../../html.js";
import { fixed } from "../../scale.js";
import { setText } from "../../svg.js";
import { _ } from "../../texts.js";
import { makeStrip } from "./strip.js";

/** @typedef {{apart: import("../../types.js").Matrix | null, name: string, span: number, T: number, column: number,
 *   theme: "light" | "dark", divergences: (number | null)[], problem: string, why: string}} What
 *   apart: the difference of the states; span: where its colours end; why there is none */

export function makeBetween() {
  const strip = makeStrip("differences", "one");
  const [title, ends, bits] = [html("b"), html("span", "scale"), html("span", "bits")];
  const [low, high] = [html("span", "end"), html("span", "end")];
  ends.append(low, html("i", "bar states"), high);
  const name = html("h2", "side-name", title, ends, bits);
  const [why, divergences, problemLine] = [html("p", "why-not"), html("div", "divergences row"), html("p", "waits")];
  const [here, hovered] = [html("i", "here"), html("i", "hovered")];
  const body = html("div", "body", hovered, here, strip.root, divergences, problemLine);
  const root = html("div", "between", name, body, why);

  return {
    root,
    mark: strip.mark,
    /** @param {What} what */
    fill({ apart, name: called, span, T, column, theme, divergences: values, problem, why: reason }) {
      title.hidden = ends.hidden = strip.root.hidden = apart === null;
      setText(title, called);
      setText(low, `≤ −${span}`);
      setText(high, `≥ ${span}`);
      if (apart) strip.paint(apart, T, { palette: "states", min: -span, max: span }, theme, column);
      why.hidden = reason === "";
      setText(why, reason);
      setText(bits, _("predictions apart, 0 to 1 bit"));
      setText(problemLine, problem);
      divergences.replaceChildren(...values.map((value) => {
        const cell = html("p", "", ...(value === null ? [] : [html("i", "bar-of"), fixed(value, 2)]));
        if (value !== null) cell.style.setProperty("--share", value.toFixed(4));
        return cell;
      }));
    },
    /** @param {number} t */
    step(t) {
      for (const current of divergences.querySelectorAll("[aria-current]")) current.removeAttribute("aria-current");
      divergences.children[t]?.setAttribute("aria-current", "step");
    },
  };
}
