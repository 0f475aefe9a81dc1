import logging

import pytest
from starlette.requests import Request

from app import errors
from app.errors import Problem, answer
from app.schemas import Problem as ProblemBody
from model import errors as model_errors

HTML = {"accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


def test_an_unknown_address_of_the_api_names_those_there_are(client):
    for path in ("/api/v1/model", "/api/v2", "/api", "/health"):
        response = client.get(path, headers=HTML)
        assert response.headers["content-type"] == "application/problem+json"
        assert response.json() == {
            "type": "about:blank",
            "title": "Not found",
            "status": 404,
            "detail": f"There is nothing at {path}. The API has /api/v1/models, /api/v1/models/{{model_id}}, "
            "/api/v1/models/{model_id}/weights, /api/v1/models/{model_id}/weights/{torch_name}, "
            "/api/v1/models/{model_id}/weights/{torch_name}/statistics, /api/v1/models/{model_id}/vocabulary, "
            "/api/v1/models/{model_id}/findings, /api/v1/models/{model_id}/components, "
            "/api/v1/models/{model_id}/traces, "
            "/api/v1/models/{model_id}/traces:batch, "
            "/api/v1/models/{model_id}/derivations, /api/v1/models/{model_id}/influences, "
            "/api/v1/models/{model_id}/omissions, /api/v1/models/{model_id}/comparisons, "
            "/api/v1/models/{model_id}/trajectories, "
            "/health/live, /health/ready; /docs describes them.",
        }


def test_another_method_names_the_one_there_is(client):
    response = client.get("/api/v1/models/rnn-tanh/traces")
    assert (response.status_code, response.headers["allow"]) == (405, "POST")
    assert response.json()["detail"] == "/api/v1/models/rnn-tanh/traces does not take GET; it takes POST."
    assert client.request("DELETE", "/api/v1/models").headers["allow"] == "GET"


def test_a_person_gets_a_page_and_a_program_does_not(client):
    page = client.get("/nowhere", headers=HTML)
    assert (page.status_code, page.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert page.headers["cache-control"] == "no-store"
    assert "<h1>Not found</h1>" in page.text
    assert "There is nothing at /nowhere." in page.text
    for accept in ("application/json", "application/problem+json, text/html;q=0.5"):
        response = client.get("/nowhere", headers={"accept": accept})
        assert (response.status_code, response.headers["content-type"]) == (404, "application/problem+json")


def test_a_page_shows_an_address_as_text(client):
    page = client.get("/<script>alert(1)</script>", headers=HTML)
    assert "<script>alert" not in page.text
    assert "&lt;script&gt;alert" in page.text


@pytest.mark.parametrize("name", model_errors.__all__)
def test_every_error_of_the_model_package_has_a_status(client, name, caplog):
    error = getattr(model_errors, name)("The sentence.", "/tokens/3")
    request = Request({"type": "http", "method": "GET", "path": "/api/x", "headers": [], "app": client.app})
    handler = errors.HANDLERS[model_errors.ModelError]
    response = client.wait_for(handler, request, error)
    status = errors.STATUSES.get(type(error), 500)
    assert response.status_code == status
    body = ProblemBody.model_validate_json(response.body)
    if status == 500:
        assert body.detail == errors.OWN_FAULT
        assert "The sentence." in caplog.text
    else:
        assert body.detail == "The sentence."
        assert body.pointer == ("/tokens/3" if status == 422 else None)


def test_only_what_a_request_can_cause_is_blamed_on_it():
    assert {error.__name__: status for error, status in errors.STATUSES.items()} == {
        "UnknownModel": 404,
        "UnknownWeight": 404,
        "NoBank": 409,
        "BadText": 422,
        "BadInitial": 422,
        "BadRequestedSymbol": 422,
        "BadEdit": 422,
        "BadEntry": 422,
    }


def test_every_status_that_is_answered_has_a_title():
    for problem in Problem.__subclasses__():
        assert problem("A sentence.").title == errors.TITLES[problem.status]


def test_what_nobody_foresaw_is_logged_whole_and_answered_without_a_word_of_it(client, caplog, monkeypatch):
    def broken(*_, **__):
        raise RuntimeError("the secret is 42")

    monkeypatch.setattr("app.api.traces.trace", broken)
    with caplog.at_level(logging.ERROR):
        response = client.post("/api/v1/models/rnn-tanh/traces", json={"text": "I"})
    assert (response.status_code, response.headers["content-type"]) == (500, "application/problem+json")
    assert response.json() == {
        "type": "about:blank",
        "title": "Internal server error",
        "status": 500,
        "detail": "Something went wrong on this server; its log says what. The same request may work again later.",
    }
    assert response.headers["x-content-type-options"] == "nosniff"
    assert "POST /api/v1/models/rnn-tanh/traces failed" in caplog.text
    assert "the secret is 42" in caplog.text


def test_the_headers_of_a_problem_are_sent(client):
    request = Request({"type": "http", "method": "GET", "path": "/api/x", "headers": [], "app": client.app})
    response = answer(request, Problem("Later.", status=503, headers={"Retry-After": "5"}))
    assert response.headers["retry-after"] == "5"
