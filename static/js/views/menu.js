// The links to the other pages take along what is on screen: the sentence, the network, the time stamp, what is altered.

import { toQuery } from "../query.js";

/** @param {HTMLElement} root @returns {import("../types.js").Render} */
function mount(root) {
  const links = /** @type {HTMLAnchorElement[]} */ ([...root.querySelectorAll("a[data-carries]")]);
  /** @type {import("../types.js").State} */
  let state;
  // Only where a link may be followed, for a step must not pay for it.
  for (const type of ["pointerover", "focusin", "touchstart"]) root.addEventListener(type, () => {
    // Only the page Compare knows time stamps behind the end of the first sentence.
    const within = toQuery({ ...state, t: Math.min(state.t, Math.max(0, state.trace.tokens.length - 1)) });
    for (const link of links) link.search = link.pathname === "/compare" ? toQuery(state) : within;
  }, { passive: true });
  return (next) => void (state = next);
}

/** @type {import("../types.js").View} */
export const menu = { id: "menu", title: "Pages", mount };
