// Labels, words and chips of the diagram as values with coordinates. Pure; draw.js draws them.

import { carryLevels } from "../../geometry.js";
import { layerMark } from "../../layers.js";
import { percent } from "../../scale.js";
import { _ } from "../../texts.js";
import { bandsOf } from "./bands.js";
import { labelOf, signed } from "./cell.js";
import { narrowNames, roomBeside } from "./original.js";
import { inputPlace, isLong, modeOf, picturePlaces, stripRange, wordLine, wordsIn } from "./scene.js";
import { fitted, nextWord } from "./words.js";

/** @typedef {import("./scene.js").Scene} Scene */
/** @typedef {import("./scene.js").Mode} Mode */
/** @typedef {import("./words.js").Measure} Measure */
/** @typedef {import("../../geometry.js").Column} Column */
/** @typedef {import("./label.js").Piece} Piece */

/** @typedef {object} Chip
 * @property {number} x
 * @property {number} y
 * @property {number} width
 * @property {number} height
 * @property {string} text
 * @property {number} size
 * @property {string | null} title  the whole word where it was cut
 * @property {boolean} known */

/** @typedef {object} NextWord
 * @property {string} text
 * @property {string | null} title
 * @property {boolean} end
 * @property {number} size
 * @property {string | null} percent  null where there is no room: then the word stands alone above its arrow
 * @property {number} y         baseline
 * @property {number | null} bar  width
 * @property {boolean} now
 * @property {string} token */

/** @typedef {ReturnType<typeof columnFigure>} ColumnFigure */
/** @typedef {ReturnType<typeof openFigure>} OpenFigure */

const ROOMY = 30; // px, an open strip with room for every label
const LONGEST_BAR = 84;
const EDGE = 8; // from the open cell's edge to a label
const BESIDE_CHIP = 46; // x(t) left of a chip, and what keeps it from the chip before
const PERCENT = 46; // from the axis of h(t) to the end of the percentage in a closed column

/** @param {Scene} scene @param {Column} column @param {Measure} measure */
export function columnFigure(scene, column, measure) {
  const { cell, layout } = scene;
  const { t } = column;
  const mode = modeOf(layout, t);
  const open = t === layout.t;
  const chip = layout.empty ? null : chipFigure(scene, column, measure);
  const arrow = open ? layout.cell : { left: column.left - 1, right: column.right + 1, top: layout.top, bottom: layout.bottom };
  return {
    t, mode, open, column, chip,
    places: { ...picturePlaces(layout, column), x: inputPlace(layout, column) },
    names: namesOf(cell, layerMark(scene.state, scene.layer)),
    narrow: narrowNames({ ...scene, columns: [column] }, t),
    from: column.from + 1 + roomBeside(scene, t - 1),
    to: arrow.left - 2,
    tip: open ? layout.foot.tip : layout.bottom + 4,
    tail: open ? layout.head.cell : layout.top - 4,
    labels: open ? [] : cell.closed.map(({ name }, i) => ({ pieces: pieces(name, t, layerMark(scene.state, scene.layer)), axis: column.strips[i].axis })),
    carries: carriesOf(layout, column, arrow.left - 2, roomBeside(scene, t - 1)),
    input: chip ? { pieces: pieces(cell.input.name, t, layerMark(scene.state, 0)), x: chip.x - 6 } : null,
    bands: bandsOf(scene, column),
    around: [cell.state.name, ...cell.beside].map((name) => name + layerMark(scene.state, scene.layer)),
    above: mode === "unread" || layout.next.count > 0 ? null : _("to layer {layer}", { layer: scene.layer + 1 }),
    words: mode === "unread" ? [] : wordFigures(scene, column, measure),
    axis: open ? layout.next.axis : column.head,
    caption: open && mode !== "unread" ? layout.next.caption : null,
  };
}

/** What the pictures are called: U_r where one gate's stands alone, U where all gates' stand together.
 * @param {Scene["cell"]} cell @param {string} [mark]  of the layer */
export function namesOf({ weights }, mark = "") {
  const [U, W] = [weights.U, weights.W].map((names) => ({ pieces: weightPieces(names.length > 1 ? names[0].split("_")[0] : (names[0] ?? ""), mark), title: names.length > 1 ? names.join(", ") : null }));
  return { U, W };
}

/** "U_r": what stands behind the stroke below the line. @param {string} name @param {string} mark @returns {Piece[]} */
function weightPieces(name, mark) {
  const [letter, below] = name.split("_");
  return [{ text: letter + mark, italic: true }, ...(below ? [{ text: below, italic: false, below: true }] : [])];
}

/** What else is carried from column to column, above the way of the hidden state: it meets no weight.
 * @param {Scene["layout"]} layout @param {Column} column @param {number} to @param {number} room  taken beside the column before */
function carriesOf(layout, { from }, to, room) {
  return carryLevels(layout).map((y) => ({ from: from + 3 + room, to, y }));
}

/** @param {string} name @param {number} t @param {string} mark  of the layer @returns {Piece[]} */
const pieces = (name, t, mark) => [{ text: name, italic: true }, ...(mark ? [{ text: mark, italic: false }] : []), { text: `(${signed(t)})`, italic: false }];

/** What stands under the chips of the current and the previous time stamp and of a word that is being typed; apart from the columns, so that a step
 * need not draw the column anew that is no longer the previous one. @param {Scene} scene */
function captionFigures({ state, layout: { columns, t, empty, loop } }) {
  if (empty) return [];
  const last = columns.length - 1;
  const typed = state.unfinished && t < last && !loop ? [{ text: _("still being typed"), x: columns[last].foot, now: false, term: null }] : [];
  const previous = t > 0 && !loop ? [{ text: _("previous time stamp"), x: columns[t - 1].foot, now: false, term: "previous-time-stamp" }] : [];
  return [...previous, { text: _("current time stamp"), x: columns[t].foot, now: true, term: "current-time-stamp" }, ...typed];
}

/** @param {Scene} scene @param {Column} column @param {Measure} measure @returns {Chip} */
function chipFigure({ state, layout }, { t, foot, left, right }, measure) {
  const now = t === layout.t;
  const { text: word, known } = state.trace.tokens[t];
  const small = layout.phone && !now; // else words of three letters would not fit
  const size = now ? 22 : small ? 15 : 19;
  const padding = now ? 12 : small ? 6 : 9;
  const most = now ? layout.cell.right - layout.cell.axis : layout.phone ? layout.G - 20 : layout.G + right - left - BESIDE_CHIP;
  const width = (/** @type {string} */ part) => measure(part, "serif", size);
  const { text, cut } = fitted(word, most - 2 * padding, width);
  const wide = Math.min(most, Math.max(layout.chipHeight + (now ? 3 : 1), Math.round(width(text)) + 2 * padding));
  const unfinished = state.unfinished && t === state.trace.tokens.length - 1;
  return {
    x: Math.round(foot - wide / 2), y: layout.foot.chip, width: wide, height: layout.chipHeight, text, size,
    title: cut ? word : null, known: known || unfinished,
  };
}

/** Five next words with bars now, three where read. One scale of bars for the whole sentence.
 * @param {Scene} scene @param {Column} column @param {Measure} measure @returns {NextWord[]} */
function wordFigures({ state, layout }, { t }, measure) {
  const now = t === layout.t;
  const bare = layout.phone && !now;
  const shown = state.trace.outputs[t].top.slice(0, wordsIn(layout, now));
  const scale = LONGEST_BAR / likeliest(state);
  const room = now ? layout.next.room : layout.G + layout.strip - (bare ? 6 : PERCENT + 11);
  return shown.map(({ token, probability }, i) => ({
    ...nextWord(token, room, now ? 17 : 13, measure),
    percent: bare ? null : percent(probability),
    y: wordLine(layout, now, i, shown.length),
    bar: now && layout.next.bars ? Math.max(1, probability * scale) : null,
    now, token,
  }));
}

/** @param {import("../../types.js").State} state */
const likeliest = ({ trace }) => trace.outputs.reduce((most, { top }) => Math.max(most, top[0]?.probability ?? 0), 1e-9);

/** Labels, operators and ranges of the open cell.
 * @param {Scene} scene @param {Measure} measure */
export function openFigure(scene, measure) {
  const { state, cell, layout } = scene;
  const { strips, betweens } = layout.cell;
  const many = layout.openStrip < 20; // then there is no room for time stamps
  const close = layout.openStrip < ROOMY;
  const isBare = (/** @type {typeof cell.strips[number]} */ part) => many || (layout.phone && isLong(part)) || (close && isNested(part));
  const spelled = cell.strips.map((part) => labelOf(isBare(part) ? bare(part, isLong(part)) : part, state.trace.symbols.length ? state.trace.symbols : state.model.symbols, layout.t, layerMark(state, scene.layer)));
  const pitches = strips.slice(1).map(({ axis }, i) => axis - strips[i].axis);
  const others = cell.parts.filter((part) => part.kind !== "strip");
  const long = cell.strips.map(isLong);
  const size = Math.max(many ? 9 : 10, labelSize(spelled.map((label, i) => (long[i] ? [] : label)), pitches, others, layout.phone ? 14 : 17, measure));
  const sizes = spelled.map((label, i) => (long[i] ? Math.min(size, longSize(label, layout, i, widthOf(spelled[i + 1] ?? [], size, measure), measure)) : size));
  const widths = spelled.map((label, i) => widthOf(label, sizes[i], measure));
  const middles = strips.map(({ axis }, i) => (long[i] ? Math.max(axis, layout.cell.left + EDGE + widths[i] / 2) : axis));
  return {
    t: layout.t, cell: layout.cell, strips, size,
    labels: spelled.map((label, i) => ({ pieces: label, x: middles[i], size: sizes[i], opens: cell.strips[i].role === "gate" })),
    others: others.map((part, i) => ({
      kind: part.kind, text: many && part.kind === "phi" ? "" : part.text, phi: part.kind === "phi" ? part.phi : null,
      above: midway(betweens[i].axis, middles[i] + widths[i] / 2, middles[i + 1] - widths[i + 1] / 2, 5 + 0.25 * size * part.text.length),
      between: betweens[i],
    })),
    ranges: rangeFigures(state, cell, layout, measure),
    captions: captionFigures(scene),
  };
}

/** Whether a label is of a symbol within another, tanh(c(t)). @param {import("./cell.js").OpenCell["strips"][number]} part */
const isNested = ({ role, spelled }) => role === "mix" && spelled.length > 1;

/** A label without the time stamp that is the current one, or without any.
 * @param {import("./cell.js").OpenCell["strips"][number]} part @param {boolean} [any] */
const bare = ({ spelled }, any = false) => ({ spelled: spelled.map((piece) => (typeof piece === "string" || (piece.lag > 0 && !any) ? piece : { ...piece, bare: true })) });

/** The size at which a long label at the left ends before the next one's operator. @param {Piece[]} label
 * @param {Scene["layout"]} layout @param {number} i @param {number} next  width of the next label @param {Measure} measure */
function longSize(label, { cell }, i, next, measure) {
  const room = cell.strips[i + 1].axis - next / 2 - 18 - cell.left - EDGE;
  return Math.floor((200 * room) / widthOf(label, 100, measure)) / 2;
}

/** Midway between the strips, or between the labels where one of them is in the way.
 * @param {number} axis @param {number} left @param {number} right where the labels end and begin
 * @param {number} half  of what stands there */
const midway = (axis, left, right, half) => (axis - left > half + 1 && right - axis > half + 1 ? axis : (left + right) / 2);

/** @param {Piece[]} label @param {number} size @param {Measure} measure */
const widthOf = (label, size, measure) =>
  label.reduce((sum, { text, italic, below }) => sum + measure(text, italic ? "italic" : "serif", below ? 0.7 * size : size), 0);

/** The largest size at which two neighbouring labels leave room for the operator between them.
 * @param {Piece[][]} labels @param {number[]} pitches @param {{kind: string, text: string}[]} others  what stands between
 * @param {number} size @param {Measure} measure */
function labelSize(labels, pitches, others, size, measure) {
  const widths = labels.map((label) => widthOf(label, size, measure));
  const operator = (/** @type {number} */ i) => {
    if (others[i].kind === "gap") return 6;
    return (size < 15 ? 13 : 18) + (others[i].kind === "op" ? (others[i].text.length - 1) * 0.4 * size : 0);
  };
  const fits = widths.slice(1).map((width, i) => (size * (pitches[i] - operator(i))) / ((width + widths[i]) / 2));
  return Math.min(size, Math.floor(2 * Math.min(...fits)) / 2);
}

/** Strips side by side with one range share a line and its words.
 * Words that would lie on others are left out.
 * @param {Scene["state"]} state @param {Scene["cell"]} cell @param {Scene["layout"]} layout @param {Measure} measure */
function rangeFigures(state, cell, layout, measure) {
  /** @type {{left: number, right: number, min: number, max: number, text: string}[]} */
  const spans = [];
  cell.strips.forEach((part, i) => {
    const { min, max } = stripRange(part, state);
    const { left, right } = layout.cell.strips[i];
    const ends = { min: signed(min), max };
    const last = spans[spans.length - 1];
    if (last && last.min === min && last.max === max) last.right = right;
    else spans.push({ left, right, min, max, text: spans.length || layout.openStrip < 20 ? _("{min} to {max}", ends) : _("colours {min} to {max}", ends) });
  });
  let end = -Infinity;
  return spans.map((span) => {
    const [middle, half] = [(span.left + span.right) / 2, measure(span.text, "sans", 11) / 2];
    if (middle - half < end + 4) return { ...span, text: "" };
    end = middle + half;
    return span;
  });
}
