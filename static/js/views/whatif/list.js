// The interventions, each with a button that takes it back.

import { button, html } from "../../html.js";
import { inWords, isOverruled } from "../../interventions.js";
import { toQuery } from "../../query.js";
import { interventionRemoved, interventionsRemoved, originalOf } from "../../state.js";
import { _ } from "../../texts.js";

/** @typedef {import("../../types.js").State} State */

/** @param {import("../../types.js").Update} update */
export function makeList(update) {
  const list = html("ol", "interventions");
  list.setAttribute("aria-label", _("Interventions"));
  const all = button("button", _("Take all back"), () => update(interventionsRemoved, "push"));
  const none = html("p", "hint", _("Nothing is altered yet."));
  const beside = html("a", "", _("See both side by side"));
  beside.href = "/compare";
  const root = html("div", "list", none, list, all, beside);
  root.tabIndex = -1; // where the focus goes when the last of its buttons is gone
  root.setAttribute("role", "group");
  root.setAttribute("aria-label", _("Interventions"));
  /** @type {unknown[]} */
  let last = [];
  let query = "";
  for (const type of ["pointerover", "focus", "touchstart"]) beside.addEventListener(type, () => (beside.search = query), { passive: true });

  /** @param {import("../../types.js").Intervention} each @param {string[]} words @param {number} place
   * @param {State} state */
  function item(each, words, place, { model, interventions }) {
    const text = inWords(each, words, model.num_layers);
    const remove = button("remove", "×", () => update(interventionRemoved(place), "push"));
    remove.setAttribute("aria-label", _("Take back: {what}", { what: text }));
    const overruled = isOverruled(interventions, place) ? [html("small", "overruled", _("a later one sets it otherwise"))] : [];
    return html("li", "", html("span", "", text), ...overruled, remove);
  }

  return {
    root,
    /** @param {State} state */
    render(state) {
      query = toQuery({ ...state, walk: { ...state.walk, second: "" }, beside: { ...state.beside, model: null } });
      const { tokens } = originalOf(state);
      const now = [state.interventions, tokens, state.model];
      if (now.every((value, i) => value === last[i])) return;
      last = now;
      const focused = [...list.children].findIndex((child) => child.contains(document.activeElement));
      const held = root.contains(document.activeElement);
      const words = tokens.map(({ text }) => text);
      list.replaceChildren(...state.interventions.map((each, place) => item(each, words, place, state)));
      none.hidden = state.interventions.length > 0;
      beside.hidden = state.interventions.length === 0;
      all.hidden = state.interventions.length < 2;
      list.hidden = state.interventions.length === 0;
      if (!held || root.contains(document.activeElement) && document.activeElement !== document.body) return;
      const next = list.children[Math.min(Math.max(0, focused), list.children.length - 1)];
      (next?.querySelector("button") ?? root).focus();
    },
  };
}
