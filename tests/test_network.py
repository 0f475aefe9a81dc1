import numpy as np
import pytest
import torch

from model.errors import BadCheckpoint, NoDevice
from model.network import Network
from tests.random_model import random_model

network = random_model(num_layers=2).network


def test_layers_carry_the_cells_own_names():
    assert [list(layer) for layer in network.layers] == [["W", "U", "b_ih", "b_hh"]] * 2
    assert [layer["W"].shape for layer in network.layers] == [(7, 5), (7, 7)]
    np.testing.assert_array_equal(network.layers[1]["U"], network.parameters["rnn.weight_hh_l1"])


def test_embedding_and_logits_are_torchs_without_unk():
    embedding = torch.nn.Embedding(*network.parameters["embedding.weight"].shape)
    output = torch.nn.Linear(7, network.config.vocab_size)
    embedding.load_state_dict({"weight": torch.from_numpy(network.parameters["embedding.weight"])})
    output.load_state_dict(
        {name: torch.from_numpy(network.parameters[f"output.{name}"]) for name in ("weight", "bias")}
    )
    ids = np.array([3, 0, 5])
    np.testing.assert_array_equal(network.embed(ids), embedding(torch.from_numpy(ids)).detach().numpy())
    h = np.random.default_rng(0).normal(size=(3, 7)).astype(np.float32)
    expected = output(torch.from_numpy(h)).detach().numpy()
    y = network.logits(h)
    assert np.isneginf(y[:, 0]).all()
    np.testing.assert_allclose(y[:, 1:], expected[:, 1:], atol=1e-6)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda p: p.pop("output.bias"), "The weights lack output.bias"),
        (lambda p: p.update({"output.bias": np.zeros(3, np.float32)}), r"output.bias has shape \(3,\)"),
        (lambda p: p["output.bias"].fill(np.nan), "not finite"),
    ],
)
def test_a_bad_checkpoint_is_refused_with_its_reason(change, sentence):
    parameters = {name: value.copy() for name, value in network.parameters.items()}
    change(parameters)
    with pytest.raises(BadCheckpoint, match=sentence):
        Network(network.config, parameters)


@pytest.mark.skipif(torch.cuda.is_available(), reason="a CUDA device is here; test_device.py runs on it")
def test_cuda_where_there_is_none_gets_a_sentence():
    with pytest.raises(NoDevice, match="There is no CUDA device here; use --device cpu"):
        network.on("cuda")
