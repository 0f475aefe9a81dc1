"""The page Memory as the server renders it."""

import base64
import json
import re
from html import unescape

import pytest

from app import memorypage
from app.remembered import influence_as_safetensors, omission_as_json
from model.influence import influence
from model.omission import omission


def read(client, query=""):
    answer = client.get(f"/memory{query}")
    assert answer.status_code == 200
    return answer.text


def data(html, name):
    """What an inert <script> of the page holds."""
    return re.search(rf'<script type="[^"]+" id="{name}">(.*?)</script>', html, re.DOTALL)[1]


def page(html):
    return json.loads(data(html, "page"))


@pytest.fixture(autouse=True)
def patient(monkeypatch):
    """The first import of torch may take longer than a page should wait."""
    monkeypatch.setattr(memorypage, "PATIENCE", 60)


def test_the_page_holds_the_influences_of_its_sentence_and_those_of_the_second_model(client):
    html = read(client, "?model=rnn-tanh&text=I+am+a+wug&against=stack&omit=2&swap=the")
    words, zoo = ["I", "am", "a", "wug"], client.app.state.zoo
    for name, model in (("influence", "rnn-tanh"), ("other", "stack")):
        expected = influence_as_safetensors(influence(zoo.get(model), words, end=True))
        assert base64.b64decode(data(html, name)) == expected
    left_out = omission_as_json(omission(zoo.get("rnn-tanh"), words, 2, "the", end=True))
    assert base64.b64decode(data(html, "absence")) == left_out
    assert base64.b64decode(data(read(client), "other")) == b""


def test_what_a_link_asks_for_is_restored(client):
    asked = page(read(client, "?model=stack&text=I+am+a+boy&t=1&block=h_from_h&layer=0&against=rnn-tanh&omit=3"))
    assert (asked["t"], asked["problem"]) == (1, None)
    assert asked["memory"] == {
        "block": "h_from_h", "layer": 0, "path": "h", "against": "rnn-tanh", "omitted": 3, "instead": None,
    }  # fmt: skip
    assert page(read(client))["memory"] == {
        "block": "h_from_x", "layer": None, "path": "h", "against": None, "omitted": 0, "instead": None,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("block=c_from_c", "This network has no influence “c_from_c”; h ← x is shown."),
        ("path=c", "This network does not carry “c”; h is followed."),
        ("layer=7", "This network has no layer 7; its layers are 0 to 1."),
        ("layer=x", "The layer in this link is not a whole number from 0 on; the last is shown."),
        ("against=nobody", "There is no other model “nobody” here to compare with."),
        ("against=stack", "There is no other model “stack” here to compare with."),
        ("omit=4", "This sentence has no time stamp 4; its time stamps are 0 to 3."),
        ("t=9", "This sentence has no time stamp 9; its last, 3, is shown."),
    ],
)
def test_what_a_link_asks_in_vain_is_said_and_falls_back(client, query, sentence):
    html = read(client, f"?model=stack&text=I+am+a+boy&{query}")
    assert page(html)["problem"] == sentence
    assert unescape(re.search(r'id="problem"[^>]*>(.*?)</p>', html)[1]) == sentence
    memory = page(html)["memory"]
    assert (memory["block"], memory["path"], memory["layer"], memory["against"]) == ("h_from_x", "h", None, None)


@pytest.mark.parametrize("text", ["", "I+" * 65, "I+" * 129])
def test_an_empty_sentence_and_a_long_one_break_nothing(client, text):
    html = read(client, f"?model=rnn-tanh&text={text}")
    assert page(html)["problem"] is None
    assert (data(html, "influence") == "") == (text != "")


def test_a_word_typed_in_place_of_another_ends_no_script(client):
    html = read(client, "?text=I+am&omit=0&swap=%3C/script%3E%3Cscript%3Ealert(1)%3C/script%3E")
    assert "<script>alert" not in html
    assert page(html)["memory"]["instead"] == "</script><script>alert(1)</script>"


def test_a_page_does_not_wait_for_torch_longer_than_it_may(client, monkeypatch):
    monkeypatch.setattr(memorypage, "PATIENCE", 0)
    html = read(client, "?text=I+am+a+boy")
    assert data(html, "influence") == data(html, "absence") == ""
    assert page(html)["text"] == "I am a boy"


def test_the_words_and_the_pages_are_linked(client):
    html = read(client, "?text=I+am+a+wug&t=1")
    assert re.findall(r"<i>x</i>\((\d)\) <span>(\w+)</span>", html) == [
        ("0", "I"),
        ("1", "am"),
        ("2", "a"),
        ("3", "wug"),
    ]
    assert '<a href="/memory" data-carries aria-current="page">' in html
    assert '<form id="sentence" class="sentence" action="/memory" method="get">' in html
    assert '<a href="/memory" data-carries>' in client.get("/").text
    for name in re.findall(r'aria-describedby="term-([\w-]+)"', html):
        assert f'id="term-{name}"' in html


def test_what_acts_on_the_panels_of_read_is_not_offered_here(client):
    assert 'id="whatif-button"' in client.get("/").text
    assert 'id="whatif-button"' not in read(client, "?text=I+am")
