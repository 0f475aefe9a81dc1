"""What a network does with a sentence."""

from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Body, Request, Response

from app.bodies import JSONRoute
from app.deps import FormDep, ModelDep, device_of, with_torch
from app.negotiation import JSON
from app.openapi import problems, safetensors_content
from app.requests import TraceRequest
from app.schemas import TraceAnswer
from app.wire import trace_as_json, trace_as_safetensors
from model.check import check
from model.trace import trace

__all__ = ["router"]

router = APIRouter(prefix="/models/{model_id}/traces", tags=["traces"], route_class=JSONRoute)

EXAMPLES: dict[str, Any] = {
    "a sentence": {"value": {"text": "I am a boy"}},
    "ready tokens": {"value": {"tokens": ["I", "am", "a", "boy"]}},
    "only h, three predictions, the end included": {
        "value": {"text": "I am a boy.", "symbols": ["h"], "top": 3, "end": True}
    },
    "another state before the first word": {"value": {"text": "I am a boy", "initial": {"h": [[0.5] * 64]}}},
    "what if unit 12 were −1 after the third word": {
        "value": {"text": "I am a boy", "edits": [{"t": 2, "unit": 12, "value": -1.0}], "original": True}
    },
    "forget all that was read before the third word": {
        "value": {"text": "I am a boy", "edits": [{"t": 2, "symbol": "Uh", "unit": "all", "value": 0.0}]}
    },
    "held against torch": {"value": {"text": "I am a boy", "check": True}},
}


@router.post(
    "",
    summary="Trace a sentence",
    response_model=TraceAnswer,
    responses={
        **safetensors_content(
            "Tensors `layers.0.x`, `layers.0.Wx`, `layers.0.Uh`, `layers.0.a`, `layers.0.h` (T, size) and "
            "`layers.0.initial.h` (H,), those of the original under `original.layers.0.h` and so on; all the rest as "
            "JSON under `trace` in the metadata."
        ),
        **problems(400, 404, 406, 413, 415, 422),
    },
)
async def create_trace(
    request: Request,
    model: ModelDep,
    form: FormDep,
    asked: Annotated[TraceRequest, Body(openapi_examples=EXAMPLES)],
) -> Response:
    """
    Run the network over a sentence and return every value at every time stamp.

    Row t of every array is time stamp t; the first word is x(0). For the vanilla cell Wx is W x(t) and Uh is
    U h(t−1), both without bias; a = Wx + b_ih + Uh + b_hh and h = φ(a). Cells with gates have these per gate; what each
    symbol is made of is in `symbols`.

    With `edits`, what if some of it were otherwise? A symbol is computed, then the edits overwrite it, then what
    depends on it is computed.
    """
    run = partial(
        trace,
        model,
        asked.sentence,
        symbols=asked.symbols,
        top=asked.top,
        initial=asked.initial,
        end=asked.end,
        device=device_of(request),
    )
    result = run(edits=[edit.overwrite() for edit in asked.edits])
    original = run() if asked.original else None
    checked = await with_torch(request, check, model, result) if asked.check else None
    write = trace_as_json if form == JSON else trace_as_safetensors
    return Response(write(model, result, checked, original), headers={"Vary": "Accept"}, media_type=form)
