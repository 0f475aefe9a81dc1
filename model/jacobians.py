"""
How one step of a network moves its carried state: Jacobians by automatic differentiation, for every t in one batch.

Glossary
    T D H L  time stamps, size of the input, of the hidden state, number of layers
    S        (T, N)  the whole carried state: for each layer its carried symbols, h and of an LSTM c, side by side
    N        L · H · the number of carried symbols
    x        (T, D)  the embedding of the word at t
    J        (T, N, N)  J(t) = ∂S(t)/∂S(t−1)
    K        (T, N, D)  K(t) = ∂S(t)/∂x(t)
    P        (t + 1, N, N)  for one t and all s ≤ t ∂S(t)/∂S(s) = J(t) ⋯ J(s+1), the identity where s = t
    E        (T, N, N)  ∂S(t)/∂δ(t), where δ is added to each carried symbol as soon as it is computed: what else of
             S(t) moves with it, as h = o∘tanh(c) moves with c. The identity for one layer that carries h alone
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from model.cells import Cell
from model.limits import state_size
from model.network import Network

__all__ = ["Jacobians", "blocks_of", "jacobians", "products"]

Tensor = torch.Tensor


@dataclass(frozen=True)
class Jacobians:
    """The states S (T, N) of a sentence in float64, and J, K, E of every step."""

    S: Tensor
    J: Tensor
    K: Tensor
    E: Tensor


def blocks_of(network: Network) -> list[dict[str, slice]]:
    """Return per layer where each carried symbol lies in S."""
    H, carried = network.config.hidden_size, network.cell.carried
    starts = [layer * len(carried) * H for layer in range(network.config.num_layers)]
    return [{name: slice(start + i * H, start + (i + 1) * H) for i, name in enumerate(carried)} for start in starts]


def jacobians(network: Network, ids: NDArray[np.int64]) -> Jacobians:
    """Run a sentence from S(−1) = 0 in float64 and differentiate each of its steps: ids (T,)."""
    weights = [{name: torch.from_numpy(value).double() for name, value in layer.items()} for layer in network.layers]
    blocks = blocks_of(network)
    x = torch.from_numpy(network.embed(ids)).double()  # (T, D)
    N = state_size(network)
    still = torch.zeros(N, dtype=torch.float64)

    def step(S: Tensor, x: Tensor, nudge: Tensor) -> Tensor:
        return _step(network.cell, weights, blocks, S, x, nudge)  # (N,)

    with torch.no_grad():
        S = [still]
        for row in x:
            S.append(step(S[-1], row, still))
    before, after = torch.stack(S[:-1] or [still])[: len(x)], torch.stack(S)[1:]  # (T, N)
    if len(x) == 0:
        D = network.config.embedding_dim
        return Jacobians(after, *(torch.zeros(0, N, size, dtype=torch.float64) for size in (N, D, N)))
    nudges = torch.zeros_like(before)
    J, K, E = torch.func.vmap(torch.func.jacrev(step, argnums=(0, 1, 2)))(before, x, nudges)
    return Jacobians(after, J, K, E)


def products(J: Tensor) -> Iterator[Tensor]:
    """Yield P for each t in turn: J (T, N, N) -> (1, N, N), (2, N, N), … (T, N, N)."""
    one = torch.eye(J.shape[1], dtype=J.dtype)[None]
    P = one[:0]
    for J_t in J:
        P = torch.cat([J_t @ P, one])
        yield P


def _step(
    cell: Cell,
    weights: Sequence[Mapping[str, Any]],
    blocks: Sequence[Mapping[str, slice]],
    S: Tensor,
    x: Tensor,
    nudge: Tensor,
) -> Tensor:
    """Take one step of all layers: S(t−1) (N,), x(t) (D,) -> S(t) (N,), each carried symbol nudged as it is made."""
    states = []
    for w, block in zip(weights, blocks, strict=True):

        def nudged(name: str, value: Tensor, at: Mapping[str, slice] = block) -> Tensor:
            return value + nudge[at[name]] if name in at else value

        previous = {name: S[place] for name, place in block.items()}
        made = cell.step(torch, w, cell.inputs(w, x), previous, nudged)
        states += [made[name] for name in cell.carried]
        x = made["h"]
    return torch.cat(states)
