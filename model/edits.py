"""
What if a value were another one: parts of a trace overwritten while it runs.

A symbol is computed, then the edits overwrite it in the order given, then what depends on it is computed.

Glossary
    t T    time stamp, number of time stamps
    span   which of several: one (2), the first and last of some ((0, 3), both ends in), or "all"
    hook   what a cell calls with each symbol as soon as it is computed: model/cells/cell.py's Edit
    size   how many units the symbol has: D for x of the lowest layer, H for all else
"""

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from math import isfinite
from typing import Literal

from model.cells import Array, Edit, unedited
from model.errors import BadEdit
from model.network import Network

__all__ = ["MAX_EDITS", "MAX_VALUE", "LayerEdits", "Overwrite", "Span", "covers", "placed"]

MAX_EDITS = 64
MAX_VALUE = 1e6

Span = int | tuple[int, int] | Literal["all"]


@dataclass(frozen=True)
class Overwrite:
    """One edit: at those time stamps those units of a layer's symbol are `value`, whatever the equation gives."""

    t: Span
    layer: int
    symbol: str
    unit: Span
    value: float


@dataclass(frozen=True)
class _Placed:
    """An edit that is known to fit."""

    symbol: str
    times: slice
    units: slice
    value: float


@dataclass(frozen=True)
class LayerEdits:
    """The edits of one layer, as the hooks that its cell calls."""

    edits: tuple[_Placed, ...] = ()

    def of_inputs(self) -> Edit:
        """The hook of what is computed for every time stamp at once: (T, size)."""
        return _hook({name: [((p.times, p.units), p.value) for p in group] for name, group in self._grouped().items()})

    def of_step(self, t: int) -> Edit:
        """The hook of one time stamp: (size,)."""
        now = LayerEdits(tuple(p for p in self.edits if p.times.start <= t < p.times.stop))
        return _hook({name: [((p.units,), p.value) for p in group] for name, group in now._grouped().items()})

    def _grouped(self) -> dict[str, list[_Placed]]:
        groups: dict[str, list[_Placed]] = {}
        for p in self.edits:
            groups.setdefault(p.symbol, []).append(p)
        return groups


def placed(network: Network, T: int, edits: Sequence[Overwrite]) -> tuple[LayerEdits, ...]:
    """Return each layer's edits of a sentence of T words; BadEdit, with a pointer, for one that does not fit."""
    if len(edits) > MAX_EDITS:
        raise BadEdit(f"That is {len(edits)} edits; at most {MAX_EDITS} can be made at once.", "/edits")
    layers: list[list[_Placed]] = [[] for _ in network.layers]
    for number, edit in enumerate(edits):
        found = _placed(network, T, edit, f"/edits/{number}")
        layers[edit.layer].append(found)
    return tuple(LayerEdits(tuple(layer)) for layer in layers)


def covers(span: Span, index: int) -> bool:
    """Whether a span holds an index."""
    match span:
        case "all":
            return True
        case (first, last):
            return first <= index <= last
        case _:
            return index == span


def _placed(network: Network, T: int, edit: Overwrite, pointer: str) -> _Placed:
    sizes = {symbol.name: symbol.size for symbol in network.cell.symbols}
    if edit.symbol not in sizes:
        known = ", ".join(sizes)
        raise BadEdit(f"This cell has no symbol “{edit.symbol}”. It has: {known}.", f"{pointer}/symbol")
    if not 0 <= edit.layer < len(network.layers):
        raise BadEdit(_outside("This network", "layer", edit.layer, len(network.layers)), f"{pointer}/layer")
    if not (isfinite(edit.value) and abs(edit.value) <= MAX_VALUE):
        raise BadEdit(f"The value is not a number within ±{MAX_VALUE:,.0f}.", f"{pointer}/value")
    D = network.config.embedding_dim if edit.layer == 0 else network.config.hidden_size
    size = D if sizes[edit.symbol] == "D" else network.config.hidden_size
    times = _slice(edit.t, T, "This sentence", "time stamp", f"{pointer}/t")
    return _Placed(edit.symbol, times, _slice(edit.unit, size, edit.symbol, "unit", f"{pointer}/unit"), edit.value)


def _slice(span: Span, size: int, whose: str, what: str, pointer: str) -> slice:
    if span == "all":
        return slice(0, size)
    first, last = (span, span) if isinstance(span, int) else span
    for index in (first, last):
        if not 0 <= index < size:
            raise BadEdit(_outside(whose, what, index, size), pointer)
    if first > last:
        raise BadEdit(f"[{first}, {last}] ends before it begins; write [{last}, {first}].", pointer)
    return slice(first, last + 1)


def _outside(whose: str, what: str, index: int, size: int) -> str:
    if size == 0:
        return f"{whose} has no {what}s: there is nothing to edit."
    return f"{whose} has no {what} {index}; its {what}s are 0 to {size - 1}."


def _hook(edits: dict[str, list[tuple[tuple[slice, ...], float]]]) -> Edit:
    if not edits:
        return unedited

    def edited(name: str, value: Array) -> Array:
        if name not in edits:
            return value
        overwritten = deepcopy(value)  # x of a higher layer is h of the layer below, which stays as it is
        for place, number in edits[name]:
            overwritten[place] = number
        return overwritten

    return edited
