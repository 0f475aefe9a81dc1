"""
What a number of a trace is added up from, read off the cell's own description (model/cells) down to weights and to
products of symbols.

Glossary
    t  i k j   time stamp, unit of h, unit of h(t−1), dimension of x
    group      the terms that share a weight: U[i, k] · h(t−1)[k] for all k, W[i, j] · x(t)[j] for all j, or a bias;
               or a product of symbols, unit by unit, as gates make them: z[i] · h(t−1)[i]
    multiplier what a whole group is multiplied with: r[i] in r[i] · Σ U_n[i, k] · h(t−1)[k]
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from model.cells import Factor, Symbol, Term
from model.edits import Overwrite, covers
from model.network import Floats
from model.trace import LayerTrace
from model.zoo import Model

__all__ = ["Group", "Multiplier", "Place", "Product", "groups_of", "products_of"]


@dataclass(frozen=True)
class Product:
    """The group's multipliers times weight · value, where value is the entry `index` of the group's vector."""

    index: int
    weight: float
    value: float
    product: float


@dataclass(frozen=True)
class Multiplier:
    """
    A symbol that multiplies a group, unit by unit; its own derivation is that of the same unit, `lag` earlier.

    value  of the symbol's unit, or, where `complement`, 1 minus that
    """

    name: str
    lag: int
    complement: bool
    value: float


@dataclass(frozen=True)
class Group:
    """
    The terms that share a weight, or one product of symbols.

    symbol       the symbol that the terms add up to but for the multipliers, such as "Uh"; None for all else
    weight       the weight under the cell's name, such as "U"; None for a product of symbols
    torch_name   the weight as torch has it
    vector       what the weight multiplies, such as h at lag 1; None for a bias
    total        their sum, with its sign in the whole and all multipliers
    terms        the products, the largest first; none for a bias and for a product of symbols
    multipliers  the symbols that multiply it all, from left to right; of a product of symbols, all of it. A symbol that
                 an edit set stands here in place of its own terms
    """

    symbol: str | None
    weight: str | None
    torch_name: str | None
    vector: Factor | None
    total: float
    terms: tuple[Product, ...]
    multipliers: tuple[Multiplier, ...] = ()


@dataclass(frozen=True)
class Place:
    """One unit of one layer at one time stamp; model and layer_trace hold its weights and values."""

    model: Model
    layer_trace: LayerTrace
    layer: int
    t: int
    unit: int
    edits: tuple[Overwrite, ...] = ()

    def edit(self, symbol: str) -> int | None:
        """Which edit set the symbol here; the last of several, None for none."""
        for number in range(len(self.edits) - 1, -1, -1):
            edit = self.edits[number]
            here = (edit.layer, edit.symbol) == (self.layer, symbol)
            if here and covers(edit.t, self.t) and covers(edit.unit, self.unit):
                return number
        return None

    @property
    def weights(self) -> Mapping[str, Floats]:
        """The layer's weights, under the cell's names."""
        return self.model.network.layers[self.layer]

    def torch_name(self, weight: str) -> str:
        """What torch calls a weight of this layer."""
        return self.model.network.cell.weights[weight].torch_name(self.layer, self.model.card.hidden_size)

    def vector(self, factor: Factor) -> NDArray[np.float32]:
        """A symbol's value at its time stamp, (size,); time stamp −1 is the initial state."""
        then = self.t - factor.lag
        return self.layer_trace.initial[factor.name] if then < 0 else self.layer_trace.values[factor.name][then]

    def multiplier(self, factor: Factor) -> Multiplier:
        """A symbol of this unit, as it multiplies."""
        value = float(self.vector(factor)[self.unit])
        return Multiplier(factor.name, factor.lag, factor.complement, 1 - value if factor.complement else value)


def groups_of(
    place: Place, symbols: Mapping[str, Symbol], symbol: Symbol, sign: int = 1, outer: tuple[Factor, ...] = ()
) -> Iterator[Group]:
    """Expand a symbol's terms, and those of the sums inside them, down to weights and to products of symbols."""
    for term in symbol.terms:
        inner = _sum_inside(place, term, symbols)
        if any(factor.name not in symbols for factor in term.factors):
            yield _of_weight(place, symbol, term, sign, outer)
        elif inner:
            rest = tuple(factor for factor in term.factors if factor is not inner)
            yield from groups_of(place, symbols, symbols[inner.name], sign * term.sign, (*outer, *rest))
        else:
            multipliers = tuple(map(place.multiplier, (*outer, *term.factors)))
            yield Group(None, None, None, None, sign * term.sign * _product(multipliers), (), multipliers)


def _sum_inside(place: Place, term: Term, symbols: Mapping[str, Symbol]) -> Factor | None:
    """
    Return the factor whose own terms are told in its place: r∘(U_n h + b_hn), tanh(f∘c + i∘g).

    One that an edit set is told as it is: its terms do not add up to it.
    """
    told = ("affine", "mix") if len(term.factors) == 1 else ("affine",)
    for factor in term.factors:
        known = factor.name in symbols and not factor.lag and symbols[factor.name].kind in told
        if known and place.edit(factor.name) is None:
            return factor
    return None


def _of_weight(place: Place, symbol: Symbol, term: Term, sign: int, outer: tuple[Factor, ...]) -> Group:
    """Return the group of a term with a weight: a matrix with the vector after it, or a bias."""
    weights = place.weights
    at = next(number for number, factor in enumerate(term.factors) if factor.name in weights)
    name, row = term.factors[at].name, weights[term.factors[at].name][place.unit]  # (size,), or () for a bias
    vector = term.factors[at + 1] if row.ndim else None
    multiplying = (*outer, *term.factors[:at], *term.factors[at + (2 if vector else 1) :])
    multipliers = tuple(map(place.multiplier, multiplying))
    scale, torch_name = sign * term.sign * _product(multipliers), place.torch_name(name)
    if vector is None:
        return Group(None, name, torch_name, None, scale * float(row), (), multipliers)
    terms = products_of(row, place.vector(vector), scale)
    return Group(symbol.name, name, torch_name, vector, sum(term.product for term in terms), terms, multipliers)


def _product(multipliers: Sequence[Multiplier]) -> float:
    return math.prod(multiplier.value for multiplier in multipliers)


def products_of(weights: Floats, values: Floats, scale: float = 1.0) -> tuple[Product, ...]:
    """
    Return the products of two vectors, the largest first, equal ones by index: (size,), (size,) -> size products.

    scale  sign and multipliers of them all
    """
    products = scale * (weights.astype(np.float64) * values)  # (size,)
    order = np.argsort(-np.abs(products), kind="stable")
    return tuple(Product(int(k), float(weights[k]), float(values[k]), float(products[k])) for k in order)
