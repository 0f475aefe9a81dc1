"""
The equations of each recurrent cell, written once, over operations that NumPy arrays and torch tensors share.

    symbols      Symbol, Term, Factor: a cell's quantities, described well enough to draw and to derive them unseen
    activations  φ, with its slope
    cell         Cell: what every cell offers; Block: where its weights lie in torch's
    gates        what the gates of a GRU and of an LSTM share
    rnn          RNNCell, the vanilla (Elman) cell
    gru          GRUCell
    lstm         LSTMCell

A new cell is one file here and one entry in CELLS.
"""

from model.cells.activations import ACTIVATIONS, Activation
from model.cells.cell import Block, Cell, Edit, unedited
from model.cells.gru import GRUCell
from model.cells.lstm import LSTMCell
from model.cells.rnn import RNNCell
from model.cells.symbols import Array, Arrays, Factor, Symbol, Term

__all__ = [
    "ACTIVATIONS",
    "CELLS",
    "Activation",
    "Array",
    "Arrays",
    "Block",
    "Cell",
    "Edit",
    "Factor",
    "GRUCell",
    "LSTMCell",
    "RNNCell",
    "Symbol",
    "Term",
    "cell_of",
    "unedited",
]

CELLS: dict[str, type[RNNCell] | type[GRUCell] | type[LSTMCell]] = {
    RNNCell.name: RNNCell,
    GRUCell.name: GRUCell,
    LSTMCell.name: LSTMCell,
}


def cell_of(name: str, activation: str) -> Cell:
    """Return the cell of that name with that activation; KeyError where there is none."""
    if activation not in CELLS[name].activations:
        raise KeyError(f"{name} with {activation}")
    return CELLS[name](activation)
