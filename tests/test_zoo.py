import json

import numpy as np
import pytest

from model import zoo
from model.errors import BadCheckpoint, UnknownModel
from model.zoo import Zoo, load, save
from tests.random_model import random_model


def test_a_saved_model_comes_back_whole(tmp_path):
    model = random_model(3)
    save(tmp_path / "random", model)
    again = load(tmp_path / "random")
    assert again.card == model.card
    assert again.vocabulary == model.vocabulary
    assert again.network.config == model.network.config
    assert again.network.parameters.keys() == model.network.parameters.keys()
    for name, value in model.network.parameters.items():
        np.testing.assert_array_equal(again.network.parameters[name], value)
    assert sorted(path.name for path in tmp_path.rglob("*")) == [
        "card.json",
        "model.safetensors",
        "random",
        "vocabulary.json",
    ]


@pytest.mark.parametrize("step", ["save_file", "load", "_replace"])
def test_a_save_that_fails_leaves_the_older_model_and_nothing_else(tmp_path, monkeypatch, step):
    save(tmp_path / "random", random_model(1))

    def fail(*_):
        raise OSError("disk full")

    monkeypatch.setattr(zoo, step, fail)
    with pytest.raises(OSError, match="disk full"):
        save(tmp_path / "random", random_model(2))
    monkeypatch.undo()
    assert load(tmp_path / "random").card == random_model(1).card
    assert [path.name for path in tmp_path.iterdir()] == ["random"]


def test_a_newer_model_takes_the_place_of_the_older(tmp_path):
    save(tmp_path / "random", random_model(1))
    save(tmp_path / "random", random_model(2))
    assert load(tmp_path / "random").card.training == {"seed": 2}
    assert [path.name for path in tmp_path.iterdir()] == ["random"]


@pytest.mark.parametrize("name", ["card.json", "vocabulary.json", "model.safetensors"])
def test_a_broken_file_is_named(tmp_path, name):
    save(tmp_path / "random", random_model())
    (tmp_path / "random" / name).write_text("{")
    with pytest.raises(BadCheckpoint, match="The model in random cannot be read"):
        load(tmp_path / "random")


def test_a_card_of_another_size_is_refused(tmp_path):
    save(tmp_path / "random", random_model())
    card = tmp_path / "random" / "card.json"
    card.write_text(json.dumps({**json.loads(card.read_text()), "hidden_size": 9}))
    with pytest.raises(BadCheckpoint, match="but the card says"):
        load(tmp_path / "random")


def test_the_zoo_lists_and_keeps_its_models(tmp_path):
    for model_id in ("b", "a"):
        save(tmp_path / model_id, random_model(model_id=model_id))
    zoo = Zoo(tmp_path)
    assert zoo.ids == ("a", "b")
    assert [model.id for model in zoo] == ["a", "b"]
    assert zoo.get("a") is zoo.get("a")
    with pytest.raises(UnknownModel, match="There is no model “c”. The models here are: a, b."):
        zoo.get("c")


def test_one_model_can_stand_first(tmp_path):
    for model_id in ("c", "a", "b"):
        save(tmp_path / model_id, random_model(model_id=model_id))
    assert Zoo(tmp_path, first="b").ids == ("b", "a", "c")
    assert Zoo(tmp_path, first="d").ids == ("a", "b", "c")


def test_the_shipped_zoo_opens_with_the_tanh_network():
    assert Zoo().ids == ("rnn-tanh", "chars", "gru", "lstm", "rnn-sigmoid", "rnn-tanh-2")


def test_a_folder_without_models_gets_a_sentence(tmp_path):
    with pytest.raises(BadCheckpoint, match="train one with"):
        _ = Zoo(tmp_path).ids
    with pytest.raises(BadCheckpoint, match="There is no folder"):
        _ = Zoo(tmp_path / "nowhere").ids
