import assert from "node:assert/strict";
import { test } from "node:test";
import { fieldLeft, linkFollowed, sentenceChosen, traced, wordFinished } from "../../static/js/arrival.js";
import { toQuery } from "../../static/js/query.js";
import * as change from "../../static/js/state.js";
import { keptInWords } from "../../static/js/views/kept.js";
import { stateOf, traceOf } from "./made.js";

const boy = stateOf(["I", "am", "a", "boy"], { t: 2 });
/** @param {string[]} words @param {boolean} [unfinished] */
const arrived = (words, unfinished = false) => traced({ trace: traceOf(words), text: words.join(" "), unfinished });

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
  const left = wordFinished(half);
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
  const asked = sentenceChosen("the dog near")(pinned);
  assert.deepEqual([asked.text, asked.trace], ["the dog near", boy.trace]);
  const there = arrived(["the", "dog", "near"])(asked);
  assert.deepEqual([there.t, there.unit, there.symbol, there.wishes], [2, 3, "a", null]);
});

test("a link is followed at once where its sentence is on screen, and with its trace where it is not", () => {
  const here = linkFollowed({ text: "I am a boy", t: 1, unit: 4 })(boy);
  assert.deepEqual([here.t, here.unit, here.symbol], [1, 4, "h"]);
  const away = linkFollowed({ text: "I am", t: 0, symbol: "a" })(boy);
  assert.deepEqual([away.t, away.text, change.isTraced(away)], [2, "I am", false]);
  const there = arrived(["I", "am"])(away);
  assert.deepEqual([there.t, there.symbol, there.unit], [0, "a", null]);
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
  const kept = traced({ trace: boy.trace, text: boy.text, unfinished: false, model: other })(there);
  assert.deepEqual([kept.model.id, kept.t, kept.unit, kept.dim], ["other", 1, 6, 2]);
  const small = traced({ trace: boy.trace, text: boy.text, unfinished: false, model: { ...other, hidden_size: 4, embedding_dim: 2 } })(there);
  assert.deepEqual([small.t, small.unit, small.dim], [1, null, null]);
});

/** @type {import("../../static/js/types.js").Intervention[]} */
const forgets = [{ kind: "forget", t: 1 }];

test("an altered trace comes with its original and with what is otherwise in it", () => {
  const asked = change.intervened(forgets[0])(boy);
  assert.deepEqual([asked.interventions, change.isTraced(asked), asked.trace], [forgets, false, boy.trace]);
  const there = traced({ trace: traceOf(["I", "am", "a", "boy"]), text: boy.text, unfinished: false, original: boy.trace, applied: forgets })(asked);
  assert.deepEqual([there.applied, there.original, change.isTraced(there), there.t], [forgets, boy.trace, true, 2]);
  assert.equal(change.originalOf(there), boy.trace);
  const back = change.interventionRemoved(0)(there);
  assert.deepEqual([back.interventions, change.isTraced(back)], [[], false]);
  assert.equal(traced({ trace: boy.trace, text: boy.text, unfinished: false })(back).original, null);
});

test("releasing what is pinned drops no intervention; another sentence does, typing none", () => {
  const there = { ...boy, interventions: forgets, applied: forgets, original: boy.trace, unit: 3 };
  assert.equal(change.pinReleased(there).interventions, forgets);
  assert.deepEqual(sentenceChosen("the dog")(there).interventions, []);
  assert.equal(change.textTyped("I am a boy who", true)(there).interventions, forgets);
  assert.deepEqual(linkFollowed({})(there).interventions, []);
  assert.equal(linkFollowed({ interventions: [{ kind: "forget", t: 1 }] })(there).interventions, forgets);
});

test("a page that alters nothing keeps in its link what others altered, until there is another sentence", () => {
  const there = { ...boy, kept: [{ kind: /** @type {const} */ ("forget"), t: 1 }] };
  assert.match(toQuery(there), /forget=1/);
  const followed = linkFollowed({ interventions: [{ kind: "forget", t: 2 }] })(there);
  assert.deepEqual([followed.kept, followed.interventions, change.isTraced({ ...followed, text: boy.text })], [[{ kind: "forget", t: 2 }], [], true]);
  assert.match(keptInWords(there), /the sentence is as it is\. What you altered waits .* and Compare: Everything before “am” \(1\) forgotten\./);
  assert.equal(keptInWords(boy), "");
  assert.deepEqual(sentenceChosen("the dog")(there).kept, []);
});

test("what a word took along comes back with it while the sentence is being typed, and is not waited for afterwards", () => {
  const both = [forgets[0], { kind: /** @type {const} */ ("edit"), symbol: "h", t: 3, unit: 2, value: 0.5, layer: 0 }];
  const there = { ...boy, interventions: both, applied: both, original: boy.trace };
  const typed = change.textTyped("I am a", true)(there);
  const shorter = traced({ trace: traceOf(["I", "am", "a"]), text: "I am a", unfinished: false, original: traceOf(["I", "am", "a"]), applied: [forgets[0]] })(typed);
  assert.deepEqual([shorter.interventions, shorter.waiting, change.isTraced(shorter)], [[forgets[0]], both, true]);
  assert.doesNotMatch(toQuery(shorter), /edit=/);
  assert.deepEqual(change.textTyped("I am a g", true)(shorter).interventions, both);
  assert.deepEqual(change.textTyped("I am a g", true)(fieldLeft(shorter)).interventions, [forgets[0]]);
  assert.equal(change.intervened({ kind: "forget", t: 1 })(shorter).waiting, null);
  assert.equal(linkFollowed({})(shorter).waiting, null);
  const again = traced({ trace: boy.trace, text: "I am a girl", unfinished: false, original: boy.trace, applied: both })(change.textTyped("I am a girl", true)(shorter));
  assert.deepEqual([again.interventions, again.waiting], [both, null]);
});

test("what was refused is taken back, what could not be asked for is kept", () => {
  const asked = change.intervened(forgets[0])(boy);
  assert.deepEqual(change.failed("No.")(asked).interventions, []);
  assert.equal(change.failed("No.", true)(asked).interventions, asked.interventions);
});

test("a part of a link that makes no sense is named", () => {
  assert.equal(linkFollowed({ text: "I am a boy", refused: "edit=h,2" })(boy).problem, "“edit=h,2” in this link makes no sense; it is left out.");
  const away = arrived(["I", "am"])(linkFollowed({ text: "I am", refused: "forget=x" })(boy));
  assert.equal(away.problem, "“forget=x” in this link makes no sense; it is left out.");
});
