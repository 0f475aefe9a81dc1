"""
Text to tokens, tokens to ids.

Glossary
    token       a word (contractions whole: don't, o'clock, Tom's), a number (1,000, 7:30, 3.5), an
                abbreviation of single letters (a.m., U.S.) or one punctuation mark, as typed
    folded      what a token is looked up by: lower-cased, curly apostrophes straight, composed (NFC)
    id          a row of the embedding; 0 is <unk>, 1 is </s>, then words by falling frequency
    spelling    how a folded word is most often written within sentences: I, Tom, French

A model of characters reads each by itself, upper and lower case apart: the space is the token ␣, a line end ↵, so that
they can be seen. Its texts are passages cut anywhere, which have no end to predict.

Words joined by a hyphen are three tokens ("part", "-", "time"): the parts are known far more often than
the whole.
"""

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, ClassVar, Literal

from model.errors import BadCheckpoint

__all__ = [
    "END",
    "LINE_END",
    "MAX_TOKENS",
    "MAX_TOKEN_LENGTH",
    "SPACE",
    "UNKNOWN",
    "Kind",
    "Vocabulary",
    "characters",
    "fold",
    "tokenize",
]

MAX_TOKENS = 512
MAX_TOKEN_LENGTH = 200
SPACE, LINE_END = "␣", "↵"
UNKNOWN = "<unk>"
END = "</s>"

APOSTROPHES = "'’‘ʼ＇"
INVISIBLE = "\u00ad\u200b\u200e\u200f\u2060\ufeff"  # soft hyphen, zero-width space, directions, joiner, BOM
SENTENCE_OPENERS = frozenset('.?!:"“”([—–') | frozenset(APOSTROPHES)

# A text is matched through a string of one letter per character, its kind: `re` knows no combining marks.
TOKEN = re.compile(
    r"w[mz]*(?:\.w[mz]*)+(?![wd])\.?"  # a.m., U.S.
    r"|(?:[wd][mz]*)+(?:(?:(?<=d)[.,](?=d)|a(?=[wd]))(?:[wd][mz]*)+)*"  # don't, 1,000
    r"|(?:rr|.)[mz]*(?:(?<=z)s[mz]*)*"  # a mark; an emoji with its modifiers; a flag
)
SHORTENED = re.compile(r"tis|twas|twere|em|til|n|\d0s")  # written with an apostrophe before them


@lru_cache(maxsize=8192)
def kind(character: str) -> str:
    """
    Return the character's kind: w letter, d digit, a apostrophe, `.` and `,` what may stand inside a number,
    m combining mark, z joiner, r half a flag, s any other.
    """
    if character in APOSTROPHES:
        return "a"
    if character in ".,:":
        return "." if character == "." else ","
    if character == "\u200d":
        return "z"
    if "\U0001f1e6" <= character <= "\U0001f1ff":
        return "r"
    if "\U0001f3fb" <= character <= "\U0001f3ff":
        return "m"
    category = unicodedata.category(character)
    return "m" if category == "Cf" else {"L": "w", "N": "d", "M": "m"}.get(category[0], "s")


def tokenize(text: str) -> list[str]:
    """The tokens as typed; joined, they are the text without its white space."""
    tokens: list[str] = []
    for chunk in text.split():
        pieces = [chunk[m.start() : m.end()] for m in TOKEN.finditer("".join(map(kind, chunk)))]
        tokens += _with_leading_apostrophe(pieces)
    return tokens


def _with_leading_apostrophe(pieces: list[str]) -> list[str]:
    joined: list[str] = []
    for piece in pieces:
        if joined and joined[-1] in APOSTROPHES and SHORTENED.fullmatch(fold(piece)):
            joined[-1] += piece
        else:
            joined.append(piece)
    return joined


def characters(text: str) -> list[str]:
    """The characters as tokens, white space to be seen and apostrophes straight."""
    return [_character(c) for c in text.replace("\r\n", "\n")]


def _character(c: str) -> str:
    if c.isspace():
        return LINE_END if c in "\n\r\v\f\x85\u2028\u2029" else SPACE
    return "'" if c in APOSTROPHES else c


def fold(token: str) -> str:
    """The look-up key of a token: composed, lower-cased, apostrophes straight, no invisible characters."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", token).translate(_FOLDING).lower())


_FOLDING = str.maketrans({**dict.fromkeys(APOSTROPHES, "'"), **dict.fromkeys(INVISIBLE, "")})


Kind = Literal["words", "characters"]


@dataclass(frozen=True)
class Vocabulary:
    """
    Known words, or known characters, which then stand for words everywhere.

    words, spellings, counts  indexed by id; counts are of the training split
    kind                      what a text is cut into
    """

    words: tuple[str, ...]
    spellings: tuple[str, ...]
    counts: tuple[int, ...]
    kind: Kind = "words"

    unknown: ClassVar[int] = 0
    end: ClassVar[int] = 1

    def __post_init__(self) -> None:
        if not len(self.words) == len(self.spellings) == len(self.counts):
            raise BadCheckpoint("A vocabulary needs as many spellings and counts as words.")
        if self.words[:2] != (UNKNOWN, END):
            raise BadCheckpoint(f"A vocabulary begins with {UNKNOWN} and {END}.")
        if len(set(self.words)) != len(self.words):
            raise BadCheckpoint("A vocabulary holds each word once.")
        if self.kind not in ("words", "characters"):
            raise BadCheckpoint(f"A vocabulary is of words or of characters, not of {self.kind}.")

    @classmethod
    def from_sentences(cls, sentences: Iterable[Sequence[str]], size: int = 5000) -> "Vocabulary":
        """The `size` commonest folded words of tokenized sentences; ties by alphabet."""
        counts: Counter[str] = Counter()
        within: Counter[tuple[str, str]] = Counter()  # (folded, as written), not at a sentence's start
        opening: Counter[tuple[str, str]] = Counter()
        number_of_sentences = 0
        for tokens in sentences:
            number_of_sentences += 1
            previous = "."
            for token in tokens:
                folded = fold(token)
                counts[folded] += 1
                (opening if previous in SENTENCE_OPENERS else within)[folded, token] += 1
                previous = token
        ranked = sorted(counts, key=lambda word: (-counts[word], word))
        known = [word for word in ranked if word not in (UNKNOWN, END, "")][:size]
        spelling = _commonest(opening) | _commonest(within)
        return cls(
            words=(UNKNOWN, END, *known),
            spellings=(UNKNOWN, END, *(spelling[word] for word in known)),
            counts=(
                counts.total() - sum(counts[word] for word in known),
                number_of_sentences,
                *(counts[word] for word in known),
            ),
        )

    @classmethod
    def from_passages(cls, passages: Iterable[Sequence[str]]) -> "Vocabulary":
        """Every character of passages cut by `characters`, the commonest first."""
        counts = Counter(character for passage in passages for character in passage)
        known = sorted(counts, key=lambda character: (-counts[character], character))
        words = (UNKNOWN, END, *known)
        return cls(words, words, (0, 0, *(counts[character] for character in known)), "characters")

    def __len__(self) -> int:
        return len(self.words)

    @property
    def ends(self) -> bool:
        """Whether the end of a text is a token to predict: sentences have one, passages are cut anywhere."""
        return self.kind == "words"

    def tokenize(self, text: str) -> list[str]:
        """Cut a text into the tokens that this vocabulary is of."""
        return tokenize(text) if self.kind == "words" else characters(text)

    @cached_property
    def _ids(self) -> dict[str, int]:
        return {word: row for row, word in enumerate(self.words) if row > self.end}

    @cached_property
    def _sorted(self) -> list[str]:
        return sorted(self._ids)

    def id_of(self, token: str) -> int:
        return self._ids.get(self._key(token), self.unknown)

    def _key(self, token: str) -> str:
        return fold(token) if self.kind == "words" else "".join(characters(token))

    def encode(self, tokens: Sequence[str]) -> list[int]:
        return [self.id_of(token) for token in tokens]

    def decode(self, ids: Iterable[int]) -> list[str]:
        """The commonest spelling of each id."""
        return [self.spellings[row] for row in ids]

    def with_prefix(self, prefix: str, limit: int) -> list[int]:
        """Ids of known words beginning with the folded prefix, commonest first."""
        folded = self._key(prefix)
        ids: list[int] = []
        for word in self._sorted[bisect_left(self._sorted, folded) :]:
            if not word.startswith(folded):
                break
            ids.append(self._ids[word])
        return sorted(ids)[: max(limit, 0)]

    def to_json(self) -> dict[str, Any]:
        columns = {"words": list(self.words), "spellings": list(self.spellings), "counts": list(self.counts)}
        return {"kind": self.kind, **columns}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Vocabulary":
        """Raises BadCheckpoint where a column is missing or does not fit the others."""
        try:
            words, spellings, counts = (tuple(data[key]) for key in ("words", "spellings", "counts"))
        except (KeyError, TypeError) as error:
            raise BadCheckpoint("A vocabulary is three lists: words, spellings and counts.") from error
        return cls(words, spellings, counts, data.get("kind", "words"))


def _commonest(written: Counter[tuple[str, str]]) -> dict[str, str]:
    """The commonest spelling of each folded word; ties by alphabet."""
    best: dict[str, str] = {}
    for folded, token in sorted(written, key=lambda pair: (-written[pair], pair)):
        best.setdefault(folded, token)
    return best
