import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo

from app.settings import Settings
from app.texts import texts_for
from tests.client import Client, serving

ROOT = Path(__file__).parent.parent
METHODS = [("app/**.py", "python"), ("templates/**.html", "jinja2"), ("static/js/**.js", "javascript")]
KEYWORDS = {"_": None, "gettext": None, "texts": None, "marked": None}


def extracted() -> set[str]:
    """Every text of the interface, from Python, templates and scripts."""
    found = extract_from_dir(ROOT, METHODS, keywords=KEYWORDS)
    return {message if isinstance(message, str) else message[0] for _, _, message, _, _ in found}


def compiled(folder: Path, language: str, translate) -> Path:
    catalogue = Catalog(locale=language)
    for text in extracted():
        catalogue.add(text, translate(text))
    file = folder / language / "LC_MESSAGES" / "unrolled.mo"
    file.parent.mkdir(parents=True)
    body = BytesIO()
    write_mo(body, catalogue)
    file.write_bytes(body.getvalue())
    return folder


@pytest.fixture(scope="module")
def bracketed(tmp_path_factory, models_folder) -> Iterator[Client]:
    """An application whose French is English in ⟦brackets⟧: what stands outside them cannot be translated."""
    folder = compiled(tmp_path_factory.mktemp("locale"), "fr", lambda text: f"⟦{text}⟧")
    with serving(Settings(weights=models_folder, device="cpu")) as client:
        client.app.state.renderer.locale = folder
        yield client


class Shown(HTMLParser):
    """Collects what a reader sees and hears, but not what is not to be translated."""

    SILENT = frozenset({"script", "style", "template"})
    SPOKEN = frozenset({"aria-label", "alt", "placeholder", "data-watch", "data-light", "data-dark", "data-done"})
    VOID = frozenset({"meta", "link", "input", "br", "hr", "img"})

    def __init__(self) -> None:
        super().__init__()
        self.kept: list[bool] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        kept = all(self.kept[-1:]) and tag not in self.SILENT and given.get("translate") != "no"
        if kept:
            self.texts += [value or "" for name, value in attrs if name in self.SPOKEN]
        if tag not in self.VOID:
            self.kept.append(kept)

    def handle_endtag(self, tag):
        if tag not in self.VOID:
            self.kept.pop()

    def handle_data(self, data):
        if all(self.kept[-1:]):
            self.texts.append(data)


@pytest.mark.parametrize("path", ["/", "/?model=none&t=99&unit=x", "/glossary", "/docs"])
def test_every_text_of_a_page_can_be_translated(bracketed, path):
    html = bracketed.get(path, headers={"accept-language": "fr", "accept": "text/html"}).text
    assert '<html lang="fr">' in html
    shown = Shown()
    shown.feed(re.sub(r"<title>.*?</title>", "", html))
    outside = " ".join(shown.texts)
    while "⟦" in outside:  # brackets nest where a text holds a term of art
        outside = re.sub(r"⟦[^⟦⟧]*⟧", "", outside)
    left = re.sub(r"Home|End|Space|Enter|Esc|/?openapi.json", "", outside)
    assert re.findall(r"[A-Za-zé]{2,}", left) == []


def test_the_page_brings_the_catalogue_for_its_scripts(bracketed):
    html = bracketed.get("/", headers={"accept-language": "fr"}).text
    catalogue = json.loads(re.search(r'id="texts">(.*?)</script>', html)[1])
    assert catalogue["Pause"] == "⟦Pause⟧"
    assert json.loads(re.search(r'id="texts">(.*?)</script>', bracketed.get("/").text)[1]) == {}


def test_scripts_show_no_text_of_their_own():
    """Whatever a script puts on the page as a sentence comes through _()."""
    texts = extracted()
    for path in sorted((ROOT / "static/js").rglob("*.js")):
        source = re.sub(r"(?s)/\*.*?\*/|//[^\n]*", "", path.read_text(encoding="utf-8"))
        source = re.sub(r"throw new \w*Error\([^)]*\)|title: \"[^\"]*\"", "", source)
        for sentence in re.findall(r'(?<!_\()"([A-Z][a-z]+ [^"\n]*)"', source):
            assert sentence in texts, f"{path.name}: {sentence}"


def test_the_most_wanted_language_wins_and_english_is_the_source(tmp_path):
    folder = compiled(tmp_path, "fr", str.upper)
    assert texts_for("fr-CA, en;q=0.5", folder)("Play") == "PLAY"
    assert texts_for("de, fr;q=0.3", folder).language == "fr"
    assert texts_for("en, fr", folder)("Play") == "Play"
    assert texts_for("../../etc;q=x, *", folder).language == "en"
    assert texts_for("", folder).catalogue == {}


def test_the_catalogue_template_is_up_to_date():
    from babel.messages.pofile import read_po

    with (ROOT / "locale/unrolled.pot").open(encoding="utf-8") as file:
        kept = {message.id for message in read_po(file) if message.id}
    assert kept == extracted(), "run `make texts`"
