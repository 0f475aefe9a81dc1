"""A GPU runs the same lines as the CPU. Where there is none these tests are skipped, and the summary says so."""

import numpy as np
import pytest
import torch

from model.check import check
from model.edits import Overwrite, placed
from model.run import run, run_many
from model.trace import trace, traces
from tests.random_model import WORDS, random_model

on_gpu = pytest.mark.skipif(not torch.cuda.is_available(), reason="did not run: there is no CUDA device here")


@pytest.mark.gpu
@on_gpu
@pytest.mark.parametrize("activation", ["tanh", "sigmoid"])
@pytest.mark.parametrize("length", [0, 1, 200])
def test_the_same_trace_comes_out_on_both(activation, length):
    model = random_model(activation=activation, embedding_dim=64, hidden_size=64, num_layers=2, scale=0.2)
    words = np.random.default_rng(0).choice(WORDS, size=length).tolist()
    on_cpu, on_cuda = trace(model, words), trace(model, words, device="cuda")
    assert check(model, on_cuda).max_abs_difference < 1e-4
    for ours, theirs in zip(on_cpu.layers, on_cuda.layers, strict=True):
        for name, value in ours.values.items():
            np.testing.assert_allclose(theirs.values[name], value, rtol=0, atol=1e-4)
    for ours, theirs in zip(on_cpu.outputs, on_cuda.outputs, strict=True):
        assert [p.token for p in ours.top] == [p.token for p in theirs.top]


EDITS = [Overwrite("all", 1, "h", 3, 0.0), Overwrite(2, 0, "Uh", "all", 0.5), Overwrite((0, 1), 1, "x", 2, -1.0)]


@pytest.mark.gpu
@on_gpu
def test_edits_and_batches_are_the_same_on_both():
    model = random_model(embedding_dim=64, hidden_size=64, num_layers=2, scale=0.2)
    words = list(WORDS[:9])
    for ours, theirs in (
        (trace(model, words, edits=EDITS), trace(model, words, edits=EDITS, device="cuda")),
        *zip(traces(model, [words, words[:4]]), traces(model, [words, words[:4]], device="cuda"), strict=True),
    ):
        for layer, other in zip(ours.layers, theirs.layers, strict=True):
            for name, value in layer.values.items():
                np.testing.assert_allclose(other.values[name], value, rtol=0, atol=1e-4)


@pytest.mark.parametrize("cell", ["rnn", "gru", "lstm"])
def test_the_lines_that_a_gpu_runs_take_edits_and_batches_as_numpys_do(cell):
    """On torch tensors in the CPU's memory, so that this much is tested on every machine."""
    model = random_model(cell=cell)
    _, (w,) = model.network.on("cpu")
    on_torch = {name: torch.from_numpy(value) for name, value in w.items()}
    x = np.random.default_rng(0).normal(size=(6, 5))
    before = {name: np.full(7, 0.25) for name in model.network.cell.carried}
    symbol = model.network.cell.symbols[3].name
    edits = [Overwrite("all", 0, "h", 3, 0.0), Overwrite(2, 0, symbol, "all", 0.5), Overwrite((0, 1), 0, "x", 2, -1.0)]
    (hooks,) = placed(model.network, 6, edits)
    many = {name: np.stack([value, -value]) for name, value in before.items()}
    for ours, theirs in (
        (run(np, model.network.cell, w, x, before, hooks), run(torch, model.network.cell, on_torch, x, before, hooks)),
        (
            run_many(np, model.network.cell, w, x, [4, 2], many),
            run_many(torch, model.network.cell, on_torch, x, [4, 2], many),
        ),
    ):
        for name, value in ours.items():
            np.testing.assert_allclose(theirs[name], value, rtol=0, atol=1e-12)
    np.testing.assert_array_equal(x, np.random.default_rng(0).normal(size=(6, 5)))  # what came in stays as it was
