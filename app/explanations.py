"""
A derivation as a table for the terminal: every term, the largest first, what they add up to, and torch's own value.

Glossary
    running sum  what all rows down to this one add up to; on the last row it is the pre-activation a, or the logit y
    share        |product| over the largest |product| of the table, which the bars show
    multiplier   a symbol that multiplies all of a term, such as a gate; its value stands on a row below
"""

from collections.abc import Callable, Sequence

from rich.table import Table
from rich.text import Text

from app.figures import STATES
from model.cells import ACTIVATIONS, Cell
from model.derivation import Derivation, Group, Multiplier, Product, WordDerivation
from model.trace import Trace

__all__ = ["unit_table", "word_table"]

BAR = 10
NEGATIVE, POSITIVE = STATES[1], STATES[-2]
EIGHTHS = " ▏▎▍▌▋▊▉█"

Name = Callable[[Product], str]


class _Sum:
    """A table whose rows add up, with the sum so far in its last column."""

    def __init__(self, title: str, largest: float) -> None:
        self.table = Table(box=None, pad_edge=False, title=Text(title, "bold"), title_justify="left")
        self.largest = largest or 1.0
        self.sum = 0.0
        self.table.add_column("term", overflow="fold")
        for name in ("weight", "value", "product"):
            self.table.add_column(name, justify="right", no_wrap=True)
        self.table.add_column("", min_width=BAR, no_wrap=True)
        self.table.add_column("running sum", justify="right", no_wrap=True)

    def terms(self, name: Name, terms: Sequence[Product], top: int) -> None:
        """Add a row for each of the largest terms, and one for all the rest."""
        for term in terms[:top]:
            self.part(name(term), term.product, number(term.weight), number(term.value))
        rest = terms[top:]
        if rest:
            self.part(f"  {len(rest)} more" if top else f"  {len(rest)} terms", sum(term.product for term in rest))

    def part(self, name: str, product: float, weight: str = "", value: str = "") -> None:
        self.sum += product
        bar = Text(_bar(min(abs(product) / self.largest, 1)), NEGATIVE if product < 0 else POSITIVE)
        self.table.add_row(Text(name), weight, value, number(product), bar, number(self.sum))

    def multipliers(self, group: Group, found: Derivation) -> None:
        for multiplier in group.multipliers:
            self.table.add_row(Text(f"  {_multiplier(multiplier, found)}", "dim"), "", number(multiplier.value))

    def heading(self, name: str, total: float) -> None:
        self.table.add_row(Text(name, "bold"), "", "", Text(number(total), "bold"), "", "")

    def result(self, name: str, value: str) -> None:
        self.table.add_row(Text(name), "", "", value, "", "")

    def torch(self, found: Derivation | WordDerivation, value: str) -> None:
        self.table.add_row(Text(found.oracle, "dim"), "", "", Text(value, "dim"), "", "")
        difference = f"{found.difference:.2g}".replace("-", "−")
        self.table.add_row(Text("their difference", "dim"), "", "", Text(difference, "dim"), "", "")


def unit_table(cell: Cell, trace: Trace, found: Derivation, top: int) -> Table:
    """Show how a unit of a symbol came about, with the `top` largest terms of each group."""
    whole = _entry(found.symbol, found.t, found.unit)
    rows = _Sum(_title(whole, trace, found.t, found.layer), _largest(found.groups))
    for group in found.groups:
        if group.vector is None:
            rows.part(_factors(group, found), group.total)
            rows.multipliers(group, found)
        else:
            rows.heading(_sum_of(group, found), group.total)
            rows.multipliers(group, found)
            rows.terms(_name(group, found), group.terms, top)
    if found.row:
        rows.result(f"E[{found.row.id}, {found.unit}], “{found.row.token}”", number(found.value))
    elif found.below:
        below = _entry(found.below.symbol, found.t, found.unit)
        rows.result(f"{below} of layer {found.below.layer}", number(found.value))
    elif found.slope is not None:
        symbol = next(symbol for symbol in cell.symbols if symbol.name == found.symbol)
        phi, argument = ACTIVATIONS[symbol.phi or ""], symbol.terms[0].factors[0].name
        rows.result(f"{argument}, their sum", number(found.a or 0.0))
        rows.result(f"{whole} = {phi.label}({argument})", number(found.value))
        rows.result(f"slope {phi.slope_of(found.symbol)}", number(found.slope))
    else:
        rows.result(f"{whole}, their sum", number(found.value))
    rows.torch(found, number(found.torch))
    return rows.table


def word_table(trace: Trace, found: WordDerivation, top: int) -> Table:
    """Show how the probability of an output word came about, with the `top` largest terms."""
    word, t = found.word.token, found.t
    rows = _Sum(_title(f"p(“{word}”)", trace, t), max(map(_size, found.terms), default=0.0))
    rows.heading(f"W_y[{word}] h({t})", found.total)
    rows.terms(lambda term: f"  W_y[{word}, {term.index}]·h({t})[{term.index}]", found.terms, top)
    rows.part(f"b_y[{word}]", found.bias)
    rows.result("logit y, their sum", number(found.logit))
    rows.result("ln Σ exp y", number(found.log_sum_exp))
    rows.result("p = exp y / Σ exp y", probability(found.probability))
    rows.torch(found, probability(found.torch))
    return rows.table


def number(value: float) -> str:
    """Write a number with four decimals and a true minus sign, none before a zero."""
    return f"{value:z.4f}".replace("-", "−")


def probability(value: float) -> str:
    """Write a probability as any number, but a small one with three significant digits: 6.13e−05."""
    return f"{value:.3g}".replace("-", "−") if 0 < value < 1e-3 else number(value)


def _entry(symbol: str, t: int, unit: int) -> str:
    return f"{symbol}({t})[{unit}]".replace("-", "−")


def _title(what: str, trace: Trace, t: int, layer: int | None = None) -> str:
    of = f", layer {layer}" if layer is not None and len(trace.layers) > 1 else ""
    return f"{what} after “{trace.tokens[t].text}”, {trace.model}{of}"


def _sum_of(group: Group, found: Derivation) -> str:
    """Name a matrix with its vector, and what multiplies them: r(2)[12]·U_n h(1)."""
    if group.vector is None:
        raise AssertionError("a bias has no vector")
    product = f"{group.weight} {group.vector.name}({found.t - group.vector.lag})".replace("-", "−")
    return "·".join([*_multipliers(group, found), product])


def _factors(group: Group, found: Derivation) -> str:
    """Name a bias or a product of symbols: b_hh, or (1 − z(2)[12])·n(2)[12]."""
    return "·".join([*_multipliers(group, found), *([group.weight] if group.weight else [])])


def _multipliers(group: Group, found: Derivation) -> list[str]:
    written = [(each, _multiplier(each, found)) for each in group.multipliers]
    return [f"({name})" if each.complement else name for each, name in written]


def _multiplier(multiplier: Multiplier, found: Derivation) -> str:
    entry = _entry(multiplier.name, found.t - multiplier.lag, found.unit)
    return f"1 − {entry}" if multiplier.complement else entry


def _name(group: Group, found: Derivation) -> Name:
    if group.vector is None:
        raise AssertionError("a bias has no vector")
    name, then = group.vector.name, found.t - group.vector.lag
    before = "".join(f"{multiplier}·" for multiplier in _multipliers(group, found))
    return lambda term: f"  {before}{group.weight}[{found.unit}, {term.index}]·{_entry(name, then, term.index)}"


def _largest(groups: Sequence[Group]) -> float:
    biases = [abs(group.total) for group in groups if group.vector is None]
    return max([_size(term) for group in groups for term in group.terms] + biases, default=0.0)


def _size(term: Product) -> float:
    return abs(term.product)


def _bar(share: float) -> str:
    whole, eighths = divmod(round(share * BAR * 8), 8)
    return (EIGHTHS[-1] * whole + EIGHTHS[eighths]).rstrip()
