"""One pass over many sentences, against one sentence after another."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.errors import BadRequestedSymbol, BadText
from model.run import run, run_many
from model.trace import trace, traces
from tests.random_model import WORDS, random_model

KINDS = [("rnn", "tanh"), ("rnn", "sigmoid"), ("gru", "tanh"), ("lstm", "tanh")]
batches = st.lists(st.lists(st.sampled_from([*WORDS, "wug"]), max_size=12), max_size=12)


@given(batches, st.sampled_from(KINDS), st.integers(1, 3), st.booleans(), st.integers(0, 999))
@settings(max_examples=60, deadline=None)
def test_each_of_many_is_the_trace_of_its_sentence(sentences, kind, num_layers, end, seed):
    model = random_model(seed, cell=kind[0], activation=kind[1], num_layers=num_layers)
    found = traces(model, sentences, end=end, top=3)
    for one, words in zip(found, sentences, strict=True):
        alone = trace(model, words, end=end, top=3)
        assert (one.tokens, one.symbols, one.model) == (alone.tokens, alone.symbols, alone.model)
        for layer, expected in zip(one.layers, alone.layers, strict=True):
            assert list(layer.initial) == list(expected.initial)
            for name, values in expected.values.items():
                assert layer.values[name].dtype == np.float32
                np.testing.assert_allclose(layer.values[name], values, rtol=0, atol=1e-6)
        assert [o.why for o in one.outputs] == [o.why for o in alone.outputs]
        for output, expected in zip(one.outputs, alone.outputs, strict=True):
            assert output.surprisal == pytest.approx(expected.surprisal, abs=1e-5)


@pytest.mark.parametrize(("cell", "activation"), KINDS)
def test_a_state_before_the_first_word_is_each_sentences_own(cell, activation):
    model, rng = random_model(cell=cell, activation=activation), np.random.default_rng(0)
    lengths = [5, 3, 3, 1]
    x = rng.normal(size=(sum(lengths), 5))
    before = {name: rng.uniform(-1, 1, size=(4, 7)) for name in model.network.cell.carried}
    xp, (w,) = model.network.on("cpu")
    found = run_many(xp, model.network.cell, w, x, lengths, before)
    ends = np.cumsum(lengths)
    for number, (end, length) in enumerate(zip(ends, lengths, strict=True)):
        own = {name: value[number] for name, value in before.items()}
        alone = run(xp, model.network.cell, w, x[end - length : end], own)
        for name, values in alone.items():
            np.testing.assert_allclose(found[name][end - length : end], values, rtol=0, atol=1e-12)


def test_the_trained_model_reads_many_as_it_reads_one(shipped):
    rng = np.random.default_rng(5)
    spellings = shipped.vocabulary.spellings[2:]
    sentences = [rng.choice(spellings, size=n).tolist() for n in (1, 200, 7, 64, 64, 0, 30)]
    for one, words in zip(traces(shipped, sentences, symbols=["h"]), sentences, strict=True):
        np.testing.assert_allclose(
            one.layers[0].values["h"], trace(shipped, words).layers[0].values["h"], rtol=0, atol=1e-6
        )


def test_what_cannot_be_read_says_which_sentence():
    with pytest.raises(BadText, match="Sentence 2: Token 1 is empty") as caught:
        traces(random_model(), ["I am", ["a"], ["a", ""]])
    assert caught.value.pointer == "/sentences/2/tokens/1"
    with pytest.raises(BadRequestedSymbol):
        traces(random_model(), [], symbols=["q"])
