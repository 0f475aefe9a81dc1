"""What tests share: models made from a seed, so that tests need no training, and a client for the application."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.settings import Settings
from model.bank import save_bank
from model.zoo import Model, Zoo, save
from tests.client import Client, serving
from tests.random_model import random_bank, random_model


@pytest.fixture(scope="session")
def models_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """
    A folder of three random models; one has the shipped model's id and hidden size, so that examples run on it.

    Weights are small enough for no network to be chaotic, which would amplify float32's rounding step by step. All but
    the logistic one have a bank of states.
    """
    folder = tmp_path_factory.mktemp("weights")
    for model in (
        random_model(1, model_id="rnn-tanh", embedding_dim=48, hidden_size=64, scale=0.1),
        random_model(2, model_id="stack", embedding_dim=5, hidden_size=7, num_layers=2, scale=0.3),
        random_model(3, model_id="logistic", activation="sigmoid"),
    ):
        save(folder / model.id, model)
        if model.id != "logistic":
            save_bank(folder / model.id, random_bank(model), model.network.fingerprint)
    return folder


@pytest.fixture(scope="session")
def client(models_folder: Path) -> Iterator[Client]:
    """A client for an application with three random models: rnn-tanh, stack and logistic."""
    with serving(Settings(weights=models_folder, device="cpu", model="logistic")) as client:
        yield client


@pytest.fixture(scope="session")
def shipped() -> Model:
    """The trained model that comes with the package."""
    return Zoo().get("rnn-tanh")
