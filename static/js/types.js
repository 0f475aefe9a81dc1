// Types only, the mirror of app/schemas.py and of the state of the page. Nothing here runs.
//
//   t    a time stamp, 0 … T−1; row t of every matrix is time stamp t
//   T    the number of time stamps, one for each token of the sentence
//   D    numbers in x(t)
//   H    units of the hidden state h(t)

/** Row-major: element (row, column) is `data[row * cols + column]`.
 * @typedef {{rows: number, cols: number, data: Float32Array}} Matrix */

/** @typedef {{name: string, lag: number, complement?: boolean}} Factor  lag 1 is the previous time stamp; complement is 1 minus it */
/** @typedef {{sign: number, factors: Factor[]}} Term */

/** One named quantity of a cell, as the cell describes itself.
 * @typedef {object} Symbol
 * @property {string} name           "x", "Wx", "Uh", "a", "h"
 * @property {string} label          a few words for people
 * @property {string} equation       "h(t) = tanh(a(t))"
 * @property {[number, number] | null} range   null where unbounded
 * @property {string | null} torch_name
 * @property {"input" | "affine" | "squash" | "mix"} kind
 * @property {number} size           D or H
 * @property {Term[]} terms
 * @property {string} code           the line of PyTorch that computes it; empty where another symbol's line does
 * @property {Phi | null} [phi]       of a squash, its own activation function */

/** @typedef {{t: number, text: string, id: number, known: boolean}} Token */
/** @typedef {{token: string, probability: number}} Prediction */
/** @typedef {{t: number, top: Prediction[], surprisal: number | null, why: string | null}} Output */

/** `initial` is time stamp −1; `values` holds one matrix (T, size) for each symbol.
 * @typedef {{initial: Record<string, Float32Array>, values: Record<string, Matrix>}} LayerTrace */

/** @typedef {object} Check
 * @property {string} against
 * @property {string[]} symbols
 * @property {number} values
 * @property {number} tolerance
 * @property {number} max_abs_difference */

/** @typedef {object} Trace
 * @property {string} model
 * @property {Token[]} tokens
 * @property {Symbol[]} symbols
 * @property {LayerTrace[]} layers
 * @property {Output[]} outputs
 * @property {Check} [check] */

/** W (H, D), U (H, H), b_ih (H,), b_hh (H,) of the vanilla cell; other cells carry other names.
 * @typedef {Record<string, Matrix | Float32Array>} LayerWeights */

/** A model's card, as the API serves it.
 * @typedef {object} Card
 * @property {string} id
 * @property {string} title
 * @property {string} task
 * @property {string} cell
 * @property {string} activation
 * @property {number} embedding_dim
 * @property {number} hidden_size
 * @property {number} num_layers
 * @property {number} vocab_size
 * @property {number} parameters
 * @property {Record<string, unknown>} corpus
 * @property {string} license
 * @property {Record<string, unknown>} metrics
 * @property {Record<string, number>} ranges   per symbol, the 99.5th percentile of |value| on the validation set
 * @property {Record<string, unknown>} training
 * @property {Symbol[]} symbols
 * @property {Phi} phi
 * @property {WeightPlace[]} weights */

/** A weight by our name after its layer, "layers.0.U", and by torch's.
 * @typedef {{place: string, torch_name: string, shape: number[]}} WeightPlace */

/** What the numbers of one weight amount to, as the API serves it; null where its kind has none.
 * @typedef {object} Statistics
 * @property {string} torch_name
 * @property {number} mean
 * @property {number} standard_deviation
 * @property {number} max_abs
 * @property {number | null} largest_singular_value
 * @property {number | null} spectral_radius
 * @property {{re: number, im: number}[] | null} eigenvalues  by falling modulus
 * @property {number[] | null} row_norms
 * @property {number[] | null} column_norms
 * @property {number[] | null} row_order     by similarity
 * @property {number[] | null} column_order */

/** What was fetched of one model for the weights view, under torch's names; `words` are those of the rows of the
 * large weights, in their commonest spelling; `problems` say what could not be had, "" where it came after all.
 * @typedef {{model: string, words: string[], tensors: Record<string, Matrix | Float32Array>,
 *   statistics: Record<string, Statistics>, problems: Record<string, string>}} Fetched */

/** The activation function, as the cell describes it; its slope is written in terms of h alone.
 * @typedef {{name: string, label: string, range: [number, number], slope: string}} Phi */

/** What the pointer or the focus is on.
 * @typedef {{kind: "cell", symbol: string, t: number, unit: number}
 *   | {kind: "weight", name: string}
 *   | {kind: "symbol", name: string, lag: number}
 *   | {kind: "term", weight: string, index: number, unit: number}
 *   | {kind: "dimension", dim: number, t: number}
 *   | {kind: "word", token: string, t: number}} Hover
 * a term is weight[unit, index] times the number `index` of what that weight multiplies; a dimension is one of x(t) */

/** What a link can ask for; what it leaves out is at its default.
 * @typedef {{model?: string, text?: string, t?: number, unit?: number, word?: string, dim?: number, symbol?: string,
 *   fold?: Fold, weight?: string, order?: Order, gate?: string, layer?: number, of?: string, sought?: string, line?: number, shape?: Shape, all?: string, speed?: number}} Wishes */

/** @typedef {"unrolled" | "rolled"} Fold */
/** @typedef {"bars" | "perceptron"} Shape  how a pinned unit's terms are drawn */
/** @typedef {"index" | "similarity"} Order  of the rows and columns of an opened weight */

/** How the server derives one number: torch's own value of it, and, of a word, its row of the output weight.
 * @typedef {object} Derived
 * @property {string} model
 * @property {Trace} trace         what it was asked about
 * @property {number} t
 * @property {string | null} symbol
 * @property {number | null} unit
 * @property {string | null} word
 * @property {Answer | null} answer  null where it could not be had
 * @property {string | null} problem */

/** @typedef {{torch: number, difference: number, oracle?: string, terms?: {index: number, weight: number}[], bias?: number,
 *   log_sum_exp?: number}} Answer */

/** Everything that the page shows. It is never changed in place: a change returns another State.
 * @typedef {object} State
 * @property {Card[]} models
 * @property {Card} model             the model of `trace`
 * @property {string} asked           the id of the model asked for; differs from model.id only while it is on its way
 * @property {LayerWeights[]} weights one for each layer of `model`
 * @property {Trace} trace            the last sentence that was traced
 * @property {string} traced          the text of `trace`
 * @property {string} text            what stands in the input; differs from `traced` while its trace is on its way
 * @property {Wishes | null} wishes   what a link asks for, waiting for the trace of its sentence
 * @property {number} t               the current time stamp, 0 for the empty sentence
 * @property {number | null} unit     the pinned unit
 * @property {string | null} word     the pinned output word, as outputs[t].top names it
 * @property {number | null} dim      the pinned dimension of x(t)
 * @property {string} symbol          the symbol that the heatmap shows
 * @property {Fold} fold              how the network is drawn
 * @property {string | null} weight   the weight that is opened: "W", "b_ih", …, "output.weight", "embedding.weight"
 * @property {Order} order
 * @property {string | null} gate     the gate whose own line the open cell shows; null for all of them
 * @property {number | null} layer    the layer that is shown, 0 next to the input; null for the top one
 * @property {string | null} of       the symbol whose pinned unit is derived; null for the last one
 * @property {string | null} sought   the word looked up in an opened large weight; null for the current word
 * @property {Fetched | null} fetched what the opened weights needed so far
 * @property {number} line            the line of the loop that ran last within the current time stamp
 * @property {Check | null} check     how far `trace` lies from torch; null as long as it was not compared
 * @property {string | null} unchecked  a sentence on why it could not be compared
 * @property {Shape} shape
 * @property {string | null} all      the weight whose terms are all listed, rather than the largest
 * @property {Derived | null} derived what the server last answered about a pinned unit or word
 * @property {Hover | null} hover
 * @property {boolean} playing
 * @property {number} speed           words a second
 * @property {string | null} problem  a sentence about what went wrong
 * @property {boolean} typing         the caret stands right behind the last word of the input
 * @property {boolean} unfinished     the last token is still being typed and begins some known word
 * @property {"light" | "dark"} theme */

/** @typedef {(state: State) => State} Change  returns the same object where it alters nothing */
/** @typedef {"push" | "replace"} History      how the change enters the browser's history; "replace" where left out */
/** @typedef {(change: Change, history?: History) => void} Update */
/** @typedef {(state: State) => void} Render */
/** @typedef {{id: string, title: string, mount: (root: HTMLElement, update: Update) => Render}} View */

export {};
