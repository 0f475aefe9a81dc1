"""What POST /models/{id}/trajectories and GET /models/{id}/components answer, and every way of asking wrongly."""

import json

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.paths import ComponentsAnswer, TrajectoryAnswer
from app.schemas import Problem
from tests import oracle

URL = "/api/v1/models/{}/trajectories"
TOKENS, IDS = ["I", "am", "a", "wug"], [2, 3, 4, 0]


def followed(client, name="rnn-tanh", **asked):
    answer = client.post(URL.format(name), json=asked)
    assert answer.status_code == 200, answer.text
    TrajectoryAnswer.model_validate_json(answer.content, strict=True)
    return answer.json()


def components(client, name="rnn-tanh"):
    answer = client.get(f"/api/v1/models/{name}/components")
    ComponentsAnswer.model_validate_json(answer.content, strict=True)
    return answer.json()


@pytest.mark.parametrize("name", ["rnn-tanh", "stack"])
def test_the_path_is_that_of_an_independent_computation_along_the_components(client, name):
    weights = client.get(f"/api/v1/models/{name}/weights?include=embedding,output").json()
    h = oracle.states(weights, IDS, "tanh")[-1]["h"]
    told = components(client, name)
    found = followed(client, name, tokens=TOKENS)
    states = np.vstack([np.zeros(h.shape[1]), h])
    expected = (states - told["mean"]) @ np.array(told["components"]).T
    oracle.assert_close([point["place"] for point in found["points"]], expected, "places")
    assert [point["t"] for point in found["points"]] == [-1, 0, 1, 2, 3]
    assert [token["text"] for token in found["tokens"]] == TOKENS
    for field in ("model", "states", "explained_variance", "attribution"):
        assert found[field] == told[field]


def test_contexts_come_with_every_time_stamp_the_nearest_first(client):
    found = followed(client, text="I am a boy", nearest=4)
    assert [near["t"] for near in found["nearest"]] == [0, 1, 2, 3]
    for near in found["nearest"]:
        distances = [context["distance"] for context in near["contexts"]]
        assert len(distances) == 4
        assert distances == sorted(distances)
        assert all(context["t"] < len(context["tokens"]) for context in near["contexts"])
    assert found["nearest"][0]["contexts"][0]["tokens"][0] == "i"


def test_one_time_stamp_can_be_asked_for(client):
    whole = followed(client, text="I am a boy")
    assert followed(client, text="I am a boy", t=2)["nearest"] == [whole["nearest"][2]]
    assert followed(client, text="I am a boy", t=2)["points"] == whole["points"]
    assert followed(client, text="", t=-1)["nearest"][0]["t"] == -1
    assert followed(client, text="")["nearest"] == []
    assert len(followed(client, text="")["points"]) == 1


def test_the_cloud_is_small_and_the_components_are_orthogonal(client):
    told = components(client)
    directions = np.array(told["components"])
    np.testing.assert_allclose(directions @ directions.T, np.eye(3), atol=1e-5)
    assert 100 < len(told["cloud"]) <= 400
    assert told["explained_variance"] == sorted(told["explained_variance"], reverse=True)
    assert 0 < sum(told["explained_variance"]) <= 1


FIELDS = "text, tokens, nearest, t, initial"
BAD = [
    ({}, "/text", "Give the sentence as text or as tokens; neither is there."),
    ({"text": "I", "tokens": ["I"]}, "/tokens", "Give either text or tokens, not both; leave one of them out."),
    ({"text": "I", "near": 2}, "/near", f"There is no “near” here; there is {FIELDS}."),
    ({"text": "I", "nearest": 11}, "/nearest", "nearest must be at most 10, not 11."),
    ({"text": "I", "nearest": -1}, "/nearest", "nearest must be at least 0, not -1."),
    (
        {"text": "I", "nearest": 10**20},
        "/nearest",
        "nearest must be a whole number of at most 19 digits, not 1e+20.",
    ),
    ({"text": "I", "nearest": "3"}, "/nearest", "nearest must be a whole number, not “3”."),
    ({"text": "I", "t": -2}, "/t", "t must be at least -1, not -2."),
    ({"text": "I", "t": 1}, "/t", "This sentence has no time stamp 1; its time stamps are −1 to 0."),
    (
        {"tokens": ["I", ""]},
        "/tokens/1",
        "Token 1 is empty: give it at least one visible character, or leave it out.",
    ),
    (
        {"text": "I", "initial": {"h": [[1.0]]}},
        "/initial/h/0",
        "This layer has 64 units, so it needs 64 numbers, not 1.",
    ),
]


@pytest.mark.parametrize(("body", "pointer", "sentence"), BAD, ids=[pointer for _, pointer, _ in BAD])
def test_what_is_wrong_is_told_where(client, body, pointer, sentence):
    answer = client.post(URL.format("rnn-tanh"), json=body)
    problem = Problem.model_validate_json(answer.content)
    assert answer.status_code == 422
    assert [(error.pointer, error.detail) for error in problem.errors] == [(pointer, sentence)]


def test_a_model_without_a_bank_answers_409_with_what_to_do(client):
    sentence = "logistic has no bank of states. Make one with `unrolled study logistic`, and restart."
    for answer in (
        client.post(URL.format("logistic"), json={"text": "I"}),
        client.get("/api/v1/models/logistic/components"),
    ):
        assert answer.status_code == 409
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["detail"] == sentence


def test_unknown_models_and_unacceptable_forms_are_refused(client):
    assert client.post(URL.format("nope"), json={"text": "I"}).status_code == 404
    assert client.get("/api/v1/models/nope/components").status_code == 404
    assert client.post(URL.format("rnn-tanh"), json={"text": "I"}, headers={"accept": "text/html"}).status_code == 406
    assert client.get("/api/v1/models/rnn-tanh/components", headers={"accept": "text/html"}).status_code == 406


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
nearly_right = st.fixed_dictionaries(
    {}, optional=dict.fromkeys(("text", "tokens", "nearest", "t", "initial"), json_values)
)


@given(body=json_values | nearly_right)
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_asked_the_answer_is_a_path_or_says_what_is_wrong(client, body):
    answer = client.post(URL.format("stack"), content=json.dumps(body), headers={"content-type": "application/json"})
    if answer.status_code == 200:
        TrajectoryAnswer.model_validate_json(answer.content, strict=True)
    else:
        assert answer.status_code in (400, 422)
        Problem.model_validate_json(answer.content)
