"""
The network: embedding -> recurrent layers -> output head, as weights and shapes.

Glossary
    V D H L  size of the vocabulary with <unk> and </s>, of the embedding, of the hidden state; number of layers
    E        (V, D)  embedding, torch's embedding.weight: row i is the input x for token i
    W_y b_y  (V, H), (V,)  output weight and bias, torch's output.weight and output.bias
    y p      (V,)  logits and probabilities of the next token; p[<unk>] = 0, for <unk> is read and never predicted
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from typing import Any

import numpy as np
from numpy.typing import NDArray

from model.cells import Cell, cell_of
from model.errors import BadCheckpoint, NoDevice
from model.text import Vocabulary

__all__ = ["Config", "Network"]

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Config:
    """The shape of a network; `vocab_size` counts every row of the embedding, <unk> and </s> included."""

    cell: str
    activation: str
    embedding_dim: int
    hidden_size: int
    num_layers: int
    vocab_size: int


@dataclass(frozen=True)
class Network:
    """
    A configuration with its parameters, float32, under torch's names.

    parameters  embedding.weight (V, D); rnn.weight_ih_l0 (G·H, D), rnn.weight_hh_l0 (G·H, H), rnn.bias_ih_l0 (G·H,),
                rnn.bias_hh_l0 (G·H,), likewise l1 … with H in place of D; output.weight (V, H); output.bias (V,).
                torch stacks a cell's G gates: 1 for the vanilla cell, 3 for a GRU, 4 for an LSTM
    """

    config: Config
    parameters: Mapping[str, Floats]

    def __post_init__(self) -> None:
        for name, shape in self._shapes().items():
            found = self.parameters.get(name)
            if found is None:
                raise BadCheckpoint(f"The weights lack {name}; train the model again with `unrolled train`.")
            if found.shape != shape:
                raise BadCheckpoint(f"The weight {name} has shape {found.shape}, but the card says {shape}.")
            if not np.isfinite(found).all():
                raise BadCheckpoint(f"The weight {name} holds values that are not finite numbers.")

    def _shapes(self) -> dict[str, tuple[int, ...]]:
        V, D, H = self.config.vocab_size, self.config.embedding_dim, self.config.hidden_size
        shapes: dict[str, tuple[int, ...]] = {
            "embedding.weight": (V, D),
            "output.weight": (V, H),
            "output.bias": (V,),
        }
        for layer in range(self.config.num_layers):
            columns = {"weight_ih": (D if layer == 0 else H,), "weight_hh": (H,)}
            for block in self.cell.weights.values():
                shapes[f"rnn.{block.stem}_l{layer}"] = (block.gates * H, *columns.get(block.stem, ()))
        return shapes

    @cached_property
    def cell(self) -> Cell:
        """The cell whose equations every layer runs."""
        return cell_of(self.config.cell, self.config.activation)

    @cached_property
    def layers(self) -> tuple[dict[str, Floats], ...]:
        """Per layer the weights under the cell's own names: W (H, D), U (H, H), b_ih (H,), b_hh (H,), or W_r …."""
        return tuple(
            {
                name: block.rows(self.parameters[f"rnn.{block.stem}_l{layer}"])
                for name, block in self.cell.weights.items()
            }
            for layer in range(self.config.num_layers)
        )

    @cached_property
    def fingerprint(self) -> str:
        """What changes with any number of the weights: what was measured on them is good for no others."""
        digest = blake2b(digest_size=12)
        for name in sorted(self._shapes()):
            digest.update(np.ascontiguousarray(self.parameters[name], dtype="<f4").data)
        return digest.hexdigest()

    def on(self, device: str) -> tuple[Any, tuple[Mapping[str, Any], ...]]:
        """
        Return the array module and the layers' weights for a device: "cpu" is NumPy, "cuda" is torch on a GPU.

        The weights come as float64, for trained networks can be chaotic: what float32 rounds off at one time stamp
        grows from each to the next. torch is imported only for a GPU. NoDevice where there is none.
        """
        return self._on_cpu if device == "cpu" else self._on_gpu

    @cached_property
    def _on_cpu(self) -> tuple[Any, tuple[Mapping[str, Any], ...]]:
        return np, tuple({name: value.astype(np.float64) for name, value in layer.items()} for layer in self.layers)

    @cached_property
    def _on_gpu(self) -> tuple[Any, tuple[Mapping[str, Any], ...]]:
        import torch  # a second and 190 MB that the CPU path does without

        if not torch.cuda.is_available():
            raise NoDevice("There is no CUDA device here; use --device cpu or UNROLLED_DEVICE=cpu.")
        return torch, tuple(
            {name: torch.from_numpy(value).to("cuda", torch.float64) for name, value in layer.items()}
            for layer in self.layers
        )

    def embed(self, ids: NDArray[np.int64]) -> Floats:
        """Look the tokens up: ids (T,) -> x (T, D)."""
        x: Floats = self.parameters["embedding.weight"][ids]
        return x

    def logits(self, h: Floats) -> Floats:
        """Return y(t) = W_y h(t) + b_y: h (T, H) -> (T, V), with −∞ for <unk>."""
        y: Floats = h @ self.parameters["output.weight"].T  # (T, V)
        y += self.parameters["output.bias"]
        y[:, Vocabulary.unknown] = -np.inf
        return y
