"""
What can be told from an English sentence without annotation. Each rule would rather say nothing than be wrong.

Glossary
    folded     a token as it is looked up: lower-cased, apostrophes straight
    end mark   the full stop, question mark or exclamation mark that ends a sentence
    subject    the pronoun that a sentence begins with: "He", "They're"
"""

from collections.abc import Callable, Mapping, Sequence

from model.property import Label, Property
from model.text import fold

__all__ = ["WORD_PROPERTIES"]


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


END_MARKS = frozenset(".?!")
QUOTATION_MARKS: Mapping[str, bool | None] = {"“": True, "”": False, '"': None}
"""Whether each opens or closes; the straight one does either in turn."""
SUBJECTS = frozenset({"i", "you", "he", "she", "it", "we", "they"})

DETERMINERS = frozenset({"a", "an", "the", "my", "your", "our", "their", "its", "every"})
# Words that are determiners in one sentence and pronouns in the next: "this book" and "this is".
PERHAPS_DETERMINERS = _set(
    "this that these those his her each some any no all both another either neither which what whose many much few "
    "several one two three four five six seven eight nine ten more most such half enough"
)

NEGATIONS = frozenset({"not", "never", "cannot"})
PERHAPS_NEGATIONS = _set("no nobody nothing none nowhere neither nor without hardly barely scarcely seldom rarely")

IRREGULAR_PAST = _set(
    "was were did had went said told came got gave made found knew bought lost met took saw spoke wrote ate drank "
    "slept heard kept sold sent spent stood taught brought caught broke chose drove fell forgot grew held began "
    "won wore ran sang sat stole swam threw understood woke paid built became fed led"
)
NOT_PAST = _set(
    "need bed red feed hundred indeed speed seed weed deed breed bleed shed wed sled naked wicked sacred hatred "
    "kindred exceed succeed proceed"
)
# One spelling for past and present, another meaning beside the past, or a participle that is no past tense.
PERHAPS_PAST = _set(
    "put cut let hit set cost hurt shut quit read beat bet spread left felt fell lay rose wound bound ground "
    "thought could would should might been done gone seen taken given written known broken eaten spoken fallen "
    "forgotten born grown driven chosen stolen worn begun drunk shown drawn flown thrown hidden beaten ridden "
    "rung sung sunk torn sworn forgiven woken swum proven"
)


def one_sentence(tokens: Sequence[str]) -> bool:
    """Whether there is an end mark at the end and none before."""
    marks = [t for t, token in enumerate(tokens) if token in END_MARKS]
    return marks == [len(tokens) - 1] and len(tokens) > 1


def question(tokens: Sequence[str]) -> list[Label]:
    if not one_sentence(tokens) or tokens[-1] == "!":
        return [None] * len(tokens)
    asks = tokens[-1] == "?"
    return [None, *[asks] * (len(tokens) - 2), None]


def determiner(tokens: Sequence[str]) -> list[Label]:
    return [_member(fold(token), DETERMINERS, PERHAPS_DETERMINERS) for token in tokens]


def negation(tokens: Sequence[str]) -> list[Label]:
    labels: list[Label] = []
    read: Label = False
    for token in map(fold, tokens):
        negates = token in NEGATIONS or token.endswith("n't")
        labels.append(None if negates else read)  # the word itself needs no memory
        if negates:
            read = True
        elif token in PERHAPS_NEGATIONS and read is False:
            read = labels[-1] = None
    return labels


def past(tokens: Sequence[str]) -> list[Label]:
    return [_is_past(fold(token).removesuffix("n't")) for token in tokens]


def quotation(tokens: Sequence[str]) -> list[Label]:
    labels: list[Label] = []
    is_open = False
    for token in tokens:
        labels.append(None if token in QUOTATION_MARKS else is_open)
        if token in QUOTATION_MARKS:
            opens = QUOTATION_MARKS[token]
            is_open = not is_open if opens is None else opens
    return labels


def position(tokens: Sequence[str]) -> list[Label]:
    return list(range(len(tokens)))


def subject(answers: Mapping[str, bool]) -> Callable[[Sequence[str]], list[Label]]:
    """Return what tells by the pronoun at the sentence's start, up to the next pronoun that can be a subject."""

    def tell(tokens: Sequence[str]) -> list[Label]:
        labels: list[Label] = [None] * len(tokens)
        words = [fold(token).partition("'")[0] for token in tokens]
        if not one_sentence(tokens) or words[0] not in answers:
            return labels
        for t in range(1, len(tokens) - 1):
            if words[t] in SUBJECTS:
                break
            labels[t] = answers[words[0]]
        return labels

    return tell


def _member(word: str, among: frozenset[str], perhaps: frozenset[str]) -> Label:
    if word in perhaps or not word[:1].isalpha():
        return None
    return word in among


def _is_past(word: str) -> Label:
    if word in PERHAPS_PAST or word.endswith("'d") or not word[:1].isalpha():
        return None
    return word in IRREGULAR_PAST or (word.endswith("ed") and word not in NOT_PAST)


FIRST_PERSON = {"i": True, "we": True, "you": False, "he": False, "she": False, "it": False, "they": False}
SECOND_PERSON = {word: word == "you" for word in SUBJECTS}
PLURAL = {"we": True, "they": True, "i": False, "he": False, "she": False, "it": False}  # you may be either
HE = {"he": True, "she": False}

WORD_PROPERTIES = (
    Property(
        "question",
        "questions",
        "The sentence ends with a question mark rather than a full stop; told from the second word to the last.",
        "yes/no",
        question,
    ),
    Property(
        "determiner",
        "a determiner",
        "The last word is a, an, the, my, your, our, their, its or every; words that are determiners only at times, "
        "such as this, are left out.",
        "yes/no",
        determiner,
    ),
    Property(
        "first-person",
        "a first-person subject",
        "The sentence begins with I or we rather than another personal pronoun; told behind it, up to the next such "
        "pronoun.",
        "yes/no",
        subject(FIRST_PERSON),
    ),
    Property(
        "second-person",
        "a second-person subject",
        "The sentence begins with you rather than another personal pronoun; told behind it, up to the next such "
        "pronoun.",
        "yes/no",
        subject(SECOND_PERSON),
    ),
    Property(
        "plural",
        "a plural subject",
        "The sentence begins with we or they rather than I, he, she or it; told behind it, up to the next such "
        "pronoun.",
        "yes/no",
        subject(PLURAL),
    ),
    Property(
        "he",
        "he rather than she",
        "The sentence begins with he rather than she; told behind it, up to the next such pronoun.",
        "yes/no",
        subject(HE),
    ),
    Property(
        "negation",
        "a negation",
        "Not, never, cannot or a word in n't has been read; told behind that word, and not behind doubtful ones such "
        "as no.",
        "yes/no",
        negation,
    ),
    Property(
        "quotation",
        "an open quotation",
        "A quotation mark has been opened and not closed.",
        "yes/no",
        quotation,
    ),
    Property(
        "past",
        "a past form",
        "The last word ends in -ed or is one of some sixty irregular past tenses; spellings that may be something "
        "else are left out.",
        "yes/no",
        past,
    ),
    Property(
        "position", "the position in the sentence", "How many tokens were read before this one.", "count", position
    ),
)
