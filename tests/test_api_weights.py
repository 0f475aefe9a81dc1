import json

import numpy as np
import pytest
from safetensors.numpy import load

from app.schemas import Weight, WeightsAnswer
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
