// The panel's fixed parts: heading, choice of shape, sentence, terms, picture, what stands below, numbers.

import { button, html } from "../../html.js";
import { _ } from "../../texts.js";

/** @typedef {import("../../types.js").Shape} Shape */
/** @typedef {ReturnType<typeof makePanel>} Panel */

/** @param {HTMLElement} root @param {HTMLElement} terms @param {HTMLElement} picture @param {(shape: Shape) => void} choose */
export function makePanel(root, terms, picture, choose) {
  const heading = html("h2");
  heading.id = "derivation-title";
  const [bars, perceptron] = [button("", _("as bars"), () => choose("bars")), button("", _("as a perceptron"), () => choose("perceptron"))];
  const shapes = html("div", "shapes", bars, perceptron);
  shapes.setAttribute("role", "group");
  shapes.setAttribute("aria-label", _("How the unit is drawn"));
  const lead = html("p", "lead-in");
  const [pointed, below] = [html("p", "pointed-at"), html("div", "below")];
  const scroll = html("div", "scroll");
  scroll.tabIndex = 0;
  scroll.setAttribute("role", "group");
  scroll.setAttribute("aria-label", _("Values as numbers"));
  const numbers = html("details", "numbers", html("summary", "", _("Values as numbers")), scroll);
  root.replaceChildren(html("div", "head", heading, shapes), lead, terms, picture, pointed, below, numbers);
  return {
    root, heading, lead, pointed, below, numbers,
    /** @param {Shape | null} shape null where there is nothing to choose */
    shape(shape) {
      shapes.hidden = shape === null;
      bars.setAttribute("aria-pressed", String(shape === "bars"));
      perceptron.setAttribute("aria-pressed", String(shape === "perceptron"));
    },
  };
}
