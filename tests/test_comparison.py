"""Two readings side by side, held against two traces and the entropies of what they predict."""

from dataclasses import replace

import numpy as np
import pytest

from model.comparison import Reading, compare, divergence
from model.edits import Overwrite
from model.errors import BadEdit, BadInitial, BadText
from model.text import Vocabulary, characters
from model.trace import trace
from model.zoo import Model
from tests.random_model import WORDS, random_model, random_vocabulary

ALL = 15  # words that can come next: all but <unk>
ONE = random_model(3, cell="gru", num_layers=2, model_id="one")
TWO = random_model(4, activation="sigmoid", model_id="two")
DOG, DOGS = ["the", "dog", "is", "a", "boy"], ["The", "dogs", "wug"]


def predicted(found, t):
    return {p.token: p.probability for p in found.outputs[t].top}


def entropy(probabilities):
    """H = −Σ p log₂ p, in bits."""
    return -sum(p * np.log2(p) for p in probabilities if p > 0)


def test_every_number_is_that_of_the_two_traces():
    found = compare(Reading(ONE, DOG), Reading(TWO, DOGS), top=3, end=True)
    one, two = (trace(m, words, top=ALL, end=True) for m, words in ((ONE, DOG), (TWO, DOGS)))
    assert (found.one.model, found.one.tokens) == ("one", one.tokens)
    assert (found.other.model, found.other.tokens) == ("two", two.tokens)
    assert [stamp.t for stamp in found.stamps] == [0, 1, 2, 3, 4]
    for stamp in found.stamps:
        t = stamp.t
        assert stamp.one == pytest.approx(one.outputs[t].surprisal, abs=1e-6)
        p, q = predicted(one, t), predicted(two, t) if t < 3 else None
        likeliest = [sorted(each, key=each.get)[-3:] for each in (p, q) if each is not None]
        assert {beside.token for beside in stamp.top} == {token for tokens in likeliest for token in tokens}
        assert [beside.token for beside in stamp.top[:3]] == likeliest[0][::-1]
        for beside in stamp.top:
            assert beside.one == pytest.approx(p[beside.token], abs=1e-6)
            assert beside.other == (None if q is None else pytest.approx(q[beside.token], abs=1e-6))
        if q is None:
            assert (stamp.divergence, stamp.other) == (None, None)
            continue
        mixed = entropy((p[token] + q[token]) / 2 for token in p)
        assert stamp.divergence == pytest.approx(mixed - (entropy(p.values()) + entropy(q.values())) / 2, abs=1e-6)
        assert 0.01 < stamp.divergence < 1
    assert [stamp.other for stamp in found.stamps[:3]] == [
        pytest.approx(two.outputs[0].surprisal, abs=1e-6),
        None,  # an unknown word comes
        pytest.approx(two.outputs[2].surprisal, abs=1e-6),
    ]


def test_states_are_compared_only_where_units_correspond():
    stamps = compare(Reading(ONE, DOG), Reading(ONE, DOGS)).stamps
    h, g = (trace(ONE, words).layers[-1].values["h"] for words in (DOG, DOGS))
    for t in range(3):
        assert stamps[t].distance == pytest.approx(float(np.sqrt(((h[t] - g[t]) ** 2).sum())), rel=1e-6)
    assert [stamp.distance for stamp in stamps[3:]] == [None, None]
    others = compare(Reading(ONE, DOG), Reading(TWO, DOG))
    assert not others.corresponds
    assert {stamp.distance for stamp in others.stamps} == {None}


def test_the_same_reading_differs_in_nothing_and_has_no_surprisal_at_its_end():
    found = compare(Reading(TWO, DOG), Reading(TWO, DOG))
    assert found.corresponds
    assert {(stamp.divergence, stamp.distance) for stamp in found.stamps} == {(0.0, 0.0)}
    assert (found.stamps[-1].one, found.stamps[-1].other) == (None, None)


def test_an_edit_and_a_state_carried_in_change_the_other_reading_alone():
    edit = Overwrite(2, 0, "h", 1, -1.0)
    state = {"h": [[0.5] * 7] * 2}
    stamps = compare(Reading(ONE, DOG), Reading(ONE, DOG, [edit])).stamps
    assert [stamp.distance == 0 for stamp in stamps] == [True, True, False, False, False]
    altered = trace(ONE, DOG, edits=[edit], initial=state).layers[-1].values["h"]
    both = compare(Reading(ONE, DOG), Reading(ONE, DOG, [edit], state)).stamps
    plain = trace(ONE, DOG).layers[-1].values["h"]
    for t in range(5):
        assert both[t].distance == pytest.approx(float(np.linalg.norm(altered[t] - plain[t])), rel=1e-6)


@pytest.mark.parametrize(("one", "other", "length"), [("", "", 0), ("", DOG, 5), (DOG, "", 5)])
def test_an_empty_sentence_leaves_nothing_to_compare(one, other, length):
    stamps = compare(Reading(ONE, one), Reading(ONE, other), end=True).stamps
    assert len(stamps) == length
    assert {stamp.divergence for stamp in stamps} <= {None}


def test_predictions_with_nothing_in_common_are_one_bit_apart():
    with np.errstate(divide="ignore"):
        p, q = np.log(np.array([[0, 0.5, 0.5, 0], [0, 0.5, 0.5, 0]])), np.log(np.array([[0, 0, 0, 1], [0, 1, 0, 0]]))
    expected = entropy([0.75, 0.25]) - 0.5
    np.testing.assert_allclose(divergence(p, q), [1.0, expected], atol=1e-12)


def test_what_cannot_be_compared_is_refused_with_its_place():
    words = tuple("cat" if word == "dog" else word for word in WORDS)
    other_words = Model(TWO.card, random_vocabulary(words), TWO.network)
    with pytest.raises(BadText, match="one and two do not choose among the same words") as refused:
        compare(Reading(ONE, DOG), Reading(other_words, DOG))
    assert refused.value.pointer == "/other/model"
    with pytest.raises(BadText) as refused:
        compare(Reading(ONE, DOG), Reading(TWO, ["a", " "]))
    assert refused.value.pointer == "/other/tokens/1"
    with pytest.raises(BadEdit) as refused:
        compare(Reading(ONE, DOG), Reading(TWO, DOG, [Overwrite(9, 0, "h", 0, 0.0)]))
    assert refused.value.pointer == "/other/edits/0/t"
    with pytest.raises(BadInitial) as refused:
        compare(Reading(ONE, DOG), Reading(TWO, DOG, (), {"c": [[0.0] * 7]}))
    assert refused.value.pointer == "/other/initial/c"
    with pytest.raises(BadText) as refused:
        compare(Reading(ONE, ["a", " "]), Reading(TWO, ["a", " "]))
    assert refused.value.pointer == "/tokens/1"


def test_texts_of_characters_have_no_end_to_be_surprised_at():
    letters = replace(random_model(1), vocabulary=Vocabulary.from_passages([characters("Tomabchi. \n,'?")]))
    stamps = compare(Reading(letters, "Tom"), Reading(letters, "to"), end=True).stamps
    assert [(stamp.one is None, stamp.other is None) for stamp in stamps] == [
        (False, False),
        (False, True),
        (True, True),
    ]
