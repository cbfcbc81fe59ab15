# Each target sets itself up: nothing needs to be installed by hand but Python (3.11 to 3.14, with venv), git and make.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard scheduler/translations/*/LC_MESSAGES/*.po))

.DEFAULT_GOAL := help
.PHONY: help run test check bench format migration messages clean

help:  ## list what can be made
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "  make %-10s %s\n", $$1, $$2 }'

run: $(VENV)/.runtime $(CATALOGUES)  ## try the demo on http://127.0.0.1:8000
	@COMMONHOUR_ENV=demo $(BIN)/python -m scheduler run

test: $(VENV)/.development $(CATALOGUES)  ## run the tests (THOROUGH=1 REQUIRE_BROWSER=1 REQUIRE_SERVICES=1 REQUIRE_CLIENTS=1 REQUIRE_PRINTING=1 leave none out)
	$(BIN)/python -m pytest --numprocesses 2 --dist worksteal $(if $(THOROUGH),,-m "not thorough")

check: $(VENV)/.development $(CATALOGUES)  ## lint, types, import directions, migrations, catalogues
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/python -m pytest -q -m "not thorough" tests/storage/test_migrations.py tests/language

bench: $(VENV)/.bench  ## compare with other planners: make bench INSTANCES="one.json two.json" OPTIONS=--large
	$(BIN)/python -m benchmarks.side_by_side $(INSTANCES) $(OPTIONS)

format: $(VENV)/.development  ## lay the code out
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

migration: $(VENV)/.development  ## write a migration: make migration MESSAGE="what changes"
	COMMONHOUR_ENV=demo $(BIN)/flask db upgrade
	COMMONHOUR_ENV=demo $(BIN)/flask db migrate -m "$(MESSAGE)"

messages: $(VENV)/.development  ## gather the visible strings into the catalogues
	$(BIN)/pybabel --quiet extract -F scheduler/translations/babel.cfg -k promise --add-location file \
	  -o scheduler/translations/messages.pot scheduler templates
	$(BIN)/pybabel --quiet update -i scheduler/translations/messages.pot -d scheduler/translations \
	  --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date -w 100

clean:  ## remove the virtual environment and what tools left behind
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.runtime: requirements.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/.development: requirements-dev.txt $(VENV)/.runtime
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

$(VENV)/.bench: requirements-bench.txt $(VENV)/.runtime
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-bench.txt
	@touch $@

%.mo: %.po | $(VENV)/.runtime
	$(BIN)/pybabel --quiet compile --input-file $< --output-file $@
