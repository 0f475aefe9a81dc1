"""
Interpolated Kneser–Ney n-grams: what counting alone predicts, for a network's perplexity to stand beside.

Glossary
    n          the order: a trigram (n = 3) predicts a word from the two before it
    context    the n − 1 tokens before; START stands before the first token
    c(u, w)    how often w followed the context u in training; below the highest order, after how many
               different tokens u w stood (the continuation count)
    D          discount: what is taken off counts of 1, of 2, and of 3 or more, and given to the order below
    p(w | u)   = (c(u, w) − D(c)) / c(u) + γ(u) p(w | u without its first token); at the end, 1 / V
    γ(u)       what D took off in the context u, as a share of c(u)
    V          number of tokens that can be predicted: words and </s>, not <unk>

The protocol is that of the networks here: predicted and scored are the tokens from the second on and </s>, but
for words outside the vocabulary, which are met as context only.

Source: Chen and Goodman, "An empirical study of smoothing techniques for language modeling", 1999, section 3.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from model.text import Vocabulary

__all__ = ["START", "KneserNey"]

START = -1
LEAST = 0.1  # discount: were one 0, a word not yet met would be impossible

Context = tuple[int, ...]


@dataclass(frozen=True)
class Order:
    """The counts of one order; `followers[u]` is how often each token follows u, `total[u]` their sum."""

    followers: dict[Context, Counter[int]]
    total: dict[Context, int]
    discounts: tuple[float, float, float]

    @classmethod
    def from_counts(cls, followers: dict[Context, Counter[int]]) -> "Order":
        counts_of_counts = Counter(count for words in followers.values() for count in words.values())
        return cls(
            followers=followers,
            total={context: words.total() for context, words in followers.items()},
            discounts=_discounts(counts_of_counts),
        )

    def discount(self, count: int) -> float:
        return self.discounts[min(count, 3) - 1] if count else 0.0

    def left_over(self, context: Context) -> float:
        """Return γ(context): the share of probability handed to the order below."""
        taken = sum(self.discount(count) for count in self.followers[context].values())
        return taken / self.total[context]


class KneserNey:
    """A language model of order `n` over `vocab_size` rows, from encoded sentences, their `end` scored or not."""

    def __init__(self, n: int, sentences: Sequence[Sequence[int]], vocab_size: int, *, end: bool = True) -> None:
        self.n, self.end = n, end
        self.predictable = vocab_size - 1  # V: all rows but <unk>
        self.orders = tuple(Order.from_counts(counts) for counts in _counts(n, sentences, end))
        self._left_over = tuple(
            {context: order.left_over(context) for context in order.followers} for order in self.orders
        )

    def probability(self, token: int, context: Context) -> float:
        """Return p(token | context); the context is cut to the last n − 1 tokens."""
        p = 0.0 if token == Vocabulary.unknown else 1 / self.predictable
        for k, order in enumerate(self.orders):
            u = context[len(context) - k :]
            if u in order.followers:
                count = order.followers[u][token]
                p = (count - order.discount(count)) / order.total[u] + self._left_over[k][u] * p
        return p

    def distribution(self, context: Context) -> NDArray[np.float64]:
        """Return p(· | context) over all rows; 0 for <unk>: (V + 1,)."""
        return np.array([self.probability(token, context) for token in range(self.predictable + 1)])

    def perplexity(self, sentences: Sequence[Sequence[int]]) -> float:
        """Return exp of the mean surprisal of the scored tokens."""
        logs = [math.log(self.probability(w, u)) for s in sentences for u, w in _events(s, self.n, self.end)]
        return math.exp(-math.fsum(logs) / len(logs))


def _events(sentence: Sequence[int], n: int, end: bool) -> Iterator[tuple[Context, int]]:
    """Yield (context, token) for each scored token: from the second on and, where it is one, </s>, but <unk>."""
    padded = (START,) * max(n - 2, 0) + tuple(sentence) + (Vocabulary.end,) * end
    for place in range(max(n - 1, 1), len(padded)):
        if padded[place] != Vocabulary.unknown:
            yield padded[place - n + 1 : place], padded[place]


def _counts(n: int, sentences: Sequence[Sequence[int]], end: bool) -> list[dict[Context, Counter[int]]]:
    """Return followers of every order from 1 to n: of the highest as they occur, below by continuation."""
    highest: dict[Context, Counter[int]] = defaultdict(Counter)
    for sentence in sentences:
        for context, token in _events(sentence, n, end):
            highest[context][token] += 1
    orders = [dict(highest)]
    for _ in range(n - 1):
        below: dict[Context, Counter[int]] = defaultdict(Counter)
        for context, words in orders[0].items():
            for token in words:
                below[context[1:]][token] += 1
        orders.insert(0, dict(below))
    return orders


def _discounts(n: Counter[int]) -> tuple[float, float, float]:
    """
    Return D for counts of 1, 2, and 3 or more, from how many counts are 1, 2, 3 and 4.

    A corpus too small to tell (one of them missing) takes off 0.5 each.
    """
    if not all(n[i] for i in (1, 2, 3, 4)):
        return 0.5, 0.5, 0.5
    y = n[1] / (n[1] + 2 * n[2])
    one, two, three = (min(max(i - (i + 1) * y * n[i + 1] / n[i], LEAST), i) for i in (1, 2, 3))
    return one, two, three
