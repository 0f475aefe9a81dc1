import json
import re
from pathlib import Path

import pytest

from app.equation import equation, note_of
from model.cells import GRUCell, LSTMCell, RNNCell

NOTES = json.loads((Path(__file__).parent / "notes.json").read_text(encoding="utf-8"))
BOY = ["I", "am", "a", "boy"]


def text_of(mathml: str, *, without: str = "") -> str:
    """What is read when the tags are taken away; `without` is a class of <mrow> to leave out."""
    kept = re.sub(rf"<mrow class='{without}'>.*?</mrow>(?=<m|$)", "", mathml) if without else mathml
    return re.sub(r"<[^>]+>", "", kept)


def test_it_is_the_cells_equation_in_the_order_of_the_diagram():
    read = text_of(equation(RNNCell("tanh"), 2, BOY), without="short")
    assert read == "h(2)=tanh(Uh(1)“I am”+bhh+Wx(2)“a”+bih)" + "y(2)=Wyh(2)+by→softmax"


def test_the_activation_is_that_of_the_cell():
    assert re.search("data-name='φ' data-lag='0'[^>]*>σ</mi>", equation(RNNCell("sigmoid"), 0, ["I"]))


def test_before_the_first_word_stands_minus_one_with_a_true_minus():
    assert "<mn class='time'>−1</mn>" in equation(RNNCell("tanh"), 0, BOY)


def test_every_part_says_where_it_is_in_the_diagram_and_every_weight_can_be_opened():
    cell, output = equation(RNNCell("tanh"), 2, BOY).split("</math>")[:2]
    weights = r"<mrow tabindex='0' role='button' data-kind='weight' data-name='([\w.]+)'"
    symbols = r"data-kind='symbol' data-name='(\w+)' data-lag='(\d)'"
    assert re.findall(weights, cell) == ["U", "b_hh", "W", "b_ih", "b_ih"], "the last is the one b of a phone"
    assert re.findall(symbols, cell) == [
        ("h", "0"),
        ("φ", "0"),
        ("a", "0"),
        ("Uh", "0"),
        ("h", "1"),
        ("Wx", "0"),
        ("x", "0"),
    ]
    assert re.findall(weights, output) == ["output.weight", "output.bias"]
    assert re.findall(symbols, output) == [("y", "0"), ("h", "0")]


def test_what_a_person_types_is_text():
    mathml = equation(RNNCell("tanh"), 0, ["<b>&"])
    assert "“&lt;b&gt;&amp;”" in mathml
    assert "<b>" not in mathml


@pytest.mark.parametrize("case", NOTES, ids=lambda case: case["note"] or "none")
def test_the_words_under_a_symbol(case):
    between = "" if case.get("reads") == "characters" else " "
    assert note_of(case["tokens"], case["t"], case["lag"], case["carried"], between) == case["note"]


def lines_of(cell):
    return [text_of(line, without="short") for line in equation(cell, 2, BOY).split("</math>")[:-2]]


def test_a_gated_cell_has_a_line_for_each_gate_and_for_each_mix():
    assert lines_of(GRUCell()) == [
        "r(2)=σ(Urh(1)“I am”+bhr+Wrx(2)“a”+bir)",
        "z(2)=σ(Uzh(1)“I am”+bhz+Wzx(2)“a”+biz)",
        "n(2)=tanh(r(2)∘(Unh(1)“I am”+bhn)+Wnx(2)“a”+bin)",
        "h(2)=(1−z(2))∘n(2)+z(2)∘h(1)“I am”",
    ]
    assert lines_of(LSTMCell()) == [
        "i(2)=σ(Uih(1)“I am”+bhi+Wix(2)“a”+bii)",
        "f(2)=σ(Ufh(1)“I am”+bhf+Wfx(2)“a”+bif)",
        "g(2)=tanh(Ugh(1)“I am”+bhg+Wgx(2)“a”+big)",
        "o(2)=σ(Uoh(1)“I am”+bho+Wox(2)“a”+bio)",
        "c(2)=f(2)∘c(1)“I am”+i(2)∘g(2)",
        "h(2)=o(2)∘tanh(c(2))",
    ]


@pytest.mark.parametrize("cell", [GRUCell(), LSTMCell()], ids=lambda cell: cell.name)
def test_each_weight_of_each_gate_can_be_opened_and_each_phi_told_apart(cell):
    mathml = equation(cell, 2, BOY)
    weights = re.findall(r"role='button' data-kind='weight' data-name='([\w.]+)'", mathml)
    assert set(weights) == {*cell.weights, "output.weight", "output.bias"}
    phis = re.findall(r"data-name='(φ\w*)'", mathml)
    assert phis == [f"φ_{symbol.name}" for symbol in cell.symbols if symbol.phi]


def test_on_a_phone_a_lone_bias_keeps_its_name():
    n = equation(GRUCell(), 2, BOY).split("</math>")[2]
    assert "class='short'" not in n
    assert "class='long'" not in n


def test_of_several_layers_each_letter_carries_the_number_of_the_top_one():
    cell = RNNCell("tanh")
    found = equation(cell, 2, ["I", "am", "a"], layers=3)
    assert found.count("<mn class='layer'>2</mn>") == 7  # h, U, h, b_hh, W, x, b_ih
    assert found.count("<mn class='top'>2</mn>") == 1, "the output reads the top layer, whichever is shown"
    assert "“I am”" in found
    assert "“a”" not in found, "a higher layer reads no word"
    assert "class='layer'" not in equation(cell, 2, ["I", "am", "a"])
