// Influence against distance: how the gradient of the loss shrinks on its way back, and where less than a tenth is left;
// a second model in the same chart.

import { draw, tableOf } from "../chart.js";
import { replaceButtons } from "../html.js";
import { decadesOf, magnitude, reachOf, relative, staysBelow } from "../influence.js";
import { alike } from "../kinds.js";
import { superscript } from "../layers.js";
import { againstChosen, influenceOf, layerOf, otherOf, pathChosen, pathsOf } from "../recall.js";
import { _ } from "../texts.js";

const LONGEST_NAME = 16; // characters

/** @typedef {import("../types.js").State} State */
/** @typedef {import("../types.js").Influence} Influence */

/** `way` is what it is followed along, "" where no network in the chart has more than one way; `brief` the same on a letter.
 * @typedef {{id: string, title: string, influence: Influence, layer: number, path: string, way: string, brief: string}} Compared */

/** The models in the chart, the shown one first; one without this path is followed along h.
 * @param {State} state @returns {Compared[]} */
export function comparedBy(state) {
  const [influence, other] = [influenceOf(state), otherOf(state)];
  const mine = influence && { id: state.model.id, title: state.model.title, influence, layer: layerOf(state), path: state.memory.path };
  const card = state.models.find(({ id }) => id === state.memory.against);
  const theirs = other && card && {
    id: card.id, title: card.title, influence: other, layer: card.num_layers - 1,
    path: state.memory.path in other.layers[card.num_layers - 1].reach ? state.memory.path : "h",
  };
  const both = [mine, theirs].flatMap((each) => each || []);
  const several = both.some(({ influence: { layers } }) => layers.length * Object.keys(layers[0].reach).length > 1);
  return both.map((each) => ({ ...each, ...(several ? wayOf(each) : { way: "", brief: "" }) }));
}

/** @param {{influence: Influence, layer: number, path: string}} each */
const wayOf = ({ influence: { layers }, layer, path }) => (layers.length > 1
  ? { way: _("{path} of layer {layer}", { path, layer }), brief: path + superscript(layer) }
  : { way: path, brief: path });

/** Where the gradient first falls below a tenth, whether it stays there, and what that means. @param {State} state
 * @param {Compared} compared @returns {string} */
export function saysOf({ trace, t }, { title: name, influence, layer, path, way }) {
  const title = way ? _("{title}, along {path}", { title: name, path: way }) : name;
  const values = relative(influence, layer, path, t);
  if (values.length === 0) return _("{title}: no known word came next, so there is no loss to follow back.", { title });
  const k = reachOf(influence, layer, path, t);
  const left = magnitude(values[t]);
  if (t === 0) return _("{title}: “{word}” is the first word, and there is nothing farther back.", { title, word: trace.tokens[0].text });
  if (k === null) {
    return _("{title}: not within this sentence; at its beginning, {t} back, {left} of the gradient is left, so training still hears of every word.", { title, t, left });
  }
  const at = { title, k, word: trace.tokens[t - k].text, now: trace.tokens[t].text, left };
  return staysBelow(values, k)
    ? _("{title}: from k = {k} on, the word “{word}”. So far back and farther a word teaches the network less than a tenth of what “{now}” does; at the beginning {left} is left.", at)
    : _("{title}: first below a tenth at k = {k}, the word “{word}”, but farther back it rises above it again; at the beginning {left} is left.", at);
}

/** @param {HTMLElement} root @param {import("../types.js").Update} update @returns {import("../types.js").Render} */
function mount(root, update) {
  const [figure, list, details, paths] = [".figure", ".reaches", ".numbers .scroll", ".paths"].map((selector) => /** @type {HTMLElement} */ (root.querySelector(selector)));
  const against = /** @type {HTMLSelectElement} */ (root.querySelector("#against"));
  against.addEventListener("change", () => update(againstChosen(against.value || null), "push"));
  paths.addEventListener("click", ({ target }) => {
    const path = /** @type {HTMLElement} */ (target).closest("button")?.dataset.path;
    if (path) update(pathChosen(path), "push");
  });
  /** @type {State} */
  let state;
  /** @type {unknown[]} */
  let inputs = [];
  let room = 0;

  function render() {
    room = figure.clientWidth;
    fillControls(against, paths, state);
    const compared = comparedBy(state);
    root.hidden = state.trace.tokens.length === 0 || Boolean(state.memory.problems.influence);
    if (compared.length === 0 || root.hidden) return;
    const chart = chartOf(state, compared, room);
    const sentences = compared.map((each) => saysOf(state, each));
    const problem = state.memory.problems.other;
    list.replaceChildren(...[...sentences, ...(problem ? [problem] : [])].map((sentence, i) => {
      const item = document.createElement("p");
      item.className = ["first", "second"][i];
      item.textContent = sentence;
      return item;
    }));
    figure.replaceChildren(draw(chart, sentences.join(" ")));
    details.replaceChildren(tableOf(chart, _("By how many words back, k")));
  }
  new ResizeObserver(() => {
    if (state && room !== figure.clientWidth) render();
  }).observe(figure);
  return (next) => {
    state = next;
    const { memory } = next;
    const now = [next.trace, next.t, memory.influence, memory.other, memory.against, memory.path, memory.layer, memory.problems];
    if (now.some((value, place) => value !== inputs[place])) {
      inputs = now;
      render();
    }
  };
}

/** As much of a title as the margin of the chart has room for. @param {string} title @param {number} width */
function named(title, width) {
  const [first] = title.split(",");
  return width < 460 || first.length > LONGEST_NAME ? first.split(" ")[0] : first;
}

/** @param {State} state @param {Compared[]} compared @param {number} width @returns {import("../chart.js").Chart} */
export function chartOf({ trace, t, memory }, compared, width) {
  const words = trace.tokens.slice(0, t + 1).map(({ text }) => text).reverse();
  const names = compared.map(({ title }) => named(title, width));
  const alikeNamed = new Set(names).size < names.length;
  const lines = compared.map(({ id, influence, layer, path, brief }, i) => ({
    name: [alikeNamed ? id : names[i], brief].filter(Boolean).join(", "), kind: ["first", "second"][i], values: relative(influence, layer, path, t),
  }));
  const marks = compared.flatMap(({ influence, layer, path }, i) => {
    const k = reachOf(influence, layer, path, t);
    return k === null ? [] : [{ k, kind: ["first", "second"][i], text: `k = ${k}` }];
  });
  // The scale holds every step of the sentence, so that stepping does not stretch it.
  const all = compared.flatMap(({ influence, layer, path }) => trace.tokens.map((_token, each) => relative(influence, layer, path, each)));
  return { lines, words, width, marks, decades: decadesOf(...all), level: { value: 0.1, text: memory && _("a tenth") } };
}

/** @param {HTMLSelectElement} against @param {HTMLElement} paths @param {State} state */
function fillControls(against, paths, state) {
  const options = [["", _("no other model")], ...alike(state.models, state.model).filter(({ id }) => id !== state.model.id).map(({ id, title }) => [id, title])];
  const key = JSON.stringify(options);
  if (against.dataset.key !== key) {
    against.dataset.key = key;
    against.replaceChildren(...options.map(([value, text]) => new Option(text, value)));
  }
  against.value = state.memory.against ?? "";
  paths.hidden = pathsOf(state).length === 1;
  replaceButtons(paths, pathsOf(state).map((path) => {
    const button = document.createElement("button");
    button.type = "button";
    button.dataset.path = path;
    button.textContent = _("along {symbol}", { symbol: path });
    button.setAttribute("aria-pressed", String(path === state.memory.path));
    return button;
  }));
}

/** @type {import("../types.js").View} */
export const distance = { id: "distance", title: "Influence against distance", mount };
