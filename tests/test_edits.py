"""Edits, against a loop over units of this file's own; what they leave alone; what cannot be edited."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.check import check
from model.edits import MAX_EDITS, Overwrite, covers
from model.errors import BadEdit
from model.textbook import forced_by
from model.trace import trace
from tests.random_model import WORDS, random_model

KINDS = [("rnn", "tanh"), ("rnn", "sigmoid"), ("gru", "tanh"), ("lstm", "tanh")]
SIZE = {"embedding_dim": 5, "hidden_size": 7}


def sigmoid(a):
    return 1 / (1 + math.exp(-a)) if a > 0 else math.exp(a) / (1 + math.exp(a))


def loop(model, ids, initial, edits):
    """Every symbol of every layer, number by number, from torch's parameters: [layer][symbol][t][unit]."""
    p = {name: value.astype(np.float64) for name, value in model.network.parameters.items()}
    config, layers = model.network.config, []
    reads = [list(p["embedding.weight"][i]) for i in ids]
    for layer in range(config.num_layers):
        W, U, b_i, b_h = (p[f"rnn.{n}_l{layer}"] for n in ("weight_ih", "weight_hh", "bias_ih", "bias_hh"))
        state = {name: list(rows[layer]) for name, rows in initial.items()}
        out = []
        for t, x in enumerate(reads):

            def put(name, numbers, t=t, layer=layer):
                numbers = list(numbers)
                for edit in edits:
                    if edit.layer != layer or edit.symbol != name or not within(edit.t, t):
                        continue
                    numbers = [edit.value if within(edit.unit, u) else v for u, v in enumerate(numbers)]
                return numbers

            H = config.hidden_size
            names = {"rnn": [""], "gru": ["_r", "_z", "_n"], "lstm": ["_i", "_f", "_g", "_o"]}[config.cell]
            s = {"x": put("x", x)}
            for k, g in enumerate(names):
                rows = range(k * H, (k + 1) * H)
                s["Wx" + g] = put("Wx" + g, [sum(W[r][j] * s["x"][j] for j in range(len(s["x"]))) for r in rows])
                s["Uh" + g] = put("Uh" + g, [sum(U[r][j] * state["h"][j] for j in range(H)) for r in rows])
                s["b" + g] = [(b_i[r], b_h[r]) for r in rows]
            each = range(H)
            plain = {g: [s["Wx" + g][u] + s["Uh" + g][u] + sum(s["b" + g][u]) for u in each] for g in names}
            if config.cell == "rnn":
                s["a"] = put("a", plain[""])
                phi = math.tanh if config.activation == "tanh" else sigmoid
                s["h"] = put("h", map(phi, s["a"]))
            elif config.cell == "gru":
                for g in "rz":
                    s[f"a_{g}"] = put(f"a_{g}", plain[f"_{g}"])
                    s[g] = put(g, map(sigmoid, s[f"a_{g}"]))
                inner = [s["r"][u] * (s["Uh_n"][u] + s["b_n"][u][1]) for u in each]
                s["a_n"] = put("a_n", [s["Wx_n"][u] + s["b_n"][u][0] + inner[u] for u in each])
                s["n"] = put("n", map(math.tanh, s["a_n"]))
                s["zh"] = put("zh", [s["z"][u] * state["h"][u] for u in each])
                s["h"] = put("h", [(1 - s["z"][u]) * s["n"][u] + s["zh"][u] for u in each])
            else:
                for g in "ifgo":
                    s[f"a_{g}"] = put(f"a_{g}", plain[f"_{g}"])
                    s[g] = put(g, map(math.tanh if g == "g" else sigmoid, s[f"a_{g}"]))
                s["c"] = put("c", [s["f"][u] * state["c"][u] + s["i"][u] * s["g"][u] for u in each])
                s["tanh_c"] = put("tanh_c", map(math.tanh, s["c"]))
                s["h"] = put("h", [s["o"][u] * s["tanh_c"][u] for u in each])
            state = {name: s[name] for name in state}
            out.append(s)
        layers.append(out)
        reads = [s["h"] for s in out]
    return layers


def within(span, index):
    return span == "all" or (span == index if isinstance(span, int) else index in range(span[0], span[1] + 1))


def spans(size):
    one = st.integers(0, size - 1)
    return st.one_of(st.just("all"), one, st.tuples(one, one).map(lambda pair: tuple(sorted(pair))))


@st.composite
def questions(draw):
    """A random model of any cell, one to three layers deep, a sentence, initial states, and up to six edits."""
    cell, activation = draw(st.sampled_from(KINDS))
    L = draw(st.integers(1, 3))
    model = random_model(draw(st.integers(0, 999)), cell=cell, activation=activation, num_layers=L, **SIZE)
    words = draw(st.lists(st.sampled_from([*WORDS, "wug"]), min_size=1, max_size=6))
    rng = np.random.default_rng(draw(st.integers(0, 999)))
    initial = {name: rng.uniform(-1, 1, size=(L, 7)).round(3).tolist() for name in model.network.cell.carried}
    edits = []
    for _ in range(draw(st.integers(1, 6))):
        layer, symbol = draw(st.integers(0, L - 1)), draw(st.sampled_from(model.network.cell.symbols))
        size = 5 if symbol.size == "D" and layer == 0 else 7
        value = draw(st.floats(-3, 3, width=32))
        edits.append(Overwrite(draw(spans(len(words))), layer, symbol.name, draw(spans(size)), value))
    return model, words, initial, tuple(edits)


@given(questions())
@settings(max_examples=120, deadline=None)
def test_every_number_of_an_edited_trace_is_that_of_a_plain_loop(question):
    model, words, initial, edits = question
    made = trace(model, words, initial=initial, edits=edits)
    states = {name: np.float32(rows).astype(np.float64) for name, rows in initial.items()}
    expected = loop(model, [token.id for token in made.tokens], states, edits)
    for layer, rows in zip(made.layers, expected, strict=True):
        for name, found in layer.values.items():
            np.testing.assert_allclose(found, np.array([row[name] for row in rows]), rtol=1e-6, atol=1e-5)
    assert made.edits == edits


@given(questions())
@settings(max_examples=60, deadline=None)
def test_the_check_follows_the_edits_and_counts_what_it_leaves_out(question):
    model, words, initial, edits = question
    made = trace(model, words, initial=initial, edits=edits)
    found = check(model, made)
    entries = {
        (edit.layer, edit.symbol, t, unit)
        for edit in edits
        for t in range(len(words))
        for unit in range(made.layers[edit.layer].values[edit.symbol].shape[1])
        if within(edit.t, t) and within(edit.unit, unit)
    }
    assert found.holds, found
    assert found.edited == len(entries)
    assert found.values + found.edited == sum(array.size for layer in made.layers for array in layer.values.values())
    assert found.against == "NumPy in float64"


@given(questions())
@settings(max_examples=60, deadline=None)
def test_an_edit_leaves_alone_what_is_before_it_and_below_it(question):
    model, words, initial, edits = question
    edit = edits[0]
    plain = trace(model, words, initial=initial, top=3)
    made = trace(model, words, initial=initial, edits=[edit], top=3)
    first = {"all": 0}.get(edit.t, edit.t if isinstance(edit.t, int) else edit.t[0])
    for number, (before, after) in enumerate(zip(plain.layers, made.layers, strict=True)):
        for name, values in before.values.items():
            same = len(words) if number < edit.layer else first
            np.testing.assert_array_equal(after.values[name][:same], values[:same])
    if first:
        assert made.outputs[: first - 1] == plain.outputs[: first - 1]
        assert made.outputs[first - 1].top == plain.outputs[first - 1].top


@given(questions(), st.integers(0, 10**6))
@settings(max_examples=60, deadline=None)
def test_a_value_set_to_what_it_is_changes_nothing(question, place):
    model, words, initial, edits = question
    plain = trace(model, words, initial=initial)
    layer, symbol = edits[0].layer, edits[0].symbol
    values = plain.layers[layer].values[symbol]
    t, unit = np.unravel_index(place % values.size, values.shape)
    made = trace(
        model, words, initial=initial,
        edits=[Overwrite(int(t), layer, symbol, int(unit), float(values[t, unit]))],
    )  # fmt: skip
    for before, after in zip(plain.layers, made.layers, strict=True):
        for name, array in before.values.items():
            np.testing.assert_allclose(after.values[name], array, rtol=0, atol=1e-6)


@pytest.mark.parametrize(("cell", "activation"), KINDS)
@pytest.mark.parametrize("num_layers", [1, 2])
def test_without_edits_nothing_is_another(cell, activation, num_layers):
    model = random_model(4, cell=cell, activation=activation, num_layers=num_layers)
    plain, made = trace(model, "I am a boy"), trace(model, "I am a boy", edits=[])
    for before, after in zip(plain.layers, made.layers, strict=True):
        for name, array in before.values.items():
            np.testing.assert_array_equal(after.values[name], array)


def test_of_two_edits_of_one_value_the_later_counts_and_what_depends_on_it_follows():
    model = random_model()
    edits = [Overwrite(1, 0, "a", "all", 5.0), Overwrite(1, 0, "a", (2, 4), 0.0), Overwrite(1, 0, "h", 3, 0.5)]
    values = trace(model, "I am a", edits=edits).layers[0].values
    np.testing.assert_allclose(values["a"][1], [5, 5, 0, 0, 0, 5, 5])
    squashed = np.tanh([5, 5, 0, 0, 0, 5, 5])
    squashed[3] = 0.5
    np.testing.assert_allclose(values["h"][1], squashed, atol=1e-6)
    np.testing.assert_allclose(values["Uh"][2], values["h"][1] @ model.network.layers[0]["U"].T, atol=1e-5)


def test_forgetting_is_beginning_anew():
    """U h(t−1) set to 0 leaves what the rest of the sentence alone would give."""
    model = random_model()
    cut = trace(model, ["i", "am", "a", "boy"], edits=[Overwrite(2, 0, "Uh", "all", 0.0)])
    anew = trace(model, ["a", "boy"])
    np.testing.assert_allclose(cut.layers[0].values["h"][2:], anew.layers[0].values["h"], rtol=0, atol=1e-6)
    assert cut.outputs[3].top[0].token == anew.outputs[1].top[0].token


def test_the_check_finds_one_wrong_value_beside_an_edit():
    model = random_model(cell="gru")
    made = trace(model, "I am a boy", edits=[Overwrite(1, 0, "h", 2, 0.25)])
    for unit, holds in ((2, True), (3, False)):  # what an edit set is not compared
        values = {name: array.copy() for name, array in made.layers[0].values.items()}
        values["h"][1, unit] += 1e-3
        wrong = replace(made, layers=(replace(made.layers[0], values=values),))
        assert check(model, wrong).holds is holds


def test_a_hook_that_comes_too_late_is_found(monkeypatch):
    """Plant a fault: what depends on an edited value goes on from the value that the equation gave."""
    honest = type(random_model().network.cell).step

    def step(self, xp, w, inputs, previous, edited):
        made = honest(self, xp, w, inputs, previous)
        return {name: edited(name, value) for name, value in made.items()}

    monkeypatch.setattr(type(random_model().network.cell), "step", step)
    model = random_model()
    assert not check(model, trace(model, "I am", edits=[Overwrite(1, 0, "a", 2, 3.0)])).holds


def bad(sentence, pointer, **changed):
    good = {"t": 1, "layer": 0, "symbol": "h", "unit": 2, "value": 0.5}
    return pytest.param(Overwrite(**{**good, **changed}), sentence, pointer)


@pytest.mark.parametrize(
    ("edit", "sentence", "pointer"),
    [
        bad("This cell has no symbol “q”. It has: x, Wx, Uh, a, h.", "/edits/1/symbol", symbol="q"),
        bad("This network has no layer 2; its layers are 0 to 1.", "/edits/1/layer", layer=2),
        bad("This network has no layer -1; its layers are 0 to 1.", "/edits/1/layer", layer=-1),
        bad("This sentence has no time stamp 4; its time stamps are 0 to 3.", "/edits/1/t", t=4),
        bad("This sentence has no time stamp -1; its time stamps are 0 to 3.", "/edits/1/t", t=-1),
        bad("This sentence has no time stamp 9; its time stamps are 0 to 3.", "/edits/1/t", t=(2, 9)),
        bad("[3, 1] ends before it begins; write [1, 3].", "/edits/1/t", t=(3, 1)),
        bad("h has no unit 7; its units are 0 to 6.", "/edits/1/unit", unit=7),
        bad("x has no unit 5; its units are 0 to 4.", "/edits/1/unit", symbol="x", unit=(0, 5)),
        bad("x has no unit 7; its units are 0 to 6.", "/edits/1/unit", symbol="x", layer=1, unit=7),
        bad("The value is not a number within ±1,000,000.", "/edits/1/value", value=math.nan),
        bad("The value is not a number within ±1,000,000.", "/edits/1/value", value=1e7),
    ],
)
def test_an_edit_that_does_not_fit_gets_a_sentence_and_a_pointer(edit, sentence, pointer):
    with pytest.raises(BadEdit) as caught:
        trace(random_model(num_layers=2), "I am a boy", edits=[Overwrite("all", 1, "a", (0, 6), 1e6), edit])
    assert (caught.value.detail, caught.value.pointer) == (sentence, pointer)


def test_only_so_many_edits_at_once():
    edit = Overwrite(0, 0, "h", 0, 0.0)
    trace(random_model(), "I", edits=[edit] * MAX_EDITS)
    with pytest.raises(BadEdit, match="65 edits; at most 64 can be made at once.") as caught:
        trace(random_model(), "I", edits=[edit] * (MAX_EDITS + 1))
    assert caught.value.pointer == "/edits"


def test_an_empty_sentence_has_nothing_to_edit():
    assert trace(random_model(), "", edits=[Overwrite("all", 0, "h", "all", 0.0)]).tokens == ()
    with pytest.raises(BadEdit, match="This sentence has no time stamps: there is nothing to edit."):
        trace(random_model(), "", edits=[Overwrite(0, 0, "h", "all", 0.0)])


def test_spans():
    held = [covers(span, 3) for span in ("all", 3, 2, (1, 3), (1, 2))]
    assert held == [True, True, False, True, False]
    forced = forced_by([Overwrite((0, 1), 0, "h", 2, 0.5), Overwrite("all", 1, "h", "all", 9.0)], 0, {"h": 3}, 3)
    np.testing.assert_array_equal(forced["h"], [[np.nan, np.nan, 0.5]] * 2 + [[np.nan] * 3])
