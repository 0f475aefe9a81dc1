"""
What if: how a link writes what is to be otherwise, part by part, as static/js/interventions.js writes it.

    edit=h,2,12,-1        unit 12 of h at time stamp 2 is −1; edit=h,0-3,12-40,0,1 is several, in layer 1
    edit=h,all,12,0       unit 12 is silent throughout
    forget=2              nothing that was read before time stamp 2 gets through
    instead=2:dog         the word at time stamp 2 is another
    from=the+dog+barks    h(−1) is what the network has in mind after that sentence

They hold in the order in which they stand. One that cannot be had is left out, with a sentence that says which.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from app.texts import Texts
from model.cells import Symbol
from model.edits import Overwrite, Span, placed
from model.errors import BadText, ModelError
from model.text import MAX_TOKEN_LENGTH, UNKNOWN
from model.trace import Trace, trace
from model.zoo import Model

__all__ = [
    "Altered",
    "Edit",
    "Forget",
    "From",
    "Instead",
    "Intervention",
    "altered",
    "for_page",
    "forgetting",
    "interventions_of",
    "written",
]


@dataclass(frozen=True)
class Edit:
    """Units of a symbol set to a value."""

    symbol: str
    t: Span
    unit: Span
    value: float
    layer: int = 0
    kind: str = "edit"


@dataclass(frozen=True)
class Forget:
    """Everything before time stamp t forgotten."""

    t: int
    kind: str = "forget"


@dataclass(frozen=True)
class Instead:
    """Another word at time stamp t."""

    t: int
    word: str
    kind: str = "instead"


@dataclass(frozen=True)
class From:
    """The state after another sentence carried in as that before the first word."""

    text: str
    kind: str = "from"


Intervention = Edit | Forget | Instead | From

KEYS = ("edit", "forget", "instead", "from")
SPAN = r"\d{1,6}|\d{1,6}-\d{1,6}|all"
NUMBER = r"-?\d{1,9}(?:\.\d{1,12})?(?:e-?\d{1,2})?"
EDIT = re.compile(rf"(\w+),({SPAN}),({SPAN}),({NUMBER})(?:,(\d{{1,3}}))?", re.ASCII)
INSTEAD = re.compile(r"([0-9]{1,6}):(\S+)")


@dataclass(frozen=True)
class Altered:
    """
    A sentence with its interventions.

    trace     with them
    original  without them; None where there are none
    kept      those that could be had
    problem   a sentence on the first that could not
    """

    trace: Trace
    original: Trace | None
    kept: tuple[Intervention, ...]
    problem: str | None


def interventions_of(parts: Iterable[tuple[str, str]], texts: Texts) -> tuple[list[Intervention], str | None]:
    """Read the parts of a query, in order; with a sentence on the first that makes no sense."""
    found: list[Intervention] = []
    problem = None
    for key, value in parts:
        if key not in KEYS:
            continue
        read = _read(key, value)
        if read is None:
            problem = problem or texts("“{part}” in this link makes no sense; it is left out.").format(
                part=_shown(f"{key}={value}")
            )
        else:
            found.append(read)
    return found, problem


def altered(model: Model, text: str, interventions: Sequence[Intervention], texts: Texts) -> Altered:
    """Trace a sentence with its interventions, as far as they fit. Raises what `trace` does for the sentence itself."""
    plain = trace(model, text)
    kept: list[Intervention] = []
    words, problem = [token.text for token in plain.tokens], None
    edits: list[Overwrite] = []
    initial: dict[str, list[list[float]]] | None = None
    for each in interventions:
        try:
            match each:
                case Instead(t, word):
                    _fits(model, len(words), [Overwrite(t, 0, "h", "all", 0.0)])
                    _one_token(model, word)
                    words[t] = word
                case From(other):
                    initial = _state_after(model, other)
                case _:
                    more = _overwrites(model, each)
                    _fits(model, len(words), [*edits, *more])
                    edits += more
            kept.append(each)
        except ModelError as error:
            problem = problem or texts("“{part}” is left out: {why}").format(
                part=_shown(written(each)), why=error.detail
            )
    if not kept:
        return Altered(plain, None, (), problem)
    return Altered(trace(model, words, initial=initial, edits=edits), plain, tuple(kept), problem)


def forgetting(symbols: Sequence[Symbol]) -> list[str]:
    """
    Name the symbols that, set to 0, let nothing through from the time stamp before.

    Those are the products with what is carried, such as U h(t−1) and z∘h(t−1); where one stands in a longer sum, as
    f∘c(t−1) does, the gate in it.
    """
    found: list[str] = []
    for symbol in symbols:
        carried = [term for term in symbol.terms if any(factor.lag for factor in term.factors)]
        if carried and carried == list(symbol.terms):
            found.append(symbol.name)
        else:
            found += [factor.name for term in carried for factor in term.factors if not factor.lag]
    return found


def written(intervention: Intervention) -> str:
    """Write an intervention as a link has it."""
    match intervention:
        case Edit(symbol, t, unit, value, layer):
            of_layer = f",{layer}" if layer else ""
            return f"edit={symbol},{_span(t)},{_span(unit)},{value:.7g}{of_layer}"
        case Forget(t):
            return f"forget={t}"
        case Instead(t, word):
            return f"instead={t}:{word}"
        case From(text):
            return f"from={text}"


def for_page(interventions: Sequence[Intervention]) -> list[dict[str, Any]]:
    """Return interventions as the page's script has them."""
    return [asdict(each) for each in interventions]


def _read(key: str, value: str) -> Intervention | None:
    if key == "edit" and (found := EDIT.fullmatch(value)):
        symbol, t, unit, number, layer = found.groups()
        return Edit(symbol, _span_of(t), _span_of(unit), float(number), int(layer or 0))
    if key == "forget" and value.isascii() and value.isdigit() and len(value) <= 6:
        return Forget(int(value))
    if key == "instead" and (found := INSTEAD.fullmatch(value)) and len(found[2]) <= MAX_TOKEN_LENGTH:
        return Instead(int(found[1]), found[2])
    return From(value) if key == "from" and value.strip() else None


def _span_of(text: str) -> Span:
    if text == "all":
        return "all"
    first, _, last = text.partition("-")
    return (int(first), int(last)) if last else int(first)


def _span(span: Span) -> str:
    return f"{span[0]}-{span[1]}" if isinstance(span, tuple) else str(span)


def _shown(part: str) -> str:
    return part if len(part) <= 40 else part[:39] + "…"


def _overwrites(model: Model, each: Intervention) -> list[Overwrite]:
    match each:
        case Edit(symbol, t, unit, value, layer):
            return [Overwrite(t, layer, symbol, unit, value)]
        case Forget(t):
            names, layers = forgetting(model.network.cell.symbols), range(model.card.num_layers)
            return [Overwrite(t, layer, name, "all", 0.0) for layer in layers for name in names]
    raise AssertionError(each)


def _one_token(model: Model, word: str) -> None:
    """Raise BadText where a word cannot stand in the place of one token."""
    if model.vocabulary.kind == "characters" and len(word) > 1 and word != UNKNOWN:
        raise BadText(f"This model reads one character at a time, and “{_shown(word)}” is more.", "/tokens")
    trace(model, [word], top=0)


def _fits(model: Model, T: int, edits: list[Overwrite]) -> None:
    """Raise BadEdit where the edits do not fit a sentence of T words."""
    placed(model.network, T, edits)


def _state_after(model: Model, text: str) -> dict[str, list[list[float]]] | None:
    """Return the state after a sentence, as `initial` has it; None, which is zeros, after one without words."""
    found = trace(model, text, top=0)
    if not found.tokens:
        return None
    return {name: [layer.values[name][-1].tolist() for layer in found.layers] for name in model.network.cell.carried}
