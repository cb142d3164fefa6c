# make demo   two servers, a project, a whole move, in a minute
# make test   the tests, on real servers
# make lint   style and types
# make refactors   how well the drafts of the corpus of refactors are: precision, recall, questions
# make crash      plugs pulled at random moments of moves; TRIES=, SEED=, ONLY= as wanted
# make failpoints a move that dies at each named place once, and goes on or is given up; ONLY= as wanted
# make bench      Segue beside its peers; ROWS=, TIMES= and JOBS= as wanted
#
# Each sets up what it needs on a fresh machine that has Python 3.11 or later; again, it is quick.
# Tests run against the installed wheel, not against src/.

VENV := .venv
PYTHON ?= python3
PIP := $(VENV)/bin/pip --quiet --disable-pip-version-check
SOURCES := $(shell find src -not -path '*/__pycache__*')

.PHONY: demo test refactors refactors-document crash failpoints lint bench clean

demo: $(VENV)/.segue
	@$(VENV)/bin/segue demo

test: $(VENV)/.segue $(VENV)/.groups $(VENV)/.postgresql $(VENV)/.chromium
	@$(VENV)/bin/pytest -n 2 --dist loadfile

refactors: $(VENV)/.segue $(VENV)/.groups $(VENV)/.postgresql
	@cd tests && ../$(VENV)/bin/python -m support.refactors

# The same, with the numbers written into docs/explanation/matching.md.
refactors-document: $(VENV)/.segue $(VENV)/.groups $(VENV)/.postgresql
	@cd tests && ../$(VENV)/bin/python -m support.refactors --document

crash: $(VENV)/.segue $(VENV)/.groups $(VENV)/.postgresql
	@cd tests && ../$(VENV)/bin/python -m support.crash --tries $(or $(TRIES),300) \
	  $(if $(SEED),--seed $(SEED)) $(if $(ONLY),--only "$(ONLY)")

failpoints: $(VENV)/.segue $(VENV)/.groups $(VENV)/.postgresql
	@cd tests && ../$(VENV)/bin/python -m support.crash --failpoints $(if $(ONLY),--only "$(ONLY)")

lint: $(VENV)/.segue $(VENV)/.groups
	@$(VENV)/bin/ruff check
	@$(VENV)/bin/ruff format --check
	@$(VENV)/bin/mypy

bench: $(VENV)/.segue
	@$(VENV)/bin/python -m benchmarks --rows $(or $(ROWS),2200000) --times $(or $(TIMES),3) --jobs $(or $(JOBS),2)

clean:
	@rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis dist

$(VENV)/.made: tools/make-venv
	@tools/make-venv $(PYTHON) $(VENV)
	@touch $@

$(VENV)/.segue: $(VENV)/.made pyproject.toml README.md LICENSE $(SOURCES)
	@$(PIP) install '.[demo]'
	@touch $@

$(VENV)/.groups: $(VENV)/.made pyproject.toml
	@$(PIP) install --group test --group lint
	@touch $@

$(VENV)/.chromium: $(VENV)/.made tools/find-chromium
	@tools/find-chromium
	@touch $@

$(VENV)/.postgresql: $(VENV)/.made tools/find-postgresql
	@tools/find-postgresql $(PIP)
	@touch $@
