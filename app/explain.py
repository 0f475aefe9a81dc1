"""
Pydantic's findings in our own sentences: what is wrong with a field, and how to mend it.

Source of the kinds: docs.pydantic.dev, "Validation errors".
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import orjson

from app.schemas import FieldError

__all__ = ["explain", "pointer_to"]

Finding = Mapping[str, Any]


def _limit(finding: Finding, name: str) -> str:
    return f"{finding['ctx'][name]:,}".removesuffix(".0")


def _example(finding: Finding) -> str:
    """Write what stands in such a place."""
    if "edits" in finding["loc"]:
        return '{"t": 2, "unit": 12, "value": -1.0}'
    return '{"text": "I am a boy"}'


def _beyond_64_bits(finding: Finding) -> bool:
    """Tell whether the value was a whole number that is too long for one, and so was read as a float."""
    return isinstance(finding["input"], float) and abs(finding["input"]) >= 2**63


MUST_BE: dict[str, Callable[[Finding], str]] = {
    "string_type": lambda _: "a string in quotation marks",
    "list_type": lambda _: "a list in square brackets",
    "dict_type": lambda _: 'an object such as {"h": [[0.5, …]]}',
    "model_type": lambda finding: f"an object such as {_example(finding)}",
    "model_attributes_type": lambda finding: f"an object such as {_example(finding)}",
    "int_type": lambda finding: "a whole number" + (" of at most 19 digits" if _beyond_64_bits(finding) else ""),
    "int_parsing": lambda _: "a whole number",
    "int_parsing_size": lambda _: "a whole number of at most a few digits",
    "float_type": lambda _: "a number",
    "bool_type": lambda _: "true or false",
    "greater_than_equal": lambda finding: f"at least {_limit(finding, 'ge')}",
    "less_than_equal": lambda finding: f"at most {_limit(finding, 'le')}",
    "string_too_long": lambda finding: f"at most {finding['ctx']['max_length']} characters long",
}


def explain(finding: Finding) -> FieldError:
    """Turn one of pydantic's findings into a sentence and the place it is about."""
    source, *path = finding["loc"]
    if finding["type"] == "sentence":
        path += finding["ctx"]["at"]
        detail = finding["ctx"]["detail"]
    elif finding["type"] == "missing":
        detail = f"{_place(path)} is missing; give it."
    elif must_be := MUST_BE.get(finding["type"]):
        detail = f"{_place(path)} must be {must_be(finding)}, not {_shown(finding['input'])}."
    else:
        detail = f"{_place(path)} cannot be used: {finding['msg']}."
    if source == "body":
        return FieldError(detail=detail, pointer=pointer_to(path))
    return FieldError(detail=detail, parameter=str(path[0]) if path else None)


def pointer_to(path: Sequence[str | int]) -> str:
    """Return the JSON pointer (RFC 6901): ["tokens", 3] -> "/tokens/3"."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in path)


def _place(path: Sequence[str | int]) -> str:
    """Name a place as people write it: ["initial", "h", 0] -> initial.h[0]."""
    if not path:
        return "The body"
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).removeprefix(".")


def _shown(value: Any) -> str:
    """Describe a value of the wrong kind in a few words."""
    if isinstance(value, dict | list):
        return "an object" if isinstance(value, dict) else "a list"
    if isinstance(value, str):
        return f"“{value if len(value) <= 40 else value[:39] + '…'}”"
    try:
        return orjson.dumps(value).decode()
    except TypeError:
        return "a number beyond 64 bits"
