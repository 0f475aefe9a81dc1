"""The models there are."""

from fastapi import APIRouter, Depends, Request, Response

from app.deps import ModelDep, json_acceptable, zoo_of
from app.negotiation import JSON
from app.openapi import problems
from app.schemas import CardWithSymbols, Models
from app.wire import card_of, to_json

__all__ = ["router"]

router = APIRouter(prefix="/models", tags=["models"], dependencies=[Depends(json_acceptable)])


@router.get("", summary="List the models", response_model=Models, responses=problems(406))
async def list_models(request: Request) -> Response:
    """Every model's card: that of the model which pages open with first, the others in alphabetical order."""
    return Response(to_json({"models": [model.card.to_json() for model in zoo_of(request)]}), media_type=JSON)


@router.get("/{model_id}", summary="One model", response_model=CardWithSymbols, responses=problems(404, 406))
async def one_model(model: ModelDep) -> Response:
    """A model's card, with the symbols of its cell: what there is to see at every time stamp."""
    return Response(to_json(card_of(model)), media_type=JSON)
