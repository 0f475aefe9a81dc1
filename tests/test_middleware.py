import pytest
from starlette.requests import ClientDisconnect

from app.middleware import CSP, Unexpected
from app.settings import Settings
from tests.client import not_started

STRICT = {
    "content-security-policy": "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "object-src 'none'; base-uri 'none'; frame-ancestors 'none'",
    "cross-origin-opener-policy": "same-origin",
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
}
TRACES = "/api/v1/models/rnn-tanh/traces"


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/", 200),
        ("GET", "/docs", 200),
        ("GET", "/openapi.json", 200),
        ("GET", "/api/v1/models", 200),
        ("POST", TRACES, 415),
        ("GET", "/nowhere", 404),
        ("GET", "/static/x/nothing.js", 404),
        ("PUT", "/api/v1/models", 405),
    ],
)
def test_every_answer_is_strict(client, method, path, status):
    response = client.request(method, path)
    assert response.status_code == status
    assert {name: response.headers[name] for name in STRICT} == STRICT


def test_no_script_of_a_page_may_stand_in_it():
    assert "script-src" not in CSP
    assert CSP.startswith("default-src 'self';")


@pytest.mark.parametrize(
    ("method", "path", "kept"),
    [
        ("GET", "/api/v1/models", "no-cache"),
        ("HEAD", "/api/v1/models", "no-cache"),
        ("GET", "/api/v1/models/none", "no-store"),
        ("POST", TRACES, "no-store"),
    ],
)
def test_how_long_an_answer_may_be_kept(client, method, path, kept):
    assert client.request(method, path).headers["cache-control"] == kept


@pytest.mark.parametrize("path", ["/api/v1/models", "/docs", "/openapi.json", "/health/live"])
def test_head_answers_as_get_does_without_the_body(client, path):
    head, get = client.request("HEAD", path), client.get(path)
    assert head.status_code == 200
    assert head.content == b""
    assert dict(head.headers) == dict(get.headers)


def test_head_is_refused_where_get_is(client):
    assert client.request("HEAD", TRACES).status_code == 405


@pytest.fixture(scope="module")
def ask_as(models_folder):
    """Ask a server that also goes by unrolled.example.org and by names below example.net."""
    settings = Settings(weights=models_folder, host="0.0.0.0", allowed_hosts="unrolled.example.org,*.example.net")
    with not_started(settings) as client:
        yield lambda host: client.get("/health/live", headers={"host": host})


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "localhost:8000",
        "LOCALHOST:8000",
        "127.0.0.1:8000",
        "[::1]",
        "[::1]:8000",
        "unrolled.example.org:443",
        "a.example.net",
        "a.b.example.net:80",
    ],
)
def test_a_name_that_the_server_goes_by(ask_as, host):
    assert ask_as(host).status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "localhost.evil.example",
        "example.net",
        "notexample.net",
        "127.0.0.1.evil.example",
        "",
        "[::2]:80",
    ],
)
def test_a_name_that_it_does_not_go_by(ask_as, host):
    response = ask_as(host)
    assert (response.status_code, response.headers["content-type"]) == (421, "application/problem+json")
    name = host.removesuffix(":80")
    assert response.json()["detail"] == (
        f"This server does not go by the name “{name}”. To allow it, start the server with "
        f"UNROLLED_ALLOWED_HOSTS={name}."
    )
    assert response.headers["x-content-type-options"] == "nosniff"


def test_a_star_allows_every_name(models_folder):
    with not_started(Settings(weights=models_folder, allowed_hosts="*")) as client:
        assert client.get("/health/live", headers={"host": "any.example"}).status_code == 200


HTTP = {"type": "http", "method": "GET", "path": "/", "headers": []}


def test_who_has_gone_is_not_answered(client):
    async def gone(scope, receive, send):
        raise ClientDisconnect

    sent = []

    async def send(message):
        sent.append(message)

    client.wait_for(Unexpected(gone), HTTP, None, send)
    assert sent == []


def test_what_fails_in_the_middle_of_an_answer_is_left_to_the_server(client):
    async def fails(scope, receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": []})
        raise RuntimeError

    async def send(message):
        pass

    with pytest.raises(RuntimeError):
        client.wait_for(Unexpected(fails), HTTP, None, send)
