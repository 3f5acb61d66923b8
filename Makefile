# `make run` and `make test` do all the set-up they need on a fresh Debian 12 with python3.11, make and git.
PYTHON ?= $(shell command -v python3.11 || command -v python3.12 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
export OMP_WAIT_POLICY := PASSIVE

.PHONY: run test bench quality pictures torture soak tensorboard clean

run: $(STAMP)
	$(BIN)/python main.py $(ARGS)

test: $(STAMP)
	scripts/system_packages.sh test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest

# Seconds for fills and for the window; scores of fills (needs ../shared, about an hour); the pictures of the docs.
bench: $(STAMP)
	$(BIN)/python -m benchmarks.speed
	$(BIN)/python -m benchmarks.gui
	$(BIN)/python -m benchmarks.heartbeat

quality: $(STAMP)
	$(BIN)/python -m benchmarks.infill_quality

# Some hours: everything that tries to break it. A share of each is in `make test`.
torture: $(STAMP)
	scripts/system_packages.sh test
	$(BIN)/python -m tests.torture

pictures: $(STAMP)
	scripts/system_packages.sh test
	$(BIN)/python scripts/take_pictures.py
	$(BIN)/python scripts/desk_pictures.py
	$(BIN)/python scripts/training_pictures.py

# Hours of work at random: memory, threads, handles and Qt's warnings, a row of figures a round into soak.csv.
HOURS ?= 8
soak: $(STAMP)
	$(BIN)/python -m tests.soak --hours $(HOURS)

# make tensorboard RUN=runs/mine
tensorboard: $(STAMP)
	$(BIN)/tensorboard --logdir "$(or $(RUN),runs)"

$(STAMP): pyproject.toml constraints.txt scripts/system_packages.sh
	scripts/system_packages.sh run
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check torch -c constraints.txt
	$(BIN)/pip install --quiet --disable-pip-version-check -e '.[dev]' -c constraints.txt
	touch $(STAMP)

clean:
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache
