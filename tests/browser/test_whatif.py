"""What if, in a real browser: by mouse, by keyboard, in links, at phone size; each number is what the API answers."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

URL = "/api/v1/models/rnn-tanh/traces"


def items(page: Page):
    return page.locator("#whatif .interventions li span")


def written(value: float) -> str:
    """As the page writes numbers."""
    shown = f"{abs(value):.2f}"
    return "0" if value == 0 else f"−{shown}" if value < 0 and shown != "0.00" else shown


def altered(page: Page, unit: int) -> list[str]:
    """What the panel's table says of a unit now: original, altered."""
    if page.locator("#whatif details").get_attribute("open") is None:
        page.click("#whatif summary")
    row = page.locator("#whatif .numbers tbody tr").nth(unit)
    expect(row).to_be_visible()  # the table is made once the browser has told of its opening
    return row.locator("td").all_inner_texts()[:2]


def h_of(page: Page, t: int, unit: int, **body) -> str:
    answer = page.request.post(URL, data={"text": "I am a boy", "symbols": ["h"], **body}).json()
    return written(answer["layers"][0]["values"]["h"][t][unit])


def test_a_unit_is_set_by_typing_and_all_that_follows_is_computed_anew(open_page, size):
    page = open_page("?model=rnn-tanh&t=1&unit=12", size=size)
    page.fill("#whatif-value", "0.75")
    page.keyboard.press("Enter")
    expect(items(page)).to_have_text(["h(1)[12] set to 0.75"])
    expect(page).to_have_url(re.compile(r"unit=12&edit=h,1,12,0\.75$"))
    expect(page.locator("#derivation h2")).to_contain_text("0.750 was set by you (the equation gives")
    page.keyboard.press("Escape")  # leaves the field
    page.keyboard.press("ArrowRight")
    edits = [{"t": 1, "unit": 12, "value": 0.75}]
    assert altered(page, 12) == [h_of(page, 2, 12), h_of(page, 2, 12, edits=edits)]
    expect(page.locator("#check")).to_contain_text("Set by you and left out: 1.")
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") == 0


def test_a_unit_is_dragged_to_a_value(open_page):
    page = open_page("?model=rnn-tanh&t=1&unit=12")
    slider = page.locator("#whatif input[type=range]")
    slider.scroll_into_view_if_needed()
    box = slider.bounding_box()
    y = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] / 2, y)
    page.mouse.down()
    for share in (0.6, 0.7, 0.8, 0.9):
        page.mouse.move(box["x"] + box["width"] * share, y)
    page.mouse.move(box["x"] + box["width"] + 40, y)
    page.mouse.up()
    expect(items(page)).to_have_text(["h(1)[12] set to 1.00"])
    expect(page).to_have_url(re.compile("edit=h,1,12,1$"))
    page.go_back()  # one drag is one entry
    expect(items(page)).to_have_count(0)
    expect(page.locator("#whatif .result")).to_be_hidden()


@pytest.mark.parametrize("pause", [0, 60])
def test_every_press_of_a_key_moves_the_slider_and_what_is_typed_wins(open_page, pause):
    page = open_page("?model=rnn-tanh&t=1&unit=12")
    slider = page.locator("#whatif input[type=range]")
    start = float(slider.input_value())
    slider.focus()
    for _press in range(10):
        page.keyboard.press("ArrowLeft")
        page.wait_for_timeout(pause)
    expect(items(page)).to_have_text([f"h(1)[12] set to {written(round(start - 0.1, 2))}"])
    expect(slider).to_have_value(f"{start - 0.1:.2f}".rstrip("0"))
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")  # may wait for the answer to the one before
    page.fill("#whatif-value", "0.75")
    page.keyboard.press("Enter")
    page.wait_for_load_state("networkidle")
    expect(items(page)).to_have_text(["h(1)[12] set to 0.75"])
    expect(slider).to_have_value("0.75")  # and goes on from there
    expect(page).to_have_url(re.compile(r"edit=h,1,12,0\.75$"))


def test_everything_goes_by_keyboard(open_page):
    page = open_page("?model=rnn-tanh&t=2")
    page.focus("#diagram .diagram-grid")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#whatif .set label")).to_have_text("h(2)[1] =")
    page.focus("#whatif input[type=range]")
    page.keyboard.press("End")
    expect(items(page)).to_have_text(["h(2)[1] set to 1.00"])
    page.keyboard.press("Tab")  # Set
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("dog")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("the girl")
    page.keyboard.press("Enter")
    expect(items(page)).to_have_text([
        "h(2)[1] set to 1.00",
        "Unit 1 of h silent throughout",
        "Everything before “a” (2) forgotten",
        "“dog” in place of “a” (2)",
        "h(−1) carried in from “the girl”",
    ])  # fmt: skip
    link = r"edit=h,2,1,1&edit=h,all,1,0&forget=2&instead=2:dog&from=the\+girl$"
    expect(page).to_have_url(re.compile(link))
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(items(page)).to_have_count(5)  # what is pinned is released, what is altered is not
    page.locator("#whatif .remove").first.focus()
    for left in (4, 3, 2, 1, 0):
        page.keyboard.press("Enter")
        expect(items(page)).to_have_count(left)
        assert page.evaluate("document.activeElement.closest('#whatif .list') !== null")
    expect(page.locator("#whatif .result")).to_be_hidden()
    assert "edit" not in page.url


def test_a_link_restores_all_of_it_on_the_server_and_here(open_page, size):
    query = "?model=rnn-tanh&t=3&unit=5&edit=h,1,5,-0.5&forget=2&instead=3:girl&from=the+dog"
    page = open_page(query, size=size)
    first = page.locator("#whatif .interventions").inner_text()
    edits = [
        {"t": 1, "unit": 5, "value": -0.5},
        {"t": 2, "symbol": "Uh", "unit": "all", "value": 0},
    ]
    before = page.request.post(URL, data={"text": "the dog"}).json()["layers"][0]["values"]["h"][-1]
    body = {"text": None, "tokens": ["I", "am", "a", "girl"], "edits": edits, "initial": {"h": [before]}}
    assert altered(page, 5) == [h_of(page, 3, 5), h_of(page, 3, 5, **body)]
    expect(page.locator("#diagram .now text.chip")).to_have_text("girl")
    page.click("#whatif .interventions li:first-child button")
    expect(page).to_have_url(re.compile(r"unit=5&forget=2&instead=3:girl&from=the\+dog$"))
    page.go_back()
    expect(page.locator("#whatif .interventions")).to_have_text(re.compile("h.1..5. set to −0.50"))
    page.reload()
    page.wait_for_selector("#diagram canvas")
    assert page.locator("#whatif .interventions").inner_text() == first


def test_the_first_word_of_a_carried_memory_can_forget_it(open_page):
    page = open_page("?model=rnn-tanh&t=0")
    forget = page.locator("#whatif .forget button")
    expect(forget).to_be_disabled()
    expect(page.locator("#whatif .forget")).to_contain_text("Nothing was read before the first word.")
    page.fill("#whatif-from", "the dog")
    page.keyboard.press("Enter")
    expect(forget).to_have_text("Forget h(−1)")
    forget.click()
    expect(items(page)).to_have_text(["h(−1) carried in from “the dog”", "h(−1) forgotten"])
    assert altered(page, 3)[0] == altered(page, 3)[1]


def test_two_words_do_not_take_the_place_of_one_and_the_word_itself_takes_it_back(open_page):
    page = open_page("?model=rnn-tanh&t=3")
    for words, said in (("big dog", "“big dog” is more"), (" ", "Type the word")):
        page.fill("#whatif-word", words)
        page.keyboard.press("Enter")
        expect(page.locator("#whatif .instead .refusal")).to_contain_text(said)
    page.fill("#whatif-word", "wug")
    page.keyboard.press("Enter")
    expect(items(page)).to_have_text(["“wug” in place of “boy” (3)"])
    expect(page.locator("#reason")).to_contain_text("wug")
    expect(page.locator("#text")).to_have_value("I am a boy")
    page.fill("#whatif-word", "boy")
    page.keyboard.press("Enter")
    expect(items(page)).to_have_count(0)


def test_what_it_did_is_said_and_next_words_stand_side_by_side(open_page):
    page = open_page("?model=rnn-tanh&t=2&unit=3")
    page.fill("#whatif-value", "1")
    page.click("#whatif .set button:has-text('Set')")
    expect(page.locator("#announcer")).to_contain_text("; in the original ")
    expect(page.locator("#whatif .effect")).to_contain_text("h differs from time stamp 2 on; most of all unit 3")
    body = {"text": "I am a boy", "edits": [{"t": 2, "unit": 3, "value": 1}], "original": True}
    answer = page.request.post(URL, data=body).json()
    rows = page.locator("#whatif .chances tbody tr")
    now = {row.locator("th").inner_text(): row.locator("td").all_inner_texts() for row in rows.all()}
    for outputs, column in ((answer["original"]["outputs"], 0), (answer["outputs"], 1)):
        for prediction in outputs[2]["top"]:
            name = {"</s>": "end of sentence"}.get(prediction["token"], prediction["token"])
            assert now[name][column] == f"{100 * prediction['probability']:.1f}%"
    surprisal = (
        f"{answer['original']['outputs'][2]['surprisal']:.2f} nats → {answer['outputs'][2]['surprisal']:.2f} nats"
    )
    expect(page.locator("#whatif .surprise")).to_have_text(f"Surprisal of “boy”, which comes next: {surprisal}.")


def test_the_strips_step_and_pin_like_every_grid(open_page, size):
    page = open_page("?model=rnn-tanh&t=2&edit=h,1,12,1", size=size)
    grid = page.locator("#whatif .strips")
    grid.focus()
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#player .now")).to_have_text("1")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("t=1&unit=1&"))
    grid.scroll_into_view_if_needed()
    box = page.locator("#whatif .strips canvas").bounding_box()
    page.mouse.click(box["x"] + 40, box["y"] + 18 + 12.5 * 4)
    expect(page).to_have_url(re.compile("t=0&unit=12&"))
    expect(page.locator("#whatif .entry")).to_contain_text("h(0)[12] after “I”: original")


def test_edited_cells_are_marked_and_a_cut_is_drawn(open_page, size):
    page = open_page("?model=rnn-tanh&t=2&edit=h,2,12,-1&forget=2", size=size)
    expect(page.locator("#diagram path.edited")).to_have_count(2)
    expect(page.locator("#diagram path.cut")).to_have_count(1)
    page.click("#whatif .list > button")
    expect(page.locator("#diagram path.edited")).to_have_count(0)
    expect(page.locator("#diagram path.cut")).to_have_count(0)


def test_a_shorter_sentence_drops_what_no_longer_fits_and_says_so(open_page):
    page = open_page("?model=rnn-tanh&t=1&edit=h,3,12,1&edit=h,1,12,1")
    page.fill("#text", "I am")
    expect(items(page)).to_have_text(["h(1)[12] set to 1.00"])
    expect(page.locator("#problem")).to_contain_text("have no place for it: h(3)[12] set to 1.00.")


def test_what_cannot_be_done_is_told_where_it_was_asked_for(open_page, troubles):
    forgets = "".join(f"&forget={t}" for t in range(1, 65))
    page = open_page(f"?model=rnn-tanh&text={'a+' * 66}&t=65{forgets}")
    page.click("#whatif .forget button")
    told = page.locator("#whatif .controls > .refusal")
    expect(told).to_contain_text("Left out: Everything before “a” (65) forgotten. A reading takes at most 64 edits")
    expect(items(page)).to_have_count(64)
    page.fill("#whatif-from", f"the {'x' * 201}")
    page.keyboard.press("Enter")
    expect(told).to_contain_text("cannot be carried in. Token 1 is 201 characters long")
    expect(page.locator("#whatif-from")).to_have_value(f"the {'x' * 201}")
    troubles.clear()  # Chromium tells of the refusal in its console
    page.fill("#whatif-from", "the dog")
    page.keyboard.press("Enter")
    expect(items(page)).to_have_count(65)
    expect(page.locator("#whatif-from")).to_have_value("")
    expect(told).to_be_empty()


def test_another_sentence_leaves_no_time_stamp_of_the_old_one(open_page):
    page = open_page("?model=rnn-tanh&text=the+dog+I+am+a&t=4&unit=12&edit=h,1,12,-1")
    page.fill("#text", "the dog I am")
    expect(page.locator("#player .last")).to_have_text("3")
    expect(page.locator("#player .now")).to_have_text("3")
    expect(items(page)).to_have_count(1)
    page.locator("#try [data-text]").first.click()
    expect(page.locator("#whatif .interventions li")).to_have_count(0)
    expect(page.locator("#player .last")).to_have_text("3")
    page.go_back()
    expect(items(page)).to_have_count(1)
    page.fill("#text", "the dog")
    expect(page.locator("#player .readout")).to_contain_text("1")
    expect(page.locator("#player .last")).to_have_text("1")


def test_an_edit_comes_back_with_the_word_that_is_typed_anew(open_page):
    page = open_page("?model=rnn-tanh&text=I+am+a+boy&t=3&edit=h,3,12,-1&unit=12")
    page.focus("#text")
    page.keyboard.press("End")
    for _ in "boy":
        page.keyboard.press("Backspace")
    expect(page.locator("#problem")).to_contain_text("have no place for it: h(3)[12] set to −1.00.")
    expect(page.locator("#whatif .interventions li")).to_have_count(0)
    page.keyboard.type("dog", delay=30)
    expect(items(page)).to_have_text(["h(3)[12] set to −1.00"])
    expect(page).to_have_url(re.compile("edit=h,3,12,-1"))
    expect(page.locator("#problem")).to_be_empty()


def test_an_empty_sentence_with_a_memory_carried_in_breaks_nothing(open_page):
    page = open_page("?model=rnn-tanh&t=2&unit=12&edit=h,2,12,-1&from=the+dogs")
    page.fill("#text", "")
    expect(page.locator("#player")).to_have_class(re.compile("empty"))
    page.fill("#text", "I am a")
    expect(page.locator("#player .last")).to_have_text("2")


def test_a_bad_part_of_a_link_is_named(open_page):
    page = open_page("?model=rnn-tanh&edit=h,2,999,1&forget=1")
    expect(page.locator("#problem")).to_have_text(
        "“edit=h,2,999,1” is left out: h has no unit 999; its units are 0 to 63."
    )
    expect(items(page)).to_have_text(["Everything before “am” (1) forgotten"])


def test_a_long_sentence_has_its_interventions_too(open_page, size):
    page = open_page(f"?model=rnn-tanh&text={'+'.join(['dogs'] * 200)}&t=100&unit=3&edit=h,100,3,1", size=size)
    expect(page.locator("#whatif .effect")).to_contain_text("most of all unit 3 at time stamp 100")
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") == 0


def test_fingers_find_their_targets(open_page):
    page = open_page("?model=rnn-tanh&t=2&unit=3&edit=h,2,3,1&forget=2", size=(390, 844))
    for control in page.locator("#whatif :is(button, input):visible").all():
        assert control.bounding_box()["height"] >= 44, control.inner_text()


def test_the_button_in_the_header_leads_there(open_page):
    page = open_page("?model=rnn-tanh&t=2")
    page.click("#whatif-button")
    expect(page.locator("#whatif h2")).to_be_focused()
    expect(page.locator("#whatif h2")).to_be_in_viewport()


def test_the_script_does_not_claim_to_print_altered_numbers(open_page):
    page = open_page("?model=rnn-tanh&t=2&edit=h,2,3,1")
    expect(page.locator("#loop .copy")).to_be_disabled()
    expect(page.locator("#loop .altered")).to_have_text(
        "No line says what you altered: h(2)[3] set to 1.00. The variables hold what came of it."
    )
    page.click("#whatif .remove")
    expect(page.locator("#loop .copy")).to_be_enabled()
    expect(page.locator("#loop .altered")).to_be_hidden()


def test_the_name_of_the_strips_beside_an_altered_state_gives_way_to_a_pinned_number(open_page, size):
    page = open_page("?model=rnn-tanh&t=2&edit=h,1,12,1", size=size)
    name = page.locator("#diagram .narrow.end")
    expect(name).to_have_text(re.compile("was, Δ$"))
    expect(name).to_be_visible()
    cell, written = page.locator(".diagram-panel").bounding_box(), name.bounding_box()
    assert written["x"] + written["width"] < cell["x"] + cell["width"]
    page.mouse.click(cell["x"] + cell["width"] / 2, cell["y"] + cell["height"] / 2)
    expect(page).to_have_url(re.compile("unit="))
    expect(name).to_be_hidden()
    page.keyboard.press("Escape")
    expect(name).to_be_visible()


def test_a_factor_that_was_set_leads_to_what_its_equation_gives(open_page):
    page = open_page("?model=rnn-tanh&t=2&unit=3&edit=a,2,3,0.5")
    page.click("#derivation .factor")
    expect(page.locator("#derivation h2")).to_contain_text("0.500 was set by you (the equation gives")
    expect(page).to_have_url(re.compile("symbol=a"))
