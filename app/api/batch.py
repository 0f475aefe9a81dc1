"""What a network does with many sentences at once."""

from typing import Annotated, Any

from fastapi import APIRouter, Body, Request, Response
from starlette.concurrency import run_in_threadpool

from app.bodies import JSONRoute
from app.deps import FormDep, ModelDep, device_of
from app.negotiation import JSON
from app.openapi import problems, safetensors_content
from app.requests import BatchRequest
from app.schemas import BatchAnswer
from app.wire import traces_as_json, traces_as_safetensors
from model.trace import traces
from model.zoo import Model

__all__ = ["router"]

router = APIRouter(prefix="/models/{model_id}/traces:batch", tags=["traces"], route_class=JSONRoute)

EXAMPLES: dict[str, Any] = {
    "two sentences": {"value": {"sentences": [{"text": "I am a boy"}, {"text": "the dogs are here"}]}},
    "ready tokens, only h, no predictions": {
        "value": {"sentences": [{"tokens": ["I", "am"]}, {"tokens": ["I"]}], "symbols": ["h"], "top": 0}
    },
}


@router.post(
    "",
    summary="Trace many sentences",
    response_model=BatchAnswer,
    responses={
        **safetensors_content(
            "Tensors `traces.0.layers.0.h` (T, H) and so on, the first number that of the sentence; all the rest as "
            "JSON under `traces` in the metadata."
        ),
        **problems(400, 404, 406, 413, 415, 422),
    },
)
async def create_traces(
    request: Request,
    model: ModelDep,
    form: FormDep,
    asked: Annotated[BatchRequest, Body(openapi_examples=EXAMPLES)],
) -> Response:
    """
    Run the network over many sentences in one pass, and return a trace of each in the order asked.

    Each trace is what `POST /models/{model_id}/traces` returns for its sentence. They run side by side, sorted by
    length, and none is padded.
    """
    body = await run_in_threadpool(_answer, model, asked, form, device_of(request))
    return Response(body, headers={"Vary": "Accept"}, media_type=form)


def _answer(model: Model, asked: BatchRequest, form: str, device: str) -> bytes:
    sentences = [sentence.sentence for sentence in asked.sentences]
    found = traces(model, sentences, symbols=asked.symbols, top=asked.top, end=asked.end, device=device)
    write = traces_as_json if form == JSON else traces_as_safetensors
    return write(model, found, asked.symbols)
