"""Figures over batches, held against trace(), which reads one sentence at a time."""

import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from model.corpora import Corpus
from model.evaluate import (
    Comparison,
    batches,
    compare,
    corpus_of,
    evaluate,
    memory,
    perplexity,
    ranges,
    saturated_by_symbol,
    saturated_share,
)
from model.follows import word_place
from model.network import Network
from model.ngrams import KneserNey
from model.shakespeare import SHAKESPEARE
from model.text import Vocabulary
from model.trace import Trace, trace
from model.zoo import Model
from tests.random_model import WORDS, random_model


def sentences_of(seed: int, count: int = 40) -> tuple[tuple[str, ...], ...]:
    rng = np.random.default_rng(seed)
    words = [*WORDS, "unheard-of"]
    return tuple(tuple(rng.choice(words, size=rng.integers(2, 17)).tolist()) for _ in range(count))


def encoded(model: Model, sentences: tuple[tuple[str, ...], ...]) -> list[list[int]]:
    return [model.vocabulary.encode(sentence) for sentence in sentences]


def traces(model: Model, sentences: tuple[tuple[str, ...], ...]) -> list[Trace]:
    return [trace(model, sentence, end=True) for sentence in sentences]


@pytest.fixture(
    params=[("rnn", "tanh", 1), ("rnn", "sigmoid", 1), ("rnn", "tanh", 2), ("gru", "tanh", 1), ("lstm", "tanh", 2)],
    ids=str,
)
def model(request: pytest.FixtureRequest) -> Model:
    cell, activation, num_layers = request.param
    return random_model(3, cell=cell, activation=activation, num_layers=num_layers, scale=1.1)


def test_perplexity_is_that_of_the_traces(model: Model) -> None:
    sentences = sentences_of(1)
    nats = [output.surprisal for t in traces(model, sentences) for output in t.outputs]
    scored = [value for value in nats if value is not None]
    assert len(scored) < len(nats)  # some words are unknown
    expected = math.exp(sum(scored) / len(scored))
    assert perplexity(model.network, encoded(model, sentences)) == pytest.approx(expected, rel=1e-5)


def test_the_saturated_share_is_that_of_the_traces(model: Model) -> None:
    sentences = sentences_of(2)
    h = np.concatenate([layer.values["h"].ravel() for t in traces(model, sentences) for layer in t.layers])
    flat = np.abs(h) > 0.9 if model.card.activation == "tanh" else (h < 0.05) | (h > 0.95)
    assert 0 < flat.mean() < 0.9
    assert saturated_share(model.network, encoded(model, sentences)) == pytest.approx(flat.mean(), abs=1e-3)


def test_each_gate_is_saturated_where_its_own_activation_is_flat(model: Model) -> None:
    sentences = sentences_of(2)
    layers = [layer.values for t in traces(model, sentences) for layer in t.layers]
    found = saturated_by_symbol(model.network, encoded(model, sentences))
    assert list(found) == [symbol.name for symbol in model.network.cell.symbols if symbol.kind == "squash"]
    for name, share in found.items():
        values = np.concatenate([layer[name].ravel() for layer in layers])
        is_tanh = name in {"n", "g", "tanh_c"} or (name == "h" and model.card.activation == "tanh")
        slope = 1 - values**2 if is_tanh else 4 * values * (1 - values)
        assert share == pytest.approx((slope < 0.19).mean(), abs=1e-3)


def test_ranges_are_percentiles_of_the_traces_values(model: Model) -> None:
    sentences = sentences_of(4)
    layers = [layer for t in traces(model, sentences) for layer in t.layers]
    found = ranges(model.network, encoded(model, sentences))
    assert list(found) == [symbol.name for symbol in model.network.cell.symbols if symbol.range is None]
    for name, value in found.items():
        values = np.abs(np.concatenate([layer.values[name].ravel() for layer in layers]))
        assert value == pytest.approx(np.percentile(values, 99.5), rel=1e-4)


def test_batches_hold_every_sentence_once_and_no_padding() -> None:
    sentences = [[5] * length + [length] for length in (2, 3, 2, 2, 3, 9)]
    found = list(batches(sentences, size=2))
    assert [ids.shape for ids in found] == [(2, 3), (1, 3), (2, 4), (1, 10)]
    assert sorted(row.tolist() for ids in found for row in ids) == sorted(sentences)


def biased(model: Model, towards: str) -> Model:
    """The model with a constant preference for one word."""
    parameters = dict(model.network.parameters)
    bias = parameters["output.bias"].copy()
    bias[model.vocabulary.id_of(towards)] += 1000
    return replace(model, network=Network(model.network.config, parameters | {"output.bias": bias}))


def test_memory_asks_questions_and_statements_of_9_to_14_words(model: Model) -> None:
    def ends(words: int, mark: str) -> list[int]:
        return model.vocabulary.encode(["is", ".", "a", *["unheard-of"] * (words - 2), mark])

    sentences = [ends(words, mark) for words in (8, 9, 14, 15) for mark in "?."] + [ends(10, "boy")]
    asking = memory(biased(model, "?"), sentences)
    assert asking == {"question": 1.0, "questions": 2, "statement": 0.0, "statements": 2}
    stating = memory(biased(model, "."), sentences)
    assert stating == {"question": 0.0, "questions": 2, "statement": 1.0, "statements": 2}


def test_memory_is_read_from_the_state_after_the_last_word() -> None:
    model = random_model(3, scale=1.1)
    sentences = tuple((*sentence[:11], "?") for sentence in sentences_of(5, 120) if len(sentence) > 11)
    long = [s for s in sentences if sum(word.isalnum() or word == "don't" for word in s[:-1]) >= 9]
    knows = []
    for sentence in long:
        top = trace(model, sentence[:-1], top=20).outputs[-1].top
        p = {prediction.token: prediction.probability for prediction in top}
        knows.append(p["?"] > p["."])
    assert 0 < sum(knows) < len(knows)
    found = memory(model, encoded(model, tuple(long)))
    assert found["question"] == pytest.approx(sum(knows) / len(knows))


@pytest.fixture
def corpus() -> Corpus:
    return Corpus("2019-04-07", "ab" * 32, 300, 2700, sentences_of(6, 200), sentences_of(7), sentences_of(8))


def test_evaluate_gives_every_figure_and_the_card_agrees(corpus: Corpus) -> None:
    model = random_model(9)
    figures = evaluate(model, corpus)
    test, train = encoded(model, corpus.test), encoded(model, corpus.train)
    assert figures.metrics["perplexity"] == {
        "test": pytest.approx(perplexity(model.network, test), abs=1e-4),
        "valid": pytest.approx(perplexity(model.network, encoded(model, corpus.valid)), abs=1e-4),
        "unigram": pytest.approx(KneserNey(1, train, len(model.vocabulary)).perplexity(test), abs=1e-4),
        "bigram": pytest.approx(KneserNey(2, train, len(model.vocabulary)).perplexity(test), abs=1e-4),
        "trigram": pytest.approx(KneserNey(3, train, len(model.vocabulary)).perplexity(test), abs=1e-4),
    }
    assert figures.metrics["unknown"] == pytest.approx(1 / 15, abs=0.03)
    assert figures.ranges.keys() == {"x", "Wx", "Uh", "a"}
    card = replace(model.card, metrics=figures.metrics, ranges=figures.ranges, corpus=corpus.to_card())
    found = compare(card, figures, corpus)
    assert all(comparison.agrees for comparison in found)
    assert {c.name for c in found} >= {
        "metrics.perplexity.test",
        "metrics.saturated",
        "metrics.memory.questions",
        "ranges.Uh",
        "corpus.sentences",
        "corpus.splits.test.tokens",
    }


def test_a_figure_that_is_wrong_or_missing_on_the_card_is_told(corpus: Corpus) -> None:
    model = random_model(9)
    figures = evaluate(model, corpus)
    metrics = {**figures.metrics, "saturated": figures.metrics["saturated"] + 0.01}
    ranges_without_x = {name: value for name, value in figures.ranges.items() if name != "x"}
    card = replace(model.card, metrics=metrics, ranges=ranges_without_x, corpus=corpus.to_card())
    wrong = [comparison for comparison in compare(card, figures, corpus) if not comparison.agrees]
    assert wrong == [
        Comparison("metrics.saturated", metrics["saturated"], figures.metrics["saturated"]),
        Comparison("ranges.x", None, figures.ranges["x"]),
    ]


def test_a_model_of_characters_is_scored_without_ends_and_in_bits() -> None:
    letters = "abcdefgh␣↵IT.,"
    rng = np.random.default_rng(0)
    split = lambda count: tuple(tuple(rng.choice([*letters, "ß"], size=30).tolist()) for _ in range(count))  # noqa: E731
    text = Corpus(None, "cd" * 32, 60, 1800, split(40), split(10), split(10), SHAKESPEARE)
    model = replace(random_model(9, cell="gru"), vocabulary=Vocabulary.from_passages([letters]))
    figures = evaluate(model, text)
    nats = [output.surprisal for t in (trace(model, passage) for passage in text.test) for output in t.outputs]
    scored = [value for value in nats if value is not None]
    assert figures.metrics["perplexity"]["test"] == pytest.approx(math.exp(sum(scored) / len(scored)), rel=1e-4)
    assert figures.metrics["bits"]["test"] == pytest.approx(sum(scored) / len(scored) / math.log(2), rel=1e-4)
    train = [model.vocabulary.encode(passage) for passage in text.train]
    counts = np.bincount([token for passage in train for token in passage[1:]], minlength=16)[2:]
    p = counts / counts.sum()
    assert figures.metrics["bits"]["unigram"] == pytest.approx(-np.log2(p).mean(), abs=0.2)
    assert "memory" not in figures.metrics
    assert list(figures.metrics["follows"]) == ["line_place", "word_place", "speaker"]
    assert_follows(model, text.test, figures.metrics["follows"]["word_place"])
    assert list(figures.metrics["saturated_by_symbol"]) == ["r", "z", "n"]


def assert_follows(model: Model, passages: tuple[tuple[str, ...], ...], found: dict[str, float]) -> None:
    """NumPy's own correlation, from the traces, of the unit that is named; no other goes more nearly."""
    h = np.concatenate([trace(model, passage).layers[-1].values["h"] for passage in passages])
    place = [value for passage in passages for value in word_place(passage)]
    r = [np.corrcoef(unit, place)[0, 1] for unit in h.T]
    assert found["unit"] == np.abs(r).argmax()
    assert found["correlation"] == pytest.approx(r[int(found["unit"])], abs=1e-3)


def test_each_kind_of_vocabulary_has_its_corpus(tmp_path: Path) -> None:
    pairs, play = tmp_path / "pairs.txt", tmp_path / "play.txt"
    pairs.write_text("".join(f"I see number {i}.\tphrase\n" for i in range(300)))
    play.write_text("ROMEO:\nI see.\n\n" * 500)
    assert corpus_of("words", pairs).train[0] == ("I", "see", "number", "0", ".")
    assert "".join(corpus_of("characters", play).train[0]).startswith("ROMEO:↵I␣see.↵↵")
