"""
A property of a text's positions that can be told from the text alone, without annotation.

Glossary
    t      a position, the time stamp of a token
    label  what holds at t once token t has been read: True or False, or a count; None where it cannot be told, or
           where it would tell nothing but the token that has just been read
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

__all__ = ["Label", "Property"]

Label = bool | int | None


@dataclass(frozen=True)
class Property:
    """
    One property.

    name   how code names it
    thing  what a unit is said to follow: "questions"
    rule   how it is told from the text, in one sentence
    kind   whether its labels are yes or no, or counts
    tell   tokens -> a label for each
    """

    name: str
    thing: str
    rule: str
    kind: Literal["yes/no", "count"]
    tell: Callable[[Sequence[str]], list[Label]]
