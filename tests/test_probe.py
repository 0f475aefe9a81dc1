"""The probes, held against gradients that vanish and against torch's own optimiser."""

import numpy as np
import pytest
import torch

from model.probe import RIDGE, fit_counts, fit_yes


@pytest.fixture
def data():
    rng = np.random.default_rng(0)
    h = (rng.normal(size=(300, 6)) * [1, 2, 3, 1, 1, 0] + 1).astype(np.float32)  # one unit that never moves
    labels = (h[:, 0] - h[:, 1] + rng.normal(size=300) > 0.5).astype(float)
    return h, labels


def test_a_yes_is_probed_by_the_logistic_regression_that_torch_finds(data):
    h, labels = data
    z = (h - h.mean(axis=0)) / np.where(h.std(axis=0) > 0, h.std(axis=0), 1)
    z, target = torch.tensor(z, dtype=torch.float64), torch.tensor(labels)
    w, b = (
        torch.zeros(6, dtype=torch.float64, requires_grad=True),
        torch.zeros((), dtype=torch.float64, requires_grad=True),
    )
    optimiser = torch.optim.LBFGS([w, b], max_iter=500, tolerance_grad=1e-12, line_search_fn="strong_wolfe")

    def loss():
        optimiser.zero_grad()
        nats = torch.nn.functional.binary_cross_entropy_with_logits(z @ w + b, target, reduction="sum")
        value = nats + RIDGE / 2 * (w @ w)
        value.backward()
        return value

    optimiser.step(loss)
    expected = (z @ w + b).detach().numpy()
    np.testing.assert_allclose(fit_yes(h, labels).scores(h), expected, atol=1e-5)


def test_a_count_is_probed_by_ridge_regression(data):
    h, _ = data
    counts = np.round(2 * h[:, 0] + h[:, 2])
    z = (h - h.mean(axis=0, dtype=np.float64)) / np.where(h.std(axis=0) > 0, h.std(axis=0, dtype=np.float64), 1)
    # Ridge regression is plain least squares on data with H more rows, of √RIDGE (Hastie et al., exercise 3.12).
    rows = np.vstack([z, np.sqrt(RIDGE) * np.eye(6)])
    w = np.linalg.lstsq(rows, np.concatenate([counts - counts.mean(), np.zeros(6)]), rcond=None)[0]
    np.testing.assert_allclose(fit_counts(h, counts).scores(h), z @ w + counts.mean(), atol=1e-4)


def test_other_states_are_read_with_the_mean_of_those_it_was_fitted_to(data):
    h, labels = data
    probe = fit_yes(h, labels)
    np.testing.assert_allclose(probe.scores(h[:9]), probe.scores(h)[:9], atol=1e-12)
