"""Networks as torch modules, against torch's own."""

from dataclasses import replace

import pytest
import torch
from torch import nn
from torch.nn import functional

from model.modules import CrossEntropy, LanguageModel, Recurrent
from model.network import Config

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


def test_the_penalty_is_added_to_what_is_minimised() -> None:
    model, ids = LanguageModel(CONFIG, 0), torch.tensor([[3, 4, 5]])
    h, _ = model.rnn(model.embedding(ids))
    total, nats, _ = loss_of(model, ids, penalty=2.0)
    torch.testing.assert_close(total - nats, 2 * h.abs().mean())


def test_the_penalty_of_a_sigmoid_is_on_its_distance_from_a_half() -> None:
    model, ids = LanguageModel(SIGMOID, 0), torch.tensor([[3, 4, 5]])
    h, _ = model.rnn(model.embedding(ids))
    total, nats, _ = loss_of(model, ids, penalty=2.0)
    torch.testing.assert_close(total - nats, 2 * (h - 0.5).abs().mean())


def test_unknown_words_are_read_and_never_predicted() -> None:
    model = LanguageModel(CONFIG, 0)
    loss_of(model, torch.tensor([[3, 0, 4], [0, 5, 0]]))[0].backward()
    assert model.embedding.weight.grad is not None
    assert model.output.weight.grad is not None
    assert model.embedding.weight.grad[0].abs().sum() > 0
    assert model.output.weight.grad[0].abs().sum() == 0


@pytest.mark.parametrize("num_layers", [1, 2])
def test_a_cell_run_by_its_own_equations_is_torchs_rnn_in_values_and_gradients(num_layers: int) -> None:
    config = replace(CONFIG, num_layers=num_layers)
    ours, theirs = Recurrent(config).double(), nn.RNN(8, 12, num_layers, batch_first=True).double()
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


def test_a_sigmoid_starts_at_rest_with_an_orthogonal_u_times_four() -> None:
    rnn = Recurrent(SIGMOID)
    U = rnn.get_parameter("weight_hh_l0").detach()
    torch.testing.assert_close(U @ U.T, 16 * torch.eye(12), atol=1e-4, rtol=0)
    half = torch.full((12,), 0.5)
    biases = rnn.get_parameter("bias_ih_l0") + rnn.get_parameter("bias_hh_l0")
    torch.testing.assert_close(U @ half + biases.detach(), torch.zeros(12), atol=1e-5, rtol=0)
