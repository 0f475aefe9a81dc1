"""
What a network would have said had one word not been there: deleted, unknown, or another in its place.

Glossary
    s t T      the altered word's time stamp, any time stamp from s on, the number of time stamps
    p          (V,)  probabilities of the next token, over all words and </s>, not <unk>
    surprisal  −ln p(token t+1 | tokens 0 … t), in nats

Where word s is deleted, what follows it is read one time stamp earlier: what is said after the same word is compared.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from model.errors import BadEntry, BadText
from model.limits import MAX_OMISSION_TOKENS
from model.network import Floats
from model.predicted import log_probabilities, surprisal
from model.text import MAX_TOKEN_LENGTH, UNKNOWN, Vocabulary
from model.trace import Token, read_tokens, trace
from model.zoo import Model

__all__ = ["Compared", "Omission", "Pair", "omission"]

Ids = NDArray[np.int64]
Doubles = NDArray[np.float64]


@dataclass(frozen=True)
class Pair:
    """The probability of a possible next token, as the sentence is and as it would be; None where nothing was read."""

    token: str
    before: float
    after: float | None


@dataclass(frozen=True)
class Compared:
    """
    What the network says after reading token t, as the sentence is and as it would be.

    token          token t+1, or </s> at the end; None where none follows or it is unknown
    before, after  its surprisal; None where it has none
    change         after − before: above 0, the word at s helped to foresee the token
    top            the likeliest next tokens of both, those of the sentence as it is first
    """

    t: int
    token: str | None
    before: float | None
    after: float | None
    change: float | None
    top: tuple[Pair, ...]


@dataclass(frozen=True)
class Omission:
    """
    A sentence with one of its words altered.

    instead  what stands in the word's place; None where it is deleted
    outputs  one for each t from s on
    changes  (T, T)  row t, column s: the change in the surprisal after token t where word s, in its turn, is altered
             so; NaN where there is none, and where s > t
    """

    model: str
    tokens: tuple[Token, ...]
    s: int
    instead: Token | None
    outputs: tuple[Compared, ...]
    changes: Doubles


def omission(
    model: Model,
    text: str | Sequence[str],
    s: int,
    instead: str | None = None,
    *,
    top: int = 5,
    end: bool = False,
    device: str = "cpu",
) -> Omission:
    """
    Trace a sentence as it is and with each word in turn deleted or replaced; for word s, compare all that is said.

    instead  the word to read in its place, "<unk>" for an unknown one; the word is deleted where None
    top      how many of the likeliest next tokens to tell of each
    end      whether the sentence ends here: then the last surprisal is that of the end of the sentence

    Raises BadText, and BadEntry where there is no time stamp s.
    """
    tokens = read_tokens(model.vocabulary, text)
    _check(model.vocabulary, tokens, text, s, instead)
    words = [token.text for token in tokens]
    T = len(words)
    ends = end and model.vocabulary.ends
    targets = np.array([token.id for token in tokens[1:]] + [Vocabulary.end if ends else Vocabulary.unknown])  # (T,)
    before = _log_p(model, words, 0, device)  # (T, V)
    changes = np.full((T, T), np.nan)
    outputs: tuple[Compared, ...] = ()
    for each in range(T):
        after = _altered(model, words, each, instead, device)  # (T − each, V)
        changes[each:, each] = surprisal(after, targets[each:]) - surprisal(before[each:], targets[each:])
        if each == s:
            outputs = _compared(model, s, before[s:], after, targets[s:], top)
    replaced = None if instead is None else replace(read_tokens(model.vocabulary, [instead])[0], t=s)
    return Omission(model.id, tokens, s, replaced, outputs, changes)


def _check(
    vocabulary: Vocabulary, tokens: Sequence[Token], text: str | Sequence[str], s: int, instead: str | None
) -> None:
    T = len(tokens)
    if T > MAX_OMISSION_TOKENS:
        raise BadText(
            f"That is {T:,} tokens; one of them can be left out of at most {MAX_OMISSION_TOKENS}. Shorten it.",
            "/text" if isinstance(text, str) else "/tokens",
        )
    if s >= T:
        there = f"its time stamps are 0 to {T - 1}" if T else "it is empty"
        raise BadEntry(f"This sentence has no time stamp {s}; {there}.", "/s")
    if instead is None:
        return
    if vocabulary.kind == "characters":
        if len(instead) != 1 and instead != UNKNOWN:
            raise BadText(
                f"The other character is {len(instead)} characters long, and this model reads one at a time. Give one, "
                f"or {UNKNOWN}. To delete the character, give none.",
                "/instead",
            )
    elif not 0 < len(instead.strip()) <= len(instead) <= MAX_TOKEN_LENGTH:
        raise BadText(
            f"The other word needs a visible character and at most {MAX_TOKEN_LENGTH} in all. To delete the word, give "
            "none.",
            "/instead",
        )


def _altered(model: Model, words: Sequence[str], s: int, instead: str | None, device: str) -> Floats:
    """Return ln p after each of the words s … T−1 of the altered sentence: (T − s, V), NaN where none was read."""
    if instead is not None:
        return _log_p(model, [*words[:s], instead, *words[s + 1 :]], s, device)
    shorter = [*words[:s], *words[s + 1 :]]
    if s > 0:
        return _log_p(model, shorter, s - 1, device)
    nothing = np.full((1, len(model.vocabulary)), np.nan, dtype=np.float32)
    return np.concatenate([nothing, _log_p(model, shorter, 0, device)])


def _log_p(model: Model, words: Sequence[str], first: int, device: str) -> Floats:
    """Return ln p after each of the words from `first` on: (T − first, V), −∞ for <unk>."""
    h = trace(model, words, symbols=["h"], top=0, device=device).layers[-1].values["h"][first:]  # (T − first, H)
    return log_probabilities(model.network, h)


def _compared(
    model: Model, s: int, before: Floats, after: Floats, targets: NDArray[np.int64], top: int
) -> tuple[Compared, ...]:
    spellings = model.vocabulary.spellings
    rows = zip(surprisal(before, targets), surprisal(after, targets), before, after, targets, strict=True)
    return tuple(
        Compared(
            t,
            None if target == Vocabulary.unknown else spellings[target],
            _number(was),
            _number(would_be),
            _number(would_be - was),
            tuple(Pair(spellings[i], float(np.exp(p[i])), _number(np.exp(q[i]))) for i in _likeliest(p, q, top)),
        )
        for t, (was, would_be, p, q, target) in enumerate(rows, start=s)
    )


def _number(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def _likeliest(p: Floats, q: Floats, top: int) -> list[int]:
    """Return the ids of the likeliest of p, then those of q that are not among them: (V,), (V,)."""
    chosen: dict[int, None] = {}
    for log_p in (p, q):
        if not np.isnan(log_p).any():
            chosen |= dict.fromkeys(np.argsort(-log_p, kind="stable")[: min(top, len(log_p) - 1)].tolist())
    return list(chosen)
