// The path of the hidden state: h(−1), h(0), … in the plane in which the network's states vary most, a second sentence
// over it, the third dimension on demand, and the texts that left the network in nearly the same state.

import { format, percent } from "../scale.js";
import { timeStampChosen } from "../state.js";
import { setText, svg } from "../svg.js";
import { _ } from "../texts.js";
import { componentsOf, nearOf, secondChosen, turnChosen, TURNED } from "../walk.js";
import { line } from "./trajectory/contexts.js";
import { drawn } from "./trajectory/draw.js";
import { figureOf, stepOf, stopAt } from "./trajectory/path.js";
import { fillTable } from "./trajectory/table.js";

/** @typedef {import("../types.js").State} State */
/** @typedef {import("../types.js").Update} Update */
/** @typedef {import("./trajectory/path.js").Figure} Figure */

const [HIGHEST, SHARE, SHARE_NARROW, NARROW] = [460, 0.62, 0.9, 600]; // px; the height as a share of the width

/** @param {HTMLElement} root @param {Update} update @returns {import("../types.js").Render} */
function mount(root, update) {
  const find = (/** @type {string} */ selector) => /** @type {HTMLElement} */ (root.querySelector(selector));
  const [room, told, share, heading, list, source, problem, details] =
    [".room", ".told", ".share", ".near-title", ".near", ".source", ".walk-problem", ".numbers"].map(find);
  const input = /** @type {HTMLInputElement} */ (find(".second input"));
  const drawing = /** @type {SVGSVGElement} */ (room.appendChild(svg("svg", { role: "img" })));
  /** @type {State} */
  let state;
  /** @type {Figure | null} */
  let figure = null;
  let width = 0;
  /** @type {unknown[]} */
  let last = [];

  function draw() {
    width = room.clientWidth;
    const height = Math.round(Math.max(240, Math.min(HIGHEST, width * (width < NARROW ? SHARE_NARROW : SHARE))));
    figure = figureOf(state, width, height);
    for (const [name, value] of Object.entries({ width, height, viewBox: `0 0 ${width} ${height}` })) drawing.setAttribute(name, String(value));
    drawing.classList.toggle("turned", state.walk.turn !== null);
    drawing.replaceChildren(...(figure ? drawn(figure, state.trace.tokens.length ? state.t : -1, axisNames(state)) : []));
  }

  function tell() {
    const sentence = spoken(state);
    setText(told, sentence);
    drawing.setAttribute("aria-label", `${_("The path of the hidden state.")} ${sentence}`);
    setText(share, shareOf(state));
    setText(problem, Object.values(state.walk.problems).find((why) => why !== "") ?? "");
    const near = nearOf(state)?.[state.t]?.contexts ?? [];
    setText(heading, nearHeading(state, near.length > 0));
    list.replaceChildren(...near.map((context) => line(context, state.model)));
    setText(source, near.length ? (componentsOf(state)?.attribution ?? "") : "");
    if (/** @type {HTMLDetailsElement} */ (details).open) fillTable(details, state);
  }

  wireSecond(input, update);
  wireTurn(root, room, () => state, update);
  details.addEventListener("toggle", () => fillTable(details, state));
  room.addEventListener("click", (event) => {
    const { left, top } = drawing.getBoundingClientRect();
    const stop = figure && stopAt(figure, event.clientX - left, event.clientY - top);
    if (stop && stop.t >= 0) update(timeStampChosen(stop.t));
  });
  new ResizeObserver(() => {
    if (state && !root.hidden && width !== room.clientWidth) draw();
  }).observe(room);

  return (next) => {
    state = next;
    const inputs = [next.trace, next.t, next.walk, next.model, next.original];
    if (inputs.every((value, place) => value === last[place])) return;
    last = inputs;
    root.hidden = !next.model.bank;
    if (root.hidden) return;
    if (input !== document.activeElement && input.value !== next.walk.second) input.value = next.walk.second;
    showTurn(root, next.walk.turn);
    draw();
    tell();
  };
}

/** A second sentence counts once it is finished. @param {HTMLInputElement} input @param {Update} update */
function wireSecond(input, update) {
  const choose = () => update(secondChosen(input.value), "push");
  input.addEventListener("change", choose);
  input.form?.addEventListener("submit", (event) => {
    event.preventDefault();
    choose();
  });
  input.form?.addEventListener("reset", () => update(secondChosen(""), "push"));
}

/** Buttons open and close the space; dragging and two sliders turn it. @param {HTMLElement} root @param {HTMLElement} room
 * @param {() => State} get @param {Update} update */
function wireTurn(root, room, get, update) {
  root.addEventListener("click", ({ target }) => {
    const shape = /** @type {Element} */ (target).closest("button")?.dataset.space;
    if (shape) update(turnChosen(shape === "space" ? TURNED : null), "push");
  });
  const sliders = /** @type {HTMLInputElement[]} */ ([...root.querySelectorAll(".turns input")]);
  for (const slider of sliders) {
    slider.addEventListener("input", () => update(turnChosen([Number(sliders[0].value), Number(sliders[1].value)])));
  }
  /** @type {{x: number, y: number, turn: [number, number]} | null} */
  let held = null;
  room.addEventListener("pointerdown", ({ clientX: x, clientY: y, pointerId }) => {
    const { turn } = get().walk;
    held = turn && { x, y, turn };
    if (held) room.setPointerCapture(pointerId);
  });
  room.addEventListener("pointermove", ({ clientX, clientY }) => {
    if (held) update(turnChosen([held.turn[0] + (clientX - held.x) / 2, held.turn[1] + (clientY - held.y) / 2]));
  });
  for (const end of ["pointerup", "pointercancel"]) room.addEventListener(end, () => (held = null));
}

/** @param {HTMLElement} root @param {[number, number] | null} turn */
function showTurn(root, turn) {
  for (const button of root.querySelectorAll("[data-space]")) {
    button.setAttribute("aria-pressed", String((button.getAttribute("data-space") === "space") === (turn !== null)));
  }
  const turns = /** @type {HTMLElement} */ (root.querySelector(".turns"));
  turns.hidden = turn === null;
  turns.querySelectorAll("input").forEach((slider, place) => (slider.value = String(turn?.[place] ?? 0)));
}

/** "1 (9.2%)" @param {State} state */
const axisNames = (state) => (componentsOf(state)?.explained_variance ?? []).map((part, place) => `${place + 1} (${percent(part)})`);

/** How much of all there is the picture shows. @param {State} state */
function shareOf(state) {
  const components = componentsOf(state);
  if (components === null) return state.walk.problems.components ? "" : _("The components are on their way.");
  const part = components.explained_variance;
  const [two, three] = [part[0] + part[1], part[0] + part[1] + part[2]].map(percent);
  const values = { states: components.states.toLocaleString("en"), units: state.model.hidden_size, share: state.walk.turn ? three : two };
  const top = state.model.num_layers > 1 ? ` ${_("It is that of layer {layer}, the top one.", { layer: state.model.num_layers - 1 })}` : "";
  const held = state.walk.turn
    ? _("These three directions hold {share} of the variance of {states} states, which vary in {units}; the rest is not seen here.", values)
    : _("This plane holds {share} of the variance of {states} states, which vary in {units} directions; the rest is not seen here.", values);
  const lines = [...(state.original ? [_("Dotted: the path without what you changed.")] : []), ...(state.walk.second ? [_("Dashed: the other sentence.")] : [])];
  return [`${held}${top}`, ...lines].join(" ");
}

/** @param {State} state */
function spoken(state) {
  const { trace, t } = state;
  if (trace.tokens.length === 0) return _("Nothing is read yet: the state is h(−1).");
  const values = { t, before: String(t - 1).replace("-", "−"), token: trace.tokens[t].text, step: format(stepOf(trace, t)) };
  return _("Time stamp {t}, “{token}”: over all units the state moved {step} away from h({before}).", values);
}

/** @param {State} state @param {boolean} found */
function nearHeading({ trace, t, applied }, found) {
  const token = trace.tokens[t]?.text;
  if (token === undefined) return "";
  if (applied.length > 0) return _("Similar states are looked up for sentences as they are: take back what is otherwise to see them.");
  if (found && !trace.tokens[t].known) return _("After “{token}”, read as <unk>, the network is in a state like the one after …", { token });
  return found ? _("After “{token}” the network is in a state like the one after …", { token }) : "";
}

/** @type {import("../types.js").View} */
export const trajectory = { id: "trajectory", title: "The path of the hidden state", mount };
