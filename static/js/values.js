// The numbers of a strip: signed products of symbols and biases, added up unit by unit. Pure.
//
//   complement  1 minus it, as in (1 − z)∘n

/** @typedef {import("./types.js").Trace} Trace */
/** @typedef {import("./types.js").Term} Term */
/** @typedef {import("./types.js").Factor} Factor */
/** @typedef {import("./types.js").LayerWeights} LayerWeights */

/** The numbers of a strip at t, (H,); a symbol's own are not copied.
 * @param {{terms: Term[]}} strip @param {Trace} trace @param {LayerWeights} weights @param {number} layer
 * @param {number} t @returns {Float32Array} */
export function stripValues({ terms }, trace, weights, layer, t) {
  const of = (/** @type {Factor} */ { name, lag }) => {
    const weight = weights[name];
    if (weight) return "data" in weight ? weight.data : weight;
    return symbolValues(trace, layer, name, t - lag);
  };
  const [{ sign, factors: [first] }] = terms;
  if (terms.length === 1 && terms[0].factors.length === 1 && sign > 0 && !first.complement) return of(first);
  return summed(terms, of);
}

/** @param {Term[]} terms @param {(factor: Factor) => Float32Array} of @returns {Float32Array} (size,) */
export function summed(terms, of) {
  const products = terms.map(({ sign, factors }) => ({ sign, factors: factors.map((factor) => ({ values: of(factor), from: factor.complement ? 1 : 0, by: factor.complement ? -1 : 1 })) }));
  const size = products[0]?.factors[0]?.values.length ?? 0;
  return Float32Array.from({ length: size }, (_, i) => products.reduce(
    (sum, { sign, factors }) => sum + factors.reduce((product, { values, from, by }) => product * (from + by * values[i]), sign), 0,
  ));
}

/** A symbol at t, (size,); time stamp −1 is what the network was given to begin with.
 * @param {Trace} trace @param {number} layer @param {string} name @param {number} t @returns {Float32Array} */
export function symbolValues(trace, layer, name, t) {
  const { initial, values } = trace.layers[layer];
  if (t < 0) return initial[name];
  const { cols, data } = values[name];
  return data.subarray(t * cols, (t + 1) * cols);
}
