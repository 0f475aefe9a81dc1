"""The path of the hidden state, and the components that it is drawn in."""

from typing import Annotated, Any

from fastapi import APIRouter, Body, Depends, Request, Response
from starlette.concurrency import run_in_threadpool

from app.bodies import JSONRoute
from app.deps import ModelDep, bank_of, device_of, json_acceptable
from app.negotiation import JSON
from app.openapi import problems
from app.paths import ComponentsAnswer, TrajectoryAnswer, TrajectoryRequest
from app.wire import to_json
from model.bank import Bank
from model.trajectory import trajectory
from model.zoo import Model

__all__ = ["components", "router"]

router = APIRouter(prefix="/models/{model_id}/trajectories", tags=["traces"], route_class=JSONRoute)
components = APIRouter(prefix="/models/{model_id}/components", tags=["models"], dependencies=[Depends(json_acceptable)])

EXAMPLES: dict[str, Any] = {
    "a sentence": {"value": {"text": "I am a boy"}},
    "what the network takes the third word for": {"value": {"tokens": ["I", "am", "a"], "t": 2, "nearest": 5}},
    "the path alone": {"value": {"text": "I am a boy", "nearest": 0}},
}


@router.post(
    "",
    summary="Follow the hidden state",
    response_model=TrajectoryAnswer,
    responses=problems(400, 404, 406, 409, 413, 415, 422),
    dependencies=[Depends(json_acceptable)],
)
async def create_trajectory(
    request: Request, model: ModelDep, asked: Annotated[TrajectoryRequest, Body(openapi_examples=EXAMPLES)]
) -> Response:
    """
    Return the path h(−1), h(0), … of the last layer in the first three principal components of a bank of states.

    Beside it, for each time stamp, the held-out texts that left the network in the most similar states. Status 409
    where no bank was made for the model.
    """
    body = await run_in_threadpool(_followed, model, bank_of(request, model), asked, device_of(request))
    return Response(body, media_type=JSON)


def _followed(model: Model, bank: Bank, asked: TrajectoryRequest, device: str) -> bytes:
    found = trajectory(
        model, bank, asked.sentence, nearest=asked.nearest, t=asked.t, initial=asked.initial, device=device
    )
    return to_json(found)


@components.get("", summary="Principal components", response_model=ComponentsAnswer, responses=problems(404, 406, 409))
async def principal_components(request: Request, model: ModelDep) -> Response:
    """The directions along which the last layer's states vary most, over held-out sentences, and a cloud of states."""
    bank = bank_of(request, model)
    answer = {
        "model": model.id,
        "states": bank.states,
        "mean": bank.mean,
        "components": bank.components,
        "explained_variance": bank.explained_variance,
        "cloud": bank.cloud,
        "attribution": bank.excerpt.attribution,
    }
    return Response(to_json(answer), media_type=JSON)
