// What the panel tells, chosen by what is pinned: a unit, a likely next word, a dimension of x(t), or nothing. Pure.

import { valueAt } from "../../phi.js";
import { probability } from "../../scale.js";
import { _ } from "../../texts.js";
import { dimensionOf } from "./dimension.js";
import { isMixed } from "./factors.js";
import { axisOf, rowsOf } from "./figure.js";
import { questionOf, sameQuestion } from "./question.js";
import { sentence } from "./sentence.js";
import { layerOf } from "../../state.js";
import { derivationOf } from "./terms.js";
import { wordDerivationOf } from "./wordterms.js";
import { number } from "./write.js";

/** @typedef {import("../../types.js").State} State */
/** @typedef {import("./dimension.js").Dimension} Dimension */
/** @typedef {import("./figure.js").Row} Row */
/** @typedef {import("./sentence.js").SentencePiece} SentencePiece */
/** @typedef {import("./rows.js").Waterfall} Waterfall */
/** @typedef {import("./terms.js").Derivation} Derivation */
/** @typedef {import("./wordterms.js").WordDerivation} WordDerivation */

/** @typedef {{heading: string, lead: SentencePiece[]} & (
 *   {kind: "none"}
 *   | {kind: "unit", waterfall: Waterfall, derivation: Derivation, phi: import("../../types.js").Phi | null}
 *   | {kind: "word", waterfall: Waterfall, derivation: WordDerivation}
 *   | {kind: "dim", waterfall: Waterfall, dimension: Dimension})} Story */

/** @param {State} state @param {boolean} narrow  whether there is room for four terms of each weight only
 * @returns {Story} */
export function storyOf(state, narrow) {
  const { trace, unit, word, dim } = state;
  const most = narrow ? 4 : 5;
  if (trace.tokens.length === 0) return { kind: "none", heading: _("Where does a number come from?"), lead: [_("No word was read yet, so there is no number to take apart.")] };
  if (dim !== null) return dimensionStory(state, dim, most);
  if (word !== null) return wordStory(state, word, most);
  if (unit !== null) return unitStory(state, unit, most);
  return {
    kind: "none", heading: _("Where does a number come from?"),
    lead: [_("Click a unit, a likely next word or a dimension of x(t) in the diagram. Its number is then taken apart here, down to the weights.")],
  };
}

/** @param {State} state @param {number} unit @param {number} most @returns {Story} */
function unitStory(state, unit, most) {
  const found = derivationOf(state, unit);
  const phi = found.argument ? found.symbol.phi : null;
  const equation = found.set ? (answered(state) ?? (phi ? valueAt(phi, found.sum) : found.sum)) : found.value;
  const derivation = { ...found, value: equation };
  const rows = rowsOf(derivation.groups, { most, all: state.all });
  const names = { unit, t: state.t, word: state.trace.tokens[state.t].text };
  return {
    kind: "unit", heading: found.set ? setByYou(found.value, equation) : asked(equation),
    lead: [...(state.model.num_layers > 1 ? [`${_("Layer {layer}.", { layer: layerOf(state) })} `] : []), unitLead(state, found, names)],
    waterfall: { groups: derivation.groups, rows, axis: axisOf(rows), stacked: true },
    derivation, phi,
  };
}

/** @param {State} state @param {Derivation} derivation @param {{unit: number, t: number, word: string}} names */
function unitLead({ shape }, derivation, names) {
  if (isMixed(derivation)) return _("Unit {unit} at time stamp {t}, the word “{word}”. Every product that enters it, of gates, states and weights, the largest first. Each bar starts where the last ended.", names);
  if (shape === "perceptron") return _("Unit {unit} at time stamp {t}, the word “{word}”, as the perceptron it is: an edge from every number that enters, as wide as its term is large. Orange adds, blue takes away.", names);
  return _("Unit {unit} at time stamp {t}, the word “{word}”. Every product that enters its sum, the largest first, under the weight it came through. Each bar starts where the last ended.", names);
}

/** What the equation gives for a number that was set, as the server works it out; null until it has.
 * @param {State} state @returns {number | null} */
const answered = (state) => (sameQuestion(state.derived, questionOf(state)) ? (state.derived?.answer?.edited?.equation ?? null) : null);

/** @param {State} state @param {string} word @param {number} most @returns {Story} */
function wordStory(state, word, most) {
  const { t, derived } = state;
  const derivation = wordDerivationOf(state);
  const shown = word === "</s>" ? _("end of sentence") : word;
  if (derivation === null) {
    const problem = derived?.word === word && derived.model === state.model.id ? derived.problem : null;
    return { kind: "none", heading: _("How likely is “{word}”?", { word: shown }), lead: [problem ?? _("The row of the output weight for “{word}” is on its way.", { word: shown })] };
  }
  const rows = rowsOf(derivation.groups, { most, all: state.all });
  const heading = derivation.lse === null ? _("How likely is “{word}”?", { word: shown }) : asked(probability(Math.exp(derivation.sum - derivation.lse)));
  return {
    kind: "word", heading, derivation,
    lead: sentence(_("“{word}” as the word after time stamp {t}. Each unit of h({t}) times its weight to this word, the largest first, and the word's bias: they add up to its {logit} y."), { word: shown, t, logit: { term: "logit", text: _("logit") } }),
    waterfall: { groups: derivation.groups, rows, axis: axisOf(rows), stacked: true },
  };
}

/** @param {State} state @param {number} dim @param {number} most @returns {Story} */
function dimensionStory(state, dim, most) {
  const dimension = dimensionOf(state, dim);
  const { t, input, id, text, value, weight, terms } = dimension;
  /** @type {Row[]} */
  const rows = terms.slice(0, 2 * most).map((term) => ({ kind: "term", term, product: term.product, from: 0, to: term.product, group: 0, last: false }));
  const names = { dim, t, symbol: input, id, word: text, embedding: { term: "embedding", text: _("embedding") } };
  return {
    kind: "dim", heading: dimensionHeading(dimension), dimension, lead: sentence(dimensionLead(dimension), names),
    waterfall: { groups: [{ name: weight, weight, of: { name: input, t }, role: "input", total: 0, terms }], rows, axis: axisOf(rows, 0.1), stacked: false },
  };
}

/** @param {Dimension} dimension */
function dimensionHeading({ set, value, learned }) {
  if (!set) return asked(value);
  return learned === null
    ? _("{value} was set by you", { value: number(value) })
    : _("{value} was set by you (the embedding gives {learned})", { value: number(value), learned: number(learned) });
}

/** @param {Dimension} dimension */
function dimensionLead({ set, known }) {
  if (set) return _("What you set stands in the place of E[{id}, {dim}], the number of row {id} of the {embedding} E that dimension {dim} of {symbol}({t}) is otherwise. These are the units it pushes most.");
  return known
    ? _("Dimension {dim} of {symbol}({t}) is E[{id}, {dim}]: row {id} of the {embedding} E is that of the word “{word}”. Nothing computed it, it was learned. These are the units it pushes most.")
    : _("Dimension {dim} of {symbol}({t}) is E[{id}, {dim}]: “{word}” is unknown, and row {id} of the {embedding} E is that of every unknown word. These are the units it pushes most.");
}

/** @param {number} value @param {number} equation */
const setByYou = (value, equation) => _("{value} was set by you (the equation gives {equation})", { value: number(value), equation: number(equation) });

/** @param {number | string} value */
const asked = (value) => _("Where does {value} come from?", { value: typeof value === "number" ? number(value) : value });
