"""influence() against torch.autograd.functional.jacobian, one call per t that gives all s at once; one thread."""

from collections.abc import Callable

import numpy as np
import torch
from threadpoolctl import threadpool_limits

from benchmarks.timing import side_by_side
from model.influence import influence
from model.jacobians import jacobians, products
from model.zoo import Model, Zoo

__all__ = ["main"]

LENGTHS = (8, 32)


Blocks = tuple[torch.Tensor, ...]


def by_jacobian(model: Model, words: list[str], *, vectorize: bool = False) -> Callable[[], list[Blocks]]:
    """
    Return a call that gives for each t ∂h(t)/∂h(s) and ∂h(t)/∂x(s) of all s ≤ t: (H, t + 1, H), (H, t + 1, D).

    All h(s) are reached at once by nudges added to the states on the way, in a plain loop over the cell's equation.
    """
    p = {name: torch.from_numpy(value).double() for name, value in model.network.parameters.items()}
    W, U, b = p["rnn.weight_ih_l0"], p["rnn.weight_hh_l0"], p["rnn.bias_ih_l0"] + p["rnn.bias_hh_l0"]
    x = p["embedding.weight"][model.vocabulary.encode(words)]  # (T, D)
    still = torch.zeros(len(x), len(U), dtype=torch.float64)

    def state(nudges: torch.Tensor, x: torch.Tensor) -> torch.Tensor:
        h = torch.zeros(len(U), dtype=torch.float64)
        for nudge, Wx in zip(nudges, x @ W.T + b, strict=True):
            h = torch.tanh(Wx + U @ h) + nudge
        return h

    def call() -> list[Blocks]:
        until = range(1, len(x) + 1)
        return [torch.autograd.functional.jacobian(state, (still[:n], x[:n]), vectorize=vectorize) for n in until]

    return call


def with_norms(call: Callable[[], list[Blocks]]) -> Callable[[], list[Blocks]]:
    """Return a call that gives the spectral norms of those blocks."""
    return lambda: [tuple(torch.linalg.matrix_norm(block.transpose(0, 1), ord=2) for block in row) for row in call()]


def main() -> None:
    """Print the ratios."""
    model = Zoo().get("rnn-tanh")
    words = list(model.vocabulary.spellings[2:202])
    torch.set_num_threads(1)
    print(f"Influences of {model.id}, ∂h(t)/∂h(s) and ∂h(t)/∂x(s) of all s ≤ t; one thread")
    print(
        "  T    against one jacobian call per t    against the same, vectorized    the Jacobians alone, without norms"
    )
    with threadpool_limits(1):
        for T in LENGTHS:
            sentence = words[:T]
            ids = np.array(model.vocabulary.encode(sentence))
            plain, vectorized = (with_norms(by_jacobian(model, sentence, vectorize=each)) for each in (False, True))
            for mine, theirs in zip(influence(model, sentence).products, plain(), strict=True):
                np.testing.assert_allclose(mine[: len(theirs[0])], theirs[0], rtol=1e-9, atol=1e-15)
            ours, one, other, alone, bare = side_by_side(
                lambda s=sentence: influence(model, s),
                plain,
                vectorized,
                lambda i=ids: list(products(jacobians(model.network, i).J)),
                by_jacobian(model, sentence),
                rounds=5,
            )
            print(f"{T:>5}{one / ours:>28.1f} ×{other / ours:>28.1f} ×{bare / alone:>28.0f} ×   ({ours * 1e3:,.0f} ms)")
