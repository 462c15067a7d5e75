# Needs Python 3.11+, git and make; everything else is fetched into .venv.
PYTHON ?= python3
UV := $(shell command -v uv 2>/dev/null || echo .venv/bin/uv)
RUN := $(UV) run --locked

.PHONY: demo test lint format bench screenshots

demo: $(UV)            ## a desk with simulated logs, measured: demo-desk/
	$(RUN) deskmark demo

test: $(UV)            ## every test but those marked `scale`
	$(RUN) pytest -m "not scale" -n 2 --dist loadfile --no-loadscope-reorder

lint: $(UV)            ## style and types
	$(RUN) ruff check .
	$(RUN) ruff format --check .
	$(RUN) mypy

format: $(UV)
	$(RUN) ruff check --fix .
	$(RUN) ruff format .

bench: $(UV)           ## time and memory as ratios to a bare scan of the same files
	$(RUN) python -m tests.bench $(BENCH)

screenshots: $(UV)     ## every page of the demo's dashboard, at three widths, in both languages: screenshots/
	$(RUN) python -m tests.dashboards.screenshots demo-desk/site/index.html screenshots

.venv/bin/uv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; name one: make PYTHON=python3.12 demo")'
	$(PYTHON) -m venv .venv
	.venv/bin/python -m pip install --quiet --disable-pip-version-check uv
