"""
The description of the API, from which /docs is drawn and clients can be made. A copy is committed as openapi.json.

Source: OpenAPI 3.1.
"""

from importlib.metadata import version
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from app.negotiation import PROBLEM_JSON, SAFETENSORS
from app.schemas import Problem

__all__ = ["ABOUT", "describe", "problems", "safetensors_content"]

ABOUT = """
See inside recurrent neural networks: send a sentence, get every value at every time stamp.

```
curl -s localhost:8000/api/v1/models/rnn-tanh/traces \\
  -H 'content-type: application/json' -d '{"text": "I am a boy"}'
```

Time stamps start at 0 with the first word; row t of every array is time stamp t. Traces and weights carry the
precision of float32, influences that of float64. Where an answer holds arrays, `Accept: application/vnd.safetensors`
gets it in one binary body, with the arrays as tensors of that precision and the rest as JSON in the metadata.

Errors are `application/problem+json` (RFC 9457): a sentence in `detail` says what is wrong and how to mend it, and
`pointer` where.
"""

TAGS = [
    {"name": "models", "description": "What there is to look into."},
    {"name": "traces", "description": "What a network does with a sentence."},
    {"name": "health", "description": "For whoever runs the server."},
]

MEANINGS: dict[int, tuple[str, dict[str, Any]]] = {
    400: (
        "The body is not UTF-8, not JSON, or nested too deep.",
        {
            "title": "Bad request",
            "detail": 'The body is empty; send JSON such as {"text": "I am a boy"}.',
        },
    ),
    404: (
        "There is no such model, or no such weight.",
        {"title": "Not found", "detail": "There is no model “x”. The models here are: rnn-tanh."},
    ),
    406: (
        "The Accept header allows none of the forms that there are.",
        {
            "title": "Not acceptable",
            "detail": "This address answers with application/json, which “Accept: text/csv” does not allow.",
        },
    ),
    409: (
        "The model cannot do this: it has no bank of states.",
        {
            "title": "Conflict",
            "detail": "gru has no bank of states. Make one with `unrolled study gru`, and restart.",
        },
    ),
    413: (
        "The body is too large.",
        {
            "title": "Content too large",
            "detail": "The body is larger than 1,000,000 bytes. Send a shorter sentence, or split it.",
        },
    ),
    415: (
        "The body is not declared as JSON.",
        {
            "title": "Unsupported media type",
            "detail": "The body is of type “text/plain”, but must be application/json. With curl: "
            "-H 'content-type: application/json'.",
        },
    ),
    422: (
        "A field or parameter cannot be used; `errors` says which.",
        {
            "title": "Unprocessable content",
            "detail": "Token 3 is empty: give it at least one character, or leave it out.",
            "pointer": "/tokens/3",
            "errors": [
                {
                    "detail": "Token 3 is empty: give it at least one character, or leave it out.",
                    "pointer": "/tokens/3",
                }
            ],
        },
    ),
    503: (
        "No model can be served.",
        {"title": "Service unavailable", "detail": "No model can be served; the server's log says why."},
    ),
}


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Document the problems that an endpoint answers with."""
    return {status: _problem(status) for status in statuses}


def _problem(status: int) -> dict[str, Any]:
    description, example = MEANINGS[status]
    content = {
        "schema": {"$ref": "#/components/schemas/Problem"},
        "example": {"type": "about:blank", "status": status, **example},
    }
    return {"description": description, "content": {PROBLEM_JSON: content}}


def safetensors_content(description: str) -> dict[int | str, dict[str, Any]]:
    """Document an answer's other form."""
    schema = {"type": "string", "format": "binary", "description": description}
    return {200: {"description": "What was asked for.", "content": {SAFETENSORS: {"schema": schema}}}}


def describe(app: FastAPI) -> dict[str, Any]:
    """Return the OpenAPI document of an application."""
    document = get_openapi(
        title="Unrolled",
        version=version("unrolled"),
        summary="The hidden state of a recurrent network, at every time stamp",
        description=ABOUT.strip(),
        routes=app.routes,
        tags=TAGS,
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
    )
    schemas = document["components"]["schemas"]
    _drop_fastapi_errors(document)
    _fill_in_paths(document)
    problem = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas.update(problem.pop("$defs", {}))
    schemas["Problem"] = problem
    document["components"]["schemas"] = dict(sorted(schemas.items()))
    return document


def _drop_fastapi_errors(document: dict[str, Any]) -> None:
    """Drop the form of error that FastAPI documents of itself and that this application never gives."""
    for name in ("HTTPValidationError", "ValidationError"):
        document["components"]["schemas"].pop(name, None)
    for path in document["paths"].values():
        for operation in path.values():
            if "application/json" in operation["responses"].get("422", {}).get("content", {}):
                del operation["responses"]["422"]


def _fill_in_paths(document: dict[str, Any]) -> None:
    """Let /docs fill in the path's parameters, so that every operation runs as it stands."""
    for path in document["paths"].values():
        for operation in path.values():
            for parameter in operation.get("parameters", ()):
                if parameter["in"] == "path":
                    parameter["example"] = parameter["schema"]["examples"][0]
