"""
The vanilla cell.

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

Source: Elman, "Finding structure in time", 1990; the form with two biases is that of torch.nn.RNN.
"""

from collections.abc import Mapping
from typing import Any, ClassVar

from model.cells.activations import ACTIVATIONS
from model.cells.cell import Block, Cell, Edit, unedited
from model.cells.symbols import Array, Arrays, Factor, Symbol, Term, X

__all__ = ["RNNCell"]


class RNNCell(Cell):
    """The vanilla (Elman) cell: h(t) = φ(W x(t) + b_ih + U h(t−1) + b_hh)."""

    name = "rnn"
    activations = tuple(ACTIVATIONS)
    weights: ClassVar[Mapping[str, Block]] = {
        "W": Block("weight_ih"),
        "U": Block("weight_hh"),
        "b_ih": Block("bias_ih"),
        "b_hh": Block("bias_hh"),
    }
    carried = ("h",)

    def __init__(self, activation: str = "tanh") -> None:
        self.activation = phi = ACTIVATIONS[activation]
        self.symbols = (
            X,
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
                phi=phi.name,
            ),
        )

    def inputs(self, w: Arrays, x: Array, edited: Edit = unedited) -> dict[str, Array]:
        x = edited("x", x)  # (T, D)
        return {"x": x, "Wx": edited("Wx", x @ w["W"].T)}  # (T, H)

    def step(self, xp: Any, w: Arrays, inputs: Arrays, previous: Arrays, edited: Edit = unedited) -> dict[str, Array]:
        Uh = edited("Uh", previous["h"] @ w["U"].T)  # (H,) or (…, H)
        a = edited("a", inputs["Wx"] + w["b_ih"] + Uh + w["b_hh"])
        return {"Uh": Uh, "a": a, "h": edited("h", self.activation.function(xp, a))}
