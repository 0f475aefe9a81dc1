import pytest

from app.schemas import Card, CardWithSymbols, Models
from app.settings import Settings
from tests.client import serving


def test_every_model_has_its_card(client):
    answer = client.get("/api/v1/models")
    assert answer.status_code == 200
    Models.model_validate_json(answer.content, strict=True)
    assert [card["id"] for card in answer.json()["models"]] == ["logistic", "rnn-tanh", "stack"]
    assert answer.json()["models"][2] == {
        "id": "stack",
        "title": "Random tanh network",
        "task": "language model",
        "cell": "rnn",
        "activation": "tanh",
        "embedding_dim": 5,
        "hidden_size": 7,
        "num_layers": 2,
        "vocab_size": 16,
        "parameters": 418,
        "corpus": {"name": "none"},
        "license": "Apache-2.0",
        "metrics": {},
        "ranges": {"x": 1.5, "Wx": 3.0, "Uh": 3.0, "a": 4.0},
        "training": {"seed": 2},
    }


def test_the_model_that_pages_open_with_stands_first_and_the_document_says_so(models_folder):
    with serving(Settings(weights=models_folder, device="cpu", model="stack")) as client:
        cards = client.get("/api/v1/models").json()["models"]
        document = client.get("/openapi.json").json()
    assert [card["id"] for card in cards] == ["stack", "logistic", "rnn-tanh"]
    listed = document["paths"]["/api/v1/models"]["get"]["description"]
    models = document["components"]["schemas"]["Models"]["properties"]["models"]["description"]
    assert "which pages open with first, the others in alphabetical order" in listed
    assert "first the one that pages open with, then the others in alphabetical order" in models


def test_one_model_has_the_symbols_of_its_cell(client):
    answer = client.get("/api/v1/models/logistic")
    CardWithSymbols.model_validate_json(answer.content, strict=True)
    symbols = answer.json()["symbols"]
    assert [symbol["name"] for symbol in symbols] == ["x", "Wx", "Uh", "a", "h"]
    assert symbols[0]["size"] == 5
    assert symbols[2] == {
        "name": "Uh",
        "label": "U h(t−1)",
        "equation": "U h(t−1)",
        "range": None,
        "torch_name": None,
        "kind": "affine",
        "size": 7,
        "terms": [
            {
                "sign": 1,
                "factors": [
                    {"name": "U", "lag": 0, "complement": False},
                    {"name": "h", "lag": 1, "complement": False},
                ],
            }
        ],
        "code": "",
        "phi": None,
    }
    assert symbols[4]["range"] == [0.0, 1.0]
    assert symbols[4]["code"] == "h = torch.sigmoid(a)"


@pytest.mark.parametrize(
    ("model_id", "phi"),
    [
        ("stack", ["tanh", "tanh", "torch.tanh", [-1.0, 1.0], "1 − h²", [1.0, 0.0, -1.0]]),
        ("logistic", ["sigmoid", "σ", "torch.sigmoid", [0.0, 1.0], "h (1 − h)", [0.0, 1.0, -1.0]]),
    ],
)
def test_one_model_has_its_activation_function(client, model_id, phi):
    served = client.get(f"/api/v1/models/{model_id}").json()["phi"]
    curve = served.pop("curve")
    assert list(served.values()) == phi
    assert curve[16] == [0.0, sum(phi[3]) / 2]
    assert [curve[0][0], curve[-1][0]] == [-8.0, 8.0]


@pytest.mark.parametrize("model_id", ["stack", "rnn-tanh"])
def test_a_card_says_how_long_a_sentence_may_be_and_keeps_to_it(client, model_id):
    at = f"/api/v1/models/{model_id}"
    limits = client.get(at).json()["limits"]
    assert set(limits) == {"traces", "influences", "omissions"}
    for of, most in limits.items():
        asked = {"s": 0} if of == "omissions" else {"top": 0} if of == "traces" else {}
        answers = [
            client.post(f"{at}/{of}", json={"tokens": ["w0"] * n, **asked}).status_code for n in (most, most + 1)
        ]
        assert answers == [200, 422], of


def test_a_card_has_the_fields_of_the_schema_and_no_others(client):
    assert set(client.get("/api/v1/models").json()["models"][0]) == set(Card.model_fields)


@pytest.mark.parametrize("model_id", ["lstm", "..", ".", "rnn-tanh%00", "%2e%2e", "…", "a" * 2000])
def test_an_unknown_model_is_answered_with_those_there_are(client, model_id):
    answer = client.get(f"/api/v1/models/{model_id}/vocabulary")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_client_that_takes_no_json_is_told_so(client):
    answer = client.get("/api/v1/models", headers={"accept": "text/html;q=0.9, application/xml"})
    assert answer.status_code == 406
    assert answer.json()["detail"] == (
        "This address answers with application/json, which “Accept: text/html;q=0.9, application/xml” does not allow."
    )
