"""A model's weights: those of its layers, the large ones where asked for, or one by itself."""

from collections.abc import Callable, Sequence
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response

from app.deps import FormDep, ModelDep
from app.negotiation import JSON
from app.openapi import problems, safetensors_content
from app.requests import WeightsQuery
from app.schemas import Weight as WeightAnswer
from app.schemas import WeightsAnswer
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

__all__ = ["router"]

router = APIRouter(prefix="/models/{model_id}/weights", tags=["models"])

FRESH = "no-cache"
"""Keep it, but ask before each use whether it still holds: a model may be trained again under the same id."""


@router.get(
    "",
    summary="The weights",
    response_model=WeightsAnswer,
    responses={
        **safetensors_content(
            "Tensors `layers.0.W`, `layers.0.U`, `layers.0.b_ih`, `layers.0.b_hh` and, where included, `embedding`, "
            "`output.W_y`, `output.b_y`; torch's names and the shapes as JSON under `weights` in the metadata."
        ),
        **problems(404, 406, 422),
    },
)
async def all_weights(
    request: Request, model: ModelDep, form: FormDep, query: Annotated[WeightsQuery, Query()]
) -> Response:
    """
    Per layer W (H, D), U (H, H), b_ih (H,), b_hh (H,), under torch's names too.

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
    torch_name: Annotated[str, Path(description="What torch calls the weight.", examples=["weight_hh_l0"])],
) -> Response:
    """One weight by torch's name, the large ones included."""
    weight = one_weight(model, torch_name)

    def body() -> bytes:
        return to_json(weight.as_json()) if form == JSON else to_safetensors({torch_name: weight.values}, {})

    return _unless_known(request, [weight], form, body)


def _unless_known(request: Request, weights: Sequence[Weight], form: str, body: Callable[[], bytes]) -> Response:
    """Answer with the body, or with 304 and none where the request already has it."""
    tag = weights_tag(weights, form)
    headers = {"ETag": tag, "Cache-Control": FRESH, "Vary": "Accept"}
    known = [name.strip().removeprefix("W/") for name in request.headers.get("if-none-match", "").split(",")]
    if tag in known or "*" in known:
        return Response(status_code=304, headers=headers)
    return Response(body(), headers=headers, media_type=form)
