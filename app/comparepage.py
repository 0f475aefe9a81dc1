"""
The page Compare: two readings side by side, rendered for the address with both of them inside.

What it shows of the first is that of the page Read; this file adds what stands beside it.
"""

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, replace

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from starlette.concurrency import run_in_threadpool

from app.deps import device_of, with_torch
from app.embedded import PATIENCE, influence_for_page, within
from app.examples import pairs_in_language
from app.pages import MOST_EMBEDDED, alike, shown
from app.rendering import Renderer
from app.texts import Texts
from app.wire import to_json, trace_as_safetensors
from app.wishes import Query, Wish, wish_of
from model.comparison import Reading, compare
from model.errors import ModelError
from model.trace import Trace, trace
from model.zoo import Model, Zoo

__all__ = ["compare_page"]

INFLUENCES = {"influence_one": "", "influence_other": ""}


@dataclass(frozen=True)
class Asked:
    """
    What an address asks to compare with, as static/js/beside.js has it.

    model   the other model; chosen is its id where the address names it, else None
    second  the second sentence; "" for the same one
    """

    model: Model
    chosen: str | None
    second: str


def compare_page(zoo: Zoo, renderer: Renderer) -> APIRouter:
    """The route of the page."""
    router = APIRouter(include_in_schema=False)

    @router.get("/compare")
    async def compare_(request: Request) -> HTMLResponse:
        texts = renderer.texts(request)
        wish = wish_of(request.query_params, zoo, texts)
        asked, problem = asked_of(request.query_params, wish, zoo, texts)
        other = await run_in_threadpool(_other_trace, asked, wish)
        context = shown(zoo, _within_first(wish, other), texts)
        one = context["sentence"]
        if wish.interventions and not context["wish"].interventions:  # nothing of it fits: there is no altered self
            asked, problem = asked_of(request.query_params, context["wish"], zoo, texts)
            other = await run_in_threadpool(_other_trace, asked, context["wish"])
        readings = _readings(context["wish"], one, asked)
        work = with_torch(request, _influences, *readings, bool(context["wish"].interventions))
        carried = {
            "beside_trace": _embedded(asked.model, other),
            "comparison": await run_in_threadpool(_comparison, *readings, device_of(request)),
            **(await within(PATIENCE, work) or INFLUENCES),
        }
        problem = context["wish"].problem or problem
        t = wish.t if other is not None and wish.t is not None and wish.t < len(other.tokens) else context["t"]
        page = {**context["page"], "t": t, "comparing": True, "beside": asked.chosen, "problem": problem}
        more = {
            "asked": asked,
            "first": [each for each in request.query_params.multi_items() if each[0] not in ("second", "with")],
            "others": alike(zoo, wish.model).ids,
            "pairs": pairs_in_language(texts, wish.model.vocabulary.kind),
            "wish": replace(context["wish"], problem=problem),
        }
        return renderer.page(request, "compare.html", **{**context, **carried, **more, "page": page})

    return router


def asked_of(values: Mapping[str, str], wish: Wish, zoo: Zoo, texts: Texts) -> tuple[Asked, str | None]:
    """Read what an address asks to compare with; a model that is not there falls back, with a sentence."""
    query = Query(values, texts)
    chosen = query.choice("with", zoo.ids, texts("There is no model “{asked}” here to compare with."))
    ids = alike(zoo, wish.model).ids
    if chosen is not None and chosen not in ids:
        query.refused(
            texts("One of {one} and {other} reads words, the other characters: what they say cannot be compared."),
            one=wish.model.id,
            other=chosen,
        )
        chosen = None
    second = values.get("second", "").strip()
    if chosen is not None:
        return Asked(zoo.get(chosen), chosen, second), query.problem
    if second or wish.interventions:
        return Asked(wish.model, None, second), query.problem
    following = ids[(ids.index(wish.model.id) + 1) % len(ids)]
    return Asked(zoo.get(following), None, second), query.problem


def _other_trace(asked: Asked, wish: Wish) -> Trace | None:
    """The other reading; None where it is the first one, or that with something altered, or cannot be had."""
    if asked.model is wish.model and not asked.second:
        return None
    try:
        return trace(asked.model, asked.second or wish.text)
    except ModelError:
        return None


def _within_first(wish: Wish, other: Trace | None) -> Wish:
    """A time stamp that only the longer of the two has is none to complain of."""
    if other is None or wish.t is None or wish.t >= len(other.tokens):
        return wish
    last = len(wish.model.vocabulary.tokenize(wish.text)) - 1
    return replace(wish, t=max(0, min(wish.t, last)))


def _readings(wish: Wish, one: Trace, asked: Asked) -> tuple[Reading, Reading]:
    """Both readings; `one` is the first one's trace, with what is altered in it."""
    first = Reading(wish.model, wish.text)
    if asked.model is not wish.model or asked.second:
        return first, Reading(asked.model, asked.second or wish.text)
    carried = wish.model.network.cell.carried
    initial = {name: [layer.initial[name].tolist() for layer in one.layers] for name in carried}
    return first, Reading(wish.model, [token.text for token in one.tokens], one.edits, initial)


def _embedded(model: Model, other: Trace | None) -> str:
    if other is None or len(other.tokens) > MOST_EMBEDDED:
        return ""
    return b64encode(trace_as_safetensors(model, other)).decode()


def _comparison(one: Reading, other: Reading, device: str) -> str:
    if any(len(_tokens(reading)) > MOST_EMBEDDED for reading in (one, other)):
        return ""
    try:
        return b64encode(to_json(compare(one, other, end=True, device=device))).decode()
    except ModelError:
        return ""


def _influences(one: Reading, other: Reading, altered: bool) -> dict[str, str]:
    """Those of both sentences as they are; the page asks for what it does not find, and says why there is none."""
    if altered:
        return INFLUENCES
    return {name: _influence(reading) for name, reading in zip(INFLUENCES, (one, other), strict=True)}


def _influence(reading: Reading) -> str:
    tokens = _tokens(reading)
    return influence_for_page(reading.model, tokens) if len(tokens) <= MOST_EMBEDDED else ""


def _tokens(reading: Reading) -> list[str]:
    text = reading.text
    return reading.model.vocabulary.tokenize(text) if isinstance(text, str) else list(text)
