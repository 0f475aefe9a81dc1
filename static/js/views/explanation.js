// The one sentence behind a term of art, on hover and on focus; Esc puts it away.

const GAP = 6; // px between a term and its explanation

/** @param {HTMLElement} root @returns {import("../types.js").Render} */
function mount(root) {
  /** @param {Event} event */
  const termOf = ({ target }) => (target instanceof Element ? target.closest("[data-term]") : null);

  /** @param {Element} term */
  function show(term) {
    const sentence = document.getElementById(term.getAttribute("aria-describedby") ?? "")?.textContent;
    if (!sentence) return;
    root.textContent = sentence;
    root.hidden = false;
    const [at, own] = [term.getBoundingClientRect(), root.getBoundingClientRect()];
    const room = document.documentElement.clientWidth - own.width - 8;
    const below = at.bottom + GAP + own.height < innerHeight;
    root.style.left = `${scrollX + Math.max(8, Math.min(room, at.left))}px`;
    root.style.top = `${scrollY + (below ? at.bottom + GAP : at.top - GAP - own.height)}px`;
  }
  const hide = () => void (root.hidden = true);

  for (const type of ["pointerover", "focusin"]) {
    document.addEventListener(type, (event) => {
      const term = termOf(event);
      if (term) show(term);
      else if (event.target !== root) hide();
    });
  }
  document.addEventListener("focusout", hide);
  // A button that does something has been understood once it is pressed; what it does is then not to be covered.
  document.addEventListener("click", (event) => void (termOf(event)?.hasAttribute("aria-pressed") && hide()));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || root.hidden) return;
    hide();
    event.preventDefault();
  }, { capture: true });
  return () => {};
}

/** @type {import("../types.js").View} */
export const explanation = { id: "explanation", title: "Explanation", mount };
