"""Passages of a play, from a file and from what a server may answer."""

import hashlib
from itertools import pairwise
from pathlib import Path

import pytest

from model import shakespeare
from model.errors import BadCorpus
from model.shakespeare import LONGEST, SHAKESPEARE, passages_of, read_shakespeare

PLAY = "".join(
    f"{speaker}:\n{'Good morrow, good my lord, ' * words}farewell.\n\n"
    for number in range(120)
    for speaker, words in (("First Citizen", 1 + number % 3), ("ROMEO", number % 2))
)


@pytest.mark.parametrize("text", [PLAY, PLAY.rstrip(), "\n\n\n", "", "no line end " * 100, "a\n" * 1000])
def test_passages_put_together_are_the_text_and_none_is_too_long(text: str) -> None:
    passages = list(passages_of(text))
    assert "".join(passages) == text
    assert all(0 < len(passage) <= LONGEST for passage in passages)


def test_passages_begin_where_lines_do_and_hold_as_many_as_fit() -> None:
    passages = list(passages_of(PLAY))
    for passage, following in pairwise(passages):
        assert passage.endswith("\n")
        assert len(passage) + len(following.splitlines(keepends=True)[0]) > LONGEST


def test_a_file_is_read_whole_and_its_end_is_held_out(tmp_path: Path) -> None:
    path = tmp_path / "input.txt"
    path.write_bytes(PLAY.replace("\n", "\r\n").encode())
    corpus = read_shakespeare(path)
    assert "".join("".join(p) for p in corpus.train + corpus.valid + corpus.test) == PLAY.replace("\n", "↵").replace(
        " ", "␣"
    )
    assert corpus.sentences == len(corpus.train) + len(corpus.valid) + len(corpus.test)
    assert len(corpus.valid) == len(corpus.test) == round(0.05 * corpus.sentences) > 0
    assert corpus.tokens == len(PLAY)
    assert corpus.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    card = corpus.to_card()
    assert (card["name"], card["url"], card["attribution"]) == (
        SHAKESPEARE.name,
        SHAKESPEARE.url,
        SHAKESPEARE.attribution,
    )


@pytest.mark.parametrize(
    ("data", "sentence"),
    [(b"", "too short"), (b"To be\n", "too short"), (b"<html></html>", "web page"), (b"\xff\xfeT", "not UTF-8 text")],
)
def test_what_is_no_play_is_refused_with_a_sentence(tmp_path: Path, data: bytes, sentence: str) -> None:
    path = tmp_path / "input.txt"
    path.write_bytes(data)
    with pytest.raises(BadCorpus, match=sentence):
        read_shakespeare(path)


def test_without_a_network_a_sentence_says_how_to_pass_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with pytest.raises(BadCorpus, match=r"could not be reached .*--corpus PATH"):
        read_shakespeare(None, "http://127.0.0.1:9/input.txt")
    with pytest.raises(BadCorpus, match="No such file"):
        read_shakespeare(tmp_path / "nowhere.txt")
    monkeypatch.setattr(shakespeare, "download", lambda source: f"{source.url} {PLAY}".encode())
    assert "".join(read_shakespeare(None, "http://a/b").train[0]).startswith("http://a/b␣First␣Citizen:↵")
