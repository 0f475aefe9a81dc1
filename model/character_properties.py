"""
What can be told from the characters of a play without annotation.

Glossary
    line end  "↵", as a model of characters reads it, or that itself
    speaker   a line of its own that ends in a colon behind an empty line: "ROMEO:"
"""

from collections.abc import Sequence
from itertools import pairwise

from model.property import Label, Property

__all__ = ["CHARACTER_PROPERTIES"]

LINE_ENDS = frozenset("↵\n")
WITHIN_WORDS = frozenset("'’-")


def word_length(tokens: Sequence[str]) -> list[Label]:
    labels: list[Label] = []
    length = 0
    for token in tokens:
        length = length + 1 if token.isalpha() or (token in WITHIN_WORDS and length) else 0
        labels.append(length or None)
    return labels


def line_position(tokens: Sequence[str]) -> list[Label]:
    labels: list[Label] = []
    place = 0
    for token in tokens:
        labels.append(None if token in LINE_ENDS else place)
        place = 0 if token in LINE_ENDS else place + 1
    return labels


def line_end(tokens: Sequence[str]) -> list[Label]:
    labels: list[Label] = [None if a in LINE_ENDS else b in LINE_ENDS for a, b in pairwise(tokens)]
    return labels + [None] * bool(tokens)  # what comes behind the last is not known


def speaker(tokens: Sequence[str]) -> list[Label]:
    labels: list[Label] = []
    start, empty_before = 0, True
    for end in [t for t, token in enumerate(tokens) if token in LINE_ENDS]:
        line = tokens[start:end]
        names = empty_before and bool(line) and line[-1] == ":"
        labels += [names] * len(line) + [None]
        start, empty_before = end + 1, not line
    return labels + [None] * (len(tokens) - start)  # what a line that is cut off would be is not known


CHARACTER_PROPERTIES = (
    Property(
        "word-length",
        "the length of the word",
        "How many letters of the word have been read, this one included; told within words.",
        "count",
        word_length,
    ),
    Property(
        "line-position",
        "the position in the line",
        "How many characters of the line were read before this one.",
        "count",
        line_position,
    ),
    Property("line-end", "the end of a line", "The next character ends the line.", "yes/no", line_end),
    Property(
        "speaker",
        "the name of a speaker",
        "The line stands behind an empty one and ends with a colon.",
        "yes/no",
        speaker,
    ),
)
