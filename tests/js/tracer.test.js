import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { intervened, interventionsRemoved, modelAsked, textTyped } from "../../static/js/state.js";
import { createStore } from "../../static/js/store.js";
import { createTracer } from "../../static/js/tracer.js";
import { card, stateOf } from "./made.js";

const trace = readFileSync(new URL("fixtures/trace.safetensors", import.meta.url));
const settled = () => new Promise((done) => setTimeout(done, 20));

/** A server that answers when told to. @param {import("node:test").TestContext} context */
function served(context) {
  /** @type {{text: string, body: any, answer: (response: Response) => void, refuse: (error: unknown) => void, signal: AbortSignal}[]} */
  const asked = [];
  context.mock.method(globalThis, "fetch", (/** @type {string} */ _url, /** @type {RequestInit} */ options) =>
    new Promise((answer, refuse) => {
      if (!options.body) return answer(Response.json({ words: [{}] })); // every word begins another
      const body = JSON.parse(String(options.body));
      const { text } = body;
      asked.push({ text, body, answer, refuse, signal: /** @type {AbortSignal} */ (options.signal) });
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

test("an intervention asks for the altered trace alone, and taking it back for nothing", async (context) => {
  const { asked, store } = served(context);
  const plain = store.get().trace;
  store.update(intervened({ kind: "edit", symbol: "h", t: 1, unit: 2, value: 0.5, layer: 0 }));
  await settled();
  assert.deepEqual(asked.map(({ body }) => body), [{ tokens: ["I", "am"], edits: [{ t: 1, layer: 0, symbol: "h", unit: 2, value: 0.5 }] }]);
  asked[0].answer(new Response(trace));
  await settled();
  assert.equal(store.get().original, plain);
  assert.notEqual(store.get().trace, plain);
  store.update(interventionsRemoved);
  await settled();
  assert.deepEqual([asked.length, store.get().trace, store.get().original], [1, plain, null]);
});

test("the memory of another sentence is asked for first, and once", async (context) => {
  const { asked, store } = served(context);
  store.update(intervened({ kind: "from", text: "the dog" }));
  await settled();
  assert.deepEqual(asked.map(({ body }) => body), [{ text: "the dog" }]);
  asked[0].answer(new Response(trace));
  await settled();
  const { tokens, initial } = asked[1].body;
  assert.deepEqual([tokens, initial.h.length, initial.h[0].length], [["I", "am"], 1, 7]);
  asked[1].answer(new Response(trace));
  await settled();
  assert.deepEqual(store.get().applied, [{ kind: "from", text: "the dog" }]);
});

test("what does not fit is left out with a sentence, and the rest is had", async (context) => {
  const { asked, store } = served(context);
  store.update(intervened({ kind: "forget", t: 9 }));
  await settled();
  assert.equal(asked.length, 0);
  assert.deepEqual(store.get().interventions, []);
  assert.equal(store.get().problem, "Left out, for this sentence and this network have no place for it: Everything before time stamp 9 forgotten.");
});

test("an intervention that the server refuses is taken back, with the server's sentence", async (context) => {
  const { asked, store } = served(context);
  store.update(intervened({ kind: "forget", t: 1 }));
  await settled();
  asked[0].answer(Response.json({ detail: "No such edit." }, { status: 422 }));
  await settled();
  assert.deepEqual([store.get().problem, store.get().interventions, asked.length], ["No such edit.", [], 1]);
});

test("a character is never unfinished", async (context) => {
  const { asked, store } = served(context);
  const chars = /** @type {import("../../static/js/types.js").Card} */ ({ ...card, reads: "characters" });
  store.update((state) => ({ ...state, models: [chars], model: chars }));
  store.update(textTyped("wu", true));
  await new Promise((done) => setTimeout(done, 150));
  asked[0].answer(new Response(trace));
  await settled();
  assert.deepEqual([asked.length, store.get().traced, store.get().unfinished], [1, "wu", false]);
});

test("a model of another kind is asked for nothing: its page comes from the server", async (context) => {
  const { asked, store } = served(context);
  store.update((state) => ({ ...state, models: [card, { ...card, id: "chars", reads: "characters" }] }));
  context.after(() => store.update(modelAsked(card.id))); // what would be asked in vain is not asked again
  store.update(modelAsked("chars"));
  await settled();
  assert.deepEqual(asked, []);
});
