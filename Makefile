# The menu. `make site` builds the book into site/; `make test` runs every check. Both set up all they need.

VENV := .venv
PYTHON := $(VENV)/bin/python
READY := $(VENV)/.ready
FONTS := $(VENV)/fonts/node_modules/.ready
export NO_MKDOCS_2_WARNING := 1
export PYTHONDONTWRITEBYTECODE := 1

.PHONY: help site test lint types bench check serve links-online sort-data lock clean tools

help: ## Show this menu
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 16

site: $(READY) $(FONTS) ## Build the whole book into site/
	@$(PYTHON) hooks/build_book.py

test: $(READY) $(FONTS) tools ## Lint, types, all tests in and out of a browser, and a strict build of the real book
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(PYTHON) -m pytest

lint: $(READY) ## Lint and format what can be mended by machine
	$(VENV)/bin/ruff check --fix .
	$(VENV)/bin/ruff format .

types: $(READY) ## Check types only
	$(VENV)/bin/mypy

bench: $(READY) ## Measure the build against stock MkDocs and write build/bench.csv
	@$(PYTHON) hooks/bench.py

check: $(READY) ## Check the sources without building
	@$(PYTHON) hooks/check_sources.py

serve: $(READY) ## Build without what is to take away and serve at http://127.0.0.1:8000/
	@$(PYTHON) hooks/build_book.py --no-print --site build/preview
	$(PYTHON) -m http.server --bind 127.0.0.1 --directory build/preview 8000

links-online: $(READY) ## Ask for every address outside the book; needs the network, never part of a build
	@$(PYTHON) hooks/links_online.py

sort-data: $(READY) ## Sort the evidence files and the bibliography
	$(PYTHON) hooks/sort_data.py

lock: $(READY) ## Renew requirements.lock from pyproject.toml
	$(VENV)/bin/python -m pip install --quiet pip-tools
	$(VENV)/bin/pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --extra dev --output-file requirements.lock pyproject.toml

clean: ## Remove everything that is built or installed
	rm -rf $(VENV) build site site.old .pytest_cache .mypy_cache .ruff_cache .coverage tests/browser/node_modules

# Debian and Ubuntu ship venv apart from python3. Not a target of its own: make runs a line that calls make even when asked only to show it.
define system-venv
	if command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then \
	  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq python3-venv >/dev/null; \
	elif command -v apt-get >/dev/null && sudo -n true 2>/dev/null; then \
	  sudo apt-get update -qq && sudo DEBIAN_FRONTEND=noninteractive apt-get install -y -qq python3-venv >/dev/null; \
	else echo "the system package python3-venv is needed: install it and run make again" >&2; exit 1; fi; \
	python3 -m venv --clear $(VENV)
endef

# A virtual environment with the locked packages; made anew when the lock changes.
$(READY): requirements.lock
	@command -v python3 >/dev/null || { echo "python3 (3.11 or newer) is needed and is not installed" >&2; exit 1; }
	@python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; this is $$(python3 --version)" >&2; exit 1; }
	@python3 -m venv --clear $(VENV) >/dev/null 2>&1 || { $(system-venv); }
	@$(PYTHON) -m pip --disable-pip-version-check install --quiet --require-hashes --requirement requirements.lock
	@touch $@

# What the tests need besides Python: Chromium, Java for the HTML validator, LibreOffice to show slides, and the npm packages.
TOOLS := tests/browser/node_modules/.ready
CHROMIUM := chromium google-chrome chromium-browser

# $(call system,commands,package): nothing where one of the commands is there; else the package by apt where it may; else one clear line.
define system
	@found() { for name in $(1); do command -v "$$name" >/dev/null && return; done; return 1; }; \
	found || if command -v apt-get >/dev/null && { [ "$$(id -u)" = 0 ] || sudo -n true 2>/dev/null; }; then \
	  as="$$([ "$$(id -u)" = 0 ] || echo sudo)"; \
	  $$as apt-get update -qq && $$as env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $(2) >/dev/null; \
	fi; \
	found || { echo "the system package $(2) is needed: install it and run make again" >&2; exit 1; }
endef

tools: $(TOOLS)
	$(call system,$(CHROMIUM),chromium)
	$(call system,java,default-jre-headless)
	$(call system,soffice,libreoffice-impress)

# The fonts of the printed book, locked; they lie in the environment, which every checkout makes for itself.
$(FONTS): hooks/fonts/package-lock.json hooks/fonts/package.json $(READY)
	$(call system,npm,npm)
	@mkdir -p $(VENV)/fonts && cp hooks/fonts/package.json hooks/fonts/package-lock.json hooks/fonts/.npmrc $(VENV)/fonts/
	@cd $(VENV)/fonts && npm ci --ignore-scripts --loglevel=error >/dev/null
	@touch $@

# The packages hold no registry's address and run no script of their own.
$(TOOLS): tests/browser/package-lock.json tests/browser/package.json
	$(call system,npm,npm)
	@cd tests/browser && npm ci --ignore-scripts --loglevel=error >/dev/null
	@touch $@
