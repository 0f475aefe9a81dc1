"""
Hold a trace against computations that share no line with model/cells.py.

The hidden states are held against torch's own nn.RNN. Its logistic sibling does not exist in torch, and no
library exposes W x(t), U h(t−1) or a(t); these are held against plain NumPy in float64, written below as the
textbook has it.

Glossary
    T D H V      time stamps, size of the input, of the hidden state, of the vocabulary
    W U          (H, D), (H, H)  torch's weight_ih and weight_hh
    x h a        (T, D), (T, H), (T, H)  input, hidden state, pre-activation
    W_y b_y y p  (V, H), (V,), (V,), (V,)  output weight and bias, logits, probabilities of the next token
    tolerance    10⁻⁵ · max(1, the largest |value|): float32 carries seven digits

Source: the formula on the documentation page of torch.nn.RNN.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from model.network import Network
from model.text import Vocabulary
from model.trace import LayerTrace, Trace
from model.zoo import Model

__all__ = ["OUTPUT_ORACLE", "Check", "check", "expected_of", "expected_probabilities", "oracle_of"]

TORCH = "torch.nn.RNN"
TEXTBOOK = "NumPy in float64"
OUTPUT_ORACLE = "torch.nn.functional.softmax"

Doubles = NDArray[np.float64]


@dataclass(frozen=True)
class Check:
    """
    How far a trace lies from the oracles.

    against             the oracles' names
    symbols             what was compared
    values              how many numbers were compared
    tolerance           the largest difference that passes
    max_abs_difference  the largest difference found
    """

    against: str
    symbols: tuple[str, ...]
    values: int
    tolerance: float
    max_abs_difference: float

    @property
    def holds(self) -> bool:
        return self.max_abs_difference <= self.tolerance


def check(model: Model, trace: Trace) -> Check:
    """Compare every value of a trace with what torch and a float64 computation give for the same tokens."""
    values, scale, difference = 0, 1.0, 0.0
    for found, expected in zip(trace.layers, expected_of(model, trace), strict=True):
        for name, array in found.values.items():
            values += array.size
            scale = max(scale, float(np.abs(expected[name]).max(initial=0.0)))
            difference = max(difference, float(np.abs(array - expected[name]).max(initial=0.0)))
    return Check(
        against=" and ".join(dict.fromkeys([oracle_of(model.network, "h"), TEXTBOOK])),
        symbols=tuple(symbol.name for symbol in trace.symbols),
        values=values,
        tolerance=1e-5 * scale,
        max_abs_difference=difference,
    )


def expected_of(model: Model, trace: Trace) -> list[dict[str, Doubles]]:
    """Return what the oracles give for a trace's tokens and initial states: per layer {symbol: (T, size)}."""
    network = model.network
    ids = np.array([token.id for token in trace.tokens], dtype=np.int64)  # (T,)
    x = network.parameters["embedding.weight"][ids].astype(np.float64)  # (T, D)
    layers = []
    for layer, layer_trace in enumerate(trace.layers):
        expected = _textbook(network, layer, x, layer_trace.initial["h"])
        x = expected["h"]
        if oracle_of(network, "h") == TORCH:
            expected["h"] = _torch_rnn(network, layer, layer_trace, expected["x"])
        layers.append(expected)
    return layers


def oracle_of(network: Network, symbol: str) -> str:
    """Name the oracle that a symbol is held against."""
    return TORCH if symbol == "h" and network.config.activation == "tanh" else TEXTBOOK


def expected_probabilities(network: Network, h: Doubles) -> Doubles:
    """Return torch's probabilities of the next token, in float64: h (H,) -> p (V,), with p[<unk>] = 0."""
    import torch
    from torch.nn import functional

    W_y, b_y = (torch.from_numpy(network.parameters[f"output.{name}"]).double() for name in ("weight", "bias"))
    y = functional.linear(torch.from_numpy(h), W_y, b_y)  # (V,)
    first = Vocabulary.unknown + 1  # <unk> is no row of the softmax
    p: Doubles = functional.pad(functional.softmax(y[first:], dim=0), (first, 0)).numpy()
    return p


def _textbook(network: Network, layer: int, x: Doubles, initial: NDArray[np.float32]) -> dict[str, Doubles]:
    """Compute every term of one vanilla layer in float64: x (T, D), initial (H,) -> {symbol: (T, size)}."""
    p = {name: network.parameters[f"rnn.{name}_l{layer}"].astype(np.float64) for name in _TORCH_NAMES}
    h = initial.astype(np.float64)  # (H,)
    terms: dict[str, list[Doubles]] = {"Wx": [], "Uh": [], "a": [], "h": []}
    for x_t in x:
        Wx = np.einsum("hd,d->h", p["weight_ih"], x_t)  # (H,)
        Uh = np.einsum("hk,k->h", p["weight_hh"], h)  # (H,)
        a = Wx + p["bias_ih"] + Uh + p["bias_hh"]  # (H,)
        h = np.tanh(a) if network.config.activation == "tanh" else _logistic(a)
        for name, value in (("Wx", Wx), ("Uh", Uh), ("a", a), ("h", h)):
            terms[name].append(value)
    H = len(initial)
    return {"x": x, **{name: np.array(rows).reshape(-1, H) for name, rows in terms.items()}}


_TORCH_NAMES = ("weight_ih", "weight_hh", "bias_ih", "bias_hh")


def _logistic(a: Doubles) -> Doubles:
    """Return 1 / (1 + e^−a) by the branch that cannot overflow."""
    small: Doubles = np.exp(-np.abs(a))
    return np.where(a >= 0, 1 / (1 + small), small / (1 + small))


def _torch_rnn(network: Network, layer: int, trace: LayerTrace, x: Doubles) -> Doubles:
    """Run one layer through torch.nn.RNN in float64: x (T, D) -> h (T, H)."""
    import torch  # only the check needs it: a server on the CPU starts without

    T, D = x.shape
    H = network.config.hidden_size
    if T == 0:
        return np.zeros((0, H))
    rnn = torch.nn.RNN(D, H, batch_first=True, dtype=torch.float64)
    state: Mapping[str, Any] = {
        f"{name}_l0": torch.from_numpy(network.parameters[f"rnn.{name}_l{layer}"]) for name in _TORCH_NAMES
    }
    rnn.load_state_dict(state)
    with torch.no_grad():
        h, _ = rnn(torch.from_numpy(x)[None], torch.from_numpy(trace.initial["h"])[None, None].double())
    result: Doubles = h[0].numpy()  # (T, H)
    return result
