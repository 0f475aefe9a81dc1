// What stands under the pointer in an opened weight, in words, and what else on the page means the same. Pure.

import { format } from "../../scale.js";
import { _ } from "../../texts.js";

/** @typedef {import("../../types.js").Hover} Hover */
/** @typedef {import("../../types.js").State} State */
/** @typedef {import("../../types.js").Statistics} Statistics */
/** @typedef {import("./about.js").About} About */
/** @typedef {import("./figure.js").Entry} Entry */

/** "U[12, 58] = 0.36 · what unit 12 takes from unit 58".
 * @param {About} about @param {import("../../types.js").Matrix} matrix @param {Statistics | undefined} statistics
 * @param {string[]} words @param {Entry} entry @returns {string} */
export function described(about, matrix, statistics, words, { row, col }) {
  const name = about.label.join("_");
  const named = row === null ? "" : (words[row] ?? String(row));
  if (row !== null && (col !== null || about.columns === "one")) {
    const at = about.columns === "one" ? named : `${named}, ${col}`;
    return `${name}[${at}] = ${format(matrix.data[row * matrix.cols + (col ?? 0)])}${about.columns === "one" ? "" : ` · ${meant(about, named, col ?? 0)}`}`;
  }
  if (row !== null) {
    const length = format(statistics?.row_norms?.[row] ?? NaN);
    return about.rows === "unit" ? _("unit {row} · length {length}", { row, length }) : _("“{word}” · length {length}", { word: named, length });
  }
  const length = format(statistics?.column_norms?.[col ?? 0] ?? NaN);
  return about.columns === "unit" ? _("from unit {col} · length {length}", { col: col ?? 0, length }) : _("number {col} · length {length}", { col: col ?? 0, length });
}

/** @param {About} about @param {string} row @param {number} col */
function meant({ rows, columns }, row, col) {
  if (rows === "unit") {
    return columns === "unit" ? _("what unit {row} takes from unit {col}", { row, col }) : _("what unit {row} takes from number {col} of the word", { row, col });
  }
  return columns === "unit" ? _("what “{row}” takes from unit {col}", { row, col }) : _("number {col} of “{row}”", { row, col });
}

/** The same thing elsewhere on the page. @param {State} state @param {About} about @param {Entry | null} entry
 * @returns {Hover | null} */
export function hoverOf({ trace, t }, { name, rows, columns }, entry) {
  const symbol = trace.symbols.at(-1)?.name ?? "";
  if (!entry || trace.tokens.length === 0) return null;
  const { row, col } = entry;
  if (rows === "unit" && row !== null) {
    return col === null || columns === "one" ? { kind: "cell", symbol, t, unit: row } : { kind: "term", weight: name, index: col, unit: row };
  }
  if (col === null || columns === "one") return null;
  if (columns === "dimension") return { kind: "dimension", dim: col, t };
  return { kind: "cell", symbol, t: rows === "unit" ? t - 1 : t, unit: col };
}

/** What of an opened weight the rest of the page points at. @param {State} state @param {About} about @returns {Entry | null} */
export function litBy({ hover, trace }, { name, rows, columns }) {
  const input = trace.symbols.find(({ kind }) => kind === "input")?.name;
  if (hover?.kind === "term") return rows === "unit" ? { row: hover.unit, col: hover.weight === name ? hover.index : null } : null;
  if (hover?.kind === "dimension") return columns === "dimension" ? { row: null, col: hover.dim } : null;
  if (hover?.kind !== "cell") return null;
  if (hover.symbol === input) return columns === "dimension" ? { row: null, col: hover.unit } : null;
  if (rows === "unit") return { row: hover.unit, col: null };
  return columns === "unit" ? { row: null, col: hover.unit } : null;
}
