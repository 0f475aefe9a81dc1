// The perceptron under the pointer, the finger and the keyboard: what they are on is lit, and a click, the second tap or
// Enter follows it. It is one tab stop; ↑ ↓ move over the edges, the largest first.

import { html } from "../../html.js";
import { written } from "./html.js";
import { createTaps } from "./taps.js";
import { bySize } from "./terms.js";
import { factors, label, plain, signed } from "./write.js";

/** @typedef {import("../../types.js").Hover} Hover */
/** @typedef {import("./terms.js").Derivation} Derivation */
/** @typedef {import("./terms.js").Product} Product */
/** @typedef {{enter: (term: Product | null) => void, follow: (term: Product) => void}} Acts */
/** @typedef {ReturnType<typeof createEdges>} Edges */

/** @param {Acts} acts */
export function createEdges({ enter, follow }) {
  const root = html("div", "picture");
  root.setAttribute("role", "slider");
  root.setAttribute("aria-orientation", "vertical");
  root.setAttribute("aria-valuemin", "1");
  /** @type {Product[]} */
  let terms = [];
  let place = 0;

  /** @param {Event} event */
  const termAt = ({ target }) => {
    const { weight, index } = (target instanceof SVGElement && target.dataset) || {};
    return terms.find((term) => term.weight === weight && term.index === Number(index)) ?? null;
  };
  const putOut = () => enter(null);
  const taps = createTaps(root, putOut);
  root.addEventListener("pointerover", (event) => event.pointerType !== "touch" && enter(termAt(event)));
  root.addEventListener("pointerleave", ({ pointerType }) => pointerType !== "touch" && putOut());
  root.addEventListener("click", (event) => {
    const term = termAt(event);
    if (!term) return putOut();
    if (taps.lights(event, plain(label(term.parts)))) enter(term);
    else follow(term);
  });
  root.addEventListener("focus", () => root.matches(":focus-visible") && move(0));
  root.addEventListener("blur", putOut);
  root.addEventListener("keydown", (event) => {
    const by = { ArrowUp: -1, ArrowDown: 1, PageUp: -8, PageDown: 8 }[event.key];
    if (event.ctrlKey || event.metaKey || event.altKey || (by === undefined && event.key !== "Enter")) return;
    event.preventDefault();
    if (by !== undefined) move(by);
    else if (terms[place]) follow(terms[place]);
  });

  /** @param {number} by */
  function move(by) {
    place = Math.max(0, Math.min(terms.length - 1, place + by));
    tell();
    enter(terms[place] ?? null);
  }

  function tell() {
    root.setAttribute("aria-valuemax", String(terms.length));
    root.setAttribute("aria-valuenow", String(place + 1));
    if (terms[place]) root.setAttribute("aria-valuetext", plain(label(terms[place].parts)) + worth(terms[place]));
  }

  return {
    root,
    /** @param {Derivation} derivation @param {SVGElement} picture @param {string} name */
    draw({ groups }, picture, name) {
      terms = bySize(groups.flatMap((group) => group.terms));
      place = Math.min(place, terms.length - 1);
      root.tabIndex = 0;
      root.setAttribute("aria-label", name);
      root.replaceChildren(picture);
      tell();
      if (document.activeElement === root && root.matches(":focus-visible")) move(0);
    },
    clear() {
      terms = [];
      root.tabIndex = -1;
      root.replaceChildren();
    },
    /** Light the terms that are meant; what one of them amounts to is told where there is room.
     * @param {(term: Product) => boolean} lit @param {boolean} some  whether the edges beside them step back
     * @returns {Node | null} */
    light(lit, some) {
      const meant = terms.filter(lit);
      root.classList.toggle("pointed", some && meant.length > 0);
      for (const mark of root.querySelectorAll("[data-index], [data-bias]")) mark.classList.remove("lit");
      for (const { weight, index } of meant) {
        const which = index === null ? "[data-bias]" : `[data-weight="${CSS.escape(weight ?? "")}"][data-index="${index}"]`;
        for (const mark of root.querySelectorAll(which)) mark.classList.add("lit");
      }
      return some && meant.length === 1 ? html("span", "", ...written(label(meant[0].parts)), worth(meant[0])) : null;
    },
  };
}

/** " = 0.362 · 0.974 = +0.353" @param {Product} term */
const worth = ({ parts, product }) => ["", factors(parts), signed(product)].filter((part, i) => i === 0 || part).join(" = ");
