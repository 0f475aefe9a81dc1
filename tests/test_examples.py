"""What the page says of its example sentences is true of the weights that it ships."""

from pathlib import Path

import numpy as np
import pytest

from app.examples import DEFAULT, EXAMPLES, PAIRS
from app.interventions import Forget, altered
from app.texts import texts_for
from model.comparison import Reading, compare
from model.edits import Overwrite
from model.network import Network
from model.trace import trace
from model.zoo import Model, Zoo

WORDS, CHARACTERS = EXAMPLES["words"], EXAMPLES["characters"]


def sentences(examples) -> list[str]:
    return [sentence for each in examples for sentence in (each.text, each.beside) if sentence]


@pytest.fixture(scope="module")
def chars() -> Model:
    """The trained model of characters that comes with the package."""
    return Zoo().get("chars")


def next_word(model: Model, text: str, *words: str) -> list[float]:
    """The probabilities of some next words after a sentence."""
    network: Network = model.network
    y = network.logits(trace(model, text).layers[-1].values["h"][-1:])[0].astype(np.float64)  # (V,)
    p = np.exp(y - y.max())
    p /= p.sum()
    return [float(p[model.vocabulary.id_of(word)]) for word in words]


def unknown(model: Model, text: str) -> list[str]:
    return [token.text for token in trace(model, text).tokens if not token.known]


def test_the_first_sentence_has_four_words_and_four_time_stamps(shipped):
    assert DEFAULT == "I am a boy"
    assert len(trace(shipped, DEFAULT).tokens) == 4


def test_it_still_knows_at_the_end_that_it_began_as_a_question(shipped):
    example = WORDS[1]
    question, statement = next_word(shipped, example.text, "?", ".")
    assert question > 3 * statement
    assert example.beside is not None
    question, statement = next_word(shipped, example.beside, "?", ".")
    assert statement > 3 * question


def test_the_verb_follows_the_nearer_noun(shipped):
    example = WORDS[2]
    one, many = next_word(shipped, example.text, "is", "are")
    assert many > 2 * one
    assert example.beside is not None
    one, many = next_word(shipped, example.beside, "is", "are")
    assert one > 2 * many


def test_one_unknown_word_reads_like_any_other(shipped):
    assert unknown(shipped, WORDS[3].text) == ["wug"]
    wug, blicket = trace(shipped, "I saw a wug"), trace(shipped, "I saw a blicket")
    np.testing.assert_array_equal(wug.layers[0].values["h"][3], blicket.layers[0].values["h"][3])


@pytest.mark.parametrize("sentence", [s for s in sentences(WORDS) if "wug" not in s])
def test_all_other_words_are_known(shipped, sentence):
    assert unknown(shipped, sentence) == []


def test_labels_are_the_sentences_or_their_beginnings():
    for example in WORDS + CHARACTERS:
        assert example.text.startswith(example.label.removesuffix(" …"))


def test_the_verb_after_dog_and_dogs(shipped):
    asked = PAIRS["words"][1].query
    for text, verb in ((asked["text"], "is"), (asked["second"], "are")):
        assert trace(shipped, text).outputs[1].top[0].token == verb


def test_six_words_later_it_still_knows_which_was_the_question(shipped):
    asked = PAIRS["words"][2].query
    words = [asked[name].split() for name in ("text", "second")]
    assert words[0][:2] == words[1][1::-1]
    assert words[0][2:] == words[1][2:]
    assert len(words[0][2:]) == 6
    last = compare(Reading(shipped, asked["text"]), Reading(shipped, asked["second"])).stamps[-1]
    question = next(each for each in last.top if each.token == "?")
    assert question.one > 0.9 > 0.1 > question.other


def test_what_forgets_its_beginning_expects_no_question_mark(shipped):
    asked = PAIRS["words"][3].query
    assert asked["text"].split()[int(asked["forget"])] == "buy"
    forget = Overwrite(int(asked["forget"]), 0, "Uh", "all", 0.0)
    last = compare(Reading(shipped, asked["text"]), Reading(shipped, asked["text"], [forget])).stamps[-1]
    assert last.top[0].token == "?"
    assert last.top[0].one > 0.5 > 0.1 > last.top[0].other


def test_the_network_to_compare_with_is_shipped():
    assert {pair.query["with"] for pair in PAIRS["words"] if "with" in pair.query} <= set(Zoo().ids)


@pytest.mark.parametrize("sentence", sentences(CHARACTERS))
def test_all_characters_are_known(chars, sentence):
    assert unknown(chars, sentence) == []


def likeliest(model: Model, text: str) -> list[str]:
    """What it expects most after each token."""
    return [output.top[0].token for output in trace(model, text).outputs]


def test_after_a_name_in_capitals_comes_a_colon_and_after_the_colon_a_line_end(chars):
    assert CHARACTERS[0].text.startswith("ROMEO:↵")
    assert likeliest(chars, CHARACTERS[0].text)[4:6] == [":", "↵"]


def test_a_space_after_small_letters_and_a_colon_after_capitals(chars):
    example = CHARACTERS[1]
    assert example.beside == example.text.upper()
    assert [likeliest(chars, text)[-1] for text in (example.text, example.beside)] == ["␣", ":"]


def test_an_empty_line_after_a_question_and_none_after_a_comma(chars):
    example = CHARACTERS[2]
    assert example.beside == example.text.replace("?", ",")
    question, comma = next_word(chars, example.text, "↵") + next_word(chars, example.beside, "↵")
    assert question > 0.7 > 0.05 > comma


def asked_of_characters(place: int) -> dict[str, str]:
    pair = PAIRS["characters"][place]
    assert pair.query["model"] == "chars"
    return pair.query


def test_the_same_colon_after_capitals_and_after_small_letters(chars):
    asked = asked_of_characters(0)
    assert asked["text"].lower() == asked["second"].lower()
    assert [likeliest(chars, asked[name])[asked["text"].index(":")] for name in ("text", "second")] == ["↵", "␣"]


def test_the_same_line_end_after_a_question_and_after_a_comma(chars):
    asked = asked_of_characters(1)
    assert (asked["text"], asked["second"]) == (CHARACTERS[2].text, CHARACTERS[2].beside)
    assert likeliest(chars, asked["second"])[-1].isupper(), "verse begins with a capital"


def test_without_the_name_the_colon_does_not_end_the_line(chars):
    asked = asked_of_characters(2)
    t = int(asked["forget"])
    assert asked["text"][t:].startswith("O:↵")
    forgotten = altered(chars, asked["text"], [Forget(t)], texts_for("en", Path()))
    colons = [found.outputs[t + 1].top[0].token for found in (forgotten.original, forgotten.trace)]
    assert colons == ["↵", "␣"]
