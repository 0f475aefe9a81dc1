"""
What a network did with one sentence.

Glossary
    t T        time stamp, number of time stamps; row t of every array is time stamp t, −1 is before the first word
    x h y p    input (D,), hidden state (H,), logits (V,), probabilities (V,) at t
    surprisal  −ln p(token t+1 | tokens 0 … t), in nats
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from model.cells import Cell, Symbol
from model.errors import BadInitial, BadRequestedSymbol, BadText
from model.network import Floats, Network
from model.text import MAX_TOKEN_LENGTH, MAX_TOKENS, Vocabulary, tokenize
from model.zoo import Model

__all__ = ["MAX_INITIAL", "MAX_TOP", "LayerTrace", "Output", "Prediction", "Token", "Trace", "read_tokens", "trace"]

MAX_TOP = 20
MAX_INITIAL = 1e6

Doubles = NDArray[np.float64]

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
    """Tokens, the cell's symbols, their values layer by layer, and what the network says at each time stamp."""

    model: str
    tokens: tuple[Token, ...]
    symbols: tuple[Symbol, ...]
    layers: tuple[LayerTrace, ...]
    outputs: tuple[Output, ...]


def trace(
    model: Model,
    text: str | Sequence[str],
    *,
    symbols: Sequence[str] | None = None,
    top: int = 5,
    initial: Initial | None = None,
    end: bool = False,
    device: str = "cpu",
) -> Trace:
    """
    Run the network over a sentence, or over ready tokens, in float64, and keep every value in float32.

    symbols  which of the cell's symbols to keep; all where None
    top      how many predictions per time stamp
    initial  h(−1), and of an LSTM c(−1), each value within ±MAX_INITIAL; zeros where None
    end      whether the last output carries the surprisal of the end of the sentence
    device   "cpu" runs on NumPy and never imports torch; "cuda" runs the same lines on a GPU

    Raises BadText, BadInitial and BadRequestedSymbol.
    """
    tokens = read_tokens(model.vocabulary, text)
    network = model.network
    kept = _kept(network.cell, symbols)
    states = _initial(network, initial)
    ids = np.array([token.id for token in tokens], dtype=np.int64)  # (T,)
    xp, weights = network.on(device)
    x = network.embed(ids).astype(np.float64)  # (T, D)
    layers = []
    for layer, state in enumerate(states):
        values = _run(xp, network.cell, weights[layer], x, state)
        kept_values = {symbol.name: values[symbol.name].astype(np.float32) for symbol in kept}
        layers.append(LayerTrace(state, kept_values))
        x = values["h"]  # (T, H)
    outputs = _outputs(model, tokens, x.astype(np.float32), top, end)
    return Trace(model.id, tokens, kept, tuple(layers), outputs)


def read_tokens(vocabulary: Vocabulary, text: str | Sequence[str]) -> tuple[Token, ...]:
    """Return a sentence, or ready tokens, with the ids they are read as; BadText where it cannot be read."""
    words = tokenize(text) if isinstance(text, str) else list(text)
    field = "/text" if isinstance(text, str) else "/tokens"
    if len(words) > MAX_TOKENS:
        raise BadText(f"That is {len(words):,} tokens; at most {MAX_TOKENS} can be traced at once. Shorten it.", field)
    for t, word in enumerate(words):
        pointer = field if isinstance(text, str) else f"{field}/{t}"
        if not word.strip():
            found = "only blanks" if word else "empty"
            raise BadText(f"Token {t} is {found}: give it at least one visible character, or leave it out.", pointer)
        if len(word) > MAX_TOKEN_LENGTH:
            raise BadText(
                f"Token {t} is {len(word):,} characters long; at most {MAX_TOKEN_LENGTH} are allowed. Shorten it.",
                pointer,
            )
    ids = vocabulary.encode(words)
    return tuple(Token(t, word, i, i != Vocabulary.unknown) for t, (word, i) in enumerate(zip(words, ids, strict=True)))


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


def _run(xp: Any, cell: Cell, w: Mapping[str, Any], x: Doubles, initial: dict[str, Floats]) -> dict[str, Doubles]:
    """Run one layer in float64: x (T, D), initial {name: (H,)} -> every symbol (T, size)."""
    put = (lambda value: value) if xp is np else _putting_on(next(iter(w.values())).device)
    previous = {name: put(value.astype(np.float64)) for name, value in initial.items()}
    inputs = cell.inputs(w, put(x))
    given = {name: value for name, value in inputs.items() if name != "x"}  # what step reads
    rows = []
    for t in range(len(x)):
        row = cell.step(xp, w, {name: value[t] for name, value in given.items()}, previous)
        previous = {name: row[name] for name in cell.carried}
        rows.append(row)
    stepped = [symbol for symbol in cell.symbols if symbol.name not in inputs]
    H = next(iter(initial.values())).shape[0]
    values = {name: _on_host(value) for name, value in inputs.items()}
    for symbol in stepped:
        values[symbol.name] = _on_host(xp.stack([row[symbol.name] for row in rows])) if rows else np.zeros((0, H))
    return values


def _putting_on(device: Any) -> Callable[[Doubles], Any]:
    import torch  # which the CPU path does without

    return lambda value: torch.from_numpy(value).to(device)


def _on_host(value: Any) -> Doubles:
    array: Doubles = value if isinstance(value, np.ndarray) else value.cpu().numpy()
    return array


def _outputs(model: Model, tokens: tuple[Token, ...], h: Floats, top: int, end: bool) -> tuple[Output, ...]:
    """Say what comes next after each token: h (T, H) of the last layer -> T outputs."""
    if not tokens:
        return ()
    y = model.network.logits(h)  # (T, V)
    likeliest = _likeliest(y, min(top, y.shape[1] - 1))  # (T, top); all but <unk> at most
    top = likeliest.shape[1]
    following = np.array([token.id for token in tokens[1:]] + [Vocabulary.end])  # (T,)
    asked = np.concatenate([likeliest, following[:, None]], axis=1)  # (T, top + 1)
    log_p = np.take_along_axis(y, asked, axis=1) - _log_sum_exp(y)  # (T, top + 1)
    p = np.exp(log_p)
    spellings = model.vocabulary.spellings
    outputs = []
    for t, (ids, next_id) in enumerate(zip(likeliest, following, strict=True)):
        predictions = tuple(map(Prediction, (spellings[i] for i in ids), p[t, :top].tolist()))
        unknown = bool(next_id == Vocabulary.unknown)
        silent = unknown or (t == len(tokens) - 1 and not end)
        surprisal = None if silent else -float(log_p[t, top])
        outputs.append(Output(t, predictions, surprisal, "unknown word" if unknown else None))
    return tuple(outputs)


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
