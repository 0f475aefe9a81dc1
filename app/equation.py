"""
A cell's equations in MathML, a line each, built from the cell's own description, for one time stamp.

    lag   0 for the current time stamp, 1 for the previous one
    note  the words under a symbol: under x(t) the word it stands for, under h(t−1) what was read up to it

Each part that has a place in the diagram says so in data-kind, data-name and data-lag; a weight says so as a
button, for it can be opened. The page's script fills in another t without building anything anew.
"""

from itertools import groupby

from markupsafe import Markup

from model.cells import ACTIVATIONS, Cell, Factor, Symbol, Term

__all__ = ["equation", "note_of"]

LONGEST_NOTE = 8
OPEN = Markup("<mo form='prefix' stretchy='false'>(</mo>")
CLOSE = Markup("<mo form='postfix' stretchy='false'>)</mo>")
CIRCLE = Markup("<mo form='infix'>∘</mo>")
NOTHING = Markup("")
THIN_SPACE = Markup("<mspace width='0.17em'></mspace>")


def equation(cell: Cell, t: int, tokens: list[str], between: str = " ", layers: int = 1) -> Markup:
    """
    A line for each symbol that is more than a sum, every sum written out.

    tokens are the sentence's, t a place in it; between stands between two tokens, nothing where they are characters. Of
    several layers the letters of the top one carry its number, from 0.
    """
    writer = _Writer(cell, t, tokens, between, layers)
    lines = [Markup("<math class='equation-math'>{}</math>").format(writer.line(symbol)) for symbol in _lines(cell)]
    return Markup("").join(lines) + _output(cell.symbols[-1].name, t, layers)


def _lines(cell: Cell) -> list[Symbol]:
    """The symbols with a line of their own: all but inputs, sums, and what is written where it is used."""
    return [symbol for symbol in cell.symbols if symbol.kind in ("squash", "mix") and not _is_inline(cell, symbol)]


def _is_inline(cell: Cell, symbol: Symbol) -> bool:
    """Whether a symbol is written where it is used: φ of one with a line of its own, as tanh(c(t)), or z∘h(t−1)."""
    if symbol.kind == "mix":
        return symbol.name not in cell.carried
    kinds = {known.name: known.kind for known in cell.symbols}
    return symbol.kind == "squash" and kinds[symbol.terms[0].factors[0].name] != "affine"


def _output(carried: str, t: int, layers: int) -> Markup:
    """y(t) = W_y h(t) + b_y, whose softmax gives the next word: the same head reads every cell's state."""
    scores = Markup("<mrow><mi>y</mi>{}<mn class='time'>{}</mn>{}</mrow>").format(OPEN, t, CLOSE)
    product = _weight("W_y", "output.weight") + THIN_SPACE + _timed(carried, 0, t, None, _layer(layers, "top"))
    return Markup(
        "<math class='equation-math output-math'><mrow><mrow data-kind='symbol' data-name='y' data-lag='0'>{}</mrow>"
        "<mo>=</mo>{}<mo form='infix'>+</mo>{}<mo>→</mo>"
        "<mtext tabindex='0' data-term='softmax' aria-describedby='term-softmax'>softmax</mtext></mrow></math>"
    ).format(scores, product, _weight("b_y", "output.bias"))


class _Writer:
    """Writes a cell's symbols for one time stamp."""

    def __init__(self, cell: Cell, t: int, tokens: list[str], between: str, layers: int) -> None:
        self.cell, self.t, self.tokens, self.between, self.layers = cell, t, tokens, between, layers
        self.layer = _layer(layers, "layer")
        self.symbols = {symbol.name: symbol for symbol in cell.symbols}

    def line(self, symbol: Symbol) -> Markup:
        """h(t) = φ(…), or h(t) = … where gates mix."""
        right = self.squashed(symbol) if symbol.kind == "squash" else self.sum(symbol)
        left = _timed(symbol.name, 0, self.t, None, self.layer)
        return Markup("<mrow>{}<mo>=</mo>{}</mrow>").format(left, right)

    def squashed(self, symbol: Symbol) -> Markup:
        name = "φ" if len([s for s in self.symbols.values() if s.phi]) == 1 else f"φ_{symbol.name}"
        argument = symbol.terms[0].factors[0]
        phi = Markup(
            "<mi tabindex='0' data-kind='symbol' data-name='{}' data-lag='0' data-term='activation-function' "
            "aria-describedby='term-activation-function'>{}</mi>"
        ).format(name, ACTIVATIONS[symbol.phi or ""].label)
        return phi + OPEN + self.factor(argument) + CLOSE

    def sum(self, symbol: Symbol) -> Markup:
        """The terms in the order in which the cell tells them; those with the same gate before them in brackets."""
        biases = [term for term in symbol.terms if self._is_bias(term.factors)]
        parts = Markup("")
        for place, (gate, terms) in enumerate(self._by_gate(symbol.terms)):
            part = "b" if not gate and terms[0] in biases else None
            inner = Markup("").join(self._signed(term, i, part) for i, term in enumerate(terms))
            body = self.factor(gate) + CIRCLE + OPEN + inner + CLOSE if gate else inner
            sign = "−" if not gate and terms[0].sign < 0 else "+" if place else ""
            piece = (Markup("<mo form='infix'>{}</mo>").format(sign) if sign else Markup("")) + body
            # On a phone several biases are drawn as the one b that the open cell shows: the last stands for all.
            collapses = len(biases) > 1 and not gate and terms[0] in biases
            parts += Markup("<mrow class='long'>{}</mrow>").format(piece) if collapses else piece
        if len(biases) > 1:
            name = biases[-1].factors[0].name
            b = Markup(
                "<mrow tabindex='0' role='button' data-kind='weight' data-name='{}' data-part='b'><mi>b</mi></mrow>"
            )
            parts += Markup("<mrow class='short'><mo form='infix'>+</mo>{}</mrow>").format(b.format(name))
        return parts

    def _by_gate(self, terms: tuple[Term, ...]) -> list[tuple[Factor | None, list[Term]]]:
        """Neighbours that begin with the same symbol, without it; any other term alone and whole."""
        groups: list[tuple[Factor | None, list[Term]]] = []
        for first, run in groupby(terms, key=lambda term: term.factors[0]):
            alike = list(run)
            if len(alike) > 1 and all(len(term.factors) > 1 for term in alike):
                groups.append((first, [Term(term.factors[1:], term.sign) for term in alike]))
            else:
                groups += [(None, [term]) for term in alike]
        return groups

    def _signed(self, term: Term, place: int, part: str | None) -> Markup:
        """A term within a group: the first without its sign, which stands before the group; `part` as in _weight."""
        sign = Markup("<mo form='infix'>{}</mo>").format("−" if term.sign < 0 else "+") if place else Markup("")
        return sign + (
            _weight(term.factors[0].name, part=part, layer=self.layer) if part else self._product(term.factors)
        )

    def _product(self, factors: tuple[Factor, ...]) -> Markup:
        """A matrix beside its vector, all else with ∘ between."""
        written = [self.factor(factor) for factor in factors]
        between = THIN_SPACE if factors[0].name in self.cell.weights else CIRCLE
        return between.join(written)

    def _is_bias(self, factors: tuple[Factor, ...]) -> bool:
        return len(factors) == 1 and factors[0].name in self.cell.weights

    def factor(self, factor: Factor) -> Markup:
        if factor.name in self.cell.weights:
            return _weight(factor.name, layer=self.layer)
        symbol = self.symbols[factor.name]
        if symbol.kind == "affine" or (symbol.kind == "mix" and _is_inline(self.cell, symbol)):
            return Markup("<mrow data-kind='symbol' data-name='{}' data-lag='0'>{}</mrow>").format(
                symbol.name, self.sum(symbol)
            )
        if _is_inline(self.cell, symbol):
            return self.squashed(symbol)
        carried = symbol.name in self.cell.carried
        has_words = symbol.kind == "input" or (carried and factor.lag > 0)
        note = note_of(self.tokens, self.t, factor.lag, carried, self.between) if has_words else None
        if symbol.kind == "input" and self.layers > 1:
            note = (
                ""  # it reads no word but the layer below; static/js/views/equation.js writes the words of the lowest
            )
        written = _timed(factor.name, factor.lag, self.t, note, self.layer)
        return OPEN + Markup("<mn>1</mn><mo form='infix'>−</mo>") + written + CLOSE if factor.complement else written


def _layer(layers: int, name: str) -> Markup:
    """The number of the top layer, to stand above a letter; nothing where there is but one."""
    return Markup("<mn class='{}'>{}</mn>").format(name, layers - 1) if layers > 1 else NOTHING


def _weight(name: str, opens: str | None = None, part: str | None = None, layer: Markup = NOTHING) -> Markup:
    """
    A weight by our name.

    opens  what a click opens where that is another name
    part   the strip of the open cell that it belongs to where that has another name
    layer  what stands above the letter
    """
    letter, _, index = name.partition("_")
    sub = Markup("<mtext>{}</mtext>").format(index)
    drawn = Markup("<mi>{}</mi>").format(letter)
    if index and layer:
        drawn = Markup("<msubsup>{}{}{}</msubsup>").format(drawn, sub, layer)
    elif index or layer:
        tag = "msub" if index else "msup"
        drawn = Markup("<{tag}>{}{}</{tag}>").format(drawn, sub if index else layer, tag=tag)
    within = Markup(" data-part='{}'").format(part) if part else Markup("")
    return Markup("<mrow tabindex='0' role='button' data-kind='weight' data-name='{}'{}>{}</mrow>").format(
        opens or name, within, drawn
    )


def _timed(name: str, lag: int, t: int, note: str | None, layer: Markup = NOTHING) -> Markup:
    """A symbol at its time stamp, its layer above it; a note of None is no place for one."""
    time = Markup("<mn class='time'>{}</mn>").format(str(t - lag).replace("-", "−"))
    letter = Markup("<msup><mi>{}</mi>{}</msup>").format(name, layer) if layer else Markup("<mi>{}</mi>").format(name)
    body = Markup("<mrow>{}{}{}{}</mrow>").format(letter, OPEN, time, CLOSE)
    tag = "mrow" if note is None else "munder"
    words = "" if note is None else Markup("<mtext class='note words'>{}</mtext>").format(note)
    return Markup("<{tag} tabindex='0' data-kind='symbol' data-name='{}' data-lag='{}'>{}{}</{tag}>").format(
        name, lag, body, words, tag=tag
    )


def note_of(tokens: list[str], t: int, lag: int, carried: bool, between: str = " ") -> str:
    """
    The words under a symbol: “a” under x(2); “I am” under h(1), or “… took” where that would be too long; of
    characters, “ROMEO:” or “…↵But␣so”.

    static/js/views/equation.js says the same; a test holds the two against one table.
    """
    read = tokens[: t - lag + 1] if carried else tokens[t - lag : t - lag + 1]
    if t - lag < 0 or not read:
        return ""
    whole = between.join(read)
    if len(whole) <= LONGEST_NOTE:
        return f"“{whole}”"
    if not between:
        return f"“…{whole[1 - LONGEST_NOTE :]}”"
    word = read[-1] if len(read[-1]) <= LONGEST_NOTE else read[-1][: LONGEST_NOTE - 1] + "…"
    return f"“{'… ' if len(read) > 1 else ''}{word}”"
