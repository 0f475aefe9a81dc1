"""
Tiny Shakespeare, from a file or downloaded: passages of characters for a model of spelling, line ends and speakers.

Glossary
    passage  whole lines of the text, as many as fit into 256 characters; put together again, they are the text. Each
             begins where a line does, so that h(−1) = 0 stands before the beginning of a line, and backpropagation
             through time goes no further back than its start
    split    the last 5 % of the passages are test, the 5 % before them valid: whole scenes that were never read
"""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from model.corpora import Corpus
from model.errors import BadCorpus
from model.sources import Source, download, read_file
from model.text import characters

__all__ = ["SHAKESPEARE", "passages_of", "read_shakespeare"]

SHAKESPEARE = Source(
    name="Tiny Shakespeare: 40,000 lines of the plays",
    url="https://raw.githubusercontent.com/karpathy/char-rnn/master/data/tinyshakespeare/input.txt",
    attribution="William Shakespeare, public domain, as selected by Andrej Karpathy (github.com/karpathy/char-rnn).",
)
LONGEST = 256  # characters of a passage
HELD_OUT = 0.05  # of the passages, for valid and for test each


def read_shakespeare(path: Path | None, url: str = SHAKESPEARE.url) -> Corpus:
    """
    Return the corpus in a plain text file, or else what `url` answers.

    Raises BadCorpus where there is no such file, no network, or something other than lines of text.
    """
    source = replace(SHAKESPEARE, url=url)
    data, origin = (read_file(path), path.name) if path else (download(source), url)
    passages = [tuple(characters(passage)) for passage in passages_of(_text(data, origin))]
    held_out = round(HELD_OUT * len(passages))
    if not held_out:
        raise BadCorpus(f"{origin} is too short: {len(passages)} passages leave none to test on. {source.pass_a_path}")
    return Corpus(
        date=None,
        sha256=hashlib.sha256(data).hexdigest(),
        sentences=len(passages),
        tokens=sum(map(len, passages)),
        train=tuple(passages[: -2 * held_out]),
        valid=tuple(passages[-2 * held_out : -held_out]),
        test=tuple(passages[-held_out:]),
        source=SHAKESPEARE,
    )


def passages_of(text: str) -> Iterator[str]:
    """Cut a text at line ends into passages of at most LONGEST characters, and a longer line where it must be."""
    passage = ""
    for line in text.splitlines(keepends=True):
        if len(passage) + len(line) > LONGEST and passage:
            yield passage
            passage = ""
        passage += line
        while len(passage) > LONGEST:
            yield passage[:LONGEST]
            passage = passage[LONGEST:]
    if passage:
        yield passage


def _text(data: bytes, origin: str) -> str:
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise BadCorpus(f"{origin} is not UTF-8 text (byte {error.start:,}). {SHAKESPEARE.pass_a_path}") from error
    if text.lstrip()[:1] == "<":
        raise BadCorpus(f"{origin} is a web page, not a text. {SHAKESPEARE.pass_a_path}")
    return text
