// The statistics of an opened weight beside its heatmap.

import { lettered } from "../../html.js";
import { _ } from "../../texts.js";
import { eigenvaluesFigure } from "./eigenvalues.js";
import { element } from "./frame.js";
import { figuresOf } from "./meaning.js";

/** @param {HTMLElement} root @param {import("../weights.js").Opened} opened */
export function showMeaning(root, { about, statistics, words }) {
  if (!statistics) return root.replaceChildren();
  const list = element("dl", "weight-figures", ...figuresOf(statistics, about, words, about.rows === "word" ? _("the output weight") : about.label.join("_")).map(({ name, value, sentence }) =>
    element("div", "", element("dt", "", name), element("dd", "figure-value", value), element("dd", "figure-sentence", ...lettered(sentence)))));
  const { eigenvalues } = statistics;
  root.replaceChildren(...(eigenvalues ? [plane(eigenvalues, about.label[0])] : []), list);
}

/** @param {{re: number, im: number}[]} eigenvalues @param {string} letter */
function plane(eigenvalues, letter) {
  const text = element("div", "plane-text",
    element("h3", "", _("Eigenvalues of {letter}", { letter })),
    element("p", "", _("In the complex plane, with the unit circle: with every word, directions outside the circle grow and those inside it fade, before φ bends them.")));
  return element("div", "plane-block", text, eigenvaluesFigure(eigenvalues));
}
