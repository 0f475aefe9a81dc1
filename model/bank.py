"""
A bank of states that a network passed through on held-out sentences, the plane in which they vary most, and the
contexts whose state is nearest to another.

Glossary
    N P H         states that the components were computed from, states kept in the bank, units of the last layer
    h             a state (H,)
    mean          (H,)  of the N states
    components    (K, H)  principal components: orthogonal directions of unit length along which the states vary most
    shares        (H,)  of the whole variance, along each component; of the first two it is what the plane shows
    place         a state in the coordinates of the components: components · (h − mean), (K,)
    levels scale  (P, H) int8 and (H,): the kept states are levels · scale, so that a bank takes a quarter of the room

Source: Jolliffe, "Principal component analysis", 2002; the components are the eigenvectors of the covariance matrix.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import safetensors
from numpy.typing import NDArray
from safetensors.numpy import load_file, save_file

from model.errors import BadCheckpoint
from model.network import Floats
from model.text import Kind

__all__ = ["BANK", "CONTEXTS", "Bank", "Context", "Excerpt", "K", "gather", "load_bank", "principal", "save_bank"]

Doubles = NDArray[np.float64]
Ints = NDArray[np.int64]

BANK, CONTEXTS = "bank.safetensors", "contexts.json"
K = 3
"""Principal components that are kept: a plane, and one more for a space."""
CLOUD = 400
"""States at most that are drawn as a cloud."""
MOST_BYTES = 400_000
"""Of the kept states, at one byte a number."""
LEVELS = 127
DTYPES: Mapping[str, type[np.generic]] = {
    "levels": np.int8,
    "scale": np.float32,
    "where": np.int16,
    "mean": np.float32,
    "components": np.float32,
    "shares": np.float32,
}


@dataclass(frozen=True)
class Context:
    """
    A held-out text, the time stamp t at which its state is near, and how far apart the two states lie.

    known  whether the model knows the word at t
    """

    tokens: tuple[str, ...]
    t: int
    distance: float
    known: bool = True


@dataclass(frozen=True)
class Excerpt:
    """
    Held-out sentences, or passages, of a corpus, with where they come from.

    split  the split of each sentence
    kind   what they are cut into
    """

    sentences: tuple[tuple[str, ...], ...]
    split: tuple[str, ...]
    attribution: str
    kind: Kind = "words"


@dataclass(frozen=True)
class Bank:
    """
    States with their contexts, and their principal components.

    where   (P, 2)  of each kept state the sentence of the excerpt and the time stamp
    states  how many states the components were computed from, N
    """

    excerpt: Excerpt
    states: int
    levels: NDArray[np.int8]
    scale: Floats
    where: NDArray[np.int16]
    mean: Floats
    components: Floats
    shares: Floats

    @cached_property
    def h(self) -> Floats:
        """The kept states (P, H)."""
        h: Floats = self.levels.astype(np.float32) * self.scale
        return h

    @cached_property
    def _squares(self) -> Floats:
        squares: Floats = np.einsum("ph,ph->p", self.h, self.h)
        return squares

    @property
    def explained_variance(self) -> Floats:
        """The share of the whole variance along each kept component, (K,)."""
        return self.shares[:K]

    @cached_property
    def cloud(self) -> Floats:
        """The places of some kept states, evenly picked: at most (CLOUD, K)."""
        return self.place(self.h[:: -(-len(self.h) // CLOUD)])

    def place(self, h: Floats) -> Floats:
        """Return states in the coordinates of the components: (…, H) -> (…, K)."""
        places = (h - self.mean) @ self.components.T
        return places.astype(np.float32)

    def nearest(self, h: Floats, count: int) -> list[list[Context]]:
        """
        Return for each state (n, H) the contexts with the nearest states, the nearest first, by Euclidean distance.

        Of contexts that read the same up to there, and so have the same state, one stands for all.
        """
        squared = (h**2).sum(axis=1)[:, None] + self._squares - 2 * (h @ self.h.T)  # (n, P)
        return [list(self._told_apart(h[row], np.argsort(squared[row], kind="stable"), count)) for row in range(len(h))]

    def _told_apart(self, h: Floats, order: Ints, count: int) -> list[Context]:
        found: dict[tuple[str, ...], Context] = {}
        for place in order:
            if len(found) == count:
                break
            sentence, t = (int(number) for number in self.where[place])
            tokens = self.excerpt.sentences[sentence]
            read = tuple(token.lower() for token in tokens[: t + 1])
            if read not in found:
                found[read] = Context(tokens, t, float(np.linalg.norm(h - self.h[place])))
        return list(found.values())


def gather(excerpt: Excerpt, states: Sequence[Floats], every: Sequence[Floats], rng: np.random.Generator) -> Bank:
    """
    Make a bank: the components from `every` state, the kept states drawn from those of the excerpt, `states`.

    Both hold (T, H) for each sentence.
    """
    mean, components, shares = principal(np.concatenate(every))
    where = np.array([(s, t) for s, h in enumerate(states) for t in range(len(h))], dtype=np.int16)  # (all, 2)
    kept = min(len(where), MOST_BYTES // len(mean))
    where = where[np.sort(rng.permutation(len(where))[:kept])]  # (P, 2)
    h = np.stack([states[s][t] for s, t in where])  # (P, H)
    largest = np.abs(h).max(axis=0)  # (H,)
    scale = np.where(largest > 0, largest, 1) / LEVELS  # (H,)
    return Bank(
        excerpt,
        sum(map(len, every)),
        np.rint(h / scale).astype(np.int8),
        scale.astype(np.float32),
        where,
        mean.astype(np.float32),
        components[:K].astype(np.float32),
        shares.astype(np.float32),
    )


def principal(h: Floats) -> tuple[Doubles, Doubles, Doubles]:
    """Return the mean (H,), all components (H, H) by falling variance, and their shares of it (H,): h (N, H)."""
    doubles = h.astype(np.float64)
    mean = doubles.mean(axis=0)  # (H,)
    centred = doubles - mean  # (N, H)
    variances, directions = np.linalg.eigh(centred.T @ centred / len(h))  # (H,), (H, H): rising, in columns
    components = directions.T[::-1]  # (H, H)
    # Either of two opposite directions is a component; the one whose largest entry is positive is taken.
    largest = components[np.arange(len(components)), np.abs(components).argmax(axis=1)]  # (H,)
    variances = np.maximum(variances[::-1], 0)  # (H,)
    return mean, components * np.where(largest < 0, -1, 1)[:, None], variances / max(variances.sum(), 1e-30)


def save_bank(folder: Path, bank: Bank, weights: str) -> None:
    """Write a bank beside the weights that it belongs to, whose fingerprint is given."""
    tensors = {name: np.ascontiguousarray(getattr(bank, name)) for name in DTYPES}
    save_file(tensors, folder / BANK, {"about": json.dumps({"states": bank.states, "weights": weights})})
    (folder / BANK).chmod(0o644)  # safetensors writes for its owner only
    excerpt = bank.excerpt
    lines = ",\n".join(
        json.dumps([split, *(tokens if excerpt.kind == "words" else ["".join(tokens)])], ensure_ascii=False)
        for split, tokens in zip(excerpt.split, excerpt.sentences, strict=True)
    )
    head = json.dumps({"excerpt_of": excerpt.attribution, "kind": excerpt.kind}, ensure_ascii=False)[:-1]
    (folder / CONTEXTS).write_text(f'{head}, "sentences": [\n{lines}\n]}}\n', encoding="utf-8")


def load_bank(folder: Path, weights: str) -> Bank | None:
    """
    Read the bank of the weights with a fingerprint, None where there is none.

    BadCheckpoint, with the reason, where it cannot be read or belongs to other weights.
    """
    if not (folder / BANK).exists():
        return None
    try:
        tensors = load_file(folder / BANK)
        with safetensors.safe_open(folder / BANK, "numpy") as file:
            about = json.loads(file.metadata()["about"])
        excerpt = _excerpt(json.loads((folder / CONTEXTS).read_text(encoding="utf-8")))
        bank = Bank(excerpt, about["states"], **{name: tensors[name] for name in DTYPES})
        _hold(bank)
        stale = about["weights"] != weights
    except (OSError, KeyError, IndexError, TypeError, ValueError, safetensors.SafetensorError) as error:
        raise BadCheckpoint(
            f"The bank of states of {folder.name} cannot be read: {error!r}. Make it again with `unrolled study`."
        ) from error
    if stale:
        raise BadCheckpoint(f"The bank of {folder.name} belongs to other weights: run `unrolled study` again.")
    return bank


def _excerpt(data: Mapping[str, Any]) -> Excerpt:
    """A passage of characters stands there in one piece."""
    rows, kind = data["sentences"], data["kind"]
    sentences = tuple(tuple(row[1:]) if kind == "words" else tuple(row[1]) for row in rows)
    return Excerpt(sentences, tuple(row[0] for row in rows), data["excerpt_of"], kind)


def _hold(bank: Bank) -> None:
    """Refuse arrays that do not fit together."""
    P, H = bank.levels.shape
    shapes = {"levels": (P, H), "scale": (H,), "where": (P, 2), "mean": (H,), "components": (K, H), "shares": (H,)}
    for name, shape in shapes.items():
        array = getattr(bank, name)
        if array.shape != shape or array.dtype != DTYPES[name] or not np.isfinite(array).all():
            raise ValueError(f"{name} is not {DTYPES[name].__name__} {shape}")
    lengths = np.array([len(tokens) for tokens in bank.excerpt.sentences])  # sentences
    sentence, t = bank.where.T
    if (bank.where < 0).any() or (t >= lengths[sentence]).any():
        raise ValueError("a state has no context")
