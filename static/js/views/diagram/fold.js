// Folding the unrolled network into the rolled one: where everything stands on the way. Pure.
//
//   progress  0 unrolled … 1 rolled; unfolding is the same way back
//   pan       by how much the whole picture has moved on the screen, at the end the open cell's way to its new place
//
// Coordinates are those of the unrolled network: the open cell stays, all else comes to it.

/** @typedef {import("../../geometry.js").Layout} Layout */
/** @typedef {import("../../geometry.js").Column} Column */
/** @typedef {{now: boolean, strip: number, u: {x: number, y: number}, foot: number, chip: number, chipOpacity: number}} Moved */

/** Milliseconds from end to end. */
export const FOLD = 700;

/** Strips end this far behind the open cell's edge, where it covers them. */
const BEHIND = 10;

/** @param {number} x 0 … 1 */
const smooth = (x) => x * x * (3 - 2 * x);

/** On whole pixels, and never −0. @param {number} x */
const whole = (x) => Math.round(x) + 0;

/** The share of one phase that is done. @param {number} progress @param {number} from @param {number} to */
export const phase = (progress, from, to) => smooth(Math.max(0, Math.min(1, (progress - from) / (to - from))));

/** @param {Layout} unrolled @param {Layout} rolled */
export const wayOfCell = (unrolled, rolled) => rolled.cell.left - (unrolled.cell.left - unrolled.scroll);

/** @param {Layout} unrolled @param {Layout} rolled
 * @param {Map<number, number>} tape  where each word stands in the rolled network, by its middle
 * @param {Column[]} columns          of the unrolled network, those that are drawn
 * @param {number} progress */
export function foldAt(unrolled, rolled, tape, columns, progress) {
  const slide = phase(progress, 0.15, 0.6);
  const way = wayOfCell(unrolled, rolled);
  const shift = unrolled.scroll - way; // from the rolled network's coordinates to these
  return {
    words: 1 - phase(progress, 0, 0.2),
    closed: slide === 1 ? 0 : 1 - 0.55 * slide,
    merged: phase(progress, 0.3, 0.6) === 1,
    loop: phase(progress, 0.55, 0.95),
    later: phase(progress, 0.95, 1),
    pan: whole(way * phase(progress, 0.8, 1)),
    initial: whole(slide * behind(unrolled, unrolled.initial)),
    columns: new Map(columns.map((column) => [column.t, moved(unrolled, rolled, column, tape.get(column.t), shift, progress)])),
  };
}

/** By how much a strip moves to stand behind the open cell. @param {Layout} layout
 * @param {{left: number, right: number}} strip */
const behind = ({ cell }, { left, right }) => (left < cell.left ? cell.left + BEHIND - left : cell.right - BEHIND - right);

/** @param {Layout} unrolled @param {Layout} rolled @param {Column} column @param {number | undefined} slot
 * @param {number} shift @param {number} progress @returns {Moved} */
function moved(unrolled, rolled, column, slot, shift, progress) {
  const slide = phase(progress, 0.15, 0.6);
  const open = unrolled.columns[unrolled.t];
  const now = column.t === unrolled.t;
  const over = Math.round(rolled.columns[rolled.t].picture - rolled.picture / 2) + shift + unrolled.picture / 2;
  const chip = (slot === undefined ? column.foot < open.foot ? unrolled.scroll - 100 : unrolled.scroll + unrolled.window + 100 : slot + shift) - column.foot;
  return {
    now,
    strip: now ? 0 : whole(slide * behind(unrolled, column)),
    u: {
      x: whole(phase(progress, 0.3, 0.6) * (over - column.picture)),
      y: whole(phase(progress, 0.12, 0.36) * (rolled.pictureMiddle - unrolled.pictureMiddle)),
    },
    foot: whole(slide * (open.foot - column.foot)),
    chip: now ? 0 : whole(slide * chip),
    chipOpacity: slot === undefined && !now ? 1 - slide : 1,
  };
}
