"""The sentences that the page offers, each with what to watch; a test holds every claim against the shipped weights."""

from dataclasses import dataclass

from app.texts import Texts, marked
from model.text import Kind

__all__ = ["DEFAULT", "EXAMPLES", "PAIRS", "Example", "Pair", "in_language", "pairs_in_language"]


@dataclass(frozen=True)
class Example:
    """
    A sentence to try.

    label   how the link names it: the sentence, or its beginning
    text    the sentence
    watch   one line on what to look at
    beside  a second sentence to hold it against
    """

    label: str
    text: str
    watch: str
    beside: str | None = None


EXAMPLES: dict[Kind, tuple[Example, ...]] = {
    "words": (
        Example(
            "I am a boy",
            "I am a boy",
            marked("Four words, four time stamps: the same W and the same U at each."),
        ),
        Example(
            "what did you buy …",
            "what did you buy at the store yesterday",
            marked("At the end, does it still know that it is a question?"),
            "I bought it at the store yesterday",
        ),
        Example(
            "the dog near …",
            "the dog near the houses",
            marked("The verb it expects agrees with the nearer noun, not the first."),
            "the dogs near the house",
        ),
        Example(
            "I saw a wug",
            "I saw a wug",
            marked("It never met “wug” and reads <unk>; any other unknown word would give the same h(3)."),
        ),
    ),
    "characters": (
        Example(
            "ROMEO:↵But soft",
            "ROMEO:↵But soft",
            marked("After a name in capitals it expects a colon, after the colon a line end."),
        ),
        Example(
            "the question",
            "the question",
            marked("A space comes next; after capitals, a colon."),
            "THE QUESTION",
        ),
        Example(
            "What is it?↵",
            "What is it?↵",
            marked("An empty line comes next; after a comma it does not."),
            "What is it,↵",
        ),
    ),
}


@dataclass(frozen=True)
class Pair:
    """
    Two readings to compare.

    label  how the link names them
    query  what the link asks for
    watch  one line on what to look at
    """

    label: str
    query: dict[str, str]
    watch: str


PAIRS: dict[Kind, tuple[Pair, ...]] = {
    "words": (
        Pair(
            marked("two networks"),
            {"text": "what did you buy at the store yesterday", "with": "gru"},
            marked("Two networks, trained on the same sentences: where do they expect different words?"),
        ),
        Pair(
            marked("dog, dogs"),
            {"text": "the dog near the houses", "second": "the dogs near the house", "t": "1"},
            marked("After “dog” it expects “is”, after “dogs” “are”; watch which units make the difference."),
        ),
        Pair(
            marked("a question"),
            {"text": "did she buy it at the store yesterday", "second": "she did buy it at the store yesterday"},
            marked("The same words, but for the order of two: six words later it still knows which was the question."),
        ),
        Pair(
            marked("forgetful"),
            {"text": "what did you buy at the store yesterday", "forget": "3"},
            marked("Forget at “buy” what was read before, and at the end it no longer expects a question mark."),
        ),
    ),
    "characters": (
        Pair(
            marked("capitals, small letters"),
            {"model": "chars", "text": "ROMEO:↵But soft", "second": "Romeo:↵But soft"},
            marked("The same colon: after capitals it expects a line end, after small letters a space."),
        ),
        Pair(
            marked("question mark, comma"),
            {"model": "chars", "text": "What is it?↵", "second": "What is it,↵"},
            marked("The same line end: after a question it expects an empty line, after a comma more of the verse."),
        ),
        Pair(
            marked("forgetful"),
            {"model": "chars", "text": "ROMEO:↵But soft", "forget": "4"},
            marked("Forget “ROME” at its last letter, and it no longer expects the colon to end the line."),
        ),
    ),
}

DEFAULT = EXAMPLES["words"][0].text


def pairs_in_language(texts: Texts, kind: Kind) -> list[Pair]:
    """The pairs for models of that kind, with their labels and lines in the reader's language."""
    return [Pair(texts(p.label), p.query, texts(p.watch)) for p in PAIRS[kind]]


def in_language(texts: Texts, kind: Kind) -> list[Example]:
    """The examples likewise, with their lines in the reader's language; the sentences stay in that of the network."""
    return [Example(e.label, e.text, texts(e.watch), e.beside) for e in EXAMPLES[kind]]
