// Puts the page together: the state from what the server sent, the views on the store, the address, the tracer.

import { createAddress } from "./address.js";
import { createChecker } from "./checker.js";
import { createOracle } from "./oracle.js";
import { createPlayer } from "./player.js";
import { whenSeen } from "./sight.js";
import { fromQuery } from "./query.js";
import { speedChosen, themeChosen } from "./state.js";
import { createStore } from "./store.js";
import { createTracer } from "./tracer.js";
import { createWeightSource } from "./weightsource.js";
import { views } from "./views/index.js";
import { bytesOf, readTrace, readWeights } from "./wire.js";

/** @typedef {import("./types.js").State} State */

/** @param {string} id */
const content = (id) => document.getElementById(id)?.textContent ?? "";

/** The system's theme, or the one chosen on this device: theme.js keeps them. @returns {"light" | "dark"} */
function themeShown() {
  const chosen = document.documentElement.dataset.theme;
  if (chosen === "light" || chosen === "dark") return chosen;
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

/** The state of the page as the server rendered it. @returns {State} */
function firstState() {
  const { models, model, text, t, unit, word, dim, symbol, fold, weight, order, gate, layer, of, line, problem, complete } = JSON.parse(content("page"));
  const { speed = 1, shape = "bars", all = null, sought = null } = fromQuery(location.search);
  /** @type {State} */
  const state = {
    models,
    model: models.find((/** @type {{id: string}} */ card) => card.id === model),
    asked: model,
    weights: readWeights(bytesOf(content("weights"))),
    trace: readTrace(bytesOf(content("trace"))),
    traced: complete ? text : "",
    text,
    wishes: null,
    t: complete ? t : 0,
    unit,
    word,
    dim,
    symbol,
    fold,
    weight,
    order,
    gate,
    layer,
    of,
    sought,
    fetched: null,
    line,
    check: null,
    unchecked: null,
    shape,
    all,
    derived: null,
    hover: null,
    playing: false,
    speed: 1,
    problem,
    typing: false,
    unfinished: false,
    theme: themeShown(),
  };
  const wishes = complete ? null : { ...fromQuery(location.search), model, text, t };
  return speedChosen(speed)({ ...state, wishes });
}

function start() {
  const store = createStore(firstState());
  const { update } = store;
  const renders = views.flatMap((view) => {
    const root = document.getElementById(view.id);
    if (!root) return [];
    const render = view.mount(root, update);
    return [root.classList.contains("panel") ? whenSeen(root, render) : render];
  });
  const tracer = createTracer(update);
  for (const type of ["online", "submit"]) addEventListener(type, tracer.again);
  const sources = [createPlayer(update), tracer.render, createChecker(update), createOracle(update), createWeightSource(update)];
  for (const render of [...renders, ...sources]) {
    render(store.get());
    store.subscribe(render);
  }
  store.subscribe(createAddress(update));
  addEventListener("theme", () => update(themeChosen(themeShown())));
  // Only now may scripts that are not needed for the first picture ask for the network.
  requestAnimationFrame(() => requestAnimationFrame(() => dispatchEvent(new Event("painted"))));
}

start();
