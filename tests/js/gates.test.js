import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { gatesOf, weightsInto } from "../../static/js/gates.js";
import { carryLevels } from "../../static/js/geometry.js";
import { inputSize, isTop, layerMark, layerShown, topPinned } from "../../static/js/layers.js";
import { forgetting } from "../../static/js/interventions.js";
import { fromQuery, toQuery } from "../../static/js/query.js";
import { gateOpened, gateToggled, layerOf, unitPinned } from "../../static/js/state.js";
import { amountsOf } from "../../static/js/views/balance/amounts.js";
import { factorsIn, isMixed } from "../../static/js/views/derivation/factors.js";
import { said } from "../../static/js/views/derivation/sentence.js";
import { storyOf } from "../../static/js/views/derivation/story.js";
import { questionOf } from "../../static/js/views/derivation/question.js";
import { derivationOf } from "../../static/js/views/derivation/terms.js";
import { groupLabel, label, plain } from "../../static/js/views/derivation/write.js";
import { isLit } from "../../static/js/views/equation.js";
import { bandsOf } from "../../static/js/views/diagram/bands.js";
import { openCell, labelOf, stripValues } from "../../static/js/views/diagram/cell.js";
import { cuts, editedMarks } from "../../static/js/views/diagram/edited.js";
import { columnFigure, openFigure } from "../../static/js/views/diagram/figure.js";
import { hit } from "../../static/js/views/diagram/hit.js";
import { linesOf, variablesOf } from "../../static/js/views/loop/lines.js";
import { noteOf, outputBoxes } from "../../static/js/views/diagram/lit.js";
import { marksOf } from "../../static/js/views/diagram/marks.js";
import { narrowStrips } from "../../static/js/views/diagram/original.js";
import { picturesOf, rastersOf } from "../../static/js/views/diagram/raster.js";
import { cellOf, columnsIn, layoutFor, picturePlaces, placedStrips } from "../../static/js/views/diagram/scene.js";
import { format } from "../../static/js/scale.js";
import { summed } from "../../static/js/values.js";
import { tabRows } from "../../static/js/views/heatmap/tabs.js";
import { grouped } from "../../static/js/views/weights/frame.js";
import { comparisonOf } from "../../static/js/views/whatif/compare.js";
import { targetOf } from "../../static/js/views/whatif/target.js";
import { readTrace, readWeights } from "../../static/js/wire.js";
import { card, stateOf } from "./made.js";

/** @typedef {import("../../static/js/types.js").State} State */

/** @type {import("../../static/js/views/diagram/words.js").Measure} */
const measure = (text, _, size) => [...text].length * size * 0.5;

/** A random network that Python made and traced: D = 5, H = 7, T = 4. @param {"gru" | "lstm" | "stack"} name
 * @param {Partial<State>} [more] @returns {State} */
function traced(name, more) {
  const bytes = (/** @type {string} */ part) => Uint8Array.from(readFileSync(new URL(`fixtures/${name}.${part}.safetensors`, import.meta.url))).buffer;
  const trace = readTrace(bytes("trace"));
  const layers = trace.layers.length;
  const D = trace.layers[0].values.x.cols;
  const model = { ...card, symbols: trace.symbols, embedding_dim: D, hidden_size: 7, num_layers: layers };
  return { ...stateOf([]), models: [model], model, trace, traced: "I am a wug", text: "I am a wug", weights: readWeights(bytes("weights")), t: 2, ...more };
}

/** @param {State} state @param {{width: number, height: number}} [window] */
function sceneOf(state, window = { width: 1440, height: 900 }) {
  const cell = cellOf(state);
  const layout = layoutFor(state, window, cell);
  return { state, cell, layout, layer: layerOf(state), columns: columnsIn(layout, 0, layout.width), cursor: /** @type {number | null} */ (null) };
}

/** @param {State} state */
const shown = (state) => {
  const { parts } = cellOf(state);
  return parts.map((part) => (part.kind === "strip" ? labelOf(part, state.trace.symbols, state.t).map(({ text }) => text).join("") : part.text));
};

/** @param {ArrayLike<number>} a @param {ArrayLike<number>} b */
function close(a, b) {
  assert.equal(a.length, b.length);
  for (let i = 0; i < a.length; i += 1) assert.ok(Math.abs(a[i] - b[i]) < 1e-5, `${i}: ${a[i]} and ${b[i]}`);
}

test("gates and how the state is mixed of them are read off the cell's description", () => {
  assert.deepEqual(shown(traced("gru")), ["r(2)", "", "z(2)", "", "n(2)", "", "(1−z)∘n", "+", "z∘h(1)", "=", "h(2)"]);
  assert.deepEqual(shown(traced("lstm")), [
    "i(2)", "", "f(2)", "", "g(2)", "", "o(2)", "", "f∘c(1)", "+", "i∘g", "=", "c(2)", "tanh", "tanh(c(2))", "∘ o =", "h(2)",
  ]);
  assert.deepEqual(gatesOf(traced("stack").trace.symbols), []);
});

test("an opened gate is a line like that of the vanilla cell, with the state beside it", () => {
  assert.deepEqual(shown(traced("gru", { gate: "r" })), ["Ur\u2009h(1)", "+", "Wr\u2009x(2)", "+", "b", "=", "ar(2)", "σ", "r(2)", "", "h(2)"]);
  assert.equal(shown(traced("gru", { gate: "n" }))[0], "r∘(Un\u2009h(1) + bhn)");
  const cell = cellOf(traced("lstm", { gate: "g" }));
  assert.deepEqual([cell.weights, cell.U, cell.fed, cell.closed.map(({ name }) => name)], [{ U: ["U_g"], W: ["W_g"] }, "U_g", 1, ["c", "h"]]);
});

test("a sum of products by hand: (1 − z)∘n − z∘h", () => {
  const values = { z: [0.25, 1], n: [2, 3], h: [4, -5] };
  const of = (/** @type {{name: string}} */ { name }) => Float32Array.from(values[/** @type {"z" | "n" | "h"} */ (name)]);
  const factor = (/** @type {string} */ name, complement = false) => ({ name, lag: 0, complement });
  const terms = [{ sign: 1, factors: [factor("z", true), factor("n")] }, { sign: -1, factors: [factor("z"), factor("h")] }];
  assert.deepEqual([...summed(terms, of)], [0.75 * 2 - 0.25 * 4, 0 * 3 - 1 * -5]);
});

for (const [name, gates] of /** @type {[("gru" | "lstm"), string[]][]} */ ([["gru", ["r", "z", "n"]], ["lstm", ["i", "f", "g", "o"]]])) {
  test(`what stands left of "=" adds up to what stands right of it: ${name}`, () => {
    for (const gate of [null, ...gates]) {
      for (let t = 0; t < 4; t += 1) {
        const state = traced(name, { gate, t });
        const { parts } = cellOf(state);
        const value = (/** @type {any} */ part) => stripValues(part, state.trace, state.weights[0], 0, t);
        const at = parts.findIndex((part) => part.kind !== "strip" && part.text === "=");
        let first = at - 1;
        while (first >= 2 && parts[first - 1].kind === "op") first -= 2;
        const left = parts.slice(first, at).filter((part) => part.kind === "strip").map(value);
        close(left[0].map((_v, i) => left.reduce((sum, each) => sum + each[i], 0)), value(parts[at + 1]));
      }
    }
  });

  test(`every unit of every symbol is derived from its description: ${name}`, () => {
    const symbols = traced(name).trace.symbols.filter(({ kind }) => kind === "squash" || kind === "mix");
    for (const { name: of, kind } of symbols) {
      for (let unit = 0; unit < 7; unit += 1) {
        const state = unitPinned(unit, 1, of)(traced(name));
        const found = derivationOf(state, unit);
        assert.equal(found.symbol.name, of);
        const held = found.argument ?? found.symbol;
        const { cols, data } = state.trace.layers[0].values[held.name];
        close([found.sum], [data[cols + unit]]);
        assert.equal(isMixed(found), kind === "mix" || held.kind === "mix");
        for (const { terms } of found.groups) for (const { parts, product } of terms) close([Math.abs(parts.reduce((all, { value }) => all * value, 1))], [Math.abs(product)]);
      }
    }
  });
}

test("the factors of a mix lead on to their own derivations, those before the first word do not", () => {
  const names = (/** @type {State} */ state) => factorsIn(derivationOf(state, 3)).map(({ name, t }) => `${name}(${t})`).sort();
  assert.deepEqual(names(traced("gru", { unit: 3 })), ["h(1)", "n(2)", "z(2)"]);
  assert.deepEqual(names(traced("gru", { unit: 3, t: 0 })), ["n(0)", "z(0)"]);
  assert.deepEqual(names(traced("gru", { unit: 3, of: "n" })), ["r(2)"]);
  const state = traced("gru", { unit: 3 });
  const z = factorsIn(derivationOf(state, 3)).find(({ name }) => name === "z");
  close([z?.part.value ?? NaN], [state.trace.layers[0].values.z.data[2 * 7 + 3]]);
});

test("the server is asked about the symbol and the layer that were clicked", () => {
  const asked = (/** @type {State} */ state) => { const question = questionOf(state); return [question?.symbol, question?.layer]; };
  assert.deepEqual(asked(unitPinned(1, 2, "z")(traced("gru"))), ["z", 0]);
  assert.deepEqual(asked(unitPinned(1, 2, "h")(traced("gru"))), ["h", 0]);
  assert.deepEqual(asked(traced("stack", { unit: 1 })), ["h", 1]);
});

test("a gate is opened, closed by the same, kept in the link, and never one that the network lacks", () => {
  const state = traced("gru");
  const open = gateToggled("z")(state);
  assert.equal(open.gate, "z");
  assert.equal(gateToggled("z")(open).gate, null);
  assert.equal(gateOpened("h")(state), state);
  assert.equal(gateOpened("z")(traced("stack")).gate, null);
  const query = toQuery(unitPinned(2, 2, "n")(open));
  assert.deepEqual(query.match(/gate=z|of=n/g), ["gate=z", "of=n"]);
  assert.equal(fromQuery(query).gate, "z");
});

test("all gates' matrices stand in one picture, and a pinned unit marks its row in each of them", () => {
  const scene = sceneOf(traced("lstm", { unit: 3, hover: { kind: "weight", name: "U_o" } }));
  assert.deepEqual(weightsInto(scene.state.trace.symbols, [scene.state.trace.symbols[0]]), { U: [], W: [] });
  const { U, W } = picturesOf(scene.state.weights[0], scene.cell);
  assert.deepEqual([U.rows, U.cols, W.rows, W.cols], [16, 7, 16, 5]);
  const [pin] = marksOf(scene, measure).pins.filter(({ t }) => t === 1);
  assert.deepEqual([pin.U.length, pin.W.length, pin.marks.length], [4, 4, 2]);
  const { y: top } = picturePlaces(scene.layout, scene.columns[1]).U;
  close(pin.U.map(({ y }) => y + 0.75 - top), [0, 1, 2, 3].map((gate) => (36 * (gate + 3.5 / 7)) / 4));
  assert.match(noteOf(scene)?.lines.join(" ") ?? "", /196 numbers/);
  const { names } = columnFigure(scene, scene.columns[1], measure);
  assert.deepEqual([names.U.pieces.map(({ text }) => text), names.U.title], [["U"], "U_i, U_f, U_g, U_o"]);
});

test("what else is carried has a strip and a way of its own, that meets no picture", () => {
  const scene = sceneOf(traced("lstm"));
  const { layout } = scene;
  assert.deepEqual(layout.columns[0].strips.map(({ right, left }) => right - left), [19, 19]);
  assert.deepEqual(placedStrips(scene).filter(({ t }) => t === 1).map(({ part }) => part.name), ["c", "h"]);
  assert.equal(placedStrips(scene).filter(({ t }) => t === -1).length, 2);
  const [y] = carryLevels(layout);
  assert.ok(y > layout.top && y < layout.middle);
  assert.deepEqual(columnFigure(scene, layout.columns[1], measure).carries.map((way) => way.y), [y]);
  const rolled = layoutFor({ ...scene.state, fold: "rolled" }, { width: 1440, height: 900 }, scene.cell);
  assert.equal(rolled.loop?.carries.length, 1);
  assert.equal(sceneOf(traced("gru")).layout.columns[0].strips.length, 1);
});

test("a picture that is of several gates lights the weights of all of them, one gate's only its own", () => {
  const scene = sceneOf(traced("lstm"));
  const places = picturePlaces(scene.layout, scene.layout.columns[1]);
  const over = hit(scene, places.U.x + 5, places.U.y + 5);
  assert.deepEqual(over, { kind: "weight", name: "U_i", names: ["U_i", "U_f", "U_g", "U_o"] });
  assert.deepEqual(["U_i", "U_o", "W_i"].map((name) => isLit({ kind: "weight", name }, /** @type {any} */ (over), 2)), [true, true, false]);
  const opened = sceneOf(traced("lstm", { gate: "f" }));
  const { W } = picturePlaces(opened.layout, opened.layout.columns[1]);
  assert.deepEqual(hit(opened, W.x + 5, W.y + 5), { kind: "weight", name: "W_f" });
});

test("the label of a gate opens it, a strip pins a unit of its symbol", () => {
  const scene = sceneOf(traced("lstm"));
  const { layout } = scene;
  const at = layout.cell.strips[1].axis;
  assert.deepEqual(hit(scene, at, layout.head.label - 4), { kind: "gate", name: "f" });
  assert.deepEqual(hit(scene, at, layout.top + 2.5 * layout.row), { kind: "cell", symbol: "f", t: 2, unit: 2 });
  assert.deepEqual(hit(scene, layout.columns[0].strips[0].axis, layout.top + 1), { kind: "cell", symbol: "c", t: 0, unit: 0 });
});

for (const width of [1440, 390]) {
  test(`labels of many strips do not lie on each other at ${width} px`, () => {
    for (const gate of [null, "n"]) {
      const { labels } = openFigure(sceneOf(traced("gru", { gate }), { width, height: 844 }), measure);
      const ends = labels.map(({ pieces, size, x }) => ({ x, half: pieces.reduce((sum, { text, below }) => sum + measure(text, "serif", below ? 0.7 * size : size), 0) / 2 }));
      for (let i = 1; i < ends.length; i += 1) assert.ok(ends[i].x - ends[i].half >= ends[i - 1].x + ends[i - 1].half - 1, `${gate} ${i}`);
    }
  });
}

test("the sums of the gates are folded behind their gate", () => {
  const { symbols } = traced("gru").trace;
  const names = (/** @type {string} */ chosen, /** @type {string | null} */ gate = null) => tabRows(symbols, chosen, gate).map((row) => row.map(({ name }) => name).join(" "));
  assert.deepEqual(names("h"), ["x r z n zh h"]);
  assert.deepEqual(names("a_z"), ["x r z n zh h", "Uh_z Wx_z a_z"]);
  assert.deepEqual(names("h", "n")[1], "Uh_n Wx_n a_n");
  assert.equal(tabRows(traced("stack").trace.symbols, "h", null).length, 1);
  const weights = Object.keys(traced("gru").weights[0]);
  assert.deepEqual(grouped([...weights, "output.weight"], symbols).map((group) => group.sort()), [
    ["U_r", "W_r", "b_hr", "b_ir"], ["U_z", "W_z", "b_hz", "b_iz"], ["U_n", "W_n", "b_hn", "b_in"], ["output.weight"],
  ]);
});

test("what if reaches into what was clicked: that gate, that layer", () => {
  const told = (/** @type {State} */ state) => { const target = targetOf(state); return [target?.symbol.name, target?.value]; };
  const gru = traced("gru", { symbol: "r" });
  assert.deepEqual(told(unitPinned(3, 2, "z")(gru)), ["z", gru.trace.layers[0].values.z.data[2 * 7 + 3]]);
  assert.deepEqual(told(unitPinned(3, 2, "h")(gru)), ["h", gru.trace.layers[0].values.h.data[2 * 7 + 3]]);
  const top = traced("stack", { unit: 3 });
  for (const state of [top, layerShown(0)(top)]) {
    const { h } = state.trace.layers[layerOf(state)].values;
    assert.deepEqual(told(state), ["h", h.data[2 * 7 + 3]]);
    assert.equal(comparisonOf({ ...state, original: state.trace }, "h")?.after, h);
  }
});

test("a symbol without a letter of its own is written as its cell writes it, gates are said to be multiplied", () => {
  const story = storyOf(traced("lstm", { unit: 3 }), false);
  if (story.kind !== "unit") return assert.fail();
  assert.equal(plain(label(story.derivation.groups[0].terms[0].parts)), "o(2)[3] · tanh(c(2))[3]");
  assert.match(said(story.lead), /Every product that enters it, of gates, states and weights/);
  assert.match(said(storyOf(traced("lstm", { unit: 3, of: "o" }), false).lead), /under the weight it came through/);
});

test("of a state that gates mix it is told what is kept and what is new, of a gate that is opened memory and word", () => {
  const state = traced("gru");
  const { values } = state.trace.layers[0];
  const row = (/** @type {string} */ name, t = 2, of = values) => [...of[name].data.subarray(7 * t, 7 * t + 7)];
  const length = (/** @type {string[]} */ names) => Math.hypot(...names.flatMap((name) => row(name)));
  const [z, n, h] = [row("z"), row("n"), row("h", 1)];
  const [kept, fresh] = [z.map((share, i) => share * h[i]), z.map((share, i) => (1 - share) * n[i])];
  close([amountsOf(state)[2].memory, amountsOf(state)[2].word], [Math.hypot(...kept), Math.hypot(...fresh)]);
  const own = amountsOf({ ...state, unit: 3 })[2].unit;
  close([own?.memory ?? NaN, own?.word ?? NaN, (own?.memory ?? NaN) + (own?.word ?? NaN)], [kept[3], fresh[3], row("h")[3]]);
  const lstm = traced("lstm");
  const cells = lstm.trace.layers[0].values;
  const [f, c, i, g] = [row("f", 2, cells), row("c", 1, cells), row("i", 2, cells), row("g", 2, cells)];
  const amount = amountsOf(lstm)[2];
  close([amount.memory, amount.word], [Math.hypot(...f.map((share, at) => share * c[at])), Math.hypot(...i.map((share, at) => share * g[at]))]);
  assert.equal(amountsOf(lstm)[0].memory, Math.hypot(...row("f", 0, cells).map((share, at) => share * lstm.trace.layers[0].initial.c[at])));
  close([amountsOf({ ...state, gate: "z" })[2].memory], [length(["Uh_z"])]);
  const [r, Uh] = ["r", "Uh_n"].map((name) => values[name].data.subarray(14, 21));
  const reset = amountsOf({ ...state, gate: "n", unit: 3 })[2]; // what enters the sum of n is r∘(U_n h(t−1))
  close([reset.memory, reset.unit?.memory ?? NaN], [Math.hypot(...r.map((share, i) => share * Uh[i])), r[3] * Uh[3]]);
});

test("of a stack one layer is shown: the top one, or another and the others lie above and below it", () => {
  const top = traced("stack");
  assert.deepEqual([layerOf(top), inputSize(top), sceneOf(top).layout.next.count], [1, 7, 5]);
  const low = layerShown(0)(top);
  assert.deepEqual([layerOf(low), inputSize(low), sceneOf(low).layout.next.count], [0, 4, 5]);
  assert.equal(layerShown(1)(low).memory.layer, null);
  assert.deepEqual([isTop(top), isTop(low)], [true, false]);
  const followed = topPinned(3)(low);
  assert.deepEqual([followed.unit, layerOf(followed)], [3, 1]);
  const [strip] = placedStrips(sceneOf(low)).filter(({ t, part }) => t === 1 && part.name === "h");
  close(strip.values, top.trace.layers[0].values.h.data.subarray(7, 14));
  close(top.trace.layers[1].values.x.data, top.trace.layers[0].values.h.data);
  assert.deepEqual([top, low, traced("lstm")].map((state) => derivationOf({ ...state, unit: 2 }, 2).layer), ["¹", "⁰", ""]);
  assert.equal(comparisonOf({ ...low, original: low.trace }, "h")?.symbol, "h⁰");
  for (const state of [top, low]) close([derivationOf({ ...state, unit: 2 }, 2).sum], [state.trace.layers[layerOf(state)].values.a.data[2 * 7 + 2]]);
});

test("rolled, the layer above lies beside the loop with the next words; a phone has room for its name only", () => {
  const scene = sceneOf({ ...layerShown(0)(traced("stack")), fold: "rolled" });
  const { layout, columns: [column] } = scene;
  const [{ place, row, looped }] = bandsOf(scene, column);
  assert.deepEqual([row.layer, row.above, looped, layout.next.count], [1, true, true, 5]);
  assert.ok(place.x > (layout.loop?.right ?? NaN) && layout.next.axis - layout.next.room > place.x + place.width);
  assert.deepEqual(hit(scene, place.x + 3, place.y + 3), { kind: "layer", layer: 1, t: 2 });
  const [out] = outputBoxes(scene);
  assert.ok(out.y + out.height < place.y && out.x + out.width < layout.next.axis - layout.next.room);
  assert.deepEqual(hit(scene, out.x + 3, out.y + 3), { kind: "weight", name: "output.weight" });
  const phone = layoutFor(scene.state, { width: 390, height: 844 }, scene.cell);
  assert.deepEqual([phone.next.count, phone.bands.above], [0, []]);
  assert.equal(columnFigure({ ...scene, layout: phone }, phone.columns[phone.t], measure).above, "to layer 1");
});

test("the other layers of a stack lie under the input and over the cell, with their own numbers", () => {
  const top = traced("stack");
  const pictures = { U: { rows: 1, cols: 1, data: new Float32Array(1) }, W: { rows: 1, cols: 1, data: new Float32Array(1) }, range: { palette: /** @type {const} */ ("weights"), min: -1, max: 1 } };
  for (const [state, at, own, name, size] of /** @type {const} */ ([[top, 0, true, "x", 4], [layerShown(0)(top), 1, false, "h", 7]])) {
    const scene = sceneOf(state);
    const { layout, columns } = scene;
    const bands = bandsOf(scene, columns[1]);
    assert.deepEqual(bands.map(({ row }) => [row.layer, row.symbol.name, row.own]), own ? [[0, "x", false], [0, "h", true]] : [[1, "h", false]]);
    const rasters = rastersOf(scene, pictures).filter(({ key }) => key.startsWith("band"));
    assert.equal(rasters.length, columns.length);
    for (const { t, values, y } of rasters) {
      close(values, top.trace.layers[at].values[name].data.subarray(t * size, (t + 1) * size));
      assert.ok(own ? y > layout.foot.x : y < layout.top);
    }
    const { place } = bands[0];
    assert.deepEqual(hit(scene, place.x + 3, place.y + 3), { kind: "layer", layer: own ? 0 : 1, t: 1 });
    const carried = bandsOf(scene, columns[2]).map((band) => band.carried);
    assert.deepEqual(carried.map((way) => way !== null), own ? [false, true] : [true]);
    assert.equal(carried.at(-1)?.from, bandsOf(scene, columns[1])[own ? 1 : 0].place.x + bandsOf(scene, columns[1])[own ? 1 : 0].place.width + 3);
    assert.ok(layout.head.out <= layout.head.tip && layout.head.words < layout.head.out);
  }
  assert.deepEqual(bandsOf(sceneOf(traced("gru")), sceneOf(traced("gru")).columns[0]), []);
});

test("a description without gates makes no gates view", () => assert.equal(openCell(card.symbols, "r").gate, null));

test("the loop of a stack runs a loop over the layers, and its variables are those of the layer that is shown", () => {
  const top = traced("stack", { line: 2 });
  // tests/test_script.py holds the script to the same lines.
  assert.deepEqual(linesOf(top).map(({ text }) => text), [
    "states = [torch.zeros(7)] * 2", "for t in range(len(ids)):", "    x = E[ids[t]]", "    for l in range(2):",
    "        W, U, b_ih, b_hh = layers[l]", "        h = states[l]", "        a = U @ h + b_hh + W @ x + b_ih", "        h = torch.tanh(a)",
    "        states[l] = h", "        x = h", "    y = W_y @ h + b_y",
  ]);
  for (const [state, layer] of /** @type {[State, number][]} */ ([[top, 1], [layerShown(0)(top), 0]])) {
    const variables = variablesOf(state);
    assert.equal(variables.find(({ name }) => name === "l")?.text, String(layer));
    close(/** @type {Float32Array} */ (variables.find(({ name }) => name === "h")?.values), top.trace.layers[layer].values.h.data.subarray(14, 21));
  }
});

test("letters of a stack carry the layer that they are of", () => {
  const top = traced("stack", { unit: 2 });
  const low = layerShown(0)(top);
  const labels = (/** @type {State} */ state) => openFigure(sceneOf(state), measure).labels.map(({ pieces }) => pieces.map(({ text }) => text).join(""));
  assert.deepEqual(labels(top), ["U¹\u2009h¹(1)", "W¹\u2009x¹(2)", "b¹", "a¹(2)", "h¹(2)"].map((text) => text));
  assert.deepEqual(labels(low)[1], "W⁰\u2009x⁰(2)");
  const own = bandsOf(sceneOf(top), sceneOf(top).columns[2]).find((band) => band.own);
  assert.equal([...(own?.label ?? []), ...(own?.reads ?? [])].map(({ text }) => text).join(""), "h⁰(2) = x¹(2)");
  const groups = derivationOf(top, 2).groups;
  assert.match(plain(label(groups[0].terms[0].parts)), /^U¹\[2,\d\] · h¹\(1\)\[\d\]$/);
  assert.match(storyOf(top, false).lead.join(""), /^Layer 1\. Unit 2 at time stamp 2/);
  assert.equal(layerMark(traced("gru")), "", "nothing where there is but one");
});

test("a group that a gate multiplies is named with it, and 1 − z stands in brackets", () => {
  const gru = traced("gru", { unit: 2, of: "n" });
  const groups = derivationOf(gru, 2).groups;
  assert.deepEqual(groups.map((group) => plain(groupLabel(group))), ["r∘(U_n\u2009h(1))", "W_n\u2009x(2)", "r∘b_hn", "b_in"]);
  for (const { total, terms } of groups) close([total], [terms.reduce((sum, { product }) => sum + product, 0)]);
  const terms = derivationOf({ ...gru, of: "h" }, 2).groups[0].terms.map(({ parts }) => plain(label(parts)));
  assert.ok(terms.includes("(1 − z(2)[2]) · n(2)[2]"), terms.join());
  assert.equal(carryLevels(sceneOf(gru).layout).length, 1, "h(t−1) goes on past U as well");
});

test("of a pinned unit the strip that is asked about stands out", () => {
  const asides = (/** @type {State} */ state) => marksOf(sceneOf(state), measure).pinned.map(({ aside }) => Boolean(aside));
  const lstm = traced("lstm", { unit: 2 });
  assert.deepEqual(asides(lstm), [true, true, true, true, true, true, true, true, false]);
  assert.equal(asides({ ...lstm, of: "f" }).indexOf(false), 1);
  assert.deepEqual(asides({ ...lstm, unit: null }), []);
  assert.ok(!asides(traced("stack", { unit: 2 })).includes(true), "without gates all are one sum");
});

test("a product, and a bias, lead to what they make", () => {
  const strips = openCell(traced("lstm").trace.symbols).strips;
  assert.deepEqual(strips.filter(({ role }) => role === "product").map(({ makes }) => makes), ["c", "c"]);
  assert.equal(openCell(traced("lstm").trace.symbols, "f").strips.find(({ bias }) => bias)?.makes, "f");
});

for (const window of [{ width: 390, height: 844 }, { width: 1280, height: 720 }, { width: 1920, height: 1080 }]) {
  test(`what an altered state was lies within the open cell, and no label on another: ${window.width} px`, () => {
    for (const name of /** @type {const} */ (["gru", "lstm", "stack"])) {
      const state = traced(name);
      const original = { ...state.trace, layers: state.trace.layers.map((layer) => ({ ...layer, values: { ...layer.values, h: { ...layer.values.h, data: layer.values.h.data.map((value) => value + 0.5) } } })) };
      const scene = sceneOf({ ...state, original }, window);
      const narrow = narrowStrips(scene).filter(({ t }) => t === state.t);
      assert.equal(narrow.length, 2);
      for (const { left, right } of narrow) assert.ok(right - left >= 3 && right + 3 <= scene.layout.cell.right, `${name}: ${right} of ${scene.layout.cell.right}`);
      const { labels, others } = openFigure(scene, measure);
      const ends = labels.map(({ pieces, x, size }) => { const half = 0.25 * size * pieces.reduce((sum, { text }) => sum + [...text].length, 0); return { left: x - half, right: x + half }; });
      others.forEach(({ kind, text, above }, i) => {
        assert.ok(ends[i].right <= ends[i + 1].left, `${name}: ${i}`);
        if (kind === "op" || (kind === "phi" && text)) assert.ok(above > ends[i].right && above < ends[i + 1].left, `${name}: ${text}`);
      });
    }
  });
}

/** The same with every unit of some symbols set to a value at a time stamp. @param {State} state @param {string[]} names @param {number} t
 * @param {number} value @returns {State} */
function withSet(state, names, t, value) {
  const { trace } = state;
  const edits = trace.layers.flatMap((_layer, layer) => names.map((symbol) => ({ t, layer, symbol, unit: /** @type {const} */ ("all"), value })));
  for (const { layer, symbol } of edits) trace.layers[layer].values[symbol].data.fill(value, 7 * t, 7 * t + 7);
  return { ...state, trace: { ...trace, edits } };
}

test("forgetting cuts every way from the state before: through U, beside it, and through the U of other layers", () => {
  for (const name of /** @type {const} */ (["gru", "lstm"])) {
    const scene = sceneOf(withSet(traced(name), forgetting(traced(name).trace.symbols), 2, 0));
    const found = cuts(scene);
    assert.deepEqual(found.map(({ y }) => y), [scene.layout.middle, carryLevels(scene.layout)[0]], name);
    assert.equal(new Set(found.map(({ x }) => x)).size, 1);
    const products = forgetting(traced(name).trace.symbols).filter((symbol) => symbol.startsWith("Uh"));
    assert.equal(cuts(sceneOf(withSet(traced(name), products, 2, 0))).length, 1, "what goes on beside U is still let through");
    assert.equal(cuts(sceneOf(withSet(traced(name), products.slice(1), 2, 0))).length, 0, "one gate still reads it");
  }
  for (const fold of /** @type {const} */ (["unrolled", "rolled"])) {
    const scene = sceneOf(withSet(traced("stack", { fold }), ["Uh"], 2, 0));
    const [own, other] = cuts(scene);
    const [band] = bandsOf(scene, scene.layout.columns[2]).filter(({ row }) => row.layer === 0 && row.symbol.name === "h");
    assert.equal(own.y, scene.layout.middle);
    assert.deepEqual(other, { x: band.place.x - 14, y: band.place.y + band.place.height / 2 }, fold);
  }
});

test("an h that was set is marked between c and h of its column, and its number has no equation before it", () => {
  const scene = sceneOf(withSet(traced("lstm", { unit: 3, t: 1 }), ["h"], 2, 0.5));
  const [mark] = editedMarks(scene, placedStrips(scene));
  const [c, h] = scene.layout.columns[2].strips;
  assert.ok(mark.tip < h.left && mark.tip - mark.length >= c.right, "not upon c");
  const open = marksOf({ ...scene, state: { ...scene.state, t: 2 }, layout: sceneOf({ ...scene.state, t: 2 }).layout }, measure);
  assert.equal(open.numbers?.others.at(-1)?.text, "∘ o ≠");
  const between = (/** @type {string[]} */ ...names) => marksOf(sceneOf(withSet(traced("lstm", { unit: 3, t: 2 }), names, 2, 0.5)), measure).numbers?.others ?? [];
  const phi = (/** @type {ReturnType<typeof between>} */ others) => others.find(({ kind }) => kind === "phi")?.fits;
  assert.deepEqual([phi(between()), phi(between("tanh_c"))], [true, false], "no arrow leads from c to what was set");
  const equals = (/** @type {ReturnType<typeof between>} */ others) => others.filter(({ text }) => /[=≠]$/.test(text)).map(({ text }) => text);
  assert.deepEqual([equals(between()), equals(between("c"))], [["=", "∘ o ="], ["≠", "∘ o ="]]);
});

test("beside a closed column stands the number of what is asked about", () => {
  const state = traced("lstm", { unit: 3, t: 3 });
  const value = (/** @type {string} */ name) => state.trace.layers[0].values[name].data[3];
  const shown = (/** @type {string | null} */ of) => marksOf(sceneOf({ ...state, of }), measure).pins.filter(({ t }) => t === 0)[0];
  assert.equal(shown(null).value?.text, format(value("h")));
  assert.equal(shown("i").value?.text, format(value("h")), "a gate is not in a closed column");
  assert.equal(shown("c").value?.text, `c ${format(value("c"))}`);
  assert.deepEqual(shown("c").marks.map(({ aside }) => aside), [false, true]);
  assert.deepEqual(shown(null).marks.map(({ aside }) => aside), [true, false]);
});
