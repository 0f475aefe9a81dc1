"""
Long short-term memory.

Glossary
    T D H      time stamps, size of the input, size of the hidden state
    x h        (T, D), (T, H)  input and hidden state at t
    c          (T, H)  cell state, carried beside h; the one before the first word is c(−1)
    i f o      (T, H)  input, forget and output gate
    g          (T, H)  what is proposed for c
    tanh_c     (T, H)  tanh(c(t)), of which o lets a part through as h(t)
    Wx_i …     see model/cells/gates.py, for each of i, f, g, o
    ∘          elementwise product
    xp         the array module, numpy or torch

Source: Hochreiter and Schmidhuber, "Long short-term memory", 1997, with the forget gate of Gers et al., 2000, in the
form of torch.nn.LSTM.
"""

from collections.abc import Mapping
from typing import Any, ClassVar

from model.cells.activations import ACTIVATIONS
from model.cells.cell import Block, Cell, Edit, unedited
from model.cells.gates import gate, gate_weights, squash
from model.cells.symbols import Array, Arrays, Factor, Symbol, Term, X

__all__ = ["LSTMCell"]

GATES = "ifgo"  # in torch's order


class LSTMCell(Cell):
    """c(t) = f(t)∘c(t−1) + i(t)∘g(t) and h(t) = o(t)∘tanh(c(t))."""

    name = "lstm"
    activations = ("tanh",)
    weights: ClassVar[Mapping[str, Block]] = gate_weights(GATES)
    carried = ("h", "c")

    def __init__(self, activation: str = "tanh") -> None:
        self.activation = ACTIVATIONS[activation]
        self.symbols = (
            X,
            *(symbol for g in GATES for symbol in gate(g, activation if g == "g" else "sigmoid")),
            Symbol(
                "c",
                "c(t)",
                "c(t) = f(t)∘c(t−1) + i(t)∘g(t)",
                "H",
                None,
                "c_n",
                "mix",
                (Term((Factor("f"), Factor("c", 1))), Term((Factor("i"), Factor("g")))),
                code="c = f * c + i * g",
            ),
            squash("tanh_c", "tanh(c(t))", "c", activation),
            Symbol(
                "h",
                "h(t)",
                "h(t) = o(t)∘tanh(c(t))",
                "H",
                self.activation.range,
                "output",
                "mix",
                (Term((Factor("o"), Factor("tanh_c"))),),
                code="h = o * tanh_c",
            ),
        )

    def inputs(self, w: Arrays, x: Array, edited: Edit = unedited) -> dict[str, Array]:
        x = edited("x", x)  # (T, D)
        return {"x": x, **{f"Wx_{g}": edited(f"Wx_{g}", x @ w[f"W_{g}"].T) for g in GATES}}  # (T, H)

    def step(self, xp: Any, w: Arrays, inputs: Arrays, previous: Arrays, edited: Edit = unedited) -> dict[str, Array]:
        tanh, sigmoid = self.activation.function, ACTIVATIONS["sigmoid"].function
        made: dict[str, Array] = {}
        for g in GATES:
            Uh = made[f"Uh_{g}"] = edited(f"Uh_{g}", previous["h"] @ w[f"U_{g}"].T)  # (H,) or (…, H)
            a = made[f"a_{g}"] = edited(f"a_{g}", inputs[f"Wx_{g}"] + w[f"b_i{g}"] + Uh + w[f"b_h{g}"])
            made[g] = edited(g, tanh(xp, a) if g == "g" else sigmoid(xp, a))
        c = edited("c", made["f"] * previous["c"] + made["i"] * made["g"])
        tanh_c = edited("tanh_c", tanh(xp, c))
        return {**made, "c": c, "tanh_c": tanh_c, "h": edited("h", made["o"] * tanh_c)}
