"""What POST /models/{id}/comparisons answers, and every way of asking wrongly."""

import pytest

from app.beside import ComparisonAnswer
from app.schemas import Problem
from model.comparison import Reading, compare
from model.edits import Overwrite

URL = "/api/v1/models/{}/comparisons"
TEXT = "I am a wug."


@pytest.mark.parametrize(
    ("other", "reading"),
    [
        ({"model": "logistic"}, ("logistic", TEXT)),
        ({"text": "the dogs"}, ("stack", "the dogs")),
        ({"model": "rnn-tanh", "tokens": ["the", "dogs"]}, ("rnn-tanh", ["the", "dogs"])),
        ({"text": ""}, ("stack", "")),
        ({"edits": [{"t": 1, "layer": 1, "unit": 3, "value": 0.5}]}, ("stack", TEXT, [Overwrite(1, 1, "h", 3, 0.5)])),
        ({"initial": {"h": [[0.5] * 7] * 2}}, ("stack", TEXT, (), {"h": [[0.5] * 7] * 2})),
    ],
)
def test_every_number_is_the_models(client, other, reading):
    answer = client.post(URL.format("stack"), json={"text": TEXT, "other": other, "top": 2, "end": True})
    assert answer.status_code == 200, answer.text
    ComparisonAnswer.model_validate_json(answer.content, strict=True)
    zoo = client.app.state.zoo
    numbers = compare(Reading(zoo.get("stack"), TEXT), Reading(zoo.get(reading[0]), *reading[1:]), top=2, end=True)
    found = answer.json()
    assert [each["text"] for each in found["other"]["tokens"]] == [each.text for each in numbers.other.tokens]
    assert (found["one"]["model"], found["other"]["model"]) == ("stack", reading[0])
    assert found["corresponds"] == (reading[0] == "stack")
    stamps = [{**vars(stamp), "top": [vars(beside) for beside in stamp.top]} for stamp in numbers.stamps]
    assert found["stamps"] == stamps
    assert len(stamps) == 5


def test_both_readings_can_be_edited(client):
    edits = [[{"t": 0, "unit": unit, "value": 0.5}] for unit in (1, 2)]
    body = {"text": TEXT, "edits": edits[0], "initial": {"h": [[0.5] * 7] * 2}, "other": {"edits": edits[1]}}
    found = client.post(URL.format("stack"), json=body).json()
    model = client.app.state.zoo.get("stack")
    one = Reading(model, TEXT, [Overwrite(0, 0, "h", 1, 0.5)], {"h": [[0.5] * 7] * 2})
    numbers = compare(one, Reading(model, TEXT, [Overwrite(0, 0, "h", 2, 0.5)]))
    assert [stamp["distance"] for stamp in found["stamps"]] == [stamp.distance for stamp in numbers.stamps]


@pytest.mark.parametrize(
    ("body", "pointer", "detail"),
    [
        ({"text": "I"}, "/other", "other is missing; give it."),
        ({"other": {}}, "/text", "Give the sentence as text or as tokens; neither is there."),
        ({"text": "I", "other": {"model": "x"}}, "/other/model", "There is no model “x”. The models here are:"),
        ({"text": "I", "other": {"model": 3}}, "/other/model", "other.model must be a string"),
        ({"text": "I", "other": {"text": "I", "tokens": []}}, "/other/tokens", "Give either text or tokens, not both"),
        ({"text": "I", "other": {"tokens": ["I", ""]}}, "/other/tokens/1", "Token 1 is empty"),
        ({"text": "I", "other": {"edits": [{"t": 1, "unit": 0, "value": 0}]}}, "/other/edits/0/t", "This sentence has"),
        ({"text": "I", "other": {"words": "I"}}, "/other/words", "There is no “words” here; there is model, text,"),
        ({"text": "I", "other": {"initial": {"h": [[0.0]]}}}, "/other/initial/h/0", "This layer has 64 units"),
        ({"text": "I", "other": {}, "top": 21}, "/top", "top must be at most 20, not 21."),
    ],
)
def test_what_cannot_be_asked_is_refused_with_its_place(client, body, pointer, detail):
    answer = client.post(URL.format("rnn-tanh"), json=body)
    assert answer.status_code == 422
    problem = Problem.model_validate_json(answer.content)
    assert problem.pointer == pointer
    assert problem.detail.startswith(detail)
