"""Probabilities by hand on a corpus of five bigrams, and as a distribution in every context."""

import math

import numpy as np
import pytest

from model.ngrams import START, KneserNey

A, B, C = 2, 3, 4
SENTENCES = [[A, B], [A, B, C], [A, B, B]]  # scored: A B, B </s>; A B, B C, C </s>; A B, B B, B </s>
VOCAB_SIZE = 5  # <unk> </s> A B C: four can be predicted


def test_a_unigram_by_hand() -> None:
    # Scored: B four times, </s> three times, C once; the first words never. D = 0.5 of each of the three.
    model = KneserNey(1, SENTENCES, VOCAB_SIZE)
    left_over = 1.5 / 8 / 4
    expected = [0, 2.5 / 8 + left_over, left_over, 3.5 / 8 + left_over, 0.5 / 8 + left_over]
    np.testing.assert_allclose(model.distribution(()), expected, rtol=1e-12)


def test_a_bigram_by_hand() -> None:
    # Different tokens before: B after A and B (2), </s> after B and C (2), C after B (1).
    model = KneserNey(2, SENTENCES, VOCAB_SIZE)
    share = 1.5 / 5 / 4
    b, end, c = 1.5 / 5 + share, 1.5 / 5 + share, 0.5 / 5 + share
    # After B: </s> twice, C once, B once.
    left_over = 1.5 / 4
    after_b = [0, 1.5 / 4 + left_over * end, left_over * share, 0.5 / 4 + left_over * b, 0.5 / 4 + left_over * c]
    np.testing.assert_allclose(model.distribution((B,)), after_b, rtol=1e-12)


def test_perplexity_leaves_out_the_first_word_and_unknown_ones() -> None:
    model = KneserNey(2, SENTENCES, VOCAB_SIZE)
    scored = [model.probability(B, (A,)), model.probability(B, (0,)), model.probability(1, (B,))]
    assert model.perplexity([[A, B, 0, B]]) == pytest.approx(math.prod(scored) ** (-1 / 3), rel=1e-12)


def test_counting_reads_unknown_words_as_context_and_never_predicts_them() -> None:
    model = KneserNey(2, [[A, 0, B], [A, 0, C]], VOCAB_SIZE)
    assert model.probability(0, (A,)) == 0.0
    assert model.probability(B, (0,)) > model.probability(B, (A,))


def test_a_trigram_knows_the_start() -> None:
    model = KneserNey(3, [[A, B], [C, A, A], [C, A, A]], VOCAB_SIZE)
    assert model.probability(B, (START, A)) > model.probability(A, (START, A))
    assert model.probability(A, (C, A)) > model.probability(B, (C, A))


@pytest.mark.parametrize("n", [1, 2, 3])
def test_every_context_is_a_distribution(n: int) -> None:
    rng = np.random.default_rng(n)
    sentences = [rng.zipf(1.5, size=rng.integers(2, 9)).clip(0, 19).tolist() for _ in range(400)]
    sentences = [[0 if w == 1 else w for w in s] for s in sentences]
    model = KneserNey(n, sentences, vocab_size=20)
    contexts = [(), (START,), (0,), (5,), (START, 5), (5, 7), (19, 18), (0, 0)]
    for context in contexts:
        if len(context) >= n - 1:
            p = model.distribution(context)
            assert p.sum() == pytest.approx(1, abs=1e-12)
            assert p[0] == 0
            assert (p[1:] > 0).all()
    if n == 3:
        assert model.orders[-1].discounts != (0.5, 0.5, 0.5)  # enough counts to estimate them


def test_a_longer_memory_predicts_better_where_there_is_something_to_remember() -> None:
    rng = np.random.default_rng(0)
    draws = rng.integers((0, 0), (10, 2), size=(600, 2)).tolist()
    sentences = [[a + 2, (a + b) % 10 + 2, (2 * a + b) % 10 + 2] for a, b in draws]
    one, two, three = (KneserNey(n, sentences[:500], 12).perplexity(sentences[500:]) for n in (1, 2, 3))
    assert one > two > three
