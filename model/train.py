"""
Training by backpropagation through time, with torch's own modules; the weights are handed to `Network`.

Glossary
    B T V H  sentences in a batch, time stamps, size of the vocabulary, size of the hidden state
    N        scored tokens of a batch
    ids      (B, T)  a batch's tokens; sentences of one batch have the same length, so nothing is padded
    target   (B, T)  the token after each, </s> after the last, where sentences end; <unk> is never scored
    h        (B, T, H)  hidden states of the last layer
    penalty  what |h| beyond `free` costs in the loss: tanh is flat near ±1, and a heatmap black and white

Sources: the one-cycle rate, Smith and Topin, arXiv:1708.07120; AdamW, Loshchilov and Hutter, arXiv:1711.05101;
gradients clipped by norm, Pascanu, Mikolov and Bengio, arXiv:1211.5063.
"""

import json
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from functools import partial
from hashlib import blake2b
from pathlib import Path

import numpy as np
import torch
from torch import nn

from model.corpora import Corpus, warning_if_different
from model.errors import BadCheckpoint, NoDevice, UnknownModel
from model.evaluate import batches, corpus_of, evaluate
from model.modules import LanguageModel
from model.network import Config, Network
from model.text import Kind, Vocabulary
from model.zoo import WEIGHTS, Card, Model, load, save

__all__ = ["RECIPES", "Progress", "Settings", "fit", "pick_device", "recipe_of", "run_of", "start_of", "train_model"]


@dataclass(frozen=True)
class Settings:
    """How to train."""

    epochs: int = 30
    batch_size: int = 128  # sentences
    peak_rate: float = 0.012
    warm_up: float = 0.1  # share of the steps in which the rate rises
    weight_decay: float = 0.01
    dropout: float = 0.1  # of the embedding's and of the hidden values, on their way to the layer above
    penalty: float = 0.25
    clip: float = 1.0  # norm of the gradient
    seed: int = 0


@dataclass(frozen=True)
class Recipe:
    """
    What is trained under a model's id.

    shape     the network's, which lacks only the size of the vocabulary
    settings  those that made the shipped weights
    kind      what its vocabulary is of, and so which corpus it learns from
    """

    title: str
    shape: Callable[[int], Config]
    settings: Settings
    kind: Kind = "words"


RECIPES = {
    "rnn-tanh": Recipe("Tanh network, 64 units", partial(Config, "rnn", "tanh", 64, 64, 1), Settings()),
    "rnn-sigmoid": Recipe(
        "Sigmoid network, 64 units",
        partial(Config, "rnn", "sigmoid", 64, 64, 1),
        Settings(penalty=1.0),  # σ's range is half as wide as tanh's, and its slope a quarter as steep
    ),
    "gru": Recipe("GRU, 64 units", partial(Config, "gru", "tanh", 64, 64, 1), Settings(epochs=14, penalty=0.4)),
    "lstm": Recipe(
        "LSTM, 64 units",
        partial(Config, "lstm", "tanh", 64, 64, 1),
        Settings(epochs=14, peak_rate=0.02, penalty=0.3),
    ),
    "rnn-tanh-2": Recipe(
        "Tanh network, two layers of 64 units",
        partial(Config, "rnn", "tanh", 64, 64, 2),
        Settings(epochs=14, peak_rate=0.008, penalty=0.3),
    ),
    "chars": Recipe(
        "Characters of Shakespeare, GRU, 128 units",
        partial(Config, "gru", "tanh", 32, 128, 1),
        Settings(epochs=14, batch_size=16, peak_rate=0.01, dropout=0.0, penalty=0.1),
        kind="characters",
    ),
}


@dataclass(frozen=True)
class Progress:
    """
    Where training stands after `step` of `steps`.

    loss     cross-entropy per scored token in nats, averaged over the epoch so far
    network  at the end of an epoch what has been learned, else None
    """

    step: int
    steps: int
    epoch: int
    loss: float
    network: Network | None


def fit(
    config: Config,
    sentences: Sequence[Sequence[int]],
    settings: Settings,
    device: torch.device | None = None,
    *,
    end: bool = True,
) -> Iterator[Progress]:
    """
    Train on encoded sentences and yield after every step; the last Progress carries the finished network.

    end  whether the end of a sentence is a token to predict

    The same arguments on the same machine give the same weights.
    """
    device = device or torch.device("cpu")
    model = LanguageModel(config, settings.seed).to(device)
    random = torch.Generator(device).manual_seed(settings.seed)
    order = np.random.default_rng(settings.seed)
    steps = settings.epochs * sum(1 for _ in batches(sentences, settings.batch_size))
    optimizer, schedule = _optimizer(model, settings, steps)
    step = 0
    for epoch in range(settings.epochs):
        nats = tokens = 0.0
        shuffled = [sentences[i] for i in order.permutation(len(sentences))]
        of_one_length = list(batches(shuffled, settings.batch_size))
        for index in order.permutation(len(of_one_length)):
            ids = torch.from_numpy(of_one_length[index]).to(device)  # (B, T)
            loss, cross_entropy, scored = model.loss(
                ids, dropout=settings.dropout, penalty=settings.penalty, random=random, end=end
            )
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(model.parameters(), settings.clip)
            optimizer.step()
            schedule.step()
            step += 1
            nats, tokens = nats + cross_entropy.item() * scored, tokens + scored
            epoch_ends = step % len(of_one_length) == 0
            network = _network(config, model) if epoch_ends else None
            yield Progress(step, steps, epoch, nats / tokens, network)


def start_of(config: Config, settings: Settings) -> Network:
    """Return the network as it is before any training."""
    return _network(config, LanguageModel(config, settings.seed))


def run_of(config: Config, settings: Settings, sha256: str) -> str:
    """Return what tells one training from another: its first weights, how it went on, and the text's SHA-256."""
    about = json.dumps([start_of(config, settings).fingerprint, asdict(settings), sha256])
    return blake2b(about.encode(), digest_size=12).hexdigest()


def _optimizer(
    model: LanguageModel, settings: Settings, steps: int
) -> tuple[torch.optim.Optimizer, torch.optim.lr_scheduler.LRScheduler]:
    optimizer = torch.optim.AdamW(
        model.parameters(), lr=settings.peak_rate, weight_decay=settings.weight_decay, fused=True
    )
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer,
        settings.peak_rate,
        total_steps=steps + 1,
        pct_start=settings.warm_up,
        cycle_momentum=False,
    )
    return optimizer, schedule


def _network(config: Config, model: LanguageModel) -> Network:
    return Network(config, {name: value.cpu().numpy().copy() for name, value in model.parameters_of_network().items()})


def pick_device(name: str) -> torch.device:
    """Return the device that `auto`, `cpu` or `cuda` stands for; NoDevice where cuda is asked for in vain."""
    if name not in ("auto", "cpu", "cuda"):
        raise NoDevice(f"“{name}” is no device. Choose auto, cpu or cuda.")
    if name == "cuda" and not torch.cuda.is_available():
        raise NoDevice("torch finds no CUDA device here. Choose --device auto or --device cpu.")
    return torch.device("cuda" if name != "cpu" and torch.cuda.is_available() else "cpu")


def recipe_of(model_id: str) -> Recipe:
    """Return what is trained under an id; UnknownModel, which names those there are, where there is none."""
    if model_id not in RECIPES:
        raise UnknownModel(f"There is no recipe for “{model_id}”. There is one for: {', '.join(RECIPES)}.")
    return RECIPES[model_id]


def train_model(
    model_id: str,
    corpus: Path | None = None,
    folder: Path | None = None,
    device: str = "auto",
    settings: Settings | None = None,
    *,
    checkpoints: Sequence[int] = (),
    on_progress: Callable[[Progress], None] = lambda _: None,
    on_notice: Callable[[str], None] = lambda _: None,
) -> Model:
    """
    Train a model and write its folder, whole or not at all.

    corpus       a .txt or .zip file; downloaded from the public source where None
    settings     how to train; those of the recipe where None
    folder       where to write; that of the shipped weights where None
    checkpoints  after which epochs to keep the network too, as a model of its own beside the folder; 0: before any
    on_progress  called after every step
    on_notice    called with a sentence a person should read

    Raises UnknownModel, NoDevice and BadCorpus.
    """
    recipe = recipe_of(model_id)
    settings = settings or recipe.settings
    chosen = pick_device(device)
    text = corpus_of(recipe.kind, corpus)
    _warn_if_different(text, WEIGHTS / model_id, on_notice)
    started = time.process_time()
    make = Vocabulary.from_sentences if recipe.kind == "words" else Vocabulary.from_passages
    vocabulary = make(text.train)
    config = recipe.shape(len(vocabulary))
    networks = {0: (start_of(config, settings), 0.0)} if 0 in checkpoints else {}  # epoch -> network, seconds
    with _one_thread():
        encoded = [vocabulary.encode(s) for s in text.train]
        for progress in fit(config, encoded, settings, chosen, end=vocabulary.ends):
            on_progress(progress)
            done = progress.epoch + 1
            if progress.network is not None and done in {*checkpoints, settings.epochs}:
                networks[done] = (progress.network, time.process_time() - started)
    on_notice("Trained. Now computing the figures of the card.")
    folder = folder or WEIGHTS / model_id
    run = run_of(config, settings, text.to_card()["sha256"])
    for epoch, (network, seconds) in networks.items():
        card = _card(model_id, text, network, settings, run, epoch, seconds)
        model = Model(card, vocabulary, network)
        figures = evaluate(model, text)
        model = replace(model, card=replace(card, metrics=figures.metrics, ranges=figures.ranges))
        save(folder if epoch == settings.epochs else folder.with_name(card.id), model)
    return model


@contextmanager
def _one_thread() -> Iterator[None]:
    """
    Let torch compute with one thread.

    More of them wait for each other longer than they compute, and sum in an order that depends on their number.
    """
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(threads)


def _warn_if_different(text: Corpus, shipped: Path, on_notice: Callable[[str], None]) -> None:
    try:
        warning = warning_if_different(text, load(shipped).card.corpus)
    except BadCheckpoint:
        return  # nothing is shipped that figures could differ from
    if warning:
        on_notice(warning)


def _card(
    model_id: str, text: Corpus, network: Network, settings: Settings, run: str, epoch: int, seconds: float
) -> Card:
    """Return a card that lacks only its figures; a checkpoint's says after which epoch it was kept."""
    checkpoint = epoch < settings.epochs
    after = "before training" if epoch == 0 else f"after epoch {epoch} of {settings.epochs}"
    return Card(
        id=f"{model_id}-epoch-{epoch}" if checkpoint else model_id,
        title=f"{RECIPES[model_id].title}, {after}" if checkpoint else RECIPES[model_id].title,
        task="language model",
        **asdict(network.config),
        parameters=sum(value.size for value in network.parameters.values()),
        corpus=text.to_card(),
        license="Apache-2.0",
        metrics={},
        ranges={},
        training={
            "run": run,
            "seed": settings.seed,
            "epochs": epoch,
            "seconds": round(seconds),  # of CPU time
            "settings": asdict(settings),
        },
    )
