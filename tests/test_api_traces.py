"""Every number that POST /models/{id}/traces answers, and every way of asking wrongly."""

import json

import numpy as np
import pytest
import safetensors
import torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from safetensors.numpy import load

from app.schemas import Problem, TraceAnswer
from model.check import check
from tests import oracle
from tests.random_model import WORDS

MODELS = ("rnn-tanh", "stack", "logistic")
SAFETENSORS = {"accept": "application/vnd.safetensors"}
URL = "/api/v1/models/rnn-tanh/traces"


@pytest.fixture(scope="module")
def weights(client):
    """What /weights serves, for each model."""
    url = "/api/v1/models/{}/weights?include=embedding,output"
    return {name: client.get(url.format(name)).json() for name in MODELS}


@pytest.fixture(scope="module")
def cards(client):
    return {name: client.get(f"/api/v1/models/{name}").json() for name in MODELS}


def sentence(rng, length):
    """Words of the vocabulary and, one in ten, a word outside it."""
    return [str(rng.choice(WORDS)) if rng.random() < 0.9 else "wug" for _ in range(length)]


def random_initial(rng, card, scale):
    return [[float(v) for v in rng.normal(size=card["hidden_size"]) * scale] for _ in range(card["num_layers"])]


def cases():
    rng = np.random.default_rng(7)
    lengths = [1, 2, 3, 200, *rng.integers(1, 201, size=20).tolist()]
    return [(length, MODELS[i % 3], i % 2 == 1, i) for i, length in enumerate(lengths)]


@pytest.mark.parametrize(("length", "name", "given_initial", "seed"), cases())
def test_every_number_is_that_of_an_independent_float64_computation(
    client, weights, cards, length, name, given_initial, seed
):
    rng = np.random.default_rng(seed)
    card, tokens = cards[name], sentence(rng, length)
    initial = random_initial(rng, card, 0.5 if seed % 4 == 1 else 20.0) if given_initial else None
    body = {"tokens": tokens, "top": 5, "end": True} | ({"initial": {"h": initial}} if initial else {})
    answer = client.post(f"/api/v1/models/{name}/traces", json=body).json()

    ids = [0 if token == "wug" else WORDS.index(token) + 2 for token in tokens]
    assert [token["id"] for token in answer["tokens"]] == ids
    expected = oracle.states(weights[name], ids, card["activation"], initial)
    for number, layer in enumerate(expected):
        assert list(answer["layers"][number]["values"]) == list(layer)
        for symbol, values in layer.items():
            oracle.assert_close(answer["layers"][number]["values"][symbol], values, f"layer {number}, {symbol}")
    assert_outputs(answer["outputs"], oracle.log_probabilities(weights[name], expected[-1]["h"]), [*ids[1:], 1], client)


def assert_outputs(outputs, log_p, following, client):
    words = client.get("/api/v1/models/rnn-tanh/vocabulary?limit=100").json()["words"]
    rows = {word["spelling"]: word["id"] for word in words} | {"</s>": 1}
    for t, output in enumerate(outputs):
        assert output["t"] == t
        p = np.exp(log_p[t])
        found = [prediction["probability"] for prediction in output["top"]]
        oracle.assert_close(found, np.sort(p)[::-1][:5], f"the five highest probabilities at t = {t}")
        oracle.assert_close(found, p[[rows[prediction["token"]] for prediction in output["top"]]], "their tokens")
        if following[t] == 0:
            assert (output["surprisal"], output["why"]) == (None, "unknown word")
        else:
            oracle.assert_close(output["surprisal"], np.array(-log_p[t, following[t]]), f"surprisal at t = {t}")
            assert output["why"] is None


@pytest.mark.parametrize("seed", range(12))
def test_h_equals_torch(client, weights, cards, seed):
    rng = np.random.default_rng(100 + seed)
    name = ("rnn-tanh", "stack")[seed % 2]
    card, tokens = cards[name], sentence(rng, int(rng.integers(1, 201)))
    initial = random_initial(rng, card, 1.0)
    answer = client.post(f"/api/v1/models/{name}/traces", json={"tokens": tokens, "initial": {"h": initial}}).json()

    rnn = torch.nn.RNN(card["embedding_dim"], card["hidden_size"], card["num_layers"], batch_first=True)
    served = [weight for layer in weights[name]["layers"] for weight in layer.values()]
    rnn.load_state_dict({weight["torch_name"]: torch.tensor(weight["values"]) for weight in served})
    E = torch.tensor(weights[name]["embedding"]["values"])
    h, last = rnn(E[[token["id"] for token in answer["tokens"]]][None], torch.tensor(initial)[:, None])
    oracle.assert_close(answer["layers"][-1]["values"]["h"], h[0].detach().double().numpy(), "h of the last layer")
    for number in range(card["num_layers"]):
        expected = last[number, 0].detach().double().numpy()
        oracle.assert_close(answer["layers"][number]["values"]["h"][-1], expected, f"last h of layer {number}")


@pytest.mark.parametrize("name", MODELS)
@pytest.mark.parametrize("more", [{}, {"symbols": ["h", "a"], "top": 0}, {"check": True, "end": True, "top": 20}])
def test_json_and_safetensors_agree_bit_for_bit(client, name, more):
    body = {"text": "I am a wug. Don't the dogs?", **more}
    url = f"/api/v1/models/{name}/traces"
    answer = client.post(url, json=body).json()
    binary = client.post(url, json=body, headers=SAFETENSORS)
    assert binary.headers["content-type"] == "application/vnd.safetensors"
    tensors = load(binary.content)
    for number, layer in enumerate(answer.pop("layers")):
        for symbol, values in layer["values"].items():
            assert_same(tensors.pop(f"layers.{number}.{symbol}"), values)
        for symbol, values in layer["initial"].items():
            assert_same(tensors.pop(f"layers.{number}.initial.{symbol}"), values)
    assert tensors == {}
    assert json.loads(metadata(binary.content)["trace"]) == answer


def assert_same(tensor, values):
    assert tensor.dtype == np.float32
    assert np.array_equal(tensor.view(np.uint32), np.array(values, dtype=np.float32).view(np.uint32))


def metadata(content):
    size = int.from_bytes(content[:8], "little")
    return json.loads(content[8 : 8 + size])["__metadata__"]


def test_the_default_sentence(client):
    answer = client.post(URL, json={"tokens": ["I", "am", "a", "boy"]})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["vary"] == "Accept"
    body = answer.json()
    TraceAnswer.model_validate_json(answer.content, strict=True)
    assert body["model"] == "rnn-tanh"
    assert body["tokens"] == [
        {"t": 0, "text": "I", "id": 2, "known": True},
        {"t": 1, "text": "am", "id": 3, "known": True},
        {"t": 2, "text": "a", "id": 4, "known": True},
        {"t": 3, "text": "boy", "id": 5, "known": True},
    ]
    assert [(symbol["name"], symbol["size"]) for symbol in body["symbols"]] == [
        ("x", 48),
        ("Wx", 64),
        ("Uh", 64),
        ("a", 64),
        ("h", 64),
    ]
    assert body["layers"][0]["initial"] == {"h": [0.0] * 64}
    assert np.shape(body["layers"][0]["values"]["h"]) == (4, 64)
    assert [len(output["top"]) for output in body["outputs"]] == [5, 5, 5, 5]
    assert [output["surprisal"] is None for output in body["outputs"]] == [False, False, False, True]
    assert "check" not in body


@pytest.mark.parametrize("body", [{"text": ""}, {"text": " \n\t "}, {"tokens": []}])
@pytest.mark.parametrize("name", MODELS)
def test_nothing_to_read_is_a_trace_of_no_time_stamps(client, cards, name, body):
    url = f"/api/v1/models/{name}/traces"
    for more in ({}, {"check": True, "end": True}):
        answer = client.post(url, json=body | more)
        assert answer.status_code == 200
        found = answer.json()
        assert found["tokens"] == []
        assert found["outputs"] == []
        for layer in found["layers"]:
            assert layer["values"] == {symbol: [] for symbol in ("x", "Wx", "Uh", "a", "h")}
        assert client.post(url, json=body, headers=SAFETENSORS).status_code == 200
        with_shape = load(client.post(url, json=body, headers=SAFETENSORS).content)
        assert with_shape["layers.0.x"].shape == (0, cards[name]["embedding_dim"])
        assert with_shape["layers.0.h"].shape == (0, cards[name]["hidden_size"])


def test_the_check_compares_every_value(client):
    check = client.post(URL, json={"text": "I am a boy", "check": True}).json()["check"]
    difference = check.pop("max_abs_difference")
    assert 0 < difference < check["tolerance"]
    assert check.pop("tolerance") == pytest.approx(1e-5)
    assert check == {
        "against": "torch.nn.RNN and NumPy in float64",
        "symbols": ["x", "Wx", "Uh", "a", "h"],
        "values": 4 * (48 + 4 * 64),
        "edited": 0,
    }


def test_the_check_uses_no_more_threads_than_are_set(client, monkeypatch):
    used = []

    def watched(*arguments):
        used.append(torch.get_num_threads())
        return check(*arguments)

    monkeypatch.setattr("app.api.traces.check", watched)
    client.post(URL, json={"text": "I", "check": True})
    assert used == [1]


def test_symbols_come_in_the_cells_order_and_no_others(client):
    answer = client.post(URL, json={"text": "I am", "symbols": ["h", "Wx"]}).json()
    assert [symbol["name"] for symbol in answer["symbols"]] == ["Wx", "h"]
    assert list(answer["layers"][0]["values"]) == ["Wx", "h"]
    assert client.post(URL, json={"text": "I am", "symbols": []}).json()["layers"][0]["values"] == {}


def test_as_many_tokens_and_characters_as_are_allowed(client):
    assert len(client.post(URL, json={"tokens": ["a" * 200] * 512}).json()["tokens"]) == 512


def test_top_beyond_the_vocabulary_gives_all_there_is_but_unknown(client):
    top = client.post(URL, json={"text": "I", "top": 20}).json()["outputs"][0]["top"]
    assert len(top) == len(WORDS) + 1
    assert sum(prediction["probability"] for prediction in top) == pytest.approx(1, abs=1e-5)
    assert "<unk>" not in {prediction["token"] for prediction in top}


def too_many(n):
    return f"That is {n} tokens; at most 512 can be traced at once. Shorten it."


UNITS = "This layer has 64 units, so it needs 64 numbers, not 2."
FIELDS = "text, tokens, symbols, top, initial, end, check, edits, original"

BAD = [
    ({}, "/text", "Give the sentence as text or as tokens; neither is there."),
    ({"text": None}, "/text", "Give the sentence as text or as tokens; neither is there."),
    ({"text": "a", "tokens": ["a"]}, "/tokens", "Give either text or tokens, not both; leave one of them out."),
    ({"txt": "a"}, "/txt", f"There is no “txt” here; there is {FIELDS}."),
    ({"a/b~{c}": 1}, "/a~1b~0{c}", f"There is no “a/b~{{c}}” here; there is {FIELDS}."),
    ({"text": 5}, "/text", "text must be a string in quotation marks, not 5."),
    ({"text": ["I"]}, "/text", "text must be a string in quotation marks, not a list."),
    ({"tokens": "I am"}, "/tokens", "tokens must be a list in square brackets, not “I am”."),
    ({"tokens": ["a", 2, 3]}, "/tokens/1", "tokens[1] must be a string in quotation marks, not 2."),
    (
        {"tokens": ["I", "am", "a", ""]},
        "/tokens/3",
        "Token 3 is empty: give it at least one visible character, or leave it out.",
    ),
    (
        {"tokens": [" "]},
        "/tokens/0",
        "Token 0 is only blanks: give it at least one visible character, or leave it out.",
    ),
    (
        {"tokens": ["a", "b" * 201]},
        "/tokens/1",
        "Token 1 is 201 characters long; at most 200 are allowed. Shorten it.",
    ),
    ({"text": "b" * 201}, "/text", "Token 0 is 201 characters long; at most 200 are allowed. Shorten it."),
    ({"tokens": ["a"] * 513}, "/tokens", too_many(513)),
    ({"text": "a " * 513}, "/text", too_many(513)),
    ({"text": "a", "top": 21}, "/top", "top must be at most 20, not 21."),
    ({"text": "a", "top": -1}, "/top", "top must be at least 0, not -1."),
    ({"text": "a", "top": 2.5}, "/top", "top must be a whole number, not 2.5."),
    ({"text": "a", "top": True}, "/top", "top must be a whole number, not true."),
    ({"text": "a", "top": "5"}, "/top", "top must be a whole number, not “5”."),
    ({"text": "a", "end": 1}, "/end", "end must be true or false, not 1."),
    ({"text": "a", "check": "yes"}, "/check", "check must be true or false, not “yes”."),
    ({"text": "a", "symbols": "h"}, "/symbols", "symbols must be a list in square brackets, not “h”."),
    (
        {"text": "a", "symbols": ["h", "z"]},
        "/symbols/1",
        "This cell has no symbol “z”. It has: x, Wx, Uh, a, h.",
    ),
    ({"text": "a", "initial": [0.5]}, "/initial", 'initial must be an object such as {"h": [[0.5, …]]}, not a list.'),
    ({"text": "a", "initial": {"c": [[0.5]]}}, "/initial/c", "“c” is not carried from word to word; h is."),
    (
        {"text": "a", "initial": {"h": [0.5]}},
        "/initial/h/0",
        "initial.h[0] must be a list in square brackets, not 0.5.",
    ),
    ({"text": "a", "initial": {"h": [[0.5, 0.5]]}}, "/initial/h/0", UNITS),
    ({"text": "a", "initial": {"h": []}}, "/initial/h", "h needs one list per layer: 1, not 0."),
    ({"text": "a", "initial": {"h": [[0.5, "x"]]}}, "/initial/h/0/1", "initial.h[0][1] must be a number, not “x”."),
    ({"text": "a", "initial": {"h": [[None]]}}, "/initial/h/0/0", "initial.h[0][0] must be a number, not null."),
    (
        {"text": "a", "initial": {"h": [[2e6]]}},
        "/initial/h/0/0",
        "initial.h[0][0] must be at most 1,000,000, not 2000000.0.",
    ),
    ([], "", 'The body must be an object such as {"text": "I am a boy"}, not a list.'),
    ("I am", "", 'The body must be an object such as {"text": "I am a boy"}, not “I am”.'),
    (None, "", 'The body must be an object such as {"text": "I am a boy"}, not null.'),
]


@pytest.mark.parametrize(("body", "pointer", "detail"), BAD)
def test_what_cannot_be_used_is_said_with_its_place_and_how_to_mend_it(client, body, pointer, detail):
    answer = client.post(URL, content=json.dumps(body), headers={"content-type": "application/json"})
    assert answer.headers["content-type"] == "application/problem+json"
    assert (answer.status_code, answer.json()) == (
        422,
        {
            "type": "about:blank",
            "title": "Unprocessable content",
            "status": 422,
            "detail": detail,
            "pointer": pointer,
            "errors": [{"detail": detail, "pointer": pointer}],
        },
    )


def test_two_fields_at_fault_are_both_named(client):
    body = client.post(URL, json={"text": 5, "top": 50}).json()
    assert [error["pointer"] for error in body["errors"]] == ["/text", "/top"]
    assert body["detail"] == "text must be a string in quotation marks, not 5. top must be at most 20, not 50."


def test_a_body_full_of_faults_is_answered_with_one(client):
    answer = client.post(URL, json={"tokens": [1] * 300_000})
    assert len(answer.json()["errors"]) == 1


def test_an_unknown_model(client):
    answer = client.post("/api/v1/models/lstm/traces", json={"text": "a"})
    assert (answer.status_code, answer.json()) == (
        404,
        {
            "type": "about:blank",
            "title": "Not found",
            "status": 404,
            "detail": "There is no model “lstm”. The models here are: logistic, rnn-tanh, stack.",
        },
    )


def test_nothing_on_offer_is_acceptable(client):
    answer = client.post(URL, json={"text": "a"}, headers={"accept": "text/csv"})
    assert (answer.status_code, answer.json()["detail"]) == (
        406,
        "This address answers with application/json or application/vnd.safetensors, "
        "which “Accept: text/csv” does not allow.",
    )


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=8), inner, max_size=5),
    max_leaves=20,
)
nearly_right = st.fixed_dictionaries(
    {},
    optional={
        "text": st.text(max_size=300) | json_values,
        "tokens": st.lists(st.text(max_size=210) | json_values, max_size=20),
        "symbols": st.lists(st.sampled_from(["x", "Wx", "Uh", "a", "h", "z"])) | json_values,
        "top": st.integers(-2, 25) | json_values,
        "initial": json_values
        | st.dictionaries(st.just("h"), st.lists(st.lists(st.floats(width=32), min_size=64, max_size=64), max_size=2)),
        "end": st.booleans() | json_values,
    },
)


@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(body=json_values | nearly_right)
def test_whatever_json_is_sent_the_answer_is_a_trace_or_a_problem(client, body):
    assert_trace_or_problem(client.post(URL, content=json.dumps(body), headers={"content-type": "application/json"}))


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=st.binary(max_size=300))
def test_whatever_bytes_are_sent_the_answer_is_a_trace_or_a_problem(client, body):
    assert_trace_or_problem(client.post(URL, content=body, headers={"content-type": "application/json"}))


def assert_trace_or_problem(answer):
    if answer.status_code == 200:
        TraceAnswer.model_validate_json(answer.content, strict=True)
        return
    assert answer.status_code in {400, 422}
    assert answer.headers["content-type"] == "application/problem+json"
    problem = Problem.model_validate_json(answer.content, strict=True)
    assert problem.status == answer.status_code
    assert problem.detail.endswith((".", "”."))
    assert problem.errors or problem.status == 400


def test_a_safetensors_reader_of_another_kind_reads_it(client, tmp_path):
    (tmp_path / "trace.safetensors").write_bytes(client.post(URL, json={"text": "I am"}, headers=SAFETENSORS).content)
    with safetensors.safe_open(tmp_path / "trace.safetensors", framework="pt") as file:
        assert file.get_tensor("layers.0.h").shape == (2, 64)
        assert json.loads(file.metadata()["trace"])["model"] == "rnn-tanh"
