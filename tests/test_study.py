"""What a study leaves in a model's folder."""

import json

import numpy as np
import pytest

from model import ranks, zoo
from model.bank import load_bank
from model.corpora import Corpus
from model.errors import BadCheckpoint
from model.study import MOST_SENTENCES, excerpt_of, study
from model.trace import trace
from model.zoo import FINDINGS, load, save
from tests.random_model import random_model
from tests.test_findings import sentences_of

FILES = [
    "ATTRIBUTION.txt",
    "bank.safetensors",
    "card.json",
    "contexts.json",
    FINDINGS,
    "model.safetensors",
    "vocabulary.json",
]


@pytest.fixture
def corpus(monkeypatch):
    monkeypatch.setattr(ranks, "RESAMPLES", 10)
    return Corpus("2019-04-07", "ab" * 32, 300, 2700, sentences_of(6), sentences_of(7, 60), sentences_of(8, 60))


@pytest.fixture
def folder(tmp_path):
    save(tmp_path / "random", random_model(1))
    return tmp_path / "random"


def test_findings_and_bank_stand_beside_the_weights(folder, corpus):
    model = study(folder, corpus)
    assert sorted(path.name for path in folder.iterdir()) == FILES
    assert [path.name for path in folder.parent.iterdir()] == ["random"]
    assert model.findings == json.loads((folder / FINDINGS).read_text())
    assert model.findings["stated_on"] == {"split": "test", "sentences": 60}
    assert [each["name"] for each in model.findings["properties"]][:2] == ["question", "determiner"]
    bank = load_bank(folder, model.network.fingerprint)
    assert bank.states == sum(map(len, (*corpus.valid, *corpus.test)))
    assert bank.excerpt.attribution == corpus.to_card()["attribution"]
    assert bank.excerpt.attribution in (folder / "ATTRIBUTION.txt").read_text()
    sentence, t = bank.where[17]
    h = trace(model, bank.excerpt.sentences[sentence]).layers[-1].values["h"][t]
    np.testing.assert_allclose(bank.h[17], h, atol=float(bank.scale.max()))


def test_examples_are_sentences_of_the_excerpt(folder, corpus, monkeypatch):
    monkeypatch.setattr("model.study.MOST_SENTENCES", 40)
    model = study(folder, corpus)
    excerpt = load_bank(folder, model.network.fingerprint).excerpt
    examples = [e["tokens"] for each in model.findings["properties"] for e in each["examples"]]
    assert examples
    assert len(excerpt.sentences) == 40
    assert all(tuple(tokens) in excerpt.sentences for tokens in examples)


def test_a_studied_model_is_studied_again_to_the_same_bytes(folder, corpus):
    study(folder, corpus)
    first = {name: (folder / name).read_bytes() for name in FILES}
    study(folder, corpus)
    assert first == {name: (folder / name).read_bytes() for name in FILES}


def test_an_excerpt_is_at_most_2000_sentences_half_from_each_split(corpus):
    assert MOST_SENTENCES == 2000
    many = tuple((str(number), ".") for number in range(3000))
    excerpt = excerpt_of(Corpus(None, "", 0, 0, (), many, many), seed=0)
    assert (excerpt.split.count("valid"), excerpt.split.count("test")) == (1000, 1000)
    assert len(set(excerpt.sentences[:1000])) == 1000


@pytest.mark.parametrize("step", ["load", "_replace"])
def test_a_study_that_fails_leaves_the_folder_as_it_was(folder, corpus, monkeypatch, step):
    whole = zoo.__dict__[step]

    def fail(path, *rest, **more):
        if path == folder and not rest:
            return whole(path, **more)
        raise OSError("disk full")

    monkeypatch.setattr(zoo, step, fail)
    with pytest.raises(OSError, match="disk full"):
        study(folder, corpus)
    monkeypatch.undo()
    assert sorted(path.name for path in folder.iterdir()) == ["card.json", "model.safetensors", "vocabulary.json"]
    assert [path.name for path in folder.parent.iterdir()] == ["random"]


def test_training_again_drops_what_was_measured_on_the_older_weights(folder, corpus):
    study(folder, corpus)
    save(folder, random_model(2))
    assert load(folder).findings is None
    assert load_bank(folder, load(folder).network.fingerprint) is None


def test_findings_of_other_weights_are_refused_until_studied_again(folder, corpus):
    study(folder, corpus)
    findings = (folder / FINDINGS).read_text()
    save(folder, random_model(2))
    (folder / FINDINGS).write_text(findings)
    with pytest.raises(BadCheckpoint, match="belong to other weights: run `unrolled study`"):
        load(folder)
    assert study(folder, corpus).findings["weights"] == load(folder).network.fingerprint


def test_broken_findings_are_told(folder):
    (folder / FINDINGS).write_text("{")
    with pytest.raises(BadCheckpoint, match="The model in random cannot be read"):
        load(folder)
