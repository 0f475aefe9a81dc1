"""Which units of a model mean something."""

from fastapi import APIRouter, Depends, Response

from app.deps import ModelDep, json_acceptable
from app.found import FindingsAnswer, findings_of
from app.negotiation import JSON
from app.openapi import problems
from app.wire import to_json

__all__ = ["router"]

router = APIRouter(prefix="/models/{model_id}/findings", tags=["models"], dependencies=[Depends(json_acceptable)])


@router.get("", summary="Units that mean something", response_model=FindingsAnswer, responses=problems(404, 406))
async def model_findings(model: ModelDep) -> Response:
    """
    Which single units follow questions, determiners, the subject, the position and so on.

    A unit is one of h(t) of the last `layer`. Units were chosen on one half of the held-out sentences and the figures
    stated on the other; `unrolled study` measures them.
    """
    return Response(to_json(findings_of(model)), media_type=JSON)
