"""Two readings side by side."""

from typing import Annotated, Any

from fastapi import APIRouter, Body, Depends, Request, Response
from starlette.concurrency import run_in_threadpool

from app.beside import ComparisonAnswer, ComparisonRequest
from app.bodies import JSONRoute
from app.deps import ModelDep, device_of, json_acceptable, zoo_of
from app.negotiation import JSON
from app.openapi import problems
from app.wire import to_json
from model.comparison import Reading, compare
from model.errors import BadEntry, UnknownModel
from model.zoo import Model, Zoo

__all__ = ["router"]

router = APIRouter(prefix="/models/{model_id}/comparisons", tags=["traces"], route_class=JSONRoute)

EXAMPLES: dict[str, Any] = {
    "two sentences": {"value": {"text": "the dog near the houses", "other": {"text": "the dogs near the house"}}},
    "what if it forgot the first word": {
        "value": {
            "tokens": ["the", "dogs", "are"],
            "other": {"edits": [{"t": 1, "symbol": "Uh", "unit": "all", "value": 0.0}]},
        }
    },
}


@router.post(
    "",
    summary="Compare two readings",
    response_model=ComparisonAnswer,
    responses=problems(400, 404, 406, 413, 415, 422),
    dependencies=[Depends(json_acceptable)],
)
async def create_comparison(
    request: Request, model: ModelDep, asked: Annotated[ComparisonRequest, Body(openapi_examples=EXAMPLES)]
) -> Response:
    """
    Compare what a network says after each word with what another says, or the same one of another sentence.

    Both are compared at the same time stamps. Their predictions can be compared where both choose among the same
    words; their states only where they are the same network, or checkpoints of one training.
    """
    other = _other(zoo_of(request), model, asked)
    return Response(await run_in_threadpool(_written, model, other, asked, device_of(request)), media_type=JSON)


def _other(zoo: Zoo, model: Model, asked: ComparisonRequest) -> Model:
    if asked.other.model is None:
        return model
    try:
        return zoo.get(asked.other.model)
    except UnknownModel as error:
        raise BadEntry(error.detail, "/other/model") from None


def _written(model: Model, other: Model, asked: ComparisonRequest, device: str) -> bytes:
    theirs = asked.other
    sentence = next((each for each in (theirs.text, theirs.tokens) if each is not None), asked.sentence)
    found = compare(
        Reading(model, asked.sentence, [edit.overwrite() for edit in asked.edits], asked.initial),
        Reading(other, sentence, [edit.overwrite() for edit in theirs.edits], theirs.initial),
        top=asked.top,
        end=asked.end,
        device=device,
    )
    return to_json(found)
