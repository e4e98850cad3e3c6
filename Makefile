# The two commands of the README, and what those who develop use. `make help` lists them.
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
STAMPS := $(VENV)/stamps
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check --no-cache-dir
SOURCES := pyproject.toml hatch_build.py package-lock.json \
	$(wildcard src/zebrapad/core/ui/static/ui/css/*.css) $(wildcard src/zebrapad/locale/*/LC_MESSAGES/*.po)

# What is fetched stays in this folder too, so that taking it away leaves nothing behind.
export PLAYWRIGHT_BROWSERS_PATH := $(CURDIR)/$(VENV)/browsers

.PHONY: help demo demo-reset test quick bench assets messages lock clean

help:  ## This list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*##/ –/'

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Zebrapad needs Python 3.11 or newer; name it: make PYTHON=python3.11 ...")'
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 1; }

$(STAMPS)/run: $(BIN)/python requirements/run.txt
	@echo "Installing what runs (locked versions) …"
	@$(PIP) install --require-hashes --requirement requirements/run.txt
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/dev: $(STAMPS)/run requirements/dev.txt
	@echo "Installing what checks (locked versions) …"
	@$(PIP) install --require-hashes --requirement requirements/dev.txt
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/built: $(STAMPS)/run $(SOURCES)
	@echo "Building the style sheet and the catalogues …"
	@$(PIP) install --no-build-isolation --no-deps --editable .
	@mkdir -p $(STAMPS) && touch $@

demo: $(STAMPS)/built  ## The city of Kortrijk on http://127.0.0.1:8000 (PORT= for another)
	@ZEBRAPAD_DATA=$(CURDIR)/var/demo $(BIN)/zebrapad demo --port $(PORT)

demo-reset: $(STAMPS)/built  ## The same, starting over
	@ZEBRAPAD_DATA=$(CURDIR)/var/demo $(BIN)/zebrapad demo --port $(PORT) --reset

test: $(STAMPS)/dev $(STAMPS)/built  ## Formatting, lint, types, contracts, then all tests
	@PATH="$(CURDIR)/$(BIN):$$PATH" bash tests/run

quick: $(STAMPS)/dev $(STAMPS)/built  ## The same without a browser and PostgreSQL
	@PATH="$(CURDIR)/$(BIN):$$PATH" bash tests/run quick

bench: $(STAMPS)/dev $(STAMPS)/built  ## Speed and weight, as ratios measured in one run
	@PATH="$(CURDIR)/$(BIN):$$PATH" python -m benchmarks

assets: $(STAMPS)/dev  ## The style sheet and the catalogues, without installing
	@$(BIN)/python hatch_build.py

messages: $(STAMPS)/dev  ## Gather what people read into the catalogues (needs gettext)
	@$(BIN)/python -m tests.catalogues --gather

lock: $(STAMPS)/dev  ## Lock the versions anew from pyproject.toml
	@$(BIN)/python requirements/lock.py

clean:  ## Take away what was made here, but for the data in var/
	rm -rf $(VENV) node_modules build dist src/zebrapad/core/ui/static/ui/build
