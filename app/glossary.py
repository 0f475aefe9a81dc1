"""The terms of art that the pages use, each with its explanation in one sentence: for the pages and the glossary."""

from dataclasses import dataclass

from app.texts import marked

__all__ = ["TERMS", "Term"]


@dataclass(frozen=True)
class Term:
    """
    A term of art.

    name         how a template asks for it, and its address on the glossary page: "hidden-state"
    title        the term itself
    explanation  one sentence, in words that need no other page
    """

    name: str
    title: str
    explanation: str


def _term(title: str, explanation: str) -> Term:
    return Term(title.lower().replace(" ", "-"), title, explanation)


TERMS = {
    term.name: term
    for term in (
        _term(
            marked("activation function"),
            marked("φ, the curve that squashes each unit's sum into a fixed range: tanh gives values from −1 to 1."),
        ),
        _term(
            marked("AUC"),
            marked(
                "How often a unit is higher where something holds than where it does not: 1 is always, 0.5 is chance."
            ),
        ),
        _term(
            marked("bias"),
            marked(
                "A number for each unit that is added to its sum whatever the word; torch keeps two, b_ih and b_hh."
            ),
        ),
        _term(
            marked("cell state"),
            marked(
                "c(t), a second memory that an LSTM carries beside h(t): gates let things in, keep them, let them out."
            ),
        ),
        _term(
            marked("current time stamp"),
            marked("t, the position of the word that is being read: its x(t) meets what came before it, h(t−1)."),
        ),
        _term(
            marked("divergence"),
            marked(
                "How far apart two predictions are (Jensen–Shannon), in bits: 0 if the same, 1 if no word is in both."
            ),
        ),
        _term(
            marked("embedding"),
            marked(
                "A list of numbers that the network has learned for each word, and that stands for the word as x(t)."
            ),
        ),
        _term(
            marked("gate"),
            marked(
                "Numbers from 0 to 1, one for each unit, that say how much of something passes: 1 is all, 0 nothing."
            ),
        ),
        _term(
            marked("gradient"),
            marked(
                "How much a number, such as the loss, moves where each of the numbers it depends on moves a little."
            ),
        ),
        _term(
            marked("hidden state"),
            marked(
                "h(t), the network's memory: one number for each unit, made anew at each word from h(t−1) and x(t)."
            ),
        ),
        _term(
            marked("Jacobian"),
            marked(
                "The table of how much each number of a result moves where each number it is made of moves a little."
            ),
        ),
        _term(
            marked("logit"),
            marked("y[w] = W_y[w]·h(t) + b_y[w], the score of a word w before softmax makes it a probability."),
        ),
        _term(
            marked("norm"),
            marked("‖v‖, the length of a list of numbers v: the root of the sum of their squares."),
        ),
        _term(
            marked("perplexity"),
            marked(
                "Among how many equally likely words the network seems to choose at each place; the fewer, the better."
            ),
        ),
        _term(
            marked("pre-activation"),
            marked("a(t), the sum U h(t−1) + W x(t) + b before φ squashes it."),
        ),
        _term(
            marked("previous time stamp"),
            marked("t−1, the position just before the current one; all that is kept of the words up to it is h(t−1)."),
        ),
        _term(
            marked("principal component"),
            marked("A direction along which the states of a network vary most, at a right angle to those before it."),
        ),
        _term(
            marked("probe"),
            marked(
                "A simple model that learns to guess a property from all units; from few examples it may tell less "
                "than one unit."
            ),
        ),
        _term(
            marked("recurrent network"),
            marked("A network that reads a sequence one element at a time and hands its hidden state to itself."),
        ),
        _term(
            marked("rolled"),
            marked(
                "Drawn as the one cell that it is, with a loop by which U brings h(t) back as h(t−1) one step later."
            ),
        ),
        _term(
            marked("saturated"),
            marked("Said of a unit so close to the end of its range that φ is nearly flat and little can move it."),
        ),
        _term(
            marked("shared weights"),
            marked(
                "The same W and U at every time stamp: hence one cell with a loop and a row of cells are one network."
            ),
        ),
        _term(
            marked("slope"),
            marked("How much h moves where a moves a little: 1 − h² for tanh, h (1 − h) for the sigmoid."),
        ),
        _term(
            marked("softmax"),
            marked("The function that turns one score for each word into probabilities that add up to 1."),
        ),
        _term(
            marked("spectral norm"),
            marked("‖M‖ of a matrix M: by how much it lengthens the list of numbers that it lengthens most."),
        ),
        _term(
            marked("surprisal"),
            marked("−ln of the probability that the network gave to the word which came: 0 if it was certain of it."),
        ),
        _term(
            marked("time stamp"),
            marked("A position in the sentence, counted from 0: the first word is x(0), and it is not clock time."),
        ),
        _term(
            marked("token"),
            marked("A piece of the sentence that is read in one step: a word, a number or a punctuation mark."),
        ),
        _term(
            marked("unit"),
            marked("One of the numbers that make up the hidden state; it keeps its row at every time stamp."),
        ),
        _term(
            marked("unknown word"),
            marked(
                "A word that the network has not learned: it reads <unk> in its place, one embedding for all of them."
            ),
        ),
        _term(
            marked("unrolled"),
            marked(
                "Drawn as one copy of the cell for each word, side by side, though it is one cell used again and again."
            ),
        ),
        _term(
            marked("vanishing gradient"),
            marked(
                "A gradient that shrinks step by step on its way back, so that far words teach the network nothing."
            ),
        ),
        _term(
            marked("vocabulary"),
            marked("The words that the network knows; every other word is read as <unk>."),
        ),
        _term(
            marked("weight"),
            marked(
                "A number learned in training and the same at every time stamp: W for the word, U for the hidden state."
            ),
        ),
    )
}
