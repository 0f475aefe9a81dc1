// What can be done: set the pinned unit, silence it, forget, read another word, begin with another memory. Each is a
// form or a button of its own, so that Enter does it.

import { button, html, lettered } from "../../html.js";
import { isOneToken, tokenIn } from "../../kinds.js";
import { layerMark } from "../../layers.js";
import { fixed } from "../../scale.js";
import { intervened, interventionRemoved, layerOf, originalOf } from "../../state.js";
import { setText } from "../../svg.js";
import { _ } from "../../texts.js";
import { carriedFrom, MAX_VALUE } from "../../interventions.js";
import { targetOf } from "./target.js";

/** @typedef {import("../../types.js").State} State */
/** @typedef {import("../../types.js").Update} Update */
/** @typedef {import("../../types.js").History} History */
/** @typedef {import("./target.js").Target} Target */

/** @param {Update} update */
export function makeControls(update) {
  /** @type {State | null} */
  let state = null;
  const parts = [unitForm(() => state, update), forgetButton(() => state, update), wordForm(() => state, update), memoryForm(update)];
  // Said again where it was caused, for those who see; the sentence's own line has told it to all others.
  const problem = html("p", "refusal");
  const root = html("div", "controls", ...parts.map(({ root }) => root), problem);
  return {
    root,
    /** @param {State} next */
    render(next) {
      state = next;
      for (const part of parts) part.render(next);
      setText(problem, (root.contains(document.activeElement) && next.problem) || "");
    },
  };
}

/** @param {() => State | null} get @param {Update} update */
function unitForm(get, update) {
  const label = html("label", "what");
  const number = input("number", "", { step: "any", min: String(-MAX_VALUE), max: String(MAX_VALUE), id: "whatif-value", required: "" });
  const slider = input("range", "", {});
  label.htmlFor = number.id;
  const silence = button("button", "", () => set({ t: "all", value: 0 }, "push"));
  const form = html("form", "set", label, number, slider, button("button", _("Set"), undefined, "submit"), silence);
  const hint = html("p", "hint", _("To set a unit or to silence it, pin it first: click it in the diagram, or go there with the arrow keys and press Enter."));
  /** @type {number | null} where the slider was moved to while the last value was on its way */
  let waiting = null;
  let dragging = false;

  /** @param {{t?: "all", value: number}} what @param {History} history */
  function set({ t, value }, history) {
    const state = get();
    const target = state && targetOf(state);
    if (!target) return;
    waiting = null;
    update(intervened({ kind: "edit", symbol: target.symbol.name, t: t ?? state.t, unit: target.unit, value, layer: layerOf(state) }), history);
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    set({ value: number.valueAsNumber }, "push");
  });
  slider.addEventListener("input", () => {
    const state = get();
    number.value = slider.value;
    // One value at a time is asked for: a faster hand would abort every answer.
    if (state && state.interventions !== state.applied) waiting = slider.valueAsNumber;
    else set({ value: slider.valueAsNumber }, dragging ? "replace" : "push");
    dragging = true;
  });
  slider.addEventListener("change", () => (dragging = false));

  let key = "";
  return {
    root: html("div", "unit", form, hint),
    /** @param {State} state */
    render(state) {
      const target = targetOf(state);
      form.hidden = target === null;
      hint.hidden = target !== null;
      if (target === null) return;
      const now = [target.symbol.name, target.unit, state.t, state.model.id, layerOf(state)].join();
      if (now !== key) waiting = null;
      const settled = state.interventions === state.applied;
      if (waiting !== null && settled) return set({ value: waiting }, "replace");
      label.replaceChildren(...lettered(`${called(target.symbol, state.t, layerMark(state))}[${target.unit}] =`));
      silence.textContent = _("Silence it at every time stamp");
      Object.assign(slider, { min: String(target.min), max: String(target.max), step: String((target.max - target.min) / 200) });
      slider.setAttribute("aria-label", _("{symbol}({t})[{unit}], by a slider", { symbol: target.symbol.name + layerMark(state), t: state.t, unit: target.unit }));
      const free = now !== key || (settled && !dragging);
      if (free) slider.value = String(target.value);
      if (free && (now !== key || document.activeElement !== number)) number.value = String(Number(target.value.toFixed(4)));
      key = now;
    },
  };
}

/** @param {() => State | null} get @param {Update} update */
function forgetButton(get, update) {
  const act = button("button", "", () => {
    const state = get();
    if (state) update(intervened({ kind: "forget", t: state.t }), "push");
  });
  const why = html("span", "hint");
  return {
    root: html("div", "forget", act, why),
    /** @param {State} state */
    render({ trace, t }) {
      const nothing = t === 0 && trace.layers.flatMap(({ initial }) => Object.values(initial)).every((values) => values.every((value) => value === 0));
      act.disabled = nothing || trace.tokens.length === 0;
      act.textContent = t > 0 || nothing ? _("Forget everything before “{word}”", { word: trace.tokens[t]?.text ?? "" }) : _("Forget h(−1)");
      why.textContent = nothing ? _("Nothing was read before the first word.") : "";
    },
  };
}

/** @param {() => State | null} get @param {Update} update */
function wordForm(get, update) {
  const label = html("label", "what");
  const word = input("text", "", { id: "whatif-word", maxlength: "200", autocapitalize: "off", spellcheck: "false", dir: "auto" });
  const refusal = html("p", "refusal");
  label.htmlFor = word.id;
  refusal.setAttribute("role", "alert");
  const submit = button("button", _("Replace"), undefined, "submit");
  const form = html("form", "instead", label, word, submit, refusal);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const state = get();
    if (!state) return;
    const other = tokenIn(word.value, state.model);
    refusal.textContent = refusalOf(other, state);
    if (refusal.textContent) return;
    update(replaced(state, other), "push");
    word.value = "";
  });
  word.addEventListener("input", () => (refusal.textContent = ""));
  return {
    root: form,
    /** @param {State} state */
    render(state) {
      label.textContent = _("In place of “{word}” read", { word: originalOf(state).tokens[state.t]?.text ?? "" });
      submit.disabled = state.trace.tokens.length === 0;
    },
  };
}

/** @param {string} word @param {State} state */
function refusalOf(word, { model }) {
  if (word === "") return _("Type the word that is to be read instead.");
  return isOneToken(word, model) ? "" : _("One word takes the place of one word; “{words}” is more. Type a single one.", { words: word });
}

/** The word itself in its own place is no intervention. @param {State} state @param {string} word @returns {import("../../types.js").Change} */
function replaced({ interventions, t, original, trace }, word) {
  const at = interventions.findIndex((each) => each.kind === "instead" && each.t === t);
  const own = originalOf({ trace, original }).tokens[t]?.text;
  if (word !== own) return intervened({ kind: "instead", t, word });
  return at < 0 ? (state) => state : interventionRemoved(at);
}

/** @param {Update} update */
function memoryForm(update) {
  const label = html("label", "what", _("Begin with the memory of"));
  const text = input("text", "", { id: "whatif-from", maxlength: "4000", autocapitalize: "off", spellcheck: "false", dir: "auto", placeholder: _("another sentence") });
  label.htmlFor = text.id;
  const form = html("form", "from", label, text, button("button", _("Carry in"), undefined, "submit"));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (text.value.trim() === "") return text.focus();
    update(intervened({ kind: "from", text: text.value.trim() }), "push");
  });
  return {
    root: form,
    /** What was refused stays, to be mended. @param {State} state */
    render({ applied }) {
      if (carriedFrom(applied) === text.value.trim()) text.value = "";
    },
  };
}

/** "h(2)", "tanh(c(2))", "z(2)∘h(1)" @param {import("../../types.js").Symbol} symbol @param {number} t @param {string} [mark]  of the layer */
const called = ({ label }, t, mark = "") => label.replace(/\(t(−1)?\)/g, (_all, before) => `${mark}(${fixed(before ? t - 1 : t, 0)})`);

/** @param {string} type @param {string} name @param {Record<string, string>} [attributes] */
function input(type, name, attributes = {}) {
  const element = html("input", name);
  Object.assign(element, { type, autocomplete: "off" });
  for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value);
  return element;
}
