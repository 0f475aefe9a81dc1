"""
What answers hold that say which units of a network mean something; as in app/schemas.py, each field with an example.

Glossary
    unit  of the last layer's hidden state h(t)
    AUC   how often the unit is higher (or, with sign −1, lower) where a property holds than where it does not
    ρ     Spearman's rank correlation
"""

from typing import Any, Literal

from app.schemas import Wire, field
from model.zoo import Model

__all__ = ["FindingsAnswer", "findings_of", "offered_of"]

_EXAMPLE: dict[str, Any] = {"tokens": ["Is", "it", "?"], "values": [0.98, -0.92, -0.99], "labels": [None, True, None]}
_INTERVAL = {"value": 0.953, "low": 0.938, "high": 0.968}


class Interval(Wire):
    """A figure with its 95 % interval, from a bootstrap over sentences."""

    value: float = field("The figure.", 0.953)
    low: float = field("The lower end of the interval.", 0.938)
    high: float = field("The upper end.", 0.968)


class Example(Wire):
    """A held-out sentence with the unit along it."""

    tokens: list[str] = field("The sentence.", ["Is", "it", "?"])
    values: list[float] = field("The unit at each time stamp.", [0.98, -0.92, -0.99])
    labels: list[bool | int | None] = field("The property at each; null where it is not told.", [None, True, None])


class Finding(Wire):
    """What one property of the text has to do with single units."""

    name: str = field("The property.", "question")
    thing: str = field("What the unit follows, in words.", "questions")
    rule: str = field("When the property holds, read off the text.", "The sentence ends with a question mark.")
    kind: Literal["yes/no", "count"] = field("What the property is.", "yes/no")
    figure: str = field("Which figure is stated.", "AUC", "Spearman’s ρ")
    unit: int | None = field(
        "The unit of the answer's `layer` and `symbol`, chosen on other sentences; null where there were too few.", 63
    )
    sign: int = field("+1 where high values go with the property, −1 where low ones do.", -1)
    value: Interval | None = field("The figure of that unit.", _INTERVAL)
    probe: Interval | None = field("That of a logistic or linear regression on the whole state.", _INTERVAL)
    positions: int = field("How many time stamps it was stated on.", 15359)
    sentences: int = field("In how many sentences.", 2882)
    offered: bool = field("Whether it is at least 0.8 (AUC) or 0.5 (ρ), and so worth looking at.", True)
    examples: list[Example] = field("Held-out sentences, first where the property holds.", [_EXAMPLE])


class HeldOut(Wire):
    """A part of the corpus that the network was not trained on."""

    split: str = field("Which part.", "valid", "test")
    sentences: int = field("How many sentences it has; of a model of characters, passages.", 2950)


class FindingsAnswer(Wire):
    """Which single units follow which properties of the text."""

    model: str = field("The model's id.", "rnn-tanh")
    layer: int = field("The layer whose units these are: the last one, 0 where there is no other.", 0, 1)
    symbol: str = field("The symbol whose units they are.", "h")
    chosen_on: HeldOut | None = field(
        "On which part the units were chosen; null where nothing was measured.", {"split": "valid", "sentences": 2950}
    )
    stated_on: HeldOut | None = field(
        "On which part their figures are stated; null where nothing was measured.", {"split": "test", "sentences": 2932}
    )
    findings: list[Finding] = field(
        "One for each property that was measured; none where nothing was.",
        [{"name": "question", "thing": "questions", "unit": 63, "sign": -1, "value": _INTERVAL, "offered": True}],
    )
    attribution: str | None = field("Where the examples are from.", "Tatoeba, CC BY 2.0 FR", None)


def findings_of(model: Model) -> dict[str, Any]:
    """Return the answer for a model."""
    found = model.findings or {}
    return {
        "model": model.id,
        "layer": found.get("layer", model.card.num_layers - 1),
        "symbol": model.network.cell.symbols[-1].name,
        "chosen_on": found.get("chosen_on"),
        "stated_on": found.get("stated_on"),
        "findings": found.get("properties", []),
        "attribution": found.get("attribution"),
    }


def offered_of(model: Model) -> list[dict[str, Any]]:
    """Return the findings that are worth looking at."""
    return [finding for finding in findings_of(model)["findings"] if finding["offered"]]
