"""The weights, opened one at a time: heatmap, statistics, order, and the words of the embedding."""

import math
import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

U = "?model=rnn-tanh&t=2&weight=U"
PARTS = "#weights-view .weight-matrix"


def matrix(page: Page) -> Page:
    """Scroll to the heatmap, once its statistics are there too."""
    expect(page.locator("#weights-view .weight-figures dt").first).to_be_visible()
    page.locator(PARTS).scroll_into_view_if_needed()
    return page


def at(page: Page, row: int, col: int) -> dict[str, float]:
    """The middle of an entry of U as the desktop shows it: 64 × 64 squares of 8 px from 34, 6 on."""
    return {"x": 34 + 8 * (col + 0.5), "y": 6 + 8 * (row + 0.5)}


def statistics_of(page: Page, name: str) -> dict:
    return page.request.get(f"/api/v1/models/rnn-tanh/weights/{name}/statistics").json()


def test_nothing_is_fetched_before_a_weight_is_opened_and_its_name_is_in_the_link(open_page):
    page = open_page("?model=rnn-tanh")
    asked = []
    page.on("request", lambda request: asked.append(request.url.split("/api/v1")[-1]))
    expect(page.locator("#weights-view .weight-body")).to_be_hidden()
    page.wait_for_timeout(300)
    assert not [url for url in asked if "weights" in url]
    page.click("#weights-view [data-weight=U]")
    expect(page).to_have_url(re.compile("weight=U"))
    expect(page.locator("#weights-view .weight-figures dt").first).to_have_text("spectral radius")
    assert [url for url in asked if "weights" in url] == ["/models/rnn-tanh/weights/weight_hh_l0/statistics"]
    page.click("#weights-view .weight-close")
    expect(page.locator("#weights-view .weight-body")).to_be_hidden()
    page.go_back()
    expect(page.locator("#weights-view .weight-body")).to_be_visible()


def test_an_opened_weight_has_its_names_its_size_and_its_statistics(open_page, size):
    page = matrix(open_page(U, size=size))
    parameters = page.request.get("/api/v1/models/rnn-tanh").json()["parameters"]
    line = page.locator("#weights-view .weight-line").inner_text()
    for part in ("weight_hh_l0", "64 × 64", f"4,096 of {parameters:,} parameters", "the same at every time stamp"):
        assert part in line
    found = statistics_of(page, "weight_hh_l0")
    values = page.locator("#weights-view .figure-value").all_inner_texts()
    assert values[:2] == [f"{found['spectral_radius']:.2f}", f"{found['largest_singular_value']:.2f}"]
    assert page.locator("#weights-view .plane circle:not(.ring, .unit-circle)").count() == 64
    box = page.locator(PARTS).bounding_box()
    assert box["x"] + box["width"] <= size[0]
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_pointing_tells_the_entry_and_a_click_pins_the_unit_of_its_row(open_page):
    page = matrix(open_page(U))
    page.hover(PARTS, position=at(page, 12, 20))
    weight = page.request.get("/api/v1/models/rnn-tanh/weights/weight_hh_l0").json()["values"][12][20]
    written = f"{weight:.2f}".replace("-", "−") if abs(weight) >= 0.005 else "0.00"
    expect(page.locator(f"{PARTS} .tooltip")).to_have_text(f"U[12, 20] = {written} · what unit 12 takes from unit 20")
    page.click(PARTS, position=at(page, 12, 20))
    expect(page).to_have_url(re.compile("unit=12"))
    page.mouse.move(2, 2)
    expect(page.locator(f"{PARTS} .tooltip")).to_be_hidden()


def test_the_arrow_keys_go_from_entry_to_entry_and_enter_pins(open_page, size):
    page = matrix(open_page(U, size=size))
    page.focus(PARTS)
    for key in ("ArrowDown", "ArrowDown", "ArrowRight"):
        page.keyboard.press(key)
    expect(page.locator(f"{PARTS} .tooltip")).to_contain_text("U[2, 1]")
    assert page.locator("#player .now").inner_text() == "2"
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("unit=2"))


def test_rows_and_columns_can_be_ordered_by_similarity(open_page):
    page = matrix(open_page(U))
    found = statistics_of(page, "weight_hh_l0")
    page.click("#weights-view [data-order=similarity]")
    expect(page).to_have_url(re.compile("order=similarity"))
    page.hover(PARTS, position=at(page, 0, 0))
    row, col = found["row_order"][0], found["column_order"][0]
    expect(page.locator(f"{PARTS} .tooltip")).to_contain_text(f"U[{row}, {col}]")


def test_each_eigenvalue_is_told_under_the_pointer_and_by_keyboard(open_page):
    page = matrix(open_page(U))
    first = statistics_of(page, "weight_hh_l0")["eigenvalues"][0]
    page.focus("#weights-view .plane svg")
    page.keyboard.press("ArrowRight")
    modulus = math.hypot(first["re"], first["im"])
    expect(page.locator("#weights-view .told")).to_contain_text(f"modulus {modulus:.2f}")
    page.locator("#weights-view .plane circle:not(.ring, .unit-circle)").nth(0).hover(force=True)
    expect(page.locator("#weights-view .told")).to_contain_text("modulus")


def test_the_current_word_is_shown_in_the_embedding_until_another_is_looked_up(open_page, size):
    page = matrix(open_page("?model=rnn-tanh&t=2&weight=embedding.weight", size=size))
    field = page.locator("#seek")
    expect(field).to_have_value("a")
    page.evaluate("document.querySelector('[data-do=forward]').click()")
    expect(field).to_have_value("boy")
    field.fill("do")
    expect(page.locator("#seek-list [role=option]")).to_have_text(["dog", "dogs", "don't"])
    field.press("ArrowDown")
    field.press("ArrowDown")
    expect(field).to_have_attribute("aria-activedescendant", "seek-1")
    field.press("Enter")
    expect(page).to_have_url(re.compile("sought=dogs"))
    expect(field).to_have_value("dogs")
    expect(page.locator("#seek-list")).to_be_hidden()


def test_the_nearest_words_are_those_of_the_largest_cosine_and_a_click_looks_one_up(open_page):
    page = matrix(open_page("?model=rnn-tanh&weight=embedding.weight&sought=girl"))
    answer = page.request.get("/api/v1/models/rnn-tanh/weights/embedding.weight").json()["values"]
    words = page.request.get("/api/v1/models/rnn-tanh/vocabulary?limit=100").json()["words"]
    row = next(word["id"] for word in words if word["token"] == "girl")
    cosines = {word["spelling"]: cosine(answer[row], answer[word["id"]]) for word in words if word["id"] != row}
    nearest = sorted(cosines, key=lambda word: -cosines[word])[:10]
    listed = page.locator("#weights-view .neighbours")
    assert listed.locator("button").all_inner_texts() == nearest
    shown = float(listed.locator("span").first.inner_text().replace("−", "-"))
    assert abs(shown - cosines[nearest[0]]) < 0.006
    listed.locator("button").first.click()
    expect(page.locator("#seek")).to_have_value(nearest[0])
    page.click("#weights-view .back")
    expect(page.locator("#seek")).to_have_value("a")


def cosine(a: list[float], b: list[float]) -> float:
    return sum(x * y for x, y in zip(a, b, strict=True)) / (math.hypot(*a) * math.hypot(*b))


def test_a_word_that_is_not_known_is_answered_with_a_sentence(open_page):
    page = matrix(open_page("?model=rnn-tanh&weight=embedding.weight"))
    page.fill("#seek", "wug")
    page.press("#seek", "Enter")
    expect(page.locator(".seek-note")).to_contain_text("This model does not know “wug”.")
    expect(page.locator("#weights-view .neighbours")).to_be_hidden()


def test_what_cannot_be_fetched_is_a_sentence_in_the_panel(open_page, troubles):
    page = open_page("?model=rnn-tanh")
    page.route("**/statistics", lambda route: route.abort())
    page.click("#weights-view [data-weight=U]")
    expect(page.locator("#weights-view .weight-problem")).to_contain_text("The server cannot be reached")
    expect(page.locator(PARTS)).to_be_visible()
    page.unroute("**/statistics")
    page.click("#weights-view [data-weight=W]")
    page.click("#weights-view [data-weight=U]")
    expect(page.locator("#weights-view .weight-figures dt").first).to_be_visible()
    expect(page.locator("#weights-view .weight-problem")).to_be_empty()
    troubles.clear()


def test_a_change_of_the_model_keeps_the_weight_open(open_page):
    page = matrix(open_page(U))
    page.select_option("#model", "logistic")
    expect(page.locator("#weights-view .weight-line")).to_contain_text("7 × 7")
    expect(page.locator("#weights-view .plane circle:not(.ring, .unit-circle)")).to_have_count(7)


def test_a_weight_of_the_equation_opens_here_and_the_reader_is_led_to_it(open_page):
    page = open_page("?model=rnn-tanh&t=2", reduced_motion="reduce")
    page.click("#equation [data-name=W]")
    expect(page.locator("#weights-view [data-weight=W]")).to_be_focused()
    expect(page.locator("#weights-title")).to_be_in_viewport()
