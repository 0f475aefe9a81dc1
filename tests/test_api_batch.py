"""Many sentences at once, through the API: each as if it had been asked alone, and every way of asking wrongly."""

import json

import numpy as np
import pytest
from safetensors.numpy import load

from app.schemas import BatchAnswer
from model.text import MAX_TOKENS
from model.trace import MAX_BATCH, MAX_BATCH_TOKENS
from tests.random_model import WORDS

MODELS = ("rnn-tanh", "stack", "logistic")
SAFETENSORS = {"accept": "application/vnd.safetensors"}


def url(name):
    return f"/api/v1/models/{name}/traces:batch"


def sentences(seed, count):
    rng = np.random.default_rng(seed)
    return [rng.choice([*WORDS, "wug"], size=rng.integers(0, 20)).tolist() for _ in range(count)]


@pytest.mark.parametrize("name", MODELS)
def test_each_of_many_is_what_it_is_alone_and_in_the_order_asked(client, name):
    many = sentences(1, 60)
    asked = [{"tokens": words} if k % 2 else {"text": " ".join(words)} for k, words in enumerate(many)]
    answer = client.post(url(name), json={"sentences": asked, "end": True, "top": 3})
    assert answer.status_code == 200
    BatchAnswer.model_validate_json(answer.content, strict=True)
    for one, found in zip(asked, answer.json()["traces"], strict=True):
        alone = client.post(f"/api/v1/models/{name}/traces", json={**one, "end": True, "top": 3}).json()
        assert found["tokens"] == alone["tokens"]
        for layer, expected in zip(found["layers"], alone["layers"], strict=True):
            assert layer["initial"] == expected["initial"]
            for symbol, values in expected["values"].items():
                np.testing.assert_allclose(layer["values"][symbol], values, rtol=0, atol=1e-6)
        for output, expected in zip(found["outputs"], alone["outputs"], strict=True):
            assert [p["token"] for p in output["top"]] == [p["token"] for p in expected["top"]]
            assert output["surprisal"] == pytest.approx(expected["surprisal"], abs=1e-5)


def test_json_and_safetensors_agree(client):
    body = {"sentences": [{"tokens": words} for words in sentences(2, 9)], "symbols": ["h", "x"]}
    answer = client.post(url("stack"), json=body).json()
    content = client.post(url("stack"), json=body, headers=SAFETENSORS).content
    tensors = load(content)
    for number, found in enumerate(answer["traces"]):
        for k, layer in enumerate(found.pop("layers")):
            for symbol, values in layer["values"].items():
                tensor = tensors.pop(f"traces.{number}.layers.{k}.{symbol}")
                np.testing.assert_array_equal(tensor, np.float32(values).reshape(tensor.shape))
            tensors.pop(f"traces.{number}.layers.{k}.initial.h")
    assert tensors == {}
    size = int.from_bytes(content[:8], "little")
    assert json.loads(json.loads(content[8 : 8 + size])["__metadata__"]["traces"]) == answer
    assert [symbol["name"] for symbol in answer["symbols"]] == ["x", "h"]


@pytest.mark.parametrize("asked", [[], [{"text": ""}], [{"text": ""}, {"tokens": []}]])
def test_nothing_to_read_is_no_error(client, asked):
    answer = client.post(url("stack"), json={"sentences": asked, "symbols": ["h"]}).json()
    assert [found["tokens"] for found in answer["traces"]] == [[]] * len(asked)
    assert [symbol["name"] for symbol in answer["symbols"]] == ["h"]


def test_as_many_as_are_allowed(client):
    short = {"sentences": [{"tokens": ["a"] * 16}] * MAX_BATCH, "symbols": [], "top": 0}
    assert len(client.post(url("stack"), json=short).json()["traces"]) == MAX_BATCH == MAX_BATCH_TOKENS // 16
    long = {"sentences": [{"tokens": ["a"] * MAX_TOKENS}] * 8, "symbols": ["h"], "top": 0}
    assert len(client.post(url("stack"), json=long).json()["traces"]) == 8


ONE = {"text": "I am"}
EXAMPLE = '{"text": "I am a boy"}'
BAD = [
    ({}, "/sentences", "sentences is missing; give it."),
    ({"sentences": "I am"}, "/sentences", "sentences must be a list in square brackets, not “I am”."),
    ({"sentences": [ONE, "I am"]}, "/sentences/1", f"sentences[1] must be an object such as {EXAMPLE}, not “I am”."),
    (
        {"sentences": [ONE, ONE, ONE, {"text": 5}]},
        "/sentences/3/text",
        "sentences[3].text must be a string in quotation marks, not 5.",
    ),
    ({"sentences": [ONE, {}]}, "/sentences/1/text", "Give the sentence as text or as tokens; neither is there."),
    (
        {"sentences": [ONE, {"text": "a", "tokens": ["a"]}]},
        "/sentences/1/tokens",
        "Give either text or tokens, not both; leave one of them out.",
    ),
    ({"sentences": [{"text": "I", "top": 3}]}, "/sentences/0/top", "There is no “top” here; there is text, tokens."),
    (
        {"sentences": [ONE, {"tokens": ["a", ""]}]},
        "/sentences/1/tokens/1",
        "Sentence 1: Token 1 is empty: give it at least one visible character, or leave it out.",
    ),
    (
        {"sentences": [ONE, ONE, {"text": "a " * 513}]},
        "/sentences/2/text",
        "Sentence 2: That is 513 tokens; at most 512 can be traced at once. Shorten it.",
    ),
    ({"sentences": [ONE] * 257}, "/sentences", "That is 257 sentences; at most 256 can be traced at once."),
    (
        {"sentences": [{"tokens": ["a"] * 512}] * 8 + [ONE]},
        "/sentences/8",
        "With sentence 8 there are 4,098 tokens; at most 4,096 can be traced at once. Send the sentences in several "
        "requests.",
    ),
    ({"sentences": [ONE], "symbols": ["q"]}, "/symbols/0", "This cell has no symbol “q”. It has: x, Wx, Uh, a, h."),
    ({"sentences": [ONE], "top": 21}, "/top", "top must be at most 20, not 21."),
    ({"sentences": [ONE], "check": True}, "/check", "There is no “check” here; there is sentences, symbols, top, end."),
]


@pytest.mark.parametrize(("body", "pointer", "detail"), BAD)
def test_what_cannot_be_used_is_said_with_its_place(client, body, pointer, detail):
    answer = client.post(url("stack"), content=json.dumps(body), headers={"content-type": "application/json"})
    assert answer.headers["content-type"] == "application/problem+json"
    assert (answer.status_code, answer.json()["errors"]) == (422, [{"detail": detail, "pointer": pointer}])


def test_the_other_ways_of_asking_wrongly_are_those_of_one_trace(client):
    assert client.post("/api/v1/models/none/traces:batch", json={"sentences": []}).status_code == 404
    assert client.post(url("stack"), json={"sentences": []}, headers={"accept": "text/csv"}).status_code == 406
    assert client.post(url("stack"), content=b"[", headers={"content-type": "application/json"}).status_code == 400
    assert client.post(url("stack"), content=b"{}", headers={"content-type": "text/plain"}).status_code == 415
    assert client.get(url("stack")).status_code == 405
