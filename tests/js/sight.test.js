import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";

import { whenSeen } from "../../static/js/sight.js";

/** @type {(entries: {isIntersecting: boolean}[]) => void} */
let notice = () => {};

beforeEach(() => {
  globalThis.IntersectionObserver = /** @type {any} */ (
    class {
      constructor(/** @type {typeof notice} */ told) {
        notice = told;
      }
      observe() {}
    }
  );
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout"] });
});

/** What a view was given, and the render that waits. */
function seen() {
  /** @type {any[]} */
  const given = [];
  const root = new EventTarget();
  return { given, root, render: whenSeen(/** @type {any} */ (root), (state) => void given.push(state)) };
}

test("the first state is rendered before anything is known of the fold", () => {
  const { given, render } = seen();
  render(/** @type {any} */ ("first"));
  assert.deepEqual(given, ["first"]);
});

test("out of sight only the last of many states is rendered, once they have come to rest", () => {
  const { given, render } = seen();
  notice([{ isIntersecting: false }]);
  for (const state of ["a", "b", "c"]) render(/** @type {any} */ (state));
  mock.timers.tick(99);
  assert.deepEqual(given, []);
  mock.timers.tick(1);
  assert.deepEqual(given, ["c"]);
});

test("who acts on a view finds it up to date", () => {
  for (const type of ["pointerdown", "focusin"]) {
    const { given, root, render } = seen();
    notice([{ isIntersecting: false }]);
    render(/** @type {any} */ ("a"));
    root.dispatchEvent(new Event(type));
    assert.deepEqual(given, ["a"]);
  }
});

test("what waits is rendered at once when it comes into sight, and not again", () => {
  const { given, render } = seen();
  notice([{ isIntersecting: false }]);
  render(/** @type {any} */ ("a"));
  notice([{ isIntersecting: false }, { isIntersecting: true }]);
  assert.deepEqual(given, ["a"]);
  mock.timers.tick(1000);
  assert.deepEqual(given, ["a"]);
  render(/** @type {any} */ ("b"));
  assert.deepEqual(given, ["a", "b"]);
});
