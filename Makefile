# make up     the course in curricula/data8, built and served on this machine
# make test   all tests; what needs a missing engine is skipped, and said
.PHONY: up test lint bench locks clean
.DEFAULT_GOAL := up

PYTHON ?= python3
PYTEST ?= -n 2 --dist loadgroup
VENV := .venv
BIN := $(VENV)/bin
UV := $(BIN)/uv
INSTALL := $(UV) pip install --quiet --python $(BIN)/python --compile-bytecode --require-hashes

COMPILE := $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --upgrade \
  --no-emit-index-url --no-annotate --no-header
HERE := --extra book --extra hub --extra images

up: $(VENV)/ready
	@$(BIN)/coursekit up curricula/data8

test: $(VENV)/ready-dev
	@$(BIN)/pytest $(PYTEST)

lint: $(VENV)/ready-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/ready-dev
	@$(BIN)/python -m tests.benchmarks guides/benchmarks.md

$(VENV)/ready: coursekit/requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "coursekit needs Python 3.11 or newer; name one: make up PYTHON=python3.12"; exit 3; }
	@echo "Setting up coursekit itself in $(VENV) (once) ..."; date +%s >.venv-began
	@$(PYTHON) -m venv --clear $(VENV) || \
	  { echo "python3 cannot make a venv here (on Debian or Ubuntu: apt install python3-venv)"; exit 3; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check \
	  "$$(grep -o '^uv==[0-9.]*' coursekit/requirements.lock)"
	@$(INSTALL) -r coursekit/requirements.lock
	@$(UV) pip install --quiet --python $(BIN)/python --no-deps --editable .
	@echo "Set up in $$(( $$(date +%s) - $$(cat .venv-began) )) s."; rm -f .venv-began
	@touch $@

$(VENV)/ready-dev: $(VENV)/ready tests/requirements.lock
	@echo "Adding what the tests need (once) ..."
	@$(INSTALL) -r tests/requirements.lock
	@touch $@

# Resolves coursekit's own packages again, to the newest that fit: for this machine, for the tests,
# and for the hub's image.
locks: $(VENV)/ready
	@$(COMPILE) $(HERE) pyproject.toml -o coursekit/requirements.lock
	@$(COMPILE) $(HERE) --extra myst --extra plot --extra s3 --group dev pyproject.toml -o tests/requirements.lock
	@$(COMPILE) --extra hub --extra containers pyproject.toml -o images/hub/requirements.lock

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
