"""Findings, held against trace(), which reads one sentence at a time, and against figures over all pairs."""

from dataclasses import replace

import numpy as np
import pytest

from model import ranks
from model.findings import FEWEST, find, states
from model.network import Network
from model.probe import fit_yes
from model.trace import trace
from model.word_properties import WORD_PROPERTIES
from tests.random_model import random_model

TELL = {told.name: told.tell for told in WORD_PROPERTIES}


def sentences_of(seed, count=120):
    """Questions and statements whose words differ, so that units can tell them apart."""
    rng = np.random.default_rng(seed)
    made = []
    for _ in range(count):
        asks = rng.random() < 0.5
        words = rng.choice(["am", "a", "boy", "the", "dog", "wug", "don't"], size=rng.integers(2, 8)).tolist()
        made.append(("is" if asks else "I", *words, "?" if asks else "."))
    return tuple(made)


@pytest.fixture(autouse=True)
def few_resamples(monkeypatch):
    monkeypatch.setattr(ranks, "RESAMPLES", 30)


@pytest.fixture(params=[("rnn", 1), ("gru", 1), ("rnn", 2)], ids=str)
def model(request):
    cell, num_layers = request.param
    return random_model(3, cell=cell, num_layers=num_layers, scale=0.5)


@pytest.fixture
def halves():
    return sentences_of(1), sentences_of(2)


def found(model, halves, name, shown=()):
    return next(f for f in find(model, *halves, shown) if f.name == name)


def test_states_are_those_of_the_traces_in_the_order_of_the_sentences(model):
    sentences = sentences_of(7, 30)
    for sentence, h in zip(sentences, states(model, sentences), strict=True):
        np.testing.assert_allclose(h, trace(model, sentence).layers[-1].values["h"], atol=1e-4)
    assert states(model, ()) == []


def gathered(model, sentences, name):
    """(unit values, labels) of every position that has a label, one sentence after the other."""
    rows, labels = [], []
    for sentence in sentences:
        h = trace(model, sentence).layers[-1].values["h"]
        for t, label in enumerate(TELL[name](sentence)):
            if label is not None:
                rows.append(h[t])
                labels.append(float(label))
    return np.array(rows), np.array(labels)


def of_pairs(scores, labels):
    yes, no = scores[labels == 1], scores[labels == 0]
    return ((yes[:, None] > no).sum() + 0.5 * (yes[:, None] == no).sum()) / (len(yes) * len(no))


@pytest.mark.parametrize("name", ["question", "determiner", "negation"])
def test_the_unit_is_chosen_on_one_half_and_its_figure_stated_on_the_other(model, halves, name):
    finding = found(model, halves, name)
    h, labels = gathered(model, halves[0], name)
    chosen = np.array([of_pairs(column, labels) for column in h.T])
    assert finding.unit == np.abs(chosen - 0.5).argmax()
    assert finding.sign == (1 if chosen[finding.unit] >= 0.5 else -1)
    probe = fit_yes(h.astype(np.float32), labels)
    h, labels = gathered(model, halves[1], name)
    assert finding.value.value == pytest.approx(of_pairs(finding.sign * h[:, finding.unit], labels), abs=2e-4)
    assert finding.value.low <= finding.value.value <= finding.value.high
    assert finding.probe.value == pytest.approx(of_pairs(probe.scores(h.astype(np.float32)), labels), abs=2e-3)
    assert finding.positions == len(labels)
    assert finding.offered == (finding.value.value >= 0.8)


def test_a_unit_that_was_made_to_know_is_found(halves):
    """One unit that only counts steps: its a grows by one at each, and tanh of a small a keeps the order."""
    model = random_model(3)
    parameters = {name: value.copy() for name, value in model.network.parameters.items()}
    parameters["rnn.weight_ih_l0"][5] = 0
    parameters["rnn.weight_hh_l0"][5] = np.eye(7)[5]
    parameters["rnn.bias_ih_l0"][5], parameters["rnn.bias_hh_l0"][5] = 0.05, 0
    model = replace(model, network=Network(model.network.config, parameters))
    finding = found(model, halves, "position")
    assert (finding.unit, finding.sign, finding.figure) == (5, 1, "Spearman’s ρ")
    assert finding.value.value == pytest.approx(1, abs=1e-6)
    assert finding.offered


def test_what_stands_in_too_few_sentences_is_not_measured(model, halves):
    finding = found(model, halves, "quotation")
    assert (finding.unit, finding.value, finding.probe, finding.offered) == (None, None, None, False)
    seldom = tuple(("the", "boy", "is", "he", ".") for _ in range(FEWEST - 1))
    assert found(model, (seldom, halves[1]), "determiner").unit is None


def test_examples_come_from_the_sentences_that_may_be_shown_and_carry_the_units_values(model, halves):
    shown = halves[1][:40]
    finding = found(model, halves, "question", shown)
    assert [example.tokens[-1] for example in finding.examples] == ["?", "."]
    for example in finding.examples:
        assert example.tokens in shown
        h = trace(model, example.tokens).layers[-1].values["h"]
        np.testing.assert_allclose(example.values, h[:, finding.unit], atol=6e-4)
        assert list(example.labels) == TELL["question"](example.tokens)


def test_the_same_seed_gives_the_same_findings(model, halves):
    assert list(find(model, *halves, halves[1])) == list(find(model, *halves, halves[1]))
