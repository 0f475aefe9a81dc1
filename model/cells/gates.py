"""
What the gates of a GRU and of an LSTM share: each has its own block of torch's weights, and its own terms.

Glossary
    g                the gate's letter, such as r
    W_g U_g          (H, D), (H, H)  its rows of torch's weight_ih and weight_hh
    b_ig b_hg        (H,)  its rows of torch's bias_ih and bias_hh
    Wx_g Uh_g        (T, H)  W_g x(t) and U_g h(t−1), without bias
    a_g              (T, H)  pre-activation
    g(t) = φ(a_g(t)) (T, H)  the gate
"""

from model.cells.activations import ACTIVATIONS
from model.cells.cell import Block
from model.cells.symbols import Factor, Symbol, Term

__all__ = ["gate", "gate_weights", "squash"]


def gate_weights(letters: str) -> dict[str, Block]:
    """Return the weights of gates that torch stacks in the order of their letters."""
    return {
        name: Block(stem, number, len(letters))
        for number, g in enumerate(letters)
        for name, stem in (
            (f"W_{g}", "weight_ih"),
            (f"U_{g}", "weight_hh"),
            (f"b_i{g}", "bias_ih"),
            (f"b_h{g}", "bias_hh"),
        )
    }


def gate(g: str, phi: str = "sigmoid", reset: str | None = None) -> tuple[Symbol, ...]:
    """Return a gate's symbols; where there is a `reset`, that gate multiplies all that comes from h(t−1)."""
    factors = (Factor(reset),) if reset else ()
    state_terms = tuple(Term((*factors, Factor(name))) for name in (f"Uh_{g}", f"b_h{g}"))
    state = f"U_{g} h(t−1) + b_h{g}", f"U_{g} @ h + b_h{g}"
    written, code = (f"{reset}(t)∘({state[0]})", f"{reset} * ({state[1]})") if reset else state
    return (
        _product(f"Wx_{g}", f"W_{g} x(t)", Factor(f"W_{g}"), Factor("x")),
        _product(f"Uh_{g}", f"U_{g} h(t−1)", Factor(f"U_{g}"), Factor("h", 1)),
        Symbol(
            f"a_{g}",
            f"a_{g}(t)",
            f"a_{g}(t) = {written} + W_{g} x(t) + b_i{g}",
            "H",
            None,
            None,
            "affine",
            (*state_terms, Term((Factor(f"Wx_{g}"),)), Term((Factor(f"b_i{g}"),))),
            code=f"a_{g} = {code} + W_{g} @ x + b_i{g}",
        ),
        squash(g, f"{g}(t)", f"a_{g}", phi),
    )


def squash(name: str, label: str, of: str, phi: str) -> Symbol:
    """Return the symbol φ(of)."""
    φ = ACTIVATIONS[phi]
    squashed = f"{φ.label}({of}(t))"
    equation = label if label == squashed else f"{label} = {squashed}"
    term = Term((Factor(of),))
    return Symbol(
        name, label, equation, "H", φ.range, None, "squash", (term,), code=f"{name} = {φ.torch}({of})", phi=phi
    )


def _product(name: str, label: str, *factors: Factor) -> Symbol:
    return Symbol(name, label, label, "H", None, None, "affine", (Term(factors),))
