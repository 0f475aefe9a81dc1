// When the server is asked how it derives a number, and when not.

import assert from "node:assert/strict";
import { test } from "node:test";
import { createOracle } from "../../static/js/oracle.js";
import { dimensionPinned, pinReleased, playToggled, stepBack, unitPinned, wordPinned } from "../../static/js/state.js";
import { createStore } from "../../static/js/store.js";
import { stateOf } from "./made.js";

const PAUSE = 400;
const settled = () => new Promise((done) => setImmediate(() => setImmediate(done)));

/** @param {import("node:test").TestContext} context @param {() => Response} [answer] */
function served(context, answer = () => Response.json({ torch: 0.5, difference: 0 })) {
  /** @type {unknown[]} */
  const asked = [];
  context.mock.timers.enable({ apis: ["setTimeout"] });
  context.mock.method(globalThis, "fetch", async (/** @type {string} */ url, /** @type {RequestInit} */ { body }) => {
    asked.push([url, JSON.parse(String(body))]);
    return answer();
  });
  const store = createStore(stateOf(["I", "am", "a"]));
  store.subscribe(createOracle(store.update));
  const later = async () => {
    context.mock.timers.tick(PAUSE);
    await settled();
  };
  return { asked, store, later };
}

const tokens = ["I", "am", "a"];
const url = "/api/v1/models/made-up/derivations";

test("a pinned unit is asked about once, after the last step", async (context) => {
  const { asked, store, later } = served(context);
  store.update(unitPinned(3, 2));
  store.update(stepBack);
  assert.deepEqual(asked, []);
  await later();
  assert.deepEqual(asked, [[url, { tokens, t: 1, symbol: "h", unit: 3, layer: 0 }]]);
  assert.deepEqual(store.get().derived?.answer, { torch: 0.5, difference: 0 });
  await later();
  assert.equal(asked.length, 1);
});

test("nothing is asked while playing, nor without a pin, nor about a dimension", async (context) => {
  const { asked, store, later } = served(context);
  store.update(unitPinned(3, 0));
  store.update(playToggled);
  await later();
  store.update(playToggled);
  store.update(dimensionPinned(1, 0));
  await later();
  store.update(pinReleased);
  await later();
  assert.deepEqual(asked, []);
});

test("a word is asked about by its spelling", async (context) => {
  const { asked, store, later } = served(context);
  store.update(wordPinned("</s>", 0));
  await later();
  assert.deepEqual(asked, [[url, { tokens, t: 0, word: "</s>" }]]);
});

test("a failure keeps its sentence beside the number, not beside the input", async (context) => {
  const { store, later } = served(context, () => Response.json({ detail: "No such word." }, { status: 422 }));
  store.update(wordPinned("wug", 0));
  await later();
  assert.deepEqual([store.get().derived?.answer, store.get().derived?.problem, store.get().problem], [null, "No such word.", null]);
});

test("an answer that is no longer waited for changes nothing", async (context) => {
  const { store, later } = served(context);
  context.mock.method(globalThis, "fetch", (/** @type {string} */ _url, /** @type {RequestInit} */ { signal }) =>
    new Promise((_answer, refuse) => signal?.addEventListener("abort", () => refuse(signal.reason))));
  store.update(unitPinned(3, 2));
  await later();
  store.update(pinReleased);
  await settled();
  assert.equal(store.get().derived, null);
});
