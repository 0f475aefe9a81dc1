"""A trace with edits against the same without, and many sentences in one pass against one after another."""

import numpy as np
from threadpoolctl import threadpool_limits

from benchmarks.timing import side_by_side
from model.edits import Overwrite
from model.trace import trace, traces
from model.zoo import Model, Zoo

__all__ = ["main"]

LENGTHS = (4, 32, 200)
SENTENCES = 64


def kinds(T: int) -> dict[str, list[Overwrite]]:
    """Return edits of a sentence of T words, from one entry to as many as are allowed."""
    return {
        "one entry": [Overwrite(T // 2, 0, "h", 12, -1.0)],
        "a unit, all t": [Overwrite("all", 0, "h", 12, 0.0)],
        "forget at t": [Overwrite(T // 2, 0, "Uh", "all", 0.0)],
        "64 edits, all t": [Overwrite("all", 0, "h", unit, 0.0) for unit in range(64)],
    }


def edits(model: Model) -> None:
    """Print what edits cost."""
    words = list(model.vocabulary.spellings[2:202])
    print(f"trace() of {model.id} with edits against a plain one; every symbol, no predictions; one thread")
    print("    T    " + "".join(f"{name:>18}" for name in kinds(1)))
    for T in LENGTHS:
        calls = [lambda e=e, T=T: trace(model, words[:T], top=0, edits=e) for e in ([], *kinds(T).values())]
        plain, *edited = side_by_side(*calls)
        print(f"{T:>5}    " + "".join(f"{seconds / plain:>16.2f} ×" for seconds in edited))


def batch(model: Model) -> None:
    """Print what one pass over many sentences saves."""
    rng = np.random.default_rng(0)
    words = model.vocabulary.spellings[2:]
    sentences = [rng.choice(words, size=rng.integers(2, 17)).tolist() for _ in range(SENTENCES)]
    print(f"{SENTENCES} sentences of 2 to 16 words in one pass, against as many single traces; one thread")
    print("    predictions    share of the time")
    for top in (0, 5):
        alone, together = side_by_side(
            lambda top=top: [trace(model, words, top=top) for words in sentences],
            lambda top=top: traces(model, sentences, top=top),
        )
        print(f"{top:>15}    {together / alone:>17.2f}        ({together * 1e3:,.1f} ms)")


def main() -> None:
    """Print the ratios."""
    model = next(iter(Zoo()))
    with threadpool_limits(1):
        edits(model)
        print()
        batch(model)
