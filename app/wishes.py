"""
What an address asks for: the query of a link, part by part, as static/js/query.js writes it.

A part that cannot be had falls back to its default; the first such part leaves a sentence that says so.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from starlette.datastructures import QueryParams

from app.characters import of_kind
from app.examples import DEFAULT
from app.interventions import Intervention, interventions_of
from app.texts import Texts
from model.cells import Symbol
from model.text import LINE_END, Kind
from model.zoo import Model, Zoo

__all__ = ["Wish", "wish_of"]

FOLDS = ("unrolled", "rolled")
ORDERS = ("index", "similarity")
LARGE = ("output.weight", "output.bias", "embedding.weight")


@dataclass(frozen=True)
class Wish:
    """
    What an address asks for, as far as it can be had.

    t        the current time stamp; None for the usual one
    unit     the pinned unit, word the pinned output word, dim the pinned dimension of x(t); None for none
    symbol   what the heatmap shows
    fold     how the network is drawn
    weight   the opened weight: W, b_hh, …, output.weight; None for none
    order    of the opened weight's rows and columns
    gate     the gate whose own line is shown; None for all of them
    layer    the layer that is shown; None for the top one
    of       the symbol whose pinned unit is derived; None for the last one
    line     the line of the loop that ran last
    interventions  what is to be otherwise
    problem  a sentence on what could not be had
    """

    model: Model
    text: str
    t: int | None
    unit: int | None
    word: str | None
    dim: int | None
    symbol: str
    fold: str
    weight: str | None
    order: str
    gate: str | None
    layer: int | None
    of: str | None
    line: int
    interventions: tuple[Intervention, ...] = ()
    problem: str | None = None


class Query:
    """The parts of an address; `problem` is the sentence on the first that could not be had."""

    def __init__(self, values: Mapping[str, str], texts: Texts) -> None:
        self.values, self.texts = values, texts
        self.problem: str | None = None

    def refused(self, sentence: str, **values: Any) -> None:
        """Keep the sentence, where it is the first."""
        self.problem = self.problem or sentence.format(**values)

    def whole(self, name: str, not_a_number: str, too_large: str = "", size: int = 10**6) -> int | None:
        """A whole number from 0 to size − 1."""
        value = self.values.get(name)
        if value is None:
            return None
        if not (value.isascii() and value.isdigit() and len(value) <= 6):
            self.refused(not_a_number)
        elif int(value) >= size:
            self.refused(too_large, asked=int(value), last=size - 1)
        else:
            return int(value)
        return None

    def choice(self, name: str, among: tuple[str, ...], other: str) -> str | None:
        """One of some names."""
        value = self.values.get(name)
        if value is None or value in among:
            return value
        self.refused(other, asked=value[:20])
        return None


def wish_of(values: Mapping[str, str], zoo: Zoo, texts: Texts) -> Wish:
    """Read an address's query; each part that cannot be had falls back to its default."""
    query = Query(values, texts)
    model = _model(query, zoo)
    texts = of_kind(texts, model.vocabulary.kind)
    card, symbols = model.card, model.network.cell.symbols
    lines = 1 + sum(symbol.code != "" for symbol in symbols)
    line = query.whole(
        "line",
        texts("The line in this link is not a whole number from 0 on; the last is shown."),
        texts("The loop has no line {asked}; its lines are 0 to {last}."),
        lines,
    )
    wish = Wish(
        model=model,
        text=in_one_line(values.get("text", DEFAULT), model.vocabulary.kind),
        t=query.whole("t", texts("The time stamp in this link is not a whole number from 0 on, so it is left out.")),
        unit=query.whole(
            "unit",
            texts("The unit in this link is not a whole number from 0 on; none is pinned."),
            texts("This network has no unit {asked}; its units are 0 to {last}."),
            card.hidden_size,
        ),
        word=values.get("word"),
        dim=query.whole(
            "dim",
            texts("The dimension in this link is not a whole number from 0 on; none is pinned."),
            texts("This network's words have no dimension {asked}; their dimensions are 0 to {last}."),
            card.embedding_dim,
        ),
        symbol=query.choice(
            "symbol",
            tuple(symbol.name for symbol in symbols),
            texts("This network has no symbol “{asked}”; h is shown."),
        )
        or "h",
        fold=query.choice("fold", FOLDS, texts("A network is drawn unrolled or rolled, not “{asked}”.")) or FOLDS[0],
        weight=query.choice(
            "weight",
            (*model.network.cell.weights, *LARGE),
            texts("This network has no weight “{asked}”; none is opened."),
        ),
        order=query.choice("order", ORDERS, texts("Weights are ordered by index or similarity, not by “{asked}”."))
        or ORDERS[0],
        gate=query.choice(
            "gate", gates_of(symbols), texts("This network has no gate “{asked}”; all that it has are shown.")
        ),
        layer=query.whole(
            "layer",
            texts("The layer in this link is not a whole number from 0 on; the last is shown."),
            texts("This network has no layer {asked}; its layers are 0 to {last}."),
            card.num_layers,
        ),
        of=query.choice(
            "of",
            tuple(symbol.name for symbol in symbols if symbol.kind != "input"),
            texts("This network has no symbol “{asked}”; h is derived."),
        ),
        line=lines - 1 if line is None else line,
    )
    if wish.dim is not None and wish.layer != 0 and card.num_layers > 1:
        query.refused(texts("Only of layer 0 can a dimension of x(t) be pinned."))
        wish = replace(wish, dim=None)
    parts = values.multi_items() if isinstance(values, QueryParams) else values.items()
    interventions, problem = interventions_of(parts, texts)
    return replace(wish, interventions=tuple(interventions), problem=query.problem or problem)


def in_one_line(text: str, kind: Kind) -> str:
    """Return the text as an input holds it, of one line: where a line end is read, as the character that shows it."""
    return re.sub(r"\r\n?|[\n\v\f\x85\u2028\u2029]", LINE_END, text) if kind == "characters" else text


def gates_of(symbols: tuple[Symbol, ...]) -> tuple[str, ...]:
    """Each φ of a sum, where the state is mixed of them; static/js/gates.js says the same."""
    sums = {symbol.name for symbol in symbols if symbol.kind == "affine"}
    if symbols[-1].kind != "mix":
        return ()
    return tuple(
        symbol.name for symbol in symbols if symbol.kind == "squash" and symbol.terms[0].factors[0].name in sums
    )


def _model(query: Query, zoo: Zoo) -> Model:
    """The model asked for, or the first with a sentence that says so."""
    first = zoo.get(zoo.ids[0])
    asked = query.values.get("model", first.id)
    if asked in zoo.ids:
        return zoo.get(asked)
    query.refused(
        query.texts("There is no model “{asked}” on this page; this is {shown}."),
        asked=asked[:40],
        shown=first.card.title,
    )
    return first
