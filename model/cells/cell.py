"""
What every cell offers.

Glossary
    T D H     time stamps, size of the input, size of the hidden state
    x         (T, D)  input at t
    stem      torch's name of a weight but for its layer: weight_ih, of which layer 0 has weight_ih_l0
    gate      one of the blocks of H rows that torch stacks in one weight: a GRU's weight_ih is (3H, D)

A cell has two halves. `inputs` is all that does not need the state, computed for every t at once. `step` is
the rest: given the states before each step it works alike on one time stamp, (H,), and on any number, (…, H).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from model.cells.activations import Activation
from model.cells.symbols import Array, Arrays, Symbol

__all__ = ["Block", "Cell", "Edit", "unedited"]

Edit = Callable[[str, Array], Array]
"""Called with each symbol's name and value as soon as it is computed; what depends on it sees what this returns."""


def unedited(name: str, value: Array) -> Array:  # noqa: ARG001
    """Leave every symbol as it was computed."""
    return value


@dataclass(frozen=True)
class Block:
    """Rows gate·H … (gate+1)·H of torch's weight with that stem; all of it where `gates` is 1."""

    stem: str
    gate: int = 0
    gates: int = 1

    def rows(self, stacked: Array) -> Array:
        """Return the block of a stacked weight, a view: (gates·H, …) -> (H, …)."""
        H = len(stacked) // self.gates
        return stacked[self.gate * H : (self.gate + 1) * H]

    def torch_name(self, layer: int, hidden_size: int) -> str:
        """Return torch's name, with torch's slice where it is a part: weight_hh_l0, weight_ih_l0[64:128]."""
        whole, first = f"{self.stem}_l{layer}", self.gate * hidden_size
        return whole if self.gates == 1 else f"{whole}[{first}:{first + hidden_size}]"


class Cell:
    """
    What every cell offers.

    activations  the names of the activation functions it can have
    weights      our names of its weights, in the order in which they are served: name -> where it lies in torch's
    carried      the symbols handed from one time stamp to the next
    activation   φ of the hidden state, or of what is proposed for it
    symbols      all its quantities, in the order in which they are computed; the last is the hidden state
    """

    name: ClassVar[str]
    activations: ClassVar[tuple[str, ...]]
    weights: ClassVar[Mapping[str, Block]]
    carried: ClassVar[tuple[str, ...]]
    activation: Activation
    symbols: tuple[Symbol, ...]

    def inputs(self, w: Arrays, x: Array, edited: Edit = unedited) -> dict[str, Array]:
        """Return x and the symbols that need no state, for every time stamp at once: x (T, D) -> {name: (T, size)}."""
        raise NotImplementedError

    def step(self, xp: Any, w: Arrays, inputs: Arrays, previous: Arrays, edited: Edit = unedited) -> dict[str, Array]:
        """Return the other symbols: inputs and the states before, each (H,) or (…, H) -> {name: likewise}."""
        raise NotImplementedError
