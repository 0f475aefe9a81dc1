import assert from "node:assert/strict";
import { test } from "node:test";
import * as change from "../../static/js/state.js";
import { stateOf } from "./made.js";

const boy = stateOf(["I", "am", "a", "boy"], { t: 2 });

test("steps stay inside the sentence", () => {
  assert.equal(change.stepForward(boy).t, 3);
  assert.equal(change.stepBack(boy).t, 1);
  assert.equal(change.toFirst(boy).t, 0);
  assert.equal(change.toLast(boy).t, 3);
  assert.equal(change.timeStampChosen(99)(boy).t, 3);
  assert.equal(change.timeStampChosen(-1)(boy).t, 0);
});

test("a change that alters nothing returns the same object", () => {
  const last = change.toLast(boy);
  assert.equal(change.stepForward(last), last);
  assert.equal(change.pinReleased(boy), boy);
  assert.equal(change.symbolChosen("nonsense")(boy), boy);
  assert.equal(change.speedChosen(3)(boy), boy);
  const over = change.hovered({ kind: "cell", symbol: "h", t: 1, unit: 2 });
  const hovering = over(boy);
  assert.notEqual(hovering, boy);
  assert.equal(over(hovering), hovering);
});

test("a pin takes the time stamp of its cell along and stays while stepping", () => {
  const pinned = change.unitPinned(5, 1)(boy);
  assert.deepEqual([pinned.unit, pinned.t], [5, 1]);
  assert.equal(change.stepForward(pinned).unit, 5);
  assert.equal(change.pinReleased(pinned).unit, null);
});

test("Escape leaves the pin first, then the opened gate", () => {
  const there = change.unitPinned(5, 1)({ ...boy, gate: "r" });
  const released = change.leftOne(there);
  assert.deepEqual([released.unit, released.gate], [null, "r"]);
  assert.equal(change.leftOne(released).gate, null);
  assert.equal(change.leftOne(boy), boy);
});

test("playing ends at the last word and begins again at the first", () => {
  const playing = change.played(boy);
  assert.deepEqual([playing.playing, playing.t], [true, 2]);
  const ended = change.ticked(playing);
  assert.deepEqual([ended.playing, ended.t], [false, 3]);
  assert.deepEqual([change.played(ended).playing, change.played(ended).t], [true, 0]);
  const word = stateOf(["I"]);
  assert.equal(change.played(word), word);
});

test("pins of a unit, an output word and a dimension: a word stands alone, a dimension may join a unit", () => {
  const unit = change.unitPinned(5, 1)(boy);
  const dim = change.dimensionPinned(2, 0)(unit);
  assert.deepEqual([dim.unit, dim.dim, dim.word, dim.t], [5, 2, null, 0]);
  const word = change.wordPinned("bit", 3)(dim);
  assert.deepEqual([word.unit, word.dim, word.word, word.t], [null, null, "bit", 3]);
  assert.deepEqual([change.dimensionPinned(1, 3)(word).word, change.unitPinned(1, 3)(word).word], [null, null]);
  assert.equal(change.wordReleased(word).word, null);
  assert.equal(change.dimensionReleased(dim).dim, null);
  assert.deepEqual([change.pinReleased(dim).unit, change.pinReleased(dim).dim, change.pinReleased(word).word], [null, null, null]);
});

test("the network folds into its cell and unfolds again", () => {
  const rolled = change.foldToggled(boy);
  assert.equal(rolled.fold, "rolled");
  assert.equal(change.foldChosen("rolled")(rolled), rolled);
  assert.equal(change.foldToggled(rolled).fold, "unrolled");
});

test("only weights that the network has can be opened", () => {
  for (const name of ["W", "U", "b_hh", "output.weight", "output.bias", "embedding.weight"]) assert.equal(change.weightOpened(name)(boy).weight, name);
  assert.equal(change.weightOpened("W_r")(boy), boy);
  assert.equal(change.weightOpened(null)(change.weightOpened("U")(boy)).weight, null);
  assert.equal(change.weightToggled("U")(boy).weight, "U");
  assert.equal(change.weightToggled("U")(change.weightOpened("U")(boy)).weight, null);
  assert.equal(change.orderChosen("similarity")(boy).order, "similarity");
});

test("values are shown as numbers panel by panel, in one order", () => {
  const both = change.tableShown("heatmap", true)(change.tableShown("derivation", true)(boy));
  assert.equal(both.tables, "heatmap,derivation");
  assert.equal(change.tableShown("heatmap", false)(both).tables, "derivation");
  assert.equal(change.tableShown("heatmap", false)(boy), boy);
});

test("lines of the loop are stepped through, over the edges of a time stamp too", () => {
  assert.equal(change.lastLine(boy), 3);
  const back = change.lineBack(boy);
  assert.deepEqual([back.t, back.line], [2, 2]);
  const next = change.lineForward(boy);
  assert.deepEqual([next.t, next.line], [3, 0]);
  assert.deepEqual([change.lineBack(next).t, change.lineBack(next).line], [2, 3]);
  assert.deepEqual([change.stepBack(back).t, change.stepBack(back).line], [1, 3]);
  const end = change.toLast(boy);
  assert.equal(change.lineForward(end), end);
  const start = change.lineChosen(0)(change.toFirst(boy));
  assert.equal(change.lineBack(start), start);
  assert.equal(change.lineChosen(99)(boy).line, 3);
  const empty = stateOf([]);
  assert.equal(change.lineForward(empty), empty);
});
