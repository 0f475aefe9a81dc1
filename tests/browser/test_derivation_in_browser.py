"""Where does this number come from: the panel on a real page, and its sums against the server's own trace."""

import random
import re

import pytest
from playwright.sync_api import Page, expect

from app.glossary import TERMS
from tests.random_model import WORDS

pytestmark = pytest.mark.browser

DESKTOP, PHONE = (1440, 900), (390, 844)
PANEL = "#derivation"
ROWS = f"{PANEL} .terms .row"

SUMS = """
async ({model, sentences}) => {
  const base = document.querySelector("script[type=module]").src;
  const {readTrace, readWeights} = await import(new URL("wire.js", base));
  const {derivationOf} = await import(new URL("views/derivation/terms.js", base));
  const headers = {accept: "application/vnd.safetensors", "content-type": "application/json"};
  const address = `/api/v1/models/${model}`;
  const weights = readWeights(await (await fetch(`${address}/weights`, {headers})).arrayBuffer());
  const gaps = [];
  for (const tokens of sentences) {
    const answer = await fetch(`${address}/traces`, {method: "POST", headers, body: JSON.stringify({tokens})});
    const trace = readTrace(await answer.arrayBuffer());
    const a = trace.layers[0].values.a;
    for (let t = 0; t < a.rows; t += 1) {
      for (let unit = 0; unit < a.cols; unit += 1) {
        const state = {trace, weights, t, symbol: "h", memory: {layer: null}, model: {num_layers: 1}};
        const {sum} = derivationOf(state, unit);
        gaps.push(Math.abs(sum - a.data[t * a.cols + unit]));
      }
    }
  }
  return [gaps.length, Math.max(...gaps)];
}
"""


def texts(page: Page, selector: str) -> list[str]:
    return page.locator(selector).all_inner_texts()


def number(text: str) -> float:
    return float(text.replace("−", "-"))


@pytest.mark.parametrize(("model", "units"), [("rnn-tanh", 64), ("logistic", 7)])
def test_the_sums_of_every_unit_of_random_sentences_are_those_of_the_server(open_page, model, units):
    page = open_page(f"?model={model}")
    rng = random.Random(0)
    sentences = [rng.choices(WORDS, k=rng.randint(1, 9)) for _ in range(10)]
    count, gap = page.evaluate(SUMS, {"model": model, "sentences": sentences})
    assert count == units * sum(map(len, sentences))
    assert gap < 1e-5


def test_nothing_pinned_is_an_invitation_and_an_empty_sentence_is_said_to_be_one(open_page):
    page = open_page()
    expect(page.locator(f"{PANEL} h2")).to_have_text("Where does a number come from?")
    expect(page.locator(f"{PANEL} .lead-in")).to_contain_text("Click a unit, a likely next word or a dimension")
    assert page.locator(ROWS).count() == 0
    page.fill("#text", "")
    expect(page.locator(f"{PANEL} .lead-in")).to_contain_text("No word was read yet")


def test_a_pinned_unit_is_taken_apart_with_torchs_own_value(open_page, size):
    page = open_page("?model=rnn-tanh&t=2&unit=48", size=size)
    answer = page.request.post(
        "/api/v1/models/rnn-tanh/derivations", data={"text": "I am a boy", "t": 2, "unit": 48}
    ).json()
    shown = f"{answer['value']:.3f}".replace("-", "−")
    expect(page.locator(f"{PANEL} h2")).to_have_text(f"Where does {shown} come from?")
    most = 4 if size == PHONE else 5
    assert page.locator(ROWS).count() == 2 * (most + 1) + 2
    first = page.locator(ROWS).first
    assert first.locator(".label").inner_text().startswith(f"U[48,{answer['groups'][0]['terms'][0]['index']}]")
    totals = [number(text) for text in texts(page, f"{PANEL} .total b")]
    server = {group["weight"]: group["total"] for group in answer["groups"]}
    expected = [server["U"], server["W"], server["b_ih"] + server["b_hh"]]
    assert totals == pytest.approx(expected, abs=0.00051)
    assert number(page.locator(f"{PANEL} .sum .product").inner_text()) == pytest.approx(answer["a"], abs=0.00051)
    torch = f"{answer['torch']:.4f}".replace("-", "−")
    expect(page.locator(f"{PANEL} .torch")).to_contain_text(f"torch.nn.RNN gives {torch}; ")
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_the_panel_follows_the_steps_without_asking_at_each(open_page):
    page = open_page("?model=rnn-tanh&t=0&unit=5")
    expect(page.locator(f"{PANEL} .torch")).to_be_visible()
    expect(page.locator(ROWS).first.locator(".label")).to_have_text("64 terms of 0")
    asked = []
    page.on("request", lambda request: asked.append(request.url) if "derivations" in request.url else None)
    page.evaluate("for (let i = 0; i < 3; i++) document.querySelector('[data-do=forward]').click()")
    expect(page.locator(ROWS).first.locator(".label")).to_have_text(re.compile(r"^U\[5,\d+\] · h\(2\)"))
    expect(page.locator(f"{PANEL} .torch")).to_be_visible()
    assert len(asked) == 1


def test_terms_by_keyboard_light_where_they_came_from_and_enter_goes_there(open_page):
    page = open_page("?model=rnn-tanh&t=2&unit=48")
    page.locator(ROWS).first.focus()
    for key in ("ArrowDown", "ArrowDown", "ArrowUp"):
        page.keyboard.press(key)
    row = page.locator(f"{ROWS}:focus")
    expect(row).to_have_class(re.compile(r"\blit\b"))
    assert page.locator(f"{ROWS}[tabindex='0']").count() == 1
    unit = re.match(r"U\[48,(\d+)\]", row.get_attribute("aria-label")).group(1)
    page.keyboard.press("Enter")
    assert page.locator("#player .now").inner_text() == "1"
    expect(page).to_have_url(re.compile(rf"t=1&unit={unit}$"))
    page.go_back()
    expect(page).to_have_url(re.compile(r"unit=48$"))
    page.keyboard.press("ArrowLeft")
    assert page.locator("#player .now").inner_text() == "1", "left and right step here too"


def test_smaller_terms_open_and_close_again_and_a_link_keeps_them_open(open_page):
    page = open_page("?model=rnn-tanh&t=2&unit=48")
    page.get_by_role("button", name="59 smaller").first.click()
    expect(page).to_have_url(re.compile("all=U"))
    assert page.locator(ROWS).count() == 64 + 1 + 6 + 2
    page.reload()
    expect(page.locator(ROWS)).to_have_count(64 + 1 + 6 + 2)
    page.get_by_role("button", name="only the largest").click()
    expect(page.locator(ROWS)).to_have_count(6 + 6 + 2)


def test_a_term_of_the_input_leads_to_its_row_of_the_embedding_and_back(open_page, size):
    page = open_page("?model=rnn-tanh&t=2&unit=48", size=size)
    row = page.locator(ROWS).filter(has_text=re.compile(r"^W\[")).first
    dim = re.match(r"W\[48,(\d+)\]", row.get_attribute("aria-label")).group(1)
    row.click()
    expect(page.locator(f"{PANEL} .lead-in")).to_contain_text(f"Dimension {dim} of x(2) is E[4, {dim}]")
    expect(page.locator(f"{PANEL} .lead-in")).to_contain_text("that of the word “a”")
    page.get_by_role("button", name="Back to unit 48").click()
    expect(page.locator(f"{PANEL} .sum")).to_be_visible()


def test_a_pinned_word_is_a_logit_and_its_share_of_all(open_page, size):
    page = open_page("?model=rnn-tanh&t=2&word=boy", size=size)
    answer = page.request.post(
        "/api/v1/models/rnn-tanh/derivations", data={"text": "I am a boy", "t": 2, "word": "boy"}
    ).json()
    share = f"{100 * answer['probability']:.1f}%"
    expect(page.locator(f"{PANEL} h2")).to_have_text(f"Where does {share} come from?")
    assert number(page.locator(f"{PANEL} .sum .product").inner_text()) == pytest.approx(answer["logit"], abs=0.00051)
    expect(page.locator(f"{PANEL} .softmax .product")).to_have_text(share)
    expect(page.locator(f"{PANEL} .torch")).to_contain_text(f"{100 * answer['torch']:.2f}%")
    page.locator("#content").focus()
    page.keyboard.press("ArrowLeft")
    expect(page.locator(f"{PANEL} .lead-in")).to_contain_text("after time stamp 1")


def test_a_word_that_the_network_does_not_know_is_a_sentence(open_page, troubles):
    page = open_page("?model=rnn-tanh&t=2&word=wug")
    expect(page.locator(f"{PANEL} .lead-in")).to_contain_text("does not know “wug”")
    troubles.clear()  # the browser reports the 422


def test_a_unit_as_a_perceptron_has_an_edge_for_each_number_and_stays_in_the_link(open_page, size):
    page = open_page("?model=rnn-tanh&t=2&unit=48", size=size)
    page.get_by_role("button", name="as a perceptron").click()
    expect(page).to_have_url(re.compile("shape=perceptron"))
    picture = page.locator(f"{PANEL} .perceptron")
    assert picture.locator(".node").count() == 64 + 48 + 1
    picture.locator(".node[data-weight=U][data-index='31']").dispatch_event("pointerover")
    expect(page.locator(f"{PANEL} .pointed-at")).to_contain_text("U[48,31] · h")
    expect(picture.locator(".node.lit")).to_have_count(1)
    page.reload()
    expect(picture).to_be_visible()
    expect(page.locator(ROWS).first).to_be_hidden()


def test_the_logistic_network_has_its_own_curve_and_slope(open_page):
    page = open_page("?model=logistic&t=2&unit=3")
    value = number(page.locator(f"{PANEL} .result").inner_text())
    slope = page.locator(f"{PANEL} .below p").first.inner_text()
    assert "The slope of σ at this point is h (1 − h) = " in slope
    assert float(re.search(r"= (0\.\d{3})\.", slope).group(1)) == pytest.approx(value * (1 - value), abs=0.001)
    assert texts(page, f"{PANEL} .bound") == ["1", "0"]


def test_all_terms_are_there_as_numbers(open_page):
    page = open_page("?model=rnn-tanh&t=2&unit=48")
    page.locator(f"{PANEL} .numbers summary").click()
    rows = page.locator(f"{PANEL} .numbers tbody tr")
    expect(rows).to_have_count(64 + 48 + 2)
    last = number(rows.last.locator("td").last.inner_text())
    assert last == pytest.approx(number(page.locator(f"{PANEL} .sum .product").inner_text()), abs=0.00051)
    products = [number(text) for text in rows.locator("td:nth-child(3)").all_inner_texts()]
    assert sum(products) == pytest.approx(last, abs=1e-4)


def focused(page: Page) -> str:
    return page.evaluate("document.activeElement.className || document.activeElement.tagName")


def test_the_perceptron_by_keyboard_is_one_stop_whose_edges_light_by_size_and_enter_follows(open_page):
    page = open_page("?model=rnn-tanh&t=2&unit=48&shape=perceptron")
    picture = page.locator(f"{PANEL} .picture")
    expect(picture.locator("svg.perceptron")).to_be_visible()
    page.locator(f"{PANEL} .shapes button").last.focus()
    page.keyboard.press("Tab")
    expect(picture).to_be_focused()
    worth = []
    for key in ("", "ArrowDown", "ArrowDown"):
        if key:
            page.keyboard.press(key)
        expect(picture.locator(".edges .lit")).to_have_count(1)
        told = picture.get_attribute("aria-valuetext")
        expect(page.locator(f"{PANEL} .pointed-at > span").first).to_have_text(told.replace("b_", "b"))
        worth.append(abs(number(told.rpartition("= ")[2])))
    assert worth == sorted(worth, reverse=True)
    assert worth[0] > worth[2]
    weight, unit = re.match(r"([UW])\[48,(\d+)\]", told).groups()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(rf"unit={unit}&shape" if weight == "U" else f"dim={unit}"))
    expect(picture if weight == "U" else page.locator(ROWS).first).to_be_focused()
    page.keyboard.press("Tab")
    assert focused(page) == "term", "past all the edges at once"


def test_a_finger_lights_a_term_first_and_follows_it_then(open_page):
    page = open_page("?model=rnn-tanh&t=2&unit=48", size=PHONE)
    row, other = page.locator(ROWS).nth(1), page.locator(ROWS).nth(2)
    unit = re.match(r"U\[48,(\d+)\]", row.get_attribute("aria-label")).group(1)
    row.tap()
    expect(row).to_have_class(re.compile(r"\blit\b"))
    expect(page).to_have_url(re.compile("unit=48$"))
    other.tap()
    expect(other).to_have_class(re.compile(r"\blit\b"))
    expect(page.locator(f"{ROWS}.lit")).to_have_count(1)
    page.locator(f"{PANEL} h2").tap()
    expect(page.locator(f"{ROWS}.lit")).to_have_count(0)
    row.tap()
    expect(page).to_have_url(re.compile("unit=48$"))
    row.tap()
    expect(page).to_have_url(re.compile(rf"t=1&unit={unit}$"))


def test_a_finger_on_the_perceptron_lights_an_edge_first(open_page):
    page = open_page("?model=rnn-tanh&t=2&unit=48&shape=perceptron", size=PHONE)
    page.locator(PANEL).scroll_into_view_if_needed()  # it is drawn when it comes into sight
    node = page.locator(f"{PANEL} .node[data-weight=U][data-index='33']")
    expect(node).to_be_visible()
    node.scroll_into_view_if_needed()
    at = node.bounding_box()
    place = (at["x"] + at["width"] / 2, at["y"] + at["height"] / 2)
    page.touchscreen.tap(*place)
    expect(page.locator(f"{PANEL} .pointed-at")).to_contain_text("U[48,33] · h(1)[33]")
    expect(page.locator(f"{PANEL} .pointed-at .hint")).to_be_visible()
    expect(page).to_have_url(re.compile("unit=48&"))
    page.touchscreen.tap(*place)
    expect(page).to_have_url(re.compile("unit=33&"))


@pytest.mark.parametrize("query", ["unit=48", "unit=48&shape=perceptron", "word=boy", "unit=48&dim=3"])
def test_escape_leaves_the_keyboard_in_the_diagram(open_page, query):
    page = open_page(f"?model=rnn-tanh&t=2&{query}")
    place = f"{PANEL} .picture" if "shape" in query else ROWS
    expect(page.locator(place).first).to_be_visible()
    page.locator(place).first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(page.locator(f"{PANEL} h2")).to_have_text("Where does a number come from?")
    expect(page.locator("#diagram .diagram-grid")).to_be_focused()


def test_going_back_to_the_unit_keeps_the_keyboard_in_the_panel(open_page):
    page = open_page("?model=rnn-tanh&t=2&unit=48&dim=3")
    page.get_by_role("button", name="Back to unit 48").focus()
    page.keyboard.press("Enter")
    expect(page.locator(ROWS).first).to_be_focused()


@pytest.mark.parametrize(
    ("query", "terms"),
    [
        ("unit=48", ["slope", "activation-function"]),
        ("word=boy", ["logit", "softmax"]),
        ("unit=48&dim=3", ["embedding"]),
    ],
)
def test_terms_of_art_are_explained_where_they_stand(open_page, query, terms):
    page = open_page(f"?model=rnn-tanh&t=2&{query}")
    expect(page.locator(f"{PANEL} .torch")).to_have_count(0 if "dim" in query else 1)
    for term in terms:
        button = page.locator(f"{PANEL} [data-term={term}]")
        button.hover()
        expect(page.locator("#explanation")).to_have_text(TERMS[term].explanation)
        page.mouse.move(0, 0)
        expect(page.locator("#explanation")).to_be_hidden()
        button.focus()
        expect(page.locator("#explanation")).to_be_visible()
        described = page.locator(f"#{button.get_attribute('aria-describedby')}")
        assert described.text_content() == TERMS[term].explanation
        page.keyboard.press("Escape")
        expect(page.locator("#explanation")).to_be_hidden()


def test_the_focus_stays_on_a_term_of_art_while_stepping(open_page):
    page = open_page("?model=rnn-tanh&t=2&unit=48")
    page.focus(f"{PANEL} [data-term=slope]")
    page.keyboard.press("ArrowLeft")
    expect(page.locator(f"{PANEL} .lead-in")).to_contain_text("time stamp 1")
    expect(page.locator(f"{PANEL} [data-term=slope]")).to_be_focused()


def test_a_word_that_came_has_its_surprisal_and_another_what_it_would_have_had(open_shipped):
    page = open_shipped("?model=rnn-tanh&t=2&word=boy")
    answer = page.request.post("/api/v1/models/rnn-tanh/traces", data={"text": "I am a boy", "symbols": ["h"]}).json()
    expect(page.locator(PANEL)).to_contain_text(
        f"It came next: its surprisal −ln p is {answer['outputs'][2]['surprisal']:.3f} nats."
    )
    page.goto("/?model=rnn-tanh&t=2&word=good")
    expect(page.locator(PANEL)).to_contain_text("Were it to come next, its surprisal −ln p would be")


def test_tables_of_numbers_are_in_the_link(open_page):
    page = open_page("?model=rnn-tanh&t=2&unit=5")
    page.locator(PANEL).scroll_into_view_if_needed()  # it is drawn in sight, and moves what is below it
    expect(page.locator(ROWS).first).to_be_visible()
    page.locator(f"{PANEL} .numbers summary").click()
    expect(page).to_have_url(re.compile(r"tables=derivation"))
    page.locator("#heatmap .numbers summary").click()
    expect(page).to_have_url(re.compile(r"tables=heatmap,derivation"))
    page.reload()
    expect(page.locator("#heatmap .numbers[open] table")).to_be_visible()
    expect(page.locator(f"{PANEL} .numbers[open] table")).to_be_visible()
    page.locator("#heatmap .numbers summary").click()
    expect(page).to_have_url(re.compile(r"tables=derivation$"))
