// The safetensors format: 8 bytes with the length n of the header, n bytes of JSON, then the arrays.
// https://github.com/huggingface/safetensors#format

/** @typedef {import("./types.js").Matrix} Matrix */
/** @typedef {import("./types.js").Trace} Trace */
/** @typedef {import("./types.js").LayerTrace} LayerTrace */
/** @typedef {import("./types.js").LayerWeights} LayerWeights */
/** @typedef {{tensors: Map<string, Matrix | Float32Array>, metadata: Record<string, string>}} Body */

/** @param {ArrayBuffer} buffer @returns {Body} */
export function readSafetensors(buffer) {
  const length = Number(new DataView(buffer).getBigUint64(0, true));
  const { __metadata__: metadata = {}, ...entries } = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 8, length)));
  const tensors = new Map();
  for (const [name, { dtype, shape, data_offsets: [begin, end] }] of Object.entries(entries)) {
    if (dtype !== "F32") throw new TypeError(`The tensor ${name} is ${dtype}, not F32.`);
    const data = floats(buffer.slice(8 + length + begin, 8 + length + end));
    tensors.set(name, shape.length === 2 ? { rows: shape[0], cols: shape[1], data } : data);
  }
  return { tensors, metadata };
}

/** The format is little-endian, and so is nearly every machine. @param {ArrayBuffer} bytes */
function floats(bytes) {
  if (new Uint8Array(Uint32Array.of(1).buffer)[0] === 1) return new Float32Array(bytes);
  const view = new DataView(bytes);
  return Float32Array.from({ length: bytes.byteLength / 4 }, (_unused, index) => view.getFloat32(4 * index, true));
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
