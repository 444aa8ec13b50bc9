# make check   every contract of every API against the embedded mock; leaves reports/latest/
# make test    the project's own tests, type checker and linter
# make proof   every lie of the mock against every clause; writes tests/proof.json, which make test puts to it again
# make bench   speed, as ratios within one run
# Both make their own virtual environment first and reuse it afterwards.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: check test proof bench clean
.DELETE_ON_ERROR:

check: $(STAMP)
	@$(BIN)/centra-contracts check $(ARGS)

test: $(STAMP)
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/mypy --no-error-summary
	@$(BIN)/centra-contracts lint
	@$(BIN)/pytest -q -n auto --dist loadfile --no-loadscope-reorder

proof: $(STAMP)
	@$(BIN)/centra-contracts prove --write tests/proof.json

bench: $(STAMP)
	@$(BIN)/python -m benchmarks

$(STAMP): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "centra-contracts needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Say which: make PYTHON=python3.11")'
	@$(PYTHON) -m venv $(VENV) || { echo "python3-venv is missing: apt-get install python3-venv" >&2; exit 1; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@touch $@

clean:
	rm -rf $(VENV) dist build .mypy_cache .ruff_cache .pytest_cache
