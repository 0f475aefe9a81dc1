"""The words a model knows."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response

from app.deps import ModelDep, json_acceptable
from app.negotiation import JSON
from app.openapi import problems
from app.requests import VocabularyQuery
from app.schemas import VocabularyAnswer
from app.wire import to_json
from model.text import Vocabulary

__all__ = ["router"]

router = APIRouter(prefix="/models/{model_id}/vocabulary", tags=["models"], dependencies=[Depends(json_acceptable)])


@router.get("", summary="Words the model knows", response_model=VocabularyAnswer, responses=problems(404, 406, 422))
async def known_words(model: ModelDep, query: Annotated[VocabularyQuery, Query()]) -> Response:
    """The known words that begin with `prefix`, the commonest first; with no prefix, the commonest of all."""
    vocabulary = model.vocabulary
    words = [
        {
            "id": row,
            "token": vocabulary.words[row],
            "spelling": vocabulary.spellings[row],
            "count": vocabulary.counts[row],
        }
        for row in vocabulary.with_prefix(query.prefix, query.limit)
    ]
    return Response(to_json({"words": words, "total": len(vocabulary) - Vocabulary.end - 1}), media_type=JSON)
