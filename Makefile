# `make report` proves the library and writes reports/; `make test` is the one gate.
# Both make the virtual environment .venv when it is missing or older than pyproject.toml.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
JOBS ?= 2
CERTIFICATES := .symsoft/certificates

.PHONY: report test mutate plant-bugs test-sympy bench docs fuzz pictures format clean

report: $(STAMP)
	$(BIN)/symsoft report

test: $(STAMP)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -n $(JOBS) -m "slow or not slow" --cov --cov-report=term
	rm -rf $(CERTIFICATES)
	$(BIN)/symsoft report --check --certificates $(CERTIFICATES)
	$(BIN)/symsoft verify $(CERTIFICATES)/*.json >/dev/null
	$(BIN)/python -m tests.second_checker $(CERTIFICATES)/*.json

# Each of some bugs in a copy of the kernel, and the test that catches it.
plant-bugs: $(STAMP)
	$(BIN)/python -m tests.planted $(ARGS)

# Mutants of the library, by search where the evidence of them does not hold; the gate checks the evidence.
mutate: $(STAMP)
	$(BIN)/symsoft mutate --evidence tests/mutate/evidence.json $(ARGS)

# The results must be those of every SymPy that pyproject.toml allows, from the oldest to the newest.
SYMPY ?= 1.12
test-sympy:
	$(PYTHON) -m venv --clear .venv-sympy
	.venv-sympy/bin/python -m pip install --quiet --disable-pip-version-check --editable '.[cli,html,pdf,dev]' 'sympy==$(SYMPY).*'
	.venv-sympy/bin/python -m pytest -n $(JOBS) -m "slow or not slow" tests/derivations tests/language tests/robustness tests/soundness
	.venv-sympy/bin/symsoft report --check
	rm -rf .venv-sympy

bench: $(STAMP)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[bench]'
	$(BIN)/python -m tests.benchmarks --out reports/benchmarks $(ARGS)

# Random claims, the kernel against ball arithmetic; goes on where it stopped. CASES=1000000 JOBS=2
fuzz: $(STAMP)
	$(BIN)/python -m tests.fuzz --jobs $(JOBS) $(if $(CASES),--cases $(CASES)) $(ARGS)

# The documentation as a site, in build/docs.
docs: $(STAMP)
	$(BIN)/python -m sphinx -q -W --keep-going -b html docs build/docs

# The pictures of the README and of the gallery; they need Chromium, poppler and LaTeX.
pictures: $(STAMP)
	$(BIN)/python -m tests.pictures

format: $(STAMP)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

clean:
	rm -rf $(VENV) .venv-sympy .coverage .mypy_cache .pytest_cache .ruff_cache build dist

# An environment that was left half made has no pip, and is made anew.
$(STAMP): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "symsoft needs Python 3.11 or newer; say which: make PYTHON=python3.12 …")'
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[cli,html,pdf,dev]'
	@touch $@
