// The sentence in its input, the model, the sentences to try, and what went wrong with any of them.

import { fieldLeft, sentenceChosen, wordFinished } from "../arrival.js";
import { isAtEnd } from "../html.js";
import { inOneLine, readsCharacters } from "../kinds.js";
import { modelAsked, textTyped } from "../state.js";
import { _, language } from "../texts.js";

/** @typedef {import("../types.js").State} State */
/** @typedef {import("../types.js").Update} Update */

const ROOM = 11; // characters of unknown words that the slot beside the input has room for

/** The words that the network does not know, each once; one that is still being typed is not counted.
 * @param {State} state @returns {string[]} */
export function unknownWords({ trace, unfinished }) {
  const tokens = unfinished ? trace.tokens.slice(0, -1) : trace.tokens;
  return [...new Set(tokens.filter(({ known }) => !known).map(({ text }) => text))];
}

/** @param {HTMLElement} root @param {Update} update @returns {import("../types.js").Render} */
function mount(root, update) {
  const input = /** @type {HTMLInputElement} */ (root.querySelector("#text"));
  const select = /** @type {HTMLSelectElement} */ (root.querySelector("#model"));
  const [watch, reason, problem, tries] = ["#watch", "#reason", "#problem", "#try"].map(
    (selector) => /** @type {HTMLElement} */ (root.querySelector(selector)),
  );
  const examples = /** @type {HTMLAnchorElement[]} */ ([...tries.querySelectorAll("[data-text]")]);

  /** @type {State | null} */
  let last = null;
  wireInput(input, update);
  input.addEventListener("paste", (event) => {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (last && readsCharacters(last.model) && pasted(input, text)) event.preventDefault();
  });
  root.addEventListener("submit", (event) => {
    event.preventDefault();
    update(wordFinished, "push");
  });
  select.addEventListener("change", () => update(modelAsked(select.value), "push"));
  tries.addEventListener("click", (event) => {
    const link = /** @type {Element} */ (event.target).closest("a");
    if (!link?.dataset.text || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    update(sentenceChosen(link.dataset.text), "push");
    if (tries.matches(":popover-open")) tries.hidePopover();
  });

  let shown = "";
  let hint = "";
  /** @param {HTMLAnchorElement | undefined} example */
  function showWatch(example) {
    const { watch: line = "", beside = "", text = "" } = example?.dataset ?? {};
    const other = shown === beside ? text : beside;
    watch.replaceChildren(line || hint, ...(other ? [" ", _("Compare:"), " ", linkTo(other, select.value)] : []));
  }
  /** The example that is on screen, or beside the one that is. */
  const current = () => examples.find(({ dataset }) => [dataset.text, dataset.beside].includes(shown));
  for (const example of examples) {
    for (const event of ["pointerenter", "focus"]) example.addEventListener(event, () => showWatch(example));
    for (const event of ["pointerleave", "blur"]) example.addEventListener(event, () => showWatch(current()));
  }

  return (state) => {
    if (input.value !== state.text) input.value = state.text;
    if (select.value !== state.asked) select.value = state.asked;
    if (problem.textContent !== (state.problem ?? "")) problem.textContent = state.problem ?? "";
    if (last?.trace !== state.trace || last.unfinished !== state.unfinished) {
      reason.replaceChildren(...reasonFor(unknownWords(state), (state.model.vocab_size - 2).toLocaleString(language())));
      reason.title = reason.textContent ?? "";
      shown = state.traced;
      hint = readsCharacters(state.model) ? _("␣ is a space and ↵ a line end: type them, or paste a few lines.") : "";
      document.title = shown ? `${Array.from(shown).slice(0, 60).join("")} – Unrolled` : "Unrolled";
      for (const example of examples) example.toggleAttribute("aria-current", example === current());
      showWatch(current());
    }
    last = state;
  };
}

/** Each edit begins a new entry of the history; what follows, until Enter, changes that entry.
 * @param {HTMLInputElement} input @param {Update} update */
function wireInput(input, update) {
  let editing = false;
  input.addEventListener("input", () => {
    update(textTyped(input.value, isAtEnd(input)), editing ? "replace" : "push");
    editing = true;
  });
  const leave = () => {
    editing = false;
    update(fieldLeft);
  };
  input.addEventListener("blur", leave);
  input.form?.addEventListener("submit", leave);
  input.addEventListener("keyup", () => void (isAtEnd(input) || update(wordFinished)));
}

/** Several lines, which an input would run together. @param {HTMLInputElement} input @param {string} text
 * @returns {boolean} whether there were several */
function pasted(input, text) {
  const line = inOneLine(text);
  if (line === text) return false;
  input.setRangeText(line, input.selectionStart ?? 0, input.selectionEnd ?? 0, "end");
  input.dispatchEvent(new Event("input", { bubbles: true }));
  return true;
}

/** @param {string} text @param {string} model */
function linkTo(text, model) {
  const link = document.createElement("a");
  link.href = `?${new URLSearchParams({ model, text })}`;
  link.dataset.text = text;
  link.textContent = text;
  return link;
}

/** @param {string[]} words @param {string} size @returns {(string | Node)[]} */
function reasonFor(words, size) {
  if (words.length === 0) return [];
  const sentence =
    words.length === 1
      ? _("{word} is not among the {size} words this model knows; it reads <unk>.", { word: "\0", size })
      : _("{word} are not among the {size} words this model knows; each reads <unk>.", { word: "\0", size });
  const [before, after] = sentence.split("\0");
  const few = words.filter((_word, place) => words.slice(0, place).join("").length < ROOM);
  const named = few.flatMap((word, place) => [...(place > 0 ? [", "] : []), bold(word)]);
  return [before, ...named, ...(words.length > few.length ? [", …"] : []), after];
}

/** A word may run in the other direction than the sentence about it. @param {string} word */
function bold(word) {
  const element = document.createElement("b");
  element.dir = "auto";
  element.textContent = word.length > ROOM ? `${word.slice(0, ROOM - 1)}…` : word;
  return element;
}

/** @type {import("../types.js").View} */
export const sentence = { id: "sentence", title: "Sentence", mount };
