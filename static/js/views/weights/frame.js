// What stands around the heatmap of an opened weight: the chooser, its names, the order, the scale of its colours.

import { format } from "../../scale.js";
import { gatesOf, productsOf, sumOf } from "../../gates.js";
import { layerOf, weightNames } from "../../state.js";
import { _ } from "../../texts.js";
import { labelOf, placeOf } from "./about.js";

/** @typedef {import("../../types.js").State} State */
/** @typedef {import("../weights.js").Opened} Opened */

/** @param {string} tag @param {string} name @param {...(Node | string)} children @returns {HTMLElement} */
export function element(tag, name, ...children) {
  const made = document.createElement(tag);
  if (name) made.className = name;
  made.append(...children);
  return made;
}

/** "b_ih" as people write it. @param {string[]} label @returns {HTMLElement} */
export function written([letter, below]) {
  const symbol = element("span", "weight-symbol", element("i", "", letter));
  symbol.translate = false;
  if (below) symbol.append(element("sub", "", below));
  return symbol;
}

/** @param {HTMLElement} root */
export function makeFrame(root) {
  const title = element("h2", "", _("Weights"));
  title.id = "weights-title";
  const tabs = group(_("The weight that is opened"), "tabs");
  const close = button(_("Close"));
  close.className = "weight-close";
  const names = element("div", "weight-names");
  const problem = element("p", "weight-problem");
  problem.setAttribute("role", "status");
  const orders = group(_("Rows and columns in the order of"), "weight-orders");
  const bar = element("p", "weight-scale");
  const heat = element("div", "weight-heat");
  const [words, meaning] = [element("div", "weight-words"), element("div", "weight-meaning")];
  const body = element("div", "weight-body", names, problem, element("div", "weight-figure", orders, heat, bar), element("div", "weight-aside", words, meaning));
  const lead = element("p", "weight-lead", _("Everything that the network has learned is in these numbers. Open one to see them all, and what they amount to."));
  root.append(element("div", "weight-head", title, close), lead, tabs, body);
  body.hidden = close.hidden = true;

  return {
    tabs, close, orders, heat, words, meaning, body,
    /** Opened from elsewhere on the page: whoever asked is led here. */
    reveal() {
      const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
      root.scrollIntoView({ block: "start", behavior: still ? "instant" : "smooth" });
      /** @type {HTMLElement | null} */ (tabs.querySelector("[aria-pressed=true]"))?.focus({ preventScroll: true });
    },
    /** @param {Opened} opened @param {State} state */
    fill({ about, matrix, range, problem: why, statistics }, { order }) {
      names.replaceChildren(...namesOf(about));
      problem.textContent = why || (matrix && statistics ? "" : _("The numbers are on their way."));
      fillOrders(orders, order, Boolean(statistics?.row_order ?? statistics?.column_order), about.rows === "word");
      bar.hidden = range === null;
      if (range) bar.replaceChildren(format(range.min).replace(/\.00$/, ""), element("i", "bar weights"), format(range.max).replace(/\.00$/, ""), ...scaleNote(about));
    },
  };
}

/** @param {import("./about.js").About} about @returns {HTMLElement[]} */
function namesOf({ label, torchName, shape, count, shared, meaning }) {
  const torch = element("code", "", torchName);
  torch.translate = false;
  const line = element("p", "weight-line", written(label), torch, element("span", "", shape), element("span", "", count));
  if (shared) line.append(element("span", "shared", _("the same at every time stamp")));
  return [line, element("p", "weight-about", meaning)];
}

/** @param {import("./about.js").About} about */
const scaleNote = ({ shared, columns }) => (shared && columns !== "one" ? [element("span", "", _("one scale for W and U"))] : []);

/** @param {HTMLElement} orders @param {string} order @param {boolean} ordered  whether there is an order to choose
 * @param {boolean} worded */
function fillOrders(orders, order, ordered, worded) {
  const choices = { index: _("index"), similarity: _("similarity") };
  orders.replaceChildren(element("span", "", _("Rows and columns by")), ...Object.entries(choices).map(([name, text]) => {
    const choice = button(text);
    choice.dataset.order = name;
    choice.setAttribute("aria-pressed", String(name === order));
    return choice;
  }));
  if (worded) orders.append(element("span", "", order === "index" ? _("words: the commonest first") : _("words: those like the marked one first")));
  orders.hidden = !ordered;
}

/** @param {HTMLElement} tabs @param {State} state */
export function fillTabs(tabs, state) {
  const groups = grouped(weightNames(state), state.model.symbols).map((names) => names.flatMap((name) => weightTab(state, name)));
  tabs.replaceChildren(...(groups.length > 1 ? groups.map((group) => element("div", "tab-group", ...group)) : groups.flat()));
}

/** The weights of each gate together, then what belongs to none. @param {string[]} names
 * @param {import("../../types.js").Symbol[]} symbols @returns {string[][]} */
export function grouped(names, symbols) {
  const groups = gatesOf(symbols).map((gate) => {
    const sum = sumOf(symbols, gate);
    const own = new Set(sum ? [...productsOf(symbols, sum).map(({ weight }) => weight), ...sum.terms.flatMap(({ factors }) => factors.map(({ name }) => name))] : []);
    return names.filter((name) => own.has(name));
  });
  const known = new Set(groups.flat());
  return [...groups, names.filter((name) => !known.has(name))];
}

/** @param {State} state @param {string} name @returns {HTMLElement[]} */
function weightTab(state, name) {
  const at = placeOf(state.model, name, layerOf(state));
  if (!at) return [];
  const tab = button("");
  tab.dataset.weight = name;
  tab.append(written(labelOf(at.place)));
  const what = { embedding: _("embedding"), "output.W_y": _("output"), "output.b_y": _("output bias") }[at.place];
  if (what) tab.append(" ", element("span", "tab-note", what));
  return [tab];
}

/** @param {HTMLElement} tabs @param {string | null} weight */
export function press(tabs, weight) {
  for (const tab of tabs.querySelectorAll("button")) tab.setAttribute("aria-pressed", String(tab.dataset.weight === weight));
}

/** @param {string} text */
function button(text) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = text;
  return made;
}

/** @param {string} label @param {string} name */
function group(label, name) {
  const made = element("div", name);
  made.setAttribute("role", "group");
  made.setAttribute("aria-label", label);
  return made;
}
