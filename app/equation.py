"""
A cell's equation in MathML, built from the cell's own description, for one time stamp.

    lag   0 for the current time stamp, 1 for the previous one
    note  the words under a symbol: under x(t) the word it stands for, under h(t−1) what was read up to it

Each part that has a place in the diagram says so in data-kind, data-name and data-lag; a weight says so as a
button, for it can be opened. The page's script fills in another t without building anything anew.
"""

from markupsafe import Markup

from model.cells import Cell, Factor, Symbol

__all__ = ["equation", "note_of"]

LONGEST_NOTE = 8
OPEN = Markup("<mo form='prefix' stretchy='false'>(</mo>")
CLOSE = Markup("<mo form='postfix' stretchy='false'>)</mo>")
THIN_SPACE = Markup("<mspace width='0.17em'></mspace>")


def equation(cell: Cell, t: int, tokens: list[str]) -> Markup:
    """h(t) = φ(…), every affine symbol written out: tokens are those of the sentence, t is one of their places."""
    symbols = {symbol.name: symbol for symbol in cell.symbols}
    last = cell.symbols[-1]
    left = _timed(last.name, 0, t, None)
    inner = _factor(cell, symbols, last.terms[0].factors[0], t, tokens)
    phi = Markup(
        "<mi tabindex='0' data-kind='symbol' data-name='φ' data-lag='0' data-term='activation-function' "
        "aria-describedby='term-activation-function'>{}</mi>"
    ).format(cell.activation.label)
    squashed = phi + OPEN + inner + CLOSE
    math = Markup("<math class='equation-math'><mrow>{}<mo>=</mo>{}</mrow></math>").format(left, squashed)
    return math + _output(last.name, t)


def _output(carried: str, t: int) -> Markup:
    """y(t) = W_y h(t) + b_y, whose softmax gives the next word: the same head reads every cell's state."""
    scores = Markup("<mrow><mi>y</mi>{}<mn class='time'>{}</mn>{}</mrow>").format(OPEN, t, CLOSE)
    product = _weight("W_y", "output.weight") + THIN_SPACE + _timed(carried, 0, t, None)
    return Markup(
        "<math class='equation-math output-math'><mrow><mrow data-kind='symbol' data-name='y' data-lag='0'>{}</mrow>"
        "<mo>=</mo>{}<mo form='infix'>+</mo>{}<mo>→</mo>"
        "<mtext tabindex='0' data-term='softmax' aria-describedby='term-softmax'>softmax</mtext></mrow></math>"
    ).format(scores, product, _weight("b_y", "output.bias"))


def _expanded(cell: Cell, symbols: dict[str, Symbol], symbol: Symbol, t: int, tokens: list[str]) -> Markup:
    """The sum behind an affine symbol, in the order in which the cell tells it."""
    biases = [term for term in symbol.terms if _is_bias(cell, term.factors)]
    parts = Markup("")
    for place, term in enumerate(symbol.terms):
        part = "b" if term in biases else None
        body = THIN_SPACE.join(_factor(cell, symbols, factor, t, tokens, part) for factor in term.factors)
        sign = "−" if term.sign < 0 else "+" if place else ""
        piece = (Markup("<mo form='infix'>{}</mo>").format(sign) if sign else Markup("")) + body
        # On a phone the biases are drawn as the one b that the open cell shows: the last stands for all.
        parts += Markup("<mrow class='long'>{}</mrow>").format(piece) if term in biases else piece
    if biases:
        name = biases[-1].factors[0].name
        b = Markup("<mrow tabindex='0' role='button' data-kind='weight' data-name='{}' data-part='b'><mi>b</mi></mrow>")
        parts += Markup("<mrow class='short'><mo form='infix'>+</mo>{}</mrow>").format(b.format(name))
    return parts


def _is_bias(cell: Cell, factors: tuple[Factor, ...]) -> bool:
    return len(factors) == 1 and factors[0].name in cell.weights


def _factor(
    cell: Cell, symbols: dict[str, Symbol], factor: Factor, t: int, tokens: list[str], part: str | None = None
) -> Markup:
    """A factor; `part` is the strip of the open cell that it belongs to where that has another name."""
    if factor.name in cell.weights:
        return _weight(factor.name, part=part)
    symbol = symbols[factor.name]
    if symbol.kind == "affine":
        return Markup("<mrow data-kind='symbol' data-name='{}' data-lag='0'>{}</mrow>").format(
            symbol.name, _expanded(cell, symbols, symbol, t, tokens)
        )
    return _timed(factor.name, factor.lag, t, note_of(tokens, t, factor.lag, factor.name in cell.carried))


def _weight(name: str, opens: str | None = None, part: str | None = None) -> Markup:
    """A weight by our name; `opens` is what a click opens where that is another name; `part` as in _factor."""
    letter, _, index = name.partition("_")
    drawn = Markup("<msub><mi>{}</mi><mtext>{}</mtext></msub>") if index else Markup("<mi>{}</mi>")
    within = Markup(" data-part='{}'").format(part) if part else Markup("")
    return Markup("<mrow tabindex='0' role='button' data-kind='weight' data-name='{}'{}>{}</mrow>").format(
        opens or name, within, drawn.format(letter, index)
    )


def _timed(name: str, lag: int, t: int, note: str | None) -> Markup:
    """A symbol at its time stamp; a note of None is no place for one."""
    time = Markup("<mn class='time'>{}</mn>").format(str(t - lag).replace("-", "−"))
    body = Markup("<mrow><mi>{}</mi>{}{}{}</mrow>").format(name, OPEN, time, CLOSE)
    tag = "mrow" if note is None else "munder"
    words = "" if note is None else Markup("<mtext class='note words'>{}</mtext>").format(note)
    return Markup("<{tag} tabindex='0' data-kind='symbol' data-name='{}' data-lag='{}'>{}{}</{tag}>").format(
        name, lag, body, words, tag=tag
    )


def note_of(tokens: list[str], t: int, lag: int, carried: bool) -> str:
    """
    The words under a symbol: “a” under x(2); “I am” under h(1), or “… took” where that would be too long.

    static/js/views/equation.js says the same; a test holds the two against one table.
    """
    read = tokens[: t - lag + 1] if carried else tokens[t - lag : t - lag + 1]
    if t - lag < 0 or not read:
        return ""
    whole = " ".join(read)
    if len(whole) <= LONGEST_NOTE:
        return f"“{whole}”"
    word = read[-1] if len(read[-1]) <= LONGEST_NOTE else read[-1][: LONGEST_NOTE - 1] + "…"
    return f"“{'… ' if len(read) > 1 else ''}{word}”"
