"""
The gated recurrent unit.

Glossary
    T D H      time stamps, size of the input, size of the hidden state
    x h        (T, D), (T, H)  input and hidden state at t
    r          (T, H)  reset gate: how much of what comes from h(t−1) enters n
    z          (T, H)  update gate: how much of h(t−1) stays
    n          (T, H)  new state: what is proposed in its place
    zh         (T, H)  z∘h(t−1), what stays of h(t−1)
    Wx_r …     see model/cells/gates.py, for each of r, z, n
    ∘          elementwise product
    xp         the array module, numpy or torch

Source: Cho et al., arXiv:1406.1078, in the form of torch.nn.GRU, which resets after the product with U_n and keeps
b_hn inside; its z and that of the paper stand for the same, the share of h(t−1) that stays.
"""

from collections.abc import Mapping
from typing import Any, ClassVar

from model.cells.activations import ACTIVATIONS
from model.cells.cell import Block, Cell, Edit, unedited
from model.cells.gates import gate, gate_weights
from model.cells.symbols import Array, Arrays, Factor, Symbol, Term, X

__all__ = ["GRUCell"]

GATES = "rzn"  # in torch's order


class GRUCell(Cell):
    """h(t) = (1 − z(t))∘n(t) + z(t)∘h(t−1), with n(t) = tanh(W_n x(t) + b_in + r(t)∘(U_n h(t−1) + b_hn))."""

    name = "gru"
    activations = ("tanh",)
    weights: ClassVar[Mapping[str, Block]] = gate_weights(GATES)
    carried = ("h",)

    def __init__(self, activation: str = "tanh") -> None:
        self.activation = ACTIVATIONS[activation]
        self.symbols = (
            X,
            *gate("r"),
            *gate("z"),
            *gate("n", activation, reset="r"),
            Symbol(
                "zh",
                "z(t)∘h(t−1)",
                "z(t)∘h(t−1)",
                "H",
                self.activation.range,
                None,
                "mix",
                (Term((Factor("z"), Factor("h", 1))),),
            ),
            Symbol(
                "h",
                "h(t)",
                "h(t) = (1 − z(t))∘n(t) + z(t)∘h(t−1)",
                "H",
                self.activation.range,
                "output",
                "mix",
                (Term((Factor("z", complement=True), Factor("n"))), Term((Factor("zh"),))),
                code="h = (1 - z) * n + z * h",
            ),
        )

    def inputs(self, w: Arrays, x: Array, edited: Edit = unedited) -> dict[str, Array]:
        x = edited("x", x)  # (T, D)
        return {"x": x, **{f"Wx_{g}": edited(f"Wx_{g}", x @ w[f"W_{g}"].T) for g in GATES}}  # (T, H)

    def step(self, xp: Any, w: Arrays, inputs: Arrays, previous: Arrays, edited: Edit = unedited) -> dict[str, Array]:
        h, sigmoid = previous["h"], ACTIVATIONS["sigmoid"].function  # (H,) or (…, H)
        Uh_r = edited("Uh_r", h @ w["U_r"].T)
        a_r = edited("a_r", inputs["Wx_r"] + w["b_ir"] + Uh_r + w["b_hr"])
        r = edited("r", sigmoid(xp, a_r))
        Uh_z = edited("Uh_z", h @ w["U_z"].T)
        a_z = edited("a_z", inputs["Wx_z"] + w["b_iz"] + Uh_z + w["b_hz"])
        z = edited("z", sigmoid(xp, a_z))
        Uh_n = edited("Uh_n", h @ w["U_n"].T)
        a_n = edited("a_n", inputs["Wx_n"] + w["b_in"] + r * (Uh_n + w["b_hn"]))
        n = edited("n", self.activation.function(xp, a_n))
        zh = edited("zh", z * h)
        made = {"Uh_r": Uh_r, "a_r": a_r, "r": r, "Uh_z": Uh_z, "a_z": a_z, "z": z, "Uh_n": Uh_n, "a_n": a_n, "n": n}
        return {**made, "zh": zh, "h": edited("h", (1 - z) * n + zh)}
