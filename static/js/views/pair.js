// Two readings, one above the other: their words, the states of their units, what each says comes next, and between them
// how far they are apart. A pointer on one lights up the same place in the other.

import { comparisonOf, corresponds, isAltered, namesOf, otherModel, otherOf } from "../beside.js";
import { html } from "../html.js";
import { format, rangeOf } from "../scale.js";
import { hovered, lastTimeStamp, originalOf, timeStampChosen, unitPinned } from "../state.js";
import { setText } from "../svg.js";
import { _ } from "../texts.js";
import { makeBetween } from "./pair/between.js";
import { cellAt, difference, layoutOf, statesOf } from "./pair/layout.js";
import { makeSide } from "./pair/side.js";

/** @typedef {import("../types.js").State} State */
/** @typedef {import("../types.js").Trace} Trace */

/** The unit that is looked at on a side: hovered, else pinned; where units do not correspond it is that of one side.
 * @param {State} state @param {"one" | "other"} side @returns {{over: number | null, pin: number | null}} */
export function marked(state, side) {
  const { hover, unit } = state;
  const alike = corresponds(state);
  const here = hover?.kind === "cell" && (alike || hover.side === side) ? hover.unit : null;
  return { over: here, pin: alike || side === "one" ? unit : null };
}

/** What is under the pointer, or pinned, in numbers. @param {State} state @returns {string} */
export function told(state) {
  const { hover, unit, t } = state;
  const cell = hover?.kind === "cell" ? hover : unit === null ? null : { unit, t, side: /** @type {const} */ ("one") };
  if (cell === null) return corresponds(state)
    ? _("Point at a unit to see its value in both; a click pins it.")
    : _("Point at a unit to see its value. Unit 12 of one network is not unit 12 of the other.");
  const [one, other] = [originalOf(state), otherOf(state)];
  const at = (/** @type {Trace | null} */ trace) => valueAt(trace, cell.t, cell.unit);
  const [names, words] = [namesOf(state), [one, other].map((trace) => trace?.tokens[cell.t]?.text ?? "")];
  if (!corresponds(state)) {
    const place = cell.side === "other" ? 1 : 0;
    const value = at([one, other][place]);
    return value === null ? "" : _("{name}: unit {unit} after “{word}” is {value}.", { name: names[place], unit: cell.unit, word: words[place], value: format(value) });
  }
  const [h, g] = [at(one), at(other)];
  const values = { unit: cell.unit, first: names[0], second: names[1], word: words[0], otherWord: words[1], one: h === null ? "" : format(h), other: g === null ? "" : format(g) };
  if (h === null) return _("Unit {unit}, {second}, after “{otherWord}”: {other}; the {first} is over.", values);
  if (g === null) return _("Unit {unit}, {first}, after “{word}”: {one}; the {second} is over.", values);
  return _("Unit {unit}: {one} after “{word}” ({first}), {other} after “{otherWord}” ({second}); difference {difference}.", { ...values, difference: format(g - h) });
}

/** @param {Trace | null} trace @param {number} t @param {number} unit @returns {number | null} */
function valueAt(trace, t, unit) {
  if (trace === null || t >= trace.tokens.length) return null;
  const { cols, data } = statesOf(trace);
  return unit < cols ? data[t * cols + unit] : null;
}

/** @param {HTMLElement} root @param {import("../types.js").Update} update @returns {import("../types.js").Render} */
function mount(root, update) {
  const [one, other, between] = [makeSide("one"), makeSide("other"), makeBetween()];
  const here = html("i", "here");
  const grid = html("div", "pair-grid", one.root, between.root, other.root, here);
  const scroll = html("div", "scroll", grid);
  const readout = html("p", "readout-line");
  readout.setAttribute("aria-live", "polite");
  root.replaceChildren(scroll, readout);
  /** @type {State} */
  let state;
  /** @type {unknown[]} */
  let last = [];
  let [room, column, longest] = [0, 0, 0];

  function draw() {
    room = scroll.clientWidth;
    const [h, g] = [originalOf(state), otherOf(state)];
    longest = Math.max(h.tokens.length, g?.tokens.length ?? 0);
    const H = Math.max(statesOf(h).cols, g ? statesOf(g).cols : 0);
    const layout = layoutOf(room, longest, H, innerHeight);
    column = layout.column;
    grid.style.setProperty("--column", `${column}px`);
    grid.style.setProperty("--T", String(longest));
    grid.style.setProperty("--strip", `${layout.height}px`);
    grid.style.setProperty("--between", `${layout.between}px`);
    const [names, cards] = [namesOf(state), [state.model, otherModel(state)]];
    const both = /** @type {const} */ ([[one, h], [other, g]]);
    both.forEach(([side, trace], i) => {
      const values = { name: names[i], units: cards[i].hidden_size };
      side.call(names[i], names[i] === cards[i].id ? cards[i].title : "", _("Hidden states, {name}: {units} units at every time stamp. Arrow keys up and down choose a unit, Enter pins it.", values));
      side.fill(trace, state.beside.problems.trace ?? "");
      if (trace) side.strip.paint(statesOf(trace), longest, rangeOf(stateSymbol(cards[i]), cards[i]), state.theme);
    });
    const range = rangeOf(stateSymbol(state.model), state.model);
    between.fill({
      apart: corresponds(state) && g ? difference(h, g) : null, span: range.max - range.min, T: longest, theme: state.theme,
      divergences: (comparisonOf(state)?.stamps ?? []).map(({ divergence }) => divergence),
      problem: state.beside.problems.comparison ?? "", alike: corresponds(state), altered: isAltered(state),
    });
    step();
  }

  function step() {
    for (const part of [one, other, between]) part.step(state.t);
    here.hidden = longest === 0;
    here.style.setProperty("transform", `translateX(${state.t * column}px)`);
    const [from, to] = [state.t * column, (state.t + 1) * column];
    if (from < scroll.scrollLeft) scroll.scrollLeft = from - column;
    else if (to > scroll.scrollLeft + room) scroll.scrollLeft = to + column - room;
  }

  wire(root, () => state, update);
  new ResizeObserver(() => {
    if (state && room !== scroll.clientWidth) draw();
  }).observe(scroll);

  return (next) => {
    const stepped = next.t !== state?.t;
    state = next;
    const now = [next.trace, next.original, next.beside, next.walk.second, next.theme, next.model, next.interventions.length > 0];
    if (now.some((value, place) => value !== last[place])) {
      last = now;
      draw();
    } else if (stepped) step();
    one.strip.mark(...units(marked(next, "one")));
    other.strip.mark(...units(marked(next, "other")));
    between.mark(...units(marked(next, "one")));
    setText(readout, told(next));
  };
}

/** @param {{over: number | null, pin: number | null}} marks @returns {[number | null, number | null]} */
const units = ({ over, pin }) => [over, pin];

/** @param {import("../types.js").Card} card */
const stateSymbol = (card) => /** @type {import("../types.js").Symbol} */ (card.symbols.find(({ name }) => name === "h"));

/** @param {HTMLElement} root @param {() => State} get @param {import("../types.js").Update} update */
function wire(root, get, update) {
  const sideOf = (/** @type {EventTarget | null} */ target) => (target instanceof Element ? /** @type {HTMLElement | null} */ (target.closest(".strip")) : null);
  /** @param {MouseEvent} event */
  function at(event) {
    const strip = sideOf(event.target);
    if (!strip) return null;
    const state = get();
    const side = strip.dataset.side === "other" ? "other" : "one";
    const trace = side === "other" ? otherOf(state) : originalOf(state);
    const cell = trace && cellAt(strip.getBoundingClientRect(), event.clientX, event.clientY, lastTimeStamp(state) + 1, statesOf(trace).cols);
    return cell && { ...cell, side: /** @type {"one" | "other"} */ (side) };
  }
  root.addEventListener("pointermove", (event) => {
    const cell = at(event);
    update(hovered(cell && { kind: "cell", symbol: "h", ...cell }));
  });
  root.addEventListener("pointerleave", () => update(hovered(null)));
  root.addEventListener("click", (event) => {
    const word = event.target instanceof Element ? event.target.closest("[data-t]") : null;
    if (word instanceof HTMLElement) return update(timeStampChosen(Number(word.dataset.t)));
    const cell = at(event);
    if (!cell) return;
    if (cell.side === "one" || corresponds(get())) update(unitPinned(cell.unit, cell.t), "push");
    else update(timeStampChosen(cell.t));
  });
  root.addEventListener("keydown", (event) => {
    const strip = sideOf(event.target);
    const state = get();
    const move = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!strip || (move === undefined && event.key !== "Enter")) return;
    event.preventDefault();
    const side = strip.dataset.side === "other" ? "other" : "one";
    const looked = state.hover?.kind === "cell" ? state.hover.unit : state.unit;
    const H = (side === "other" ? otherModel(state) : state.model).hidden_size;
    if (move !== undefined) {
      const unit = looked === null ? 0 : Math.max(0, Math.min(H - 1, looked + move));
      update(hovered({ kind: "cell", symbol: "h", t: state.t, unit, side }));
    } else if (looked !== null && (side === "one" || corresponds(state))) update(unitPinned(looked, state.t), "push");
  });
  root.addEventListener("focusout", () => update(hovered(null)));
}

/** @type {import("../types.js").View} */
export const pair = { id: "pair", title: "Two readings", mount };
