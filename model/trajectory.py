"""
The path of the hidden state through the plane in which a network's states vary most, and the texts that left it in
nearly the same state.

Glossary
    t      time stamp; −1 is before the first word
    h(t)   (H,)  state of the last layer
    place  (K,)  of h(t) in the coordinates of the bank's principal components
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from model.bank import Bank, Context
from model.errors import BadEntry
from model.network import Floats
from model.text import Vocabulary
from model.trace import Initial, Token, trace
from model.zoo import Model

__all__ = ["MAX_NEAREST", "Near", "Point", "Trajectory", "trajectory"]

MAX_NEAREST = 10


@dataclass(frozen=True)
class Point:
    """Where the state is at t."""

    t: int
    place: Floats


@dataclass(frozen=True)
class Near:
    """The contexts whose state is nearest to that at t, the nearest first."""

    t: int
    contexts: tuple[Context, ...]


@dataclass(frozen=True)
class Trajectory:
    """
    The path of one sentence.

    points              from t = −1 to T − 1
    explained_variance  the share of the bank's whole variance along each component
    states              how many states the components were computed from
    nearest             for the time stamps asked for
    attribution         where the contexts are from
    """

    model: str
    tokens: tuple[Token, ...]
    points: tuple[Point, ...]
    explained_variance: Floats
    states: int
    nearest: tuple[Near, ...]
    attribution: str


def trajectory(
    model: Model,
    bank: Bank,
    text: str | Sequence[str],
    *,
    nearest: int = 3,
    t: int | None = None,
    initial: Initial | None = None,
    device: str = "cpu",
) -> Trajectory:
    """
    Read a sentence and return the path of its state.

    nearest  how many contexts for each time stamp
    t        the one time stamp to return contexts for, −1 among them; all from 0 up where None

    Raises BadText, BadInitial and BadEntry.
    """
    result = trace(model, text, symbols=["h"], top=0, initial=initial, device=device)
    layer = result.layers[-1]
    h = np.concatenate([layer.initial["h"][None], layer.values["h"]])  # (T + 1, H): row t + 1 is time stamp t
    T = len(result.tokens)
    if t is not None and not -1 <= t < T:
        those = f"stamps are −1 to {T - 1}" if T else "stamp is −1 alone"
        raise BadEntry(f"This sentence has no time stamp {t}; its time {those}.", "/t")
    asked = range(T) if t is None else (t,)

    def told(context: Context) -> Context:
        return replace(context, known=model.vocabulary.encode([context.tokens[context.t]]) != [Vocabulary.unknown])

    contexts = bank.nearest(h[[at + 1 for at in asked]], nearest) if nearest else [[] for _ in asked]
    return Trajectory(
        model.id,
        result.tokens,
        tuple(Point(at, place) for at, place in enumerate(bank.place(h), start=-1)),
        bank.explained_variance,
        bank.states,
        tuple(Near(at, tuple(map(told, found))) for at, found in zip(asked, contexts, strict=True)),
        bank.excerpt.attribution,
    )
