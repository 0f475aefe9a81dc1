"""
Two readings side by side: two networks on one sentence, or one network on two sentences, or with something edited.

Glossary
    t T         time stamp, number of time stamps of the longer sentence; both are compared at the same t
    p q         (V,)  what the two say comes next, over all words and </s>, not <unk>
    surprisal   −ln p(token t+1 | tokens 0 … t), in nats
    divergence  Jensen–Shannon divergence of p and q, in bits: 0 where they are the same, 1 where they have nothing in
                common. With m = (p + q)/2 it is ½ Σ p log₂(p/m) + ½ Σ q log₂(q/m).
                Lin, "Divergence measures based on the Shannon entropy" (1991)
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from model.edits import Overwrite
from model.errors import BadText, ModelError
from model.network import Floats
from model.predicted import log_probabilities, surprisal
from model.text import Vocabulary
from model.trace import Initial, Token, Trace, trace
from model.zoo import Model

__all__ = ["Beside", "Comparison", "Reading", "Side", "Stamp", "comparable", "compare", "divergence", "same_units"]

Doubles = NDArray[np.float64]


@dataclass(frozen=True)
class Reading:
    """
    A network and what it reads.

    edits    what to overwrite on the way
    initial  h(−1), and of an LSTM c(−1); zeros where None
    """

    model: Model
    text: str | Sequence[str]
    edits: Sequence[Overwrite] = ()
    initial: Initial | None = None


@dataclass(frozen=True)
class Beside:
    """The probability of a possible next token in both readings; None where a sentence has no such time stamp."""

    token: str
    one: float | None
    other: float | None


@dataclass(frozen=True)
class Stamp:
    """
    Both readings after token t.

    divergence  of their predictions; None where one of the sentences is over
    distance    ‖h_one(t) − h_other(t)‖ over all units of the last layer; None where they do not correspond as well
    one, other  the surprisal of the token that came next; None where none came or it is unknown
    top         the likeliest next tokens of one, then those of the other that are not among them
    """

    t: int
    divergence: float | None
    distance: float | None
    one: float | None
    other: float | None
    top: tuple[Beside, ...]


@dataclass(frozen=True)
class Side:
    """A network, by its id, and the tokens it read."""

    model: str
    tokens: tuple[Token, ...]


@dataclass(frozen=True)
class Comparison:
    """
    Two readings side by side, time stamp by time stamp.

    corresponds  whether unit i of one is unit i of the other: in the same network, and in checkpoints of one training
    """

    one: Side
    other: Side
    corresponds: bool
    stamps: tuple[Stamp, ...] = field(repr=False)


def comparable(one: Model, other: Model) -> bool:
    """Whether two networks choose the next token among the same ones."""
    return one.vocabulary.words == other.vocabulary.words


def same_units(one: Model, other: Model) -> bool:
    """Whether unit i of one is unit i of the other: the same weights, or what one training made of the same weights."""
    runs = {one.card.training.get("run"), other.card.training.get("run")}
    return one.network.fingerprint == other.network.fingerprint or (len(runs) == 1 and None not in runs)


def compare(one: Reading, other: Reading, *, top: int = 5, end: bool = False, device: str = "cpu") -> Comparison:
    """
    Read both, and compare what is there at the same time stamps.

    top  how many of the likeliest next tokens to tell of each
    end  whether both sentences end here: then each last surprisal is that of the end of the sentence

    Raises what `trace` does, with a pointer below /other where that is to blame, and BadText where the two networks
    do not choose among the same words.
    """
    if not comparable(one.model, other.model):
        raise BadText(
            f"{one.model.id} and {other.model.id} do not choose among the same words, so what they predict cannot be "
            "compared. Choose two that read the same vocabulary.",
            "/other/model",
        )
    traces = [_read(one, device), _beside_it(other, device)]
    h = [found.layers[-1].values["h"] for found in traces]  # (T, H) each
    log_p = [log_probabilities(each.model.network, states) for each, states in zip((one, other), h, strict=True)]
    T = max(map(len, h))
    end = end and one.model.vocabulary.ends
    corresponds = same_units(one.model, other.model)
    columns = {
        "divergence": _column(divergence(*_common(log_p)), T),
        "distance": _column(_distance(*_common(h)) if corresponds else np.empty(0), T),
        "one": _column(_surprisals(traces[0], log_p[0], end), T),
        "other": _column(_surprisals(traces[1], log_p[1], end), T),
    }
    stamps = tuple(
        Stamp(t, top=_beside(one.model.vocabulary, log_p, t, top), **{name: each[t] for name, each in columns.items()})
        for t in range(T)
    )
    sides = [Side(found.model, found.tokens) for found in traces]
    return Comparison(sides[0], sides[1], corresponds, stamps)


def _read(reading: Reading, device: str) -> Trace:
    return trace(
        reading.model,
        reading.text,
        symbols=["h"],
        top=0,
        edits=reading.edits,
        initial=reading.initial,
        device=device,
    )


def _beside_it(reading: Reading, device: str) -> Trace:
    try:
        return _read(reading, device)
    except ModelError as error:
        raise type(error)(error.detail, f"/other{error.pointer or ''}") from None


def _common(rows: Sequence[Floats]) -> list[Floats]:
    """Return of both only the time stamps that both have."""
    return [each[: min(map(len, rows))] for each in rows]


def divergence(log_p: Floats, log_q: Floats) -> Doubles:
    """Return the Jensen–Shannon divergence of each row, in bits: (T, V), (T, V) -> (T,)."""
    p, q = (np.exp(each.astype(np.float64)) for each in (log_p, log_q))  # (T, V)
    m = (p + q) / 2  # (T, V)
    found = (_information(p, m) + _information(q, m)) / 2  # (T,)
    return np.clip(found, 0.0, 1.0)  # rounding can leave it by 1e-16


def _information(p: Doubles, m: Doubles) -> Doubles:
    """Return Σ p log₂(p/m) of each row, a p of 0 adding 0: (T, V), (T, V) -> (T,)."""
    ratio = np.divide(p, m, out=np.ones_like(p), where=p > 0)  # (T, V)
    found: Doubles = (p * np.log2(ratio)).sum(axis=1)  # (T,)
    return found


def _distance(h: Floats, g: Floats) -> Doubles:
    """Return ‖h(t) − g(t)‖: (T, H), (T, H) -> (T,)."""
    found: Doubles = np.linalg.norm(h.astype(np.float64) - g.astype(np.float64), axis=1)
    return found


def _surprisals(found: Trace, log_p: Floats, end: bool) -> Doubles:
    """Return −ln p(token t+1), NaN where none came or it is unknown: (T, V) -> (T,)."""
    following = [token.id for token in found.tokens[1:]] + [Vocabulary.end if end else Vocabulary.unknown]
    return surprisal(log_p, np.array(following[: len(log_p)], dtype=np.int64))


def _column(values: Doubles, T: int) -> list[float | None]:
    """Return values as T numbers, None where there is none."""
    numbers = [None if np.isnan(value) else float(value) for value in values]
    return numbers + [None] * (T - len(numbers))


def _beside(vocabulary: Vocabulary, log_p: Sequence[Floats], t: int, top: int) -> tuple[Beside, ...]:
    most = min(top, len(vocabulary) - 1)  # all but <unk>
    rows = [each[t] if t < len(each) else None for each in log_p]
    likeliest = [np.argsort(-row, kind="stable")[:most].tolist() for row in rows if row is not None]
    chosen = dict.fromkeys(id_ for ids in likeliest for id_ in ids)
    spellings = vocabulary.spellings
    return tuple(
        Beside(spellings[id_], *(None if row is None else float(np.exp(row[id_])) for row in rows)) for id_ in chosen
    )
