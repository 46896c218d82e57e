# One list of commands. README, CONTRIBUTING and CI only call these.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PORT   ?= 8000
export PATH := $(CURDIR)/$(BIN):$(PATH)
export PYTHONDONTWRITEBYTECODE := 1

READY   := $(VENV)/.ready
TESTING := $(VENV)/.ready-tests
BUNDLES := lib/carousel/book/explorables/static/page/shared.js
SOURCES := references.bib $(shell find lib/carousel/book/explorables lib/carousel/book/jupyterlab \
             lib/carousel/book/site/page -name static -prune -o -type f \
             \( -name '*.js' -o -name '*.mjs' -o -name '*.css' -o -name '*.json' \) -print 2>/dev/null)
BOOK    := _build/html/index.html
PAGES   := _config.yml _toc.yml references.bib \
           $(shell find chapters lib/carousel experiments -name static -prune -o -type f \
             ! -name '*.pyc' -print 2>/dev/null)

# The tests of the small library, whose shapes are checked while they run; the check
# makes the library four times slower, so that the other tests go without.
WINGS   := lab book checkup
CORE    := $(filter-out $(WINGS:%=tests/%),$(patsubst lib/carousel/%/__init__.py,tests/%,\
             $(wildcard lib/carousel/*/__init__.py))) \
           $(wildcard $(patsubst lib/carousel/%.py,tests/test_%.py,$(wildcard lib/carousel/[a-z]*.py)))
SHAPES  := --jaxtyping-packages=carousel,beartype.beartype
PYTEST  := $(BIN)/python -m pytest

.PHONY: help cpu setup book html lab class test lint unit core wings js notebooks verdicts \
        browser engines check links seeds look bench experiments wild pdf wheel launch \
        fresh release lock clean
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

# What the tests need beyond that, the linters of the JavaScript among it.
$(TESTING): requirements-tests.txt $(READY)
	$(BIN)/python -m pip install --quiet --requirement requirements-tests.txt
	npm ci --silent --no-audit --no-fund
	touch $(TESTING)

$(BUNDLES): $(SOURCES) | $(READY)
	npm run --silent build
	touch $(BUNDLES)

html: $(BOOK)  ## build the book into _build/html

$(BOOK): $(READY) $(BUNDLES) $(PAGES) | notebooks
	$(BIN)/jupyter-book build . -W -n --keep-going
	touch $(BOOK)

book: html  ## build the book and serve it on a local port
	$(BIN)/python -m carousel.book.serve _build/html --port $(PORT)

lab: setup  ## open the chapters in JupyterLab
	$(BIN)/jupyter lab chapters/start.md --LabApp.news_url=None \
		--LabServerApp.extra_labextensions_path=lib/carousel/book/explorables/static/jupyterlab \
		--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate

class: setup  ## the ladder for otter-grader and nbgrader, in build/class
	$(BIN)/python -m carousel.book.classes chapters/build-it-yourself.ipynb build/class

pdf: html $(TESTING)  ## the whole book as one PDF, printed by a Chromium, in build/pdf
	rm -rf build/pdf
	$(BIN)/python -m carousel.book.kit.paper _build/html build/pdf

wheel: $(TESTING) $(BUNDLES)
	rm -rf build/wheel
	HATCH_JUPYTER_BUILDER_SKIP_NPM=1 $(BIN)/python -m pip wheel . --quiet --no-deps \
		--no-build-isolation --wheel-dir build/wheel

launch: html wheel  ## the notebooks that the launch buttons open, in build/launch
	$(BIN)/python -m carousel.book.kit.launch build/wheel build/launch

fresh: html wheel  ## run those notebooks in a new environment, as Colab would
	$(BIN)/python tests/fresh.py build/wheel $(ONLY)

# For those who take the course along: with the PDF, where `make pdf` has made it.
release: html class wheel  ## zips, wheel and checksums of a release, in build/release
	$(BIN)/python -m carousel.book.kit.release _build/html build build/release

# The book is built beside the unit tests; visiting its pages takes all cores.
test: $(TESTING) $(BUNDLES)  ## run every test that may fail since it last passed
	$(MAKE) -j2 lint unit verdicts html
	$(MAKE) browser
	@echo "All tests passed."

lint: $(TESTING)  ## only the linters
	$(BIN)/ruff check .
	$(BIN)/ruff format --check lib tests
	$(BIN)/lint-imports
	npm run --silent lint

unit: core wings js  ## only the unit tests of both languages (the fast part)

core: $(TESTING) $(BUNDLES)
	$(PYTEST) $(CORE) $(SHAPES) --changed core -n auto

wings: $(TESTING) $(BUNDLES) | core
	$(PYTEST) tests $(CORE:%=--ignore=%) --ignore=tests/browser \
		--ignore=tests/test_claims_on_trial.py --changed wings -n auto

js: $(TESTING) $(BUNDLES)
	npm run --silent test

notebooks: setup  ## run the notebooks that changed, each from top to bottom, by nbval
	$(BIN)/python -m carousel.book.site.execution chapters

# The notebooks are run once: the book shows what nbval saw, and this reads it.
verdicts: notebooks $(TESTING)
	$(PYTEST) tests/test_claims_on_trial.py --changed verdicts

browser: html $(TESTING)  ## only the browser tests, over the book and JupyterLab
	$(PYTEST) tests/browser -m "not engines" --changed browser -n auto --dist loadgroup

engines: html $(TESTING)  ## every page in Firefox and WebKit, where they are installed
	$(PYTEST) tests/browser/test_engines.py -m engines

check: $(TESTING) $(BUNDLES)  ## run what one file needs: make check FILE=chapters/02-…
	$(BIN)/python tests/check.py $(FILE)

links: setup  ## ask outside addresses whether they answer (needs a network)
	$(BIN)/jupyter-book build . --builder linkcheck --keep-going

seeds: $(TESTING) $(BUNDLES)  ## run every chapter with three other seeds (half an hour)
	OMP_NUM_THREADS=1 $(BIN)/python tests/seeds.py

look: html $(TESTING)  ## how the height of each chapter is shared out
	$(BIN)/python tests/browser/look.py

bench: html $(TESTING)  ## measure speed, as ratios within one run
	OMP_NUM_THREADS=1 $(PYTEST) tests/bench -q -s \
		-o python_files='bench_*.py' -o addopts=--import-mode=importlib

experiments: setup  ## train the networks again (under an hour; QUICK=1: minutes)
	OMP_NUM_THREADS=1 $(BIN)/python experiments $(if $(QUICK),--quick) \
		$(if $(DASK),--dask $(DASK))

wild: setup  ## fetch public networks by pip and apt, and measure them (ten minutes)
	OMP_NUM_THREADS=1 $(BIN)/python experiments/wild --fetch

LOCK := uv pip compile pyproject.toml --universal --python-version 3.11 \
          --no-header --no-annotate --quiet $(if $(UPGRADE),--upgrade)

lock:  ## resolve the requirements again (needs uv; UPGRADE=1: the newest releases)
	mkdir -p build
	sed '/^-e/d' requirements.txt > build/learner.txt
	sed '/^-e/d' requirements.txt requirements-tests.txt > build/tests.txt
	$(LOCK) --extra book --extra lab --group chapters --output-file build/learner.txt
	$(LOCK) --extra cluster --extra checkup --extra paper --group tests --constraint build/learner.txt \
		--output-file build/tests.txt
	{ grep '^#' requirements.txt; echo; cat build/learner.txt; echo; echo '-e .'; } \
		> build/requirements.txt
	{ grep '^#' requirements-tests.txt; echo; \
		grep -vxFf build/learner.txt build/tests.txt; } > build/requirements-tests.txt
	mv build/requirements.txt build/requirements-tests.txt .

clean:  ## remove what was built (the environment too)
	rm -rf _build build node_modules $(VENV) lib/carousel/book/explorables/static
