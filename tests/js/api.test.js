import assert from "node:assert/strict";
import { test } from "node:test";
import { Failure, createInfluences, createOmission } from "../../static/js/api.js";
import { card } from "./made.js";

const small = { ...card, limits: { traces: 512, influences: 3, omissions: 4 } };
const { signal } = new AbortController();

test("what is known to be refused is not asked for, and the sentence says why", async (context) => {
  /** @type {string[]} */
  const asked = [];
  context.mock.method(globalThis, "fetch", async (/** @type {string} */ url) => {
    asked.push(url);
    return Response.json({});
  });
  const words = ["a", "b", "c", "d", "e"];
  await assert.rejects(createInfluences(small, 4, { tokens: words.slice(0, 4) }, signal), (why) =>
    why instanceof Failure && !why.passing && why.message === "That is 4 tokens; influences are computed for at most 3 with this model. Shorten it.");
  await assert.rejects(createOmission(small, words, 0, null, signal), /That is 5 tokens; one of them can be left out of at most 4\. Shorten it\./);
  assert.deepEqual(asked, []);
  await createInfluences(small, 3, { tokens: words.slice(0, 3) }, signal);
  await createOmission(small, words.slice(0, 4), 0, null, signal);
  assert.deepEqual(asked, ["/api/v1/models/made-up/influences", "/api/v1/models/made-up/omissions"]);
});
