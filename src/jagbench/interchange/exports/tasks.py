"""A suite as a task of lm-eval, Inspect or OpenAI evals: a folder that the tool runs."""

import json
import re
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Final

from jagbench.errors import unknown_name
from jagbench.probes import Probe, Suite, to_json
from jagbench.probes.own import PROBE
from jagbench.probes.written import target_of
from jagbench.runners.durable import write_out
from jagbench.runners.protocols import ANSWER_ROOM, parse_protocol

PROBES: Final = "probes.jsonl"
"""The file of a task that holds its questions; `--suite` takes it too."""

_UTILS = '''\
"""The questions of {name} and their judge, for lm-eval: jagbench reads every reply and judges it."""

import json
from pathlib import Path

import datasets

from jagbench.interchange.judging import judge_reply


def questions(**kwargs):
    """The questions, each with its prompt, its target reply and the whole probe."""
    with (Path(__file__).parent / "{probes}").open(encoding="utf-8") as lines:
        return {{"test": datasets.Dataset.from_list([json.loads(line) for line in lines])}}


def judge(doc, results):
    """Whether the reply is right, and right in the format asked for."""
    judged = judge_reply(doc["{key}"], results[0])
    return {{"accuracy": float(judged["correct"]), "strict_accuracy": float(judged["strict"])}}
'''

_YAML = """\
# The suite {name} of jagbench, SHA-256 {sha256}.
task: {task}
custom_dataset: !function utils.questions
output_type: generate_until
test_split: test
doc_to_text: prompt
doc_to_target: target
process_results: !function utils.judge
generation_kwargs:
  until: []
  do_sample: false
  temperature: 0.0
  max_gen_toks: {room}
metric_list:
  - metric: accuracy
    aggregation: mean
    higher_is_better: true
  - metric: strict_accuracy
    aggregation: mean
    higher_is_better: true
metadata:
  version: 1.0
"""

_INSPECT = '''\
"""The suite {name} of jagbench, SHA-256 {sha256}: `inspect eval task.py --model MODEL`.

jagbench reads every reply and judges it.
"""

from pathlib import Path

from inspect_ai import Task, task
from inspect_ai.dataset import Sample, json_dataset
from inspect_ai.model import GenerateConfig
from inspect_ai.scorer import CORRECT, INCORRECT, Score, accuracy, scorer, stderr
from inspect_ai.solver import generate

from jagbench.interchange.judging import judge_reply

ENDED = {{"stop": "stop", "max_tokens": "length", "model_length": "length", "content_filter": "refusal"}}


def sample(line):
    return Sample(
        id=line["id"], input=line["prompt"], target=line["target"], metadata={{"{key}": line["{key}"]}}
    )


@scorer(metrics=[accuracy(), stderr()])
def jagbench():
    async def score(state, target):
        ended = ENDED.get(state.output.stop_reason)
        judged = judge_reply(state.metadata["{key}"], state.output.completion, ended)
        return Score(
            value=CORRECT if judged["correct"] else INCORRECT,
            answer=judged["reading"],
            explanation=f"{{judged['verdict']}} by the rule {{judged['rule']}}",
            metadata=judged,
        )

    return score


@task
def {task}():
    return Task(
        dataset=json_dataset(str(Path(__file__).parent / "{probes}"), sample),
        solver=generate(),
        scorer=jagbench(),
        config=GenerateConfig(temperature=0.0, max_tokens={room}),
    )
'''

_REGISTRY = """\
# The suite {name} of jagbench, SHA-256 {sha256}.
{task}:
  id: {task}.test.v1
  metrics: [accuracy, strict_accuracy]
{task}.test.v1:
  class: {task}_judge:Judge
  args:
    samples_jsonl: {task}/{probes}
"""

_JUDGE = '''\
"""The judge of the suite {name}, for OpenAI evals: jagbench reads every reply and judges it."""

import evals
from evals.metrics import get_accuracy
from evals.record import record_match

from jagbench.interchange.judging import judge_reply


class Judge(evals.Eval):
    """Ask each question once, greedily, in {room} tokens."""

    def eval_sample(self, sample, rng):
        result = self.completion_fn(prompt=sample["input"], temperature=0.0, max_tokens={room})
        reply = (result.get_completions() or [None])[0]
        judged = judge_reply(sample["{key}"], reply or "")
        record_match(
            judged["correct"],
            expected=sample["ideal"],
            picked=judged["reading"],
            strict=judged["strict"],
            prompt=sample["input"],
            sampled=reply,
            {key}=sample["{key}"],
        )

    def run(self, recorder):
        self.eval_all_samples(recorder, self.get_samples())
        found = recorder.get_events("match")
        strict = sum(event.data["strict"] for event in found) / len(found)
        return {{"accuracy": get_accuracy(found), "strict_accuracy": strict}}
'''


def _line(probe: Probe) -> Mapping[str, str]:
    return {"id": probe.id, "prompt": probe.prompt, "target": target_of(probe), PROBE: to_json(probe)}


def _sample(probe: Probe) -> Mapping[str, object]:
    asked = [{"role": "user", "content": probe.prompt}]
    return {"input": asked, "ideal": target_of(probe), "id": probe.id, PROBE: to_json(probe)}


def _files(
    suite: Suite, line: Callable[[Probe], Mapping[str, object]], place: str = "{probes}", **texts: str
) -> dict[str, str]:
    """The files of a task by their names; `place` is that of the questions."""
    about = {
        "name": suite.name,
        "sha256": suite.sha256,
        "task": task_name(suite),
        "probes": PROBES,
        "key": PROBE,
        "room": str(_room(suite)),
    }
    lines = "".join(json.dumps(line(probe), ensure_ascii=False) + "\n" for probe in suite)
    files = {name.format(**about): text.format(**about) for name, text in texts.items()}
    return {**files, place.format(**about): lines}


def _lm_eval(suite: Suite) -> dict[str, str]:
    return _files(suite, _line, **{"{task}.yaml": _YAML, "utils.py": _UTILS})


def _inspect(suite: Suite) -> dict[str, str]:
    return _files(suite, _line, **{"task.py": _INSPECT})


def _openai_evals(suite: Suite) -> dict[str, str]:
    files = {"evals/{task}.yaml": _REGISTRY, "{task}_judge.py": _JUDGE}
    return _files(suite, _sample, "data/{task}/{probes}", **files)


TASKS: Final[Mapping[str, Callable[[Suite], dict[str, str]]]] = {
    "lm-eval": _lm_eval,
    "inspect": _inspect,
    "openai-evals": _openai_evals,
}
"""The tools that a suite can be a task of, each with what makes its files."""


def task_name(suite: Suite) -> str:
    """What a suite is called as a task: a name that is one in Python too."""
    name = re.sub(r"\W+", "_", Path(suite.name).name.split(".")[0]).strip("_").lower()
    return name if name and not name[0].isdigit() else f"suite_{name}"


def _room(suite: Suite) -> int:
    """Tokens for the longest right answer, as the protocol `direct` gives them."""
    beyond = max(len(target_of(probe).encode("utf-8", "surrogatepass")) - ANSWER_ROOM for probe in suite)
    return parse_protocol("direct")[0].sampling.max_tokens + max(0, beyond)


def export_task(suite: Suite, tool: str, folder: Path) -> list[Path]:
    """Write a suite as a task of another tool.

    Args:
        suite: What is asked.
        tool: One of `TASKS`.
        folder: Where the files go; it is made where there is none.

    Returns:
        The files.

    Raises:
        InvalidArgument: if there is no such tool.
        OSError: if they cannot be written.
    """
    if tool not in TASKS:
        raise unknown_name("tool", tool, TASKS)
    written: list[Path] = []
    for name, text in TASKS[tool](suite).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        write_out(folder / name, partial(_write, text.encode("utf-8", "surrogatepass")))
        written.append(folder / name)
    return written


def _write(content: bytes, path: Path) -> None:
    path.write_bytes(content)
