"""The wheel holds all the app needs: installed in an empty venv, away from the checkout, it serves the page."""

import json
import re
import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

# Run with the empty venv's Python: start the app as a client would meet it, and ask for what a first visit asks for.
VISIT = """
import asyncio, json, re, sys, urllib.request, socket, threading, time
import uvicorn
from app.main import create_app
from app.settings import Settings
import app
server = uvicorn.Server(uvicorn.Config(create_app(Settings()), port=0, log_level="warning"))
listener = socket.create_server(("127.0.0.1", 0))
threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True).start()
while not server.started:
    time.sleep(0.05)
base = f"http://127.0.0.1:{listener.getsockname()[1]}"
def get(path, **kwargs):
    with urllib.request.urlopen(urllib.request.Request(base + path, **kwargs)) as answer:
        return answer.status, answer.headers.get_content_type(), answer.read().decode()
_, _, page = get("/")
script = re.search(r'<script type="module" src="([^"]+)"', page)[1]
style = re.search(r'<link rel="stylesheet" href="([^"]+)"', page)[1]
body = json.dumps({"tokens": ["I", "am", "a", "boy"]}).encode()
trace = json.loads(get("/api/v1/models/rnn-tanh/traces", data=body, headers={"content-type": "application/json"})[2])
print(json.dumps({
    "app": app.__file__,
    "title": re.search("<title>(.*?)</title>", page)[1],
    "script": get(script)[:2],
    "style": get(style)[:2],
    "h": [len(row) for row in trace["layers"][0]["values"]["h"]],
}))
server.should_exit = True
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    out = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    return next(out.glob("*.whl"))


@pytest.fixture(scope="module")
def python(wheel, tmp_path_factory):
    folder = tmp_path_factory.mktemp("empty") / "venv"
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    constraints = ["--constraint", str(ROOT / "constraints.txt")]
    subprocess.run([python, "-m", "pip", "install", "--quiet", *constraints, wheel], check=True, cwd=folder)
    return python


def test_an_installed_wheel_serves_page_script_style_and_trace(python, tmp_path):
    done = subprocess.run([python, "-c", VISIT], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    visit = json.loads(done.stdout)
    assert not Path(visit.pop("app")).is_relative_to(ROOT)
    assert re.search("Unrolled", visit.pop("title"))
    assert visit == {
        "script": [200, "text/javascript"],
        "style": [200, "text/css"],
        "h": [64, 64, 64, 64],
    }


def test_the_installed_command_traces(python, tmp_path):
    command = [python.parent / "unrolled", "trace", "I am a boy", "--json"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert [token["text"] for token in json.loads(done.stdout)["tokens"]] == ["I", "am", "a", "boy"]
