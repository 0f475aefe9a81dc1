// Words of the embedding: found by how they begin, and by the direction of their rows. Pure.
//
//   E       (V, D)  row i is the vector of word i
//   cosine  of two rows: 1 where they point the same way, 0 at right angles, −1 in opposite directions

/** @typedef {import("../../types.js").Matrix} Matrix */
/** @typedef {{row: number, cosine: number}} Neighbour */

const END = "</s>";
export const FIRST = 2; // rows before it are <unk> and the end of a sentence

/** The spelling under which words are compared; model/text.py says the same. @param {string} text */
export const folded = (text) => text.normalize("NFC").replaceAll("’", "'").toLowerCase();

/** The rows of the words that begin so, the commonest first. @param {string[]} words @param {string} prefix
 * @param {number} limit @returns {number[]} */
export function beginning(words, prefix, limit) {
  const start = folded(prefix.trim());
  const found = [];
  for (let row = FIRST; row < words.length && found.length < limit; row += 1) {
    if (folded(words[row]).startsWith(start)) found.push(row);
  }
  return found;
}

/** The row of a word, null where it is not known. @param {string[]} words @param {string} text @returns {number | null} */
export function rowOf(words, text) {
  const exact = words.indexOf(text, FIRST); // where capitals are letters of their own
  if (exact >= 0) return exact;
  const wanted = folded(text.trim());
  const row = words.findIndex((word, at) => at >= FIRST && folded(word) === wanted);
  return row < 0 ? null : row;
}

/** The row that is shown: that of the word looked up; else, of a weight that the network speaks with, that of the
 * pinned or of the likeliest next word, and of the embedding that of the current word; null for a word not known.
 * @param {import("../../types.js").State} state @param {string[]} words @param {string | null} part @returns {number | null} */
export function rowShown(state, words, part) {
  const { sought, trace, t } = state;
  if (sought !== null) return rowOf(words, sought);
  if (part !== "output") return trace.tokens[t]?.id ?? null;
  const next = nextShown(state);
  return next === END ? FIRST - 1 : next === null ? null : rowOf(words, next);
}

/** The next word that is looked at: the pinned one, or the likeliest. @param {import("../../types.js").State} state
 * @returns {string | null} */
export const nextShown = ({ word, trace, t }) => word ?? trace.outputs[t]?.top[0]?.token ?? null;

/** All rows by the direction of one: itself, then the nearest first; last, <unk> and the end where they are not it.
 * @param {Matrix} E @param {number} row @returns {number[]} */
export function byDirection(E, row) {
  const others = Array.from({ length: FIRST }, (_unused, at) => at).filter((at) => at !== row);
  return [row, ...nearest(E, row, E.rows).map((found) => found.row), ...others];
}

/** The rows nearest to one by cosine, the nearest first, without itself and without <unk> and the end.
 * @param {Matrix} E @param {number} row @param {number} count @returns {Neighbour[]} */
export function nearest({ rows, cols, data }, row, count) {
  const length = (/** @type {number} */ at) => Math.sqrt(dot(at, at));
  const dot = (/** @type {number} */ a, /** @type {number} */ b) => {
    let sum = 0;
    for (let j = 0; j < cols; j += 1) sum += data[a * cols + j] * data[b * cols + j];
    return sum;
  };
  const own = length(row);
  return Array.from({ length: Math.max(0, rows - FIRST) }, (_unused, at) => at + FIRST)
    .filter((at) => at !== row)
    .map((at) => ({ row: at, cosine: dot(row, at) / (own * length(at) || 1) }))
    .sort((a, b) => b.cosine - a.cosine)
    .slice(0, count);
}
