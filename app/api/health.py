"""Whether the server lives, and whether it can trace: for whoever runs it."""

from fastapi import APIRouter, Request, Response

from app.deps import zoo_of
from app.errors import NotReady
from app.negotiation import JSON
from app.openapi import problems
from app.schemas import Health
from app.wire import to_json
from model.errors import BadCheckpoint

__all__ = ["router"]

router = APIRouter(prefix="/health", tags=["health"])


@router.get("/live", summary="Whether the server answers", response_model=Health)
async def live() -> Response:
    """Always `alive`: the server answers."""
    return Response(to_json({"status": "alive"}), media_type=JSON)


@router.get("/ready", summary="Whether it can trace", response_model=Health, responses=problems(503))
async def ready(request: Request) -> Response:
    """`ready` where a model can be served."""
    try:
        zoo = zoo_of(request)
        zoo.get(zoo.ids[0])
    except BadCheckpoint as error:
        raise NotReady("No model can be served; the server's log says why.") from error
    return Response(to_json({"status": "ready"}), media_type=JSON)
