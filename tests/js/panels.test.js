import assert from "node:assert/strict";
import { test } from "node:test";
import { amountsOf, columnsOf, sourcesOf } from "../../static/js/views/balance/amounts.js";
import { scientific, verdict } from "../../static/js/views/check.js";
import { isLit } from "../../static/js/views/equation.js";
import { actionOf } from "../../static/js/views/keys.js";
import { linesOf, literal, scriptOf, variablesOf } from "../../static/js/views/loop/lines.js";
import * as change from "../../static/js/state.js";
import { stateOf, symbols } from "./made.js";

const boy = stateOf(["I", "am", "a", "boy"], { t: 2 });
/** @param {number} a @param {number} b */
const near = (a, b) => assert.ok(Math.abs(a - b) < 1e-5, `${a} is not ${b}`);

test("memory is what multiplies the state before, the word what multiplies the input; their sum is neither", () => {
  const { memory, word } = sourcesOf(symbols);
  assert.deepEqual([memory.map(({ name }) => name), word.map(({ name }) => name)], [["Uh"], ["Wx"]]);
});

test("an amount is the length of the whole, and the pinned unit's own two numbers", () => {
  const amounts = amountsOf({ ...boy, unit: 3 });
  assert.equal(amounts.length, 4);
  const row = (/** @type {number} */ k) => Array.from({ length: 8 }, (_, unit) => k + 0.2 + unit / 100);
  near(amounts[2].memory, Math.hypot(...row(2)));
  near(amounts[2].word, Math.hypot(...row(1)));
  near(amounts[2].unit?.memory ?? NaN, 2.23);
  near(amounts[2].unit?.word ?? NaN, 1.23);
  assert.equal(amountsOf(boy)[0].unit, null);
  assert.deepEqual(amountsOf(stateOf([])), []);
});

test("bars fit their room, and never get thinner than can be seen", () => {
  assert.deepEqual(columnsOf(756, 1, 56), { column: 112, bar: 22, width: 168, labels: true });
  assert.deepEqual(columnsOf(756, 4, 56).labels, true);
  const many = columnsOf(756, 200, 56);
  assert.deepEqual([many.column, many.bar, many.labels, many.width], [5, 2, false, 1056]);
});

test("the check tells its real figures and its oracle", () => {
  const check = { against: "torch.nn.RNN and NumPy in float64", symbols: ["h"], values: 1280, tolerance: 6e-5, max_abs_difference: 1.19e-7 };
  assert.deepEqual(verdict({ ...boy, check }), { text: "1,280 values equal those of torch.nn.RNN and NumPy in float64 within 1.2e-7.", holds: true });
  const wrong = verdict({ ...boy, check: { ...check, max_abs_difference: 0.031 } });
  assert.equal(wrong.holds, false);
  assert.match(wrong.text, /differ from those of torch.nn.RNN and NumPy in float64 by up to 3.1e-2, more than the 6.0e-5/);
  assert.deepEqual(verdict(boy), { text: "Not yet compared with torch.", holds: null });
  assert.match(verdict({ ...boy, unchecked: "No server." }).text, /No server\.$/);
  assert.deepEqual(verdict(stateOf([])), { text: "", holds: null });
  assert.equal(scientific(0), "0");
});

test("the loop has the cell's own lines", () => {
  assert.deepEqual(linesOf(boy), [
    { text: "h = torch.zeros(8)", place: null },
    { text: "for t in range(len(ids)):", place: null },
    { text: "    x = E[ids[t]]", place: 0 },
    { text: "    a = U @ h + b_hh + W @ x + b_ih", place: 1 },
    { text: "    h = torch.tanh(a)", place: 2 },
    { text: "    y = W_y @ h + b_y", place: 3 },
  ]);
});

test("a variable holds what the time stamp before left in it until its line has run", () => {
  /** @param {import("../../static/js/types.js").State} state */
  const first = (state) => Object.fromEntries(variablesOf(state).map(({ name, values, text }) => [name, values ? values[0].toFixed(1) : text]));
  const after = first(change.lineChosen(1)(boy));
  assert.deepEqual(after, { t: "2", "ids[t]": "4  “a”", x: "0.2", a: "3.2", h: "4.1", y: "its largest: that of “want”" });
  assert.equal(first(boy).h, "4.2");
  const start = first(change.lineChosen(0)(change.toFirst(boy)));
  assert.deepEqual([start.x, start.a, start.h, start.y], ["0.0", "not written yet", "0.0", "not written yet"]);
  assert.deepEqual(variablesOf(change.lineChosen(1)(boy)).filter(({ fresh }) => fresh).map(({ name }) => name), ["a"]);
  assert.deepEqual(variablesOf(stateOf([])), []);
});

test("no text ends its Python literal", () => {
  assert.equal(literal("don't"), '"don\'t"');
  assert.equal(literal('"\\'), '"\\"\\\\"');
  assert.equal(literal("é\n🙂\u2028"), '"\\u00e9\\u000a\\U0001f642\\u2028"');
});

test("the sentence is put into the script in one go: a word that looks like a mark stays a word", () => {
  const script = scriptOf("words = __WORDS__\nids = __IDS__", { ...boy.trace, tokens: [{ t: 0, text: "__IDS__ $& $1", id: 0, known: false }] });
  assert.equal(script, 'words = ["__IDS__ $& $1"]\nids = [0]');
});

test("keys fold the network and step through the lines", () => {
  const body = { matches: () => false };
  assert.equal(actionOf("r", body), change.foldToggled);
  assert.equal(actionOf(",", body), change.lineBack);
  assert.equal(actionOf(".", body), change.lineForward);
  assert.equal(actionOf("r", { matches: (/** @type {string} */ selector) => selector.startsWith("input:not") }), null);
});

test("a term, a dimension and an output word light the parts of the equation they belong to", () => {
  const U = { kind: "weight", name: "U" };
  assert.equal(isLit(U, { kind: "term", weight: "U", index: 1, unit: 2 }, 2), true);
  assert.equal(isLit(U, { kind: "term", weight: "W", index: 1, unit: 2 }, 2), false);
  assert.equal(isLit({ kind: "symbol", name: "x", lag: "0" }, { kind: "dimension", dim: 0, t: 2 }, 2), true);
  assert.equal(isLit({ kind: "symbol", name: "x", lag: "0" }, { kind: "dimension", dim: 0, t: 1 }, 2), false);
  assert.equal(isLit({ kind: "weight", name: "output.weight" }, { kind: "word", token: "bit", t: 2 }, 2), true);
  assert.equal(isLit(U, { kind: "word", token: "bit", t: 2 }, 2), false);
});
