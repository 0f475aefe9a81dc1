"""
What a trace must hold, computed in float64 from what /weights serves. Shares nothing with the model package.

Glossary
    T V H    time stamps, size of the vocabulary, of the hidden state
    x a h    input, pre-activation, hidden state
    y p      logits, probabilities of the next token, <unk> (row 0) left out
"""

import numpy as np

ACTIVATIONS = {"tanh": np.tanh, "sigmoid": lambda a: 1 / (1 + np.exp(-a))}


def doubles(weight):
    """The very float32 numbers that were served, as float64."""
    return np.array(weight["values"], dtype=np.float32).astype(np.float64).reshape(weight["shape"])


def states(weights, ids, activation, initial=None):
    """Every symbol of every layer: [{"x": (T, D), "Wx": (T, H), "Uh": …, "a": …, "h": …}, …]."""
    phi = ACTIVATIONS[activation]
    x = doubles(weights["embedding"])[ids].reshape(len(ids), -1)
    layers = []
    for number, layer in enumerate(weights["layers"]):
        W, U, b_ih, b_hh = (doubles(layer[name]) for name in ("W", "U", "b_ih", "b_hh"))
        H = len(b_ih)
        before = np.zeros(H) if initial is None else np.array(initial[number], dtype=np.float32).astype(np.float64)
        found = {name: np.zeros((len(ids), H)) for name in ("Wx", "Uh", "a", "h")}
        for t in range(len(ids)):
            for i in range(H):
                found["Wx"][t, i] = (W[i] * x[t]).sum()
                found["Uh"][t, i] = (U[i] * before).sum()
            found["a"][t] = found["Wx"][t] + b_ih + found["Uh"][t] + b_hh
            before = found["h"][t] = phi(found["a"][t])
        layers.append({"x": x, **found})
        x = found["h"]
    return layers


def log_probabilities(weights, h):
    """ln p of every token after each time stamp: h (T, H) -> (T, V), −∞ for <unk>."""
    y = h @ doubles(weights["output"]["W_y"]).T + doubles(weights["output"]["b_y"])
    y[:, 0] = -np.inf
    peak = y.max(axis=1, keepdims=True)
    return y - peak - np.log(np.exp(y - peak).sum(axis=1, keepdims=True))


def assert_close(found, expected, what):
    """Within the promised tolerance: 10⁻⁵ · max(1, the largest |value|)."""
    found = np.asarray(found, dtype=np.float64).reshape(expected.shape)
    if expected.size:
        tolerance = 1e-5 * max(1.0, np.abs(expected).max())
        assert np.abs(found - expected).max() <= tolerance, what
