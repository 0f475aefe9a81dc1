import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { textTyped } from "../../static/js/state.js";
import { createStore } from "../../static/js/store.js";
import { createTracer } from "../../static/js/tracer.js";
import { card, stateOf } from "./made.js";

const trace = readFileSync(new URL("fixtures/trace.safetensors", import.meta.url));
const settled = () => new Promise((done) => setTimeout(done, 20));

/** A server that answers when told to. @param {import("node:test").TestContext} context */
function served(context) {
  /** @type {{text: string, answer: (response: Response) => void, refuse: (error: unknown) => void, signal: AbortSignal}[]} */
  const asked = [];
  context.mock.method(globalThis, "fetch", (/** @type {string} */ _url, /** @type {RequestInit} */ options) =>
    new Promise((answer, refuse) => {
      const { text } = JSON.parse(String(options.body));
      asked.push({ text, answer, refuse, signal: /** @type {AbortSignal} */ (options.signal) });
    }));
  const store = createStore(stateOf(["I", "am"]));
  const tracer = createTracer(store.update);
  store.subscribe(tracer.render);
  return { asked, store, again: tracer.again };
}

test("a slow answer never overwrites a newer one", async (context) => {
  const { asked, store } = served(context);
  store.update(textTyped("first ", false));
  await settled();
  store.update(textTyped("second ", false));
  await settled();
  assert.deepEqual(asked.map(({ text, signal }) => [text, signal.aborted]), [["first ", true], ["second ", false]]);
  asked[1].answer(new Response(trace));
  await settled();
  assert.equal(store.get().traced, "second ");
  asked[0].answer(new Response(trace));
  await settled();
  assert.equal(store.get().traced, "second ");
});

test("a failure says so in the server's words, and the picture stays", async (context) => {
  const { asked, store } = served(context);
  const before = store.get().trace;
  store.update(textTyped("much too long ", false));
  await settled();
  asked[0].answer(Response.json({ detail: "Shorten it." }, { status: 422 }));
  await settled();
  assert.deepEqual([store.get().problem, store.get().trace], ["Shorten it.", before]);
  assert.equal(asked.length, 1);
});

test("a server that cannot be reached is a sentence too, and is asked again", async (context) => {
  const { asked, store, again } = served(context);
  store.update(textTyped("hello ", false));
  await settled();
  asked[0].refuse(new TypeError("fetch failed"));
  await settled();
  assert.match(store.get().problem ?? "", /^The server cannot be reached/);
  again();
  await settled();
  asked[1].answer(new Response(trace));
  await settled();
  assert.deepEqual([store.get().problem, store.get().traced], [null, "hello "]);
});

test("going back to the sentence on screen asks for nothing", async (context) => {
  const { asked, store } = served(context);
  store.update(textTyped("I am not ", false));
  store.update(textTyped("I am", false));
  await settled();
  assert.deepEqual(asked, []);
  assert.equal(store.get().model, card);
});
