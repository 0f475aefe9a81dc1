"""
What requests and answers about the path of the hidden state hold; as in app/schemas.py, each field with an example.

Glossary
    component  principal component: one of the directions along which the states of a bank vary most
    place      a state in the coordinates of the first three components
"""

from app.requests import Rows, Sentence, initial_state
from app.schemas import Token, Wire, field, optional
from model.trajectory import MAX_NEAREST

__all__ = ["ComponentsAnswer", "TrajectoryAnswer", "TrajectoryRequest"]

_PLACE = [1.93, -0.41, 0.22]
_CONTEXT = {"tokens": ["He", "is", "a", "painter", "."], "t": 2, "distance": 0.61, "known": True}


class TrajectoryRequest(Sentence):
    """A sentence, and how many contexts with a similar state to return."""

    nearest: int = optional(
        3, "How many contexts to return for each time stamp, those with the nearest states.", 3, ge=0, le=MAX_NEAREST
    )
    t: int | None = optional(
        None, "The one time stamp to return contexts for, −1 among them; all from 0 up where left out.", 2, ge=-1
    )
    initial: dict[str, Rows] | None = initial_state()


class PathPoint(Wire):
    """Where the hidden state is at one time stamp."""

    t: int = field("The time stamp; −1 is before the first word.", -1, 0)
    place: list[float] = field("Its coordinates along the three components.", _PLACE)


class PathContext(Wire):
    """A held-out text that left the network in a similar state."""

    tokens: list[str] = field("The whole sentence or passage.", ["He", "is", "a", "painter", "."])
    t: int = field("The time stamp in it at which the state is similar.", 2)
    distance: float = field(
        "How far apart the two states lie, the Euclidean distance over all units; the bank's are rounded, so that even "
        "one of its own lies some hundredths off.",
        0.61,
    )
    known: bool = field("Whether the model knows the word at that time stamp; where not, it read <unk>.", True)


class Nearest(Wire):
    """The contexts of one time stamp."""

    t: int = field("The time stamp.", 2)
    contexts: list[PathContext] = field(
        "Those with the nearest states, the nearest first; of texts that begin alike one stands for all.", [_CONTEXT]
    )


class TrajectoryAnswer(Wire):
    """The path of the hidden state through the space in which it varies most."""

    model: str = field("The model's id.", "rnn-tanh")
    tokens: list[Token] = field("The tokens, one per time stamp.", [{"t": 0, "text": "I", "id": 4, "known": True}])
    points: list[PathPoint] = field("From t = −1, before the first word, on.", [{"t": -1, "place": _PLACE}])
    explained_variance: list[float] = field(
        "The share of all states' variance along each component; of the first two it is what a plane shows.",
        [0.19, 0.12, 0.08],
    )
    states: int = field("How many held-out states the components were computed from.", 43248)
    nearest: list[Nearest] = field("The contexts, time stamp by time stamp.", [{"t": 2, "contexts": [_CONTEXT]}])
    attribution: str = field("Where the contexts are from.", "Tatoeba, CC BY 2.0 FR")


class ComponentsAnswer(Wire):
    """The principal components of a model's states: with them anyone can place a state, (h − mean) · component."""

    model: str = field("The model's id.", "rnn-tanh")
    states: int = field("How many held-out states they were computed from.", 43248)
    mean: list[float] = field("The mean state, H numbers.", [0.12, -0.53])
    components: list[list[float]] = field("Three directions of unit length, H numbers each.", [[0.6, 0.8]])
    explained_variance: list[float] = field("The share of all variance along each.", [0.19, 0.12, 0.08])
    cloud: list[list[float]] = field("The places of some states of the bank, to draw behind a path.", [_PLACE])
    attribution: str = field("The texts that the states come from.", "Tatoeba, CC BY 2.0 FR")
