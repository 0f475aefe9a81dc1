"""Networks as torch modules, against torch's own."""

from dataclasses import replace

import numpy as np
import pytest
import torch
from torch import nn
from torch.nn import functional

from model.modules import CrossEntropy, LanguageModel, Recurrent
from model.network import Config
from model.textbook import textbook

CONFIG = Config("rnn", "tanh", embedding_dim=8, hidden_size=12, num_layers=1, vocab_size=9)
SIGMOID = replace(CONFIG, activation="sigmoid")


def loss_of(model: LanguageModel, ids: torch.Tensor, penalty: float = 0.0) -> tuple[torch.Tensor, torch.Tensor, int]:
    return model.loss(ids, dropout=0.0, penalty=penalty, random=torch.Generator())


def test_cross_entropy_and_its_gradients_are_torchs() -> None:
    rng = torch.Generator().manual_seed(0)
    h, W, b = (torch.randn(shape, generator=rng, dtype=torch.float64) for shape in ((300, 6), (11, 6), (11,)))
    target = torch.randint(11, (300,), generator=rng)
    ours, theirs = ([value.clone().requires_grad_() for value in (h, W, b)] for _ in range(2))
    found = CrossEntropy.apply(*ours, target)
    expected = functional.cross_entropy(functional.linear(*theirs), target)
    torch.testing.assert_close(found, expected)
    (3 * found).backward()
    (3 * expected).backward()
    for mine, its in zip(ours, theirs, strict=True):
        torch.testing.assert_close(mine.grad, its.grad)


def test_the_penalty_of_every_layer_is_added_to_what_is_minimised() -> None:
    model, ids = LanguageModel(replace(CONFIG, num_layers=2), 0), torch.tensor([[3, 4, 5]])
    below, above = model.rnn(model.embedding(ids))
    total, nats, _ = loss_of(model, ids, penalty=2.0)
    torch.testing.assert_close(total - nats, below.abs().mean() + above.abs().mean())


def test_the_penalty_of_an_lstm_is_also_on_what_it_proposes() -> None:
    model, ids = LanguageModel(replace(CONFIG, cell="lstm", num_layers=2), 0), torch.tensor([[3, 4, 5], [6, 2, 8]])
    total, nats, _ = loss_of(model, ids, penalty=2.0)
    x, sizes = model.embedding(ids), []
    for number, h in enumerate(model.rnn(x)):
        p = {k.split("_l")[0]: v.detach().double().numpy() for k, v in model.rnn.layers[number].state_dict().items()}
        zeros = {"h": np.zeros(12), "c": np.zeros(12)}
        g = [textbook("lstm", "tanh", p, row.double().detach().numpy(), zeros)["g"] for row in x]
        sizes += [h.abs().mean().item() + np.abs(g).mean()]
        x = h
    assert (total - nats).item() == pytest.approx(sum(sizes), rel=1e-5)  # 2 · the mean of two layers


def test_the_penalty_of_a_sigmoid_is_on_its_distance_from_a_half() -> None:
    model, ids = LanguageModel(SIGMOID, 0), torch.tensor([[3, 4, 5]])
    (h,) = model.rnn(model.embedding(ids))
    total, nats, _ = loss_of(model, ids, penalty=2.0)
    torch.testing.assert_close(total - nats, 2 * (h - 0.5).abs().mean())


def test_unknown_words_are_read_and_never_predicted() -> None:
    model = LanguageModel(CONFIG, 0)
    loss_of(model, torch.tensor([[3, 0, 4], [0, 5, 0]]))[0].backward()
    assert model.embedding.weight.grad is not None
    assert model.output.weight.grad is not None
    assert model.embedding.weight.grad[0].abs().sum() > 0
    assert model.output.weight.grad[0].abs().sum() == 0


def test_a_cell_run_by_its_own_equations_is_torchs_rnn_in_values_and_gradients() -> None:
    ours, theirs = Recurrent(CONFIG, 8).double(), nn.RNN(8, 12, batch_first=True).double()
    theirs.load_state_dict(ours.state_dict())
    x = torch.randn(3, 7, 8, dtype=torch.float64)
    found, last = ours(x)
    expected, state = theirs(x)
    torch.testing.assert_close(found, expected)
    torch.testing.assert_close(last, state[-1])
    found.square().sum().backward()
    expected.square().sum().backward()
    for name, parameter in ours.named_parameters():
        torch.testing.assert_close(parameter.grad, theirs.get_parameter(name).grad)


@pytest.mark.parametrize(("cell", "module"), [("rnn", nn.RNN), ("gru", nn.GRU), ("lstm", nn.LSTM)])
def test_layers_are_torchs_own_stack_under_torchs_names(cell: str, module: type[nn.RNNBase]) -> None:
    model = LanguageModel(replace(CONFIG, cell=cell, num_layers=2), 3)
    stack = module(8, 12, 2, batch_first=True)
    named = model.parameters_of_network()
    stack.load_state_dict({name.removeprefix("rnn."): v for name, v in named.items() if name.startswith("rnn.")})
    x = torch.randn(3, 7, 8)
    below, above = model.rnn(x)
    torch.testing.assert_close(above, stack(x)[0])
    torch.testing.assert_close(model.rnn(x, between=torch.zeros_like)[1], model.rnn.layers[1](0 * below)[0])
    assert set(named) == {
        "embedding.weight",
        "output.weight",
        "output.bias",
        *(f"rnn.{name}" for name in stack.state_dict()),
    }


def test_dropout_is_on_the_way_to_every_layer_and_to_the_output() -> None:
    model, ids = LanguageModel(replace(CONFIG, num_layers=2), 0), torch.tensor([[3, 4, 5]])
    fed: list[torch.Tensor] = []
    for layer in model.rnn.layers:
        layer.register_forward_pre_hook(lambda _, given: fed.append(given[0]))
    model.loss(ids, dropout=0.5, penalty=0.0, random=torch.Generator().manual_seed(0))
    for given in fed:
        assert 0.2 < (given == 0).float().mean() < 0.8


def test_a_sigmoid_starts_at_rest_with_an_orthogonal_u_times_four() -> None:
    rnn = Recurrent(SIGMOID, 8)
    U = rnn.get_parameter("weight_hh_l0").detach()
    torch.testing.assert_close(U @ U.T, 16 * torch.eye(12), atol=1e-4, rtol=0)
    half = torch.full((12,), 0.5)
    biases = rnn.get_parameter("bias_ih_l0") + rnn.get_parameter("bias_hh_l0")
    torch.testing.assert_close(U @ half + biases.detach(), torch.zeros(12), atol=1e-5, rtol=0)
