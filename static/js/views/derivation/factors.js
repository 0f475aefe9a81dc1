// What a unit is multiplied together from, where gates are at work: each factor leads on to its own derivation.

import { gatesOf } from "../../gates.js";
import { button, html } from "../../html.js";
import { symbolChosen, unitPinned } from "../../state.js";
import { _ } from "../../texts.js";
import { written } from "./html.js";
import { label, number } from "./write.js";

/** @typedef {import("./terms.js").Derivation} Derivation */
/** @typedef {import("./terms.js").Part} Part */

/** Whether products of symbols are among what is added up, as gates make them. @param {Derivation} derivation */
export const isMixed = ({ groups }) => groups.some(({ role }) => role === "mix");

/** The factors that can be taken apart themselves: each symbol once, as it stands at its time stamp.
 * @param {Derivation} derivation @returns {{name: string, t: number, part: Part}[]} */
export function factorsIn({ groups }) {
  const parts = groups.flatMap(({ weight, terms, role }) => {
    const own = (/** @type {import("./terms.js").Product} */ term) => (role === "mix" ? term.parts : term.parts.slice(0, weight === null ? -1 : -2));
    return terms.flatMap(own);
  });
  /** @type {Map<string, {name: string, t: number, part: Part}>} */
  const found = new Map();
  for (const part of parts) {
    if (part.t === null || part.t < 0) continue;
    const { name, complement, ...rest } = part;
    const value = complement ? 1 - part.value : part.value;
    found.set(`${name} ${part.t}`, { name, t: part.t, part: { ...rest, name, value } });
  }
  return [...found.values()];
}

/** Where a cell has no gates, the chosen symbol is what is derived. @param {number} unit @param {number} t @param {string} name
 * @returns {import("../../types.js").Change} */
const factorPinned = (unit, t, name) => (state) => {
  const next = unitPinned(unit, t, name)(state);
  return gatesOf(state.model.symbols).length ? next : symbolChosen(name)(next);
};

/** @param {Derivation} derivation @param {import("../../types.js").Update} update @returns {Node[]} */
export function factorsOf(derivation, update) {
  const factors = factorsIn(derivation);
  if (factors.length === 0) return [];
  const buttons = factors.map(({ name, t, part }) => {
    const way = button("button factor", "", () => update(factorPinned(derivation.unit, t, name), "push"));
    way.append(...written(label([part])), `\u00a0=\u00a0${number(part.value)}`);
    return way;
  });
  return [html("p", "apart", _("Take a factor apart:"), " ", ...buttons.flatMap((each) => [each, " "]))];
}
