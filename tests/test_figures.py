import io

import numpy as np
import pytest
from rich.console import Console

from app import figures
from model.errors import BadRequestedSymbol
from model.findings import OFFERED, Finding
from model.ranks import Interval
from model.trace import trace
from tests.random_model import random_model

model = random_model(hidden_size=7)
result = trace(model, "I am a <b>", top=2)
h = figures.symbol_of(result, "h")


def printed(*, colour: bool) -> str:
    console = Console(
        file=io.StringIO(), width=160, force_terminal=colour, color_system="truecolor" if colour else None
    )
    console.print(figures.trace_table(model, result, h, 0, console))
    return console.file.getvalue()


def test_the_table_names_words_predictions_and_surprisal():
    lines = printed(colour=False).splitlines()
    assert lines[0].split() == ["t", "word", "h(t),", "units", "0–6", "next", "word", "surprisal"]
    for token, output, line in zip(result.tokens, result.outputs, lines[1:], strict=False):
        assert line.split()[:2] == [str(token.t), token.text]
        assert f"{output.top[0].token} {output.top[0].probability:.1%}" in line
    assert f"{result.outputs[0].surprisal:.2f}" in lines[2]
    assert "<unk>" in next(line for line in lines if "<b>" not in line and " < " in line)


def test_without_colour_the_height_of_each_character_is_the_value():
    strip = printed(colour=False).splitlines()[1].split()[2]
    values = result.layers[0].values["h"][0]
    assert len(strip) == 7
    order = np.argsort(values)
    heights = [figures.LEVELS.index(strip[unit]) for unit in order]
    assert heights == sorted(heights)
    assert heights == [min(int((v + 1) / 2 * 8), 7) for v in values[order]]


def test_with_colour_each_character_carries_two_units():
    assert printed(colour=True).splitlines()[1].count("▀") == 4
    low, high = (figures._blend(figures.STATES, share).get_truecolor() for share in (0, 1))
    assert (low.hex, high.hex) == (figures.STATES[0], figures.STATES[-1])
    assert figures._blend(figures.STATES, 0.5).get_truecolor().hex == figures.STATES[4]


def test_npz_holds_every_array(tmp_path):
    figures.write_npz(tmp_path / "out", result)
    with np.load(tmp_path / "out", allow_pickle=False) as file:
        assert file["tokens"].tolist() == [token.text for token in result.tokens]
        assert file["ids"].tolist() == [token.id for token in result.tokens]
        for name, value in result.layers[0].values.items():
            np.testing.assert_array_equal(file[f"layers.0.{name}"], value)
        np.testing.assert_array_equal(file["layers.0.initial.h"], np.zeros(7))


def test_an_affine_symbol_is_scaled_by_the_card():
    assert figures.bounds_of(model, figures.symbol_of(result, "a")) == (-4.0, 4.0)
    assert figures.bounds_of(model, h) == (-1.0, 1.0)


def test_a_symbol_the_cell_lacks_is_refused():
    with pytest.raises(BadRequestedSymbol, match="no symbol “q”. It has: x, Wx, Uh, a, h"):
        figures.symbol_of(result, "q")


@pytest.mark.parametrize(
    ("kind", "figure", "value", "end"),
    [
        ("yes/no", "AUC", 0.8, "0.920"),
        ("yes/no", "AUC", 0.78, "0.920; below 0.8, so not offered"),
        ("count", "Spearman’s ρ", 0.5, "0.920"),
        ("count", "Spearman’s ρ", 0.49, "0.920; below 0.5, so not offered"),
    ],
)
def test_a_finding_below_what_is_offered_says_so(kind, figure, value, end):
    told = Finding(
        name="negation",
        thing="a negation",
        rule="",
        kind=kind,
        figure=figure,
        unit=7,
        sign=1,
        value=Interval(value, 0.4, 0.9),
        probe=Interval(0.92, 0.9, 0.94),
        positions=100,
        sentences=50,
        offered=value >= OFFERED[kind],
        examples=(),
    )
    line = figures.finding_line(told).plain
    assert line == f"unit 7 follows a negation ({figure} {value:.3f}, 0.400 to 0.900); all units together {end}"
