import re
from pathlib import Path

import pytest

from app.glossary import TERMS

TEMPLATES = Path(__file__).parent.parent / "templates"


@pytest.mark.parametrize("term", TERMS.values(), ids=lambda term: term.name)
def test_a_term_is_explained_in_one_sentence(term):
    assert re.fullmatch(r"\S.*[^.]\.", term.explanation), "it ends with a full stop"
    assert not re.search(r"[a-z][.!?] [A-Z]", term.explanation), "it is one sentence"
    assert len(term.explanation) <= 120
    assert term.explanation.lower() != term.title


def test_terms_are_in_alphabetical_order_and_told_apart_by_name():
    assert list(TERMS) == sorted(TERMS)
    assert all(TERMS[name].name == name for name in TERMS)


def test_templates_use_only_terms_that_the_glossary_explains():
    for template in TEMPLATES.glob("*.html"):
        for name in re.findall(r'term\(terms, "([\w-]+)"', template.read_text(encoding="utf-8")):
            assert name in TERMS


def test_scripts_use_only_terms_that_the_glossary_explains():
    used = set()
    for script in (TEMPLATES.parent / "static/js").rglob("*.js"):
        used |= set(re.findall(r'term: "([\w-]+)"', script.read_text(encoding="utf-8")))
    assert {"slope", "logit", "softmax", "embedding", "activation-function"} <= used <= set(TERMS)


def test_the_glossary_page_shows_every_term(client):
    html = client.get("/glossary").text
    for name, term in TERMS.items():
        assert f'<div id="{name}"><dt><dfn>{term.title}</dfn></dt>' in html


def test_the_page_read_explains_its_terms_on_hover_and_focus(client):
    html = client.get("/").text
    for name in re.findall(r'aria-describedby="term-([\w-]+)"', html):
        assert f'id="term-{name}"' in html
