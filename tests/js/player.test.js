import assert from "node:assert/strict";
import { test } from "node:test";
import { createPlayer } from "../../static/js/player.js";
import { paused, played, speedChosen } from "../../static/js/state.js";
import { createStore } from "../../static/js/store.js";
import { stateOf } from "./made.js";

/** @param {import("node:test").TestContext} context */
function playing(context) {
  context.mock.timers.enable({ apis: ["setInterval"] });
  const store = createStore(stateOf(["I", "am", "a", "boy"], { t: 0 }));
  store.subscribe(createPlayer(store.update));
  store.update(played);
  return { store, wait: (/** @type {number} */ ms) => context.mock.timers.tick(ms) };
}

test("it steps once a second, and stops at the last word", (context) => {
  const { store, wait } = playing(context);
  wait(999);
  assert.equal(store.get().t, 0);
  wait(1);
  assert.equal(store.get().t, 1);
  wait(2000);
  assert.deepEqual([store.get().t, store.get().playing], [3, false]);
});

test("another speed holds at once", (context) => {
  const { store, wait } = playing(context);
  store.update(speedChosen(4));
  wait(500);
  assert.equal(store.get().t, 2);
});

test("a pause is a pause", (context) => {
  const { store, wait } = playing(context);
  store.update(paused);
  wait(5000);
  assert.equal(store.get().t, 0);
});
