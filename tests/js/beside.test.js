import assert from "node:assert/strict";
import { test } from "node:test";

import { linkFollowed } from "../../static/js/arrival.js";
import {
  ALONE, aloneInWords, answerOf, besideArrived, besideFailed, comparisonOf, corresponds, divergencesOf, influencesOf, isAltered, isSame, longerKnown, namesOf, otherAsked, otherModel, otherOf, problemOf,
  besideSettled, questionsOf, secondTyped, settled, sidePinned, stayedBeside, wordsAt,
} from "../../static/js/beside.js";
import { fromQuery, toQuery } from "../../static/js/query.js";
import { lastTimeStamp, stepForward, toLast } from "../../static/js/state.js";
import { layoutOf as timelineLayout, ticksOf } from "../../static/js/timeline.js";
import { chartsOf as apartCharts, says as saysApart } from "../../static/js/views/apart.js";
import { announcement } from "../../static/js/views/bothannouncer.js";
import { says as saysLikely } from "../../static/js/views/likely.js";
import { alteredInWords, unknownInWords } from "../../static/js/views/others.js";
import { cellAt, difference, layoutOf, statesOf } from "../../static/js/views/pair/layout.js";
import { marked, told } from "../../static/js/views/pair/told.js";
import { spoken } from "../../static/js/views/player.js";
import { chartOf, reachesOf, says as saysReach } from "../../static/js/views/reaches.js";
import { chartsOf as surpriseCharts, says as saysSurprise } from "../../static/js/views/surprises.js";
import { STILL } from "../../static/js/walk.js";
import { card, stateOf, traceOf } from "./made.js";

/** @typedef {import("../../static/js/types.js").State} State */

const [gru, lstm] = ["gru", "lstm"].map((id) => ({ ...card, id, title: id }));
const ONE = ["the", "dog", "barks"];
const SECOND = "the dogs bark loudly";

/** @param {Partial<State>} [more] */
const state = (more) => stateOf(ONE, { models: [card, gru, lstm], ...more });

/** Another sentence by the same network, and its comparison. @param {Partial<State>} [more] @param {number} [surprise]  at t = 0 */
function twoSentences(more, surprise = 1, divergences = [0, 0.25, 0.5, null]) {
  const asked = state({ walk: { ...STILL, second: SECOND }, ...more });
  const trace = traceOf(SECOND.split(" "));
  trace.layers[0].values.h.data.forEach((value, i, all) => (all[i] = value / 2));
  const stamps = divergences.map((divergence, t) => ({
    t, divergence, distance: divergence === null ? null : 4 * divergence, one: t < 3 ? t + surprise : null, other: t + 2, top: [{ token: "is", one: 0.3, other: 0.1 }, { token: "are", one: 0.1, other: 0.4 }],
  }));
  const comparison = { one: { model: card.id, tokens: asked.trace.tokens }, other: { model: card.id, tokens: trace.tokens }, corresponds: true, stamps };
  const questions = questionsOf(asked);
  const came = besideArrived("comparison", JSON.stringify(questions.comparison), comparison)(besideArrived("trace", JSON.stringify(questions.trace), trace)(asked));
  return longerKnown(4)(came);
}

test("what a sentence is compared with", () => {
  assert.equal(otherModel(state()).id, "gru", "the next network where nothing is chosen");
  assert.equal(otherModel(state({ model: lstm })).id, card.id, "after the last comes the first");
  assert.equal(otherModel(state({ walk: { ...STILL, second: "no" } })).id, card.id);
  assert.equal(otherModel(state({ interventions: [{ kind: "forget", t: 1 }] })).id, card.id);
  const chosen = otherAsked("lstm")(state({ walk: { ...STILL, second: "no" }, interventions: [{ kind: "forget", t: 1 }] }));
  assert.equal(otherModel(chosen).id, "lstm");
  assert.equal(chosen.interventions.length, 1, "what is altered waits until it can be compared again");
  assert.equal(otherAsked("nobody")(state()).beside.model, null);
});

test("what the server is asked", () => {
  const two = questionsOf(state());
  assert.deepEqual(two.trace, { model: "gru", tokens: ONE });
  assert.deepEqual(two.comparison, { model: card.id, tokens: ONE, end: true, other: { model: "gru", tokens: ONE } });
  assert.deepEqual(questionsOf(twoSentences()).other, { model: card.id, text: SECOND });
  const altered = { ...traceOf(ONE), edits: [{ t: 1, layer: 0, symbol: "h", unit: 2, value: 0.5 }] };
  const asked = questionsOf(state({ trace: altered, original: traceOf(ONE), interventions: [{ kind: "edit", symbol: "h", t: 1, unit: 2, value: 0.5, layer: 0 }] }));
  assert.deepEqual(asked.comparison.other, { model: card.id, tokens: ONE, edits: altered.edits });
  assert.deepEqual(asked.one, { model: card.id, tokens: ONE });
});

test("an answer counts only for what is asked now", () => {
  const now = twoSentences();
  assert.notEqual(comparisonOf(now), null);
  assert.equal(otherOf(now)?.tokens.length, 4);
  assert.equal(comparisonOf({ ...now, walk: { ...STILL, second: "other" } }), null);
  assert.equal(answerOf({ ...now, trace: traceOf(["the"]) }, "comparison"), null);
});

test("the altered sentence stands beside itself as it was", () => {
  const original = traceOf(ONE);
  const now = state({ original, interventions: [{ kind: "forget", t: 1 }] });
  assert.equal(isAltered(now), true);
  assert.equal(otherOf(now), now.trace);
  assert.deepEqual(namesOf(now), ["as it is", "altered"]);
  assert.equal(isAltered({ ...now, beside: { ...ALONE, model: "gru" } }), false);
  assert.match(alteredInWords(now), /^Altered: Everything before “dog” \(1\) forgotten\.$/);
  assert.match(alteredInWords({ ...now, beside: { ...ALONE, model: "gru" } }), /compared only with the same network/);
  assert.equal(alteredInWords(state()), "");
});

test("units are compared only within one network", () => {
  assert.equal(corresponds(state()), false);
  assert.deepEqual(namesOf(state()), ["made-up", "gru"]);
  const [one, other] = /** @type {const} */ (["one", "other"]);
  const over = state({ unit: 3, hover: { kind: "cell", symbol: "h", t: 1, unit: 5, side: "other" } });
  assert.deepEqual(marked(over, one), [null, 3]);
  assert.deepEqual(marked(over, other), [5, null]);
  const pinned = sidePinned("other", 6, 1)(over);
  assert.deepEqual([marked(pinned, one), marked(pinned, other)], [[null, null], [5, 6]]);
  assert.match(toQuery(pinned), /unit=6&on=other/);
  const alike = twoSentences({ unit: 3, hover: { kind: "cell", symbol: "h", t: 1, unit: 5, side: "other" } });
  assert.deepEqual(marked(alike, one), [5, 3]);
  assert.deepEqual(marked(alike, other), [5, 3]);
  assert.equal(sidePinned("other", 6, 1)(alike).beside.on, "one");
});

test("units correspond in checkpoints of one training too", () => {
  const [early, late] = [{ ...gru, training: { run: "a" } }, { ...lstm, training: { run: "a" } }];
  const two = stateOf(ONE, { models: [late, early], model: late });
  assert.deepEqual([corresponds(two), isSame(two), otherOf(two)], [true, false, null]);
  assert.deepEqual(namesOf(two), ["lstm", "gru"]);
  assert.equal(corresponds(stateOf(ONE, { models: [late, { ...early, training: { run: "b" } }], model: late })), false);
});

test("the numbers of a unit in both", () => {
  const now = twoSentences({ unit: 2, t: 1 });
  // h is symbol 4: 4 + t/10 + unit/100 in the first sentence, half of that in the second.
  assert.equal(told(now), "Unit 2: 4.120 after “dog” (first sentence), 2.060 after “dogs” (second sentence); difference −2.060.");
  assert.equal(told({ ...now, t: 3 }), "Unit 2, second sentence, after “loudly”: 2.160; the first sentence is over.");
  const keys = { ...now, hover: /** @type {const} */ ({ kind: "cell", symbol: "h", t: 0, unit: 2, side: "one", follows: true }) };
  assert.match(told(keys), /after “dog”/, "what the keys are on goes along with the time stamp");
  assert.match(told(state()), /is not unit 12 of the other/);
  assert.match(told(state(), true), /^Tap/);
  assert.match(told(otherAsked(card.id)(state())), /with itself/);
  assert.equal(told(state({ unit: 3, t: 0 })), "made-up: unit 3 after “the” is 4.030. Unit 3 of gru has nothing to do with it.");
});

test("the difference of states, other − one, where both are", () => {
  const now = twoSentences();
  const [one, other] = [now.trace, /** @type {import("../../static/js/types.js").Trace} */ (otherOf(now))];
  const apart = difference(one, other);
  assert.deepEqual([apart.rows, apart.cols], [3, 8]);
  assert.ok(Math.abs(apart.data[8 + 3] - (4.13 / 2 - 4.13)) < 1e-6);
  assert.equal(statesOf(one).cols, 8);
});

test("the place of a unit on a strip", () => {
  const box = { left: 10, top: 20, width: 400, height: 64 };
  assert.deepEqual(cellAt(box, 10, 20, 4, 64), { t: 0, unit: 0 });
  assert.deepEqual(cellAt(box, 409, 83, 4, 64), { t: 3, unit: 63 });
  assert.equal(cellAt(box, 410, 30, 4, 64), null);
  assert.equal(cellAt(box, 9, 30, 4, 64), null);
  assert.deepEqual(layoutOf(1196, 4, 64, 3, 900, false), { column: 168, row: 2, height: 128 });
  assert.deepEqual(layoutOf(1196, 4, 64, 2, 1080, false), { column: 168, row: 4, height: 256 });
  assert.deepEqual(layoutOf(358, 200, 64, 3, 844, true), { column: 84, row: 1, height: 64 });
  assert.deepEqual(layoutOf(358, 2, 7, 2, 844, true), { column: 168, row: 14, height: 98 });
});

test("stepping goes on to the end of the longer sentence", () => {
  const now = twoSentences({ t: 2 });
  assert.equal(lastTimeStamp(now), 3);
  const there = stepForward(now);
  assert.equal(there.t, 3);
  assert.equal(toLast(now).t, 3);
  assert.equal(spoken(there), "time stamp 3 of 3");
  assert.equal(spoken(now), "time stamp 2 of 3, 'barks'");
  assert.deepEqual(wordsAt(there, 3), [undefined, "loudly"]);
  assert.equal(longerKnown(0)(there).t, 2, "and falls back where that sentence is gone");
  assert.match(announcement(there), /^time stamp 3: first sentence is over; second sentence, 'loudly', then most likely 'want', 10 percent$/);
});

test("a link holds what is compared, and restores it", () => {
  const now = otherAsked("lstm")(state({ walk: { ...STILL, second: "a cat" } }));
  const query = toQuery(now);
  assert.match(query, /second=a\+cat/);
  assert.match(query, /with=lstm/);
  const restored = linkFollowed(fromQuery(query))(state());
  assert.deepEqual([restored.walk.second, restored.beside.model], ["a cat", "lstm"]);
  assert.equal(toQuery(restored), query);
  assert.equal(fromQuery("?second=%20").second, undefined, "blanks are no second sentence");
  assert.equal(linkFollowed(fromQuery("?with=nobody"))(state()).beside.model, null);
});

test("what the panels say", () => {
  const now = twoSentences({ t: 1 });
  assert.equal(saysLikely(now), "The predictions are 0.250 bits apart, of at most 1: they differ clearly, and one expects “is” first, the other “are”.");
  assert.equal(saysLikely({ ...now, t: 3 }), "At time stamp 3 the first sentence is over: there is nothing to compare.");
  assert.equal(saysLikely({ ...now, t: 0 }), "The predictions are 0 bits apart, of at most 1: they say exactly the same.");
  assert.equal(saysLikely(besideFailed("comparison", "No.")(state())), "No.");
  assert.equal(saysApart(now), "Farthest apart is what they expect after “barks” and “bark”, time stamp 2: 0.50 bits.");
  const noise = twoSentences({ t: 1 }, 1, [0, 3e-10, 1e-12, null]); // of two sentences of unknown words, in float32
  assert.equal(saysLikely(noise), "The predictions are 0 bits apart, of at most 1: they say exactly the same.");
  assert.deepEqual(divergencesOf(noise), [0, 0, 0, null]);
  assert.equal(saysApart(noise), "The two say exactly the same throughout.");
  assert.equal(saysSurprise(now), "first sentence: “barks” had 13.5%; second sentence: “bark” had 5.0%.");
  assert.equal(saysSurprise({ ...now, t: 2 }), "first sentence: the end of the sentence had 5.0%; second sentence: “loudly” had 1.8%.");
  assert.equal(saysSurprise({ ...now, t: 3 }), "first sentence is over; second sentence: the end of the sentence had 1 chance in 150.");
  const unknown = twoSentences({ t: 1 });
  /** @type {import("../../static/js/types.js").Comparison} */ (comparisonOf(unknown)).stamps[1].one = null;
  assert.equal(saysSurprise(unknown), "first sentence: no known word came next; second sentence: “bark” had 5.0%.");
  const one = (/** @type {number} */ surprisal) => saysSurprise(twoSentences({ t: 0 }, surprisal)).split("had ")[1].split(";")[0];
  assert.deepEqual([4.7, 10, 16, 24.5, 31].map(one), ["1 chance in 110", "1 chance in 22,000", "1 chance in 8.9 million", "1 chance in 44 billion", "1 chance in 2.9 · 10¹³"]);
});

test("the charts over the time stamps", () => {
  const now = twoSentences({ t: 1, unit: 3 });
  const charts = apartCharts(now, 600);
  assert.deepEqual(charts.slice(0, 2).map(({ lines }) => lines.map(({ values }) => values)), [[[0, 0.25, 0.5, null]], [[0, 1, 2, null]]]);
  charts[2].lines[0].values.slice(0, 3).forEach((value, t) => assert.ok(Math.abs(Number(value) - (4.03 + t / 10)) < 1e-5));
  charts[2].lines[1].values.forEach((value, t) => assert.ok(Math.abs(Number(value) - (4.03 + t / 10) / 2) < 1e-5));
  assert.equal(charts[2].lines[0].values[3], null);
  assert.deepEqual(charts[0].words, [["the"], ["dog", "dogs"], ["barks", "bark"], ["loudly"]]);
  const [surprise] = surpriseCharts(now, 600);
  assert.deepEqual(surprise.lines.map(({ values }) => values), [[1, 2, 3, null], [2, 3, 4, 5]]);
  assert.deepEqual(surprise.words, [["dog", "dogs"], ["barks", "bark"], ["end", "loudly"], ["end"]]);
  assert.deepEqual(ticksOf([3.2, null]), [0, 1, 2, 3, 4]);
  assert.deepEqual(ticksOf([]), [0, 0.05]);
  const at = timelineLayout(charts[0]);
  assert.ok(Math.abs((at.y(0.25) - at.y(0.5)) - (at.y(0) - at.y(0.25))) < 1e-9);
  assert.equal(at.x(3), at.right);
});

test("where the other sentence cannot be read, every part says so until something was compared", () => {
  const refused = besideFailed("trace", "That is 600 tokens.")(state({ walk: { ...STILL, second: SECOND } }));
  assert.equal(problemOf(refused, "trace"), "That is 600 tokens.");
  assert.equal(saysLikely(refused), "The other sentence could not be read: there is nothing to compare.");
  assert.equal(saysReach(refused, []), "The other sentence could not be read: there is nothing to compare.");
  const after = besideFailed("trace", "That is 600 tokens.")(twoSentences());
  assert.equal(problemOf(after, "comparison"), "", "what was compared last is still there");
});

test("a single word has nothing to look back over, and no next one to go on to", () => {
  const trace = traceOf(["the"]);
  const one = { name: "gru", kind: "second", path: "h", brief: "h", values: [1], reach: null };
  const alone = state({ trace, t: 0, walk: STILL });
  assert.match(saysReach(alone, [one]), /^There is one time stamp, so there is no step to look back over\./);
  assert.match(saysReach({ ...state(), t: 0 }, [one]), /^At the first word .* go on to the next one\./);
});

test("influences along every state that is carried, and none of what is altered", () => {
  const now = state();
  const matrix = (/** @type {number[]} */ ...data) => ({ rows: 3, cols: 3, data: Float64Array.from(data) });
  /** @param {string} model @param {Record<string, any>} gradients @param {Record<string, any>} reach */
  const influence = (model, gradients, reach) => ({ model, tokens: now.trace.tokens, targets: ["dog", "barks", "</s>"], layers: [{ norms: {}, gradients, reach }] });
  const questions = questionsOf(now);
  const h = matrix(2, 0, 0, 1, 2, 0, 0.1, 1, 4);
  const both = besideArrived("other", JSON.stringify(questions.other), influence("gru", { h, c: matrix(1, 0, 0, 1, 1, 0, 1, 1, 1) }, { h: [null, null, 2], c: [null, null, null] }))(
    besideArrived("one", JSON.stringify(questions.one), influence(card.id, { h }, { h: [null, null, 2] }))(now));
  const reaches = reachesOf(both);
  assert.deepEqual(reaches.map(({ name, path, values }) => [name, path, values]), [
    ["made-up", "h", [1, 0.25, 0.025]], ["gru", "h", [1, 0.25, 0.025]], ["gru", "c", [1, 1, 1]],
  ]);
  assert.equal(saysReach(both, reaches), "made-up, along h: below a tenth from k = 2 on; 2 back 0.025 is left. gru, along h: below a tenth from k = 2 on; 2 back 0.025 is left. gru, along c: 2 back 1.0 of the gradient is left.");
  const again = [{ ...reaches[0], values: [1, 0.02, 0.3], reach: 1 }];
  assert.equal(saysReach(both, again), "made-up, along h: first below a tenth at k = 1, but farther back above it again; 2 back 0.30 is left.");
  const [mine, theirs] = influencesOf(both);
  const unknown = besideArrived("other", JSON.stringify(questions.other), { ...theirs, targets: ["dog", null, null] })(both);
  assert.match(saysReach(unknown, reachesOf(unknown)), /^made-up, along h: .* is left\. gru: no known word came next, so there is no loss to follow back\.$/);
  const shorter = besideArrived("one", JSON.stringify(questions.one), { ...mine, tokens: now.trace.tokens.slice(0, 2) })(both);
  assert.match(saysReach(shorter, reachesOf(shorter)), /^made-up is over\. gru, along h: .* is left\.$/);
  const chart = chartOf(both, reaches, 600);
  assert.deepEqual(chart.words, ["barks", "dog", "the"]);
  assert.deepEqual(chart.lines.map(({ name, kind }) => [name, kind]), [["made-up, h", "first"], ["gru, h", "second"], ["gru, c", "second along-c"]]);
  assert.match(saysReach(state({ original: now.trace, interventions: [{ kind: "forget", t: 1 }] }), []), /as they are/);
});

test("what cannot be had leaves on screen what was compared last", () => {
  const now = besideSettled(twoSentences());
  assert.equal(besideSettled(now), now);
  const asked = besideFailed("trace", "Too long.")({ ...now, walk: { ...STILL, second: "too long" } });
  assert.equal(otherOf(asked), null);
  assert.equal(settled(asked).walk.second, SECOND);
  assert.equal(otherOf(settled(asked)), otherOf(now));
  assert.notEqual(comparisonOf(settled(asked)), null);
  assert.equal(settled({ ...asked, trace: traceOf(["other", "words"]) }).walk.second, SECOND, "a second sentence does not depend on the first");
  assert.equal(besideSettled({ ...asked, walk: now.walk }).beside.problems.trace, "");
});

test("with all taken back the network beside it stays, and no other is put there unasked", () => {
  const altered = state({ interventions: [{ kind: "forget", t: 1 }] });
  const back = stayedBeside(altered)({ ...altered, interventions: [] });
  assert.deepEqual([otherModel(back).id, isSame(back)], [card.id, true]);
  assert.match(told(back, false), /^This compares a reading with itself/);
  const others = [
    [altered, { ...altered, interventions: [], text: "another sentence" }], [altered, { ...altered, interventions: [], wishes: {} }],
    [{ ...altered, wishes: {} }, state()], [state(), state()], [altered, altered], [otherAsked("lstm")(altered), otherAsked("lstm")(state())],
    [{ ...altered, walk: { ...STILL, second: "a" } }, state()],
  ];
  for (const [before, after] of others) assert.equal(stayedBeside(before)(after), after);
});

test("a reading compared with itself is called so", () => {
  const same = otherAsked(card.id)(state());
  assert.deepEqual([isSame(same), namesOf(same)], [true, ["one reading", "the same again"]]);
  assert.deepEqual([isSame(state()), isSame(twoSentences())], [false, false]);
});

test("words of the second sentence that its network does not know", () => {
  const asked = state({ walk: { ...STILL, second: "a wug" } });
  const came = besideArrived("trace", JSON.stringify(questionsOf(asked).trace), traceOf(["a", "wug"]))(asked);
  assert.equal(unknownInWords(came), "Not known to made-up, read as <unk>: wug.");
  assert.equal(unknownInWords(asked), "");
  const typed = secondTyped("a wug", true)(asked);
  assert.equal(unknownInWords(besideArrived("trace", JSON.stringify(questionsOf(asked).trace), { ...traceOf(["a", "wug"]), begins: true })(typed)), "");
  assert.match(unknownInWords(besideArrived("trace", JSON.stringify(questionsOf(asked).trace), { ...traceOf(["a", "wug"]), begins: false })(typed)), /wug/);
});

test("only where no other network reads the same is that said", () => {
  const alone = stateOf(ONE, { models: [card] });
  assert.match(aloneInWords(alone), /^No other model here reads what made-up reads/);
  assert.equal(aloneInWords(otherAsked(card.id)(state())), "", "there are others, and the same one was chosen");
  assert.equal(aloneInWords({ ...alone, walk: { ...STILL, second: "a" } }), "");
});
