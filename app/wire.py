"""
Traces and weights as they travel: one JSON value, or one safetensors body that holds the arrays as float32 tensors
and the rest as JSON in its metadata. Arrays stay arrays until the bytes are written.

Glossary
    head     all of an answer but its arrays
    tensors  the arrays, each under a name such as layers.0.h
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from importlib.metadata import version
from typing import Any

import numpy as np
import orjson
from numpy.typing import NDArray
from safetensors.numpy import save

from model.cells import ACTIVATIONS, Activation, Symbol
from model.check import Check
from model.errors import UnknownWeight
from model.limits import MAX_OMISSION_TOKENS, most_influence_tokens
from model.network import Config
from model.text import MAX_TOKENS
from model.trace import Trace
from model.zoo import Model

__all__ = [
    "Weight",
    "card_of",
    "one_weight",
    "symbols_of",
    "to_json",
    "to_safetensors",
    "trace_as_json",
    "trace_as_safetensors",
    "traces_as_json",
    "traces_as_safetensors",
    "weights_as_json",
    "weights_as_safetensors",
    "weights_of",
    "weights_tag",
]

LARGE = {"embedding": "embedding.weight", "output.W_y": "output.weight", "output.b_y": "output.bias"}
"""The weights that come only where asked for: place -> torch's name."""

Tensors = Mapping[str, NDArray[np.floating[Any]]]


def to_json(value: Any) -> bytes:
    """Write JSON, float32 arrays with the digits that tell float32 values apart and no more."""
    return orjson.dumps(value, option=orjson.OPT_SERIALIZE_NUMPY)


def to_safetensors(tensors: Tensors, metadata: Mapping[str, Any]) -> bytes:
    """Write tensors, each metadata value as JSON."""
    body = save(dict(tensors), {name: to_json(value).decode() for name, value in metadata.items()})
    return body if len(metadata) < 2 else _in_order(body, metadata)


def _in_order(body: bytes, names: Iterable[str]) -> bytes:
    """Put the metadata in the order of its names: safetensors writes it in any, and equal answers are equal bytes."""
    size = int.from_bytes(body[:8], "little")
    header = orjson.loads(body[8 : 8 + size])
    header["__metadata__"] = {name: header["__metadata__"][name] for name in names}
    head = to_json(header)
    head += b" " * (-len(head) % 8)  # the arrays begin at a multiple of 8
    return len(head).to_bytes(8, "little") + head + body[8 + size :]


def card_of(model: Model) -> dict[str, Any]:
    """Return the card with what the model reads, its cell's φ and symbols, and where its weights are."""
    return {
        **model.card.to_json(),
        "reads": model.vocabulary.kind,
        "limits": {
            "traces": MAX_TOKENS,
            "influences": most_influence_tokens(model.network),
            "omissions": MAX_OMISSION_TOKENS,
        },
        "phi": _phi(model.network.cell.activation),
        "symbols": symbols_of(model),
        "weights": [
            {"place": weight.place, "torch_name": weight.torch_name, "shape": weight.values.shape}
            for weight in weights_of(model, ("embedding", "output"))
        ],
    }


def symbols_of(model: Model) -> list[dict[str, Any]]:
    """Return the symbols of a model's cell."""
    return [_symbol(symbol, model.network.config) for symbol in model.network.cell.symbols]


def trace_as_json(model: Model, trace: Trace, check: Check | None = None, original: Trace | None = None) -> bytes:
    """Return a trace as JSON; where there is an `original`, its layers and outputs under that name."""
    beside = {} if original is None else {"original": {"layers": _layers(original), "outputs": original.outputs}}
    return to_json({**_head(model, trace, check), "layers": _layers(trace), **beside})


def trace_as_safetensors(
    model: Model, trace: Trace, check: Check | None = None, original: Trace | None = None
) -> bytes:
    """
    Return a trace as safetensors: tensors layers.0.h (T, H), …, layers.0.initial.h (H,); the rest under "trace".

    Where there is an `original`, its tensors are original.layers.0.h, …
    """
    beside = {} if original is None else {"original": {"outputs": original.outputs}}
    tensors = _tensors(trace) | ({} if original is None else _tensors(original, "original."))
    return to_safetensors(tensors, {"trace": {**_head(model, trace, check), **beside}})


def traces_as_json(model: Model, traces: Sequence[Trace], names: Collection[str] | None = None) -> bytes:
    """Return many traces of the symbols of those names, or of all, as JSON; what they share, once."""
    each = [{"tokens": trace.tokens, "layers": _layers(trace), "outputs": trace.outputs} for trace in traces]
    return to_json({**_shared(model, _named(model, names)), "traces": each})


def traces_as_safetensors(model: Model, traces: Sequence[Trace], names: Collection[str] | None = None) -> bytes:
    """Return the same as safetensors: tensors traces.0.layers.0.h, …; the rest under "traces"."""
    tensors: dict[str, NDArray[np.float32]] = {}
    for number, trace in enumerate(traces):
        tensors |= _tensors(trace, f"traces.{number}.")
    each = [{"tokens": trace.tokens, "outputs": trace.outputs} for trace in traces]
    return to_safetensors(tensors, {"traces": {**_shared(model, _named(model, names)), "traces": each}})


def _layers(trace: Trace) -> list[dict[str, Any]]:
    return [{"initial": layer.initial, "values": layer.values} for layer in trace.layers]


def _tensors(trace: Trace, prefix: str = "") -> dict[str, NDArray[np.float32]]:
    tensors = {}
    for number, layer in enumerate(trace.layers):
        for name, value in layer.initial.items():
            tensors[f"{prefix}layers.{number}.initial.{name}"] = value  # (H,)
        for name, value in layer.values.items():
            tensors[f"{prefix}layers.{number}.{name}"] = value  # (T, size)
    return tensors


def _head(model: Model, trace: Trace, check: Check | None = None) -> dict[str, Any]:
    """Return all of a trace but its arrays."""
    head = {"model": model.id, "tokens": trace.tokens, **_shared(model, trace.symbols), "outputs": trace.outputs}
    edits = {"edits": trace.edits} if trace.edits else {}
    return {**head, **edits} if check is None else {**head, **edits, "check": check}


def _named(model: Model, names: Collection[str] | None) -> Sequence[Symbol]:
    return [symbol for symbol in model.network.cell.symbols if names is None or symbol.name in names]


def _shared(model: Model, symbols: Sequence[Symbol]) -> dict[str, Any]:
    return {"model": model.id, "symbols": [_symbol(symbol, model.network.config) for symbol in symbols]}


@dataclass(frozen=True)
class Weight:
    """A weight with its place in the answer, such as layers.0.W, and torch's name, such as weight_ih_l0."""

    place: str
    torch_name: str
    values: NDArray[np.float32]

    def as_json(self) -> dict[str, Any]:
        return {"torch_name": self.torch_name, "shape": self.values.shape, "values": self.values}


def weights_of(model: Model, parts: Collection[str] = ()) -> list[Weight]:
    """Return the weights of the layers and, where asked for, those of the "embedding" and of the "output"."""
    network = model.network
    blocks, H = network.cell.weights, network.config.hidden_size
    found = [
        Weight(f"layers.{layer}.{name}", blocks[name].torch_name(layer, H), value)
        for layer, weights in enumerate(network.layers)
        for name, value in weights.items()
    ]
    for place, torch_name in LARGE.items():
        if place.split(".")[0] in parts:
            found.append(Weight(place, torch_name, network.parameters[torch_name]))
    return found


def one_weight(model: Model, torch_name: str) -> Weight:
    """
    Return a weight by torch's name, whole (weight_ih_l0) or a gate's slice (weight_ih_l0[0:64]).

    UnknownWeight, which names those there are, where there is none.
    """
    weights = {weight.torch_name: weight for weight in weights_of(model, ("embedding", "output"))}
    stacked = {name.partition("[")[0] for name in weights if "[" in name}
    if torch_name in stacked:
        return Weight(torch_name, torch_name, model.network.parameters[f"rnn.{torch_name}"])
    if torch_name not in weights:
        raise UnknownWeight(f"{model.id} has no weight “{torch_name}”. Its weights are: {', '.join(weights)}.")
    return weights[torch_name]


def weights_tag(weights: Sequence[Weight], form: str) -> str:
    """Return an ETag: it changes with any number, name or shape, with the form and with the version of Unrolled."""
    digest = blake2b(f"{form} {version('unrolled')}".encode(), digest_size=12)
    for weight in weights:
        digest.update(f"{weight.place} {weight.torch_name} {weight.values.shape}".encode())
        digest.update(np.ascontiguousarray(weight.values).data)
    return f'"{digest.hexdigest()}"'


def weights_as_json(model: Model, parts: Collection[str] = ()) -> bytes:
    """Return weights as JSON, each at its place."""
    root: dict[str, Any] = {"layers": [{} for _ in model.network.layers]}
    for weight in weights_of(model, parts):
        match weight.place.split("."):
            case ["layers", layer, name]:
                root["layers"][int(layer)][name] = weight.as_json()
            case [part, name]:
                root.setdefault(part, {})[name] = weight.as_json()
            case [part]:
                root[part] = weight.as_json()
    return to_json(root)


def weights_as_safetensors(model: Model, parts: Collection[str] = ()) -> bytes:
    """
    Return weights as safetensors, each under its place; torch's names and the shapes under "weights".

    With the large ones come the words of their rows, in their commonest spelling, under "words".
    """
    weights = weights_of(model, parts)
    about = {weight.place: {"torch_name": weight.torch_name, "shape": weight.values.shape} for weight in weights}
    words = {"words": model.vocabulary.spellings} if parts else {}
    return to_safetensors({weight.place: weight.values for weight in weights}, {"weights": about, **words})


def _symbol(symbol: Symbol, config: Config) -> dict[str, Any]:
    return {
        "name": symbol.name,
        "label": symbol.label,
        "equation": symbol.equation,
        "range": symbol.range,
        "torch_name": symbol.torch_name,
        "kind": symbol.kind,
        "size": config.embedding_dim if symbol.size == "D" else config.hidden_size,
        "terms": symbol.terms,
        "code": symbol.code,
        "phi": None if symbol.phi is None else _phi(ACTIVATIONS[symbol.phi], symbol.name),
    }


def _phi(activation: Activation, of: str = "h") -> dict[str, Any]:
    return {
        "name": activation.name,
        "label": activation.label,
        "torch": activation.torch,
        "range": activation.range,
        "slope": activation.slope_of(of),
        "powers": activation.powers,
        "curve": activation.curve(),
    }
