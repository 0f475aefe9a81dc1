"""The main job: type a sentence, watch the network read it."""

import json
import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

DESKTOP, PHONE = (1440, 900), (390, 844)


def now(page: Page) -> str:
    return page.locator("#player .now").inner_text()


def place_of(page: Page, selector: str) -> dict:
    return page.locator(selector).first.bounding_box()


def test_the_first_sentence_is_on_screen_before_any_chart_library(open_page, size):
    page = open_page(size=size)
    order = page.evaluate("performance.getEntriesByType('resource').map(({name}) => name)")
    assert not any("/api/" in url for url in order), "the first trace comes inside the page"
    page.wait_for_selector(".heat .plot svg", state="attached")
    paint = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
    plotly = page.evaluate(
        "performance.getEntriesByType('resource').find(({name}) => name.includes('plotly')).startTime"
    )
    assert paint < plotly


def test_what_is_typed_is_traced_and_enters_the_address(open_page, size):
    page = open_page(size=size)
    page.fill("#text", "the dog is ")
    expect(page.locator("#player .last")).to_have_text("2")
    expect(page).to_have_url(re.compile(r"text=the\+dog\+is\+&t=2$"))
    page.reload()
    assert page.input_value("#text") == "the dog is "
    expect(page.locator("#player .last")).to_have_text("2")


def test_stepping_by_button_slider_and_key_never_asks_the_server(open_page, size):
    page = open_page("?model=rnn-tanh&t=0", size=size)
    expect(page.locator("#check")).to_contain_text("values equal those of", timeout=20_000)
    asked = []
    page.on("request", lambda request: asked.append(request.url) if "/api/" in request.url else None)
    page.click("[data-do=forward]")
    assert now(page) == "1"
    page.locator(".scrubber").fill("3")
    assert now(page) == "3"
    assert page.locator(".scrubber").get_attribute("aria-valuetext") == "time stamp 3 of 3, 'boy'"
    page.locator("#content").focus()
    for key, t in [("ArrowLeft", "2"), ("Home", "0"), ("ArrowRight", "1"), ("End", "3")]:
        page.keyboard.press(key)
        assert now(page) == t
    page.click("[data-do=first]")
    page.click("[data-do=last]")
    page.click("[data-do=back]")
    assert now(page) == "2"
    expect(page.locator("#announcer")).to_have_text(page.locator("#announcer").inner_text())
    assert page.locator("#announcer").inner_text().startswith("time stamp 2, 'a': most likely ")
    assert asked == []


def test_space_plays_where_focus_is_on_no_control_and_stops_at_the_end(open_page):
    page = open_page("?model=rnn-tanh&t=0&speed=4")
    page.keyboard.press("Space")
    expect(page.locator("[data-do=play]")).to_have_attribute("aria-label", "Pause")
    expect(page.locator("#player .now")).to_have_text("3")
    expect(page.locator("[data-do=play]")).to_have_attribute("aria-label", "Play")


def test_keys_are_letters_inside_the_field_and_esc_leaves_it_for_the_diagram(open_page):
    page = open_page("?model=rnn-tanh&t=2")
    page.focus("#text")
    page.keyboard.press("End")
    page.keyboard.type(" ?")
    assert page.input_value("#text") == "I am a boy ?"
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#player .last")).to_have_text("4")
    assert now(page) == "2"
    page.keyboard.press("Escape")
    expect(page.locator(".diagram-grid")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    assert now(page) == "1"


def test_an_unfinished_word_brings_no_warning_and_the_time_stamp_does_not_jump(open_page):
    page = open_page("?model=rnn-tanh&text=I+am+a&t=2")
    page.focus("#text")
    page.keyboard.press("End")
    page.keyboard.type(" bo")
    expect(page.locator("#player .last")).to_have_text("3")
    assert (now(page), page.locator("#reason").inner_text()) == ("2", "")
    page.keyboard.type("y")
    expect(page.locator("#player .now")).to_have_text("3")
    page.keyboard.type("x")
    expect(page.locator("#reason")).to_have_text("boyx is not among the 14 words this model knows; it reads <unk>.")


def test_an_unknown_word_says_why_and_nothing_moves(open_page, size):
    page = open_page(size=size)
    before = [place_of(page, selector) for selector in ("#equation", "#diagram", "#model")]
    page.fill("#text", "I am a wug ")
    expect(page.locator("#reason")).to_be_visible()
    assert page.locator("#reason b").inner_text() == "wug"
    assert [place_of(page, selector) for selector in ("#equation", "#diagram", "#model")] == before


def test_a_failed_trace_leaves_the_picture_and_says_so_beside_the_input(open_page, troubles):
    page = open_page()
    picture = page.locator("#diagram canvas").screenshot()
    page.route("**/traces", lambda route: route.abort())
    page.fill("#text", "the dog ")
    expect(page.locator("#problem")).to_have_text(
        "The server cannot be reached; what you see is the last sentence that it read."
    )
    assert page.locator("#problem").get_attribute("role") == "alert"
    assert page.locator("#diagram canvas").screenshot() == picture
    page.fill("#text", "I am a boy")
    expect(page.locator("#problem")).to_be_empty()
    page.fill("#text", "the dog is ")
    expect(page.locator("#problem")).not_to_be_empty()
    page.unroute("**/traces")
    page.press("#text", "Enter")
    expect(page.locator("#problem")).to_be_empty()
    expect(page.locator("#player .last")).to_have_text("2")
    troubles[:] = [trouble for trouble in troubles if "ERR_FAILED" not in trouble]


def test_a_server_that_comes_back_is_asked_again_by_itself(open_page, troubles):
    page = open_page()
    page.route("**/traces", lambda route: route.abort())
    page.fill("#text", "the dog ")
    expect(page.locator("#problem")).not_to_be_empty()
    page.unroute("**/traces")
    expect(page.locator("#player .last")).to_have_text("1", timeout=10_000)
    expect(page.locator("#problem")).to_be_empty()
    troubles[:] = [trouble for trouble in troubles if "ERR_FAILED" not in trouble]


def test_a_refusal_is_told_in_the_servers_words(open_page, troubles):
    page = open_page()
    page.fill("#text", "a" * 201 + " ")
    expect(page.locator("#problem")).to_contain_text("Token 0 is 201 characters long")
    assert page.locator("#player .last").inner_text() == "3"
    troubles[:] = [trouble for trouble in troubles if "422" not in trouble]


def test_a_slow_answer_never_overwrites_a_newer_one(open_page):
    page = open_page()
    held = []

    def hold(route):
        text = json.loads(route.request.post_data).get("text")
        held.append(route) if text == "the dog " else route.continue_()

    page.route("**/traces", hold)
    page.fill("#text", "the dog ")
    page.wait_for_timeout(300)
    page.fill("#text", "tom ")
    expect(page.locator("#player .last")).to_have_text("0")
    assert len(held) == 1
    held[0].continue_()
    page.wait_for_timeout(300)
    assert page.locator("#player .last").inner_text() == "0"
    assert page.input_value("#text") == "tom "


def test_an_empty_sentence_is_the_empty_network_and_not_an_error(open_page, size):
    page = open_page(size=size)
    page.fill("#text", "")
    expect(page.locator("[data-do=play]")).to_have_attribute("aria-disabled", "true")
    expect(page.locator("#problem")).to_be_empty()
    page.keyboard.press("Escape")
    page.keyboard.press("ArrowRight")
    page.fill("#text", "tom is ")
    expect(page.locator("#player .last")).to_have_text("1")


@pytest.mark.parametrize("words", [200, 512])
def test_long_sentences_stay_usable(open_page, size, words):
    text = "+".join(["dogs"] * words)
    page = open_page(f"?model=rnn-tanh&text={text}&t=100", size=size)
    expect(page.locator("#player .last")).to_have_text(str(words - 1))
    assert now(page) == "100"
    page.locator("#content").focus()
    page.keyboard.press("ArrowRight")
    assert now(page) == "101"
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0


@pytest.mark.parametrize(
    "text", ["🙂", "%E4%BD%A0%E5%A5%BD", "%D8%A3%D9%86%D8%A7+%D9%88%D9%84%D8%AF", "a" * 60, "<b>x</b>", "."]
)
def test_strange_sentences_look_right(open_page, size, text):
    page = open_page(f"?model=rnn-tanh&text={text}", size=size)
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    assert page.locator("#reason b b, #diagram b, #player .word b").count() == 0


@pytest.mark.parametrize("width", [320, 640, 760, 960, 1100, 1200, 1920])
def test_the_page_is_never_wider_than_the_window(open_page, width):
    page = open_page("?model=rnn-tanh&text=I+am+a+wug&unit=3", size=(width, 800))
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0


def test_the_first_screen_is_that_of_the_mock(open_page):
    page = open_page("?model=rnn-tanh&t=2&unit=48")
    assert place_of(page, ".header")["height"] == 53
    player = place_of(page, "#player")
    assert (player["y"], player["height"]) == (845, 55)
    phone = open_page("?model=rnn-tanh&t=2&unit=48", size=PHONE)
    assert place_of(phone, ".header")["height"] == 49
    player = place_of(phone, "#player")
    assert (player["y"], player["height"]) == (750, 93)
    for button in phone.locator(".buttons button").all():
        box = button.bounding_box()
        assert (box["width"], box["height"]) == (44, 44)


def test_nothing_moves_while_the_page_starts(open_page, size):
    page = open_page(size=size)
    page.wait_for_selector(".heat .plot svg", state="attached")
    shift = page.evaluate(
        """() => new Promise((done) => {
          let sum = 0;
          new PerformanceObserver((list) => { for (const { value } of list.getEntries()) sum += value; })
            .observe({ type: "layout-shift", buffered: true });
          setTimeout(() => done(sum), 200);
        })"""
    )
    assert shift < 0.01
