"""
How well numbers tell a property: by their ranks alone, so that no scale and no threshold need be chosen.

Glossary
    n        positions
    scores   (n,)  a unit's values, or a probe's
    labels   (n,)  True or False, or counts
    groups   (n,)  the sentence of each position: positions of one sentence are not independent
    AUC      the chance that a position labelled True has the higher score of two, one of each label; ties count half
    ρ        Spearman's rank correlation
    weights  (n,)  how often each position is counted

Sources: Hanley and McNeil, "The meaning and use of the area under a ROC curve", 1982; for positions that come in groups
the groups are resampled (Efron and Tibshirani, "An introduction to the bootstrap", 1993, section 8.6; percentiles of
section 13.3).
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Interval", "auc", "interval", "spearman"]

Doubles = NDArray[np.float64]
Ints = NDArray[np.int64]
Figure = Callable[[Doubles, Doubles, Doubles | None], float]

RESAMPLES = 1000
LEVEL = 0.95


@dataclass(frozen=True)
class Interval:
    """A figure with the interval that covers it with 95 % confidence."""

    value: float
    low: float
    high: float


def auc(scores: Doubles, labels: Doubles, weights: Doubles | None = None) -> float:
    """Return the AUC, a half where a label is missing."""
    w = np.ones(len(scores)) if weights is None else weights
    _, place = np.unique(scores, return_inverse=True)  # (n,) equal scores share a place
    true = np.bincount(place, w * labels)  # (distinct,)
    false = np.bincount(place, w * (1 - labels))  # (distinct,)
    pairs = true.sum() * false.sum()
    below = np.cumsum(false) - false / 2  # (distinct,)
    return float(true @ below / pairs) if pairs else 0.5


def spearman(scores: Doubles, labels: Doubles, weights: Doubles | None = None) -> float:
    """Return ρ, Pearson's correlation of the mean ranks, 0 where one of the two never changes."""
    w = np.ones(len(scores)) if weights is None else weights
    a, b = _ranks(scores, w), _ranks(labels, w)  # (n,)
    a, b = a - np.average(a, weights=w), b - np.average(b, weights=w)
    spread = np.sqrt((w @ a**2) * (w @ b**2))
    return float(w @ (a * b) / spread) if spread > 0 else 0.0


def _ranks(values: Doubles, w: Doubles) -> Doubles:
    """Return the mean rank of each value, where each is counted w times."""
    _, place = np.unique(values, return_inverse=True)
    counted = np.bincount(place, w)  # (distinct,)
    ranks: Doubles = (np.cumsum(counted) - counted / 2)[place]  # (n,)
    return ranks


def interval(figure: Figure, scores: Doubles, labels: Doubles, groups: Ints, rng: np.random.Generator) -> Interval:
    """Return a figure with its interval, from samples of the groups with replacement."""
    _, place = np.unique(groups, return_inverse=True)  # (n,)
    number = int(place.max()) + 1
    found = []
    for _ in range(RESAMPLES):
        drawn = np.bincount(rng.integers(number, size=number), minlength=number)  # (number,)
        found.append(figure(scores, labels, drawn[place].astype(np.float64)))
    low, high = np.quantile(found, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return Interval(figure(scores, labels, None), float(low), float(high))
