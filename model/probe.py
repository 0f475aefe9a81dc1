"""
A probe: how well a property can be read from the whole state by weighing its units, beside the best single unit.

Glossary
    n H      positions, units
    h        (n, H)  states
    z        (n, H + 1)  states with mean 0 and variance 1, and a column of ones
    labels   (n,)  True or False, or counts
    w        (H + 1,)  the probe's weights; the last is its intercept
    scores   (n,)  w · z: the log-odds of a yes, or the expected count

A yes is probed by logistic regression, fitted by Newton's method (Hastie, Tibshirani and Friedman, "The elements of
statistical learning", 2009, section 4.4.1), a count by linear regression; both with a ridge of ½ RIDGE |w|².
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from model.network import Floats

__all__ = ["Probe", "fit_counts", "fit_yes"]

Doubles = NDArray[np.float64]

RIDGE = 1.0
STEPS = 30
CLOSE = 1e-9  # a step smaller than this changes nothing more


@dataclass(frozen=True)
class Probe:
    """A fitted probe, with the mean and the standard deviation (H,) that it was fitted with."""

    mean: Doubles
    deviation: Doubles
    w: Doubles

    def scores(self, h: Floats) -> Doubles:
        """Read states: (n, H) -> (n,)."""
        scores: Doubles = _standard(h, self.mean, self.deviation) @ self.w
        return scores


def fit_yes(h: Floats, labels: Doubles) -> Probe:
    """Fit a logistic regression to labels of 0 and 1."""
    mean, deviation = _moments(h)
    z = _standard(h, mean, deviation)  # (n, H + 1)
    ridge = _ridge(z)
    w = np.zeros(z.shape[1])  # (H + 1,)
    for _ in range(STEPS):
        p = (1 + np.tanh(z @ w / 2)) / 2  # (n,)
        gradient = z.T @ (labels - p) - ridge @ w  # (H + 1,)
        curvature = (z * (p * (1 - p))[:, None]).T @ z + ridge  # (H + 1, H + 1)
        step = np.linalg.solve(curvature, gradient)
        w += step
        if np.abs(step).max() < CLOSE:
            break
    return Probe(mean, deviation, w)


def fit_counts(h: Floats, labels: Doubles) -> Probe:
    """Fit a linear regression to counts."""
    mean, deviation = _moments(h)
    z = _standard(h, mean, deviation)  # (n, H + 1)
    w = np.linalg.solve(z.T @ z + _ridge(z), z.T @ labels)  # (H + 1,)
    return Probe(mean, deviation, w.astype(np.float64))


def _moments(h: Floats) -> tuple[Doubles, Doubles]:
    doubles = h.astype(np.float64)
    deviation = doubles.std(axis=0)  # (H,)
    return doubles.mean(axis=0), np.where(deviation > 0, deviation, 1.0)


def _standard(h: Floats, mean: Doubles, deviation: Doubles) -> Doubles:
    return np.column_stack([(h - mean) / deviation, np.ones(len(h))])


def _ridge(z: Doubles) -> Doubles:
    """Return the ridge's curvature; the intercept, whose weight says only how common a yes is, has almost none."""
    return np.diag([*[RIDGE] * (z.shape[1] - 1), 1e-9])
