"""
Request bodies: how large, of which type, and JSON at all, before any field is looked at.

A route of this class reads its body itself, as it arrives, and hands FastAPI the parsed value.
"""

import json
from collections.abc import Callable, Coroutine
from math import isfinite
from typing import Any

import orjson
from fastapi import Request, Response
from fastapi.routing import APIRoute

from app.errors import NotJSON, TooLarge, WrongContentType
from app.explain import pointer_to
from app.schemas import FieldError

__all__ = ["MAX_BODY", "JSONRoute"]

MAX_BODY = 1_000_000
MAX_DISCARDED = 16 * MAX_BODY

Handler = Callable[[Request], Coroutine[Any, Any, Response]]


class JSONRequest(Request):
    """A request whose body is JSON of at most MAX_BODY bytes. Reading it raises a Problem where it is not."""

    async def body(self) -> bytes:
        if not hasattr(self, "_body"):
            self._body = await self._limited()
        return self._body

    async def json(self) -> Any:
        if not hasattr(self, "_json"):
            _check_type(self)
            self._json = parse(await self.body())
        return self._json

    async def _limited(self) -> bytes:
        """Read no more than the limit into memory, and discard some more, so that the sender sees the answer."""
        chunks, size = [], 0
        announced = self.headers.get("content-length", "")
        if announced.isdecimal() and int(announced) > MAX_DISCARDED:
            raise _too_large()
        async for chunk in self.stream():
            size += len(chunk)
            if size <= MAX_BODY:
                chunks.append(chunk)
            elif size > MAX_DISCARDED:
                break
        if size > MAX_BODY:
            raise _too_large()
        return b"".join(chunks)


class JSONRoute(APIRoute):
    """A route that takes JSON, if it takes a body."""

    def get_route_handler(self) -> Handler:
        handler = super().get_route_handler()
        if self.body_field is None:
            return handler

        async def read_first(request: Request) -> Response:
            json_request = JSONRequest(request.scope, request.receive)
            await json_request.json()  # here, not within FastAPI, which would answer for us
            return await handler(json_request)

        return read_first


def parse(body: bytes) -> Any:
    """Read JSON; NotJSON, with the place and the reason, where it is none."""
    if not body:
        raise NotJSON('The body is empty; send JSON such as {"text": "I am a boy"}.')
    try:
        body.decode()
    except UnicodeDecodeError as error:
        raise NotJSON(f"The body is not UTF-8: byte {error.start} cannot be read. Encode it as UTF-8.") from None
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        detail = f"The body is not JSON: {error.msg} at {place}.{_advice(body, error)}"
        pointer = _not_finite(body)
        at_fault = [] if pointer is None else [FieldError(detail=detail, pointer=pointer)]
        raise NotJSON(detail, errors=at_fault) from None


def _advice(body: bytes, error: orjson.JSONDecodeError) -> str:
    """Say how to mend what people get wrong most."""
    rest = body.decode()[error.pos :]
    if "infinity" in error.msg:
        return " Every number must be finite: below 1.8e308, with its sign or without."
    if rest.lstrip("-").startswith(("NaN", "Infinity", "nan", "inf")):
        return " JSON has no NaN and no Infinity; every number must be finite."
    if rest.startswith("'"):
        return ' JSON takes double quotation marks: {"text": "I am a boy"}.'
    if "depth" in error.msg or "recursion" in error.msg.lower():
        return " Lists and objects may not lie more than about a thousand deep."
    return ""


def _not_finite(body: bytes) -> str | None:
    """Return the pointer to the first NaN or infinity where nothing else keeps the body from being JSON."""
    try:
        waiting: list[tuple[tuple[str | int, ...], Any]] = [((), json.loads(body, parse_int=float))]  # it knows NaN
    except (ValueError, RecursionError):
        return None
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, float) and not isfinite(value):
            return pointer_to(path)
        inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        waiting += reversed([((*path, key), item) for key, item in inside])
    return None


def _check_type(request: Request) -> None:
    content_type = request.headers.get("content-type", "")
    name = content_type.partition(";")[0].strip().lower()
    if name != "application/json" and not (name.startswith("application/") and name.endswith("+json")):
        said = f"of type “{content_type}”" if content_type else "of no stated type"
        raise WrongContentType(
            f"The body is {said}, but must be application/json. With curl: -H 'content-type: application/json'."
        )
    encoding = request.headers.get("content-encoding", "identity")
    if encoding.lower() != "identity":
        raise WrongContentType(f"The body is compressed with “{encoding}”; send it as it is.")


def _too_large() -> TooLarge:
    return TooLarge(f"The body is larger than {MAX_BODY:,} bytes. Send a shorter sentence, or split it.")
