# Every verb works in a fresh checkout: it makes the environment first where that is missing.
# Continuous integration calls the same verbs; nothing exists only there.

EXTRAS := dev
ARGS :=
BIN := .venv/$(if $(filter Windows_NT,$(OS)),Scripts,bin)
PYTHON := $(BIN)/python
READY := .venv/.ready

.PHONY: help run test check accept docs catalogue bench train changelog clean

help: ## List the verbs
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 18

run: $(READY) ## Check, mend and run the pipelines that FlowMason ships
	@$(PYTHON) tools/demo.py $(ARGS)

test: $(READY) ## Run every test
	@$(PYTHON) -m pytest -q -n 2 $(ARGS)

check: $(READY) ## Check format, style, types, imports and tidiness
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@$(PYTHON) -m pytest -q tests/test_tidy.py

accept: $(READY) ## Rewrite what Markdown fixtures expect (ARGS="tests/lint" for some)
	@$(PYTHON) -m pytest -q --accept $(ARGS)

docs: $(READY) ## Write the documentation of the rules, the manual page, and the schemas of replies
	@$(PYTHON) -m tools.docs $(ARGS)
	@$(PYTHON) tools/replies.py
	@$(PYTHON) -m tools.man_page

catalogue: $(READY) ## Write the catalogue from the installed engine
	@$(PYTHON) tools/catalogue $(ARGS)

bench: $(READY) ## Measure accuracy, speed and models, and write it down in docs
	@$(PYTHON) -m bench.accuracy $(ARGS)
	@$(PYTHON) -m bench.speed $(ARGS)
	@$(PYTHON) -m bench.llm $(ARGS)
	@$(PYTHON) -m bench.nano
	@$(PYTHON) -m bench.generation
	@$(PYTHON) -m bench.explain
	@$(PYTHON) -m bench.debug
	@$(PYTHON) -m bench.suggest
	@$(PYTHON) -m bench.ask
	@$(PYTHON) -m bench.routing
	@$(PYTHON) -m bench.edge
	@$(PYTHON) -m bench.mcp
	@$(PYTHON) -m bench.lsp

train: .venv/.ready-train ## Make the embedded model from nothing (an hour or more)
	@mkdir -p build/nano
	@$(PYTHON) -m training.classifier --folds build/nano
	@$(PYTHON) -m training.classifier
	@$(PYTHON) -m training $(ARGS)

changelog: $(READY) ## Turn the fragments in changes into CHANGELOG.md
	@$(BIN)/towncrier build $(ARGS)

include vscode-client/Makefile.inc

clean: ## Remove the environment and every cache
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

.venv/.ready-train: $(READY)
	@sh tools/environment.sh train
	@touch $@

$(READY): pyproject.toml constraints.txt tools/environment.sh
	@sh tools/environment.sh "$(EXTRAS)"
	@touch $@
