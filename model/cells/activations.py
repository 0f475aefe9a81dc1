"""
The activation functions φ.

Glossary
    a   pre-activation
    φ   tanh, or the logistic sigmoid σ
    xp  the array module, numpy or torch
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from model.cells.symbols import Array

__all__ = ["ACTIVATIONS", "Activation"]


@dataclass(frozen=True)
class Activation:
    """
    φ, with its range and its slope written in terms of h = φ(a) alone.

    function   (xp, a) -> φ(a), elementwise
    slope      h -> φ′(a), needing only h; slope_label writes it
    powers     the slope as a polynomial in h: the factors of 1, h, h², …
    torch      what torch calls it
    saturated  h -> where φ′ is below 0.19 of its maximum
    """

    name: str
    label: str
    torch: str
    range: tuple[float, float]
    function: Callable[[Any, Array], Array]
    slope: Callable[[Array], Array]
    slope_label: str
    powers: tuple[float, ...]
    saturated: Callable[[Array], Array]

    def slope_of(self, name: str) -> str:
        """Write the slope in terms of a symbol's own value: r (1 − r)."""
        return self.slope_label.replace("h", name)

    def curve(self) -> list[tuple[float, float]]:
        """Return points (a, φ(a)) from a = −8 to 8, close enough to draw φ between them with its slope."""
        a = np.linspace(-8, 8, 33)  # (33,)
        return list(zip(a.tolist(), self.function(np, a).round(6).tolist(), strict=True))


ACTIVATIONS = {
    "tanh": Activation(
        name="tanh",
        label="tanh",
        torch="torch.tanh",
        range=(-1.0, 1.0),
        function=lambda xp, a: xp.tanh(a),
        slope=lambda h: 1 - h * h,
        slope_label="1 − h²",
        powers=(1.0, 0.0, -1.0),
        saturated=lambda h: abs(h) > 0.9,
    ),
    "sigmoid": Activation(
        name="sigmoid",
        label="σ",
        torch="torch.sigmoid",
        range=(0.0, 1.0),
        function=lambda xp, a: 0.5 * (1 + xp.tanh(0.5 * a)),  # never overflows, unlike 1 / (1 + exp(−a))
        slope=lambda h: h * (1 - h),
        slope_label="h (1 − h)",
        powers=(0.0, 1.0, -1.0),
        saturated=lambda h: abs(h - 0.5) > 0.45,
    ),
}
