"""
Networks as torch modules, to be trained: what `Network` runs, with gradients.

Glossary
    B T V D H  sentences in a batch, time stamps, sizes of the vocabulary, of the embedding, of the hidden state
    N        scored tokens of a batch
    ids      (B, T)  a batch's tokens; sentences of one batch have the same length, so nothing is padded
    target   (B, T)  the token after each, </s> after the last, where sentences end; <unk> is never scored
    h        (B, T, H)  hidden states of a layer
    penalty  what |h| of every layer costs in the loss, or |h − ½| for a sigmoid, which rests there: φ is flat at the
             ends of its range, and a heatmap of saturated units black and white. An LSTM's |g| costs as much, for
             gates can keep h small whatever g is
"""

import math
import re
from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from model.cells import cell_of
from model.network import Config
from model.text import Vocabulary

__all__ = ["CrossEntropy", "LanguageModel", "Layers", "Recurrent"]

EMBEDDING_SCALE = 0.3  # standard deviation at the start: x then stays within ±1, as the colours do
ROWS_AT_ONCE = 128  # logits of 5,001 words for as many rows stay in a CPU's cache
SIGMOID_SCALE = 4.0  # σ is four times flatter than tanh at the middle of its range: weights make up for it


class Recurrent(nn.Module):
    """
    A layer of a cell that torch has no module for, run by the cell's own equations, under torch's names.

    x (B, T, D) -> h (B, T, H), as torch.nn.RNN with batch_first.
    """

    def __init__(self, config: Config, input_size: int) -> None:
        super().__init__()
        self.cell = cell_of(config.cell, config.activation)
        D, H = input_size, config.hidden_size
        U = SIGMOID_SCALE * nn.init.orthogonal_(torch.empty(H, H))
        W = SIGMOID_SCALE * nn.init.uniform_(torch.empty(H, D), -1 / math.sqrt(H), 1 / math.sqrt(H))
        b = -U.sum(dim=1) / 4  # half of −½ Σ U each: with h = ½ at rest, U h + b_ih + b_hh = 0
        for name, value in {"W": W, "U": U, "b_ih": b, "b_hh": b.clone()}.items():
            self.register_parameter(f"{self.cell.weights[name].stem}_l0", nn.Parameter(value))

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        w = {name: getattr(self, f"{block.stem}_l0") for name, block in self.cell.weights.items()}
        inputs = self.cell.inputs(w, x)  # each (B, T, size)
        previous = {name: torch.zeros_like(inputs["Wx"][:, 0]) for name in self.cell.carried}
        rows = []
        for t in range(x.shape[1]):
            values = self.cell.step(torch, w, {name: value[:, t] for name, value in inputs.items()}, previous)
            previous = {name: values[name] for name in self.cell.carried}
            rows.append(values["h"])
        return torch.stack(rows, dim=1), rows[-1]  # (B, T, H), (B, H)


class Layers(nn.Module):
    """Recurrent layers, one above the other, each a module of its own: what every one of them says is seen."""

    def __init__(self, config: Config) -> None:
        super().__init__()
        sizes = [config.embedding_dim] + [config.hidden_size] * (config.num_layers - 1)
        self.layers = nn.ModuleList(_layer(config, size) for size in sizes)

    def forward(self, x: Tensor, between: Callable[[Tensor], Tensor] = lambda h: h) -> list[Tensor]:
        """Return h of every layer, with `between` applied on the way up: x (B, T, D) -> (B, T, H) per layer."""
        states: list[Tensor] = []
        for layer in self.layers:
            h, _ = layer(between(states[-1]) if states else x)
            states.append(h)
        return states


class LanguageModel(nn.Module):
    """Embedding -> recurrent layers -> output."""

    def __init__(self, config: Config, seed: int) -> None:
        super().__init__()
        with torch.random.fork_rng(devices=[]):  # torch's own initial values come from its global generator
            torch.manual_seed(seed)
            self.embedding = nn.Embedding(config.vocab_size, config.embedding_dim)
            self.rnn = Layers(config)
            self.output = nn.Linear(config.hidden_size, config.vocab_size)
            nn.init.normal_(self.embedding.weight, std=EMBEDDING_SCALE)
        self.cell = cell_of(config.cell, config.activation)
        self.rest = sum(self.cell.activation.range) / 2

    def loss(
        self, ids: Tensor, *, dropout: float, penalty: float, random: torch.Generator, end: bool = True
    ) -> tuple[Tensor, Tensor, int]:
        """
        Return what to minimise, within it the cross-entropy per scored token, and N: ids (B, T) -> (), (), N.

        end  whether the end of each sentence is scored
        """
        x = _dropout(self.embedding(ids), dropout, random)  # (B, T, D)
        states = self.rnn(x, between=lambda h: _dropout(h, dropout, random))  # (B, T, H) per layer
        target = functional.pad(ids[:, 1:], (0, 1), value=Vocabulary.end if end else Vocabulary.unknown)
        scored = target != Vocabulary.unknown
        read = _dropout(states[-1], dropout, random)[scored]  # (N, H)
        first = Vocabulary.unknown + 1  # <unk> is no row of the softmax
        W_y, b_y = self.output.weight[first:], self.output.bias[first:]
        cross_entropy: Tensor = CrossEntropy.apply(read, W_y, b_y, target[scored] - first)  # type: ignore[no-untyped-call]
        away = torch.stack([(h - self.rest).abs().mean() for h in states]).mean()
        if self.cell.name == "lstm" and penalty:
            away = away + self._proposed(x, states).abs().mean()
        return cross_entropy + penalty * away, cross_entropy.detach(), len(read)

    def _proposed(self, x: Tensor, states: list[Tensor]) -> Tensor:
        """
        Return g of every layer of an LSTM, which torch's module keeps to itself: (L, B, T, H).

        What c holds does not bear on g, so that one call of the cell's own equations makes it for every time stamp.
        """
        proposed = []
        for layer, below, h in zip(self.rnn.layers, [x, *states[:-1]], states, strict=True):
            w = {name: block.rows(getattr(layer, f"{block.stem}_l0")) for name, block in self.cell.weights.items()}
            previous = {"h": functional.pad(h[:, :-1], (0, 0, 1, 0)), "c": torch.zeros_like(h)}
            proposed.append(self.cell.step(torch, w, self.cell.inputs(w, below), previous)["g"])
        return torch.stack(proposed)

    def parameters_of_network(self) -> dict[str, Tensor]:
        """Return the parameters under the names that `Network` expects: layer 1 has rnn.weight_ih_l1."""
        return {
            re.sub(r"^rnn\.layers\.(\d+)\.(\w+)_l0$", r"rnn.\2_l\1", name): value
            for name, value in self.state_dict().items()
        }


def _layer(config: Config, input_size: int) -> nn.Module:
    """Return torch's own module where there is one."""
    if config.activation != "tanh":
        return Recurrent(config, input_size)
    modules: dict[str, Callable[..., nn.Module]] = {"rnn": nn.RNN, "gru": nn.GRU, "lstm": nn.LSTM}
    return modules[config.cell](input_size, config.hidden_size, batch_first=True)


def _dropout(values: Tensor, p: float, random: torch.Generator) -> Tensor:
    """Like torch's, but from a generator that is passed in."""
    return values * torch.empty_like(values).bernoulli_(1 - p, generator=random).div_(1 - p)


class CrossEntropy(torch.autograd.Function):
    """
    Mean of −ln softmax(W h + b)[target] over rows, h (N, H), W (V, H), b (V,), target (N,) -> ().

    The gradient p − 1[target] is computed with the probabilities while a few rows' logits are in the cache; torch's
    own cross-entropy goes through memory with all of them three times and takes twice as long.
    """

    @staticmethod
    def forward(ctx: Any, h: Tensor, W: Tensor, b: Tensor, target: Tensor) -> Tensor:
        dh, dW, db = torch.empty_like(h), torch.zeros_like(W), torch.zeros_like(b)
        total = h.new_zeros(())
        rows = ROWS_AT_ONCE if h.device.type == "cpu" else max(len(h), 1)
        for start in range(0, len(h), rows):
            some, wanted = h[start : start + rows], target[start : start + rows, None]
            p = torch.log_softmax(torch.addmm(b, some, W.T), dim=1)  # (rows, V)
            total -= p.gather(1, wanted).sum()
            p.exp_().scatter_add_(1, wanted, p.new_full(wanted.shape, -1.0))  # p − 1[target]
            torch.mm(p, W, out=dh[start : start + rows])
            dW.addmm_(p.T, some)
            db += p.sum(dim=0)
        ctx.save_for_backward(dh, dW, db)
        return total / len(h)

    @staticmethod
    def backward(ctx: Any, *gradients: Tensor) -> tuple[Tensor, Tensor, Tensor, None]:
        dh, dW, db = ctx.saved_tensors
        scale = gradients[0] / len(dh)
        return dh * scale, dW * scale, db * scale, None
