"""Each rule on sentences made by hand; `.` is False, `1` True, `-` nothing told."""

import pytest

from model.character_properties import CHARACTER_PROPERTIES
from model.properties import PROPERTIES
from model.text import tokenize
from model.word_properties import WORD_PROPERTIES

WORDS = {p.name: p for p in WORD_PROPERTIES}
CHARACTERS = {p.name: p for p in CHARACTER_PROPERTIES}


def drawn(labels):
    return "".join({None: "-", False: ".", True: "1"}[label] for label in labels)


@pytest.mark.parametrize(
    ("name", "sentence", "expected"),
    [
        ("question", "What did you buy?", "-111-"),
        ("question", "I bought it.", "-..-"),
        ("question", "Stop it!", "---"),  # neither asks nor states
        ("question", "I am cold. Are you?", "-------"),  # two sentences
        ("question", "I bought", "--"),  # no end mark
        ("question", "?", "-"),
        ("determiner", "The dog saw my cat.", "1..1.-"),
        ("determiner", "This is his book", "-.-."),  # a determiner or a pronoun
        ("determiner", "Every day, an egg", "1.-1."),
        ("first-person", "I'm sure of it.", "-11--"),
        ("first-person", "They know me.", "-..-"),
        ("first-person", "Tom knows me.", "----"),
        ("second-person", "You know Tom.", "-11-"),
        ("second-person", "We know Tom.", "-..-"),
        ("plural", "We've known Tom.", "-11-"),
        ("plural", "It is old.", "-..-"),
        ("plural", "You are old.", "----"),  # one or many
        ("he", "He says she knows.", "-1---"),  # up to the next subject
        ("he", "She's old.", "-.-"),
        ("he", "I am old.", "----"),
        ("negation", "I do not know.", "..-11"),
        ("negation", "I don’t know", ".-1"),
        ("negation", "I never can't", ".--"),
        ("negation", "I see no dog.", "..---"),
        ("negation", "I can't see no dog.", ".-1111"),
        ("quotation", 'He said "I am" .', "..-11-."),
        ("quotation", "“I” am", "-1-."),
        ("past", "He walked and went home", ".1.1."),
        ("past", "I need a red bed.", ".....-"),
        ("past", "I wasn't here; it's left, gone, put", ".1.-.-----"),
        ("past", "I'd go", "-."),
    ],
)
def test_a_property_of_words_is_told_from_the_text(name, sentence, expected):
    tokens = tokenize(sentence)
    assert drawn(WORDS[name].tell(tokens)) == expected, tokens


def test_the_position_is_counted_from_0():
    assert WORDS["position"].tell(["I", "am", "."]) == [0, 1, 2]


PLAY = list("ROMEO:↵Ay me!↵↵say:↵no")


def test_a_letters_place_in_its_word_is_counted():
    assert CHARACTERS["word-length"].tell(list("I'll␣go!")) == [1, 2, 3, 4, None, 1, 2, None]
    assert CHARACTERS["word-length"].tell(list("-a")) == [None, 1]


def test_a_characters_place_in_its_line_is_counted():
    assert CHARACTERS["line-position"].tell(list("ab↵↵c")) == [0, 1, None, None, 0]


def test_the_end_of_a_line_is_told_one_character_before():
    assert drawn(CHARACTERS["line-end"].tell(list("ab↵↵cd"))) == ".1--.-"
    assert CHARACTERS["line-end"].tell([]) == []


def test_a_speaker_is_named_in_a_line_of_its_own_behind_an_empty_one():
    assert drawn(CHARACTERS["speaker"].tell(PLAY)) == "111111-......--1111---"
    assert drawn(CHARACTERS["speaker"].tell(list("a\nb:\n"))) == ".-..-"


@pytest.mark.parametrize("kind", PROPERTIES)
def test_every_property_says_what_it_is_and_labels_every_token(kind):
    assert len({p.name for p in PROPERTIES[kind]}) == len(PROPERTIES[kind])
    for p in PROPERTIES[kind]:
        assert p.thing
        assert p.rule.endswith(".")
        assert p.tell([]) == []
        for tokens in (["a"], ["I", "?"], ["↵", "b", ":", "\n"]):
            labels = p.tell(tokens)
            assert len(labels) == len(tokens)
            assert all(label is None or isinstance(label, bool) == (p.kind == "yes/no") for label in labels)
