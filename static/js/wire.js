// The safetensors format: 8 bytes with the length n of the header, n bytes of JSON, then the arrays.
// https://github.com/huggingface/safetensors#format

/** @typedef {import("./types.js").Matrix} Matrix */
/** @typedef {import("./types.js").Trace} Trace */
/** @typedef {import("./types.js").LayerTrace} LayerTrace */
/** @typedef {import("./types.js").LayerWeights} LayerWeights */
/** @typedef {import("./types.js").Influence} Influence */
/** @typedef {{tensors: Map<string, Matrix | Float32Array>, metadata: Record<string, string>}} Body */

/** @param {ArrayBuffer} buffer @returns {Body} */
export const readSafetensors = (buffer) => read(buffer, "F32", floats);

/** @template {Float32Array | Float64Array} Data
 * @param {ArrayBuffer} buffer @param {string} type @param {(bytes: ArrayBuffer) => Data}  numbers
 * @returns {{tensors: Map<string, {rows: number, cols: number, data: Data} | Data>, metadata: Record<string, string>}} */
function read(buffer, type, numbers) {
  const length = Number(new DataView(buffer).getBigUint64(0, true));
  const { __metadata__: metadata = {}, ...entries } = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 8, length)));
  const tensors = new Map();
  for (const [name, { dtype, shape, data_offsets: [begin, end] }] of Object.entries(entries)) {
    if (dtype !== type) throw new TypeError(`The tensor ${name} is ${dtype}, not ${type}.`);
    const data = numbers(buffer.slice(8 + length + begin, 8 + length + end));
    tensors.set(name, shape.length === 2 ? { rows: shape[0], cols: shape[1], data } : data);
  }
  return { tensors, metadata };
}

/** The format is little-endian, and so is nearly every machine. */
const littleEndian = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1;

/** @param {ArrayBuffer} bytes */
function floats(bytes) {
  if (littleEndian) return new Float32Array(bytes);
  const view = new DataView(bytes);
  return Float32Array.from({ length: bytes.byteLength / 4 }, (_unused, index) => view.getFloat32(4 * index, true));
}

/** @param {ArrayBuffer} bytes */
function doubles(bytes) {
  if (littleEndian) return new Float64Array(bytes);
  const view = new DataView(bytes);
  return Float64Array.from({ length: bytes.byteLength / 8 }, (_unused, index) => view.getFloat64(8 * index, true));
}

/** @param {ArrayBuffer} buffer @returns {Influence} */
export function readInfluence(buffer) {
  const { tensors, metadata } = read(buffer, "F64", doubles);
  const { model, tokens, targets, reach } = JSON.parse(metadata.influences);
  const matrices = Object.fromEntries([...tensors].filter(([, tensor]) => "rows" in tensor));
  const layers = reach.map((/** @type {Influence["layers"][0]["reach"]} */ those, /** @type {number} */ layer) => ({
    norms: under(matrices, `layers.${layer}.norms.`), gradients: under(matrices, `layers.${layer}.gradients.`), reach: those,
  }));
  const { word_gradient: wordGradient, products, bounds } = matrices;
  return /** @type {Influence} */ ({ model, tokens, targets, layers, wordGradient, products, bounds });
}

/** What stands under a prefix, by the rest of its name. @template T @param {Record<string, T>} all @param {string} prefix */
function under(all, prefix) {
  const those = Object.entries(all).filter(([name]) => name.startsWith(prefix));
  return Object.fromEntries(those.map(([name, value]) => [name.slice(prefix.length), value]));
}

/** What an inert <script> of the page holds. @param {string} base64 @returns {ArrayBuffer} */
export const bytesOf = (base64) => Uint8Array.from(atob(base64.trim()), (letter) => letter.charCodeAt(0)).buffer;

/** @param {ArrayBuffer} buffer @returns {Trace} */
export function readTrace(buffer) {
  const { tensors, metadata } = readSafetensors(buffer);
  return { ...JSON.parse(metadata.trace), layers: layersOf(tensors, layerTrace) };
}

/** @param {ArrayBuffer} buffer @returns {import("./types.js").Check} */
export const checkOf = (buffer) => JSON.parse(readSafetensors(buffer).metadata.trace).check;

/** @param {ArrayBuffer} buffer @returns {LayerWeights[]} */
export const readWeights = (buffer) => layersOf(readSafetensors(buffer).tensors, (layer) => Object.fromEntries(layer));

/** The large weights under torch's names, with the words of their rows.
 * @param {ArrayBuffer} buffer @returns {{tensors: Record<string, Matrix | Float32Array>, words: string[]}} */
export function readLarge(buffer) {
  const { tensors, metadata } = readSafetensors(buffer);
  /** @type {Record<string, {torch_name: string}>} */
  const about = JSON.parse(metadata.weights);
  const large = Object.entries(about).filter(([place]) => !place.startsWith("layers."));
  const named = large.map(([place, { torch_name }]) => [torch_name, tensors.get(place)]);
  return { tensors: Object.fromEntries(named), words: JSON.parse(metadata.words) };
}

/** Splits `layers.0.h` into a layer and a name. @template T
 * @param {Body["tensors"]} tensors @param {(layer: Body["tensors"]) => T} make @returns {T[]} */
function layersOf(tensors, make) {
  /** @type {Body["tensors"][]} */
  const layers = [];
  for (const [path, tensor] of tensors) {
    const [, layer, name] = /^layers\.(\d+)\.(.+)$/.exec(path) ?? [];
    if (name) (layers[Number(layer)] ??= new Map()).set(name, tensor);
  }
  return layers.map(make);
}

/** @param {Body["tensors"]} layer @returns {LayerTrace} */
function layerTrace(layer) {
  /** @type {LayerTrace} */
  const trace = { initial: {}, values: {} };
  for (const [name, tensor] of layer) {
    if (tensor instanceof Float32Array) trace.initial[name.replace("initial.", "")] = tensor;
    else trace.values[name] = tensor;
  }
  return trace;
}
