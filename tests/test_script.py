import random
import re
import subprocess
import sys

import numpy as np
import pytest

from app.script import loop, script, template
from model.trace import trace
from model.zoo import WEIGHTS, Zoo, save
from tests.random_model import random_model

ROOT = WEIGHTS.parent.parent

SENTENCES = [
    "I am a boy",
    "",
    'She said "don\'t!" \\ and left … 🙂 wug wug עברית',
    "__IDS__ __WORDS__ ''' \"\"\" {0} %s \\U0001F642",
]


RUN = "import runpy, sys; files = sys.argv[2:]; del sys.argv[2:]; [print(runpy.run_path(f)['ids']) for f in files]"
"""Runs several scripts in one process, for importing torch takes longer than all of them; behind each, its ids."""


def printed(sources: list[str], folder, weights) -> list[np.ndarray]:
    """What each script prints, run with the weights at that path: a row of numbers for each time stamp."""
    files = [folder / f"script{place}.py" for place in range(len(sources))]
    for file, source in zip(files, sources, strict=True):
        file.write_text(source, encoding="ascii")
    command = [sys.executable, "-c", RUN, str(weights), *map(str, files)]
    done = subprocess.run(command, capture_output=True, cwd=ROOT, check=True, encoding="ascii")
    return [_rows(output) for output in re.split(r"^\[.*\]\n", done.stdout, flags=re.MULTILINE)[:-1]]


def _rows(output: str) -> np.ndarray:
    """The numbers behind the time stamp and the word's literal."""
    rows = [re.split(r"['\"]", line)[-1].split() for line in output.splitlines()]
    return np.array([[float(number) for number in row] for row in rows])


def assert_same(model, texts: list, folder, weights) -> None:
    traces = [trace(model, text) for text in texts]
    for numbers, found in zip(
        printed([script(model, found.tokens) for found in traces], folder, weights), traces, strict=True
    ):
        expected = found.layers[-1].values["h"]
        assert numbers.size == expected.size
        assert np.abs(numbers.reshape(expected.shape) - expected).max(initial=0) < 1e-5


def random_sentences(model, seed: int) -> list[str]:
    draw = random.Random(seed)
    words = [*model.vocabulary.spellings[2:60], "wug", "🙂", '"', "'", "\\"]
    return [" ".join(draw.choices(words, k=size)) for size in (1, 9)]


@pytest.mark.parametrize("model_id", [model.id for model in Zoo()])
def test_the_script_prints_the_hidden_states_that_are_on_screen(model_id, tmp_path):
    model = Zoo().get(model_id)
    weights = f"model/weights/{model_id}/model.safetensors"
    assert f'else "{weights}"' in script(model, []), "the path that it takes where none is given"
    assert_same(model, [*SENTENCES, *random_sentences(model, 7)], tmp_path, weights)


@pytest.mark.parametrize(
    ("cell", "activation", "layers"),
    [
        ("rnn", "tanh", 1),
        ("rnn", "sigmoid", 1),
        ("gru", "tanh", 1),
        ("lstm", "tanh", 1),
        ("rnn", "tanh", 2),
        ("lstm", "tanh", 3),
    ],
)
def test_it_follows_the_cells_own_description(cell, activation, layers, tmp_path):
    model = random_model(5, cell=cell, activation=activation, num_layers=layers, scale=1.0)
    save(tmp_path / "weights", model)
    texts = ["the dogs are wug ?", "tom is " * 20, ["'", '"', "a b"]]
    assert_same(model, texts, tmp_path, tmp_path / "weights" / "model.safetensors")


def test_no_text_ends_its_literal():
    text = "a\"; import os #\\ \n' __IDS__"
    tokens = [*trace(random_model(), ["I", text]).tokens]
    names: dict[str, object] = {}
    for line in script(random_model(), tokens).splitlines():
        if line.startswith(("words = ", "ids = ")):
            exec(line, {"__builtins__": {}}, names)
    assert names == {"words": ["I", text], "ids": [token.id for token in tokens]}


def test_the_lines_of_the_loop_are_those_of_the_cell():
    model = random_model(hidden_size=7)
    assert loop(model) == [
        "h = torch.zeros(7)",
        "for t in range(len(ids)):",
        "    x = E[ids[t]]",
        "    a = U @ h + b_hh + W @ x + b_ih",
        "    h = torch.tanh(a)",
        "    y = W_y @ h + b_y",
    ]
    assert "\n".join(loop(model)) in template(model)


def test_a_gated_cell_cuts_torchs_stacked_weights_once_and_has_a_line_for_each_gate():
    model = random_model(cell="lstm", hidden_size=7)
    assert loop(model) == [
        "h = torch.zeros(7)",
        "c = torch.zeros(7)",
        "for t in range(len(ids)):",
        "    x = E[ids[t]]",
        *(
            line
            for g, phi in (("i", "sigmoid"), ("f", "sigmoid"), ("g", "tanh"), ("o", "sigmoid"))
            for line in (f"    a_{g} = U_{g} @ h + b_h{g} + W_{g} @ x + b_i{g}", f"    {g} = torch.{phi}(a_{g})")
        ),
        "    c = f * c + i * g",
        "    tanh_c = torch.tanh(c)",
        "    h = o * tanh_c",
        "    y = W_y @ h + b_y",
    ]
    assert 'U_r, U_z, U_n = weights["rnn.weight_hh_l0"].chunk(3)\n' in template(random_model(cell="gru"))


def test_stacked_layers_have_a_loop_within_the_loop():
    assert loop(random_model(hidden_size=7, num_layers=2)) == [
        "states = [torch.zeros(7)] * 2",
        "for t in range(len(ids)):",
        "    x = E[ids[t]]",
        "    for l in range(2):",
        "        W, U, b_ih, b_hh = layers[l]",
        "        h = states[l]",
        "        a = U @ h + b_hh + W @ x + b_ih",
        "        h = torch.tanh(a)",
        "        states[l] = h",
        "        x = h",
        "    y = W_y @ h + b_y",
    ]
    assert loop(random_model(cell="lstm", hidden_size=7, num_layers=3))[0] == (
        "states = [(torch.zeros(7), torch.zeros(7))] * 3"
    )
