// What if: what is to be otherwise, as a link writes it, as the server is asked for it, and in words. Pure.
// app/interventions.py reads the same; a test holds both against one table.
//
//   edit=h,2,12,-1      unit 12 of h at time stamp 2 is −1; edit=h,0-3,12-40,0,1 is several, in layer 1
//   edit=h,all,12,0     unit 12 is silent throughout
//   forget=2            nothing that was read before time stamp 2 gets through
//   instead=2:dog       the word at time stamp 2 is another
//   from=the+dog+barks  h(−1) is what the network has in mind after that sentence
//
//   span  which of several: one (2), the first and last of some ([0, 3]), or "all"

import { isOneToken, readsCharacters } from "./kinds.js";
import { format } from "./scale.js";
import { _ } from "./texts.js";

/** @typedef {import("./types.js").Card} Card */
/** @typedef {import("./types.js").Edit} Edit */
/** @typedef {import("./types.js").Intervention} Intervention */
/** @typedef {import("./types.js").Span} Span */
/** @typedef {import("./types.js").Token} Token */
/** @typedef {import("./types.js").Trace} Trace */

/** As many as the server takes at once, and how large: model/edits.py says the same. */
export const MAX_EDITS = 64;
export const MAX_VALUE = 1e6;

/** In a sentence about them: how many are named, and characters of a text among them. */
const [LISTED, LONGEST_WORD, LONGEST_SENTENCE] = [3, 24, 40];

const SPAN = /^(?:(\d{1,6})(?:-(\d{1,6}))?|all)$/;
const NUMBER = /^-?\d{1,9}(?:\.\d{1,12})?(?:e-?\d{1,2})?$/;

/** @type {Record<Intervention["kind"], (value: string) => Intervention | null>} */
const READERS = { edit: readEdit, forget: readForget, instead: readInstead, from: (text) => (text.trim() ? { kind: "from", text } : null) };

/** What the parts of a query are called that are interventions. */
export const KEYS = Object.keys(READERS);

/** The parts of a query that are interventions, in their order, and the first that makes no sense.
 * @param {Iterable<[string, string]>} parts @returns {{interventions: Intervention[], refused: string | null}} */
export function readInterventions(parts) {
  /** @type {Intervention[]} */
  const interventions = [];
  let refused = null;
  for (const [key, value] of parts) {
    if (!(key in READERS)) continue;
    const found = READERS[/** @type {Intervention["kind"]} */ (key)](value);
    if (found) interventions.push(found);
    else refused ??= `${key}=${value}`;
  }
  return { interventions, refused };
}

/** @param {string} value @returns {Intervention | null} */
function readEdit(value) {
  const [symbol, t, unit, number, layer = "0", ...more] = value.split(",");
  const spans = [t, unit].map((text) => SPAN.test(text ?? "") && spanOf(text));
  const fits = /^\w+$/.test(symbol) && NUMBER.test(number ?? "") && /^\d{1,3}$/.test(layer) && more.length === 0;
  if (!fits || spans[0] === false || spans[1] === false) return null;
  return { kind: "edit", symbol, t: spans[0], unit: spans[1], value: Number(number), layer: Number(layer) };
}

/** @param {string} value @returns {Intervention | null} */
function readForget(value) {
  return /^\d{1,6}$/.test(value) ? { kind: "forget", t: Number(value) } : null;
}

/** @param {string} value @returns {Intervention | null} */
function readInstead(value) {
  const [, t, word] = /^(\d{1,6}):(\S{1,200})$/u.exec(value) ?? [];
  return word === undefined ? null : { kind: "instead", t: Number(t), word };
}

/** @param {string} text @returns {Span} */
function spanOf(text) {
  const [, first, last] = SPAN.exec(text) ?? [];
  if (first === undefined) return "all";
  return last === undefined ? Number(first) : [Number(first), Number(last)];
}

/** @param {Span} span */
const writeSpan = (span) => (Array.isArray(span) ? span.join("-") : String(span));

/** Key and value, as a link has them. @param {Intervention} each @returns {[string, string]} */
export function written(each) {
  if (each.kind === "forget") return ["forget", String(each.t)];
  if (each.kind === "instead") return ["instead", `${each.t}:${each.word}`];
  if (each.kind === "from") return ["from", each.text];
  const { symbol, t, unit, value, layer } = each;
  const parts = [symbol, writeSpan(t), writeSpan(unit), String(Number(value.toPrecision(7))), ...(layer ? [layer] : [])];
  return ["edit", parts.join(",")];
}

/** @param {Intervention[]} a @param {Intervention[]} b */
export const sameInterventions = (a, b) => a === b || JSON.stringify(a.map(written)) === JSON.stringify(b.map(written));

/** Another intervention at the end; what it replaces goes: the same entries of the same symbol, the same word, the
 * other sentence. @param {Intervention[]} list @param {Intervention} another @returns {Intervention[]} */
export const withAnother = (list, another) => [...list.filter((each) => placeOf(each) !== placeOf(another)), another];

/** @param {Intervention} each */
function placeOf(each) {
  if (each.kind === "edit") return JSON.stringify([each.layer, each.symbol, each.t, each.unit]);
  return each.kind === "from" ? "from" : `${each.kind} ${each.t}`;
}

/** Those symbols that, set to 0, let nothing through from the time stamp before: the products with what is carried, such
 * as U h(t−1) and z∘h(t−1); where one stands in a longer sum, as f∘c(t−1) does, the gate in it.
 * @param {Card["symbols"]} symbols @returns {string[]} */
export function forgetting(symbols) {
  return symbols.flatMap(({ name, terms }) => {
    const carried = terms.filter(({ factors }) => factors.some(({ lag }) => lag > 0));
    if (carried.length > 0 && carried.length === terms.length) return [name];
    return carried.flatMap(({ factors }) => factors.filter(({ lag }) => lag === 0).map((factor) => factor.name));
  });
}

/** What one intervention overwrites. @param {Intervention} each @param {Card} card @returns {Edit[]} */
function overwrites(each, { symbols, num_layers }) {
  if (each.kind === "edit") return [{ t: each.t, layer: each.layer, symbol: each.symbol, unit: each.unit, value: each.value }];
  if (each.kind !== "forget") return [];
  const layers = Array.from({ length: num_layers }, (_unused, layer) => layer);
  return layers.flatMap((layer) => forgetting(symbols).map((symbol) => ({ t: each.t, layer, symbol, unit: /** @type {const} */ ("all"), value: 0 })));
}

/** What the server is asked for, but for the state to begin with.
 * @param {Intervention[]} list @param {Card} card @param {Token[]} tokens  of the sentence itself
 * @returns {{tokens: string[], edits: Edit[]}} */
export function requestOf(list, card, tokens) {
  const words = tokens.map(({ text }) => text);
  for (const each of list) if (each.kind === "instead") words[each.t] = each.word;
  return { tokens: words, edits: list.flatMap((each) => overwrites(each, card)) };
}

/** The sentence whose memory is carried in, if any. @param {Intervention[]} list @returns {string | null} */
export const carriedFrom = (list) => list.reduce((found, each) => (each.kind === "from" ? each.text : found), /** @type {string | null} */ (null));

/** Those that this network and this sentence have a place for, those that have none, and those that are too many.
 * @param {Intervention[]} list @param {Card} card @param {Token[]} tokens
 * @returns {{kept: Intervention[], misfits: Intervention[], surplus: Intervention[]}} */
export function fitting(list, card, tokens) {
  /** @type {Record<"kept" | "misfits" | "surplus", Intervention[]>} */
  const found = { kept: [], misfits: [], surplus: [] };
  let edits = 0;
  for (const each of list) {
    const more = overwrites(each, card).length;
    if (!fits(each, card, tokens.length)) found.misfits.push(each);
    else if (edits + more > MAX_EDITS) found.surplus.push(each);
    else {
      found.kept.push(each);
      edits += more;
    }
  }
  return found;
}

/** Why some are left out, in a sentence; null where none is. @param {ReturnType<typeof fitting>} found @param {Card} card
 * @param {Token[]} tokens @returns {string | null} */
export function leftOut({ misfits, surplus }, card, tokens) {
  const named = (/** @type {Intervention[]} */ list) => listInWords(list, tokens.map(({ text }) => text), card.num_layers);
  if (misfits.length > 0) return _("Left out, for this sentence and this network have no place for it: {list}.", { list: named(misfits) });
  return surplus.length > 0 ? _("Left out: {list}. A reading takes at most {most} edits, of which forgetting can be several: take something back first.", { list: named(surplus), most: MAX_EDITS }) : null;
}

/** @param {Intervention} each @param {Card} card @param {number} T */
function fits(each, card, T) {
  const { symbols, embedding_dim: D, hidden_size: H, num_layers } = card;
  if (each.kind === "from") return true;
  if (each.kind !== "edit") return each.t < T && (each.kind === "forget" || isReadable(each.word, card));
  const symbol = symbols.find(({ name }) => name === each.symbol);
  if (!symbol || each.layer >= num_layers || Math.abs(each.value) > MAX_VALUE) return false;
  return within(each.t, T) && within(each.unit, symbol.kind === "input" && each.layer === 0 ? D : H);
}

/** A model of characters reads one of them in the place of one. @param {string} word @param {Card} card */
const isReadable = (word, card) => !readsCharacters(card) || word === "<unk>" || isOneToken(word, card);

/** @param {Span} span @param {number} size */
const within = (span, size) => span === "all" || (Array.isArray(span) ? span[0] <= span[1] && span[1] < size : span < size);

/** @param {Span} span @param {number} index */
const covers = (span, index) => span === "all" || (Array.isArray(span) ? span[0] <= index && index <= span[1] : span === index);

/** The number of the edit that set an entry, of several the last; −1 where it was computed.
 * @param {Trace} trace @param {number} layer @param {string} symbol @param {number} t @param {number} unit */
export const editAt = ({ edits = [] }, layer, symbol, t, unit) =>
  edits.map((edit) => edit.layer === layer && edit.symbol === symbol && covers(edit.t, t) && covers(edit.unit, unit)).lastIndexOf(true);

/** The state after a sentence, as the server takes it for that before the first word.
 * @param {Trace} trace @param {string[]} carried @returns {Record<string, number[][]>} */
export const stateAfter = ({ layers, tokens }, carried) =>
  Object.fromEntries(carried.map((name) => [name, layers.map(({ values }) => {
    const { cols, data } = values[name];
    return [...data.subarray((tokens.length - 1) * cols, tokens.length * cols)];
  })]));

/** What to ask of a trace that is on screen, so that it is computed once more as it is.
 * @param {Trace} trace @returns {{tokens: string[], edits?: Edit[], initial?: Record<string, number[][]>}} */
export function askedOf({ tokens, layers, edits = [] }) {
  const names = Object.keys(layers[0]?.initial ?? {});
  const given = layers.some(({ initial }) => names.some((name) => initial[name].some((value) => value !== 0)));
  const initial = () => Object.fromEntries(names.map((name) => [name, layers.map((layer) => [...layer.initial[name]])]));
  return { tokens: tokens.map(({ text }) => text), ...(edits.length ? { edits } : {}), ...(given ? { initial: initial() } : {}) };
}

/** Whether a later edit sets all that one sets. @param {Intervention[]} list @param {number} place @returns {boolean} */
export function isOverruled(list, place) {
  const each = list[place];
  return each.kind === "edit" && list.slice(place + 1).some((later) =>
    later.kind === "edit" && later.symbol === each.symbol && later.layer === each.layer && lies(each.t, later.t) && lies(each.unit, later.unit));
}

/** @param {Span} inner @param {Span} outer */
function lies(inner, outer) {
  if (outer === "all" || inner === "all") return outer === "all";
  const [[from, to], [first, last]] = [inner, outer].map((span) => (Array.isArray(span) ? span : [span, span]));
  return first <= from && to <= last;
}

/** In words, for a list and for a screen reader. @param {Intervention} each @param {string[]} words  of the sentence itself
 * @param {number} [layers]  how many the network has @returns {string} */
export function inWords(each, words, layers = 1) {
  if (each.kind === "forget" && each.t >= words.length) return _("Everything before time stamp {t} forgotten", { t: each.t });
  if (each.kind === "instead" && each.t >= words.length) return _("“{other}” at time stamp {t}", { other: shortened(each.word, LONGEST_WORD), t: each.t });
  if (each.kind === "forget") return each.t > 0 ? _("Everything before “{word}” ({t}) forgotten", { word: words[each.t], t: each.t }) : _("h(−1) forgotten");
  if (each.kind === "instead") return _("“{other}” in place of “{word}” ({t})", { other: shortened(each.word, LONGEST_WORD), word: words[each.t], t: each.t });
  if (each.kind === "from") return _("h(−1) carried in from “{sentence}”", { sentence: shortened(each.text) });
  const { symbol, t, unit, value, layer } = each;
  const values = { symbol, t: spanInWords(t), unit: spanInWords(unit), value: format(value) };
  const set = () => {
    if (t === "all" && value === 0 && typeof unit === "number") return _("Unit {unit} of {symbol} silent throughout", values);
    if (t === "all") return _("{symbol}[{unit}] set to {value} throughout", values);
    return _("{symbol}({t})[{unit}] set to {value}", values);
  };
  return layers > 1 ? _("{set}, layer {n}", { n: layer, set: set() }) : set();
}

/** @param {string} text @param {number} [most]  characters */
export const shortened = (text, most = LONGEST_SENTENCE) => {
  const letters = [...text];
  return letters.length > most ? `${letters.slice(0, most - 1).join("")}…` : text;
};

/** The first few in one sentence, and how many more there are. @param {Intervention[]} list @param {string[]} words
 * @param {number} layers @returns {string} */
export function listInWords(list, words, layers) {
  const first = list.slice(0, LISTED).map((each) => inWords(each, words, layers));
  const more = list.length - first.length;
  return [...first, ...(more > 0 ? [_("{n} more", { n: more })] : [])].join("; ");
}

/** @param {Span} span */
const spanInWords = (span) => (span === "all" ? _("all") : Array.isArray(span) ? `${span[0]}–${span[1]}` : String(span));
