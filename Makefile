# One list of commands. README, CONTRIBUTING and CI only call these.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PORT   ?= 8000
export PATH := $(CURDIR)/$(BIN):$(PATH)
export PYTHONDONTWRITEBYTECODE := 1

READY   := $(VENV)/.ready
TOOLS   := $(VENV)/.tools
BUNDLES := lib/carousel/book/explorables/static/page/shared.js
SOURCES := $(shell find lib/carousel/book/explorables -name static -prune -o -type f \
             \( -name '*.js' -o -name '*.mjs' -o -name '*.css' -o -name '*.json' \) -print 2>/dev/null)
BOOK    := _build/html/index.html
PAGES   := _config.yml _toc.yml references.bib \
           $(shell find chapters lib/carousel experiments -name static -prune -o -type f \
             ! -name '*.pyc' -print 2>/dev/null)

.PHONY: help cpu setup book html lab test lint unit notebooks browser bench experiments \
        lock clean
.DEFAULT_GOAL := help

help:  ## say what each command does
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

cpu:  ## on Linux, before all else: PyTorch without libraries for graphics cards
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip install --quiet --python $(BIN)/python --torch-backend cpu \
		$$(grep '^torch==' requirements.txt)

setup: $(READY) $(BUNDLES)  ## make the environment and bundle the figures

$(READY): requirements.txt pyproject.toml package.json package-lock.json
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --requirement requirements.txt
	touch $(READY) $(BUNDLES)

$(TOOLS): requirements-tests.txt $(READY)
	$(BIN)/python -m pip install --quiet --requirement requirements-tests.txt
	touch $(TOOLS)

lint unit notebooks browser bench: $(TOOLS)

$(BUNDLES): $(SOURCES) | $(READY)
	npm run --silent build
	touch $(BUNDLES)

html: $(BOOK)  ## build the book into _build/html

$(BOOK): $(READY) $(BUNDLES) $(PAGES)
	$(BIN)/jupyter-book build . -W -n --keep-going
	touch $(BOOK)

book: html  ## build the book and serve it on a local port
	$(BIN)/python -m carousel.book.serve _build/html --port $(PORT)

lab: setup  ## open the chapters in JupyterLab
	$(BIN)/jupyter lab chapters --LabApp.news_url=None \
		--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate

test: lint unit notebooks browser  ## run every test
	@echo "All tests passed."

lint: setup  ## only the linter
	$(BIN)/ruff check .
	$(BIN)/ruff format --check lib tests

unit: setup  ## only the unit tests of both languages (the fast part)
	$(BIN)/python -m pytest tests -m "not browser" -n auto
	npm run --silent test

notebooks: setup  ## only the notebooks, each run from top to bottom
	OMP_NUM_THREADS=1 $(BIN)/python -m pytest --nbval-lax --nbval-cell-timeout 120 \
		-p no:cacheprovider -n auto --dist loadfile chapters

browser: html  ## only the browser tests, over the book and JupyterLab
	$(BIN)/python -m pytest tests -m browser -n auto

bench: html  ## measure speed, as ratios within one run
	OMP_NUM_THREADS=1 $(BIN)/python -m pytest tests/bench -q -s \
		-o python_files='bench_*.py' -o addopts=--import-mode=importlib

experiments: setup  ## train the networks again (under an hour; QUICK=1: minutes)
	OMP_NUM_THREADS=1 $(BIN)/python experiments $(if $(QUICK),--quick) \
		$(if $(DASK),--dask $(DASK))

LOCK := uv pip compile pyproject.toml --universal --python-version 3.11 \
          --no-header --no-annotate --quiet $(if $(UPGRADE),--upgrade)

lock:  ## resolve the requirements again (needs uv; UPGRADE=1: the newest releases)
	mkdir -p build
	sed '/^-e/d' requirements.txt > build/learner.txt
	sed '/^-e/d' requirements.txt requirements-tests.txt > build/tests.txt
	$(LOCK) --extra book --extra lab --group chapters --output-file build/learner.txt
	$(LOCK) --extra cluster --group tests --constraint build/learner.txt \
		--output-file build/tests.txt
	{ grep '^#' requirements.txt; echo; cat build/learner.txt; echo; echo '-e .'; } \
		> build/requirements.txt
	{ grep '^#' requirements-tests.txt; echo; \
		grep -vxFf build/learner.txt build/tests.txt; } > build/requirements-tests.txt
	mv build/requirements.txt build/requirements-tests.txt .

clean:  ## remove what was built (the environment too)
	rm -rf _build build node_modules $(VENV) lib/carousel/book/explorables/static
