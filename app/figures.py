"""
A trace as figures outside the page: a coloured table for the terminal, a NumPy file, a self-contained HTML page.

Glossary
    symbol  the quantity shown, such as h; its values are (T, size)
    layer   the layer whose values are shown, 0 next to the input
    bound   what |value| the ends of the colour scale stand for, the same for every sentence
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rich.color import Color
from rich.console import Console
from rich.style import Style
from rich.table import Table
from rich.text import Text

from model.cells import Symbol
from model.errors import BadEntry, BadRequestedSymbol
from model.evaluate import Comparison
from model.findings import OFFERED, Finding
from model.network import Floats
from model.text import END
from model.trace import Output, Trace
from model.zoo import Model, Zoo

__all__ = [
    "comparison_table",
    "finding_line",
    "layer_of",
    "models_table",
    "symbol_of",
    "trace_table",
    "write_html",
    "write_npz",
]

STATES = ("#185ca3", "#3f84c4", "#7fb0db", "#bdd6ec", "#f3f1ec", "#f6cfa6", "#e99a53", "#c8681a", "#9f4509")
UNIT = ("#f6f4ef", "#dcd9d2", "#b9b6af", "#908e89", "#676663", "#3e3d3c", "#1b1d21")
LEVELS = "▁▂▃▄▅▆▇█"


def models_table(zoo: Zoo) -> Table:
    """List the models with what a person chooses by."""
    table = Table(box=None, pad_edge=False)
    for name in ("model", "title", "cell", "units", "parameters", "test perplexity"):
        table.add_column(name, justify="right" if name in {"units", "parameters", "test perplexity"} else "left")
    for model in zoo:
        card = model.card
        perplexity = card.metrics.get("perplexity", {}).get("test")
        table.add_row(
            card.id,
            card.title,
            f"{card.cell}, {card.activation}" if card.cell == "rnn" else card.cell,
            f"{card.num_layers} × {card.hidden_size}" if card.num_layers > 1 else str(card.hidden_size),
            f"{card.parameters:,}",
            f"{perplexity:.1f}" if perplexity else "",
        )
    return table


def comparison_table(comparisons: Sequence[Comparison]) -> Table:
    """Put each figure found beside the one on the card."""
    table = Table(box=None, pad_edge=False)
    table.add_column("figure")
    table.add_column("on the card", justify="right")
    table.add_column("found", justify="right")
    table.add_column("")
    for comparison in comparisons:
        on_card = "" if comparison.on_card is None else f"{comparison.on_card:,.6g}"
        verdict = Text("agrees", "green") if comparison.agrees else Text("differs", "bold red")
        table.add_row(comparison.name, on_card, f"{comparison.found:,.6g}", verdict)
    return table


def finding_line(finding: Finding) -> Text:
    """Say which unit follows a property, and how well: bold where it is offered, else that the figure is too low."""
    if finding.value is None or finding.probe is None:
        return Text(f"{finding.thing}: in too few of the held-out sentences to measure", "dim")
    value, probe = finding.value, finding.probe
    figure = f"{finding.figure} {value.value:.3f}, {value.low:.3f} to {value.high:.3f}"
    words = f"unit {finding.unit} follows {finding.thing} ({figure}); all units together {probe.value:.3f}"
    if finding.offered:
        return Text(words, "bold")
    return Text(f"{words}; below {OFFERED[finding.kind]}, so not offered")


def symbol_of(trace: Trace, name: str) -> Symbol:
    """Return the trace's symbol of that name; BadRequestedSymbol, naming those there are, where there is none."""
    for symbol in trace.symbols:
        if symbol.name == name:
            return symbol
    names = ", ".join(symbol.name for symbol in trace.symbols)
    raise BadRequestedSymbol(f"This cell has no symbol “{name}”. It has: {names}.")


def layer_of(trace: Trace, layer: int | None) -> int:
    """Return the layer, the last one for None; BadEntry, naming those there are, where there is none."""
    last = len(trace.layers) - 1
    if layer is not None and not 0 <= layer <= last:
        raise BadEntry(f"This network has no layer {layer}; its layers are 0 to {last}.")
    return last if layer is None else layer


def bounds_of(model: Model, symbol: Symbol) -> tuple[float, float]:
    """Return the values at the two ends of the colour scale: the symbol's range, or ± the range on the card."""
    if symbol.range is not None:
        return symbol.range
    bound = model.card.ranges[symbol.name]
    return -bound, bound


def trace_table(model: Model, trace: Trace, symbol: Symbol, layer: int, console: Console) -> Table:
    """One row per time stamp: the word, the layer's units as a strip, the likeliest next words, surprisal."""
    coloured = console.color_system is not None and not console.no_color
    low, high = bounds_of(model, symbol)
    values = trace.layers[layer].values[symbol.name]  # (T, size)
    table = Table(box=None, pad_edge=False, caption=_caption(symbol, low, high, values.shape[1], coloured))
    table.add_column("t", justify="right")
    table.add_column("word", overflow="fold")
    table.add_column(f"{_shown(trace, symbol, layer)}, units 0–{values.shape[1] - 1}", overflow="fold")
    table.add_column("next word", overflow="fold")
    table.add_column("surprisal", justify="right")
    for token, output, row in zip(trace.tokens, trace.outputs, values, strict=True):
        word = Text(token.text, style="" if token.known else "italic dim")
        if not token.known:
            word.append(" <unk>")
        strip = _coloured_strip(row, low, high) if coloured else Text(_plain_strip(row, low, high))
        table.add_row(str(token.t), word, strip, Text(_next_words(output)), _surprisal(trace, token.t))
    return table


def _shown(trace: Trace, symbol: Symbol, layer: int) -> str:
    """Name a symbol, of a stack with its layer."""
    return f"{symbol.label} of layer {layer}" if len(trace.layers) > 1 else symbol.label


def _caption(symbol: Symbol, low: float, high: float, size: int, coloured: bool) -> str:
    cell = (
        f"each character is two units, upper half unit 2k, lower half 2k+1 ({size} units)"
        if coloured
        else (f"each character is one unit, low to high ({size} units)")
    )
    return f"{symbol.equation}; scale {low:g} to {high:g}; {cell}"


def _shares(row: Floats, low: float, high: float) -> NDArray[np.float64]:
    """Where each value stands between low and high: (size,) -> (size,) within 0…1."""
    shares: NDArray[np.float64] = np.clip((row.astype(np.float64) - low) / (high - low), 0, 1)
    return shares


def _coloured_strip(row: Floats, low: float, high: float) -> Text:
    palette = STATES if low < 0 else UNIT
    colours = [_blend(palette, share) for share in _shares(row, low, high)]
    if len(colours) % 2:
        colours.append(Color.default())
    strip = Text()
    for upper, lower in zip(colours[::2], colours[1::2], strict=True):
        strip.append("▀", Style.from_color(upper, lower))
    return strip


def _blend(palette: tuple[str, ...], share: float) -> Color:
    """Return the colour at a share of an evenly spaced palette."""
    place = share * (len(palette) - 1)
    stop = min(int(place), len(palette) - 2)
    first, second = (Color.parse(palette[i]).get_truecolor() for i in (stop, stop + 1))
    mixed = [round(a + (b - a) * (place - stop)) for a, b in zip(first, second, strict=True)]
    return Color.from_rgb(*mixed)


def _plain_strip(row: Floats, low: float, high: float) -> str:
    return "".join(LEVELS[min(int(share * len(LEVELS)), len(LEVELS) - 1)] for share in _shares(row, low, high))


def _next_words(output: Output) -> str:
    return ", ".join(f"{_spoken(p.token)} {p.probability:.1%}" for p in output.top)


def _spoken(token: str) -> str:
    return "end of sentence" if token == END else token


def _surprisal(trace: Trace, t: int) -> str:
    """The surprisal of token t itself, which the output before it states; the first word has none."""
    surprisal = trace.outputs[t - 1].surprisal if t else None
    return "" if surprisal is None else f"{surprisal:.2f}"


def write_npz(path: Path, trace: Trace) -> None:
    """Write tokens (T,), ids (T,) and every array: layers.0.h (T, H), …, layers.0.initial.h (H,)."""
    arrays: dict[str, NDArray[np.generic]] = {
        "tokens": np.array([token.text for token in trace.tokens], dtype=np.str_),
        "ids": np.array([token.id for token in trace.tokens], dtype=np.int64),
    }
    for number, layer in enumerate(trace.layers):
        arrays |= {f"layers.{number}.initial.{name}": value for name, value in layer.initial.items()}
        arrays |= {f"layers.{number}.{name}": value for name, value in layer.values.items()}
    with path.open("wb") as file:  # a name without .npz is kept as given
        np.savez_compressed(file, allow_pickle=False, **arrays)


def write_html(path: Path, model: Model, trace: Trace, symbol: Symbol, layer: int) -> None:
    """Write one page with the symbol's heatmap, units × time stamps, and Plotly inside: it opens without network."""
    import plotly.graph_objects as go  # a third of a second, and only this needs it

    values = trace.layers[layer].values[symbol.name]  # (T, size)
    low, high = bounds_of(model, symbol)
    palette = STATES if low < 0 else UNIT
    scale = [[i / (len(palette) - 1), colour] for i, colour in enumerate(palette)]
    words = [_escaped(token.text) for token in trace.tokens]
    figure = go.Figure(
        go.Heatmap(
            z=values.T,
            zmin=low,
            zmax=high,
            colorscale=scale,
            customdata=np.tile(np.array(words, dtype=object), (values.shape[1], 1)),
            hovertemplate="unit %{y}, time stamp %{x}, “%{customdata}”: %{z:.4f}<extra></extra>",
        )
    )
    figure.update_layout(
        title={"text": f"{_shown(trace, symbol, layer)} of {model.card.title}", "x": 0.02},
        template="plotly_white",
        xaxis={"tickvals": list(range(len(words))), "ticktext": words, "title": {"text": "time stamp"}},
        yaxis={"autorange": "reversed", "title": {"text": "unit"}},
    )
    figure.write_html(
        path, include_plotlyjs=True, config={"displaylogo": False, "modeBarButtonsToRemove": ["sendDataToCloud"]}
    )


def _escaped(text: str) -> str:
    """Plotly reads a few tags in labels: text a user typed is none."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
