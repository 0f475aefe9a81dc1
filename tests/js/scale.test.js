import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import {
  affineRange, closes, colourOf, format, glyphOf, niceRange, palettes, percent, plotlyScale, probability, rangeOf, weightRange,
} from "../../static/js/scale.js";
import { card, symbols } from "./made.js";

test("a palette's ends and middle are its stops", () => {
  assert.equal(colourOf("states", -1, 1, "light"), "#185ca3");
  assert.equal(colourOf("states", 0, 1, "light"), "#f3f1ec");
  assert.equal(colourOf("states", 6, 6, "light"), "#9f4509");
  assert.equal(colourOf("weights", -1, 1, "dark"), "#a48edd");
  assert.equal(colourOf("unit", 0, 1, "light"), "#f6f4ef");
  assert.equal(colourOf("unit", 1, 1, "dark"), "#f4f2ee");
});

test("between two stops a colour is their mean", () => {
  // halfway between #f3f1ec at 0 and #f6cfa6 at 0.25
  assert.equal(colourOf("states", 0.125, 1, "light"), "#f5e0c9");
});

test("values beyond the ends keep the end's colour, and NaN that of zero", () => {
  assert.equal(colourOf("states", 7, 6, "light"), "#9f4509");
  assert.equal(colourOf("states", -Infinity, 6, "light"), "#185ca3");
  assert.equal(colourOf("states", NaN, 6, "light"), "#f3f1ec");
});

test("the stylesheet holds the same palettes", () => {
  const css = readFileSync(new URL("../../static/css/variables.css", import.meta.url), "utf8");
  for (const [name, { light, dark }] of Object.entries(palettes)) {
    const [, stops = ""] = css.match(new RegExp(`--${name}:([^;]+);`)) ?? [];
    const pairs = [...stops.matchAll(/light-dark\((#\w+), (#\w+)\)/g)];
    const found = [1, 2].map((place) => pairs.map((pair) => pair[place]));
    assert.deepEqual(found, [light, dark], name);
  }
});

test("Plotly gets the stops evenly from 0 to 1", () => {
  const scale = plotlyScale("unit", "light");
  assert.deepEqual(scale[0], [0, "#f6f4ef"]);
  assert.deepEqual(scale[3], [0.5, "#908e89"]);
  assert.deepEqual(scale[6], [1, "#1b1d21"]);
});

test("a range is the first of 1 2 3 4 6 8 12 16 … at or above", () => {
  const asked = [0, 0.2, 1, 1.01, 2.5, 3.2, 4.7, 6, 6.1, 9, 15.9, 17, 40];
  assert.deepEqual(asked.map(niceRange), [1, 1, 1, 2, 3, 4, 6, 6, 8, 12, 16, 24, 48]);
});

test("x and h run from −1 to 1, and the affine symbols share the largest of their ranges", () => {
  const of = (/** @type {string} */ name) => rangeOf(symbols.find((s) => s.name === name) ?? symbols[0], card);
  assert.deepEqual(of("x"), { palette: "states", min: -1, max: 1 });
  assert.deepEqual(of("h"), { palette: "states", min: -1, max: 1 });
  for (const name of ["Uh", "Wx", "a"]) assert.deepEqual(of(name), { palette: "states", min: -6, max: 6 });
  assert.deepEqual(affineRange(card), of("a"));
});

test("a state from 0 to 1 has the palette of 0 to 1, an unbounded mix its own range", () => {
  const h = { ...symbols[4], range: /** @type {[number, number]} */ ([0, 1]) };
  assert.deepEqual(rangeOf(h, card), { palette: "unit", min: 0, max: 1 });
  const c = { ...symbols[4], name: "c", range: null, kind: /** @type {const} */ ("mix") };
  assert.deepEqual(rangeOf(c, { ...card, ranges: { c: 2.2 } }), { palette: "states", min: -3, max: 3 });
});

test("one outlier among the weights does not pale all others", () => {
  const data = new Float32Array(1000).fill(0.5);
  data[3] = -9;
  const weights = { W: { rows: 10, cols: 100, data }, b: new Float32Array([50]) };
  assert.deepEqual(weightRange(weights), { palette: "weights", min: -1, max: 1 });
});

test("clipped values and NaN have a glyph, a rounding error has none", () => {
  assert.equal(glyphOf(6.01, -6, 6), "clipped-high");
  assert.equal(glyphOf(-Infinity, -6, 6), "clipped-low");
  assert.equal(glyphOf(NaN, -6, 6), "nan");
  assert.equal(glyphOf(1.0000001, -1, 1), null);
  assert.equal(glyphOf(0, -1, 1), null);
});

test("numbers have a true minus and two decimals", () => {
  assert.deepEqual([-0.514, 0.8, 0, -0.001, 12.345, NaN, -Infinity].map(format), [
    "−0.51", "0.80", "0", "0.00", "12.35", "not a number", "−∞",
  ]);
});

test("probabilities read as percentages", () => {
  assert.deepEqual([0.0712, 0.236, 1, 0.99951, 0.0001, 0].map(percent), ["7.1%", "23.6%", "100%", "100%", "<0.1%", "<0.1%"]);
});

test("a small probability keeps its digits, and so does one near 1", () => {
  assert.deepEqual([0.0712, 0.236, 1, 0, 0.000031, 0.0000017, 3.1e-7, 0.0042, 0.9931, 0.99931].map((p) => probability(p)), [
    "7.1%", "23.6%", "100%", "0%", "0.0031%", "0.00017%", "3.1 · 10⁻⁷", "0.42%", "99.3%", "99.931%",
  ]);
  assert.deepEqual([0.0712, 0.000031].map((p) => probability(p, 2)), ["7.12%", "0.00310%"]);
});

test("printed numbers add up as a reader adds them, or do not", () => {
  assert.ok(closes([0.424, 0.014, -0.342], 0.096, 3));
  assert.ok(!closes([0.424, 0.014, -0.342], 0.096, 2), "0.42 + 0.01 − 0.34 is not 0.10");
  assert.ok(closes([0.1, 0.2], 0.30000000000000004, 6));
});
