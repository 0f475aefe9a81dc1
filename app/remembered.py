"""
Influences and omissions as they travel. Where s > t there is nothing: left out in JSON, 0 in tensors.

Glossary
    triangle  rows t = 0 … T−1 of the numbers for s = 0 … t
"""

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from app.wire import to_json, to_safetensors
from model.omission import Omission

if TYPE_CHECKING:  # it imports torch, which takes a second
    from model.influence import Influence

__all__ = ["influence_as_json", "influence_as_safetensors", "omission_as_json"]

Doubles = NDArray[np.float64]


def influence_as_json(influence: "Influence") -> bytes:
    """Return influences as JSON."""
    layers = [
        {"norms": _triangles(layer.norms), "gradients": _triangles(layer.gradients), "reach": layer.reach}
        for layer in influence.layers
    ]
    matrices = {name: _triangle(matrix) for name, matrix in _whole(influence).items()}
    return to_json({**_head(influence), "layers": layers, "steps": influence.steps, **matrices})


def influence_as_safetensors(influence: "Influence") -> bytes:
    """Return influences as safetensors: float64 tensors layers.0.norms.h_from_h (T, T), …; the rest as JSON."""
    tensors = {**_whole(influence), "steps": influence.steps}
    for number, layer in enumerate(influence.layers):
        for kind, matrices in (("norms", layer.norms), ("gradients", layer.gradients)):
            tensors |= {f"layers.{number}.{kind}.{name}": matrix for name, matrix in matrices.items()}
    head = {**_head(influence), "reach": [layer.reach for layer in influence.layers]}
    return to_safetensors(tensors, {"influences": head})


def omission_as_json(omission: Omission) -> bytes:
    """Return an omission as JSON."""
    return to_json({**vars(omission), "changes": _triangle(omission.changes)})


def _whole(influence: "Influence") -> dict[str, Doubles]:
    return {"word_gradient": influence.word_gradient, "products": influence.products, "bounds": influence.bounds}


def _head(influence: "Influence") -> dict[str, Any]:
    return {
        "model": influence.model,
        "tokens": influence.tokens,
        "targets": influence.targets,
        "growth": _triangle(influence.growth),
    }


def _triangles(matrices: dict[str, Doubles]) -> dict[str, list[list[float | None]]]:
    return {name: _triangle(matrix) for name, matrix in matrices.items()}


def _triangle(matrix: Doubles) -> list[list[float | None]]:
    """Return the rows up to the diagonal, None where there is no finite number: JSON has no other."""
    rows = (row[: t + 1].tolist() for t, row in enumerate(matrix))
    return [[value if np.isfinite(value) else None for value in row] for row in rows]
