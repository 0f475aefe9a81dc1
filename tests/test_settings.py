import pytest

from app.settings import BadSettings, Settings, load_settings, variable_of
from model.zoo import WEIGHTS


@pytest.fixture(autouse=True)
def only_our_own_variables(monkeypatch):
    for name in map(variable_of, Settings.model_fields):
        monkeypatch.delenv(name, raising=False)


def test_without_variables_the_server_is_reachable_from_this_machine_only():
    assert load_settings().model_dump() == {
        "host": "127.0.0.1",
        "port": 8000,
        "allowed_hosts": (),
        "device": "auto",
        "weights": WEIGHTS,
        "model": "rnn-tanh",
        "threads": 1,
        "log_level": "info",
    }


def test_every_setting_can_be_set(monkeypatch, tmp_path):
    given = {
        "HOST": "0.0.0.0",
        "PORT": "8123",
        "ALLOWED_HOSTS": "unrolled.example.org, *.Example.net,localhost",
        "DEVICE": "cpu",
        "WEIGHTS": str(tmp_path),
        "MODEL": "gru",
        "THREADS": "2",
        "LOG_LEVEL": "warning",
    }
    for name, value in given.items():
        monkeypatch.setenv(f"UNROLLED_{name}", value)
    assert load_settings().model_dump() == {
        "host": "0.0.0.0",
        "port": 8123,
        "allowed_hosts": ("unrolled.example.org", "*.example.net", "localhost"),
        "device": "cpu",
        "weights": tmp_path,
        "model": "gru",
        "threads": 2,
        "log_level": "warning",
    }


def test_what_the_command_line_gives_goes_before_the_environment(monkeypatch):
    monkeypatch.setenv("UNROLLED_PORT", "8123")
    assert load_settings(port=9000).port == 9000


@pytest.mark.parametrize(
    ("variable", "value", "must_be"),
    [
        ("UNROLLED_HOST", "", "an IP address or a host name"),
        ("UNROLLED_HOST", "my host", "an IP address or a host name"),
        ("UNROLLED_PORT", "eighty", "a whole number from 0 to 65535"),
        ("UNROLLED_PORT", "-1", "a whole number from 0 to 65535"),
        ("UNROLLED_PORT", "65536", "a whole number from 0 to 65535"),
        ("UNROLLED_DEVICE", "gpu", "auto, cpu or cuda"),
        ("UNROLLED_WEIGHTS", "/nowhere/at/all", "a folder that exists"),
        ("UNROLLED_THREADS", "0", "a whole number from 1 to 256"),
        ("UNROLLED_LOG_LEVEL", "loud", "critical, error, warning, info or debug"),
        (
            "UNROLLED_ALLOWED_HOSTS",
            "https://example.org",
            "host names without port, separated by commas, such as unrolled.example.org,*.example.net",
        ),
    ],
)
def test_a_bad_one_stops_the_start_with_a_sentence_that_names_it(monkeypatch, variable, value, must_be):
    monkeypatch.setenv(variable, value)
    with pytest.raises(BadSettings) as raised:
        load_settings()
    assert (
        str(raised.value)
        == f"{variable} is “{value.lower() if 'HOSTS' in variable else value}”, but it must be {must_be}."
    )


def test_two_bad_ones_are_both_named(monkeypatch):
    monkeypatch.setenv("UNROLLED_PORT", "eighty")
    monkeypatch.setenv("UNROLLED_DEVICE", "gpu")
    with pytest.raises(BadSettings) as raised:
        load_settings()
    assert [line.split()[0] for line in str(raised.value).splitlines()] == ["UNROLLED_PORT", "UNROLLED_DEVICE"]


def test_a_misspelled_variable_stops_the_start_too(monkeypatch):
    monkeypatch.setenv("UNROLLED_PROT", "8123")
    with pytest.raises(
        BadSettings, match="There is no setting UNROLLED_PROT. The settings are UNROLLED_HOST, UNROLLED_PORT"
    ):
        load_settings()


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_says_what_it_means_and_must_be(name):
    field = Settings.model_fields[name]
    assert field.description
    assert field.description.endswith(".")
    assert field.json_schema_extra["must_be"]
