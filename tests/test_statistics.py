import numpy as np
import pytest
import torch

from model.cells import GRUCell, LSTMCell, RNNCell
from model.statistics import MAX_ORDERED, acts_on_state, order_of, statistics

rng = np.random.default_rng(5)


def square(size, seed=0):
    return np.random.default_rng(seed).normal(size=(size, size)).astype(np.float32)


@pytest.mark.parametrize("size", [1, 2, 7, 64])
def test_eigenvalues_are_torchs_and_agree_with_trace_and_determinant(size):
    U = square(size, size)
    found = statistics(U, on_state=True)
    values = np.array([complex(value.re, value.im) for value in found.eigenvalues])
    M = torch.tensor(U, dtype=torch.float64)
    expected = torch.linalg.eigvals(M).numpy()
    for value in values:
        assert np.abs(expected - value).min() < 1e-9
    assert np.abs(values).tolist() == sorted(np.abs(values), reverse=True)
    assert values.sum() == pytest.approx(torch.trace(M).item(), abs=1e-9)
    assert values.prod() == pytest.approx(torch.det(M).item(), rel=1e-9)
    assert found.spectral_radius == pytest.approx(np.abs(expected).max(), rel=1e-12)
    assert found.spectral_radius <= found.largest_singular_value + 1e-9


def test_a_rotation_has_the_pair_of_eigenvalues_that_it_should():
    angle = 0.3
    turned = 2 * np.float32([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    found = statistics(turned, on_state=True)
    assert [(value.re, value.im) for value in found.eigenvalues] == [
        pytest.approx((2 * np.cos(angle), 2 * np.sin(angle)), abs=1e-6),
        pytest.approx((2 * np.cos(angle), -2 * np.sin(angle)), abs=1e-6),
    ]
    assert found.spectral_radius == pytest.approx(2, abs=1e-6)


@pytest.mark.parametrize("shape", [(3, 5), (5, 3), (7, 7)])
def test_norms_are_those_of_their_definitions(shape):
    W = rng.normal(size=shape).astype(np.float32)
    found, M = statistics(W), torch.tensor(W, dtype=torch.float64)
    assert (found.shape, found.parameters) == (shape, shape[0] * shape[1])
    assert found.mean == pytest.approx(M.mean().item(), abs=1e-12)
    assert found.standard_deviation == pytest.approx(M.std(correction=0).item(), abs=1e-12)
    assert found.max_abs == M.abs().max().item()
    assert found.frobenius_norm == pytest.approx((M * M).sum().sqrt().item(), abs=1e-12)
    assert found.largest_singular_value == pytest.approx(torch.linalg.svdvals(M)[0].item(), abs=1e-12)
    np.testing.assert_allclose(found.row_norms, [np.sqrt(sum(v * v for v in row)) for row in M.numpy()], atol=1e-12)
    np.testing.assert_allclose(found.column_norms, [np.sqrt(sum(v * v for v in c)) for c in M.T.numpy()], atol=1e-12)
    assert (found.eigenvalues, found.spectral_radius) == (None, None)


def test_a_bias_has_what_a_vector_can_have():
    found = statistics(np.float32([3, -4]))
    assert (found.shape, found.parameters) == ((2,), 2)
    assert (found.mean, found.standard_deviation, found.max_abs, found.frobenius_norm) == (-0.5, 3.5, 4.0, 5.0)
    for name in ("largest_singular_value", "spectral_radius", "eigenvalues", "row_norms", "column_norms"):
        assert getattr(found, name) is None
    assert (found.row_order, found.column_order) == (None, None)


@pytest.mark.parametrize("seed", range(8))
def test_a_shuffled_matrix_of_blocks_gets_its_blocks_back_together(seed):
    rng = np.random.default_rng(seed)
    block = np.repeat(np.arange(5), (9, 3, 6, 1, 8))  # (27,)
    patterns = rng.normal(size=(5, 20))
    rows = patterns[block] * rng.uniform(0.5, 2, size=(27, 1)) + 0.2 * rng.normal(size=(27, 20))
    shuffled = rng.permutation(27)
    order = order_of(rows[shuffled])
    assert sorted(order) == list(range(27))
    changes = np.count_nonzero(np.diff(block[shuffled][order]))
    assert changes == 4


@pytest.mark.parametrize("seed", range(4))
def test_rows_that_turn_evenly_come_in_the_order_of_their_angle(seed):
    angles = np.linspace(0, 2.5, 12)
    rows = np.stack([np.cos(angles), np.sin(angles)], axis=1)
    shuffled = np.random.default_rng(seed).permutation(12)
    order = shuffled[order_of(rows[shuffled])]
    assert np.count_nonzero(np.abs(np.diff(order)) == 1) >= 9  # all but where two clusters of clusters are joined


def test_an_order_is_the_same_each_time_and_its_start_a_convention():
    rows = rng.normal(size=(30, 6))
    order = order_of(rows)
    np.testing.assert_array_equal(order, order_of(rows.copy()))
    np.testing.assert_array_equal(order, order_of(3 * rows))
    assert order[0] < order[-1]


@pytest.mark.parametrize("rows", [np.zeros((4, 3)), np.ones((4, 3)), np.zeros((1, 1)), np.eye(5)])
def test_rows_of_zeros_and_equal_rows_have_an_order_too(rows):
    assert sorted(order_of(rows)) == list(range(len(rows)))


def test_more_rows_than_can_be_shown_have_no_order_but_their_columns_do():
    found = statistics(rng.normal(size=(MAX_ORDERED + 1, 3)).astype(np.float32))
    assert found.row_order is None
    assert sorted(found.column_order) == [0, 1, 2]
    assert len(found.row_norms) == MAX_ORDERED + 1


def test_only_what_takes_a_state_to_the_next_has_eigenvalues():
    assert [name for name in RNNCell.weights if acts_on_state(RNNCell(), name)] == ["U"]
    assert not acts_on_state(RNNCell(), "embedding")
    for gated in (GRUCell(), LSTMCell()):
        assert not any(acts_on_state(gated, name) for name in gated.weights), "gates stand between"
