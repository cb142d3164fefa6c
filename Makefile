# make demo   two servers, a project, a whole move, in a minute
# make test   the tests, on real servers; TESTS= and DJANGO= as wanted
# make lint   style and types
# make develop    an environment for working on Segue: what is edited is what runs
# make docs   the documentation as a site, every link followed
# make coverage   lines and branches that no test reaches; TESTS= as wanted
# make test-refactors  every case of the corpus of refactors; `make test` tries each fourth
# make test-projects   moves of all real projects; `make test` tries the first
# make test-meaning    hundreds of random schemas, rows and plans, moved and compared by names
# make test-servers    what faces a server, for each of SERVERS= as the source (13 14 16)
# make test-oldest    the tests with the oldest of each dependency that pyproject.toml allows
# make test-newest    the demo and the tests on a bare Debian, with the newest that pip finds; as root
# make refactors   how well the drafts of the corpus of refactors are: precision, recall, questions
# make crash      plugs pulled at random moments of moves; TRIES=, SEED=, ONLY= as wanted
# make live-deaths live moves there and back, whose processes, servers and lines die at random moments;
#                 TRIES=, SEED= and DEATHS= (of each try) as wanted
# make failpoints a move that dies at each named place once, and goes on or is given up; ONLY= as wanted
# make bench      Segue beside its peers; ROWS=, TIMES= and JOBS= as wanted
#
# Each sets up what it needs on a fresh machine that has Python 3.11 or later; again, it is quick.
# Tests run against the installed wheel, not against src/.

VENV := .venv
PYTHON ?= python3
PIP := $(VENV)/bin/pip --quiet --disable-pip-version-check
OLDEST := .venv-oldest
SERVERS ?= 13 14 16
# A series such as 5.2, where not the newest is wanted.
DJANGO ?= newest
DEBIAN ?= trixie
MACHINES ?= /var/tmp/segue-machines
SOURCES := $(shell find src -not -path '*/__pycache__*')

.PHONY: demo test develop docs coverage test-servers test-meaning test-refactors test-projects test-oldest test-newest refactors refactors-document crash live-deaths failpoints lint bench clean

demo: $(VENV)/.segue
	@$(VENV)/bin/segue demo

test: $(VENV)/.segue $(VENV)/.groups $(VENV)/.postgresql $(VENV)/.chromium $(VENV)/.pgbouncer
	@[ $(DJANGO) = newest ] || $(PIP) install 'django==$(DJANGO).*'
	@$(VENV)/bin/pytest -n 2 --dist loadfile $(TESTS)

develop: $(VENV)/.segue $(VENV)/.groups $(VENV)/.postgresql $(VENV)/.chromium $(VENV)/.pgbouncer
	@$(PIP) install --no-deps --editable .

test-oldest: $(OLDEST)/.groups $(VENV)/.postgresql $(VENV)/.chromium $(VENV)/.pgbouncer
	@$(OLDEST)/bin/pytest -n 2 --dist loadfile $(TESTS)

# Random schemas, rows and plans; WORLDS and FIRST_WORLD say how many and from which on, ZOOS how
# often rows are drawn for every kind of constraint.
test-meaning: $(VENV)/.segue $(VENV)/.groups $(VENV)/.postgresql
	@SEGUE_WORLDS=$(or $(WORLDS),300) SEGUE_FIRST_WORLD=$(or $(FIRST_WORLD),1) \
	  SEGUE_ZOOS=$(or $(ZOOS),20) $(VENV)/bin/pytest -n 2 tests/test_meaning.py tests/test_constraint_zoo.py

test-servers: $(VENV)/.segue $(VENV)/.groups $(VENV)/.postgresql $(VENV)/.chromium $(VENV)/.pgbouncer
	@for version in $(SERVERS); do \
	  programs=$$(tools/find-server $$version .servers/$$version) || exit; \
	  SEGUE_TEST_SOURCE=$$programs $(VENV)/bin/pytest -n 2 --dist loadfile -m server $(TESTS) || exit; \
	done

# Servers and commands that the tests start are counted too.
coverage: $(VENV)/.segue $(VENV)/.groups $(VENV)/.postgresql $(VENV)/.chromium $(VENV)/.pgbouncer $(VENV)/.coverage
	@$(VENV)/bin/pytest -n 2 --dist loadfile --cov --cov-branch --cov-report= $(TESTS)
	@$(VENV)/bin/coverage html --quiet
	@$(VENV)/bin/coverage report

docs: $(VENV)/.docs
	@NO_MKDOCS_2_WARNING=1 $(VENV)/bin/mkdocs build --strict

test-newest:
	@tools/on-debian $(DEBIAN) $(MACHINES)/$(DEBIAN) make demo test TESTS="$(TESTS)"

test-projects: $(VENV)/.segue $(VENV)/.groups $(VENV)/.postgresql
	@SEGUE_PROJECTS=all $(VENV)/bin/pytest -n 2 tests/test_real_projects.py

test-refactors: $(VENV)/.segue $(VENV)/.groups $(VENV)/.postgresql
	@SEGUE_REFACTORS=all $(VENV)/bin/pytest tests/test_refactors.py tests/test_refactor_ranks.py

refactors: $(VENV)/.segue $(VENV)/.groups $(VENV)/.postgresql
	@cd tests && ../$(VENV)/bin/python -m support.refactors

# The same, with the numbers written into docs/explanation/matching.md.
refactors-document: $(VENV)/.segue $(VENV)/.groups $(VENV)/.postgresql
	@cd tests && ../$(VENV)/bin/python -m support.refactors --document

crash: $(VENV)/.segue $(VENV)/.groups $(VENV)/.postgresql
	@cd tests && ../$(VENV)/bin/python -m support.crash --tries $(or $(TRIES),300) \
	  $(if $(SEED),--seed $(SEED)) $(if $(ONLY),--only "$(ONLY)")

live-deaths: $(VENV)/.segue $(VENV)/.groups $(VENV)/.postgresql
	@cd tests && ../$(VENV)/bin/python -m support.deaths --tries $(or $(TRIES),25) \
	  $(if $(SEED),--seed $(SEED)) $(if $(DEATHS),--deaths $(DEATHS))

failpoints: $(VENV)/.segue $(VENV)/.groups $(VENV)/.postgresql
	@cd tests && ../$(VENV)/bin/python -m support.crash --failpoints $(if $(ONLY),--only "$(ONLY)")

lint: $(VENV)/.segue $(VENV)/.groups
	@$(VENV)/bin/ruff check
	@$(VENV)/bin/ruff format --check
	@$(VENV)/bin/mypy

bench: $(VENV)/.segue
	@$(VENV)/bin/python -m benchmarks --rows $(or $(ROWS),2200000) --times $(or $(TIMES),3) --jobs $(or $(JOBS),2)

clean:
	@rm -rf $(VENV) $(OLDEST) .pytest_cache .mypy_cache .ruff_cache .hypothesis dist site htmlcov .coverage

$(VENV)/.made: tools/make-venv
	@tools/make-venv $(PYTHON) $(VENV)
	@touch $@

$(VENV)/.segue: $(VENV)/.made pyproject.toml README.md LICENSE $(SOURCES)
	@$(PIP) install '.[demo]'
	@touch $@

$(VENV)/.groups: $(VENV)/.made pyproject.toml
	@$(PIP) install --group test --group lint
	@touch $@

$(VENV)/.docs $(VENV)/.coverage: $(VENV)/.made pyproject.toml
	@$(PIP) install --group $(patsubst .%,%,$(@F))
	@touch $@

# uv, as pip cannot choose the oldest. The package itself is the wheel.
$(OLDEST)/.groups: tools/make-venv pyproject.toml README.md LICENSE $(SOURCES)
	@[ -x $(OLDEST)/bin/uv ] || { tools/make-venv $(PYTHON) $(OLDEST) && $(OLDEST)/bin/pip --quiet install uv; }
	@$(OLDEST)/bin/uv pip install --quiet --python $(OLDEST) --resolution lowest-direct \
	  --reinstall-package django-segue -r pyproject.toml --all-extras --group test .
	@touch $@

$(VENV)/.chromium $(VENV)/.pgbouncer: $(VENV)/.%: $(VENV)/.made tools/find-%
	@tools/find-$*
	@touch $@

$(VENV)/.postgresql: $(VENV)/.made tools/find-postgresql
	@tools/find-postgresql $(PIP)
	@touch $@
