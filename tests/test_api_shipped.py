"""The promise of the API on the weights that are shipped: every number, over sentences short and long."""

import numpy as np
import pytest

from app.settings import Settings
from tests import oracle
from tests.client import serving

URL = "/api/v1/models/rnn-tanh"


@pytest.fixture(scope="module")
def server():
    with serving(Settings(device="cpu")) as client:
        yield client


@pytest.fixture(scope="module")
def weights(server):
    return server.get(f"{URL}/weights?include=embedding,output").json()


@pytest.mark.parametrize("seed", range(12))
def test_every_number_is_that_of_an_independent_float64_computation(server, shipped, weights, seed):
    rng = np.random.default_rng(seed)
    length = (1, 200, *rng.integers(2, 200, size=10).tolist())[seed]
    ids = rng.integers(1, len(shipped.vocabulary), size=length)
    ids = np.where((rng.random(length) < 0.05) | (ids == 1), 0, ids).tolist()
    tokens = ["wugwug" if row == 0 else shipped.vocabulary.spellings[row] for row in ids]
    initial = [rng.uniform(-1, 1, size=64).tolist()] if seed % 2 else None
    body = {"tokens": tokens, "end": True, "check": True} | ({"initial": {"h": initial}} if initial else {})
    answer = server.post(f"{URL}/traces", json=body).json()

    assert [token["id"] for token in answer["tokens"]] == ids
    expected = oracle.states(weights, ids, "tanh", initial)[0]
    for symbol, values in expected.items():
        oracle.assert_close(answer["layers"][0]["values"][symbol], values, symbol)
    assert answer["check"]["max_abs_difference"] <= answer["check"]["tolerance"]

    log_p = oracle.log_probabilities(weights, expected["h"])
    for t, (output, following) in enumerate(zip(answer["outputs"], [*ids[1:], 1], strict=True)):
        found = [prediction["probability"] for prediction in output["top"]]
        oracle.assert_close(found, np.exp(np.sort(log_p[t])[::-1][:5]), f"probabilities at t = {t}")
        if following == 0:
            assert (output["surprisal"], output["why"]) == (None, "unknown word")
        else:
            oracle.assert_close(output["surprisal"], -log_p[t, following], f"surprisal at t = {t}")
