import itertools
import math
from dataclasses import replace

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from model.errors import BadInitial, BadRequestedSymbol, BadText
from model.text import Vocabulary, characters
from model.trace import Token, trace
from tests.random_model import WORDS, random_model

model = random_model()
sentences = st.lists(st.sampled_from([*WORDS, "wug", "Tom", "I"]), min_size=1, max_size=40)


def torch_states(model, ids, initial):
    """h of every layer by torch.nn.RNN itself: (L, T, H)."""
    c = model.network.config
    rnn = torch.nn.RNN(c.embedding_dim, c.hidden_size, c.num_layers, batch_first=True)
    p = model.network.parameters
    rnn.load_state_dict({n.removeprefix("rnn."): torch.from_numpy(v) for n, v in p.items() if n.startswith("rnn.")})
    x = torch.from_numpy(p["embedding.weight"][ids])[None]
    states = []
    for layer in range(c.num_layers):
        one = torch.nn.RNN(x.shape[-1], c.hidden_size, batch_first=True)
        one.load_state_dict(
            {n.replace(f"_l{layer}", "_l0"): v for n, v in rnn.state_dict().items() if n.endswith(f"_l{layer}")}
        )
        x, _ = one(x, torch.tensor(initial[layer], dtype=torch.float32)[None, None])
        states.append(x[0].detach().numpy())
    return states


@given(sentences, st.integers(0, 2**32 - 1), st.integers(1, 3))
@settings(max_examples=30, deadline=None)
def test_every_h_is_torchs_own(words, seed, num_layers):
    model = random_model(seed, num_layers=num_layers)
    initial = np.random.default_rng(seed).uniform(-1, 1, size=(num_layers, 7)).tolist()
    result = trace(model, words, initial={"h": initial})
    ids = [token.id for token in result.tokens]
    for layer, expected in zip(result.layers, torch_states(model, ids, initial), strict=True):
        np.testing.assert_allclose(layer.values["h"], expected, rtol=0, atol=1e-5)


def test_i_am_a_boy_has_four_time_stamps_and_starts_from_nothing():
    result = trace(model, "I am a boy")
    assert result.tokens == (
        Token(0, "I", 2, known=True),
        Token(1, "am", 3, known=True),
        Token(2, "a", 4, known=True),
        Token(3, "boy", 5, known=True),
    )
    values = result.layers[0].values
    assert {name: value.shape for name, value in values.items()} == {
        "x": (4, 5), "Wx": (4, 7), "Uh": (4, 7), "a": (4, 7), "h": (4, 7),
    }  # fmt: skip
    assert {value.dtype for value in values.values()} == {np.dtype(np.float32)}
    np.testing.assert_array_equal(result.layers[0].initial["h"], np.zeros(7))
    np.testing.assert_array_equal(values["Uh"][0], np.zeros(7))
    np.testing.assert_array_equal(values["x"], model.network.parameters["embedding.weight"][[2, 3, 4, 5]])


def test_text_and_its_tokens_trace_alike():
    by_text, by_tokens = trace(model, "Tom, I am a boy!"), trace(model, ["Tom", ",", "I", "am", "a", "boy", "!"])
    assert by_text.tokens == by_tokens.tokens
    assert by_text.outputs == by_tokens.outputs


def test_a_carried_state_continues_a_sentence():
    whole = trace(model, ["i", "am", "a", "boy"])
    first = trace(model, ["i", "am"])
    rest = trace(model, ["a", "boy"], initial={"h": [first.layers[0].values["h"][-1].tolist()]})
    np.testing.assert_allclose(rest.layers[0].values["h"], whole.layers[0].values["h"][2:], rtol=0, atol=1e-6)


def softmax_without_unk(model, h):
    y = h.astype(np.float64) @ model.network.parameters["output.weight"].T.astype(np.float64)
    y += model.network.parameters["output.bias"]
    e = np.exp(y[:, 1:] - y[:, 1:].max(axis=1, keepdims=True))
    return np.concatenate([np.zeros((len(h), 1)), e / e.sum(axis=1, keepdims=True)], axis=1)


@given(sentences, st.integers(0, 20), st.booleans())
@settings(max_examples=30, deadline=None)
def test_outputs_are_the_softmax_over_all_but_unk(words, top, end):
    result = trace(model, words, top=top, end=end)
    p = softmax_without_unk(model, result.layers[-1].values["h"])
    ids = [token.id for token in result.tokens]
    for t, output in enumerate(result.outputs):
        likeliest = np.argsort(-p[t], kind="stable")[: min(top, len(model.vocabulary) - 1)]
        assert [q.token for q in output.top] == [model.vocabulary.spellings[i] for i in likeliest]
        np.testing.assert_allclose([q.probability for q in output.top], p[t, likeliest], rtol=1e-4)
        if t + 1 < len(ids) and ids[t + 1] == 0:
            assert (output.surprisal, output.why) == (None, "unknown word")
        elif t + 1 < len(ids):
            assert output.surprisal == pytest.approx(-math.log(p[t, ids[t + 1]]), abs=1e-4)
        elif end:
            assert output.surprisal == pytest.approx(-math.log(p[t, 1]), abs=1e-4)
        else:
            assert (output.surprisal, output.why) == (None, None)


def test_unk_is_never_predicted():
    everything = trace(model, "wug", top=20)
    assert len(everything.outputs[0].top) == len(model.vocabulary) - 1
    assert "<unk>" not in [q.token for q in everything.outputs[0].top]
    assert sum(q.probability for q in everything.outputs[0].top) == pytest.approx(1, abs=1e-5)


@pytest.mark.parametrize("text", ["", "   ", "\n\t", []])
def test_nothing_to_read_is_a_trace_of_zero_time_stamps(text):
    result = trace(model, text)
    assert (result.tokens, result.outputs) == ((), ())
    assert {name: value.shape[0] for name, value in result.layers[0].values.items()} == dict.fromkeys(
        ("x", "Wx", "Uh", "a", "h"), 0
    )


def test_only_the_symbols_asked_for_are_kept():
    result = trace(model, "I am", symbols=["h", "x"])
    assert [symbol.name for symbol in result.symbols] == ["x", "h"]
    assert list(result.layers[0].values) == ["x", "h"]


@pytest.mark.parametrize(
    ("text", "sentence", "pointer"),
    [
        (["a", ""], "Token 1 is empty", "/tokens/1"),
        (["a", " \t"], "Token 1 is only blanks", "/tokens/1"),
        (["a", "b", "c" * 201], "Token 2 is 201 characters long; at most 200", "/tokens/2"),
        ("a " + "c" * 201, "Token 1 is 201 characters long", "/text"),
        (["a"] * 513, "513 tokens; at most 512", "/tokens"),
        ("a " * 513, "513 tokens; at most 512", "/text"),
    ],
)
def test_text_that_cannot_be_read_gets_a_sentence_and_a_pointer(text, sentence, pointer):
    with pytest.raises(BadText, match=sentence) as caught:
        trace(model, text)
    assert caught.value.pointer == pointer


def test_the_limits_themselves_are_allowed():
    assert len(trace(model, ["a" * 200] * 512).tokens) == 512


@pytest.mark.parametrize(
    ("initial", "sentence", "pointer"),
    [
        ({"c": [[0.0] * 7]}, "“c” is not carried from word to word; h is.", "/initial/c"),
        ({"h": [[0.0] * 7] * 2}, "one list per layer: 1, not 2", "/initial/h"),
        ({"h": [[0.0] * 6]}, "needs 7 numbers, not 6", "/initial/h/0"),
        ({"h": [[0.0] * 6 + [math.nan]]}, "Unit 6 is not a number within", "/initial/h/0/6"),
        ({"h": [[0.0, math.inf] + [0.0] * 5]}, "Unit 1 is not a number within", "/initial/h/0/1"),
        ({"h": [[1e39] + [0.0] * 6]}, "Unit 0 is not a number within ±1,000,000", "/initial/h/0/0"),
    ],
)
def test_a_bad_initial_state_gets_a_sentence_and_a_pointer(initial, sentence, pointer):
    with pytest.raises(BadInitial, match=sentence) as caught:
        trace(model, "I", initial=initial)
    assert caught.value.pointer == pointer


def test_a_symbol_the_cell_lacks_is_refused():
    with pytest.raises(BadRequestedSymbol, match="no symbol “c”. It has: x, Wx, Uh, a, h") as caught:
        trace(model, "I", symbols=["h", "c"])
    assert caught.value.pointer == "/symbols/1"


def test_an_lstm_carries_two_states():
    model = random_model(2, cell="lstm", num_layers=2)
    whole = trace(model, ["i", "am", "a", "boy"])
    first = trace(model, ["i", "am"])
    states = {name: [layer.values[name][-1].tolist() for layer in first.layers] for name in ("h", "c")}
    rest = trace(model, ["a", "boy"], initial=states)
    for found, expected in zip(rest.layers, whole.layers, strict=True):
        assert list(found.initial) == ["h", "c"]
        for name, value in found.values.items():
            np.testing.assert_allclose(value, expected.values[name][2:], rtol=0, atol=1e-6)
    only_h = trace(model, ["a"], initial={"h": states["h"]})
    np.testing.assert_array_equal(only_h.layers[1].initial["c"], np.zeros(7))
    with pytest.raises(BadInitial, match="“n” is not carried from word to word; h and c are."):
        trace(model, ["a"], initial={"n": states["h"]})


@pytest.mark.parametrize("cell", ["rnn", "gru", "lstm"])
def test_what_a_layer_reads_is_the_state_of_the_layer_below(cell):
    model = random_model(1, cell=cell, num_layers=3)
    layers = trace(model, "I am a boy").layers
    assert [list(layer.values) for layer in layers] == [[symbol.name for symbol in model.network.cell.symbols]] * 3
    for below, layer in itertools.pairwise(layers):
        np.testing.assert_array_equal(layer.values["x"], below.values["h"])


LETTERS = characters("Tomabchi. \n,'?")
letters = replace(random_model(4), vocabulary=Vocabulary.from_passages([LETTERS]))


def test_a_model_of_characters_reads_each_by_itself_and_shows_white_space():
    made = trace(letters, "Tom,\na cab")
    assert [token.text for token in made.tokens] == list("Tom,↵a␣cab")
    assert [token.known for token in made.tokens] == [True] * 10
    assert made.tokens == trace(letters, "Tom,↵a␣cab").tokens, "as it is shown, it can be typed"
    assert made.tokens == trace(letters, list("Tom,\na cab")).tokens
    assert made.tokens[0].id != trace(letters, "t").tokens[0].id == Vocabulary.unknown, "case tells characters apart"
    assert [token.text for token in trace(letters, " \n").tokens] == ["␣", "↵"]
    assert trace(letters, "").tokens == ()


def test_ready_tokens_of_a_model_of_characters_are_single_characters():
    with pytest.raises(BadText, match="Token 1 is 2 characters long, and this model reads one at a time") as caught:
        trace(letters, ["T", "om"])
    assert caught.value.pointer == "/tokens/1"
    with pytest.raises(BadText, match="Token 1 is empty"):
        trace(letters, ["T", ""])
    with pytest.raises(BadText, match="513 tokens; at most 512"):
        trace(letters, "T" * 513)


def test_a_text_of_characters_has_no_end_to_foresee():
    outputs = trace(letters, "Tom", end=True).outputs
    assert [output.surprisal is None for output in outputs] == [False, False, True]
