"""
The pages: Read, rendered for the sentence in the address, and the glossary.

A wish that cannot be met never breaks a page: it falls back, and `problem` says so beside the input.
"""

from base64 import b64encode
from dataclasses import replace
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from app.characters import of_kind
from app.equation import equation
from app.examples import DEFAULT, in_language
from app.found import offered_of
from app.interventions import Altered, altered, for_page
from app.rendering import Renderer
from app.script import template
from app.texts import Texts
from app.wire import card_of, trace_as_safetensors, weights_as_safetensors
from app.wishes import Wish, wish_of
from model.bank import BANK
from model.errors import ModelError
from model.trace import trace
from model.zoo import Model, Zoo

__all__ = ["MOST_EMBEDDED", "pages"]

MOST_EMBEDDED = 64
"""Above so many tokens the page does not carry its trace but fetches it."""


def pages(zoo: Zoo, renderer: Renderer) -> APIRouter:
    """The routes of the pages."""
    router = APIRouter(include_in_schema=False)

    @router.get("/")
    async def read(request: Request) -> HTMLResponse:
        texts = renderer.texts(request)
        context = shown(zoo, wish_of(request.query_params, zoo, texts), texts)
        findings = {model.id: offered_of(model) for model in zoo}
        return renderer.page(request, "read.html", **{**context, "page": {**context["page"], "findings": findings}})

    @router.get("/glossary")
    async def glossary(request: Request) -> HTMLResponse:
        return renderer.page(request, "glossary.html")

    return router


def alike(zoo: Zoo, model: Model) -> Zoo:
    """Return the models that read what this one reads: words, or characters."""
    return zoo.where(lambda other: other.vocabulary.kind == model.vocabulary.kind)


def shown(zoo: Zoo, wish: Wish, texts: Texts) -> dict[str, Any]:
    """All that read.html needs, for a wish."""
    kind = wish.model.vocabulary.kind
    texts = of_kind(texts, kind)
    wish, found = _traced(wish, texts)
    sentence = found.trace
    tokens = [token.text for token in sentence.tokens]
    last = max(0, len(tokens) - 1)
    wish, t = _placed(wish, last, texts)
    complete = len(tokens) <= MOST_EMBEDDED
    embedded = sentence if complete else trace(wish.model, "")
    original = found.original if complete else None
    between = "" if kind == "characters" else " "
    return {
        "wish": wish,
        "t": t,
        "sentence": sentence,
        "examples": in_language(texts, kind),
        "_": texts,
        "gettext": texts,
        "texts": texts,
        "about": {} if wish.model.id == zoo.ids[0] else {"model": wish.model.id},
        "models": [model.card for model in zoo],
        "equations": {m.id: equation(m.network.cell, t, tokens, between, m.card.num_layers) for m in zoo},
        "scripts": {model.id: template(model) for model in zoo},
        "trace": b64encode(trace_as_safetensors(wish.model, embedded)).decode(),
        "original": b64encode(trace_as_safetensors(wish.model, original)).decode() if original else "",
        "weights": b64encode(weights_as_safetensors(wish.model)).decode(),
        "page": {
            "models": [{**card_of(model), "bank": has_bank(zoo, model)} for model in zoo],
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
            "of": wish.of,
            "memory": {"layer": wish.layer},
            "line": wish.line,
            "interventions": for_page(wish.interventions),
            "problem": wish.problem,
            "complete": complete,
            "default": DEFAULT,
        },
    }


def has_bank(zoo: Zoo, model: Model) -> bool:
    """Whether there is a bank of a model's states, which its path and its nearest contexts need."""
    return (zoo.folder_of(model.id) / BANK).exists()


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


def _traced(wish: Wish, texts: Texts) -> tuple[Wish, Altered]:
    """The sentence's trace, or the default one's where it cannot be read; the input keeps what was asked."""
    try:
        found = altered(wish.model, wish.text, wish.interventions, texts)
    except ModelError as error:
        found = Altered(trace(wish.model, DEFAULT), None, (), error.detail)
    return replace(wish, interventions=found.kept, problem=wish.problem or found.problem), found
