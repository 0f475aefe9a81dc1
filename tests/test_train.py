"""Training on tiny languages: its arithmetic against torch's, what it learns, and what it leaves on disk."""

import signal
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
import pytest
import torch

from model.comparison import same_units
from model.corpora import read_corpus
from model.errors import BadCorpus, NoDevice, UnknownModel
from model.evaluate import evaluate, perplexity, saturated_share
from model.modules import LanguageModel
from model.network import Config, Network
from model.shakespeare import read_shakespeare
from model.trace import trace
from model.train import RECIPES, Progress, Settings, fit, pick_device, run_of, start_of, train_model
from model.zoo import WEIGHTS, Card, Model, load

CONFIG = Config("rnn", "tanh", embedding_dim=8, hidden_size=12, num_layers=1, vocab_size=9)


@pytest.fixture(autouse=True, scope="module")
def _one_thread() -> Iterator[None]:
    """Networks as small as these wait for a second thread longer than they compute."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


PLAIN = Settings(epochs=1, batch_size=16, dropout=0.0, penalty=0.0)


def echoes(count: int = 400) -> list[list[int]]:
    """Sentences a, b, b, a, with a and b from 2 … 8: the last two words follow from the first two."""
    rng = np.random.default_rng(0)
    return [[a, b, b, a] for a, b in rng.integers(2, 9, size=(count, 2)).tolist()]


def finished(config: Config, sentences: list[list[int]], settings: Settings, *, end: bool = True) -> Progress:
    *_, last = fit(config, sentences, settings, end=end)
    return last


def network_of(progress: Progress) -> Network:
    assert progress.network is not None
    return progress.network


def test_the_loss_is_the_log_of_the_perplexity_that_evaluate_computes() -> None:
    sentences = [[3, 0, 4, 5], [0, 6, 0, 2], [7, 8, 3, 0]]
    ids = torch.tensor(sentences)
    _, nats, scored = LanguageModel(CONFIG, 0).loss(ids, dropout=0.0, penalty=0.0, random=torch.Generator())
    assert scored == 9  # three of four in each sentence
    only = finished(CONFIG, sentences, replace(PLAIN, peak_rate=1e-12))  # a step that changes nothing
    assert only.loss == pytest.approx(nats.item(), rel=1e-5)
    assert only.network is not None
    assert np.log(perplexity(only.network, sentences)) == pytest.approx(nats.item(), rel=1e-5)


def test_a_network_learns_what_there_is_to_remember() -> None:
    network = finished(CONFIG, echoes(), replace(PLAIN, epochs=30, peak_rate=0.02)).network
    assert network is not None
    # Only the second word is open: one of seven. Four tokens are scored.
    assert perplexity(network, echoes()) == pytest.approx(7 ** (1 / 4), rel=0.05)


def test_the_penalty_keeps_values_from_saturating() -> None:
    settings = replace(PLAIN, epochs=25, peak_rate=0.02)
    free = finished(CONFIG, echoes(), settings).network
    held = finished(CONFIG, echoes(), replace(settings, penalty=0.3)).network
    assert free is not None
    assert held is not None
    assert saturated_share(held, echoes()) < 0.5 * saturated_share(free, echoes())


def test_progress_counts_steps_and_epochs_and_brings_a_network_at_each_end() -> None:
    progress = list(fit(CONFIG, echoes(40), replace(PLAIN, epochs=2)))
    assert [(p.step, p.steps, p.epoch) for p in progress] == [(i + 1, 6, i // 3) for i in range(6)]
    assert [p.network is not None for p in progress] == [False, False, True] * 2
    first, last = progress[2].network, progress[5].network
    assert first is not None
    assert last is not None
    for name, value in first.parameters.items():
        assert not np.array_equal(value, last.parameters[name])


def test_a_seed_decides_everything() -> None:
    settings = replace(PLAIN, dropout=0.2)
    one, again, other = (finished(CONFIG, echoes(60), replace(settings, seed=seed)).network for seed in (1, 1, 2))
    assert one is not None
    assert again is not None
    assert other is not None
    for name, value in one.parameters.items():
        np.testing.assert_array_equal(value, again.parameters[name])
        assert not np.array_equal(value, other.parameters[name])


def test_training_leaves_torchs_global_random_state_alone() -> None:
    before = torch.get_rng_state()
    finished(CONFIG, echoes(20), replace(PLAIN, dropout=0.2))
    assert torch.equal(before, torch.get_rng_state())


def test_a_device_is_picked_or_refused_with_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    assert pick_device("cpu").type == "cpu"
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    assert pick_device("auto").type == "cpu"
    with pytest.raises(NoDevice, match=r"finds no CUDA device here\. Choose --device auto"):
        pick_device("cuda")
    with pytest.raises(NoDevice, match="“tpu” is no device"):
        pick_device("tpu")
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    assert pick_device("auto").type == pick_device("cuda").type == "cuda"
    assert pick_device("cpu").type == "cpu"


@pytest.mark.gpu
@pytest.mark.skipif(not torch.cuda.is_available(), reason="did not run: there is no CUDA device")
def test_the_first_step_is_the_same_on_a_gpu() -> None:
    here, there = (next(fit(CONFIG, echoes(), PLAIN, torch.device(name))) for name in ("cpu", "cuda"))
    assert here.loss == pytest.approx(there.loss, abs=1e-4)


SHORT = Settings(epochs=2, batch_size=32)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("corpus") / "pairs.txt"
    subjects, verbs, objects = ("I", "you", "we", "they", "Tom and Mary"), ("see", "like", "hear"), range(20)
    path.write_text(
        "".join(f"{s} {v} number {o}.\tphrase\n" for s in subjects for v in verbs for o in objects)
        + "".join(f"Do {s} {v} number {o}?\tphrase\n" for s in subjects for v in verbs for o in objects)
    )
    return path


def test_a_trained_model_is_written_with_every_figure(corpus: Path, tmp_path: Path) -> None:
    seen: list[Progress] = []
    folder = tmp_path / "weights" / "rnn-tanh"
    model = train_model("rnn-tanh", corpus, folder, "cpu", SHORT, on_progress=seen.append)
    assert seen[-1].step == seen[-1].steps == len(seen)
    written, text = load(folder), read_corpus(corpus)
    assert written.card == model.card
    figures = evaluate(written, text)
    assert (written.card.metrics, written.card.ranges) == (figures.metrics, figures.ranges)
    assert written.card.corpus == text.to_card()
    assert written.card.training.pop("seconds") >= 0
    run = run_of(written.card.config, SHORT, text.to_card()["sha256"])
    assert written.card.training == {"run": run, "seed": 0, "epochs": 2, "settings": asdict(SHORT)}
    assert written.card.parameters == sum(value.size for value in model.network.parameters.values())
    assert (written.card.title, written.card.vocab_size) == ("Tanh network, 64 units", len(written.vocabulary))
    assert written.card.metrics["perplexity"]["test"] < 0.7 * len(written.vocabulary)
    assert str(tmp_path) not in (folder / "card.json").read_text()
    assert corpus.parent.name not in (folder / "card.json").read_text()


def test_checkpoints_are_models_of_the_same_run_beside_the_folder(corpus: Path, tmp_path: Path) -> None:
    folder = tmp_path / "rnn-tanh"
    model = train_model("rnn-tanh", corpus, folder, "cpu", SHORT, checkpoints=[0, 1])
    alone = train_model("rnn-tanh", corpus, tmp_path / "alone" / "rnn-tanh", "cpu", SHORT)
    assert alone.network.fingerprint == model.network.fingerprint, "keeping checkpoints changes nothing"
    zero, one = (load(tmp_path / f"rnn-tanh-epoch-{epoch}") for epoch in (0, 1))
    assert (zero.card.id, one.card.id) == ("rnn-tanh-epoch-0", "rnn-tanh-epoch-1")
    assert zero.card.title == "Tanh network, 64 units, before training"
    assert one.card.title == "Tanh network, 64 units, after epoch 1 of 2"
    assert zero.network.fingerprint == start_of(zero.card.config, SHORT).fingerprint
    first = next(p.network for p in fit(one.card.config, encoded(one, corpus), SHORT) if p.network is not None)
    assert one.network.fingerprint == first.fingerprint
    assert len({m.card.training["run"] for m in (zero, one, model)}) == 1
    worse, better, best = (m.card.metrics["perplexity"]["test"] for m in (zero, one, model))
    assert worse > better > best
    assert same_units(zero, model)
    for place, settings in enumerate((replace(SHORT, seed=1), replace(SHORT, penalty=0.5))):
        other = train_model("rnn-tanh", corpus, tmp_path / str(place), "cpu", settings)
        assert not same_units(other, model), "another training, even from the same start"


def encoded(model: Model, corpus: Path) -> list[list[int]]:
    return [model.vocabulary.encode(sentence) for sentence in read_corpus(corpus).train]


def test_a_model_of_characters_learns_from_a_play_and_is_written_with_every_figure(tmp_path: Path) -> None:
    play = tmp_path / "input.txt"
    play.write_text("ROMEO:\nGood morrow, good my lord.\n\nJULIET:\nFare well, my Romeo!\n\n" * 120)
    folder = tmp_path / "chars"
    model = train_model("chars", play, folder, "cpu", replace(SHORT, epochs=30, penalty=0.0))
    written, text = load(folder), read_shakespeare(play)
    assert (written.card, written.vocabulary) == (model.card, model.vocabulary)
    assert (written.card.cell, written.card.hidden_size, written.vocabulary.kind) == ("gru", 128, "characters")
    figures = evaluate(written, text)
    assert (written.card.metrics, written.card.ranges) == (figures.metrics, figures.ranges)
    assert written.card.metrics["bits"]["test"] < 0.7 * written.card.metrics["bits"]["bigram"]
    top = trace(written, "ROMEO:\nGood my").outputs
    assert top[5].top[0].token == "↵", "a line ends after a speaker's colon"
    assert top[-1].top[0].token == "␣"


def test_where_the_end_is_no_token_it_is_not_scored() -> None:
    ids = torch.tensor([[3, 4, 5], [5, 0, 6]])
    model, random = LanguageModel(CONFIG, 0), torch.Generator()
    _, with_end, scored = model.loss(ids, dropout=0.0, penalty=0.0, random=random)
    _, without, fewer = model.loss(ids, dropout=0.0, penalty=0.0, random=random, end=False)
    assert (scored, fewer) == (5, 3)
    assert with_end != without
    only = finished(CONFIG, ids.tolist(), replace(PLAIN, peak_rate=1e-12), end=False)
    assert only.loss == pytest.approx(without.item(), rel=1e-5)
    assert np.log(perplexity(network_of(only), ids.tolist(), end=False)) == pytest.approx(without.item(), rel=1e-5)


@pytest.mark.parametrize(("cell", "num_layers"), [("gru", 1), ("lstm", 1), ("rnn", 2), ("gru", 2)])
def test_other_cells_and_stacks_learn_what_there_is_to_remember(cell: str, num_layers: int) -> None:
    config = replace(CONFIG, cell=cell, num_layers=num_layers)
    last = finished(config, echoes(), replace(PLAIN, epochs=30, peak_rate=0.02))
    assert perplexity(network_of(last), echoes()) == pytest.approx(7 ** (1 / 4), rel=0.07)


def test_another_corpus_than_the_shipped_cards_is_told_and_trained_on(corpus: Path, tmp_path: Path) -> None:
    notices: list[str] = []
    train_model("rnn-tanh", corpus, tmp_path / "m", "cpu", replace(SHORT, epochs=1), on_notice=notices.append)
    assert notices[0].endswith("figures will differ.")
    assert (tmp_path / "m" / "card.json").is_file()


def test_what_cannot_be_trained_is_refused_before_anything_is_written(corpus: Path, tmp_path: Path) -> None:
    with pytest.raises(UnknownModel, match="no recipe for “transformer”. There is one for: rnn-tanh"):
        train_model("transformer", corpus, tmp_path / "m")
    with pytest.raises(NoDevice):
        train_model("rnn-tanh", corpus, tmp_path / "m", "tpu")
    with pytest.raises(BadCorpus):
        train_model("rnn-tanh", tmp_path / "nowhere.txt", tmp_path / "m", "cpu")
    assert list(tmp_path.iterdir()) == []


def test_training_killed_half_way_leaves_the_old_folder(corpus: Path, tmp_path: Path) -> None:
    folder = tmp_path / "rnn-tanh"
    train_model("rnn-tanh", corpus, folder, "cpu", replace(SHORT, epochs=1))
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    script = """
        import sys
        from pathlib import Path
        from model.train import Settings, train_model
        train_model("rnn-tanh", Path(sys.argv[1]), Path(sys.argv[2]), "cpu", Settings(epochs=10_000),
                    on_progress=lambda progress: print(progress.step, flush=True))
    """
    with subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(script), str(corpus), str(folder)],
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parent.parent,
    ) as training:
        assert training.stdout is not None
        assert training.stdout.readline() == b"1\n"
        training.send_signal(signal.SIGKILL)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert [path.name for path in tmp_path.iterdir()] == ["rnn-tanh"]


@pytest.mark.parametrize(
    ("model_id", "perplexity", "question"),
    [
        ("rnn-tanh", 23.5, 0.95),
        ("rnn-sigmoid", 25.0, 0.8),
        ("gru", 21.0, 0.9),
        ("lstm", 21.5, 0.95),
        ("rnn-tanh-2", 23.5, 0.9),
    ],
)
def test_a_shipped_card_keeps_what_was_promised(model_id: str, perplexity: float, question: float) -> None:
    card = load(WEIGHTS / model_id).card
    assert_made_by_its_recipe(card, 5002)
    assert card.metrics["perplexity"]["test"] <= perplexity
    assert card.metrics["memory"]["question"] >= question
    assert card.metrics["memory"]["statement"] >= 0.95
    assert card.corpus["sha256"] == "0bb85dbaa1c896844649094d7eaf2e34bee34e84fe362b26ce7e8f2e12aae104"


def assert_made_by_its_recipe(card: Card, vocab_size: int) -> None:
    recipe = RECIPES[card.id]
    assert (card.title, card.config) == (recipe.title, recipe.shape(vocab_size))
    assert card.training["settings"] == asdict(recipe.settings)
    assert card.training["seconds"] <= 30 * 60
    assert card.metrics["saturated"] < 0.2
    proposed = {name: share for name, share in card.metrics.get("saturated_by_symbol", {}).items() if name in "ng"}
    assert all(share < 0.3 for share in proposed.values()), proposed


def test_every_recipe_has_its_shipped_model() -> None:
    assert {path.parent.name for path in WEIGHTS.glob("*/card.json")} == set(RECIPES)


def test_the_shipped_model_of_characters_keeps_what_was_promised() -> None:
    card = load(WEIGHTS / "chars").card
    assert_made_by_its_recipe(card, 67)
    bits = card.metrics["bits"]
    assert bits["test"] < 2.4 < bits["trigram"] < bits["bigram"] < bits["unigram"]
    assert abs(card.metrics["follows"]["line_place"]["correlation"]) > 0.5
