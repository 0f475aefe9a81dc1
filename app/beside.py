"""
What requests for a comparison may hold, and what is answered; as in app/schemas.py, each field with an example.

Glossary
    one other  the two readings, each a network and a sentence
"""

from typing import Self

from pydantic import ConfigDict, model_validator

from app.requests import Asked, EditRequest, Rows, Sentence, edited, initial_state, refusal
from app.schemas import Token, Wire, field, optional
from model.trace import MAX_TOP

__all__ = ["ComparisonAnswer", "ComparisonRequest"]

_TOKEN = {"t": 0, "text": "the", "id": 4, "known": True}
_BESIDE = {"token": "are", "one": 0.009, "other": 0.391}
_SIDE = {"model": "rnn-tanh", "tokens": [_TOKEN]}


class OtherReading(Asked):
    """What to compare with: another network, another sentence, or the same with something changed."""

    model_config = ConfigDict(strict=True)

    model: str | None = optional(None, "The other model's id; the same model where left out.", "gru")
    text: str | None = optional(None, "The other sentence; the same one where left out.", "the dogs near the house")
    tokens: list[str] | None = optional(
        None,
        "The other sentence as ready tokens. Give either `text` or `tokens`, or neither.",
        ["the", "dogs"],
        fail_fast=True,
    )
    edits: list[EditRequest] = edited()
    initial: dict[str, Rows] | None = initial_state()

    @model_validator(mode="after")
    def _text_or_tokens(self) -> Self:
        if self.text is not None and self.tokens is not None:
            raise refusal("Give either text or tokens, not both; leave one of them out.", "tokens")
        return self


class ComparisonRequest(Sentence):
    """A sentence, as `text` or as ready `tokens`, and what to compare its reading with."""

    edits: list[EditRequest] = edited()
    initial: dict[str, Rows] | None = initial_state()
    other: OtherReading = field("What to compare with.", {"model": "gru"}, {"text": "the dogs near the house"})
    top: int = optional(5, "How many of the likeliest next tokens of each to return.", 3, ge=0, le=MAX_TOP)
    end: bool = optional(
        False, "Whether both sentences end here: if so, each last surprisal is that of the end of the sentence.", True
    )


class ReadingSide(Wire):
    """A network and what it read."""

    model: str = field("The model's id.", "rnn-tanh")
    tokens: list[Token] = field("The tokens, one per time stamp.", [_TOKEN])


class BesideProbabilities(Wire):
    """The probability of a possible next token in both readings."""

    token: str = field("The token in its commonest spelling; `</s>` is the end of the sentence.", "are")
    one: float | None = field("In the first reading; null where its sentence is over.", 0.009)
    other: float | None = field("In the other one.", 0.391)


class ComparedStamp(Wire):
    """Both readings after token t."""

    t: int = field("The time stamp.", 1)
    divergence: float | None = field(
        "The Jensen–Shannon divergence of the two predictions, in bits: 0 where they are the same, 1 where they have "
        "nothing in common; null where one of the sentences is over.",
        0.359,
    )
    distance: float | None = field(
        "‖h_one(t) − h_other(t)‖ over all units of the last layer; null where their units do not correspond, or one "
        "of the sentences is over.",
        3.31,
    )
    one: float | None = field(
        "−ln p(token t+1) of the first reading, in nats; null where none came or it is unknown.", 10.98
    )
    other: float | None = field("That of the other one.", 10.94)
    top: list[BesideProbabilities] = field(
        "The likeliest next tokens of the first, then those of the other that are not among them.", [_BESIDE]
    )


class ComparisonAnswer(Wire):
    """Two readings side by side, time stamp by time stamp."""

    one: ReadingSide = field("The first network, and what it read.", _SIDE)
    other: ReadingSide = field("The other one.", _SIDE)
    corresponds: bool = field(
        "Whether unit i of one is unit i of the other: true where both are the same network, or checkpoints of one "
        "training. In two trained separately, unit 12 of one has nothing to do with unit 12 of the other.",
        True,
    )
    stamps: list[ComparedStamp] = field(
        "One for each time stamp of the longer sentence.",
        [{"t": 1, "divergence": 0.359, "distance": 3.31, "one": 10.98, "other": 10.94, "top": [_BESIDE]}],
    )
