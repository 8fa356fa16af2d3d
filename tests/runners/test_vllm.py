"""The `vllm` engine with the real vLLM and the embedded model, on the CPU: `make test-vllm`."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from jagbench.errors import InvalidArgument, JagbenchError
from jagbench.probes import write_probes
from jagbench.runners.engine import Choice, JsonSchema, Message, Regex, Request, Sampling
from jagbench.runners.engines import Opening, open_engine
from jagbench.runners.engines.vllm import Vllm
from jagbench.runners.reply import Reply
from jagbench.runners.run_directory import RunDirectory
from tests.runners.samples import make_probe

pytestmark = [
    pytest.mark.slow,
    pytest.mark.vllm,
    pytest.mark.skipif(find_spec("vllm") is None, reason="vLLM is not installed: make test-vllm"),
]

HERE = Path(__file__).parent
ENVIRONMENT = {**os.environ, "HF_HUB_OFFLINE": "1"}


@pytest.fixture(scope="module")
def engine(model: Path) -> Iterator[Vllm]:
    """The engine with its defaults."""
    opened = load(model)
    yield opened
    opened.close()


def load(folder: Path, **arguments: Any) -> Vllm:
    opened = open_engine(f"vllm:{folder}", Opening(arguments=arguments))
    assert isinstance(opened, Vllm)
    return opened


def request(key: str, prompt: str, *, sampling: Sampling | None = None, **more: Any) -> Request:
    message = Message(role="user", content=prompt)
    sampling = sampling or Sampling(max_tokens=8)
    return Request(key=key, probe=key, turn=0, messages=(message,), sampling=sampling, **more)


def collect(engine: Vllm, requests: Sequence[Request]) -> dict[str, Reply]:
    for each in requests:
        engine.submit(each)
    replies: dict[str, Reply] = {}
    while len(replies) < len(requests):
        replies |= {reply.key: reply for reply in engine.poll()}
    return replies


def test_a_request_that_fails_leaves_the_others_alone(engine: Vllm) -> None:
    replies = collect(
        engine,
        [
            request("well", "Say hello."),
            request("long", "x " * 5000),
            request("surrogate", "a lone \ud800 surrogate"),
            request("hot", "Say hello.", sampling=Sampling(temperature=3)),
            request("expression", "A number?", constraint=Regex(pattern="[0-9")),
            request("candidate", "Say hello.", candidates=("a", "\ud800")),
            request("empty", ""),
        ],
    )
    errors = {key: reply.error for key, reply in replies.items() if reply.finish_reason == "error"}
    assert sorted(errors) == ["candidate", "expression", "hot", "long", "surrogate"]
    assert "and the reply up to 8, more than the 1088 of the context" in str(errors["long"])
    assert "--engine-arg max_model_len=N" in str(errors["long"])
    assert "temperature must be in [0, 2]" in str(errors["hot"])
    assert replies["well"].text
    assert replies["well"].reply_tokens == 8
    assert replies["well"].finish_reason == "length"
    assert replies["well"].seconds > 0


def test_a_reply_ends_at_a_stop_text(engine: Vllm) -> None:
    sampling = Sampling(max_tokens=60, stop=("3",))
    reply = collect(engine, [request("k", "Count from 1 to 20, separated by commas.", sampling=sampling)])[
        "k"
    ]
    assert reply.finish_reason == "stop"
    assert "2" in reply.text
    assert "3" not in reply.text


def test_a_draw_repeats_with_its_seed_and_differs_with_another(engine: Vllm) -> None:
    requests = [
        request(f"{number}", "Name an animal.", sampling=Sampling(temperature=1.5, max_tokens=12, seed=seed))
        for number, seed in enumerate([1, 1, 2])
    ]
    replies = collect(engine, requests)
    assert replies["0"].text == replies["1"].text
    assert replies["0"].text != replies["2"].text
    assert engine.description.determinism == "seeded"


def test_replies_are_held_to_what_they_are_asked_for(engine: Vllm) -> None:
    schema = '{"type": "object", "properties": {"a": {"type": "integer"}}, "required": ["a"]}'
    long = Sampling(max_tokens=40)
    replies = collect(
        engine,
        [
            request("choice", "Which is larger, 9.9 or 9.11?", constraint=Choice(options=("9.9", "9.11"))),
            request("regex", "Give a number.", constraint=Regex(pattern="[0-9]{3}")),
            request("schema", "Give JSON.", constraint=JsonSchema(schema=schema), sampling=long),
        ],
    )
    assert replies["choice"].text in ("9.9", "9.11")
    assert len(replies["regex"].text) == 3
    assert int(replies["regex"].text) >= 0
    assert isinstance(json.loads(replies["schema"].text)["a"], int)


def test_what_the_model_is_given_is_shown_with_its_special_tokens(engine: Vllm) -> None:
    rendered = engine.render(request("k", "Hi?"))
    assert rendered.text.endswith("<|im_start|>user\nHi?<|im_end|>\n<|im_start|>assistant\n")
    assert rendered.begin == "<|im_start|>"
    with pytest.raises(InvalidArgument, match="cannot put this into words"):
        engine.render(request("k", "\ud800"))


def test_the_run_says_what_answered(engine: Vllm, model: Path) -> None:
    description = engine.description
    installed = find_spec("vllm")
    assert installed
    version = Path(str(installed.origin)).with_name("_version.py").read_text()
    assert f"'{description.versions['vllm']}'" in version
    assert description.model == str(model)
    assert len(description.fingerprint) == 64
    assert len(str(description.chat_template)) == 64
    assert description.hardware["device"] == "cpu"
    assert description.details["dtype"] == "bfloat16"
    assert len(str(description.details["sha256 of model.safetensors"])) == 64
    assert description.details["generation_config"] == "vllm"


SERIAL = {"max_num_seqs": 1, "enable_prefix_caching": False}
SAME = {"enforce_eager": True, "block_size": 32, "kv_cache_memory_bytes": 2**30, "max_model_len": 512}
QUESTIONS = [f"What is {number} + {number * 7 % 11}? Answer with the number only." for number in range(12)]
CANDIDATES = ("9", "9.11", "ninety", "neither of them")


@pytest.mark.parametrize("arguments", [SERIAL])
def test_texts_and_scores_are_those_of_bare_vllm_and_transformers(
    model: Path, tmp_path: Path, arguments: dict[str, Any]
) -> None:
    questions = {
        "prompts": QUESTIONS,
        "max_tokens": 8,
        "candidates": CANDIDATES,
        "arguments": {**SAME, **arguments},
    }
    (tmp_path / "questions.json").write_text(json.dumps(questions))
    bare = subprocess.run(
        [sys.executable, HERE / "vllm_oracle.py", model, tmp_path / "questions.json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        check=True,
        env=ENVIRONMENT,
    )
    expected = json.loads(bare.stdout.splitlines()[-1])
    opened = load(model, **SAME, **arguments)
    asked = [request(f"{number}", prompt) for number, prompt in enumerate(QUESTIONS)]
    replies = collect(opened, [*asked, request("scores", QUESTIONS[0], candidates=CANDIDATES)])
    opened.close()
    assert opened.description.determinism == "serial"
    assert [replies[f"{number}"].text for number in range(len(QUESTIONS))] == expected["texts"]
    # The weights are in bfloat16, which carries two to three digits.
    assert replies["scores"].scores == pytest.approx(expected["scores"], rel=0.02, abs=0.1)
    best = max(range(len(CANDIDATES)), key=lambda place: expected["scores"][place])
    assert replies["scores"].text == CANDIDATES[best]


def test_an_adapter_and_a_template_change_replies_and_make_another_model(
    model: Path, tmp_path: Path, engine: Vllm
) -> None:
    write_adapter(model, tmp_path)
    template = "{% for m in messages %}<|im_start|>user\n{{ m.content }}<|im_end|>\n{% endfor %}"
    opened = load(model, lora=str(tmp_path), chat_template=template + "<|im_start|>assistant\n")
    asked = [request(f"{number}", prompt) for number, prompt in enumerate(QUESTIONS[:4])]
    replies, plain = collect(opened, asked), collect(engine, asked)
    opened.close()
    # The template given leaves out the system message of the model's own.
    assert all(int(replies[key].prompt_tokens or 0) < int(plain[key].prompt_tokens or 0) for key in plain)
    assert any(replies[key].text != plain[key].text for key in plain)
    assert opened.description.fingerprint != engine.description.fingerprint
    assert opened.description.chat_template != engine.description.chat_template
    assert len(str(opened.description.details["adapter, sha256 of adapter_model.safetensors"])) == 64


def write_adapter(model: Path, folder: Path) -> None:
    """A LoRA adapter of rank 4 with random weights for the queries of every layer."""
    code = (
        "import json, sys, torch; from safetensors.torch import save_file; "
        "config = json.load(open(sys.argv[1] + '/config.json')); size = config['hidden_size']; "
        "torch.manual_seed(1); name = 'base_model.model.model.layers.{}.self_attn.q_proj.lora_{}.weight'; "
        "save_file({name.format(i, part): torch.randn(4, size) if part == 'A' else torch.randn(size, 4) "
        "for i in range(config['num_hidden_layers']) for part in 'AB'}, sys.argv[2])"
    )
    subprocess.run([sys.executable, "-c", code, model, folder / "adapter_model.safetensors"], check=True)
    settings = {"peft_type": "LORA", "r": 4, "lora_alpha": 4, "target_modules": ["q_proj"], "bias": "none"}
    (folder / "adapter_config.json").write_text(json.dumps(settings))


def without_template(model: Path, folder: Path) -> Path:
    """The model, its chat template left out."""
    for path in model.iterdir():
        if path.name != "chat_template.jinja":
            (folder / path.name).symlink_to(path)
    return folder


def test_a_model_without_a_chat_template_is_asked_by_completion(model: Path, tmp_path: Path) -> None:
    bare = without_template(model, tmp_path)
    with pytest.raises(InvalidArgument, match=r"has no chat template.*or ask it as a base model"):
        open_engine(f"vllm:{bare}", Opening(prompting="chat"))
    opened = load(bare)
    text = "Question: What is 1 + 1?\nAnswer: 2\n\nQuestion: What is 2 + 2?\nAnswer:"
    asked = request("k", "What is 2 + 2?", completion=text, sampling=Sampling(stop=("\n",)))
    rendered = opened.render(asked)
    replies = collect(opened, [asked, replace(asked, key="s", candidates=("4", "5", "17"))])
    opened.close()
    assert opened.description.prompting == "completion"
    assert rendered.text == text
    assert (replies["k"].text, replies["k"].finish_reason) == (" 4", "stop")
    assert replies["k"].prompt_tokens == rendered.tokens
    assert replies["s"].text == "4"


@pytest.mark.parametrize(
    ("arguments", "error", "sentence"),
    [
        (
            {"max_num_seq": 4},
            InvalidArgument,
            r"Unknown engine argument 'max_num_seq'\. Did you mean 'max_num_seqs",
        ),
        ({"dtype": "float99"}, InvalidArgument, r"^vLLM cannot load .* with dtype=float99: .*\.$"),
        (
            {"kv_cache_memory_bytes": 2**60},
            JagbenchError,
            r"^There is not enough memory for vLLM to load .*Lower max_num_seqs, max_num_batched_tokens",
        ),
        ({"lora": "."}, InvalidArgument, r"There is no LoRA adapter at \.: it has no adapter_config\.json"),
    ],
)
def test_what_cannot_be_loaded_is_one_sentence(
    model: Path, arguments: dict[str, Any], error: type[JagbenchError], sentence: str
) -> None:
    with pytest.raises(error, match=sentence) as caught:
        load(model, **arguments)
    assert "\n" not in str(caught.value)


def test_a_model_that_is_not_there_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(JagbenchError, match=r"^vLLM cannot load no/such-model: ") as caught:
        load(Path("no/such-model"))
    assert "\n" not in str(caught.value)


@pytest.fixture
def suite(tmp_path: Path) -> Path:
    """A suite of 120 probes."""
    path = tmp_path / "suite.jsonl"
    path.write_bytes(write_probes(make_probe(number) for number in range(120)))
    return path


def start(model: Path, suite: Path, out: Path, *more: str) -> "subprocess.Popen[str]":
    command = ["run", f"vllm:{model}", "--suite", str(suite), "--out", str(out), *more]
    return subprocess.Popen(
        [sys.executable, "-m", "jagbench", *command, "--max-tokens", "8"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=ENVIRONMENT,
    )


def children_of(pid: int) -> list[int]:
    """Every process below one, whichever session it has gone into."""
    parents: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents.setdefault(int(fields[1]), []).append(int(stat.parent.name))
    found = parents.get(pid, [])
    return [*found, *(below for child in found for below in children_of(child))]


def engines_of(pid: int) -> list[int]:
    """The children below a process that lead a group of their own."""
    found: list[int] = []
    for child in children_of(pid):
        with suppress(ProcessLookupError):
            found += [child] if os.getpgid(child) == child else []
    return found


def wait_for(condition: Any, process: "subprocess.Popen[str]", *, seconds: float = 240) -> Any:
    deadline = time.monotonic() + seconds
    while not (found := condition()):
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < deadline
        time.sleep(0.05)
    return found


def assert_gone(pids: Sequence[int]) -> None:
    deadline = time.monotonic() + 20
    while any(Path(f"/proc/{pid}").exists() for pid in pids):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def journaled(out: Path) -> list[str]:
    path = out / "journal.jsonl"
    return [json.loads(line)["key"] for line in path.read_bytes().split(b"\n")[:-1]] if path.exists() else []


def test_a_run_whose_child_is_killed_three_times_loses_and_doubles_nothing(
    model: Path, suite: Path, tmp_path: Path
) -> None:
    out = tmp_path / "run"
    process = start(model, suite, out, "--engine-arg", "max_num_seqs=4")
    killed: list[int] = []

    def next_engine() -> list[int]:
        return [pid for pid in engines_of(process.pid) if pid not in killed]

    for _ in range(3):
        # What a child said before its end is written afterwards too: the next one has to be there first.
        killed += wait_for(next_engine, process)
        before = len(journaled(out))
        wait_for(lambda before=before: len(journaled(out)) > before, process)
        os.kill(killed[-1], signal.SIGKILL)
    output, notices = process.communicate(timeout=300)
    assert process.returncode == 0, notices
    assert "120 probes; " in output
    assert ", 0 error" in output
    restarts = [f"(it was killed by SIGKILL) and is started again, restart {number};" for number in (1, 2, 3)]
    assert [notices.count(restart) for restart in restarts] == [1, 1, 1]
    directory = RunDirectory.open(out)
    replies = list(directory.replies().values())
    assert sorted(reply.probe for reply in replies) == sorted(probe.id for probe in directory.probes())
    assert len(replies) == 120
    assert len(killed) == 3
    assert_gone(killed)


def test_ctrl_c_leaves_no_process_behind(model: Path, suite: Path, tmp_path: Path) -> None:
    out = tmp_path / "run"
    process = start(model, suite, out, "--engine-arg", "max_num_seqs=4")
    wait_for(lambda: journaled(out), process)
    children = children_of(process.pid)
    process.send_signal(signal.SIGINT)
    _, notices = process.communicate(timeout=120)
    assert process.returncode == 130
    assert "The same command goes on from there." in notices
    assert "Traceback" not in notices
    assert 0 < len(journaled(out)) < 120
    assert children
    assert_gone(children)


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGKILL])
def test_the_end_of_a_run_that_still_loads_leaves_no_process_behind(
    model: Path, suite: Path, tmp_path: Path, end: signal.Signals
) -> None:
    process = start(model, suite, tmp_path / "run")
    children = wait_for(lambda: children_of(process.pid), process)
    time.sleep(4)
    process.send_signal(end)
    process.communicate(timeout=60)
    assert_gone(children)
