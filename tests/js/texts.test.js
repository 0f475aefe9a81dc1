import assert from "node:assert/strict";
import { test } from "node:test";
import { _ } from "../../static/js/texts.js";

test("a word that is written from the right does not turn the sentence around it", () => {
  assert.equal(_("“{word}” and “{other}”, {k} back", { word: "the", other: "שלום", k: 2 }), "“the” and “\u2068שלום\u2069”, 2 back");
  assert.equal(_("“{word}”", { word: "مرحبا" }), "“\u2068مرحبا\u2069”");
  assert.equal(_("“{word}”, “{other}” {unfilled}", { word: "naïve 🦩", other: "日本" }), "“naïve 🦩”, “日本” {unfilled}");
});
