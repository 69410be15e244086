# `make run` and `make test` need Python 3.8 or newer and make; they bring everything else.
PYTHON ?= $(shell for python in python3 /usr/bin/python3 /usr/local/bin/python3 python; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 8))' >/dev/null 2>&1 && echo $$python && break; done)
BOOTSTRAP = $(if $(PYTHON),$(PYTHON),$(error no Python 3.8 or newer was found)) tools/bootstrap.py
BIN = .venv/bin
TSC = PATH="$$PATH:$(CURDIR)/.uv/bin" web/widget/node_modules/.bin/tsc

.PHONY: help setup train run test check lint stories deciding wording widget bench audit mutate schemas data-check understanding screenshot chaos
.NOTPARALLEL:

help:         ## this list
	@grep -hE '^[a-z-]+: .*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 14

setup:        ## both environments, as their locks say
	@$(BOOTSTRAP) main bot

train:        ## the model, if examples, domain or components changed
	@$(BOOTSTRAP) main bot model

run:          ## everything, served at http://127.0.0.1:8000
	@$(BOOTSTRAP) main bot model
	@exec $(BIN)/torikeshi serve

test:         ## lint and every test, the slow ones too
	@$(BOOTSTRAP) main bot model widget browser databases
	@$(MAKE) --no-print-directory lint
	PYTHONPATH=. bot/.venv/bin/python -m pytest bot/tests
	$(BIN)/python -m pytest

check:        ## lint and the fast tests
	@$(BOOTSTRAP) databases
	@$(MAKE) --no-print-directory lint
	$(BIN)/python -m pytest -m "not processes and not browser and not slow"

lint:         ## style, types, arrows between packages, sizes, texts
	@$(BOOTSTRAP) main widget
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/mypy tools/*.py
	$(BIN)/lint-imports --no-logo
	$(BIN)/python tools/lint_sizes.py
	$(BIN)/python -m wording.check
	$(BIN)/torikeshi policy check
	TORIKESHI_POLICIES=examples/shops $(BIN)/torikeshi policy check
	$(TSC) --noEmit -p web/widget

chaos:        ## kill -9 at random points under 50 conversations, on both databases (takes long)
	@$(BOOTSTRAP) main bot model databases
	PYTHONPATH=.:tools:tests:tests/support $(BIN)/python -m chaos

stories:      ## every conversation story of tests/stories, with a page to read in var/stories.html
	@$(BOOTSTRAP) main bot model
	$(BIN)/torikeshi stories run tests/stories --html var/stories.html

widget:       ## web/widget/dist, from its TypeScript and wording/widget.yml
	@$(BOOTSTRAP) main widget
	$(BIN)/python tools/build_widget.py

bench:        ## what a turn and a decision cost; BENCH=--quick takes smaller samples
	@$(BOOTSTRAP) main bot model databases
	PYTHONPATH=. bot/.venv/bin/python -m bench.nlu
	PYTHONPATH=.:tools:tests/support $(BIN)/python -m bench.turn $(BENCH)
	PYTHONPATH=. $(BIN)/python -m bench.decide

schemas:      ## docs/schemas, from the tables that the code works by
	@$(BOOTSTRAP) main
	TORIKESHI_POLICIES=examples/shops $(BIN)/torikeshi schemas docs/schemas

deciding:     ## policies/*.json: what decides in the policies, which takes less time to read
	@$(BOOTSTRAP) main
	PYTHONPATH=. $(BIN)/python tools/keep_deciding.py

wording:      ## docs/wording.ja.md and docs/wording.en.md: everything that is said
	@$(BOOTSTRAP) main
	PYTHONPATH=. $(BIN)/python tools/write_wording.py

audit:        ## docs/sbom and docs/licences.md; fails where a licence is unknown or not allowed
	@$(BOOTSTRAP) main bot widget
	$(BIN)/python tools/audit.py

mutate:       ## mutation testing of decision/
	@$(BOOTSTRAP) main
	.uv/bin/uv run --locked --group mutation --python $(BIN)/python nice -n 19 python tools/mutate.py

data-check:   ## duplicates, leaks into tests, too few or doubtful examples
	@$(BOOTSTRAP) main bot
	PYTHONPATH=. bot/.venv/bin/python -m tools.data_check

understanding: ## the tables of docs/understanding.md, from the evaluation texts
	@$(BOOTSTRAP) main bot model
	PYTHONPATH=. bot/.venv/bin/python -m bench.nlu --report

screenshot:   ## the pictures of docs/, from a real conversation
	@$(BOOTSTRAP) main bot model browser font
	$(BIN)/python tools/screenshot.py
