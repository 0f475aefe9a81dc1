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

from model.cells.symbols import Array

__all__ = ["ACTIVATIONS", "Activation"]


@dataclass(frozen=True)
class Activation:
    """
    φ, with its range and its slope written in terms of h = φ(a) alone.

    function   (xp, a) -> φ(a), elementwise
    slope      h -> φ′(a), needing only h; slope_label writes it
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
    saturated: Callable[[Array], Array]

    def slope_of(self, name: str) -> str:
        """Write the slope in terms of a symbol's own value: r (1 − r)."""
        return self.slope_label.replace("h", name)


ACTIVATIONS = {
    "tanh": Activation(
        name="tanh",
        label="tanh",
        torch="torch.tanh",
        range=(-1.0, 1.0),
        function=lambda xp, a: xp.tanh(a),
        slope=lambda h: 1 - h * h,
        slope_label="1 − h²",
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
        saturated=lambda h: abs(h - 0.5) > 0.45,
    ),
}
