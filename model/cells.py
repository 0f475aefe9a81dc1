"""
The equations of each recurrent cell, written once, over operations that NumPy arrays and torch tensors share.

Glossary
    T D H      time stamps, size of the input, size of the hidden state
    x          (T, D)  input at t: the word's embedding x(t)
    h          (T, H)  hidden state h(t); the state before the first word is h(−1)
    W          (H, D)  input-to-hidden weight, torch's weight_ih
    U          (H, H)  hidden-to-hidden weight, torch's weight_hh
    b_ih b_hh  (H,)    the two biases torch keeps
    Wx Uh      (T, H)  W x(t) and U h(t−1), without bias
    a          (T, H)  pre-activation: what φ squashes
    φ                  activation function: tanh, or the logistic sigmoid σ
    xp                 the array module, numpy or torch

A cell has two halves. `inputs` is all that does not need the state, computed for every t at once. `step` is
the rest: given the states before each step it works alike on one time stamp, (H,), and on all, (T, H).

Source: Elman, "Finding structure in time", 1990; the form with two biases is that of torch.nn.RNN.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

__all__ = ["ACTIVATIONS", "CELLS", "Activation", "Cell", "Factor", "RNNCell", "Symbol", "Term", "cell_of"]

Array = Any
"""A NumPy array or a torch tensor: the equations do not ask which."""

Arrays = Mapping[str, Array]


@dataclass(frozen=True)
class Factor:
    """A symbol or weight inside a term; lag 1 means its value at the time stamp before."""

    name: str
    lag: int = 0


@dataclass(frozen=True)
class Term:
    """A product of factors with a sign; a matrix times a vector is a product too."""

    factors: tuple[Factor, ...]
    sign: int = 1


@dataclass(frozen=True)
class Symbol:
    """
    One named quantity of a cell, described well enough for a view to draw and to derive it unseen.

    size        which of the network's sizes it has, "D" or "H"
    range       (lowest, highest) value it can take; None where unbounded
    torch_name  what torch calls it; None where torch does not expose it
    code        the line of PyTorch that computes it inside the loop over t; empty where another's line does
    kind        input: given; affine: a sum of terms; squash: φ of its one term; mix: elementwise, a sum of
                products
    """

    name: str
    label: str
    equation: str
    size: Literal["D", "H"]
    range: tuple[float, float] | None
    torch_name: str | None
    kind: Literal["input", "affine", "squash", "mix"]
    terms: tuple[Term, ...] = ()
    code: str = ""


@dataclass(frozen=True)
class Activation:
    """
    φ, with its range and its slope written in terms of h = φ(a) alone.

    function   (xp, a) -> φ(a), elementwise
    slope      h -> φ′(a), needing only h; slope_label writes it
    torch      what torch calls it
    saturated  h -> where φ′ is below 0.19 of its maximum
    """

    name: str
    label: str
    torch: str
    range: tuple[float, float]
    function: Callable[[Any, Array], Array]
    slope: Callable[[Array], Array]
    slope_label: str
    saturated: Callable[[Array], Array]


ACTIVATIONS = {
    "tanh": Activation(
        name="tanh",
        label="tanh",
        torch="torch.tanh",
        range=(-1.0, 1.0),
        function=lambda xp, a: xp.tanh(a),
        slope=lambda h: 1 - h * h,
        slope_label="1 − h²",
        saturated=lambda h: abs(h) > 0.9,
    ),
    "sigmoid": Activation(
        name="sigmoid",
        label="σ",
        torch="torch.sigmoid",
        range=(0.0, 1.0),
        function=lambda xp, a: 0.5 * (1 + xp.tanh(0.5 * a)),  # never overflows, unlike 1 / (1 + exp(−a))
        slope=lambda h: h * (1 - h),
        slope_label="h (1 − h)",
        saturated=lambda h: abs(h - 0.5) > 0.45,
    ),
}


class Cell:
    """
    What every cell offers.

    weights  our names of its weights, in torch's order: name -> stem of torch's name
    carried  the symbols handed from one time stamp to the next
    symbols  all its quantities, in the order in which they are computed
    """

    name: ClassVar[str]
    weights: ClassVar[Mapping[str, str]]
    carried: ClassVar[tuple[str, ...]]
    activation: Activation
    symbols: tuple[Symbol, ...]

    def inputs(self, w: Arrays, x: Array) -> dict[str, Array]:
        """Return the symbols that need no state, for every time stamp at once: x (T, D) -> {name: (T, H)}."""
        raise NotImplementedError

    def step(self, xp: Any, w: Arrays, inputs: Arrays, previous: Arrays) -> dict[str, Array]:
        """Return the other symbols: inputs and the states before, each (H,) or (T, H) -> {name: likewise}."""
        raise NotImplementedError


class RNNCell(Cell):
    """The vanilla (Elman) cell: h(t) = φ(W x(t) + b_ih + U h(t−1) + b_hh)."""

    name = "rnn"
    weights: ClassVar[Mapping[str, str]] = {
        "W": "weight_ih",
        "U": "weight_hh",
        "b_ih": "bias_ih",
        "b_hh": "bias_hh",
    }
    carried = ("h",)

    def __init__(self, activation: str = "tanh") -> None:
        self.activation = phi = ACTIVATIONS[activation]
        self.symbols = (
            Symbol("x", "x(t)", "x(t) = embedding of token t", "D", None, "input", "input", code="x = E[ids[t]]"),
            Symbol("Wx", "W x(t)", "W x(t)", "H", None, None, "affine", (Term((Factor("W"), Factor("x"))),)),
            Symbol(
                "Uh",
                "U h(t−1)",
                "U h(t−1)",
                "H",
                None,
                None,
                "affine",
                (Term((Factor("U"), Factor("h", 1))),),
            ),
            Symbol(
                "a",
                "a(t)",
                "a(t) = U h(t−1) + b_hh + W x(t) + b_ih",
                "H",
                None,
                None,
                "affine",
                tuple(Term((Factor(name),)) for name in ("Uh", "b_hh", "Wx", "b_ih")),
                code="a = U @ h + b_hh + W @ x + b_ih",
            ),
            Symbol(
                "h",
                "h(t)",
                f"h(t) = {phi.label}(a(t))",
                "H",
                phi.range,
                "output",
                "squash",
                (Term((Factor("a"),)),),
                code=f"h = {phi.torch}(a)",
            ),
        )

    def inputs(self, w: Arrays, x: Array) -> dict[str, Array]:
        return {"Wx": x @ w["W"].T}  # (T, H)

    def step(self, xp: Any, w: Arrays, inputs: Arrays, previous: Arrays) -> dict[str, Array]:
        Uh = previous["h"] @ w["U"].T  # (H,) or (T, H)
        a = inputs["Wx"] + w["b_ih"] + Uh + w["b_hh"]
        return {"Uh": Uh, "a": a, "h": self.activation.function(xp, a)}


CELLS: dict[str, type[RNNCell]] = {RNNCell.name: RNNCell}


def cell_of(name: str, activation: str) -> Cell:
    """Return the cell of that name with that activation; KeyError where there is none."""
    return CELLS[name](activation)
