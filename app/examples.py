"""The sentences that the page offers, each with what to watch; a test holds every claim against the shipped weights."""

from dataclasses import dataclass

from app.texts import Texts, marked

__all__ = ["DEFAULT", "EXAMPLES", "Example", "in_language"]


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


EXAMPLES = (
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
)

DEFAULT = EXAMPLES[0].text


def in_language(texts: Texts) -> list[Example]:
    """The examples with their lines in the reader's language; the sentences stay in that of the network."""
    return [Example(e.label, e.text, texts(e.watch), e.beside) for e in EXAMPLES]
