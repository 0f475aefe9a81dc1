// The loop that computes a trace, as lines of PyTorch, and what its variables hold after each of them.
//
//   place  where a line stands among those that run at each time stamp, 0 … n−1; null for those around them

import { carriedOf } from "../../gates.js";
import { layerOf } from "../../state.js";
import { _ } from "../../texts.js";

/** @typedef {import("../../types.js").State} State */
/** @typedef {import("../../types.js").Symbol} Symbol */
/** @typedef {{text: string, place: number | null}} Line */

/** What a variable holds: numbers, or a text where it is none of the arrays of the trace.
 * @typedef {{name: string, shape: string, symbol: Symbol | null, values: Float32Array | null, text: string,
 *   t: number, fresh: boolean}} Variable  t: the time stamp of what it holds; fresh: written by the marked line */

/** app/script.py writes the same lines into the script; a test compares them.
 * @param {State} state @returns {Line[]} */
export function linesOf({ model }) {
  const steps = model.symbols.flatMap(({ code }) => (code ? [code] : [])).map((code, place) => ({ text: `    ${code}`, place }));
  const output = { text: "    y = W_y @ h + b_y", place: steps.length };
  const carried = carriedOf(model.symbols).map(({ name }) => name).reverse();
  const zeros = carried.map(() => `torch.zeros(${model.hidden_size})`);
  if (model.num_layers === 1) return [...around(...carried.map((name, i) => `${name} = ${zeros[i]}`), LOOP), ...steps, output];
  const state = carried.join(", ");
  const [input, ...rest] = steps;
  const weights = model.weights.flatMap(({ place }) => (place.startsWith("layers.0.") ? [place.slice("layers.0.".length)] : []));
  return [
    ...around(`states = [${carried.length > 1 ? `(${zeros.join(", ")})` : zeros[0]}] * ${model.num_layers}`, LOOP), input,
    ...around(`    for l in range(${model.num_layers}):`, `        ${weights.join(", ")} = layers[l]`, `        ${state} = states[l]`),
    ...rest.map(({ text, place }) => ({ text: `    ${text}`, place })),
    ...around(`        states[l] = ${state}`, "        x = h"), output,
  ];
}

const LOOP = "for t in range(len(ids)):";

/** Lines that no symbol stands for. @param {...string} texts @returns {Line[]} */
const around = (...texts) => texts.map((text) => ({ text, place: null }));

/** What stands in the variables once the marked line has run: those of later lines still hold what the time stamp
 * before left in them. @param {State} state @returns {Variable[]} */
export function variablesOf(state) {
  const { model, trace, t, line } = state;
  const token = trace.tokens[t];
  if (!token) return [];
  const shown = model.symbols.filter(({ code }) => code !== "");
  return [
    written("t", "", String(t)),
    ...(model.num_layers > 1 ? [written("l", "", String(layerOf(state)))] : []),
    written("ids[t]", "", `${token.id}  “${token.text}”`),
    ...shown.map((symbol, place) => {
      const then = place <= line ? t : t - 1;
      const values = valuesOf(state, symbol.name, then);
      const text = values ? "" : _("not written yet");
      return { name: symbol.name, shape: `(${values?.length ?? symbol.size},)`, symbol, values, text, t: then, fresh: place === line };
    }),
    { ...written("y", `(${model.vocab_size},)`, likeliest(state, line >= shown.length ? t : t - 1)), fresh: line === shown.length },
  ];
}

/** @param {string} name @param {string} shape @param {string} text @returns {Variable} */
const written = (name, shape, text) => ({ name, shape, symbol: null, values: null, text, t: 0, fresh: false });

/** Row t of a symbol; at −1 the state before the first word, where it is a carried one.
 * @param {State} state @param {string} name @param {number} t @returns {Float32Array | null} */
function valuesOf(state, name, t) {
  const layer = state.trace.layers[layerOf(state)];
  if (t < 0) return layer.initial[name] ?? null;
  const { data, cols } = layer.values[name];
  return data.subarray(t * cols, (t + 1) * cols);
}

/** @param {State} state @param {number} t @returns {string} */
function likeliest({ trace }, t) {
  const best = trace.outputs[t]?.top[0];
  if (!best) return _("not written yet");
  const word = best.token === "</s>" ? _("end of sentence") : `“${best.token}”`;
  return _("its largest: that of {word}", { word });
}

/** A Python literal of ASCII letters only, so that no text can end it.
 * @param {string} text @returns {string} */
export function literal(text) {
  const letters = [...text].map((letter) => {
    const code = /** @type {number} */ (letter.codePointAt(0));
    if (letter === '"' || letter === "\\") return `\\${letter}`;
    if (code >= 0x20 && code < 0x7f) return letter;
    return code > 0xffff ? `\\U${hex(code, 8)}` : `\\u${hex(code, 4)}`;
  });
  return `"${letters.join("")}"`;
}

/** @param {number} code @param {number} digits */
const hex = (code, digits) => code.toString(16).padStart(digits, "0");

/** The script for the sentence on screen. @param {string} template  from app/script.py, with its two marks
 * @param {State["trace"]} trace @returns {string} */
export function scriptOf(template, { tokens }) {
  /** @type {Record<string, string>} */
  const put = {
    __WORDS__: `[${tokens.map(({ text }) => literal(text)).join(", ")}]`,
    __IDS__: `[${tokens.map(({ id }) => id).join(", ")}]`,
  };
  return template.replace(/__WORDS__|__IDS__/g, (mark) => put[mark]);
}
