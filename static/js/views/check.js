// Whether the numbers on screen are those that torch computes: the server compares them after they were drawn.

import { _, language } from "../texts.js";

/** @typedef {import("../types.js").State} State */

/** "1.2e-7". @param {number} value */
export const scientific = (value) => (value === 0 ? "0" : value.toExponential(1));

/** What the check says of the trace on screen.
 * @param {Pick<State, "trace" | "check" | "unchecked">} state @returns {{text: string, holds: boolean | null}} */
export function verdict({ trace, check, unchecked }) {
  if (trace.tokens.length === 0) return { text: "", holds: null };
  if (unchecked !== null) return { text: _("Not compared with torch: {why}", { why: unchecked }), holds: null };
  if (check === null) return { text: _("Not yet compared with torch."), holds: null };
  const figures = {
    values: check.values.toLocaleString(language()),
    oracle: check.against,
    difference: scientific(check.max_abs_difference),
    tolerance: scientific(check.tolerance),
  };
  if (check.max_abs_difference <= check.tolerance) {
    const text = _("{values} values equal those of {oracle} within {difference}.", figures);
    const edited = check.edited ?? 0;
    return { text: edited ? `${text} ${_("Set by you and left out: {edited}.", { edited: edited.toLocaleString(language()) })}` : text, holds: true };
  }
  const sentence = _("The {values} values differ from those of {oracle} by up to {difference}, more than the {tolerance} that rounding explains. Do not trust this picture.", figures);
  return { text: sentence, holds: false };
}

/** @param {HTMLElement} root @returns {import("../types.js").Render} */
function mount(root) {
  const line = /** @type {HTMLElement} */ (root.querySelector(".verdict"));
  /** @type {unknown[]} */
  let last = [];
  return (state) => {
    const inputs = [state.trace, state.check, state.unchecked];
    if (inputs.every((value, place) => value === last[place])) return;
    last = inputs;
    const { text, holds } = verdict(state);
    line.textContent = text;
    root.classList.toggle("holds", holds === true);
    root.classList.toggle("wrong", holds === false);
    root.hidden = text === "";
  };
}

/** @type {import("../types.js").View} */
export const check = { id: "check", title: "Held against torch", mount };
