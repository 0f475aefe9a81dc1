"""
What answers hold, each field with its meaning and an example; the OpenAPI document is made from these types.

They describe: answers are written straight from arrays (app/wire.py), and tests hold them against these types.
What answers about weights hold is in app/weights.py, derivations in app/derived.py, influences in app/memory.py.
static/js/types.js mirrors all.

Glossary
    D H V  size of the embedding, of the hidden state, of the vocabulary
"""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

__all__ = [
    "BatchAnswer",
    "Card",
    "CardWithSymbols",
    "Check",
    "FieldError",
    "Health",
    "Models",
    "Problem",
    "TraceAnswer",
    "VocabularyAnswer",
    "field",
    "optional",
]


def field(description: str, *examples: Any, **more: Any) -> Any:
    """Declare a field that is always there."""
    return Field(description=description, examples=list(examples), **more)


def optional(default: Any, description: str, *examples: Any, **more: Any) -> Any:
    """Declare a field that may be left out."""
    return Field(default, description=description, examples=list(examples), **more)


class Wire(BaseModel):
    """A value of an answer: exactly these fields."""

    model_config = ConfigDict(extra="forbid", strict=True)


_FACTORS = [{"name": "U", "lag": 0, "complement": False}, {"name": "h", "lag": 1, "complement": False}]
_PHI = {
    "name": "tanh",
    "label": "tanh",
    "torch": "torch.tanh",
    "range": (-1.0, 1.0),
    "slope": "1 − h²",
    "powers": [1.0, 0.0, -1.0],
    "curve": [(-0.5, -0.462117), (0.0, 0.0), (0.5, 0.462117)],
}
_SYMBOL = {
    "name": "Uh",
    "label": "U h(t−1)",
    "equation": "U h(t−1)",
    "range": None,
    "torch_name": None,
    "kind": "affine",
    "size": 64,
    "terms": [{"sign": 1, "factors": _FACTORS}],
    "code": "",
    "phi": None,
}


class Card(Wire):
    """What a person should know of a model before trusting it."""

    id: str = field("The model's name in addresses.", "rnn-tanh")
    title: str = field("Its name for people.", "Tanh network, 64 units")
    task: str = field("What it was trained to do.", "language model")
    cell: str = field("The kind of recurrent cell.", "rnn")
    activation: str = field("The cell's activation function φ.", "tanh")
    embedding_dim: int = field("D, the size of the input x(t).", 64)
    hidden_size: int = field("H, the number of hidden units per layer.", 64)
    num_layers: int = field("How many recurrent layers are stacked.", 1)
    vocab_size: int = field("V, how many tokens have an embedding, `<unk>` and `</s>` among them.", 5002)
    parameters: int = field("How many numbers were trained.", 653578)
    corpus: dict[str, Any] = field(
        "The text it was trained on: name, address, date, SHA-256, counts, attribution.", {"name": "Tatoeba"}
    )
    license: str = field("The licence of the weights.", "Apache-2.0")
    metrics: dict[str, Any] = field("Figures on held-out text.", {"perplexity": {"test": 23.58, "unigram": 223.91}})
    ranges: dict[str, float] = field(
        "For each symbol without bounds the 99.5th percentile of |value| on the validation set: where colour "
        "scales end.",
        {"a": 7.68},
    )
    training: dict[str, Any] = field("Seed, epochs, seconds and settings.", {"seed": 1})


class Factor(Wire):
    """A symbol or weight inside a term."""

    name: str = field("The symbol or weight.", "U")
    lag: int = field("How many time stamps earlier: 1 is its value at t−1.", 0, 1)
    complement: bool = field("Whether 1 minus it is meant, as in (1 − z)∘n.", False)


class Term(Wire):
    """A product with a sign, from left to right: a matrix times the vector after it, all else elementwise."""

    factors: list[Factor] = field("What is multiplied.", _FACTORS)
    sign: int = field("+1 or −1.", 1)


class Phi(Wire):
    """An activation function φ."""

    name: str = field("Its name, as a card's `activation`.", "tanh")
    label: str = field("Its name in formulas.", "tanh")
    torch: str = field("What torch calls it.", "torch.tanh")
    range: tuple[float, float] = field("The lowest and highest value it can take.", [-1.0, 1.0])
    slope: str = field("Its slope φ′(a), which needs only φ(a): h, or the symbol's own value.", "1 − h²", "r (1 − r)")
    powers: list[float] = field("The slope as a polynomial in h: the factors of 1, h, h² and so on.", [1.0, 0.0, -1.0])
    curve: list[tuple[float, float]] = field(
        "Points (a, φ(a)) to draw it by; between two of them a cubic with the slopes at both is within 0.001 of φ.",
        _PHI["curve"],
    )


class Symbol(Wire):
    """One named quantity of a cell, described well enough to draw and to derive it."""

    name: str = field("Its name in this API.", "Uh")
    label: str = field("Its name in formulas.", "U h(t−1)")
    equation: str = field("How it is computed.", "h(t) = tanh(a(t))")
    range: tuple[float, float] | None = field(
        "The lowest and highest value it can take; null where unbounded.", [-1.0, 1.0]
    )
    torch_name: str | None = field("What torch calls it; null where torch does not expose it.", "output")
    kind: Literal["input", "affine", "squash", "mix"] = field(
        "input: given; affine: a sum of terms; squash: φ of its one term; mix: elementwise, a sum of products.",
        "affine",
    )
    size: int = field("How many numbers it has at each time stamp.", 64)
    terms: list[Term] = field("What it is made of.", [{"sign": 1, "factors": _FACTORS}])
    code: str = field(
        "The line of PyTorch that computes it inside the loop over t; empty where another's line does.",
        "h = torch.tanh(a)",
    )
    phi: Phi | None = field(
        "The activation function of a squash; null for all else.",
        _PHI,
        None,
    )


class WeightPlace(Wire):
    """Where one weight is, and how large."""

    place: str = field("Our name for it, after its layer.", "layers.0.U")
    torch_name: str = field("What torch calls it.", "weight_hh_l0")
    shape: list[int] = field("Rows and columns, or the length.", [64, 64])


class Limits(Wire):
    """How many tokens a sentence may have."""

    traces: int = field("For its trace, and to be compared.", 512)
    influences: int = field("For its influences: fewer where the model carries many numbers.", 128)
    omissions: int = field("For a word of it to be left out.", 128)


class CardWithSymbols(Card):
    """A model's card with what it reads, and the activation function and the symbols of its cell."""

    reads: Literal["words", "characters"] = field(
        "What one token is: a word (or a mark), or a single character, where the space is ␣ and a line end ↵.", "words"
    )
    limits: Limits = field(
        "How many tokens a sentence may have, by what is asked of it.",
        {"traces": 512, "influences": 128, "omissions": 128},
    )
    phi: Phi = field(
        "The cell's activation function φ: that of the hidden state, or of what is proposed for it. The gates' own are "
        "on their symbols.",
        _PHI,
    )
    symbols: list[Symbol] = field("The cell's symbols, in the order in which they are computed.", [_SYMBOL])
    weights: list[WeightPlace] = field(
        "The weights: those of each layer, then the large ones.",
        [{"place": "layers.0.U", "torch_name": "weight_hh_l0", "shape": [64, 64]}],
    )


class Models(Wire):
    """The models there are."""

    models: list[Card] = field(
        "A card per model: first the one that pages open with, then the others in alphabetical order.",
        [{"id": "rnn-tanh", "title": "Tanh network, 64 units"}],
    )


class Word(Wire):
    """A word the model knows."""

    id: int = field("Its row in the embedding.", 57)
    token: str = field("How it is looked up: lower-cased.", "boy")
    spelling: str = field("How it is most often written within sentences.", "boy")
    count: int = field("How often it stands in the training text.", 4821)


class VocabularyAnswer(Wire):
    """Words the model knows."""

    words: list[Word] = field(
        "The words that begin so, the commonest first.", [{"id": 57, "token": "boy", "spelling": "boy", "count": 4821}]
    )
    total: int = field("How many words the model knows, `<unk>` and `</s>` not counted.", 5000)


class Token(Wire):
    """A word of the sentence at its time stamp."""

    t: int = field("The time stamp; the first is 0.", 0)
    text: str = field("The token as typed; of a model of characters the space is ␣ and a line end ↵.", "I", "␣")
    id: int = field("The row of the embedding that it is read as.", 4)
    known: bool = field("Whether the model knows it; if not, it reads `<unk>`, row 0.", True)


class Layer(Wire):
    """The values of one layer."""

    initial: dict[str, list[float]] = field("Each carried symbol at time stamp −1: H numbers.", {"h": [0.0, 0.0]})
    values: dict[str, list[list[float]]] = field(
        "Each symbol: a row per time stamp; row t is time stamp t.", {"h": [[0.31, -0.87], [0.12, 0.44]]}
    )


class Prediction(Wire):
    """A possible next token."""

    token: str = field("The token in its commonest spelling; `</s>` is the end of the sentence.", "good")
    probability: float = field("Its probability, over all words and `</s>`, not `<unk>`.", 0.071, ge=0, le=1)


class Output(Wire):
    """What the network says after reading token t."""

    t: int = field("The time stamp.", 3)
    top: list[Prediction] = field(
        "The likeliest next tokens, the likeliest first.", [{"token": ".", "probability": 0.4}]
    )
    surprisal: float | None = field(
        "−ln p(token t+1 | tokens 0 … t), in nats. Null at the last time stamp, unless `end` was asked for, and "
        "where token t+1 is unknown.",
        2.65,
    )
    why: str | None = field("Why there is no surprisal, where token t+1 is unknown.", "unknown word")


class Check(Wire):
    """How far the values lie from computations that share no line with the one that made them."""

    against: str = field("What they were held against.", "torch.nn.RNN and NumPy in float64")
    symbols: list[str] = field("The symbols compared.", ["x", "Wx", "Uh", "a", "h"])
    values: int = field("How many numbers were compared.", 1280)
    edited: int = field("How many were left out, for an edit set them.", 0, 1)
    tolerance: float = field("The largest difference that passes: 10⁻⁵ · max(1, the largest |value| compared).", 1e-5)
    max_abs_difference: float = field("The largest difference found.", 1.2e-7)


class Edit(Wire):
    """A part of the trace that was overwritten."""

    t: int | tuple[int, int] | Literal["all"] = field("At which time stamps; of two, the first and the last.", 2)
    layer: int = field("In which layer.", 0)
    symbol: str = field("The symbol.", "h")
    unit: int | tuple[int, int] | Literal["all"] = field("Which units; of two, the first and the last.", 12)
    value: float = field("What was put there.", -1.0)


class Original(Wire):
    """The same sentence without the edits."""

    layers: list[Layer] = field(
        "The values, layer by layer from the input up.",
        [{"initial": {"h": [0.0, 0.0]}, "values": {"h": [[0.31, -0.87], [0.12, 0.44]]}}],
    )
    outputs: list[Output] = field(
        "What the network says after each token.",
        [{"t": 0, "top": [{"token": "am", "probability": 0.2}], "surprisal": 1.6, "why": None}],
    )


class TraceAnswer(Wire):
    """What the network did with one sentence."""

    model: str = field("The model's id.", "rnn-tanh")
    tokens: list[Token] = field("The tokens, one per time stamp.", [{"t": 0, "text": "I", "id": 4, "known": True}])
    symbols: list[Symbol] = field("The symbols returned, in the order in which they are computed.", [_SYMBOL])
    layers: list[Layer] = field(
        "The values, layer by layer from the input up.",
        [{"initial": {"h": [0.0, 0.0]}, "values": {"h": [[0.31, -0.87], [0.12, 0.44]]}}],
    )
    outputs: list[Output] = field(
        "What the network says after each token.",
        [{"t": 0, "top": [{"token": "am", "probability": 0.2}], "surprisal": 1.6, "why": None}],
    )
    check: Check | None = optional(
        None,
        "Only where `check` was asked for.",
        {
            "against": "torch.nn.RNN",
            "symbols": ["h"],
            "values": 256,
            "edited": 0,
            "tolerance": 1e-5,
            "max_abs_difference": 1.2e-7,
        },
    )
    edits: list[Edit] | None = optional(
        None,
        "What was overwritten, in this order; only where `edits` were asked for.",
        [{"t": 2, "layer": 0, "symbol": "h", "unit": 12, "value": -1.0}],
    )
    original: Original | None = optional(None, "Only where `original` was asked for.", {"layers": [], "outputs": []})


class SentenceTrace(Wire):
    """What the network did with one sentence of several."""

    tokens: list[Token] = field("The tokens, one per time stamp.", [{"t": 0, "text": "I", "id": 4, "known": True}])
    layers: list[Layer] = field(
        "The values, layer by layer from the input up.",
        [{"initial": {"h": [0.0, 0.0]}, "values": {"h": [[0.31, -0.87], [0.12, 0.44]]}}],
    )
    outputs: list[Output] = field(
        "What the network says after each token.",
        [{"t": 0, "top": [{"token": "am", "probability": 0.2}], "surprisal": 1.6, "why": None}],
    )


class BatchAnswer(Wire):
    """What the network did with each of many sentences."""

    model: str = field("The model's id.", "rnn-tanh")
    symbols: list[Symbol] = field("The symbols returned, in the order in which they are computed.", [_SYMBOL])
    traces: list[SentenceTrace] = field(
        "A trace per sentence, in the order asked.", [{"tokens": [], "layers": [], "outputs": []}]
    )


class Health(Wire):
    """How the server is."""

    status: Literal["alive", "ready"] = field("alive: it answers; ready: it can trace.", "ready")


class FieldError(Wire):
    """What is wrong with one field of a request."""

    detail: str = field("What is wrong, and how to mend it.", "Token 3 is empty: leave it out.")
    pointer: str | None = optional(None, "Where in the body (RFC 6901); an empty one is the whole body.", "/tokens/3")
    parameter: str | None = optional(None, "Which parameter of the query, where that is to blame.", "limit")


class Problem(Wire):
    """What went wrong, as RFC 9457 has it."""

    type: str = field("about:blank: the status says which kind of problem it is.", "about:blank")
    title: str = field("The status in words.", "Unprocessable content")
    status: int = field("The HTTP status.", 422)
    detail: str = field("What is wrong with this request, and how to mend it.", "Token 3 is empty: leave it out.")
    pointer: str | None = optional(None, "Where in the body the first of `errors` is (RFC 6901).", "/tokens/3")
    errors: list[FieldError] | None = optional(
        None,
        "With status 422 the fields at fault: every one of a wrong form, of a list only its first bad entry; where all "
        "forms are right, the first field that does not fit. With status 400 the one that holds NaN or an infinity.",
        [{"detail": "Token 3 is empty: leave it out.", "pointer": "/tokens/3"}],
    )
