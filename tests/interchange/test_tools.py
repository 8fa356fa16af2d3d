"""Tasks, logs and records with the real tools and a real model (`make test-interchange` installs them)."""

import json
import os
import subprocess
import sys
from collections.abc import Generator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import jagbench as jb
from jagbench.interchange.exports.every_eval_ever import export_records
from jagbench.interchange.exports.inspect_log import export_log
from jagbench.interchange.exports.tasks import export_task
from jagbench.probes import write_probes
from jagbench.runners.engine import Sampling
from jagbench.runners.manner import Manner

TOOLS = ("inspect_ai", "lm_eval", "openai", "xllamacpp", "every_eval_ever", "helm", "evals")
LACKING = [name for name in TOOLS if find_spec(name) is None]

pytestmark = [
    pytest.mark.slow,
    pytest.mark.model,
    pytest.mark.skipif(
        bool(LACKING), reason=f"{', '.join(LACKING)} not installed: make test-interchange installs the tools"
    ),
]

SERVER = """
import sys, time, xllamacpp as x
p = x.CommonParams(); p.model.path = sys.argv[1]; p.model_alias = {'smollm2'}
p.n_parallel = 1; p.n_ctx = 1024; p.cpuparams.n_threads = 1; p.cpuparams_batch.n_threads = 1
p.verbosity = -1; p.cache_ram_mib = 0
s = x.Server(p); print(s.listening_address, flush=True); time.sleep(900)
"""
HELM_SCENARIO = """
import json
from helm.benchmark.adaptation.adapter_spec import ADAPT_GENERATION, AdapterSpec
from helm.benchmark.run_spec import RunSpec, run_spec_function
from helm.benchmark.scenarios.scenario import (
    CORRECT_TAG, TEST_SPLIT, Input, Instance, Output, Reference, Scenario, ScenarioSpec
)

class Questions(Scenario):
    name, description, tags = "questions", "A file of questions.", []

    def __init__(self, path):
        super().__init__()
        self.path = path

    def get_instances(self, output_path):
        with open(self.path, encoding="utf-8") as lines:
            return [self.instance(**json.loads(line)) for line in lines]

    def instance(self, id, prompt, target, **rest):
        right = Reference(Output(text=target), tags=[CORRECT_TAG])
        return Instance(id=id, input=Input(text=prompt), references=[right], split=TEST_SPLIT)

@run_spec_function("questions")
def questions(path, room):
    around = ("instructions", "input_prefix", "input_suffix", "output_prefix", "output_suffix")
    bare = dict.fromkeys(around, "")
    adapter = AdapterSpec(
        method=ADAPT_GENERATION, **bare, max_train_instances=0, num_outputs=1, max_tokens=int(room),
        temperature=0.0, stop_sequences=[]
    )
    scenario = ScenarioSpec(class_name="scenario.Questions", args={"path": path})
    return RunSpec(name="questions", scenario_spec=scenario, adapter_spec=adapter, metric_specs=[], groups=[])
"""
HELM_MODEL = """
model_deployments:
  - name: local/smollm2
    tokenizer_name: simple/tokenizer1
    max_sequence_length: 4096
    client_spec:
      class_name: helm.clients.openai_client.OpenAIClient
      args: {base_url: ADDRESS/v1, api_key: none, openai_model_name: smollm2}
"""
EVALS_MODEL = """
import openai
from evals.record import record_sampling

class Reply:
    def __init__(self, text):
        self.text = text

    def get_completions(self):
        return [self.text]

def local(base_url, registry):
    client = openai.OpenAI(base_url=base_url, api_key="none")

    def asked(prompt, **sampling):
        answer = client.chat.completions.create(model="smollm2", messages=prompt, **sampling)
        text = answer.choices[0].message.content
        record_sampling(prompt=prompt, sampled=[text], model=answer.model)
        return Reply(text)

    return asked
"""
COUNT = 8
ROOM = 64


@pytest.fixture(scope="module")
def address() -> Generator[str]:
    """A server of llama.cpp with SmolLM2, in a process of its own."""
    from jagbench.runners.engines.llama_models import EMBEDDED_INSTALL, embedded_model

    model = embedded_model()
    if model is None:
        pytest.skip(f"the embedded model is not installed: {EMBEDDED_INSTALL}")
    command = [sys.executable, "-c", SERVER, str(model)]
    # Threads that wait must not take the cores from those of the tools.
    quiet = {**os.environ, "OMP_WAIT_POLICY": "passive"}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=quiet
    ) as process:
        assert process.stdout is not None
        yield process.stdout.readline().strip()
        process.kill()


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A suite with short right answers, and its tasks."""
    folder = tmp_path_factory.mktemp("tools")
    short = [probe for probe in jb.load("smoke-v2") if len(probe.answer.value) < 16][::35][:COUNT]
    (folder / "short.jsonl").write_bytes(write_probes(short))
    for tool in ("lm-eval", "inspect", "openai-evals"):
        export_task(jb.load(folder / "short.jsonl"), tool, folder / tool)
    return folder


@pytest.fixture(scope="module")
def own(home: Path, address: str) -> jb.Run:
    """What jagbench finds when it asks the server itself."""
    manner = Manner(sampling=Sampling(max_tokens=ROOM))
    return jb.run(f"openai:smollm2@{address}/v1", home / "short.jsonl", out=home / "run", manner=manner)


def done(command: list[str], folder: Path, **environment: str) -> None:
    found = subprocess.run(
        [str(Path(sys.executable).parent / command[0]), *command[1:]],
        cwd=folder,
        env={
            **os.environ,
            "HF_HUB_OFFLINE": "1",
            "PYTHONPATH": os.pathsep.join([*sys.path, str(folder), str(folder / "openai-evals")]),
            **environment,
        },
        capture_output=True,
        text=True,
    )
    assert found.returncode == 0, found.stderr[-4000:]


def the_same(log: pd.DataFrame, own: pd.DataFrame) -> int:
    """Check that wherever the replies are the same, so is what is made of them; and count these."""
    both = log.merge(own, on=["probe", "reply"], suffixes=("", "_own"))
    for name in ("verdict", "reading", "rule", "strict", "correct"):
        assert both[name].tolist() == both[f"{name}_own"].tolist()
    return len(both)


def test_lm_eval(home: Path, address: str, own: jb.Run) -> None:
    model = f"model=smollm2,base_url={address}/v1/chat/completions,num_concurrent=1"
    task = ["--tasks", "short", "--include_path", "lm-eval", "--apply_chat_template"]
    kept = ["--log_samples", "--output_path", "logs"]
    done(["lm_eval", "--model", "local-chat-completions", "--model_args", model, *task, *kept], home)
    (samples,) = (home / "logs").rglob("samples_*.jsonl")
    (results,) = (home / "logs").rglob("results_*.json")

    log = jb.Run(samples)

    assert (log.model, len(log.frame)) == ("lm-eval:smollm2", COUNT)
    told: dict[str, Any] = json.loads(results.read_text())["results"]["short"]
    assert told["accuracy,none"] == pytest.approx(log.frame["correct"].mean())
    assert told["strict_accuracy,none"] == pytest.approx(log.frame["strict"].mean())
    whole = own.frame[own.frame["finish_reason"] == "stop"]  # lm-eval does not tell that a reply was cut
    assert the_same(log.frame, whole) >= 0.7 * len(whole)


def test_inspect(home: Path, address: str, own: jb.Run) -> None:
    command = ["inspect", "eval", "inspect/task.py", "--model", "openai-api/local/smollm2"]
    more = ["--log-dir", "inspect-logs", "--display", "plain", "--max-connections", "1"]
    done([*command, *more], home, LOCAL_API_KEY="none", LOCAL_BASE_URL=f"{address}/v1")
    (path,) = (home / "inspect-logs").glob("*.eval")

    log = jb.Run(path)

    read: Any = import_module("inspect_ai.log").read_eval_log(str(path))
    told = read.results.scores[0].metrics["accuracy"].value
    assert told == pytest.approx(log.frame["correct"].mean())
    assert len(log.frame) == COUNT
    assert the_same(log.frame, own.frame) >= 0.7 * COUNT


def test_helm(home: Path, address: str, own: jb.Run) -> None:
    (home / "scenario.py").write_text(HELM_SCENARIO)
    (home / "prod_env").mkdir()
    (home / "prod_env" / "model_deployments.yaml").write_text(HELM_MODEL.replace("ADDRESS", address))
    entries = [
        f"questions:path={home}/inspect/probes.jsonl,room={ROOM},model=local/smollm2",
        "simple_mcqa:model=local/smollm2",
    ]
    command = ["helm-run", "--plugins", "scenario", "--run-entries", *entries, "--suite", "short"]
    done([*command, "-m", str(COUNT), "-n", "1", "--local-path", "prod_env", "--disable-cache"], home)
    folder = home / "benchmark_output" / "runs" / "short"
    (state,) = folder.glob("questions:*/scenario_state.json")
    (choices,) = folder.glob("simple_mcqa:*/scenario_state.json")

    log = jb.Run(state, suite=home / "short.jsonl")

    assert (log.model, len(log.frame)) == ("helm:local/smollm2", COUNT)
    assert the_same(log.frame, own.frame) >= 0.7 * COUNT
    # Choices as HELM itself shows and judges them, by the questions that its log holds.
    told: list[dict[str, Any]] = json.loads(choices.with_name("stats.json").read_text())
    (exact,) = (each["mean"] for each in told if each["name"] == {"name": "exact_match", "split": "test"})
    chosen = jb.Run(choices).frame
    assert set(chosen["kind"]) == {"choice"}
    assert chosen["strict"].mean() == pytest.approx(exact)


def test_openai_evals(home: Path, address: str, own: jb.Run) -> None:
    registry = home / "openai-evals"
    (registry / "completion_fns").mkdir()
    model = {"local": {"class": "local_model:local", "args": {"base_url": f"{address}/v1"}}}
    (registry / "completion_fns" / "local.yaml").write_text(json.dumps(model))
    (home / "local_model.py").write_text(EVALS_MODEL)
    command = ["oaieval", "local", "short", "--registry_path", "openai-evals", "--record_path", "evals.jsonl"]
    done(command, home, OPENAI_API_KEY="none", OPENAI_BASE_URL=f"{address}/v1", EVALS_SEQUENTIAL="1")

    log = jb.Run(home / "evals.jsonl")

    lines: list[dict[str, Any]] = list(map(json.loads, (home / "evals.jsonl").read_text().splitlines()))
    (told,) = (line["final_report"] for line in lines if "final_report" in line)
    assert (log.model, len(log.frame)) == ("openai-evals:smollm2", COUNT)
    assert told["accuracy"] == pytest.approx(log.frame["correct"].mean())
    assert told["strict_accuracy"] == pytest.approx(log.frame["strict"].mean())
    whole = own.frame[own.frame["finish_reason"] == "stop"]  # its log does not tell that a reply was cut
    assert the_same(log.frame, whole) >= 0.7 * len(whole)


def test_a_run_is_a_log_of_inspect_and_a_run_again(own: jb.Run, tmp_path: Path) -> None:
    path = export_log(own.directory, own.frame, tmp_path / "run.eval")

    read: Any = import_module("inspect_ai.log").read_eval_log(str(path))
    assert len(read.samples) == COUNT
    assert read.results.scores[0].metrics["accuracy"].value == own.frame["correct"].mean()
    again = jb.Run(path).frame.set_index("probe").loc[own.frame["probe"]].reset_index()
    judged = ["probe", "reply", "finish_reason", "verdict", "reading", "rule", "strict"]
    pd.testing.assert_frame_equal(again[judged], own.frame[judged])


def test_records_pass_the_validator_of_every_eval_ever(own: jb.Run, tmp_path: Path) -> None:
    paths = export_records(own.directory, own.frame, tmp_path)

    found = subprocess.run(
        [
            sys.executable,
            "-m",
            "every_eval_ever.validate",
            *(str(each.relative_to(tmp_path)) for each in paths),
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )

    assert found.returncode == 0, found.stdout
    assert "2 passed, 0 warning-only, 0 failed" in found.stdout
