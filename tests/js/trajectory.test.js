import assert from "node:assert/strict";
import { test } from "node:test";
import { fromQuery, toQuery } from "../../static/js/query.js";
import { linkFollowed, traced } from "../../static/js/arrival.js";
import { componentsOf, nearOf, otherOf, secondChosen, turnChosen, turnIn, walkArrived, walkFailed } from "../../static/js/walk.js";
import { partsOf, written } from "../../static/js/views/trajectory/contexts.js";
import { figureOf, placeOf, placesOf, seen, stepOf, stopAt } from "../../static/js/views/trajectory/path.js";
import { card, stateOf, traceOf } from "./made.js";

/** Along units 0, 1 and 2; the mean is 1 for each unit. @type {import("../../static/js/types.js").Components} */
const components = {
  model: card.id, states: 900, mean: Array(8).fill(1), explained_variance: [0.3, 0.2, 0.1], attribution: "Made up.",
  components: [0, 1, 2].map((at) => Array.from({ length: 8 }, (_, unit) => (unit === at ? 1 : 0))),
  cloud: [[-2, -1, 0], [2, 1, 1]],
};
/** @param {string[]} words @param {Partial<import("../../static/js/types.js").State>} [more] */
const walking = (words, more) => walkArrived("components", components)(stateOf(words, more));
/** @param {number[]} numbers */
const rounded = (numbers) => numbers.map((number) => Number(number.toFixed(5)));

test("a place is the state less the mean, along each component", () => {
  assert.deepEqual(rounded(placeOf(components, [0, 1, 2, 0.5, 0, 0, 0, 0])), [-1, 0, 1]);
  // Row t of h holds 4 + t/10 + unit/100; h(−1) is 0.
  const places = placesOf(components, traceOf(["I", "am"]));
  assert.deepEqual(places.map(rounded), [[-1, -1, -1], [3, 3.01, 3.02], [3.1, 3.11, 3.12]]);
});

test("the plane is the space seen head-on, and turning keeps lengths", () => {
  assert.deepEqual(seen([1, 2, 3], null), [1, 2]);
  assert.deepEqual(rounded(seen([1, 2, 3], [90, 0])), [3, 2]);
  assert.deepEqual(rounded(seen([1, 2, 3], [0, 90])), [1, -3]);
  assert.deepEqual(rounded(seen([1, 2, 3], [180, 0])), [-1, 2]);
});

test("a figure has a stop for h(−1) and each word, within it, on one scale", () => {
  const figure = figureOf(walking(["I", "am", "a"]), 700, 400);
  assert.ok(figure);
  const [own] = figure.paths;
  assert.deepEqual(own.stops.map(({ t, word }) => [t, word]), [[-1, "h(−1)"], [0, "I"], [1, "am"], [2, "a"]]);
  for (const { x, y } of [...own.stops, ...figure.cloud]) assert.ok(x >= 0 && x <= 700 && y >= 0 && y <= 400);
  const [a, b] = figure.cloud;
  const reach = (b.x - a.x) / 4;
  assert.ok(Math.abs((a.y - b.y) / 2 - reach) < 1e-6, "as far upwards as to the right");
  assert.ok(Math.abs(own.stops[1].x - own.stops[0].x - 4 * reach) < 1e-6);
  assert.equal(figureOf(stateOf(["I"]), 700, 400), null, "no components, no figure");
});

test("words do not lie over one another, and those without room are left out", () => {
  const figure = figureOf(walking(Array.from({ length: 60 }, (_, t) => `word${t}`)), 700, 400);
  const stops = figure?.paths[0].stops ?? [];
  const boxes = stops.filter(({ label }) => label).map(({ word, label }) => {
    const wide = 7.6 * word.length;
    const { x, y, anchor } = /** @type {import("../../static/js/views/trajectory/path.js").Label} */ (label);
    const left = { start: x, middle: x - wide / 2, end: x - wide }[anchor];
    return [left, left + wide, y - 13, y + 4];
  });
  assert.ok(boxes.length > 3 && boxes.length < stops.length);
  for (const [i, [l, r, t, b]] of boxes.entries()) {
    for (const [L, R, T, B] of boxes.slice(i + 1)) assert.ok(r <= L || R <= l || b <= T || B <= t);
  }
  const long = figureOf(walking(["incomprehensibilities", "wug"]), 700, 400);
  assert.deepEqual(long?.paths[0].stops.map(({ word }) => word), ["h(−1)", "incomprehensi…", "wug = <unk>"]);
});

test("a word that comes again to nearly the same place is written once", () => {
  const figure = figureOf(walking(["a", "a"]), 700, 400);
  assert.equal(figure?.paths[0].stops.filter(({ word, label }) => word === "a" && label).length, 1);
});

test("a second sentence and the sentence as it was stand beside the path, and do not repeat h(−1)", () => {
  const words = ["you", "are"];
  const state = walkArrived("other", { text: "you are", trace: traceOf(words) })(secondChosen(" you are ")(walking(["I", "am"], { original: traceOf(["I", "am"]) })));
  const figure = figureOf(state, 700, 400);
  assert.deepEqual(figure?.paths.map(({ kind, stops }) => [kind, stops.length]), [["own", 3], ["second", 3], ["original", 3]]);
  assert.equal(figure?.paths[1].stops[0].label, null);
  assert.equal(otherOf(secondChosen("you were")(state)), null, "another one is on its way");
  assert.equal(otherOf({ ...state, model: { ...card, id: "other" } }), null);
});

test("only a turned space has axes, and turning it changes no scale", () => {
  const flat = figureOf(walking(["I"]), 700, 400);
  assert.deepEqual(flat?.axes, []);
  const upwards = [0, 40, 90].map((around) => {
    const figure = figureOf(turnChosen([around, 0])(walking(["I"])), 700, 400);
    assert.equal(figure?.axes.length, 3);
    return figure?.axes.map(({ y1, y2 }) => Number((y1 - y2).toFixed(4)))[1];
  });
  assert.ok(Number(upwards[0]) > 20);
  assert.deepEqual(upwards, Array(3).fill(upwards[0]));
});

test("a click finds the stop near it", () => {
  const figure = figureOf(walking(["I", "am"]), 700, 400);
  assert.ok(figure);
  const { x, y } = figure.paths[0].stops[0];
  assert.equal(stopAt(figure, x + 3, y)?.t, -1);
  assert.equal(stopAt(figure, x + 60, y + 60), null);
});

test("the length of a step is taken over all units", () => {
  assert.ok(Math.abs(stepOf(traceOf(["I", "am"]), 1) - Math.sqrt(8 * 0.01)) < 1e-6);
  assert.ok(Math.abs(stepOf(traceOf(["I"]), 0) - Math.hypot(...[0, 1, 2, 3, 4, 5, 6, 7].map((unit) => 4 + unit / 100))) < 1e-5);
});

test("a context is cut at its word, and written as people write", () => {
  assert.equal(written(["I", "'m", "fine", ",", "thanks", "!"]), "I 'm fine, thanks!");
  assert.deepEqual(partsOf({ tokens: ["He", "is", "a", "boy", "."], t: 2 }, { reads: "words" }), { before: "He is ", word: "a", after: " boy." });
  assert.deepEqual(partsOf({ tokens: ["Well", ",", "I"], t: 1 }, { reads: "words" }), { before: "Well", word: ",", after: " I" });
  const long = partsOf({ tokens: [...Array(20).fill("before"), "it", ...Array(20).fill("after")], t: 20 }, { reads: "words" });
  assert.match(long.before, /^… (before )+$/);
  assert.match(long.after, /^( after)+…$/);
  assert.ok(long.before.length <= 61 && long.after.length <= 61);
  assert.deepEqual(partsOf({ tokens: [..."ab␣c↵"], t: 1 }, { reads: "characters" }), { before: "a", word: "b", after: " c↵" });
});

test("turns come round, tilts end upright, and a link holds both with the second sentence", () => {
  const state = turnChosen([190, 100])(secondChosen("you are")(stateOf(["I"])));
  assert.deepEqual(state.walk.turn, [-170, 90]);
  const query = toQuery(state);
  assert.match(query, /second=you\+are&turn=-170,90/);
  const { second, turn } = fromQuery(query);
  assert.deepEqual([second, turn], ["you are", [-170, 90]]);
  assert.equal(turnChosen([-170, 90])(state), state);
  for (const wrong of ["x", "1", "181,0", "0,91", "1,2,3", "1e3,1"]) assert.equal(turnIn(wrong), undefined, wrong);
});

test("a followed link brings the second sentence and the turn, and one without them takes both away", () => {
  const link = linkFollowed({ model: card.id, text: "I", second: "you", turn: [10, 5] })(stateOf(["I"], { text: "I" }));
  assert.deepEqual([link.walk.second, link.walk.turn], ["you", [10, 5]]);
  const plain = linkFollowed({ model: card.id, text: "I" })(link);
  assert.deepEqual([plain.walk.second, plain.walk.turn], ["", null]);
});

test("what arrived counts only for the network and the trace that it is of", () => {
  const state = walking(["I"]);
  const near = walkArrived("near", { trace: state.trace, nearest: [{ t: 0, contexts: [] }] })(state);
  assert.deepEqual(nearOf(near), [{ t: 0, contexts: [] }]);
  const next = traced({ trace: traceOf(["we"]), text: "we", unfinished: false })(near);
  assert.equal(nearOf(next), null);
  assert.equal(componentsOf({ ...state, model: { ...card, id: "other" } }), null);
  const failed = walkFailed("near", "It cannot be reached.")(state);
  assert.equal(failed.walk.problems.near, "It cannot be reached.");
  assert.equal(walkArrived("near", { trace: state.trace, nearest: [] })(failed).walk.problems.near, "");
});
