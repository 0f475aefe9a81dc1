"""Who may import whom: the table of docs/architecture.md, held against the source."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

# Each module may import those of the rows above its own, and none beside it.
MODEL = [
    ["errors"],
    ["text", "cells"],
    ["network", "property", "ranks"],
    ["zoo", "statistics", "edits", "sources", "word_properties", "character_properties", "probe", "bank", "limits"],
    ["run", "textbook", "corpora", "properties", "predicted"],
    ["trace"],
    ["check", "shakespeare", "follows", "groups", "trajectory", "modules", "ngrams"],
    ["evaluate", "derivation"],
    ["findings", "jacobians", "omission", "comparison"],
    ["influence", "study"],
    ["train"],
]
WEB = {"fastapi", "starlette", "uvicorn", "jinja2", "plotly", "pydantic", "httpx", "app"}


def imports_of(path: Path) -> set[str]:
    """Every module a file imports, at its top or inside a function."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def modules_of(package: str) -> list[Path]:
    return sorted((ROOT / package).rglob("*.py"))


APP = [
    ["settings", "texts", "negotiation", "devices", "wire", "schemas", "equation", "figures", "script"],
    [
        "assets",
        "characters",
        "glossary",
        "examples",
        "requests",
        "openapi",
        "derived",
        "weights",
        "explanations",
        "interventions",
        "found",
    ],
    ["rendering", "explain", "wishes", "memory", "paths", "beside", "remembered"],
    ["errors"],
    ["bodies", "deps", "middleware"],
    ["api", "docs", "pages"],
    ["embedded"],
    ["memorypage", "comparepage"],
    ["main"],
    ["cli"],
]


@pytest.mark.parametrize("path", [p for p in modules_of("app") if p.name != "__init__.py"], ids=lambda path: path.stem)
def test_an_app_module_imports_only_those_above_it(path):
    rank = {name: row for row, names in enumerate(APP) for name in names}
    here = path.relative_to(ROOT / "app").parts[0].removesuffix(".py")
    for name in imports_of(path):
        parts = name.split(".")
        if parts[0] == "app" and len(parts) > 1 and parts[1] in rank:
            assert rank[parts[1]] < rank[here], f"{path.name} imports {name}"


@pytest.mark.parametrize("path", modules_of("model"), ids=lambda path: path.stem)
def test_the_model_knows_nothing_of_the_web(path):
    assert not {name.split(".")[0] for name in imports_of(path)} & WEB


# Within model/cells, likewise; its front page may import them all.
CELLS = [["symbols"], ["activations"], ["cell"], ["gates"], ["rnn", "gru", "lstm"]]


@pytest.mark.parametrize("path", [p for p in modules_of("model") if p.stem != "__init__"], ids=lambda path: path.stem)
def test_a_model_module_imports_only_those_above_it(path):
    rank = {name: row for row, names in enumerate(MODEL) for name in names}
    within = {name: row for row, names in enumerate(CELLS) for name in names}
    here = path.relative_to(ROOT / "model").parts[0].removesuffix(".py")
    for name in imports_of(path):
        package, *parts = name.split(".")
        if package == "model" and here == "cells" and parts[0] == "cells":
            assert len(parts) > 1, f"{path.name} imports the front page of its own package"
            assert within[parts[1]] < within[path.stem], f"{path.stem} imports {parts[1]}"
        elif package == "model" and parts and parts[0] in rank:
            assert rank[parts[0]] < rank[here], f"{path.stem} imports {parts[0]}"


def test_a_trace_on_the_cpu_never_imports_torch():
    code = (
        "import sys, app.main\n"
        "from model.zoo import Zoo\nfrom model.trace import trace\n"
        "trace(next(iter(Zoo())), 'I am a boy')\n"
        "sys.exit('torch' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)


# In static/js: a folder or file may import those of the rows above its own; views never import each other.
JS = [
    ["types", "texts"],
    ["scale", "geometry", "wire", "phi", "kinds"],
    ["interventions", "influence", "gates", "values"],
    ["state"],
    ["recall", "layers", "walk"],
    ["beside"],
    ["query"],
    ["arrival"],
    ["store", "svg", "html", "api", "player", "sight"],
    ["chart", "asker"],
    ["timeline"],
    ["views"],
    ["tracer", "address", "checker", "weightsource", "oracle", "memorysource", "walksource", "besidesource"],
    ["start"],
    ["main", "memory", "compare"],
]


def js_modules() -> list[Path]:
    return sorted((ROOT / "static/js").rglob("*.js"))


def js_row(parts: tuple[str, ...]) -> int:
    return next(row for row, names in enumerate(JS) if parts[0].removesuffix(".js") in names)


@pytest.mark.parametrize("path", js_modules(), ids=lambda path: path.stem)
def test_a_script_imports_only_those_above_it(path):
    here = path.relative_to(ROOT / "static/js")
    source = path.read_text(encoding="utf-8")
    for target in re.findall(r"""^(?:import|export)[^'"]*?from ['"]([^'"]+)['"]""", source, re.MULTILINE):
        there = (path.parent / target).resolve().relative_to(ROOT / "static/js")
        if here.parts[0] == there.parts[0] == "views":
            own = {here.parts[1].removesuffix(".js")}
            assert here.name == "index.js" or there.parts[1].removesuffix(".js") in own, f"{here} imports {there}"
        else:
            assert js_row(there.parts) < js_row(here.parts), f"{here} imports {there}"
        if here.parts[0] == "views":
            assert there.parts[0] not in {"api.js", "store.js"}, f"{here} imports {there}"
