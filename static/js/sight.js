// Views below the fold wait: a step must not pay for what nobody sees.

/** @typedef {import("./types.js").Render} Render */

const REST = 100; // ms

/** The first state is rendered at once; another one at once where the root is in sight, else when changes have come
 * to rest or it comes into sight. @param {HTMLElement} root @param {Render} render @returns {Render} */
export function whenSeen(root, render) {
  let inSight = true;
  /** @type {import("./types.js").State | null} */
  let waiting = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let rest;
  function act() {
    const state = waiting;
    waiting = null;
    if (state) render(state);
  }
  new IntersectionObserver((entries) => {
    inSight = entries[entries.length - 1].isIntersecting;
    if (inSight) act();
  }).observe(root);
  // Whoever acts on the view acts on what the page shows now, not on what it showed when the view was last drawn.
  for (const type of ["pointerdown", "focusin"]) root.addEventListener(type, act, { capture: true });
  return (state) => {
    waiting = state;
    clearTimeout(rest);
    if (inSight) act();
    else rest = setTimeout(act, REST);
  };
}
