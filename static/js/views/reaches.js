// How far back each reading reaches: its influences against distance, along every state that it carries.

import { influencesOf, isAltered, isSame, namesOf, problemOf, settled } from "../beside.js";
import { draw, NARROW, tableOf } from "../chart.js";
import { decadesOf, magnitude, reachOf, relative, staysBelow } from "../influence.js";
import { lastTimeStamp, originalOf } from "../state.js";
import { _ } from "../texts.js";

/** @typedef {import("../types.js").State} State */
/** @typedef {{name: string, kind: string, path: string, brief: string, values: number[], reach: number | null}} Reach */

const SHORT = 10; // letters of a name that a narrow chart has room for

/** Every state that is carried: h, and c, of every layer. @param {import("../types.js").Influence} influence */
const carriedIn = ({ layers }) => layers.flatMap(({ gradients }, layer) =>
  Object.keys(gradients).map((path) => ({
    layer, path, name: layers.length > 1 ? _("{path} of layer {layer}", { path, layer }) : path,
    brief: layers.length > 1 ? `${path === "h" ? "" : `${path}, `}${_("layer {n}", { n: layer })}` : path,
  })));

/** One line for each reading and each state that it carries, from k = 0 on.
 * @param {State} state @returns {Reach[]} */
export function reachesOf(state) {
  const names = namesOf(state);
  return influencesOf(state).flatMap((influence, i) => {
    if (!influence || state.t >= influence.tokens.length) return [];
    return carriedIn(influence).map(({ layer, path, name, brief }) => ({
      name: names[i], kind: ["first", "second"][i] + (path === "h" ? "" : " along-c") + (layer < influence.layers.length - 1 ? " lower" : ""), path: name, brief,
      values: relative(influence, layer, path, state.t), reach: reachOf(influence, layer, path, state.t),
    }));
  }).filter(({ values }) => values.length > 0);
}

/** Why a reading has no line. @param {State} state @param {import("../types.js").Influence | null} influence @param {string} name */
function missing({ t }, influence, name) {
  if (influence === null) return [];
  if (t >= influence.tokens.length) return [`${_("{name} is over", { name })}.`];
  return influence.targets[t] === null ? [_("{title}: no known word came next, so there is no loss to follow back.", { title: name })] : [];
}

/** @param {State} state @param {Reach[]} reaches @returns {string} */
export function says(state, reaches) {
  if (isAltered(state)) return _("Influences are computed for sentences as they are: of the altered one there are none.");
  const problem = problemOf(state, "one") || problemOf(state, "other");
  if (problem) return problem;
  if (reaches.length === 0) return influencesOf(state).includes(null) ? _("The influences are being computed.") : _("No known word came next, so there is no loss to follow back.");
  const names = namesOf(state);
  const told = influencesOf(state).flatMap((influence, i) => {
    const own = reaches.filter(({ name }) => name === names[i]);
    if (own.length === 0) return missing(state, influence, names[i]);
    return state.t === 0 ? [] : own.map(inWords);
  });
  const first = state.t > 0 ? [] : [lastTimeStamp(state) === 0
    ? _("There is one time stamp, so there is no step to look back over.")
    : _("At the first word there is no step to look back over: go on to the next one.")];
  return [...first, ...told].join(" ");
}

/** @param {Reach} reach */
function inWords({ name, path, values, reach }) {
  const left = { name, path, k: reach ?? 0, last: values.length - 1, left: magnitude(values[values.length - 1]) };
  if (reach === null) return _("{name}, along {path}: {last} back {left} of the gradient is left.", left);
  return staysBelow(values, reach)
    ? _("{name}, along {path}: below a tenth from k = {k} on; {last} back {left} is left.", left)
    : _("{name}, along {path}: first below a tenth at k = {k}, but farther back above it again; {last} back {left} is left.", left);
}

/** @param {State} state @param {Reach[]} reaches @param {number} width @returns {import("../chart.js").Chart} */
export function chartOf(state, reaches, width) {
  // Two different sentences have no word k back in common; then k alone stands there.
  const drawn = influencesOf(state).filter((influence) => influence !== null && state.t < influence.tokens.length);
  const sentences = drawn.map((influence) => /** @type {import("../types.js").Influence} */ (influence).tokens.slice(0, state.t + 1).map(({ text }) => text).reverse());
  const alike = sentences.every((sentence) => String(sentence) === String(sentences[0]));
  const words = Array.from({ length: state.t + 1 }, (_each, k) => (alike ? sentences[0][k] : ""));
  const all = influencesOf(state).flatMap((influence) => (influence ? influence.tokens.flatMap((_token, t) =>
    carriedIn(influence).map(({ layer, path }) => relative(influence, layer, path, t))) : []));
  const short = (/** @type {string} */ name) => (width < NARROW && name.length > SHORT ? name.split(" ")[0] : name);
  const several = new Set(reaches.map(({ path }) => path)).size > 1;
  return {
    lines: reaches.map(({ name, kind, brief, values }) => ({ name: several ? `${short(name)}, ${brief}` : short(name), kind, values })),
    words, width, decades: decadesOf(...all), level: { value: 0.1, text: _("a tenth") },
  };
}

/** @param {HTMLElement} root @returns {import("../types.js").Render} */
function mount(root) {
  const [figure, text, details] = [".figure", ".says", ".numbers .scroll"].map((selector) => /** @type {HTMLElement} */ (root.querySelector(selector)));
  /** @type {State} */
  let state;
  /** @type {unknown[]} */
  let last = [];
  let room = 0;
  function render() {
    room = figure.clientWidth;
    const reaches = reachesOf(state);
    text.textContent = says(state, reaches);
    root.hidden = originalOf(state).tokens.length === 0 || isSame(state);
    /** @type {HTMLElement} */ (details.closest("details")).hidden = reaches.length === 0;
    if (reaches.length === 0) return void [figure, details].forEach((part) => part.replaceChildren());
    const chart = chartOf(state, reaches, room);
    figure.replaceChildren(draw(chart, text.textContent ?? ""));
    details.replaceChildren(tableOf(chart, _("By how many words back, k")));
  }
  new ResizeObserver(() => {
    if (state && room !== figure.clientWidth) render();
  }).observe(figure);
  return (asked) => {
    const next = settled(asked);
    state = next;
    const now = [next.t, next.beside, ...influencesOf(next), isAltered(next), next.trace];
    if (now.every((value, place) => value === last[place])) return;
    last = now;
    render();
  };
}

/** @type {import("../types.js").View} */
export const reaches = { id: "reaches", title: "How far back each reaches", mount };
