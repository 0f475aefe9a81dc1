"""
Which of the forms on offer an Accept header likes best.

Source: RFC 9110, section 12.5.1: the most specific range that matches a form gives its weight; q=0 refuses it.
"""

from collections.abc import Sequence

__all__ = ["JSON", "PROBLEM_JSON", "SAFETENSORS", "preferred"]

JSON = "application/json"
PROBLEM_JSON = "application/problem+json"
SAFETENSORS = "application/vnd.safetensors"


def preferred(accept: str | None, offers: Sequence[str]) -> str | None:
    """Return the best liked offer, the first among equals, or None where the header refuses them all."""
    ranges = [_parse(part) for part in (accept or "").split(",") if part.strip()] or [("*/*", 1.0)]
    weights = [_weight(offer, ranges) for offer in offers]
    best = max(weights, default=0.0)
    return offers[weights.index(best)] if best > 0 else None


def _parse(part: str) -> tuple[str, float]:
    """Split "application/json;q=0.5" into its range and weight; a weight that is none counts as 1."""
    name, *parameters = (piece.strip().lower() for piece in part.split(";"))
    for parameter in parameters:
        key, _, value = parameter.partition("=")
        if key.strip() == "q":
            return name, _quality(value.strip())
    return name, 1.0


def _quality(value: str) -> float:
    try:
        quality = float(value)
    except ValueError:
        return 1.0
    return quality if 0 <= quality <= 1 else 1.0


def _weight(offer: str, ranges: Sequence[tuple[str, float]]) -> float:
    family = offer.split("/", maxsplit=1)[0]
    for pattern in (offer, f"{family}/*", "*/*"):
        found = [quality for name, quality in ranges if name == pattern]
        if found:
            return max(found)
    return 0.0
