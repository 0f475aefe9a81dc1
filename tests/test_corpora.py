"""Corpora from files and from a real server on this machine, whole and broken."""

import hashlib
import io
import threading
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from model import corpora, sources
from model.corpora import TATOEBA, Corpus, key_of, read_corpus, warning_if_different
from model.errors import BadCorpus
from model.text import tokenize

NAMES = ("Ann", "Bob", "Eve", "Tom", "Mary", "Liz", "Max", "Sue")
THINGS = ("cat", "dog", "car", "hat", "pen", "cup", "key", "map", "box", "bag", "bed", "egg")


def lines(columns: int = 2) -> list[str]:
    """Near-duplicates in pairs: Tom's here with his cat. / TOM IS HERE WITH HIS CAT!"""
    rest = ["Une phrase.", "CC-BY 2.0 (France) Attribution: tatoeba.org #1"][: columns - 1]
    english = [f"{name}'s here with my {thing}." for name in NAMES for thing in THINGS]
    shouted = [f"{name} is here with my {thing}!".upper() for name in NAMES for thing in THINGS]
    return ["\t".join([sentence, *rest]) for sentence in english + shouted]


def text(columns: int = 2) -> bytes:
    return ("\n".join(lines(columns)) + "\n").encode()


def zipped(name: str = "fra.txt", data: bytes | None = None) -> bytes:
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("_about.txt", "Date of this file:\n  2024-05-06\n")
        archive.writestr(name, text() if data is None else data)
    return body.getvalue()


WHOLE = zipped()
DAMAGED = WHOLE[:150] + b"0123456789" + WHOLE[160:]


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "127.0.0.1")


@pytest.mark.parametrize("columns", [2, 3])
def test_a_plain_file_of_two_or_three_columns_is_read(tmp_path: Path, columns: int) -> None:
    path = tmp_path / "pairs.txt"
    path.write_bytes(text(columns))
    corpus = read_corpus(path)
    assert (corpus.sentences, corpus.tokens, corpus.date) == (192, 96 * 6 + 96 * 7, None)
    assert corpus.sha256 == hashlib.sha256(text(columns)).hexdigest()
    assert len(corpus.train) + len(corpus.valid) + len(corpus.test) == 192


def test_a_zip_file_gives_the_same_corpus_and_its_date(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(text())
    (tmp_path / "a.zip").write_bytes(WHOLE)
    plain, packed = read_corpus(tmp_path / "a.txt"), read_corpus(tmp_path / "a.zip")
    assert packed.date == "2024-05-06"
    assert (packed.train, packed.valid, packed.test) == (plain.train, plain.valid, plain.test)
    assert packed.sha256 == plain.sha256


def test_the_note_beside_a_plain_file_dates_it(tmp_path: Path) -> None:
    (tmp_path / "fra.txt").write_bytes(text())
    (tmp_path / "_about.txt").write_text("Date of this file:\n2019-04-07\n")
    assert read_corpus(tmp_path / "fra.txt").date == "2019-04-07"


def test_a_sentence_with_several_translations_counts_once(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(text() + text())
    assert read_corpus(path).sentences == 192


def test_near_duplicates_lie_on_one_side(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(text())
    corpus = read_corpus(path)
    train, valid, test = ({key_of(s) for s in split} for split in (corpus.train, corpus.valid, corpus.test))
    assert len(train) + len(valid) + len(test) == 96  # each key once, though each has two sentences
    assert not train & valid
    assert not train & test
    assert not valid & test


@pytest.mark.parametrize(
    "same",
    [
        ("I'm a man", "I am a man.", "i’m a man!"),
        ("I can't go", "I cannot go", "I can not go"),
        ("It won't work, will it?", "It will not work will it"),
        ("Tom's here", "Tom is here", "tom has here"),
        ("Let's go", "Let us go!"),
        ("He'd left", "He had left", "He would left"),
        ("We've a part-time job; they're late", "We have a part time job they are late"),
        ("You'll see he didn't", "You will see he did not"),
    ],
)
def test_folded_forms_agree(same: tuple[str, ...]) -> None:
    assert len({key_of(tokenize(sentence)) for sentence in same}) == 1


def test_different_sentences_have_different_keys() -> None:
    assert key_of(["I", "am", "a", "man"]) != key_of(["I", "am", "a", "woman"])


def test_short_long_and_offensive_sentences_are_left_out(tmp_path: Path) -> None:
    slur = "".join(("r", "etarded"))
    left_out = ["Stop", "word " * 17, f"Are you {slur}, Tom?"]
    path = tmp_path / "a.txt"
    path.write_bytes(text() + "".join(f"{sentence}\tfrançais\n" for sentence in left_out).encode())
    corpus = read_corpus(path)
    assert corpus.sentences == 195
    assert len(corpus.train) + len(corpus.valid) + len(corpus.test) == 192


def test_a_sentence_keeps_its_side_when_the_file_grows(tmp_path: Path) -> None:
    small, large = tmp_path / "small.txt", tmp_path / "large.txt"
    small.write_bytes(text())
    large.write_bytes(b"Who goes there?\tQui va\n" + text())
    assert set(read_corpus(small).test) <= set(read_corpus(large).test)


def test_the_shares_are_95_and_two_halves_of_5() -> None:
    sides = [corpora._split_of(f"sentence {i}") for i in range(20_000)]
    assert sides.count("valid") == pytest.approx(500, abs=70)
    assert sides.count("test") == pytest.approx(500, abs=70)


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("a.txt", b"", "is empty"),
        ("a.txt", b"\n\n", "is empty"),
        ("a.txt", b"<!DOCTYPE html><html></html>", "web page"),
        ("a.txt", b"no tab here\n", "Line 1"),
        ("a.txt", b"a b\tc\na\tb\tc\td\n", "Line 2"),
        ("a.txt", b"a b\tc\n\tb\n", "Line 2"),
        ("a.txt", b"\xff\xfe\tb\n", "UTF-8"),
        ("a.txt", b"One line.\tUne ligne.\n", "too few"),
        ("a.zip", b"", "no whole zip"),
        ("a.zip", WHOLE[:-40], "no whole zip"),
        ("a.zip", zipped("deu.txt"), "does not hold the file fra.txt"),
        ("a.zip", zipped(data=b""), "is empty"),
        ("a.zip", DAMAGED, "damaged"),
    ],
)
def test_a_broken_file_is_refused_with_a_sentence(tmp_path: Path, name: str, data: bytes, sentence: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(BadCorpus, match=sentence):
        read_corpus(tmp_path / name)


def test_a_missing_file_and_a_folder_are_refused_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(BadCorpus, match=r"nowhere\.txt cannot be read: No such file or directory\. Pass a"):
        read_corpus(tmp_path / "nowhere.txt")
    with pytest.raises(BadCorpus, match="Is a directory"):
        read_corpus(tmp_path)


def test_a_file_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_bytes(text())
    (tmp_path / "a.zip").write_bytes(WHOLE)
    monkeypatch.setattr(sources, "MAX_BYTES", 2000)
    with pytest.raises(BadCorpus, match="larger than"):
        read_corpus(tmp_path / "a.txt")
    with pytest.raises(BadCorpus, match=r"fra\.txt in a\.zip is larger"):
        read_corpus(tmp_path / "a.zip")


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/redirect":
            self.send_response(302)
            self.send_header("Location", "/whole")
            self.end_headers()
            return
        body = {"/html": b"<html>Not acceptable</html>", "/empty": b""}.get(self.path, WHOLE)
        refused = "urllib" in self.headers["User-Agent"]
        self.send_response(406 if refused else 404 if self.path == "/missing" else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body[:100] if self.path == "/truncated" else body)

    def log_message(self, *arguments: object) -> None:
        pass


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with HTTPServer(("127.0.0.1", 0), Handler) as http:
        thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield f"http://127.0.0.1:{http.server_port}"
        http.shutdown()
        thread.join()


@pytest.mark.parametrize("path", ["whole", "redirect"])
def test_a_download_is_the_same_corpus_as_the_file(server: str, tmp_path: Path, path: str) -> None:
    (tmp_path / "a.zip").write_bytes(WHOLE)
    assert read_corpus(None, f"{server}/{path}") == read_corpus(tmp_path / "a.zip")


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("missing", "answered with status 404"),
        ("html", "is a web page, not a zip file"),
        ("empty", "no whole zip file"),
        ("truncated", r"broke off after 100 of [\d,]+ bytes"),
    ],
)
def test_a_bad_answer_is_refused_and_says_how_to_pass_a_file(server: str, path: str, sentence: str) -> None:
    with pytest.raises(BadCorpus, match=rf"{sentence}.*--corpus PATH"):
        read_corpus(None, f"{server}/{path}")


def test_a_download_too_large_is_broken_off(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "MAX_BYTES", 500)
    with pytest.raises(BadCorpus, match="answers with more than"):
        read_corpus(None, f"{server}/whole")


def test_without_a_network_a_sentence_says_how_to_pass_a_file() -> None:
    with pytest.raises(BadCorpus, match=r"could not be reached .*--corpus PATH"):
        read_corpus(None, "http://127.0.0.1:9/fra-eng.zip")
    with pytest.raises(BadCorpus, match="is no web address"):
        read_corpus(None, "file:///etc/hosts")


@pytest.fixture
def corpus() -> Corpus:
    one = (("I", "am"),)
    return Corpus("2019-04-07", "ab" * 32, 4, 9, one * 2, one, one)


def test_the_card_says_where_the_text_comes_from(corpus: Corpus) -> None:
    card = corpus.to_card()
    assert card.pop("name").startswith("Tatoeba")
    assert card == {
        "url": TATOEBA.url,
        "date": "2019-04-07",
        "sha256": "ab" * 32,
        "sentences": 4,
        "tokens": 9,
        "splits": {
            "train": {"sentences": 2, "tokens": 4},
            "valid": {"sentences": 1, "tokens": 2},
            "test": {"sentences": 1, "tokens": 2},
        },
        "attribution": TATOEBA.attribution,
    }


def test_another_file_than_the_cards_is_told(corpus: Corpus) -> None:
    assert warning_if_different(corpus, corpus.to_card()) is None
    warning = warning_if_different(corpus, corpus.to_card() | {"sha256": "cd" * 32})
    assert warning is not None
    assert warning.endswith("figures will differ.")
