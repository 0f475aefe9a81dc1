import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import * as what from "../../static/js/interventions.js";
import { card, stateOf, symbols, traceOf } from "./made.js";

const table = JSON.parse(readFileSync(new URL("../interventions.json", import.meta.url), "utf-8"));
/** @param {string} part @returns {[string, string]} */
const split = (part) => [part.slice(0, part.indexOf("=")), part.slice(part.indexOf("=") + 1)];

test("links are read and written as the server reads and writes them", () => {
  for (const [part, expected] of table.read) {
    assert.deepEqual(what.readInterventions([split(part)]), { interventions: [expected], refused: null }, part);
    assert.deepEqual(what.written(expected), split(part));
  }
  for (const part of table.refused) assert.deepEqual(what.readInterventions([split(part)]), { interventions: [], refused: part }, part);
});

test("the first part that makes no sense is named, the others are kept in their order, and what is no intervention is passed over", () => {
  const { interventions, refused } = what.readInterventions([["forget", "1"], ["edit", "h"], ["text", "a"], ["forget", "x"], ["from", "I am"]]);
  assert.deepEqual(interventions, [{ kind: "forget", t: 1 }, { kind: "from", text: "I am" }]);
  assert.equal(refused, "edit=h");
});

/** @param {Partial<import("../../static/js/types.js").Intervention>} [more] @returns {any} */
const edit = (more) => ({ kind: "edit", symbol: "h", t: 1, unit: 2, value: 0.5, layer: 0, ...more });

test("an intervention replaces the one in its place and no other", () => {
  const list = [edit(), edit({ unit: 3 }), { kind: "forget", t: 1 }, { kind: "from", text: "a" }, { kind: "instead", t: 1, word: "b" }];
  const other = { kind: "from", text: "c" };
  assert.deepEqual(what.withAnother(list, edit({ value: -1 })), [...list.slice(1), edit({ value: -1 })]);
  assert.deepEqual(what.withAnother(list, /** @type {any} */ (other)), [...list.slice(0, 3), list[4], other]);
  assert.equal(what.withAnother(list, { kind: "instead", t: 2, word: "b" }).length, 6);
});

test("only what fits the sentence and the network is kept, and the first that does not is named", () => {
  const tokens = traceOf(["I", "am", "a"]).tokens;
  const good = [edit({ t: [0, 2], unit: [0, 7] }), edit({ symbol: "x", unit: 2 }), { kind: "forget", t: 2 }, { kind: "instead", t: 0, word: "we" }, { kind: "from", text: "a" }];
  assert.deepEqual(what.fitting(good, card, tokens), { kept: good, misfits: [], surplus: [] });
  const bad = [edit({ t: 3 }), edit({ t: [2, 1] }), edit({ unit: 8 }), edit({ symbol: "x", unit: 3 }), edit({ symbol: "q" }), edit({ layer: 1 }), edit({ value: 1e7 }), { kind: "forget", t: 3 }, { kind: "instead", t: 3, word: "a" }];
  for (const each of bad) assert.deepEqual(what.fitting([each, good[0]], card, tokens), { kept: [good[0]], misfits: [each], surplus: [] });
  const many = Array.from({ length: 70 }, (_, i) => edit({ symbol: "h", t: i % 3, unit: Math.floor(i / 3) % 8, value: i }));
  const found = what.fitting(many, card, tokens);
  assert.deepEqual([found.kept.length, found.misfits, found.surplus], [64, [], many.slice(64)]);
  assert.equal(what.leftOut(found, card, tokens), "Left out: h(1)[5] set to 64.00; h(2)[5] set to 65.00; h(0)[6] set to 66.00; 3 more. A reading takes at most 64 edits, of which forgetting can be several: take something back first.");
  assert.equal(what.leftOut(what.fitting(bad.slice(7), card, tokens), card, tokens), "Left out, for this sentence and this network have no place for it: Everything before time stamp 3 forgotten; “a” at time stamp 3.");
  assert.equal(what.leftOut(what.fitting(good, card, tokens), card, tokens), null);
  const letters = /** @type {import("../../static/js/types.js").Card} */ ({ ...card, reads: "characters" });
  const two = /** @type {const} */ ({ kind: "instead", t: 1, word: "by" });
  assert.deepEqual(what.fitting([two, { ...two, word: "b" }, { ...two, word: "<unk>" }], letters, tokens).misfits, [two]);
});

test("to forget is to cut every way from the time stamp before, whatever the cell", () => {
  const cells = JSON.parse(readFileSync(new URL("fixtures/forgetting.json", import.meta.url), "utf-8"));
  assert.deepEqual(what.forgetting(symbols), ["Uh"]);
  for (const [symbolsOf, names] of Object.values(cells)) assert.deepEqual(what.forgetting(symbolsOf), names);
  assert.deepEqual(Object.keys(cells), ["rnn", "gru", "lstm"]);
});

test("the server is asked with the words in place and the edits in order", () => {
  const list = [{ kind: "instead", t: 1, word: "was" }, edit(), { kind: "forget", t: 1 }, { kind: "from", text: "I" }];
  const { tokens, edits } = what.requestOf(/** @type {any} */ (list), { ...card, num_layers: 2 }, traceOf(["I", "am"]).tokens);
  assert.deepEqual(tokens, ["I", "was"]);
  assert.deepEqual(edits, [
    { t: 1, layer: 0, symbol: "h", unit: 2, value: 0.5 },
    { t: 1, layer: 0, symbol: "Uh", unit: "all", value: 0 },
    { t: 1, layer: 1, symbol: "Uh", unit: "all", value: 0 },
  ]);
  assert.equal(what.carriedFrom(/** @type {any} */ (list)), "I");
});

test("an altered trace is asked about with its edits and its state, a plain one with its tokens alone", () => {
  const plain = traceOf(["I", "am"]);
  assert.deepEqual(what.askedOf(plain), { tokens: ["I", "am"] });
  const [layer] = plain.layers;
  const initial = { h: Float32Array.from([0, 0.5, 0, 0, 0, 0, 0, 0]) };
  const edits = [{ t: /** @type {const} */ ("all"), layer: 0, symbol: "h", unit: 3, value: 0 }];
  assert.deepEqual(what.askedOf({ ...plain, layers: [{ ...layer, initial }], edits }), { tokens: ["I", "am"], edits, initial: { h: [[0, 0.5, 0, 0, 0, 0, 0, 0]] } });
  assert.deepEqual(what.stateAfter(plain, ["h"]).h[0], [...layer.values.h.data.subarray(8, 16)]);
  assert.deepEqual(what.askedOf(stateOf([]).trace), { tokens: [] });
});

test("which edit set an entry: of several the last", () => {
  const trace = { ...traceOf(["I", "am"]), edits: [
    { t: /** @type {const} */ ("all"), layer: 0, symbol: "h", unit: 3, value: 0 },
    { t: 1, layer: 0, symbol: "h", unit: /** @type {[number, number]} */ ([2, 4]), value: 1 },
  ] };
  const at = (/** @type {[number, string, number, number]} */ ...place) => what.editAt(trace, ...place);
  assert.deepEqual([at(0, "h", 0, 3), at(0, "h", 1, 3), at(0, "h", 0, 2), at(0, "a", 1, 3), at(1, "h", 1, 3)], [0, 1, -1, -1, -1]);
  assert.equal(what.editAt(traceOf(["I"]), 0, "h", 0, 0), -1);
});

test("every intervention has words", () => {
  const words = ["I", "am", "a"];
  const said = [edit(), edit({ t: "all", value: 0 }), edit({ t: "all", value: 1 }), edit({ t: [0, 2], unit: "all", layer: 1, value: -0.5 }),
    { kind: "forget", t: 2 }, { kind: "forget", t: 0 }, { kind: "instead", t: 1, word: "was" }, { kind: "from", text: "the dog" }];
  assert.deepEqual(said.map((each) => what.inWords(each, words, each.kind === "edit" && each.layer ? 2 : 1)), [
    "h(1)[2] set to 0.50", "Unit 2 of h silent throughout", "h[2] set to 1.00 throughout", "h(0–2)[all] set to −0.50, layer 1",
    "Everything before “a” (2) forgotten", "h(−1) forgotten", "“was” in place of “am” (1)", "h(−1) carried in from “the dog”",
  ]);
  assert.equal(what.inWords(said[0], words, 2), "h(1)[2] set to 0.50, layer 0", "of a stack the layer is always named");
});

test("an edit that a later one sets otherwise is told", () => {
  const list = [edit({ t: 2, unit: 1, value: 0.9 }), edit({ t: "all", unit: 1, value: 0 }), edit({ t: [0, 3], unit: [2, 5] }), edit({ t: 1, unit: 3 }), edit({ t: 2, unit: 1, layer: 1 })];
  assert.deepEqual(list.map((_each, place) => what.isOverruled(list, place)), [true, false, false, false, false]);
  const within = [edit({ t: 1, unit: 3 }), edit({ t: [0, 3], unit: [2, 5] })];
  assert.deepEqual(within.map((_each, place) => what.isOverruled(within, place)), [true, false]);
  assert.equal(what.isOverruled([edit({ t: "all" }), edit({ t: 1 })], 0), false);
  assert.equal(what.isOverruled([{ kind: "forget", t: 1 }, { kind: "forget", t: 1 }], 0), false);
});

test("in a sentence a few are named, long texts are cut, and the others are counted", () => {
  const list = [...Array(5).keys()].map((t) => /** @type {const} */ ({ kind: "forget", t }));
  const words = ["a", "b", "c", "d", "e"];
  assert.equal(what.listInWords(list.slice(0, 2), words, 1), "h(−1) forgotten; Everything before “b” (1) forgotten");
  assert.match(what.listInWords(list, words, 1), /before “c” \(2\) forgotten; 2 more$/);
  assert.equal(what.inWords({ kind: "from", text: "the dog ".repeat(20) }, words), "h(−1) carried in from “the dog the dog the dog the dog the dog…”");
  assert.equal([...what.inWords({ kind: "instead", t: 0, word: "𝒶".repeat(99) }, words)].length, "“” in place of “a” (0)".length + 24);
});
