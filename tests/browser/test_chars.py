"""The shipped model of characters on the pages, in a real Chromium: white space, sentences, findings, links."""

import re
from urllib.parse import parse_qs, urlsplit

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from model.trace import trace
from model.zoo import Zoo
from tests.browser.test_findings_in_browser import offered

pytestmark = pytest.mark.browser

ROMEO = "ROMEO:↵But soft"
ASKED = "?model=chars&text=ROMEO:↵But+soft&t=5"


def query(page: Page) -> dict[str, str]:
    page.wait_for_timeout(350)  # the address follows with a pause
    return {name: value for name, (value,) in parse_qs(urlsplit(page.url).query).items()}


def nothing_runs_over(page: Page, size: tuple[int, int]) -> bool:
    return page.evaluate("document.documentElement.scrollWidth") <= size[0]


def test_what_is_typed_is_read_character_by_character(open_shipped, size):
    page = open_shipped(ASKED, size=size)
    assert nothing_runs_over(page, size)
    field, announcer = page.locator("#text"), page.locator("#announcer")
    expect(page.locator("#player .word")).to_have_text(":")
    field.press("End")
    page.keyboard.type(",↵q")
    expect(page.locator("#player .last")).to_have_text("17")
    expect(page.locator("#player .word")).to_have_text(":")
    page.keyboard.press("Escape")
    page.keyboard.press("End")
    likeliest = trace(Zoo().get("chars"), f"{ROMEO},↵q").outputs[17].top[0]
    percent = round(100 * likeliest.probability)
    assert likeliest.token == "u"
    expect(announcer).to_have_text(f"time stamp 17, 'q': most likely next character 'u', {percent} percent")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    expect(announcer).to_have_text(re.compile(r"^time stamp 15, ',': most likely next character"))
    expect(page).to_have_url(re.compile("[?&]t=15"))
    assert query(page)["text"] == f"{ROMEO},↵q"
    before = page.locator("#player .word").inner_text()
    page.reload()
    page.wait_for_selector("#diagram canvas")
    expect(field).to_have_value(f"{ROMEO},↵q")
    expect(page.locator("#player .word")).to_have_text(before)


def test_a_row_of_each_unit_can_be_seen_and_pinned(open_shipped, size):
    """128 units of two pixels, as high as 64 of four; the values are those of the model."""
    page = open_shipped(f"{ASKED}&unit=127", size=size)
    value = float(trace(Zoo().get("chars"), ROMEO).layers[0].values["h"][5, 127])
    expect(page.locator("#derivation h2")).to_have_text(f"Where does {value:.3f} come from?".replace("-", "−"))
    caption = page.locator("#diagram text", has_text="current time stamp").first.bounding_box()
    assert caption["y"] + caption["height"] <= page.locator("#player").bounding_box()["y"], "all of it above the player"
    assert nothing_runs_over(page, size)


def test_lines_that_are_pasted_keep_their_ends(open_shipped):
    page = open_shipped("?model=chars&text=")
    page.locator("#text").evaluate(
        """(input) => {
          const clipboardData = new DataTransfer();
          clipboardData.setData("text/plain", "ROMEO:\\nBut soft");
          input.focus();
          input.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
        }"""
    )
    expect(page.locator("#text")).to_have_value(ROMEO)
    expect(page.locator("#player .last")).to_have_text("14")


def test_an_unknown_character_is_counted_among_those_of_the_model_on_screen(open_shipped):
    page = open_shipped("?model=chars&text=café")
    known = len(Zoo().get("chars").vocabulary) - 2
    reason = page.locator("#reason")
    expect(reason).to_have_text(f"é is not among the {known} characters this model knows; it reads <unk>.")
    page.locator("#text").press("End")
    page.keyboard.type("ñ")
    expect(reason).to_have_text(re.compile("^é, ñ are not among"), use_inner_text=True)


def test_another_kind_of_model_brings_its_own_page_and_back_leads_to_the_first(open_shipped, size):
    page = open_shipped("?text=I+am+a+wug&t=2&unit=60", size=size)
    page.select_option("#model", "chars")
    expect(page.locator("#player .last")).to_have_text("9")
    page.wait_for_selector("#diagram canvas")
    assert query(page) == {"text": "I am a wug", "model": "chars", "unit": "60"}
    expect(page.locator("#problem")).to_be_empty()
    title = page.locator("#balance-title [data-of=sum]")
    expect(title).to_have_text("How much from the character, how much from memory")
    page.go_back()
    page.wait_for_selector("#diagram canvas")
    expect(page.locator("#player .last")).to_have_text("3")
    expect(page.locator("#reason")).to_contain_text("words this model knows")
    expect(page.locator("#player .now")).to_have_text("2")
    assert query(page).items() >= {"text": "I am a wug", "unit": "60"}.items()
    page.go_forward()
    page.wait_for_selector("#diagram canvas")
    page.select_option("#model", "gru")
    expect(page.locator("#player .last")).to_have_text("3")
    assert query(page)["model"] == "gru"


def test_what_is_altered_goes_along_to_another_kind_of_model_as_far_as_it_fits(open_shipped):
    page = open_shipped("?text=I+am+a+boy&t=2&forget=2&instead=1:was")
    page.select_option("#model", "chars")
    expect(page.locator("#player .last")).to_have_text("9")
    page.wait_for_selector("#diagram canvas")
    expect(page.locator("#problem")).to_contain_text("“instead=1:was” is left out")
    expect(page.locator("#whatif .list li")).to_have_count(1)
    expect(page.locator("#whatif .list li")).to_contain_text("Everything before “a” (2) forgotten")


@pytest.mark.parametrize("path", ["memory", "compare"])
def test_back_from_another_kind_of_model_the_picker_says_which_model_is_shown(open_shipped, path):
    page = open_shipped(f"{path}?model=gru", ready="#player .now")
    page.select_option("#model", "chars")
    expect(page.locator("#player .last")).to_have_text("9")
    page.go_back()
    expect(page.locator("#player .last")).to_have_text("3")
    expect(page.locator("#model")).to_have_value("gru")


def test_a_unit_that_means_something_is_pinned_and_shown_along_the_text(open_shipped, size):
    page = open_shipped(ASKED, size=size)
    best = offered("chars")
    items = page.locator("#findings li")
    expect(items).to_have_count(len(best))
    expect(items.first).to_contain_text(f"unit {best[0]['unit']} follows the name of a speaker")
    values = trace(Zoo().get("chars"), ROMEO).layers[0].values["h"][:, best[0]["unit"]]
    titles = items.first.locator("svg title").all_text_contents()
    assert [title.rpartition(": ")[0] for title in titles] == list("ROMEO:↵But␣soft")
    shown = [float(title.rpartition(": ")[2].replace("−", "-")) for title in titles]
    np.testing.assert_allclose(shown, values, atol=0.006)
    items.first.locator("[data-unit]").click()
    assert query(page)["unit"] == str(best[0]["unit"])
    example = items.first.locator("[data-example]")
    expect(example).to_have_text("".join(best[0]["examples"][0]["tokens"]).replace("␣", " "))
    example.click()
    expect(page.locator("#player .last")).to_have_text(str(len(best[0]["examples"][0]["tokens"]) - 1))


def test_the_texts_that_leave_it_in_a_like_state_are_written_as_texts(open_shipped):
    page = open_shipped(ASKED)
    page.locator("#trajectory").scroll_into_view_if_needed()
    near = page.locator("#trajectory .near .context")
    expect(near).to_have_count(3)
    for text in near.all_text_contents():
        assert "␣" not in text
        assert re.search(r"[A-Z]+:↵[A-Z]", text), "the name of a speaker, as ROMEO: is"


def test_a_space_can_take_the_place_of_a_character(open_shipped):
    page = open_shipped(ASKED)
    word = page.locator("#whatif-word")
    word.fill("ab")
    word.press("Enter")
    expect(page.locator("#whatif .instead .refusal")).to_contain_text("One character takes the place of one character")
    word.fill(" ")
    word.press("Enter")
    expect(page.locator("#player .word")).to_have_text("␣")
    assert query(page)["instead"] == "5:␣"
    page.reload()
    expect(page.locator("#player .word")).to_have_text("␣")


def test_the_page_memory_shows_what_each_character_owes_to_the_others(open_shipped, size):
    page = open_shipped(f"memory{ASKED}&omit=4", size=size, ready="#arcs svg")
    expect(page.locator("#arcs .says")).to_have_text(re.compile("^“:”, time stamp 5: of the characters before it, “"))
    page.locator("#omission").scroll_into_view_if_needed()
    expect(page.locator("#omission .pairs tr").first).to_contain_text("↵")
    expect(page.locator("#against option")).to_have_text(["no other model"])
    page.locator("#player [data-do=last]").click()
    expect(page.locator("#omission .says")).to_have_text(re.compile("^No known character came next"))
    assert nothing_runs_over(page, size)


def test_it_is_compared_with_another_text_and_with_no_model_of_words(open_shipped, size):
    page = open_shipped("compare?model=chars&text=the+question&t=11&with=gru", size=size, ready="#pair canvas")
    expect(page.locator("#problem")).to_have_text(
        "One of chars and gru reads words, the other characters: what they say cannot be compared."
    )
    alone = "No other model here reads what chars reads. Type a second sentence to compare."
    expect(page.locator("#second-reason")).to_have_text(alone)
    expect(page.locator("#with option")).to_have_count(1)
    page.locator("#second").fill("THE QUESTION")
    expect(page.locator("#second-reason")).to_be_empty()
    expect(page.locator("#pair .other .word").last).to_have_text("N")
    page.locator("#likely").scroll_into_view_if_needed()
    expect(page.locator("#likely tbody tr").filter(has_text=":").first).to_be_visible()
    assert query(page)["second"] == "THE QUESTION"
    assert nothing_runs_over(page, size)


def test_what_is_refused_leaves_the_numbers_and_their_name(open_shipped, troubles):
    page = open_shipped("memory?model=chars&text=to+be&t=4&omit=1&swap=x", ready="#triangle canvas")
    expect(page.locator("#omission .deed")).to_have_text("“x” for “o”")
    before = page.locator("#omission .pairs").inner_text()
    page.fill("#instead-word", "ab")
    page.keyboard.press("Enter")
    expect(page.locator("#omission .says")).to_contain_text("The other character is 2 characters long")
    expect(page.locator("#omission .deed")).to_have_text("“x” for “o”")
    assert page.locator("#omission .pairs").inner_text() == before
    troubles.clear()  # Chromium tells of the refusal in its console
