"""The equation that opens weights, the toggle, the balance, the loop with its script, the check, the other φ."""

import itertools
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from app.glossary import TERMS

pytestmark = pytest.mark.browser


def now(page: Page) -> str:
    return page.locator("#player .now").inner_text()


def code(page: Page) -> str:
    """The marked line of the loop."""
    return page.locator("#loop [aria-current]").inner_text().strip()


def variables(page: Page) -> dict[str, str]:
    rows = page.locator("#loop .variables tr")
    return {row.locator("th").inner_text(): row.locator("td").last.text_content() for row in rows.all()}


def overflow(page: Page) -> int:
    return page.evaluate("document.documentElement.scrollWidth - innerWidth")


def test_a_weight_of_the_equation_opens_by_click_and_by_enter(open_page, size):
    page = open_page("?model=rnn-tanh", size=size)
    page.click("#equation [data-name=W]")
    expect(page).to_have_url(re.compile("weight=W$"))
    page.focus("#equation [data-name='output.weight']")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"weight=output\.weight$"))
    expect(page.locator("#equation [data-name='output.weight']")).to_have_attribute("aria-expanded", "true")
    page.go_back()
    expect(page).to_have_url(re.compile("weight=W$"))
    assert overflow(page) == 0


def test_focus_on_a_symbol_lights_it(open_page):
    page = open_page("?model=rnn-tanh&t=2")
    for name in ("U", "b_hh", "W", "b_ih", "φ", "x"):
        part = page.locator(f"#equation [data-name='{name}']").first
        part.focus()
        expect(part).to_have_class("lit")


def test_the_curve_in_the_open_cell_lights_the_activation_in_the_equation(open_page):
    page = open_page("?model=rnn-tanh&t=2")
    dark = page.locator("#diagram").screenshot()
    page.hover("#equation [data-name='φ']")
    assert page.locator("#diagram").screenshot() != dark, "a box stands around the curve"
    page.mouse.move(5, 5)
    label = page.locator("#diagram text.phi").first.bounding_box()
    page.mouse.move(label["x"] + label["width"] / 2, label["y"] + label["height"] / 2)
    expect(page.locator("#equation [data-name='φ']")).to_have_class("lit")


def test_the_toggle_folds_by_click_and_by_key_and_a_link_restores_it(open_page, size):
    page = open_page("?model=rnn-tanh&t=1&unit=5", size=size)
    rolled = page.locator("#toggle [data-fold=rolled]")
    rolled.click()
    expect(rolled).to_have_attribute("aria-pressed", "true")
    expect(page).to_have_url(re.compile("unit=5&fold=rolled$"))
    assert now(page) == "1"
    page.reload()
    expect(rolled).to_have_attribute("aria-pressed", "true")
    page.locator("#content").focus()
    page.keyboard.press("r")
    expect(rolled).to_have_attribute("aria-pressed", "false")
    expect(page).to_have_url(re.compile("unit=5$"))
    page.go_back()
    expect(rolled).to_have_attribute("aria-pressed", "true")
    box = rolled.bounding_box()
    assert box["x"] + box["width"] <= size[0]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_pressed_half_of_the_toggle_can_be_read_under_the_pointer(open_page, size, theme):
    page = open_page(size=size, color_scheme=theme)
    page.click("#toggle [data-fold=rolled]")
    pressed = page.locator("#toggle [aria-pressed=true]")
    pressed.hover()
    style = "(one) => [getComputedStyle(one).color, getComputedStyle(one).backgroundColor]"
    ink, ground = pressed.evaluate(style)
    assert ground == page.evaluate("getComputedStyle(document.body).color"), "pressed is dark on light, turned round"
    assert ink != ground, "the label has the colour of its ground"


def test_the_rolled_network_says_in_view_why_it_is_the_same(open_page, size):
    page = open_page("?model=rnn-tanh&fold=rolled", size=size)
    lines = page.locator("#diagram text.why")
    said = " ".join(lines.all_text_contents())
    assert said.endswith("it is one network, since the same weights serve every time stamp.")
    for line in lines.all():
        box = line.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= size[0]
        assert box["y"] + box["height"] <= size[1]


@pytest.mark.parametrize(("part", "name"), [("b", "b_hh"), ("a", "a")])
def test_strips_of_the_open_cell_light_their_place_in_the_equation(open_page, part, name):
    page = open_page("?model=rnn-tanh&t=2")
    at = {"b": 2, "a": 3}[part]
    box = page.locator("#diagram .opened .frame.strip").nth(at).bounding_box()
    page.mouse.move(box["x"] + 10, box["y"] + 40)
    expect(page.locator(f"#equation [data-name={name}].lit")).to_have_count(1)


def test_terms_are_explained_where_they_stand(open_page):
    page = open_page("?model=rnn-tanh&t=2")
    for place, term in (
        ("#diagram .caption.here", "current-time-stamp"),
        ("#diagram .caption:not(.here)", "previous-time-stamp"),
        ("#equation [data-term=softmax]", "softmax"),
        ("#equation [data-name=φ]", "activation-function"),
    ):
        page.focus(place)
        expect(page.locator("#explanation")).to_have_text(TERMS[term].explanation)
        page.keyboard.press("Escape")


def test_a_colour_of_the_loop_tells_its_number_and_pins_its_unit(open_page):
    page = open_page("?model=rnn-tanh&t=2")
    strip = page.locator("#loop canvas[data-variable=a]")
    strip.scroll_into_view_if_needed()
    box = strip.bounding_box()
    page.mouse.move(box["x"] + box["width"] * 5.5 / 64, box["y"] + box["height"] / 2)
    answer = page.request.post("/api/v1/models/rnn-tanh/traces", data={"text": "I am a boy", "symbols": ["a"]}).json()
    value = f"{answer['layers'][0]['values']['a'][2][5]:.2f}".replace("-", "−")
    expect(page.locator("#loop .variables")).to_contain_text(f"a[5] = {value}")
    page.mouse.down()
    page.mouse.up()
    expect(page).to_have_url(re.compile(r"unit=5\b"))


def test_the_bars_of_another_time_stamp_can_be_asked(open_page):
    page = open_page("?model=rnn-tanh&t=2")
    chart = page.locator("#balance .chart svg")
    chart.scroll_into_view_if_needed()
    box = chart.bounding_box()
    column = (box["width"] - 56) / 4
    page.mouse.move(box["x"] + 56 + column / 2, box["y"] + 40)
    expect(page.locator("#balance .amounts")).to_contain_text("Time stamp 0, “I”")
    page.mouse.move(5, 5)
    expect(page.locator("#balance .amounts")).to_contain_text("Time stamp 2, “a”")


def test_the_shipped_sigmoid_network_draws_from_0_to_1_and_is_held_against_torch(open_shipped):
    page = open_shipped("?model=rnn-sigmoid&t=2&unit=5")
    assert page.locator("#legend [data-of=states-min]").inner_text() == "0"
    expect(page.locator("#check")).to_contain_text("of torch.sigmoid and NumPy in float64 within", timeout=20_000)
    assert page.locator("#check").get_attribute("class").split()[-1] == "holds"
    numbers = page.locator("#diagram .number").all_text_contents()
    assert len(numbers) == 5
    boxes = [one.bounding_box() for one in page.locator("#diagram .number").all()]
    for left, right in itertools.pairwise(boxes):
        assert left["x"] + left["width"] <= right["x"]


def test_the_toggle_says_why_both_are_the_same_network(open_page):
    page = open_page()
    page.focus("#toggle [data-fold=rolled]")
    expect(page.locator("#explanation")).to_have_text(TERMS["shared-weights"].explanation)
    page.hover("#toggle [data-fold=unrolled]")
    expect(page.locator("#explanation")).to_contain_text("The same W and U at every time stamp")


@pytest.mark.parametrize("words", [1, 4, 200])
def test_the_balance_has_a_pair_of_bars_for_each_word(open_page, size, words):
    page = open_page(f"?model=rnn-tanh&text={'+'.join(['dogs'] * words)}&t=0", size=size)
    expect(page.locator("#balance rect.memory")).to_have_count(words)
    expect(page.locator("#balance rect.word")).to_have_count(words)
    expect(page.locator("#balance .here .column")).to_have_count(1)
    assert overflow(page) == 0


def test_the_balance_tells_the_lengths_of_both_sources_and_the_pinned_units_two_sums(open_page):
    page = open_page("?model=rnn-tanh&t=2&unit=7")
    body = {"text": "I am a boy", "symbols": ["Wx", "Uh"]}
    values = page.request.post("/api/v1/models/rnn-tanh/traces", data=body).json()["layers"][0]["values"]
    memory, word = (sum(value**2 for value in values[name][2]) ** 0.5 for name in ("Uh", "Wx"))
    said = page.locator("#balance .amounts").inner_text()
    assert f"memory ‖U h(1)‖ = {memory:.2f}, the word ‖W x(2)‖ = {word:.2f}." in said
    own = [f"{values[name][2][7]:.2f}".replace("-", "−") for name in ("Uh", "Wx")]
    assert f"Of unit 7's sum, {own[0]} comes from memory and {own[1]} from the word." in said
    page.keyboard.press("ArrowRight")
    expect(page.locator("#balance .amounts")).to_contain_text("Time stamp 3, “boy”")
    page.locator("#balance .word-below", has_text="am").scroll_into_view_if_needed()
    page.locator("#balance .word-below", has_text="am").click()
    assert now(page) == "1"


def test_the_loop_steps_through_the_lines_of_a_time_stamp_by_key_and_button(open_page, size):
    page = open_page("?model=rnn-tanh&t=1", size=size)
    page.locator("#loop .code").scroll_into_view_if_needed()
    assert code(page) == "y = W_y @ h + b_y"
    whole = variables(page)
    page.keyboard.press(".")
    assert (now(page), code(page)) == ("2", "x = E[ids[t]]")
    assert variables(page)["h"] == whole["h"], "h is not overwritten before its line"
    assert variables(page)["x"] != whole["x"]
    page.click("#loop [data-line=on]")
    assert code(page) == "a = U @ h + b_hh + W @ x + b_ih"
    expect(page).to_have_url(re.compile("line=1$"))
    page.reload()
    assert (now(page), code(page)) == ("2", "a = U @ h + b_hh + W @ x + b_ih")
    page.click("#loop [data-place='2']")
    assert code(page) == "h = torch.tanh(a)"
    assert variables(page)["h"] != whole["h"]
    page.locator("#content").focus()
    for _ in range(3):
        page.keyboard.press(",")
    assert now(page) == "1"
    expect(page.locator("#loop .code [aria-current]")).to_have_text("y = W_y @ h + b_y")


def test_the_copied_script_prints_the_numbers_on_screen(open_page, tmp_path, models_folder):
    text = 'I don\'t "know" a wug 🙂'
    page = open_page("?model=rnn-tanh", permissions=["clipboard-read", "clipboard-write"])
    page.fill("#text", text)
    expect(page.locator("#player .word")).not_to_have_text("a")
    page.keyboard.press("Enter")
    page.click("#loop .copy")
    expect(page.locator("#loop .copy")).to_have_text("Script copied")
    file = tmp_path / "script.py"
    file.write_text(page.evaluate("navigator.clipboard.readText()"), encoding="ascii")
    for line in page.locator("#loop .code li").all_text_contents():
        assert line in file.read_text(encoding="ascii").splitlines()
    weights = Path(models_folder) / "rnn-tanh" / "model.safetensors"
    done = subprocess.run([sys.executable, file, weights], capture_output=True, check=True, encoding="ascii")
    answer = page.request.post("/api/v1/models/rnn-tanh/traces", data={"text": text, "symbols": ["h"]}).json()
    expected = answer["layers"][0]["values"]["h"]
    printed = [[float(number) for number in line.split()[-64:]] for line in done.stdout.splitlines()]
    assert len(printed) == len(expected)
    for row, right in zip(printed, expected, strict=True):
        assert max(abs(a - b) for a, b in zip(row, right, strict=True)) < 1e-5


def test_the_check_shows_its_real_figures(open_page, size):
    page = open_page("?model=rnn-tanh", size=size)
    expect(page.locator("#check")).to_have_text("Not yet compared with torch.")
    expect(page.locator("#check")).to_have_class(re.compile("holds"), timeout=20_000)
    said = page.locator("#check").inner_text()
    assert re.search(r"1,216 values equal those of torch\.nn\.RNN and NumPy in float64 within \d\.\de-\d\.", said)


def test_a_check_that_does_not_hold_is_red_and_tells_the_figure(open_page):
    page = open_page("?model=rnn-tanh&text=I+am")

    def lie(route):
        """The server's own answer, with another figure of the same length in its head."""
        if not json.loads(route.request.post_data).get("check"):
            return route.continue_()
        body = route.fetch().body()
        found = re.search(rb'max_abs_difference\\":([0-9.e-]+)', body)[1]
        return route.fulfill(
            body=body.replace(found, b"0.5".ljust(len(found), b"0")), content_type="application/vnd.safetensors"
        )

    page.route("**/traces", lie)
    page.fill("#text", "I am a dog ")
    expect(page.locator("#check")).to_have_class(re.compile("wrong"), timeout=20_000)
    expect(page.locator("#check")).to_contain_text("by up to 5.0e-1, more than the")
    colour = "getComputedStyle(document.querySelector('#check .verdict')).color"
    assert page.evaluate(colour) in ("rgb(179, 38, 30)", "rgb(255, 138, 128)")


def test_a_check_that_cannot_be_had_says_so(open_page, troubles):
    page = open_page("?model=rnn-tanh")
    page.route("**/traces", lambda route: route.abort())
    page.reload()  # the first check may have been there before the road was closed
    expect(page.locator("#check")).to_contain_text(
        "Not compared with torch: The server cannot be reached", timeout=20_000
    )
    troubles.clear()


def test_one_check_is_asked_for_each_trace_and_none_for_a_step(open_page):
    page = open_page("?model=rnn-tanh&t=0")
    asked = []
    page.on(
        "request", lambda request: asked.append(request.url) if '"check":true' in (request.post_data or "") else None
    )
    expect(page.locator("#check")).to_have_class(re.compile("holds"), timeout=20_000)
    for key in ("ArrowRight", "ArrowRight", "Home"):
        page.keyboard.press(key)
    page.focus("#text")
    page.keyboard.press("End")
    page.keyboard.type(" is here", delay=40)
    expect(page.locator("#player .last")).to_have_text("5")
    expect(page.locator("#check")).to_contain_text("1,824 values equal", timeout=20_000)
    assert len(asked) == 2


def test_another_activation_keeps_sentence_step_and_pin_and_brings_its_own_scales(open_page):
    page = open_page("?model=rnn-tanh&text=the+dog+is+here&t=1&unit=3")
    assert page.locator("#legend [data-of=states-min]").inner_text() == "−1"
    page.select_option("#model", "logistic")
    expect(page.locator("#equation")).to_contain_text("σ")
    assert (page.input_value("#text"), now(page)) == ("the dog is here", "1")
    expect(page).to_have_url(re.compile("text=the\\+dog\\+is\\+here&t=1&unit=3$"))
    assert page.locator("#legend [data-of=states-min]").inner_text() == "0"
    expect(page.locator("#legend .bar").first).to_have_class("bar unit")
    expect(page.locator("#loop .code")).to_contain_text("h = torch.sigmoid(a)")
    expect(page.locator("#check")).to_contain_text(
        "values equal those of torch.sigmoid and NumPy in float64", timeout=20_000
    )


def test_the_keys_dialog_lists_the_new_keys(open_page):
    page = open_page()
    page.keyboard.press("?")
    keys = page.locator("#keys dt kbd").all_inner_texts()
    assert {"r", ",", "."} <= set(keys)


def test_the_empty_sentence_has_no_balance_and_nothing_to_check(open_page, size):
    page = open_page("?model=rnn-tanh&text=", size=size)
    expect(page.locator("#balance")).to_be_hidden()
    expect(page.locator("#check")).to_be_hidden()
    expect(page.locator("#loop [aria-current]")).to_have_count(0)
    page.keyboard.press(".")
    expect(page.locator("#loop .variables tr")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_are_explained_at_the_foot_of_the_page(open_page, size, scheme):
    page = open_page(size=size, color_scheme=scheme)
    page.focus(".word-list [data-term=logit]")
    expect(page.locator("#explanation")).to_have_text(TERMS["logit"].explanation)
    assert overflow(page) == 0
