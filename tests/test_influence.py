"""
Influences held against central differences in float64 of model/textbook.py, which shares no line with the cells.

Glossary
    S(s)  the states at s, layer by layer {name: (H,)}; Run computes what follows from them
    ε     10⁻³: what a central difference leaves out is about ε² = 10⁻⁶, what it rounds off 10⁻¹⁶/ε = 10⁻¹³
"""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
import torch

from model.errors import BadText
from model.influence import influence, norm
from model.limits import most_influence_tokens
from model.network import Network
from model.text import Vocabulary, characters
from model.textbook import textbook
from tests.random_model import random_model

CELLS = [("rnn", "tanh"), ("rnn", "sigmoid"), ("gru", "tanh"), ("lstm", "tanh")]
WORDS = ("I", "am", "a", "boy", "girl", "the", "dog", "dogs", "is", "are", ".", "?", "Tom", "don't", "wug")
EPSILON = 1e-3


class Run:
    """A model's states and losses over a sentence, with a nudge added to something on the way."""

    def __init__(self, model, words, end):
        self.network, self.config = model.network, model.network.config
        self.ids = np.array(model.vocabulary.encode(words))
        self.targets = [*self.ids[1:], 1 if end else 0]
        self.p = {name: value.astype(np.float64) for name, value in self.network.parameters.items()}
        self.carried = self.network.cell.carried
        self.L, self.H, self.D = self.config.num_layers, self.config.hidden_size, self.config.embedding_dim

    def states(self, nudges=None, start=None, s=-1):
        """
        Return per layer {name: (T − 1 − s, H)}, of the time stamps after s.

        start   the states at s; zeros before the first word
        nudges  ("x", t) -> (D,), or (layer, name, t) -> (H,), added to a state as it is made; what is computed of it
                at t, as h from c, moves with it
        """
        nudges = nudges or {}
        x = np.array([self.p["embedding.weight"][i] + nudges.get(("x", t), 0) for t, i in enumerate(self.ids)])
        x = x[s + 1 :]
        layers = []
        for layer in range(self.L):
            p = {n: self.p[f"rnn.{n}_l{layer}"] for n in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")}
            state = {name: np.zeros(self.H) for name in self.carried} if start is None else start[layer]
            rows = {name: [] for name in self.carried}
            for t, row in enumerate(x, start=s + 1):
                made = textbook(self.config.cell, self.config.activation, p, row[None], state)
                state = {name: made[name][0] for name in self.carried}
                if (layer, "c", t) in nudges:
                    state["c"] = state["c"] + nudges[layer, "c", t]
                    state["h"] = made["o"][0] * np.tanh(state["c"])
                state["h"] = state["h"] + nudges.get((layer, "h", t), 0)
                for name in self.carried:
                    rows[name].append(state[name])
            layers.append({name: np.array(values).reshape(-1, self.H) for name, values in rows.items()})
            x = layers[-1]["h"]
        return layers

    def losses(self, nudges=None):
        """−ln p(token t+1) for every t: (T,), with a plain softmax."""
        y = self.states(nudges)[-1]["h"] @ self.p["output.weight"].T + self.p["output.bias"]
        y = y[:, 1:]
        p = np.exp(y) / np.exp(y).sum(axis=1, keepdims=True)
        return np.array([-np.log(p[t, i - 1]) if i else 0.0 for t, i in enumerate(self.targets)])


def slope(f, size):
    """Central differences of f at 0: (…,) by `size` numbers -> (…, size)."""
    steps = EPSILON * np.eye(size)
    return np.stack([(f(e) - f(-e)) / (2 * EPSILON) for e in steps], axis=-1)


def assert_norms(found, expected):
    """1e-3 relative or 1e-12 absolute."""
    np.testing.assert_allclose(found, expected, rtol=1e-3, atol=1e-12)


def random_sentence(seed, T):
    return list(np.random.default_rng(seed).choice(WORDS, size=T))


@pytest.mark.parametrize("layers", [1, 2])
@pytest.mark.parametrize(("cell", "activation"), CELLS)
def test_norms_are_those_of_central_differences(cell, activation, layers):
    model = random_model(layers, cell=cell, activation=activation, num_layers=layers, hidden_size=5, embedding_dim=4)
    words = random_sentence(3, 6)
    run, found = Run(model, words, end=True), influence(model, words, end=True)
    whole = run.states()
    for layer, s, name in product(range(layers), range(6), run.carried):
        at = [{n: value[s] for n, value in each.items()} for each in whole]

        def after(e, layer=layer, name=name, s=s, at=at):
            start = [dict(each) for each in at]
            start[layer][name] = start[layer][name] + e
            return run.states(start=start, s=s)[layer][name]

        moved = slope(after, run.H)  # (T − 1 − s, H, H)
        norms = [1.0, *np.linalg.norm(moved, 2, axis=(1, 2))]
        assert_norms(found.layers[layer].norms[f"{name}_from_{name}"][s:, s], norms)
    for s in range(6):
        by_word = slope(lambda e, s=s: np.array([each["h"] for each in run.states({("x", s): e})]), run.D)
        for layer in range(layers):
            norms = np.linalg.norm(by_word[layer, s:], 2, axis=(1, 2))
            assert_norms(found.layers[layer].norms["h_from_x"][s:, s], norms)


@pytest.mark.parametrize("layers", [1, 2])
@pytest.mark.parametrize(("cell", "activation"), CELLS)
def test_the_whole_states_norms_are_those_of_central_differences(cell, activation, layers):
    model = random_model(layers, cell=cell, activation=activation, num_layers=layers, hidden_size=4, embedding_dim=3)
    words = random_sentence(5, 5)
    run, found = Run(model, words, end=False), influence(model, words)
    whole = run.states()
    N = layers * 4 * len(run.carried)
    for s in range(5):

        def after(e, s=s):
            parts = iter(e.reshape(-1, 4))
            start = [{n: value[s] + next(parts) for n, value in each.items()} for each in whole]
            states = run.states(start=start, s=s)
            return np.concatenate([each[n] for each in states for n in run.carried], axis=1)  # (T − 1 − s, N)

        moved = slope(after, N)
        assert_norms(found.products[s:, s], [1.0, *np.linalg.norm(moved, 2, axis=(1, 2))])
        if s < 4:
            assert_norms(found.steps[s + 1], np.linalg.norm(moved[0], 2))


@pytest.mark.parametrize("layers", [1, 2])
@pytest.mark.parametrize(("cell", "activation"), CELLS)
def test_gradients_are_those_of_central_differences(cell, activation, layers):
    model = random_model(
        layers + 4, cell=cell, activation=activation, num_layers=layers, hidden_size=5, embedding_dim=4
    )
    words = ["I", "am", "wug", "a", "boy", "."]
    run, found = Run(model, words, end=True), influence(model, words, end=True)
    for s in range(6):
        by_word = slope(lambda e, s=s: run.losses({("x", s): e}), run.D)  # (T, D)
        assert_norms(found.word_gradient[s:, s], np.linalg.norm(by_word[s:], axis=1))
        for layer in range(layers):
            for name in run.carried:
                by_state = slope(lambda e, key=(layer, name, s): run.losses({key: e}), run.H)
                assert_norms(found.layers[layer].gradients[name][s:, s], np.linalg.norm(by_state[s:], axis=1))
    assert found.targets == ("am", None, "a", "boy", ".", "</s>")
    assert not found.word_gradient[1].any(), "an unknown word has no probability"


@pytest.mark.parametrize(("cell", "activation"), CELLS)
def test_what_holds_whatever_the_weights(cell, activation):
    for seed, scale in ((1, 0.3), (2, 1.5)):
        model = random_model(seed, cell=cell, activation=activation, scale=scale, num_layers=2)
        T = 12
        found = influence(model, random_sentence(seed, T))
        t, s = np.tril_indices(T)
        assert np.all(found.bounds[t, s] >= found.products[t, s] * (1 - 1e-12)), "the bound is above the truth"
        assert np.all(np.diagonal(found.products) == 1)
        assert np.all(np.diagonal(found.bounds) == 1)
        assert np.all(found.bounds[1:, :-1].diagonal() == found.steps[1:])
        for layer in found.layers:
            for name in model.network.cell.carried:
                norms = layer.norms[f"{name}_from_{name}"]
                assert np.all(np.diagonal(norms) == 1), "a state is itself"
                assert np.all(norms <= found.products * (1 + 1e-12)), "a part is no larger than the whole"
                for t in range(T - 1):
                    g, k = layer.gradients[name], layer.reach[name][t]
                    if found.targets[t] is None:
                        assert (k, g[t].any()) == (None, False)
                        continue
                    along = [g[t, t - each] / g[t, t] for each in range(t + 1)]
                    assert all(value >= 0.1 for value in along[1:k])
                    assert k is None or along[k] < 0.1
        above = np.triu_indices(T, k=1)
        for matrix in (found.products, found.bounds, found.growth, found.word_gradient):
            assert np.isfinite(matrix).all()
            assert not matrix[above].any(), "nothing owes anything to what is not yet read"
        assert np.allclose(np.exp(found.growth[-1, 0] * (T - 1)), found.products[-1, 0])


def linear(model, U):
    """The model with φ all but linear, since its states lie so near to 0, and with a U of one's choice."""
    parameters = {name: value * 0 for name, value in model.network.parameters.items()}
    parameters["rnn.weight_hh_l0"] = np.array(U, dtype=np.float32)
    parameters["rnn.weight_ih_l0"] = model.network.parameters["rnn.weight_ih_l0"]
    return replace(model, network=Network(model.network.config, parameters))


def test_of_a_linear_network_they_are_norms_of_powers():
    U = [[0.5, 2.0], [0.0, 0.25]]
    model = linear(random_model(1, hidden_size=2), U)
    found = influence(model, ["I"] * 6)
    powers = [np.linalg.norm(np.linalg.matrix_power(np.array(U), k), 2) for k in range(6)]
    W = model.network.parameters["rnn.weight_ih_l0"].astype(np.float64)
    for t in range(6):
        for s in range(t + 1):
            assert found.products[t, s] == pytest.approx(powers[t - s], rel=1e-12)
            assert found.bounds[t, s] == pytest.approx(powers[1] ** (t - s), rel=1e-12)
            by_word = np.linalg.norm(np.linalg.matrix_power(np.array(U), t - s) @ W, 2)
            assert found.layers[0].norms["h_from_x"][t, s] == pytest.approx(by_word, rel=1e-12)
            if t > s:
                assert found.growth[t, s] == pytest.approx(np.log(powers[t - s]) / (t - s), rel=1e-12)
    assert powers[5] < 0.3, "though U by itself stretches twofold, directions make it vanish"
    assert powers[1] > 2


def test_what_is_forgotten_whole_is_0_and_not_a_small_number():
    found = influence(linear(random_model(1, hidden_size=2), [[0.0, 1.0], [0.0, 0.0]]), ["I"] * 4)
    assert found.products[3].tolist() == [0, 0, 1, 1]
    assert found.growth[3].tolist() == [-np.inf, -np.inf, 0, 0]


def test_vanishing_is_seen_far_below_what_float32_can_hold():
    found = influence(linear(random_model(1, hidden_size=2), [[0.01, 0.0], [0.0, 0.01]]), ["I"] * 40)
    assert found.products[-1, 0] == pytest.approx(0.01**39, rel=1e-6)


def test_an_empty_sentence_has_influences_of_size_0():
    found = influence(random_model(1, cell="lstm"), "")
    assert found.products.shape == found.word_gradient.shape == (0, 0)
    assert set(found.layers[0].norms) == {"h_from_h", "c_from_c", "h_from_x"}
    assert found.layers[0].reach == {"h": (), "c": ()}


def test_too_many_tokens_are_refused_with_how_many_there_may_be():
    model = random_model(1, hidden_size=64, cell="lstm", num_layers=2)
    assert most_influence_tokens(model.network) == 32
    with pytest.raises(BadText) as error:
        influence(model, ["I"] * 33)
    assert error.value.detail == (
        "That is 33 tokens; influences are computed for at most 32 with this model. Shorten it."
    )
    assert error.value.pointer == "/tokens"
    assert most_influence_tokens(random_model(1).network) == 128


def test_an_influence_beyond_all_numbers_is_refused():
    model = linear(random_model(1, hidden_size=2), [[1e30, 0.0], [0.0, 1e30]])
    with pytest.raises(BadText, match="grows beyond"):
        influence(model, ["I"] * 20)


@pytest.mark.parametrize("size", [1e-300, 1e-30, 1.0, 1e30])
def test_norms_are_the_largest_singular_values_whatever_their_size(size):
    matrices = torch.randn(20, 7, 5, dtype=torch.float64, generator=torch.Generator().manual_seed(1)) * size
    matrices[3] = 0
    expected = torch.linalg.svdvals(matrices / size)[:, 0] * size
    np.testing.assert_allclose(norm(matrices).numpy(), expected.numpy(), rtol=1e-13)
    assert norm(matrices)[3] == 0


def test_the_last_of_a_text_of_characters_has_no_target():
    letters = Vocabulary.from_passages([characters("Tomabchi. \n,'?")])
    found = influence(replace(random_model(1), vocabulary=letters), "To mac", end=True)
    assert found.targets[-1] is None
    assert None not in found.targets[:-1]
