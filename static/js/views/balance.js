// How much from the word, how much from memory; of a state that gates mix, how much is new, how much is kept: a pair of bars
// for each time stamp, and the pinned unit's two numbers.

import { writtenOut } from "../gates.js";
import { lettered } from "../html.js";
import { magnitude } from "../influence.js";
import { format } from "../scale.js";
import { timeStampChosen } from "../state.js";
import { svg } from "../svg.js";
import { _ } from "../texts.js";
import { amountsOf, columnsOf, mixOf, shareOf, sourcesOf } from "./balance/amounts.js";

/** @typedef {import("../types.js").State} State */
/** @typedef {import("../types.js").Symbol} Symbol */
/** @typedef {import("./balance/amounts.js").Amount} Amount */

const [LENGTHS, GAP, SUMS, FOOT] = [92, 16, 92, 44]; // px: bars of lengths, room, bars of sums, words below
const AXIS = 56; // px at the left, for what the bars are of

/** @param {HTMLElement} root @param {import("../types.js").Update} update @returns {import("../types.js").Render} */
function mount(root, update) {
  const [chart, text] = [".chart", ".amounts"].map((selector) => /** @type {HTMLElement} */ (root.querySelector(selector)));
  /** @type {State} */
  let state;
  /** @type {Amount[]} */
  let amounts = [];
  /** @type {SVGElement} */
  let here;
  /** @type {unknown[]} */
  let last = [];
  let room = 0;

  function draw() {
    room = chart.clientWidth;
    amounts = amountsOf(state);
    const places = columnsOf(room, amounts.length, AXIS);
    const drawn = figure(state, amounts, places);
    here = svg("g", { class: "here" });
    drawn.prepend(here);
    chart.replaceChildren(drawn);
  }
  function move() {
    const { trace, t } = state;
    const places = columnsOf(room, amounts.length, AXIS);
    root.hidden = amounts.length === 0;
    here.replaceChildren(...current(state, places));
    tell(t);
    chart.firstElementChild?.setAttribute("aria-label", text.textContent ?? "");
    const middle = AXIS + places.column * (t + 0.5);
    // After the other views, since it makes the browser lay out at once what has changed until then.
    if (places.width > room && trace.tokens.length) queueMicrotask(() => void (chart.scrollLeft = middle - room / 2));
  }

  /** @param {number} t */
  const tell = (t) => text.replaceChildren(...sentenceOf({ ...state, t }, amounts[t]));
  /** @param {MouseEvent} event */
  const stampAt = ({ clientX }) => {
    const left = chart.getBoundingClientRect().left - chart.scrollLeft;
    return Math.floor((clientX - left - AXIS) / columnsOf(room, amounts.length, AXIS).column);
  };
  chart.addEventListener("click", (event) => update(timeStampChosen(stampAt(event))));
  chart.addEventListener("pointermove", (event) => tell(amounts[stampAt(event)] ? stampAt(event) : state.t));
  chart.addEventListener("pointerleave", () => tell(state.t));
  new ResizeObserver(() => {
    if (state && room !== chart.clientWidth) (draw(), move());
  }).observe(chart);

  return (next) => {
    const before = state;
    state = next;
    for (const part of root.querySelectorAll("[data-of]")) part.toggleAttribute("hidden", (part.getAttribute("data-of") === "gates") !== (mixOf(next.trace.symbols, next.gate) !== null));
    const inputs = [next.trace, next.unit, next.gate, next.memory.layer];
    if (inputs.some((value, place) => value !== last[place])) {
      last = inputs;
      root.hidden = false;
      draw();
    } else if (before?.t === next.t) return;
    move();
  };
}

/** @param {State} state @param {Amount[]} amounts @param {ReturnType<typeof columnsOf>} places */
function figure({ trace, unit }, amounts, { column, bar, width, labels }) {
  const height = LENGTHS + (unit === null ? 0 : GAP + SUMS) + FOOT;
  const largest = Math.max(1e-9, ...amounts.flatMap(({ memory, word }) => [memory, word]));
  const sums = amounts.flatMap((amount) => (amount.unit ? [amount.unit.memory, amount.unit.word] : []));
  const reach = Math.max(1e-9, ...sums.map(Math.abs));
  const zero = LENGTHS + GAP + SUMS / 2;
  const marks = amounts.flatMap(({ memory, word, unit: own }, t) => {
    const middle = AXIS + column * (t + 0.5);
    const [a, b] = [(LENGTHS - 4) * (memory / largest), (LENGTHS - 4) * (word / largest)];
    const lengths = [bars("memory", middle - bar, LENGTHS - a, bar, a), bars("word", middle, LENGTHS - b, bar, b)];
    if (!own) return lengths;
    const [m, w] = [own.memory, own.word].map((value) => (SUMS / 2) * (value / reach));
    return [...lengths, bars("memory", middle - bar, Math.min(zero, zero - m), bar, Math.abs(m)), bars("word", middle, Math.min(zero, zero - w), bar, Math.abs(w))];
  });
  const lines = [LENGTHS, ...(unit === null ? [] : [zero])].map((y) => svg("line", { class: "base", x1: AXIS, x2: width, y1: y, y2: y }));
  const names = [svg("text", { class: "what", x: 0, y: 12 }, _("all units")), ...(unit === null ? [] : [svg("text", { class: "what", x: 0, y: LENGTHS + GAP + 12 }, _("unit {unit}", { unit }))])];
  const words = labels ? trace.tokens.map(({ text }, t) => label(text, t, column, height)) : [];
  return svg("svg", { width, height, role: "img" }, ...marks, ...lines, ...names, ...words);
}

/** @param {string} name @param {number} x @param {number} y @param {number} width @param {number} height */
const bars = (name, x, y, width, height) => svg("rect", { class: name, x, y, width, height: Math.max(0.5, height) });

/** @param {string} text @param {number} t @param {number} column @param {number} height */
function label(text, t, column, height) {
  const most = Math.max(1, Math.floor(column / 8));
  const letters = [...text];
  const shown = letters.length > most ? `${letters.slice(0, most - 1).join("")}…` : text;
  const x = AXIS + column * (t + 0.5);
  return svg("g", { class: "token" }, svg("text", { class: "word-below", x, y: height - 22 }, shown), svg("text", { class: "stamp-below", x, y: height - 4 }, String(t)));
}

/** What marks the current time stamp. @param {State} state @param {ReturnType<typeof columnsOf>} places */
function current({ trace, t, unit }, { column, width, labels }) {
  const token = trace.tokens[t];
  if (!token) return [];
  const height = LENGTHS + (unit === null ? 0 : GAP + SUMS) + FOOT;
  const mark = svg("rect", { class: "column", x: AXIS + column * t, y: 0, width: column, height: height - FOOT });
  const under = svg("rect", { class: "under", x: AXIS + column * t, y: height - FOOT, width: column, height: 2 });
  if (labels) return [mark, under];
  const middle = AXIS + column * (t + 0.5);
  const anchor = middle < AXIS + 60 ? "start" : middle > width - 60 ? "end" : "middle";
  const x = anchor === "start" ? AXIS : anchor === "end" ? width : middle;
  const word = svg("text", { class: "word-below", x, y: height - 22, style: `text-anchor: ${anchor}` }, token.text);
  return [mark, under, word, svg("text", { class: "stamp-below", x, y: height - 4, style: `text-anchor: ${anchor}` }, String(t))];
}

/** "time stamp 2, “a”: memory ‖U h(1)‖ = 7.13, the word ‖W x(2)‖ = 5.31." @param {State} state
 * @param {Amount | undefined} amount @returns {(string | Node)[]} */
function sentenceOf({ trace, t, unit, gate }, amount) {
  if (!amount) return [];
  const mix = mixOf(trace.symbols, gate);
  const { memory, word } = sourcesOf(trace.symbols, gate);
  const names = mix
    ? { memory: mixed(mix.kept, trace.symbols, t), word: mixed(mix.fresh, trace.symbols, t) }
    : { memory: namesOf(memory, trace.symbols, gate, t), word: namesOf(word, trace.symbols, gate, t) };
  const values = { t, token: trace.tokens[t].text };
  const parts = [
    _("Time stamp {t}, “{token}”:", values), " ",
    swatch("memory"), mix ? _("kept") : _("memory"), ...lettered(` ‖${names.memory}‖ = ${format(amount.memory)}`), ", ",
    swatch("word"), mix ? _("new") : _("the word"), ...lettered(` ‖${names.word}‖ = ${format(amount.word)}`), ".",
  ];
  if (!amount.unit || unit === null) return parts;
  const both = { unit, memory: exact(amount.unit.memory), word: exact(amount.unit.word) };
  const own = mix
    ? _("Of unit {unit}, {memory} is kept and {word} is new.", both)
    : _("Of unit {unit}'s sum, {memory} comes from memory and {word} from the word.", both);
  return [...parts, " ", own];
}

/** "U h(1)": of several gates what they have in common; of one, with what multiplies it.
 * @param {Symbol[]} sources @param {Symbol[]} symbols @param {string | null} gate @param {number} t */
const namesOf = (sources, symbols, gate, t) => {
  const labels = sources.length > 1 ? sources.map(({ label: name }) => name.replace(/_\w+/, "")) : sources.map((source) => shareName(source, symbols, gate));
  return [...new Set(labels)].map((name) => name.replace("t−1", String(t - 1).replace("-", "−")).replaceAll("(t)", `(${t})`)).join(", ");
};

/** Never 0.00 of what is not 0. @param {number} value */
const exact = (value) => (Math.abs(value) < 0.01 ? magnitude(value) : format(value));

/** "(1 − z(2))∘n(2)" @param {import("../types.js").Term[]} terms @param {Symbol[]} symbols @param {number} t */
const mixed = (terms, symbols, t) => terms.map((term) => writtenOut(symbols, term).factors.map(({ name, lag, complement }) => {
  const letter = `${name}(${String(t - lag).replace("-", "−")})`;
  return complement ? `(1 − ${letter})` : letter;
}).join("∘")).join(" + ");

/** "r(t)∘(U_n h(t−1))" @param {Symbol} source @param {Symbol[]} symbols @param {string | null} gate */
function shareName(source, symbols, gate) {
  const others = shareOf(symbols, gate, source).factors.filter(({ name }) => name !== source.name);
  const before = others.map(({ name }) => symbols.find((symbol) => symbol.name === name)?.label ?? name);
  return before.length ? `${before.join("∘")}∘(${source.label})` : source.label;
}

/** @param {string} name */
function swatch(name) {
  const element = document.createElement("i");
  element.className = `swatch ${name}`;
  return element;
}

/** @type {import("../types.js").View} */
export const balance = { id: "balance", title: "How much from the word, how much from memory", mount };
