"""What is said with a word left out, held against tracing the altered sentence by hand."""

from dataclasses import replace

import numpy as np
import pytest

from model.errors import BadEntry, BadText
from model.omission import omission
from model.text import Vocabulary, characters
from model.trace import trace
from tests.random_model import random_model

WORDS = ["I", "am", "a", "wug", "boy", "."]
MODEL = random_model(3, cell="gru", num_layers=2)
INSTEAD = [None, "<unk>", "girl", "zebra"]


def by_hand(s, instead):
    """The altered sentence, and by how many time stamps it is behind."""
    return ([*WORDS[:s], *WORDS[s + 1 :]], 1) if instead is None else ([*WORDS[:s], instead, *WORDS[s + 1 :]], 0)


def said(words, end=True):
    """All that is said after each word: [({token: probability}, surprisal)]."""
    outputs = trace(MODEL, words, top=15, end=end).outputs
    return [({p.token: p.probability for p in o.top}, o.surprisal) for o in outputs]


@pytest.mark.parametrize("instead", INSTEAD)
@pytest.mark.parametrize("s", range(6))
def test_every_number_is_that_of_the_altered_sentence(s, instead):
    found = omission(MODEL, WORDS, s, instead, end=True, top=3)
    words, behind = by_hand(s, instead)
    was, would_be = said(WORDS), said(words)
    assert [each.t for each in found.outputs] == list(range(s, 6))
    for each in found.outputs:
        probabilities, surprisal = was[each.t]
        token = [*WORDS[1:], "</s>"][each.t]
        assert each.token == (None if token == "wug" else token)
        if each.t - behind < 0:
            assert each.after is None, "before the first word nothing is said"
            assert each.change is None
            assert {pair.after for pair in each.top} == {None}
            continue
        others, other = would_be[each.t - behind]
        # The last word that follows the altered one may itself be the altered one: the token foreseen stays the same.
        if token == "wug":
            assert (each.before, each.after, each.change) == (None, None, None)
        else:
            assert each.before == pytest.approx(surprisal, abs=1e-6)
            assert each.after == pytest.approx(-np.log(others[token]), abs=1e-5)
            assert each.change == pytest.approx(each.after - each.before, abs=1e-6)
            if each.t > s:
                assert each.after == pytest.approx(other, abs=1e-6)
        likeliest = sorted(probabilities, key=probabilities.get)[-3:] + sorted(others, key=others.get)[-3:]
        assert {pair.token for pair in each.top} == set(likeliest)
        for pair in each.top:
            assert pair.before == pytest.approx(probabilities[pair.token], abs=1e-6)
            assert pair.after == pytest.approx(others[pair.token], abs=1e-6)
        assert [pair.before for pair in each.top[:3]] == sorted((p.before for p in each.top[:3]), reverse=True)


@pytest.mark.parametrize("instead", INSTEAD)
def test_every_word_in_its_turn_changes_what_it_would_change_alone(instead):
    whole = omission(MODEL, WORDS, 0, instead, end=True).changes
    for s in range(6):
        alone = [each.change for each in omission(MODEL, WORDS, s, instead, end=True).outputs]
        expected = [np.nan if change is None else change for change in alone]
        np.testing.assert_allclose(whole[s:, s], expected, atol=1e-6)
    assert np.isnan(whole[np.triu_indices(6, k=1)]).all()


def test_another_word_that_is_the_same_word_changes_nothing():
    found = omission(MODEL, WORDS, 2, "A", end=True)
    assert {each.change for each in found.outputs} == {0.0, None}
    assert found.instead.text == "A"
    assert found.instead.known
    assert found.instead.t == 2


def test_without_an_end_the_last_word_has_no_surprisal():
    last = omission(MODEL, WORDS, 2).outputs[-1]
    assert (last.token, last.before, last.after, last.change) == (None, None, None, None)
    assert len(last.top) >= 5


def test_the_only_word_can_be_deleted():
    found = omission(MODEL, ["I"], 0, end=True)
    assert [each.after for each in found.outputs] == [None]
    assert found.outputs[0].before > 0


@pytest.mark.parametrize(
    ("words", "s", "instead", "error", "pointer", "detail"),
    [
        (WORDS, 6, None, BadEntry, "/s", "This sentence has no time stamp 6; its time stamps are 0 to 5."),
        ("", 0, None, BadEntry, "/s", "This sentence has no time stamp 0; it is empty."),
        (["I"] * 129, 0, None, BadText, "/tokens", "That is 129 tokens; one of them can be left out of at most 128."),
        (WORDS, 0, " ", BadText, "/instead", "The other word needs a visible character"),
        (WORDS, 0, "", BadText, "/instead", "The other word needs a visible character"),
        (WORDS, 0, "x" * 201, BadText, "/instead", "The other word needs a visible character and at most 200 in all."),
    ],
)
def test_what_cannot_be_left_out_is_refused(words, s, instead, error, pointer, detail):
    with pytest.raises(error) as refused:
        omission(MODEL, words, s, instead)
    assert refused.value.pointer == pointer
    assert refused.value.detail.startswith(detail)


def test_characters_have_no_end_to_foresee():
    letters = replace(MODEL, vocabulary=Vocabulary.from_passages([characters("Tomabchi. \n,'?")]))
    last = omission(letters, "To mac", 1, "␣", end=True).outputs[-1]
    assert (last.token, last.before, last.after) == (None, None, None)
    assert omission(letters, "To mac", 1, end=True).outputs[0].token == "␣"


def test_a_character_can_be_unknown_or_another_but_only_one():
    letters = replace(MODEL, vocabulary=Vocabulary.from_passages([characters("Tomabchi. \n,'?")]))
    found = omission(letters, "Toma", 1, "<unk>")
    assert (found.instead.text, found.instead.id, found.instead.known) == ("<unk>", Vocabulary.unknown, False)
    expected = trace(letters, ["T", "%", "m", "a"], top=0).outputs[2].surprisal  # % is no character that it knows
    assert [token.known for token in trace(letters, ["T", "%"]).tokens] == [True, False]
    assert found.outputs[1].after == pytest.approx(expected, abs=1e-6)
    for instead in ("xy", ""):
        said = f"The other character is {len(instead)} characters long, and this model reads one at a time"
        with pytest.raises(BadText, match=said) as refused:
            omission(letters, "Toma", 1, instead)
        assert refused.value.pointer == "/instead"


@pytest.mark.parametrize(("typed", "token"), [(" ", "␣"), ("\n", "↵")])
def test_white_space_takes_the_place_of_a_character_as_it_is_typed(typed, token):
    letters = replace(MODEL, vocabulary=Vocabulary.from_passages([characters("Tomabchi. \n,'?")]))
    found, shown = (omission(letters, "Toma", 1, instead) for instead in (typed, token))
    assert (found.instead.text, found.instead.known, found.instead.t) == (token, True, 1)
    np.testing.assert_array_equal(found.changes, shown.changes)
