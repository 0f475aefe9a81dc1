import io
from dataclasses import replace

import pytest
from rich.console import Console

from app.explanations import number, probability, unit_table, word_table
from model.derivation import derive, derive_word
from model.network import Network
from model.trace import trace
from tests.random_model import random_model

model = random_model(num_layers=2)
made = trace(model, "I am [b]wug[/b] </x>", initial={"h": [[0.5] * 7, [-0.5] * 7]})


def printed(table, *, colour=False):
    console = Console(
        file=io.StringIO(), width=100, force_terminal=colour, color_system="truecolor" if colour else None
    )
    console.print(table)
    return console.file.getvalue().rstrip("\n").splitlines()


def unit_lines(t, symbol, unit, layer=0, top=3):
    return printed(unit_table(model.network.cell, made, derive(model, made, t, symbol, unit, layer), top))


def running_sums(lines):
    """The last column of each row that adds something up."""
    return [
        float(line.split()[-1].replace("−", "-")) for line in lines if "·" in line or " more" in line or "b_" in line
    ]


@pytest.mark.parametrize("top", [0, 1, 3, 100])
@pytest.mark.parametrize("symbol", ["Wx", "Uh", "a", "h"])
def test_the_running_sum_ends_at_what_is_explained(symbol, top):
    found = derive(model, made, 2, symbol, 4, 1)
    lines = unit_lines(2, symbol, 4, layer=1, top=top)
    sums = running_sums([line.replace(" terms", " more") for line in lines])
    assert len(sums) == sum((min(top, 7) + (top < 7)) if group.terms else 1 for group in found.groups)
    assert sums[-1] == pytest.approx(found.a, abs=5e-5)


def test_a_units_table_tells_all_there_is():
    found = derive(model, made, 2, "h", 4)
    lines = unit_lines(2, "h", 4)
    assert lines[0].strip() == "h(2)[4] after “[”, random, layer 0"
    assert lines[1].split() == ["term", "weight", "value", "product", "running", "sum"]
    group, term = found.groups[0], found.groups[0].terms[0]
    assert lines[2].split() == ["U", "h(1)", number(group.total)]
    assert lines[3].split()[:5] == [
        "U[4,",
        f"{term.index}]·h(1)[{term.index}]",
        number(term.weight),
        number(term.value),
        number(term.product),
    ]
    assert lines[6].split()[:2] == ["4", "more"]
    ends = {
        "a, their sum": found.a,
        "h(2)[4] = tanh(a)": found.value,
        "slope 1 − h²": found.slope,
        "torch.nn.RNN": found.torch,
    }
    assert [line.split("  ")[0] for line in lines[-5:-1]] == list(ends)
    assert [line.split()[-1] for line in lines[-5:-1]] == [number(value) for value in ends.values()]
    assert lines[-1].split()[:2] == ["their", "difference"]


def test_the_initial_state_stands_at_time_stamp_minus_one():
    lines = unit_lines(0, "Uh", 4)
    assert lines[2].startswith("U h(−1) ")
    assert "]·h(−1)[" in lines[3]
    assert lines[3].split()[3] == "0.5000"


def test_an_input_is_a_row_of_the_embedding_or_the_layer_below():
    assert unit_lines(2, "x", 3)[2].split("  ")[0] == "E[0, 3], “<unk>”"
    assert unit_lines(2, "x", 3, layer=1)[2].split("  ")[0] == "h(2)[3] of layer 0"


def test_a_words_table_ends_at_its_probability():
    found = derive_word(model, made, 1, "Tom")
    lines = printed(word_table(made, found, 2))
    assert lines[0].strip() == "p(“Tom”) after “am”, random"
    assert lines[2].split() == ["W_y[Tom]", "h(1)", number(found.total)]
    assert running_sums([line for line in lines if "Σ" not in line])[-1] == pytest.approx(found.logit, abs=5e-5)
    for name, value in (
        ("logit y, their sum", found.logit),
        ("ln Σ exp y", found.log_sum_exp),
        ("p = exp y / Σ exp y", found.probability),
        ("torch.nn.functional.softmax", found.torch),
    ):
        assert [line.split()[-1] for line in lines if line.startswith(name + " ")] == [number(value)]


def test_what_was_typed_is_shown_as_typed():
    for t, token in enumerate(made.tokens):
        assert f"after “{token.text}”" in unit_lines(t, "h", 0)[0]


def test_a_colour_tells_the_sign_and_a_length_the_size():
    found = derive(model, made, 2, "a", 4)
    lines = printed(unit_table(model.network.cell, made, found, 7), colour=True)
    negative, positive = "38;2;63;132;196", "38;2;200;104;26"
    terms = [term for group in found.groups for term in group.terms]
    rows = [line for line in lines if "·" in line]
    assert len(rows) == len(terms)
    largest = max(abs(group.total) if not group.terms else abs(group.terms[0].product) for group in found.groups)
    for term, row in zip(terms, rows, strict=True):
        assert (negative if term.product < 0 else positive) in row
        assert row.count("█") == int(round(abs(term.product) / largest * 80) / 8)


def test_no_zero_has_a_sign():
    assert [number(value) for value in (-0.0, -0.00004, -1.5, 2)] == ["0.0000", "0.0000", "−1.5000", "2.0000"]


def test_a_small_probability_has_significant_digits():
    assert [probability(value) for value in (0.0, 6.1349e-5, 0.000999, 0.0123456, 1.0)] == [
        "0.0000",
        "6.13e−05",
        "0.000999",
        "0.0123",
        "1.0000",
    ]
    parameters = {name: value.copy() for name, value in model.network.parameters.items()}
    parameters["output.bias"][9] = -20
    rare = replace(model, network=Network(model.network.config, parameters))
    found = derive_word(rare, made, 1, rare.vocabulary.spellings[9])
    lines = printed(word_table(made, found, 2))
    for name, value in (("p = exp y", found.probability), ("torch.nn.functional.softmax", found.torch)):
        assert [line.split()[-1] for line in lines if line.startswith(name)] == [f"{value:.3g}".replace("-", "−")]


def test_a_gate_stands_before_what_it_multiplies():
    gru = random_model(cell="gru")
    read = trace(gru, "I am a boy")
    lines = printed(unit_table(gru.network.cell, read, derive(gru, read, 2, "n", 4), 1))
    r = read.layers[0].values["r"][2, 4]
    assert lines[2].split("  ")[0] == "r(2)[4]·U_n h(1)"
    assert lines[3].split() == ["r(2)[4]", number(r)]
    assert lines[4].strip().startswith("r(2)[4]·U_n[4, ")
    bias = next(place for place, line in enumerate(lines) if line.startswith("r(2)[4]·b_hn"))
    assert lines[bias + 1].split() == ["r(2)[4]", number(r)]
    assert "a_n, their sum" in "\n".join(lines)
    assert "n(2)[4] = tanh(a_n)" in "\n".join(lines)
    assert "slope 1 − n²" in "\n".join(lines)
    found = derive(gru, read, 2, "h", 4)
    lines = printed(unit_table(gru.network.cell, read, found, 1))
    assert lines[2].split("  ")[0] == "(1 − z(2)[4])·n(2)[4]"
    assert lines[5].split("  ")[0] == "z(2)[4]·h(1)[4]"
    assert lines[5].split()[-1] == number(found.a)
    assert "h(2)[4], their sum" in lines[8]
    values = read.layers[0].values
    for line, name, value in (
        (lines[3], "1 − z(2)[4]", 1 - values["z"][2, 4]),
        (lines[4], "n(2)[4]", values["n"][2, 4]),
        (lines[6], "z(2)[4]", values["z"][2, 4]),
        (lines[7], "h(1)[4]", values["h"][1, 4]),
    ):
        assert line.split() == [*name.split(), number(value)]
