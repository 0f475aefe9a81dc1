import numpy as np
import pytest
import torch

from model.cells import ACTIVATIONS, CELLS, RNNCell, cell_of

rng = np.random.default_rng(1)
T, D, H = 6, 3, 4
x = rng.normal(size=(T, D))
previous = {"h": rng.normal(size=(T, H))}
w = {"W": rng.normal(size=(H, D)), "U": rng.normal(size=(H, H)), "b_ih": rng.normal(size=H), "b_hh": rng.normal(size=H)}

cells = pytest.mark.parametrize("cell", [cell_of(name, phi) for name in CELLS for phi in ACTIVATIONS], ids=str)


def values_of(cell, xp, w, x, previous):
    inputs = cell.inputs(w, x)
    return {"x": x, **inputs, **cell.step(xp, w, inputs, previous)}


def test_one_tanh_step_is_torchs_own():
    torch_cell = torch.nn.RNNCell(D, H).double()
    with torch.no_grad():
        for name, value in {
            "weight_ih": w["W"],
            "weight_hh": w["U"],
            "bias_ih": w["b_ih"],
            "bias_hh": w["b_hh"],
        }.items():
            getattr(torch_cell, name).copy_(torch.from_numpy(value))
        expected = torch_cell(torch.from_numpy(x), torch.from_numpy(previous["h"])).numpy()
    np.testing.assert_allclose(values_of(RNNCell("tanh"), np, w, x, previous)["h"], expected, rtol=0, atol=1e-14)


@cells
def test_one_time_stamp_and_all_at_once_give_the_same(cell):
    at_once = values_of(cell, np, w, x, previous)
    for t in range(T):
        alone = values_of(cell, np, w, x[t], {"h": previous["h"][t]})
        for name, value in alone.items():
            np.testing.assert_allclose(value, at_once[name][t], rtol=0, atol=1e-14, err_msg=name)


@cells
def test_numpy_and_torch_run_the_same_lines(cell):
    in_torch = values_of(
        cell,
        torch,
        {name: torch.from_numpy(value) for name, value in w.items()},
        torch.from_numpy(x),
        {"h": torch.from_numpy(previous["h"])},
    )
    for name, value in values_of(cell, np, w, x, previous).items():
        np.testing.assert_allclose(value, in_torch[name].numpy(), rtol=0, atol=1e-14, err_msg=name)


@cells
def test_the_terms_say_how_each_symbol_is_made(cell):
    """Recompute every symbol from its description alone: what a view draws is what the cell does."""
    values = values_of(cell, np, w, x, previous)
    for symbol in cell.symbols:
        if symbol.kind == "input":
            continue
        total = 0
        for term in symbol.terms:
            operands = [
                (previous if factor.lag else values).get(factor.name, w.get(factor.name)) for factor in term.factors
            ]
            matrix_times_vector = len(operands) == 2
            total = total + term.sign * (operands[1] @ operands[0].T if matrix_times_vector else operands[0])
        if symbol.kind == "squash":
            total = np.tanh(total) if cell.activation.name == "tanh" else 1 / (1 + np.exp(-total))
        np.testing.assert_allclose(np.broadcast_to(total, values[symbol.name].shape), values[symbol.name], atol=1e-12)


@cells
def test_symbols_are_listed_in_the_order_of_computation(cell):
    seen = set(cell.weights)
    for symbol in cell.symbols:
        needed = {factor.name for term in symbol.terms for factor in term.factors if not factor.lag}
        assert needed <= seen, symbol.name
        seen.add(symbol.name)


@cells
def test_the_lines_of_pytorch_give_the_same_values(cell):
    """Run each symbol's `code` in the loop over t, as the page shows it, and compare with the cell's own equations."""
    weights = {name: torch.from_numpy(value) for name, value in w.items()}
    scope = {"torch": torch, "E": torch.from_numpy(x), "ids": list(range(T))[::-1], **weights}
    scope |= {name: torch.from_numpy(value[0]) for name, value in previous.items()}
    carried = {name: previous[name][0] for name in cell.carried}
    for t, row in enumerate(scope["ids"]):
        scope["t"] = t
        expected = values_of(cell, np, w, x[row], carried)
        for symbol in cell.symbols:
            exec(symbol.code, scope)
            if symbol.code:
                assert symbol.code.startswith(f"{symbol.name} = ")
                np.testing.assert_allclose(scope[symbol.name].numpy(), expected[symbol.name], rtol=0, atol=1e-13)
        carried = {name: expected[name] for name in cell.carried}
    assert [symbol.name for symbol in cell.symbols if symbol.code] == ["x", "a", "h"]


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_activation_has_its_range_slope_and_saturation(name):
    phi = ACTIVATIONS[name]
    a = np.linspace(-800, 800, 4001)
    h = phi.function(np, a)
    assert np.isfinite(h).all()
    assert (h.min(), h.max()) == phi.range
    near = np.linspace(-5, 5, 101)
    h = phi.function(np, near)
    slope = (phi.function(np, near + 1e-6) - phi.function(np, near - 1e-6)) / 2e-6
    np.testing.assert_allclose(phi.slope(h), slope, atol=1e-9)
    np.testing.assert_array_equal(phi.saturated(h), slope < 0.19 * slope.max() + 1e-9)
