// What the keyboard can reach beside the units: the pictures of U and W, the numbers of x(t), the next words, the gates. They
// lie over the drawing, see-through, and leave the pointer to it. Thin.

import { format, percent } from "../../scale.js";
import { _ } from "../../texts.js";
import { inputPlace, inputValues, picturePlaces, wordLine, wordsIn } from "./scene.js";

/** @typedef {import("./scene.js").Scene} Scene */
/** @typedef {ReturnType<typeof makeControls>} Controls */

const MOST_WORDS = 5;

/** @param {string} name @param {Record<string, string>} attributes */
function control(name, attributes) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

/** @param {HTMLElement} world */
export function makeControls(world) {
  const U = control("button", { type: "button", class: "over-U" });
  const W = control("button", { type: "button", class: "over-W" });
  const x = control("div", { class: "over-x", role: "slider", tabindex: "0", "aria-orientation": "vertical" });
  const words = Array.from({ length: MOST_WORDS }, (_, i) => control("button", { type: "button", class: "over-word", tabindex: i ? "-1" : "0" }));
  const group = control("div", { role: "group", "aria-label": _("Most likely next words") });
  group.append(...words);
  const layer = control("div", { class: "diagram-controls" });
  const gates = control("div", { role: "group", "aria-label": _("Gates") });
  const back = control("button", { type: "button", class: "all-gates" });
  back.textContent = _("All gates");
  layer.append(group, x, W, U, gates, back);
  world.append(layer);
  return { layer, U, W, x, words, gates, back };
}

/** @param {HTMLElement} element @param {number} x @param {number} y @param {number} width @param {number} height */
function put(element, x, y, width, height) {
  const at = `left:${x}px;top:${y}px;width:${width}px;height:${height}px`;
  if (element.dataset.at === at) return;
  element.dataset.at = at;
  element.style.cssText = at;
}

/** @param {HTMLElement} element @param {Record<string, string>} attributes */
function say(element, attributes) {
  for (const [key, value] of Object.entries(attributes)) if (element.getAttribute(key) !== value) element.setAttribute(key, value);
}

/** @param {Controls} controls @param {Scene} scene @param {number} dim  the number of x(t) that the keyboard is on */
export function drawControls({ layer, U, W, x, words, gates, back }, scene, dim) {
  const { layout, cell, state } = scene;
  layer.hidden = layout.empty;
  if (layout.empty) return;
  const column = layout.columns[layout.t];
  // All keep their place beside the open cell, so that a step moves one element.
  const { left } = layout.cell;
  layer.style.transform = `translateX(${left}px)`;
  const places = picturePlaces(layout, column);
  for (const [element, which] of /** @type {const} */ ([[U, "U"], [W, "W"]])) {
    const { x: at, y } = places[which];
    put(element, at - left - 2, y - 2, layout.picture + 4, layout.picture + 4);
    say(element, { "aria-label": _("Open the weight {name}", { name: cell.weights[which].join(", ") }), "data-name": cell[which] });
  }
  drawGates(gates, back, scene);
  const place = inputPlace(layout, column);
  put(x, place.x - left - 3, place.y - 3, place.width + 6, place.height + 6);
  const value = `${cell.input.name}(${layout.t})[${dim}] = ${format(inputValues(scene, layout.t)[dim] ?? 0)}`;
  say(x, {
    "aria-label": _("Numbers of the word’s vector"), "aria-valuemin": "0", "aria-valuemax": String(layout.D - 1),
    "aria-valuenow": String(dim), "aria-valuetext": value,
  });
  const top = state.trace.outputs[layout.t]?.top.slice(0, wordsIn(layout, true)) ?? [];
  words.forEach((element, i) => {
    element.hidden = i >= top.length;
    if (i >= top.length) return;
    const { token, probability } = top[i];
    const { axis, room } = layout.next;
    put(element, Math.floor(axis) - left - room - 10, wordLine(layout, true, i, top.length) - 15, room + 64, layout.words);
    say(element, { "aria-label": _("next word {word}, {percent}", { word: token, percent: percent(probability) }), "aria-pressed": String(state.word === token), "data-token": token });
  });
}

/** A button over the label of each gate that is shown, and the way back from one to all of them.
 * @param {HTMLElement} group @param {HTMLElement} back @param {Scene} scene */
function drawGates(group, back, { layout, cell }) {
  const { left, top } = layout.cell;
  const shown = cell.strips.flatMap(({ role, name }, i) => (role === "gate" ? [{ name, place: layout.cell.strips[i] }] : []));
  back.hidden = cell.gate === null;
  if (cell.gate) put(back, 10, top - 32, 86, 25);
  while (group.children.length > shown.length) group.lastElementChild?.remove();
  while (group.children.length < shown.length) group.append(control("button", { type: "button", class: "over-gate" }));
  shown.forEach(({ name, place }, i) => {
    const button = /** @type {HTMLElement} */ (group.children[i]);
    put(button, place.left - left - 6, top + 3, place.right - place.left + 12, layout.top - top - 6);
    const text = cell.gate ? _("Show all gates instead of the sum of {name}", { name }) : _("Show the sum that gate {name} is made from", { name });
    say(button, { "aria-label": text, "aria-pressed": String(cell.gate !== null), "data-gate": name });
  });
}
