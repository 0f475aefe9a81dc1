"""
What answers hold that say how one number came about; as in app/schemas.py, each field with its meaning and an example.

Glossary
    t i k j  time stamp, unit of h(t), unit of h(t−1), dimension of x(t)
    w        row of an output word
"""

from typing import Any

from app.schemas import Factor, Wire, field

__all__ = ["DerivationAnswer", "WordDerivationAnswer"]

_PRODUCT = {"index": 9, "weight": 0.186, "value": -0.849, "product": -0.158}
_VECTOR = {"name": "h", "lag": 1, "complement": False}
_MULTIPLIER = {"name": "r", "lag": 0, "complement": False, "value": 0.42}
_GROUP: dict[str, Any] = {
    "symbol": "Uh",
    "weight": "U",
    "torch_name": "weight_hh_l0",
    "vector": _VECTOR,
    "total": -0.137,
    "terms": [_PRODUCT],
    "multipliers": [],
}


class Product(Wire):
    """One weight times one value."""

    index: int = field("Which entry of the vector: a unit of h(t−1) or of h(t), or a dimension of x(t).", 9)
    weight: float = field("The weight, such as U[i, k].", 0.186)
    value: float = field("What it multiplies, such as h(t−1)[k].", -0.849)
    product: float = field("The two multiplied, and with all multipliers of the group.", -0.158)


class Multiplier(Wire):
    """A symbol that multiplies a whole group; to derive it, ask for the same unit of it, `lag` time stamps earlier."""

    name: str = field("The symbol, such as a gate.", "r")
    lag: int = field("How many time stamps earlier: 1 is its value at t−1.", 0, 1)
    complement: bool = field("Whether 1 minus it multiplies, as in (1 − z)∘n.", False)
    value: float = field("What multiplies: the unit's value, or 1 minus it.", 0.42)


class Group(Wire):
    """The terms that share a weight; or one product of symbols, unit by unit, as gates make them: f(t)∘c(t−1)."""

    symbol: str | None = field("The symbol that they add up to, multipliers apart; null for all else.", "Uh", None)
    weight: str | None = field("The weight, under the cell's name; null for a product of symbols.", "U", "b_hh", None)
    torch_name: str | None = field("What torch calls it.", "weight_hh_l0", "weight_hh_l0[0:64]", None)
    vector: Factor | None = field(
        "The symbol whose entries are the terms' values; null for a bias and for a product of symbols.", _VECTOR, None
    )
    total: float = field("The terms added up, the bias, or the product, all multipliers included.", -0.137)
    terms: list[Product] = field(
        "Every term, the largest |product| first; none for a bias and for a product of symbols.", [_PRODUCT]
    )
    multipliers: list[Multiplier] = field(
        "What multiplies it all, from left to right; of a product of symbols, all its factors.", [], [_MULTIPLIER]
    )


class Row(Wire):
    """The row of the embedding that an input is read from."""

    id: int = field("The row.", 7)
    token: str = field("The token read there; `<unk>` for every unknown one.", "a")
    torch_name: str = field("What torch calls the embedding.", "embedding.weight")


class Below(Wire):
    """The symbol of the layer below that an input is."""

    layer: int = field("The layer.", 0)
    symbol: str = field("Its symbol; the unit is the same.", "h")


class Edited(Wire):
    """That an edit set a value."""

    edit: int = field("Which of the request's `edits`; of two, the later.", 0)
    equation: float = field("What the equation gives there.", 0.31)


class DerivationAnswer(Wire):
    """How one unit of a symbol at one time stamp came about."""

    model: str = field("The model's id.", "rnn-tanh")
    t: int = field("The time stamp.", 2)
    layer: int = field("The layer, 0 next to the input.", 0)
    symbol: str = field("The symbol.", "h")
    unit: int = field("Its unit; for x, the dimension.", 12)
    groups: list[Group] = field("What was added up, in the order in which the cell tells it; none for x.", [_GROUP])
    row: Row | None = field(
        "For x of the lowest layer, the row of the embedding that it is; null for all else.",
        {"id": 7, "token": "a", "torch_name": "embedding.weight"},
        None,
    )
    below: Below | None = field(
        "For x of a higher layer, what it is; null for all else.", {"layer": 0, "symbol": "h"}, None
    )
    a: float | None = field(
        "The groups added up, in float64: for φ(a) its argument, else the symbol itself; null for x.", -0.0176
    )
    value: float = field("The value in the trace.", -0.0176)
    slope: float | None = field("φ′ at a, for a symbol φ(a); null for all else.", 0.9997)
    torch: float = field("The value by an independent computation, `oracle`, in float64.", -0.0176)
    difference: float = field("|value − torch|.", 6.2e-10)
    oracle: str = field("What computed `torch`.", "torch.nn.RNN", "torch.nn.GRU", "NumPy in float64")
    edited: Edited | None = field(
        "Null unless an edit set `value`; then `a`, `slope`, `torch` and `difference` are of what the equation gives.",
        None,
        {"edit": 0, "equation": 0.31},
    )
    word: None = field("Null: only the derivation of an output word has one.", None)


class OutputWord(Wire):
    """A token that the network may say next."""

    id: int = field("Its row of the output weight.", 73)
    token: str = field("Its commonest spelling; `</s>` is the end of the sentence.", "good")


class WordDerivationAnswer(Wire):
    """How the probability of one output word after token t came about."""

    model: str = field("The model's id.", "rnn-tanh")
    t: int = field("The time stamp.", 2)
    word: OutputWord = field("The word.", {"id": 73, "token": "good"})
    weight: str = field("What torch calls the weight whose row is multiplied with h(t).", "output.weight")
    terms: list[Product] = field("W_y[w, k] · h(t)[k] for every unit k, the largest first.", [_PRODUCT])
    total: float = field("The terms added up.", 5.267)
    bias: float = field("b_y[w].", 2.344)
    logit: float = field("y[w] = total + bias.", 7.61)
    log_sum_exp: float = field("ln Σ exp y over all words and `</s>`, not `<unk>`.", 10.64)
    probability: float = field("p[w] = exp(logit − log_sum_exp).", 0.0483, ge=0, le=1)
    torch: float = field("The probability by an independent computation, `oracle`, in float64.", 0.0483)
    difference: float = field("|probability − torch|.", 7.9e-10)
    oracle: str = field("What computed `torch`.", "torch.nn.functional.softmax")
