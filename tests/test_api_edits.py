"""What if: edits of a trace and of a derivation, through the API, and every way of asking for them wrongly."""

import json

import numpy as np
import pytest
from safetensors.numpy import load

from app.schemas import Problem, TraceAnswer
from model.edits import Overwrite
from model.trace import trace
from tests.random_model import WORDS

URL = "/api/v1/models/stack/traces"
SAFETENSORS = {"accept": "application/vnd.safetensors"}
EDITS = [
    {"t": [1, 2], "layer": 1, "symbol": "a", "unit": [2, 4], "value": 3},
    {"t": "all", "unit": 5, "value": 0.0},
    {"t": 3, "symbol": "Uh", "unit": "all", "value": -0.5},
]
OVERWRITES = [
    Overwrite((1, 2), 1, "a", (2, 4), 3.0),
    Overwrite("all", 0, "h", 5, 0.0),
    Overwrite(3, 0, "Uh", "all", -0.5),
]
ECHO = [
    {"t": [1, 2], "layer": 1, "symbol": "a", "unit": [2, 4], "value": 3.0},
    {"t": "all", "layer": 0, "symbol": "h", "unit": 5, "value": 0.0},
    {"t": 3, "layer": 0, "symbol": "Uh", "unit": "all", "value": -0.5},
]


def post(client, **body):
    return client.post(URL, json={"text": "I am a boy", **body})


def test_an_edited_trace_is_that_of_the_model_with_its_edits_and_the_original_beside_it(client):
    answer = post(client, edits=EDITS, original=True, check=True)
    TraceAnswer.model_validate_json(answer.content, strict=True)
    body = answer.json()
    model = client.app.state.zoo.get("stack")
    altered, plain = trace(model, "I am a boy", edits=OVERWRITES), trace(model, "I am a boy")
    for found, expected in ((body, altered), (body["original"], plain)):
        for layer, made in zip(found["layers"], expected.layers, strict=True):
            assert list(layer["values"]) == list(made.values)
            for name, values in made.values.items():
                np.testing.assert_array_equal(np.float32(layer["values"][name]), values)
        assert [output["surprisal"] for output in found["outputs"]] == [o.surprisal for o in expected.outputs]
    assert body["edits"] == ECHO
    check = body["check"]
    assert (check["edited"], check["against"]) == (2 * 3 + 4 + 7, "NumPy in float64")
    assert check["max_abs_difference"] <= check["tolerance"]
    assert check["values"] + check["edited"] == 4 * (5 + 7 + 2 * 4 * 7)


def test_json_and_safetensors_agree_on_edits_and_original(client):
    asked = {"text": "I am a boy", "edits": EDITS, "original": True, "symbols": ["h"]}
    answer = client.post(URL, json=asked).json()
    content = client.post(URL, json=asked, headers=SAFETENSORS).content
    tensors = load(content)
    for prefix, whose in (("", answer), ("original.", answer["original"])):
        for number, layer in enumerate(whose.pop("layers")):
            np.testing.assert_array_equal(tensors.pop(f"{prefix}layers.{number}.h"), np.float32(layer["values"]["h"]))
            initial = np.float32(layer["initial"]["h"])
            np.testing.assert_array_equal(tensors.pop(f"{prefix}layers.{number}.initial.h"), initial)
    assert tensors == {}
    size = int.from_bytes(content[:8], "little")
    assert json.loads(json.loads(content[8 : 8 + size])["__metadata__"]["trace"]) == answer


def test_without_edits_the_answer_speaks_of_none(client):
    assert post(client).json().keys() == {"model", "tokens", "symbols", "layers", "outputs"}
    assert post(client, edits=[]).content == post(client).content


def test_an_edited_value_derives_as_set_and_what_the_equation_gives(client):
    url, edits = "/api/v1/models/stack/derivations", [{"t": 2, "layer": 1, "unit": 3, "value": -1}]
    asked = {"text": "I am a boy", "t": 2, "layer": 1, "unit": 3}
    plain, found = (client.post(url, json=asked | more).json() for more in ({}, {"edits": edits}))
    assert (plain["edited"], found["value"], found["oracle"]) == (None, -1.0, "NumPy in float64")
    assert found["edited"] == {"edit": 0, "equation": pytest.approx(plain["value"], abs=1e-6)}
    assert found["groups"] == plain["groups"]
    other = client.post(url, json=asked | {"unit": 4, "edits": edits}).json()
    assert other["edited"] is None
    word = client.post(url, json={"text": "I am a boy", "t": 2, "word": "boy", "edits": edits}).json()
    assert next(term["value"] for term in word["terms"] if term["index"] == 3) == -1.0
    assert word["difference"] < 1e-6


SPAN = 'Give one number such as 2, the first and the last such as [0, 3], or "all".'
OBJECT = 'an object such as {"t": 2, "unit": 12, "value": -1.0}'


def edit(**changed):
    return {key: value for key, value in {"t": 1, "unit": 2, "value": 0.5, **changed}.items() if value is not ...}


BAD = [
    (5, "/edits", "edits must be a list in square brackets, not 5."),
    ([5], "/edits/0", f"edits[0] must be {OBJECT}, not 5."),
    ([edit(), []], "/edits/1", f"edits[1] must be {OBJECT}, not a list."),
    ([edit(time=3)], "/edits/0/time", "There is no “time” here; there is t, layer, symbol, unit, value."),
    ([edit(t=...)], "/edits/0/t", "edits[0].t is missing; give it."),
    ([edit(unit=...)], "/edits/0/unit", "edits[0].unit is missing; give it."),
    ([edit(value=...)], "/edits/0/value", "edits[0].value is missing; give it."),
    *(([edit(), edit(t=t)], "/edits/1/t", SPAN) for t in (None, True, 1.0, "2", [], [1], [1, 2, 3], [0, True], {})),
    *(([edit(unit=unit)], "/edits/0/unit", SPAN) for unit in ("every", 2.5, [[0, 1]], False)),
    ([edit(value="1")], "/edits/0/value", "edits[0].value must be a number, not “1”."),
    ([edit(value=None)], "/edits/0/value", "edits[0].value must be a number, not null."),
    ([edit(value=1e7)], "/edits/0/value", "edits[0].value must be at most 1,000,000, not 10000000.0."),
    ([edit(value=-1e7)], "/edits/0/value", "edits[0].value must be at least -1,000,000, not -10000000.0."),
    ([edit(layer=0.5)], "/edits/0/layer", "edits[0].layer must be a whole number, not 0.5."),
    ([edit(symbol=3)], "/edits/0/symbol", "edits[0].symbol must be a string in quotation marks, not 3."),
    ([edit(), edit(symbol="z")], "/edits/1/symbol", "This cell has no symbol “z”. It has: x, Wx, Uh, a, h."),
    ([edit(layer=2)], "/edits/0/layer", "This network has no layer 2; its layers are 0 to 1."),
    ([edit(), edit(t=4)], "/edits/1/t", "This sentence has no time stamp 4; its time stamps are 0 to 3."),
    ([edit(t=-1)], "/edits/0/t", "This sentence has no time stamp -1; its time stamps are 0 to 3."),
    ([edit(t=10**9)], "/edits/0/t", f"This sentence has no time stamp {10**9}; its time stamps are 0 to 3."),
    ([edit(t=[3, 1])], "/edits/0/t", "[3, 1] ends before it begins; write [1, 3]."),
    ([edit(unit=[0, 7])], "/edits/0/unit", "h has no unit 7; its units are 0 to 6."),
    ([edit()] * 65, "/edits", "That is 65 edits; at most 64 can be made at once."),
]  # fmt: skip


@pytest.mark.parametrize(("edits", "pointer", "detail"), BAD)
@pytest.mark.parametrize("resource", ["traces", "derivations"])
def test_a_bad_edit_is_said_with_its_place_and_how_to_mend_it(client, resource, edits, pointer, detail):
    body = {"text": "I am a boy", "edits": edits} | ({} if resource == "traces" else {"t": 0, "unit": 0})
    headers = {"content-type": "application/json"}
    answer = client.post(f"/api/v1/models/stack/{resource}", content=json.dumps(body), headers=headers)
    assert answer.headers["content-type"] == "application/problem+json"
    assert (answer.status_code, answer.json()["errors"]) == (422, [{"detail": detail, "pointer": pointer}])


@pytest.mark.parametrize(
    ("body", "pointers"),
    [
        ({"top": "3", "original": "yes"}, ["/top", "/original"]),
        ({"top": "3", "edits": [edit(t=1.5, unit=2.5), edit(t=1.5)]}, ["/top", "/edits/0/t", "/edits/0/unit"]),
        ({"top": "3", "edits": [edit(unit=99)]}, ["/top"]),
        ({"edits": [edit(unit=99), edit(t=9)]}, ["/edits/0/unit"]),
    ],
)
def test_which_of_several_faults_are_told_is_as_documented(client, body, pointers):
    assert [error["pointer"] for error in post(client, **body).json()["errors"]] == pointers
    said = Problem.model_fields["errors"].description
    for promise in ("every one of a wrong form", "of a list only its first", "the first field that does not fit"):
        assert promise in said


def test_nan_is_pointed_at(client):
    body = b'{"text": "I", "edits": [{"t": 0, "unit": 0, "value": NaN}]}'
    answer = client.post(URL, content=body, headers={"content-type": "application/json"})
    assert (answer.status_code, answer.json()["pointer"]) == (400, "/edits/0/value")


def test_only_a_whole_true_asks_for_the_original(client):
    answer = post(client, original="yes")
    assert (answer.status_code, answer.json()["pointer"]) == (422, "/original")


def test_edits_and_a_carried_state_go_together(client):
    first = client.post(URL, json={"tokens": list(WORDS[:3]), "symbols": ["h"]}).json()
    initial = {"h": [layer["values"]["h"][-1] for layer in first["layers"]]}
    answer = post(client, initial=initial, edits=[edit()], original=True).json()
    assert answer["layers"][0]["initial"] == answer["original"]["layers"][0]["initial"] == {"h": initial["h"][0]}
    assert answer["layers"][0]["values"]["h"][0] == answer["original"]["layers"][0]["values"]["h"][0]
