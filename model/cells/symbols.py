"""
How a cell describes its quantities: each symbol is a sum of terms, each term a product of factors.

Glossary
    factor      a symbol or weight, at t or at t−1, or 1 minus it
    term        a signed product of factors, from left to right: a matrix times the vector after it, all else
                elementwise (∘): U h(t−1), r∘b, (1 − z)∘n
    affine      a sum of terms
    squash      φ of its one term
    mix         a sum of elementwise products of symbols: gates at work
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

__all__ = ["Array", "Arrays", "Factor", "Symbol", "Term", "X"]

Array = Any
"""A NumPy array or a torch tensor: the equations do not ask which."""

Arrays = Mapping[str, Array]


@dataclass(frozen=True)
class Factor:
    """
    A symbol or weight inside a term.

    lag         1 means its value at the time stamp before
    complement  True means 1 minus it, as in (1 − z)∘n
    """

    name: str
    lag: int = 0
    complement: bool = False


@dataclass(frozen=True)
class Term:
    """A product of factors with a sign; a matrix times a vector is a product too."""

    factors: tuple[Factor, ...]
    sign: int = 1


@dataclass(frozen=True)
class Symbol:
    """
    One named quantity of a cell, described well enough for a view to draw and to derive it unseen.

    size        which of the network's sizes it has, "D" or "H"
    range       (lowest, highest) value it can take from states within the range of φ; None where unbounded
    torch_name  what torch calls it; None where torch does not expose it
    kind        input: given; affine: a sum of terms; squash: φ of its one term; mix: elementwise, a sum of
                products
    code        the line of PyTorch that computes it inside the loop over t; empty where another's line does
    phi         the name of a squash's activation; None for all else
    """

    name: str
    label: str
    equation: str
    size: Literal["D", "H"]
    range: tuple[float, float] | None
    torch_name: str | None
    kind: Literal["input", "affine", "squash", "mix"]
    terms: tuple[Term, ...] = ()
    code: str = ""
    phi: str | None = None


X = Symbol("x", "x(t)", "x(t) = embedding of token t", "D", None, "input", "input", code="x = E[ids[t]]")
"""The input, which every cell has."""
