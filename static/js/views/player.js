// The bar below the diagram: buttons, the scrubber, where one is, how fast it plays.

import { settled, wordsAt } from "../beside.js";
import { lastTimeStamp, playToggled, speedChosen, stepBack, stepForward, timeStampChosen, toFirst, toLast } from "../state.js";
import { setText } from "../svg.js";
import { _ } from "../texts.js";

/** @type {Record<string, import("../types.js").Change>} */
const DOES = { first: toFirst, back: stepBack, play: playToggled, forward: stepForward, last: toLast };

/** "time stamp 2 of 3, 'a'". @param {import("../types.js").State} state @returns {string} */
export function spoken(state) {
  const token = state.trace.tokens[state.t];
  if (!token) return lastTimeStamp(state) > 0 ? _("time stamp {t} of {last}", { t: state.t, last: lastTimeStamp(state) }) : _("no words yet");
  return _("time stamp {t} of {last}, '{word}'", { t: state.t, last: lastTimeStamp(state), word: token.text });
}

/** What two readings read at the current time stamp: "boy / boys". @param {import("../types.js").State} state */
const bothWords = (state) => [...new Set(wordsAt(settled(state), state.t).filter((word) => word !== undefined))].join(" / ");

/** @param {HTMLElement} root @param {import("../types.js").Update} update @returns {import("../types.js").Render} */
function mount(root, update) {
  const find = (/** @type {string} */ selector) => /** @type {HTMLElement} */ (root.querySelector(selector));
  const buttons = /** @type {HTMLButtonElement[]} */ ([...root.querySelectorAll("[data-do]")]);
  const scrubber = /** @type {HTMLInputElement} */ (find(".scrubber"));
  const speed = /** @type {HTMLSelectElement} */ (find("#speed"));
  const [play, now, last, word] = [".play", ".now", ".last", ".word"].map(find);

  // aria-disabled rather than disabled: a button that is switched off under the focus would lose it.
  for (const button of buttons) button.addEventListener("click", () => update(DOES[button.dataset.do ?? ""]));
  scrubber.addEventListener("input", () => update(timeStampChosen(Number(scrubber.value))));
  speed.addEventListener("change", () => update(speedChosen(Number(speed.value))));

  return (state) => {
    const [end, t] = [lastTimeStamp(state), state.t];
    const still = { first: t === 0, back: t === 0, forward: t === end, last: t === end, play: end === 0 };
    for (const button of buttons) {
      const off = still[/** @type {keyof typeof still} */ (button.dataset.do)];
      button.setAttribute("aria-disabled", String(off));
    }
    root.classList.toggle("playing", state.playing);
    root.classList.toggle("empty", lastTimeStamp(state) === 0 && state.trace.tokens.length === 0);
    play.setAttribute("aria-label", state.playing ? _("Pause") : _("Play"));
    scrubber.max = String(end);
    scrubber.value = String(t);
    scrubber.setAttribute("aria-valuetext", spoken(state));
    scrubber.style.setProperty("--through", `${end === 0 ? 0 : (100 * t) / end}%`);
    setText(now, String(t));
    setText(last, String(end));
    setText(word, state.longer > 0 ? bothWords(state) : (state.trace.tokens[t]?.text ?? ""));
    speed.value = String(state.speed);
  };
}

/** @type {import("../types.js").View} */
export const player = { id: "player", title: "Player", mount };
