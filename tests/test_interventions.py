"""What if, in links: read, written, fitted, traced, and rendered into the page."""

import base64
import json
import re
from dataclasses import asdict
from gettext import NullTranslations
from html import unescape
from pathlib import Path
from urllib.parse import quote

import numpy as np
import pytest
from safetensors.numpy import load

from app.interventions import Edit, Forget, From, Instead, altered, forgetting, interventions_of, written
from app.texts import Texts
from app.wire import trace_as_safetensors
from model.edits import MAX_EDITS, MAX_VALUE, Overwrite
from model.trace import trace
from model.zoo import Zoo
from tests.random_model import random_model

TABLE = json.loads((Path(__file__).parent / "interventions.json").read_text(encoding="utf-8"))
ENGLISH = Texts("en", NullTranslations())


def as_json(intervention):
    return json.loads(json.dumps(asdict(intervention)))


@pytest.mark.parametrize(("part", "expected"), TABLE["read"])
def test_a_part_of_a_link_is_read_and_written_as_the_page_does(part, expected):
    (found,), problem = interventions_of([tuple(part.split("=", 1))], ENGLISH)
    assert (as_json(found), problem) == (expected, None)
    again, _ = interventions_of([tuple(written(found).split("=", 1))], ENGLISH)
    assert again == [found]


@pytest.mark.parametrize("part", TABLE["refused"])
def test_a_part_that_makes_no_sense_is_named(part):
    found, problem = interventions_of([tuple(part.split("=", 1)), ("forget", "1")], ENGLISH)
    assert found == [Forget(1)]
    assert problem == f"“{part}” in this link makes no sense; it is left out."


def test_what_is_no_intervention_is_passed_over_and_order_is_kept():
    parts = [("forget", "1"), ("text", "a"), ("edit", "h,0,1,2"), ("forget", "0")]
    assert interventions_of(parts, ENGLISH) == ([Forget(1), Edit("h", 0, 1, 2.0), Forget(0)], None)


@pytest.mark.parametrize("cell", ["rnn", "gru", "lstm"])
@pytest.mark.parametrize("num_layers", [1, 2])
def test_to_forget_lets_nothing_through_from_before(cell, num_layers):
    """From there on the network is as if the sentence began there."""
    model = random_model(3, cell=cell, num_layers=num_layers)
    assert_forgotten(model, "I am a boy", 2)
    names = {"rnn": ["Uh"], "gru": ["Uh_r", "Uh_z", "Uh_n", "zh"], "lstm": ["Uh_i", "Uh_f", "Uh_g", "Uh_o", "f"]}
    assert forgetting(model.network.cell.symbols) == names[cell]


@pytest.mark.parametrize("name", Zoo().ids)
def test_every_shipped_network_forgets_all_before(name):
    assert_forgotten(Zoo().get(name), "what did you buy at the store yesterday", 3)


def assert_forgotten(model, text, t):
    """The states and predictions from t on are those of what stands there alone, and were others without."""
    found = altered(model, text, [Forget(t)], ENGLISH)
    alone = trace(model, [token.text for token in found.trace.tokens[t:]])
    for layer, fresh, before in zip(found.trace.layers, alone.layers, found.original.layers, strict=True):
        for symbol in model.network.cell.carried:
            np.testing.assert_allclose(layer.values[symbol][t:], fresh.values[symbol], rtol=0, atol=1e-6)
            assert np.abs(layer.values[symbol][t] - before.values[symbol][t]).max() > 1e-3
    for said, expected in zip(found.trace.outputs[t:], alone.outputs, strict=True):
        assert [each.token for each in said.top] == [each.token for each in expected.top]
        probabilities = ([each.probability for each in output.top] for output in (said, expected))
        np.testing.assert_allclose(*probabilities, rtol=0, atol=1e-6)


def test_all_kinds_together_are_one_trace():
    model = random_model(2, num_layers=2)
    asked = [Instead(1, "are"), Edit("a", (0, 1), 2, 1.5, 1), From("the dogs"), Forget(3)]
    found = altered(model, "I am a boy", asked, ENGLISH)
    before = trace(model, "the dogs")
    expected = trace(
        model,
        ["I", "are", "a", "boy"],
        initial={"h": [layer.values["h"][-1].tolist() for layer in before.layers]},
        edits=[Overwrite((0, 1), 1, "a", 2, 1.5), *(Overwrite(3, layer, "Uh", "all", 0.0) for layer in (0, 1))],
    )
    assert (found.kept, found.problem) == (tuple(asked), None)
    model_id = found.trace.model
    assert (found.trace.tokens, found.trace.outputs, model_id) == (expected.tokens, expected.outputs, "random")
    assert trace_as_safetensors(model, found.original) == trace_as_safetensors(model, trace(model, "I am a boy"))


def test_without_interventions_there_is_no_original():
    found = altered(random_model(), "I am", [], ENGLISH)
    assert (found.original, found.kept, found.problem) == (None, (), None)


@pytest.mark.parametrize(
    ("bad", "sentence"),
    [
        (Edit("h", 9, 1, 0.0), "“edit=h,9,1,0” is left out: This sentence has no time stamp 9; its time stamps are 0"),
        (Edit("h", 1, (0, 9), 0.0), "“edit=h,1,0-9,0” is left out: h has no unit 9; its units are 0 to 6."),
        (Edit("q", 1, 0, 0.0), "“edit=q,1,0,0” is left out: This cell has no symbol “q”. It has: x, Wx, Uh, a, h."),
        (Edit("h", 1, 0, 0.0, 3), "“edit=h,1,0,0,3” is left out: This network has no layer 3; its layers are 0 to 0."),
        (Edit("h", 1, 0, 1e8), "“edit=h,1,0,1e+08” is left out: The value is not a number within ±1,000,000."),
        (Forget(4), "“forget=4” is left out: This sentence has no time stamp 4; its time stamps are 0 to 3."),
        (Instead(4, "x"), "“instead=4:x” is left out: This sentence has no time stamp 4; its time stamps are 0 to 3."),
        (From("a " * 600), None),
    ],
)  # fmt: skip
def test_one_that_does_not_fit_is_left_out_and_named(bad, sentence):
    found = altered(random_model(), "I am a boy", [Forget(1), bad], ENGLISH)
    assert found.kept == (Forget(1),)
    assert found.problem.startswith(sentence or "“from=a a a")


def test_a_word_in_place_of_a_character_is_left_out_and_named():
    letters = Zoo().get("chars")
    found = altered(letters, "the dog", [Instead(2, "by"), Instead(1, "<unk>")], ENGLISH)
    assert found.kept == (Instead(1, "<unk>"),)
    assert found.problem == ("“instead=2:by” is left out: This model reads one character at a time, and “by” is more.")


def test_more_than_can_be_had_are_left_out():
    edits = [Edit("h", 0, unit % 7, float(unit)) for unit in range(MAX_EDITS + 1)]
    found = altered(random_model(), "I", edits, ENGLISH)
    assert len(found.kept) == MAX_EDITS
    assert "at most 64" in found.problem


def test_the_limits_are_those_of_the_script(client):
    html = client.get("/").text
    source = client.get(re.search(r'href="([^"]+/js/interventions\.js)"', html)[1]).text
    assert f"MAX_EDITS = {MAX_EDITS};" in source
    assert float(re.search(r"MAX_VALUE = (\S+);", source)[1]) == MAX_VALUE


def data(html, name):
    return re.search(rf'<script type="[^"]+" id="{name}">(.*?)</script>', html, re.DOTALL)[1]


def test_the_page_of_such_a_link_holds_the_altered_trace_and_the_original(client):
    html = client.get("/?model=rnn-tanh&text=I+am+a+boy&edit=h,2,12,-1&instead=1:is&forget=3&from=the+dog").text
    model = client.app.state.zoo.get("rnn-tanh")
    asked = [Edit("h", 2, 12, -1.0), Instead(1, "is"), Forget(3), From("the dog")]
    found = altered(model, "I am a boy", asked, ENGLISH)
    assert base64.b64decode(data(html, "trace")) == trace_as_safetensors(model, found.trace)
    assert base64.b64decode(data(html, "original")) == trace_as_safetensors(model, trace(model, "I am a boy"))
    page = json.loads(data(html, "page"))
    assert page["interventions"] == [as_json(each) for each in asked]
    assert (page["text"], page["problem"]) == ("I am a boy", None)
    assert load(base64.b64decode(data(html, "trace")))["layers.0.h"][2, 12] == -1.0
    assert re.findall(r"<li[^>]*><i>x</i>\((\d)\) <span>(.*?)</span>", html)[1] == ("1", "is")


def test_a_plain_page_carries_no_original(client):
    html = client.get("/?model=rnn-tanh").text
    assert data(html, "original") == ""
    assert json.loads(data(html, "page"))["interventions"] == []


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("edit=h,2,12", "“edit=h,2,12” in this link makes no sense; it is left out."),
        ("edit=h,2,99,1", "“edit=h,2,99,1” is left out: h has no unit 99; its units are 0 to 63."),
        ("forget=7", "“forget=7” is left out: This sentence has no time stamp 7; its time stamps are 0 to 3."),
        ("instead=1:" + quote("<b>") + "&from=", "“from=” in this link makes no sense; it is left out."),
    ],
)
def test_a_bad_part_of_a_link_is_named_beside_the_input(client, query, sentence):
    html = client.get(f"/?model=rnn-tanh&{query}").text
    assert unescape(re.search(r'id="problem"[^>]*>(.*?)</p>', html)[1]) == sentence


def test_a_long_sentence_is_fetched_with_its_interventions(client):
    html = client.get("/?model=rnn-tanh&text=" + "a+" * 65 + "&edit=h,2,12,-1").text
    assert data(html, "original") == ""
    page = json.loads(data(html, "page"))
    assert (page["complete"], len(page["interventions"])) == (False, 1)
