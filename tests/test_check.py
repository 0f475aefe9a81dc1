from dataclasses import replace

import numpy as np
import pytest
import torch

from model.cells import CELLS
from model.check import check, expected_of, oracle_of
from model.edits import Overwrite
from model.textbook import textbook
from model.trace import trace
from model.zoo import Zoo
from tests.random_model import random_model

KINDS = [("rnn", "tanh"), ("rnn", "sigmoid"), ("gru", "tanh"), ("lstm", "tanh")]
kinds = pytest.mark.parametrize(("cell", "activation"), KINDS)


def initial_of(model, seed=1):
    L, H = model.card.num_layers, model.card.hidden_size
    draw = np.random.default_rng(seed)
    return {name: draw.uniform(-1, 1, size=(L, H)).tolist() for name in model.network.cell.carried}


@kinds
@pytest.mark.parametrize("num_layers", [1, 2])
@pytest.mark.parametrize("length", [0, 1, 50, 200])
def test_a_true_trace_holds(cell, activation, num_layers, length):
    model = random_model(length, cell=cell, activation=activation, num_layers=num_layers)
    words = np.random.default_rng(length).choice(model.vocabulary.words, size=length).tolist()
    found = check(model, trace(model, words, initial=initial_of(model)))
    symbols = model.network.cell.symbols
    assert found.holds, found
    assert found.values == length * (5 + (num_layers - 1) * 7 + (len(symbols) - 1) * 7 * num_layers)
    assert found.symbols == tuple(symbol.name for symbol in symbols)


def test_the_oracles_are_named():
    def against(cell, activation="tanh"):
        model = random_model(cell=cell, activation=activation)
        return check(model, trace(model, "I am")).against

    assert against("rnn") == "torch.nn.RNN and NumPy in float64"
    assert against("rnn", "sigmoid") == "torch.sigmoid and NumPy in float64"
    assert against("gru") == "torch.nn.GRU and NumPy in float64"
    assert against("lstm") == "torch.nn.LSTM and NumPy in float64"
    assert oracle_of(random_model(cell="lstm").network, "c") == "torch.nn.LSTM"
    assert oracle_of(random_model(cell="lstm").network, "tanh_c") == "NumPy in float64"


@kinds
def test_torch_and_the_textbook_agree_on_all_that_is_carried(cell, activation):
    """So that what only the textbook computes rests on the same gates as what torch computes."""
    model = random_model(cell=cell, activation=activation)
    made = trace(model, "I am a boy and the dogs are Tom", initial=initial_of(model))
    parameters = model.network.parameters.items()
    p = {name.removeprefix("rnn.").removesuffix("_l0"): v.astype(np.float64) for name, v in parameters}
    start = {name: value.astype(np.float64) for name, value in made.layers[0].initial.items()}
    by_book = textbook(cell, activation, p, made.layers[0].values["x"].astype(np.float64), start)
    for name in model.network.cell.carried:
        np.testing.assert_allclose(by_book[name], expected_of(model, made)[0][name], rtol=0, atol=1e-12)


@pytest.mark.parametrize(("cell", "module"), [("rnn", torch.nn.RNN), ("gru", torch.nn.GRU), ("lstm", torch.nn.LSTM)])
def test_stacked_layers_are_torchs_own_stack(cell, module):
    model = random_model(3, cell=cell, num_layers=3)
    made = trace(model, "I am a boy", initial=initial_of(model))
    stack = module(5, 7, 3, batch_first=True)
    parameters = model.network.parameters.items()
    stack.load_state_dict({k.removeprefix("rnn."): torch.from_numpy(v) for k, v in parameters if k.startswith("rnn.")})
    start = [torch.tensor(rows, dtype=torch.float32)[:, None] for rows in initial_of(model).values()]
    h, last = stack(torch.from_numpy(made.layers[0].values["x"])[None], start if len(start) > 1 else start[0])
    np.testing.assert_allclose(made.layers[-1].values["h"], h[0].detach(), rtol=0, atol=1e-5)
    for name, found in zip(model.network.cell.carried, last if len(start) > 1 else [last], strict=True):
        for layer in range(3):
            expected = found[layer, 0].detach()
            np.testing.assert_allclose(made.layers[layer].values[name][-1], expected, rtol=0, atol=1e-5)


@kinds
def test_one_wrong_value_is_found_in_any_symbol(cell, activation):
    model = random_model(cell=cell, activation=activation)
    result = trace(model, "I am a boy")
    for name in result.layers[0].values:
        values = {symbol: array.copy() for symbol, array in result.layers[0].values.items()}
        values[name][2, 3] += 1e-3
        wrong = replace(result, layers=(replace(result.layers[0], values=values),))
        found = check(model, wrong)
        assert not found.holds, name
        assert found.max_abs_difference == pytest.approx(1e-3, rel=1e-2)


@kinds
def test_what_an_edit_set_does_not_loosen_the_tolerance(cell, activation):
    model = random_model(cell=cell, activation=activation)
    last = Overwrite(3, 0, "h", 4, 1e6)
    result = trace(model, "I am a boy", edits=[last])
    assert check(model, result).tolerance == check(model, trace(model, "I am a boy")).tolerance
    result.layers[0].values["h"][2, 4] += 1e-3
    assert not check(model, result).holds
    silent = trace(model, "I am a boy", symbols=["h"], edits=[replace(last, t="all", unit="all")])
    assert check(model, silent).tolerance == 1e-5


FORGOTTEN = [(cell, weight) for cell, kind in CELLS.items() for weight in kind.weights if not weight.startswith("W")]


@pytest.mark.parametrize(("cell", "forgotten"), FORGOTTEN)
def test_a_cell_that_forgets_a_weight_is_found(monkeypatch, cell, forgotten):
    honest = CELLS[cell].step

    def step(self, xp, w, inputs, previous, edited):
        return honest(self, xp, {**w, forgotten: np.zeros_like(w[forgotten])}, inputs, previous, edited)

    monkeypatch.setattr(CELLS[cell], "step", step)
    model = random_model(cell=cell)
    assert not check(model, trace(model, "I am a boy")).holds


@pytest.mark.parametrize("model_id", Zoo().ids)
@pytest.mark.parametrize("length", [1, 2, 13, 64, 200])
def test_every_shipped_network_holds_over_random_texts_from_random_states(model_id, length):
    model = Zoo().get(model_id)
    tokens = np.random.default_rng(length).choice(model.vocabulary.spellings, size=length).tolist()
    if model.vocabulary.kind == "characters":
        tokens = [token for token in tokens if len(token) == 1]
    found = check(model, trace(model, tokens, initial=initial_of(model, length)))
    assert found.holds, found
    assert set(model.card.ranges) == {s.name for s in model.network.cell.symbols if s.range is None}
