// Where a number comes from, on the weights that are shipped: every unit of every symbol that can be pinned, in every
// layer of every network of words, against loops written apart from the derivation.

import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { layerShown } from "../../static/js/layers.js";
import { unitPinned } from "../../static/js/state.js";
import { derivationOf } from "../../static/js/views/derivation/terms.js";
import { readSafetensors, readTrace } from "../../static/js/wire.js";
import { layersOver, matrix, PHI } from "./loops.js";
import { card, PHIS, randoms, stateOf, symbols as vanilla } from "./made.js";

/** @typedef {import("../../static/js/types.js").LayerWeights} LayerWeights */
/** @typedef {import("../../static/js/types.js").Matrix} Matrix */
/** @typedef {import("../../static/js/types.js").State} State */

const SHIPPED = new URL("../../model/weights/", import.meta.url);
const WORDS = 6;
/** Each cell's gates, in the order of torch's rows. @type {Record<string, string>} */
const GATES = { rnn: "", gru: "rzn", lstm: "ifgo" };

/** @param {URL} file */
const bytesOf = (file) => Uint8Array.from(readFileSync(file)).buffer;
/** @param {string} id @param {string} name */
const jsonOf = (id, name) => JSON.parse(readFileSync(new URL(`${id}/${name}.json`, SHIPPED), "utf8"));

const shipped = readdirSync(SHIPPED)
  .filter((id) => existsSync(new URL(`${id}/card.json`, SHIPPED)))
  .filter((id) => jsonOf(id, "vocabulary").kind !== "characters");

/** The weights of a layer by the page's names, cut from torch's. @param {Map<string, Matrix | Float32Array>} tensors
 * @param {string} gates @param {number} layer @param {number} H @returns {LayerWeights} */
function weightsOf(tensors, gates, layer, H) {
  const [W, U] = ["weight_ih", "weight_hh"].map((name) => /** @type {Matrix} */ (tensors.get(`rnn.${name}_l${layer}`)));
  const [b_ih, b_hh] = ["bias_ih", "bias_hh"].map((name) => /** @type {Float32Array} */ (tensors.get(`rnn.${name}_l${layer}`)));
  if (gates === "") return { W, U, b_ih, b_hh };
  const rows = (/** @type {Matrix} */ { cols, data }, /** @type {number} */ at) => matrix(data.slice(at * H * cols, (at + 1) * H * cols), cols);
  const named = [...gates].map((g, at) => ({
    [`W_${g}`]: rows(W, at), [`U_${g}`]: rows(U, at),
    [`b_i${g}`]: b_ih.slice(at * H, (at + 1) * H), [`b_h${g}`]: b_hh.slice(at * H, (at + 1) * H),
  }));
  return Object.assign({}, ...named);
}

/** A cell as Python describes it, with the sizes of a network. @param {{cell: string, activation: string, embedding_dim: number, hidden_size: number}} card */
function symbolsOf({ cell, activation, embedding_dim: D, hidden_size: H }) {
  const described = cell === "rnn"
    ? vanilla.map((symbol) => ({ ...symbol, phi: symbol.phi && PHIS[/** @type {"tanh"} */ (activation)] }))
    : readTrace(bytesOf(new URL(`fixtures/${cell}.trace.safetensors`, import.meta.url))).symbols;
  return described.map((symbol) => ({ ...symbol, size: symbol.kind === "input" ? D : H }));
}

/** A network that has read random words. @param {string} id @returns {State} */
function readBy(id) {
  const model = { ...card, ...jsonOf(id, "card") };
  const { tensors } = readSafetensors(bytesOf(new URL(`${id}/model.safetensors`, SHIPPED)));
  const E = /** @type {Matrix} */ (tensors.get("embedding.weight"));
  const next = randoms(11);
  const ids = Array.from({ length: WORDS }, () => Math.floor(E.rows * next()));
  const x = matrix(Float32Array.from(ids.flatMap((row) => [...E.data.subarray(row * E.cols, (row + 1) * E.cols)])), E.cols);
  const { cell, activation, hidden_size: H, num_layers: count } = model;
  const weights = Array.from({ length: count }, (_each, layer) => weightsOf(tensors, GATES[cell], layer, H));
  const symbols = symbolsOf(model);
  const state = stateOf(ids.map(String));
  const layers = layersOver({ cell, activation, layers: weights, H }, x);
  return { ...state, model: { ...model, symbols }, weights, trace: { ...state.trace, symbols, layers } };
}

/** @param {number} actual @param {number} expected @param {string} of */
const near = (actual, expected, of) => assert.ok(Math.abs(actual - expected) < 1e-5 * Math.max(1, Math.abs(expected)), `${of}: ${actual}, not ${expected}`);

/** One pinned unit. @param {State} state @param {import("../../static/js/types.js").Symbol} symbol @param {number} layer @param {string} of */
function assertDerived(state, symbol, layer, of) {
  const { values } = state.trace.layers[layer];
  const unit = /** @type {number} */ (state.unit);
  const held = (/** @type {string} */ name) => values[name].data[state.t * values[name].cols + unit];
  const { symbol: told, argument, groups, sum, value } = derivationOf(state, unit);
  assert.equal(told.name, symbol.name);
  near(value, held(symbol.name), of);
  near(sum, held((argument ?? symbol).name), `the sum of ${of}`);
  if (argument) near(PHI[symbol.phi?.name ?? ""](sum), held(symbol.name), `φ of ${of}`);
  for (const { role, total, terms } of groups) {
    near(terms.reduce((all, { product }) => all + product, 0), total, `the terms of ${of}`);
    if (role === "input") near(total, held(argument?.terms.flatMap(({ factors }) => factors).find(({ name }) => name.startsWith("Wx"))?.name ?? ""), `W x of ${of}`);
  }
}

test("there are shipped networks of each cell to hold the derivations against", () => {
  const cells = new Set(shipped.map((id) => jsonOf(id, "card").cell));
  assert.deepEqual([...cells].sort(), Object.keys(GATES).sort());
  assert.ok(shipped.some((id) => jsonOf(id, "card").num_layers > 1));
});

for (const id of shipped) {
  test(`every unit of every symbol adds up in random words read by the shipped ${id}`, () => {
    const read = readBy(id);
    const { symbols } = read.trace;
    for (const { name } of symbols) assert.ok(name in read.trace.layers[0].values, `the loop works out ${name}`);
    const pinnable = symbols.filter(({ kind }) => kind === "squash" || kind === "mix");
    for (let layer = 0; layer < read.model.num_layers; layer += 1) {
      const shown = layerShown(layer)(read);
      for (const symbol of pinnable) {
        for (let t = 0; t < WORDS; t += 1) {
          for (let unit = 0; unit < read.model.hidden_size; unit += 1) {
            assertDerived(unitPinned(unit, t, symbol.name)(shown), symbol, layer, `layer ${layer}, ${symbol.name}(${t})[${unit}]`);
          }
        }
      }
    }
  });
}
