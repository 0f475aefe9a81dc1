// What the open cell shows, read off the cell's own description: no cell type is named here.
//
//   fed by   what enters a strip: the state before, the input, or neither (a bias)
//   state    the last symbol, h(t): what the next time stamp and the output are given
//   line     U h(t−1) + W x(t) + b = a(t), φ, and what that makes: of the state, or of one gate that is opened
//   gates    all of them side by side, and how the state is mixed of them

import { carriedOf, gateNamed, gatesOf, sumOf, weightsInto, writtenOut } from "../../gates.js";
import { lineParts, mixParts, symbolStrip } from "./parts.js";

/** @typedef {import("../../types.js").Symbol} Symbol */
/** @typedef {import("./parts.js").Part} Part */
/** @typedef {import("./parts.js").StripPart} StripPart */

export { labelOf, signed } from "./label.js";
export { stripValues, symbolValues } from "../../values.js";

/** @typedef {object} OpenCell
 * @property {Part[]} parts    from left to right; strips and what stands between them take turns
 * @property {StripPart[]} strips
 * @property {StripPart[]} closed  what a column shows that is not open: the states, the hidden one last
 * @property {string[]} beside  what is carried on without a weight, in the order of its ways
 * @property {boolean} direct  whether the hidden state is carried on without a weight too
 * @property {number} fed      which of the strips the input enters
 * @property {Symbol} input
 * @property {Symbol} state
 * @property {Symbol[]} gates  none where the state itself is φ of a sum
 * @property {Symbol | null} gate   the one that is opened
 * @property {string} U        the weight on the way from the state before, the first of them
 * @property {string} W        the weight on the way from the input, likewise
 * @property {{U: string[], W: string[]}} weights  all of them, one for each gate that is shown */

/** @param {Symbol[]} symbols @param {string | null} [opened] the gate @returns {OpenCell} */
export function openCell(symbols, opened = null) {
  const input = symbols.find(({ kind }) => kind === "input") ?? symbols[0];
  const state = symbols[symbols.length - 1];
  const gates = gatesOf(symbols);
  const gate = gateNamed(symbols, opened);
  const closed = carriedOf(symbols).map((symbol) => symbolStrip(symbol, symbol === state ? "state" : "carry"));
  const parts = gates.length && !gate ? mixParts(symbols, gates) : lineParts(symbols, gate ?? state, input);
  if (gate) parts.push({ kind: "gap", text: "" }, symbolStrip(state, "state"));
  const strips = parts.filter((part) => part.kind === "strip");
  const weights = weightsInto(symbols, (gate ? [gate] : gates.length ? gates : [state]).map((symbol) => sumOf(symbols, symbol) ?? symbol));
  const direct = state.terms.some((term) => writtenOut(symbols, term).factors.some(({ name, lag }) => name === state.name && lag > 0));
  const beside = [...closed.slice(0, -1).map(({ name }) => name), ...(direct ? [state.name] : [])];
  return { parts, strips, closed, direct, beside, fed: fedOf(strips), input, state, gates, gate, U: weights.U[0] ?? "", W: weights.W[0] ?? "", weights };
}

/** The strip of W x(t), or the middle one of the gates. @param {StripPart[]} strips */
function fedOf(strips) {
  const gates = strips.filter(({ role }) => role === "gate").length;
  return Math.max(0, strips.findIndex(({ role }) => role === "input"), Math.ceil(gates / 2) - 1);
}
