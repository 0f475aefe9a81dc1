import json
import socket
import subprocess
import sys

import numpy as np
import pytest
from typer.testing import CliRunner

from app.cli import cli, listen, main
from app.settings import BadSettings
from model.trace import trace
from model.zoo import Zoo, save
from tests.random_model import random_model


@pytest.fixture
def zoo(tmp_path, monkeypatch):
    """A zoo with one small random model, named as the shipped one is."""
    save(tmp_path / "zoo" / "rnn-tanh", random_model(model_id="rnn-tanh"))
    monkeypatch.setenv("UNROLLED_WEIGHTS", str(tmp_path / "zoo"))
    return Zoo(tmp_path / "zoo")


def run(*arguments):
    return CliRunner().invoke(cli, [str(argument) for argument in arguments], catch_exceptions=False)


def test_models_are_listed(zoo):
    line = run("models").output.splitlines()[1]
    assert line.split() == ["rnn-tanh", "Random", "tanh", "network", "rnn,", "tanh", "7", "306"]


def test_trace_prints_a_table(zoo):
    lines = run("trace", "I am a wug").output.splitlines()
    assert [line.split()[:2] for line in lines[1:5]] == [["0", "I"], ["1", "am"], ["2", "a"], ["3", "wug"]]


def test_trace_prints_the_apis_json(zoo):
    printed = json.loads(run("trace", "I am a boy", "--json", "--top", 1).output)
    expected = trace(zoo.get("rnn-tanh"), "I am a boy", top=1)
    np.testing.assert_array_equal(np.float32(printed["layers"][0]["values"]["h"]), expected.layers[0].values["h"])
    assert [output["top"][0]["token"] for output in printed["outputs"]] == [o.top[0].token for o in expected.outputs]


def test_trace_writes_numpy_and_html(zoo, tmp_path):
    run("trace", "I am <script>alert(1)</script>", "--npz", tmp_path / "t.npz", "--html", tmp_path / "t.html")
    with np.load(tmp_path / "t.npz", allow_pickle=False) as file:
        expected = trace(zoo.get("rnn-tanh"), "I am <script>alert(1)</script>")
        np.testing.assert_array_equal(file["layers.0.h"], expected.layers[0].values["h"])
    page = (tmp_path / "t.html").read_text()
    assert "<script src=" not in page
    assert "alert(1)</script>" not in page


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["trace", "I", "--model", "nope"], "There is no model “nope”. The models here are: rnn-tanh."),
        (["trace", "I", "--symbol", "q"], "This cell has no symbol “q”. It has: x, Wx, Uh, a, h."),
        (["trace", "a " * 513], "That is 513 tokens; at most 512"),
        (["trace", "I", "--html", "/nowhere/t.html"], "/nowhere/t.html cannot be written"),
        (["train", "nope", "--corpus", "x"], "There is no recipe for “nope”"),
        (["evaluate", "rnn-tanh", "--corpus", "/nowhere.txt"], "/nowhere.txt"),
    ],
)
def test_what_goes_wrong_is_a_sentence_and_a_status(zoo, monkeypatch, capsys, arguments, sentence):
    monkeypatch.setattr(sys, "argv", ["unrolled", *arguments])
    with pytest.raises(SystemExit) as stopped:
        main()
    assert stopped.value.code == 1
    told = capsys.readouterr().err
    assert sentence in told.replace("\n", " ")
    assert "Traceback" not in told


def test_a_port_in_use_gets_a_sentence():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(BadSettings, match=f"Port {port} is in use. Choose another with --port"):
            listen("127.0.0.1", port)


def test_an_accepted_connection_sends_at_once():
    with listen("127.0.0.1", 0) as listener, socket.create_connection(listener.getsockname()):
        accepted, _ = listener.accept()
        with accepted:
            assert accepted.proto == socket.IPPROTO_TCP


def test_an_address_of_another_machine_gets_a_sentence():
    with pytest.raises(BadSettings, match="192.0.2.1:8000 cannot be listened on"):
        listen("192.0.2.1", 8000)


def test_the_installed_command_says_what_it_offers():
    done = subprocess.run([sys.executable, "-m", "app.cli", "--help"], capture_output=True, text=True, check=True)
    for command in ("serve", "models", "trace", "train", "evaluate"):
        assert command in done.stdout
