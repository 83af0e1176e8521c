# Marsad: `make demo` and `make test` do all the set-up on a fresh machine (Python 3.11, git, make).
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
READY := .venv/.ready

.PHONY: demo test gate format bench browser postgresql clean

demo: $(READY)
	$(BIN)/marsad read examples/*/reports* --out out/demo || [ $$? -eq 3 ] # 3: read, with problems listed
	[ -f out/desk/marsad.toml ] || $(BIN)/marsad init out/desk
	$(BIN)/marsad add examples/*/reports* --into out/desk || [ $$? -eq 3 ]
	@echo "Open $(CURDIR)/out/demo/briefing.html, or work on it in the browser: $(BIN)/marsad serve --into out/desk"

test: $(READY) .venv/.frames browser postgresql
	$(BIN)/pytest

gate: $(READY) browser
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
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

# The picture in the README, made anew from the examples.
docs/page.webp: demo browser
	$(BIN)/python tools/picture_page.py out/demo docs/page.webp

clean:
	rm -rf .venv out .mypy_cache .ruff_cache .pytest_cache .hypothesis
