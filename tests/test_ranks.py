"""The figures, held against the definitions, pair by pair and rank by rank."""

import numpy as np
import pytest

from model.ranks import auc, interval, spearman


def pairs(scores, labels, weights):
    """The AUC, by counting every pair of a True and a False."""
    won = total = 0.0
    for score, label, w in zip(scores, labels, weights, strict=True):
        for other, no, v in zip(scores, labels, weights, strict=True):
            if label and not no:
                total += w * v
                won += w * v * (1.0 if score > other else 0.5 if score == other else 0.0)
    return won / total


def rank(values):
    """Mean ranks from 1, by looking at every other value."""
    return [sum(v < x for v in values) + (1 + sum(v == x for v in values)) / 2 for x in values]


@pytest.fixture(params=[1, 2, 3])
def drawn(request):
    rng = np.random.default_rng(request.param)
    scores = np.round(rng.normal(size=60), 1)  # with ties
    labels = (scores + rng.normal(size=60) > 0).astype(float)
    return scores, labels, rng.integers(0, 4, size=60).astype(float)


def test_the_auc_is_the_share_of_pairs_in_order(drawn):
    scores, labels, weights = drawn
    assert auc(scores, labels) == pytest.approx(pairs(scores, labels, np.ones(60)), abs=1e-12)
    assert auc(scores, labels, weights) == pytest.approx(pairs(scores, labels, weights), abs=1e-12)
    repeated = np.repeat(np.arange(60), weights.astype(int))
    assert auc(scores, labels, weights) == pytest.approx(auc(scores[repeated], labels[repeated]), abs=1e-12)


def test_the_auc_of_one_label_alone_is_a_half():
    assert auc(np.arange(3.0), np.ones(3)) == 0.5


def test_spearman_without_ties_is_the_textbook_formula():
    rng = np.random.default_rng(4)
    a, b = rng.permutation(40).astype(float), rng.permutation(40).astype(float)
    assert spearman(a, b) == pytest.approx(1 - 6 * ((a - b) ** 2).sum() / (40 * (40**2 - 1)), abs=1e-12)


def test_spearman_with_ties_is_the_correlation_of_mean_ranks(drawn):
    scores, _, weights = drawn
    counts = np.round(3 * scores**2)
    expected = np.corrcoef(rank(scores), rank(counts))[0, 1]
    assert spearman(scores, counts) == pytest.approx(expected, abs=1e-12)
    repeated = np.repeat(np.arange(60), weights.astype(int))
    assert spearman(scores, counts, weights) == pytest.approx(spearman(scores[repeated], counts[repeated]), abs=1e-12)


def test_spearman_of_what_never_changes_is_0():
    assert spearman(np.ones(5), np.arange(5.0)) == 0.0


def test_an_interval_covers_the_truth_about_as_often_as_it_says():
    """Sentences of five positions that all agree: without regard to them it would be less than half as wide."""
    truth, covered, widths, naive = 0.760, 0, [], []
    for seed in range(40):
        rng = np.random.default_rng(seed)
        groups = np.repeat(np.arange(80), 5)
        label = rng.integers(0, 2, size=80).astype(float)
        score = (label + rng.normal(size=80))[groups]  # P(N(1, √2) > 0) = 0.760
        found = interval(auc, score, label[groups], groups, rng)
        alone = interval(auc, score, label[groups], np.arange(400), rng)
        covered += found.low <= truth <= found.high
        widths.append(found.high - found.low)
        naive.append(alone.high - alone.low)
        assert found.value == auc(score, label[groups])
        assert found.low < found.value < found.high
    assert covered >= 35
    assert np.mean(widths) > 2 * np.mean(naive)
