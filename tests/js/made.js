// A small made-up network and sentence for tests: D = 3, H = 8, T = 4, numbers that can be checked by hand.

import { readFileSync } from "node:fs";
import { ALONE } from "../../static/js/beside.js";
import { USUAL } from "../../static/js/recall.js";
import { STILL } from "../../static/js/walk.js";

/** @typedef {import("../../static/js/types.js").Card} Card */
/** @typedef {import("../../static/js/types.js").State} State */
/** @typedef {import("../../static/js/types.js").Symbol} Symbol */
/** @typedef {import("../../static/js/types.js").Trace} Trace */

const [D, H] = [3, 8];

/** The activation functions as Python describes them. @type {Record<"tanh" | "sigmoid", import("../../static/js/types.js").Phi>} */
export const PHIS = JSON.parse(readFileSync(new URL("fixtures/phi.json", import.meta.url), "utf8"));

/** @param {string} name @param {Symbol["kind"]} kind @param {[string, number?][][]} terms @param {Partial<Symbol>} [more]
 * @returns {Symbol} */
const symbol = (name, kind, terms, more) => ({
  name, kind, label: name, equation: "", code: "", range: null, torch_name: null, size: H, phi: null,
  terms: terms.map((factors) => ({ sign: 1, factors: factors.map(([of, lag = 0]) => ({ name: of, lag })) })),
  ...more,
});

/** As model/cells/rnn.py describes the vanilla cell. */
export const symbols = [
  symbol("x", "input", [], { size: D, torch_name: "input", code: "x = E[ids[t]]" }),
  symbol("Wx", "affine", [[["W"], ["x"]]]),
  symbol("Uh", "affine", [[["U"], ["h", 1]]]),
  symbol("a", "affine", [[["Uh"]], [["b_hh"]], [["Wx"]], [["b_ih"]]], { code: "a = U @ h + b_hh + W @ x + b_ih" }),
  symbol("h", "squash", [[["a"]]], { range: [-1, 1], torch_name: "output", code: "h = torch.tanh(a)", phi: PHIS.tanh }),
];

/** @type {Card} */
export const card = {
  id: "made-up", title: "Made up", task: "", cell: "rnn", activation: "tanh", embedding_dim: D, hidden_size: H,
  num_layers: 1, vocab_size: 5002, reads: "words", limits: { traces: 512, influences: 128, omissions: 128 }, parameters: 0, corpus: {}, license: "", metrics: {}, training: {},
  ranges: { x: 2, Wx: 3.1, Uh: 4.6, a: 5.9, h: 1 }, symbols, phi: PHIS.tanh,
  weights: [
    { place: "layers.0.W", torch_name: "weight_ih_l0", shape: [H, D] },
    { place: "layers.0.U", torch_name: "weight_hh_l0", shape: [H, H] },
    { place: "layers.0.b_ih", torch_name: "bias_ih_l0", shape: [H] },
    { place: "layers.0.b_hh", torch_name: "bias_hh_l0", shape: [H] },
    { place: "embedding", torch_name: "embedding.weight", shape: [5002, D] },
    { place: "output.W_y", torch_name: "output.weight", shape: [5002, H] },
    { place: "output.b_y", torch_name: "output.bias", shape: [5002] },
  ],
};

/** Row t of the symbol numbered k holds k + t/10 + unit/100. @param {number} T @param {number} size @param {number} k */
const matrix = (T, size, k) => ({
  rows: T, cols: size,
  data: Float32Array.from({ length: T * size }, (_, i) => k + Math.floor(i / size) / 10 + (i % size) / 100),
});

/** @param {string[]} words @returns {Trace} */
export const traceOf = (words) => ({
  model: card.id,
  tokens: words.map((text, t) => ({ t, text, id: 2 + t, known: text !== "wug" })),
  symbols,
  layers: [{
    initial: { h: new Float32Array(H) },
    values: Object.fromEntries(symbols.map(({ name, size }, k) => [name, matrix(words.length, size, k)])),
  }],
  outputs: words.map((_, t) => ({
    t, surprisal: null, why: null,
    top: ["want", "</s>", "don't", "am", "bit"].map((token, i) => ({ token, probability: (0.4 - t / 10) / (i + 1) })),
  })),
});

/** @param {string[]} words @param {Partial<State>} [more] @returns {State} */
export const stateOf = (words, more) => ({
  models: [card], findings: {}, model: card, asked: card.id, trace: traceOf(words), text: words.join(" "), traced: words.join(" "), interventions: [], applied: [], original: null, wishes: null, typing: false, t: Math.max(0, words.length - 1),
  weights: [{
    W: matrix(H, D, 0), U: matrix(H, H, 0), b_ih: new Float32Array(H).fill(0.25), b_hh: new Float32Array(H).fill(-1),
  }],
  unit: null, word: null, dim: null, fold: "unrolled", waiting: null, kept: null, weight: null, order: "index", gate: null, of: null, sought: null, fetched: null, line: 3, check: null, unchecked: null,
  shape: "bars", all: null, tables: "", memory: USUAL, walk: STILL, beside: ALONE, longer: 0, derived: null, symbol: "h", hover: null, playing: false, speed: 1, problem: null, unfinished: false, theme: "light",
  ...more,
});

/** Numbers that look random and are the same in every run: mulberry32. @param {number} seed */
export function randoms(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let z = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    z = (z + Math.imul(z ^ (z >>> 7), 61 | z)) ^ z;
    return ((z ^ (z >>> 14)) >>> 0) / 4294967296;
  };
}
