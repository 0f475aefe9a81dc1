// The path of the hidden state as a value to draw: places, the view of them, labels that do not overlap. Pure.
//
//   place   a state along the first three principal components: [first, second, third]
//   view    the place on the page, px; of the plane the third component is not seen, of the turned space all are
//   reach   px of one unit of a component

import { shortened } from "../../interventions.js";
import { componentsOf, otherOf } from "../../walk.js";

/** @typedef {import("../../types.js").State} State */
/** @typedef {import("../../types.js").Trace} Trace */
/** @typedef {import("../../types.js").Components} Components */
/** @typedef {[number, number, number]} Place */
/** @typedef {{t: number, word: string, place: Place, x: number, y: number, label: Label | null}} Stop */
/** @typedef {{x: number, y: number, anchor: "start" | "middle" | "end"}} Label */
/** @typedef {{kind: "own" | "second" | "original", stops: Stop[]}} Path */
/** @typedef {{x1: number, y1: number, x2: number, y2: number, label: Label}} Axis */
/** @typedef {{width: number, height: number, cloud: {x: number, y: number}[], paths: Path[], axes: Axis[]}} Figure */

const [MARGIN, NARROW] = [40, 600]; // px, room for words beside the outermost stops, half of it in a narrow figure
const LETTER = 7.6; // px of a letter, about
const [LINE, AWAY] = [17, 9]; // px: height of a word, from a stop to its word
const UNKNOWN = "<unk>";
const LONGEST = 14; // letters of a word
const SAME = 24; // px within which a word is not written twice
const AXIS = 58; // px, room for the name of an axis

/** (h − mean) · component, for each. @param {Components} components @param {ArrayLike<number>} h @param {number} [at]
 *   where in h the state begins @returns {Place} */
export function placeOf({ mean, components }, h, at = 0) {
  const along = (/** @type {number[]} */ component) => component.reduce((sum, each, unit) => sum + each * (h[at + unit] - mean[unit]), 0);
  return /** @type {Place} */ (components.map(along));
}

/** The places of the last layer's state from t = −1 on. @param {Components} components @param {Trace} trace
 * @returns {Place[]} */
export function placesOf(components, { layers, tokens }) {
  const { initial, values } = layers[layers.length - 1];
  const { data, cols } = values.h;
  return [placeOf(components, initial.h), ...tokens.map((_token, t) => placeOf(components, data, t * cols))];
}

/** Where a place is seen, the y axis upwards: the plane head-on, or the space turned. @param {Place} place
 * @param {[number, number] | null} turn degrees @returns {[number, number]} */
export function seen([a, b, c], turn) {
  const [around, tilt] = (turn ?? [0, 0]).map((degrees) => (degrees * Math.PI) / 180);
  const depth = c * Math.cos(around) - a * Math.sin(around);
  return [a * Math.cos(around) + c * Math.sin(around), b * Math.cos(tilt) - depth * Math.sin(tilt)];
}

/** What there is to draw; null while the components are on their way. @param {State} state @param {number} width
 * @param {number} height @returns {Figure | null} */
export function figureOf(state, width, height) {
  const components = componentsOf(state);
  if (components === null) return null;
  const { turn } = state.walk;
  const traces = tracesOf(state).map(({ kind, trace }) => ({ kind, trace, places: placesOf(components, trace) }));
  const onPage = frameOf([...components.cloud, ...traces.flatMap(({ places }) => places)], turn, width, height);
  const spots = components.cloud.map(onPage);
  const paths = traces.map(({ kind, trace, places }) => ({
    kind,
    stops: places.map((place, index) => ({
      t: index - 1, word: index === 0 ? "h(−1)" : wordOf(trace.tokens[index - 1]), place, ...onPage(place), label: null,
    })),
  }));
  const axes = turn ? axesOf(components, onPage, width) : [];
  labelled(paths, axes, width, height);
  return { width, height, cloud: spots, paths, axes };
}

/** The sentence, and what it is held against: another one, or itself without interventions. @param {State} state
 * @returns {{kind: Path["kind"], trace: Trace}[]} */
function tracesOf(state) {
  const second = otherOf(state);
  return [
    { kind: "own", trace: state.trace },
    ...(second ? [{ kind: /** @type {const} */ ("second"), trace: second }] : []),
    ...(state.original ? [{ kind: /** @type {const} */ ("original"), trace: state.original }] : []),
  ];
}

/** One scale for all directions, for distances are what is to be seen. Turned, it is that of the longest state from the
 * middle, so that nothing grows or shrinks while it turns. @param {Place[]} places
 * @param {[number, number] | null} turn @param {number} width @param {number} height */
function frameOf(places, turn, width, height) {
  const margin = width < NARROW ? MARGIN / 2 : MARGIN;
  const views = places.map((place) => seen(place, turn));
  const longest = Math.max(1e-6, ...places.map((place) => Math.hypot(...place)));
  const ends = (/** @type {number[]} */ values) => (turn ? [-longest, longest] : [Math.min(...values), Math.max(...values)]);
  const [[left, right], [low, high]] = [ends(views.map(([x]) => x)), ends(views.map(([, y]) => y))];
  const reach = Math.min((width - 2 * margin) / Math.max(1e-6, right - left), (height - 2 * margin) / Math.max(1e-6, high - low));
  return (/** @type {Place} */ place) => {
    const [x, y] = seen(place, turn);
    return { x: width / 2 + (x - (left + right) / 2) * reach, y: height / 2 - (y - (low + high) / 2) * reach };
  };
}

/** The directions of the three components, from the mean state on, as long as the cloud is wide. @param {Components} components
 * @param {(place: Place) => {x: number, y: number}} onPage @param {number} width @returns {Axis[]} */
function axesOf({ cloud }, onPage, width) {
  const middle = onPage([0, 0, 0]);
  return [0, 1, 2].map((number) => {
    const place = /** @type {Place} */ ([0, 0, 0]);
    place[number] = Math.max(1e-6, ...cloud.map((each) => Math.abs(each[number])));
    const end = onPage(place);
    const left = end.x < middle.x ? end.x - AXIS >= 0 : end.x + AXIS > width;
    const label = { x: end.x + (left ? -5 : 5), y: end.y + 4, anchor: /** @type {Label["anchor"]} */ (left ? "end" : "start") };
    return { x1: middle.x, y1: middle.y, x2: end.x, y2: end.y, label };
  });
}

/** Words beside the stops, where there is room; the first path has the first choice. @param {Path[]} paths
 * @param {Axis[]} axes @param {number} width @param {number} height */
function labelled(paths, axes, width, height) {
  /** @type {{left: number, right: number, top: number, bottom: number}[]} */
  const taken = paths.flatMap(({ stops }) => stops.map(({ x, y }) => ({ left: x - 4, right: x + 4, top: y - 4, bottom: y + 4 })));
  for (const { label: { x, y, anchor } } of axes) {
    const left = anchor === "end" ? x - AXIS : x;
    taken.push({ left, right: left + AXIS, top: y - 12, bottom: y + 4 });
  }
  for (const { kind, stops } of paths) {
    for (const stop of stops) {
      if (stop.t < 0 && kind !== "own") continue; // h(−1) is the same for all
      if (stops.some(({ word, label, x, y }) => label && word === stop.word && Math.hypot(x - stop.x, y - stop.y) < SAME)) continue;
      const room = sides(stop).find(({ box }) =>
        box.left >= 0 && box.right <= width && box.top >= 0 && box.bottom <= height && !taken.some((other) => overlap(box, other)));
      if (!room) continue;
      stop.label = room.label;
      taken.push(room.box);
    }
  }
}

/** A word as it is written: long ones are cut, and of an unknown one it says as what it is read. @param {import("../../types.js").Token} token */
const wordOf = ({ text, known }) => (known || text === UNKNOWN ? shortened(text, LONGEST) : `${shortened(text, LONGEST)} = ${UNKNOWN}`);

/** Right, left, above, below. @param {Stop} stop */
function sides({ x, y, word }) {
  const wide = Math.max(10, Array.from(word).length * LETTER);
  const box = (/** @type {number} */ left, /** @type {number} */ top) => ({ left, right: left + wide, top, bottom: top + LINE });
  /** @type {[number, number, Label["anchor"]][]} */
  const ways = [[AWAY, 5, "start"], [-AWAY, 5, "end"], [0, -AWAY, "middle"], [0, AWAY + 11, "middle"], [AWAY - 2, -AWAY, "start"], [AWAY - 2, AWAY + 11, "start"], [2 - AWAY, -AWAY, "end"], [2 - AWAY, AWAY + 11, "end"]];
  return ways.map(([dx, dy, anchor]) => {
    const left = { start: x + dx, middle: x + dx - wide / 2, end: x + dx - wide }[anchor];
    return { label: { x: x + dx, y: y + dy, anchor }, box: box(left, y + dy - 13) };
  });
}

/** @param {{left: number, right: number, top: number, bottom: number}} a
 * @param {{left: number, right: number, top: number, bottom: number}} b */
const overlap = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

/** The stop nearest to a point, of the sentence itself; null where none is near. @param {Figure} figure @param {number} x
 * @param {number} y @returns {Stop | null} */
export function stopAt({ paths }, x, y) {
  const near = paths[0].stops.map((stop) => ({ stop, distance: Math.hypot(stop.x - x, stop.y - y) })).sort((a, b) => a.distance - b.distance)[0];
  return near && near.distance <= 16 ? near.stop : null;
}

/** How far the state moved at t, over all units. @param {Trace} trace @param {number} t @returns {number} */
export function stepOf({ layers }, t) {
  const { initial, values } = layers[layers.length - 1];
  const { data, cols } = values.h;
  const before = (/** @type {number} */ unit) => (t === 0 ? initial.h[unit] : data[(t - 1) * cols + unit]);
  return Math.hypot(...Array.from({ length: cols }, (_unit, unit) => data[t * cols + unit] - before(unit)));
}
