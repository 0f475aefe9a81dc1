"""A model's weights: those of its layers, the large ones where asked for, or one by itself; and the figures of one."""

from collections.abc import Callable, Sequence
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from starlette.concurrency import run_in_threadpool

from app.deps import FormDep, ModelDep, answers_of, json_acceptable
from app.negotiation import JSON
from app.openapi import problems, safetensors_content
from app.requests import WeightsQuery
from app.weights import StatisticsAnswer, WeightsAnswer
from app.weights import Weight as WeightAnswer
from app.wire import (
    Weight,
    one_weight,
    to_json,
    to_safetensors,
    weights_as_json,
    weights_as_safetensors,
    weights_of,
    weights_tag,
)
from model.statistics import acts_on_state, statistics
from model.zoo import Model

__all__ = ["router"]

router = APIRouter(prefix="/models/{model_id}/weights", tags=["models"])

TorchName = Annotated[
    str, Path(description="What torch calls the weight.", examples=["weight_hh_l0", "weight_ih_l0[0:64]"])
]

FRESH = "no-cache"
"""Keep it, but ask before each use whether it still holds: a model may be trained again under the same id."""


@router.get(
    "",
    summary="The weights",
    response_model=WeightsAnswer,
    responses={
        **safetensors_content(
            "Tensors `layers.0.W`, `layers.0.U`, `layers.0.b_ih`, `layers.0.b_hh` (or each gate's own, `layers.0.W_r`, "
            "…) and, where included, `embedding`, "
            "`output.W_y`, `output.b_y`; in the metadata torch's names and the shapes under `weights`, the words "
            "of the rows of the large ones under `words`."
        ),
        **problems(404, 406, 422),
    },
)
async def all_weights(
    request: Request, model: ModelDep, form: FormDep, query: Annotated[WeightsQuery, Query()]
) -> Response:
    """
    Per layer W (H, D), U (H, H), b_ih (H,), b_hh (H,), under torch's names too.

    A cell with gates has these for each of them: W_r, U_r, b_ir, b_hr, … under torch's name with a slice.

    An `ETag` comes along; send it back as `If-None-Match`, and unchanged weights are not sent again.
    """

    def body() -> bytes:
        write = weights_as_json if form == JSON else weights_as_safetensors
        return write(model, query.parts)

    return _unless_known(request, weights_of(model, query.parts), form, body)


@router.get(
    "/{torch_name}",
    summary="One weight",
    response_model=WeightAnswer,
    responses={**safetensors_content("One tensor, under torch's name."), **problems(404, 406)},
)
async def single_weight(
    request: Request,
    model: ModelDep,
    form: FormDep,
    torch_name: TorchName,
) -> Response:
    """One weight by torch's name, whole (`weight_ih_l0`) or a gate's slice (`weight_ih_l0[0:64]`); large ones too."""
    weight = one_weight(model, torch_name)

    def body() -> bytes:
        return to_json(weight.as_json()) if form == JSON else to_safetensors({torch_name: weight.values}, {})

    return _unless_known(request, [weight], form, body)


@router.get(
    "/{torch_name}/statistics",
    summary="What one weight's numbers amount to",
    response_model=StatisticsAnswer,
    responses=problems(404, 406),
    dependencies=[Depends(json_acceptable)],
)
async def weight_statistics(request: Request, model: ModelDep, torch_name: TorchName) -> Response:
    """
    Norms, the largest singular value, and the order of rows and columns by similarity.

    Of a weight that takes a state to the next, such as U, also its eigenvalues: where the largest |eigenvalue| is
    below 1, the memory of a state fades word by word, and above 1 only φ keeps it within bounds.
    """
    answers = answers_of(request)
    key = (model.id, torch_name)
    if key not in answers:
        answers[key] = await run_in_threadpool(_statistics, model, one_weight(model, torch_name))
    return Response(answers[key], media_type=JSON)


def _statistics(model: Model, weight: Weight) -> bytes:
    name = weight.place.split(".")[-1]
    figures = statistics(weight.values, on_state=acts_on_state(model.network.cell, name))
    return to_json({"torch_name": weight.torch_name, "name": name, **vars(figures)})


def _unless_known(request: Request, weights: Sequence[Weight], form: str, body: Callable[[], bytes]) -> Response:
    """Answer with the body, or with 304 and none where the request already has it."""
    tag = weights_tag(weights, form)
    headers = {"ETag": tag, "Cache-Control": FRESH, "Vary": "Accept"}
    known = [name.strip().removeprefix("W/") for name in request.headers.get("if-none-match", "").split(",")]
    if tag in known or "*" in known:
        return Response(status_code=304, headers=headers)
    return Response(body(), headers=headers, media_type=form)
