# Marsad: `make demo` and `make test` do all the set-up on a fresh machine (Python 3.11, git, make).
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
READY := .venv/.ready
ISLANDS := src/marsad/server/islands/licences.txt

.PHONY: demo islands pictures test gate format bench browser postgresql clean

demo: $(READY) $(ISLANDS)
	$(BIN)/marsad read examples/*/reports* --out out/demo || [ $$? -eq 3 ] # 3: read, with problems listed
	[ -f out/desk/marsad.toml ] || $(BIN)/marsad init out/desk
	$(BIN)/marsad add examples/*/reports* --into out/desk || [ $$? -eq 3 ]
	@echo "Open $(CURDIR)/out/demo/briefing.html, or work on it in the browser: $(BIN)/marsad serve --into out/desk"

test: $(READY) $(ISLANDS) .venv/.frames browser postgresql
	$(BIN)/pytest --numprocesses auto --maxprocesses 4 --dist loadfile

gate: $(READY) $(ISLANDS) browser
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/node islands/node_modules/typescript/bin/tsc -p islands
	$(BIN)/python -m marsad.evaluate.gate ../shared
	$(BIN)/pytest tests/test_pages.py $(patsubst %,--pages %,$(wildcard ../shared/seeds ../shared/bench/incidents/*.jsonl))

format: $(READY)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(READY) .venv/.bench .venv/.frames
	$(BIN)/python bench/read.py ../shared
	$(BIN)/python bench/lineage.py
	$(BIN)/python bench/stories.py
	$(BIN)/python bench/page.py ../shared
	$(BIN)/python bench/reconcile.py
	$(BIN)/python bench/planted.py
	$(BIN)/python bench/backfill.py
	$(BIN)/python bench/week.py ../shared
	$(BIN)/python bench/store.py
	$(BIN)/python bench/fold.py

.venv/.bench: requirements-bench.txt $(READY)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bench.txt
	@touch .venv/.bench

# Only tests need them: marsad asks for pandas, polars and pyarrow where a user does.
.venv/.frames: requirements-frames.txt $(READY)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-frames.txt
	@touch .venv/.frames

# The pages are tested in Chromium: found, installed where the system's packages can be, or named.
browser:
	@bash .ci/browser

# The store is tested on a PostgreSQL that the tests start themselves: found, installed where possible, or named.
postgresql:
	@bash .ci/postgresql

$(READY): requirements-dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info[:2] >= (3, 11) else "Marsad needs Python 3.11 or newer: install it, or run make PYTHON=/path/to/python3.11")'
	$(PYTHON) -m venv .venv
	$(BIN)/pip install -qq --disable-pip-version-check --require-hashes -r requirements-dev.txt
	$(BIN)/pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(READY)

# The scripts of the desk's map, timeline and comparison, built into the package by a Node that pip installs.
islands: $(ISLANDS)

$(ISLANDS): $(READY) islands/node_modules/.package-lock.json $(shell find islands -name node_modules -prune -o -type f -print)
	$(BIN)/node islands/build.mjs

islands/node_modules/.package-lock.json: $(READY) islands/package-lock.json
	PATH="$(CURDIR)/$(BIN):$$PATH" npm ci --prefix islands --ignore-scripts --no-audit --no-fund --silent
	@touch $@

# The picture in the README, made anew from the examples.
docs/page.webp: demo browser
	$(BIN)/python tools/picture_page.py out/demo docs/page.webp

# Every page of the desk at three widths, light and dark, to be looked at; and the few in the docs.
pictures: demo browser
	$(BIN)/python tools/picture_desk.py out/desk out/pictures
	$(BIN)/python tools/picture_desk.py out/desk out/pictures --docs docs

clean:
	rm -rf .venv out islands/node_modules src/marsad/server/islands .mypy_cache .ruff_cache .pytest_cache .hypothesis
