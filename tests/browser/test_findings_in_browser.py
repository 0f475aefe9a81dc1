"""Units that mean something, on the shipped networks."""

import re

import pytest
from playwright.sync_api import expect

from model.zoo import Zoo

pytestmark = pytest.mark.browser


def offered(model_id):
    found = Zoo().get(model_id).findings["properties"]
    return sorted((one for one in found if one["offered"]), key=lambda one: -one["value"]["value"])


def test_a_finding_pins_its_unit_and_shows_it_along_the_sentence(open_shipped, size):
    page = open_shipped("?text=what+did+you+buy&t=2", size=size)
    items = page.locator("#findings li")
    best = offered("rnn-tanh")
    expect(items).to_have_count(len(best))
    first = items.first
    expect(first).to_contain_text(f"unit {best[0]['unit']} follows {best[0]['thing']}")
    expect(first).to_contain_text(f"{best[0]['value']['value']:.2f}")
    expect(first.locator("svg title").first).to_have_text(re.compile(r"^what: −?\d"))
    box = first.bounding_box()
    assert box["x"] + box["width"] <= size[0]
    first.locator("[data-unit]").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(rf"unit={best[0]['unit']}\b"))
    expect(first.locator("[data-unit]")).to_have_attribute("aria-pressed", "true")
    expect(first.locator("[data-unit]")).to_be_focused()
    page.go_back()
    expect(first.locator("[data-unit]")).to_have_attribute("aria-pressed", "false")


def test_an_example_can_be_read_and_another_model_has_findings_of_its_own(open_shipped):
    page = open_shipped("?t=2")
    best = offered("rnn-tanh")[0]
    page.locator("#findings [data-example]").first.click()
    expect(page.locator("#text")).to_have_value(" ".join(best["examples"][0]["tokens"]))
    page.select_option("#model", "rnn-sigmoid")
    other = offered("rnn-sigmoid")[0]
    expect(page.locator("#findings li").first).to_contain_text(f"unit {other['unit']} follows {other['thing']}")


def test_a_network_without_findings_has_no_such_panel(open_page):
    expect(open_page("?model=rnn-tanh").locator("#findings")).to_be_hidden()
