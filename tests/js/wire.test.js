import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { bytesOf, readSafetensors, readTrace, readWeights } from "../../static/js/wire.js";

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
