"""
What the units of a model of characters follow: for each of a few things that can be told from the text, the unit whose
value goes most nearly with it.

Glossary
    N H      characters read, units of the last layer
    h        (N, H)  hidden states
    place    (N,)  how many characters the line, or the word, has so far
    speaker  (N,)  1 within a line that names who speaks, such as "ROMEO:", else 0
    r        (H,)  Pearson's correlation of each unit with one of these
"""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from model.network import Floats
from model.text import LINE_END, SPACE

__all__ = ["follows", "line_place", "speaker", "word_place"]

Doubles = NDArray[np.float64]


def follows(h: Floats, told: Mapping[str, Sequence[float]]) -> dict[str, dict[str, float]]:
    """Return for each thing told, (N,), the unit that follows it best and their correlation: h (N, H)."""
    return {name: _best(h.astype(np.float64), np.array(values, np.float64)) for name, values in told.items()}


def _best(h: Doubles, told: Doubles) -> dict[str, float]:
    centred, other = h - h.mean(axis=0), told - told.mean()  # (N, H), (N,)
    lengths = np.linalg.norm(centred, axis=0) * np.linalg.norm(other)  # (H,)
    r = centred.T @ other / np.where(lengths > 0, lengths, 1)  # (H,)
    unit = int(np.abs(r).argmax())
    return {"unit": unit, "correlation": float(r[unit])}


def line_place(passage: Sequence[str]) -> list[int]:
    """Return how many characters the line has, each included; a line end is the last of its line."""
    return _since(passage, {LINE_END})


def word_place(passage: Sequence[str]) -> list[int]:
    """Likewise of the word, with the space or line end behind it."""
    return _since(passage, {LINE_END, SPACE})


def _since(passage: Sequence[str], ends: set[str]) -> list[int]:
    places, place = [], 0
    for character in passage:
        place += 1
        places.append(place)
        place = 0 if character in ends else place
    return places


def speaker(passage: Sequence[str]) -> list[int]:
    """Return 1 within each line that ends in a colon and follows an empty line or begins the passage."""
    told: list[int] = []
    before = ""
    for line in "".join(passage).split(LINE_END):
        told += [int(not before and line.endswith(":"))] * (len(line) + 1)
        before = line
    return told[: len(passage)]
