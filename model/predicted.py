"""
What a network predicts, over all words.

Glossary
    h  (T, H)  hidden states of the last layer
    p  (T, V)  probabilities of the next token: softmax of y(t) = W_y h(t) + b_y, 0 for <unk>
"""

import numpy as np
from numpy.typing import NDArray

from model.network import Floats, Network
from model.text import Vocabulary

__all__ = ["log_probabilities", "surprisal"]


def log_probabilities(network: Network, h: Floats) -> Floats:
    """Return ln p, float32: h (T, H) -> (T, V), with −∞ for <unk>."""
    y = network.logits(h)  # (T, V)
    y -= y.max(axis=1, keepdims=True, initial=-np.inf)
    y -= np.log(np.exp(y).sum(axis=1, keepdims=True))
    return y


def surprisal(log_p: Floats, targets: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return −ln p(target) in each row, in nats: (T, V), (T,) -> (T,), NaN where it is <unk>, never predicted."""
    found = -np.take_along_axis(log_p, targets[:, None], axis=1)[:, 0].astype(np.float64)  # (T,)
    return np.where(targets == Vocabulary.unknown, np.nan, found)
