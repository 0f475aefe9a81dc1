"""
The pages: Read, rendered for the sentence in the address, and the glossary.

A wish that cannot be met never breaks a page: it falls back, and `problem` says so beside the input.
"""

from base64 import b64encode
from dataclasses import replace
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from app.equation import equation
from app.examples import DEFAULT, in_language
from app.rendering import Renderer
from app.script import template
from app.texts import Texts
from app.wire import card_of, trace_as_safetensors, weights_as_safetensors
from app.wishes import Wish, wish_of
from model.errors import ModelError
from model.trace import Trace, trace
from model.zoo import Zoo

__all__ = ["MOST_EMBEDDED", "pages"]

MOST_EMBEDDED = 64
"""Above so many tokens the page does not carry its trace but fetches it."""


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
        "scripts": {model.id: template(model) for model in zoo},
        "trace": b64encode(trace_as_safetensors(wish.model, embedded)).decode(),
        "weights": b64encode(weights_as_safetensors(wish.model)).decode(),
        "page": {
            "models": [card_of(model) for model in zoo],
            "model": wish.model.id,
            "text": wish.text,
            "t": t,
            "unit": wish.unit,
            "word": wish.word,
            "dim": wish.dim,
            "symbol": wish.symbol,
            "fold": wish.fold,
            "weight": wish.weight,
            "order": wish.order,
            "gate": wish.gate,
            "layer": wish.layer,
            "of": wish.of,
            "line": wish.line,
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
