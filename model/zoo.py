"""
Trained models on disk: a folder each, with card.json, vocabulary.json and model.safetensors. Never pickle.

`unrolled study` adds findings.json, what units follow, and the bank of states that model/bank.py reads.
"""

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields
from functools import cached_property
from pathlib import Path
from typing import Any

import safetensors
from safetensors.numpy import load_file, save_file

from model.errors import BadCheckpoint, UnknownModel
from model.network import Config, Network
from model.text import Vocabulary

__all__ = ["FINDINGS", "WEIGHTS", "Card", "Model", "Zoo", "load", "save", "written_whole"]

WEIGHTS = Path(__file__).parent / "weights"
FINDINGS = "findings.json"


@dataclass(frozen=True)
class Card:
    """
    What a person should know of a model before trusting it.

    parameters  how many numbers were trained
    corpus      name, url, date, sha256, counts and attribution of the text it was trained on
    metrics     figures on held-out text, recomputed by `unrolled evaluate`
    ranges      for each symbol without bounds the 99.5th percentile of |value| on the validation set
    training    seed, epochs, seconds and settings; `run` is that of all checkpoints of one training, and of no other
    """

    id: str
    title: str
    task: str
    cell: str
    activation: str
    embedding_dim: int
    hidden_size: int
    num_layers: int
    vocab_size: int
    parameters: int
    corpus: dict[str, Any]
    license: str
    metrics: dict[str, Any]
    ranges: dict[str, float]
    training: dict[str, Any]

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Card":
        return cls(**{field.name: data[field.name] for field in fields(cls)})

    @property
    def config(self) -> Config:
        return Config(**{field.name: getattr(self, field.name) for field in fields(Config)})


@dataclass(frozen=True)
class Model:
    """
    A card, a vocabulary and a network that belong together.

    findings  what single units follow, as model/findings.py measured it; None where it was not
    """

    card: Card
    vocabulary: Vocabulary
    network: Network
    findings: dict[str, Any] | None = None

    @property
    def id(self) -> str:
        return self.card.id


def load(folder: Path, *, studied: bool = True) -> Model:
    """
    Read a model from its folder; BadCheckpoint, with the reason, where it cannot be read.

    studied  whether with its findings, where there are any
    """
    try:
        card = Card.from_json(json.loads((folder / "card.json").read_text(encoding="utf-8")))
        vocabulary = Vocabulary.from_json(json.loads((folder / "vocabulary.json").read_text(encoding="utf-8")))
        parameters = load_file(folder / "model.safetensors")
        network = Network(card.config, parameters)
        findings = _findings(folder) if studied else None
    except (OSError, KeyError, TypeError, ValueError, safetensors.SafetensorError) as error:
        raise BadCheckpoint(f"The model in {folder.name} cannot be read: {error!r}. Train it again.") from error
    if len(vocabulary) != card.vocab_size:
        raise BadCheckpoint(f"{folder.name} knows {len(vocabulary)} words, but its card says {card.vocab_size}.")
    if findings and findings.get("weights") != network.fingerprint:
        raise BadCheckpoint(f"The findings of {folder.name} belong to other weights: run `unrolled study` again.")
    return Model(card, vocabulary, network, findings)


def _findings(folder: Path) -> dict[str, Any] | None:
    path = folder / FINDINGS
    if not path.exists():
        return None
    findings: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return findings


def save(folder: Path, model: Model) -> None:
    """
    Write a model’s folder whole or not at all; an older one gives way only to a complete one.

    What was measured on the older weights goes with them.
    """
    with written_whole(folder) as fresh:
        write_json(fresh / "card.json", model.card.to_json(), indent=2)
        write_json(fresh / "vocabulary.json", model.vocabulary.to_json())
        save_file(dict(model.network.parameters), fresh / "model.safetensors")
        (fresh / "model.safetensors").chmod(0o644)  # safetensors writes for its owner only


@contextmanager
def written_whole(folder: Path) -> Iterator[Path]:
    """Give an empty folder to write a model into, which takes the place of `folder` if it can then be loaded."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        fresh.chmod(0o755)
        yield fresh
        load(fresh)
        _replace(folder, fresh)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def write_json(path: Path, data: Any, indent: int | None = None) -> None:
    """Write JSON as people read it: UTF-8, one final newline."""
    path.write_text(json.dumps(data, ensure_ascii=False, indent=indent) + "\n", encoding="utf-8")


def _replace(folder: Path, fresh: Path) -> None:
    """Put `fresh` in the place of `folder`; if that fails half-way, the old folder comes back."""
    if not folder.exists():
        fresh.rename(folder)
        return
    retired = folder.with_name(f".{folder.name}-retired-{os.getpid()}")
    folder.rename(retired)
    try:
        fresh.rename(folder)
    except OSError:
        retired.rename(folder)
        raise
    shutil.rmtree(retired)


class Zoo:
    """
    The models in a folder of model folders, each read when first asked for and then kept.

    first  which of them stands first in every list, if it is there
    holds  which of them count
    """

    def __init__(
        self, folder: Path = WEIGHTS, first: str = "rnn-tanh", holds: Callable[[Model], bool] | None = None
    ) -> None:
        self.folder = folder
        self.first = first
        self.holds = holds
        self._models: dict[str, Model] = {}

    def where(self, holds: Callable[[Model], bool]) -> "Zoo":
        """Return those of the models for which `holds`; what was read is shared."""
        some = Zoo(self.folder, self.first, holds)
        some._models = self._models
        return some

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """The models there are: the first, then the others in alphabetical order."""
        if not self.folder.is_dir():
            raise BadCheckpoint(f"There is no folder {self.folder} to read models from.")
        found = tuple(sorted(path.parent.name for path in self.folder.glob("[!.]*/card.json")))
        if not found:
            raise BadCheckpoint(f"There is no model in {self.folder}: train one with `unrolled train rnn-tanh`.")
        if self.holds is not None:
            found = tuple(model_id for model_id in found if self.holds(self._read(model_id)))
            if not found:
                raise BadCheckpoint(f"No model in {self.folder} can be shown here: train one with `unrolled train`.")
        return tuple(sorted(found, key=lambda model_id: model_id != self.first))

    def folder_of(self, model_id: str) -> Path:
        """Return a model's folder; UnknownModel, which names those there are, where there is none."""
        if model_id not in self.ids:
            raise UnknownModel(f"There is no model “{model_id}”. The models here are: {', '.join(self.ids)}.")
        return self.folder / model_id

    def get(self, model_id: str) -> Model:
        """Return a model by its id; UnknownModel, which names those there are, where there is none."""
        self.folder_of(model_id)
        return self._read(model_id)

    def _read(self, model_id: str) -> Model:
        if model_id not in self._models:
            self._models[model_id] = load(self.folder / model_id)
        return self._models[model_id]

    def __iter__(self) -> Iterator[Model]:
        return (self.get(model_id) for model_id in self.ids)
