"""
Where training text comes from: the English side of Tatoeba's English–French pairs, from a file or downloaded.

Glossary
    sentence   a line's first column, tokenized; used where it has 2–16 tokens and no slur
    key        what near-duplicates share: "I'm a man" and "I am a man!" are both "i am a man"
    split      train, valid or test; a key lies in one of them, whichever file it comes from
"""

import hashlib
import io
import re
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from model import sources
from model.errors import BadCorpus
from model.sources import Source, download, read_file
from model.text import fold, tokenize

__all__ = ["TATOEBA", "Corpus", "key_of", "read_corpus", "warning_if_different"]

TATOEBA = Source(
    name="Tatoeba, English sentences of the English–French pairs",
    url="http://www.manythings.org/anki/fra-eng.zip",
    attribution="Sentences and translations: Tatoeba (tatoeba.org), selected by ManyThings.org/anki, CC BY 2.0 FR.",
)
MEMBER = "fra.txt"
PASS_A_PATH = TATOEBA.pass_a_path

SHORTEST, LONGEST = 2, 16
SPLIT_SEED = 1
SHARES = {"test": 0.025, "valid": 0.025}  # the rest is train

Sentences = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Corpus:
    """
    Sentences (or passages) as tokens, split; with where they come from.

    date       that of the file, from the note its publisher puts beside it; None where there is none
    sha256     of the text file, whether it came in a zip or plain
    sentences  distinct ones in the file, before short, long and offensive ones are left out; or passages
    tokens     in all of those
    """

    date: str | None
    sha256: str
    sentences: int
    tokens: int
    train: Sentences
    valid: Sentences
    test: Sentences
    source: Source = TATOEBA

    def to_card(self) -> dict[str, Any]:
        """Return the card's field `corpus`."""
        splits = {"train": self.train, "valid": self.valid, "test": self.test}
        return {
            "name": self.source.name,
            "url": self.source.url,
            "date": self.date,
            "sha256": self.sha256,
            "sentences": self.sentences,
            "tokens": self.tokens,
            "splits": {
                name: {"sentences": len(split), "tokens": sum(map(len, split))} for name, split in splits.items()
            },
            "attribution": self.source.attribution,
        }


def read_corpus(path: Path | None, url: str = TATOEBA.url) -> Corpus:
    """
    Return the corpus in `path`, a .txt or .zip file, or else what `url` answers.

    Raises BadCorpus where there is no such file, no network, or something other than tab-separated pairs.
    """
    data = read_file(path) if path else download(replace(TATOEBA, url=url))
    origin = path.name if path else url
    if zipfile.is_zipfile(io.BytesIO(data)):
        text, note = _unzip(data, origin)
    elif path and path.suffix.lower() != ".zip":
        text, note = data, _note_beside(path)
    elif _is_web_page(data):
        raise BadCorpus(f"{origin} is a web page, not a zip file. {PASS_A_PATH}")
    else:
        raise BadCorpus(f"{origin} is no whole zip file; it may have been cut short. {PASS_A_PATH}")
    return _corpus_of(text, note, origin)


def warning_if_different(corpus: Corpus, card_corpus: Mapping[str, Any]) -> str | None:
    """Return a sentence where this is not the file that a card's model was trained on, else None."""
    if card_corpus.get("sha256") == corpus.sha256:
        return None
    return (
        f"This corpus ({corpus.sentences:,} sentences, SHA-256 {corpus.sha256[:12]}…) is not the file that the "
        f"card records ({card_corpus.get('sentences', 0):,} sentences, {str(card_corpus.get('sha256'))[:12]}…): "
        "figures will differ."
    )


def _unzip(data: bytes, origin: str) -> tuple[bytes, str]:
    """Return the text file inside and the publisher's note beside it."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            by_name = {Path(info.filename).name: info for info in archive.infolist()}
            if MEMBER not in by_name:
                raise BadCorpus(f"{origin} does not hold the file {MEMBER}. {PASS_A_PATH}")
            if by_name[MEMBER].file_size > sources.MAX_BYTES:
                raise BadCorpus(f"{MEMBER} in {origin} is larger than {sources.MAX_BYTES // 2**20} MiB. {PASS_A_PATH}")
            note = archive.read(by_name["_about.txt"]) if "_about.txt" in by_name else b""
            return archive.read(by_name[MEMBER]), note.decode("utf-8", "replace")
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise BadCorpus(f"{origin} is a damaged zip file ({error}). {PASS_A_PATH}") from error


def _note_beside(path: Path) -> str:
    note = path.with_name("_about.txt")
    return note.read_text("utf-8", "replace") if note.is_file() else ""


def _is_web_page(data: bytes) -> bool:
    return data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<"


def _corpus_of(data: bytes, note: str, origin: str) -> Corpus:
    if _is_web_page(data):
        raise BadCorpus(f"{origin} is a web page, not tab-separated sentences. {PASS_A_PATH}")
    sentences = [tokenize(line) for line in _english(data, origin)]
    splits: dict[str, list[tuple[str, ...]]] = {"train": [], "valid": [], "test": []}
    for sentence in sentences:
        if SHORTEST <= len(sentence) <= LONGEST and not _has_slur(sentence):
            splits[_split_of(key_of(sentence))].append(tuple(sentence))
    for name, split in splits.items():
        if not split:
            raise BadCorpus(f"{origin} has too few sentences of 2–16 tokens: none is left for {name}.")
    date = re.search(r"Date of this file:\s*(\d{4}-\d\d-\d\d)", note)
    return Corpus(
        date=date[1] if date else None,
        sha256=hashlib.sha256(data).hexdigest(),
        sentences=len(sentences),
        tokens=sum(map(len, sentences)),
        train=tuple(splits["train"]),
        valid=tuple(splits["valid"]),
        test=tuple(splits["test"]),
    )


def _english(data: bytes, origin: str) -> list[str]:
    """Return the distinct first columns, in the file's order."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadCorpus(f"{origin} is not UTF-8 text (byte {error.start:,}). {PASS_A_PATH}") from error
    first_columns: dict[str, None] = {}
    for number, line in enumerate(text.split("\n"), start=1):
        columns = line.rstrip("\r").split("\t")
        if columns == [""]:
            continue
        if len(columns) not in (2, 3) or not columns[0].strip():
            raise BadCorpus(
                f"Line {number:,} of {origin} is not an English sentence, a tab and its translation, with or "
                f"without a third column; the file may be another one or cut short. {PASS_A_PATH}"
            )
        first_columns[columns[0].strip()] = None
    if not first_columns:
        raise BadCorpus(f"{origin} is empty. {PASS_A_PATH}")
    return list(first_columns)


def key_of(sentence: Sequence[str]) -> str:
    """
    Return what near-duplicates share: folded case, no punctuation, contractions written out.

    What 's and 'd stand for depends on the sentence, so is and has become s; would, had and did become d.
    """
    words = " ".join(fold(token) for token in sentence)
    for pattern, full in CONTRACTIONS:
        words = pattern.sub(full, words)
    return " ".join(re.findall(r"[^\W_]+", words))


CONTRACTIONS = tuple(
    (re.compile(pattern), full)
    for pattern, full in (
        (r"\bcan(not|'t)\b", "can not"),
        (r"\bwon't\b", "will not"),
        (r"\bshan't\b", "shall not"),
        (r"\blet us\b", "let's"),
        (r"n't\b", " not"),
        (r"'m\b", " am"),
        (r"'re\b", " are"),
        (r"'ve\b", " have"),
        (r"'ll\b", " will"),
        (r"\b(is|has)\b", "s"),
        (r"\b(would|had|did)\b", "d"),
    )
)


def _split_of(key: str) -> str:
    """A hash of the key decides, so that a sentence keeps its side when the file grows."""
    digest = hashlib.sha256(f"{SPLIT_SEED} {key}".encode()).digest()
    place = int.from_bytes(digest[:8], "big") / 2**64
    for name, share in SHARES.items():
        if place < share:
            return name
        place -= share
    return "train"


def _has_slur(sentence: Sequence[str]) -> bool:
    return any(hashlib.sha256(fold(token).encode()).hexdigest()[:8] in SLURS for token in sentence)


# The first eight hexadecimal digits of the SHA-256 of slurs for peoples, faiths, sexes and the disabled.
SLURS = (
    "044eb98b 08a841e9 0ce875d6 0dcc4d33 120f6e5b 12e6274e 158869a9 16ea09fc 17a110e5 17bde8b4 1e02eec4 "
    "22fc75e6 268651b3 27a62b68 333f7618 33740da8 341d5638 3b1e0d7c 3cc0a581 402f7ebd 43508b5c 448b303c "
    "457f002f 45cd3e1b 565ed746 5b3ae48b 619bc82e 701033ae 7122c9a1 82159dd0 83dd8e73 886d51e9 8f5083e3 "
    "92a9bf81 98b52c4b 9915ba2d ad6cacf3 b3cec2f6 bb209d50 bb87adf8 bd331fb1 be00f1af c1cabb6f c3de533e "
    "c70e3e7c cc020323 da0a6b1b daec0c23 e7b98c6a ee5a869b eef3bd09 f9d0d9b1 "
)
