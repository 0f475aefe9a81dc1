"""
Every term of a layer as the textbooks have it, in float64, unit by unit: no line is shared with model/cells.

Glossary
    T D H  time stamps, size of the input, of the hidden state
    p      torch's parameters of one layer, stacked gate upon gate: weight_ih (G·H, D), weight_hh (G·H, H), bias_ih,
           bias_hh (G·H,)
    x h c  (D,), (H,), (H,)  input, hidden state, cell state; `h` and `c` come in as they were before the step

Sources: the formulas on the documentation pages of torch.nn.RNN, torch.nn.GRU and torch.nn.LSTM.
"""

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

__all__ = ["textbook"]

Doubles = NDArray[np.float64]
Values = dict[str, Doubles]
State = Mapping[str, Doubles]


def textbook(cell: str, activation: str, p: State, x: Doubles, initial: State) -> Values:
    """Compute every symbol of one layer: x (T, D), initial {name: (H,)} -> {symbol: (T, size)}."""
    state = dict(initial)
    rows: list[Values] = []
    for x_t in x:
        rows.append({"x": x_t, **STEPS[cell](activation, p, x_t, state)})
        state = {name: rows[-1][name] for name in initial}
    if not rows:  # a sentence without words still has symbols
        H = len(initial["h"])
        names = STEPS[cell](activation, p, np.zeros(x.shape[1]), state)
        return {"x": x, **{name: np.zeros((0, H)) for name in names}}
    return {name: np.array([row[name] for row in rows]) for name in rows[0]}


def _rnn(activation: str, p: State, x: Doubles, state: State) -> Values:
    Wx = np.einsum("hd,d->h", p["weight_ih"], x)
    Uh = np.einsum("hk,k->h", p["weight_hh"], state["h"])
    a = Wx + p["bias_ih"] + Uh + p["bias_hh"]
    return {"Wx": Wx, "Uh": Uh, "a": a, "h": np.tanh(a) if activation == "tanh" else _logistic(a)}


def _gru(_: str, p: State, x: Doubles, state: State) -> Values:
    W_ir, W_iz, W_in = np.split(np.einsum("hd,d->h", p["weight_ih"], x), 3)
    W_hr, W_hz, W_hn = np.split(np.einsum("hk,k->h", p["weight_hh"], state["h"]), 3)
    b_ir, b_iz, b_in = np.split(p["bias_ih"], 3)
    b_hr, b_hz, b_hn = np.split(p["bias_hh"], 3)
    a_r, a_z = W_ir + b_ir + W_hr + b_hr, W_iz + b_iz + W_hz + b_hz
    r, z = _logistic(a_r), _logistic(a_z)
    a_n = W_in + b_in + r * W_hn + r * b_hn
    n = np.tanh(a_n)
    terms = {"Wx_r": W_ir, "Uh_r": W_hr, "a_r": a_r, "Wx_z": W_iz, "Uh_z": W_hz, "a_z": a_z, "Wx_n": W_in, "Uh_n": W_hn}
    return {**terms, "a_n": a_n, "r": r, "z": z, "n": n, "h": n - z * n + z * state["h"]}


def _lstm(_: str, p: State, x: Doubles, state: State) -> Values:
    Wx = np.split(np.einsum("hd,d->h", p["weight_ih"], x), 4)
    Uh = np.split(np.einsum("hk,k->h", p["weight_hh"], state["h"]), 4)
    biases = np.split(p["bias_ih"] + p["bias_hh"], 4)
    a_i, a_f, a_g, a_o = (Wx[k] + Uh[k] + biases[k] for k in range(4))
    i, f, g, o = _logistic(a_i), _logistic(a_f), np.tanh(a_g), _logistic(a_o)
    c = f * state["c"] + i * g
    terms = {f"Wx_{gate}": Wx[k] for k, gate in enumerate("ifgo")} | {
        f"Uh_{gate}": Uh[k] for k, gate in enumerate("ifgo")
    }
    sums = {"a_i": a_i, "a_f": a_f, "a_g": a_g, "a_o": a_o}
    return {**terms, **sums, "i": i, "f": f, "g": g, "o": o, "c": c, "tanh_c": np.tanh(c), "h": o * np.tanh(c)}


STEPS: dict[str, Callable[[str, State, Doubles, State], Values]] = {"rnn": _rnn, "gru": _gru, "lstm": _lstm}


def _logistic(a: Doubles) -> Doubles:
    """Return 1 / (1 + e^−a) by the branch that cannot overflow."""
    small: Doubles = np.exp(-np.abs(a))
    return np.where(a >= 0, 1 / (1 + small), small / (1 + small))
