"""
What single units follow: for each property the unit that tells it best, chosen on the validation sentences, and how
well it does so, stated on the test sentences, which had no part in the choice.

Glossary
    n H      positions for which the property can be told, units of the last layer
    h        (n, H)  their states
    labels   (n,)  0 and 1, or counts
    groups   (n,)  the sentence of each
    sign     −1 for a unit that is low where the property holds, else 1
    probe    the same figure of a probe on all units, fitted on the validation sentences
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from model.evaluate import batches, values
from model.network import Floats, Network
from model.probe import fit_counts, fit_yes
from model.properties import PROPERTIES
from model.property import Label, Property
from model.ranks import Interval, auc, interval, spearman
from model.zoo import Model

__all__ = ["FEWEST", "OFFERED", "Example", "Finding", "find", "states"]

Doubles = NDArray[np.float64]
Ints = NDArray[np.int64]
Sentences = Sequence[Sequence[str]]

FIGURES = {"yes/no": auc, "count": spearman}
FIGURE_NAMES = {"yes/no": "AUC", "count": "Spearman’s ρ"}
OFFERED = {"yes/no": 0.8, "count": 0.5}
FEWEST = 20
"""Sentences with a yes, and with a no, that each half must hold: fewer measure nothing."""
SHORTEST_EXAMPLE, LONGEST_EXAMPLE = 4, 10
PASSAGE = 40  # characters of an example from a passage


@dataclass(frozen=True)
class Example:
    """Tokens of a held-out sentence, with the unit's value and what the property says at each."""

    tokens: tuple[str, ...]
    values: tuple[float, ...]
    labels: tuple[Label, ...]


@dataclass(frozen=True)
class Finding:
    """
    The unit that follows one property best.

    name, thing, rule, kind  those of the property
    figure     what `value` is
    unit       of the last layer; None, as all below, where too little of the property stands in the sentences
    sign       −1 where the unit is low when the property holds
    value      on the test sentences, with its 95 % interval; of sign times the unit's value
    probe      the same of a probe on the whole state
    positions  on which it is stated
    sentences  that hold them
    offered    whether the figure is high enough to be shown to people
    examples   sentences with a median value: neither the best nor the worst
    """

    name: str
    thing: str
    rule: str
    kind: str
    figure: str
    unit: int | None
    sign: int
    value: Interval | None
    probe: Interval | None
    positions: int
    sentences: int
    offered: bool
    examples: tuple[Example, ...]


@dataclass(frozen=True)
class Half:
    """The positions of some sentences for which a property can be told."""

    h: Floats
    labels: Doubles
    groups: Ints

    def enough(self, kind: str) -> bool:
        """Whether there are enough sentences of each answer to measure anything."""
        answers = (self.labels > 0, self.labels == 0) if kind == "yes/no" else (self.labels == self.labels,)
        return all(len(np.unique(self.groups[answer])) >= FEWEST for answer in answers)


def find(model: Model, valid: Sentences, test: Sentences, shown: Sentences, seed: int = 0) -> Iterator[Finding]:
    """
    Yield a finding for each property of the model's kind of tokens.

    shown  the test sentences that examples may be taken from
    seed   of the resampling that makes intervals
    """
    rng = np.random.default_rng(seed)
    read = {id(half): states(model, half) for half in (valid, test, shown)}
    for told in PROPERTIES[model.vocabulary.kind]:
        choice, stated = (half_of(told, half, read[id(half)]) for half in (valid, test))
        if choice.enough(told.kind) and stated.enough(told.kind):
            yield _found(told, choice, stated, shown, read[id(shown)], rng)
        else:
            yield _too_few(told, stated)


def states(model: Model, sentences: Sentences) -> list[Floats]:
    """Return the last layer's states, (T, H) for each sentence, in their order."""
    ids = [model.vocabulary.encode(sentence) for sentence in sentences]
    places: dict[int, list[int]] = {}
    for place, sentence in enumerate(ids):
        places.setdefault(len(sentence), []).append(place)
    read: dict[int, Floats] = {}
    for same in places.values():
        rows = (row for batch in batches([ids[place] for place in same]) for row in last(model.network, batch))
        read |= dict(zip(same, rows, strict=True))
    return [read[place] for place in range(len(ids))]


def last(network: Network, ids: Ints) -> Floats:
    """Return h of the last layer: ids (B, T) -> (B, T, H)."""
    return values(network, ids)[-1]["h"]


def half_of(told: Property, sentences: Sentences, read: Sequence[Floats]) -> Half:
    """Gather the positions for which a property can be told."""
    labels = [told.tell(sentence) for sentence in sentences]
    kept = [np.array([label is not None for label in row], dtype=bool) for row in labels]
    return Half(
        np.concatenate([h[keep] for h, keep in zip(read, kept, strict=True)]),
        np.array([label for row in labels for label in row if label is not None], dtype=np.float64),
        np.repeat(np.arange(len(sentences)), [int(keep.sum()) for keep in kept]),
    )


def _found(
    told: Property, choice: Half, stated: Half, shown: Sentences, read: Sequence[Floats], rng: np.random.Generator
) -> Finding:
    figure, middle = FIGURES[told.kind], 0.5 if told.kind == "yes/no" else 0.0
    chosen = [figure(column.astype(np.float64), choice.labels, None) - middle for column in choice.h.T]  # H
    unit = int(np.abs(chosen).argmax())
    sign = 1 if chosen[unit] >= 0 else -1
    scores = sign * stated.h[:, unit].astype(np.float64)  # (n,)
    value = interval(figure, scores, stated.labels, stated.groups, rng)
    fit = fit_yes if told.kind == "yes/no" else fit_counts
    scores = fit(choice.h, choice.labels).scores(stated.h)  # (n,)
    probe = interval(figure, scores, stated.labels, stated.groups, rng)
    return _finding(
        told,
        stated,
        unit=unit,
        sign=sign,
        value=value,
        probe=probe,
        offered=value.value >= OFFERED[told.kind],
        examples=tuple(_examples(told, unit, sign, shown, read)),
    )


def _too_few(told: Property, stated: Half) -> Finding:
    return _finding(told, stated, unit=None, sign=1, value=None, probe=None, offered=False, examples=())


def _finding(told: Property, stated: Half, **measured: Any) -> Finding:
    return Finding(
        name=told.name,
        thing=told.thing,
        rule=told.rule,
        kind=told.kind,
        figure=FIGURE_NAMES[told.kind],
        positions=len(stated.labels),
        sentences=len(np.unique(stated.groups)),
        **measured,
    )


def _examples(told: Property, unit: int, sign: int, shown: Sentences, read: Sequence[Floats]) -> Iterator[Example]:
    """Yield a middling sentence in which the property holds, then one in which it does not; of counts one."""
    means: dict[bool, list[tuple[float, int]]] = {True: [], False: []}
    for place, (sentence, h) in enumerate(zip(shown, read, strict=True)):
        labels = told.tell(sentence)
        answers = [bool(label) for label in labels if label is not None]
        if answers and _fits(len(sentence)):
            answer = any(answers)
            at = [t for t, label in enumerate(labels) if label is not None and bool(label) == answer]
            means[answer].append((sign * float(h[at, unit].mean()), place))
    for answer in (True, False) if told.kind == "yes/no" else (True,):
        if ranked := sorted(means[answer]):
            _, place = ranked[len(ranked) // 2]
            yield _example(told, unit, shown[place], read[place], answer)


def _fits(length: int) -> bool:
    """Whether a sentence is of a length to be read at a glance, or a passage to cut such a part from."""
    return SHORTEST_EXAMPLE <= length <= LONGEST_EXAMPLE or length > 2 * PASSAGE


def _example(told: Property, unit: int, sentence: Sequence[str], h: Floats, answer: bool) -> Example:
    """Cut a long passage to where the property first holds."""
    labels = told.tell(sentence)
    start = 0
    if len(sentence) > PASSAGE:
        first = next(t for t, label in enumerate(labels) if label is not None and bool(label) == answer)
        start = max(0, min(first - PASSAGE // 4, len(sentence) - PASSAGE))
    part = slice(start, start + PASSAGE)
    rounded = tuple(round(float(value), 3) for value in h[part, unit])
    return Example(tuple(sentence[part]), rounded, tuple(labels[part]))
