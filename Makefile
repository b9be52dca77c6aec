# `make serve` and `make test` do all set-up on a machine that has Python 3.11 and nothing else.
.DEFAULT_GOAL := help
.PHONY: help setup serve test check format report lock clean

PYTHON ?= python3.11
VENV := .venv
PY := $(VENV)/bin/python
READY := $(VENV)/.ready
# uv, from the path or brought into a corner of its own
UV := $(shell command -v uv 2>/dev/null || echo $(CURDIR)/var/uv/bin/uv)
# TORCH=cpu leaves out CUDA: about 5 GB less to download
TORCH ?= cuda
# Where to look for packages first, if the machine has such a folder; never written into the lock
FOUND := $(if $(PIP_FIND_LINKS),--find-links $(PIP_FIND_LINKS))

help: ## list the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/ -/'

setup: $(READY) ## create .venv with everything that requirements.txt locks

$(READY): requirements.txt pyproject.toml
	@test -x $(UV) || ($(PYTHON) -m venv var/uv && var/uv/bin/pip install --quiet uv)
	$(UV) venv --quiet --allow-existing --python $(PYTHON) $(VENV)
ifeq ($(TORCH),cpu)
	sed -nE '/^(nvidia-|cuda-|triton|torch==|faiss-gpu)/,/[^\\]$$/!p' requirements.txt > var/requirements-cpu.txt
	$(UV) pip sync --quiet --python $(PY) --compile-bytecode var/requirements-cpu.txt
	$(UV) pip install --quiet --python $(PY) --compile-bytecode $(FOUND) --torch-backend cpu \
	  "$$(grep -oE '^torch==[^ ]+' requirements.txt)" "$$(grep -oE '^faiss-cpu==[^ ]+' requirements.txt)"
else
	$(UV) pip sync --quiet --python $(PY) --compile-bytecode requirements.txt
endif
	$(UV) pip install --quiet --python $(PY) --no-deps --editable .
	@touch $(READY)

serve: setup ## start the product on http://127.0.0.1:8000 (first start fills the demo shop)
	$(PY) -m bot serve

test: setup ## run the test suite, on as many cores as there are, up to four
	OMP_NUM_THREADS=1 $(PY) -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder

check: setup ## formatting, lint, types, and who may import whom
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/ruff check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports --no-cache

format: setup ## format and fix what can be fixed by itself
	$(VENV)/bin/ruff format .
	$(VENV)/bin/ruff check --fix .

report: setup ## write an HTML report on the recommender model in use
	$(PY) -m bot models report

lock: ## resolve pyproject.toml anew into requirements.txt (versions and hashes, no addresses)
	$(UV) lock --quiet --upgrade --python $(PYTHON)
	$(UV) export --quiet --frozen --no-emit-project --no-annotate --no-header --all-groups --format requirements-txt -o requirements.txt
	@rm uv.lock

clean: ## remove what can be made again: the environment, caches and the embedded database
	rm -rf $(VENV) var build *.egg-info .mypy_cache .ruff_cache .hypothesis
