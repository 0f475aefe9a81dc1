from app.settings import Settings
from tests.client import not_started


def test_a_server_with_a_model_lives_and_is_ready(client):
    assert client.get("/health/live").json() == {"status": "alive"}
    assert client.get("/health/ready").json() == {"status": "ready"}
    assert client.request("HEAD", "/health/ready").status_code == 200


def test_a_server_without_a_model_lives_but_is_not_ready(tmp_path):
    with not_started(Settings(weights=tmp_path)) as client:
        assert client.get("/health/live").status_code == 200
        answer = client.get("/health/ready")
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json() == {
        "type": "about:blank",
        "title": "Service unavailable",
        "status": 503,
        "detail": "No model can be served; the server's log says why.",
    }
