// The pure halves of the views.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { leftOne, playToggled, stepForward } from "../../static/js/state.js";
import { announcement } from "../../static/js/views/announcer.js";
import { isLit, noteOf } from "../../static/js/views/equation.js";
import { glyphs } from "../../static/js/views/heatmap/glyphs.js";
import { cellAt, labelled, layoutOf, ticks } from "../../static/js/views/heatmap/layout.js";
import { described } from "../../static/js/views/heatmap/marks.js";
import { unitsByStamps } from "../../static/js/views/heatmap/plot.js";
import { actionOf } from "../../static/js/views/keys.js";
import { queryIn } from "../../static/js/views/link.js";
import { spoken } from "../../static/js/views/player.js";
import { unknownWords } from "../../static/js/views/sentence.js";
import { stateOf } from "./made.js";

const boy = stateOf(["I", "am", "a", "boy"], { t: 2 });

test("the words under a symbol are those that the server writes there", () => {
  for (const { tokens, t, lag, carried, note, reads = "words" } of JSON.parse(readFileSync(new URL("../notes.json", import.meta.url), "utf8"))) {
    assert.equal(noteOf(tokens, t, lag, carried, { reads }), note);
  }
});

test("a symbol of the equation lights up with its place in the diagram", () => {
  const [U, previous, now] = [{ kind: "weight", name: "U" }, { kind: "symbol", name: "h", lag: "1" }, { kind: "symbol", name: "h", lag: "0" }];
  assert.equal(isLit(U, { kind: "weight", name: "U" }, 2), true);
  assert.equal(isLit(U, { kind: "weight", name: "W" }, 2), false);
  assert.equal(isLit(previous, { kind: "cell", symbol: "h", t: 1, unit: 0 }, 2), true);
  assert.equal(isLit(now, { kind: "cell", symbol: "h", t: 1, unit: 0 }, 2), false);
  assert.equal(isLit(now, { kind: "symbol", name: "h", lag: 0 }, 2), true);
  assert.equal(isLit(now, null, 2), false);
});

test("each step is said in one sentence", () => {
  assert.equal(announcement(boy), "time stamp 2, 'a': most likely next word 'want', 20 percent");
  const trace = structuredClone(boy.trace);
  trace.outputs[2].top = [{ token: "</s>", probability: 0.5 }];
  assert.equal(announcement({ ...boy, trace }), "time stamp 2, 'a': most likely the end of the sentence, 50 percent");
  assert.equal(announcement(stateOf([])), "The sentence is empty.");
});

test("the scrubber says where it is", () => {
  assert.equal(spoken(boy), "time stamp 2 of 3, 'a'");
  assert.equal(spoken(stateOf([])), "no words yet");
});

test("unknown words are told once each, but not one that is still being typed", () => {
  const state = stateOf(["wug", "wug", "am", "wug"]);
  assert.deepEqual(unknownWords(state), ["wug"]);
  assert.deepEqual(unknownWords(stateOf(["am", "wug"], { unfinished: true })), []);
});

test("keys act outside text fields, and Space only where focus is on no control", () => {
  const on = (/** @type {string[]} */ ...kinds) => ({ matches: (/** @type {string} */ selector) => kinds.some((kind) => selector.includes(kind)) });
  const page = { matches: () => false };
  assert.equal(actionOf("ArrowRight", page), stepForward);
  assert.equal(actionOf("ArrowRight", on("textarea")), null);
  assert.equal(actionOf(" ", page), playToggled);
  assert.equal(actionOf(" ", on("button")), null);
  assert.equal(actionOf("ArrowRight", on("button")), stepForward);
  assert.equal(actionOf("Escape", page), leftOne);
  assert.equal(actionOf("?", page), "help");
  assert.equal(actionOf("x", page), null);
});

test("a saved file opens, and another file does not", () => {
  assert.equal(queryIn('{"unrolled": 1, "query": "?t=2"}'), "?t=2");
  assert.equal(queryIn('{"query": "?t=2"}'), null);
  assert.equal(queryIn("no JSON"), null);
});

test("the heatmap's columns are as wide as there is room, and no wider than 72 px", () => {
  assert.equal(layoutOf(1000, boy).column, 72);
  const long = stateOf(Array.from({ length: 200 }, () => "word"));
  const layout = layoutOf(552, long);
  assert.equal(layout.column, 2.5);
  assert.equal(layout.outerWidth, 552);
  assert.equal(layoutOf(500, stateOf([])).columns, 0);
});

test("a point of the heatmap is a unit at a time stamp, or nothing", () => {
  const layout = layoutOf(1000, boy); // columns of 72 px, 8 rows of 12
  assert.deepEqual(cellAt(layout, 40 + 72 * 2 + 1, 10 + 12 * 7 + 1), { t: 2, unit: 7 });
  assert.equal(cellAt(layout, 39, 30), null);
  assert.equal(cellAt(layout, 60, 10 + 12 * 8 + 1), null);
});

test("labels below the heatmap never overlap, and the current time stamp always has one", () => {
  const layout = layoutOf(552, stateOf(Array.from({ length: 200 }, () => "word")));
  const stamps = labelled(layout, 101);
  assert.ok(stamps.includes(101));
  const gaps = stamps.slice(1).map((t, place) => (t - stamps[place]) * layout.column);
  assert.ok(Math.min(...gaps) >= 56);
  assert.deepEqual(ticks(64), [0, 16, 32, 48, 63]);
});

test("the heatmap's tooltip tells unit, time stamp, word and value", () => {
  const matrix = boy.trace.layers[0].values.h;
  assert.deepEqual(described(boy, matrix, { t: 2, unit: 3 }), ["unit 3 · time stamp 2 ·", "a", "· 4.23"]);
});

test("the heatmap shows units downwards and time stamps to the right", () => {
  const rows = unitsByStamps({ rows: 2, cols: 3, data: Float32Array.of(1, 2, 3, 4, 5, 6) });
  assert.deepEqual(rows.map((row) => [...row]), [[1, 4], [2, 5], [3, 6]]);
});

test("a cell of the heatmap beyond the scale, or not a number, has a glyph", () => {
  const matrix = { rows: 2, cols: 2, data: Float32Array.of(0.5, 1.5, NaN, -2) };
  assert.deepEqual(glyphs(matrix, { palette: "states", min: -1, max: 1 }), [
    { t: 0, unit: 1, glyph: "clipped-high" },
    { t: 1, unit: 0, glyph: "nan" },
    { t: 1, unit: 1, glyph: "clipped-low" },
  ]);
});
