"""
What requests may hold, each field with its meaning and an example. What breaks a rule is refused with a sentence.

Glossary
    H  size of the hidden state
"""

from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from app.schemas import field, optional
from model.edits import MAX_EDITS, MAX_VALUE, Overwrite
from model.text import MAX_TOKEN_LENGTH, MAX_TOKENS
from model.trace import MAX_BATCH, MAX_BATCH_TOKENS, MAX_INITIAL, MAX_TOP

__all__ = [
    "Asked",
    "BatchRequest",
    "DerivationRequest",
    "EditRequest",
    "Rows",
    "Sentence",
    "TraceRequest",
    "VocabularyQuery",
    "WeightsQuery",
    "edited",
    "initial_state",
    "refusal",
]

MAX_WORDS = 100


class Asked(BaseModel):
    """What a request asks for. A name it does not know is refused with the list of those it does."""

    model_config = ConfigDict(extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _known_names(cls, data: Any) -> Any:
        for name in data if isinstance(data, dict) else ():
            if name not in cls.model_fields:
                raise refusal(f"There is no “{name}” here; there is {', '.join(cls.model_fields)}.", name)
        return data


def refusal(detail: str, *at: str | int) -> PydanticCustomError:
    """Make a validation error out of a sentence about the field `at`."""
    return PydanticCustomError("sentence", "{detail}", {"detail": detail, "at": at})


Row = Annotated[list[Annotated[float, Field(ge=-MAX_INITIAL, le=MAX_INITIAL)]], Field(fail_fast=True)]
Rows = Annotated[list[Row], Field(fail_fast=True)]


def initial_state() -> Any:
    return optional(
        None,
        "The state before the first word, time stamp −1: a list of H numbers per layer for each carried symbol: "
        "h, and of an LSTM c, read as float32. All zeros where left out.",
        {"h": [[0.5] * 64]},
    )


def _one_some_or_all(value: Any) -> Any:
    """Let through what a span can be, for pydantic would complain of each of the three by itself."""
    whole = [type(each) is int for each in (value if isinstance(value, list) else [value])]
    if value == "all" or (all(whole) and (not isinstance(value, list) or len(value) == 2)):
        return value
    raise refusal('Give one number such as 2, the first and the last such as [0, 3], or "all".')


Span = Annotated[
    int | Annotated[list[int], Field(min_length=2, max_length=2)] | Literal["all"], BeforeValidator(_one_some_or_all)
]


class EditRequest(Asked):
    """A part of a trace to overwrite: those units of that symbol at those time stamps get the value."""

    model_config = ConfigDict(strict=True)

    t: Span = field('The time stamp; or the first and the last of several; or "all".', 2, [0, 3], "all")
    layer: int = optional(0, "The layer, 0 next to the input; 0 where left out.", 0)
    symbol: str = optional("h", "The symbol; h where left out.", "h", "Uh")
    unit: Span = field('The unit; or the first and the last of several; or "all".', 12, [12, 40], "all")
    value: float = field("What stands there, whatever the equation gives.", -1.0, ge=-MAX_VALUE, le=MAX_VALUE)

    def overwrite(self) -> Overwrite:
        t, unit = ((s[0], s[1]) if isinstance(s, list) else s for s in (self.t, self.unit))
        return Overwrite(t, self.layer, self.symbol, unit, self.value)


def edited() -> Any:
    return optional(
        [],
        f"What if? At most {MAX_EDITS} edits. A symbol is computed, then the edits in this order overwrite it, then "
        "what depends on it is computed: an edit of h at t changes output t and everything after; `Uh` at t set to 0 "
        "forgets all that was read before t.",
        [{"t": 2, "unit": 12, "value": -1.0}],
        fail_fast=True,
    )


class Sentence(Asked):
    """A sentence, as `text` or as ready `tokens`."""

    model_config = ConfigDict(strict=True)

    text: str | None = optional(
        None,
        f"The sentence, cut into tokens by the server: at most {MAX_TOKENS} of them, each at most "
        f"{MAX_TOKEN_LENGTH} characters long. An empty one has no time stamps. Give either `text` or `tokens`.",
        "I am a boy",
    )
    tokens: list[str] | None = optional(
        None,
        f"The sentence as ready tokens, one per time stamp: at most {MAX_TOKENS}, each of 1 to "
        f"{MAX_TOKEN_LENGTH} characters. Give either `text` or `tokens`.",
        ["I", "am", "a", "boy"],
        fail_fast=True,
    )

    @model_validator(mode="after")
    def _either_text_or_tokens(self) -> Self:
        if self.text is None and self.tokens is None:
            raise refusal("Give the sentence as text or as tokens; neither is there.", "text")
        if self.text is not None and self.tokens is not None:
            raise refusal("Give either text or tokens, not both; leave one of them out.", "tokens")
        return self

    @property
    def sentence(self) -> str | list[str]:
        """The sentence as it was given."""
        return self.text if self.text is not None else self.tokens or []


class TraceRequest(Sentence):
    """A sentence, as `text` or as ready `tokens`, and what to tell of it."""

    symbols: list[str] | None = optional(
        None,
        "Which of the cell's symbols to return, in the cell's order; all where left out. `GET /models/{model_id}` "
        "lists them.",
        ["a", "h"],
        fail_fast=True,
    )
    top: int = optional(5, "How many of the likeliest next tokens to return per time stamp.", 3, ge=0, le=MAX_TOP)
    initial: dict[str, Rows] | None = initial_state()
    end: bool = optional(
        False,
        "Whether the sentence ends here: if so, the last output carries the surprisal of the end of the sentence. A "
        "model of characters knows no end: what it learned from was cut anywhere.",
        True,
    )
    check: bool = optional(
        False,
        "Whether to compute every value once more, with torch and in float64, and to tell the largest difference. "
        "What an edit set is left out.",
        True,
    )
    edits: list[EditRequest] = edited()
    original: bool = optional(False, "Whether to return the trace without the edits as well, as `original`.", True)


class DerivationRequest(Sentence):
    """A sentence, and which number of its trace to derive: a `unit` of a symbol, or an output `word`."""

    t: int = field("The time stamp, from 0 up; what is derived is there after token t was read.", 2, ge=0)
    symbol: str | None = optional(None, "The symbol to derive; h where left out.", "a")
    unit: int | None = optional(None, "The unit of the symbol. Give either `unit` or `word`.", 12, ge=0)
    layer: int | None = optional(None, "The layer, 0 next to the input; 0 where left out.", 0, ge=0)
    word: str | None = optional(
        None,
        "The output word to derive the probability of; `</s>` is the end of the sentence. Give either `unit` or "
        "`word`.",
        "good",
    )
    initial: dict[str, Rows] | None = initial_state()
    edits: list[EditRequest] = edited()

    @model_validator(mode="after")
    def _either_unit_or_word(self) -> Self:
        if self.unit is None and self.word is None:
            raise refusal("Say what to derive: the unit of a symbol, or an output word; neither is there.", "unit")
        if self.word is None:
            return self
        for name in ("unit", "symbol", "layer"):
            if getattr(self, name) is not None:
                raise refusal(f"Give either word or {name}, not both: an output word has no {name}.", name)
        return self


class BatchRequest(Asked):
    """Sentences, and what to tell of each."""

    model_config = ConfigDict(strict=True)

    sentences: list[Sentence] = field(
        f"The sentences, each as `text` or as ready `tokens`: at most {MAX_BATCH}, of at most {MAX_BATCH_TOKENS:,} "
        "tokens in all.",
        [{"text": "I am a boy"}, {"tokens": ["the", "dogs", "are", "here"]}],
        fail_fast=True,
    )
    symbols: list[str] | None = optional(
        None, "Which of the cell's symbols to return, in the cell's order; all where left out.", ["h"], fail_fast=True
    )
    top: int = optional(5, "How many of the likeliest next tokens to return per time stamp.", 3, ge=0, le=MAX_TOP)
    end: bool = optional(
        False,
        "Whether each last output carries the surprisal of the end of the sentence; a model of characters has none.",
        True,
    )


class VocabularyQuery(Asked):
    """Which words to list."""

    prefix: str = optional("", "How the words begin; upper or lower case does not matter.", "bo", max_length=200)
    limit: int = optional(20, "How many words to return at most.", 20, ge=1, le=MAX_WORDS)


class WeightsQuery(Asked):
    """Which of the large weights to return beside those of the layers."""

    include: str = optional(
        "",
        "The large weights to return as well, separated by commas: `embedding` for E, `output` for W_y and b_y.",
        "embedding,output",
    )

    @model_validator(mode="after")
    def _known_parts(self) -> Self:
        for part in self.parts:
            if part not in ("embedding", "output"):
                raise refusal(
                    f"There is no “{part}” to include; there is embedding and output, or both as embedding,output.",
                    "include",
                )
        return self

    @property
    def parts(self) -> tuple[str, ...]:
        return tuple(part for part in self.include.split(",") if part)
