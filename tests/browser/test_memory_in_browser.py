"""The page Memory in a real Chromium: figures, stepping, keys, links, a word left out, a second model."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

READY = "#arcs svg"


def numbers(page: Page) -> list[str]:
    return page.locator("#arcs .number").all_text_contents()


def overflow(page: Page) -> int:
    return page.evaluate("document.documentElement.scrollWidth - innerWidth")


def query(page: Page) -> dict[str, str]:
    page.wait_for_timeout(350)  # the address follows with a pause
    return {name: value for name, (value,) in parse_qs(urlsplit(page.url).query).items()}


def test_every_figure_is_there_and_nothing_runs_over(open_page, size):
    page = open_page("memory?model=rnn-tanh&text=I+am+a+boy&t=3&against=stack", size=size, ready=READY)
    expect(page.locator("#arcs .arc")).to_have_count(4)
    expect(page.locator("#triangle canvas")).to_be_visible()
    expect(page.locator("#growth svg .line")).to_have_count(3)
    expect(page.locator("#distance svg .line")).to_have_count(2)
    expect(page.locator("#distance .reaches p")).to_have_count(2)
    assert page.locator("#omission .pairs tr").count() >= 5
    expect(page.locator("#omission .weighed")).to_have_count(4)
    for figure in ("#arcs svg", "#growth svg", "#distance svg", "#omission .figure [role=img]"):
        assert page.locator(figure).get_attribute("aria-label")
    assert overflow(page) <= 0


def test_stepping_moves_every_figure_and_never_asks_the_server(open_page):
    page = open_page("memory?model=rnn-tanh&text=I+am+a+boy&t=0", ready=READY)
    asked = []
    page.on("request", lambda request: asked.append(request.url) if "/api/" in request.url else None)
    assert len(numbers(page)) == 1
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert len(numbers(page)) == 3
    expect(page.locator("#player .now")).to_have_text("2")
    expect(page.locator("#growth .says")).to_contain_text("From “I” to “a”, 2 steps")
    expect(page.locator("#announcer")).to_contain_text("time stamp 2, 'a'")
    page.locator("#arcs .token").nth(1).click()
    expect(page.locator("#player .now")).to_have_text("1")
    assert asked == []
    assert query(page) == {"model": "rnn-tanh", "t": "1"}


def test_another_influence_another_scale_and_back_again(open_page):
    page = open_page("memory?model=stack&text=I+am+a+boy&t=3", ready=READY)
    first = numbers(page)
    page.click("#blocks [data-block=h_from_h]")
    assert numbers(page)[3] == "1.0"
    page.click("#blocks [data-layer='0']")
    assert (query(page)["block"], query(page)["layer"]) == ("h_from_h", "0")
    page.go_back()
    page.go_back()
    expect(page.locator("#blocks [data-block=h_from_x]")).to_have_attribute("aria-pressed", "true")
    assert numbers(page) == first


def test_the_triangle_by_keyboard(open_page):
    page = open_page("memory?model=rnn-tanh&text=I+am+a+boy&t=2", ready=READY)
    page.locator("#triangle .grid").focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator("#triangle .readout-line")).to_contain_text("“a” and “am”, 1 back")
    page.keyboard.press("ArrowRight")
    expect(page.locator("#triangle .readout-line")).to_contain_text("“boy” and “am”, 2 back")
    page.keyboard.press("Enter")
    expect(page.locator("#omission .words [data-s='1']")).to_have_attribute("aria-pressed", "true")
    assert query(page)["omit"] == "1"


def test_a_word_deleted_unknown_and_another(open_page):
    page = open_page("memory?model=rnn-tanh&text=I+am+a+boy&t=3", ready=READY)
    page.click("#omission .words [data-s='2']")
    expect(page.locator("#omission .deed")).to_have_text("“a” deleted")
    page.check("#omission [value=unknown]")
    expect(page.locator("#omission .deed")).to_have_text("“a” unknown")
    page.fill("#instead-word", "the")
    expect(page.locator("#omission .deed")).to_have_text("“the” for “a”")
    expect(page.locator("#omission")).to_have_attribute("aria-busy", "false")
    assert (query(page)["omit"], query(page)["swap"]) == ("2", "the")
    expect(page.locator("#omission .says")).to_contain_text("nats")
    page.reload()
    expect(page.locator("#omission .deed")).to_have_text("“the” for “a”")
    assert page.input_value("#instead-word") == "the"


def test_typing_another_sentence_brings_its_influences(open_page):
    page = open_page("memory?model=rnn-tanh&text=I+am+a+boy&t=3", ready=READY)
    page.fill("#text", "the dogs are")
    expect(page.locator("#arcs .token")).to_have_count(3)
    expect(page.locator("#arcs")).to_have_attribute("aria-busy", "false")
    page.fill("#text", "")
    expect(page.locator("#arcs .says")).to_contain_text("The sentence is empty")
    expect(page.locator("#triangle")).to_be_hidden()


def test_a_second_model_is_asked_for_when_it_is_chosen(open_page):
    page = open_page("memory?model=rnn-tanh&text=I+am+a+boy&t=3", ready=READY)
    expect(page.locator("#distance svg .line")).to_have_count(1)
    page.select_option("#against", "logistic")
    expect(page.locator("#distance svg .line")).to_have_count(2)
    expect(page).to_have_url(re.compile("against=logistic"))


def test_a_sentence_too_long_is_said_beside_it_and_the_rest_stays(open_page, troubles):
    page = open_page(f"memory?model=rnn-tanh&text={'+'.join(['dogs'] * 129)}&t=3", ready="#arcs .problem")
    expect(page.locator("#arcs .says")).to_contain_text("That is 129 tokens; influences are computed for at most 128")
    expect(page.locator("#growth")).to_be_hidden()
    expect(page.locator("#omission .says")).to_contain_text("That is 129 tokens; one of them can be left out")
    expect(page.locator("#omission :is(.words, .instead, table, .figure)").first).to_be_hidden()
    assert troubles == [], "what is known to be refused is not asked for"


def test_what_was_altered_elsewhere_is_said_and_kept_for_the_way_back(open_page):
    page = open_page("?model=rnn-tanh&text=I+am+a+boy&t=2&edit=h,2,5,-1&forget=1", ready="#diagram canvas")
    page.click("nav >> text=Memory")
    page.wait_for_selector(READY)
    expect(page.locator("#kept")).to_contain_text("Everything before “am” (1) forgotten")
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#player .now")).to_have_text("1")
    assert parse_qs(urlsplit(page.url).query)["edit"] == ["h,2,5,-1"]
    page.click("nav >> text=Read")
    page.wait_for_selector("#diagram canvas")
    assert {"edit": ["h,2,5,-1"], "forget": ["1"]}.items() <= parse_qs(urlsplit(page.url).query).items()


def test_the_bars_of_a_long_sentence_have_numbers_and_end_with_the_current_word_in_sight(open_page, size):
    page = open_page(f"memory?model=rnn-tanh&text={'+'.join(['I', 'am', 'dogs'] * 13)}&t=37", size=size, ready=READY)
    bars = page.locator("#omission .weighed")
    expect(bars).to_have_count(38)
    page.locator("#omission .figure").scroll_into_view_if_needed()
    expect(bars.last).to_be_in_viewport()
    for name in page.locator("#omission .figure .what").all():
        assert name.bounding_box()["x"] >= page.locator("#omission .figure").bounding_box()["x"]
    assert bars.last.locator(".value").count() == 2
    page.click("#omission .numbers summary")
    expect(page.locator("#omission .numbers tbody tr")).to_have_count(38)
    assert overflow(page) <= 0


def test_long_and_strange_sentences_look_right(open_page, size):
    words = [*["dogs"] * 30, "🦩" * 5, "שלום", "w" * 60, *["tom"] * 27]
    page = open_page(f"memory?model=rnn-tanh&text={'+'.join(words)}&t=40", size=size, ready=READY)
    expect(page.locator("#arcs")).to_have_attribute("aria-busy", "false", timeout=30_000)
    assert overflow(page) <= 0


def test_a_step_is_announced_once_and_other_sentences_while_the_focus_is_among_them(open_page):
    page = open_page("memory?model=rnn-tanh&text=I+am+a+boy&t=1", ready="#triangle canvas")
    live = page.locator("[aria-live]")
    assert live.evaluate_all("all => all.map(({ id }) => id)") == ["announcer"]
    page.keyboard.press("ArrowRight")
    expect(page.locator("#announcer")).to_contain_text("time stamp 2, 'a'")
    expect(page.locator("#announcer")).to_contain_text("moves the state most")
    page.fill("#text", "I am a boy is")
    page.keyboard.press("Enter")
    expect(page.locator("#announcer")).to_contain_text("“a”, time stamp 2: of the words before it")
    page.focus("#triangle .grid")
    expect(page.locator("#triangle .readout-line[aria-live=polite]")).to_have_count(1)
    page.locator("#omission .words button").first.focus()
    expect(page.locator("#omission .says[aria-live=polite]")).to_have_count(1)
    expect(page.locator("#triangle .readout-line[aria-live=polite]")).to_have_count(0)


def test_the_focus_stays_on_what_was_pressed(open_shipped):
    page = open_shipped("memory?model=lstm&text=I+am+a+boy&t=2", ready="#triangle canvas")
    for button, said in (("#blocks [data-block=c_from_c]", "c ← c"), ("#distance [data-path=c]", "along c")):
        page.focus(button)
        page.keyboard.press("Enter")
        expect(page.locator(f"{button}[aria-pressed=true]")).to_be_focused()
        assert page.evaluate("document.activeElement.textContent") == said
    page.keyboard.press("ArrowRight")
    expect(page.locator("#distance [data-path=c]")).to_be_focused()
