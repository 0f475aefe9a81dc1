// The shape of the unrolled network as coordinates: pure, all in CSS pixels, x to the right, y downwards.
//
//   T D H    time stamps, numbers in x(t), units of h(t)
//   t        the current time stamp, whose cell is open
//   row      height of one unit, the same in every strip
//   G        gap between columns
//   strip    one heat strip: rows are units
//   head     all above the strips: labels, the arrow to the output, the next words
//   foot     all below: numbers, the picture of W, x(t) lying down, the chip with the word

/** @typedef {{left: number, right: number, axis: number}} Strip  axis is the middle */
/** @typedef {{left: number, right: number, axis: number}} Between  room inside the open cell for +, = or φ */

/** What the open cell holds from left to right, see views/diagram/parts.js.
 * @typedef {"strip" | "op" | "phi" | "gap" | "product" | "wide"} Part  a product is an operator with a name, such as
 * "∘ o ="; wide is one beside a long label */

/** @typedef {object} Shape
 * @property {number} T
 * @property {number} D
 * @property {number} H
 * @property {number} t
 * @property {number} width     of the window
 * @property {number} height    of the window
 * @property {Part[]} parts
 * @property {number} fed       which strip of the open cell the input enters, 0 for the leftmost
 * @property {number} [states]  how many strips a closed column has: the hidden state, and left of it what else is carried
 * @property {boolean} [direct]  whether the hidden state is carried on without a weight too, as z∘h(t−1) is
 * @property {number} [above]   height of the equation beyond its usual one
 * @property {{below: number, above: number}} [bands]  how many rows stand under x(t) and over the cell: the other layers of
 *   a stack lie there, and under all of them the words */

/** One time stamp.
 * @typedef {object} Column
 * @property {number} t
 * @property {number} left      of its strips, or of the open cell
 * @property {number} right
 * @property {Strip[]} strips   of a closed column, the hidden state last
 * @property {number} head      axis of h(t), of the arrow to the output
 * @property {number} foot      axis of x(t), W and the chip
 * @property {number} from      where the arrow from the state before begins
 * @property {number} picture   middle of the picture of U on that arrow */

/** Where the next words of the open column stand.
 * @typedef {object} Next
 * @property {number} axis      words end left of it, percentages right of it
 * @property {number} bottom    baseline of the lowest word
 * @property {number | null} caption  baseline of the words above them
 * @property {number} count
 * @property {boolean} bars
 * @property {number} room      for a word */

/** The rolled network's way from h(t) over the top back into the cell.
 * @typedef {object} Loop
 * @property {number} start     right edge of the strip of h(t)
 * @property {number} left
 * @property {number} right     where it leaves the way to the output
 * @property {number} top
 * @property {number} middle    height at which it leaves and enters
 * @property {number} tip       where it enters the cell
 * @property {number | null} out  end of the arrow to the output; null where that arrow goes up
 * @property {number} radius
 * @property {{x: number, y: number, size: number, label: boolean}} later  the square "one step later"
 * @property {Way[]} carries    the ways of what else is carried, inside it */

/** A way around the open cell that meets no weight.
 * @typedef {{start: number, left: number, right: number, top: number, middle: number, tip: number, radius: number,
 *   later: {x: number, y: number, size: number, label: boolean}}} Way */

/** @typedef {ReturnType<typeof layoutOf>} Layout */

/** Windows narrower than this are phones; css/variables.css says the same. */
export const PHONE = 760;

const WIDEST_CONTENT = 1584;
const ABOVE_AND_BELOW = 575; // header, sentence, equation, head, foot and player together
const IN_A_LOW_WINDOW = 481; // the same with the head and the foot of a low window

/** What an equation of many lines takes beyond that; css/page.css says the same. */
export const MANY_LINES = 40;

/** From one row of a stack to the next: a strip lying down, and the arrow into it. */
export const BAND = 46;
const OVER_TIP = 16; // from the end of the arrow out of the cell to the top of the strip over it

const DESK = {
  strip: 24, openStrip: 34, op: 44, phi: 84, between: 30, product: 64, wide: 100, apart: 6, padding: 28, picture: 36, xCell: 1.5, xOpenCell: 3, xMost: 96,
  gutter: 48, axis: 46, margin: 100, narrowest: 104, words: 18,
};
const PHONE_SIZES = {
  strip: 18, openStrip: 20, op: 31, phi: 46, between: 12, product: 44, wide: 62, apart: 4, padding: 14, picture: 28, xCell: 1, xOpenCell: 2, xMost: 64,
  gutter: 16, axis: 46, margin: 100, narrowest: 62, words: 17,
};

/** Where more strips stand in the open cell than a phone or a desk has room for. */
const MANY = 7;
const MANY_PHONE = { ...PHONE_SIZES, openStrip: 16, op: 25, phi: 38, between: 9, product: 40, padding: 12 };
const MANY_DESK = { ...DESK, strip: 19, apart: 8, openStrip: 28, phi: 68, between: 24, product: 62, padding: 20, narrowest: 78 };
const ROOMY = 1720; // windows from this width on have room for all

/** Distances upwards from the top of the strips (head) and downwards from their bottom (foot); text is at its
 * baseline. */
const DESK_HEIGHTS = {
  head: { all: 173, caption: 160, words: 66, tip: 56, cell: 32, label: 12 },
  foot: { cell: 52, numbers: 22, rule: 33, range: 45, tip: 55, picture: 64, x: 113, chip: 131, caption: 174, all: 180 },
};
/** Closer together, with fewer next words. */
const LOW_HEIGHTS = {
  head: { all: 110, caption: 98, words: 42, tip: 36, cell: 26, label: 9 },
  foot: { cell: 43, numbers: 19, rule: 27, range: 38, tip: 45, picture: 49, x: 89, chip: 102, caption: 145, all: 149 },
};
const PHONE_HEIGHTS = {
  head: { all: 153, caption: 153, words: 66, tip: 56, cell: 32, label: 12 },
  foot: { cell: 50, numbers: 22, rule: 33, range: 43, tip: 53, picture: 62, x: 101, chip: 118, caption: 161, all: 169 },
};

/** @param {number} low @param {number} x @param {number} high */
const clamp = (low, x, high) => Math.max(low, Math.min(high, x));

/** @param {number} left @param {number} width @returns {Strip} */
const span = (left, width) => ({ left, right: left + width, axis: left + width / 2 });

/** Whether a window on a desk is too low for rows of 4 px. @param {number} height of the window @param {number} [above]
 *  what the equation and other layers take beyond the usual height */
export const isLow = (height, above = 0) => height < ABOVE_AND_BELOW + above + 4 * 64;

/** Height of one unit. @param {number} H @param {number} height of the window @param {boolean} phone @param {number} [above] */
export function rowHeight(H, height, phone, above = 0) {
  if (phone && H <= 64) return above > 0 ? 3 : 4;
  const [around, most] = !phone && isLow(height, above) ? [IN_A_LOW_WINDOW, 4] : [ABOVE_AND_BELOW, 8];
  return clamp(H > 128 ? 1 : H > 64 ? 2 : 3, Math.floor((height - around - above) / H), most);
}

/** @param {typeof DESK} sizes @returns {Record<Part, number>} */
const widthsOf = ({ openStrip, op, phi, between, product, wide }) => ({ strip: openStrip, op, phi, gap: between, product, wide });

/** @param {Part[]} parts @param {typeof DESK} sizes @returns {number} */
function cellWidth(parts, sizes) {
  const widths = widthsOf(sizes);
  return parts.reduce((sum, part) => sum + widths[part], 2 * sizes.padding);
}

/** The strips of the open cell and the room between them, from its left edge.
 * @param {Part[]} parts @param {typeof DESK} sizes @param {number} left */
function inside(parts, sizes, left) {
  const widths = widthsOf(sizes);
  /** @type {Strip[]} */ const strips = [];
  /** @type {Between[]} */ const betweens = [];
  let x = left + sizes.padding;
  for (const part of parts) {
    (part === "strip" ? strips : betweens).push(span(x, widths[part]));
    x += widths[part];
  }
  return { strips, betweens };
}

/** The strips of a closed column. @param {number} left @param {number} count @param {typeof DESK} sizes */
const closedStrips = (left, count, { strip, apart }) => Array.from({ length: count }, (_, i) => span(left + i * (strip + apart), strip));

/** The gap between columns: all that is left where the sentence is short, never less than can be read.
 * @param {Shape} shape @param {typeof DESK} sizes @param {number} content @param {number} cell @param {number} closed */
function gapOf({ T, width }, sizes, content, cell, closed) {
  if (width < PHONE) return sizes.narrowest;
  const left = content - sizes.axis - closed * T - cell - sizes.margin;
  return clamp(sizes.narrowest, Math.floor(left / T), Math.max(168, Math.floor(width / 8)));
}

/** Everything that a sentence of T words needs to be drawn. T = 0 has the one cell of T = 1, left empty.
 * @param {Shape} shape */
export function layoutOf(shape) {
  const { D, H, width, height, parts, fed, states = 1, direct = false, above = 0, bands = { below: 0, above: 0 } } = shape;
  const T = Math.max(1, shape.T);
  const t = clamp(0, shape.t, T - 1);
  const phone = width < PHONE;
  const sizes = sizesFor(parts, width);
  const extra = (phone ? 0 : above) + BAND * (bands.below + bands.above);
  const low = !phone && isLow(height, extra);
  const heights = withBands(phone ? PHONE_HEIGHTS : low ? LOW_HEIGHTS : DESK_HEIGHTS, bands);
  const row = rowHeight(H, height, phone, extra);
  const gutter = Math.max(sizes.gutter, Math.floor((width - WIDEST_CONTENT) / 2));
  const wide = cellWidth(parts, sizes);
  const closed = states * sizes.strip + (states - 1) * sizes.apart;
  const G = gapOf({ ...shape, T }, sizes, width - 2 * gutter, wide, closed);

  const before = closedStrips(gutter + sizes.axis, states, sizes);
  const initial = { left: before[0].left, right: before[states - 1].right, axis: before[states - 1].axis, strips: before };
  const open = initial.right + G + t * (closed + G);
  const { strips, betweens } = inside(parts, sizes, open);
  const shift = wide - closed; // by how much the open cell moves the columns after it
  /** @type {Column[]} */
  const columns = Array.from({ length: T }, (_, at) => {
    const left = initial.right + G + at * (closed + G) + (at > t ? shift : 0);
    const right = left + (at === t ? wide : closed);
    const own = closedStrips(left, states, sizes);
    const { axis } = own[states - 1];
    return {
      t: at, left, right, strips: own, from: left - G, picture: left - G / 2,
      head: at === t ? strips[strips.length - 1].axis : axis,
      foot: at === t ? strips[fed].axis : axis,
    };
  });

  const top = heights.head.all;
  const bottom = top + H * row;
  const all = Math.max(width, columns[T - 1].right + sizes.margin + gutter);
  return {
    ...sizes, T, D, H, t, empty: shape.T === 0, phone, window: width, row, gap: row >= 4 ? 1 : 0, gutter, G,
    top, bottom, middle: (top + bottom) / 2, pictureMiddle: (top + bottom) / 2, width: all, height: bottom + heights.foot.all,
    initial, columns, direct, cell: { ...span(open, wide), top: top - heights.head.cell, bottom: bottom + heights.foot.cell, strips, betweens },
    /** y of what stands above the strips; `words` is the lowest next word */
    head: fromTop(top, heights.head),
    /** y of what stands below */
    foot: fromBottom(bottom, heights.foot),
    xHeight: 10, chipHeight: 30,
    /** tops of the rows under x(t), from the uppermost down, and over the cell, from the lowest up; where those have an
     *  axis they stand about it, beside the rolled network, else over the cell */
    bands: {
      axis: /** @type {number | null} */ (null),
      below: Array.from({ length: bands.below }, (_, i) => bottom + heights.foot.x + BAND * (i + 1)),
      above: Array.from({ length: bands.above }, (_, i) => top - heights.head.tip - OVER_TIP - BAND * i),
    },
    loop: /** @type {Loop | null} */ (null),
    /** where the rolled network says why it is the same as the unrolled one */
    why: /** @type {{x: number, y: number, room: number} | null} */ (null),
    next: /** @type {Next} */ ({
      axis: columns[t].head - (sizes === MANY_PHONE ? 30 : 0), bottom: top - heights.head.words, caption: phone ? null : top - heights.head.caption,
      count: low ? 3 : 5, bars: !phone, room: wide / 2 - 20,
    }),
    /** width of x(t) lying down, in a closed column and under the open cell */
    xWidth: Math.min(D * sizes.xCell, sizes.xMost), xOpenWidth: Math.min(D * sizes.xOpenCell, 2 * sizes.xMost),
    /** scroll position that centres the open cell */
    scroll: clamp(0, Math.round(open + wide / 2 - width / 2), all - width),
  };
}

/** @param {Part[]} parts @param {number} width of the window */
function sizesFor(parts, width) {
  const many = parts.filter((part) => part === "strip").length > MANY;
  if (width < PHONE) return many ? MANY_PHONE : PHONE_SIZES;
  return many && width < ROOMY ? MANY_DESK : DESK;
}

/** What stands over the rows above, or under those below, makes room for them. @param {typeof DESK_HEIGHTS} heights
 * @param {{below: number, above: number}} bands */
const withBands = ({ head, foot }, { below, above }) => ({
  head: { ...head, all: head.all + BAND * above, caption: head.caption + BAND * above, words: head.words + BAND * above, out: head.tip + BAND * above },
  foot: { ...foot, chip: foot.chip + BAND * below, caption: foot.caption + BAND * below, all: foot.all + BAND * below },
});

/** `tip` is the end of the arrow out of the cell, `out` that of the arrow to the output.
 * @param {number} top @param {ReturnType<typeof withBands>["head"]} up */
const fromTop = (top, { caption, words, tip, out, cell, label }) => ({
  caption: top - caption, words: top - words, tip: top - tip, out: top - out, cell: top - cell, label: top - label,
});

/** @param {number} bottom @param {typeof DESK_HEIGHTS.foot} down */
const fromBottom = (bottom, { numbers, rule, range, tip, picture, x, chip, caption }) => ({
  numbers: bottom + numbers, rule: bottom + rule, range: bottom + range, tip: bottom + tip,
  picture: bottom + picture, x: bottom + x, chip: bottom + chip, caption: bottom + caption,
});

/** y of the ways that meet no weight, above that of the hidden state through U: of what else is carried, and of the state
 * itself where it is used as it is. @param {{initial: {strips: Strip[]}, direct: boolean, top: number, bottom: number}} layout
 * @returns {number[]} */
export function carryLevels({ initial, direct, top, bottom }) {
  const length = initial.strips.length - 1 + Number(direct);
  return Array.from({ length }, (_each, i) => Math.floor(top + ((i + 1) * (bottom - top)) / (4 * length)) + 0.5);
}

/** y of a unit's row. @param {Layout} layout @param {number} unit */
export const rowTop = (layout, unit) => layout.top + unit * layout.row;

/** The unit at height y, or null above and below the strips. @param {Layout} layout @param {number} y */
export function unitAt(layout, y) {
  const unit = Math.floor((y - layout.top) / layout.row);
  return unit >= 0 && unit < layout.H ? unit : null;
}

/** The columns that can be seen, wholly or in part, between two scroll positions.
 * @param {Layout} layout @param {number} from @param {number} to @returns {Column[]} */
export const visibleColumns = ({ columns, G }, from, to) =>
  columns.filter(({ left, right }) => right + G >= from && left - G <= to);

/** The place of a marked row in a strip: enlarged, since a row is too thin to be outlined.
 * @param {Layout} layout @param {Strip} strip @param {number} unit @param {{least: number, more: number, wider: number}} by */
export function markOf(layout, strip, unit, { least, more, wider }) {
  const height = Math.max(least, layout.row + more);
  const y = rowTop(layout, unit) + (layout.row - layout.gap) / 2 - height / 2;
  return { x: strip.left - wider, y, width: strip.right - strip.left + 2 * wider, height };
}
