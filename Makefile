# Everything a newcomer, a developer and the gate need; `make help` lists it.
PYTHON ?= python3
# How many processes the tests are spread over.
CORES ?= 2
VENV := .venv
RUN := $(VENV)/bin/python
PIP := $(RUN) -m pip install -qq --disable-pip-version-check --no-input --require-hashes
# The clone itself, so that .venv/bin/karmasetu runs what stands here.
OWN := $(RUN) -m pip install --quiet --disable-pip-version-check --no-input --no-index --no-deps --no-build-isolation --editable .
UV := $(firstword $(wildcard $(VENV)/bin/uv) $(shell command -v uv 2>/dev/null))
PG15_BIN ?= $(firstword $(wildcard /usr/lib/postgresql/15/bin /usr/pgsql-15/bin /opt/homebrew/opt/postgresql@15/bin /usr/local/opt/postgresql@15/bin))
SPECTRAL := @stoplight/spectral-cli@6.16.3
REDOCLY := @redocly/cli@2.77.0
MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

.PHONY: help
help: ## List what can be done here
	@sed -n 's/^\([a-z0-9-]*\):.*## \(.*\)/\1|\2/p' $(MAKEFILE_LIST) | while IFS='|' read -r name what; do printf '  make %-16s %s\n' "$$name" "$$what"; done

# --- Setting up -------------------------------------------------------------------------------

.PHONY: setup setup-dev setup-bench
setup: $(VENV)/.run ## Install what running needs into .venv (PYTHON=python3.13 chooses another)
setup-dev: $(VENV)/.dev ## Install what checks and tests need as well
setup-bench: $(VENV)/.bench ## Install what the benches measure against as well

$(RUN):
	@command -v $(PYTHON) >/dev/null || { echo "Karmasetu needs Python 3.11 or later: there is no $(PYTHON) here (make PYTHON=/path/to/python)" >&2; exit 1; }
	@$(PYTHON) -c '' 2>/dev/null || { echo "$(PYTHON) is found here and doesn't run: make PYTHON=/path/to/python" >&2; $(PYTHON) -c ''; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Karmasetu needs Python 3.11 or later; $(PYTHON) is $$($(PYTHON) -V 2>&1): make PYTHON=python3.13, for one" >&2; exit 1; }
	@echo "Making $(VENV) with $$($(PYTHON) -V 2>&1) ..."
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "$(PYTHON) can't make a virtual environment (Debian: apt install python3-venv)" >&2; exit 1; }

$(VENV)/.run: requirements/run.txt | $(RUN)
	@echo "Installing what running needs ..."
	@$(PIP) -r $<
	@$(PIP) -r requirements/build.txt
	@$(OWN)
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.run
	@echo "Installing what checks and tests need ..."
	@$(PIP) -r $<
	@touch $@

$(VENV)/.bench: requirements/bench.txt $(VENV)/.dev
	@echo "Installing what the benches need ..."
	@$(PIP) -r $<
	@touch $@

# --- Running ----------------------------------------------------------------------------------

.PHONY: demo
demo: setup ## The main job on a database of its own, then serve it (ONCE=1: print and end)
	@$(RUN) -m app.cli demo $(if $(ONCE),--once)

# --- Testing ----------------------------------------------------------------------------------

CHROMIUM ?= $(firstword $(shell command -v chromium chromium-browser google-chrome 2>/dev/null))

.PHONY: test test-pg15 test-browser soak slow-clients timing fault-matrix try-samples history bench bench-feeding bench-pushing rosters-malformed rosters-planted bench-rostering
test: setup-dev ## Run every test on the embedded PostgreSQL, or on DATABASE_URL (ARGS='-k ...')
	@$(RUN) -m pytest -q -n $(CORES) --dist worksteal $(ARGS)

test-pg15: setup-dev ## Run every test on a PostgreSQL 15 found on this machine (PG15_BIN=folder)
	@test -n "$(PG15_BIN)" || { echo "make test-pg15 needs PostgreSQL 15's programs (Debian: apt install postgresql-15), or PG15_BIN=their folder" >&2; exit 1; }
	@$(RUN) -m app.embedded --purpose tests-15 --bin "$(PG15_BIN)" --disposable --run $(RUN) -m pytest -q -n $(CORES) --dist worksteal $(ARGS)

test-browser: setup-dev ## Look at the pages in Chromium: read out, kept to their policy, printed
	@test -n "$(CHROMIUM)" || { echo "make test-browser needs Chromium (Debian: apt install chromium fonts-noto-core), or CHROMIUM=its program" >&2; exit 1; }
	@CHROMIUM="$(CHROMIUM)" $(RUN) -m pytest -q -p no:xdist tests/browser/onboarding_page.py tests/browser/docs_pages.py

soak: setup-dev ## Follow the changes beside sixteen publishers for SECONDS=60
	@KARMASETU_SOAK_SECONDS=$(or $(SECONDS),60) $(RUN) -m pytest -q tests/store/test_following.py

try-samples: setup-dev ## Read the payloads in DIR=folder by the sync's own readers: what is taken, and why not
	@test -n "$(DIR)" || { echo "make try-samples needs DIR=folder" >&2; exit 1; }
	@$(RUN) -m tools.try_samples "$(DIR)"

slow-clients: setup-dev ## Hold 300 slow connections to the served API for 8 s; others' p99 must stay under twice
	@KARMASETU_SLOW_CLIENTS=whole $(RUN) -m pytest -q -p no:xdist tests/api/test_slow_clients.py

timing: setup-dev ## Time another's against a missing one, every operation as every role: none can be told
	@KARMASETU_TIMED=whole $(RUN) -m pytest -q -p no:xdist --timeout=1800 tests/access/test_time.py

fuzz: setup-dev ## Send generated requests as each role, EXAMPLES=30 an operation, all checks on (ARGS='--role cca')
	@$(RUN) -m tests.contract --examples $(or $(EXAMPLES),30) $(ARGS)

attacks: setup-dev ## Attack a service that is started for it (injection, tokens, slow clients, bodies, overload)
	@$(RUN) -m tests.attacks

fault-matrix: setup-dev ## Meet every fault on every route's first, middle and last page; print the table
	@KARMASETU_FAULT_MATRIX=whole $(RUN) -m pytest -q -s -p no:xdist --timeout=7200 tests/services/test_fault_matrix.py

history: setup-dev ## Ask a history of facts what was known, over EXAMPLES=300 of them
	@KARMASETU_HISTORY_EXAMPLES=$(or $(EXAMPLES),300) $(RUN) -m pytest -q --timeout 0 tests/history

rosters-malformed: setup-dev ## Send FILES=10000 malformed rosters: no failure, no lost process
	@KARMASETU_MALFORMED=$(or $(FILES),10000) $(RUN) -m pytest -q -s -p no:xdist --timeout=7200 tests/api/test_rosters_hostile.py

rosters-planted: setup-dev ## Check a roster of OFFICIALS=100000 with planted faults; print precision and recall
	@$(RUN) -m bench.planted --officials $(or $(OFFICIALS),100000)

# How many officials the bench is run with, one after another.
SIZES ?= 100000 1000000
bench: setup-bench ## Measure, print a table each, write bench/results.json (SIZES='20000' for a look, ARGS='--only exports')
	@for size in $(SIZES); do $(RUN) -m bench --officials $$size $(ARGS) || exit 1; done

.PHONY: bench-agreement
bench-agreement: setup-bench ## Hold DuckDB's text against ours, row by row, under many rules (ARGS='--officials 20000')
	@$(RUN) -m bench.agreeing $(ARGS)

# What the read of one official is measured beside: each in a folder of its own, none in the service.
PEERS := .peers
$(PEERS)/.django: requirements/peers.txt | $(RUN)
	@echo "Installing Django REST framework ..."
	@$(PYTHON) -m venv $(PEERS)/django
	@$(PEERS)/django/bin/python -m pip install -qq --disable-pip-version-check --no-input --require-hashes -r $<
	@touch $@

$(PEERS)/.postgraphile: bench/beside/package.json
	@command -v npm >/dev/null || { echo "make bench-peers-setup needs Node 20 or later and npm (Debian: apt install nodejs npm)" >&2; exit 1; }
	@echo "Installing PostGraphile ..."
	@mkdir -p $(PEERS)/postgraphile && cp $< $(PEERS)/postgraphile/
	@cd $(PEERS)/postgraphile && npm install --no-package-lock --no-audit --no-fund --ignore-scripts --loglevel=error
	@touch $@

.PHONY: bench-peers-setup bench-official
bench-peers-setup: $(PEERS)/.django $(PEERS)/.postgraphile ## Install PostGraphile and Django REST framework into .peers
bench-official: setup-bench bench-peers-setup ## One official's read beside both peers and pgbench, in turns (OFFICIALS=100000; needs wrk)
	@$(RUN) -m bench --officials $(or $(OFFICIALS),100000) --only official

.PHONY: bench-large
bench-large: setup-bench ## The cost of one official among 10,000,000 beside 1,000,000 (about 25 GB, an hour)
	@$(RUN) -m bench.large $(ARGS)

bench-feeding: setup-dev ## Measure a sync's bulk road from the wire into facts (ARGS='--records 100000')
	@$(RUN) -m bench.feeding $(ARGS)

bench-rostering: setup-dev ## Measure a roster from upload to findings beside a bare COPY (ARGS='--rows 100000')
	@$(RUN) -m bench.rostering $(ARGS)

bench-pushing: setup-dev ## File FILINGS=50000 at the stand-in SPARROW through three deaths, and take half back
	@$(RUN) -m bench.pushing --filings $(or $(FILINGS),50000)

# The reader's own environment, with the client that is generated for it: nothing is committed.
READER := .reader
$(READER)/.installed: requirements/reader.txt | $(RUN)
	@echo "Installing what generates a client, and what runs it ..."
	@$(PYTHON) -m venv $(READER)
	@$(READER)/bin/python -m pip install -qq --disable-pip-version-check --no-input --require-hashes -r $<
	@touch $@

$(READER)/karmasetu_client: openapi.yaml tests/reader/generator.yaml $(READER)/.installed
	@echo "Generating a client from openapi.yaml ..."
	@cd $(READER) && PATH="$$PWD/bin:$$PATH" openapi-python-client generate --path ../openapi.yaml --config ../tests/reader/generator.yaml --output-path karmasetu_client --meta none --overwrite --fail-on-warning
	@touch $@

.PHONY: reader
reader: setup-dev $(READER)/karmasetu_client ## Keep a copy by a client generated from openapi.yaml alone; it must end equal
	@$(RUN) -m tests.reader $(READER)

# --- The gate ---------------------------------------------------------------------------------

.PHONY: check openapi lint-openapi lint-docker rehearse-image
check: setup-dev ## The one gate: lint, types, layers, migrations, contract, size
	@echo "ruff";        $(VENV)/bin/ruff check --quiet .
	@echo "ruff format"; $(VENV)/bin/ruff format --quiet --check . || { $(VENV)/bin/ruff format --diff --quiet . ; exit 1; }
	@echo "mypy";        $(VENV)/bin/mypy --no-error-summary
	@echo "imports";     $(VENV)/bin/lint-imports --no-logo
	@echo "shell";       $(VENV)/bin/shellcheck .ci/run
	@$(RUN) -m tools.check_migrations
	@$(RUN) -m tools.check_openapi
	@$(RUN) -m tools.policy_page
	@$(RUN) -m tools.access_page
	@$(RUN) -m tools.bill
	@$(RUN) -m tools.size_budget
	@echo "All clean."

openapi: setup ## Write openapi.yaml anew from the application
	@$(RUN) -m tools.check_openapi --write

.PHONY: policy
policy: setup ## Write docs/policy.md and docs/access.md anew from the rules and the table
	@$(RUN) -m tools.policy_page --write
	@$(RUN) -m tools.access_page --write

lint-openapi: ## Lint openapi.yaml with Spectral and Redocly (needs Node 20 or later and npm)
	@command -v npx >/dev/null || { echo "make lint-openapi needs Node 20 or later with npx (Debian: apt install nodejs npm)" >&2; exit 1; }
	@npx --yes $(SPECTRAL) lint --quiet --fail-severity=warn openapi.yaml
	@REDOCLY_TELEMETRY=off REDOCLY_SUPPRESS_UPDATE_NOTICE=true npx --yes $(REDOCLY) lint openapi.yaml

lint-docker: setup-dev ## Lint the Dockerfile with hadolint
	@$(VENV)/bin/hadolint Dockerfile && echo "Dockerfile: clean"

rehearse-image: setup-dev ## Run the Dockerfile's steps in clean environments, without Docker
	@$(RUN) -m tools.rehearse_image $(ARGS)

# --- Upkeep -----------------------------------------------------------------------------------

.PHONY: lock bill format clean
lock: ## Resolve requirements/*.in anew into hashed files (needs uv)
	@test -n "$(UV)" || { echo "make lock needs uv (pip install uv)" >&2; exit 1; }
	@for name in build run telemetry dev bench reader peers; do echo "requirements/$$name.txt"; \
	UV_CUSTOM_COMPILE_COMMAND="make lock" $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --upgrade requirements/$$name.in -o requirements/$$name.txt || exit 1; done
	@$(MAKE) bill

bill: setup ## Write the bills of materials (CycloneDX) anew from the locks of what runs
	@$(RUN) -m tools.bill --write

format: setup-dev ## Let ruff put the code into shape
	@$(VENV)/bin/ruff check --quiet --fix . ; $(VENV)/bin/ruff format --quiet .

clean: ## Remove the environment, the caches and the embedded databases of this clone
	@if [ -x $(RUN) ]; then for purpose in postgres tests tests-15 checks bench; do $(RUN) -m app.embedded --purpose $$purpose --remove || exit 1; done; fi
	@rm -rf $(VENV) $(READER) $(PEERS) .karmasetu .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage build dist
	@find app tests migrations bench tools -name __pycache__ -prune -exec rm -rf {} +
