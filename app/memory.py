"""
What requests about memory may hold, and what is answered: how far back it reaches, and what a word left out changes.
As in app/schemas.py, each field with its meaning and an example.

Glossary
    s t T  time stamps with s ≤ t, and their number; k = t − s
    S J    the whole carried state: h, and c where there is one, of all layers; J(t) = ∂S(t)/∂S(t−1)
    L(t)   −ln p(token t+1 | tokens 0 … t), in nats
    ‖M‖    spectral norm of a matrix, length of a vector
"""

from app.requests import Sentence
from app.schemas import Token, Wire, field, optional
from model.trace import MAX_TOP

__all__ = ["InfluenceAnswer", "InfluenceRequest", "OmissionAnswer", "OmissionRequest"]

_TRIANGLE = [[1.0], [0.54, 1.0], [0.31, 0.83, 1.0]]
_TOKEN = {"t": 0, "text": "I", "id": 4, "known": True}


def _end() -> bool:
    end: bool = optional(
        False,
        "Whether the sentence ends here: if so, L of the last time stamp is that of the end of the sentence. A model "
        "of characters knows no end.",
        True,
    )
    return end


class InfluenceRequest(Sentence):
    """A sentence whose influences are asked for, as `text` or as ready `tokens`."""

    end: bool = _end()


class LayerInfluences(Wire):
    """One layer's influences: each matrix a row per t, of the numbers for s = 0 … t."""

    norms: dict[str, list[list[float]]] = field(
        "`h_from_h`: ‖∂h(t)/∂h(s)‖, the other carried state held; `c_from_c` likewise where there is a c; `h_from_x`: "
        "‖∂h(t)/∂x(s)‖, x being the embedding. At true magnitude; 1 where s = t for the first two.",
        {"h_from_h": _TRIANGLE, "h_from_x": _TRIANGLE},
    )
    gradients: dict[str, list[list[float]]] = field(
        "For each carried symbol ‖∂L(t)/∂symbol(s)‖, what is computed from the symbol moving with it; all 0 in a row "
        "without a target.",
        {"h": [[1.2], [0.4, 0.9]]},
    )
    reach: dict[str, list[int | None]] = field(
        "For each carried symbol and each t the first k ≥ 1 at which that gradient is below a tenth of what it is at "
        "k = 0; null where that is not within this sentence, or where t has no target.",
        {"h": [None, None, 2]},
    )


class InfluenceAnswer(Wire):
    """What each time stamp of a sentence owes to those before it, by automatic differentiation in float64."""

    model: str = field("The model's id.", "rnn-tanh")
    tokens: list[Token] = field("The tokens, one per time stamp.", [_TOKEN])
    targets: list[str | None] = field(
        "For each t the token whose L(t) is meant, the one that came at t+1; null where none came or it is unknown.",
        ["am", None],
    )
    layers: list[LayerInfluences] = field(
        "Layer by layer from the input up.",
        [{"norms": {"h_from_h": _TRIANGLE}, "gradients": {"h": _TRIANGLE}, "reach": {"h": [None, None, 2]}}],
    )
    word_gradient: list[list[float]] = field(
        "‖∂ ln p(token t+1)/∂x(s)‖: a row per t, of the numbers for s = 0 … t.", [[1.1], [0.2, 0.7]]
    )
    steps: list[float] = field("‖J(t)‖ for each t, of the whole carried state.", [1.9, 2.3, 1.7])
    products: list[list[float]] = field("‖J(t) ⋯ J(s+1)‖: what truly became of a change in the state.", _TRIANGLE)
    bounds: list[list[float]] = field(
        "‖J(t)‖ ⋯ ‖J(s+1)‖, the upper bound, as if every step stretched most what the last one had stretched most.",
        [[1.0], [2.3, 1.0], [3.9, 1.7, 1.0]],
    )
    growth: list[list[float | None]] = field(
        "ln ‖J(t) ⋯ J(s+1)‖ / (t − s), the mean growth per step, in nats; 0 where s = t, null where the product is 0.",
        [[0.0], [-0.62, 0.0]],
    )


class OmissionRequest(Sentence):
    """A sentence, as `text` or as ready `tokens`, and which of its words to do without."""

    s: int = field("The time stamp of the word, from 0 up.", 1, ge=0)
    instead: str | None = optional(
        None,
        "A word to read in its place; one that the model does not know, such as `<unk>`, is read as unknown. Left out "
        "or null, the word is deleted, and those after it are read one time stamp earlier.",
        "<unk>",
    )
    top: int = optional(5, "How many of the likeliest next tokens of each sentence to return.", 3, ge=0, le=MAX_TOP)
    end: bool = _end()


class PairOfProbabilities(Wire):
    """The probability of a possible next token in both sentences."""

    token: str = field("The token in its commonest spelling; `</s>` is the end of the sentence.", "good")
    before: float = field("In the sentence as it is.", 0.071, ge=0, le=1)
    after: float | None = field("In the altered one; null where nothing has been read yet.", 0.054)


class ComparedOutput(Wire):
    """What the network says after reading token t, in both sentences."""

    t: int = field("The time stamp in the sentence as it is.", 3)
    token: str | None = field("The token that came at t+1; null where none came or it is unknown.", ".")
    before: float | None = field("Its surprisal in the sentence as it is, in nats; null without a token.", 1.31)
    after: float | None = field("Its surprisal in the altered one.", 1.75)
    change: float | None = field("after − before: above 0, the word at s helped to foresee the token.", 0.44)
    top: list[PairOfProbabilities] = field(
        "The likeliest next tokens of both, those of the sentence as it is first.",
        [{"token": "good", "before": 0.071, "after": 0.054}],
    )


class OmissionAnswer(Wire):
    """What the predictions would be without one word."""

    model: str = field("The model's id.", "rnn-tanh")
    tokens: list[Token] = field("The tokens of the sentence as it is.", [_TOKEN])
    s: int = field("The time stamp of the altered word.", 1)
    instead: Token | None = field(
        "What is read in its place (its `t` is 0); null where the word is deleted.",
        {"t": 0, "text": "<unk>", "id": 0, "known": False},
        None,
    )
    outputs: list[ComparedOutput] = field(
        "One for each t from s on.",
        [{"t": 3, "token": ".", "before": 1.31, "after": 1.75, "change": 0.44, "top": []}],
    )
    changes: list[list[float | None]] = field(
        "Every word altered so in its turn: a row per t, of the changes in L(t) for s = 0 … t; null where it has none.",
        [[None], [0.31, 0.12]],
    )
