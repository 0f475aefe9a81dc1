// The part of the state that a link holds, and how its query writes it.

import { KEYS, readInterventions, written } from "./interventions.js";
import { BLOCKS, USUAL } from "./recall.js";
import { lastLine, SPEEDS, TABLES, usualTimeStamp } from "./state.js";
import { turnIn } from "./walk.js";

/** @typedef {import("./types.js").State} State */
/** @typedef {import("./types.js").Wishes} Wishes */

/** The sentence that a link without one stands for; app/examples.py says the same, and a test compares them. */
export const DEFAULT = "I am a boy";

/** What a link holds, and how: a part at its default is left out.
 * @type {{name: keyof Wishes, read: (state: State) => string | null, usual: (state: State) => string | null,
 *         parse: (value: string) => unknown}[]} */
const PARTS = [
  { name: "model", read: (s) => s.asked, usual: (s) => s.models[0].id, parse: String },
  { name: "text", read: (s) => s.text, usual: () => DEFAULT, parse: String },
  { name: "t", read: (s) => String(s.t), usual: (s) => String(usualTimeStamp(s)), parse: wholeNumber },
  { name: "unit", read: (s) => (s.unit === null ? null : String(s.unit)), usual: () => null, parse: wholeNumber },
  { name: "symbol", read: (s) => s.symbol, usual: () => "h", parse: String },
  { name: "word", read: (s) => s.word, usual: () => null, parse: String },
  { name: "dim", read: (s) => (s.dim === null ? null : String(s.dim)), usual: () => null, parse: wholeNumber },
  { name: "fold", read: (s) => s.fold, usual: () => "unrolled", parse: oneOf("unrolled", "rolled") },
  { name: "weight", read: (s) => s.weight, usual: () => null, parse: String },
  { name: "order", read: (s) => s.order, usual: () => "index", parse: oneOf("index", "similarity") },
  { name: "gate", read: (s) => s.gate, usual: () => null, parse: String },
  { name: "of", read: (s) => s.of, usual: () => null, parse: String },
  { name: "sought", read: (s) => s.sought, usual: () => null, parse: String },
  { name: "shape", read: (s) => s.shape, usual: () => "bars", parse: oneOf("bars", "perceptron") },
  { name: "all", read: (s) => s.all, usual: () => null, parse: String },
  { name: "tables", read: (s) => s.tables || null, usual: () => null, parse: tablesIn },
  { name: "line", read: (s) => String(s.line), usual: (s) => String(lastLine(s)), parse: wholeNumber },
  { name: "block", read: (s) => s.memory.block, usual: () => USUAL.block, parse: oneOf(...BLOCKS) },
  { name: "layer", read: (s) => (s.memory.layer === null ? null : String(s.memory.layer)), usual: () => null, parse: wholeNumber },
  { name: "path", read: (s) => s.memory.path, usual: () => USUAL.path, parse: oneOf("h", "c") },
  { name: "against", read: (s) => s.memory.against, usual: () => null, parse: String },
  { name: "omit", read: (s) => String(s.memory.omitted), usual: () => String(USUAL.omitted), parse: wholeNumber },
  { name: "swap", read: (s) => s.memory.instead, usual: () => null, parse: (value) => value || undefined },
  { name: "second", read: (s) => s.walk.second || null, usual: () => null, parse: (value) => value.trim() || undefined },
  { name: "turn", read: (s) => s.walk.turn && String(s.walk.turn), usual: () => null, parse: turnIn },
  { name: "with", read: (s) => s.beside.model, usual: () => null, parse: (value) => value || undefined },
  { name: "on", read: (s) => (s.unit !== null && s.beside.on === "other" ? "other" : null), usual: () => null, parse: oneOf("other") },
  { name: "speed", read: (s) => String(s.speed), usual: () => "1", parse: (v) => (SPEEDS.includes(Number(v)) ? Number(v) : undefined) },
];

const GOES_ALONG = ["model", "second", "unit", "fold", "speed", ...KEYS];

/** @param {string[]} names @returns {(value: string) => string | undefined} */
function oneOf(...names) {
  return (value) => names.find((name) => name === value);
}

/** @param {string} value @returns {string | undefined} */
function tablesIn(value) {
  const asked = value.split(",");
  return TABLES.filter((name) => asked.includes(name)).join(",") || undefined;
}

/** @param {string} value @returns {number | undefined} */
function wholeNumber(value) {
  return /^\d{1,6}$/.test(value) ? Number(value) : undefined;
}

/** @param {State} state @returns {string} "?text=…", or "" where all is as usual */
export function toQuery(state) {
  const query = new URLSearchParams();
  for (const { name, read, usual } of PARTS) {
    const value = read(state);
    if (value !== null && value !== usual(state)) query.set(name, value);
  }
  for (const each of state.kept ?? state.interventions) query.append(...written(each));
  return query.size > 0 ? `?${query}`.replaceAll("%2C", ",").replaceAll("%3A", ":") : "";
}

/** What goes along to a network that reads characters where this one reads words: not the place in the sentence, nor what
 * is chosen of this network. @param {State} state @returns {string} */
export function toOtherKind(state) {
  const query = new URLSearchParams({ text: state.text });
  for (const [name, value] of new URLSearchParams(toQuery(state))) if (GOES_ALONG.includes(name)) query.append(name, value);
  return `?${query}`;
}

/** Everything that a link to what is on screen would ask for. @param {State} state @returns {Wishes} */
export const wishesOf = (state) => fromQuery(toQuery(state));

/** @param {string} search @returns {Wishes} */
export function fromQuery(search) {
  const query = new URLSearchParams(search);
  const found = PARTS.map(({ name, parse }) => [name, query.has(name) ? parse(query.get(name) ?? "") : undefined]);
  const { interventions, refused } = readInterventions(query);
  const what = [["interventions", interventions.length ? interventions : undefined], ["refused", refused ?? undefined]];
  return Object.fromEntries([...found, ...what].filter(([, value]) => value !== undefined));
}
