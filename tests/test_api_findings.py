"""Which units mean something, as the API tells it."""

import json
import re

import pytest

from app.found import FindingsAnswer
from model.zoo import Zoo
from tests.client import serving

EXPECTED = {"words": {"question", "determiner"}, "characters": {"speaker"}}
"""What the units of every network of a kind follow well enough to be offered."""


@pytest.fixture(scope="module")
def shipped_client():
    from app.settings import Settings

    with serving(Settings(device="cpu")) as client:
        yield client


@pytest.mark.parametrize("model_id", [model.id for model in Zoo() if model.findings])
def test_the_findings_are_those_that_were_measured(shipped_client, model_id):
    answer = shipped_client.get(f"/api/v1/models/{model_id}/findings")
    assert answer.status_code == 200
    FindingsAnswer.model_validate_json(answer.content, strict=True)
    model = Zoo().get(model_id)
    assert answer.json() == {
        "model": model_id,
        "layer": model.card.num_layers - 1,
        "symbol": "h",
        "chosen_on": model.findings["chosen_on"],
        "stated_on": model.findings["stated_on"],
        "findings": model.findings["properties"],
        "attribution": model.findings["attribution"],
    }
    offered = [finding for finding in answer.json()["findings"] if finding["offered"]]
    assert {finding["name"] for finding in offered} >= EXPECTED[model.vocabulary.kind]
    for finding in offered:
        assert finding["value"]["value"] >= (0.8 if finding["kind"] == "yes/no" else 0.5)
        assert finding["value"]["low"] <= finding["value"]["value"] <= finding["value"]["high"]
        assert 0 <= finding["unit"] < model.card.hidden_size


def test_a_model_that_was_not_studied_has_none(client):
    answer = client.get("/api/v1/models/logistic/findings")
    FindingsAnswer.model_validate_json(answer.content, strict=True)
    assert answer.status_code == 200
    assert answer.json() == {
        "model": "logistic",
        "layer": 0,
        "symbol": "h",
        "chosen_on": None,
        "stated_on": None,
        "findings": [],
        "attribution": None,
    }
    assert client.get("/api/v1/models/none/findings").status_code == 404


def test_the_page_read_brings_those_that_are_offered_and_memory_none(shipped_client):
    def page(address):
        html = shipped_client.get(address).text
        return json.loads(re.search(r'<script type="application/json" id="page">(.*?)</script>', html, re.DOTALL)[1])

    found = page("/")["findings"]
    assert sorted(found) == ["chars", "gru", "lstm", "rnn-sigmoid", "rnn-tanh", "rnn-tanh-2"]
    assert all(finding["offered"] for findings in found.values() for finding in findings)
    assert "findings" not in page("/memory")
