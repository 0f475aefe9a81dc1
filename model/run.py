"""
The recurrence of one layer, in float64: over one sentence, and over many at once.

Glossary
    B T D H  sentences, time stamps, size of the input, of the hidden state
    x        (T, D)  input; of many sentences (N, D), one after another, N being the time stamps of all
    before   carried symbol -> (H,), its value at time stamp −1; of many sentences (B, H)
    xp       the array module, numpy or torch
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from model.cells import Cell
from model.edits import LayerEdits

__all__ = ["Doubles", "run", "run_many"]

Doubles = NDArray[np.float64]
Values = dict[str, Doubles]

NONE = LayerEdits()


def run(
    xp: Any,
    cell: Cell,
    w: Mapping[str, Any],
    x: Doubles,
    before: Mapping[str, Doubles],
    edits: LayerEdits = NONE,
) -> Values:
    """Run one sentence: x (T, D), before {name: (H,)} -> every symbol (T, size)."""
    put = _putting_on(xp, w)
    previous = {name: put(value) for name, value in before.items()}
    inputs = cell.inputs(w, put(x), edits.of_inputs())
    given = _read_by_step(inputs)
    rows = []
    for t in range(len(x)):
        row = cell.step(xp, w, {name: value[t] for name, value in given.items()}, previous, edits.of_step(t))
        previous = {name: row[name] for name in cell.carried}
        rows.append(row)
    H = next(iter(before.values())).shape[-1]
    values = {name: _on_host(value) for name, value in inputs.items()}
    for name in _stepped(cell, inputs):
        values[name] = _on_host(xp.stack([row[name] for row in rows])) if rows else np.zeros((0, H))
    return values


def run_many(
    xp: Any, cell: Cell, w: Mapping[str, Any], x: Doubles, lengths: Sequence[int], before: Mapping[str, Doubles]
) -> Values:
    """
    Run many sentences in one pass: at each time stamp those that still have a word, so that none is padded.

    x        (N, D)  sentence after sentence, the longest first
    lengths  B of them, falling
    before   {name: (B, H)}

    Returns every symbol, (N, size), in the order of x.
    """
    put = _putting_on(xp, w)
    previous = {name: put(value) for name, value in before.items()}
    inputs = cell.inputs(w, put(x))
    given = _read_by_step(inputs)
    begins = np.concatenate([[0], np.cumsum(lengths)[:-1]]).astype(np.int64)  # (B,)
    H = next(iter(before.values())).shape[-1]
    values = {name: _on_host(value) for name, value in inputs.items()}
    values |= {name: np.zeros((len(x), H)) for name in _stepped(cell, inputs)}
    for t in range(max(lengths, default=0)):
        B = sum(length > t for length in lengths)
        rows = begins[:B] + t  # (B,)
        step = cell.step(
            xp,
            w,
            {name: value[put(rows)] for name, value in given.items()},  # (B, H)
            {name: value[:B] for name, value in previous.items()},
        )
        previous = {name: step[name] for name in cell.carried}
        for name, value in step.items():
            values[name][rows] = _on_host(value)
    return values


def _read_by_step(inputs: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in inputs.items() if name != "x"}


def _stepped(cell: Cell, inputs: Mapping[str, Any]) -> list[str]:
    return [symbol.name for symbol in cell.symbols if symbol.name not in inputs]


def _putting_on(xp: Any, w: Mapping[str, Any]) -> Callable[[Any], Any]:
    """Return what puts a NumPy array where the weights are."""
    if xp is np:
        return lambda value: value
    import torch  # which the CPU path does without

    device = next(iter(w.values())).device
    return lambda value: torch.from_numpy(value).to(device)


def _on_host(value: Any) -> Doubles:
    array: Doubles = value if isinstance(value, np.ndarray) else value.cpu().numpy()
    return array
