// Words into the room they have, and the diagram in words. Pure: whoever measures text is passed in.

import { gatesOf } from "../../gates.js";
import { joined } from "../../kinds.js";
import { layerMark } from "../../layers.js";
import { format, percent } from "../../scale.js";
import { _ } from "../../texts.js";
import { labelOf, signed } from "./cell.js";

/** @typedef {import("../../types.js").State} State */
/** @typedef {import("./cell.js").StripPart} StripPart */
/** @typedef {"sans" | "serif" | "italic" | "bold"} Face  bold is sans */

/** Width in CSS pixels of a text in a face at a size.
 * @typedef {(text: string, face: Face, size: number) => number} Measure */

const END = "</s>";
const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** A text that is wider than its room ends in "…", never inside a character.
 * @param {string} text @param {number} room @param {(text: string) => number} width
 * @returns {{text: string, cut: boolean}} */
export function fitted(text, room, width) {
  if (width(text) <= room) return { text, cut: false };
  const pieces = Array.from(graphemes.segment(text), ({ segment }) => segment);
  let [fits, fails] = [0, pieces.length];
  while (fails - fits > 1) {
    const half = (fits + fails) >> 1;
    if (width(pieces.slice(0, half).join("") + "…") <= room) fits = half;
    else fails = half;
  }
  return { text: pieces.slice(0, fits).join("") + "…", cut: true };
}

/** A next word as it is shown: in its size or down to the smallest that is still read with ease.
 * @param {string} token @param {number} room @param {number} size @param {Measure} measure
 * @returns {{text: string, size: number, end: boolean, title: string | null}} */
export function nextWord(token, room, size, measure) {
  const end = token === END;
  const face = end ? "italic" : "serif";
  const whole = end ? _("end of sentence") : token;
  const smallest = Math.min(size, 11.5);
  for (const text of end ? [whole, _("sentence end"), _("end")] : [whole]) {
    const width = measure(text, face, size);
    const scaled = width <= room ? size : (size * room) / width;
    if (scaled >= smallest) return { text, size: Math.floor(2 * scaled) / 2, end, title: text === whole ? null : whole };
  }
  const { text } = fitted(whole, room, (part) => measure(part, face, smallest));
  return { text, size: smallest, end, title: whole };
}

/** "h(2)", "U h(1)", "b". @param {StripPart} part @param {State} state @param {number} t */
export const labelText = (part, state, t) => labelOf(part, state.trace.symbols, t, layerMark(state)).map(({ text }) => text).join("");

/** What a screen reader is told of a cell: "unit 12 at time stamp 2, “a”: h(2) = 0.83".
 * @param {State} state @param {{part: StripPart, t: number, unit: number, value: number}} cell */
export const cellInWords = (state, { part, t, unit, value }) =>
  _("unit {unit} at time stamp {t}, “{word}”: {symbol} = {value}", {
    unit, t: signed(t), word: state.trace.tokens[t]?.text ?? "", symbol: labelText(part, state, t), value: format(value),
  });

/** The diagram as one paragraph. @param {State} state @returns {string} */
export function summary({ trace, t, model, memory }) {
  const { tokens, outputs } = trace;
  const [layer, gates] = [memory.layer ?? model.num_layers - 1, gatesOf(model.symbols)];
  if (!tokens.length) return _("The network before any word: a hidden state of zeros, and one cell that waits for a word.");
  const top = outputs[t].top.slice(0, 5).map(({ token, probability }) => `${token === END ? _("end of sentence") : token} ${percent(probability)}`);
  const sentences = [
    _("The network unrolled over {count} words, one column for each: a strip of {units} units, h(t).", { count: tokens.length, units: model.hidden_size }),
    ...(model.num_layers > 1 ? [_("It has {count} layers, one above the other; layer {layer} is shown.", { count: model.num_layers, layer })] : []),
    ...(gates.length ? [_("Gates in the open cell: {names}.", { names: gates.map(({ name }) => name).join(", ") })] : []),
    _("The same weights U and W stand at every time stamp."),
    _("The current time stamp is {t}, “{word}”; its cell is open.", { t, word: tokens[t].text }),
    _("Read so far: “{words}”.", { words: joined(tokens.slice(0, t + 1).map(({ text }) => text), model) }),
  ];
  if (top.length) sentences.push(_("Most likely next words: {words}.", { words: top.join(", ") }));
  return sentences.join(" ");
}

/** The lines of a note on shared weights, in the room between two columns.
 * @param {number} count @param {number} room @returns {string[]} */
export function sharedNote(count, room) {
  const number = String(count).replace(/\B(?=(\d{3})+$)/g, ",");
  const widest = room >= 130 ? 20 : room >= 100 ? 14 : 10;
  return wrapped(_("the same {count} numbers each time", { count: number }), widest);
}

const MOST_LINES = 4; // of 15 px, from beside W down to the words

/** Why the rolled and the unrolled network are one, in lines of 12 px; in fewer words where there is less room.
 * @param {number} room @returns {string[]} */
export function whyLines(room) {
  const whole = wrapped(_("One cell with its loop or a row of cells: it is one network, since the same weights serve every time stamp."), Math.floor(room / 6));
  return whole.length > MOST_LINES ? wrapped(_("Loop or row, it is one network: the same weights at every time stamp."), Math.floor(room / 6)) : whole;
}

/** @param {string} text @param {number} widest letters in a line @returns {string[]} */
function wrapped(text, widest) {
  /** @type {string[]} */
  const lines = [];
  for (const word of text.split(" ")) {
    const last = lines[lines.length - 1];
    if (last !== undefined && last.length + 1 + word.length <= widest) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
