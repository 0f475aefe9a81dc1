import pytest

from app.schemas import VocabularyAnswer

URL = "/api/v1/models/rnn-tanh/vocabulary"


def test_the_words_that_begin_so_the_commonest_first(client):
    answer = client.get(f"{URL}?prefix=D&limit=2")
    VocabularyAnswer.model_validate_json(answer.content, strict=True)
    assert answer.json() == {
        "words": [
            {"id": 8, "token": "dog", "spelling": "dog", "count": 9},
            {"id": 9, "token": "dogs", "spelling": "dogs", "count": 8},
        ],
        "total": 14,
    }


def test_without_a_prefix_the_commonest_of_all_and_neither_unk_nor_the_end(client):
    words = client.get(URL).json()["words"]
    assert [word["token"] for word in words][:3] == ["i", "am", "a"]
    assert words[0]["spelling"] == "I"
    assert len(words) == 14


def test_a_prefix_that_no_word_has(client):
    assert client.get(f"{URL}?prefix=zz").json() == {"words": [], "total": 14}


@pytest.mark.parametrize(
    ("query", "parameter", "detail"),
    [
        ("limit=x", "limit", "limit must be a whole number, not “x”."),
        ("limit=0", "limit", "limit must be at least 1, not “0”."),
        ("limit=101", "limit", "limit must be at most 100, not “101”."),
        ("limit=1" + "0" * 5000, "limit", None),
        ("prefix=" + "a" * 201, "prefix", f"prefix must be at most 200 characters long, not “{'a' * 39}…”."),
        ("perfix=a", "perfix", "There is no “perfix” here; there is prefix, limit."),
    ],
)
def test_a_query_that_cannot_be_used(client, query, parameter, detail):
    answer = client.get(f"{URL}?{query}")
    assert answer.status_code == 422
    body = answer.json()
    assert [error["parameter"] for error in body["errors"]] == [parameter]
    assert detail is None or body["detail"] == detail
    assert "pointer" not in body
