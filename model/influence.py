"""
How far back a network's memory reaches: what the state at t owes to the state and the word at s.

Glossary
    s t T        time stamps with s ≤ t, and their number; row t, column s of every matrix here; k = t − s
    S J K E P    the whole carried state, the Jacobians of its steps and their products: model/jacobians.py
    h_from_h     ‖the rows of h(t), the columns of h(s) of P‖: what h(t) owes to h(s), the other carried state held
    c_from_c     likewise for an LSTM's c
    h_from_x     ‖∂h(t)/∂x(s)‖
    L(t)         −ln p(token t+1 | tokens 0 … t), in nats
    ‖M‖          spectral norm of a matrix: no vector grows by more than this factor; of a vector, its length

Source: Pascanu, Mikolov and Bengio, "On the difficulty of training recurrent neural networks", arXiv:1211.5063.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from model.errors import BadText
from model.jacobians import Jacobians, blocks_of, jacobians, products
from model.limits import most_influence_tokens
from model.network import Network
from model.text import Vocabulary
from model.trace import Token, read_tokens
from model.zoo import Model

__all__ = ["TENTH", "Influence", "LayerInfluence", "influence", "norm"]

TENTH = 0.1

Doubles = NDArray[np.float64]
Tensor = torch.Tensor


@dataclass(frozen=True)
class LayerInfluence:
    """
    One layer's figures, float64, each (T, T) and 0 where s > t.

    norms      "h_from_h", "c_from_c" where there is a c, "h_from_x"
    gradients  carried symbol -> ‖∂L(t)/∂symbol(s)‖, all that follows moving with it, as training has it
    reach      carried symbol -> for each t the first k ≥ 1 at which that gradient is below a tenth of what it is at
               k = 0; None where that is not within the sentence, or where there is no L(t)
    """

    norms: dict[str, Doubles]
    gradients: dict[str, Doubles]
    reach: dict[str, tuple[int | None, ...]]


@dataclass(frozen=True)
class Influence:
    """
    What each time stamp of a sentence owes to those before it.

    targets        for each t the token whose L(t) is meant; None where none follows or it is unknown
    word_gradient  (T, T)  ‖∂ ln p(token t+1)/∂x(s)‖
    steps          (T,)    ‖J(t)‖
    products       (T, T)  ‖J(t) ⋯ J(s+1)‖ of the whole carried state, the truth
    bounds         (T, T)  ‖J(t)‖ ⋯ ‖J(s+1)‖, the upper bound
    growth         (T, T)  ln ‖J(t) ⋯ J(s+1)‖ / (t − s), the mean growth per step; −∞ where the product is 0, and 0
                           where s = t
    """

    model: str
    tokens: tuple[Token, ...]
    targets: tuple[str | None, ...]
    layers: tuple[LayerInfluence, ...]
    word_gradient: Doubles
    steps: Doubles
    products: Doubles
    bounds: Doubles
    growth: Doubles


def influence(model: Model, text: str | Sequence[str], *, end: bool = False) -> Influence:
    """
    Differentiate a sentence's every state by every earlier state and word, in float64, from S(−1) = 0.

    end  whether the sentence ends here: then L of the last t is that of the end of the sentence

    Raises BadText, also where there are more tokens than `most_influence_tokens`.
    """
    tokens = read_tokens(model.vocabulary, text)
    most = most_influence_tokens(model.network)
    if len(tokens) > most:
        raise BadText(
            f"That is {len(tokens):,} tokens; influences are computed for at most {most} with this model. Shorten it.",
            "/text" if isinstance(text, str) else "/tokens",
        )
    ids = np.array([token.id for token in tokens], dtype=np.int64)  # (T,)
    targets = _targets(ids, end and model.vocabulary.ends)
    found = jacobians(model.network, ids)
    pulls = _pulls(model.network, found, targets)  # (T, N)
    matrices = _matrices(model.network, found, pulls)
    steps = norm(found.J).numpy()  # (T,)
    whole = matrices["products"]
    spellings = model.vocabulary.spellings
    return Influence(
        model=model.id,
        tokens=tokens,
        targets=tuple(None if target is None else spellings[target] for target in targets),
        layers=tuple(
            _layer(matrices, layer, model.network.cell.carried, targets)
            for layer in range(model.network.config.num_layers)
        ),
        word_gradient=matrices["word_gradient"],
        steps=steps,
        products=whole,
        bounds=_bounds(steps),
        growth=_growth(whole),
    )


def _targets(ids: NDArray[np.int64], end: bool) -> list[int | None]:
    """Return the id of the token whose probability each t is about; <unk> is never predicted."""
    following: list[int | None] = [None if i == Vocabulary.unknown else int(i) for i in ids[1:]]
    return following + [Vocabulary.end if end else None] * (len(ids) > 0)


def _pulls(network: Network, found: Jacobians, targets: Sequence[int | None]) -> Tensor:
    """Return ∂L(t)/∂S(t), which only h(t) of the last layer enters: (T, N), zeros where there is no L(t)."""
    at = blocks_of(network)[-1]["h"]
    W_y, b_y = (torch.from_numpy(network.parameters[f"output.{name}"]).double() for name in ("weight", "bias"))
    h = found.S[:, at].clone().requires_grad_()  # (T, H)
    first = Vocabulary.unknown + 1  # <unk> is no row of the softmax
    log_p = torch.log_softmax((h @ W_y.T + b_y)[:, first:], dim=1)  # (T, V − 1)
    chosen = [(t, target - first) for t, target in enumerate(targets) if target is not None]
    pulls = torch.zeros_like(found.S)
    if chosen:
        rows, columns = (list(each) for each in zip(*chosen, strict=True))
        (pulls[:, at],) = torch.autograd.grad(-log_p[rows, columns].sum(), h)
    return pulls


def _matrices(network: Network, found: Jacobians, pulls: Tensor) -> dict[str, Doubles]:
    """Return every (T, T) matrix under a name such as "0.norms.h_from_h", a row at a time: P of all s at once."""
    T = len(found.S)
    rows: dict[str, list[Tensor]] = {}
    for t, P in enumerate(products(found.J)):
        if not torch.isfinite(P).all():
            raise BadText(f"At token {t} an influence grows beyond 10³⁰⁸. Shorten the sentence.", "/text")
        for name, row in _row(network, P, found, pulls[t]).items():
            rows.setdefault(name, []).append(row)  # (t + 1,)
    return {name: _triangle(rows.get(name, []), T) for name in rows or _names(network)}


def _row(network: Network, P: Tensor, found: Jacobians, pull: Tensor) -> dict[str, Tensor]:
    """Return what stands in row t of every matrix: P (t + 1, N, N), pull (N,) -> {name: (t + 1,)}."""
    pulled = pull @ P  # (t + 1, N)
    K, E = found.K[: len(P)], found.E[: len(P)]  # (t + 1, N, D), (t + 1, N, N)
    moved = torch.einsum("sn,snm->sm", pulled, E)  # (t + 1, N)
    by_word = torch.einsum("sn,snd->sd", pulled, K)  # (t + 1, D)
    row = {"word_gradient": by_word.norm(dim=1)}
    for layer, block in enumerate(blocks_of(network)):
        for name, at in block.items():
            row[f"{layer}.norms.{name}_from_{name}"] = norm(P[:, at, at])
            row[f"{layer}.gradients.{name}"] = moved[:, at].norm(dim=1)
        row[f"{layer}.norms.h_from_x"] = norm(P[:, block["h"]] @ K)  # of (t + 1, H, D)
    alone = P.shape[1] == network.config.hidden_size  # then h is all that is carried
    row["products"] = row["0.norms.h_from_h"] if alone else norm(P)
    return row


def _names(network: Network) -> list[str]:
    """Return the matrices' names where there is no row to read them off."""
    names = ["word_gradient", "products"]
    for layer, block in enumerate(blocks_of(network)):
        names += [f"{layer}.norms.{name}_from_{name}" for name in block] + [f"{layer}.norms.h_from_x"]
        names += [f"{layer}.gradients.{name}" for name in block]
    return names


def norm(matrices: Tensor) -> Tensor:
    """
    Return the largest singular values, in one batch: (B, m, n) -> (B,).

    √λ of MᵀM is as exact as a singular value decomposition for the largest of them, though not for the others, and half
    again as fast. Each matrix is first brought to a largest entry of 1, so that nothing is lost when it is squared.
    """
    if len(matrices) == 0:
        return matrices.new_zeros(0)
    sizes = matrices.abs().amax(dim=(1, 2))  # (B,)
    M = matrices / torch.where(sizes > 0, sizes, 1.0)[:, None, None]  # (B, m, n)
    largest = torch.linalg.eigvalsh(M.mT @ M)[:, -1].clamp(min=0)  # (B,)
    norms: Tensor = sizes * largest.sqrt()
    return norms


def _triangle(rows: Sequence[Tensor], T: int) -> Doubles:
    """Put rows of 1, 2, … T numbers below each other: (T, T), zeros at their right."""
    matrix = np.zeros((T, T))
    for t, row in enumerate(rows):
        matrix[t, : t + 1] = row.numpy()
    return matrix


def _layer(
    matrices: dict[str, Doubles], layer: int, carried: Sequence[str], targets: Sequence[int | None]
) -> LayerInfluence:
    def those(kind: str) -> dict[str, Doubles]:
        prefix = f"{layer}.{kind}."
        return {name.removeprefix(prefix): value for name, value in matrices.items() if name.startswith(prefix)}

    gradients = those("gradients")
    reach = {
        name: tuple(None if target is None else _reach(gradients[name][t, t::-1]) for t, target in enumerate(targets))
        for name in carried
    }
    return LayerInfluence(those("norms"), gradients, reach)


def _reach(by_distance: Doubles) -> int | None:
    """Return the first k ≥ 1 whose value is below a tenth of that at k = 0: (t + 1,)."""
    below = np.flatnonzero(by_distance[1:] < TENTH * by_distance[0])
    return int(below[0]) + 1 if len(below) else None


def _bounds(steps: Doubles) -> Doubles:
    """Return the products of the single norms, the largest float where one is beyond it: (T,) -> (T, T)."""
    T = len(steps)
    bounds = np.zeros((T, T))
    with np.errstate(over="ignore"):
        for t in range(T):
            bounds[t, t::-1] = np.cumprod(np.concatenate([[1.0], steps[t:0:-1]]))
    return np.minimum(bounds, np.finfo(np.float64).max)


def _growth(products: Doubles) -> Doubles:
    """Return ln ‖J(t) ⋯ J(s+1)‖ / (t − s): (T, T)."""
    t, s = np.tril_indices(len(products), k=-1)
    growth = np.zeros_like(products)
    with np.errstate(divide="ignore"):
        growth[t, s] = np.log(products[t, s]) / (t - s)
    return growth
