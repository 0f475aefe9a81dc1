"""Small models with random weights, made from a seed: tests of the arithmetic need no training."""

import numpy as np

from model.network import Config, Network
from model.text import END, UNKNOWN, Vocabulary
from model.zoo import Card, Model

WORDS = ("i", "am", "a", "boy", "girl", "the", "dog", "dogs", "is", "are", ".", "?", "tom", "don't")


def random_vocabulary(words: tuple[str, ...] = WORDS) -> Vocabulary:
    spelled = tuple({"i": "I", "tom": "Tom"}.get(word, word) for word in words)
    counts = tuple(range(len(words) + 1, 1, -1))
    return Vocabulary((UNKNOWN, END, *words), (UNKNOWN, END, *spelled), (3, 9, *counts))


def random_model(
    seed: int = 0,
    *,
    activation: str = "tanh",
    embedding_dim: int = 5,
    hidden_size: int = 7,
    num_layers: int = 1,
    scale: float = 0.6,
    model_id: str = "random",
) -> Model:
    """A model whose weights are independent normal draws with standard deviation `scale`."""
    rng = np.random.default_rng(seed)
    vocabulary = random_vocabulary()
    D, H, L, V = embedding_dim, hidden_size, num_layers, len(vocabulary)

    def draw(*shape: int) -> np.ndarray:
        return (rng.normal(size=shape) * scale).astype(np.float32)

    parameters = {"embedding.weight": draw(V, D), "output.weight": draw(V, H), "output.bias": draw(V)}
    for layer in range(L):
        parameters[f"rnn.weight_ih_l{layer}"] = draw(H, D if layer == 0 else H)
        parameters[f"rnn.weight_hh_l{layer}"] = draw(H, H)
        parameters[f"rnn.bias_ih_l{layer}"] = draw(H)
        parameters[f"rnn.bias_hh_l{layer}"] = draw(H)
    card = Card(
        id=model_id,
        title=f"Random {activation} network",
        task="language model",
        cell="rnn",
        activation=activation,
        embedding_dim=D,
        hidden_size=H,
        num_layers=L,
        vocab_size=V,
        parameters=sum(value.size for value in parameters.values()),
        corpus={"name": "none"},
        license="Apache-2.0",
        metrics={},
        ranges={"x": 1.5, "Wx": 3.0, "Uh": 3.0, "a": 4.0},
        training={"seed": seed},
    )
    return Model(card, vocabulary, Network(Config("rnn", activation, D, H, L, V), parameters))
