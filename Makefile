# make demo: build the shipped corpus and browse it.  make test: everything that must hold.
# Each does its own set-up, in .venv. Outside this folder: the names for extraction go to your data folder (KG_TERMS), and a
# browser for the tests, and tools for make interop (rapper, serdi, roqet, npm), are installed as root on Debian if missing.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
KG := $(BIN)/kg
NEEDS := pyproject.toml $(wildcard hatch_build.py web/vendor.py web/frontend/package-lock.json)

.PHONY: vendor demo test lint types bench eval interop guards screenshots clean

$(VENV)/.made: $(NEEDS)
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.tests: $(VENV)/.made
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	@touch $@

vendor: $(VENV)/.made
	@$(BIN)/python web/vendor.py || echo "The pages work without the graph picture and the query editor."

demo: $(VENV)/.made vendor
	@echo "Fetching names of diseases, drugs and procedures: about a minute, once."
	@$(KG) terms list | grep -q health-terms || $(KG) terms install || echo "Extraction goes on with the shipped concepts."
	$(KG) demo

test: $(VENV)/.tests vendor
	$(BIN)/python -m pytest -n auto

lint: $(VENV)/.tests
	$(BIN)/ruff check kg web tests
	$(BIN)/ruff format --check kg web tests

types: $(VENV)/.tests
	$(BIN)/mypy

bench: $(VENV)/.tests
	@for file in tests/benchmarks/bench_*.py; do echo "== $$file"; $(BIN)/python -m $$(echo $${file%.py} | tr / .); done

eval: $(VENV)/.tests
	$(BIN)/python -m tests.benchmarks.eval_corpus
	$(BIN)/python -m tests.benchmarks.eval $(DATA)

interop: $(VENV)/.tests
	$(BIN)/python -m tests.interop.run

guards: $(VENV)/.tests
	$(BIN)/python -m tests.guards

screenshots: $(VENV)/.tests vendor
	$(BIN)/python -m tests.browser.screenshots

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache
