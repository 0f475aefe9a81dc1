import json
from pathlib import Path

import pytest

from app.schemas import Problem
from scripts.openapi import openapi_json

ROOT = Path(__file__).parent.parent
DOCUMENT = json.loads((ROOT / "openapi.json").read_text(encoding="utf-8"))
OPERATIONS = [
    (method, path, operation) for path, methods in DOCUMENT["paths"].items() for method, operation in methods.items()
]


def test_the_committed_document_has_not_drifted(client):
    assert (ROOT / "openapi.json").read_text(encoding="utf-8") == openapi_json(), "run `make openapi`"
    assert client.get("/openapi.json").json() == DOCUMENT


@pytest.mark.parametrize(("method", "path", "operation"), OPERATIONS)
def test_every_operation_is_described(method, path, operation):
    assert operation["summary"]
    assert operation["description"]
    assert operation["tags"][0] in {tag["name"] for tag in DOCUMENT["tags"]}
    for parameter in operation.get("parameters", ()):
        assert parameter["description"]
        assert parameter["schema"]["examples"]


@pytest.mark.parametrize(("method", "path", "operation"), OPERATIONS)
def test_every_error_is_a_problem_with_an_example(method, path, operation):
    for status, response in operation["responses"].items():
        if status != "200":
            content = response["content"]["application/problem+json"]
            assert content["schema"] == {"$ref": "#/components/schemas/Problem"}
            assert Problem.model_validate(content["example"]).status == int(status)


@pytest.mark.parametrize(("method", "path", "operation"), OPERATIONS)
def test_every_operation_runs_with_its_examples(client, method, path, operation):
    examples = {p["name"]: p["schema"]["examples"][0] for p in operation.get("parameters", ())}
    query = {p["name"]: examples[p["name"]] for p in operation.get("parameters", ()) if p["in"] == "query"}
    bodies = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("examples", {"": {}})
    for body in bodies.values():
        content = {"json": body["value"]} if body else {}
        response = client.request(method, path.format(**examples), params=query, **content)
        assert response.status_code == 200, response.text


def test_every_schema_and_field_is_described():
    for name, schema in DOCUMENT["components"]["schemas"].items():
        assert schema["description"], name
        for field, about in schema["properties"].items():
            assert about["description"], f"{name}.{field}"
            assert about["examples"], f"{name}.{field}"


def test_nothing_refers_to_what_is_not_there():
    text = json.dumps(DOCUMENT)
    for part in text.split('"$ref": "#/components/schemas/')[1:]:
        assert part.split('"')[0] in DOCUMENT["components"]["schemas"]
    assert "HTTPValidationError" not in text
