// What stands between the two readings: the difference of their states where units correspond, and how far their
// predictions are apart.

import { html } from "../../html.js";
import { fixed } from "../../scale.js";
import { setText } from "../../svg.js";
import { _ } from "../../texts.js";
import { makeStrip } from "./strip.js";

export function makeBetween() {
  const strip = makeStrip("differences", "one");
  const [name, ends] = [html("h2", "side-name"), html("span", "scale")];
  const [bits, why, divergences] = [html("h2", "side-name"), html("p", "why-not"), html("div", "divergences row")];
  const low = html("span", "end");
  const high = html("span", "end");
  ends.append(low, html("i", "bar states"), high);
  const head = html("div", "head", name, ends);
  const root = html("div", "between", head, strip.root, why, bits, divergences);

  return {
    root,
    mark: strip.mark,
    /** @param {{apart: import("../../types.js").Matrix | null, span: number, T: number, theme: "light" | "dark",
     *   divergences: (number | null)[], problem: string, alike: boolean, altered: boolean}} what  span: the largest difference there can be */
    fill({ apart, span, T, theme, divergences: values, problem, alike, altered }) {
      head.hidden = strip.root.hidden = apart === null;
      setText(name, altered ? _("altered − as it is") : _("second − first"));
      setText(low, `−${span}`);
      setText(high, String(span));
      if (apart) strip.paint(apart, T, { palette: "states", min: -span, max: span }, theme);
      why.hidden = alike;
      setText(why, alike ? "" : _("Their states cannot be subtracted: training began at random numbers, and chance decided which unit does what. Renumber the units of a network, with the rows and columns of its weights, and it says exactly the same. So only what the two say is compared."));
      setText(bits, problem || _("How far apart their predictions are, in bits"));
      bits.classList.toggle("problem", problem !== "");
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
