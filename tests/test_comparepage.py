"""The page Compare as the server renders it."""

import base64
import json
import re
from html import unescape

import pytest

from app import comparepage
from app.examples import PAIRS
from app.remembered import influence_as_safetensors
from app.wire import to_json, trace_as_safetensors
from model.comparison import Reading, compare
from model.influence import influence
from model.trace import trace
from tests.test_memorypage import data, page


def read(client, query=""):
    answer = client.get(f"/compare{query}")
    assert answer.status_code == 200
    return answer.text


def embedded(html, name):
    return base64.b64decode(data(html, name))


@pytest.fixture(autouse=True)
def patient(monkeypatch):
    """The first import of torch may take longer than a page should wait."""
    monkeypatch.setattr(comparepage, "PATIENCE", 60)


@pytest.mark.parametrize(
    ("query", "other", "second"),
    [
        ("", "rnn-tanh", "I am a wug"),
        ("&with=stack", "stack", "I am a wug"),
        ("&second=the+dogs", "logistic", "the dogs"),
        ("&second=the+dogs&with=stack", "stack", "the dogs"),
    ],
)
def test_the_page_holds_both_readings_and_their_comparison(client, query, other, second):
    html = read(client, f"?model=logistic&text=I+am+a+wug{query}")
    one, two = client.app.state.zoo.get("logistic"), client.app.state.zoo.get(other)
    assert embedded(html, "beside-trace") == trace_as_safetensors(two, trace(two, second))
    expected = compare(Reading(one, "I am a wug"), Reading(two, second), end=True)
    assert embedded(html, "comparison") == to_json(expected)
    for name, model, text in (("influence-one", one, "I am a wug"), ("influence-other", two, second)):
        words = text.split()
        assert embedded(html, name) == influence_as_safetensors(influence(model, words, end=True))
    assert f'value="{other}" selected' in html[html.index('id="with"') :]
    assert page(html)["problem"] is None


def test_an_altered_sentence_stands_beside_itself(client):
    html = read(client, "?model=stack&text=I+am+a+boy&forget=2&edit=h,1,3,0.5,1&from=the+dogs")
    assert embedded(html, "beside-trace") == embedded(html, "influence-other") == b""
    found = json.loads(embedded(html, "comparison"))
    model = client.app.state.zoo.get("stack")
    assert found["corresponds"]
    plain, altered = trace(model, "I am a boy", top=15), page(html)["interventions"]
    assert [each["kind"] for each in altered] == ["forget", "edit", "from"]
    assert all(stamp["distance"] > 0 for stamp in found["stamps"]), "h(−1) is another from the first word on"
    for stamp in found["stamps"]:
        p = {each.token: each.probability for each in plain.outputs[stamp["t"]].top}
        assert all(each["one"] == pytest.approx(p[each["token"]], abs=1e-6) for each in stamp["top"])
        assert any(abs(each["one"] - each["other"]) > 1e-4 for each in stamp["top"])


@pytest.mark.parametrize("part", ["edit=h,99,3,0.5", "edit=c,0,1,1", "forget=77", "instead=99:foo"])
def test_where_nothing_altered_fits_two_networks_are_compared_as_without_it(client, part):
    html, plain = (read(client, f"?model=logistic&text=I+am+a+wug{more}") for more in (f"&{part}", ""))
    assert embedded(plain, "beside-trace")
    for name in ("beside-trace", "comparison", "influence-one", "influence-other"):
        assert embedded(html, name) == embedded(plain, name), name
    assert part.partition("=")[0] in page(html)["problem"]
    assert re.search(r'value="([\w-]+)" selected', html[html.index('id="with"') :])[1] == "rnn-tanh"


def test_what_a_link_asks_for_is_restored(client):
    asked = page(read(client, "?model=stack&text=I+am&second=the+dogs+are+here&t=3&with=logistic"))
    assert (asked["t"], asked["beside"], asked["problem"]) == (3, "logistic", None)
    assert page(read(client))["beside"] is None


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("with=nobody", "There is no model “nobody” here to compare with."),
        ("t=9", "This sentence has no time stamp 9; its last, 3, is shown."),
        ("t=9&second=I+am", "This sentence has no time stamp 9; its last, 3, is shown."),
        ("forget=8", "“forget=8” is left out: This sentence has no time stamp 8; its time stamps are 0 to 3."),
    ],
)
def test_what_a_link_asks_in_vain_is_said_and_falls_back(client, query, sentence):
    html = read(client, f"?model=stack&text=I+am+a+boy&{query}")
    assert page(html)["problem"] == sentence
    assert unescape(re.search(r'id="problem"[^>]*>(.*?)</p>', html)[1]) == sentence


@pytest.mark.parametrize(
    "query", ["?text=", "?text=&second=I", "?text=I&second=%00", f"?text={'I+' * 70}", f"?text=I&second={'I+' * 600}"]
)
def test_an_empty_sentence_a_long_one_and_a_strange_one_break_nothing(client, query):
    assert page(read(client, query))["problem"] is None


def test_a_second_sentence_ends_no_script_and_no_input(client):
    html = read(client, '?text=I&second="><script>alert(1)</script>')
    assert "<script>alert" not in html
    assert 'value="&#34;&gt;' in html


def test_without_scripts_each_form_keeps_what_the_other_holds(client):
    html = read(client, "?model=stack&text=I+am+a+%22boy%22&t=2&forget=1&second=the+dogs&with=logistic")
    assert hidden(html, "sentence") == [("second", "the dogs"), ("with", "logistic")]
    assert hidden(html, "others") == [("model", "stack"), ("text", 'I am a "boy"'), ("t", "2"), ("forget", "1")]
    assert hidden(read(client), "sentence") == hidden(read(client), "others") == []


def hidden(html, form):
    inside = re.search(rf'<form id="{form}".*?</form>', html, re.DOTALL)[0]
    inputs = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', inside)
    return [(name, unescape(value)) for name, value in inputs]


def test_the_keys_of_a_strip_are_listed(client):
    keys = re.search(r'<dialog id="keys".*?</dialog>', read(client), re.DOTALL)[0]
    assert "diagram" not in keys, "there is none to leave the sentence for"
    assert "<kbd>Page Up</kbd><kbd>Page Down</kbd></dt><dd>on a strip: eight units up, eight down" in keys


def test_a_page_does_not_wait_for_torch_longer_than_it_may(client, monkeypatch):
    monkeypatch.setattr(comparepage, "PATIENCE", 0)
    html = read(client, "?text=I+am+a+boy")
    assert data(html, "influence-one") == data(html, "influence-other") == ""
    assert data(html, "comparison") != ""


def test_every_pair_to_try_is_a_link_and_the_pages_are_linked(client):
    html = read(client)
    assert html.count("data-watch=") == len(PAIRS["words"])
    assert "?text=the+dog+near+the+houses&amp;second=the+dogs+near+the+house" in html or "second=the%20dogs" in html
    assert '<a href="/compare" data-carries aria-current="page">' in html
    assert '<a href="/compare" data-carries>' in client.get("/").text
    for name in re.findall(r'aria-describedby="term-([\w-]+)"', html):
        assert f'id="term-{name}"' in html


@pytest.mark.parametrize("query", [f"text=I&second={'the+' * 65}", f"text={'the+' * 65}&second=I"])
def test_what_is_long_on_either_side_is_not_brought_along(client, query):
    html = read(client, f"?model=rnn-tanh&{query}")
    assert embedded(html, "comparison") == b""
    assert page(html)["problem"] is None
