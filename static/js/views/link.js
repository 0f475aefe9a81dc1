// Copies the link that opens exactly what is on screen; where it would be too long, a file takes its place.

import { linkFollowed } from "../arrival.js";
import { fromQuery, toQuery } from "../query.js";
import { problemShown } from "../state.js";
import { _ } from "../texts.js";

export const LONGEST = 6000; // characters; mail and chat cut off longer ones

/** @param {HTMLElement} root @param {import("../types.js").Update} update @returns {import("../types.js").Render} */
function mount(root, update) {
  const dialog = /** @type {HTMLDialogElement} */ (document.getElementById("long-link"));
  const [save, open] = ["save", "open"].map((id) => /** @type {HTMLElement} */ (document.getElementById(id)));
  const label = root.textContent;
  let query = "";

  root.addEventListener("click", async () => {
    const link = location.origin + location.pathname + query;
    if (link.length > LONGEST) return void dialog.showModal();
    try {
      await navigator.clipboard.writeText(link);
      root.textContent = root.dataset.done ?? "";
      setTimeout(() => (root.textContent = label), 2000);
    } catch {
      update(problemShown(_("The browser did not let the link be copied; copy it from the address bar.")));
    }
  });
  save.addEventListener("click", () => {
    const file = new Blob([JSON.stringify({ unrolled: 1, query }, null, 2)], { type: "application/json" });
    const address = URL.createObjectURL(file);
    save.setAttribute("href", address);
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
  });
  open.addEventListener("change", async () => {
    const [file] = /** @type {HTMLInputElement} */ (open).files ?? [];
    if (!file) return;
    dialog.close();
    const saved = queryIn(await file.text());
    if (saved === null) update(problemShown(_("{file} is not a file that Unrolled saved.", { file: file.name })));
    else update(linkFollowed(fromQuery(saved)), "push");
  });
  return (state) => void (query = toQuery(state));
}

/** The query that a saved file holds; null where it holds none. @param {string} text @returns {string | null} */
export function queryIn(text) {
  try {
    const { unrolled, query } = JSON.parse(text);
    return unrolled === 1 && typeof query === "string" ? query : null;
  } catch {
    return null;
  }
}

/** @type {import("../types.js").View} */
export const link = { id: "link", title: "Copy link", mount };
