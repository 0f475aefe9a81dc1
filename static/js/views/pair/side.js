// One of the two readings: its name, its words, the strip of its states, and what it says comes next.

import { button, html } from "../../html.js";
import { fixed, percent } from "../../scale.js";
import { setText } from "../../svg.js";
import { _ } from "../../texts.js";
import { makeStrip } from "./strip.js";

/** @typedef {import("../../types.js").Trace} Trace */

/** @param {"one" | "other"} side */
export function makeSide(side) {
  const [title, aside, ends, over] = [html("b"), html("span"), html("span", "scale"), html("span", "over")];
  const name = html("h2", "side-name", title, aside, ends, over);
  const [low, high, bar] = [html("span", "end"), html("span", "end"), html("i", "bar")];
  ends.append(html("span", "what"), " ", html("span", "range", low, bar, high));
  const [words, says] = [html("div", "words row"), html("div", "says-next row")];
  const strip = makeStrip("states", side);
  strip.root.tabIndex = 0;
  for (const [key, value] of [["role", "slider"], ["aria-orientation", "vertical"], ["aria-valuemin", "0"]]) strip.root.setAttribute(key, value);
  const [waits, here, hovered] = [html("p", "waits"), html("i", "here"), html("i", "hovered")];
  const body = html("div", "body", hovered, here, words, strip.root, says, waits);
  const root = html("div", `side ${side}`, name, body);
  /** @type {Trace | null} */
  let last = null;
  let typed = false;

  return {
    root,
    strip,
    /** @param {{name: string, aside: string, told: string, layer: string, units: number, range: import("../../scale.js").Range}} what */
    call({ name: called, aside: more, told, layer, units, range }) {
      setText(title, called);
      setText(aside, more);
      setText(/** @type {Node} */ (ends.firstChild), layer);
      setText(low, fixed(range.min, 0));
      setText(high, fixed(range.max, 0));
      bar.className = `bar ${range.palette}`;
      strip.root.setAttribute("aria-label", told);
      strip.root.setAttribute("aria-valuemax", String(units - 1));
    },
    /** @param {Trace | null} trace @param {string} problem @param {boolean} unfinished  the last word, still being typed */
    fill(trace, problem, unfinished) {
      setText(waits, trace ? (trace.tokens.length ? "" : _("This sentence is empty.")) : problem || _("It is being read."));
      body.classList.toggle("waiting", trace === null);
      if ((trace === last && unfinished === typed) || trace === null) return;
      [last, typed] = [trace, unfinished];
      words.replaceChildren(...trace.tokens.map((token, t) => wordAt(unfinished && t === trace.tokens.length - 1 ? { ...token, known: true } : token)));
      says.replaceChildren(...trace.outputs.map(({ top: [likeliest] }) => html("p", "", ...(likeliest ? [nextWord(likeliest.token), html("small", "", percent(likeliest.probability))] : []))));
    },
    /** One of the words is in the order of the Tab key, the current one; the focus goes along. @param {number} t */
    step(t) {
      for (const row of [words, says]) for (const current of row.querySelectorAll("[aria-current]")) current.removeAttribute("aria-current");
      for (const row of [words, says]) row.children[t]?.setAttribute("aria-current", "step");
      for (const chip of words.querySelectorAll("[tabindex='0']")) chip.setAttribute("tabindex", "-1");
      const length = words.children.length;
      const current = /** @type {HTMLElement | undefined} */ (words.children[Math.min(t, length - 1)]);
      current?.setAttribute("tabindex", "0");
      if (words.contains(document.activeElement)) current?.focus({ preventScroll: true });
      setText(over, length > 0 && t >= length ? _("over since time stamp {t}", { t: length - 1 }) : "");
    },
  };
}

/** @param {import("../../types.js").Token} token */
function wordAt({ t, text, known }) {
  const word = html("span", known ? "word" : "word unknown", text);
  word.dir = "auto";
  const element = button("", "");
  element.append(word, html("small", "", `x(${t})`));
  element.dataset.t = String(t);
  element.tabIndex = -1;
  element.title = known ? text : _("{word} is read as <unk>: this network does not know it.", { word: text });
  return element;
}

/** @param {string} token */
function nextWord(token) {
  const word = token === "</s>" ? html("i", "end", _("end")) : html("span", "", token);
  word.title = token;
  return word;
}
