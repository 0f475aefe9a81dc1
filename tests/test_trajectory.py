"""The path, held against the trace and the bank's own definition of a place."""

import numpy as np
import pytest

from model.errors import BadEntry, BadInitial
from model.trace import trace
from model.trajectory import trajectory
from tests.random_model import random_bank, random_model


@pytest.fixture(params=[("rnn", 1), ("lstm", 2)], ids=str)
def model(request):
    cell, num_layers = request.param
    return random_model(1, cell=cell, num_layers=num_layers, scale=0.4)


@pytest.fixture
def bank(model):
    return random_bank(model)


def test_a_path_goes_through_the_place_of_each_state(model, bank):
    initial = {"h": np.full((model.card.num_layers, 7), 0.25).tolist()}
    found = trajectory(model, bank, "I am a boy", nearest=0, initial=initial)
    h = trace(model, "I am a boy", initial=initial).layers[-1].values["h"]
    states = np.vstack([np.full(7, 0.25), h]).astype(np.float64)
    assert [point.t for point in found.points] == [-1, 0, 1, 2, 3]
    np.testing.assert_allclose(
        [point.place for point in found.points], (states - bank.mean) @ bank.components.T, atol=1e-5
    )
    assert [near.t for near in found.nearest] == [0, 1, 2, 3]
    assert all(near.contexts == () for near in found.nearest)


def test_a_sentence_of_the_bank_is_its_own_nearest_context(model, bank):
    sentence = bank.excerpt.sentences[5]
    found = trajectory(model, bank, sentence, nearest=2)
    for near in found.nearest:
        first, second = near.contexts
        assert first.tokens[: first.t + 1] == sentence[: near.t + 1]
        assert first.distance <= float(np.linalg.norm(bank.scale))
        assert second.distance >= first.distance


def test_a_context_tells_whether_its_word_was_known(model, bank):
    found = trajectory(model, bank, bank.excerpt.sentences[5], nearest=3).nearest
    told = {(each.tokens[each.t], each.known) for near in found for each in near.contexts}
    assert ("<img>", False) in told
    assert all(known == (word != "<img>") for word, known in told)


def test_contexts_can_be_had_for_one_time_stamp_even_before_the_first_word(model, bank):
    [near] = trajectory(model, bank, "I am", nearest=1, t=-1).nearest
    [expected] = bank.nearest(np.zeros((1, 7), np.float32), 1)
    assert (near.t, list(near.contexts)) == (-1, expected)
    [near] = trajectory(model, bank, "", nearest=1, t=-1).nearest
    assert list(near.contexts) == expected


@pytest.mark.parametrize(
    ("text", "t", "sentence"),
    [
        ("I am", 2, "This sentence has no time stamp 2; its time stamps are −1 to 1."),
        ("", 0, "This sentence has no time stamp 0; its time stamp is −1 alone."),
    ],
)
def test_a_time_stamp_that_is_not_there_is_told(model, bank, text, t, sentence):
    with pytest.raises(BadEntry) as told:
        trajectory(model, bank, text, t=t)
    assert (told.value.detail, told.value.pointer) == (sentence, "/t")


def test_a_bad_initial_state_is_told(model, bank):
    with pytest.raises(BadInitial):
        trajectory(model, bank, "I", initial={"h": [[0.0]]})
