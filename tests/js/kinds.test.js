import assert from "node:assert/strict";
import { test } from "node:test";
import { aloneInWords, otherModel } from "../../static/js/beside.js";
import { alike, inOneLine, isOfAnotherKind, isOneToken, isSame, joined, spaced, tokenIn } from "../../static/js/kinds.js";
import { toOtherKind } from "../../static/js/query.js";
import { againstChosen, recallFitted, USUAL } from "../../static/js/recall.js";
import { toldOf } from "../../static/js/views/findings/told.js";
import { summary } from "../../static/js/views/diagram/words.js";
import { STILL } from "../../static/js/walk.js";
import { card, stateOf } from "./made.js";

/** @typedef {import("../../static/js/types.js").Card} Card */

const words = /** @type {Card} */ ({ ...card, id: "words", reads: "words" });
const chars = /** @type {Card} */ ({ ...card, id: "chars", reads: "characters" });
const letters = /** @type {Card} */ ({ ...card, id: "letters", reads: "characters" });

test("only models that read the same stand beside each other", () => {
  const models = [words, chars, letters];
  assert.deepEqual(alike(models, chars), [chars, letters]);
  const state = stateOf(["a"], { models, model: chars, asked: "chars" });
  assert.equal(otherModel(state).id, "letters");
  assert.equal(otherModel({ ...state, beside: { ...state.beside, model: "words" } }).id, "letters", "a link cannot ask for it");
  assert.equal(recallFitted({ ...state, memory: { ...USUAL, against: "words" } }).memory.against, null);
  assert.equal(recallFitted({ ...state, memory: { ...USUAL, against: "letters" } }).memory.against, "letters");
  assert.equal(againstChosen("words")(state).memory.against, null);
});

test("where a model is the only one of its kind, the page says what can be compared", () => {
  const state = stateOf(["a"], { models: [words, chars], model: chars, asked: "chars" });
  assert.equal(otherModel(state), chars);
  assert.equal(aloneInWords(state), "No other model here reads what chars reads. Type a second sentence to compare.");
  assert.equal(aloneInWords({ ...state, walk: { ...STILL, second: "b" } }), "");
  assert.equal(aloneInWords({ ...state, models: [words, chars, letters] }), "");
});

test("a model of another kind has another page", () => {
  const state = stateOf(["a"], { models: [words, chars], model: words });
  assert.deepEqual(["words", "chars", "nobody"].map((asked) => isOfAnotherKind({ ...state, asked })), [false, true, false]);
});

test("to the page of another kind goes along what is altered and pinned, not the place in the sentence", () => {
  const state = stateOf(["a", "b"], { models: [words, chars], model: words, asked: chars.id, t: 0, unit: 3, word: "b", text: "a b", symbol: "a" });
  const altered = { ...state, interventions: [{ kind: /** @type {const} */ ("forget"), t: 1 }, { kind: /** @type {const} */ ("from"), text: "a dog" }] };
  assert.equal(toOtherKind(altered), "?text=a+b&model=chars&unit=3&forget=1&from=a+dog");
  assert.equal(toOtherKind({ ...altered, asked: words.id, walk: { ...STILL, second: "c" }, interventions: [] }), "?text=a+b&unit=3&second=c");
});

test("characters are joined without spaces, and shown with spaces where they are read as a text", () => {
  assert.equal(joined(["I", "am"], words), "I am");
  assert.equal(joined([..."so␣it↵"], chars), "so␣it↵");
  assert.deepEqual([spaced("so␣it↵", chars), spaced("␣", words)], ["so it↵", "␣"]);
  const example = { tokens: [..."ay␣me"] };
  const value = { value: 1, low: 1, high: 1 };
  const finding = { name: "", thing: "", rule: "", figure: "", unit: 0, sign: 1, value, probe: null, examples: [example] };
  assert.equal(toldOf(stateOf(["a"], { model: chars, findings: { chars: [finding] } }))[0].example, "ay me");
  assert.match(summary(stateOf([..."O␣so"], { model: chars, t: 2 })), /Read so far: “O␣s”\./);
});

test("several lines become one, with the line ends to be seen", () => {
  assert.equal(inOneLine("ROMEO:\r\nBut\nsoft\r"), "ROMEO:↵But↵soft↵");
  assert.equal(inOneLine("But soft"), "But soft");
});

test("what is typed to be one token is a word without its spaces, or one character, which may be the space", () => {
  assert.deepEqual([tokenIn(" dog ", words), tokenIn(" ", words), tokenIn(" ", chars), tokenIn("a", chars)], ["dog", "", "␣", "a"]);
  assert.deepEqual(["dog", "two dogs", ""].map((text) => isOneToken(text, words)), [true, false, false]);
  assert.deepEqual(["␣", "é", "ab", ""].map((text) => isOneToken(text, chars)), [true, true, false, false]);
});

test("capitals tell characters apart, and no words", () => {
  assert.deepEqual([isSame("Tom", "tom", words), isSame("T", "t", chars), isSame("t", "t", chars)], [true, false, true]);
});
