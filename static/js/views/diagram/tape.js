// The words of the rolled network: the current one in its chip, the others as a tape beside it. Pure.

import { fitted } from "./words.js";

/** @typedef {import("./scene.js").Scene} Scene */
/** @typedef {import("./words.js").Measure} Measure */
/** @typedef {{t: number, text: string, x: number, width: number, title: string | null, read: boolean, known: boolean}} TapeWord  x is its middle */
/** @typedef {{words: TapeWord[], more: number[]}} Tape  more: where "…" stands for the words that have no room */

export const TAPE_SIZE = 19;

const BETWEEN = 14;
const FROM_CHIP = 17;
const WIDEST = 160; // of one word
const MORE = 24; // room for "…"

/** @param {Scene} scene @param {{x: number, width: number}} chip @param {number} left  where its label x(t) begins
 * @param {Measure} measure @returns {Tape} */
export function tapeOf({ state, layout }, chip, left, measure) {
  const { tokens } = state.trace;
  const width = (/** @type {string} */ text) => measure(text, "serif", TAPE_SIZE);
  /** @param {number} t @param {number} x @param {1 | -1} way @returns {TapeWord} */
  const word = (t, x, way) => {
    const { text, cut } = fitted(tokens[t].text, WIDEST, width);
    const wide = width(text);
    const known = tokens[t].known || (state.unfinished && t === tokens.length - 1);
    return { t, text, width: wide, x: x + (way * wide) / 2, title: cut ? tokens[t].text : null, read: t < layout.t, known };
  };
  /** @param {1 | -1} way @param {number} from @returns {Tape} */
  const side = (way, from) => {
    const end = way < 0 ? layout.gutter : layout.window - layout.gutter;
    /** @type {TapeWord[]} */ const words = [];
    let x = from;
    for (let t = layout.t + way; t >= 0 && t < tokens.length; t += way) {
      const next = word(t, x, way);
      const last = t + way < 0 || t + way >= tokens.length;
      if ((x + way * (next.width + (last ? 0 : MORE)) - end) * way > 0) return { words, more: [x + way * 6] };
      words.push(next);
      x += way * (next.width + BETWEEN);
    }
    return { words, more: [] };
  };
  const sides = [side(-1, left - FROM_CHIP), side(1, chip.x + chip.width + FROM_CHIP)];
  return { words: sides.flatMap(({ words }) => words), more: sides.flatMap(({ more }) => more) };
}
