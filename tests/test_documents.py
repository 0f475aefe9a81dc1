"""What README and docs promise, held to what is so."""

import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from safetensors.numpy import load

from app.cli import cli
from app.interventions import forgetting
from app.settings import Settings, variable_of
from app.wire import to_json
from model.cells import CELLS
from model.edits import MAX_EDITS, MAX_VALUE
from model.text import MAX_TOKEN_LENGTH, MAX_TOKENS
from model.trace import MAX_BATCH, MAX_BATCH_TOKENS, MAX_TOP
from model.zoo import Zoo
from tests.random_model import random_model
from tests.served import served

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")), ROOT / "CONTRIBUTING.md"]


def blocks(page: Path, language: str) -> list[str]:
    """The fenced blocks of a language, indented ones too."""
    found = re.findall(rf"^( *)```{language}\n(.*?)^ *```$", page.read_text(), re.MULTILINE | re.DOTALL)
    return [re.sub(rf"^{indent}", "", body, flags=re.MULTILINE) for indent, body in found]


@pytest.fixture(scope="module")
def address():
    with served() as address:
        yield address


CURLS = [
    (page.name, command.strip())
    for page in PAGES
    for language in ("sh", "")
    for block in blocks(page, language)
    for command in re.split(r"\n(?=curl )", block)
    if command.startswith("curl ")
]


@pytest.mark.parametrize(("page", "command"), CURLS)
def test_each_curl_line_gets_what_it_says(address, page, command):
    words = shlex.split(command.replace("\\\n", " ").replace("localhost:8000", address.removeprefix("http://")))
    answer = json.loads(subprocess.run(words, check=True, capture_output=True).stdout)
    if '"I", ""' in command:
        assert answer["errors"][0]["pointer"] == "/tokens/1"
    else:
        assert "status" not in answer, answer


def test_the_curl_line_of_the_readme_returns_four_time_stamps_of_64_units(address):
    command = next(command for page, command in CURLS if page == "README.md")
    words = shlex.split(command.replace("\\\n", " ").replace("localhost:8000", address.removeprefix("http://")))
    answer = json.loads(subprocess.run(words, check=True, capture_output=True).stdout)
    assert [token["text"] for token in answer["tokens"]] == ["I", "am", "a", "boy"]
    assert [len(row) for row in answer["layers"][0]["values"]["h"]] == [64] * 4


@pytest.mark.parametrize("code", blocks(ROOT / "docs" / "api.md", "python"), ids=["json", "safetensors"])
def test_each_python_example_runs_and_prints(address, code):
    done = subprocess.run(
        [sys.executable, "-c", code.replace("http://localhost:8000", address)],
        capture_output=True,
        text=True,
        check=True,
    )
    expected = ["0 I", "1 am", "2 a", "3 boy"] if "top" in code else ["(4, 64) float32"]
    for line, beginning in zip(done.stdout.splitlines(), expected, strict=True):
        assert line.startswith(beginning)


BODIES = {
    "traces": {"text": "I am a boy"},
    "traces:batch": {"sentences": [{"text": "I am a boy"}]},
    "influences": {"text": "I am a boy"},
}


def test_the_table_of_arrays_without_json_is_what_comes(address):
    section = (ROOT / "docs" / "api.md").read_text("utf-8").partition("## Arrays without JSON")[2].partition("```")[0]
    rows = re.findall(r"^\| `(.*?)` \| (.*?) \| (float\d\d) \| (.*?) \|$", section, re.MULTILINE)
    assert {path.partition("/")[0].partition("?")[0] for path, *_ in rows} == {*BODIES, "weights"}
    for path, tensors, dtype, metadata in rows:
        answer = httpx.request(
            "POST" if path in BODIES else "GET",
            f"{address}/api/v1/models/rnn-tanh/{path}",
            json=BODIES.get(path),
            headers={"accept": "application/vnd.safetensors"},
        )
        size = int.from_bytes(answer.content[:8], "little")
        header = json.loads(answer.content[8 : 8 + size])
        assert list(header.get("__metadata__", {})) == re.findall(r"`(.*?)`", metadata), path
        found = load(answer.content)
        assert found.keys() >= set(re.findall(r"`(.*?)`", tensors)), path
        assert {str(array.dtype) for array in found.values()} == {dtype}, path


def test_every_setting_is_in_the_table_with_its_default_and_meaning():
    table = (ROOT / "docs" / "operations.md").read_text()
    rows = re.findall(r"^\| `(UNROLLED_\w+)` \| (.*?) \| (.*?) \|$", table, re.MULTILINE)
    fields = Settings.model_fields
    assert [row[0] for row in rows] == [variable_of(name) for name in fields]
    for (variable, default, meaning), (name, field) in zip(rows, fields.items(), strict=True):
        assert meaning == field.description, variable
        expected = {"weights": "the package's own", "allowed_hosts": "none"}.get(name, f"`{field.default}`")
        assert default == expected, variable


def test_every_command_that_is_named_exists():
    commands = {command.name or command.callback.__name__ for command in cli.registered_commands}
    for page in PAGES:
        named = set(re.findall(r"(?:`|^ *)unrolled (\w+)", page.read_text(), re.MULTILINE))
        assert named <= commands, page.name


def test_every_make_target_that_is_named_exists():
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    for page in PAGES:
        assert set(re.findall(r"^\s*make ([a-z-]+)", page.read_text(), re.MULTILINE)) <= targets, page.name


def test_every_link_between_documents_leads_somewhere():
    for page in [*PAGES, ROOT / "CHANGELOG.md", ROOT / "NOTICE.md"]:
        for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", page.read_text()):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_every_file_that_the_architecture_names_exists():
    text = (ROOT / "docs" / "architecture.md").read_text()
    for path in re.findall(r"`((?:model|app|tests|static|templates|benchmarks|docs)/[\w./]*)`", text):
        assert (ROOT / path).exists(), path


@pytest.mark.parametrize("cell", CELLS)
def test_the_api_document_names_what_a_cell_forgets_by(cell):
    text = (ROOT / "docs/api.md").read_text("utf-8")
    (paragraph,) = re.findall(r"`Uh` at t set to 0 forgets.*?\n\n", text, re.DOTALL)
    names = forgetting(random_model(cell=cell).network.cell.symbols)
    assert set(names) <= set(re.findall(r"`(\w+)`", paragraph))


def test_the_limits_in_the_api_document_are_those_of_the_code():
    text = (ROOT / "docs" / "api.md").read_text()
    assert f"at most {MAX_TOKENS}, each of 1 to {MAX_TOKEN_LENGTH} characters" in text
    assert f"0 to {MAX_TOP}; 5 where left out" in text
    assert f"At most {MAX_EDITS} edits" in text
    assert f"at most {MAX_VALUE:,.0f} either way" in text
    assert f"At most {MAX_BATCH} sentences of at most {MAX_BATCH_TOKENS:,} tokens in all" in text


@pytest.mark.parametrize("page", ["README.md", "docs/model.md"])
def test_the_models_figures_are_those_of_its_card(page):
    """A number in a table row that begins with a figure's name is the card's, to the digits shown."""
    text = (ROOT / page).read_text()
    rows = re.findall(r"^\| (.+?) \| (−?[\d.,]+)( %)? \|.*<!-- (\S+) (\S+) -->$", text, re.MULTILINE)
    assert rows, "no figure is marked"
    for name, shown, percent, model_id, path in rows:
        value = json.loads(to_json(Zoo().get(model_id).card.to_json()))
        for key in path.split("."):
            value = value[key]
        value = value * 100 if percent else value
        digits = len(shown.partition(".")[2])
        assert shown.replace("−", "-") == f"{value:,.{digits}f}", name


def test_the_table_of_units_is_that_of_the_findings():
    told = [
        line.strip("| ").split(" | ") for line in (ROOT / "docs/model.md").read_text().splitlines() if line[:1] == "|"
    ]
    tables = [place for place, row in enumerate(told) if row[0] == "the best unit for"]
    shown = [name.strip("`") for place in tables for name in told[place][1:]]
    assert sorted(shown) == sorted(model.id for model in Zoo())
    for place in tables:
        models = [Zoo().get(name.strip("`")).findings["properties"] for name in told[place][1:]]
        for row, findings in zip(told[place + 2 :], zip(*models, strict=True), strict=False):
            assert row == [findings[0]["thing"] + ", ρ" * (findings[0]["kind"] == "count"), *map(cell_of, findings)]


def cell_of(finding):
    if finding["value"] is None:
        return "–"
    return f"{finding['unit']}: {finding['value']['value']:.2f} ({finding['probe']['value']:.2f})"
