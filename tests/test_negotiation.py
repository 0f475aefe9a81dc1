import pytest

from app.negotiation import preferred

OFFERS = ("application/json", "application/vnd.safetensors")
JSON, BINARY = OFFERS


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        (None, JSON),
        ("", JSON),
        ("*/*", JSON),
        ("application/*", JSON),
        ("application/vnd.safetensors", BINARY),
        ("APPLICATION/JSON", JSON),
        ("application/vnd.safetensors, */*;q=0.1", BINARY),
        ("application/json;q=0.5, application/vnd.safetensors;q=0.6", BINARY),
        ("application/json; q=0.5 , application/vnd.safetensors; Q=0.4", JSON),
        ("*/*, application/json;q=0", BINARY),
        ("application/*;q=0.2, application/vnd.safetensors;q=0.1", JSON),
        ("text/html, application/xhtml+xml, */*;q=0.8", JSON),
        ("application/json;version=1", JSON),
        ("application/json;q=nonsense", JSON),
        ("application/json;q=nan, application/vnd.safetensors;q=0.5", JSON),
        (",,", JSON),
        ("text/html", None),
        ("*/*;q=0", None),
        ("application/json;q=0", None),
        ("nonsense", None),
    ],
)
def test_the_best_liked_form(accept, form):
    assert preferred(accept, OFFERS) == form
