"""
Every term of a layer as the textbooks have it, in float64, unit by unit: no line is shared with model/cells.

Glossary
    T D H  time stamps, size of the input, of the hidden state
    p      torch's parameters of one layer, stacked gate upon gate: weight_ih (G·H, D), weight_hh (G·H, H), bias_ih,
           bias_hh (G·H,)
    x h c  (D,), (H,), (H,)  input, hidden state, cell state; `h` and `c` come in as they were before the step
    forced symbol -> (T, size)  what an edit sets the entry to, NaN where the equation holds
    put    a symbol's name and value at t -> the value with what is forced

Sources: the formulas on the documentation pages of torch.nn.RNN, torch.nn.GRU and torch.nn.LSTM.
"""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from model.edits import Overwrite

__all__ = ["forced_by", "textbook"]

Doubles = NDArray[np.float64]
Values = dict[str, Doubles]
State = Mapping[str, Doubles]
Put = Callable[[str, Doubles], Doubles]


def textbook(
    cell: str, activation: str, p: State, x: Doubles, initial: State, forced: Mapping[str, Doubles] | None = None
) -> Values:
    """Compute every symbol of one layer: x (T, D), initial {name: (H,)} -> {symbol: (T, size)}."""
    state = dict(initial)
    rows: list[Values] = []
    for t, x_t in enumerate(x):
        put = _putting(forced or {}, t)
        read = put("x", x_t)
        rows.append({"x": read, **STEPS[cell](activation, p, read, state, put)})
        state = {name: rows[-1][name] for name in initial}
    if not rows:  # a sentence without words still has symbols
        H = len(initial["h"])
        names = STEPS[cell](activation, p, np.zeros(x.shape[1]), state, _putting({}, 0))
        return {"x": x, **{name: np.zeros((0, H)) for name in names}}
    return {name: np.array([row[name] for row in rows]) for name in rows[0]}


def forced_by(edits: Sequence[Overwrite], layer: int, sizes: Mapping[str, int], T: int) -> Values:
    """Return what edits force in a layer, entry by entry, of two the later: sizes {symbol: size}."""
    forced: Values = {}
    for edit in edits:
        if edit.layer != layer:
            continue
        array = forced.setdefault(edit.symbol, np.full((T, sizes[edit.symbol]), np.nan))
        for t in _indices(edit.t, T):
            for unit in _indices(edit.unit, sizes[edit.symbol]):
                array[t, unit] = edit.value
    return forced


def _indices(span: object, size: int) -> list[int]:
    if span == "all":
        return list(range(size))
    return [span] if isinstance(span, int) else [k for k in range(size) if span[0] <= k <= span[-1]]  # type: ignore[index]


def _putting(forced: Mapping[str, Doubles], t: int) -> Put:
    def put(name: str, value: Doubles) -> Doubles:
        return np.where(np.isnan(forced[name][t]), value, forced[name][t]) if name in forced else value

    return put


def _rnn(activation: str, p: State, x: Doubles, state: State, put: Put) -> Values:
    Wx = put("Wx", np.einsum("hd,d->h", p["weight_ih"], x))
    Uh = put("Uh", np.einsum("hk,k->h", p["weight_hh"], state["h"]))
    a = put("a", Wx + p["bias_ih"] + Uh + p["bias_hh"])
    return {"Wx": Wx, "Uh": Uh, "a": a, "h": put("h", np.tanh(a) if activation == "tanh" else _logistic(a))}


def _gru(_: str, p: State, x: Doubles, state: State, put: Put) -> Values:
    Wx, Uh = _products("rzn", p, x, state, put)
    b_ir, b_iz, b_in = np.split(p["bias_ih"], 3)
    b_hr, b_hz, b_hn = np.split(p["bias_hh"], 3)
    a_r, a_z = put("a_r", Wx["r"] + b_ir + Uh["r"] + b_hr), put("a_z", Wx["z"] + b_iz + Uh["z"] + b_hz)
    r, z = put("r", _logistic(a_r)), put("z", _logistic(a_z))
    a_n = put("a_n", Wx["n"] + b_in + r * Uh["n"] + r * b_hn)
    n = put("n", np.tanh(a_n))
    zh = put("zh", np.multiply(z, state["h"]))
    made = {"a_r": a_r, "a_z": a_z, "a_n": a_n, "r": r, "z": z, "n": n, "zh": zh}
    return {**_named(Wx, Uh), **made, "h": put("h", n - z * n + zh)}


def _lstm(_: str, p: State, x: Doubles, state: State, put: Put) -> Values:
    Wx, Uh = _products("ifgo", p, x, state, put)
    biases = dict(zip("ifgo", np.split(p["bias_ih"] + p["bias_hh"], 4), strict=True))
    a = {gate: put(f"a_{gate}", Wx[gate] + Uh[gate] + biases[gate]) for gate in "ifgo"}
    i, f, o = (put(gate, _logistic(a[gate])) for gate in "ifo")
    g = put("g", np.tanh(a["g"]))
    c = put("c", f * state["c"] + i * g)
    tanh_c = put("tanh_c", np.tanh(c))
    made = {**{f"a_{gate}": a[gate] for gate in a}, "i": i, "f": f, "g": g, "o": o}
    return {**_named(Wx, Uh), **made, "c": c, "tanh_c": tanh_c, "h": put("h", o * tanh_c)}


STEPS: dict[str, Callable[[str, State, Doubles, State, Put], Values]] = {"rnn": _rnn, "gru": _gru, "lstm": _lstm}


def _products(gates: str, p: State, x: Doubles, state: State, put: Put) -> tuple[Values, Values]:
    """Return W_g x and U_g h for each gate g."""
    Wx = np.split(np.einsum("hd,d->h", p["weight_ih"], x), len(gates))
    Uh = np.split(np.einsum("hk,k->h", p["weight_hh"], state["h"]), len(gates))
    return (
        {gate: put(f"Wx_{gate}", value) for gate, value in zip(gates, Wx, strict=True)},
        {gate: put(f"Uh_{gate}", value) for gate, value in zip(gates, Uh, strict=True)},
    )


def _named(Wx: Values, Uh: Values) -> Values:
    return {f"{kind}_{gate}": part[gate] for kind, part in (("Wx", Wx), ("Uh", Uh)) for gate in part}


def _logistic(a: Doubles) -> Doubles:
    """Return 1 / (1 + e^−a) by the branch that cannot overflow."""
    small: Doubles = np.exp(-np.abs(a))
    return np.where(a >= 0, 1 / (1 + small), small / (1 + small))
