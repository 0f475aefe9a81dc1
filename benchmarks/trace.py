"""trace() against torch.nn.RNN on the same input, one thread each."""

from collections.abc import Callable

import torch
from threadpoolctl import threadpool_limits

from benchmarks.timing import side_by_side
from model.trace import trace
from model.zoo import Model, Zoo

__all__ = ["main"]

LENGTHS = (4, 32, 200)


def torch_network(model: Model, words: list[str], top: int) -> tuple[Callable[[], object], Callable[[], object]]:
    """Return two calls: torch.nn.RNN alone, and all that a trace answers but the inner terms, in torch."""
    p = {name: torch.from_numpy(value) for name, value in model.network.parameters.items()}
    V, D = p["embedding.weight"].shape
    H = model.card.hidden_size
    rnn = torch.nn.RNN(D, H, batch_first=True)
    rnn.load_state_dict({name.removeprefix("rnn."): value for name, value in p.items() if name.startswith("rnn.")})
    output = torch.nn.Linear(H, V)
    output.load_state_dict({"weight": p["output.weight"], "bias": p["output.bias"]})
    ids = torch.tensor(model.vocabulary.encode(words))
    x = p["embedding.weight"][ids][None]

    def states() -> object:
        with torch.no_grad():
            return rnn(x)

    def everything() -> object:
        with torch.no_grad():
            h, _ = rnn(p["embedding.weight"][ids][None])
            return torch.log_softmax(output(h)[..., 1:], dim=-1).topk(top)

    return states, everything


def main() -> None:
    """Print the ratios."""
    model = next(iter(Zoo()))
    words = list(model.vocabulary.spellings[2:202])
    torch.set_num_threads(1)
    print(f"trace() of {model.id}: every symbol, five predictions a time stamp; one thread")
    print("  T    against nn.RNN alone    against nn.RNN with embedding, softmax and top five")
    with threadpool_limits(1):
        for T in LENGTHS:
            sentence = words[:T]
            states, everything = torch_network(model, sentence, 5)
            ours, alone, whole = side_by_side(lambda s=sentence: trace(model, s), states, everything)
            print(f"{T:>5}{ours / alone:>17.2f} ×{ours / whole:>26.2f} ×        ({ours * 1e6:,.0f} µs)")
