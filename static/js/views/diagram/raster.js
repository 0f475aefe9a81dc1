// The coloured cells of the diagram as a list of rasters, pure; paint.js puts them on a canvas.
//
//   blocks   a matrix picture has at most 18 × 18, each its weight of largest size

import { rangeOf, weightRange } from "../../scale.js";
import { bandsOf, bandValues } from "./bands.js";
import { narrowStrips } from "./original.js";
import { inputPlace, inputRange, inputValues, modeOf, picturePlaces, placedStrips } from "./scene.js";

/** @typedef {import("../../types.js").Matrix} Matrix */
/** @typedef {import("../../types.js").LayerWeights} LayerWeights */
/** @typedef {import("../../scale.js").Range} Range */
/** @typedef {import("./scene.js").Scene} Scene */
/** @typedef {import("./scene.js").Mode} Mode */

/** A grid of cells: `cols` × `rows` values fill width × height; each cell leaves `gap` free below itself.
 * @typedef {object} Raster
 * @property {number} x
 * @property {number} y
 * @property {number} width
 * @property {number} height
 * @property {number} rows
 * @property {number} cols
 * @property {number} gap
 * @property {Float32Array} values  row-major
 * @property {Range} range
 * @property {number} opacity
 * @property {boolean} glyphs       whether clipped cells are marked
 * @property {number} t             of its column, −1 for the state before the first word
 * @property {"strip" | "open" | "x" | "above" | "U" | "W"} part
 * @property {string} key           rasters of one key look the same, but for their place and opacity */

const BLOCKS = 18;

/** How much of its colour each part keeps where it is not yet read. */
export const FAINT = { strip: 0.25, x: 0.35, picture: 0.4 };

/** A matrix made small without smoothing: each block is its weight of largest size.
 * @param {Matrix} matrix @param {number} [most] @param {number} [wide] @returns {Matrix} */
export function pooled({ rows, cols, data }, most = BLOCKS, wide = most) {
  const [down, across] = [Math.min(most, rows), Math.min(wide, cols)];
  const small = new Float32Array(down * across); // (down, across)
  for (let i = 0; i < rows; i += 1) {
    const at = Math.floor((i * down) / rows) * across;
    for (let j = 0; j < cols; j += 1) {
      const block = at + Math.floor((j * across) / cols);
      const value = data[i * cols + j];
      if (Math.abs(value) > Math.abs(small[block])) small[block] = value;
    }
  }
  return { rows: down, cols: across, data: small };
}

/** Matrices of one width on top of each other. @param {Matrix[]} matrices @returns {Matrix} */
export function stacked(matrices) {
  if (matrices.length === 1) return matrices[0];
  const data = new Float32Array(matrices.reduce((sum, matrix) => sum + matrix.data.length, 0));
  let at = 0;
  for (const matrix of matrices) {
    data.set(matrix.data, at);
    at += matrix.data.length;
  }
  return { rows: matrices.reduce((sum, { rows }) => sum + rows, 0), cols: matrices[0]?.cols ?? 0, data };
}

/** The small pictures of a layer's matrices, of all gates' on top of each other, worked out once for each network.
 * @typedef {{U: Matrix, W: Matrix, range: Range}} Pictures
 * @param {LayerWeights} weights @param {{weights: {U: string[], W: string[]}}} cell @returns {Pictures} */
export function picturesOf(weights, { weights: names }) {
  const [U, W] = [names.U, names.W].map((all) => {
    const matrices = all.map((name) => weights[name]).filter((matrix) => matrix !== undefined && "data" in matrix);
    // Each gate is pooled for itself, so that no block mixes two of them.
    return stacked(matrices.map((matrix) => pooled(matrix, Math.max(4, Math.floor(BLOCKS / matrices.length)), BLOCKS)));
  });
  return { U, W, range: weightRange(weights) };
}

/** @param {Scene} scene @param {Pictures} pictures @returns {Raster[]} */
export const rastersOf = (scene, pictures) => [
  ...stripRasters(scene),
  ...narrowStrips(scene).map((strip) => narrowRaster(scene, strip)),
  ...scene.columns.flatMap((column) => [inputRaster(scene, column), ...bandRasters(scene, column), ...pictureRasters(scene, column, pictures)]),
];

/** @param {Mode} mode @param {keyof typeof FAINT} part */
const opacity = (mode, part) => (mode === "unread" ? FAINT[part] : 1);

/** @param {Scene} scene @returns {Raster[]} */
function stripRasters(scene) {
  const { top, row, gap, H } = scene.layout;
  return placedStrips(scene).map(({ part, place, t, mode, values, range }) => ({
    x: place.left, y: top, width: place.right - place.left, height: H * row, rows: H, cols: 1, gap, values, range,
    opacity: opacity(mode, "strip"), glyphs: true, t, part: scene.layout.t === t ? "open" : "strip",
    key: `${part.name}${part.bias ? "" : t} ${place.right - place.left}`,
  }));
}

/** @param {Scene} scene @param {import("./original.js").Narrow} strip @returns {Raster} */
function narrowRaster({ layout: { top, row, gap, H, t: now }, layout }, { t, left, right, values, range, kind }) {
  return {
    x: left, y: top, width: right - left, height: H * row, rows: H, cols: 1, gap, values, range,
    opacity: opacity(modeOf(layout, t), "strip"), glyphs: false, t, part: t === now ? "open" : "strip", key: `${kind} ${t} ${right - left}`,
  };
}

/** @param {Scene} scene @param {import("./scene.js").Column} column @returns {Raster} */
function inputRaster(scene, column) {
  const { layout } = scene;
  return {
    ...inputPlace(layout, column), rows: 1, cols: layout.D, gap: 0, values: inputValues(scene, column.t),
    range: inputRange(scene), opacity: opacity(modeOf(layout, column.t), "x"), glyphs: true,
    t: column.t, part: "x", key: `x ${column.t} ${column.t === layout.t}`,
  };
}

/** The other layers of a stack. @param {Scene} scene @param {import("./scene.js").Column} column @returns {Raster[]} */
const bandRasters = (scene, column) => bandsOf(scene, column).filter(({ own }) => !own).map(({ row, place, above }) => ({
  ...place, rows: 1, cols: row.count, gap: 0, values: bandValues(scene, row, column.t), range: rangeOf(row.symbol, scene.state.model),
  opacity: opacity(modeOf(scene.layout, column.t), "x"), glyphs: true, t: column.t, part: above ? "above" : "x",
  key: `band ${row.layer} ${row.symbol.name} ${column.t} ${place.width}`,
}));

/** @param {Scene} scene @param {import("./scene.js").Column} column @param {Pictures} pictures @returns {Raster[]} */
function pictureRasters({ layout }, column, { U, W, range }) {
  const places = picturePlaces(layout, column);
  const size = { width: layout.picture, height: layout.picture, gap: 0, glyphs: false, range, t: column.t };
  const faint = opacity(modeOf(layout, column.t), "picture");
  /** @param {"U" | "W"} part @param {Matrix} matrix @returns {Raster} */
  const picture = (part, { rows, cols, data }) =>
    ({ ...places[part], ...size, rows, cols, values: data, opacity: faint, part, key: `picture ${part}` });
  return [picture("U", U), picture("W", W)];
}
