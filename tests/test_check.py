from dataclasses import replace

import numpy as np
import pytest

from model.cells import RNNCell
from model.check import check
from model.trace import trace
from tests.random_model import random_model


@pytest.mark.parametrize("activation", ["tanh", "sigmoid"])
@pytest.mark.parametrize("num_layers", [1, 2])
@pytest.mark.parametrize("length", [0, 1, 50, 200])
def test_a_true_trace_holds(activation, num_layers, length):
    model = random_model(length, activation=activation, num_layers=num_layers)
    words = np.random.default_rng(length).choice(model.vocabulary.words, size=length).tolist()
    initial = np.random.default_rng(1).uniform(-1, 1, size=(num_layers, 7)).tolist()
    found = check(model, trace(model, words, initial={"h": initial}))
    assert found.holds, found
    assert found.values == length * (5 + (num_layers - 1) * 7 + 4 * 7 * num_layers)
    assert found.symbols == ("x", "Wx", "Uh", "a", "h")


def test_the_oracles_are_named():
    of = lambda phi: check(random_model(activation=phi), trace(random_model(activation=phi), "I am")).against  # noqa: E731
    assert of("tanh") == "torch.nn.RNN and NumPy in float64"
    assert of("sigmoid") == "NumPy in float64"


@pytest.mark.parametrize("name", ["x", "Wx", "Uh", "a", "h"])
def test_one_wrong_value_is_found(name):
    model = random_model()
    result = trace(model, "I am a boy")
    values = {symbol: array.copy() for symbol, array in result.layers[0].values.items()}
    values[name][2, 3] += 1e-3
    wrong = replace(result, layers=(replace(result.layers[0], values=values),))
    found = check(model, wrong)
    assert not found.holds
    assert found.max_abs_difference == pytest.approx(1e-3, rel=1e-2)


@pytest.mark.parametrize("forgotten", ["b_ih", "b_hh", "U"])
def test_a_cell_that_forgets_a_weight_is_found(monkeypatch, forgotten):
    honest = RNNCell.step

    def step(self, xp, w, inputs, previous):
        return honest(self, xp, {**w, forgotten: np.zeros_like(w[forgotten])}, inputs, previous)

    monkeypatch.setattr(RNNCell, "step", step)
    model = random_model()
    assert not check(model, trace(model, "I am a boy")).holds
