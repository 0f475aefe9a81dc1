// What the open cell shows, read off the cell's own description: no cell type is named here.
//
//   product  a term such as U h(t−1): a weight times a symbol
//   fed by   what enters a strip: the state before, the input, or neither (a bias)
//   state    the last symbol, h(t): what the next time stamp and the output are given

/** @typedef {import("../../types.js").Factor} Factor */
/** @typedef {import("../../types.js").Symbol} Symbol */
/** @typedef {import("../../types.js").Trace} Trace */
/** @typedef {import("../../types.js").LayerWeights} LayerWeights */

/** One strip: the sum of `of`, which are symbols, or biases where `bias` is true.
 * @typedef {object} StripPart
 * @property {"strip"} kind
 * @property {string} name       as a hover calls it: a symbol's name, or "b"
 * @property {string[]} of
 * @property {boolean} bias
 * @property {Factor[]} factors  what its label spells out, such as U h(t−1); weights have no time stamp
 * @property {"carried" | "input" | "bias" | "sum" | "state"} role */

/** @typedef {{kind: "op", text: string}} OpPart */
/** @typedef {{kind: "phi", text: string}} PhiPart */

/** @typedef {object} OpenCell
 * @property {(StripPart | OpPart | PhiPart)[]} parts  from left to right
 * @property {StripPart[]} strips
 * @property {number} fed      which of the strips the input enters
 * @property {Symbol} input
 * @property {Symbol} state
 * @property {string} U        the weight on the way from the state before
 * @property {string} W        the weight on the way from the input */

/** @param {Symbol[]} symbols @param {string} phi  what it is called in formulas @returns {OpenCell} */
export function openCell(symbols, phi) {
  const named = new Map(symbols.map((symbol) => [symbol.name, symbol]));
  const input = symbols.find(({ kind }) => kind === "input") ?? symbols[0];
  const state = symbols[symbols.length - 1];
  const sum = named.get(state.terms[0]?.factors[0]?.name ?? "") ?? state;

  const strips = sum.terms.map((term) => {
    const symbol = named.get(term.factors[0].name);
    return symbol ? { ...productStrip(symbol, input), sign: term.sign } : null;
  }).filter((strip) => strip !== null);
  const biases = sum.terms.map(({ factors }) => factors[0].name).filter((name) => !named.has(name));
  const carried = strips.filter(({ role }) => role === "carried");
  const inputs = strips.filter(({ role }) => role === "input");

  /** @type {(StripPart | OpPart | PhiPart)[]} */
  const parts = [];
  for (const { sign, ...strip } of [...carried, ...inputs]) {
    if (parts.length || sign < 0) parts.push({ kind: "op", text: sign < 0 ? "−" : "+" });
    parts.push(strip);
  }
  if (biases.length) parts.push({ kind: "op", text: "+" }, biasStrip(biases));
  parts.push({ kind: "op", text: "=" }, symbolStrip(sum, "sum"));
  parts.push({ kind: "phi", text: phi }, symbolStrip(state, "state"));

  const shown = parts.filter((part) => part.kind === "strip");
  return {
    parts, strips: shown, fed: Math.max(0, shown.findIndex(({ role }) => role === "input")), input, state,
    U: weightOf(carried[0]), W: weightOf(inputs[0]),
  };
}

/** @param {Symbol} symbol @param {Symbol} input @returns {StripPart} */
function productStrip(symbol, input) {
  const factors = symbol.terms[0]?.factors ?? [];
  const role = factors.some(({ name }) => name === input.name) ? "input" : "carried";
  return { kind: "strip", name: symbol.name, of: [symbol.name], bias: false, factors, role };
}

/** @param {string[]} biases @returns {StripPart} */
const biasStrip = (biases) => ({ kind: "strip", name: "b", of: biases, bias: true, factors: [{ name: "b", lag: 0 }], role: "bias" });

/** @param {Symbol} symbol @param {"sum" | "state"} role @returns {StripPart} */
const symbolStrip = ({ name }, role) => ({ kind: "strip", name, of: [name], bias: false, factors: [{ name, lag: 0 }], role });

/** @param {StripPart | undefined} product */
const weightOf = (product) => product?.factors[0].name ?? "";

/** A label in pieces, letters in italics: U h(1).
 * @param {StripPart} strip @param {Symbol[]} symbols @param {number} t @returns {{text: string, italic: boolean}[]} */
export function labelOf(strip, symbols, t) {
  return strip.factors.flatMap(({ name, lag }, i) => {
    const pieces = [{ text: i ? `\u2009${name}` : name, italic: true }];
    if (symbols.some((symbol) => symbol.name === name)) pieces.push({ text: `(${signed(t - lag)})`, italic: false });
    return pieces;
  });
}

/** @param {number} t @returns {string} with a true minus */
export const signed = (t) => (t < 0 ? `−${-t}` : String(t));

/** The numbers of a strip at t, (H,).
 * @param {StripPart} strip @param {Trace} trace @param {LayerWeights} weights @param {number} layer @param {number} t
 * @returns {Float32Array} */
export const stripValues = (strip, trace, weights, layer, t) =>
  strip.bias ? sumOf(strip.of.map((name) => weights[name])) : symbolValues(trace, layer, strip.of[0], t);

/** A symbol at t, (size,); time stamp −1 is what the network was given to begin with.
 * @param {Trace} trace @param {number} layer @param {string} name @param {number} t @returns {Float32Array} */
export function symbolValues(trace, layer, name, t) {
  const { initial, values } = trace.layers[layer];
  if (t < 0) return initial[name];
  const { cols, data } = values[name];
  return data.subarray(t * cols, (t + 1) * cols);
}

/** @param {(Float32Array | import("../../types.js").Matrix)[]} vectors @returns {Float32Array} */
function sumOf(vectors) {
  const arrays = vectors.map((vector) => ("data" in vector ? vector.data : vector));
  return Float32Array.from(arrays[0] ?? [], (_, i) => arrays.reduce((sum, array) => sum + array[i], 0));
}
