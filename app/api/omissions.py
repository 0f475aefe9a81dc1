"""What a network would have said without one of the words."""

from typing import Annotated, Any

from fastapi import APIRouter, Body, Depends, Request, Response
from starlette.concurrency import run_in_threadpool

from app.bodies import JSONRoute
from app.deps import ModelDep, device_of, json_acceptable
from app.memory import OmissionAnswer, OmissionRequest
from app.negotiation import JSON
from app.openapi import problems
from app.remembered import omission_as_json
from model.omission import omission
from model.zoo import Model

__all__ = ["router"]

router = APIRouter(prefix="/models/{model_id}/omissions", tags=["traces"], route_class=JSONRoute)

EXAMPLES: dict[str, Any] = {
    "a word deleted": {"value": {"text": "I am a boy", "s": 1}},
    "a word unknown": {"value": {"text": "I am a boy", "s": 1, "instead": "<unk>"}},
    "another word, the end included": {"value": {"text": "what did you buy", "s": 0, "instead": "when", "end": True}},
}


@router.post(
    "",
    summary="Leave one word out",
    response_model=OmissionAnswer,
    responses=problems(400, 404, 406, 413, 415, 422),
    dependencies=[Depends(json_acceptable)],
)
async def create_omission(
    request: Request, model: ModelDep, asked: Annotated[OmissionRequest, Body(openapi_examples=EXAMPLES)]
) -> Response:
    """
    Compare what is said after each word with what would be said had the word at s been deleted, unknown or another.

    What is said after the same word is compared: where the word is deleted, those after it are read one time stamp
    earlier. At most 128 tokens.
    """
    return Response(await run_in_threadpool(_written, model, asked, device_of(request)), media_type=JSON)


def _written(model: Model, asked: OmissionRequest, device: str) -> bytes:
    found = omission(model, asked.sentence, asked.s, asked.instead, top=asked.top, end=asked.end, device=device)
    return omission_as_json(found)
