"""How far back a network's memory reaches."""

from typing import Annotated, Any

from fastapi import APIRouter, Body, Request, Response

from app.bodies import JSONRoute
from app.deps import FormDep, ModelDep, with_torch
from app.memory import InfluenceAnswer, InfluenceRequest
from app.negotiation import JSON
from app.openapi import problems, safetensors_content
from app.remembered import influence_as_json, influence_as_safetensors
from model.zoo import Model

__all__ = ["router"]

router = APIRouter(prefix="/models/{model_id}/influences", tags=["traces"], route_class=JSONRoute)

EXAMPLES: dict[str, Any] = {
    "a sentence": {"value": {"text": "I am a boy"}},
    "ready tokens, the end included": {"value": {"tokens": ["I", "am", "a", "boy", "."], "end": True}},
}


@router.post(
    "",
    summary="Differentiate a sentence by what came before",
    response_model=InfluenceAnswer,
    responses={
        **safetensors_content(
            "Float64 tensors (T, T), row t and column s, 0 where s > t: `layers.0.norms.h_from_h`, "
            "`layers.0.norms.h_from_x`, `layers.0.gradients.h`, `word_gradient`, `products`, `bounds`; `steps` (T,); "
            "all the rest as JSON under `influences` in the metadata, `reach` with a value per layer."
        ),
        **problems(400, 404, 406, 413, 415, 422),
    },
)
async def create_influences(
    request: Request,
    model: ModelDep,
    form: FormDep,
    asked: Annotated[InfluenceRequest, Body(openapi_examples=EXAMPLES)],
) -> Response:
    """
    Return, for every pair s ≤ t, how much the state and the prediction at t owe to the state and the word at s.

    ∂S(t)/∂S(s) = J(t) ⋯ J(s+1), from per-step Jacobians by automatic differentiation in float64, S being the whole
    carried state. A sentence may have 128 tokens, or fewer where the model is large.
    """
    body = await with_torch(request, _written, model, asked, form)
    return Response(body, headers={"Vary": "Accept"}, media_type=form)


def _written(model: Model, asked: InfluenceRequest, form: str) -> bytes:
    from model.influence import influence  # it imports torch: with_torch runs this in a thread

    write = influence_as_json if form == JSON else influence_as_safetensors
    return write(influence(model, asked.sentence, end=asked.end))
