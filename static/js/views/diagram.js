// The unrolled network: one column for each time stamp, the current one open. What is drawn is worked out in
// diagram/ as values; here the drawing meets the pointer and the keyboard.

import { belowPinned, inputSize, layerShown } from "../layers.js";
import { dimensionPinned, gateOpened, gateToggled, hovered, layerOf, stepBack, stepForward, timeStampChosen, unitPinned, weightToggled, wordPinned } from "../state.js";
import { dimOf, makeBoard } from "./diagram/board.js";
import { hit, weightHover } from "./diagram/hit.js";
import { cellOf } from "./diagram/scene.js";
import { makeStage, showReadout, showTip, sizeOf } from "./diagram/stage.js";
import { readout, tipOf } from "./diagram/tip.js";

/** @typedef {import("../types.js").Change} Change */
/** @typedef {import("../types.js").State} State */
/** @typedef {import("../types.js").Update} Update */
/** @typedef {import("../types.js").View} View */
/** @typedef {ReturnType<typeof makeBoard>} Board */
/** @typedef {import("./diagram/stage.js").Stage} Stage */

/** What only this view knows: the last state, whether pointer or keyboard are here, the window.
 * @typedef {{state: State | null, pointed: boolean, focused: boolean, size: ReturnType<typeof sizeOf>}} Here */

/** @param {HTMLElement} root @param {Update} update @returns {import("../types.js").Render} */
function mount(root, update) {
  const stage = makeStage(root);
  const board = makeBoard(stage);
  /** @type {Here} */
  const here = { state: null, pointed: false, focused: false, size: sizeOf(stage) };

  /** @param {State} state */
  function render(state) {
    here.state = state;
    if (board.draw(state, here.focused ? unitOf(state) : null, here.size)) tell(stage, board, here);
  }
  const again = () => here.state && render(here.state);
  listenToWindow(stage, board, here, again);
  listenToPointer(stage, board, here, update);
  listenToKeys(stage, here, update, again);
  listenToControls(stage, here, update, again);
  return render;
}

/** The unit that the keyboard is on. @param {State} state @returns {number} */
function unitOf({ hover, unit, model, trace }) {
  const input = trace.symbols.find(({ kind }) => kind === "input")?.name;
  const at = hover?.kind === "cell" && hover.symbol !== input ? hover.unit : (unit ?? 0);
  return Math.min(at, model.hidden_size - 1);
}

/** The tooltip, and what a screen reader is told. @param {Stage} stage @param {Board} board @param {Here} here */
function tell(stage, board, { pointed, focused }) {
  const scene = board.scene();
  const tip = scene && tipOf(scene, pointed || focused);
  showTip(stage, tip && { ...tip, x: tip.x - board.scroll() });
  if (scene && focused) showReadout(stage, readout(scene));
}

/** @param {Stage} stage @param {Board} board @param {Here} here @param {() => void} again */
function listenToWindow(stage, board, here, again) {
  const resized = () => {
    const size = sizeOf(stage);
    const { width, height, ratio } = here.size;
    if (size.width === width && size.height === height && size.ratio === ratio) return;
    here.size = size;
    again();
  };
  new ResizeObserver(resized).observe(stage.root);
  addEventListener("resize", resized);
  stage.scroller.addEventListener("scroll", () => {
    board.scrolled();
    tell(stage, board, here);
  }, { passive: true });
}

/** @param {Stage} stage @param {Board} board @param {Here} here @param {Update} update */
function listenToPointer({ world }, board, here, update) {
  const found = (/** @type {MouseEvent} */ event) => {
    const scene = board.scene();
    const { left, top } = world.getBoundingClientRect();
    return scene && hit(scene, event.clientX - left, event.clientY - top, board.tape());
  };
  world.addEventListener("pointermove", (event) => {
    if (event.pointerType === "touch") return;
    const what = found(event);
    here.pointed = true;
    world.classList.toggle("choosable", what !== null && what.kind !== "symbol");
    update(hovered(hoverFor(what)));
  });
  world.addEventListener("pointerleave", () => {
    here.pointed = false;
    update(hovered(null));
  });
  world.addEventListener("click", (event) => {
    const scene = board.scene();
    const what = found(event);
    if (!scene) return;
    // A finger cannot hover: a tap lights what it is on, the next one elsewhere puts it out.
    update(hovered(what?.kind === "weight" || what?.kind === "symbol" ? what : null));
    if (what) choose(what, scene, update);
  });
}

/** A gate is pointed at as the symbol that it is. @param {ReturnType<typeof hit>} what
 * @returns {import("../types.js").Hover | null} */
function hoverFor(what) {
  if (what?.kind === "gate") return { kind: "symbol", name: what.name, lag: 0 };
  return what?.kind === "column" || what?.kind === "layer" ? null : what;
}

/** What a click on a place does. @param {NonNullable<ReturnType<typeof hit>>} what
 * @param {import("./diagram/scene.js").Scene} scene @param {Update} update */
function choose(what, { cell, layout, layer }, update) {
  if (what.kind === "column") update(timeStampChosen(what.t));
  else if (what.kind === "layer") update((state) => timeStampChosen(what.t)(layerShown(what.layer)(state)), "push");
  else if (what.kind === "gate") update(gateToggled(what.name), "push");
  else if (what.kind === "weight") update(weightToggled(what.name), "push");
  else if (what.kind === "word") update(wordPinned(what.token, what.t), "push");
  else if (what.kind === "cell" && what.symbol === cell.input.name) update(inputPinned(layer, what.unit, what.t), "push");
  else if (what.kind === "cell") {
    const symbol = cell.strips.find(({ name }) => name === what.symbol)?.makes ?? what.symbol;
    update(unitPinned(what.unit, what.t < 0 ? layout.t : what.t, symbol), "push");
  }
}

/** A number of a word is a dimension, one of the layer below a unit. @param {number} layer @param {number} at @param {number} t */
const inputPinned = (layer, at, t) => (layer === 0 ? dimensionPinned(at, t) : belowPinned(at, t, unitPinned));

/** One meaning in every grid: left and right move the time stamp, up and down the unit, Enter pins.
 * @param {Stage} stage @param {Here} here @param {Update} update @param {() => void} again */
function listenToKeys({ grid }, here, update, again) {
  /** @type {Record<string, () => void>} */
  const keys = {
    ArrowUp: () => update(unitMoved(-1)),
    ArrowDown: () => update(unitMoved(1)),
    PageUp: () => update(unitMoved(-8)),
    PageDown: () => update(unitMoved(8)),
    ArrowLeft: () => update((state) => unitMoved(0)(stepBack(state))),
    ArrowRight: () => update((state) => unitMoved(0)(stepForward(state))),
    Enter: () => update((state) => unitPinned(unitOf(state), state.t)(state), "push"),
  };
  grid.addEventListener("keydown", (event) => {
    const act = event.ctrlKey || event.metaKey || event.altKey ? undefined : keys[event.key];
    if (!act || !here.state?.trace.tokens.length) return;
    event.preventDefault();
    act();
  });
  grid.addEventListener("focus", () => {
    here.focused = grid.matches(":focus-visible");
    if (here.focused) update(unitMoved(0));
    again();
  });
  grid.addEventListener("blur", () => {
    here.focused = false;
    update(hovered(null));
    again();
  });
}

/** The pictures of U and W, the numbers of x(t) and the next words by keyboard: focus lights, Enter chooses.
 * @param {Stage} stage @param {Here} here @param {Update} update @param {() => void} again */
function listenToControls({ controls: { layer, U, W, x, words, gates, back } }, here, update, again) {
  const gateAt = (/** @type {Event} */ { target }) => /** @type {HTMLElement} */ (target).dataset.gate ?? "";
  gates.addEventListener("focusin", (event) => update(hovered({ kind: "symbol", name: gateAt(event), lag: 0 })));
  gates.addEventListener("click", (event) => update(gateToggled(gateAt(event)), "push"));
  back.addEventListener("click", (event) => {
    event.stopPropagation(); // what lies below it is the diagram
    update(gateOpened(null), "push");
  });
  for (const [which, button] of /** @type {const} */ ([["U", U], ["W", W]])) {
    button.addEventListener("focus", () => here.state && update(hovered(weightHover(cellOf(here.state), which))));
    button.addEventListener("click", () => update(weightToggled(button.dataset.name ?? ""), "push"));
  }
  const toDim = (/** @type {number} */ by) => update((state) => dimMoved(by)(state));
  x.addEventListener("focus", () => toDim(0));
  x.addEventListener("keydown", (event) => {
    const by = { ArrowUp: -1, ArrowDown: 1, PageUp: -8, PageDown: 8 }[event.key];
    if (by === undefined && event.key !== "Enter") return;
    event.preventDefault();
    if (by !== undefined) toDim(by);
    else update((state) => inputPinned(layerOf(state), dimOf(state), state.t)(state), "push");
  });
  words.forEach((word, i) => {
    const light = () => here.state && update(hovered({ kind: "word", token: word.dataset.token ?? "", t: here.state.t }));
    word.addEventListener("focus", light);
    word.addEventListener("click", () => update((state) => wordPinned(word.dataset.token ?? "", state.t)(state), "push"));
    word.addEventListener("keydown", (event) => {
      const to = words[i + (event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0)];
      if (!to || to === word || to.hidden) return;
      event.preventDefault();
      word.tabIndex = -1;
      to.tabIndex = 0;
      to.focus();
    });
  });
  layer.addEventListener("focusin", () => {
    here.pointed = true;
    again();
  });
  layer.addEventListener("focusout", () => {
    here.pointed = false;
    update(hovered(null));
  });
}

/** The hover goes to a number of the current x(t). @param {number} by @returns {Change} */
const dimMoved = (by) => (state) => {
  const dim = Math.max(0, Math.min(inputSize(state) - 1, dimOf(state) + by));
  return state.trace.tokens.length ? hovered({ kind: "dimension", dim, t: state.t })(state) : state;
};

/** The hover goes to a unit of the current state, so that all views mark it. @param {number} by @returns {Change} */
const unitMoved = (by) => (state) => {
  if (!state.trace.tokens.length) return state;
  const unit = Math.max(0, Math.min(state.model.hidden_size - 1, unitOf(state) + by));
  return hovered({ kind: "cell", symbol: state.trace.symbols[state.trace.symbols.length - 1].name, t: state.t, unit })(state);
};

/** @type {View} */
export const diagram = { id: "diagram", title: "The network, unrolled", mount };
