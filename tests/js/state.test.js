import assert from "node:assert/strict";
import { test } from "node:test";
import * as change from "../../static/js/state.js";
import { stateOf, traceOf } from "./made.js";

const boy = stateOf(["I", "am", "a", "boy"], { t: 2 });
/** @param {string[]} words @param {boolean} [unfinished] */
const arrived = (words, unfinished = false) => change.traced({ trace: traceOf(words), text: words.join(" "), unfinished });

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

test("playing ends at the last word and begins again at the first", () => {
  const playing = change.played(boy);
  assert.deepEqual([playing.playing, playing.t], [true, 2]);
  const ended = change.ticked(playing);
  assert.deepEqual([ended.playing, ended.t], [false, 3]);
  assert.deepEqual([change.played(ended).playing, change.played(ended).t], [true, 0]);
  const word = stateOf(["I"]);
  assert.equal(change.played(word), word);
});

test("a new sentence keeps the time stamp where it is still valid", () => {
  assert.equal(arrived(["I", "am", "a", "boy", "."])(boy).t, 2);
  assert.equal(arrived(["I", "am"])(boy).t, 1);
  assert.equal(arrived([])(boy).t, 0);
});

test("at the end of the sentence the time stamp follows the words as they are typed", () => {
  const last = change.toLast(boy);
  assert.equal(arrived(["I", "am", "a", "boy", "."])(last).t, 4);
});

test("the time stamp never jumps onto a word that is still being typed, and goes there when it is finished", () => {
  const typing = change.textTyped("I am a boy who", true)(change.toLast(boy));
  const half = arrived(["I", "am", "a", "boy", "wh"], true)(typing);
  assert.deepEqual([half.t, half.unfinished], [3, true]);
  assert.equal(arrived(["I", "am", "a", "boy", "who"])(half).t, 4);
  const left = change.wordFinished(half);
  assert.deepEqual([left.t, left.unfinished, left.typing], [4, false, false]);
});

test("somebody who stepped onto the unfinished word stays there", () => {
  const typing = change.textTyped("I am a bo", true)(boy);
  const half = arrived(["I", "am", "a", "bo"], true)(typing);
  assert.equal(half.t, 2);
  const stepped = change.stepForward(half);
  assert.equal(arrived(["I", "am", "a", "boy"], true)(stepped).t, 3);
});

test("an answer that comes after the field was left brings no unfinished word", () => {
  assert.equal(arrived(["bo"], true)(boy).unfinished, false);
});

test("a failure leaves the picture and asks for nothing more", () => {
  const asked = change.modelAsked("other")(boy);
  const failed = change.failed("No.")(asked);
  assert.deepEqual([failed.problem, failed.asked, failed.trace], ["No.", boy.model.id, boy.trace]);
  assert.equal(arrived(["I"])(failed).problem, null);
});

test("a chosen sentence is read to its end, pins and symbol kept", () => {
  const pinned = change.symbolChosen("a")(change.unitPinned(3, 0)(boy));
  const asked = change.sentenceChosen("the dog near")(pinned);
  assert.deepEqual([asked.text, asked.trace], ["the dog near", boy.trace]);
  const there = arrived(["the", "dog", "near"])(asked);
  assert.deepEqual([there.t, there.unit, there.symbol, there.wishes], [2, 3, "a", null]);
});

test("a link is followed at once where its sentence is on screen, and with its trace where it is not", () => {
  const here = change.linkFollowed({ text: "I am a boy", t: 1, unit: 4 })(boy);
  assert.deepEqual([here.t, here.unit, here.symbol], [1, 4, "h"]);
  const away = change.linkFollowed({ text: "I am", t: 0, symbol: "a" })(boy);
  assert.deepEqual([away.t, away.text, change.isTraced(away)], [2, "I am", false]);
  const there = arrived(["I", "am"])(away);
  assert.deepEqual([there.t, there.symbol, there.unit], [0, "a", null]);
});

test("what is at its default is left out of the link", () => {
  assert.equal(change.toQuery(boy), "");
  assert.equal(change.toQuery(stateOf(["I", "am", "a", "boy"])), "?t=3");
});

test("a link restores what was on screen", () => {
  const there = { ...boy, t: 1, text: "a+b & “c” 🙂", unit: 7, symbol: "Uh", speed: 2 };
  const query = change.toQuery(there);
  assert.deepEqual(change.fromQuery(query), { text: there.text, t: 1, unit: 7, symbol: "Uh", speed: 2 });
});

test("parts of a link that make no sense are left out", () => {
  assert.deepEqual(change.fromQuery("?t=x&unit=-1&speed=7&nonsense=1"), {});
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
  assert.equal(change.orderChosen("similarity")(boy).order, "similarity");
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

test("what the check says counts only for the trace that was checked", () => {
  const check = { against: "torch", symbols: ["h"], values: 32, tolerance: 1e-5, max_abs_difference: 1e-7 };
  const checked = change.checked(boy.trace, check)(boy);
  assert.equal(checked.check, check);
  assert.equal(change.checked(traceOf(["I"]), check)(boy), boy);
  assert.equal(arrived(["I", "am"])(checked).check, null);
  assert.equal(change.checkFailed(boy.trace, "No.")(boy).unchecked, "No.");
  assert.equal(arrived(["I", "am"])(change.checkFailed(boy.trace, "No.")(boy)).unchecked, null);
});

test("another model of the same sizes keeps step, line and pins; a smaller one loses what it has no room for", () => {
  const there = change.lineChosen(1)(change.dimensionPinned(2, 1)(change.unitPinned(6, 1)(boy)));
  const other = { ...boy.model, id: "other" };
  const kept = change.traced({ trace: boy.trace, text: boy.text, unfinished: false, model: other })(there);
  assert.deepEqual([kept.model.id, kept.t, kept.unit, kept.dim], ["other", 1, 6, 2]);
  const small = change.traced({ trace: boy.trace, text: boy.text, unfinished: false, model: { ...other, hidden_size: 4, embedding_dim: 2 } })(there);
  assert.deepEqual([small.t, small.unit, small.dim], [1, null, null]);
});

test("everything that is pinned, opened and folded is in the link", () => {
  const there = { ...boy, word: "don't", dim: 2, fold: /** @type {const} */ ("rolled"), weight: "output.weight", order: /** @type {const} */ ("similarity"), line: 1 };
  const query = change.toQuery(there);
  assert.deepEqual(change.fromQuery(query), { word: "don't", dim: 2, fold: "rolled", weight: "output.weight", order: "similarity", line: 1 });
  const back = change.linkFollowed(change.fromQuery(query))(boy);
  assert.deepEqual(change.toQuery(back), query);
  assert.deepEqual(change.fromQuery("?fold=flat&order=size&line=x"), {});
});
