"""The path of the hidden state, its second sentence, its third dimension, and the contexts."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def panel(page: Page):
    page.locator("#trajectory").scroll_into_view_if_needed()
    expect(page.locator("#trajectory .own circle.now")).to_have_count(1)
    return page.locator("#trajectory")


def overflow(page: Page) -> int:
    return page.evaluate("document.documentElement.scrollWidth - innerWidth")


def test_the_path_has_a_stop_for_each_word_and_steps_without_asking_the_server(open_page, size):
    page = open_page("?model=rnn-tanh&t=1", size=size)
    path = panel(page)
    expect(path.locator(".own circle")).to_have_count(5)
    expect(path.locator(".own text.now")).to_have_text("am")
    expect(path.locator(".near li").first).to_be_visible()
    asked = []
    page.on("request", lambda request: asked.append(request.url) if "/trajectories" in request.url else None)
    page.locator("#content").focus()
    page.keyboard.press("ArrowRight")
    expect(path.locator(".own text.now")).to_have_text("a")
    expect(path.locator(".told")).to_contain_text("Time stamp 2, “a”: over all units the state moved ")
    expect(path.locator(".near-title")).to_have_text("After “a” the network is in a state like the one after …")
    assert asked == []
    assert overflow(page) == 0


def test_the_places_are_those_of_the_api_and_the_share_of_the_variance_is_stated(open_page):
    page = open_page("?model=rnn-tanh&t=2")
    path = panel(page)
    answer = page.request.post("/api/v1/models/rnn-tanh/trajectories", data={"text": "I am a boy"}).json()
    path.locator("summary").click()
    rows = path.locator("tbody tr")
    expect(rows).to_have_count(5)
    for row, point in zip(rows.all(), answer["points"], strict=True):
        shown = [cell.inner_text().replace("−", "-") for cell in row.locator("td").all()[1:]]
        assert [float(value) for value in shown] == pytest.approx(point["place"], abs=0.006)
    two = 100 * sum(answer["explained_variance"][:2])
    expect(path.locator(".share")).to_contain_text(f"This plane holds {two:.1f}% of the variance of {answer['states']}")
    contexts = answer["nearest"][2]["contexts"]
    expect(path.locator(".near mark")).to_have_text([each["tokens"][each["t"]] for each in contexts])
    expect(path.locator(".near .distance").first).to_have_text(f"about {contexts[0]['distance']:.1f} away")
    expect(path.locator(".source")).to_have_text("Made up, CC0.")


def test_a_second_sentence_lies_over_the_first_and_a_link_restores_it(open_page, size):
    page = open_page("?model=rnn-tanh&t=2", size=size)
    path = panel(page)
    page.fill("#second", "the dogs are")
    page.keyboard.press("Enter")
    expect(path.locator("svg .second circle")).to_have_count(4)
    expect(page).to_have_url(re.compile(r"second=the\+dogs\+are"))
    page.reload()
    path = panel(page)
    expect(path.locator("svg .second circle")).to_have_count(4)
    expect(page.locator("#second")).to_have_value("the dogs are")
    path.locator("form button").click()
    expect(path.locator("svg .second")).to_have_count(0)
    expect(page).not_to_have_url(re.compile("second"))
    page.go_back()
    expect(path.locator("svg .second circle")).to_have_count(4)
    assert overflow(page) == 0


def test_the_space_is_turned_by_slider_and_by_dragging_and_closed_again(open_page):
    page = open_page("?model=rnn-tanh&t=2")
    path = panel(page)
    expect(path.locator(".turns")).to_be_hidden()
    path.locator("[data-space=space]").click()
    expect(page).to_have_url(re.compile("turn=30,20"))
    expect(path.locator(".axis-line")).to_have_count(3)
    expect(path.locator(".share")).to_contain_text("These three directions hold")
    slider = path.locator(".turns input").first
    slider.focus()
    page.keyboard.press("ArrowRight")
    expect(page).to_have_url(re.compile("turn=31,20"))
    assert page.locator("#player .now").inner_text() == "2", "the arrow turned, and did not step"
    path.locator("svg").scroll_into_view_if_needed()
    box = path.locator("svg").bounding_box()
    page.mouse.move(box["x"] + 40, box["y"] + 40)
    page.mouse.down()
    page.mouse.move(box["x"] + 60, box["y"] + 50)
    page.mouse.up()
    expect(page).to_have_url(re.compile("turn=41,25"))
    path.locator("[data-space=plane]").click()
    expect(page).not_to_have_url(re.compile("turn"))
    expect(path.locator(".axis-line")).to_have_count(0)


def test_a_click_on_a_stop_makes_its_time_stamp_the_current_one(open_page):
    page = open_page("?model=rnn-tanh&t=2")
    path = panel(page)
    path.locator(".own circle").nth(1).click()
    expect(path.locator(".own text.now")).to_have_text("I")
    assert page.locator("#player .now").inner_text() == "0"


def test_neither_the_users_text_nor_the_corpus_is_read_as_markup(open_page):
    page = open_page("?model=rnn-tanh&text=I+%3Cimg%3E&second=%3Cimg%3E+am&t=1")
    path = panel(page)
    expect(path.locator("svg .second circle")).to_have_count(5)
    expect(path.locator(".near li").first).to_be_visible()
    expect(path.locator(".near")).to_contain_text("<img>")
    expect(path.locator("img")).to_have_count(0)


def test_the_empty_sentence_has_the_path_of_its_one_state(open_page):
    page = open_page("?model=rnn-tanh&text=")
    page.locator("#trajectory").scroll_into_view_if_needed()
    expect(page.locator("#trajectory .own circle")).to_have_count(1)
    expect(page.locator("#trajectory .told")).to_have_text("Nothing is read yet: the state is h(−1).")


def test_a_network_without_a_bank_has_no_such_panel(open_page):
    page = open_page("?model=logistic")
    page.wait_for_timeout(300)
    expect(page.locator("#trajectory")).to_be_hidden()


def test_what_the_server_refuses_is_a_sentence_in_the_panel(open_page, troubles):
    page = open_page("?model=rnn-tanh")
    path = panel(page)
    page.fill("#second", "a " * 600)
    page.keyboard.press("Enter")
    expect(path.locator(".walk-problem")).to_contain_text("at most 512 can be traced at once")
    expect(path.locator(".own circle")).to_have_count(5)
    troubles.clear()
