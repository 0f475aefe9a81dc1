// What is marked at the moment: what is pinned, what is under the pointer or the keyboard, and what the equation or a
// panel means. Pure values; drawmarks.js draws them.

import { markOf } from "../../geometry.js";
import { closes, colourOf, fixed, format } from "../../scale.js";
import { cuts, editedInputs, editedMarks, isSet } from "./edited.js";
import { inputMark, litBoxes, noteOf, termMarks, whichOf } from "./lit.js";
import { roomBeside } from "./original.js";
import { modeOf, picturePlaces, placedStrips, wordLine, wordsIn } from "./scene.js";

/** @typedef {import("./scene.js").Scene} Scene */
/** @typedef {import("./scene.js").PlacedStrip} PlacedStrip */
/** @typedef {import("./words.js").Measure} Measure */
/** @typedef {{x: number, y: number, width: number, height: number}} Box */
/** @typedef {Box & {colour: string, faint: boolean, open: boolean, aside?: boolean}} Mark  aside: not what is asked about */
/** @typedef {{text: string, x: number, y: number}} Value */
/** @typedef {ReturnType<typeof marksOf>} Marks */

/** The pinned unit in one column, which a step leaves as it is.
 * @typedef {{t: number, key: string, marks: Mark[], value: Value | null, U: Box[], W: Box[]}} Pin */

const PINNED = { least: 10, more: 5, wider: 3.5 };
const HOVERED = { least: 8, more: 3, wider: 2 };

/** @param {Scene} scene @param {Measure} measure */
export function marksOf(scene, measure) {
  const { state, layout } = scene;
  const strips = placedStrips(scene);
  const pinned = layout.empty ? null : state.unit;
  const pointed = layout.empty ? null : pointedUnit(scene);
  const shown = pinned ?? pointed;
  const open = strips.filter(({ t }) => t === layout.t);
  const term = termMarks(scene, strips);
  return {
    pins: pinned === null ? [] : pinsOf(scene, strips, pinned, measure),
    pinned: pinned === null ? [] : open.map((strip) => ({ ...markIn(scene, strip, pinned, PINNED), aside: isAside(scene, strip) })),
    pointed: pointed === null || pointed === pinned ? [] : strips.map((strip) => markIn(scene, strip, pointed, HOVERED)),
    lines: [...(pointed === null || pointed === pinned ? [] : rowsOf(scene, pointed)), ...term.lines],
    inputs: inputMarks(scene),
    dims: state.dim === null || layout.empty ? [] : dimMarks(scene, state.dim, false),
    terms: term.marks,
    words: layout.empty ? [] : wordBoxes(scene, measure),
    numbers: shown === null ? null : numbersOf(scene, open, shown, measure),
    preview: pinned === null,
    hint: shown === null && !layout.empty,
    lit: litBoxes(scene, strips, measure),
    litName: state.hover?.kind === "weight" ? state.hover.name : null,
    note: noteOf(scene),
    edited: [...editedMarks(scene, strips), ...editedInputs(scene)],
    cuts: cuts(scene),
    unit: pinned,
    named: layout.loop && pinned !== null && !layout.phone ? unitName(layout, pinned) : null,
  };
}

/** The unit under the pointer, or the one the keyboard is on; a place in x(t) is not a unit.
 * @param {Scene} scene @returns {number | null} */
function pointedUnit({ state, cell, layout, cursor }) {
  const { hover } = state;
  if (hover?.kind === "term") return whichOf(cell, hover.weight) ? hover.unit : null;
  if (hover?.kind !== "cell") return hover === null ? cursor : null;
  return hover.symbol === cell.input.name || hover.unit >= layout.H ? null : hover.unit;
}

/** Where a cell has gates, one of its strips is asked about: the others step back. @param {Scene} scene @param {PlacedStrip} strip */
const isAside = ({ state, cell }, { part }) => cell.gates.length > 0 && state.unit !== null && part.name !== (state.of ?? cell.state.name);

/** The rolled network has no axis of units: the pinned one's number stands left of its row.
 * @param {Scene["layout"]} layout @param {number} unit @returns {Value} */
const unitName = (layout, unit) =>
  ({ text: String(unit), x: layout.cell.strips[0].left - 8, y: layout.top + unit * layout.row + (layout.row - layout.gap) / 2 + 4.5 });

/** @param {Scene} scene @param {PlacedStrip} strip @param {number} unit @param {typeof PINNED} by @returns {Mark} */
function markIn({ state, layout }, { place, mode, t, values, range }, unit, by) {
  const colour = colourOf(range.palette, values[unit], range.max, state.theme);
  return { ...markOf(layout, place, unit, by), colour, faint: mode === "unread", open: t === layout.t };
}

/** The same place in every x(t). @param {Scene} scene @returns {Mark[]} */
function inputMarks(scene) {
  const { state: { hover, dim }, cell, layout } = scene;
  const pointed = hover?.kind === "dimension" ? hover.dim : hover?.kind === "cell" && hover.symbol === cell.input.name ? hover.unit : null;
  return layout.empty || pointed === null || pointed === dim ? [] : dimMarks(scene, pointed, true);
}

/** @param {Scene} scene @param {number} dim @param {boolean} unread  whether also where not yet read @returns {Mark[]} */
const dimMarks = (scene, dim, unread) =>
  dim >= scene.layout.D ? [] : scene.columns
    .map((column) => ({ column, faint: modeOf(scene.layout, column.t) === "unread" }))
    .filter(({ faint }) => unread || !faint)
    .map(({ column, faint }) => inputMark(scene, column, dim, faint));

/** @param {Scene} scene @param {PlacedStrip[]} strips @param {number} unit @param {Measure} measure @returns {Pin[]} */
function pinsOf(scene, strips, unit, measure) {
  const { layout, columns, state, cell } = scene;
  return [...(strips[0]?.t === -1 ? [-1] : []), ...columns.map(({ t }) => t)].filter((t) => t < 0 || modeOf(layout, t) !== "unread").map((t) => {
    const closed = t === layout.t ? [] : strips.filter((placed) => placed.t === t);
    const asked = closed.find(({ part }) => part.name === state.of) ?? closed.at(-1);
    const column = t < 0 ? null : layout.columns[t];
    const places = column && picturePlaces(layout, column);
    return {
      t, key: [t, unit, state.theme, state.of, column?.left, column?.foot, column?.picture, cell.gate?.name].join(),
      marks: closed.map((placed) => ({ ...markIn(scene, placed, unit, PINNED), aside: placed !== asked })),
      value: asked ? valueOf(layout, asked, closed[closed.length - 1], unit, measure, roomBeside(scene, t)) : null,
      U: places ? rowsIn(scene, "U", places.U, unit) : [], W: places ? rowsIn(scene, "W", places.W, unit) : [],
    };
  });
}

/** The pinned unit's number beside the closed strips, out of the way of the picture of U; with its name where it is not that
 * of the last one.
 * @param {Scene["layout"]} layout @param {PlacedStrip} strip @param {PlacedStrip} last @param {number} unit @param {Measure} measure
 * @param {number} room  taken right of the last one @returns {Value} */
function valueOf({ G, picture, middle, phone, row, top }, { part, values }, last, unit, measure, room) {
  const { place } = last;
  const text = last.part === part ? format(values[unit]) : `${part.name} ${format(values[unit])}`;
  const right = place.right + room + 8 + measure(text, "sans", 13);
  const y = top + unit * row + row / 2;
  const blocked = Math.abs(y - middle) < picture / 2 + 9 && right > place.right + (G - picture) / 2 - 3;
  const above = blocked && y < middle && !phone;
  const aside = above ? middle - picture / 2 - 8 : middle + picture / 2 + 12;
  return { text, x: place.right + room + (above ? 6 : 8), y: (blocked ? aside : y) + 4.5 };
}

/** A unit's row in a picture: one in each gate's part of it. @param {Scene} scene @param {"U" | "W"} which
 * @param {{x: number, y: number}} place @param {number} unit @returns {Box[]} */
const rowsIn = ({ cell, layout: { H, picture } }, which, { x, y }, unit) => cell.weights[which].map((_name, i, { length }) =>
  ({ x: x - 2, y: y + ((i + (unit + 0.5) / H) / length) * picture - 0.75, width: picture + 4, height: 1.5 }));

/** A unit's row in each picture of U and of W. @param {Scene} scene @param {number} unit @returns {Box[]} */
const rowsOf = (scene, unit) => scene.columns.flatMap((column) => {
  const { U, W } = picturePlaces(scene.layout, column);
  return [...rowsIn(scene, "U", U, unit), ...rowsIn(scene, "W", W, unit)];
});

/** The next word that is pinned, and the one under the pointer. @param {Scene} scene @param {Measure} measure
 * @returns {(Box & {pinned: boolean})[]} */
function wordBoxes({ state, layout, columns }, measure) {
  const { hover, word } = state;
  return columns.filter(({ t }) => modeOf(layout, t) !== "unread").flatMap((column) => {
    const now = column.t === layout.t;
    const axis = Math.floor(now ? layout.next.axis : column.head);
    const top = state.trace.outputs[column.t].top.slice(0, wordsIn(layout, now));
    const right = layout.phone && !now ? 30 : now ? 53 : 50;
    return top.flatMap(({ token }, i) => {
      const pinned = now && token === word;
      if (!pinned && !(hover?.kind === "word" && hover.token === token && hover.t === column.t)) return [];
      const room = now ? layout.next.room : layout.G + layout.strip - 57;
      const left = layout.phone && !now ? 30 : Math.min(room, measure(token, "serif", now ? 17 : 13)) + 14;
      return [{ x: axis - left, y: wordLine(layout, now, i, top.length) - (now ? 13.5 : 13), width: left + right, height: layout.words, pinned }];
    });
  });
}

/** One unit's arithmetic, below the strips of the open cell; null where that cell is out of view. What is printed adds
 * up to a(t), or has ≈ before it; where a(t) was set, ≠.
 * @param {Scene} scene @param {PlacedStrip[]} open @param {number} unit @param {Measure} measure */
function numbersOf(scene, open, unit, measure) {
  const { cell, layout } = scene;
  if (open.length !== cell.strips.length) return null;
  const decimals = layout.phone ? 2 : 3;
  const size = numberSize(open.map(({ place }) => place.axis), open.map(({ values }) => fixed(values[unit], decimals)), layout.phone ? 13 : 15, measure);
  const numbers = open.map((strip) => {
    const { place, values } = strip;
    const text = fixed(values[unit], decimals);
    const half = measure(text, "bold", size) / 2;
    return { text, x: place.axis, left: place.axis - half, right: place.axis + half, aside: isAside(scene, strip), set: isSet(scene.state.trace, scene.layer, strip, unit) };
  });
  const shown = cell.parts.filter((part) => part.kind !== "strip");
  const others = shown.map(({ kind, text }, i) => {
    const [left, right] = [numbers[i].right, numbers[i + 1].left];
    const { set } = numbers[i + 1];
    const fits = kind !== "gap" && right - left >= (kind === "phi" ? 24 : 11 * text.length) && !(set && kind === "phi");
    const holds = !text.endsWith("=") || (text === "=" ? closes(...addedUp(shown, open, i, unit), decimals) : !set);
    return { kind, text: holds ? text : text.replace("=", set ? "≠" : "≈"), left: left + 6, right: right - 10, x: (left + right) / 2, fits, a: open[i].values[unit] };
  });
  return { size, numbers, others };
}

/** The largest size at which no number touches the next. @param {number[]} axes @param {string[]} texts
 * @param {number} most @param {Measure} measure */
function numberSize(axes, texts, most, measure) {
  const widths = texts.map((text) => measure(text, "bold", most));
  const fits = axes.slice(1).map((axis, i) => (most * (axis - axes[i] - 3)) / ((widths[i] + widths[i + 1]) / 2));
  return Math.min(most, Math.floor(2 * Math.min(...fits)) / 2);
}

/** The numbers left of "=", as far as they are one sum, and the one right of it.
 * @param {{kind: string, text: string}[]} others @param {PlacedStrip[]} open @param {number} at  where "=" stands
 * @param {number} unit @returns {[number[], number]} */
function addedUp(others, open, at, unit) {
  let first = at;
  while (first > 0 && others[first - 1].kind === "op") first -= 1;
  const added = open.slice(first, at + 1).map(({ values }, i) => (i > 0 && others[first + i - 1].text === "−" ? -values[unit] : values[unit]));
  return [added, open[at + 1].values[unit]];
}
