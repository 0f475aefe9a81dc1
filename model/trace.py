"""
What a network did with one sentence.

Glossary
    t T        time stamp, number of time stamps; row t of every array is time stamp t, −1 is before the first word
    x h y p    input (D,), hidden state (H,), logits (V,), probabilities (V,) at t
    surprisal  −ln p(token t+1 | tokens 0 … t), in nats
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from model.cells import Cell, Symbol
from model.edits import Overwrite, placed
from model.errors import BadInitial, BadRequestedSymbol, BadText
from model.network import Floats, Network
from model.run import run, run_many
from model.text import MAX_TOKEN_LENGTH, MAX_TOKENS, UNKNOWN, Vocabulary, characters
from model.zoo import Model

__all__ = [
    "MAX_BATCH",
    "MAX_BATCH_TOKENS",
    "MAX_INITIAL",
    "MAX_TOP",
    "LayerTrace",
    "Output",
    "Prediction",
    "Token",
    "Trace",
    "read_tokens",
    "trace",
    "traces",
]

MAX_TOP = 20
MAX_BATCH = 256
MAX_BATCH_TOKENS = 4096
MAX_INITIAL = 1e6
ROWS_AT_ONCE = 128  # logits of 5,001 words for as many rows stay in a CPU's cache

Initial = Mapping[str, Sequence[Sequence[float]]]
"""A state before the first word: symbol -> one list of H numbers per layer."""


@dataclass(frozen=True)
class Token:
    """A word as typed, with the id it is read as; `known` is False where that is <unk>."""

    t: int
    text: str
    id: int
    known: bool


@dataclass(frozen=True)
class Prediction:
    """A possible next token, in its commonest spelling (</s> is the end of the sentence), and its probability."""

    token: str
    probability: float


@dataclass(frozen=True)
class Output:
    """
    What the network says after reading token t.

    top        the likeliest next tokens, the likeliest first
    surprisal  −ln p(token t+1), in nats; None where there is no such token, or where it is unknown
    why        "unknown word" in that last case
    """

    t: int
    top: tuple[Prediction, ...]
    surprisal: float | None
    why: str | None = None


@dataclass(frozen=True)
class LayerTrace:
    """
    One layer's values, float32.

    initial  carried symbol -> (H,), its value at time stamp −1
    values   symbol -> (T, size)
    """

    initial: dict[str, Floats]
    values: dict[str, Floats]


@dataclass(frozen=True)
class Trace:
    """
    Tokens, the cell's symbols, their values layer by layer, and what the network says at each time stamp.

    edits  what was overwritten on the way
    """

    model: str
    tokens: tuple[Token, ...]
    symbols: tuple[Symbol, ...]
    layers: tuple[LayerTrace, ...]
    outputs: tuple[Output, ...]
    edits: tuple[Overwrite, ...] = ()


def trace(
    model: Model,
    text: str | Sequence[str],
    *,
    symbols: Sequence[str] | None = None,
    top: int = 5,
    initial: Initial | None = None,
    end: bool = False,
    edits: Sequence[Overwrite] = (),
    device: str = "cpu",
) -> Trace:
    """
    Run the network over a sentence, or over ready tokens, in float64, and keep every value in float32.

    symbols  which of the cell's symbols to keep; all where None
    top      how many predictions per time stamp
    initial  h(−1), and of an LSTM c(−1), each value within ±MAX_INITIAL; zeros where None
    end      whether the last output carries the surprisal of the end of the sentence, where the model knows one
    edits    what to overwrite on the way, in this order
    device   "cpu" runs on NumPy and never imports torch; "cuda" runs the same lines on a GPU

    Raises BadText, BadInitial, BadRequestedSymbol and BadEdit.
    """
    tokens = read_tokens(model.vocabulary, text)
    network = model.network
    kept = _kept(network.cell, symbols)
    states = _initial(network, initial)
    overwritten = placed(network, len(tokens), edits)
    ids = np.array([token.id for token in tokens], dtype=np.int64)  # (T,)
    xp, weights = network.on(device)
    x = network.embed(ids).astype(np.float64)  # (T, D)
    layers = []
    for layer, state in enumerate(states):
        before = {name: value.astype(np.float64) for name, value in state.items()}
        values = run(xp, network.cell, weights[layer], x, before, overwritten[layer])
        kept_values = {symbol.name: values[symbol.name].astype(np.float32) for symbol in kept}
        layers.append(LayerTrace(state, kept_values))
        x = values["h"]  # (T, H)
    (outputs,) = _outputs(model, [tokens], x.astype(np.float32), top, end)
    return Trace(model.id, tokens, kept, tuple(layers), outputs, tuple(edits))


def traces(
    model: Model,
    texts: Sequence[str | Sequence[str]],
    *,
    symbols: Sequence[str] | None = None,
    top: int = 5,
    end: bool = False,
    device: str = "cpu",
) -> list[Trace]:
    """
    Run the network over many sentences in one pass, each from zeros, and return their traces in the order asked.

    The sentences are sorted by length, so that the batch shrinks as they end. Raises what `trace` does, BadText with
    a pointer such as /sentences/3/text, and BadText for more than MAX_BATCH sentences or MAX_BATCH_TOKENS in all.
    """
    sentences = _sentences(model.vocabulary, texts)
    network = model.network
    kept = _kept(network.cell, symbols)
    order = sorted(range(len(sentences)), key=lambda number: -len(sentences[number]))  # stable: ties as asked
    lengths = [len(sentences[number]) for number in order]
    ids = np.array([token.id for number in order for token in sentences[number]], dtype=np.int64)  # (N,)
    xp, weights = network.on(device)
    x = network.embed(ids).astype(np.float64)  # (N, D)
    zeros = {name: np.zeros((len(order), network.config.hidden_size)) for name in network.cell.carried}  # (B, H)
    layers = []
    for w in weights:
        values = run_many(xp, network.cell, w, x, lengths, zeros)
        layers.append({symbol.name: values[symbol.name].astype(np.float32) for symbol in kept})
        x = values["h"]  # (N, H)
    outputs = _outputs(model, [sentences[number] for number in order], x.astype(np.float32), top, end)
    found = {}
    for place, number in enumerate(order):
        own = slice(sum(lengths[:place]), sum(lengths[: place + 1]))
        states = zip(_initial(network, None), layers, strict=True)
        own_layers = tuple(LayerTrace(state, {name: v[own] for name, v in layer.items()}) for state, layer in states)
        found[number] = Trace(model.id, sentences[number], kept, own_layers, outputs[place])
    return [found[number] for number in range(len(sentences))]


def _sentences(vocabulary: Vocabulary, texts: Sequence[str | Sequence[str]]) -> list[tuple[Token, ...]]:
    if len(texts) > MAX_BATCH:
        raise BadText(f"That is {len(texts):,} sentences; at most {MAX_BATCH} can be traced at once.", "/sentences")
    sentences: list[tuple[Token, ...]] = []
    total = 0
    for number, text in enumerate(texts):
        try:
            sentences.append(read_tokens(vocabulary, text))
        except BadText as error:
            raise BadText(f"Sentence {number}: {error.detail}", f"/sentences/{number}{error.pointer}") from None
        total += len(sentences[-1])
        if total > MAX_BATCH_TOKENS:
            raise BadText(
                f"With sentence {number} there are {total:,} tokens; at most {MAX_BATCH_TOKENS:,} can be traced at "
                "once. Send the sentences in several requests.",
                f"/sentences/{number}",
            )
    return sentences


def read_tokens(vocabulary: Vocabulary, text: str | Sequence[str]) -> tuple[Token, ...]:
    """Return a sentence, or ready tokens, with the ids they are read as; BadText where it cannot be read."""
    words = vocabulary.tokenize(text) if isinstance(text, str) else list(text)
    field = "/text" if isinstance(text, str) else "/tokens"
    if len(words) > MAX_TOKENS:
        raise BadText(f"That is {len(words):,} tokens; at most {MAX_TOKENS} can be traced at once. Shorten it.", field)
    for t, word in enumerate(words):
        pointer = field if isinstance(text, str) else f"{field}/{t}"
        if not word.strip() and not (word and vocabulary.kind == "characters"):
            found = "only blanks" if word else "empty"
            raise BadText(f"Token {t} is {found}: give it at least one visible character, or leave it out.", pointer)
        if len(word) > MAX_TOKEN_LENGTH:
            raise BadText(
                f"Token {t} is {len(word):,} characters long; at most {MAX_TOKEN_LENGTH} are allowed. Shorten it.",
                pointer,
            )
    if vocabulary.kind == "characters" and not isinstance(text, str):
        words = _characters(words)
    ids = vocabulary.encode(words)
    return tuple(Token(t, word, i, i != Vocabulary.unknown) for t, (word, i) in enumerate(zip(words, ids, strict=True)))


def _characters(tokens: list[str]) -> list[str]:
    """Return ready tokens for a model of characters, with white space to be seen."""
    for t, token in enumerate(tokens):
        if len(token) > 1 and token != UNKNOWN:
            raise BadText(
                f"Token {t} is {len(token)} characters long, and this model reads one at a time. Cut it up, or give "
                "it all as text.",
                f"/tokens/{t}",
            )
    return [each for token in tokens for each in ([UNKNOWN] if token == UNKNOWN else characters(token))]


def _kept(cell: Cell, names: Sequence[str] | None) -> tuple[Symbol, ...]:
    if names is None:
        return cell.symbols
    known = [symbol.name for symbol in cell.symbols]
    for index, name in enumerate(names):
        if name not in known:
            raise BadRequestedSymbol(
                f"This cell has no symbol “{name}”. It has: {', '.join(known)}.", f"/symbols/{index}"
            )
    return tuple(symbol for symbol in cell.symbols if symbol.name in names)


def _initial(network: Network, initial: Initial | None) -> list[dict[str, Floats]]:
    L, H = network.config.num_layers, network.config.hidden_size
    states = [{name: np.zeros(H, dtype=np.float32) for name in network.cell.carried} for _ in range(L)]
    for name, rows in (initial or {}).items():
        if name not in network.cell.carried:
            carried = " and ".join(network.cell.carried)
            verb = "is" if len(network.cell.carried) == 1 else "are"
            raise BadInitial(f"“{name}” is not carried from word to word; {carried} {verb}.", f"/initial/{name}")
        if len(rows) != L:
            raise BadInitial(f"{name} needs one list per layer: {L}, not {len(rows)}.", f"/initial/{name}")
        for layer, row in enumerate(rows):
            states[layer][name] = _state(row, H, f"/initial/{name}/{layer}")
    return states


def _state(row: Sequence[float], H: int, pointer: str) -> Floats:
    if len(row) != H:
        raise BadInitial(f"This layer has {H} units, so it needs {H} numbers, not {len(row)}.", pointer)
    state = np.array(row, dtype=np.float64)  # (H,)
    for unit in np.flatnonzero(~(np.abs(state) <= MAX_INITIAL)):  # so that NaN is found too
        raise BadInitial(f"Unit {unit} is not a number within ±{MAX_INITIAL:,.0f}.", f"{pointer}/{unit}")
    return state.astype(np.float32)


def _outputs(
    model: Model, sentences: Sequence[tuple[Token, ...]], h: Floats, top: int, end: bool
) -> list[tuple[Output, ...]]:
    """Say what comes next after each token: h (N, H) of the last layer, sentence after sentence -> N outputs in all."""
    following: list[int] = []
    for tokens in sentences:
        following += [token.id for token in tokens[1:]] + [Vocabulary.end] * (len(tokens) > 0)
    asked, log_p = _scored(model.network, h, np.array(following, dtype=np.int64), top)
    p, spellings = np.exp(log_p), model.vocabulary.spellings
    ends = end and model.vocabulary.ends
    found, row = [], 0
    for tokens in sentences:
        outputs = []
        for t in range(len(tokens)):
            *ids, next_id = asked[row].tolist()
            predictions = tuple(map(Prediction, (spellings[i] for i in ids), p[row].tolist()))
            unknown = next_id == Vocabulary.unknown
            silent = unknown or (t == len(tokens) - 1 and not ends)
            surprisal = None if silent else -float(log_p[row, -1])
            outputs.append(Output(t, predictions, surprisal, "unknown word" if unknown else None))
            row += 1
        found.append(tuple(outputs))
    return found


def _scored(
    network: Network, h: Floats, following: NDArray[np.int64], top: int
) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """
    Return the likeliest next tokens with the one that follows, and their ln p: h (N, H), following (N,).

    (N, top + 1) each; top is at most all but <unk>.
    """
    top = min(top, network.config.vocab_size - 1)
    asked = np.zeros((len(h), top + 1), dtype=np.int64)
    log_p = np.zeros((len(h), top + 1), dtype=np.float32)
    for begin in range(0, len(h), ROWS_AT_ONCE):
        rows = slice(begin, begin + ROWS_AT_ONCE)
        y = network.logits(h[rows])  # (rows, V)
        asked[rows] = np.concatenate([_likeliest(y, top), following[rows, None]], axis=1)
        log_p[rows] = np.take_along_axis(y, asked[rows], axis=1) - _log_sum_exp(y)
    return asked, log_p


def _log_sum_exp(y: Floats) -> Floats:
    """Return ln Σ exp y without overflow: (T, V) -> (T, 1)."""
    peak = y.max(axis=1, keepdims=True)  # (T, 1)
    shifted = y - peak  # (T, V)
    total: Floats = peak + np.log(np.exp(shifted, out=shifted).sum(axis=1, keepdims=True))
    return total


def _likeliest(y: Floats, top: int) -> NDArray[np.int64]:
    """Return the ids of the highest logits, the highest first, ties by id: (T, V) -> (T, top)."""
    if top == 0:
        return np.zeros((len(y), 0), dtype=np.int64)
    unordered = np.sort(np.argpartition(y, -top, axis=1)[:, -top:], axis=1)  # (T, top)
    order = np.argsort(-np.take_along_axis(y, unordered, axis=1), axis=1, kind="stable")
    ids: NDArray[np.int64] = np.take_along_axis(unordered, order, axis=1)
    return ids
