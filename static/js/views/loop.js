// The loop, as a library runs it: lines of PyTorch, the one that ran last, and what the variables hold then.

import { askedOf, listInWords } from "../interventions.js";
import { belowPinned, shownRange } from "../layers.js";
import { colourOf, format } from "../scale.js";
import { hovered, layerOf, lineBack, lineChosen, lineForward, originalOf, problemShown, unitPinned, dimensionPinned } from "../state.js";
import { setText } from "../svg.js";
import { _ } from "../texts.js";
import { linesOf, scriptOf, variablesOf } from "./loop/lines.js";

/** @typedef {import("../types.js").State} State */
/** @typedef {import("./loop/lines.js").Variable} Variable */

const FIRST = 4; // values that are written out

/** @param {HTMLElement} root @param {import("../types.js").Update} update @returns {import("../types.js").Render} */
function mount(root, update) {
  const find = (/** @type {string} */ selector) => /** @type {HTMLElement} */ (root.querySelector(selector));
  const [code, table, copy, altered] = [".code", ".variables tbody", ".copy", ".altered"].map(find);
  /** @type {State} */
  let state;
  /** @type {unknown[]} */
  let last = [];

  root.addEventListener("click", ({ target }) => {
    const button = /** @type {Element} */ (target).closest("button");
    if (button?.dataset.line === "back") update(lineBack);
    else if (button?.dataset.line === "on") update(lineForward);
    else if (button?.dataset.place) update(lineChosen(Number(button.dataset.place)));
  });
  wireCopy(copy, () => state, update);
  wireStrips(table, () => state, update);

  return (next) => {
    state = next;
    const inputs = [next.trace, next.t, next.line, next.theme, next.model, layerOf(next)];
    if (inputs.every((value, place) => value === last[place])) return;
    if (last[4] !== next.model) code.replaceChildren(...linesOf(next).map(lineElement));
    last = inputs;
    const { edits, initial } = askedOf(next.trace);
    setText(altered, alteredIn(next));
    /** @type {HTMLButtonElement} */ (copy).disabled = Boolean(edits ?? initial); // the script knows of neither
    copy.title = edits || initial ? _("The script knows nothing of what you altered.") : "";
    for (const line of code.children) mark(line, next);
    table.replaceChildren(...variablesOf(next).map((variable) => row(variable, next)));
  };
}

/** What the lines do not say. @param {State} state @returns {string} */
function alteredIn(state) {
  if (state.applied.length === 0) return "";
  const list = listInWords(state.applied, originalOf(state).tokens.map(({ text }) => text), state.model.num_layers);
  return _("No line says what you altered: {list}. The variables hold what came of it.", { list });
}

/** @param {import("./loop/lines.js").Line} line */
function lineElement({ text, place }) {
  const item = document.createElement("li");
  const inside = item.appendChild(document.createElement(place === null ? "span" : "button"));
  inside.textContent = text;
  if (inside instanceof HTMLButtonElement) {
    inside.type = "button";
    inside.dataset.place = String(place);
  }
  return item;
}

/** @param {Element} item @param {State} state */
function mark(item, { line, trace }) {
  const button = item.querySelector("button");
  const current = button?.dataset.place === String(line) && trace.tokens.length > 0;
  if (current) item.setAttribute("aria-current", "step");
  else item.removeAttribute("aria-current");
}

/** @param {Variable} variable @param {State} state */
function row(variable, state) {
  const { name, shape, values, symbol, text, fresh } = variable;
  const line = document.createElement("tr");
  line.classList.toggle("fresh", fresh);
  const head = cell("th", name);
  head.setAttribute("scope", "row");
  line.append(head, cell("td", shape));
  if (values === null || symbol === null) {
    const whole = cell("td", text);
    whole.colSpan = 2;
    line.append(whole);
  } else {
    const strip = cell("td", "");
    const drawn = painted(values, shownRange(symbol, state), state.theme);
    drawn.dataset.variable = name;
    strip.append(drawn);
    line.append(strip, cell("td", firstOf(values)));
  }
  return line;
}

/** @param {Float32Array} values */
const firstOf = (values) => `${[...values.subarray(0, FIRST)].map(format).join("  ")} …`;

/** Each colour of a strip tells its number, lights its unit everywhere, and pins it on a click.
 * @param {HTMLElement} table @param {() => State} get @param {import("../types.js").Update} update */
function wireStrips(table, get, update) {
  /** @param {MouseEvent} event */
  const at = ({ target, clientX }) => {
    if (!(target instanceof HTMLCanvasElement)) return null;
    const variable = variablesOf(get()).find(({ name }) => name === target.dataset.variable);
    const { left, width } = target.getBoundingClientRect();
    if (!variable?.values || !variable.symbol) return null;
    const unit = Math.max(0, Math.min(variable.values.length - 1, Math.floor(((clientX - left) / width) * variable.values.length)));
    return { symbol: variable.symbol, values: variable.values, t: variable.t, unit, told: /** @type {HTMLElement} */ (target.closest("tr")?.lastElementChild) };
  };
  /** @type {ReturnType<typeof at>} */
  let over = null;
  /** @param {ReturnType<typeof at>} next */
  function go(next) {
    if (over && over.told !== next?.told) over.told.textContent = firstOf(over.values);
    over = next;
    if (next) next.told.textContent = `${next.symbol.name}[${next.unit}] = ${format(next.values[next.unit])}`;
    update(hovered(next && { kind: "cell", symbol: next.symbol.name, t: next.t, unit: next.unit }));
  }
  table.addEventListener("pointermove", (event) => {
    const next = at(event);
    if (next?.unit !== over?.unit || next?.told !== over?.told) go(next);
  });
  table.addEventListener("pointerleave", () => over && go(null));
  table.addEventListener("click", (event) => {
    const here = at(event);
    if (!here) return;
    const t = Math.max(0, here.t);
    if (here.symbol.kind !== "input") update(unitPinned(here.unit, t, here.symbol.name), "push");
    else update(layerOf(get()) === 0 ? dimensionPinned(here.unit, t) : belowPinned(here.unit, t, unitPinned), "push");
  });
}

/** @template {"td" | "th"} Tag @param {Tag} tag @param {string} text */
function cell(tag, text) {
  const element = document.createElement(tag);
  element.textContent = text;
  return element;
}

/** @param {Float32Array} values @param {import("../scale.js").Range} range @param {"light" | "dark"} theme */
function painted(values, { palette, max }, theme) {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [values.length, 1];
  const context = canvas.getContext("2d");
  for (let place = 0; context && place < values.length; place += 1) {
    context.fillStyle = colourOf(palette, values[place], max, theme);
    context.fillRect(place, 0, 1, 1);
  }
  return canvas;
}

/** @param {HTMLElement} button @param {() => State} get @param {import("../types.js").Update} update */
function wireCopy(button, get, update) {
  const label = button.textContent;
  button.addEventListener("click", async () => {
    const { model, trace } = get();
    const template = /** @type {HTMLTemplateElement | null} */ (document.querySelector(`template[data-script="${CSS.escape(model.id)}"]`));
    try {
      await navigator.clipboard.writeText(scriptOf(template?.content.textContent ?? "", trace));
      button.textContent = button.dataset.done ?? "";
      setTimeout(() => (button.textContent = label), 2000);
    } catch {
      update(problemShown(_("The browser did not let the script be copied.")));
    }
  });
}

/** @type {import("../types.js").View} */
export const loop = { id: "loop", title: "The loop, as a library runs it", mount };
