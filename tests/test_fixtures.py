"""The bytes that static/js/wire.js is tested on are those that Python writes today."""

import json

import numpy as np
import pytest
from safetensors.numpy import load

from tests.make_fixtures import FIXTURES, fixtures

HINT = "run `PYTHONPATH=. python tests/make_fixtures.py`"


DRAWN = [f"{name}.{part}.safetensors" for name in ("gru", "lstm", "stack") for part in ("trace", "weights")]


@pytest.mark.parametrize("name", ["trace.safetensors", "weights.safetensors", "influence.safetensors", *DRAWN])
def test_tensors(name):
    kept, made = load((FIXTURES / name).read_bytes()), load(fixtures()[name])
    assert kept.keys() == made.keys(), HINT
    for tensor in kept:
        np.testing.assert_allclose(kept[tensor], made[tensor], atol=1e-6, err_msg=HINT)


@pytest.mark.parametrize("name", ["trace.json", "weights.json", "phi.json", "influence.json", "omission.json"])
def test_json_has_the_same_parts(name):
    assert shape(json.loads((FIXTURES / name).read_bytes())) == shape(json.loads(fixtures()[name])), HINT


def shape(value):
    """A JSON value with each number made 0: rounding may differ from machine to machine, names may not."""
    if isinstance(value, dict):
        return {key: shape(part) for key, part in value.items()}
    if isinstance(value, list):
        return [shape(part) for part in value]
    return 0 if isinstance(value, float) else value
