import json
import socket
import subprocess
import sys

import numpy as np
import pytest
from typer.testing import CliRunner

from app.cli import cli, listen, main
from app.settings import BadSettings
from app.wire import to_json
from model.derivation import derive, derive_word
from model.trace import trace
from model.zoo import Zoo, save
from tests.random_model import random_model
from tests.test_findings import sentences_of


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


def test_trace_says_which_layer_of_a_stack_it_shows(tmp_path, monkeypatch):
    save(tmp_path / "stack", random_model(model_id="stack", num_layers=2))
    monkeypatch.setenv("UNROLLED_WEIGHTS", str(tmp_path))
    asked = ("trace", "I am", "-m", "stack")
    last, first = run(*asked).output, run(*asked, "--layer", 0, "--html", tmp_path / "t.html").output
    assert last == run(*asked, "--layer", 1).output
    assert last.splitlines()[0].split()[:6] == ["t", "word", "h(t)", "of", "layer", "1,"]
    assert first.splitlines()[0].split()[:6] == ["t", "word", "h(t)", "of", "layer", "0,"]
    assert first.splitlines()[1] != last.splitlines()[1]
    assert "h(t) of layer 0 of Random" in (tmp_path / "t.html").read_text()


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


def test_explain_prints_the_terms_and_their_sum(zoo):
    model = zoo.get("rnn-tanh")
    found = derive(model, trace(model, "I am a boy"), 2, "h", 3)
    lines = run("explain", "I am a boy", "--t", 2, "--unit", 3, "--top", 2).output.splitlines()
    assert lines[0].strip() == "h(2)[3] after “a”, rnn-tanh"
    largest = found.groups[0].terms[0]
    assert lines[3].split()[:5] == [
        "U[3,",
        f"{largest.index}]·h(1)[{largest.index}]",
        *(f"{value:.4f}".replace("-", "−") for value in (largest.weight, largest.value, largest.product)),
    ]
    assert next(line for line in lines if line.startswith("a, their sum")).split()[-1] == f"{found.a:.4f}".replace(
        "-", "−"
    )


def test_explain_takes_the_last_time_stamp_where_none_is_given(zoo):
    assert (
        run("explain", "I am a boy", "--unit", 3).output == run("explain", "I am a boy", "--t", 3, "--unit", 3).output
    )
    assert "p(“dog”) after “boy”" in run("explain", "I am a boy", "--word", "dog").output


def test_explain_prints_the_apis_json(zoo):
    model = zoo.get("rnn-tanh")
    made = trace(model, "I am a boy")
    printed = json.loads(run("explain", "I am a boy", "--t", 1, "--unit", 3, "--symbol", "a", "--json").output)
    assert printed == json.loads(to_json(derive(model, made, 1, "a", 3)))
    printed = json.loads(run("explain", "I am a boy", "--t", 1, "--word", "boy", "--json").output)
    assert printed == json.loads(to_json(derive_word(model, made, 1, "boy")))


@pytest.mark.parametrize("arguments", [[], ["--unit", 1, "--word", "boy"]])
def test_explain_wants_one_thing_to_explain(zoo, arguments):
    done = run("explain", "I am a boy", *arguments)
    assert done.exit_code == 2
    assert "Say what to explain, one of the two" in done.output


@pytest.mark.parametrize(("name", "value"), [("symbol", "Uh"), ("layer", 0)])
def test_explain_takes_nothing_for_a_word_that_only_a_unit_has(zoo, name, value):
    done = run("explain", "I am a boy", "--word", "boy", f"--{name}", value)
    assert done.exit_code == 2
    told = " ".join(done.output.replace("│", " ").split())
    assert f"Give either --word or --{name}, not both: an output word has no {name}." in told


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["trace", "I", "--model", "nope"], "There is no model “nope”. The models here are: rnn-tanh."),
        (["trace", "I", "--symbol", "q"], "This cell has no symbol “q”. It has: x, Wx, Uh, a, h."),
        (["trace", "I", "--layer", "1"], "This network has no layer 1; its layers are 0 to 0."),
        (["trace", "a " * 513], "That is 513 tokens; at most 512"),
        (["explain", "I", "--unit", "7"], "h has no unit 7; its units are 0 to 6."),
        (["explain", "I", "--unit", "0", "--t", "1"], "This sentence has no time stamp 1; its time stamps are 0 to 0."),
        (["explain", "I", "--unit", "0", "--t", "-1"], "This sentence has no time stamp -1"),
        (["explain", "I", "--unit", "0", "--symbol", "q"], "This cell has no symbol “q”. It has: x, Wx, Uh, a, h."),
        (["explain", "I", "--unit", "0", "--layer", "1"], "This network has no layer 1; its layers are 0 to 0."),
        (["explain", "I", "--word", "wug"], "The network does not know “wug”"),
        (["explain", "", "--unit", "0"], "This sentence has no time stamps"),
        (["explain", "I", "--unit", "0", "--model", "nope"], "There is no model “nope”."),
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
    for command in ("serve", "models", "trace", "explain", "train", "evaluate", "study"):
        assert command in done.stdout


def test_study_says_what_each_unit_follows_and_keeps_it(zoo, tmp_path, monkeypatch):
    monkeypatch.setattr("model.ranks.RESAMPLES", 5)
    lines = {" ".join(sentence) for sentence in sentences_of(1, 9000)}
    (tmp_path / "fra.txt").write_text("".join(f"{line}\tune phrase\n" for line in sorted(lines)))
    output = " ".join(run("study", "rnn-tanh", "--corpus", tmp_path / "fra.txt").output.split())
    findings = {each["name"]: each for each in Zoo(tmp_path / "zoo").get("rnn-tanh").findings["properties"]}
    question = findings["question"]
    assert f"unit {question['unit']} follows questions (AUC {question['value']['value']:.3f}, " in output
    assert "an open quotation: in too few of the held-out sentences to measure" in output
    assert (tmp_path / "zoo" / "rnn-tanh" / "bank.safetensors").exists()
