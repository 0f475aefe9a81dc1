"""Every number that POST /models/{id}/derivations answers, and every way of asking wrongly."""

import json

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.derived import DerivationAnswer, WordDerivationAnswer
from app.schemas import Problem
from tests import oracle
from tests.random_model import WORDS

MODELS = ("rnn-tanh", "stack", "logistic")
URL = "/api/v1/models/rnn-tanh/derivations"
TOKENS = ["I", "am", "a", "wug", "."]
IDS = [2, 3, 4, 0, 12]


@pytest.fixture(scope="module")
def weights(client):
    """What /weights serves, for each model."""
    url = "/api/v1/models/{}/weights?include=embedding,output"
    return {name: client.get(url.format(name)).json() for name in MODELS}


@pytest.fixture(scope="module")
def activation(client):
    return {name: client.get(f"/api/v1/models/{name}").json()["activation"] for name in MODELS}


def derived(client, name, **asked):
    answer = client.post(f"/api/v1/models/{name}/derivations", json={"tokens": TOKENS, **asked})
    assert answer.status_code == 200, answer.text
    form = WordDerivationAnswer if "word" in asked else DerivationAnswer
    form.model_validate_json(answer.content, strict=True)
    return answer.json()


@pytest.mark.parametrize("name", MODELS)
@pytest.mark.parametrize("symbol", ["x", "Wx", "Uh", "a", "h"])
@pytest.mark.parametrize("t", [0, 1, 4])
def test_every_number_is_that_of_an_independent_float64_computation(client, weights, activation, name, symbol, t):
    layer = len(weights[name]["layers"]) - 1
    H = weights[name]["layers"][0]["U"]["shape"][0]
    initial = np.random.default_rng(t).uniform(-1, 1, size=(layer + 1, H)).tolist()
    expected = oracle.states(weights[name], IDS, activation[name], initial)[layer]
    U, W = (oracle.doubles(weights[name]["layers"][layer][key]) for key in "UW")
    before = expected["h"][t - 1] if t else np.array(initial[layer])
    unit = 3
    found = derived(client, name, t=t, symbol=symbol, unit=unit, layer=layer, initial={"h": initial})
    for field in ("value", "torch"):
        oracle.assert_close(found[field], expected[symbol][t, unit], field)
    asked = {"model": name, "t": t, "layer": layer, "symbol": symbol, "unit": unit, "word": None}
    assert {key: found[key] for key in asked} == asked
    totals = {group["weight"]: group["total"] for group in found["groups"]}
    names = {"x": [], "Wx": ["W"], "Uh": ["U"]}.get(symbol, ["U", "b_hh", "W", "b_ih"])
    assert list(totals) == names
    for group in found["groups"]:
        if group["weight"] not in ("U", "W"):
            continue
        matrix, vector = (U, before) if group["weight"] == "U" else (W, expected["x"][t])
        terms = sorted(group["terms"], key=lambda term: term["index"])
        oracle.assert_close([term["weight"] for term in terms], matrix[unit], "weights")
        oracle.assert_close([term["value"] for term in terms], vector, "values")
        oracle.assert_close([term["product"] for term in terms], matrix[unit] * vector, "products")
        oracle.assert_close(group["total"], (matrix[unit] * vector).sum(), "total")
    if symbol != "x":
        whole = expected["a" if symbol == "h" else symbol][t, unit]
        oracle.assert_close(found["a"], whole, "a")
        oracle.assert_close(sum(totals.values()), whole, "the totals added up")


@pytest.mark.parametrize("name", MODELS)
@pytest.mark.parametrize("word", ["boy", "Don't", "</s>"])
def test_a_words_probability_is_that_of_an_independent_float64_computation(client, weights, activation, name, word):
    row = 1 if word == "</s>" else WORDS.index(word.lower()) + 2
    h = oracle.states(weights[name], IDS, activation[name])[-1]["h"]
    W_y, b_y = (oracle.doubles(weights[name]["output"][key]) for key in ("W_y", "b_y"))
    found = derived(client, name, t=3, word=word)
    assert found["word"]["id"] == row
    oracle.assert_close(found["logit"], W_y[row] @ h[3] + b_y[row], "logit")
    oracle.assert_close(found["total"], W_y[row] @ h[3], "total")
    oracle.assert_close(found["bias"], b_y[row], "bias")
    log_p = oracle.log_probabilities(weights[name], h)[3, row]
    for field in ("probability", "torch"):
        oracle.assert_close(found[field], np.exp(log_p), field)
    oracle.assert_close(found["logit"] - found["log_sum_exp"], log_p, "ln p")
    products = [abs(term["product"]) for term in found["terms"]]
    assert products == sorted(products, reverse=True)
    assert sum(term["product"] for term in found["terms"]) == pytest.approx(found["total"], abs=1e-12)


def test_it_agrees_with_the_trace_to_the_last_digit(client):
    body = {"text": "I am a boy", "top": 3}
    trace = client.post("/api/v1/models/stack/traces", json=body).json()
    for layer in (0, 1):
        value = trace["layers"][layer]["values"]["h"][2][6]
        found = client.post(
            "/api/v1/models/stack/derivations", json={"text": "I am a boy", "t": 2, "unit": 6, "layer": layer}
        ).json()
        assert np.float32(found["value"]) == np.float32(value)
    for prediction in trace["outputs"][2]["top"]:
        asked = {"text": "I am a boy", "t": 2, "word": prediction["token"]}
        found = client.post("/api/v1/models/stack/derivations", json=asked).json()
        assert found["probability"] == pytest.approx(prediction["probability"], abs=1e-6)


FIELDS = "text, tokens, t, symbol, unit, layer, word, initial, edits"
BOY = {"text": "I am a boy", "t": 2}

BAD = [
    ({"t": 0, "unit": 0}, "/text", "Give the sentence as text or as tokens; neither is there."),
    (
        {**BOY, "tokens": ["I"], "unit": 0},
        "/tokens",
        "Give either text or tokens, not both; leave one of them out.",
    ),
    ({"text": "I", "unit": 0}, "/t", "t is missing; give it."),
    (BOY, "/unit", "Say what to derive: the unit of a symbol, or an output word; neither is there."),
    (
        {**BOY, "unit": 1, "word": "boy"},
        "/unit",
        "Give either word or unit, not both: an output word has no unit.",
    ),
    (
        {**BOY, "symbol": "h", "word": "boy"},
        "/symbol",
        "Give either word or symbol, not both: an output word has no symbol.",
    ),
    (
        {**BOY, "layer": 0, "word": "boy"},
        "/layer",
        "Give either word or layer, not both: an output word has no layer.",
    ),
    ({**BOY, "unti": 1}, "/unti", f"There is no “unti” here; there is {FIELDS}."),
    ({**BOY, "unit": 0, "t": 4}, "/t", "This sentence has no time stamp 4; its time stamps are 0 to 3."),
    ({**BOY, "word": "boy", "t": 4}, "/t", "This sentence has no time stamp 4; its time stamps are 0 to 3."),
    ({**BOY, "unit": 0, "t": -1}, "/t", "t must be at least 0, not -1."),
    ({**BOY, "unit": 0, "t": 1.5}, "/t", "t must be a whole number, not 1.5."),
    ({**BOY, "unit": 0, "t": "2"}, "/t", "t must be a whole number, not “2”."),
    ({**BOY, "unit": 0, "t": None}, "/t", "t must be a whole number, not null."),
    ({"text": "", "t": 0, "unit": 0}, "/t", "This sentence has no time stamps: there is nothing to derive."),
    ({**BOY, "unit": 64}, "/unit", "h has no unit 64; its units are 0 to 63."),
    ({**BOY, "symbol": "x", "unit": 48}, "/unit", "x has no unit 48; its units are 0 to 47."),
    ({**BOY, "unit": -1}, "/unit", "unit must be at least 0, not -1."),
    ({**BOY, "unit": True}, "/unit", "unit must be a whole number, not true."),
    ({**BOY, "unit": 0, "layer": 1}, "/layer", "This network has no layer 1; its layers are 0 to 0."),
    ({**BOY, "unit": 0, "symbol": "z"}, "/symbol", "This cell has no symbol “z”. It has: x, Wx, Uh, a, h."),
    ({**BOY, "unit": 0, "symbol": ""}, "/symbol", "This cell has no symbol “”. It has: x, Wx, Uh, a, h."),
    ({**BOY, "unit": 0, "symbol": ["h"]}, "/symbol", "symbol must be a string in quotation marks, not a list."),
    ({**BOY, "word": 5}, "/word", "word must be a string in quotation marks, not 5."),
    (
        {**BOY, "word": "wug"},
        "/word",
        "The network does not know “wug”; choose a word of its vocabulary, or </s>.",
    ),
    ({**BOY, "word": ""}, "/word", "The network does not know “”; choose a word of its vocabulary, or </s>."),
    (
        {**BOY, "word": "<unk>"},
        "/word",
        "<unk> is read, never predicted: it has no probability. Choose a word.",
    ),
    (
        {"tokens": ["I", ""], "t": 0, "unit": 0},
        "/tokens/1",
        "Token 1 is empty: give it at least one visible character, or ",
    ),
    ({**BOY, "unit": 0, "initial": {"h": []}}, "/initial/h", "h needs one list per layer: 1, not 0."),
    ([], "", 'The body must be an object such as {"text": "I am a boy"}, not a list.'),
]


@pytest.mark.parametrize(("body", "pointer", "detail"), BAD)
def test_what_cannot_be_used_is_said_with_its_place_and_how_to_mend_it(client, body, pointer, detail):
    answer = client.post(URL, content=json.dumps(body), headers={"content-type": "application/json"})
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")
    problem = answer.json()
    assert problem["detail"].startswith(detail)
    assert problem["errors"] == [{"detail": problem["detail"], "pointer": pointer}]


def test_other_failures_are_those_of_a_trace(client):
    assert client.post("/api/v1/models/lstm/derivations", json={**BOY, "unit": 0}).status_code == 404
    assert client.post(URL, json={**BOY, "unit": 0}, headers={"accept": "text/csv"}).status_code == 406
    assert client.post(URL, content=b"{", headers={"content-type": "application/json"}).status_code == 400
    assert client.post(URL, content=b"{}", headers={"content-type": "text/plain"}).status_code == 415
    too_large = json.dumps({**BOY, "unit": 0, "word": "w" * 1_000_000})
    assert client.post(URL, content=too_large, headers={"content-type": "application/json"}).status_code == 413


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=8), inner, max_size=5),
    max_leaves=20,
)
nearly_right = st.fixed_dictionaries(
    {"t": st.integers(-1, 6) | json_values},
    optional={
        "text": st.text(max_size=100) | json_values,
        "tokens": st.lists(st.sampled_from([*WORDS, "wug", ""]) | json_values, max_size=8),
        "symbol": st.sampled_from(["x", "Wx", "Uh", "a", "h", "z"]) | json_values,
        "unit": st.integers(-2, 65) | json_values,
        "layer": st.integers(-1, 2) | json_values,
        "word": st.sampled_from([*WORDS, "</s>", "<unk>", "wug"]) | st.text(),
        "initial": st.dictionaries(
            st.just("h"), st.lists(st.lists(st.floats(width=32), min_size=64, max_size=64), max_size=2)
        )
        | json_values,
    },
)


@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(body=json_values | nearly_right)
def test_whatever_json_is_sent_the_answer_is_a_derivation_or_a_problem(client, body):
    assert_derivation_or_problem(
        client.post(URL, content=json.dumps(body), headers={"content-type": "application/json"})
    )


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    tokens=st.lists(st.sampled_from([*WORDS, "wug"]), min_size=1, max_size=6),
    t=st.integers(0, 6),
    scale=st.sampled_from([0.0, 1.0, 1e6]),
    asked=st.fixed_dictionaries({"word": st.sampled_from([*WORDS, "</s>"])})
    | st.fixed_dictionaries({"unit": st.integers(0, 64), "symbol": st.sampled_from(["x", "Wx", "Uh", "a", "h"])}),
)
def test_what_is_asked_rightly_is_derived(client, tokens, t, scale, asked):
    body = {"tokens": tokens, "t": t, "initial": {"h": [[scale] * 64]}, **asked}
    answer = client.post(URL, json=body)
    there = t < len(tokens) and asked.get("unit", 0) < (48 if asked.get("symbol") == "x" else 64)
    assert answer.status_code == (200 if there else 422)
    assert_derivation_or_problem(answer)


def assert_derivation_or_problem(answer):
    if answer.status_code == 200:
        form = DerivationAnswer if answer.json()["word"] is None else WordDerivationAnswer
        form.model_validate_json(answer.content, strict=True)
        assert "null" not in json.dumps(answer.json().get("value", 0))
        return
    assert answer.status_code in {400, 422}
    assert answer.headers["content-type"] == "application/problem+json"
    problem = Problem.model_validate_json(answer.content, strict=True)
    assert problem.status == answer.status_code
    assert problem.detail.endswith((".", "”."))
    assert problem.errors or problem.status == 400
