// What the sentence is compared with: another network, another sentence, or what was altered in it.

import { aloneInWords, isAltered, otherChosen, otherModel } from "../beside.js";
import { html } from "../html.js";
import { inWords } from "../interventions.js";
import { interventionsRemoved, originalOf } from "../state.js";
import { setText } from "../svg.js";
import { _ } from "../texts.js";
import { secondChosen } from "../walk.js";

/** @typedef {import("../types.js").State} State */

/** What is altered, in words. @param {State} state @returns {string} */
export function alteredInWords(state) {
  if (state.interventions.length === 0) return "";
  const words = originalOf(state).tokens.map(({ text }) => text);
  const list = state.interventions.map((each) => inWords(each, words)).join("; ");
  const waits = state.original === null;
  return isAltered(state) || waits
    ? _("Altered: {list}.", { list })
    : _("Altered: {list}. It is compared only with the same network on the same sentence.", { list });
}

/** @param {HTMLElement} root @param {import("../types.js").Update} update @returns {import("../types.js").Render} */
function mount(root, update) {
  const input = /** @type {HTMLInputElement} */ (root.querySelector("#second"));
  const select = /** @type {HTMLSelectElement} */ (root.querySelector("#with"));
  const [altered, problem] = ["#altered", "#second-problem"].map((selector) => /** @type {HTMLElement} */ (root.querySelector(selector)));
  const [text, back] = [html("span"), html("button", "button", _("Take all back"))];
  back.type = "button";
  altered.replaceChildren(text, " ", back);

  let editing = false;
  const choose = (/** @type {import("../types.js").History} */ history) => update((state) => {
    const next = secondChosen(input.value)(state);
    return next === state ? state : interventionsRemoved(next);
  }, history);
  input.addEventListener("input", () => {
    choose(editing ? "replace" : "push");
    editing = true;
  });
  input.addEventListener("blur", () => (editing = false));
  root.addEventListener("submit", (event) => {
    event.preventDefault();
    editing = false;
  });
  select.addEventListener("change", () => update(otherChosen(select.value), "push"));
  back.addEventListener("click", () => update(interventionsRemoved, "push"));

  return (state) => {
    if (input !== document.activeElement && input.value !== state.walk.second) input.value = state.walk.second;
    const { id } = otherModel(state);
    if (select.value !== id) select.value = id;
    const words = alteredInWords(state);
    setText(text, words);
    altered.hidden = words === "";
    setText(problem, state.beside.problems.trace || aloneInWords(state));
    document.title = state.traced ? _("{sentence}: compared – Unrolled", { sentence: Array.from(state.traced).slice(0, 50).join("") }) : _("Compare – Unrolled");
  };
}

/** @type {import("../types.js").View} */
export const others = { id: "others", title: "What it is compared with", mount };
