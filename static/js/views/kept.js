// What is altered on the other pages: this one leaves the sentence as it is, and its links keep that.

import { listInWords } from "../interventions.js";
import { setText } from "../svg.js";
import { _ } from "../texts.js";

/** @param {Pick<import("../types.js").State, "kept" | "trace" | "model">} state @returns {string} */
export function keptInWords({ kept, trace, model }) {
  if (!kept || kept.length === 0) return "";
  const words = trace.tokens.map(({ text }) => text);
  const list = listInWords(kept, words, model.num_layers);
  return _("Here the sentence is as it is. What you altered waits on the pages Read and Compare: {list}.", { list });
}

/** @param {HTMLElement} root @returns {import("../types.js").Render} */
function mount(root) {
  return (state) => {
    const words = keptInWords(state);
    root.hidden = words === "";
    setText(root, words);
  };
}

/** @type {import("../types.js").View} */
export const kept = { id: "kept", title: "What is altered elsewhere", mount };
