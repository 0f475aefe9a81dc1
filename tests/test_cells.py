import numpy as np
import pytest
import torch

from model.cells import ACTIVATIONS, CELLS, RNNCell, cell_of

rng = np.random.default_rng(1)
T, D, H = 6, 3, 4
x = rng.normal(size=(T, D))
ALL = [cell_of(name, phi) for name, kind in CELLS.items() for phi in kind.activations]
cells = pytest.mark.parametrize("cell", ALL, ids=lambda cell: f"{cell.name}-{cell.activation.name}")
STACKED = {"weight_ih": (D,), "weight_hh": (H,), "bias_ih": (), "bias_hh": ()}


def weights_of(cell):
    """Random weights: the cell's own names, and torch's stacked ones that they are blocks of."""
    gates, draw = next(iter(cell.weights.values())).gates, np.random.default_rng(2)
    stacked = {stem: draw.normal(size=(gates * H, *columns)) for stem, columns in STACKED.items()}
    return {name: block.rows(stacked[block.stem]) for name, block in cell.weights.items()}, stacked


def states_of(cell, *shape):
    return {name: rng.uniform(-1, 1, size=(*shape, H)) for name in cell.carried}


def values_of(cell, xp, w, x, previous, *edit):
    inputs = cell.inputs(w, x, *edit)
    return {**inputs, **cell.step(xp, w, inputs, previous, *edit)}


def in_torch(arrays):
    return {name: torch.from_numpy(value) for name, value in arrays.items()}


@pytest.mark.parametrize(
    ("name", "module"), [("rnn", torch.nn.RNNCell), ("gru", torch.nn.GRUCell), ("lstm", torch.nn.LSTMCell)]
)
def test_one_step_is_torchs_own(name, module):
    cell, torch_cell = cell_of(name, "tanh"), module(D, H).double()
    w, stacked = weights_of(cell)
    torch_cell.load_state_dict(in_torch(stacked))
    previous = states_of(cell, T)
    before = tuple(in_torch(previous).values())
    with torch.no_grad():
        after = torch_cell(torch.from_numpy(x), before if len(before) > 1 else before[0])
    found = values_of(cell, np, w, x, previous)
    for name, expected in zip(cell.carried, after if len(before) > 1 else [after], strict=True):
        np.testing.assert_allclose(found[name], expected.numpy(), rtol=0, atol=1e-14, err_msg=name)


@cells
def test_one_time_stamp_and_all_at_once_give_the_same(cell):
    w, _ = weights_of(cell)
    previous = states_of(cell, T)
    at_once = values_of(cell, np, w, x, previous)
    for t in range(T):
        alone = values_of(cell, np, w, x[t], {name: state[t] for name, state in previous.items()})
        for name, value in alone.items():
            np.testing.assert_allclose(value, at_once[name][t], rtol=0, atol=1e-14, err_msg=name)


@cells
def test_several_sentences_step_at_once(cell):
    w, _ = weights_of(cell)
    batch, previous = rng.normal(size=(2, 5, D)), states_of(cell, 2, 5)
    at_once = values_of(cell, np, w, batch, previous)
    for place in np.ndindex(2, 5):
        alone = values_of(cell, np, w, batch[place], {name: state[place] for name, state in previous.items()})
        for name, value in alone.items():
            np.testing.assert_allclose(value, at_once[name][place], rtol=0, atol=1e-14, err_msg=name)


@cells
def test_numpy_and_torch_run_the_same_lines(cell):
    w, _ = weights_of(cell)
    previous = states_of(cell, T)
    found = values_of(cell, torch, in_torch(w), torch.from_numpy(x), in_torch(previous))
    assert list(found) == list(values_of(cell, np, w, x, previous))
    for name, value in values_of(cell, np, w, x, previous).items():
        np.testing.assert_allclose(value, found[name].numpy(), rtol=0, atol=1e-14, err_msg=name)


@cells
def test_gradients_flow_through_the_same_lines(cell):
    """The Jacobian of h(t) by h(t−1), by autograd in one pass and by differences."""
    w, _ = weights_of(cell)
    previous = {name: state[0] for name, state in states_of(cell, 1).items()}

    def h_of(state):
        given = {**{name: torch.from_numpy(value) for name, value in previous.items()}, "h": state}
        return values_of(cell, torch, in_torch(w), torch.from_numpy(x[0]), given)["h"]

    found = torch.autograd.functional.jacobian(h_of, torch.from_numpy(previous["h"])).numpy()
    nudged = previous["h"] + 1e-6 * np.stack([np.eye(H), -np.eye(H)])  # (2, H, H)
    again = {name: np.broadcast_to(value, (2, H, H)) for name, value in previous.items()} | {"h": nudged}
    up, down = values_of(cell, np, w, np.broadcast_to(x[0], (2, H, D)), again)["h"]
    np.testing.assert_allclose(found, (up - down).T / 2e-6, rtol=0, atol=1e-9)


@cells
def test_every_symbol_is_made_and_none_besides(cell):
    w, _ = weights_of(cell)
    found = values_of(cell, np, w, x, states_of(cell, T))
    assert sorted(found) == sorted(symbol.name for symbol in cell.symbols)
    assert cell.symbols[-1].name == cell.carried[0] == "h"
    for symbol in cell.symbols:
        assert found[symbol.name].shape == (T, {"D": D, "H": H}[symbol.size])
        assert (symbol.phi is not None) == (symbol.kind == "squash")
        low, high = symbol.range or (-np.inf, np.inf)
        assert low <= found[symbol.name].min(), symbol.name
        assert found[symbol.name].max() <= high, symbol.name


@cells
def test_the_terms_say_how_each_symbol_is_made(cell):
    """Recompute every symbol from its description alone: what a view draws is what the cell does."""
    w, _ = weights_of(cell)
    previous = states_of(cell, T)
    values = values_of(cell, np, w, x, previous)
    for symbol in cell.symbols:
        if symbol.kind != "input":
            total = sum(term.sign * product_of(term, w, values, previous) for term in symbol.terms)
            total = {"tanh": np.tanh, "sigmoid": lambda a: 1 / (1 + np.exp(-a)), None: lambda a: a}[symbol.phi](total)
            np.testing.assert_allclose(
                np.broadcast_to(total, (T, H)), values[symbol.name], atol=1e-12, err_msg=symbol.name
            )


def product_of(term, w, values, previous):
    """The factors from right to left: a matrix is applied to what stands after it, all else multiplies it."""
    product = 1
    for factor in reversed(term.factors):
        value = w.get(factor.name, (previous if factor.lag else values).get(factor.name))
        if factor.complement:
            value = 1 - value
        is_matrix = factor.name in w and value.ndim == 2
        product = product @ value.T if is_matrix else value * product
    return product


@cells
def test_symbols_are_listed_in_the_order_of_computation(cell):
    seen = set(cell.weights)
    for symbol in cell.symbols:
        needed = {factor.name for term in symbol.terms for factor in term.factors if not factor.lag}
        assert needed <= seen, symbol.name
        seen.add(symbol.name)


LINES = {
    "rnn": ["x", "a", "h"],
    "gru": ["x", "a_r", "r", "a_z", "z", "a_n", "n", "h"],
    "lstm": ["x", "a_i", "i", "a_f", "f", "a_g", "g", "a_o", "o", "c", "tanh_c", "h"],
}


@cells
def test_the_lines_of_pytorch_give_the_same_values(cell):
    """Run each symbol's `code` in the loop over t, as the page shows it, and compare with the cell's own equations."""
    w, _ = weights_of(cell)
    carried = {name: state[0] for name, state in states_of(cell, 1).items()}
    scope = {"torch": torch, "E": torch.from_numpy(x), "ids": list(range(T))[::-1], **in_torch(w), **in_torch(carried)}
    for t, row in enumerate(scope["ids"]):
        scope["t"] = t
        expected = values_of(cell, np, w, x[row], carried)
        for symbol in cell.symbols:
            exec(symbol.code, scope)
            if symbol.code:
                assert symbol.code.startswith(f"{symbol.name} = ")
                np.testing.assert_allclose(scope[symbol.name].numpy(), expected[symbol.name], rtol=0, atol=1e-13)
        carried = {name: expected[name] for name in cell.carried}
    assert [symbol.name for symbol in cell.symbols if symbol.code] == LINES[cell.name]


@cells
def test_every_symbol_can_be_edited_as_soon_as_it_is_computed(cell):
    """Each in turn, where all are computed: what depends on it changes, and what came before stays."""
    w, _ = weights_of(cell)
    previous = states_of(cell, T)
    order = [symbol.name for symbol in cell.symbols]
    plain = values_of(cell, np, w, x, previous)
    for name in order:
        seen = []

        def edited(symbol, value, name=name, seen=seen):
            seen.append(symbol)
            return value + 0.5 if symbol == name else value

        changed = values_of(cell, np, w, x, previous, edited)
        assert sorted(seen) == sorted(order)
        assert {symbol for symbol in order if not np.array_equal(changed[symbol], plain[symbol])} == reached_from(
            cell, name
        )
        np.testing.assert_array_equal(changed[name], plain[name] + 0.5)


def reached_from(cell, name):
    """The symbols of the same time stamp that are made of `name`, by their descriptions."""
    reached = {name}
    for symbol in cell.symbols:
        if any(factor.name in reached and not factor.lag for term in symbol.terms for factor in term.factors):
            reached.add(symbol.name)
    return reached


def test_a_gates_weights_are_torchs_rows_under_torchs_slice():
    cell = cell_of("gru", "tanh")
    w, stacked = weights_of(cell)
    assert list(w) == ["W_r", "U_r", "b_ir", "b_hr", "W_z", "U_z", "b_iz", "b_hz", "W_n", "U_n", "b_in", "b_hn"]
    np.testing.assert_array_equal(w["U_z"], stacked["weight_hh"][4:8])
    assert np.shares_memory(w["U_z"], stacked["weight_hh"])
    assert cell.weights["U_z"].torch_name(1, 64) == "weight_hh_l1[64:128]"
    assert cell_of("lstm", "tanh").weights["b_ho"].torch_name(0, 64) == "bias_hh_l0[192:256]"
    assert RNNCell.weights["U"].torch_name(0, 64) == "weight_hh_l0"


@pytest.mark.parametrize(
    ("name", "activation"), [("gru", "sigmoid"), ("lstm", "sigmoid"), ("rnn", "relu"), ("qrnn", "tanh")]
)
def test_a_cell_that_there_is_not_is_a_key_error(name, activation):
    with pytest.raises(KeyError):
        cell_of(name, activation)


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
    np.testing.assert_allclose(sum(factor * h**power for power, factor in enumerate(phi.powers)), slope, atol=1e-9)
    np.testing.assert_allclose([h for _, h in phi.curve()], phi.function(np, np.arange(-8, 8.5, 0.5)), atol=1e-6)
    np.testing.assert_array_equal(phi.saturated(h), slope < 0.19 * slope.max() + 1e-9)
