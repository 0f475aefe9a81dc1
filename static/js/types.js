// Types only, the mirror of app/schemas.py and of the state of the page. Nothing here runs.
//
//   t    a time stamp, 0 … T−1; row t of every matrix is time stamp t
//   T    the number of time stamps, one for each token of the sentence
//   D    numbers in x(t)
//   H    units of the hidden state h(t)

/** Row-major: element (row, column) is `data[row * cols + column]`.
 * @typedef {{rows: number, cols: number, data: Float32Array}} Matrix */

/** @typedef {{name: string, lag: number}} Factor  lag 1 is the previous time stamp */
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
 * @property {Term[]} terms */

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
 * @property {Symbol[]} symbols */

/** What the pointer or the focus is on.
 * @typedef {{kind: "cell", symbol: string, t: number, unit: number}
 *   | {kind: "weight", name: string}
 *   | {kind: "symbol", name: string, lag: number}} Hover */

/** What a link can ask for; what it leaves out is at its default.
 * @typedef {{model?: string, text?: string, t?: number, unit?: number, symbol?: string, speed?: number}} Wishes */

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
 * @property {string} symbol          the symbol that the heatmap shows
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
