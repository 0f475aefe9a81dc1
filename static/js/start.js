// Puts a page together: the state from what the server sent, its views on the store, the address, the tracer.

import { createAddress } from "./address.js";
import { ALONE, withAnswers } from "./beside.js";
import { createPlayer } from "./player.js";
import { whenSeen } from "./sight.js";
import { fromQuery } from "./query.js";
import { USUAL } from "./recall.js";
import { speedChosen, themeChosen } from "./state.js";
import { createStore } from "./store.js";
import { createTracer } from "./tracer.js";
import { STILL } from "./walk.js";
import { bytesOf, readInfluence, readTrace, readWeights } from "./wire.js";

/** @typedef {import("./types.js").State} State */
/** @typedef {import("./types.js").View} View */

/** @param {string} id */
const content = (id) => document.getElementById(id)?.textContent ?? "";

/** The system's theme, or the one chosen on this device: theme.js keeps them. @returns {"light" | "dark"} */
function themeShown() {
  const chosen = document.documentElement.dataset.theme;
  if (chosen === "light" || chosen === "dark") return chosen;
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

/** What the page Memory brings besides its trace. @returns {Partial<import("./types.js").Memory>} */
function carriedAlong() {
  const [influence, other] = ["influence", "other"].map((id) => content(id) && readInfluence(bytesOf(content(id))));
  const omission = content("absence") && JSON.parse(new TextDecoder().decode(bytesOf(content("absence"))));
  return { influence: influence || null, other: other || null, omission: omission || null };
}

/** With what the page Compare brings. @param {State} state @param {number} t  it may lie behind the end of the first sentence */
function compared(state, t) {
  const trace = content("beside-trace") && readTrace(bytesOf(content("beside-trace")));
  const comparison = content("comparison") && JSON.parse(new TextDecoder().decode(bytesOf(content("comparison"))));
  const [one, other] = ["influence-one", "influence-other"].map((id) => content(id) && readInfluence(bytesOf(content(id))));
  return withAnswers({ trace, comparison, one, other }, t)(state);
}

/** The state of the page as the server rendered it. @returns {State} */
function firstState() {
  const { models, model, text, t, unit, word, dim, symbol, fold, weight, order, gate = null, of = null, line, interventions = [], kept = null, memory, beside = null, findings = {}, problem, complete, comparing = false } = JSON.parse(content("page"));
  const { speed = 1, shape = "bars", all = null, sought = null, tables = "", second = "", turn = null, on = "one" } = fromQuery(location.search);
  /** @type {State} */
  const state = {
    models,
    findings,
    model: models.find((/** @type {{id: string}} */ card) => card.id === model),
    asked: model,
    weights: readWeights(bytesOf(content("weights"))),
    trace: readTrace(bytesOf(content("trace"))),
    traced: complete ? text : "",
    text,
    interventions,
    waiting: null,
    kept,
    applied: complete ? interventions : [],
    original: content("original") ? readTrace(bytesOf(content("original"))) : null,
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
    of,
    sought,
    fetched: null,
    line,
    check: null,
    unchecked: null,
    shape,
    all,
    tables,
    memory: { ...USUAL, ...memory, ...carriedAlong() },
    walk: { ...STILL, second, turn },
    beside: { ...ALONE, model: beside, on },
    longer: 0,
    derived: null,
    hover: null,
    playing: false,
    speed: 1,
    problem,
    typing: false,
    unfinished: false,
    theme: themeShown(),
  };
  const wishes = complete ? null : { ...fromQuery(location.search), model, text, t, interventions, refused: undefined };
  const first = speedChosen(speed)({ ...state, wishes });
  return comparing ? compared(first, complete ? t : 0) : first;
}

/** @param {View[]} views  those of the page, in reading order
 * @param {((update: import("./types.js").Update) => import("./types.js").Render)[]} sources  what else of it asks the server */
export function start(views, sources) {
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
  for (const render of [...renders, createPlayer(update), tracer.render, ...sources.map((create) => create(update))]) {
    render(store.get());
    store.subscribe(render);
  }
  store.subscribe(createAddress(update));
  addEventListener("theme", () => update(themeChosen(themeShown())));
  // Only now may scripts that are not needed for the first picture ask for the network.
  requestAnimationFrame(() => requestAnimationFrame(() => dispatchEvent(new Event("painted"))));
}
