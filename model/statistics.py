"""
What the numbers of one weight amount to.

Glossary
    M        (R, C)  the weight, float64; a bias is (R,)
    σ₁       largest singular value: no vector grows by more than σ₁ when M is applied to it
    λ        eigenvalues of M, where M takes a state to the next one: M v = λ v
    ρ        spectral radius, max |λ|: what is left of a direction after n words goes like ρⁿ, before φ squashes it
    order    rows (or columns) rearranged so that those alike, by the cosine of their angle, stand side by side

Source of the order: average linkage, and the turning of each cluster so that its nearest ends meet, of Gruvaeus and
Wainer, "Two additions to hierarchical cluster analysis", 1972.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from model.cells import Cell
from model.network import Floats

__all__ = ["MAX_ORDERED", "Eigenvalue", "Statistics", "acts_on_state", "order_of", "statistics"]

MAX_ORDERED = 512
"""Rows beyond this many are not ordered: a heatmap could not show them, and the time grows with their third power."""

Doubles = NDArray[np.float64]


@dataclass(frozen=True)
class Eigenvalue:
    """A complex number, as JSON can hold it."""

    re: float
    im: float


@dataclass(frozen=True)
class Statistics:
    """
    The figures of one weight; None where its kind has none.

    mean, standard_deviation, max_abs   over all its numbers
    frobenius_norm                      √ Σ M², a bias's length
    largest_singular_value              σ₁ of a matrix
    spectral_radius, eigenvalues        ρ and λ by falling |λ|, of a matrix that takes a state to the next
    row_norms, column_norms             (R,), (C,)  Euclidean length of each row and column of a matrix
    row_order, column_order             (R,), (C,)  indices by similarity, of a matrix with at most MAX_ORDERED of them
    """

    shape: tuple[int, ...]
    parameters: int
    mean: float
    standard_deviation: float
    max_abs: float
    frobenius_norm: float
    largest_singular_value: float | None
    spectral_radius: float | None
    eigenvalues: tuple[Eigenvalue, ...] | None
    row_norms: Doubles | None
    column_norms: Doubles | None
    row_order: NDArray[np.int64] | None
    column_order: NDArray[np.int64] | None


def statistics(weight: Floats, *, on_state: bool = False) -> Statistics:
    """Compute the figures of a weight, (R, C) or (R,); `on_state` where it is square and takes a state to the next."""
    M = weight.astype(np.float64)
    matrix = M if M.ndim == 2 else None
    eigenvalues = _eigenvalues(M) if on_state else None
    return Statistics(
        shape=M.shape,
        parameters=M.size,
        mean=float(M.mean()),
        standard_deviation=float(M.std()),
        max_abs=float(np.abs(M).max()),
        frobenius_norm=float(np.linalg.norm(M)),
        largest_singular_value=None if matrix is None else float(np.linalg.norm(matrix, ord=2)),
        spectral_radius=None if eigenvalues is None else float(np.hypot(eigenvalues[0].re, eigenvalues[0].im)),
        eigenvalues=eigenvalues,
        row_norms=None if matrix is None else np.linalg.norm(matrix, axis=1),
        column_norms=None if matrix is None else np.linalg.norm(matrix, axis=0),
        row_order=None if matrix is None else order_of(matrix),
        column_order=None if matrix is None else order_of(matrix.T),
    )


def acts_on_state(cell: Cell, weight: str) -> bool:
    """
    Whether a weight, by the cell's name for it, takes a state to the next through sums and φ alone.

    A gate's U_r and U_z are no such weights, nor is U_n, which makes what the gates then mix: how a state of theirs
    fades is not told by eigenvalues of any one weight.
    """
    reached: set[str] = set()
    for symbol in cell.symbols:
        for term in symbol.terms:
            first, *others = term.factors
            starts = first.name == weight and any(other.name in cell.carried and other.lag for other in others)
            if starts or (not others and first.name in reached):
                reached.add(symbol.name)
    return bool(reached & set(cell.carried))


def _eigenvalues(M: Doubles) -> tuple[Eigenvalue, ...]:
    """Return λ by falling modulus, of a conjugate pair the one above the real axis first: (H, H) -> H."""
    found = np.linalg.eigvals(M).astype(np.complex128)  # (H,)
    order = np.lexsort((-found.imag, -found.real, -np.abs(found)))
    return tuple(Eigenvalue(float(value.real), float(value.imag)) for value in found[order])


def order_of(rows: Doubles) -> NDArray[np.int64] | None:
    """
    Return the indices of the rows, those alike side by side: (R, C) -> (R,); None for more than MAX_ORDERED rows.

    The two clusters with the smallest mean distance are joined, again and again, at those of their ends that are
    nearest to each other. Which end comes first is a convention: that of the smaller index.
    """
    R = len(rows)
    if R > MAX_ORDERED:
        return None
    between = _distances(rows)  # (R, R)
    mean = between + np.diag(np.full(R, np.inf))  # (R, R), between clusters; inf for those joined already
    clusters = {row: [row] for row in range(R)}
    while len(clusters) > 1:
        i, j = sorted(divmod(int(mean.argmin()), R))
        left, right = clusters[i], clusters.pop(j)
        joined = (mean[i] * len(left) + mean[j] * len(right)) / (len(left) + len(right))  # (R,)
        clusters[i] = _joined(left, right, between)
        mean[i], mean[:, i] = joined, joined
        mean[i, i] = mean[j, :] = mean[:, j] = np.inf
    order = clusters[0]
    return np.array(order if order[0] <= order[-1] else order[::-1], dtype=np.int64)


def _distances(rows: Doubles) -> Doubles:
    """Return 1 − cosine between each two rows, a row of zeros being at 1 from all: (R, C) -> (R, R)."""
    norms = np.linalg.norm(rows, axis=1, keepdims=True)  # (R, 1)
    units = rows / np.where(norms > 0, norms, 1)  # (R, C)
    distances: Doubles = 1 - units @ units.T
    return distances


def _joined(left: list[int], right: list[int], between: Doubles) -> list[int]:
    """Put two ordered clusters end to end, each turned so that the ends that meet are the nearest."""
    ways = [(a, b) for a in (left, left[::-1]) for b in (right, right[::-1])]
    a, b = min(ways, key=lambda way: between[way[0][-1], way[1][0]])
    return a + b
