# make run    install everything into .venv and serve the app on http://127.0.0.1:8000 (PORT=8123 elsewhere)
# make test   install what tests need and run every check and test: Python, JavaScript, a real browser
# make soak   run the benchmarks

PORT ?= 8000
PYTHON ?= python3
BIN := .venv/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt

.DEFAULT_GOAL := help
.PHONY: help run test lint types test-python test-js soak texts openapi screenshot browser clean

help:
	@sed -n 's/^# //p' Makefile

run: .venv/.run
	$(BIN)/unrolled serve --port $(PORT)

test: lint types test-js test-python

lint: .venv/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .venv/.dev node_modules/.done
	$(BIN)/mypy
	npm run --silent types

test-js: node_modules/.done .venv/.dev
	npm run --silent test

test-python: .venv/.dev browser
	$(BIN)/python -m pytest

soak: .venv/.dev
	$(BIN)/python -m benchmarks

texts: .venv/.dev
	$(BIN)/pybabel --quiet extract -F locale/babel.cfg -k marked -k texts --no-location --sort-output --omit-header -o locale/unrolled.pot .

openapi: .venv/.dev
	$(BIN)/python -m scripts.openapi

screenshot: .venv/.dev browser
	$(BIN)/python -m scripts.screenshot

browser: .venv/.dev
	@$(BIN)/python -m scripts.ensure_chromium

.venv/.python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
	  { echo "Unrolled needs Python 3.11 or newer; '$(PYTHON)' is not that. Install it, or name it: make PYTHON=python3.12 run"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || \
	  { echo "This Python lacks venv. Install it (on Debian: apt-get install python3-venv) and try again."; exit 1; }
	$(PYTHON) -m venv .venv
	@touch $@

.venv/.run: .venv/.python pyproject.toml constraints.txt
	@echo "Installing Unrolled into .venv; the first time takes a minute or two."
	$(INSTALL) --editable .
	@touch $@

.venv/.dev: .venv/.run
	$(INSTALL) --editable '.[dev]'
	@touch $@

node_modules/.done: package.json package-lock.json
	@command -v npm >/dev/null || { echo "The tests need Node 20 or newer with npm. Install them and try again."; exit 1; }
	@node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' || \
	  { echo "The tests need Node 20 or newer; this is $$(node --version). Install a newer one and try again."; exit 1; }
	npm ci --silent
	@touch $@

clean:
	rm -rf .venv node_modules dist .pytest_cache .ruff_cache .mypy_cache .hypothesis
