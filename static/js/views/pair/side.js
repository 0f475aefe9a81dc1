// One of the two readings: its name, its words, the strip of its states, and what it says comes next.

import { button, html } from "../../html.js";
import { percent } from "../../scale.js";
import { setText } from "../../svg.js";
import { _ } from "../../texts.js";
import { makeStrip } from "./strip.js";

/** @typedef {import("../../types.js").Trace} Trace */

/** @param {"one" | "other"} side */
export function makeSide(side) {
  const [name, words, says] = [html("h2", "side-name"), html("div", "words row"), html("div", "says-next row")];
  const strip = makeStrip("states", side);
  strip.root.tabIndex = 0;
  strip.root.setAttribute("role", "group");
  const waits = html("p", "waits");
  words.dir = says.dir = "ltr";
  const root = html("div", `side ${side}`, name, words, strip.root, says, waits);
  /** @type {Trace | null} */
  let last = null;

  return {
    root,
    strip,
    /** @param {string} text @param {string} aside @param {string} told  for whoever cannot see the strip */
    call(text, aside, told) {
      if (name.textContent !== `${text} ${aside}`.trim()) name.replaceChildren(html("b", "", text), ...(aside ? [" ", html("span", "", aside)] : []));
      strip.root.setAttribute("aria-label", told);
    },
    /** @param {Trace | null} trace @param {string} problem */
    fill(trace, problem) {
      setText(waits, trace ? (trace.tokens.length ? "" : _("This sentence is empty.")) : problem || _("It is being read."));
      root.classList.toggle("waiting", trace === null);
      if (trace === last || trace === null) return;
      last = trace;
      words.replaceChildren(...trace.tokens.map(wordAt));
      says.replaceChildren(...trace.outputs.map(({ top: [likeliest] }) => html("p", "", ...(likeliest ? [nextWord(likeliest.token), " ", html("small", "", percent(likeliest.probability))] : []))));
    },
    /** @param {number} t */
    step(t) {
      for (const row of [words, says]) for (const current of row.querySelectorAll("[aria-current]")) current.removeAttribute("aria-current");
      for (const row of [words, says]) row.children[t]?.setAttribute("aria-current", "step");
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
  element.title = known ? "" : _("{word} is read as <unk>: this network does not know it.", { word: text });
  return element;
}

/** @param {string} token */
const nextWord = (token) => (token === "</s>" ? html("i", "end", _("end")) : html("span", "", token));
