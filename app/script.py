"""
The script that the page copies: the loop of a network in PyTorch, with nothing around it, for one sentence.

The page is given the script with two marks in it and puts the sentence in their place, as `script` does here: one
source for both. A word enters as a Python string literal of ASCII letters only, so that none can end the literal.
"""

import re
from collections.abc import Sequence

from model.cells import Cell
from model.trace import Token
from model.zoo import Model

__all__ = ["loop", "script", "template"]

WORDS, IDS = "__WORDS__", "__IDS__"

BEFORE = '''"""
The hidden states of {title} for one sentence, computed by PyTorch: one line of numbers for each time stamp.

    pip install torch safetensors numpy
    python script.py [{path}]
"""

import sys

import torch
from safetensors.torch import load_file

path = sys.argv[1] if len(sys.argv) > 1 else "{path}"
weights = load_file(path)
{weights}

words = {words}
ids = {ids}

'''

AFTER = """
    # torch.softmax(y[1:], 0) are the probabilities of the next word; word 0, <unk>, is never predicted.
    print(t, ascii(words[t]), *(f"{value:.7f}" for value in {state}.tolist()))
"""


def script(model: Model, tokens: Sequence[Token]) -> str:
    """Return the script for one sentence; printed, each line is t, the word as a literal, and the numbers of h(t)."""
    literals = ", ".join(ascii(token.text) for token in tokens)
    put = {WORDS: f"[{literals}]", IDS: str([token.id for token in tokens])}
    return re.sub(f"{WORDS}|{IDS}", lambda mark: put[mark.group()], template(model))


def template(model: Model) -> str:
    """Return the script with marks where the sentence belongs."""
    before = BEFORE.format(
        title=model.card.title,
        path=f"model/weights/{model.id}/model.safetensors",
        weights="\n".join(_weights(model.network.cell, model.network.config.num_layers)),
        words=WORDS,
        ids=IDS,
    )
    after = AFTER.replace("{state}", model.network.cell.carried[0])
    return before + "\n".join(loop(model)) + after


def _weights(cell: Cell, layers: int) -> list[str]:
    """Return the lines that name the weights; those that torch stacks are cut into the gates' own."""
    names: dict[str, list[str]] = {}
    for name, block in cell.weights.items():
        names.setdefault(f"rnn.{block.stem}_l0", []).append(name)
    shared = {"embedding.weight": ["E"], "output.weight": ["W_y"], "output.bias": ["b_y"]}
    return [
        *(_of_every_layer(cell, layers) if layers > 1 else []),
        *(
            f'{", ".join(gates)} = weights["{key}"]' + (f".chunk({len(gates)})" if len(gates) > 1 else "")
            for key, gates in (shared if layers > 1 else names | shared).items()
        ),
    ]


def _of_every_layer(cell: Cell, layers: int) -> list[str]:
    """Return the lines that make `layers`: for each layer its weights in the order in which the loop names them."""
    cut = [
        f'weights[f"rnn.{block.stem}_l{{l}}"]' + (f".chunk({block.gates})[{block.gate}]" if block.gates > 1 else "")
        for block in cell.weights.values()
    ]
    return ["layers = [", "    (", *(f"        {each}," for each in cut), "    )", f"    for l in range({layers})", "]"]


def loop(model: Model) -> list[str]:
    """
    Return the lines of the loop: the states before the first word, the loop over t, and what it runs.

    Where layers are stacked, a loop over them stands within; static/js/views/loop/lines.js writes the same lines.
    """
    cell, layers = model.network.cell, model.network.config.num_layers
    zeros = [f"torch.zeros({model.network.config.hidden_size})"] * len(cell.carried)
    steps = [f"    {symbol.code}" for symbol in cell.symbols if symbol.code]
    start, output = "for t in range(len(ids)):", "    y = W_y @ h + b_y"
    if layers == 1:
        before = [f"{name} = {zero}" for name, zero in zip(cell.carried, zeros, strict=True)]
        return [*before, start, *steps, output]
    carried = ", ".join(cell.carried)
    return [
        f"states = [{zeros[0] if len(zeros) == 1 else '(' + ', '.join(zeros) + ')'}] * {layers}",
        start,
        steps[0],
        f"    for l in range({layers}):",
        f"        {', '.join(cell.weights)} = layers[l]",
        f"        {carried} = states[l]",
        *(f"    {step}" for step in steps[1:]),
        f"        states[l] = {carried}",
        "        x = h",
        output,
    ]
