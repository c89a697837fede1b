# Each target sets up what it needs, also on a bare machine.
SHELL := /bin/bash
UV := $(shell command -v uv 2>/dev/null || echo .uv/bin/uv)
# Large, and not the default: `make check-faces` installs them for itself.
EXTRAS := --all-extras --no-extra dlib --no-extra blink
RUN := $(UV) run --frozen $(EXTRAS)
export UV_LINK_MODE ?= copy
# Compiled once at installation: a server that starts again after a power cut does not compile first.
export UV_COMPILE_BYTECODE ?= 1
unexport PYTHONDONTWRITEBYTECODE
# More than two only where there are processors for them: some tests look at how long a visitor would wait.
WORKERS ?= 2

.PHONY: help demo check check-faces test lint features setup system-libraries bench crash clean
.DEFAULT_GOAL := help

help: ## what can be made
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 20

demo: setup ## a whole visit: server, kiosk, wall, counters, simulated visitors (VISITS=20 OUT=DIR)
	$(RUN) hallcall demo $(if $(VISITS),--visits $(VISITS)) $(if $(OUT),--out $(OUT)) $(ARGS)

check: lint test ## everything that decides whether a change may land
	$(RUN) python tests/helpers/write_features.py --check

check-faces: setup ## the face engines with what is not installed by default: dlib, a site's own model, and OpenCV 4.13
	$(UV) run --frozen --all-extras --isolated --with onnx --with onnxruntime pytest -q tests/unit/face
	$(RUN) --isolated --with 'opencv-python-headless==4.13.*' pytest -q tests/unit/face

test: setup browser ## the tests, in two processes (WORKERS=0: in one, as plain pytest)
	$(RUN) pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder $(ARGS)

lint: setup ## style, types, import contracts, QML
	$(RUN) ruff check .
	$(RUN) ruff format --check .
	$(RUN) lint-imports
	$(RUN) pyright
	$(RUN) python tests/helpers/lint_qml.py

features: setup ## which rows of docs/features.tsv are proved by which tests -> docs/reference/features.md
	$(RUN) python tests/helpers/write_features.py
	PYTHONPATH=tests $(RUN) python tests/helpers/write_drivers.py

bench: setup ## every published figure, in its short form; LONG=1 as published (needs a quiet machine)
	$(RUN) python bench/search.py
	$(RUN) python bench/devices.py
	$(RUN) python bench/device_day.py $(if $(LONG),--long)
	$(RUN) python bench/hall.py $(if $(LONG),--long)
	$(RUN) python bench/wall.py $(if $(LONG),--presses 100)
	$(RUN) python bench/key_to_board.py --presses $(if $(LONG),40,8)
	$(RUN) python bench/wait.py $(if $(LONG),,--days 1 --learned 2)
	$(RUN) python bench/emergency.py --times $(if $(LONG),40,10)
	$(RUN) python bench/pager.py --times $(if $(LONG),60,20)

crash: setup ## 30,000 power cuts under the store and 100 kills of the server: what is lost (ARGS="--kills 10 --cuts 1000")
	$(RUN) python bench/crash.py $(ARGS)

setup: system-libraries .venv/.ready

.venv/.ready uv: | system-libraries

.venv/.ready: pyproject.toml uv.lock | uv
	$(UV) sync --frozen $(EXTRAS) --quiet
	@touch $@

.PHONY: uv
uv:
	@command -v uv >/dev/null 2>&1 || test -x .uv/bin/uv || { \
	  echo "installing uv into .uv"; python3 -m venv .uv && .uv/bin/pip install --quiet --disable-pip-version-check uv || { \
	  echo "uv could not be installed: please run 'pip install uv' and try again" >&2; exit 1; }; }

system-libraries:
	@bash deploy/system-libraries.sh

.PHONY: browser
browser:
	@bash deploy/test-browser.sh

clean: ## forget what was built
	rm -rf .venv .uv build dist .ruff_cache .import_linter_cache .hypothesis
