"""
Every figure on a model's card, computed again from its weights and its corpus.

Glossary
    B T D H V   sentences read at once (all of one length), time stamps, sizes of embedding, state, vocabulary
    ids         (B, T)  tokens
    x h y       (B, T, D), (B, T, H), (B, T, V)  input, hidden state of the last layer, logits
    surprisal   (B, T)  −ln p(next token), in nats; NaN where that is outside the vocabulary and so not scored
    perplexity  e to the mean surprisal of the scored tokens: those from the second on and, of sentences, </s>
    bits        log₂ of the perplexity, as models of characters are compared
    follows     the units of a model of characters that go most nearly with what can be told from the text
    memory      how often p("?") > p(".") after the last word of a question of 9–14 words, and the reverse
                after a statement
"""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from model.cells import ACTIVATIONS
from model.corpora import Corpus, read_corpus
from model.follows import follows, line_place, speaker, word_place
from model.network import Floats, Network
from model.ngrams import KneserNey
from model.shakespeare import read_shakespeare
from model.text import Kind, Vocabulary
from model.zoo import Card, Model

__all__ = ["Comparison", "Figures", "batches", "compare", "corpus_of", "evaluate", "perplexity"]

Ids = NDArray[np.int64]
Sentences = Sequence[Sequence[int]]

BATCH = 128  # sentences; 16 logits of 5,002 words for each are 40 MB
FEWEST_WORDS, MOST_WORDS = 9, 14
PERCENTILE = 99.5
AGREEMENT = 1e-3  # relative; float32 sums differ in the last digits from machine to machine


@dataclass(frozen=True)
class Figures:
    """
    What a card says in numbers.

    metrics  figures on held-out text
    ranges   symbol without bounds -> percentile 99.5 of |value| on the validation split
    """

    metrics: dict[str, Any]
    ranges: dict[str, float]


@dataclass(frozen=True)
class Comparison:
    """One figure on the card beside the one found; `agrees` within a thousandth."""

    name: str
    on_card: float | None
    found: float

    @property
    def agrees(self) -> bool:
        return self.on_card is not None and math.isclose(
            self.on_card, self.found, rel_tol=AGREEMENT, abs_tol=AGREEMENT / 10
        )


def corpus_of(kind: Kind, path: Path | None = None) -> Corpus:
    """Return the text that vocabularies of a kind are trained on, from a file or downloaded; BadCorpus where not."""
    return read_corpus(path) if kind == "words" else read_shakespeare(path)


def evaluate(model: Model, corpus: Corpus) -> Figures:
    """Compute every figure of the model's card."""
    network, encode, end = model.network, model.vocabulary.encode, model.vocabulary.ends
    train, valid, test = ([encode(s) for s in split] for split in (corpus.train, corpus.valid, corpus.test))
    perplexities = {
        "test": perplexity(network, test, end=end),
        "valid": perplexity(network, valid, end=end),
        **{
            name: KneserNey(n, train, len(model.vocabulary), end=end).perplexity(test)
            for n, name in enumerate(("unigram", "bigram", "trigram"), start=1)
        },
    }
    metrics: dict[str, Any] = {"perplexity": perplexities, "saturated": saturated_share(network, test)}
    if len(squashes_of(network)) > 1:
        metrics["saturated_by_symbol"] = saturated_by_symbol(network, test)
    metrics["unknown"] = unknown_share(test)
    if model.vocabulary.kind == "words":
        metrics["memory"] = memory(model, valid + test)
    else:
        metrics["bits"] = {name: math.log2(value) for name, value in perplexities.items()}
        metrics["follows"] = followed(network, corpus.test, encode)
    return Figures(_rounded(metrics), _rounded(ranges(network, valid)))


def compare(card: Card, figures: Figures, corpus: Corpus) -> list[Comparison]:
    """Return each figure found beside what the card says."""
    found = _flat({"metrics": figures.metrics, "ranges": figures.ranges, "corpus": corpus.to_card()})
    on_card = _flat({"metrics": card.metrics, "ranges": card.ranges, "corpus": card.corpus})
    return [Comparison(name, on_card.get(name), value) for name, value in found.items()]


def batches(sentences: Sentences, size: int = BATCH) -> Iterator[Ids]:
    """Yield sentences of one length at a time: ids (B, T)."""
    by_length: dict[int, list[Sequence[int]]] = {}
    for sentence in sentences:
        by_length.setdefault(len(sentence), []).append(sentence)
    for same in by_length.values():
        for start in range(0, len(same), size):
            yield np.array(same[start : start + size], dtype=np.int64)


def values(network: Network, ids: Ids) -> list[dict[str, Floats]]:
    """Return each layer's symbols from h(−1) = 0: ids (B, T) -> {symbol: (B, T, size)} per layer."""
    B, T = ids.shape
    cell = network.cell
    x = network.embed(ids)  # (B, T, D)
    layers = []
    for weights in network.layers:
        previous = {name: np.zeros((B, network.config.hidden_size), np.float32) for name in cell.carried}
        rows = []
        for t in range(T):
            inputs = cell.inputs(weights, x[:, t])
            row = {**inputs, **cell.step(np, weights, inputs, previous)}
            previous = {name: row[name] for name in cell.carried}
            rows.append(row)
        layers.append({name: np.stack([row[name] for row in rows], axis=1) for name in rows[0]})
        x = layers[-1]["h"]  # (B, T, H)
    return layers


def log_probabilities(network: Network, h: Floats) -> Floats:
    """Return ln p over the words and </s>: h (B, T, H) -> (B, T, V), −∞ for <unk>."""
    y = network.logits(h.reshape(-1, h.shape[-1])).reshape(*h.shape[:-1], -1)  # (B, T, V)
    y -= y.max(axis=-1, keepdims=True)
    y -= np.log(np.exp(y).sum(axis=-1, keepdims=True))
    return y


def surprisal(network: Network, ids: Ids, *, end: bool = True) -> Floats:
    """Return −ln p of each next token, </s> being the last where the `end` is scored: ids (B, T) -> (B, T)."""
    last = Vocabulary.end if end else Vocabulary.unknown
    following = np.concatenate([ids[:, 1:], np.full_like(ids[:, :1], last)], axis=1)  # (B, T)
    log_p = log_probabilities(network, values(network, ids)[-1]["h"])  # (B, T, V)
    nats: Floats = -np.take_along_axis(log_p, following[..., None], axis=-1)[..., 0]  # (B, T)
    return np.where(following == Vocabulary.unknown, np.float32(np.nan), nats)


def perplexity(network: Network, sentences: Sentences, *, end: bool = True) -> float:
    nats = np.concatenate([surprisal(network, ids, end=end).ravel() for ids in batches(sentences)])
    return math.exp(np.nanmean(nats, dtype=np.float64))


def saturated_share(network: Network, sentences: Sentences) -> float:
    """Return the share of hidden values near the ends of their range, where the vanilla cell's φ is nearly flat."""
    return _shares(network, sentences, {"h": network.cell.activation.name})["h"]


def saturated_by_symbol(network: Network, sentences: Sentences) -> dict[str, float]:
    """Return for each symbol that some φ makes, such as a gate, the share of its values where that φ is nearly flat."""
    return _shares(network, sentences, squashes_of(network))


def squashes_of(network: Network) -> dict[str, str]:
    """Return the symbols that an activation makes: name -> the activation's name."""
    return {symbol.name: symbol.phi for symbol in network.cell.symbols if symbol.phi}


def _shares(network: Network, sentences: Sentences, activations: Mapping[str, str]) -> dict[str, float]:
    """Return the share of saturated values of each symbol, over all layers."""
    saturated: dict[str, list[NDArray[np.bool_]]] = {name: [] for name in activations}
    for ids in batches(sentences):
        for layer in values(network, ids):
            for name, activation in activations.items():
                saturated[name].append(ACTIVATIONS[activation].saturated(layer[name]).ravel())
    return {name: float(np.concatenate(found).mean()) for name, found in saturated.items()}


def unknown_share(sentences: Sentences) -> float:
    ids = np.concatenate([np.array(sentence) for sentence in sentences])
    return float((ids == Vocabulary.unknown).mean())


def ranges(network: Network, sentences: Sentences) -> dict[str, float]:
    """Return the percentile of |value| of each symbol that has no bounds, over all layers."""
    unbounded = [symbol.name for symbol in network.cell.symbols if symbol.range is None]
    read = [{name: layer[name] for name in unbounded} for ids in batches(sentences) for layer in values(network, ids)]
    return {
        name: float(np.percentile(np.abs(np.concatenate([layer[name].ravel() for layer in read])), PERCENTILE))
        for name in unbounded
    }


def memory(model: Model, sentences: Sentences) -> dict[str, float]:
    """Return how often the network knows at the end what the sentence is, and of how many it was asked."""
    question, statement = model.vocabulary.id_of("?"), model.vocabulary.id_of(".")
    found: dict[str, float] = {}
    for name, mark, other in (("question", question, statement), ("statement", statement, question)):
        asked = [s[:-1] for s in sentences if s[-1] == mark and _is_long(s[:-1], model.vocabulary)]
        known = 0
        for ids in batches(asked):
            log_p = log_probabilities(model.network, values(model.network, ids)[-1]["h"][:, -1:])[:, 0]  # (B, V)
            known += int((log_p[:, mark] > log_p[:, other]).sum())
        found |= {name: known / len(asked) if asked else 0.0, f"{name}s": len(asked)}
    return found


def followed(
    network: Network, passages: Sequence[Sequence[str]], encode: Callable[[Sequence[str]], list[int]]
) -> dict[str, dict[str, float]]:
    """Return the units that follow the place in the line, the place in the word, and the naming of a speaker."""
    read = [values(network, np.array([encode(passage)]))[-1]["h"][0] for passage in passages]  # (T, H) each
    told = {
        name: [value for passage in passages for value in tell(passage)]
        for name, tell in (("line_place", line_place), ("word_place", word_place), ("speaker", speaker))
    }
    return follows(np.concatenate(read), told)


def _is_long(ids: Sequence[int], vocabulary: Vocabulary) -> bool:
    words = sum(any(map(str.isalnum, vocabulary.words[i])) for i in ids)  # <unk> counts as one
    return FEWEST_WORDS <= words <= MOST_WORDS


def _rounded(figures: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _rounded(value) if isinstance(value, dict) else round(value, 4) for name, value in figures.items()}


def _flat(figures: Mapping[str, Any], prefix: str = "") -> dict[str, float]:
    """Return the numbers in a nested mapping under dotted names: metrics.perplexity.test."""
    flat: dict[str, float] = {}
    for name, value in figures.items():
        if isinstance(value, Mapping):
            flat |= _flat(value, f"{prefix}{name}.")
        elif isinstance(value, int | float):
            flat[f"{prefix}{name}"] = value
    return flat
