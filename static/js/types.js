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
 * @property {Phi | null} phi        what squashes it; null where it is no squash */

/** @typedef {{t: number, text: string, id: number, known: boolean}} Token */
/** @typedef {{token: string, probability: number}} Prediction */
/** @typedef {{t: number, top: Prediction[], surprisal: number | null, why: string | null}} Output */

/** `initial` is time stamp −1; `values` holds one matrix (T, size) for each symbol.
 * @typedef {{initial: Record<string, Float32Array>, values: Record<string, Matrix>}} LayerTrace */

/** Which of several: one, the first and the last, or "all".
 * @typedef {number | [number, number] | "all"} Span */

/** A part of a trace that was overwritten. @typedef {{t: Span, layer: number, symbol: string, unit: Span, value: number}} Edit */

/** What is to be otherwise; interventions.js writes it in links.
 * @typedef {{kind: "edit", symbol: string, t: Span, unit: Span, value: number, layer: number}
 *   | {kind: "forget", t: number}
 *   | {kind: "instead", t: number, word: string}
 *   | {kind: "from", text: string}} Intervention
 * forget: all that was read before t; instead: another word at t; from: the sentence whose last state is h(−1) */

/** @typedef {object} Check
 * @property {string} against
 * @property {string[]} symbols
 * @property {number} values
 * @property {number} [edited]  how many were left out, for an edit set them
 * @property {number} tolerance
 * @property {number} max_abs_difference */

/** @typedef {object} Trace
 * @property {string} model
 * @property {Token[]} tokens
 * @property {Symbol[]} symbols
 * @property {LayerTrace[]} layers
 * @property {Output[]} outputs
 * @property {Check} [check]
 * @property {boolean} [begins]  whether the last word, unknown as it stands, begins one that is known; where that was asked
 * @property {Edit[]} [edits]  what was overwritten */

/** W (H, D), U (H, H), b_ih (H,), b_hh (H,) of the vanilla cell; other cells carry other names.
 * @typedef {Record<string, Matrix | Float32Array>} LayerWeights */

/** A figure with its 95 % interval. @typedef {{value: number, low: number, high: number}} Interval */

/** What one property of the text has to do with a single unit, measured on held-out sentences.
 * @typedef {object} Finding
 * @property {string} name
 * @property {string} thing      what the unit follows
 * @property {string} rule       when the property holds
 * @property {string} figure     "AUC" or "Spearman’s ρ"
 * @property {number} unit
 * @property {number} sign       −1 where the unit is low with the property
 * @property {Interval} value
 * @property {Interval | null} probe  of the whole state
 * @property {{tokens: string[]}[]} examples */

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
 * @property {"words" | "characters"} reads  what one token is
 * @property {{traces: number, influences: number, omissions: number}} limits  how many tokens a sentence may have
 * @property {number} parameters
 * @property {Record<string, unknown>} corpus
 * @property {string} license
 * @property {Record<string, unknown>} metrics
 * @property {Record<string, number>} ranges   per symbol, the 99.5th percentile of |value| on the validation set
 * @property {Record<string, unknown>} training
 * @property {Symbol[]} symbols
 * @property {Phi} phi
 * @property {WeightPlace[]} weights
 * @property {boolean} [bank]  whether the server has states of it, with their contexts */

/** The directions along which the states of a network vary most.
 * @typedef {object} Components
 * @property {string} model
 * @property {number} states              how many they were computed from
 * @property {number[]} mean              H numbers
 * @property {number[][]} components      three, H numbers each
 * @property {number[]} explained_variance
 * @property {[number, number, number][]} cloud  where some states lie along them
 * @property {string} attribution */

/** A held-out text, the time stamp in it at which the state is similar, and how far apart the two lie.
 * @typedef {{tokens: string[], t: number, distance: number, known: boolean}} Context */

/** What is shown of the path of the hidden state, besides that of the sentence.
 * @typedef {object} Walk
 * @property {string} second              a second sentence; "" for none
 * @property {[number, number] | null} turn  degrees that the space is turned; null for the plane
 * @property {Components | null} components
 * @property {{text: string, trace: Trace} | null} other  the second sentence, read
 * @property {{trace: Trace, nearest: {t: number, contexts: Context[]}[]} | null} near
 * @property {Record<string, string>} problems  what could not be had: of the components, the other, the near */

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

/** The activation function, as the cell describes it; its slope is written in terms of h alone, and once more as the
 * factors of 1, h, h², …; `curve` holds points (a, φ(a)), by rising a.
 * @typedef {{name: string, label: string, range: [number, number], slope: string, powers: number[], curve: [number, number][]}} Phi */

/** Row-major like Matrix, in double precision: an influence can be smaller than float32 can tell from 0.
 * @typedef {{rows: number, cols: number, data: Float64Array}} Doubles */

/** How far back the memory of a sentence reaches. Each matrix (T, T): row t, column s, 0 where s > t.
 * @typedef {object} Influence
 * @property {string} model
 * @property {Token[]} tokens
 * @property {(string | null)[]} targets   the token at t+1; null where none came or it is unknown
 * @property {{norms: Record<string, Doubles>, gradients: Record<string, Doubles>,
 *   reach: Record<string, (number | null)[]>}[]} layers
 * @property {Doubles} wordGradient        ‖∂ ln p(token t+1)/∂x(s)‖
 * @property {Doubles} products            ‖J(t) ⋯ J(s+1)‖
 * @property {Doubles} bounds              ‖J(t)‖ ⋯ ‖J(s+1)‖ */

/** @typedef {{token: string, before: number, after: number | null}} Pair */
/** What the network says with one word deleted (`instead` null) or replaced, as the API serves it.
 * @typedef {object} Omission
 * @property {string} model
 * @property {Token[]} tokens
 * @property {number} s
 * @property {Token | null} instead
 * @property {{t: number, token: string | null, before: number | null, after: number | null, change: number | null,
 *   top: Pair[]}[]} outputs
 * @property {(number | null)[][]} changes  row t holds those of s = 0 … t */

/** What the page Memory shows besides the sentence.
 * @typedef {object} Memory
 * @property {string} block            "h_from_h", "c_from_c", "h_from_x", or "word_gradient"
 * @property {number | null} layer     null for the last
 * @property {string} path             the symbol whose gradient is followed back: "h", "c"
 * @property {string | null} against   the id of a second model
 * @property {number} omitted          the word that is done without
 * @property {string | null} instead   what stands in its place; null where it is deleted
 * @property {Influence | null} influence
 * @property {Influence | null} other  that of the second model
 * @property {Omission | null} omission
 * @property {Record<string, string>} problems  what could not be had: of the influence, the other, the omission */

/** What the page Compare shows beside the sentence.
 * @typedef {object} Beside
 * @property {string | null} model   the id of the other model; null for the usual one
 * @property {Partial<Record<BesidePart, {question: string, value: any}>>} answers  with what each was asked
 * @property {Partial<Record<BesidePart, string>>} problems  what could not be had
 * @property {{model: string | null, second: string} | null} last  what was compared last, which stays on screen until more is there
 * @property {"one" | "other"} on     whose unit is pinned, where the two are different networks
 * @property {boolean} typing        the caret stands right behind the last word of the second sentence */

/** @typedef {"trace" | "comparison" | "one" | "other"} BesidePart  the last two are influences */

/** Two readings side by side, as the API serves them.
 * @typedef {object} Comparison
 * @property {{model: string, tokens: Token[]}} one
 * @property {{model: string, tokens: Token[]}} other
 * @property {boolean} corresponds   whether unit i of one is unit i of the other
 * @property {{t: number, divergence: number | null, distance: number | null, one: number | null, other: number | null,
 *   top: {token: string, one: number | null, other: number | null}[]}[]} stamps  one, other: surprisals, in nats */

/** What the pointer or the focus is on.
 * @typedef {{kind: "cell", symbol: string, t: number, unit: number, side?: "one" | "other", follows?: boolean}
 *   | {kind: "weight", name: string, names?: string[]}
 *   | {kind: "symbol", name: string, lag: number}
 *   | {kind: "term", weight: string, index: number, unit: number}
 *   | {kind: "dimension", dim: number, t: number}
 *   | {kind: "word", token: string, t: number}
 *   | {kind: "stamp", t: number}
 *   | {kind: "influence", s: number, t: number}} Hover  a cell that follows is at whatever time stamp is current
 * a term is weight[unit, index] times the number `index` of what that weight multiplies; a dimension is one of x(t) */

/** What a link can ask for; what it leaves out is at its default.
 * @typedef {{model?: string, text?: string, t?: number, unit?: number, word?: string, dim?: number, symbol?: string,
 *   fold?: Fold, weight?: string, order?: Order, gate?: string, of?: string, sought?: string, line?: number, shape?: Shape, all?: string, tables?: string, speed?: number,
 *   block?: string, layer?: number, path?: string, against?: string, omit?: number, swap?: string, with?: string, on?: "other",
 *   second?: string, turn?: [number, number], interventions?: Intervention[], refused?: string}} Wishes  refused: the first intervention that makes no sense */

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
 * @property {number | null} [layer]  null for a word
 * @property {Answer | null} answer  null where it could not be had
 * @property {string | null} problem */

/** @typedef {{torch: number, difference: number, oracle?: string, edited?: {edit: number, equation: number} | null, terms?: {index: number, weight: number}[], bias?: number,
 *   log_sum_exp?: number}} Answer */

/** Everything that the page shows. It is never changed in place: a change returns another State.
 * @typedef {object} State
 * @property {Card[]} models
 * @property {Record<string, Finding[]>} findings  by the model's id, what its units follow
 * @property {Card} model             the model of `trace`
 * @property {string} asked           the id of the model asked for; differs from model.id only while it is on its way
 * @property {LayerWeights[]} weights one for each layer of `model`
 * @property {Trace} trace            the last sentence that was traced
 * @property {string} traced          the text of `trace`
 * @property {Intervention[]} interventions  what is to be otherwise
 * @property {Intervention[] | null} waiting  all of them before a word that is being typed took some along; they come back with it
 * @property {Intervention[] | null} kept  what a page that alters nothing keeps in its links for those that do; null on those
 * @property {Intervention[]} applied what is otherwise in `trace`; differs while the altered trace is on its way
 * @property {Trace | null} original  the sentence without interventions; null where there are none
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
 * @property {string | null} of       the symbol whose pinned unit is derived; null for the last one
 * @property {string | null} sought   the word looked up in an opened large weight; null for the current word
 * @property {Fetched | null} fetched what the opened weights needed so far
 * @property {number} line            the line of the loop that ran last within the current time stamp
 * @property {Check | null} check     how far `trace` lies from torch; null as long as it was not compared
 * @property {string | null} unchecked  a sentence on why it could not be compared
 * @property {Shape} shape
 * @property {string | null} all      the weight whose terms are all listed, rather than the largest
 * @property {string} tables        whose values are shown as numbers too: "", "heatmap", "derivation", or both with a comma
 * @property {Memory} memory
 * @property {Walk} walk
 * @property {Beside} beside
 * @property {number} longer          time stamps of the sentence beside; 0 where none is compared
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
