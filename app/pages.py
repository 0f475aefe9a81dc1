"""
The pages: Read, rendered for the sentence in the address, and the glossary.

A wish that cannot be met never breaks a page: it falls back, and `problem` says so beside the input.
"""

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from app.equation import equation
from app.examples import DEFAULT, in_language
from app.rendering import Renderer
from app.texts import Texts
from app.wire import card_of, trace_as_safetensors, weights_as_safetensors
from model.errors import ModelError
from model.trace import Trace, trace
from model.zoo import Model, Zoo

__all__ = ["MOST_EMBEDDED", "Wish", "pages", "wish_of"]

MOST_EMBEDDED = 64
"""Above so many tokens the page does not carry its trace but fetches it."""


@dataclass(frozen=True)
class Wish:
    """
    What an address asks for, as far as it can be had.

    t        the current time stamp; None for the usual one
    unit     the pinned unit; None for none
    problem  a sentence on what could not be had
    """

    model: Model
    text: str
    t: int | None
    unit: int | None
    symbol: str
    problem: str | None = None


def pages(zoo: Zoo, renderer: Renderer) -> APIRouter:
    """The routes of the pages."""
    router = APIRouter(include_in_schema=False)

    @router.get("/")
    async def read(request: Request) -> HTMLResponse:
        texts = renderer.texts(request)
        return renderer.page(request, "read.html", **shown(zoo, wish_of(request.query_params, zoo, texts), texts))

    @router.get("/glossary")
    async def glossary(request: Request) -> HTMLResponse:
        return renderer.page(request, "glossary.html")

    return router


def wish_of(query: Mapping[str, str], zoo: Zoo, texts: Texts) -> Wish:
    """Read an address's query; each part that cannot be had falls back to its default."""
    model, problem = _model(query.get("model"), zoo, texts)
    text = query.get("text", DEFAULT)
    t, t_problem = _whole(query.get("t"), texts("The time stamp in this link is not a number, so it is left out."))
    unit, unit_problem = _whole(query.get("unit"), texts("The unit in this link is not a number; none is pinned."))
    H = model.card.hidden_size
    if unit is not None and unit >= H:
        unit, unit_problem = (
            None,
            texts("This network has no unit {unit}; its units are 0 to {last}.").format(unit=unit, last=H - 1),
        )
    symbol, names = query.get("symbol", "h"), [symbol.name for symbol in model.network.cell.symbols]
    symbol_problem = None
    if symbol not in names:
        symbol_problem = texts("This network has no symbol “{symbol}”; h is shown.").format(symbol=symbol[:20])
        symbol = "h"
    return Wish(model, text, t, unit, symbol, problem or t_problem or unit_problem or symbol_problem)


def _model(model_id: str | None, zoo: Zoo, texts: Texts) -> tuple[Model, str | None]:
    """The model asked for, or the first with a sentence that says so."""
    first = zoo.get(zoo.ids[0])
    if model_id is None or model_id == first.id:
        return first, None
    if model_id not in zoo.ids:
        sentence = texts("There is no model “{asked}” here; this is {shown}.")
        return first, sentence.format(asked=model_id[:40], shown=first.card.title)
    return zoo.get(model_id), None


def _whole(value: str | None, problem: str) -> tuple[int | None, str | None]:
    if value is None:
        return None, None
    return (int(value), None) if value.isascii() and value.isdigit() and len(value) <= 6 else (None, problem)


def shown(zoo: Zoo, wish: Wish, texts: Texts) -> dict[str, Any]:
    """All that read.html needs, for a wish."""
    wish, sentence = _traced(wish)
    tokens = [token.text for token in sentence.tokens]
    last = max(0, len(tokens) - 1)
    wish, t = _placed(wish, last, texts)
    embedded = sentence if len(tokens) <= MOST_EMBEDDED else trace(wish.model, "")
    cells = {model.id: model.network.cell for model in zoo}
    return {
        "wish": wish,
        "t": t,
        "sentence": sentence,
        "examples": in_language(texts),
        "models": [model.card for model in zoo],
        "equations": {model_id: equation(cell, t, tokens) for model_id, cell in cells.items()},
        "trace": b64encode(trace_as_safetensors(wish.model, embedded)).decode(),
        "weights": b64encode(weights_as_safetensors(wish.model)).decode(),
        "page": {
            "models": [card_of(model) for model in zoo],
            "model": wish.model.id,
            "text": wish.text,
            "t": t,
            "unit": wish.unit,
            "symbol": wish.symbol,
            "problem": wish.problem,
            "complete": embedded is sentence,
            "default": DEFAULT,
        },
    }


def _placed(wish: Wish, last: int, texts: Texts) -> tuple[Wish, int]:
    """
    The time stamp that is shown: the one asked for, or the last where the sentence has no such one.

    Where none is asked for it is the last but one, so that something is left to step to.
    """
    if wish.t is None:
        return wish, max(0, last - 1)
    if wish.t <= last:
        return wish, wish.t
    sentence = texts("This sentence has no time stamp {t}; its last, {last}, is shown.").format(t=wish.t, last=last)
    return replace(wish, problem=wish.problem or sentence), last


def _traced(wish: Wish) -> tuple[Wish, Trace]:
    """The trace of the sentence, or that of the default one where it cannot be read; the input keeps what was asked."""
    try:
        return wish, trace(wish.model, wish.text)
    except ModelError as error:
        return replace(wish, problem=error.detail), trace(wish.model, DEFAULT)
