import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { bytesOf, readInfluence, readSafetensors, readTrace, readWeights } from "../../static/js/wire.js";

/** @param {string} name @returns {ArrayBuffer} */
const bytes = (name) => Uint8Array.from(readFileSync(new URL(`fixtures/${name}`, import.meta.url))).buffer;
/** @param {string} name */
const json = (name) => JSON.parse(readFileSync(new URL(`fixtures/${name}`, import.meta.url), "utf8"));

/** @param {number[][]} rows */
const matrix = (rows) => ({ rows: rows.length, cols: rows[0].length, data: Float32Array.from(rows.flat()) });

test("a trace that Python wrote as safetensors reads like the same trace as JSON", () => {
  const { layers, ...head } = readTrace(bytes("trace.safetensors"));
  const { layers: expected, ...rest } = json("trace.json");
  assert.deepEqual(head, rest);
  assert.deepEqual(layers[0].initial.h, Float32Array.from(expected[0].initial.h));
  assert.deepEqual(Object.keys(layers[0].values).sort(), ["Uh", "Wx", "a", "h", "x"]);
  for (const [name, rows] of Object.entries(expected[0].values)) assert.deepEqual(layers[0].values[name], matrix(rows), name);
});

test("weights read by our names, matrices as matrices", () => {
  const [layer] = readWeights(bytes("weights.safetensors"));
  const [expected] = json("weights.json").layers;
  assert.deepEqual(layer.U, matrix(expected.U.values));
  assert.deepEqual(layer.b_hh, Float32Array.from(expected.b_hh.values));
});

test("the base64 in a page is the same body", () => {
  const body = bytes("trace.safetensors");
  assert.deepEqual(new Uint8Array(bytesOf(`\n${Buffer.from(body).toString("base64")}\n`)), new Uint8Array(body));
});

test("a tensor that is not float32 is refused, not misread", () => {
  const header = '{"a":{"dtype":"F64","shape":[1],"data_offsets":[0,8]}}';
  const body = new Uint8Array(8 + header.length + 8);
  body[0] = header.length;
  body.set(new TextEncoder().encode(header), 8);
  assert.throws(() => readSafetensors(body.buffer), /The tensor a is F64, not F32\./);
});

test("influences that Python wrote as safetensors read like the same as JSON, in double precision", () => {
  const influence = readInfluence(bytes("influence.safetensors"));
  const expected = json("influence.json");
  /** @param {number[][]} rows */
  const square = (rows) => ({ rows: 5, cols: 5, data: Float64Array.from(rows.flatMap((row) => [...row, ...Array(5 - row.length).fill(0)])) });
  assert.equal(influence.model, "made-up");
  assert.deepEqual(influence.targets, ["am", "a", null, "boy", "</s>"]);
  assert.deepEqual(influence.tokens, expected.tokens);
  assert.deepEqual(influence.products, square(expected.products));
  assert.deepEqual(influence.bounds, square(expected.bounds));
  assert.deepEqual(influence.wordGradient, square(expected.word_gradient));
  assert.deepEqual(Object.keys(influence.layers[0].norms).sort(), ["c_from_c", "h_from_h", "h_from_x"]);
  for (const name of ["c_from_c", "h_from_h", "h_from_x"]) assert.deepEqual(influence.layers[0].norms[name], square(expected.layers[0].norms[name]));
  for (const name of ["h", "c"]) assert.deepEqual(influence.layers[0].gradients[name], square(expected.layers[0].gradients[name]));
  assert.deepEqual(influence.layers[0].reach, expected.layers[0].reach);
});
