"""Where does this number come from, on the trained weights: saturated units, words that hardly come, long sentences."""

import re
from itertools import pairwise
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

DESKTOP, PHONE = (1440, 900), (390, 844)
PANEL = "#derivation"
ROWS = f"{PANEL} .terms .row"
LONG = quote(" ".join(["I", "am", "a", "boy"] * 50))


@pytest.fixture
def address(shipped_address: str) -> str:
    return shipped_address


def texts(page: Page, selector: str) -> list[str]:
    return page.locator(selector).all_text_contents()


def number(text: str) -> float:
    return float(text.replace("−", "-"))


def boxes(page: Page, *selectors: str) -> list[dict[str, float]]:
    """Where the first of each is, all at one moment: panels above may still be growing."""
    return page.evaluate(
        "(all) => all.map((one) => document.querySelector(one).getBoundingClientRect().toJSON())", selectors
    )


def overlap(one: dict[str, float], other: dict[str, float]) -> bool:
    return all(
        one[at] < other[at] + other[by] and other[at] < one[at] + one[by]
        for at, by in (("x", "width"), ("y", "height"))
    )


def test_the_numbers_under_the_open_cell_add_up_or_have_a_sign_that_says_so(open_page, size):
    page = open_page("?model=rnn-tanh&t=2&unit=0", size=size)
    signs = set()
    for unit in range(0, 64, 5):
        page.goto(f"/?model=rnn-tanh&t=2&unit={unit}")
        numbers = page.locator("#diagram .number")
        expect(numbers).to_have_count(5)
        U, W, b, a, _ = texts(page, "#diagram .number")
        assert len(a.partition(".")[2]) == (2 if size == PHONE else 3)
        sign = texts(page, "#diagram .operator.small")[-1]
        assert sign == ("=" if abs(number(U) + number(W) + number(b) - number(a)) < 1e-9 else "≈"), unit
        boxes = [numbers.nth(i).bounding_box() for i in range(5)]
        assert all(left["x"] + left["width"] < right["x"] for left, right in pairwise(boxes))
        signs.add(sign)
    assert signs == {"=", "≈"}


def test_a_saturated_unit_has_a_number_for_its_slope(open_page):
    page = open_page("?model=rnn-tanh&t=2&unit=0")
    slopes = page.evaluate(
        """async () => {
          const url = "/api/v1/models/rnn-tanh/traces";
          const body = JSON.stringify({text: "I am a boy", symbols: ["h"]});
          const answer = await fetch(url, {method: "POST", headers: {"content-type": "application/json"}, body});
          return (await answer.json()).layers[0].values.h[2].map((h) => 1 - h * h);
        }"""
    )
    unit = min(range(64), key=lambda unit: slopes[unit])
    assert slopes[unit] < 0.001
    page.goto(f"/?model=rnn-tanh&t=2&unit={unit}")
    found = re.search(r"= (\d\.\d) · 10⁻(.)\.", page.locator(f"{PANEL} .below p").first.inner_text())
    shown = float(found.group(1)) * 10.0 ** -"⁰¹²³⁴⁵⁶⁷⁸⁹".index(found.group(2))
    assert shown == pytest.approx(slopes[unit], rel=0.06)
    expect(page.locator(f"{PANEL} .squash .slope")).to_have_text(re.compile("10⁻"))


def test_an_unlikely_word_keeps_its_probability(open_page, size):
    page = open_page("?model=rnn-tanh&t=2&word=understanding", size=size)
    data = {"text": "I am a boy", "t": 2, "word": "understanding"}
    answer = page.request.post("/api/v1/models/rnn-tanh/derivations", data=data).json()
    assert answer["probability"] < 0.0005
    shown = page.locator(f"{PANEL} .softmax .product").inner_text()
    assert float(shown.removesuffix("%")) / 100 == pytest.approx(answer["probability"], rel=0.06)
    expect(page.locator(f"{PANEL} h2")).to_have_text(f"Where does {shown} come from?")
    torch = re.search(r"gives ([\d.]+)%", page.locator(f"{PANEL} .torch").inner_text()).group(1)
    assert float(torch) / 100 == pytest.approx(answer["torch"], rel=0.006)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


@pytest.mark.parametrize("pinned", ["word=understanding", "unit=48"])
def test_both_indices_and_both_factors_of_a_term_are_in_view(open_page, size, pinned):
    page = open_page(f"?model=rnn-tanh&text={LONG}&t=150&{pinned}", size=size)
    row = page.locator(ROWS).first
    expect(row.locator(".factors")).to_have_text(re.compile(r"^−?\d+\.\d{3} · −?\d\.\d{3}$"))
    expect(row.locator(".factors")).to_be_visible()
    unit = re.search(r"\[(\d+)\] =", row.get_attribute("aria-label")).group(1)
    kept = row.locator(".kept").last if "word" in pinned else row.locator(".label")
    assert kept.inner_text().endswith(f",{unit}] · h({150 if 'word' in pinned else 149})[{unit}]")
    which = ".kept:last-child" if "word" in pinned else ".label"
    label, kept, factors, bar = boxes(page, *(f"{ROWS} {part}" for part in (".label", which, ".factors", ".bar")))
    assert label["x"] <= kept["x"]
    assert kept["x"] + kept["width"] <= label["x"] + label["width"] + 0.5
    assert row.locator(".label").evaluate("(label) => label.scrollWidth <= label.clientWidth")
    assert not overlap(label, factors)
    assert not overlap(label, bar)
    if "word" in pinned:
        assert row.locator(".word").bounding_box()["width"] > 20, "some of the word is left"


def test_all_terms_are_in_the_page_so_that_the_line_to_phi_meets_the_last_bar(open_page, size):
    page = open_page("?model=rnn-tanh&t=2&unit=12&all=U", size=size)
    joint = f"{PANEL} .terms .row:last-child .joint"
    terms, total, last, drop = boxes(page, f"{PANEL} .terms", f"{PANEL} .sum", joint, f"{PANEL} .curve .drop")
    rows = page.locator(ROWS).evaluate_all("(rows) => rows.reduce((sum, row) => sum + row.offsetHeight, 0)")
    assert terms["height"] == pytest.approx(rows, abs=1)
    assert abs(terms["x"] + terms["width"] - total["x"] - total["width"]) < 1
    assert abs(last["x"] - drop["x"]) < 1.5
    assert drop["y"] <= last["y"] + last["height"] + 1
    assert len(texts(page, f"{PANEL} .total b")) == 3
    page.get_by_role("button", name="only the largest").click()
    expect(page.get_by_role("button", name="59 smaller" if size == DESKTOP else "60 smaller").first).to_be_focused()


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_no_text_of_the_panel_touches_another(open_page, size):
    page = open_page("?model=rnn-tanh&t=2&unit=48&shape=perceptron", size=size)
    expect(page.locator(f"{PANEL} .perceptron")).to_be_visible()
    total, edge = page.locator(f"{PANEL} .perceptron").evaluate(
        """(picture) => {
          const total = [...picture.querySelectorAll(".total")].pop().getBoundingClientRect().toJSON();
          const b = picture.querySelector(".edges [data-bias]");
          const points = Array.from({length: 200}, (_, i) => b.getPointAtLength((i / 199) * b.getTotalLength()));
          return [total, points.map((point) => point.matrixTransform(b.getScreenCTM())).map(({x, y}) => [x, y])];
        }"""
    )
    inside = [(x, y) for x, y in edge if total["x"] < x < total["x"] + total["width"]]
    assert all(not total["y"] + 3 < y < total["y"] + total["height"] - 3 for x, y in inside)
    shapes, lead = boxes(page, f"{PANEL} .shapes", f"{PANEL} .lead-in")
    assert shapes["y"] + shapes["height"] + (6 if size == PHONE else 0) <= lead["y"] + 0.5
    page.get_by_role("button", name="as bars").click()
    assert abs(number(page.locator(f"{PANEL} .result").inner_text())) > 0.95
    result, total = boxes(page, f"{PANEL} .result", f"{PANEL} .sum .product")
    assert result["y"] - total["y"] >= 30
