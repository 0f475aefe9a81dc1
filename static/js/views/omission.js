// Without one word: what the predictions would be, beside what the gradient says of each word.

import { html, liveWhileFocused } from "../html.js";
import { at, magnitude } from "../influence.js";
import { tokenIn } from "../kinds.js";
import { influenceOf, insteadChosen, omissionOf, wordOmitted } from "../recall.js";
import { percent } from "../scale.js";
import { svg } from "../svg.js";
import { _ } from "../texts.js";

/** @typedef {import("../types.js").State} State */
/** @typedef {import("../types.js").Omission} Omission */

/** Of each word s up to t: the gradient's norm, and by how much its absence changes the surprisal; null where neither
 * is. @typedef {{s: number, text: string, gradient: number | null, change: number | null}} Weighed */

const END = "</s>";
const LEAST = 46; // px that a word takes under its bars, with both its numbers; more words scroll

/** @param {State} state @returns {Weighed[]} */
export function weighed(state) {
  const { trace, t } = state;
  const [influence, omission] = [influenceOf(state), omissionOf(state)];
  return trace.tokens.slice(0, t + 1).map(({ text }, s) => ({
    s, text,
    gradient: influence && influence.targets[t] !== null ? at(influence.wordGradient, t, s) : null,
    change: omission?.changes[t]?.[s] ?? null,
  }));
}

/** The word of the largest number; null where there is none. @param {Weighed[]} words @param {(word: Weighed) => number | null} by */
function most(words, by) {
  const counted = words.filter((word) => by(word) !== null);
  return counted.length === 0 ? null : counted.reduce((a, b) => (Math.abs(by(b) ?? 0) > Math.abs(by(a) ?? 0) ? b : a));
}

/** Whether gradient and leaving out agree on the word that counts most. @param {State} state @returns {string} */
export function agreement(state) {
  if (influenceOf(state) === null) return "";
  const words = weighed(state);
  const [slope, left] = [most(words, ({ gradient }) => gradient), most(words, ({ change }) => change)];
  const token = omissionOf(state)?.outputs.length ? influenceOf(state)?.targets[state.t] : null;
  if (!token) return _("No known word came next here, so there is no surprisal to compare.");
  if (!slope || !left) return _("Without its only word so far, the network has not read anything yet, and says nothing.");
  const values = { word: shown(token), slope: slope.text, gradient: magnitude(slope.gradient ?? 0), left: left.text, change: signed(left.change ?? 0) };
  if (slope.s !== left.s && state.memory.instead !== null) {
    return _("For “{word}”, which came next, they disagree: the gradient names “{slope}” ({gradient}), reading another word names “{left}” ({change}). A gradient speaks of the smallest changes, and another word is a large one.", values);
  }
  return slope.s === left.s
    ? _("For “{word}”, which came next, both name “{slope}”: gradient {gradient}, change in surprisal {change}.", values)
    : _("For “{word}”, which came next, they disagree: the gradient names “{slope}” ({gradient}), doing without a word names “{left}” ({change}). A gradient speaks of the smallest changes, and a missing word is a large one.", values);
}

/** What is read in the word's place, in words. @param {State} state @returns {string} */
export function deed({ trace, memory }) {
  const word = trace.tokens[memory.omitted]?.text ?? "";
  if (memory.instead === null) return _("“{word}” deleted", { word });
  if (memory.instead === "<unk>") return _("“{word}” unknown", { word });
  return _("“{other}” for “{word}”", { word, other: memory.instead });
}

/** What follows from it at the current t. @param {State} state @param {Omission} omission @returns {string} */
export function says({ trace, t, memory }, omission) {
  const { omitted } = memory;
  if (t < omitted) return _("“{word}” is read only later: at time stamp {t} nothing changes.", { word: trace.tokens[omitted].text, t });
  const { text: word, id, known } = trace.tokens[omitted];
  if (omission.instead?.id === id) return known ? _("“{word}” stands in its own place, so nothing changes.", { word }) : _("“{word}” is read as <unk> already, so nothing changes.", { word });
  const output = omission.outputs[t - omitted];
  if (output.top.every(({ after }) => after === null)) return _("Without its only word so far, the network has not read anything yet, and says nothing.");
  const unread = omission.instead && !omission.instead.known && memory.instead !== "<unk>";
  const note = unread ? ` ${_("The network does not know “{word}” and reads <unk>.", { word: memory.instead ?? "" })}` : "";
  if (output.change === null || output.before === null || output.after === null || output.token === null) return _("No known word came next, so there is no surprisal to compare.") + note;
  const values = { word: shown(output.token), before: output.before.toFixed(2), after: output.after.toFixed(2), change: signed(output.change) };
  const sentence = output.change >= 0
    ? _("The surprisal at “{word}” would be {after} rather than {before} nats ({change}): the word helped to foresee it.", values)
    : _("The surprisal at “{word}” would be {after} rather than {before} nats ({change}): the word made it harder to foresee.", values);
  return (Math.abs(output.change) < 0.005 ? _("The surprisal at “{word}” would stay {before} nats: the word made no difference.", values) : sentence) + note;
}

/** @param {string} token */
const shown = (token) => (token === END ? _("end of sentence") : token);

/** "+0.31" @param {number} value */
const signed = (value) => `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(2)}`;

/** @param {HTMLElement} root @param {import("../types.js").Update} update @returns {import("../types.js").Render} */
function mount(root, update) {
  const [words, text, table, bars, judgement, label, details] = [".words", ".says", ".pairs", ".figure", ".agreement", ".deed", ".numbers"].map(
    (selector) => /** @type {HTMLElement} */ (root.querySelector(selector)),
  );
  const choices = /** @type {HTMLInputElement[]} */ ([...root.querySelectorAll("[name=instead]")]);
  const typed = /** @type {HTMLInputElement} */ (root.querySelector("#instead-word"));
  wireChoice(choices, typed, update);
  liveWhileFocused(root, text);
  for (const place of [words, bars]) {
    place.addEventListener("click", ({ target }) => {
      const word = /** @type {Element} */ (target).closest("[data-s]");
      if (word) update(wordOmitted(Number(word.getAttribute("data-s"))), "push");
    });
  }
  /** @type {State} */
  let state;
  /** @type {unknown[]} */
  let inputs = [];
  let room = 0;
  /** @type {unknown[]} */
  let sought = [];

  function render() {
    room = bars.clientWidth;
    const { trace, memory, t, model } = state;
    root.hidden = trace.tokens.length === 0;
    root.classList.toggle("too-long", trace.tokens.length > model.limits.omissions);
    fillWords(words, state);
    fillChoice(choices, typed, state);
    const omission = omissionOf(state);
    const problem = memory.problems.omission;
    text.classList.toggle("problem", Boolean(problem));
    root.setAttribute("aria-busy", String(omission === null && !problem));
    if (problem) text.textContent = problem;
    if (omission === null || root.hidden) return;
    label.textContent = deed(state); // what was refused leaves the numbers, and their name, of what was shown before
    text.textContent = says(state, omission);
    fillPairs(table, omission.outputs[t - memory.omitted]);
    judgement.textContent = agreement(state);
    bars.replaceChildren(...drawBars(weighed(state), memory.omitted, room, judgement.textContent));
    if (sought[0] !== trace || sought[1] !== t) bars.scrollLeft = bars.scrollWidth; // to the current word, the last one
    sought = [trace, t];
    fillNumbers(details, weighed(state));
  }
  details.addEventListener("toggle", () => fillNumbers(details, weighed(state)));
  new ResizeObserver(() => {
    if (state && room !== bars.clientWidth) render();
  }).observe(bars);
  return (next) => {
    state = next;
    const now = [next.trace, next.t, next.memory];
    if (now.some((value, place) => value !== inputs[place])) {
      inputs = now;
      render();
    }
  };
}

/** @param {HTMLInputElement[]} choices @param {HTMLInputElement} typed @param {import("../types.js").Update} update */
function wireChoice(choices, typed, update) {
  const chosen = (/** @type {State} */ state) => {
    const token = tokenIn(typed.value, state.model);
    return token === "" ? state : insteadChosen(token)(state);
  };
  for (const choice of choices) {
    choice.addEventListener("change", () => {
      if (choice.value === "word") return typed.value ? update(chosen, "push") : typed.focus();
      update(insteadChosen(choice.value === "unknown" ? "<unk>" : null), "push");
    });
  }
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let pause;
  const enter = () => {
    clearTimeout(pause);
    update(chosen);
  };
  typed.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(enter, 250);
  });
  typed.addEventListener("keydown", (event) => {
    if (event.key === "Enter") enter();
  });
}

/** @param {HTMLInputElement[]} choices @param {HTMLInputElement} typed @param {State} state */
function fillChoice(choices, typed, { memory }) {
  const kind = memory.instead === null ? "deleted" : memory.instead === "<unk>" ? "unknown" : "word";
  for (const choice of choices) {
    // Somebody about to type a word has chosen it before there is one.
    if (document.activeElement !== typed || choice.value === "word" || kind === "word") choice.checked = choice.value === kind;
  }
  if (kind === "word" && document.activeElement !== typed) typed.value = memory.instead ?? "";
}

/** @param {HTMLElement} words @param {State} state */
function fillWords(words, { trace, t, memory }) {
  const key = JSON.stringify([trace.tokens.map(({ text }) => text), t, memory.omitted]);
  if (words.dataset.key === key) return;
  const focused = words.contains(document.activeElement);
  words.dataset.key = key;
  words.replaceChildren(...trace.tokens.map(({ text }, s) => {
    const button = document.createElement("button");
    button.type = "button";
    button.dataset.s = String(s);
    button.textContent = text;
    button.classList.toggle("unread", s > t);
    button.setAttribute("aria-pressed", String(s === memory.omitted));
    return button;
  }));
  if (focused) /** @type {HTMLElement} */ (words.children[memory.omitted]).focus();
}

/** @param {HTMLElement} table @param {Omission["outputs"][0] | undefined} output */
function fillPairs(table, output) {
  const rows = output?.top ?? [];
  const largest = Math.max(1e-9, ...rows.flatMap(({ before, after }) => [before, after ?? 0]));
  table.replaceChildren(...rows.map(({ token, before, after }) => {
    const row = document.createElement("tr");
    const name = Object.assign(document.createElement("th"), { textContent: shown(token), scope: "row" });
    if (token === END) name.className = "end";
    row.append(name, probability("before", before, largest), probability("after", after, largest));
    return row;
  }));
}

/** @param {string} kind @param {number | null} value @param {number} largest */
function probability(kind, value, largest) {
  const cell = document.createElement("td");
  cell.className = kind;
  cell.style.setProperty("--share", String((value ?? 0) / largest));
  const number = document.createElement("span");
  number.textContent = value === null ? "–" : percent(value);
  cell.append(number);
  return cell;
}

/** Made only while somebody looks at it. @param {HTMLElement} details @param {Weighed[]} words */
function fillNumbers(details, words) {
  const place = /** @type {HTMLElement} */ (details.querySelector(".scroll"));
  if (!(/** @type {HTMLDetailsElement} */ (details).open)) return place.replaceChildren();
  const table = html("table");
  table.createTHead().insertRow().append(html("th", "", "s"), html("th"), html("th", "", _("gradient")), html("th", "", _("change in surprisal")));
  const body = table.createTBody();
  for (const { s, text, gradient, change } of words) {
    body.insertRow().append(html("th", "", String(s)), html("td", "", text), html("td", "", gradient === null ? "–" : magnitude(gradient)), html("td", "", change === null ? "–" : signed(change)));
  }
  place.replaceChildren(table);
}

/** Two rows of bars over the same words: the gradient's above, the change in surprisal below, up where the word helped.
 * Their names stand apart, for they stay where the bars scroll.
 * @param {Weighed[]} words @param {number} omitted @param {number} width @param {string} label */
function drawBars(words, omitted, width, label) {
  const [left, first, gap, second, foot] = [78, 78, 30, 96, 26];
  const column = Math.min(86, Math.max(LEAST, (width - left - 8) / Math.max(1, words.length)));
  const bar = Math.min(26, column * 0.56);
  const base = first + 24;
  const middle = base + gap + second / 2 + 8;
  const height = base + gap + second + 18 + foot;
  const tallest = Math.max(1e-300, ...words.map(({ gradient }) => gradient ?? 0));
  const farthest = Math.max(1e-9, ...words.map(({ change }) => Math.abs(change ?? 0)));
  const all = Math.max(width, left + column * words.length + 8);
  const marks = words.map(({ s, text, gradient, change }) => {
    const x = left + column * (s + 0.5);
    const up = first * ((gradient ?? 0) / tallest);
    const size = (second / 2) * (Math.abs(change ?? 0) / farthest);
    const most = Math.max(2, Math.floor(column / 7.5));
    return svg(
      "g", { class: s === omitted ? "weighed chosen" : "weighed", "data-s": s },
      svg("title", {}, `${text}: ${gradient === null ? "–" : magnitude(gradient)}, ${change === null ? "–" : signed(change)}`),
      svg("rect", { class: "hit", x: x - column / 2, y: 0, width: column, height }),
      gradient !== null && svg("rect", { class: "gradient", x: x - bar / 2, y: base - up, width: bar, height: Math.max(0.5, up) }),
      change !== null && svg("rect", { class: change < 0 ? "minus" : "plus", x: x - bar / 2, y: change < 0 ? middle : middle - size, width: bar, height: Math.max(0.5, size) }),
      gradient !== null && svg("text", { class: "value", x, y: base - up - 4 }, magnitude(gradient)),
      svg("text", { class: "value", x, y: change !== null && change < 0 ? middle + size + 13 : middle - size - 4 }, change === null ? "–" : signed(change)),
      svg("text", { class: "word-below", x, y: height - 6 }, [...text].length > most ? `${[...text].slice(0, most - 1).join("")}…` : text),
    );
  });
  const name = (/** @type {string} */ text, /** @type {number} */ y) => svg("text", { class: "what", x: 0, y }, text);
  const line = (/** @type {number} */ y) => svg("line", { class: "base", x1: left, x2: all, y1: y, y2: y });
  return [
    svg("svg", { class: "names", width: left, height, "aria-hidden": "true" }, name(_("gradient"), base - first / 2), name(_("change in"), middle - 4), name(_("surprisal"), middle + 12)),
    svg("svg", { width: all - left, height, viewBox: `${left} 0 ${all - left} ${height}`, role: "img", "aria-label": label }, line(base), line(middle), ...marks),
  ];
}

/** @type {import("../types.js").View} */
export const omission = { id: "omission", title: "Without one word", mount };
