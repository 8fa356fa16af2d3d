"""The `hf` engine with SmolLM2, dequantised from the embedded model."""

import hashlib
import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from jagbench.errors import InvalidArgument, JagbenchError
from jagbench.probes import write_probes
from jagbench.runners.engine import Message, Request, Sampling
from jagbench.runners.engines.hf import Hf, HfSettings
from jagbench.runners.engines.llama_models import embedded_model
from jagbench.runners.engines.llamacpp import LlamaCpp, LlamaCppSettings
from jagbench.runners.manner import Manner
from jagbench.runners.missing import unanswered
from jagbench.runners.reply import Reply
from jagbench.runners.run import run
from tests.runners.samples import make_probe

transformers = pytest.importorskip("transformers", reason="the extra hf is not installed")
torch = pytest.importorskip("torch", reason="the extra hf is not installed")
pytest.importorskip("gguf", reason="gguf is needed to dequantise the embedded model")

pytestmark = [pytest.mark.model, pytest.mark.slow]

QUESTION = "Which is larger, 9.9 or 9.11? Answer with the number only."


@pytest.fixture(scope="module")
def engine(model: Path) -> Iterator[Hf]:
    engine = Hf(str(model), HfSettings(batch=4, context=256, device="cpu"))
    yield engine
    engine.close()


def request(number: int, prompt: str, **other: Any) -> Request:
    messages = (Message(role="user", content=prompt),)
    asked = Request(
        key=f"k{number}", probe=f"p{number}", turn=0, messages=messages, sampling=Sampling(max_tokens=12)
    )
    return replace(asked, **other)


def collect(engine: Hf, requests: list[Request]) -> dict[str, Reply]:
    for each in requests:
        engine.submit(each)
    replies: list[Reply] = []
    while len(replies) < len(requests):
        replies += engine.poll()
    return {reply.key: reply for reply in replies}


PROMPTS = [
    QUESTION,
    "Say hello.",
    "Count from 1 to 20.",
    "What is 2 + 2?",
    "Name a colour.",
    "Name an animal.",
]


def test_requests_in_one_batch_are_answered_as_each_alone(engine: Hf, model: Path) -> None:
    """The oracle is transformers' own `generate`, one prompt at a time."""
    replies = collect(engine, [request(number, prompt) for number, prompt in enumerate(PROMPTS)])
    torch.set_num_threads(1)
    bare = transformers.AutoModelForCausalLM.from_pretrained(model, dtype="float32")
    tokenizer = transformers.AutoTokenizer.from_pretrained(model)
    for number, prompt in enumerate(PROMPTS):
        ids = tokenizer.apply_chat_template(
            [{"role": "user", "content": prompt}], add_generation_prompt=True, return_tensors="pt"
        )["input_ids"]
        new = bare.generate(ids, do_sample=False, max_new_tokens=12)[0][ids.shape[1] :]
        reply = replies[f"k{number}"]
        assert reply.text == tokenizer.decode(new, skip_special_tokens=True)
        assert reply.reply_tokens == len(new)
        assert reply.prompt_tokens == ids.shape[1]
        assert reply.finish_reason == ("stop" if new[-1] == tokenizer.eos_token_id else "length")


def test_a_reply_ends_before_a_stop_text(engine: Hf) -> None:
    free = collect(engine, [request(0, "Count from 1 to 20.", sampling=Sampling(max_tokens=20))])["k0"].text
    stop = free[len(free) // 2 : len(free) // 2 + 3]
    stopped = collect(
        engine, [request(0, "Count from 1 to 20.", sampling=Sampling(max_tokens=20, stop=("never", stop)))]
    )["k0"]
    assert stopped.text == free[: free.index(stop)]
    assert stopped.finish_reason == "stop"


def test_draws_differ_and_no_seed_is_claimed(engine: Hf) -> None:
    sampling = Sampling(max_tokens=8, temperature=1.5, top_p=0.95, top_k=50, seed=3)
    replies = collect(engine, [request(number, "Name an animal.", sampling=sampling) for number in range(6)])
    assert len({reply.text for reply in replies.values()}) > 1
    assert all(reply.seed is None for reply in replies.values())
    assert engine.description.determinism == "none"


def test_scores_are_those_of_llama_cpp(engine: Hf) -> None:
    """Two libraries, one model: llama.cpp forces each candidate, transformers reads it in one pass."""
    path = embedded_model()
    assert path is not None
    candidates = ("9.9", "9.11", "9", "ninety")
    other = LlamaCpp(path, name="smollm2", given=LlamaCppSettings(reference=True, threads=1))
    asked = request(0, QUESTION, candidates=candidates)
    other.submit(asked)
    (theirs,) = other.poll()
    other.close()
    ours = collect(engine, [asked])["k0"]
    assert ours.scores == pytest.approx(theirs.scores, abs=0.5)
    assert ours.text == theirs.text


def test_what_transformers_cannot_do_fails_that_request_alone(engine: Hf) -> None:
    replies = collect(
        engine,
        [
            request(0, "Say hello."),
            request(1, "Say hello.", sampling=Sampling(repetition_penalty=1.1)),
            request(2, "x " * 400),
        ],
    )
    assert replies["k0"].text
    assert replies["k1"].error == "The engine hf serves no presence, frequency or repetition penalty."
    assert "do not fit into the context of 256 tokens." in str(replies["k2"].error)


def test_a_run_answers_every_probe(model: Path, tmp_path: Path) -> None:
    suite = tmp_path / "suite.jsonl"
    suite.write_bytes(write_probes(make_probe(number) for number in range(6)))
    directory = run(
        f"hf:{model}",
        str(suite),
        out=tmp_path / "run",
        manner=Manner(sampling=Sampling(max_tokens=6)),
        arguments={"batch": 4, "device": "cpu"},
    )
    assert unanswered(directory).nothing
    assert all(reply.text for reply in directory.replies().values())
    described = directory.manifest.engine
    template = (model / "chat_template.jinja").read_text()
    assert described.chat_template == hashlib.sha256(template.encode()).hexdigest()
    assert described.details["dtype"] == "float32"


def test_a_model_without_a_chat_template_is_asked_by_completion(model: Path, tmp_path: Path) -> None:
    bare = tmp_path / "bare"
    shutil.copytree(model, bare)
    (bare / "chat_template.jinja").unlink(missing_ok=True)
    config = bare / "tokenizer_config.json"
    fields = json.loads(config.read_text())
    fields.pop("chat_template", None)
    config.write_text(json.dumps(fields))
    settings = HfSettings(device="cpu", context=256)
    with pytest.raises(InvalidArgument, match=r"bare has no chat template.*or ask it as a base model"):
        Hf(str(bare), settings, prompting="chat")
    base = Hf(str(bare), settings)
    text = "Question: What is 1 + 1?\nAnswer: 2\n\nQuestion: What is 2 + 2?\nAnswer:"
    asked = request(0, "What is 2 + 2?", completion=text, sampling=Sampling(stop=("\n",)))
    rendered = base.render(asked)
    replies = collect(base, [asked, replace(asked, key="s", candidates=("4", "5", "17"))])
    base.close()
    assert (rendered.text, base.description.prompting) == (text, "completion")
    assert (replies["k0"].text, replies["k0"].finish_reason) == (" 4", "stop")
    assert replies["s"].text == "4"


def test_a_folder_without_a_model_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(
        JagbenchError, match=r"transformers cannot load .*Give a model of the Hugging Face hub"
    ):
        Hf(str(tmp_path), HfSettings())


def test_the_fingerprint_is_that_of_the_files(model: Path, engine: Hf, tmp_path: Path) -> None:
    changed = tmp_path / "changed"
    shutil.copytree(model, changed)
    config = changed / "generation_config.json"
    config.write_text(config.read_text() + "\n")
    other = Hf(str(changed), HfSettings(device="cpu"))
    assert other.description.fingerprint != engine.description.fingerprint
    other.close()
