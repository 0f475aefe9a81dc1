"""Rolled and unrolled, the fold between them, and what explains itself in the diagram."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

ROLLED, UNROLLED = "[data-fold=rolled]", "[data-fold=unrolled]"
SIZES = [(1440, 900), (1024, 768), (390, 844)]


def now(page: Page) -> str:
    return page.locator("#player .now").inner_text()


def middle(page: Page, selector: str, place: int = 0) -> tuple[float, float]:
    box = page.locator(selector).nth(place).bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def folded(page: Page) -> None:
    expect(page.locator("#diagram")).not_to_have_class(re.compile("folding"))


def test_the_toggle_folds_with_the_same_step_and_pin_and_a_link_restores_it(open_page, size):
    page = open_page("?model=rnn-tanh&t=2&unit=9", size=size)
    numbers = page.locator("#diagram .number").all_inner_texts()
    page.click(ROLLED)
    folded(page)
    assert page.locator("#diagram .column.rolled").get_attribute("data-t") == "2"
    assert page.locator("#diagram .column:not(.open)[data-t]").count() == 1
    assert page.locator("#diagram .number").all_inner_texts() == numbers
    assert now(page) == "2"
    expect(page).to_have_url(re.compile("unit=9.*fold=rolled"))
    page.reload()
    page.wait_for_selector("#diagram .column.rolled")
    assert page.locator("#diagram .number").all_inner_texts() == numbers
    page.click(UNROLLED)
    folded(page)
    assert page.locator("#diagram .column.rolled").count() == 0
    assert page.locator("#diagram .columns .column").count() == 4
    page.go_back()
    folded(page)
    expect(page.locator("#diagram .column.rolled")).to_have_count(1)


def test_the_fold_is_a_cut_where_motion_is_not_wanted(open_page, size):
    page = open_page("?model=rnn-tanh&t=2", size=size, reduced_motion="reduce")
    classes = page.evaluate(
        f"""() => {{
          document.querySelector("{ROLLED}").click();
          return [document.querySelector("#diagram").className,
                  document.querySelectorAll("#diagram .column.rolled").length];
        }}"""
    )
    assert "folding" not in classes[0]
    assert classes[1] == 1


def test_a_second_toggle_turns_the_fold_round_where_it_is(open_page):
    page = open_page("?model=rnn-tanh&t=2&unit=9")
    page.clock.install()
    page.clock.pause_at(page.evaluate("Date.now() + 1000"))
    strip = "#diagram .column[data-t='0'] .frame.strip"
    before = middle(page, strip)
    page.click(ROLLED)
    page.clock.run_for(300)
    half = middle(page, strip)
    assert half[0] > before[0] + 50
    page.click(UNROLLED)
    page.clock.run_for(100)
    assert before[0] < middle(page, strip)[0] < half[0]
    page.clock.run_for(400)
    folded(page)
    assert middle(page, strip) == before
    assert page.locator("#diagram [transform], #diagram [clip-path]").count() == 0


def test_a_key_during_the_fold_is_obeyed_at_once(open_page):
    page = open_page("?model=rnn-tanh&t=1")
    page.clock.install()
    page.clock.pause_at(page.evaluate("Date.now() + 1000"))
    page.click(ROLLED)
    page.clock.run_for(200)
    page.keyboard.press("ArrowRight")
    folded(page)
    assert page.locator("#diagram .column.rolled").get_attribute("data-t") == "2"
    assert page.evaluate("document.querySelector('.diagram-world').style.transform") == ""


@pytest.mark.parametrize("fold", ["unrolled", "rolled"])
def test_a_step_opens_part_by_part_and_the_next_key_takes_the_curtains_away(open_page, size, fold):
    page = open_page(f"?model=rnn-tanh&t=0&fold={fold}", size=size)
    page.locator("#content").focus()
    step = """(times) => {
      for (let i = 0; i < times; i += 1) document.querySelector("[data-do=forward]").click();
      return [...document.querySelectorAll(".diagram-curtains > *")].map((one) => one.dataset.what ?? one.className);
    }"""
    parts = ["input", "Uh", "Wx", "sum", "state", "phi", "output", "carried"]
    assert page.evaluate(step, 1) == parts
    assert now(page) == "1"
    expect(page.locator(".diagram-curtains > *")).to_have_count(0)
    page.keyboard.press("Home")
    page.wait_for_timeout(700)
    assert page.evaluate(step, 2) == [], "the second step comes at once"
    assert now(page) == "2"
    page.wait_for_timeout(700)
    assert page.evaluate(step, 1) == (parts if fold == "rolled" else parts[:-1]), "the last word has no next cell"


def test_no_step_is_animated_where_motion_is_not_wanted_or_playing_is_fast(open_page):
    still = open_page("?model=rnn-tanh&t=0", reduced_motion="reduce")
    still.click("[data-do=forward]")
    assert still.locator(".diagram-curtains > *").count() == 0
    fast = open_page("?model=rnn-tanh&t=0&speed=2")
    fast.evaluate("""() => {
      window.animated = 0;
      const count = (changes) => { for (const { addedNodes } of changes) window.animated += addedNodes.length; };
      new MutationObserver(count).observe(document.querySelector(".diagram-curtains"), { childList: true });
    }""")
    fast.click("[data-do=play]")
    expect(fast.locator("#player .now")).to_have_text("3")
    assert fast.evaluate("window.animated") == 0
    fast.keyboard.press("Home")
    fast.wait_for_timeout(700)
    fast.click("[data-do=forward]")
    assert fast.evaluate("window.animated") > 0, "a step by hand is, so what the test counts can be there"


def test_a_units_whole_row_lights_up_in_strips_and_pictures(open_page):
    page = open_page("?model=rnn-tanh&t=2")
    box = page.locator("#diagram .opened .frame.strip").nth(3).bounding_box()
    page.mouse.move(box["x"] + 10, box["y"] + 5 * 9 + 3)
    expect(page.locator("#diagram .pointed")).to_have_count(1 + 3 + 5)
    assert page.locator("#diagram .pointed-row").count() == 8
    expect(page.locator(".diagram-tip")).to_contain_text("unit 9")


@pytest.mark.parametrize("fold", ["unrolled", "rolled"])
def test_numbers_of_x_next_words_and_pictures_can_be_chosen(open_page, size, fold):
    page = open_page(f"?model=rnn-tanh&t=2&fold={fold}", size=size)
    box = page.locator("#diagram .column.now .frame.input").bounding_box()
    numbers = int(page.locator(".over-x").get_attribute("aria-valuemax")) + 1
    page.mouse.click(box["x"] + 1 + (box["width"] - 2) * 7.5 / numbers, box["y"] + 5)
    expect(page).to_have_url(re.compile(r"dim=7\b"))
    assert page.locator("#diagram .pinned").count() == (3 if fold == "unrolled" else 1)
    page.mouse.click(*middle(page, "#diagram .column.now .next"))
    expect(page.locator("#diagram .wordbox.chosen")).to_have_count(1)
    expect(page.locator(".over-word").first).to_have_attribute("aria-pressed", "true")
    expect(page).to_have_url(re.compile(r"word="))
    expect(page).not_to_have_url(re.compile(r"dim="))
    page.mouse.click(*middle(page, "#diagram .column.now .frame.U"))
    expect(page).to_have_url(re.compile(r"weight=U\b"))


def test_all_of_it_by_keyboard(open_page):
    page = open_page("?model=rnn-tanh&t=2")
    page.focus(".over-word >> nth=0")
    page.keyboard.press("ArrowDown")
    expect(page.locator(".over-word").nth(1)).to_be_focused()
    expect(page.locator("#diagram .wordbox")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.locator(".over-word").nth(1)).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Tab")
    expect(page.locator(".over-x")).to_be_focused()
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    expect(page.locator(".over-x")).to_have_attribute("aria-valuetext", re.compile(r"^x\(2\)\[3\] = "))
    page.keyboard.press("ArrowLeft")
    assert now(page) == "1"
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"dim=3\b"))
    page.keyboard.press("Tab")
    expect(page.locator("#diagram .lit").first).to_be_visible()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"weight=W\b"))


def test_a_word_of_the_tape_is_a_click_away(open_page, size):
    page = open_page("?model=rnn-tanh&t=2&fold=rolled", size=size)
    page.mouse.click(*middle(page, "#diagram .tape text", 1))
    assert now(page) == "0"


OVERLAPS = """() => {
  const texts = [...document.querySelectorAll("#diagram svg text")].filter(({ textContent }) => textContent);
  const boxes = texts.map((text) => [text.textContent, text.getBoundingClientRect()]);
  const [width, slack] = [document.documentElement.clientWidth, 2.5];
  const wrong = boxes.filter(([, { left, right }]) => left < 0 || right > width).map(([text]) => `cut: ${text}`);
  boxes.forEach(([a, one], i) => boxes.slice(i + 1).forEach(([b, two]) => {
    const across = Math.min(one.right, two.right) - Math.max(one.left, two.left);
    const height = Math.min(one.height, two.height);
    const down = Math.min(one.bottom, two.bottom) - Math.max(one.top, two.top);
    if (across > slack && down > 0.55 * height) wrong.push(`${a} over ${b}`);
  }));
  return wrong;
}"""


@pytest.mark.parametrize("window", SIZES, ids=["desktop", "tablet", "phone"])
@pytest.mark.parametrize("words", [0, 1, 4, 20, 200])
def test_no_label_of_the_rolled_network_overlaps_another_or_is_cut(open_page, window, words):
    text = "+".join((["I", "am", "a", "wug"] * 50)[:words])
    page = open_page(f"?model=rnn-tanh&text={text}&t={words // 2}&unit=63&fold=rolled", size=window)
    page.wait_for_selector("#diagram .column.rolled")
    assert page.evaluate(OVERLAPS) == []
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
