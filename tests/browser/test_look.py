"""Hovers, pins, links, themes, the heatmap and what explains itself."""

import json
import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def heat(page: Page) -> dict:
    page.wait_for_selector(".heat .plot svg", state="attached")
    page.locator(".heat").scroll_into_view_if_needed()
    return page.locator(".heat .here").bounding_box()


def point(page: Page, t: int, unit: int) -> tuple[float, float]:
    """The middle of a cell of the heatmap: 64 units of 5 px from 10 px down, columns of 72 px from 40 px on."""
    box = page.locator(".heat").bounding_box()
    return box["x"] + 40 + 72 * (t + 0.5), box["y"] + 10 + 5 * (unit + 0.5)


def test_pointing_at_the_heatmap_shows_unit_time_stamp_word_and_value(open_page):
    page = open_page("?model=rnn-tanh&t=0")
    heat(page)
    page.mouse.move(*point(page, 2, 7))
    expect(page.locator(".heat .tooltip")).to_contain_text("unit 7 · time stamp 2 · a ·")
    assert page.locator("#equation .lit").count() == 0, "a later time stamp is not in this equation"
    page.mouse.move(*point(page, 0, 7))
    assert page.locator("#equation .lit").first.get_attribute("data-name") == "h"
    page.mouse.move(5, 5)
    expect(page.locator(".heat .tooltip")).to_be_hidden()


def test_a_click_pins_the_unit_at_its_time_stamp_and_esc_releases_it(open_page, size):
    page = open_page("?model=rnn-tanh&t=0", size=size)
    heat(page)
    page.mouse.click(*point(page, 1, 7))
    assert page.locator("#player .now").inner_text() == "1"
    expect(page).to_have_url(re.compile("t=1&unit=7"))
    page.click("[data-do=forward]")
    expect(page.locator(".axis.pinned")).to_have_text("7")
    page.locator("#content").focus()
    page.keyboard.press("Escape")
    expect(page.locator(".axis.pinned")).to_have_count(0)
    expect(page).to_have_url(re.compile(r"^((?!unit).)*$"))


def test_the_heatmap_by_keyboard_has_the_same_meaning_as_every_grid(open_page):
    page = open_page("?model=rnn-tanh&t=1")
    heat(page)
    page.focus(".heat")
    for key in ("ArrowDown", "ArrowDown", "ArrowRight", "ArrowUp"):
        page.keyboard.press(key)
    assert page.locator("#player .now").inner_text() == "2"
    page.keyboard.press("Enter")
    expect(page.locator(".axis.pinned")).to_have_text("1")


def test_a_step_moves_the_overlay_and_leaves_the_plot_alone(open_page):
    page = open_page("?model=rnn-tanh&t=0")
    before = heat(page)
    drawn = page.locator(".heat .plot").inner_html()
    page.keyboard.press("ArrowRight")
    after = page.locator(".heat .here").bounding_box()
    assert round(after["x"] - before["x"]) == 72
    assert page.locator(".heat .plot").inner_html() == drawn


def test_the_heatmap_shows_any_symbol_of_the_trace_and_its_values_as_numbers(open_page):
    page = open_page()
    heat(page)
    assert page.locator("#heatmap .tabs button").all_inner_texts() == ["x(t)", "W x(t)", "U h(t−1)", "a(t)", "h(t)"]
    page.click(".tabs [data-symbol=a]")
    expect(page.locator(".tabs [data-symbol=a]")).to_have_attribute("aria-pressed", "true")
    expect(page).to_have_url(re.compile("symbol=a$"))
    page.click(".numbers summary")
    expect(page.locator(".numbers tbody tr")).to_have_count(64)
    first = page.locator(".numbers tbody tr").first.locator("td").all_inner_texts()
    body = {"text": "I am a boy", "symbols": ["a"]}
    answer = page.request.post("/api/v1/models/rnn-tanh/traces", data=body).json()
    expected = [f"{row[0]:.2f}".replace("-", "−") for row in answer["layers"][0]["values"]["a"]]
    assert [text.replace("−0.00", "0.00") for text in first] == [text.replace("−0.00", "0.00") for text in expected]


def test_a_symbol_of_the_equation_and_its_places_in_the_diagram_light_up_together(open_page):
    page = open_page("?model=rnn-tanh&t=2")
    page.hover("#equation [data-name=U]")
    expect(page.locator("#equation [data-name=U]")).to_have_class("lit")
    page.mouse.move(5, 5)
    expect(page.locator("#equation .lit")).to_have_count(0)


def test_the_equation_follows_the_step_with_its_words(open_page):
    page = open_page("?model=rnn-tanh&t=2")
    words = "#equation .words"
    assert page.locator(words).all_text_contents() == ["“I am”", "“a”"]
    page.keyboard.press("ArrowRight")
    assert page.locator(words).all_text_contents() == ["“I am a”", "“boy”"]
    assert page.locator("#equation .time").all_text_contents() == ["3", "2", "3", "3", "3"]


def test_a_link_restores_what_was_on_screen(open_page, size):
    query = "?model=rnn-tanh&text=the+dog+is&t=1&unit=9&symbol=Uh&speed=2"
    page = open_page(query, size=size)
    heat(page)
    assert page.input_value("#text") == "the dog is"
    assert page.locator("#player .now").inner_text() == "1"
    assert page.locator(".axis.pinned").inner_text() == "9"
    assert page.locator("#heatmap .tabs [aria-pressed=true]").inner_text() == "U h(t−1)"
    assert page.input_value("#speed") == "2"


def test_back_returns_to_what_was_chosen_before(open_page):
    page = open_page("?model=rnn-tanh&t=1")
    page.click("#try [data-text='I saw a wug']")
    expect(page.locator("#player .last")).to_have_text("3")
    expect(page.locator("#reason")).to_be_visible()
    page.keyboard.press("ArrowLeft")
    page.select_option("#model", "logistic")
    expect(page.locator("#equation")).to_contain_text("σ")
    page.go_back()
    expect(page.locator("#equation")).to_contain_text("tanh")
    assert page.input_value("#text") == "I saw a wug"
    expect(page.locator("#player .now")).to_have_text("2")
    page.go_back()
    expect(page.locator("#text")).to_have_value("I am a boy")
    expect(page.locator("#player .now")).to_have_text("1")
    page.go_forward()
    expect(page.locator("#text")).to_have_value("I saw a wug")


def test_typing_makes_one_entry_of_the_history(open_page):
    page = open_page()
    length = page.evaluate("history.length")
    page.focus("#text")
    page.keyboard.press("End")
    page.keyboard.type(" ? tom", delay=30)
    page.keyboard.press("Enter")
    expect(page.locator("#player .last")).to_have_text("5")
    assert page.evaluate("history.length") == length + 1
    page.go_back()
    expect(page.locator("#text")).to_have_value("I am a boy")


def test_the_address_changes_rarely_enough_for_chromium(open_page):
    page = open_page(f"?model=rnn-tanh&text={'+'.join(['dogs'] * 60)}&t=0")
    page.evaluate(
        """() => {
          window.changes = 0;
          const kept = history.replaceState;
          history.replaceState = (...all) => { window.changes += 1; kept.apply(history, all); };
        }"""
    )
    for _ in range(3):
        for key in ["ArrowRight"] * 40 + ["Home"]:
            page.keyboard.press(key)
    page.keyboard.press("End")
    for _ in range(2):
        page.keyboard.press("ArrowLeft")
    expect(page).to_have_url(re.compile("t=57$"))
    assert page.evaluate("window.changes") < 40


@pytest.mark.parametrize("system", ["light", "dark"])
def test_the_theme_follows_the_system_until_one_is_chosen_and_that_stays(open_page, system):
    page = open_page(color_scheme=system)
    paper = {"light": "rgb(253, 252, 249)", "dark": "rgb(18, 20, 23)"}
    other = {"light": "dark", "dark": "light"}[system]
    colour = "getComputedStyle(document.documentElement).backgroundColor"
    assert page.evaluate(colour) == paper[system]
    picture = page.locator("#diagram canvas").screenshot()
    page.click("#theme")
    assert page.evaluate(colour) == paper[other]
    assert page.locator("#diagram canvas").screenshot() != picture
    page.reload()
    assert page.evaluate(colour) == paper[other]
    assert "theme" not in page.url
    page.goto("/glossary")
    assert page.evaluate(colour) == paper[other]
    page.click("#theme")
    assert page.evaluate(colour) == paper[system]


def test_the_theme_follows_the_system_when_it_changes(open_page):
    page = open_page(color_scheme="light")
    picture = page.locator("#diagram canvas").screenshot()
    page.emulate_media(color_scheme="dark")
    page.wait_for_timeout(200)
    assert page.locator("#diagram canvas").screenshot() != picture


def test_question_mark_lists_the_keys_and_esc_puts_them_away(open_page):
    page = open_page("?model=rnn-tanh&unit=3")
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    page.keyboard.press("ArrowLeft")
    assert page.locator("#player .now").inner_text() == "2"
    page.keyboard.press("Escape")
    expect(page.locator("#keys")).to_be_hidden()
    assert "unit=3" in page.url


def test_a_term_of_art_explains_itself_on_hover_and_on_focus(open_page, size):
    page = open_page(size=size)
    term = page.locator("#heatmap .term").first
    term.focus()
    expect(page.locator("#explanation")).to_contain_text("it keeps its row at every time stamp")
    box = page.locator("#explanation").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= size[0]
    page.keyboard.press("Escape")
    expect(page.locator("#explanation")).to_be_hidden()
    term.hover()
    expect(page.locator("#explanation")).to_be_visible()


def test_the_link_is_copied(open_page, address):
    page = open_page("?model=rnn-tanh&t=1", permissions=["clipboard-read", "clipboard-write"])
    page.click("#link")
    expect(page.locator("#link")).to_have_text("Link copied")
    assert page.evaluate("navigator.clipboard.readText()") == f"{address}/?model=rnn-tanh&t=1"


def test_a_sentence_too_long_for_a_link_is_saved_and_opened_as_a_file(open_page, tmp_path):
    page = open_page("?model=rnn-tanh")
    text = " ".join(["unbelievable"] * 500)
    page.fill("#text", text)
    expect(page.locator("#player .last")).to_have_text("499")
    page.click("#link")
    expect(page.locator("#long-link")).to_be_visible()
    with page.expect_download() as download:
        page.click("#save")
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    assert text.replace(" ", "+") in json.loads(file.read_text())["query"]
    other = open_page("?model=rnn-tanh")
    other.evaluate("document.getElementById('long-link').showModal()")
    other.set_input_files("#open", file)
    expect(other.locator("#player .last")).to_have_text("499")
    assert other.input_value("#text") == text


@pytest.mark.parametrize("model", ["rnn-tanh", "rnn-tanh-2", "gru", "lstm"])
def test_no_equation_is_cut_where_a_desk_has_room_for_a_smaller_one(open_shipped, model):
    page = open_shipped(f"?model={model}&text=the+dog+near+the+houses&t=1", size=(1440, 900))
    for width, key in ((1440, "Home"), (1366, "End"), (1366, "Home"), (1440, "End")):
        page.set_viewport_size({"width": width, "height": 900})
        page.keyboard.press(key)
        page.wait_for_function(
            "() => { const e = document.getElementById('equation'); return e.scrollWidth <= e.clientWidth; }"
        )


def test_examples_say_what_to_watch(open_page):
    page = open_page()
    expect(page.locator("#watch")).to_have_text("Four words, four time stamps: the same W and the same U at each.")
    page.click("#try [data-text^='what did']")
    expect(page.locator("#watch")).to_contain_text("Compare: I bought it at the store yesterday")
    page.click("#watch a")
    expect(page.locator("#text")).to_have_value("I bought it at the store yesterday")
    expect(page.locator("#watch")).to_contain_text("Compare: what did you buy at the store yesterday")


def test_the_phone_has_a_menu_and_the_sentences_behind_a_button(open_page):
    page = open_page(size=(390, 844))
    expect(page.locator(".menu a").first).to_be_hidden()
    page.click(".menu-button")
    expect(page.locator(".menu a").first).to_be_visible()
    page.keyboard.press("Escape")
    page.click(".try-button")
    page.click("#try [data-text='I saw a wug']")
    expect(page.locator("#text")).to_have_value("I saw a wug")
    expect(page.locator("#try")).to_be_hidden()


def test_without_scripts_the_sentence_its_words_and_the_equation_are_there(browser, address):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/?model=rnn-tanh&text=tom+is+a+wug")
    assert page.locator(".chips li").count() == 4
    assert page.locator("#equation math").first.is_visible()
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("memory?model=rnn-tanh&text=I+am+a+boy&t=3&against=stack", 5),
        ("compare?model=rnn-tanh&text=the+dog+is&second=the+dogs+are+here&t=1&unit=3", 8),
    ],
)
def test_every_text_of_a_chart_stands_out_from_the_paper(open_page, query, names, scheme):
    page = open_page(query, ready=".chart", color_scheme=scheme)
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    expect(page.locator(".chart .name")).to_have_count(names)
    paper = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    texts = page.locator(".chart text").evaluate_all(
        "all => all.map((each) => [each.textContent, getComputedStyle(each).fill])"
    )
    pale = {text: contrast(fill, paper) for text, fill in texts if contrast(fill, paper) < 4.5}
    assert pale == {}


def contrast(one: str, other: str) -> float:
    """How much lighter the one of two colours is than the other, as WCAG counts it."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def luminance(colour: str) -> float:
    """Of "rgb(0, 0, 0)"."""
    parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
