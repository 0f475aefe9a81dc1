import base64
import json
import re
from html import unescape

import pytest
from safetensors import deserialize

from app.examples import DEFAULT
from app.glossary import TERMS
from app.settings import Settings
from app.wire import trace_as_safetensors, weights_as_safetensors
from model.trace import trace
from model.zoo import save
from tests.client import serving
from tests.random_model import random_model


def read(client, query=""):
    answer = client.get(f"/{query}")
    assert answer.status_code == 200
    return answer.text


def data(html, name):
    """What an inert <script> of the page holds."""
    return re.search(rf'<script type="[^"]+" id="{name}">(.*?)</script>', html, re.DOTALL)[1]


def page(html):
    return json.loads(data(html, "page"))


def problem(html):
    return unescape(re.search(r'id="problem"[^>]*>(.*?)</p>', html)[1])


def chips(html):
    return re.findall(r"<li([^>]*)><i>x</i>\((\d+)\) <span>(.*?)</span></li>", html)


def test_the_front_page_holds_the_trace_of_the_first_sentence(client):
    html = read(client)
    model = client.app.state.zoo.get(page(html)["model"])
    assert base64.b64decode(data(html, "trace")) == trace_as_safetensors(model, trace(model, "I am a boy"))
    assert base64.b64decode(data(html, "weights")) == weights_as_safetensors(model)


def test_the_sentence_and_its_words_are_rendered_on_the_server(client):
    html = read(client, "?text=I+am+a+wug&t=1")
    assert 'value="I am a wug"' in html
    assert [(t, text) for _, t, text in chips(html)] == [("0", "I"), ("1", "am"), ("2", "a"), ("3", "wug")]
    marks = [attributes.strip() for attributes, _, _ in chips(html)]
    assert marks == ["", 'aria-current="step"', "", 'class="unknown"']
    assert "<mn class='time'>1</mn>" in html


def test_the_address_is_what_the_page_shows(client):
    asked = page(read(client, "?model=rnn-tanh&text=tom+is&t=0&unit=6&symbol=a"))
    shown = {name: asked[name] for name in ("model", "text", "t", "unit", "symbol", "problem", "complete")}
    assert shown == {
        "model": "rnn-tanh", "text": "tom is", "t": 0, "unit": 6, "symbol": "a", "problem": None, "complete": True,
    }  # fmt: skip


def test_what_is_pinned_opened_and_folded_is_restored(client):
    html = read(client, "?word=don't&dim=3&fold=rolled&weight=output.weight&order=similarity&line=1")
    names = ("word", "dim", "fold", "weight", "order", "line", "problem")
    assert [page(html)[name] for name in names] == ["don't", 3, "rolled", "output.weight", "similarity", 1, None]
    assert re.findall(r'data-fold="(\w+)"[^>]*aria-pressed="(\w+)"', html) == [
        ("unrolled", "false"),
        ("rolled", "true"),
    ]
    usual = page(read(client))
    assert [usual[name] for name in names] == [None, None, "unrolled", None, "index", 3, None]


def test_the_script_of_every_model_comes_along(client):
    assert re.findall(r'<template data-script="([\w-]+)">', read(client)) == ["logistic", "rnn-tanh", "stack"]


def test_every_term_of_the_glossary_is_explained_on_the_page_itself(client):
    html = read(client)
    for name in TERMS:
        assert f'data-term="{name}"' in html


@pytest.mark.parametrize(("text", "t"), [("I am a boy", 2), ("I am", 0), ("I", 0), ("", 0)])
def test_the_last_time_stamp_but_one_is_the_default(client, text, t):
    assert page(read(client, f"?text={text.replace(' ', '+')}"))["t"] == t


def test_the_models_come_with_their_symbols(client):
    models = page(read(client))["models"]
    assert [card["id"] for card in models] == ["logistic", "rnn-tanh", "stack"]
    assert [symbol["name"] for symbol in models[1]["symbols"]] == ["x", "Wx", "Uh", "a", "h"]


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("?model=none", "There is no model “none” on this page; this is Random sigmoid network."),
        ("?t=two", "The time stamp in this link is not a whole number from 0 on, so it is left out."),
        ("?t=-1", "The time stamp in this link is not a whole number from 0 on, so it is left out."),
        ("?t=4", "This sentence has no time stamp 4; its last, 3, is shown."),
        ("?unit=x", "The unit in this link is not a whole number from 0 on; none is pinned."),
        ("?unit=99&model=rnn-tanh", "This network has no unit 99; its units are 0 to 63."),
        ("?symbol=q", "This network has no symbol “q”; h is shown."),
        ("?dim=x", "The dimension in this link is not a whole number from 0 on; none is pinned."),
        ("?dim=99&model=rnn-tanh", "This network's words have no dimension 99; their dimensions are 0 to 47."),
        ("?dim=3&model=stack", "Only of layer 0 can a dimension of x(t) be pinned."),
        ("?fold=flat", "A network is drawn unrolled or rolled, not “flat”."),
        ("?weight=W_r", "This network has no weight “W_r”; none is opened."),
        ("?order=size", "Weights are ordered by index or similarity, not by “size”."),
        ("?line=x", "The line in this link is not a whole number from 0 on; the last is shown."),
        ("?line=9", "The loop has no line 9; its lines are 0 to 3."),
        ("?text=" + "a+" * 513, "That is 513 tokens; at most 512 can be traced at once. Shorten it."),
    ],
)
def test_what_cannot_be_had_falls_back_with_a_sentence_beside_the_input(client, query, sentence):
    html = read(client, query)
    assert problem(html) == sentence
    assert len(chips(html)) == 4


def test_parameters_that_mean_nothing_are_ignored(client):
    assert problem(read(client, "?foo=1&speed=9")) == ""


def test_an_empty_sentence_is_the_empty_network(client):
    html = read(client, "?text=")
    assert problem(html) == ""
    assert chips(html) == []
    assert page(html)["t"] == 0


def test_a_long_sentence_is_fetched_by_the_page(client):
    html = read(client, "?text=" + "a+" * 65 + "&t=40")
    assert (page(html)["complete"], page(html)["t"]) == (False, 40)
    assert len(chips(html)) == 65
    tensors = dict(deserialize(base64.b64decode(data(html, "trace"))))
    assert tensors["layers.0.h"]["shape"][0] == 0


def test_what_a_person_types_is_never_markup(client):
    html = read(client, "?text=" + "%3C/script%3E%3Cscript%3Ealert(1)%3C/script%3E+%22+%26amp;")
    assert "<script>alert" not in html
    assert page(html)["text"] == '</script><script>alert(1)</script> " &amp;'


def test_only_pages_that_exist_are_linked(client):
    html = read(client)
    for path in re.findall(r'<a href="(/[^"?]*)', html):
        assert client.get(path).status_code == 200, path


def test_every_file_that_the_page_asks_for_is_there(client):
    html = read(client)
    for url in re.findall(r'(?:href|src)="(/static/[^"]+)"', html):
        assert client.get(url).status_code == 200, url


def test_nothing_comes_from_another_origin_and_no_script_is_inline(client):
    html = read(client)
    addresses = re.findall(r'(?:src|href|action|data-plotly)="([^"]+)"', html)
    assert all(re.match(r"[/#?]|data:", address) for address in addresses), addresses
    for attributes in re.findall(r"<script([^>]*)>", html):
        assert "src=" in attributes or 'type="application/' in attributes
    assert "default-src 'self'" in client.get("/").headers["content-security-policy"]


def test_the_equation_of_every_model_comes_along(client):
    assert re.findall(r'<template data-equation="([\w-]+)">', read(client)) == ["logistic", "rnn-tanh", "stack"]


def test_the_script_names_the_same_default_sentence(client):
    source = client.get(re.search(r'href="([^"]+/js/query\.js)"', read(client))[1]).text
    assert f'DEFAULT = "{DEFAULT}"' in source


def test_the_glossary_page(client):
    html = client.get("/glossary").text
    assert html.count("<dfn>") == len(TERMS)


@pytest.fixture(scope="module")
def gated(tmp_path_factory):
    folder = tmp_path_factory.mktemp("gated")
    save(folder / "gru", random_model(4, model_id="gru", cell="gru", num_layers=2))
    with serving(Settings(weights=folder, device="cpu")) as client:
        yield client


def test_gate_layer_and_symbol_of_a_link_are_restored(gated):
    restored = page(read(gated, "?gate=n&layer=0&of=z&unit=2"))
    assert [restored[name] for name in ("gate", "memory", "of", "unit", "problem")] == ["n", {"layer": 0}, "z", 2, None]


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("?gate=h", "This network has no gate “h”; all that it has are shown."),
        ("?gate=<b>", "This network has no gate “<b>”; all that it has are shown."),
        ("?layer=2", "This network has no layer 2; its layers are 0 to 1."),
        ("?layer=top", "The layer in this link is not a whole number from 0 on; the last is shown."),
        ("?of=x", "This network has no symbol “x”; h is derived."),
    ],
)
def test_a_part_of_a_link_that_a_gated_network_lacks_leaves_a_sentence(gated, query, sentence):
    assert page(read(gated, query))["problem"] == sentence


def test_a_vanilla_network_has_no_gate(client):
    assert "This network has no gate “h”" in page(read(client, "?gate=h"))["problem"]
