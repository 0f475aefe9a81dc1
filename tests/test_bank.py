"""The bank, held against a singular value decomposition and a search that leaves nothing out."""

import json

import numpy as np
import pytest
from safetensors.numpy import load_file, save_file

from model.bank import BANK, CONTEXTS, Excerpt, gather, load_bank, principal, save_bank
from model.errors import BadCheckpoint


@pytest.fixture
def sentences():
    words = ["the", "dog", "saw", "a", "Cat", "."]
    rng = np.random.default_rng(5)
    return tuple(tuple(rng.choice(words, size=rng.integers(2, 7)).tolist()) for _ in range(40))


@pytest.fixture
def states(sentences):
    rng = np.random.default_rng(6)
    mix = rng.normal(size=(8, 8))
    return [np.tanh(rng.normal(size=(len(s), 8)) @ mix).astype(np.float32) for s in sentences]


@pytest.fixture
def bank(sentences, states):
    excerpt = Excerpt(sentences, ("valid",) * 20 + ("test",) * 20, "From nowhere, CC0.")
    return gather(excerpt, states, states, np.random.default_rng(0))


def test_the_components_are_those_of_a_singular_value_decomposition(states):
    h = np.concatenate(states).astype(np.float64)
    mean, components, shares = principal(h.astype(np.float32))
    _, singular, directions = np.linalg.svd(h - h.mean(axis=0), full_matrices=False)
    np.testing.assert_allclose(mean, h.mean(axis=0), atol=1e-12)
    np.testing.assert_allclose(shares, singular**2 / (singular**2).sum(), atol=1e-10)
    np.testing.assert_allclose(np.abs(np.sum(components * directions, axis=1)), 1, atol=1e-9)
    assert all(row[np.abs(row).argmax()] > 0 for row in components)


def test_a_place_is_the_state_along_each_component(bank, states):
    h = states[3]
    expected = [[np.dot(row.astype(np.float64) - bank.mean, c) for c in bank.components] for row in h]
    np.testing.assert_allclose(bank.place(h), expected, atol=1e-5)


def test_a_kept_state_is_that_of_its_context_to_half_a_level(bank, states):
    assert len(bank.h) == sum(map(len, states))
    for h, (sentence, t) in zip(bank.h, bank.where, strict=True):
        assert np.all(np.abs(h - states[sentence][t]) <= bank.scale / 2 + 1e-6)


def test_a_bank_keeps_no_more_than_there_is_room_for(monkeypatch):
    monkeypatch.setattr("model.bank.MOST_BYTES", 1000)
    h = np.arange(300 * 8, dtype=np.float32).reshape(300, 8) / 2400
    excerpt = Excerpt((("a",) * 300,), ("test",), "")
    bank, again = (gather(excerpt, [h], [h], np.random.default_rng(0)) for _ in range(2))
    assert bank.levels.shape == (125, 8)
    assert len(np.unique(bank.where[:, 1])) == 125
    np.testing.assert_array_equal(bank.where, again.where)


def test_the_nearest_contexts_are_those_of_a_search_through_all(bank, sentences):
    h = np.tanh(np.random.default_rng(9).normal(size=(5, 8))).astype(np.float32)
    for state, found in zip(h, bank.nearest(h, 4), strict=True):
        distances = []
        for kept, (sentence, t) in zip(bank.h, bank.where, strict=True):
            distances.append((float(np.sqrt(((state - kept) ** 2).sum())), int(sentence), int(t)))
        seen, expected = set(), []
        for distance, sentence, t in sorted(distances):
            read = tuple(word.lower() for word in sentences[sentence][: t + 1])
            if read not in seen:
                seen.add(read)
                expected.append((sentences[sentence], t, distance))
        assert [(c.tokens, c.t) for c in found] == [(tokens, t) for tokens, t, _ in expected[:4]]
        assert [c.distance for c in found] == pytest.approx([d for *_, d in expected[:4]], abs=1e-5)


def test_contexts_that_read_the_same_so_far_are_named_once():
    same = [np.full((2, 3), 0.5, np.float32), np.full((2, 3), 0.5, np.float32), np.full((1, 3), -0.5, np.float32)]
    excerpt = Excerpt((("I", "am"), ("i", "was"), ("No",)), ("test",) * 3, "")
    bank = gather(excerpt, same, same, np.random.default_rng(0))
    [found] = bank.nearest(np.full((1, 3), 0.5, np.float32), 9)
    assert [(c.tokens[c.t], c.t) for c in found] == [("I", 0), ("am", 1), ("was", 1), ("No", 0)]


def test_no_state_has_no_context(bank):
    assert bank.nearest(np.zeros((0, 8), np.float32), 3) == []
    assert bank.nearest(np.zeros((1, 8), np.float32), 0) == [[]]


def test_a_saved_bank_comes_back_whole(bank, tmp_path):
    assert load_bank(tmp_path, "ab") is None
    save_bank(tmp_path, bank, "ab")
    again = load_bank(tmp_path, "ab")
    assert again.excerpt == bank.excerpt
    assert again.states == bank.states
    for name in ("levels", "scale", "where", "mean", "components", "shares"):
        np.testing.assert_array_equal(getattr(again, name), getattr(bank, name))
    assert json.loads((tmp_path / CONTEXTS).read_text())["excerpt_of"] == "From nowhere, CC0."


def test_passages_of_characters_come_back_whole(tmp_path):
    passages = (tuple('"A\\b"↵'), tuple("é␣"))
    states = [np.zeros((len(passage), 3), np.float32) for passage in passages]
    excerpt = Excerpt(passages, ("valid", "test"), "From nowhere.", "characters")
    save_bank(tmp_path, gather(excerpt, states, states, np.random.default_rng(0)), "ab")
    assert load_bank(tmp_path, "ab").excerpt == excerpt


@pytest.mark.parametrize("harm", ["cut", "no contexts", "few contexts", "other size", "other type", "nan"])
def test_a_broken_bank_is_told_with_what_to_do(bank, tmp_path, harm):
    save_bank(tmp_path, bank, "ab")
    tensors = load_file(tmp_path / BANK)
    if harm == "cut":
        (tmp_path / BANK).write_bytes((tmp_path / BANK).read_bytes()[:100])
    elif harm == "no contexts":
        (tmp_path / CONTEXTS).unlink()
    elif harm == "few contexts":
        (tmp_path / CONTEXTS).write_text('{"excerpt_of": "", "kind": "words", "sentences": [["test", "a"]]}')
    else:
        name, value = {
            "other size": ("mean", tensors["mean"][1:]),
            "other type": ("levels", tensors["levels"].astype(np.float32)),
            "nan": ("mean", np.full_like(tensors["mean"], np.nan)),
        }[harm]
        save_file({**tensors, name: value}, tmp_path / BANK, {"about": '{"states": 1, "weights": "ab"}'})
    with pytest.raises(BadCheckpoint, match=r"cannot be read.*`unrolled study`"):
        load_bank(tmp_path, "ab")


def test_a_bank_of_other_weights_is_refused(bank, tmp_path):
    save_bank(tmp_path, bank, "ab")
    with pytest.raises(BadCheckpoint, match="belongs to other weights"):
        load_bank(tmp_path, "cd")
