// A finger cannot hover: its first tap on a thing lights it, as in the diagram, and the second follows it. A tap
// elsewhere puts it out.

/** @param {HTMLElement} root @param {() => void} putOut */
export function createTaps(root, putOut) {
  let touched = false;
  /** @type {string | null} */
  let lit = null;
  document.addEventListener("pointerdown", ({ target, pointerType }) => {
    const here = target instanceof Node && root.contains(target);
    if (here) touched = pointerType === "touch";
    root.classList.toggle("tapped", here && touched);
    if (here || lit === null) return;
    lit = null;
    putOut();
  });
  root.addEventListener("keydown", () => root.classList.remove("tapped"));
  return {
    /** Whether a click only lights what it is on. @param {MouseEvent} click @param {string} key  of that thing */
    lights({ detail }, key) {
      const first = touched && detail > 0 && lit !== key; // a key clicks with detail 0
      lit = first ? key : null;
      return first;
    },
  };
}
