"""GRU, LSTM and stacked networks on the page Read, drawn from the cell's own description alone."""

import re

import pytest
from playwright.sync_api import Page, expect

from app.settings import Settings
from model.zoo import save
from tests.browser.conftest import PHONE, opener
from tests.random_model import random_model
from tests.served import served

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def gated_address(tmp_path_factory):
    folder = tmp_path_factory.mktemp("gated")
    for model in (
        random_model(1, model_id="rnn-tanh", embedding_dim=48, hidden_size=64, scale=0.1),
        random_model(2, model_id="gru", cell="gru", embedding_dim=48, hidden_size=64, scale=0.15),
        random_model(3, model_id="lstm", cell="lstm", embedding_dim=48, hidden_size=64, scale=0.15),
        random_model(4, model_id="stack", embedding_dim=48, hidden_size=64, num_layers=2, scale=0.1),
    ):
        save(folder / model.id, model)
    with served(Settings(weights=folder, device="cpu")) as address:
        yield address


@pytest.fixture
def open_gated(gated_address, browser, troubles):
    yield from opener(gated_address, browser, troubles)


def labels(page: Page) -> list[str]:
    return page.locator("#diagram .opened .symbol").all_text_contents()


@pytest.mark.parametrize("model", ["gru", "lstm", "stack"])
def test_every_network_is_chosen_stepped_folded_and_left_without_trouble(open_gated, size, model):
    page = open_gated("?model=rnn-tanh", size=size)
    page.select_option("#model", model)
    expect(page).to_have_url(re.compile(f"model={model}"))
    expect(page.locator("#diagram .opened .symbol")).to_have_count({"gru": 6, "lstm": 9, "stack": 5}[model])
    page.keyboard.press("Escape")
    page.locator("#diagram .diagram-grid").focus()
    for key in ("Home", "ArrowRight", "ArrowRight", "ArrowDown", "Enter", "r", "r"):
        page.keyboard.press(key)
    expect(page).to_have_url(re.compile("unit=1"))
    page.select_option("#model", "rnn-tanh")
    expect(page).to_have_url(re.compile("^((?!model=).)*$"))
    expect(page.locator("#diagram .opened .symbol")).to_have_count(5)


def test_a_gate_opens_by_pointer_and_by_key_and_goes_back(open_gated, size):
    page = open_gated("?model=gru&t=2", size=size)
    assert [text[0] for text in labels(page)] == ["r", "z", "n", "(", "z", "h"]
    gate = page.locator(".over-gate[data-gate=z]")
    box = gate.bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page).to_have_url(re.compile("gate=z"))
    assert len(labels(page)) == 6
    assert labels(page)[3].startswith("az")
    page.keyboard.press("Escape")
    expect(page).not_to_have_url(re.compile("gate="))
    page.locator(".over-gate[data-gate=z]").press("Enter")
    expect(page).to_have_url(re.compile("gate=z"))
    page.click(".all-gates")
    expect(page).not_to_have_url(re.compile("gate="))
    page.locator(".over-gate[data-gate=n]").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("gate=n"))
    page.go_back()
    expect(page).not_to_have_url(re.compile("gate="))
    page.reload()
    page.wait_for_selector("#diagram canvas")
    assert len(labels(page)) == 6


def test_a_unit_of_a_gate_is_pinned_and_its_factors_lead_on(open_gated):
    page = open_gated("?model=lstm&t=2&unit=7&of=c")
    panel = page.locator("#derivation")
    panel.scroll_into_view_if_needed()
    expect(panel.locator(".factor")).to_have_count(4)
    expect(panel.locator(".torch")).to_contain_text("the difference is")
    panel.locator(".factor").filter(has_text="g(2)").click()
    expect(page).to_have_url(re.compile("of=g"))
    expect(panel.locator(".torch")).to_contain_text("the difference is")
    expect(panel.locator(".factor")).to_have_count(0)


def test_the_cell_state_has_strips_and_a_loop_of_its_own(open_gated, size):
    page = open_gated("?model=lstm&t=1", size=size)
    column = page.locator("#diagram .columns .column.read").first
    assert column.locator(".frame.strip").count() == 2
    page.keyboard.press("r")
    page.wait_for_selector("#diagram .column.rolled")
    expect(page.locator("#diagram .column.rolled .loop")).to_have_count(3)
    expect(page.locator("#diagram rect.later")).to_have_count(2)


def test_the_player_stays_in_sight_under_many_equations(open_gated):
    page = open_gated("?model=lstm&unit=3")
    caption, player = page.locator("#diagram .caption.here").bounding_box(), page.locator("#player").bounding_box()
    assert caption["y"] + caption["height"] <= player["y"]
    assert player["y"] + player["height"] <= 901
    lines = [line.bounding_box() for line in page.locator("#equation > math").all()]
    assert max(box["x"] + box["width"] for box in lines) < page.locator("#legend").bounding_box()["x"]
    assert max(box["y"] + box["height"] for box in lines) <= page.locator("#diagram").bounding_box()["y"] + 2


def test_the_tabs_of_the_heatmap_and_of_the_weights_fold(open_gated):
    page = open_gated("?model=gru")
    tabs = page.locator("#heatmap .tabs button")
    page.locator("#heatmap").scroll_into_view_if_needed()
    expect(tabs).to_have_count(6)
    tabs.nth(1).click()
    expect(tabs).to_have_count(9)
    tabs.nth(8).click()
    expect(page).to_have_url(re.compile("symbol=a_r"))
    page.locator("#weights-view").scroll_into_view_if_needed()
    expect(page.locator("#weights-view .tab-group")).to_have_count(4)
    page.locator("#weights-view [data-weight=U_n]").click()
    expect(page.locator("#weights-view code")).to_have_text("weight_hh_l0[128:192]")


def test_of_gates_it_is_told_what_is_kept_and_what_is_new_and_of_one_what_it_makes_of_the_word(open_gated, size):
    page = open_gated("?model=lstm&t=2&unit=1", size=size)
    panel = page.locator("#balance")
    panel.scroll_into_view_if_needed()
    expect(panel.locator("h2")).to_have_text("How much is kept, how much is new", use_inner_text=True)
    expect(panel.locator(".amounts")).to_contain_text("kept ‖f(2)∘c(1)‖ = ")
    expect(panel.locator(".amounts")).to_contain_text("new ‖i(2)∘g(2)‖ = ")
    expect(panel.locator(".amounts")).to_contain_text(re.compile("Of unit 1, .* is kept and .* is new"))
    page.goto("/?model=lstm&t=2&gate=f")
    panel.scroll_into_view_if_needed()
    expect(panel.locator("h2")).to_have_text("How much from the word, how much from memory", use_inner_text=True)
    expect(panel.locator(".amounts")).to_contain_text("memory ‖Uf h(1)‖ = ")


def test_a_layer_is_chosen_and_what_it_reads_leads_to_the_one_below(open_gated, size):
    page = open_gated("?model=stack&t=2", size=size)
    layers = page.locator("#layers button")
    expect(layers).to_have_count(2)
    assert layers.nth(1).get_attribute("aria-pressed") == "true"
    assert page.locator("#diagram .next").count() > 0
    layers.nth(0).click()
    expect(page).to_have_url(re.compile("layer=0"))
    expect(page.locator("#diagram .symbol.band.before").first).to_be_visible()
    assert page.locator("#diagram .next").count() > 0, "the words are read off the layer above"
    page.locator("#toggle [data-fold=rolled]").click()
    named = page.locator("#diagram .note").filter(has_text="to layer 1")
    if size == PHONE:
        expect(named.first).to_be_visible()
        expect(page.locator("#diagram .next")).to_have_count(0)
    else:
        expect(page.locator("#diagram .column.rolled .symbol.band.before")).to_have_text("h¹(2)")
        expect(page.locator("#diagram .next")).to_have_count(5)
    page.locator("#toggle [data-fold=unrolled]").click()
    layers.nth(1).click()
    expect(page).not_to_have_url(re.compile("layer="))
    page.locator(".over-x").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("(unit=1.*layer=0|layer=0.*unit=1)"))


def test_both_layers_stand_one_above_the_other_and_a_click_opens_the_other(open_gated):
    page = open_gated("?model=stack&t=2")
    labels = page.locator("#diagram .symbol.band")
    expect(labels.filter(has_text="h⁰(2) = x¹(2)")).to_have_count(1)
    box = page.locator("#diagram .column.now .frame.input").last.bounding_box()
    page.mouse.click(box["x"] + 5, box["y"] + 5)
    expect(page).to_have_url(re.compile("layer=0"))
    expect(labels.filter(has_text="h¹(2)")).to_have_count(1)
    box = page.locator("#diagram .column.now .frame.input").first.bounding_box()
    page.mouse.click(box["x"] + 5, box["y"] + 5)
    expect(page).not_to_have_url(re.compile("layer="))


def test_what_if_alters_the_layer_and_the_gate_that_are_pinned(open_gated):
    page = open_gated("?model=stack&t=2&unit=3")
    page.locator("#whatif-value").fill("0.5")
    page.locator("#whatif-value").press("Enter")
    expect(page).to_have_url(re.compile(r"edit=h%2C2%2C3%2C0\.5%2C1|edit=h,2,3,0\.5,1"))
    expect(page.locator("#whatif")).to_contain_text("h¹ differs from time stamp 2 on")
    page = open_gated("?model=gru&t=2&unit=3&of=z")
    expect(page.locator("#whatif label.what").first).to_have_text("z(2)[3] =")


def test_a_vanilla_network_has_neither_gates_nor_layers(open_gated):
    page = open_gated("?model=rnn-tanh")
    expect(page.locator("#layers")).to_be_hidden()
    expect(page.locator(".over-gate")).to_have_count(0)
    expect(page.locator(".all-gates")).to_be_hidden()
