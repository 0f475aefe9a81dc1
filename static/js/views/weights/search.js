// The words of a large weight: a field that finds them by how they begin, the row of the one that is shown, and the
// words whose rows point the same way.

import { colourOf, format } from "../../scale.js";
import { _ } from "../../texts.js";
import { beginning, nearest, nextShown, rowOf, rowShown } from "./words.js";

/** @typedef {import("../../types.js").Matrix} Matrix */
/** @typedef {import("../../types.js").State} State */

const [OFFERED, NEIGHBOURS] = [8, 10];

/** @param {HTMLElement} parent @param {(word: string | null) => void} seek */
export function makeSearch(parent, seek) {
  parent.innerHTML = `
    <div class="seek"><label for="seek"></label><input id="seek" role="combobox" aria-expanded="false" aria-controls="seek-list"
      aria-autocomplete="list" autocomplete="off" autocapitalize="off" spellcheck="false" dir="auto" translate="no">
      <ul id="seek-list" role="listbox" translate="no" hidden></ul></div>
    <p class="seek-note"></p><canvas class="seek-row" role="img"></canvas>
    <h3></h3><ol class="neighbours" translate="no"></ol>`;
  const find = (/** @type {string} */ selector) => /** @type {HTMLElement} */ (parent.querySelector(selector));
  const [label, list, note, heading, neighbours] = ["label", "#seek-list", ".seek-note", "h3", ".neighbours"].map(find);
  const input = /** @type {HTMLInputElement} */ (find("input"));
  const strip = /** @type {HTMLCanvasElement} */ (find("canvas"));
  label.textContent = _("Find a word");
  list.setAttribute("aria-label", _("Words that begin so"));
  heading.textContent = _("Nearest words, by cosine");
  /** @type {string[]} */
  let words = [];
  /** @type {number[]} */
  let offered = [];
  let active = -1;

  function offer() {
    offered = input.value.trim() === "" ? [] : beginning(words, input.value, OFFERED);
    active = -1;
    list.replaceChildren(...offered.map((row, at) => {
      const option = document.createElement("li");
      Object.assign(option, { id: `seek-${at}`, textContent: words[row] });
      option.setAttribute("role", "option");
      option.addEventListener("pointerdown", (event) => event.preventDefault());
      option.addEventListener("click", () => choose(words[row]));
      return option;
    }));
    open(offered.length > 0);
  }
  /** @param {boolean} opened */
  function open(opened) {
    list.hidden = !opened;
    input.setAttribute("aria-expanded", String(opened));
    mark(opened ? active : -1);
  }
  /** @param {number} at */
  function mark(at) {
    active = at;
    [...list.children].forEach((option, place) => option.setAttribute("aria-selected", String(place === at)));
    if (at < 0) input.removeAttribute("aria-activedescendant");
    else input.setAttribute("aria-activedescendant", `seek-${at}`);
  }
  /** @param {string | null} word */
  function choose(word) {
    open(false);
    seek(word);
  }
  input.addEventListener("input", offer);
  input.addEventListener("focus", () => input.select());
  input.addEventListener("blur", () => {
    open(false);
    if (input.value.trim() !== "") input.value = input.dataset.shown ?? "";
    else seek(null);
  });
  input.addEventListener("keydown", (event) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by) {
      if (list.hidden) offer();
      if (offered.length) mark((active + by + offered.length) % offered.length);
    } else if (event.key === "Enter") {
      const typed = input.value.trim();
      const row = active >= 0 ? offered[active] : (rowOf(words, typed) ?? offered[0]);
      choose(typed === "" ? null : row === undefined ? typed : words[row]);
    } else if (event.key === "Escape" && !list.hidden) open(false);
    else return;
    event.preventDefault();
  });
  neighbours.addEventListener("click", ({ target }) => {
    const word = /** @type {HTMLElement} */ (target).closest("button")?.dataset.word;
    if (word) seek(word);
  });

  return {
    /** @param {State} state @param {Matrix | null} E @param {string[]} known @param {import("../../scale.js").Range | null} range
     * @param {string | null} part */
    show(state, E, known, range, part) {
      words = known;
      parent.hidden = E === null || E.cols === 1 || range === null;
      if (parent.hidden || !E || !range) return;
      const row = rowShown(state, words, part);
      const shown = state.sought ?? (row === null ? "" : words[row]);
      input.dataset.shown = shown;
      if (document.activeElement !== input || list.hidden) input.value = shown;
      note.replaceChildren(...noteOf(state, row, part, seek));
      strip.hidden = heading.hidden = neighbours.hidden = row === null;
      if (row === null) return;
      paintRow(strip, E, row, range, state.theme);
      strip.setAttribute("aria-label", _("The {count} numbers of “{word}”", { count: E.cols, word: words[row] }));
      neighbours.replaceChildren(...nearest(E, row, NEIGHBOURS).map((found) => neighbour(words[found.row], found.cosine)));
    },
  };
}

/** Why this word is shown. @param {State} state @param {number | null} row @param {string | null} part
 * @param {(word: null) => void} seek */
function noteOf(state, row, part, seek) {
  const { sought, trace, t, word } = state;
  const token = trace.tokens[t];
  if (sought === null && part === "output" && nextShown(state) !== null) {
    return [word === null ? _("The likeliest next word; it follows each step.") : _("The pinned next word.")];
  }
  if (sought === null) {
    if (!token) return [_("The sentence is empty; find a word above.")];
    return [token.known ? _("The current word; it follows each step.") : _("“{word}” is not known, so the network reads this row for it.", { word: token.text })];
  }
  const back = document.createElement("button");
  back.type = "button";
  back.className = "back";
  back.textContent = part === "output" ? _("Follow the next word") : _("Follow the current word");
  back.addEventListener("click", () => seek(null));
  return row === null ? [_("This model does not know “{word}”.", { word: sought }), " ", back] : [back];
}

/** @param {string} word @param {number} cosine */
function neighbour(word, cosine) {
  const item = document.createElement("li");
  const [button, bar, value] = [document.createElement("button"), document.createElement("i"), document.createElement("span")];
  Object.assign(button, { type: "button", textContent: word });
  button.dataset.word = word;
  bar.style.setProperty("--share", String(Math.max(0, cosine)));
  value.textContent = format(cosine);
  item.append(button, bar, value);
  return item;
}

/** @param {HTMLCanvasElement} canvas @param {Matrix} E @param {number} row @param {import("../../scale.js").Range} range
 * @param {"light" | "dark"} theme */
function paintRow(canvas, { cols, data }, row, { palette, max }, theme) {
  [canvas.width, canvas.height] = [cols, 1];
  const context = canvas.getContext("2d");
  for (let j = 0; context && j < cols; j += 1) {
    context.fillStyle = colourOf(palette, data[row * cols + j], max, theme);
    context.fillRect(j, 0, 1, 1);
  }
}
