"""What POST /models/{id}/influences answers, and every way of asking wrongly."""

import json

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from safetensors.numpy import load

from app.memory import InfluenceAnswer, OmissionAnswer
from app.schemas import Problem
from model.influence import influence
from tests.random_model import WORDS

URL = "/api/v1/models/{}/influences"
MODELS = ("rnn-tanh", "stack", "logistic")
TOKENS = ["I", "am", "a", "wug", "."]
SAFETENSORS = {"accept": "application/vnd.safetensors"}


def expected(client, name, **more):
    return influence(client.app.state.zoo.get(name), TOKENS, **more)


def triangle(matrix):
    return [row[: t + 1].tolist() for t, row in enumerate(matrix)]


@pytest.mark.parametrize("name", MODELS)
def test_json_holds_every_number_to_the_last_digit(client, name):
    answer = client.post(URL.format(name), json={"tokens": TOKENS, "end": True})
    assert answer.status_code == 200
    InfluenceAnswer.model_validate_json(answer.content, strict=True)
    found, numbers = answer.json(), expected(client, name, end=True)
    assert found["targets"] == ["am", "a", None, ".", "</s>"]
    assert [token["known"] for token in found["tokens"]] == [True, True, True, False, True]
    assert found["steps"] == numbers.steps.tolist()
    for matrix in ("word_gradient", "products", "bounds", "growth"):
        assert found[matrix] == triangle(getattr(numbers, matrix))
    assert len(found["layers"]) == len(numbers.layers)
    for layer, theirs in zip(found["layers"], numbers.layers, strict=True):
        assert layer["norms"] == {key: triangle(value) for key, value in theirs.norms.items()}
        assert layer["gradients"] == {key: triangle(value) for key, value in theirs.gradients.items()}
        assert layer["reach"] == {key: list(value) for key, value in theirs.reach.items()}


@pytest.mark.parametrize("name", MODELS)
def test_safetensors_hold_the_same_in_float64(client, name):
    answer = client.post(URL.format(name), json={"tokens": TOKENS}, headers=SAFETENSORS)
    assert answer.headers["content-type"] == "application/vnd.safetensors"
    assert answer.headers["vary"] == "Accept"
    tensors, numbers = load(answer.content), expected(client, name)
    assert {tensor.dtype for tensor in tensors.values()} == {np.dtype(np.float64)}
    for matrix in ("word_gradient", "products", "bounds", "steps"):
        assert np.array_equal(tensors[matrix], getattr(numbers, matrix))
    for number, layer in enumerate(numbers.layers):
        for kind in ("norms", "gradients"):
            for key, value in getattr(layer, kind).items():
                assert np.array_equal(tensors[f"layers.{number}.{kind}.{key}"], value)
    size = int.from_bytes(answer.content[:8], "little")
    head = json.loads(json.loads(answer.content[8 : 8 + size])["__metadata__"]["influences"])
    asked = client.post(URL.format(name), json={"tokens": TOKENS}).json()
    assert head["reach"] == [layer["reach"] for layer in asked["layers"]]
    for key in ("model", "tokens", "targets", "growth"):
        assert head[key] == asked[key]


def test_an_empty_sentence_has_none(client):
    found = client.post(URL.format("stack"), json={"text": ""}).json()
    assert (found["tokens"], found["products"], found["layers"][1]["norms"]["h_from_h"]) == ([], [], [])


@pytest.mark.parametrize(
    ("body", "pointer", "detail"),
    [
        ({}, "/text", "Give the sentence as text or as tokens; neither is there."),
        ({"text": "I", "t": 1}, "/t", "There is no “t” here; there is text, tokens, end."),
        ({"text": "I", "end": "yes"}, "/end", "end must be true or false, not “yes”."),
        ({"tokens": ["I", " "]}, "/tokens/1", "Token 1 is only blanks"),
        ({"text": "I " * 129}, "/text", "That is 129 tokens; influences are computed for at most 128 with this model."),
    ],
)
def test_what_cannot_be_asked_is_refused_with_its_place(client, body, pointer, detail):
    answer = client.post(URL.format("rnn-tanh"), json=body)
    assert answer.status_code == 422
    problem = Problem.model_validate_json(answer.content)
    assert problem.pointer == pointer
    assert problem.detail.startswith(detail)


def test_an_unknown_model_is_named(client):
    assert client.post(URL.format("nobody"), json={"text": "I"}).status_code == 404


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=8), inner, max_size=5),
    max_leaves=20,
)
nearly_right = st.fixed_dictionaries(
    {},
    optional={
        "text": st.text(max_size=100) | json_values,
        "tokens": st.lists(st.sampled_from([*WORDS, "wug", ""]) | json_values, max_size=8),
        "s": st.integers(-1, 8) | json_values,
        "instead": st.sampled_from([*WORDS, "</s>", "<unk>", "wug", ""]) | json_values,
        "top": st.integers(-1, 21) | json_values,
        "end": st.booleans() | json_values,
    },
)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(body=json_values | nearly_right, endpoint=st.sampled_from(["influences", "omissions"]))
def test_whatever_json_is_sent_the_answer_is_what_was_asked_for_or_a_problem(client, body, endpoint):
    answer = client.post(
        f"/api/v1/models/stack/{endpoint}",
        content=json.dumps(body),
        headers={"content-type": "application/json"},
    )
    form = {"influences": InfluenceAnswer, "omissions": OmissionAnswer}[endpoint]
    assert answer.status_code in (200, 400, 422), answer.text
    (form if answer.status_code == 200 else Problem).model_validate_json(answer.content, strict=True)
