import assert from "node:assert/strict";
import { test } from "node:test";
import { stepBack, toLast } from "../../static/js/state.js";
import { createStore } from "../../static/js/store.js";
import { stateOf } from "./made.js";

test("listeners hear of each change, with what was before and how it enters the history", () => {
  const store = createStore(stateOf(["I", "am"]));
  /** @type {unknown[]} */
  const heard = [];
  store.subscribe((state, before, history) => heard.push([before.t, state.t, history]));
  store.update(stepBack);
  store.update(toLast, "push");
  assert.deepEqual(heard, [[1, 0, "replace"], [0, 1, "push"]]);
  assert.equal(store.get().t, 1);
});

test("a change that alters nothing is heard by nobody", () => {
  const store = createStore(stateOf(["I", "am"]));
  store.subscribe(() => assert.fail("there was nothing to tell"));
  store.update(toLast);
});

test("a change asked for by a listener waits its turn, and the one before it still enters the history", () => {
  const store = createStore(stateOf(["I", "am"]));
  /** @type {unknown[]} */
  const heard = [];
  store.subscribe(({ t }) => t === 0 && store.update(toLast));
  store.subscribe((state, before, history) => heard.push([before.t, state.t, history]));
  store.update(stepBack, "push");
  assert.deepEqual(heard, [[1, 0, "push"], [0, 1, "replace"]]);
});
