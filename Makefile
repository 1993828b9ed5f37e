# Everything a developer or a reader needs; `make` alone lists it.
# Only Python 3.11 or newer, git and make have to be on the machine.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
# feedparser needs sgmllib3k, which has never been published as a wheel.
INSTALL := $(PIP) install --require-hashes --no-deps --only-binary :all: --no-binary sgmllib3k
COMPILE := $(BIN)/pip-compile --quiet --generate-hashes --allow-unsafe --no-header --strip-extras \
	--no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-annotate

DEBIAN := openssh-server openssh-client tmux

.DEFAULT_GOAL := help
.PHONY: help run install test debian check format screenshots bench lock audit clean

help:  ## list the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 20

run: $(VENV)/.runtime  ## set up and open the monitor on the bundled situation
	$(BIN)/sitmon

install: $(VENV)/.development  ## the set-up alone

test: $(VENV)/.development  ## set up and run every test
	$(BIN)/python -m pytest -n auto --dist worksteal

debian:  ## what tests can use of Debian: OpenSSH and tmux (as root); without it they are skipped
	@{ command -v /usr/sbin/sshd && command -v tmux; } >/dev/null \
		|| { apt-get update -qq && apt-get install -y -qq --no-install-recommends $(DEBIAN); } \
		|| echo "NOT INSTALLED: $(DEBIAN): the tests with a real sshd and tmux will be skipped" >&2

check: $(VENV)/.development  ## formatting, lint, strict types, import direction, outside text
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/python -m checks.outside_text

format: $(VENV)/.development  ## rewrite what the formatter and the safe lint fixes can
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

screenshots: $(VENV)/.development  ## draw screenshots/ from the running app (PNG needs chromium)
	$(BIN)/python -m tests.screens.draw

bench: $(VENV)/.development  ## every benchmark, each beside the floor it is measured against
	$(BIN)/python -m benchmarks

lock: $(VENV)/.development  ## pin all versions anew, with hashes and without addresses
	$(COMPILE) --extra build --extra server --output-file requirements/runtime.txt pyproject.toml
	$(COMPILE) --extra build --extra server --extra dev --output-file requirements/development.txt pyproject.toml

audit: $(VENV)/.development  ## known vulnerabilities of the pinned versions (needs the network)
	$(BIN)/pip-audit --strict --require-hashes --disable-pip -r requirements/development.txt

clean:  ## remove what the targets made, but no data
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis dist

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit("sitmon needs Python 3.11 or newer" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.runtime: requirements/runtime.txt pyproject.toml | $(VENV)/bin/python
	$(INSTALL) -r requirements/runtime.txt
	$(PIP) install --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/.development: requirements/development.txt pyproject.toml | $(VENV)/bin/python
	$(INSTALL) -r requirements/development.txt
	$(PIP) install --no-deps --no-build-isolation --editable .
	touch $@ $(VENV)/.runtime
