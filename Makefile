# The oldest Python that will do is 3.11; `make PYTHON=/path/to/python3.13 …` chooses another one.
PYTHON ?= $(firstword $(foreach name,python3 python3.14 python3.13 python3.12 python3.11,\
  $(shell $(name) -c 'import sys; sys.version_info >= (3, 11) and print("$(name)")' 2>/dev/null)))
BIN := .venv/bin
# Newer releases of pip pass on the build's advice about editable packages, eight lines of it.
INSTALL := PYTHONWARNINGS=ignore $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt
ARGS ?=
comma := ,
# First what needs no browser, one process per core, then the browser's tests by two: a browser with its app keeps
# one core busy. A file stays in one process. 5 is pytest's word for "none selected".
SIDE_BY_SIDE := -n logical --dist loadfile --no-loadscope-reorder -m 'not soak and not browser'
BROWSERS := -n 2 --dist loadfile -m 'not soak and browser'

.PHONY: help setup run test soak check style format types layers browser pictures access samples bench-peers samples

help:
	@echo "make run     the app on http://localhost:8501"
	@echo "make test    all tests, the browser ones included (make test ARGS='-k judging' for some)"
	@echo "make check   ruff, strict types, layers"
	@echo "make soak    the long runs"
	@echo "make pictures  the pictures of the pages in docs/pictures"
	@echo "make access  docs/access.md, from the rules"
	@echo "make bench-peers  the mathematics beside free packages for the same work"
	@echo "make setup   only the virtual environment .venv"

setup: .venv/.ready-to-develop

run: .venv/.ready-to-run
	$(BIN)/streamlit run app.py

test: setup
	@browser="$$($(BIN)/python -m tests.end_to_end.browser)" && \
	export TOOLKIT_TEST_BROWSER="$$browser" && \
	{ $(BIN)/python -m pytest $(SIDE_BY_SIDE) $(ARGS); plain=$$?; \
	$(BIN)/python -m pytest $(BROWSERS) $(ARGS); browsed=$$?; \
	if [ "$$browsed" = 1 ]; then echo "--- once more, what failed in the browser"; \
	$(BIN)/python -m pytest -m 'not soak and browser' --last-failed $(ARGS); browsed=$$?; fi; \
	case "$$plain $$browsed" in "0 0"|"0 5"|"5 0") ;; *) exit 1;; esac; }

soak: setup
	@browser="$$($(BIN)/python -m tests.end_to_end.browser)" && \
	TOOLKIT_TEST_BROWSER="$$browser" $(BIN)/python -m pytest -m soak $(ARGS)

pictures: setup
	$(BIN)/python -m tests.end_to_end.pictures

samples: setup
	$(BIN)/python -m tests.exchange.samples

access: setup
	$(BIN)/python -m tests.access.document

# The peers get an environment of their own: they are compared with, and never a dependency.
bench-peers: .venv-peers/.ready
	PYTHONWARNINGS=ignore .venv-peers/bin/python -m tests.benchmarks.peers

.venv-peers/.ready:
	$(PYTHON) -m venv --clear .venv-peers
	.venv-peers/bin/python -m pip install --quiet --disable-pip-version-check pymcdm pyDecision scikit-criteria
	@touch $@

# Four targets, so that `make --keep-going check` names everything that is wrong at once.
check: style format types layers

style: setup
	$(BIN)/ruff check

format: setup
	$(BIN)/ruff format --check

types: setup
	$(BIN)/mypy

layers: setup
	$(BIN)/lint-imports

browser: setup
	@$(BIN)/python -m tests.end_to_end.browser

.venv/.ready-to-run: pyproject.toml constraints.txt
	$(call make_venv)
	$(INSTALL) -e .
	@touch $@

.venv/.ready-to-develop: pyproject.toml constraints.txt
	$(call make_venv)
	$(INSTALL) -e '.[dev$(if $(TOOLKIT_TEST_POSTGRES_URL),,$(comma)postgresql)]'
	@touch .venv/.ready-to-run $@

# A .venv without pip is what Debian leaves behind where python3-venv was missing: make it anew.
define make_venv
@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed: sudo apt install python3 python3-venv" >&2; exit 1; }
@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear .venv || \
  { echo "Python's venv is needed: sudo apt install python3-venv" >&2; exit 1; }
endef
