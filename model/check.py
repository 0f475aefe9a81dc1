"""
Hold a trace against computations that share no line with model/cells.

The hidden states are held against torch's own nn.RNN, nn.GRU and nn.LSTM, and so are an LSTM's cell states. nn.RNN has
no logistic sibling: that one's hidden states are held against a loop over torch's own linear and sigmoid. What torch
does not show (gates, pre-activations, W x(t), U h(t−1)) is held against plain NumPy in float64: model/textbook.py. So
is all of a trace with edits, for torch's modules let nobody reach in; the textbook is forced to the same values at the
same places, and those entries are not compared.

Glossary
    T D H V      time stamps, size of the input, of the hidden state, of the vocabulary
    x h c        (T, D), (T, H), (T, H)  input, hidden state, an LSTM's cell state
    W_y b_y y p  (V, H), (V,), (V,), (V,)  output weight and bias, logits, probabilities of the next token
    tolerance    10⁻⁵ · max(1, the largest |value| compared): float32 carries seven digits
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from model.network import Network
from model.text import Vocabulary
from model.textbook import forced_by, textbook
from model.trace import LayerTrace, Trace
from model.zoo import Model

__all__ = ["OUTPUT_ORACLE", "Check", "check", "expected_of", "expected_probabilities", "oracle_of"]

TORCH = {"rnn": "torch.nn.RNN", "gru": "torch.nn.GRU", "lstm": "torch.nn.LSTM"}
SIGMOID = "torch.sigmoid"
TEXTBOOK = "NumPy in float64"
OUTPUT_ORACLE = "torch.nn.functional.softmax"

Doubles = NDArray[np.float64]

Entry = tuple[int, str, int, int]
"""Layer, symbol, time stamp and unit."""


@dataclass(frozen=True)
class Check:
    """
    How far a trace lies from the oracles.

    against             the oracles' names
    symbols             what was compared
    values              how many numbers were compared
    edited              how many were left out, for an edit set them
    tolerance           the largest difference that passes
    max_abs_difference  the largest difference found
    """

    against: str
    symbols: tuple[str, ...]
    values: int
    edited: int
    tolerance: float
    max_abs_difference: float

    @property
    def holds(self) -> bool:
        return self.max_abs_difference <= self.tolerance


def check(model: Model, trace: Trace) -> Check:
    """Compare every value of a trace that no edit set with what torch and float64 computations give."""
    values, edited, scale, difference = 0, 0, 1.0, 0.0
    for layer, expected in enumerate(expected_of(model, trace)):
        forced = _forced(model, trace, layer)
        for name, array in trace.layers[layer].values.items():
            computed = np.isnan(forced[name]) if name in forced else np.full(array.shape, fill_value=True)
            values, edited = values + int(computed.sum()), edited + int((~computed).sum())
            scale = max(scale, float(np.abs(expected[name])[computed].max(initial=0.0)))
            difference = max(difference, float(np.abs(array - expected[name])[computed].max(initial=0.0)))
    return Check(
        against=" and ".join(dict.fromkeys([oracle_of(model.network, "h", trace), TEXTBOOK])),
        symbols=tuple(symbol.name for symbol in trace.symbols),
        values=values,
        edited=edited,
        tolerance=1e-5 * scale,
        max_abs_difference=difference,
    )


def expected_of(model: Model, trace: Trace, free: Entry | None = None) -> list[dict[str, Doubles]]:
    """
    Return what the oracles give for a trace's tokens, initial states and edits: per layer {symbol: (T, size)}.

    free  an entry that is not forced, whatever the edits: there, what the equation gives
    """
    network = model.network
    config = network.config
    ids = np.array([token.id for token in trace.tokens], dtype=np.int64)  # (T,)
    x = network.parameters["embedding.weight"][ids].astype(np.float64)  # (T, D)
    layers = []
    for layer, layer_trace in enumerate(trace.layers):
        p = {name: network.parameters[f"rnn.{name}_l{layer}"].astype(np.float64) for name in _TORCH_NAMES}
        initial = {name: value.astype(np.float64) for name, value in layer_trace.initial.items()}
        forced = _forced(model, trace, layer)
        if free is not None and free[0] == layer and free[1] in forced:
            forced[free[1]][free[2:]] = np.nan
        expected = textbook(config.cell, config.activation, p, x, initial, forced)
        if not trace.edits:
            by_torch = _by_sigmoid if oracle_of(network, "h") == SIGMOID else _by_module
            expected |= by_torch(network, layer, layer_trace, x)
        layers.append(expected)
        x = expected["h"]
    return layers


def _forced(model: Model, trace: Trace, layer: int) -> dict[str, Doubles]:
    D, H = model.network.config.embedding_dim, model.network.config.hidden_size
    sizes = {symbol.name: D if symbol.size == "D" and layer == 0 else H for symbol in model.network.cell.symbols}
    return forced_by(trace.edits, layer, sizes, len(trace.tokens))


def oracle_of(network: Network, symbol: str, trace: Trace | None = None) -> str:
    """Name the oracle that a symbol is held against, in a trace with edits or without."""
    if symbol not in network.cell.carried or (trace is not None and trace.edits):
        return TEXTBOOK
    return TORCH[network.config.cell] if network.config.activation == "tanh" else SIGMOID


def expected_probabilities(network: Network, h: Doubles) -> Doubles:
    """Return torch's probabilities of the next token, in float64: h (H,) -> p (V,), with p[<unk>] = 0."""
    import torch
    from torch.nn import functional

    W_y, b_y = (torch.from_numpy(network.parameters[f"output.{name}"]).double() for name in ("weight", "bias"))
    y = functional.linear(torch.from_numpy(h), W_y, b_y)  # (V,)
    first = Vocabulary.unknown + 1  # <unk> is no row of the softmax
    p: Doubles = functional.pad(functional.softmax(y[first:], dim=0), (first, 0)).numpy()
    return p


_TORCH_NAMES = ("weight_ih", "weight_hh", "bias_ih", "bias_hh")


def _by_module(network: Network, layer: int, trace: LayerTrace, x: Doubles) -> dict[str, Doubles]:
    """Run one layer through torch's own module in float64: x (T, D) -> {"h": (T, H)}, of an LSTM with "c"."""
    import torch  # only the check needs it: a server on the CPU starts without

    T, D = x.shape
    H, cell = network.config.hidden_size, network.config.cell
    if T == 0:
        return {}
    module = getattr(torch.nn, TORCH[cell].rpartition(".")[2])(D, H, batch_first=True, dtype=torch.float64)
    parameters: Mapping[str, Any] = {
        f"{name}_l0": torch.from_numpy(network.parameters[f"rnn.{name}_l{layer}"]) for name in _TORCH_NAMES
    }
    module.load_state_dict(parameters)
    start = tuple(torch.from_numpy(trace.initial[name])[None, None].double() for name in network.cell.carried)
    with torch.no_grad():
        h, _ = module(torch.from_numpy(x)[None], start if len(start) > 1 else start[0])
        found: dict[str, Doubles] = {"h": h[0].numpy()}  # (T, H)
        if "c" in network.cell.carried:
            found["c"] = _cell_states(module, torch.from_numpy(x)[None], start)
    return found


def _by_sigmoid(network: Network, layer: int, trace: LayerTrace, x: Doubles) -> dict[str, Doubles]:
    """Run one vanilla layer with the logistic sigmoid by torch's functions in float64: x (T, D) -> {"h": (T, H)}."""
    import torch
    from torch.nn import functional

    W, U, b_ih, b_hh = (torch.from_numpy(network.parameters[f"rnn.{name}_l{layer}"]).double() for name in _TORCH_NAMES)
    h, rows = torch.from_numpy(trace.initial["h"]).double(), []  # (H,)
    for x_t in torch.from_numpy(x):
        h = torch.sigmoid(functional.linear(x_t, W, b_ih) + functional.linear(h, U, b_hh))
        rows.append(h)
    return {"h": torch.stack(rows).numpy()} if rows else {}


def _cell_states(lstm: Any, x: Any, state: Any) -> Doubles:
    """Call an nn.LSTM with one time stamp at a time, for of c it returns only the last: x (1, T, D) -> (T, H)."""
    c = []
    for t in range(x.shape[1]):
        _, state = lstm(x[:, t : t + 1], state)
        c.append(state[1][0, 0].numpy())  # (H,)
    return np.array(c)
