"""
What can go wrong, as one tree. Each error carries a sentence for a person and, where a request caused it, a
pointer.

    ModelError
    ├── UnknownModel          no model of that name
    ├── UnknownWeight         no weight of that name in this model
    ├── BadText               a sentence that cannot be read: too many tokens, a token empty or too long
    ├── BadInitial            an h(−1) of the wrong shape, or with a value that is not a finite number
    ├── BadRequestedSymbol    a symbol this cell does not have
    ├── BadEdit               an edit of what is not there, or to a value that is not a finite number
    ├── BadEntry              a time stamp, layer, unit or output word that is not there
    ├── NoBank                a model whose states were never gathered
    ├── BadCheckpoint         a weights folder that cannot be read
    ├── BadCorpus             training text that cannot be fetched or read
    └── NoDevice              a device was asked for that is not there
"""

__all__ = [
    "BadCheckpoint",
    "BadCorpus",
    "BadEdit",
    "BadEntry",
    "BadInitial",
    "BadRequestedSymbol",
    "BadText",
    "ModelError",
    "NoBank",
    "NoDevice",
    "UnknownModel",
    "UnknownWeight",
]


class ModelError(Exception):
    """
    The root of the tree.

    detail   a whole sentence: what is wrong and how to mend it
    pointer  where in the request (RFC 6901), such as "/tokens/3"; None where no request is to blame
    """

    def __init__(self, detail: str, pointer: str | None = None) -> None:
        super().__init__(detail)
        self.detail = detail
        self.pointer = pointer


class UnknownModel(ModelError):
    """No model of that name."""


class UnknownWeight(ModelError):
    """No weight of that name in this model."""


class BadText(ModelError):
    """A sentence that cannot be read."""


class BadInitial(ModelError):
    """An initial state of the wrong shape, or with a value that is not a finite number."""


class BadRequestedSymbol(ModelError):
    """A symbol this cell does not have."""


class BadEdit(ModelError):
    """An edit of what is not there, or to a value that is not a finite number."""


class BadEntry(ModelError):
    """A time stamp, layer, unit or output word that is not there."""


class NoBank(ModelError):
    """A model whose states were never gathered."""


class BadCheckpoint(ModelError):
    """A weights folder that cannot be read."""


class BadCorpus(ModelError):
    """Training text that cannot be fetched or read."""


class NoDevice(ModelError):
    """A device was asked for that is not there."""
