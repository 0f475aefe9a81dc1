// The recurrences in plain loops and in float64, as the textbooks write them: apart from model/cells, and from the views
// that they hold to account. A sentence is kept in float32, as the server does.
//
//   x, h, c  (D,), (H,), (H,)  what a layer reads, its hidden state, its cell state
//   w        a layer's weights, by the page's names; those of a gate g are W_g, U_g, b_ig, b_hg
//   σ        the logistic sigmoid

/** @typedef {import("../../static/js/types.js").LayerWeights} LayerWeights */
/** @typedef {import("../../static/js/types.js").LayerTrace} LayerTrace */
/** @typedef {import("../../static/js/types.js").Matrix} Matrix */
/** @typedef {import("../../static/js/types.js").Symbol} Symbol */
/** @typedef {Record<string, Float64Array>} Vectors  symbols of one time stamp, each (H,) */
/** @typedef {(w: LayerWeights, x: ArrayLike<number>, before: Vectors, phi: (a: number) => number) => Vectors} Step */

const σ = (/** @type {number} */ a) => 1 / (1 + Math.exp(-a));

/** The activation functions by name. @type {Record<string, (a: number) => number>} */
export const PHI = { tanh: Math.tanh, sigmoid: σ };

/** @param {Float32Array} data @param {number} cols @returns {Matrix} */
export const matrix = (data, cols) => ({ rows: data.length / cols, cols, data });

/** @param {LayerWeights} w @param {string} name @param {ArrayLike<number>} vector @returns {Float64Array} (H,) */
function times(w, name, vector) {
  const { rows, cols, data } = /** @type {Matrix} */ (w[name]);
  const product = new Float64Array(rows);
  for (let i = 0; i < rows; i += 1) for (let j = 0; j < cols; j += 1) product[i] += data[i * cols + j] * vector[j];
  return product;
}

/** @param {LayerWeights} w @param {string} g @param {number} i */
const bias = (w, g, i) => /** @type {Float32Array} */ (w[g])[i];

/** What a gate's φ squashes, where `share` of what comes from memory enters. @param {LayerWeights} w @param {string} g
 * @param {ArrayLike<number>} x @param {Vectors} before @param {(a: number) => number} phi @param {Float64Array | null} share
 * @returns {Vectors} */
function gate(w, g, x, { h }, phi, share = null) {
  const [Wx, Uh] = [times(w, `W_${g}`, x), times(w, `U_${g}`, h)];
  const a = Wx.map((of, i) => of + bias(w, `b_i${g}`, i) + (share ? share[i] : 1) * (Uh[i] + bias(w, `b_h${g}`, i)));
  return { [`Wx_${g}`]: Wx, [`Uh_${g}`]: Uh, [`a_${g}`]: a, [g]: a.map(phi) };
}

/** One time stamp of one layer, by the type of its cell. @type {Record<string, Step>} */
export const STEPS = {
  rnn(w, x, { h }, phi) {
    const [Wx, Uh] = [times(w, "W", x), times(w, "U", h)];
    const a = Wx.map((of, i) => of + bias(w, "b_ih", i) + Uh[i] + bias(w, "b_hh", i));
    return { Wx, Uh, a, h: a.map(phi) };
  },
  gru(w, x, before, phi) {
    const [r, z] = [gate(w, "r", x, before, σ), gate(w, "z", x, before, σ)];
    const n = gate(w, "n", x, before, phi, r.r);
    const zh = z.z.map((share, i) => share * before.h[i]);
    return { ...r, ...z, ...n, zh, h: n.n.map((proposed, i) => (1 - z.z[i]) * proposed + zh[i]) };
  },
  lstm(w, x, before, phi) {
    const [i, f, g, o] = [gate(w, "i", x, before, σ), gate(w, "f", x, before, σ), gate(w, "g", x, before, phi), gate(w, "o", x, before, σ)];
    const c = f.f.map((kept, unit) => kept * before.c[unit] + i.i[unit] * g.g[unit]);
    const squashed = c.map(phi);
    return { ...i, ...f, ...g, ...o, c, tanh_c: squashed, h: squashed.map((value, unit) => o.o[unit] * value) };
  },
};

/** A layer over a whole sentence. @param {Step} step @param {LayerWeights} w @param {Matrix} x (T, D) @param {number} H
 * @param {(a: number) => number} phi @returns {LayerTrace} */
function layerOver(step, w, x, H, phi) {
  const initial = { h: new Float64Array(H), c: new Float64Array(H) };
  /** @type {Vectors} */
  let before = initial;
  /** @type {LayerTrace} */
  const { values } = { initial: {}, values: { x } };
  for (let t = 0; t < x.rows; t += 1) {
    before = step(w, x.data.subarray(t * x.cols, (t + 1) * x.cols), before, phi);
    for (const [name, vector] of Object.entries(before)) (values[name] ??= matrix(new Float32Array(x.rows * H), H)).data.set(vector, t * H);
  }
  return { initial: { h: new Float32Array(H), ...("c" in values ? { c: new Float32Array(H) } : {}) }, values };
}

/** All layers over a sentence, each reading the states of the one below. @param {{cell: string, activation: string, layers: LayerWeights[], H: number}} network
 * @param {Matrix} x (T, D) @returns {LayerTrace[]} */
export function layersOver({ cell, activation, layers, H }, x) {
  /** @type {LayerTrace[]} */
  const read = [];
  for (const w of layers) read.push(layerOver(STEPS[cell], w, read.at(-1)?.values.h ?? x, H, PHI[activation]));
  return read;
}
