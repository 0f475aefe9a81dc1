import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.errors import BadCheckpoint
from model.text import END, UNKNOWN, Vocabulary, characters, fold, tokenize

anything = st.text(st.characters(exclude_categories=()), max_size=60)  # lone surrogates too

SENTENCES = [
    ["I", "am", "Tom", "."],
    ["Tom", "is", "a", "boy", "."],
    ["the", "boy", "is", "Tom", "."],
    ["The", "Boy", "said", "I", "am", "."],
    ["Hurry", "up", ".", "We", "are", "late", "."],
]


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("I am a boy", ["I", "am", "a", "boy"]),
        ("Is it?Yes!", ["Is", "it", "?", "Yes", "!"]),
        ("I don't think it's Tom's.", ["I", "don't", "think", "it's", "Tom's", "."]),
        ("I don’t know, it’s ten o’clock", ["I", "don’t", "know", ",", "it’s", "ten", "o’clock"]),
        ("'tis ’em 'Hello' the boys'", ["'tis", "’em", "'", "Hello", "'", "the", "boys", "'"]),
        ("rock 'n' roll in the '90s", ["rock", "'n", "'", "roll", "in", "the", "'90s"]),
        ("y'all I'd've", ["y'all", "I'd've"]),
        ("$1,000.50 at 7:30, 3.5 or 50%.", ["$", "1,000.50", "at", "7:30", ",", "3.5", "or", "50", "%", "."]),
        ("1, 2 and 3.", ["1", ",", "2", "and", "3", "."]),
        ("the 3rd of the 1990s", ["the", "3rd", "of", "the", "1990s"]),
        ("At 6 a.m. in the U.S.", ["At", "6", "a.m.", "in", "the", "U.S."]),
        ("Plan B. I.am", ["Plan", "B", ".", "I", ".", "am"]),
        ("part-time work—here...", ["part", "-", "time", "work", "—", "here", ".", ".", "."]),
        ("naïve cafe\u0301", ["naïve", "cafe\u0301"]),
        ("हिन्दी में", ["हिन्दी", "में"]),
        ("שלום, עולם", ["שלום", ",", "עולם"]),
        ("你好。世界", ["你好", "。", "世界"]),
        ("👨‍👩‍👧‍👦👍🏽🇫🇷🇩🇪❤️", ["👨‍👩‍👧‍👦", "👍🏽", "🇫🇷", "🇩🇪", "❤️"]),
        ("a" * 60, ["a" * 60]),
        ("", []),
        (" \t\n\u00a0\u2003", []),
    ],
)
def test_words_numbers_and_marks_are_tokens(text: str, tokens: list[str]) -> None:
    assert tokenize(text) == tokens


@given(anything)
def test_nothing_but_white_space_is_lost(text: str) -> None:
    assert "".join(tokenize(text)) == "".join(text.split())


@given(anything)
def test_no_token_is_empty_or_holds_white_space(text: str) -> None:
    assert all(token.split() == [token] for token in tokenize(text))


@given(st.lists(st.sampled_from(["I", "don't", "Tom's", "o'clock", "1,000", "7:30", "a.m.", ".", "?", "👍🏽"])))
def test_tokens_joined_by_blanks_come_back(tokens: list[str]) -> None:
    assert tokenize(" ".join(tokens)) == tokens


@given(anything)
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Tom", "tom"),
        ("DON’T", "don't"),
        ("cafe\u0301", "café"),
        ("\ufeffbo\u00ady", "boy"),
        ("STRASSE", "strasse"),
    ],
)
def test_folding_lowers_case_and_straightens_apostrophes(typed: str, folded: str) -> None:
    assert fold(typed) == folded


def test_a_vocabulary_holds_the_commonest_words_ties_by_alphabet() -> None:
    vocabulary = Vocabulary.from_sentences(SENTENCES, size=6)
    assert vocabulary == Vocabulary(
        words=(UNKNOWN, END, ".", "boy", "tom", "am", "i", "is"),
        spellings=(UNKNOWN, END, ".", "boy", "Tom", "am", "I", "is"),
        counts=(9, 5, 6, 3, 3, 2, 2, 2),
    )


def test_a_spelling_is_that_within_sentences_where_there_is_one() -> None:
    vocabulary = Vocabulary.from_sentences([*SENTENCES, ["The", "end"], ["The", "end"]])
    spelled = dict(zip(vocabulary.words, vocabulary.spellings, strict=True))
    assert (spelled["the"], spelled["we"], spelled["hurry"]) == ("The", "We", "Hurry")  # met at starts only
    more = Vocabulary.from_sentences([*SENTENCES, ["The", "end"], ["see", "the", "end"]])
    assert more.spellings[more.id_of("The")] == "the"


@pytest.fixture
def vocabulary() -> Vocabulary:
    return Vocabulary.from_sentences(SENTENCES)


def test_a_word_is_looked_up_folded_and_shown_in_its_commonest_spelling(vocabulary: Vocabulary) -> None:
    ids = vocabulary.encode(["i", "AM", "tOM", "zebra"])
    assert vocabulary.decode(ids) == ["I", "am", "Tom", UNKNOWN]
    assert ids[-1] == Vocabulary.unknown == 0


@pytest.mark.parametrize("typed", [UNKNOWN, END, "", "\u200b", "zebra"])
def test_what_is_no_known_word_reads_unknown(vocabulary: Vocabulary, typed: str) -> None:
    assert vocabulary.id_of(typed) == Vocabulary.unknown


def test_words_are_found_by_their_beginning_the_commonest_first(vocabulary: Vocabulary) -> None:
    found = vocabulary.with_prefix("A", limit=10)
    assert [vocabulary.words[i] for i in found] == ["am", "a", "are"]
    assert vocabulary.with_prefix("a", limit=2) == found[:2]
    assert vocabulary.with_prefix("", limit=3) == [2, 3, 4]
    assert vocabulary.with_prefix("zz", limit=3) == vocabulary.with_prefix("a", limit=-1) == []


def test_a_vocabulary_survives_json(vocabulary: Vocabulary) -> None:
    assert Vocabulary.from_json(vocabulary.to_json()) == vocabulary


@pytest.mark.parametrize(
    "change",
    [
        {"counts": [1]},
        {"words": None},
        {"words": ["</s>", "<unk>"], "spellings": ["", ""], "counts": [1, 1]},
        {"words": ["<unk>", "</s>", "a", "a"], "spellings": ["", "", "", ""], "counts": [1, 1, 1, 1]},
    ],
)
def test_a_broken_vocabulary_is_refused(vocabulary: Vocabulary, change: dict[str, object]) -> None:
    with pytest.raises(BadCheckpoint):
        Vocabulary.from_json(vocabulary.to_json() | change)
    with pytest.raises(BadCheckpoint):
        Vocabulary.from_json({})


def test_characters_are_told_apart_by_case_and_white_space_is_seen() -> None:
    assert characters("To be,\r\nor\t‘not’\n") == list("To␣be,↵or␣'not'↵")
    assert characters("") == []
    assert "".join(characters("↵␣")) == "↵␣"


@pytest.fixture
def alphabet() -> Vocabulary:
    return Vocabulary.from_passages([characters("To be, or not to be\n"), characters("To do\n")])


def test_a_vocabulary_of_characters_knows_each_as_it_is_written(alphabet: Vocabulary) -> None:
    assert alphabet.words == (UNKNOWN, END, "o", "␣", "T", "b", "e", "t", "↵", ",", "d", "n", "r")
    assert alphabet.counts[2:] == tuple("To␣be,␣or␣not␣to␣be↵To␣do↵".count(word) for word in alphabet.words[2:])
    assert alphabet.spellings == alphabet.words
    assert not alphabet.ends
    assert alphabet.tokenize("to T\n") == ["t", "o", "␣", "T", "↵"]
    ids = alphabet.encode(alphabet.tokenize("to T\n"))
    assert alphabet.decode(ids) == ["t", "o", "␣", "T", "↵"]
    assert alphabet.id_of("E") == alphabet.id_of("to") == Vocabulary.unknown
    assert alphabet.id_of(" ") == alphabet.id_of("␣") > Vocabulary.end
    assert alphabet.id_of("\n") == alphabet.id_of("↵") > Vocabulary.end
    assert alphabet.with_prefix("T", 5) == [alphabet.id_of("T")]
    assert len(alphabet.with_prefix("", 100)) == len(alphabet) - 2


def test_a_vocabulary_of_characters_survives_json_and_an_old_file_is_of_words(alphabet: Vocabulary) -> None:
    assert Vocabulary.from_json(alphabet.to_json()) == alphabet
    older = Vocabulary.from_sentences(SENTENCES).to_json()
    del older["kind"]
    assert Vocabulary.from_json(older).kind == "words"
    with pytest.raises(BadCheckpoint, match="of words or of characters, not of syllables"):
        Vocabulary.from_json(older | {"kind": "syllables"})
