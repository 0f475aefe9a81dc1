import assert from "node:assert/strict";
import { test } from "node:test";
import { toldOf } from "../../static/js/views/findings/told.js";
import { card, stateOf } from "./made.js";

/** @param {Partial<import("../../static/js/types.js").Finding>} more @returns {import("../../static/js/types.js").Finding} */
const finding = (more) => ({
  name: "question", thing: "questions", rule: "It ends with a question mark.", figure: "AUC", unit: 3, sign: 1,
  value: { value: 0.9, low: 0.88, high: 0.92 }, probe: { value: 0.97, low: 0.96, high: 0.98 },
  examples: [{ tokens: ["Is", "it", "?"] }], ...more,
});

/** @param {import("../../static/js/types.js").Finding[]} findings */
const told = (...findings) => toldOf(stateOf(["I", "am"], { t: 1, findings: { [card.id]: findings } }));

test("what is worth offering is told, the surest first, with its interval, its probe and the unit along the sentence", () => {
  const shown = told(finding({}), finding({ unit: 5, thing: "a determiner", sign: -1, value: { value: 0.951, low: 0.94, high: 0.96 }, probe: null, examples: [] }));
  assert.deepEqual(shown.map(({ unit, words, figure, probe, example }) => [unit, words, figure, probe, example]), [
    [5, "unit 5 follows a determiner: it falls", "AUC 0.951, 0.940 to 0.960", "", ""],
    [3, "unit 3 follows questions: it rises", "AUC 0.900, 0.880 to 0.920", "all units together 0.970", "Is it ?"],
  ]);
  const { values, now } = shown[1];
  assert.equal(now, 1);
  assert.deepEqual(values.map((value) => value.toFixed(2)), ["4.03", "4.13"]);
});

test("a network that was not studied has nothing to tell", () => {
  assert.deepEqual(toldOf(stateOf(["I"])), []);
  assert.deepEqual(toldOf(stateOf(["I"], { findings: { other: [finding({})] } })), []);
});
