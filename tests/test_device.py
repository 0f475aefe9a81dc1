"""A GPU runs the same lines as the CPU. Where there is none these tests are skipped, and the summary says so."""

import numpy as np
import pytest
import torch

from model.check import check
from model.trace import trace
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
