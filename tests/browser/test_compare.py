"""The page Compare in a real Chromium: two readings, stepping, hover and pin in both, links, keys, what is altered."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from model.comparison import Reading, compare
from model.trace import trace
from model.zoo import Zoo

pytestmark = pytest.mark.browser

READY = "#pair canvas"
DOGS = "compare?model=rnn-tanh&text=the+dog+is&second=the+dogs+are+here&t=1"


@pytest.fixture
def zoo(models_folder):
    return Zoo(models_folder)


def query(page: Page) -> dict[str, str]:
    page.wait_for_timeout(350)  # the address follows with a pause
    return {name: value for name, (value,) in parse_qs(urlsplit(page.url).query).items()}


def texts(page: Page, selector: str) -> list[str]:
    return page.locator(selector).all_inner_texts()


def colour(page: Page, side: str, t: int, unit: int) -> str:
    """What is painted in a strip, as #rrggbb."""
    return page.evaluate(
        """([side, t, unit]) => {
          const canvas = document.querySelector(`#pair ${side} canvas`);
          const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext("2d", { willReadFrequently: true });
          copy.drawImage(canvas, 0, 0);
          const [r, g, b] = copy.getImageData(6 * t + 1, unit, 1, 1).data;
          return `#${[r, g, b].map((each) => each.toString(16).padStart(2, "0")).join("")}`;
        }""",
        [side, t, unit],
    )


def expected_colour(page: Page, value: float, most: float) -> str:
    return page.evaluate(
        """async ([value, most]) => {
          const address = document.querySelector("link[rel=modulepreload][href$='/scale.js']").href;
          return (await import(address)).colourOf("states", value, most, "light");
        }""",
        [value, most],
    )


def test_both_readings_are_there_and_nothing_runs_over(open_page, size):
    page = open_page(DOGS, size=size, ready=READY)
    assert texts(page, "#pair .one .word") == ["the", "dog", "is"]
    assert texts(page, "#pair .other .word") == ["the", "dogs", "are", "here"]
    expect(page.locator("#pair .strip:visible")).to_have_count(3)
    expect(page.locator("#likely tbody tr").first).to_be_visible()
    expect(page.locator("#apart svg")).to_have_count(2)
    expect(page.locator("#surprises svg .line")).to_have_count(2)
    expect(page.locator("#reaches svg .line")).to_have_count(2)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_every_number_is_the_models(open_page, zoo):
    page = open_page(DOGS, ready=READY)
    model = zoo.get("rnn-tanh")
    found = compare(Reading(model, "the dog is"), Reading(model, "the dogs are here"), end=True)
    bits = [stamp.divergence for stamp in found.stamps]
    assert texts(page, "#pair .divergences p") == ["0", *(f"{each:.2f}" for each in bits[1:3]), ""]
    one, other = (trace(model, text).layers[-1].values["h"] for text in ("the dog is", "the dogs are here"))
    for t, unit in ((0, 0), (1, 12), (2, 63)):
        assert colour(page, ".one", t, unit) == expected_colour(page, float(one[t, unit]), 1)
        assert colour(page, ".other", t, unit) == expected_colour(page, float(other[t, unit]), 1)
        assert colour(page, ".between", t, unit) == expected_colour(page, float(other[t, unit] - one[t, unit]), 1)
    top = found.stamps[1].top
    assert texts(page, "#likely tbody th") == [each.token.replace("</s>", "end of the sentence") for each in top]
    shares = [float(text.rstrip("%")) / 100 for text in texts(page, "#likely tbody td.other")]
    assert shares == pytest.approx([each.other for each in top], abs=6e-4)
    page.click("#pair .one .words [data-t='2']")
    page.locator("#apart").scroll_into_view_if_needed()
    title = page.locator("#apart svg >> nth=1").locator("circle title").nth(2)
    expect(title).to_have_text(f"states, t = 2: {found.stamps[2].distance:.2f}")


def test_stepping_moves_both_to_the_end_of_the_longer_and_never_asks_the_server(open_page):
    page = open_page(DOGS, ready=READY)
    page.wait_for_load_state("networkidle")
    asked = []
    page.on("request", lambda request: asked.append(request.url) if "/api/" in request.url else None)
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    expect(page.locator("#player .now")).to_have_text("3")
    expect(page.locator("#pair .other [aria-current] .word")).to_have_text("here")
    expect(page.locator("#pair .one [aria-current]")).to_have_count(0)
    expect(page.locator("#likely .says")).to_contain_text("the first sentence is over")
    expect(page.locator("#announcer")).to_contain_text("first sentence is over; second sentence, 'here'")
    assert asked == []
    assert query(page)["t"] == "3"
    page.reload()
    expect(page.locator("#pair .other [aria-current] .word")).to_have_text("here")


def test_a_unit_under_the_pointer_lights_up_in_both_and_a_click_pins_it(open_page, zoo):
    page = open_page(DOGS, ready=READY)
    h = [trace(zoo.get("rnn-tanh"), text).layers[-1].values["h"][1] for text in ("the dog is", "the dogs are here")]
    box = page.locator("#pair .other .strip").bounding_box()
    place = {"x": box["width"] * 1.4 / 4, "y": box["height"] * 20.5 / 64}
    page.hover("#pair .other .strip", position=place)
    expect(page.locator("#pair canvas.over:visible")).to_have_count(3)
    expect(page.locator("#pair .hovered").first).to_be_visible()
    expect(page.locator("#pair .readout-line")).to_contain_text(
        f"Unit 20: {h[0][20]:.3f} after “dog” (first sentence), {h[1][20]:.3f} after “dogs”".replace("-", "−")
    )
    page.click("#pair .other .strip", position=place)
    assert query(page)["unit"] == "20"
    page.locator("#apart").scroll_into_view_if_needed()
    expect(page.locator("#apart svg")).to_have_count(3)
    expect(page.locator("#apart svg").nth(2)).to_contain_text("Unit 20 in both")
    page.keyboard.press("Escape")
    expect(page.locator("#apart svg")).to_have_count(2)
    page.locator("#surprises").scroll_into_view_if_needed()
    page.locator("#surprises .hit").nth(2).hover()
    expect(page.locator("#surprises .hit.over")).to_have_count(1)
    expect(page.locator("#pair .hovering")).to_have_count(1)


def test_units_by_keyboard(open_page):
    page = open_page(DOGS, ready=READY)
    page.focus("#pair .one .strip")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#pair .readout-line")).to_contain_text("Unit 1:")
    expect(page.locator("#pair .readout-line")).to_contain_text("after “dog”")
    page.keyboard.press("ArrowRight")
    expect(page.locator("#player .now")).to_have_text("2")
    expect(page.locator("#pair .readout-line")).to_contain_text("after “is”")
    assert "Unit 1:" in page.locator("#pair .one .strip").get_attribute("aria-valuetext")
    page.keyboard.press("Enter")
    assert query(page)["unit"] == "1"


def test_two_networks_are_compared_by_what_they_say_not_by_their_units(open_page):
    page = open_page("compare?model=rnn-tanh&text=the+dog+is&with=stack&unit=3", ready=READY)
    expect(page.locator("#pair .why-not")).to_contain_text("chance decided which unit does what")
    expect(page.locator("#pair .differences")).to_be_hidden()
    expect(page.locator("#pair .one .pin")).to_be_visible()
    expect(page.locator("#pair .other .pin")).to_be_hidden()
    expect(page.locator("#apart svg")).to_have_count(1)
    page.hover("#pair .other .strip", position={"x": 20, "y": 10})
    expect(page.locator("#pair canvas.over:visible")).to_have_count(1)
    expect(page.locator("#pair .readout-line")).to_contain_text("stack: unit 0 after “the” is")
    page.click("#pair .other .strip", position={"x": 20, "y": 10})
    expect(page.locator("#pair .other .pin")).to_be_visible()
    expect(page.locator("#pair .one .pin")).to_be_hidden()
    assert (query(page)["unit"], query(page)["on"]) == ("0", "other")
    page.reload()
    expect(page.locator("#pair .other .pin")).to_be_visible()
    expect(page.locator("#reaches svg .line")).to_have_count(3)  # the stack carries h in two layers


def test_another_sentence_and_another_network_are_typed_and_chosen(open_page):
    page = open_page("compare?model=rnn-tanh&text=the+dog+is", ready=READY)
    expect(page.locator("#with")).to_have_value("stack")
    page.fill("#second", "the dogs")
    expect(page.locator("#pair .other .word")).to_have_count(2)
    expect(page.locator("#with")).to_have_value("rnn-tanh")
    expect(page.locator("#pair .differences")).to_be_visible()
    page.select_option("#with", "logistic")
    expect(page.locator("#pair .differences")).to_be_hidden()
    assert (query(page)["second"], query(page)["with"]) == ("the dogs", "logistic")
    page.go_back()
    expect(page.locator("#pair .differences")).to_be_visible()
    page.fill("#text", "the dog")
    expect(page.locator("#pair .one .word")).to_have_count(2)
    expect(page.locator("#pair .divergences p")).to_have_count(2)


def test_what_is_altered_on_read_is_taken_along_and_compared(open_page):
    page = open_page("?model=rnn-tanh&text=the+dog+is&t=2&edit=h,0,3,0.9")
    page.click("#menu a >> text=Compare")
    page.wait_for_selector(READY)
    expect(page.locator("#altered")).to_contain_text("Altered: h(0)[3] set to 0.90.")
    assert colour(page, ".between", 0, 2) == expected_colour(page, 0, 1)
    assert colour(page, ".between", 0, 3) != expected_colour(page, 0, 1)
    expect(page.locator("#reaches .says")).to_contain_text("as they are")
    page.click("#altered button")
    expect(page.locator("#altered")).to_be_hidden()
    expect(page).not_to_have_url(re.compile("edit"))
    expect(page.locator("#with")).to_have_value("rnn-tanh")
    expect(page.locator("#pair .readout-line")).to_contain_text("compares a reading with itself")
    page.go_back()
    expect(page.locator("#altered")).to_contain_text("Altered: h(0)[3] set to 0.90.")


def test_the_focus_goes_on_to_the_second_sentence_where_its_button_vanishes(open_page):
    page = open_page("compare?model=rnn-tanh&text=the+dog+is&forget=1", ready=READY)
    page.focus("#second")
    page.keyboard.press("Tab")
    expect(page.locator("#altered button")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#altered")).to_be_hidden()
    expect(page.locator("#second")).to_be_focused()


def test_an_altered_word_that_is_deleted_leaves_the_network_and_comes_back_with_it(open_page):
    page = open_page("compare?model=rnn-tanh&text=the+dog+is&t=2&edit=h,2,3,0.9", ready=READY)
    page.click("#text")
    page.keyboard.press("End")
    for _ in " is":
        page.keyboard.press("Backspace")
    expect(page.locator("#altered")).to_be_hidden()
    expect(page.locator("#with")).to_have_value("rnn-tanh")
    page.keyboard.type(" barks")
    expect(page.locator("#altered")).to_contain_text("Altered: h(2)[3] set to 0.90.")
    expect(page.locator("#pair .differences")).to_be_visible()


def test_as_many_words_as_there_is_room_for_need_no_scrolling(open_page):
    page = open_page("compare?model=rnn-tanh&text=what+did+you+buy+at+the+store&t=6", ready=READY)
    for width in (1180, 1280, 1440):
        page.set_viewport_size({"width": width, "height": 720})
        page.wait_for_timeout(200)
        assert (
            page.evaluate(
                "(({scrollWidth, clientWidth}) => scrollWidth - clientWidth)(document.querySelector('#pair .scroll'))"
            )
            == 0
        )


def test_a_click_on_a_chart_goes_to_its_time_stamp(open_page):
    page = open_page(DOGS, ready=READY)
    page.locator("#surprises").scroll_into_view_if_needed()
    page.locator("#surprises .hit").nth(2).click()
    expect(page.locator("#player .now")).to_have_text("2")


def test_what_cannot_be_read_is_said_beside_its_input_and_the_rest_stays(open_page, troubles):
    page = open_page("compare?model=rnn-tanh&text=the+dog+is&second=the", ready=READY)
    page.fill("#second", "x" * 300)
    expect(page.locator("#second-problem")).to_contain_text("characters long")
    expect(page.get_by_text("characters long")).to_have_count(1)
    assert texts(page, "#pair .other .word") == ["the"], "what was compared last stays"
    expect(page.locator("#pair .differences")).to_be_visible()
    assert texts(page, "#pair .one .word") == ["the", "dog", "is"]
    page.wait_for_load_state("networkidle")
    assert any("422" in trouble for trouble in troubles)
    troubles.clear()
    page.fill("#second", "")
    expect(page.locator("#second-problem")).to_be_empty()
    page.fill("#text", "")
    expect(page.locator("#pair .waits").first).to_have_text("This sentence is empty.")
    expect(page.locator("#pair :is(.strip, .here):visible")).to_have_count(0)


def test_a_blank_second_sentence_is_the_same_one(open_page):
    page = open_page("compare?model=rnn-tanh&text=the+dog&second=+", ready=READY)
    expect(page.locator("#with")).to_have_value("stack")
    expect(page.locator("#pair .differences")).to_be_hidden()


def test_back_takes_the_second_sentence_with_it_even_under_the_caret(open_page):
    page = open_page("compare?model=rnn-tanh&text=the+dog", ready=READY)
    page.fill("#second", "the dogs")
    expect(page.locator("#pair .other .word")).to_have_count(2)
    page.wait_for_timeout(400)
    page.go_back()
    expect(page.locator("#second")).to_have_value("")


def test_only_the_announcer_speaks_and_each_chart_tells_its_own_numbers(open_page, zoo):
    page = open_page(DOGS, ready=READY)
    live = page.locator("main [aria-live=polite], main [role=status]")
    assert live.evaluate_all("all => all.map(({ id }) => id)") == ["announcer"]
    model = zoo.get("rnn-tanh")
    stamp = compare(Reading(model, "the dog is"), Reading(model, "the dogs are here"), end=True).stamps[1]
    labels = page.locator("#apart svg").evaluate_all("all => all.map((each) => each.getAttribute('aria-label'))")
    assert labels[0].endswith(f"t = 1: predictions {stamp.divergence:.2f}")
    assert labels[1].endswith(f"t = 1: states {stamp.distance:.2f}")


def test_one_word_of_each_is_in_the_order_of_the_tab_key(open_page):
    page = open_page(DOGS, ready=READY)
    assert page.locator("#pair .words [tabindex='0']").count() == 2
    page.keyboard.press("ArrowRight")
    assert texts(page, "#pair .words [tabindex='0'] .word") == ["is", "are"]


def test_the_focus_goes_along_with_the_time_stamp_and_stays_where_a_sentence_is_over(open_page):
    page = open_page(DOGS, ready=READY)
    page.focus("#pair .one .words [data-t='1']")
    for t in (2, 2):  # the second sentence has one more
        page.keyboard.press("ArrowRight")
        expect(page.locator(f"#pair .one .words [data-t='{t}']")).to_be_focused()
    page.keyboard.press("Home")
    expect(page.locator("#pair .one .words [data-t='0']")).to_be_focused()
    page.focus("#pair .one .strip")
    page.keyboard.press("ArrowRight")
    expect(page.locator("#player .now")).to_have_text("1")
    expect(page.locator("#pair .one .strip")).to_be_focused()


@pytest.mark.parametrize(
    "query",
    [
        f"?model=rnn-tanh&text={'x' * 60}+is&t=1&unit=3",
        f"memory?model=rnn-tanh&text={'x' * 60}+is&t=1&without=0",
        f"compare?model=rnn-tanh&text={'x' * 60}+is&unit=3",
        f"compare?model=rnn-tanh&text={'x' * 60}+is&second={'y' * 60}+is+is",
        f"compare?model=rnn-tanh&text=the+dog+{'x' * 60}&forget=2",
    ],
)
def test_a_long_word_in_what_a_panel_says_makes_no_phone_scroll_sideways(open_page, query):
    page = open_page(query, size=(390, 844), ready="canvas, .arcs svg")
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.wait_for_timeout(500)
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_nothing_is_covered_on_a_phone_where_words_are_unknown(open_page):
    page = open_page("compare?model=rnn-tanh&text=flibber+zork&second=xyzzy+plugh", size=(390, 844), ready=READY)
    expect(page.locator("#second-reason")).to_contain_text("Not known to rnn-tanh, read as <unk>: xyzzy, plugh.")
    for selector in ("#second", "#with"):
        assert page.locator(selector).evaluate(
            """(field) => {
              const { left, top, height } = field.getBoundingClientRect();
              return document.elementFromPoint(left + 20, top + height / 2) === field;
            }"""
        ), selector


def test_a_word_that_is_still_being_typed_brings_no_warning(open_page):
    page = open_page("compare?model=rnn-tanh&text=the+dog&second=the", ready=READY)
    page.focus("#second")
    page.keyboard.press("End")
    page.keyboard.type(" dogx do")
    expect(page.locator("#pair .other .word")).to_have_text(["the", "dogx", "do"])
    expect(page.locator("#pair .other .unknown")).to_have_text(["dogx"])
    expect(page.locator("#second-reason")).to_have_text("Not known to rnn-tanh, read as <unk>: dogx.")
    page.keyboard.press("Home")
    expect(page.locator("#second-reason")).to_have_text("Not known to rnn-tanh, read as <unk>: dogx, do.")
    expect(page.locator("#pair .other .unknown")).to_have_text(["dogx", "do"])
    page.fill("#text", "the do")
    expect(page.locator("#pair .one .word")).to_have_text(["the", "do"])
    expect(page.locator("#pair .one .unknown")).to_have_count(0)


def test_the_name_of_a_curve_that_ends_early_covers_no_other_curve(open_page):
    page = open_page(f"{DOGS}&unit=3", ready=READY)
    page.locator("#surprises").scroll_into_view_if_needed()
    for chart in ("#surprises svg", "#apart svg >> nth=2"):
        last = page.locator(f"{chart} >> .dot").evaluate_all(
            "all => Math.max(...all.map((each) => each.getBoundingClientRect().right))"
        )
        names = page.locator(f"{chart} >> .name").evaluate_all(
            "all => all.map((each) => each.getBoundingClientRect().left)"
        )
        assert len(names) == 2
        assert min(names) > last


def test_another_second_sentence_is_announced(open_page):
    page = open_page(DOGS, ready=READY)
    page.fill("#second", "the girl is")
    page.keyboard.press("Enter")
    expect(page.locator("#announcer")).to_contain_text("time stamp 1: first sentence, 'dog'")
    expect(page.locator("#announcer")).to_contain_text("second sentence, 'girl'")


def test_a_second_sentence_that_is_too_long_leaves_nothing_waiting(open_page, troubles):
    page = open_page(f"compare?model=rnn-tanh&text=the+dog&second={'a+' * 600}", ready="#pair .one canvas")
    expect(page.locator("#second-problem")).to_contain_text("at most 512 can be traced")
    expect(page.locator("#pair .other .waits")).to_contain_text("at most 512 can be traced")
    expect(page.locator("#likely")).to_contain_text(
        "The other sentence could not be read: there is nothing to compare."
    )
    troubles.clear()  # Chromium tells of the refusal in its console
