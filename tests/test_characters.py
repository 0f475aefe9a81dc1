"""The pages about a model that reads characters: their sentences, what they offer, and what cannot be compared."""

import gettext
import json
import re
from dataclasses import replace
from html import unescape

import pytest

from app import comparepage, memorypage
from app.characters import CHARACTERS, of_kind
from app.examples import EXAMPLES, PAIRS
from app.glossary import TERMS
from app.settings import Settings
from app.texts import Texts
from model.text import Vocabulary, characters
from model.zoo import save
from tests.client import serving
from tests.random_model import random_model
from tests.test_pages import chips, data, page, problem
from tests.test_texts import Shown, extracted

LETTERS = Vocabulary.from_passages([characters("Romeo:But s\n,?i")])
PLAIN = {term.title for term in TERMS.values()} | {term.explanation for term in TERMS.values()}
TRUE_OF_BOTH = {
    "Words used here",
    "One of {one} and {other} reads words, the other characters: what they say cannot be compared.",
}
"""Texts about words that are shown beside a model of characters, too: they speak of something else."""

ABOUT = re.compile(r"(?<![{\w(])words?\b(?!\}|\)s)", re.IGNORECASE)
HOLES = re.compile(r"\{\w+\}|%\(\w+\)s")


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    folder = tmp_path_factory.mktemp("kinds")
    for number, name in enumerate(("chars", "letters")):
        save(folder / name, replace(random_model(number, cell="gru", model_id=name, scale=0.3), vocabulary=LETTERS))
    for number, name in enumerate(("other", "words")):
        save(folder / name, random_model(number, model_id=name, scale=0.3))
    with serving(Settings(weights=folder, device="cpu", model="words")) as client:
        yield client


@pytest.fixture(autouse=True)
def patient(monkeypatch):
    """The first import of torch may take longer than a page should wait."""
    for module in (comparepage, memorypage):
        monkeypatch.setattr(module, "PATIENCE", 60)


def read(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.text


def offered(html, name):
    select = re.search(rf'<select id="{name}".*?</select>', html, re.DOTALL)[0]
    return re.findall(r'value="(\w+)"', select)


@pytest.mark.parametrize("text", sorted(CHARACTERS))
def test_what_is_said_of_characters_is_what_is_said_of_words(text):
    said = CHARACTERS[text]
    assert ABOUT.search(text)
    assert not ABOUT.search(said)
    assert sorted(HOLES.findall(said)) == sorted(HOLES.findall(text))


def test_each_text_about_words_has_one_about_characters_and_no_other_has():
    """A new text that speaks of words belongs in app/characters.py, or above where it is true of characters, too."""
    watched = {each.watch for kinds in (EXAMPLES, PAIRS) for each in kinds["words"]}
    about = {text for text in extracted() if ABOUT.search(text)} - PLAIN - TRUE_OF_BOTH - watched
    assert about == set(CHARACTERS)


def test_the_texts_of_a_page_are_about_what_its_model_reads():
    loudly = gettext.NullTranslations()
    loudly._catalog = {"": "head", "word": "WORD", "character": "CHARACTER", "Play": "PLAY"}
    loudly.gettext = lambda text: loudly._catalog.get(text, text)
    plain, loud = Texts("fr", loudly), of_kind(Texts("fr", loudly), "characters")
    assert of_kind(plain, "words") is plain
    assert (loud("word"), loud("Play")) == ("CHARACTER", "PLAY")
    assert (loud.catalogue["word"], loud.catalogue["Play"]) == ("CHARACTER", "PLAY")
    assert set(CHARACTERS) < set(loud.catalogue)


@pytest.mark.parametrize("path", ["/", "/memory", "/compare"])
def test_every_page_of_a_model_of_characters_speaks_of_characters(client, path):
    html = read(client, f"{path}?model=chars&text=Romeo%3A%0ABut+so")
    assert [text for _, _, text in chips(html)] == list("Romeo:↵But␣so")
    assert page(html)["text"] == "Romeo:↵But so", "an input of one line shows where a line ends"
    texts = json.loads(data(html, "texts"))
    assert texts["most likely next word"] == "most likely next character"
    said = html[html.index("<body") :].split('class="word-list"')[0]
    shown = Shown()
    shown.feed(said)
    assert [text for text in shown.texts if ABOUT.search(text)] == []
    assert json.loads(data(read(client, f"{path}?model=words"), "texts")) == {}


def test_a_link_that_asks_in_vain_is_answered_in_characters(client):
    said = problem(read(client, "/?model=chars&text=so&dim=99"))
    assert said == "This network's characters have no dimension 99; their dimensions are 0 to 4."


def test_a_model_of_characters_offers_sentences_of_its_own_and_keeps_itself_in_the_link(client):
    html = unescape(read(client, "/?model=chars"))
    assert re.findall(r'data-text="([^"]+)"', html)[0] == EXAMPLES["characters"][0].text
    assert all("model=chars" in link for link in re.findall(r'href="\?([^"]+)" data-text', html))
    pairs = unescape(read(client, "/compare?model=chars"))
    assert re.findall(r'data-watch="([^"]+)"', pairs) == [pair.watch for pair in PAIRS["characters"]]


def test_only_what_reads_the_same_is_offered_to_compare_with(client):
    html = read(client, "/compare?model=chars&text=so")
    assert offered(html, "with") == ["chars", "letters"]
    assert offered(html, "model") == ["words", "chars", "letters", "other"]
    assert 'value="letters" selected' in html[html.index('id="with"') :]
    assert offered(read(client, "/compare?model=words"), "with") == ["words", "other"]


@pytest.mark.parametrize(("one", "other"), [("chars", "words"), ("words", "chars")])
def test_words_and_characters_cannot_be_compared_and_the_page_says_so(client, one, other):
    html = read(client, f"/compare?model={one}&text=so&with={other}")
    sentence = f"One of {one} and {other} reads words, the other characters: what they say cannot be compared."
    assert (problem(html), page(html)["beside"]) == (sentence, None)
    html = read(client, f"/memory?model={one}&text=so&against={other}")
    assert problem(html) == f"There is no other model “{other}” here to compare with."
    assert page(html)["memory"]["against"] is None
