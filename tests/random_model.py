"""Small models with random weights, made from a seed: tests of the arithmetic need no training."""

import numpy as np

from model.bank import Bank, Excerpt, gather
from model.cells import cell_of
from model.network import Config, Network
from model.text import END, UNKNOWN, Vocabulary
from model.trace import trace
from model.zoo import Card, Model

WORDS = ("i", "am", "a", "boy", "girl", "the", "dog", "dogs", "is", "are", ".", "?", "tom", "don't")


def random_vocabulary(words: tuple[str, ...] = WORDS) -> Vocabulary:
    spelled = tuple({"i": "I", "tom": "Tom"}.get(word, word) for word in words)
    counts = tuple(range(len(words) + 1, 1, -1))
    return Vocabulary((UNKNOWN, END, *words), (UNKNOWN, END, *spelled), (3, 9, *counts))


def random_model(
    seed: int = 0,
    *,
    cell: str = "rnn",
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
    gates = {"rnn": 1, "gru": 3, "lstm": 4}[cell]
    for layer in range(L):
        parameters[f"rnn.weight_ih_l{layer}"] = draw(gates * H, D if layer == 0 else H)
        parameters[f"rnn.weight_hh_l{layer}"] = draw(gates * H, H)
        parameters[f"rnn.bias_ih_l{layer}"] = draw(gates * H)
        parameters[f"rnn.bias_hh_l{layer}"] = draw(gates * H)
    card = Card(
        id=model_id,
        title=f"Random {activation} network" if cell == "rnn" else f"Random {cell}",
        task="language model",
        cell=cell,
        activation=activation,
        embedding_dim=D,
        hidden_size=H,
        num_layers=L,
        vocab_size=V,
        parameters=sum(value.size for value in parameters.values()),
        corpus={"name": "none"},
        license="Apache-2.0",
        metrics={},
        ranges={
            symbol.name: {"x": 1.5, "a": 4.0}.get(symbol.name, 3.0)
            for symbol in cell_of(cell, activation).symbols
            if symbol.range is None
        },
        training={"seed": seed},
    )
    return Model(card, vocabulary, Network(Config(cell, activation, D, H, L, V), parameters))


def random_bank(model: Model) -> Bank:
    """A bank of the states of forty random sentences; they end with what must never be read as markup."""
    rng = np.random.default_rng(4)
    sentences = tuple((*rng.choice(WORDS[:10], size=rng.integers(2, 6)).tolist(), "<img>") for _ in range(40))
    states = [trace(model, sentence, top=0).layers[-1].values["h"] for sentence in sentences]
    excerpt = Excerpt(sentences, ("valid", "test") * 20, "Made up, CC0.")
    return gather(excerpt, states, states, rng)
