"""
How one number of a trace came about, term by term.

What is added up is read from the cell's own description (model/cells), and every sum is made here, from the
trace's float32 values, in float64: it is no copy of what the cell computed, and tests hold the two together.

Glossary
    t  i k j   time stamp, unit of h, unit of h(t−1), dimension of x
    T D H V    time stamps, size of the input, of the hidden state, of the vocabulary
    group      the terms that share a weight: U[i, k] · h(t−1)[k] for all k, W[i, j] · x(t)[j] for all j, or a bias;
               or a product of symbols, unit by unit, as gates make them: z[i] · h(t−1)[i]
    multiplier what a whole group is multiplied with: r[i] in r[i] · Σ U_n[i, k] · h(t−1)[k]
    a          what the groups add up to: for φ(a) its argument, else the symbol itself
    y p        (V,)  logits W_y h(t) + b_y of the next token, and probabilities exp y / Σ exp y over all but <unk>
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from model.cells import ACTIVATIONS, Factor, Symbol, Term
from model.check import OUTPUT_ORACLE, expected_of, expected_probabilities, oracle_of
from model.edits import covers
from model.errors import BadEntry, BadRequestedSymbol
from model.network import Floats
from model.text import END, UNKNOWN, Vocabulary
from model.trace import LayerTrace, Trace
from model.zoo import Model

__all__ = [
    "Below",
    "Derivation",
    "Edited",
    "Group",
    "Multiplier",
    "OutputWord",
    "Product",
    "Row",
    "WordDerivation",
    "derive",
    "derive_word",
]


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
class Row:
    """The entry of the embedding that an input x(t)[j] is: its row, the token read there, and torch's name."""

    id: int
    token: str
    torch_name: str


@dataclass(frozen=True)
class Below:
    """The entry of the layer below that an input x(t)[j] is."""

    layer: int
    symbol: str


@dataclass(frozen=True)
class Edited:
    """
    That a value was set by an edit, and what would stand there without it.

    edit      which of the trace's edits set it; of two, the later
    equation  what the equation gives there
    """

    edit: int
    equation: float


@dataclass(frozen=True)
class Derivation:
    """
    How one unit of a symbol at one time stamp came about.

    groups      what was added up, in the order in which the cell tells it; none for an input
    row, below  for an input, what it is
    a           the sum of the groups; None for an input
    value       the trace's own value
    slope       φ′ at a, for a squash; None for all else
    torch       the value by the oracle; |value − torch| is the difference. Where an edit set the value, both are of
                what the equation gives
    edited      that an edit set the value, and in place of what; None where it was computed
    word        always None: a WordDerivation has it
    """

    model: str
    t: int
    layer: int
    symbol: str
    unit: int
    groups: tuple[Group, ...]
    row: Row | None
    below: Below | None
    a: float | None
    value: float
    slope: float | None
    torch: float
    difference: float
    oracle: str
    edited: Edited | None = None
    word: None = None


@dataclass(frozen=True)
class OutputWord:
    """A token that the network may say next, in its commonest spelling."""

    id: int
    token: str


@dataclass(frozen=True)
class WordDerivation:
    """
    How the probability of one output word came about.

    terms          the products W_y[w, k] · h(t)[k], the largest first
    total          their sum; logit = total + bias
    log_sum_exp    ln Σ exp y; probability = exp(logit − log_sum_exp)
    torch          the probability by the oracle; |probability − torch| is the difference
    """

    model: str
    t: int
    word: OutputWord
    weight: str
    terms: tuple[Product, ...]
    total: float
    bias: float
    logit: float
    log_sum_exp: float
    probability: float
    torch: float
    difference: float
    oracle: str


def derive(model: Model, trace: Trace, t: int, symbol: str, unit: int, layer: int = 0) -> Derivation:
    """
    Derive one unit of a symbol from a trace that holds every symbol.

    Raises BadRequestedSymbol for a symbol that the cell lacks, and BadEntry where t, unit or layer is not there.
    """
    cell = model.network.cell
    symbols = {known.name: known for known in cell.symbols}
    if symbol not in symbols:
        raise BadRequestedSymbol(f"This cell has no symbol “{symbol}”. It has: {', '.join(symbols)}.", "/symbol")
    _require(t, len(trace.tokens), "time stamp", "/t", "This sentence")
    _require(layer, len(trace.layers), "layer", "/layer", "This network")
    values = trace.layers[layer].values[symbol]  # (T, size)
    _require(unit, values.shape[1], "unit", "/unit", symbol)
    asked, is_input = symbols[symbol], symbols[symbol].kind == "input"
    expected = float(expected_of(model, trace, (layer, symbol, t, unit))[layer][symbol][t, unit])
    place = _Place(model, trace, layer, t, unit)
    groups = tuple(_groups(place, symbols, asked))
    a = None if is_input else sum(group.total for group in groups)
    edit, value = place.edit(symbol), float(values[t, unit])
    equation = value if edit is None else _equation(model, trace, place, asked, a)
    return Derivation(
        model=model.id,
        t=t,
        layer=layer,
        symbol=symbol,
        unit=unit,
        groups=groups,
        row=_row(model, trace, t) if is_input and layer == 0 else None,
        below=Below(layer - 1, cell.symbols[-1].name) if is_input and layer > 0 else None,
        a=a,
        value=value,
        slope=float(ACTIVATIONS[asked.phi].slope(equation)) if asked.phi else None,
        torch=expected,
        difference=abs(equation - expected),
        oracle=oracle_of(model.network, symbol, trace),
        edited=None if edit is None else Edited(edit, equation),
    )


def _equation(model: Model, trace: Trace, place: "_Place", symbol: Symbol, a: float | None) -> float:
    """Return what stands at a place where nothing is set: φ(a), a, or the entry that an input is."""
    if a is not None:
        return float(ACTIVATIONS[symbol.phi].function(np, a)) if symbol.phi else a
    if place.layer > 0:
        below = trace.layers[place.layer - 1].values[model.network.cell.symbols[-1].name]  # (T, H)
        return float(below[place.t, place.unit])
    return float(model.network.parameters["embedding.weight"][trace.tokens[place.t].id, place.unit])


def derive_word(model: Model, trace: Trace, t: int, word: str) -> WordDerivation:
    """Derive the probability of a word (</s> is the end) after token t; BadEntry where there is no such t or word."""
    _require(t, len(trace.tokens), "time stamp", "/t", "This sentence")
    w = _id_of(model.vocabulary, word)
    last, parameters = model.network.cell.symbols[-1].name, model.network.parameters
    h = trace.layers[-1].values[last][t]  # (H,)
    y = parameters["output.weight"].astype(np.float64) @ h + parameters["output.bias"]  # (V,)
    terms = _products(parameters["output.weight"][w], h)
    total, bias = sum(term.product for term in terms), float(parameters["output.bias"][w])
    peak = float(np.delete(y, Vocabulary.unknown).max())
    log_sum_exp = peak + float(np.log(np.exp(np.delete(y, Vocabulary.unknown) - peak).sum()))
    probability = float(np.exp(total + bias - log_sum_exp))
    expected = float(expected_probabilities(model.network, expected_of(model, trace)[-1][last][t])[w])
    return WordDerivation(
        model=model.id,
        t=t,
        word=OutputWord(w, model.vocabulary.spellings[w]),
        weight="output.weight",
        terms=terms,
        total=total,
        bias=bias,
        logit=total + bias,
        log_sum_exp=log_sum_exp,
        probability=probability,
        torch=expected,
        difference=abs(probability - expected),
        oracle=OUTPUT_ORACLE,
    )


@dataclass(frozen=True)
class _Place:
    """One unit of one layer at one time stamp."""

    model: Model
    trace: Trace
    layer: int
    t: int
    unit: int

    def edit(self, symbol: str) -> int | None:
        """Which edit set the symbol here; the last of several, None for none."""
        for number in range(len(self.trace.edits) - 1, -1, -1):
            edit = self.trace.edits[number]
            here = (edit.layer, edit.symbol) == (self.layer, symbol)
            if here and covers(edit.t, self.t) and covers(edit.unit, self.unit):
                return number
        return None

    @property
    def layer_trace(self) -> LayerTrace:
        return self.trace.layers[self.layer]

    @property
    def weights(self) -> Mapping[str, Floats]:
        return self.model.network.layers[self.layer]

    def torch_name(self, weight: str) -> str:
        return self.model.network.cell.weights[weight].torch_name(self.layer, self.model.card.hidden_size)

    def vector(self, factor: Factor) -> NDArray[np.float32]:
        """A symbol's value at its time stamp, (size,); time stamp −1 is the initial state."""
        then = self.t - factor.lag
        return self.layer_trace.initial[factor.name] if then < 0 else self.layer_trace.values[factor.name][then]

    def multiplier(self, factor: Factor) -> Multiplier:
        value = float(self.vector(factor)[self.unit])
        return Multiplier(factor.name, factor.lag, factor.complement, 1 - value if factor.complement else value)


def _groups(
    place: _Place, symbols: Mapping[str, Symbol], symbol: Symbol, sign: int = 1, outer: tuple[Factor, ...] = ()
) -> Iterator[Group]:
    """Expand a symbol's terms, and those of the sums inside them, down to weights and to products of symbols."""
    for term in symbol.terms:
        inner = _sum_inside(place, term, symbols)
        if any(factor.name not in symbols for factor in term.factors):
            yield _of_weight(place, symbol, term, sign, outer)
        elif inner:
            rest = tuple(factor for factor in term.factors if factor is not inner)
            yield from _groups(place, symbols, symbols[inner.name], sign * term.sign, (*outer, *rest))
        else:
            multipliers = tuple(map(place.multiplier, (*outer, *term.factors)))
            yield Group(None, None, None, None, sign * term.sign * _product(multipliers), (), multipliers)


def _sum_inside(place: _Place, term: Term, symbols: Mapping[str, Symbol]) -> Factor | None:
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


def _of_weight(place: _Place, symbol: Symbol, term: Term, sign: int, outer: tuple[Factor, ...]) -> Group:
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
    terms = _products(row, place.vector(vector), scale)
    return Group(symbol.name, name, torch_name, vector, sum(term.product for term in terms), terms, multipliers)


def _product(multipliers: Sequence[Multiplier]) -> float:
    return math.prod(multiplier.value for multiplier in multipliers)


def _products(weights: Floats, values: Floats, scale: float = 1.0) -> tuple[Product, ...]:
    """
    Return the products of two vectors, the largest first, equal ones by index: (size,), (size,) -> size products.

    scale  sign and multipliers of them all
    """
    products = scale * (weights.astype(np.float64) * values)  # (size,)
    order = np.argsort(-np.abs(products), kind="stable")
    return tuple(Product(int(k), float(weights[k]), float(values[k]), float(products[k])) for k in order)


def _row(model: Model, trace: Trace, t: int) -> Row:
    token = trace.tokens[t]
    return Row(token.id, model.vocabulary.spellings[token.id], "embedding.weight")


def _id_of(vocabulary: Vocabulary, word: str) -> int:
    """Return an output word's row; typed text has no </s>, but outputs have."""
    if word == END:
        return Vocabulary.end
    if word == UNKNOWN:
        raise BadEntry(f"{UNKNOWN} is read, never predicted: it has no probability. Choose a word.", "/word")
    row = vocabulary.id_of(word)
    if row == Vocabulary.unknown:
        shown = word if len(word) <= 40 else word[:39] + "…"
        raise BadEntry(f"The network does not know “{shown}”; choose a word of its vocabulary, or {END}.", "/word")
    return row


def _require(index: int, size: int, what: str, pointer: str, whose: str) -> None:
    if size == 0:
        raise BadEntry(f"{whose} has no {what}s: there is nothing to derive.", pointer)
    if not 0 <= index < size:
        raise BadEntry(f"{whose} has no {what} {index}; its {what}s are 0 to {size - 1}.", pointer)
