"""What POST /models/{id}/omissions answers, and every way of asking wrongly."""

import numpy as np
import pytest

from app.memory import OmissionAnswer
from app.schemas import Problem
from model.omission import omission

URL = "/api/v1/models/{}/omissions"
TOKENS = ["I", "am", "a", "wug", "."]


@pytest.mark.parametrize("name", ["rnn-tanh", "stack", "logistic"])
@pytest.mark.parametrize("instead", [None, "<unk>", "girl"])
def test_every_number_is_the_models(client, name, instead):
    answer = client.post(URL.format(name), json={"tokens": TOKENS, "s": 1, "instead": instead, "top": 2, "end": True})
    assert answer.status_code == 200
    OmissionAnswer.model_validate_json(answer.content, strict=True)
    found = answer.json()
    numbers = omission(client.app.state.zoo.get(name), TOKENS, 1, instead, top=2, end=True)
    assert (found["model"], found["s"]) == (name, 1)
    assert (found["instead"] or {}).get("text") == instead
    for each, theirs in zip(found["outputs"], numbers.outputs, strict=True):
        pairs = [vars(pair) for pair in theirs.top]
        assert each == {**vars(theirs), "top": pairs}
    assert [len(row) for row in found["changes"]] == [1, 2, 3, 4, 5]
    for t, row in enumerate(found["changes"]):
        np.testing.assert_array_equal(np.array(row, dtype=float), numbers.changes[t, : t + 1])


def test_the_first_word_deleted_leaves_nothing_to_compare_with_at_first(client):
    found = client.post(URL.format("stack"), json={"text": "I am", "s": 0}).json()
    assert [(each["t"], each["after"]) for each in found["outputs"]] == [(0, None), (1, None)]
    assert [pair["after"] is None for pair in found["outputs"][1]["top"]] == [False] * len(found["outputs"][1]["top"])


@pytest.mark.parametrize(
    ("body", "pointer", "detail"),
    [
        ({"text": "I"}, "/s", "s is missing; give it."),
        ({"text": "I", "s": -1}, "/s", "s must be at least 0, not -1."),
        ({"text": "I", "s": 1}, "/s", "This sentence has no time stamp 1; its time stamps are 0 to 0."),
        ({"text": "", "s": 0}, "/s", "This sentence has no time stamp 0; it is empty."),
        ({"text": "I", "s": 0, "instead": ""}, "/instead", "The other word needs a visible character"),
        ({"text": "I", "s": 0, "instead": 3}, "/instead", "instead must be a string in quotation marks, not 3."),
        ({"text": "I", "s": 0, "top": 21}, "/top", "top must be at most 20, not 21."),
        ({"s": 0}, "/text", "Give the sentence as text or as tokens; neither is there."),
        ({"text": "I", "s": 0, "t": 0}, "/t", "There is no “t” here; there is text, tokens, s, instead, top, end."),
    ],
)
def test_what_cannot_be_asked_is_refused_with_its_place(client, body, pointer, detail):
    answer = client.post(URL.format("rnn-tanh"), json=body)
    assert answer.status_code == 422
    problem = Problem.model_validate_json(answer.content)
    assert problem.pointer == pointer
    assert problem.detail.startswith(detail)
