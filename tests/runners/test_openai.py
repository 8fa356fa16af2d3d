"""The `openai` engine against servers in processes of their own: one that fails, and a real one."""

import json
import os
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.request import Request as Listing
from urllib.request import urlopen

import pytest

from jagbench.errors import InvalidArgument, JagbenchError
from jagbench.probes import write_probes
from jagbench.runners.engine import Choice, JsonSchema, Message, Regex, Rendered, Request, Sampling
from jagbench.runners.engines import openai as engines
from jagbench.runners.engines.openai import OpenAI, OpenAISettings, parse_address, waits
from jagbench.runners.engines.openai.dialects import DIALECTS
from jagbench.runners.manner import Manner
from jagbench.runners.missing import unanswered
from jagbench.runners.reply import Reply
from jagbench.runners.run import run
from tests.runners.samples import make_probe
from tests.runners.servers import Server

pytest.importorskip("httpx2", reason="the extra openai is not installed")

KEY = "sk-a-secret-that-nobody-may-see"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pauses between attempts that suit a test."""
    monkeypatch.setattr(waits, "FIRST_PAUSE", 0.02)
    monkeypatch.setenv(engines.KEY, KEY)


def request(prompt: str, **other: Any) -> Request:
    messages = (Message(role="user", content=prompt),)
    asked = Request(key=prompt, probe="p", turn=0, messages=messages, sampling=Sampling())
    return replace(asked, **other)


def ask(server: Server, *requests: Request, **given: Any) -> dict[str, Reply]:
    """The replies by prompt."""
    given = {"timeout": 1.0, "retries": 4} | given
    engine = OpenAI(parse_address(server.model), OpenAISettings(**given))
    replies: list[Reply] = []
    with closing(engine):
        for each in requests:
            engine.submit(each)
        while len(replies) < len(requests):
            replies += engine.poll()
    return {reply.key: reply for reply in replies}


@pytest.mark.slow
@pytest.mark.parametrize("fault", ["busy", "broken", "away", "garbage", "empty", "half", "closed", "hang"])
def test_a_fault_that_passes_costs_nothing(server: Server, fault: str) -> None:
    replies = ask(server, request(f"{fault}-2"), request("ok"))
    assert replies[f"{fault}-2"].finish_reason == "stop"
    assert replies[f"{fault}-2"].text == "3"
    assert server.asked() == {f"{fault}-2": 3, "ok": 1}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("fault", "why"),
    [
        ("broken", "The server failed 3 times, at last with: This is broken"),
        ("garbage", "The server failed 3 times, at last with: "),
        ("half", "The server failed 3 times, at last with: "),
        ("closed", "The server failed 3 times, at last with: "),
        ("hang", "The server failed 3 times, at last with: "),
    ],
)
def test_a_fault_that_stays_fails_one_request_and_leaves_the_others_alone(
    server: Server, fault: str, why: str
) -> None:
    replies = ask(server, request("a ok"), request(f"{fault}-99"), request("b ok"), retries=2)
    failure = replies[f"{fault}-99"]
    assert failure.finish_reason == "error"
    assert failure.error is not None
    assert failure.error.startswith(why)
    assert len(failure.error) > len(why)
    assert [replies[name].finish_reason for name in ("a ok", "b ok")] == ["stop", "stop"]
    assert server.asked()[f"{fault}-99"] == 3


def test_a_text_is_completed_on_the_route_of_completions(server: Server) -> None:
    replies = ask(
        server, request("ok", completion="Question: 1 + 1?\nAnswer: ok", sampling=Sampling(stop=("\n",)))
    )
    assert replies["ok"].text == " 1"
    (question,) = server.questions()
    body = question["body"]
    assert body["prompt"] == "Question: 1 + 1?\nAnswer: ok"
    assert (body["stop"], body["max_tokens"]) == (["\n"], 64)
    assert "messages" not in body


def test_a_server_of_vllm_tells_what_its_model_is_given(server: Server) -> None:
    with closing(OpenAI(parse_address(server.model), OpenAISettings())) as engine:
        rendered = engine.render(request("hi"))
    assert rendered == Rendered(text="<s>hi", tokens=5, begin="<")


@pytest.mark.parametrize("owner", ["ollama"])
def test_a_server_that_tells_nothing_of_prompts_is_asked_by_chat(server: Server) -> None:
    with closing(OpenAI(parse_address(server.model), OpenAISettings())) as engine:
        assert engine.render(request("hi")) is None
        assert engine.description.prompting == "chat"


def test_a_bad_request_is_not_tried_again(server: Server) -> None:
    replies = ask(server, request("bad-99"), request("ok"))
    error = replies["bad-99"].error
    assert error == "The server refuses the request (400): This is bad; you sent Bearer ***."
    assert replies["ok"].finish_reason == "stop"
    assert server.asked()["bad-99"] == 1


@pytest.mark.slow
@pytest.mark.parametrize("fault", ["busy", "busydate"])
def test_a_server_that_says_when_to_come_back_is_heard(server: Server, fault: str) -> None:
    ask(server, request(f"{fault}-1"))
    first, second = (question["time"] for question in server.questions())
    # One second; a date is whole seconds, two ahead, so at least one is left of it.
    assert 1.0 <= second - first < 5.0


def test_a_key_that_is_refused_stops_the_run(server: Server) -> None:
    with pytest.raises(
        JagbenchError, match=r"refuses the key \(401\): put the right one into .* OPENAI_API_KEY\."
    ):
        ask(server, request("denied-99"))
    assert server.asked()["denied-99"] == 1


def unused_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_a_server_that_is_not_there_is_one_sentence() -> None:
    address = parse_address(f"tiny@http://127.0.0.1:{unused_port()}/v1")
    with pytest.raises(JagbenchError, match=r"The server at http://127.* cannot be reached \(.*\): start it"):
        OpenAI(address, OpenAISettings(retries=1))


def test_a_model_that_the_server_does_not_have_is_one_sentence(server: Server) -> None:
    address = parse_address(server.model.replace("tiny", "tinny"))
    with pytest.raises(InvalidArgument, match="has no model 'tinny'; it has: tiny"):
        OpenAI(address, OpenAISettings())


@pytest.mark.parametrize("name", ["tiny", "tiny@", "@http://a/v1", "tiny@localhost:8000", "tiny@ftp://a/v1"])
def test_what_is_no_address_is_one_sentence(name: str) -> None:
    with pytest.raises(InvalidArgument, match=r"Not a model on a server: .* Give NAME@URL"):
        parse_address(name)


def test_a_password_in_an_address_is_refused_and_not_repeated() -> None:
    with pytest.raises(InvalidArgument, match="must not hold a password: put the key into") as refusal:
        parse_address("tiny@http://user:hunter2@host/v1")
    assert "hunter2" not in str(refusal.value)


def test_a_name_may_hold_an_at_sign_and_a_slash() -> None:
    address = parse_address("org/model@v2@https://host:1/v1/")
    assert (address.model, address.url, address.root) == (
        "org/model@v2",
        "https://host:1/v1",
        "https://host:1",
    )


def test_a_text_that_ends_a_reply_is_not_sent_where_it_could_end_a_thought(server: Server) -> None:
    replies = ask(server, request("a ok", sampling=Sampling(stop=("1",))))
    (question,) = server.questions()
    assert "stop" not in question["body"]
    assert (replies["a ok"].text, replies["a ok"].finish_reason) == ("", "stop")


@pytest.mark.parametrize(("owner", "told"), [("vllm", True), ("openai", False)])
def test_the_effort_that_is_wanted_is_sent_as_each_server_takes_it(server: Server, told: bool) -> None:
    ask(server, request("ok", effort="low"))
    (question,) = server.questions()
    assert question["body"]["reasoning_effort"] == "low"
    assert ("chat_template_kwargs" in question["body"]) == told


def test_everything_about_sampling_is_sent(server: Server) -> None:
    sampling = Sampling(
        max_tokens=7, temperature=0.5, top_p=0.9, top_k=40, min_p=0.1, presence_penalty=0.2,
        frequency_penalty=0.3, repetition_penalty=1.1, stop=("x",), seed=3,
    )  # fmt: skip
    system = Message(role="system", content="Be brief.")
    plain = request("ok", sampling=sampling)
    ask(server, replace(plain, messages=(system, *plain.messages)))
    (question,) = server.questions()
    assert question["body"] == {
        "model": "tiny",
        "messages": [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "ok"}],
        "max_tokens": 7, "temperature": 0.5, "top_p": 0.9, "top_k": 40, "min_p": 0.1, "presence_penalty": 0.2,
        "frequency_penalty": 0.3, "repetition_penalty": 1.1, "seed": 3,
    }  # fmt: skip


COMMON = {
    "model", "messages", "max_tokens", "temperature", "top_p", "presence_penalty", "frequency_penalty", "seed"
}  # fmt: skip


@pytest.mark.parametrize(
    ("owner", "dialect", "names", "top_k"),
    [
        ("vllm", "vllm", COMMON | {"top_k", "min_p", "repetition_penalty"}, -1),
        ("llamacpp", "llamacpp", COMMON | {"top_k", "min_p", "repeat_penalty"}, 0),
        ("sglang", "sglang", COMMON | {"top_k", "min_p", "repetition_penalty"}, -1),
        ("library", "ollama", COMMON, None),
        ("someone", "other", COMMON, None),
        ("openai", "openai", COMMON - {"max_tokens"} | {"max_completion_tokens"}, None),
    ],
)
def test_each_kind_of_server_is_spoken_to_in_its_own_names(
    server: Server, dialect: str, names: set[str], top_k: int | None
) -> None:
    engine = OpenAI(parse_address(server.model), OpenAISettings())
    with closing(engine):
        engine.submit(request("ok"))
        engine.poll()
    (question,) = server.questions()
    assert set(question["body"]) == names
    assert question["body"].get("top_k") == top_k
    assert engine.description.details["dialect"] == dialect


@pytest.mark.parametrize(
    ("owner", "constraint", "field", "value"),
    [
        ("vllm", Choice(options=("a", "b")), "structured_outputs", {"choice": ["a", "b"]}),
        ("vllm", Regex(pattern="[0-9]+"), "structured_outputs", {"regex": "[0-9]+"}),
        ("llamacpp", Choice(options=("a", 'b"')), "grammar", 'root ::= "a" | "b\\""'),
        ("llamacpp", Regex(pattern="[0-9]+"), "grammar", "root ::= [0-9] +"),
        ("sglang", Choice(options=("1.5", "2")), "regex", r"1\.5|2"),
        ("sglang", Regex(pattern="[0-9]+"), "regex", "[0-9]+"),
        (
            "library",
            JsonSchema(schema='{"type": "array"}'),
            "response_format",
            {"type": "json_schema", "json_schema": {"name": "answer", "schema": {"type": "array"}}},
        ),
    ],
)
def test_constraints_are_sent_as_each_server_takes_them(
    server: Server, constraint: Any, field: str, value: object
) -> None:
    ask(server, request("ok", constraint=constraint))
    assert server.questions()[0]["body"][field] == value


def test_thinking_is_switched_where_the_server_renders_both_ways_differently(server: Server) -> None:
    engine = OpenAI(parse_address(server.model), OpenAISettings())
    with closing(engine):
        assert engine.serves == DIALECTS["vllm"].serves | {"scores", "thinking", "effort", "pictures"}
        engine.submit(request("ok", thinking=False))
        engine.poll()
    assert server.questions()[0]["body"]["chat_template_kwargs"] == {"enable_thinking": False}
    assert engine.description.versions["server"] == "vllm 9.9.9"


@pytest.mark.slow
def test_the_fingerprint_stays_the_same_although_the_server_says_another_time(server: Server) -> None:
    prints: set[str] = set()
    for _ in range(2):
        engine = OpenAI(parse_address(server.model), OpenAISettings())
        prints.add(engine.description.fingerprint)
        engine.close()
        time.sleep(1.1)
    assert len(prints) == 1


@pytest.mark.slow
def test_a_run_over_every_fault_loses_nothing_doubles_nothing_and_writes_no_key(
    server: Server, tmp_path: Path
) -> None:
    faults = ["ok", "busy-1", "broken-2", "garbage-1", "half-1", "closed-1", "hang-1", "bad-99", "broken-99"]
    probes = [replace(make_probe(number), prompt=f"{number} {faults[number % 9]}") for number in range(45)]
    suite = tmp_path / "suite.jsonl"
    suite.write_bytes(write_probes(probes))
    out = tmp_path / "run"
    arguments = {"timeout": 1, "retries": 4}
    directory = run(f"openai:{server.model}", str(suite), out=out, arguments=arguments)
    ended = Counter(reply.finish_reason for reply in directory.iter_replies())
    assert ended == {"stop": 35, "error": 10}
    left = unanswered(directory)
    assert set(left.probes) == {probe.id for probe in probes if probe.prompt.endswith("-99")}
    good = [prompt for prompt in server.asked() if prompt.endswith("ok")]
    assert [server.asked()[prompt] for prompt in good] == 5 * [1]
    asked = server.asked()
    # The server counts what it is asked, so six sentinels get other replies than before.
    run(f"openai:{server.model}", str(suite), out=out, arguments=arguments, if_changed="accept")
    again = set(server.asked() - asked)
    failing = {probe.prompt for probe in probes if probe.prompt.endswith("-99")}
    assert failing <= again
    assert len(again) == len(failing) + 6
    files = [path for path in out.iterdir() if path.is_file()]
    assert {path.name for path in files} == {"run.json", "probes.jsonl", "replies.parquet", ".lock"}
    assert not [path.name for path in files if KEY.encode() in path.read_bytes()]


@pytest.mark.slow
def test_a_server_that_dies_stops_the_run_and_keeps_what_was_answered(tmp_path: Path, server: Server) -> None:
    """The server is killed by the third request to reach this process; what came before is kept."""
    suite = tmp_path / "suite.jsonl"
    suite.write_bytes(
        write_probes(
            replace(make_probe(number), prompt=f"{number} {'ok' if number < 5 else 'hang-99'}")
            for number in range(8)
        )
    )
    code = (
        "import sys; from jagbench.runners.run import run; from jagbench.errors import JagbenchError\n"
        "try: run(sys.argv[1], sys.argv[2], out=sys.argv[3], arguments={'timeout': 30, 'retries': 1})\n"
        "except JagbenchError as error: print(error)"
    )
    out = tmp_path / "run"
    process = subprocess.Popen(
        [sys.executable, "-c", code, f"openai:{server.model}", suite, out], stdout=subprocess.PIPE, text=True
    )
    while sum(server.asked().values()) < 8:
        time.sleep(0.05)
    kill_owner_of(server)
    output, _ = process.communicate(timeout=60)
    assert f"The server at http://127.0.0.1:{server.port}/v1 cannot be reached" in output
    assert (out / "journal.jsonl").read_text().count('"finish_reason":"stop"') == 5


def kill_owner_of(server: Server) -> None:
    """End the server, whose process this one has started."""
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            command = path.read_bytes()
        except OSError:
            continue
        if b"faulty_server.py" in command and str(server.log).encode() in command:
            subprocess.run(["kill", "-9", path.parent.name], check=True)


@pytest.fixture
def real_server(tmp_path: Path) -> Iterator[str]:
    """llama.cpp's own server, with SmolLM2, in a process of its own."""
    pytest.importorskip("xllamacpp", reason="the extra llamacpp is not installed")
    from jagbench.runners.engines.llama_models import EMBEDDED_INSTALL, embedded_model

    path = embedded_model()
    if path is None:
        pytest.skip(f"the embedded model is not installed: {EMBEDDED_INSTALL}")
    code = (
        "import sys, time, xllamacpp as x; p = x.CommonParams(); p.model.path = sys.argv[1]; "
        "p.n_parallel = 1; p.n_ctx = 1024; p.cpuparams.n_threads = 1; p.cpuparams_batch.n_threads = 1; "
        "p.model_alias = {'smollm2'}; p.verbosity = -1; p.cache_ram_mib = 0; p.api_keys = [sys.argv[2]]; "
        "s = x.Server(p); print(s.listening_address, flush=True); time.sleep(600)"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code, path, KEY],
        stdout=subprocess.PIPE,
        text=True,
        # Threads that wait must not take the cores from those of the test.
        env={**os.environ, "OMP_WAIT_POLICY": "passive"},
    )
    with process:
        assert process.stdout is not None
        yield process.stdout.readline().strip()
        process.kill()


@pytest.mark.model
@pytest.mark.slow
def test_a_real_server_finds_continued_texts_as_likely_as_the_engine_in_this_process(
    real_server: str, tmp_path: Path
) -> None:
    suite = tmp_path / "suite.jsonl"
    probes = [make_probe(number, options=(str(number + 1), "ninety")) for number in range(3)]
    suite.write_bytes(write_probes(probes))
    manner = Manner(protocol="logprob", prompting="completion")
    arguments = {"concurrency": 1}
    model = f"openai:smollm2@{real_server}/v1"
    served = run(model, str(suite), out=tmp_path / "served", manner=manner, arguments=arguments)
    arguments = {"reference": True, "threads": 1}
    own = run("llamacpp:smollm2", str(suite), out=tmp_path / "own", manner=manner, arguments=arguments)
    theirs = served.replies()
    assert len(theirs) == 3
    ours = {reply.probe: reply.scores for reply in own.iter_replies()}
    for reply in theirs.values():
        assert reply.scores == pytest.approx(ours[reply.probe], abs=1e-3)


@pytest.mark.model
@pytest.mark.slow
def test_a_real_server_gives_the_replies_of_the_engine_in_this_process(
    real_server: str, tmp_path: Path
) -> None:
    url = f"{real_server}/v1"
    listing = Listing(f"{url}/models", headers={"Authorization": f"Bearer {KEY}"})
    with urlopen(listing) as answer:
        (name,) = [model["id"] for model in json.load(answer)["data"]]
    suite = tmp_path / "suite.jsonl"
    probes = [make_probe(number, options=(str(number + 1), "ninety")) for number in range(4)]
    suite.write_bytes(write_probes(probes))
    for protocol in ("direct", "constrained", "logprob"):
        manner = Manner(protocol=protocol, sampling=Sampling(max_tokens=12))
        served = run(
            f"openai:{name}@{url}",
            str(suite),
            out=tmp_path / f"served-{protocol}",
            manner=manner,
            arguments={"concurrency": 1},
        )
        own = run(
            "llamacpp:smollm2",
            str(suite),
            out=tmp_path / f"own-{protocol}",
            manner=manner,
            arguments={"reference": True, "threads": 1},
        )
        theirs, ours = (
            {reply.probe: reply for reply in directory.iter_replies()} for directory in (served, own)
        )
        assert {id: reply.text for id, reply in theirs.items()} == {
            id: reply.text for id, reply in ours.items()
        }
        if protocol == "logprob":
            for id, reply in ours.items():
                assert reply.scores == pytest.approx(theirs[id].scores, abs=1e-3)
    assert served.manifest.engine.details["dialect"] == "llamacpp"
    assert served.manifest.engine.chat_template == own.manifest.engine.chat_template
