"""
How one number of a trace came about, term by term.

What is added up is read from the cell's own description (model/groups.py), and every sum is made anew, from the trace's
float32 values, in float64: it is no copy of what the cell computed, and tests hold the two together.

Glossary
    t  i k j   time stamp, unit of h, unit of h(t−1), dimension of x
    T D H V    time stamps, size of the input, of the hidden state, of the vocabulary
    group      terms that share a weight, or a product of symbols
    a          what the groups add up to: for φ(a) its argument, else the symbol itself
    y p        (V,)  logits W_y h(t) + b_y of the next token, and probabilities exp y / Σ exp y over all but <unk>
"""

from dataclasses import dataclass

import numpy as np

from model.cells import ACTIVATIONS, Symbol
from model.check import OUTPUT_ORACLE, expected_of, expected_probabilities, oracle_of
from model.errors import BadEntry, BadRequestedSymbol
from model.groups import Group, Multiplier, Place, Product, groups_of, products_of
from model.text import END, UNKNOWN, Vocabulary
from model.trace import Trace
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
    place = Place(model, trace.layers[layer], layer, t, unit, trace.edits)
    groups = tuple(groups_of(place, symbols, asked))
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


def _equation(model: Model, trace: Trace, place: Place, symbol: Symbol, a: float | None) -> float:
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
    terms = products_of(parameters["output.weight"][w], h)
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
