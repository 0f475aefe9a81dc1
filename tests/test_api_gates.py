"""GRU and LSTM, stacked and over characters, through the whole API: what it serves is enough to compute them again."""

from dataclasses import replace
from urllib.parse import quote

import numpy as np
import pytest
import torch
from safetensors.numpy import load

from app.derived import DerivationAnswer
from app.schemas import CardWithSymbols, TraceAnswer
from app.settings import Settings
from app.weights import StatisticsAnswer, WeightsAnswer
from model.text import Vocabulary, characters
from model.zoo import save
from tests.client import serving
from tests.random_model import random_model

MODULES = {"gru": torch.nn.GRU, "lstm": torch.nn.LSTM}
GATES = {"gru": "rzn", "lstm": "ifgo"}
SENTENCE = ["Tom", "is", "a", "wug", "."]
cells = pytest.mark.parametrize("cell", MODULES)


@pytest.fixture(scope="module")
def models():
    letters = Vocabulary.from_passages([characters("Tomabchi. \n,'?")])
    return {
        "gru": random_model(1, cell="gru", num_layers=2, model_id="gru"),
        "lstm": random_model(2, cell="lstm", num_layers=2, model_id="lstm"),
        "letters": replace(random_model(3, cell="gru", model_id="letters"), vocabulary=letters),
    }


@pytest.fixture(scope="module")
def client(models, tmp_path_factory):
    folder = tmp_path_factory.mktemp("weights")
    for model in models.values():
        save(folder / model.id, model)
    with serving(Settings(weights=folder, device="cpu", model="gru")) as client:
        yield client


def initial_of(cell, seed=0):
    rng = np.random.default_rng(seed)
    return {name: rng.uniform(-1, 1, size=(2, 7)).tolist() for name in ("h", "c")[: 1 + (cell == "lstm")]}


@cells
def test_a_trace_is_what_torch_computes_from_the_gates_that_are_served(client, cell):
    """torch's stacked weights, put together from /weights, give every h and the last c of every layer."""
    weights = client.get(f"/api/v1/models/{cell}/weights?include=embedding").json()
    WeightsAnswer.model_validate(weights)
    module = MODULES[cell](5, 7, 2, batch_first=True, dtype=torch.float64)
    for number, layer in enumerate(weights["layers"]):
        for stem, name in (("weight_ih", "W_{}"), ("weight_hh", "U_{}"), ("bias_ih", "b_i{}"), ("bias_hh", "b_h{}")):
            stacked = np.concatenate([np.float32(layer[name.format(g)]["values"]) for g in GATES[cell]])
            module.get_parameter(f"{stem}_l{number}").data = torch.from_numpy(stacked).double()
    initial = initial_of(cell)
    body = {"tokens": SENTENCE, "initial": initial, "check": True}
    sent = client.post(f"/api/v1/models/{cell}/traces", json=body)
    TraceAnswer.model_validate_json(sent.content, strict=True)
    answer = sent.json()
    assert answer["check"]["max_abs_difference"] <= answer["check"]["tolerance"]
    E = np.float32(weights["embedding"]["values"])
    x = torch.from_numpy(E[[token["id"] for token in answer["tokens"]]]).double()[None]
    start = tuple(torch.tensor(rows, dtype=torch.float64)[:, None] for rows in initial.values())
    h, last = module(x, start if cell == "lstm" else start[0])
    np.testing.assert_allclose(answer["layers"][-1]["values"]["h"], h[0].detach(), atol=1e-5)
    if cell == "lstm":
        for number, layer in enumerate(answer["layers"]):
            np.testing.assert_allclose(layer["values"]["c"][-1], last[1][number, 0].detach(), atol=1e-5)
    for number, layer in enumerate(answer["layers"]):
        assert layer["initial"] == {name: pytest.approx(rows[number], abs=1e-6) for name, rows in initial.items()}


@cells
def test_both_forms_of_a_trace_hold_every_symbol_of_every_layer(client, cell):
    url, body = f"/api/v1/models/{cell}/traces", {"tokens": SENTENCE}
    plain = client.post(url, json=body).json()
    tensors = load(client.post(url, json=body, headers={"accept": "application/vnd.safetensors"}).content)
    names = [symbol["name"] for symbol in plain["symbols"]]
    carried = ("h", "c")[: 1 + (cell == "lstm")]
    assert set(tensors) == {f"layers.{n}.{name}" for n in (0, 1) for name in names} | {
        f"layers.{n}.initial.{name}" for n in (0, 1) for name in carried
    }
    for number in (0, 1):
        for name in names:
            value = np.float32(plain["layers"][number]["values"][name])
            np.testing.assert_array_equal(tensors[f"layers.{number}.{name}"], value)


@cells
def test_a_card_tells_of_each_gate_its_own_activation(client, cell):
    card = client.get(f"/api/v1/models/{cell}").json()
    CardWithSymbols.model_validate_json(client.get(f"/api/v1/models/{cell}").content, strict=True)
    phis = {symbol["name"]: symbol["phi"] and symbol["phi"]["torch"] for symbol in card["symbols"]}
    squashed = {"n", "g", "tanh_c"}
    for name, phi in phis.items():
        expected = "torch.tanh" if name in squashed else "torch.sigmoid" if name in set("rzifo") else None
        assert phi == expected, name
    slopes = {symbol["name"]: symbol["phi"] and symbol["phi"]["slope"] for symbol in card["symbols"]}
    assert slopes["n" if cell == "gru" else "g"] == ("1 − n²" if cell == "gru" else "1 − g²")
    assert slopes["r" if cell == "gru" else "f"] == ("r (1 − r)" if cell == "gru" else "f (1 − f)")
    assert card["reads"] == "words"
    assert client.get("/api/v1/models/letters").json()["reads"] == "characters"
    h = card["symbols"][-1]
    if cell == "gru":
        assert h["terms"][0]["factors"][0] == {"name": "z", "lag": 0, "complement": True}


@cells
def test_a_weight_is_had_whole_and_gate_by_gate(client, models, cell):
    whole = models[cell].network.parameters["rnn.weight_hh_l1"]
    url = f"/api/v1/models/{cell}/weights"
    assert np.array_equal(np.float32(client.get(f"{url}/weight_hh_l1").json()["values"]), whole)
    for number, gate in enumerate(GATES[cell]):
        torch_name = f"weight_hh_l1[{7 * number}:{7 * number + 7}]"
        one = client.get(f"{url}/{quote(torch_name)}").json()
        assert one["torch_name"] == torch_name
        assert np.array_equal(np.float32(one["values"]), whole[7 * number : 7 * number + 7])
        assert one == client.get(url).json()["layers"][1][f"U_{gate}"]
        figures = client.get(f"{url}/{quote(torch_name)}/statistics")
        StatisticsAnswer.model_validate_json(figures.content, strict=True)
        assert (figures.json()["name"], figures.json()["eigenvalues"]) == (f"U_{gate}", None)
    assert client.get(f"{url}/weight_hh_l1/statistics").json()["shape"] == list(whole.shape)
    assert client.get(f"{url}/weight_hh_l1[0:8]").status_code == 404


@cells
def test_a_product_of_gates_is_derived_with_each_factor_named(client, cell):
    answer = client.post(f"/api/v1/models/{cell}/derivations", json={"tokens": SENTENCE, "t": 2, "unit": 3, "layer": 1})
    DerivationAnswer.model_validate_json(answer.content, strict=True)
    found = answer.json()
    for group in found["groups"]:
        assert group["total"] == pytest.approx(np.prod([m["value"] for m in group["multipliers"]]))
        for multiplier in group["multipliers"]:
            asked = {"t": 2 - multiplier["lag"], "unit": 3, "layer": 1, "symbol": multiplier["name"]}
            url = f"/api/v1/models/{cell}/derivations"
            value = client.post(url, json={"tokens": SENTENCE, **asked}).json()["value"]
            expected = 1 - value if multiplier["complement"] else value
            assert multiplier["value"] == pytest.approx(expected, abs=1e-6)
    assert found["a"] == pytest.approx(found["value"], abs=1e-6)


def test_a_model_of_characters_shows_what_it_reads_and_what_comes_next(client):
    answer = client.post("/api/v1/models/letters/traces", json={"text": "Tom\na", "top": 20}).json()
    assert [token["text"] for token in answer["tokens"]] == ["T", "o", "m", "↵", "a"]
    assert {"␣", "↵", "T"} <= {prediction["token"] for prediction in answer["outputs"][0]["top"]}
    words = client.get("/api/v1/models/letters/vocabulary?prefix=␣").json()["words"]
    assert [word["token"] for word in words] == ["␣"]
    derived = client.post("/api/v1/models/letters/derivations", json={"text": "Tom", "t": 1, "word": "↵"}).json()
    assert derived["word"]["token"] == "↵"


@pytest.mark.parametrize("model", ["gru", "lstm"])
def test_the_page_memory_opens_on_every_model_of_words(client, model):
    page = client.get(f"/memory?model={model}&text=I+am+a+boy")
    assert page.status_code == 200
    assert "on this page; this is" not in page.text
    assert f'"model":"{model}"' in page.text
