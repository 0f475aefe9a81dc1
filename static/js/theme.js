// The theme: a choice made on this device goes before the system's. It runs before the first paint, on every page,
// and so it is no module: modules wait until the page is read.

(() => {
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const shown = () => root.dataset.theme ?? (system.matches ? "dark" : "light");
  const other = () => (shown() === "dark" ? "light" : "dark");

  try {
    const chosen = localStorage.getItem("theme");
    if (chosen === "light" || chosen === "dark") root.dataset.theme = chosen;
  } catch {
    // Storage can be forbidden; the system's theme holds then.
  }

  /** @param {HTMLElement} button */
  function label(button) {
    const { light = "", dark = "", labelLight = "", labelDark = "" } = button.dataset;
    button.textContent = other() === "dark" ? dark : light;
    button.setAttribute("aria-label", other() === "dark" ? labelDark : labelLight);
  }

  function choose() {
    root.dataset.theme = other();
    try {
      localStorage.setItem("theme", root.dataset.theme);
    } catch {
      // The choice then lasts as long as the page.
    }
    announce();
  }

  /** Tell the page's own scripts, which draw in colours of their own. */
  function announce() {
    const button = document.getElementById("theme");
    if (button) label(button);
    dispatchEvent(new CustomEvent("theme", { detail: shown() }));
  }

  system.addEventListener("change", announce);
  addEventListener("DOMContentLoaded", () => {
    const button = document.getElementById("theme");
    if (!button) return;
    label(button);
    button.hidden = false;
    button.addEventListener("click", choose);
  });
})();
