"""The `vllm` engine beside `LLM.chat`, lm-eval and the best bare loop, on the same probes.

Every arm is a process of its own that answers the same prompts at temperature 0 with the same `max_tokens`.
What is measured is the time from the moment the model is loaded to the end of the process. The arms take
turns, so that what else the machine does falls on all of them.

    python bench/vllm.py MODEL [--count 2000] [--max-tokens 16] [--repeats 5] [--arms ...] [--lm-eval PYTHON]
                         [--roofline FLOPS BANDWIDTH]

`bare` is one loop over `add_request` and `step` with the arguments that jagbench chose, all prompts tokenised
in one batch in jagbench's order and added beforehand, nothing written: what jagbench takes beyond it is its
overhead. `generate` gives the same prompts with the same arguments to `LLM.generate`. `chat` is `LLM.chat`
with vLLM's defaults. `lm-eval` runs `--model vllm --batch_size auto`; name the
Python that has it with `--lm-eval`.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import distributions
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

LOADED = "jagbench bench: the model is loaded"
ARMS = ("jagbench", "bare", "generate", "chat", "lm-eval")


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """What every arm is asked."""

    model: str
    max_tokens: int
    folder: Path
    lm_eval: str

    @property
    def suite(self) -> Path:
        """The probes."""
        return self.folder / "suite.jsonl"

    @property
    def run(self) -> Path:
        """The folder of jagbench's run."""
        return self.folder / "run"

    @property
    def texts(self) -> Path:
        """What an arm answered, by the ids of the probes."""
        return self.folder / "texts.json"

    @property
    def tokens(self) -> Path:
        """How many tokens the bare loop saw."""
        return self.folder / "tokens.json"


def write_suite(path: Path, count: int) -> None:
    """Probes of `core-v1`, a balanced choice.

    Those whose right answers are long are left out: they get more tokens, and the other arms have one limit
    for all probes.
    """
    from jagbench.probes import load, write_probes
    from jagbench.probes.written import written
    from jagbench.runners.protocols import ANSWER_ROOM
    from jagbench.runners.selection import balanced

    short = [
        probe
        for probe in load("core-v1").probes
        if len(written(probe, probe.answer.value).encode()) <= ANSWER_ROOM
    ]
    path.write_bytes(write_probes(balanced(short)[:count]))


def timed(command: Sequence[object], loaded: Callable[[str], bool], environment: dict[str, str]) -> float:
    """Seconds from the line that says that the model is loaded to the end of the process."""
    process = subprocess.Popen(
        [str(part) for part in command],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        env={**os.environ, "HF_HUB_OFFLINE": "1", "HF_DATASETS_OFFLINE": "1", **environment},
    )
    assert process.stdout
    lines: list[str] = []
    begun: float | None = None
    for line in process.stdout:
        lines.append(line)
        if begun is None and loaded(line):
            begun = time.perf_counter()
    if process.wait() != 0 or begun is None:
        sys.exit("".join(lines[-30:]))
    return time.perf_counter() - begun


def run_jagbench(setup: Setup) -> float:
    for path in sorted(setup.run.rglob("*"), reverse=True):
        path.unlink()
    command = ["run", f"vllm:{setup.model}", "--suite", setup.suite, "--out", setup.run]
    return timed(
        [sys.executable, "-m", "jagbench", *command, "--max-tokens", setup.max_tokens],
        lambda line: line.startswith(f"vllm:{setup.model}: "),
        {},
    )


def run_arm(name: str, setup: Setup, environment: dict[str, str], python: str = sys.executable) -> float:
    # -P: this folder, in which this file has the library's name, is not on the path.
    command = [python, "-P", __file__, setup.model, "--arm", name, "--folder", setup.folder]
    return timed(
        [*command, "--max-tokens", setup.max_tokens], lambda line: line.startswith(LOADED), environment
    )


def run_alike(name: str, setup: Setup) -> float:
    """An arm with the arguments and the environment that jagbench chose."""
    from jagbench.runners.engines.vllm.process import ENVIRONMENT
    from jagbench.runners.run_directory import RunDirectory

    details = RunDirectory.open(setup.run).manifest.engine.details
    on_cpu = {"VLLM_ENABLE_V1_MULTIPROCESSING": "0"} if "kv_cache_memory_bytes" in details else {}
    return run_arm(name, setup, {**ENVIRONMENT, **on_cpu})


# Left alone, vLLM takes nearly all the memory of a CPU, and refuses where it is not free.
ROOM = {"VLLM_CPU_KVCACHE_SPACE": "4"}

RUN: dict[str, Callable[[Setup], float]] = {
    "jagbench": run_jagbench,
    "bare": lambda setup: run_alike("bare", setup),
    "generate": lambda setup: run_alike("generate", setup),
    "chat": lambda setup: run_arm("chat", setup, ROOM),
    "lm-eval": lambda setup: run_arm("lm-eval", setup, ROOM, python=setup.lm_eval),
}


def prompts_of(path: Path) -> tuple[list[str], list[str]]:
    """The ids and the prompts of a file of probes."""
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    probes = [line for line in lines if "prompt" in line]
    return [probe["id"] for probe in probes], [probe["prompt"] for probe in probes]


def save(setup: Setup, ids: Iterable[str], texts: Iterable[str]) -> None:
    setup.texts.write_text(json.dumps(dict(zip(ids, texts, strict=True))))


def say_loaded() -> None:
    print(f"\n{LOADED}", flush=True)


def load_alike(setup: Setup) -> Any:
    """A model, loaded with jagbench's arguments."""
    vllm: Any = import_module("vllm")
    no_arguments = {"sha256", "adapter,", "revision", "dtype", "quantization"}
    details = json.loads((setup.run / "run.json").read_bytes())["engine"]["details"]
    arguments = {name: value for name, value in details.items() if name.split()[0] not in no_arguments}
    llm = vllm.LLM(setup.model, **arguments)
    say_loaded()
    return llm


def tokenised(llm: Any, prompts: Sequence[str]) -> list[list[int]]:
    """The prompts in the model's chat template, as token ids, all in one batch."""
    tokenizer = llm.get_tokenizer()
    conversations = [[{"role": "user", "content": prompt}] for prompt in prompts]
    texts = tokenizer.apply_chat_template(conversations, tokenize=False, add_generation_prompt=True)
    return tokenizer(texts, add_special_tokens=False)["input_ids"]


def answer_generate(setup: Setup) -> None:
    """`LLM.generate` with jagbench's arguments and in its order."""
    llm = load_alike(setup)
    ids, prompts = prompts_of(setup.run / "probes.jsonl")
    sampling = import_module("vllm").SamplingParams(temperature=0.0, max_tokens=setup.max_tokens)
    tokens = tokenised(llm, prompts)
    outputs = llm.generate([{"prompt_token_ids": its} for its in tokens], sampling, use_tqdm=False)
    save(setup, ids, [output.outputs[0].text for output in outputs])


def answer_bare(setup: Setup) -> None:
    """One loop over `add_request` and `step`, with jagbench's arguments and in its order."""
    llm = load_alike(setup)
    kinds: Any = import_module("vllm.sampling_params")
    tokens_input: Any = import_module("vllm.inputs").tokens_input
    ids, prompts = prompts_of(setup.run / "probes.jsonl")
    sampling = kinds.SamplingParams(
        temperature=0.0,
        max_tokens=setup.max_tokens,
        output_kind=kinds.RequestOutputKind.FINAL_ONLY,
        skip_clone=True,
    )
    tokens = tokenised(llm, prompts)
    for number, its in enumerate(tokens):
        llm.llm_engine.add_request(str(number), tokens_input(its), sampling)
    texts = [""] * len(tokens)
    cached = written = 0
    while llm.llm_engine.has_unfinished_requests():
        for output in llm.llm_engine.step():
            texts[int(output.request_id)] = output.outputs[0].text
            cached += output.num_cached_tokens or 0
            written += len(output.outputs[0].token_ids)
    save(setup, ids, texts)
    counts = {"prompt": sum(map(len, tokens)), "cached": cached, "written": written}
    setup.tokens.write_text(json.dumps({"probes": len(tokens), **counts}))


def answer_chat(setup: Setup) -> None:
    """`LLM.chat` with vLLM's defaults."""
    vllm: Any = import_module("vllm")
    llm = vllm.LLM(setup.model)
    say_loaded()
    ids, prompts = prompts_of(setup.suite)
    conversations = [[{"role": "user", "content": prompt}] for prompt in prompts]
    sampling = vllm.SamplingParams(temperature=0.0, max_tokens=setup.max_tokens)
    outputs = llm.chat(conversations, sampling, use_tqdm=False)
    save(setup, ids, [output.outputs[0].text for output in outputs])


def answer_lm_eval(setup: Setup) -> None:
    """lm-eval's command line on a task that holds the same prompts."""
    ids, prompts = prompts_of(setup.suite)
    tasks = setup.folder / "tasks"
    tasks.mkdir(exist_ok=True)
    lines = [json.dumps({"prompt": prompt}) for prompt in prompts]
    (tasks / "prompts.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    task = {
        "task": "same_prompts",
        "dataset_path": "json",
        "dataset_kwargs": {"data_files": {"test": str(tasks / "prompts.jsonl")}},
        "test_split": "test",
        "output_type": "generate_until",
        "doc_to_text": "{{prompt}}",
        "doc_to_target": "",
        "generation_kwargs": {
            "until": [],
            "do_sample": False,
            "temperature": 0.0,
            "max_gen_toks": setup.max_tokens,
        },
        "metric_list": [{"metric": "exact_match"}],
    }
    # JSON is YAML.
    (tasks / "same_prompts.yaml").write_text(json.dumps(task))
    recorded_as_vllm(setup.folder / "record")
    vllm: Any = import_module("vllm")
    load = vllm.LLM.__init__

    def load_and_say(self: Any, *arguments: Any, **more: Any) -> None:
        load(self, *arguments, **more)
        say_loaded()

    vllm.LLM.__init__ = load_and_say
    evaluator: Any = import_module("lm_eval")
    manager: Any = import_module("lm_eval.tasks").TaskManager(include_path=str(tasks))
    results = evaluator.simple_evaluate(
        model="vllm",
        model_args=f"pretrained={setup.model}",
        batch_size="auto",
        tasks=["same_prompts"],
        task_manager=manager,
        apply_chat_template=True,
        log_samples=True,
        bootstrap_iters=0,
    )
    samples = sorted(results["samples"]["same_prompts"], key=lambda sample: sample["doc_id"])
    save(setup, ids, [sample["resps"][0][0] for sample in samples])


def recorded_as_vllm(folder: Path) -> None:
    """Builds for the CPU leave no record of "vllm", by which lm-eval looks for it."""
    if any(found.name == "vllm" for found in distributions()):
        return
    record = folder / "vllm-0.dist-info"
    record.mkdir(parents=True, exist_ok=True)
    # vLLM itself looks here for what it was built for.
    built = f"{import_module('vllm').__version__}+cpu"
    (record / "METADATA").write_text(f"Metadata-Version: 2.1\nName: vllm\nVersion: {built}\n")
    sys.path.append(str(folder))


ANSWER: dict[str, Callable[[Setup], None]] = {
    "bare": answer_bare,
    "generate": answer_generate,
    "chat": answer_chat,
    "lm-eval": answer_lm_eval,
}


def accuracy(setup: Setup, texts: dict[str, str]) -> float:
    """Share of probes answered right, by jagbench's reading for every arm."""
    from jagbench.analysis.frame.verdicts import judge
    from jagbench.analysis.reading import read_probe
    from jagbench.probes import read_probes

    right = 0
    for probe in read_probes(setup.suite.read_bytes(), source=str(setup.suite)):
        reading = read_probe(probe, texts[probe.id], "stop")
        right += judge(reading, probe.answer, probe.language) == "correct"
    return right / len(texts)


def texts_of(arm: str, setup: Setup) -> dict[str, str]:
    if arm != "jagbench":
        return json.loads(setup.texts.read_bytes())
    from jagbench.runners.run_directory import RunDirectory

    return {reply.probe: reply.text for reply in RunDirectory.open(setup.run).replies().values()}


def compare(setup: Setup, arms: Sequence[str], count: int, repeats: int) -> None:
    seconds: dict[str, list[float]] = {arm: [] for arm in arms}
    texts: dict[str, dict[str, str]] = {}
    for repeat in range(repeats):
        for arm in arms:
            seconds[arm].append(RUN[arm](setup))
            texts[arm] = texts_of(arm, setup)
            print(f"{repeat + 1}/{repeats} {arm:<10} {seconds[arm][-1]:8.1f} s", file=sys.stderr, flush=True)
    ours = median(seconds["jagbench"])
    print(f"{count} probes, {setup.max_tokens} tokens, medians of {repeats}, loaded model to end of process")
    print(
        f"{'':<10} {'seconds':>9} {'least':>8} {'most':>8} {'probes/s':>9} {'jagbench is':>12} "
        f"{'same text':>10} {'right':>7}"
    )
    for arm in arms:
        middle = median(seconds[arm])
        same = sum(texts[arm][id] == text for id, text in texts["jagbench"].items()) / count
        print(
            f"{arm:<10} {middle:>9.1f} {min(seconds[arm]):>8.1f} {max(seconds[arm]):>8.1f} "
            f"{count / middle:>9.1f} {middle / ours:>11.2f}x {same:>10.1%} "
            f"{accuracy(setup, texts[arm]):>7.2%}"
        )


def roofline(setup: Setup, *, flops: float, bandwidth: float) -> float:
    """Probes per second that a GPU allows: no probe takes less than its arithmetic or its bytes.

    Two operations for each parameter and token that is computed; the weights are read once for each step of
    a full batch, and the keys and values of a probe once for each token that it writes.

    Args:
        setup: The run with its token counts, which the bare arm wrote, and the model's folder.
        flops: Operations per second that the GPU sustains in the model's precision.
        bandwidth: Bytes per second that its memory sustains.
    """
    config = json.loads((Path(setup.model) / "config.json").read_bytes())
    tokens = json.loads(setup.tokens.read_bytes())
    batch = json.loads((setup.run / "run.json").read_bytes())["engine"]["details"]["max_num_seqs"]
    weights = sum(path.stat().st_size for path in Path(setup.model).glob("*.safetensors"))
    head = config["vocab_size"] * config["hidden_size"]
    body = weights / 2 - head * (1 if config.get("tie_word_embeddings") else 2)
    width = config.get("head_dim") or config["hidden_size"] // config["num_attention_heads"]
    held = 4 * config["num_hidden_layers"] * config["num_key_value_heads"] * width
    prompt, cached, written = (tokens[name] / tokens["probes"] for name in ("prompt", "cached", "written"))
    operations = 2 * body * (prompt - cached + written) + 2 * head * written
    moved = written * (weights / batch + (prompt + written / 2) * held)
    return 1 / max(operations / flops, moved / bandwidth)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("model")
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--max-tokens", type=int, default=16)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--arms", nargs="+", choices=ARMS, default=ARMS)
    parser.add_argument("--lm-eval", default=sys.executable, metavar="PYTHON")
    parser.add_argument("--roofline", nargs=2, type=float, metavar=("FLOPS", "BANDWIDTH"))
    parser.add_argument("--arm", choices=ANSWER, help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    setup = Setup(
        model=given.model, max_tokens=given.max_tokens, folder=given.folder or Path(), lm_eval=given.lm_eval
    )
    if given.arm:
        ANSWER[given.arm](setup)
        return
    with TemporaryDirectory(prefix="jagbench-bench-") as name:
        setup = Setup(
            model=given.model, max_tokens=given.max_tokens, folder=Path(name), lm_eval=given.lm_eval
        )
        write_suite(setup.suite, given.count)
        # jagbench first: the bare loop takes its arguments and its order.
        arms = ["jagbench", *(arm for arm in ARMS if arm in given.arms and arm != "jagbench")]
        compare(setup, arms, given.count, given.repeats)
        if given.roofline:
            rate = roofline(setup, flops=given.roofline[0], bandwidth=given.roofline[1])
            print(f"{'roofline':<10} {given.count / rate:>9.1f} {'':>17} {rate:>9.1f}")


if __name__ == "__main__":
    main()
