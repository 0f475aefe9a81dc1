// The links to the other pages take along what is on screen: the sentence, the network, the time stamp, what is altered.

import { toQuery } from "../query.js";

/** @param {HTMLElement} root @returns {import("../types.js").Render} */
function mount(root) {
  const links = /** @type {HTMLAnchorElement[]} */ ([...root.querySelectorAll("a[data-carries]")]);
  let query = "";
  // Only where a link may be followed, for a step must not pay for it.
  for (const type of ["pointerover", "focusin", "touchstart"]) root.addEventListener(type, () => {
    for (const link of links) link.search = query;
  }, { passive: true });
  return (state) => void (query = toQuery(state));
}

/** @type {import("../types.js").View} */
export const menu = { id: "menu", title: "Pages", mount };
