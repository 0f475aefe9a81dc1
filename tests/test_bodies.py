"""Bodies that are refused before any field is looked at."""

import tracemalloc

import pytest

from app.bodies import JSONRequest
from app.errors import TooLarge

URL = "/api/v1/models/rnn-tanh/traces"
JSON = {"content-type": "application/json"}


def refused(answer):
    assert answer.headers["content-type"] == "application/problem+json"
    body = answer.json()
    assert body["status"] == answer.status_code
    assert set(body) == {"type", "title", "status", "detail"}
    return answer.status_code, body["detail"]


@pytest.mark.parametrize(
    ("content", "detail"),
    [
        (b"", 'The body is empty; send JSON such as {"text": "I am a boy"}.'),
        (b'{"text": "\xff"}', "The body is not UTF-8: byte 10 cannot be read. Encode it as UTF-8."),
        (b'{"text": "\xed\xa0\x80"}', "The body is not UTF-8: byte 10 cannot be read. Encode it as UTF-8."),
        ('{"text": "a"}'.encode("utf-16"), "The body is not UTF-8: byte 0 cannot be read. Encode it as UTF-8."),
    ],
)
def test_what_is_not_utf_8_json(client, content, detail):
    assert refused(client.post(URL, content=content, headers=JSON)) == (400, detail)


@pytest.mark.parametrize(
    ("content", "place", "advice"),
    [
        (b'{"text": "a"', "line 1, column 13", ""),
        (b'{"text": "a",\n "top": }', "line 2, column 9", ""),
        (b"text=a", "line 1, column", ""),
        (b"{'text': 'a'}", "line 1, column 2", ' JSON takes double quotation marks: {"text": "I am a boy"}.'),
        (b'{"text": "\\ud800"}', "line 1, column 11", ""),
        (b"[" * 100_000, "line 1, column 10", " Lists and objects may not lie more than about a thousand deep."),
        (b'{"text":' * 100_000, "line 1, column 8", " Lists and objects may not lie more than about a thousand deep."),
    ],
)
def test_what_is_not_json_is_said_with_its_place(client, content, place, advice):
    status, detail = refused(client.post(URL, content=content, headers=JSON))
    assert status == 400
    assert detail.startswith("The body is not JSON: ")
    assert place in detail
    assert advice in detail


@pytest.mark.parametrize(
    ("content", "pointer"),
    [
        (b'{"text": "a", "initial": {"h": [[0.5, NaN]]}}', "/initial/h/0/1"),
        (b'{"initial": {"h": [[-Infinity]]}, "text": "a"}', "/initial/h/0/0"),
        (b'{"a/b~": [1, {"c": Infinity}], "d": NaN}', "/a~1b~0/1/c"),
        (b"NaN", ""),
    ],
)
def test_a_number_that_is_not_finite_is_pointed_at(client, content, pointer):
    answer = client.post(URL, content=content, headers=JSON)
    body = answer.json()
    assert (answer.status_code, body["pointer"]) == (400, pointer)
    assert body["errors"] == [{"detail": body["detail"], "pointer": pointer}]
    assert body["detail"].endswith(" JSON has no NaN and no Infinity; every number must be finite.")


def test_nan_in_what_is_not_json_for_another_reason_has_no_pointer(client):
    assert refused(client.post(URL, content=b'{"initial": NaN, }', headers=JSON))[0] == 400


@pytest.mark.parametrize("number", [b"1e999", b"-1e999", b"1" + b"0" * 400, b"9" * 5000])
def test_a_number_too_large_is_pointed_at(client, number):
    body = b'{"text": "a", "edits": [{"t": 0, "unit": 1, "value": %s}]}' % number
    answer = client.post(URL, content=body, headers=JSON)
    assert (answer.status_code, answer.json()["pointer"]) == (400, "/edits/0/value")
    assert answer.json()["detail"].endswith(" Every number must be finite: below 1.8e308, with its sign or without.")


@pytest.mark.parametrize("depth", [100, 1000])
def test_deep_but_readable_json_is_refused_for_what_it_is(client, depth):
    deep = b"[" * depth + b"]" * depth
    for body in (deep, b'{"text": ' + deep + b"}", b'{"initial": {"h": ' + deep + b"}}", b'{"other": ' + deep + b"}"):
        answer = client.post(URL, content=body, headers=JSON)
        assert answer.status_code == 422
        assert answer.json()["errors"]


@pytest.mark.parametrize("content_type", ["application/json", "application/json; charset=utf-8", "application/ld+json"])
def test_json_by_any_of_its_names(client, content_type):
    assert client.post(URL, content=b'{"text": "I"}', headers={"content-type": content_type}).status_code == 200


@pytest.mark.parametrize(
    ("headers", "said"),
    [
        ({}, "of no stated type"),
        ({"content-type": "text/plain"}, "of type “text/plain”"),
        ({"content-type": "application/x-www-form-urlencoded"}, "of type “application/x-www-form-urlencoded”"),
    ],
)
def test_a_body_of_another_type(client, headers, said):
    assert refused(client.post(URL, content=b'{"text": "I"}', headers=headers)) == (
        415,
        f"The body is {said}, but must be application/json. With curl: -H 'content-type: application/json'.",
    )


def test_a_compressed_body(client):
    answer = client.post(URL, content=b"\x1f\x8b", headers={**JSON, "content-encoding": "gzip"})
    assert refused(answer) == (415, "The body is compressed with “gzip”; send it as it is.")


TOO_LARGE = (413, "The body is larger than 1,000,000 bytes. Send a shorter sentence, or split it.")


async def chunks(size):
    for _ in range(size // 1000):
        yield b" " * 1000


@pytest.mark.parametrize("size", [1_000_001, 20_000_000])
def test_a_body_over_the_limit(client, size):
    assert refused(client.post(URL, content=b" " * size, headers=JSON)) == TOO_LARGE


@pytest.mark.parametrize("size", [1_001_000, 20_000_000])
def test_a_body_over_the_limit_that_does_not_say_how_long_it_is(client, size):
    assert refused(client.post(URL, content=chunks(size), headers=JSON)) == TOO_LARGE


def test_a_body_of_just_the_limit(client):
    body = b'{"text": "I am a boy"}'
    assert client.post(URL, content=body.ljust(1_000_000), headers=JSON).status_code == 200


def test_the_limit_holds_whatever_the_length_is_said_to_be(client):
    answer = client.post(URL, content=chunks(1_001_000), headers={**JSON, "content-length": "10"})
    assert refused(answer) == TOO_LARGE


def test_what_is_over_the_limit_is_not_kept_in_memory(client):
    async def receive():
        nonlocal left
        left -= 1
        return {"type": "http.request", "body": bytes(100_000), "more_body": left > 0}

    left = 150
    request = JSONRequest({"type": "http", "method": "POST", "path": "/", "headers": []}, receive)
    tracemalloc.start()
    with pytest.raises(TooLarge):
        client.wait_for(request.body)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert left == 0
    assert peak < 2_000_000
