// Pointer and keys on the two readings: words choose time stamps, cells units. Thin.

import { corresponds, otherModel, otherOf, sidePinned } from "../../beside.js";
import { hovered, lastTimeStamp, originalOf, timeStampChosen } from "../../state.js";
import { cellAt, statesOf } from "./layout.js";

/** @typedef {import("../../types.js").State} State */

/** @param {EventTarget | null} target @param {string} selector @returns {HTMLElement | null} */
const closest = (target, selector) => (target instanceof Element ? target.closest(selector) : null);

/** @param {HTMLElement} strip @returns {"one" | "other"} */
const sideOf = (strip) => (strip.dataset.side === "other" ? "other" : "one");

/** @param {HTMLElement} root @param {() => State} get  what is on screen @param {import("../../types.js").Update} update */
export function reach(root, get, update) {
  /** @param {MouseEvent} event */
  function cellUnder(event) {
    const strip = closest(event.target, ".strip");
    if (!strip) return null;
    const [state, side] = [get(), sideOf(strip)];
    const trace = side === "other" ? otherOf(state) : originalOf(state);
    const cell = trace && cellAt(strip.getBoundingClientRect(), event.clientX, event.clientY, lastTimeStamp(state) + 1, statesOf(trace).cols);
    return cell && { ...cell, side };
  }
  root.addEventListener("pointermove", (event) => {
    if (event.pointerType === "touch") return;
    const word = closest(event.target, "[data-t]");
    const cell = cellUnder(event);
    update(hovered(word ? { kind: "stamp", t: Number(word.dataset.t) } : cell && { kind: "cell", symbol: "h", ...cell }));
  });
  root.addEventListener("pointerleave", () => update(hovered(null)));
  root.addEventListener("click", (event) => {
    const word = closest(event.target, "[data-t]");
    if (word) return update(timeStampChosen(Number(word.dataset.t)));
    const cell = cellUnder(event);
    if (cell) update(sidePinned(cell.side, cell.unit, cell.t), "push");
  });
  root.addEventListener("keydown", (event) => {
    const strip = closest(event.target, ".strip");
    const by = { ArrowUp: -1, ArrowDown: 1, PageUp: -8, PageDown: 8 }[event.key];
    if (!strip || (by === undefined && event.key !== "Enter")) return;
    event.preventDefault();
    const [state, side] = [get(), sideOf(strip)];
    const looked = state.hover?.kind === "cell" ? state.hover.unit : corresponds(state) || state.beside.on === side ? state.unit : null;
    if (by === undefined) return looked === null ? undefined : update(sidePinned(side, looked, state.t), "push");
    const H = (side === "other" ? otherModel(state) : state.model).hidden_size;
    const unit = looked === null ? 0 : Math.max(0, Math.min(H - 1, looked + by));
    update(hovered({ kind: "cell", symbol: "h", t: state.t, unit, side, follows: true }));
  });
  root.addEventListener("focusout", () => update(hovered(null)));
}
