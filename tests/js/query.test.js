import assert from "node:assert/strict";
import { test } from "node:test";
import { linkFollowed } from "../../static/js/arrival.js";
import { toQuery, fromQuery } from "../../static/js/query.js";
import { stateOf } from "./made.js";

const boy = stateOf(["I", "am", "a", "boy"], { t: 2 });

test("what is at its default is left out of the link", () => {
  assert.equal(toQuery(boy), "");
  assert.equal(toQuery(stateOf(["I", "am", "a", "boy"])), "?t=3");
});

test("a link restores what was on screen", () => {
  const there = { ...boy, t: 1, text: "a+b & “c” 🙂", unit: 7, symbol: "Uh", speed: 2 };
  const query = toQuery(there);
  assert.deepEqual(fromQuery(query), { text: there.text, t: 1, unit: 7, symbol: "Uh", speed: 2 });
});

test("parts of a link that make no sense are left out", () => {
  assert.deepEqual(fromQuery("?t=x&unit=-1&speed=7&nonsense=1"), {});
});

test("everything that is pinned, opened and folded is in the link", () => {
  const there = { ...boy, word: "don't", dim: 2, fold: /** @type {const} */ ("rolled"), weight: "output.weight", order: /** @type {const} */ ("similarity"), line: 1, tables: "heatmap,derivation" };
  const query = toQuery(there);
  assert.deepEqual(fromQuery(query), { word: "don't", dim: 2, fold: "rolled", weight: "output.weight", order: "similarity", line: 1, tables: "heatmap,derivation" });
  const back = linkFollowed(fromQuery(query))(boy);
  assert.deepEqual(toQuery(back), query);
  assert.deepEqual(fromQuery("?fold=flat&order=size&line=x&tables=all"), {});
});

test("interventions are in the link as a person can read them, in their order", () => {
  /** @type {import("../../static/js/types.js").Intervention[]} */
  const interventions = [
    { kind: "edit", symbol: "h", t: 2, unit: 12, value: -1, layer: 0 }, { kind: "forget", t: 1 },
    { kind: "instead", t: 2, word: "dog" }, { kind: "from", text: "the dog, it barks" }, { kind: "edit", symbol: "a", t: "all", unit: [0, 3], value: 0.5, layer: 0 },
  ];
  const query = toQuery({ ...boy, interventions });
  assert.equal(query, "?edit=h,2,12,-1&forget=1&instead=2:dog&from=the+dog,+it+barks&edit=a,all,0-3,0.5");
  assert.deepEqual(fromQuery(query), { interventions });
  assert.deepEqual(fromQuery("?edit=h,2&forget=1"), { interventions: [{ kind: "forget", t: 1 }], refused: "edit=h,2" });
});
