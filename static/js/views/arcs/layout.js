// Where the words stand and the arcs run, in CSS pixels: pure.
//
//   t      the current time stamp, where every arc ends
//   s      a time stamp up to t, where one begins
//   share  where the influence lies on the scale, 0 … 1; null for 0

/** @typedef {{s: number, value: number, share: number | null, path: string, width: number, x: number, top: number}} Arc */

const [NARROWEST, WIDEST, MARGIN, TOP, LOWEST, HIGHEST] = [58, 168, 36, 26, 26, 190];

/** @param {number} room @param {number} T */
export function columnsOf(room, T) {
  const column = Math.max(NARROWEST, Math.min(WIDEST, (room - 2 * MARGIN) / Math.max(1, T)));
  const width = Math.max(room, Math.ceil(column * T + 2 * MARGIN));
  const left = Math.max(MARGIN, (room - column * T) / 2);
  return { column, width, x: (/** @type {number} */ t) => left + (t + 0.5) * column };
}

/** How high the arcs rise over k words. @param {number} k @param {number} T */
const rise = (k, T) => LOWEST + (HIGHEST - LOWEST) * Math.min(1, k / Math.max(3, T - 1));

/** Height of the ground on which the words stand. @param {number} T */
export const groundOf = (T) => TOP + rise(T - 1, T);

/** The arcs that end at t: from the farthest to the nearest, and a short stroke for the word at t itself.
 * @param {number[]} values  for s = 0 … t @param {(value: number) => number | null} share
 * @param {ReturnType<typeof columnsOf>} places @param {number} T @returns {Arc[]} */
export function arcsOf(values, share, places, T) {
  const t = values.length - 1;
  const widest = Math.max(3, Math.min(13, places.column / 10)); // so that those of a long sentence do not run into one
  const ground = groundOf(T);
  return values.map((value, s) => {
    const own = share(value);
    const [from, to] = [places.x(s), places.x(t)];
    const top = ground - (s === t ? LOWEST / 2 : rise(t - s, T));
    const path = s === t ? `M${to} ${ground}V${top}` : `M${from} ${ground}C${from} ${ground - (ground - top) * 1.33} ${to} ${ground - (ground - top) * 1.33} ${to} ${ground}`;
    return { s, value, share: own, path, width: own === null ? 1 : 1 + widest * own, x: (from + to) / 2, top };
  });
}
