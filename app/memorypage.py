"""
The page Memory: how far back does it reach? Rendered for the sentence in the address, with its influences inside.

What it shows of the sentence itself is that of the page Read; this file adds which influence, and without which word.
"""

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from app.deps import device_of, with_torch
from app.embedded import PATIENCE, influence_for_page, within
from app.interventions import for_page
from app.pages import MOST_EMBEDDED, alike, shown
from app.remembered import omission_as_json
from app.rendering import Renderer
from app.texts import Texts
from app.wishes import Query, wish_of
from model.errors import ModelError
from model.omission import omission
from model.zoo import Model, Zoo

__all__ = ["memory_page"]

NOTHING = {"influence": "", "other": "", "omission": ""}
"""What the page then asks for itself."""

BLOCKS = ("h_from_x", "h_from_h", "c_from_c", "word_gradient")


@dataclass(frozen=True)
class Recall:
    """
    What an address asks of memory, as far as it can be had, as static/js/recall.js has it.

    block    which influence
    layer    of which layer; None for the last
    path     the carried symbol whose gradient is followed back
    against  the id of a second model
    omitted  the word that is done without
    instead  what stands in its place; None where it is deleted
    """

    block: str
    layer: int | None
    path: str
    against: str | None
    omitted: int
    instead: str | None


def memory_page(zoo: Zoo, renderer: Renderer) -> APIRouter:
    """The route of the page."""
    router = APIRouter(include_in_schema=False)

    @router.get("/memory")
    async def memory(request: Request) -> HTMLResponse:
        texts = renderer.texts(request)
        asked = wish_of(request.query_params, zoo, texts)
        context = shown(zoo, replace(asked, interventions=()), texts)  # this page reads what was typed
        tokens = [token.text for token in context["sentence"].tokens]
        recall, problem = recall_of(request.query_params, context["wish"].model, zoo, len(tokens), texts)
        work = with_torch(request, _carried, zoo, context["wish"].model, tokens, recall, device_of(request))
        carried = await within(PATIENCE, work) or NOTHING
        kept = for_page(asked.interventions)
        wish = replace(context["wish"], problem=context["wish"].problem or problem)
        page = {**context["page"], "memory": asdict(recall), "problem": wish.problem, "kept": kept}
        return renderer.page(request, "memory.html", **{**context, **carried, "wish": wish, "page": page})

    return router


def recall_of(values: Mapping[str, str], model: Model, zoo: Zoo, T: int, texts: Texts) -> tuple[Recall, str | None]:
    """Read what an address asks of memory; what cannot be had falls back, and the first such part leaves a sentence."""
    query = Query(values, texts)
    carried, last = model.network.cell.carried, model.card.num_layers - 1
    blocks = tuple(block for block in BLOCKS if block != "c_from_c" or "c" in carried)
    others = tuple(other.id for other in alike(zoo, model) if other.id != model.id)
    layer = query.whole(
        "layer",
        texts("The layer in this link is not a number; the last is shown."),
        texts("This network has no layer {asked}; its layers are 0 to {last}."),
        last + 1,
    )
    omitted = query.whole(
        "omit",
        texts("The word to leave out is not a number in this link; the first is left out."),
        texts("This sentence has no time stamp {asked}; its time stamps are 0 to {last}."),
        max(1, T),
    )
    recall = Recall(
        block=query.choice("block", blocks, texts("This network has no influence “{asked}”; h ← x is shown."))
        or blocks[0],
        layer=None if layer == last else layer,
        path=query.choice("path", carried, texts("This network does not carry “{asked}”; h is followed.")) or "h",
        against=query.choice("against", others, texts("There is no other model “{asked}” here to compare with.")),
        omitted=omitted or 0,
        instead=values.get("swap") or None,
    )
    return recall, query.problem


def _carried(zoo: Zoo, model: Model, tokens: list[str], recall: Recall, device: str) -> dict[str, str]:
    """What the page brings along; empty where the sentence is long or cannot be had, and the page then asks itself."""
    if len(tokens) > MOST_EMBEDDED:
        return NOTHING
    other = None if recall.against is None else zoo.get(recall.against)
    return {
        "influence": influence_for_page(model, tokens),
        "other": "" if other is None else influence_for_page(other, tokens),
        "omission": _omission(model, tokens, recall, device),
    }


def _omission(model: Model, tokens: list[str], recall: Recall, device: str) -> str:
    try:
        found = omission(model, tokens, recall.omitted, recall.instead, end=True, device=device)
    except ModelError:
        return ""
    return b64encode(omission_as_json(found)).decode()
