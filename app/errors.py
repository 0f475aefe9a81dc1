"""
Every failure as one kind of answer, in one place. The API answers problem+json (RFC 9457), pages answer a page.

    Problem                        any status
    ├── NotJSON               400  a body that is not UTF-8, not JSON, or nested too deep
    ├── NotAcceptable         406  no form that the Accept header allows
    ├── TooLarge              413  a body over the limit
    ├── WrongContentType      415  a body of another type than JSON
    ├── UnknownHost           421  a host name this server does not go by
    └── NotReady              503  no model can be served

What model/errors.py defines gets its status from STATUSES, what pydantic finds gets 422.
"""

import logging
from collections.abc import Callable, Coroutine, Mapping, Sequence
from typing import Any, ClassVar

import orjson
from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from app.explain import explain
from app.negotiation import JSON, PROBLEM_JSON, preferred
from app.schemas import FieldError
from app.schemas import Problem as ProblemBody
from model.errors import (
    BadEdit,
    BadEntry,
    BadInitial,
    BadRequestedSymbol,
    BadText,
    ModelError,
    NoBank,
    UnknownModel,
    UnknownWeight,
)

__all__ = [
    "HANDLERS",
    "NotAcceptable",
    "NotJSON",
    "NotReady",
    "Problem",
    "TooLarge",
    "UnknownHost",
    "WrongContentType",
    "answer",
    "unexpected",
]

log = logging.getLogger(__name__)

HTML = "text/html"

TITLES = {
    400: "Bad request",
    404: "Not found",
    405: "Method not allowed",
    406: "Not acceptable",
    409: "Conflict",
    413: "Content too large",
    415: "Unsupported media type",
    421: "Misdirected request",
    422: "Unprocessable content",
    500: "Internal server error",
    503: "Service unavailable",
}

STATUSES: Mapping[type[ModelError], int] = {
    UnknownModel: 404,
    UnknownWeight: 404,
    NoBank: 409,
    BadText: 422,
    BadInitial: 422,
    BadRequestedSymbol: 422,
    BadEdit: 422,
    BadEntry: 422,
}

OWN_FAULT = "Something went wrong on this server; its log says what. The same request may work again later."


class Problem(Exception):
    """
    Something that a request cannot have.

    detail  a whole sentence: what is wrong and how to mend it
    errors  the fields at fault, where it is about fields
    """

    status: ClassVar[int | None] = None

    def __init__(
        self,
        detail: str,
        *,
        status: int | None = None,
        errors: Sequence[FieldError] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.detail = detail
        self.code = status or self.status or 500
        self.title = TITLES.get(self.code, "Error")
        self.errors = tuple(errors)
        self.headers = dict(headers or {})

    def body(self) -> ProblemBody:
        return ProblemBody(
            type="about:blank",
            title=self.title,
            status=self.code,
            detail=self.detail,
            pointer=self.errors[0].pointer if self.errors else None,
            errors=list(self.errors) or None,
        )


class NotJSON(Problem):
    """A body that is not UTF-8, not JSON, or nested too deep."""

    status = 400


class NotAcceptable(Problem):
    """No form that the Accept header allows."""

    status = 406


class TooLarge(Problem):
    """A body over the limit."""

    status = 413


class WrongContentType(Problem):
    """A body of another type than JSON."""

    status = 415


class UnknownHost(Problem):
    """A host name this server does not go by."""

    status = 421


class NotReady(Problem):
    """No model can be served."""

    status = 503


def answer(request: Request, problem: Problem) -> Response:
    """Answer with a problem: a page where a person reads, problem+json everywhere else."""
    headers = {"Cache-Control": "no-store", **problem.headers}
    if _wants_page(request):
        page: Response = request.app.state.renderer.page(request, "problem.html", problem.code, problem=problem)
        page.headers.update(headers)
        return page
    body = orjson.dumps(problem.body().model_dump(exclude_none=True))
    return Response(body, problem.code, headers, PROBLEM_JSON)


def _wants_page(request: Request) -> bool:
    if request.url.path.startswith(("/api", "/health", "/openapi.json")):
        return False
    return preferred(request.headers.get("accept"), (HTML, PROBLEM_JSON, JSON)) == HTML


async def _problem(request: Request, error: Problem) -> Response:
    return answer(request, error)


async def _model_error(request: Request, error: ModelError) -> Response:
    status = STATUSES.get(type(error))
    if status is None:
        return unexpected(request, error)
    errors = [FieldError(detail=error.detail, pointer=error.pointer or "")] if status == 422 else []
    return answer(request, Problem(error.detail, status=status, errors=errors))


async def _bad_request(request: Request, error: RequestValidationError) -> Response:
    errors = [explain(finding) for finding in error.errors()]
    return answer(request, Problem(" ".join(e.detail for e in errors), status=422, errors=errors))


async def _http_exception(request: Request, error: HTTPException) -> Response:
    path, method = request.url.path, request.method
    detail = error.detail
    if error.status_code == 404:
        detail = f"There is nothing at {path}. {_addresses(request)}"
    elif error.status_code == 405:
        allowed = (error.headers or {}).get("Allow", "another method")
        detail = f"{path} does not take {method}; it takes {allowed}."
    return answer(request, Problem(detail, status=error.status_code, headers=error.headers))


def _addresses(request: Request) -> str:
    paths = request.app.state.addresses
    return f"The API has {', '.join(paths)}; /docs describes them."


def unexpected(request: Request, error: Exception) -> Response:
    """Answer what nobody foresaw: the log gets all of it, the answer nothing."""
    log.error("%s %s failed", request.method, request.url.path, exc_info=error)
    return answer(request, Problem(OWN_FAULT, status=500))


HANDLERS: dict[int | type[Exception], Callable[[Request, Any], Coroutine[Any, Any, Response]]] = {
    Problem: _problem,
    ModelError: _model_error,
    RequestValidationError: _bad_request,
    HTTPException: _http_exception,
}
