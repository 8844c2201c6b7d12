# Every task a contributor needs; CI calls the same ones.
VENV ?= .venv
BIN := $(VENV)/bin

help: ## List the tasks
	@sed -n 's/^\([a-z0-9-]*\):.*## \(.*\)/\1\t\2/p' $(MAKEFILE_LIST) | expand -t 16

test: ## Install what the tests need, and run them all
	STC_VENV=$(VENV) scripts/setup test

lint: ## Style, types and the direction of imports
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/basedpyright --pythonpath $(BIN)/python
	$(BIN)/lint-imports

format: ## Write the style
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

vscode: ## Build, check and pack the extension for VS Code, and run its unit tests
	cd editors/vscode && ./pack --tests && npm run --silent check && node --test out/unit/*.test.mjs

vscode-e2e: ## Try the extension in the real VS Code (fetches it: minutes)
	editors/vscode/test/run

vscode-journey: vscode ## A newcomer's way through the real VS Code alone (fetches it: a minute or two more)
	editors/vscode/test/run --packed out/e2e/journey.test.mjs

docs: ## Write the generated parts of docs/
	$(BIN)/python -m scripts.generate_docs

lock: ## Choose the versions that tests and CI use
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --no-annotate --no-header \
	  --no-emit-index-url --no-emit-find-links --group dev pyproject.toml --output-file requirements.lock

.PHONY: help test lint format vscode vscode-e2e vscode-journey docs lock
