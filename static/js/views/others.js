// What the sentence is compared with: another network, another sentence, or what was altered in it.

import { aloneInWords, isAltered, otherAsked, otherModel, otherOf, secondTyped, typingBeside, unfinishedIn } from "../beside.js";
import { html, isAtEnd } from "../html.js";
import { listInWords } from "../interventions.js";
import { interventionsRemoved, originalOf } from "../state.js";
import { setText } from "../svg.js";
import { _ } from "../texts.js";

/** @typedef {import("../types.js").State} State */

/** What is altered, in words. @param {State} state @returns {string} */
export function alteredInWords(state) {
  if (state.interventions.length === 0) return "";
  const words = originalOf(state).tokens.map(({ text }) => text);
  const list = listInWords(state.interventions, words, state.model.num_layers);
  const waits = state.original === null;
  return isAltered(state) || waits
    ? _("Altered: {list}.", { list })
    : _("Altered: {list}. It is compared only with the same network on the same sentence.", { list });
}

/** Which words of the second sentence its network does not know; one that is still being typed is not counted. @param {State} state @returns {string} */
export function unknownInWords(state) {
  const trace = state.walk.second === "" ? null : otherOf(state);
  const tokens = trace?.tokens.slice(0, unfinishedIn(state)[1] ? -1 : undefined) ?? [];
  const unknown = [...new Set(tokens.filter(({ known }) => !known).map(({ text }) => text))];
  if (unknown.length === 0) return "";
  const words = unknown.slice(0, 3).map((word) => (word.length > 14 ? `${word.slice(0, 13)}…` : word)).join(", ") + (unknown.length > 3 ? ", …" : "");
  return _("Not known to {model}, read as <unk>: {words}.", { model: otherModel(state).id, words });
}

/** @param {HTMLElement} root @param {import("../types.js").Update} update @returns {import("../types.js").Render} */
function mount(root, update) {
  const input = /** @type {HTMLInputElement} */ (root.querySelector("#second"));
  const select = /** @type {HTMLSelectElement} */ (root.querySelector("#with"));
  const [altered, problem, reason] = ["#altered", "#second-problem", "#second-reason"].map((selector) => /** @type {HTMLElement} */ (root.querySelector(selector)));
  const [text, back] = [html("span"), html("button", "button", _("Take all back"))];
  back.type = "button";
  altered.replaceChildren(text, " ", back);

  let editing = false;
  input.addEventListener("input", () => {
    update(secondTyped(input.value, isAtEnd(input)), editing ? "replace" : "push");
    editing = true;
  });
  const leave = () => {
    editing = false;
    update(typingBeside(false));
  };
  input.addEventListener("blur", leave);
  input.addEventListener("keyup", () => void (isAtEnd(input) || update(typingBeside(false))));
  root.addEventListener("submit", (event) => {
    event.preventDefault();
    leave();
  });
  select.addEventListener("change", () => update(otherAsked(select.value), "push"));
  back.addEventListener("click", () => {
    const byKey = back.matches(":focus-visible");
    update(interventionsRemoved, "push");
    if (byKey) input.focus(); // the button is gone
  });

  return (state) => {
    if (input.value.trim() !== state.walk.second) input.value = state.walk.second;
    const { id } = otherModel(state);
    if (select.value !== id) select.value = id;
    const words = alteredInWords(state);
    setText(text, words);
    altered.hidden = words === "";
    setText(problem, state.beside.problems.trace ?? "");
    setText(reason, unknownInWords(state) || aloneInWords(state));
    document.title = state.traced ? _("{sentence}: compared – Unrolled", { sentence: Array.from(state.traced).slice(0, 50).join("") }) : _("Compare – Unrolled");
  };
}

/** @type {import("../types.js").View} */
export const others = { id: "others", title: "What it is compared with", mount };
