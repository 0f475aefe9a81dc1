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
