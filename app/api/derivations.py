"""How one number of a trace came about."""

from typing import Annotated, Any

from fastapi import APIRouter, Body, Depends, Request, Response

from app.bodies import JSONRoute
from app.deps import ModelDep, device_of, json_acceptable, with_torch
from app.derived import DerivationAnswer, WordDerivationAnswer
from app.negotiation import JSON
from app.openapi import problems
from app.requests import DerivationRequest
from app.wire import to_json
from model.derivation import Derivation, WordDerivation, derive, derive_word
from model.trace import trace
from model.zoo import Model

__all__ = ["router"]

router = APIRouter(prefix="/models/{model_id}/derivations", tags=["traces"], route_class=JSONRoute)

EXAMPLES: dict[str, Any] = {
    "a unit of h": {"value": {"text": "I am a boy", "t": 2, "unit": 12}},
    "a unit of another symbol": {"value": {"tokens": ["I", "am"], "t": 1, "symbol": "Uh", "unit": 0}},
    "a dimension of the input": {"value": {"text": "I am a boy", "t": 3, "symbol": "x", "unit": 5}},
    "an output word": {"value": {"text": "I am a boy", "t": 2, "word": "boy"}},
    "a value that an edit set": {
        "value": {"text": "I am a boy", "t": 2, "unit": 12, "edits": [{"t": 2, "unit": 12, "value": -1.0}]}
    },
    "another state before the first word": {"value": {"text": "I", "t": 0, "unit": 12, "initial": {"h": [[0.5] * 64]}}},
}


@router.post(
    "",
    summary="Derive one number",
    response_model=DerivationAnswer | WordDerivationAnswer,
    responses=problems(400, 404, 406, 413, 415, 422),
    dependencies=[Depends(json_acceptable)],
)
async def create_derivation(
    request: Request, model: ModelDep, asked: Annotated[DerivationRequest, Body(openapi_examples=EXAMPLES)]
) -> Response:
    """
    Trace a sentence and return the terms that make up one of its numbers, the largest first.

    A unit of a symbol is a sum of weights times values, or of products of gates, and for a squash its φ; an output
    word's probability is p[w] = exp y[w] / Σ exp y with y[w] = W_y[w] · h(t) + b_y[w], over all words and `</s>`, not
    `<unk>`.
    """
    return Response(to_json(await with_torch(request, _derived, model, asked, device_of(request))), media_type=JSON)


def _derived(model: Model, asked: DerivationRequest, device: str) -> Derivation | WordDerivation:
    edits = [edit.overwrite() for edit in asked.edits]
    result = trace(model, asked.sentence, top=0, initial=asked.initial, edits=edits, device=device)
    if asked.word is not None:
        return derive_word(model, result, asked.t, asked.word)
    symbol = "h" if asked.symbol is None else asked.symbol
    return derive(model, result, asked.t, symbol, asked.unit or 0, asked.layer or 0)
