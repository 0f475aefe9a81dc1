from dataclasses import replace

import numpy as np
import pytest
import torch

from model.cells import ACTIVATIONS, Factor, RNNCell
from model.derivation import Below, Edited, OutputWord, Row, derive, derive_word
from model.edits import Overwrite
from model.errors import BadEntry, BadRequestedSymbol
from model.trace import trace
from model.zoo import Zoo
from tests.random_model import random_model

SYMBOLS = ("x", "Wx", "Uh", "a", "h")
KINDS = [("rnn", "tanh"), ("rnn", "sigmoid"), ("gru", "tanh"), ("lstm", "tanh")]
activations = pytest.mark.parametrize("activation", ACTIVATIONS)


def sentence(model, seed, length):
    words = [*model.vocabulary.spellings[2:], "wug"]
    return np.random.default_rng(seed).choice(words, size=length).tolist()


def assert_sums_hold(model, made, t):
    """Every unit of every symbol of every layer at t: what is added up is the argument of φ, or the value itself."""
    for number, layer in enumerate(made.layers):
        for symbol in made.symbols[1:]:
            argument = symbol.terms[0].factors[0].name if symbol.kind == "squash" else symbol.name
            phi = ACTIVATIONS[symbol.phi].function if symbol.phi else lambda _, a: a
            for unit in (0, 3, model.card.hidden_size - 1):
                found = derive(model, made, t, symbol.name, unit, number)
                assert abs(found.a - layer.values[argument][t, unit]) <= 1e-5
                assert found.a == pytest.approx(sum(group.total for group in found.groups), abs=1e-12)
                for group in found.groups:
                    assert_group_holds(layer, group, t, unit)
                assert found.value == layer.values[symbol.name][t, unit]
                assert abs(phi(np, found.a) - found.value) <= 1e-5
                assert found.difference == abs(found.value - found.torch) <= 1e-5 * max(1, abs(found.value))


def assert_group_holds(layer, group, t, unit):
    scale = 1.0
    for multiplier in group.multipliers:
        values = layer.values[multiplier.name]
        value = values[t - multiplier.lag, unit] if t >= multiplier.lag else layer.initial[multiplier.name][unit]
        assert multiplier.value == pytest.approx(1 - value if multiplier.complement else value, abs=1e-7)
        scale *= multiplier.value
    if group.terms:
        assert abs(group.total - scale * layer.values[group.symbol][t, unit]) <= 1e-5
        assert group.total == pytest.approx(sum(term.product for term in group.terms), abs=1e-12)
        for term in group.terms:
            assert term.product == pytest.approx(scale * term.weight * term.value, rel=1e-9, abs=1e-15)
    elif group.weight is None:
        assert group.total == pytest.approx(scale, abs=1e-12)


@pytest.mark.parametrize(
    ("cell", "activation"), [("rnn", "tanh"), ("rnn", "sigmoid"), ("gru", "tanh"), ("lstm", "tanh")]
)
@pytest.mark.parametrize("seed", range(4))
def test_the_sums_of_random_networks_are_their_values(cell, activation, seed):
    model = random_model(seed, cell=cell, activation=activation, hidden_size=9, num_layers=1 + seed % 2)
    rng = np.random.default_rng(seed)
    initial = {name: rng.uniform(-1, 1, size=(1 + seed % 2, 9)).tolist() for name in model.network.cell.carried}
    made = trace(model, sentence(model, seed, 7), initial=initial if seed else None)
    for t in (0, 1, 6):
        assert_sums_hold(model, made, t)


@pytest.mark.parametrize("model_id", Zoo().ids)
@pytest.mark.parametrize("seed", range(3))
def test_the_sums_of_the_shipped_networks_are_their_values(model_id, seed):
    model = Zoo().get(model_id)
    made = trace(model, sentence(model, seed, 8))
    for t in (0, 7):
        assert_sums_hold(model, made, t)


@activations
@pytest.mark.parametrize("t", [0, 2])
def test_every_term_is_its_weight_times_its_value(activation, t):
    model = random_model(activation=activation, embedding_dim=3, hidden_size=4)
    initial = [[0.5, -0.25, 1.0, 0.0]]
    made = trace(model, "I am a boy", initial={"h": initial})
    p, h, unit = model.network.parameters, made.layers[0].values["h"], 2
    x = p["embedding.weight"][[2, 3, 4, 5]]
    before = np.float32(initial[0]) if t == 0 else h[t - 1]
    found = derive(model, made, t, "a", unit)
    assert [(group.symbol, group.weight, group.torch_name, group.vector) for group in found.groups] == [
        ("Uh", "U", "weight_hh_l0", Factor("h", 1)),
        (None, "b_hh", "bias_hh_l0", None),
        ("Wx", "W", "weight_ih_l0", Factor("x", 0)),
        (None, "b_ih", "bias_ih_l0", None),
    ]
    for group, weight, vector in (
        (found.groups[0], p["rnn.weight_hh_l0"], before),
        (found.groups[2], p["rnn.weight_ih_l0"], x[t]),
    ):
        products = weight[unit].astype(np.float64) * vector.astype(np.float64)
        assert sorted(term.index for term in group.terms) == list(range(len(vector)))
        assert [abs(term.product) for term in group.terms] == sorted(abs(products), reverse=True)
        for term in group.terms:
            assert term.weight == weight[unit, term.index]
            assert term.value == vector[term.index]
            assert term.product == products[term.index]
    for group, bias in ((found.groups[1], p["rnn.bias_hh_l0"]), (found.groups[3], p["rnn.bias_ih_l0"])):
        assert (group.total, group.terms) == (bias[unit], ())


@activations
def test_every_symbol_derives_through_what_it_is_made_of(activation):
    model = random_model(activation=activation, num_layers=2)
    made = trace(model, "I am a wug")
    of = lambda symbol, layer=0: derive(model, made, 3, symbol, 4, layer)  # noqa: E731
    assert [len(of(symbol).groups) for symbol in SYMBOLS] == [0, 1, 1, 4, 4]
    for symbol in ("Wx", "Uh", "a"):
        assert of(symbol).a == pytest.approx(of(symbol).value, abs=1e-6)
        assert of(symbol).slope is None
    assert of("h").groups == of("a").groups
    value = of("h").value
    assert of("h").slope == pytest.approx(1 - value**2 if activation == "tanh" else value * (1 - value))
    assert of("x").row == Row(0, "<unk>", "embedding.weight")
    assert (of("x").a, of("x").below) == (None, None)
    assert of("x").value == model.network.parameters["embedding.weight"][0, 4]
    assert (of("x", 1).row, of("x", 1).below) == (None, Below(0, "h"))
    assert of("x", 1).value == of("h").value
    names = [group.torch_name for group in of("a", 1).groups]
    assert names == ["weight_hh_l1", "bias_hh_l1", "weight_ih_l1", "bias_ih_l1"]
    assert all(of(symbol).row is None for symbol in SYMBOLS[1:])


def told(group):
    """A group as it is written: r·U_n h, z·h(t−1), (1 − z)·n, b_hh."""
    written = [f"(1 − {m.name})" if m.complement else m.name + "(t−1)" * m.lag for m in group.multipliers]
    weight = [] if group.weight is None else [group.weight]
    return "·".join(written + weight) + (f" {group.vector.name}" if group.vector else "")


@pytest.mark.parametrize(
    ("cell", "symbol", "groups"),
    [
        ("gru", "z", ["U_z h", "b_hz", "W_z x", "b_iz"]),
        ("gru", "n", ["r·U_n h", "r·b_hn", "W_n x", "b_in"]),
        ("gru", "Uh_n", ["U_n h"]),
        ("gru", "h", ["(1 − z)·n", "z·h(t−1)"]),
        ("lstm", "f", ["U_f h", "b_hf", "W_f x", "b_if"]),
        ("lstm", "c", ["f·c(t−1)", "i·g"]),
        ("lstm", "tanh_c", ["f·c(t−1)", "i·g"]),
        ("lstm", "h", ["o·tanh_c"]),
    ],
)
def test_gates_stand_beside_what_they_multiply(cell, symbol, groups):
    model = random_model(cell=cell)
    found = derive(model, trace(model, "I am a boy"), 2, symbol, 4)
    assert [told(group) for group in found.groups] == groups


@pytest.mark.parametrize("t", [0, 2])
def test_a_gru_resets_each_term_of_the_state_with_its_own_r(t):
    model = random_model(cell="gru", embedding_dim=3, hidden_size=4)
    initial = [[0.5, -0.25, 1.0, 0.0]]
    made = trace(model, "I am a boy", initial={"h": initial})
    values, unit = made.layers[0].values, 2
    U, before = model.network.parameters["rnn.weight_hh_l0"], np.float32(initial[0]) if t == 0 else values["h"][t - 1]
    group = derive(model, made, t, "a_n", unit).groups[0]
    assert (group.symbol, group.weight, group.torch_name) == ("Uh_n", "U_n", "weight_hh_l0[8:12]")
    r = float(values["r"][t, unit])
    for term in group.terms:
        assert term.weight == U[8 + unit, term.index]
        assert term.value == before[term.index]
        assert term.product == pytest.approx(r * float(term.weight) * float(term.value), rel=1e-12)


def test_the_slope_is_that_of_the_symbols_own_activation():
    model = random_model(cell="lstm")
    made = trace(model, "I am a boy")
    slope = lambda symbol: derive(model, made, 2, symbol, 1).slope  # noqa: E731
    f, g, c = (made.layers[0].values[name][2, 1] for name in ("f", "g", "tanh_c"))
    assert slope("f") == pytest.approx(f * (1 - f), rel=1e-6)
    assert slope("g") == pytest.approx(1 - g * g, rel=1e-6)
    assert slope("tanh_c") == pytest.approx(1 - c * c, rel=1e-6)
    assert slope("c") is slope("h") is slope("a_f") is None


def test_the_oracle_of_each_symbol_is_named():
    for activation, oracle in (("tanh", "torch.nn.RNN"), ("sigmoid", "torch.sigmoid")):
        model = random_model(activation=activation)
        made = trace(model, "I am")
        assert derive(model, made, 1, "h", 0).oracle == oracle
        assert derive(model, made, 1, "a", 0).oracle == "NumPy in float64"


def test_torchs_own_value_comes_from_torch():
    model = random_model(num_layers=2)
    made = trace(model, "I am a boy", initial={"h": [[0.5] * 7, [-0.5] * 7]})
    rnn = torch.nn.RNN(5, 7, 2, batch_first=True, dtype=torch.float64)
    rnn.load_state_dict(
        {k.removeprefix("rnn."): torch.tensor(v) for k, v in model.network.parameters.items() if k.startswith("rnn.")}
    )
    x = torch.tensor(model.network.parameters["embedding.weight"][[2, 3, 4, 5]]).double()
    start = torch.tensor([0.5, -0.5], dtype=torch.float64)[:, None, None].expand(2, 1, 7).contiguous()
    h, _ = rnn(x[None], start)
    for unit in range(7):
        found = derive(model, made, 3, "h", unit, 1)
        assert found.torch == pytest.approx(h[0, 3, unit].item(), abs=1e-12)


@activations
def test_a_wrong_value_in_a_trace_is_found(activation):
    model = random_model(activation=activation)
    made = trace(model, "I am a boy")
    values = {name: array.copy() for name, array in made.layers[0].values.items()}
    values["h"][2, 3] += 1e-3
    wrong = replace(made, layers=(replace(made.layers[0], values=values),))
    assert derive(model, wrong, 2, "h", 3).difference == pytest.approx(1e-3, rel=1e-2)
    assert abs(derive(model, wrong, 3, "a", 0).a - values["a"][3, 0]) > 1e-5


@pytest.mark.parametrize("forgotten", ["b_ih", "b_hh", "U"])
def test_a_cell_that_forgets_a_weight_no_longer_matches_its_derivation(monkeypatch, forgotten):
    honest = RNNCell.step

    def step(self, xp, w, inputs, previous, edited):
        return honest(self, xp, {**w, forgotten: np.zeros_like(w[forgotten])}, inputs, previous, edited)

    monkeypatch.setattr(RNNCell, "step", step)
    model = random_model()
    made = trace(model, "I am a boy")
    found = derive(model, made, 3, "h", 1)
    assert abs(found.a - made.layers[0].values["a"][3, 1]) > 1e-3
    assert found.difference > 1e-4


@activations
@pytest.mark.parametrize("t", [0, 3])
def test_the_probability_of_a_word_is_that_of_torch_and_of_the_trace(activation, t):
    model = random_model(activation=activation, num_layers=2)
    made = trace(model, "I am a boy", top=20)
    p, h = model.network.parameters, made.layers[-1].values["h"][t]
    y = torch.nn.functional.linear(*(torch.tensor(a).double() for a in (h, p["output.weight"], p["output.bias"])))
    expected = torch.softmax(y[1:], dim=0)
    total = 0.0
    for row in range(1, 16):
        found = derive_word(model, made, t, model.vocabulary.spellings[row])
        assert found.word == OutputWord(row, model.vocabulary.spellings[row])
        assert found.logit == pytest.approx(y[row].item(), abs=1e-12)
        assert found.log_sum_exp == pytest.approx(torch.logsumexp(y[1:], dim=0).item(), abs=1e-12)
        assert found.probability == pytest.approx(expected[row - 1].item(), abs=1e-12)
        assert found.difference == abs(found.probability - found.torch) < 1e-6
        assert found.bias == p["output.bias"][row]
        assert [term.index for term in found.terms] == np.argsort(-abs(p["output.weight"][row] * h)).tolist()
        assert found.total == pytest.approx(sum(term.weight * term.value for term in found.terms), abs=1e-12)
        total += found.probability
    assert total == pytest.approx(1, abs=1e-12)
    for prediction in made.outputs[t].top:
        assert derive_word(model, made, t, prediction.token).probability == pytest.approx(
            prediction.probability, abs=1e-6
        )


def test_a_word_is_looked_up_as_it_is_read(shipped):
    made = trace(shipped, "I am a boy")
    ids = {derive_word(shipped, made, 2, word).word.id for word in ("Boy", "boy", "BOY")}
    assert ids == {shipped.vocabulary.id_of("boy")}
    assert derive_word(shipped, made, 2, "</s>").word == OutputWord(1, "</s>")


def test_logits_beyond_what_exp_can_hold_have_their_probabilities():
    model = random_model(scale=400)
    made = trace(model, "I am a boy")
    found = [derive_word(model, made, 3, word).probability for word in model.vocabulary.spellings[1:]]
    assert np.isfinite(found).all()
    assert sum(found) == pytest.approx(1)


@pytest.mark.parametrize(
    ("asked", "pointer", "sentence"),
    [
        ((4, "h", 0), "/t", "This sentence has no time stamp 4; its time stamps are 0 to 3."),
        ((-1, "h", 0), "/t", "This sentence has no time stamp -1; its time stamps are 0 to 3."),
        ((0, "h", 7), "/unit", "h has no unit 7; its units are 0 to 6."),
        ((0, "x", 5), "/unit", "x has no unit 5; its units are 0 to 4."),
        ((0, "h", -1), "/unit", "h has no unit -1; its units are 0 to 6."),
        ((0, "h", 0, 1), "/layer", "This network has no layer 1; its layers are 0 to 0."),
    ],
)
def test_what_is_not_there_is_said_with_what_is(asked, pointer, sentence):
    model = random_model()
    with pytest.raises(BadEntry) as raised:
        derive(model, trace(model, "I am a boy"), *asked)
    assert (raised.value.detail, raised.value.pointer) == (sentence, pointer)


def test_a_symbol_the_cell_lacks_is_refused():
    model = random_model()
    with pytest.raises(BadRequestedSymbol, match="no symbol “q”. It has: x, Wx, Uh, a, h.") as raised:
        derive(model, trace(model, "I"), 0, "q", 0)
    assert raised.value.pointer == "/symbol"


def test_an_empty_sentence_has_nothing_to_derive():
    model = random_model()
    with pytest.raises(BadEntry, match="This sentence has no time stamps: there is nothing to derive."):
        derive(model, trace(model, ""), 0, "h", 0)
    with pytest.raises(BadEntry, match="This sentence has no time stamps"):
        derive_word(model, trace(model, ""), 0, "boy")


@pytest.mark.parametrize(
    ("word", "sentence"),
    [
        ("wug", "The network does not know “wug”; choose a word of its vocabulary, or </s>."),
        ("", "The network does not know “”; choose a word of its vocabulary, or </s>."),
        ("w" * 50, f"The network does not know “{'w' * 39}…”; choose a word of its vocabulary, or </s>."),
        ("<unk>", "<unk> is read, never predicted: it has no probability. Choose a word."),
    ],
)
def test_a_word_that_is_never_predicted_is_refused(word, sentence):
    model = random_model()
    with pytest.raises(BadEntry) as raised:
        derive_word(model, trace(model, "I"), 0, word)
    assert (raised.value.detail, raised.value.pointer) == (sentence, "/word")


@pytest.mark.parametrize(("cell", "activation"), KINDS)
@pytest.mark.parametrize("seed", range(2))
def test_under_edits_every_sum_is_the_value_or_what_the_equation_gives(cell, activation, seed):
    """An edit of one entry of each symbol in turn: the entry, and all that is made of it, still derive."""
    model = random_model(seed, cell=cell, activation=activation, num_layers=2)
    words, unit = sentence(model, seed, 3), seed
    plain = trace(model, words)
    for symbol in model.network.cell.symbols:
        edits = [Overwrite(1, 1, symbol.name, "all", 9.0), Overwrite((0, 1), 1, symbol.name, unit, 0.75)]
        made = trace(model, words, edits=edits)
        found = derive(model, made, 1, symbol.name, unit, 1)
        assert (found.value, found.edited.edit, found.oracle) == (0.75, 1, "NumPy in float64")
        assert found.difference == abs(found.edited.equation - found.torch) <= 1e-5
        if symbol.name.startswith(("x", "Wx")):  # which do not depend on what was edited before
            assert abs(found.edited.equation - plain.layers[1].values[symbol.name][1, unit]) <= 1e-5
        assert derive(model, made, 1, symbol.name, unit, 0).edited is None
        made_of_it = [other for other in model.network.cell.symbols if symbol.name in str(other.terms)]
        for other in made_of_it:
            told = derive(model, made, 1, other.name, unit, 1)
            squashed = ACTIVATIONS[other.phi].function(np, told.a) if other.phi else told.a
            assert abs(squashed - (told.edited.equation if told.edited else told.value)) <= 1e-5, other.name


def test_what_an_edit_set_says_what_the_equation_gives():
    model = random_model()
    made = trace(model, "I am a boy", edits=[Overwrite(2, 0, "h", 3, -1.0)])
    found = derive(model, made, 2, "h", 3)
    equation = float(trace(model, "I am a boy").layers[0].values["h"][2, 3])
    assert found.value == -1.0
    assert found.edited == Edited(0, pytest.approx(equation, abs=1e-6))
    assert found.slope == pytest.approx(1 - equation**2, abs=1e-5)
    assert derive(model, made, 2, "h", 4).edited is None
    after = derive(model, made, 3, "h", 3)
    assert next(term.value for term in after.groups[0].terms if term.index == 3) == -1.0


def test_a_sum_that_an_edit_set_is_told_as_it_is():
    made = trace(random_model(), "I am", edits=[Overwrite(1, 0, "Uh", 3, 0.5)])
    found = derive(random_model(), made, 1, "h", 3)
    assert [(group.weight, [m.name for m in group.multipliers]) for group in found.groups] == [
        (None, ["Uh"]), ("b_hh", []), ("W", []), ("b_ih", []),
    ]  # fmt: skip
    assert found.groups[0].total == 0.5


def test_an_edited_input_says_which_row_it_would_be():
    model = random_model()
    found = derive(model, trace(model, "I am", edits=[Overwrite(1, 0, "x", 2, 3.0)]), 1, "x", 2)
    row = model.network.parameters["embedding.weight"][3]
    assert (found.value, found.edited) == (3.0, Edited(0, float(row[2])))
