import json

import numpy as np
import pytest
from safetensors.numpy import load

from app.weights import StatisticsAnswer, Weight, WeightsAnswer
from model.zoo import Zoo

URL = "/api/v1/models/stack/weights"
SAFETENSORS = {"accept": "application/vnd.safetensors"}
PLACES = {
    **{f"layers.{n}.{name}": f"{stem}_l{n}" for n in (0, 1) for name, stem in (("W", "weight_ih"), ("U", "weight_hh"))},
    **{
        f"layers.{n}.{name}": f"{stem}_l{n}"
        for n in (0, 1)
        for name, stem in (("b_ih", "bias_ih"), ("b_hh", "bias_hh"))
    },
    "embedding": "embedding.weight",
    "output.W_y": "output.weight",
    "output.b_y": "output.bias",
}


@pytest.fixture(scope="module")
def parameters(models_folder):
    """The parameters themselves, under the names that the API gives them."""
    parameters = Zoo(models_folder).get("stack").network.parameters
    return {name.removeprefix("rnn."): value for name, value in parameters.items()}


def at(answer, place):
    for step in place.split("."):
        answer = answer[int(step) if step.isdigit() else step]
    return answer


def test_every_weight_is_the_trained_one_in_json_and_in_safetensors(client, parameters):
    answer = client.get(f"{URL}?include=embedding,output")
    WeightsAnswer.model_validate_json(answer.content, strict=True)
    tensors = load(client.get(f"{URL}?include=embedding,output", headers=SAFETENSORS).content)
    assert set(tensors) == set(PLACES)
    for place, torch_name in PLACES.items():
        weight = at(answer.json(), place)
        assert weight["torch_name"] == torch_name
        assert weight["shape"] == list(parameters[torch_name].shape)
        assert np.array_equal(np.array(weight["values"], dtype=np.float32), parameters[torch_name])
        assert np.array_equal(tensors[place], parameters[torch_name])


def test_torchs_names_come_in_the_metadata(client):
    content = client.get(URL, headers=SAFETENSORS).content
    header = json.loads(content[8 : 8 + int.from_bytes(content[:8], "little")])
    about = json.loads(header["__metadata__"]["weights"])
    assert about["layers.1.W"] == {"torch_name": "weight_ih_l1", "shape": [7, 7]}
    assert set(about) == {place for place in PLACES if place.startswith("layers")}
    assert "words" not in header["__metadata__"]


@pytest.mark.parametrize("part", ["embedding", "output"])
def test_the_words_of_the_rows_come_with_the_large_weights(client, part):
    content = client.get(f"{URL}?include={part}", headers=SAFETENSORS).content
    header = json.loads(content[8 : 8 + int.from_bytes(content[:8], "little")])
    words = json.loads(header["__metadata__"]["words"])
    assert words[:5] == ["<unk>", "</s>", "I", "am", "a"]
    assert len(words) == 16


def test_a_card_says_where_the_weights_are(client, parameters):
    weights = client.get("/api/v1/models/stack").json()["weights"]
    assert {weight["place"]: weight["torch_name"] for weight in weights} == PLACES
    assert all(weight["shape"] == list(parameters[weight["torch_name"]].shape) for weight in weights)


@pytest.mark.parametrize(
    ("include", "parts"),
    [("", {"layers"}), ("embedding", {"layers", "embedding"}), ("output", {"layers", "output"})],
)
def test_the_large_ones_come_only_where_asked_for(client, include, parts):
    assert set(client.get(f"{URL}?include={include}").json()) == parts


def test_an_unknown_part_is_refused_with_those_there_are(client):
    answer = client.get(f"{URL}?include=output,head")
    assert answer.status_code == 422
    assert answer.json()["errors"] == [
        {
            "detail": "There is no “head” to include; there is embedding and output, or both as embedding,output.",
            "parameter": "include",
        }
    ]


@pytest.mark.parametrize("torch_name", PLACES.values())
def test_one_weight_by_torchs_name(client, parameters, torch_name):
    answer = client.get(f"{URL}/{torch_name}")
    Weight.model_validate_json(answer.content, strict=True)
    assert answer.json()["torch_name"] == torch_name
    assert np.array_equal(np.array(answer.json()["values"], dtype=np.float32), parameters[torch_name])
    tensors = load(client.get(f"{URL}/{torch_name}", headers=SAFETENSORS).content)
    assert np.array_equal(tensors.pop(torch_name), parameters[torch_name])
    assert tensors == {}


def test_an_unknown_weight_is_answered_with_those_there_are(client):
    answer = client.get("/api/v1/models/rnn-tanh/weights/weight_zz_l0")
    assert (answer.status_code, answer.json()["detail"]) == (
        404,
        "rnn-tanh has no weight “weight_zz_l0”. Its weights are: weight_ih_l0, weight_hh_l0, bias_ih_l0, bias_hh_l0, "
        "embedding.weight, output.weight, output.bias.",
    )


@pytest.mark.parametrize("url", [URL, f"{URL}?include=embedding", f"{URL}/bias_hh_l1"])
@pytest.mark.parametrize("headers", [{}, SAFETENSORS])
def test_what_is_known_already_is_not_sent_again(client, url, headers):
    first = client.get(url, headers=headers)
    assert first.headers["cache-control"] == "no-cache"
    assert first.headers["vary"] == "Accept"
    tag = first.headers["etag"]
    for known in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        again = client.get(url, headers={**headers, "if-none-match": known})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert client.get(url, headers={**headers, "if-none-match": '"other"'}).content == first.content


def test_the_same_weights_are_the_same_bytes_each_time(client):
    url = f"{URL}?include=embedding,output"
    contents = {client.get(url, headers=SAFETENSORS).content for _ in range(12)}
    assert len(contents) == 1
    content = contents.pop()
    assert int.from_bytes(content[:8], "little") % 8 == 0
    assert set(load(content)) == set(PLACES)


def test_no_two_answers_share_a_tag(client):
    urls = [
        URL,
        f"{URL}?include=embedding",
        f"{URL}/bias_hh_l1",
        f"{URL}/bias_ih_l1",
        "/api/v1/models/logistic/weights",
    ]
    tags = {client.get(url, headers=headers).headers["etag"] for url in urls for headers in ({}, SAFETENSORS)}
    assert len(tags) == 2 * len(urls)


LAYERS = {"stack": ("_l0", "_l1"), "logistic": ("_l0",)}


@pytest.mark.parametrize(
    ("model_id", "torch_name"),
    [
        (model_id, name)
        for model_id, layers in LAYERS.items()
        for name in PLACES.values()
        if name.endswith((*layers, ".weight", ".bias"))
    ],
)
def test_the_statistics_are_those_of_the_weight(client, models_folder, model_id, torch_name):
    answer = client.get(f"/api/v1/models/{model_id}/weights/{torch_name}/statistics")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/json")
    StatisticsAnswer.model_validate_json(answer.content, strict=True)
    parameters = Zoo(models_folder).get(model_id).network.parameters
    weight = parameters.get(torch_name, parameters.get(f"rnn.{torch_name}")).astype(np.float64)
    found = answer.json()
    assert found["torch_name"] == torch_name
    assert found["name"] == next(place for place, name in PLACES.items() if name == torch_name).split(".")[-1]
    assert (found["shape"], found["parameters"]) == (list(weight.shape), weight.size)
    assert found["mean"] == pytest.approx(weight.mean())
    assert found["frobenius_norm"] == pytest.approx(np.sqrt((weight**2).sum()))
    assert (found["row_norms"] is None) == (weight.ndim == 1)
    assert (found["eigenvalues"] is not None) == torch_name.startswith("weight_hh")
    if found["eigenvalues"]:
        moduli = [abs(complex(value["re"], value["im"])) for value in found["eigenvalues"]]
        assert moduli == pytest.approx(sorted(np.abs(np.linalg.eigvals(weight)), reverse=True))
        assert found["spectral_radius"] == pytest.approx(moduli[0])


def test_statistics_are_computed_once_for_each_weight_of_each_model(client, monkeypatch):
    urls = [f"/api/v1/models/{model}/weights/weight_hh_l0/statistics" for model in ("stack", "logistic")]
    first = [client.get(url).content for url in urls]
    assert first[0] != first[1]
    monkeypatch.setattr("app.api.weights.statistics", None)
    assert [client.get(url).content for url in urls] == first


def test_the_statistics_of_an_unknown_weight_are_answered_with_those_there_are(client):
    answer = client.get("/api/v1/models/rnn-tanh/weights/U/statistics")
    assert answer.status_code == 404
    assert answer.json()["detail"].startswith("rnn-tanh has no weight “U”. Its weights are: weight_ih_l0, ")
    refused = client.get(f"{URL}/weight_hh_l0/statistics", headers=SAFETENSORS)
    assert refused.status_code == 406
