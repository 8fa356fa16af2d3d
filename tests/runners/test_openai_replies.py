"""What becomes of each way in which a server may answer: against a real server in a process of its own."""

import resource
import sys
from collections import Counter
from typing import Any

import pytest

from jagbench.analysis.frame.rows import Given, judgement
from jagbench.errors import JagbenchError
from jagbench.runners.engine import Sampling
from jagbench.runners.engines.openai import waits
from jagbench.runners.engines.openai.completions import Completion, read_completion
from jagbench.runners.reply import Reply
from tests.runners.openai_client import ask, ask_one, request
from tests.runners.samples import make_probe
from tests.runners.servers import OddServer

pytest.importorskip("httpx2", reason="the extra openai is not installed")


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waits, "FIRST_PAUSE", 0.02)


def verdict(reply: Reply) -> str:
    """What becomes of a reply to "What is 3 + 1?"."""
    given = Given(text=reply.text, finish_reason=reply.finish_reason, error=reply.error or "")
    return judgement(make_probe(3), given).verdict


@pytest.mark.parametrize(
    ("behaviour", "judged", "word"),
    [
        ("ok", "correct", None),
        ("eos", "correct", "eos_token"),
        ("parts", "correct", None),
        ("parts-thought", "correct", None),
        ("parts-summed", "correct", None),
        ("plain", "correct", None),
        ("call-with-text", "correct", "tool_calls"),
        ("untold", "correct", None),
        ("untold-missing", "correct", None),
        ("untold-short", "correct", None),
        ("counts", "correct", None),
        ("deep", "correct", None),
        ("gzip", "correct", None),
        ("empty", "no_answer", None),
        ("thought-only", "no_answer", None),
        ("refusal", "refused", "stop"),
        ("refusal-part", "refused", "stop"),
        ("refusal-reason", "refused", None),
        ("model-length", "truncated", "model_length"),
        ("max-tokens", "truncated", "max_tokens"),
        ("capitals", "truncated", "MAX_TOKENS"),
        ("repetition", "truncated", "repetition"),
        ("cut-null", "truncated", None),
        ("cut-thought", "truncated", None),
        ("untold-cut", "truncated", None),
    ],
)
def test_what_the_model_ended_or_was_cut_is_judged(
    odd_server: OddServer, behaviour: str, judged: str, word: str | None
) -> None:
    reply = ask_one(odd_server.model(behaviour))
    assert (verdict(reply), reply.native_finish_reason, reply.error) == (judged, word, None)


NO_TEXT = "The server's answer has no text"


@pytest.mark.parametrize(
    ("behaviour", "why", "word"),
    [
        ("null", f"{NO_TEXT} (content is null or missing).", "stop"),
        ("no-content", f"{NO_TEXT} (content is null or missing).", "stop"),
        ("parts-none", f"{NO_TEXT} (content is null or missing).", "stop"),
        ("parts-picture", f"{NO_TEXT} (only a part of the kind 'image_url').", "stop"),
        ("content-number", f"{NO_TEXT} (only a part of the kind 'int').", "stop"),
        ("nothing-made", "The server's answer is empty: not one token was generated.", "stop"),
        ("call", "The model calls a function instead of answering (tool_calls).", "tool_calls"),
        ("call-stop", "The model calls a function instead of answering (stop).", "stop"),
        ("call-old", "The model calls a function instead of answering (function_call).", "function_call"),
        ("filter", "The server's content filter withheld the reply (content_filter).", "content_filter"),
        ("error", "The server ended the reply with 'error'.", None),
        ("error-text", "The server ended the reply with 'error'.", None),
        ("choice-error", "The server failed while it answered: no GPU left.", None),
        ("abort", "The server ended the reply with 'abort'.", "abort"),
        (
            "resource",
            "The server ended the reply with 'insufficient_system_resource'.",
            "insufficient_system_resource",
        ),
        ("unknown", "The server ended the reply with 'quota_eaten'.", "quota_eaten"),
        ("number", "The server ended the reply with '7'.", "7"),
        ("untold-null", f"{NO_TEXT} (content is null or missing).", None),
        (
            "untold-empty",
            "The server's answer is empty and does not say how it ended (no finish_reason).",
            None,
        ),
        (
            "untold-long",
            "The server does not say how the reply ended, and it may have been cut (no finish_reason).",
            None,
        ),
        ("long", "The server sent more than 98,352 bytes, more than what was asked for can take.", None),
        ("flood", "The server sent more than 98,352 bytes, more than what was asked for can take.", None),
        ("bomb", "The server sent more than 98,352 bytes, more than what was asked for can take.", None),
        ("brotli", "The server compresses its answers (br), although it is asked not to.", None),
    ],
)
def test_what_is_no_answer_of_the_model_is_unscored_with_its_reason_and_its_word(
    odd_server: OddServer, behaviour: str, why: str, word: str | None
) -> None:
    before = len(odd_server.asked(behaviour))
    reply = ask_one(odd_server.model(behaviour), timeout=10)
    assert (verdict(reply), reply.error, reply.native_finish_reason) == ("unscored", why, word)
    assert (reply.text, reply.finish_reason) == ("", "error")
    assert len(odd_server.asked(behaviour)) == before + 1


@pytest.mark.slow
@pytest.mark.parametrize(
    ("behaviour", "said"),
    [
        ("error-200", "the upstream is asleep"),
        ("error-200-text", "the upstream is asleep"),
        ("no-choices", "The server's answer holds no reply"),
        ("list", "The server's answer holds no reply"),
        ("drip", "no whole answer within 0.4 s"),
        ("hang", "no whole answer within 0.4 s"),
    ],
)
def test_what_may_be_better_next_time_is_asked_again_and_the_servers_words_are_kept(
    odd_server: OddServer, behaviour: str, said: str
) -> None:
    before = len(odd_server.asked(behaviour))
    reply = ask_one(odd_server.model(behaviour), retries=1, timeout=0.4)
    assert reply.error == f"The server failed 2 times, at last with: {said}."
    assert len(odd_server.asked(behaviour)) == before + 2


@pytest.mark.parametrize(
    ("behaviour", "why"),
    [
        (
            "detail",
            "The server refuses the request (422): body.seed: Extra inputs are not permitted. --omit-field "
            "seed leaves this field out.",
        ),
        (
            "detail-text",
            "The server refuses the request (422): presence_penalty is not known here. --omit-field "
            "presence_penalty leaves this field out.",
        ),
        (
            "param",
            "The server refuses the request (400): Unsupported value. --omit-field temperature leaves this "
            "field out.",
        ),
        (
            "other-length",
            "The server refuses the request (400): Unsupported parameter: 'max_tokens'. Use "
            "'max_completion_tokens' instead. With --engine-arg dialect=openai the length is sent as "
            "max_completion_tokens.",
        ),
        ("context", "The server refuses the request (400): the prompt is longer than 512 tokens."),
        (
            "error-200-bad",
            "The server refuses the request (400): no such thing as seed. --omit-field seed leaves this "
            "field out.",
        ),
        ("bomb-error", "The server refuses the request (400)."),
    ],
)
def test_a_refused_request_says_which_option_leaves_the_field_out(
    odd_server: OddServer, behaviour: str, why: str
) -> None:
    assert ask_one(odd_server.model(behaviour), timeout=10).error == why


@pytest.mark.parametrize(
    ("behaviour", "why"),
    [
        (
            "no-model",
            r"\(404\): The model 'tiny' does not exist\. Check the address .*/v1, the model's name tiny",
        ),
        ("page", r"\(404\): Not Found\. Check the address"),
        (
            "forbidden",
            r"\(403\): your country is not served\. Check the address .* the key in .* OPENAI_API_KEY",
        ),
        ("spent", r"answers no more \(429\): You exceeded your quota\.$"),
        ("pay", r"answers no more \(402\): no credits left\.$"),
        ("moved", r"elsewhere to http://elsewhere\.invalid/v1 \(308\): give the address it names\.$"),
    ],
)
def test_what_no_question_will_fare_better_with_ends_the_run(
    odd_server: OddServer, behaviour: str, why: str
) -> None:
    with pytest.raises(JagbenchError, match=why):
        ask(odd_server.model(behaviour), request("a"), request("b"), request("c"))
    assert len(odd_server.asked(behaviour)) <= 2


def test_thinking_in_parts_and_counts_that_are_none_are_told_apart(odd_server: OddServer) -> None:
    assert ask_one(odd_server.model("parts-thought")).thinking == "two and two"
    assert ask_one(odd_server.model("parts-summed")).thinking == "two and two"
    reply = ask_one(odd_server.model("counts"))
    assert (reply.prompt_tokens, reply.reply_tokens) == (None, None)


def test_an_answer_of_any_length_takes_little_memory(odd_server: OddServer) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    questions = [request(str(number)) for number in range(8)]
    for behaviour in ("bomb", "flood"):
        ask(odd_server.model(behaviour), *questions, timeout=60)
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown * (1 if sys.platform == "darwin" else 1024) < 40_000_000


def test_a_longer_reply_may_take_more_bytes() -> None:
    content = {
        "choices": [{"message": {"content": "4"}, "finish_reason": None}],
        "usage": {"completion_tokens": 9},
    }
    ends = [read_completion(content, max_tokens=length).finish_reason for length in (9, 10)]
    assert ends == ["length", "stop"]


def completion(**choice: Any) -> Completion:
    return read_completion({"choices": [choice]}, max_tokens=Sampling().max_tokens)


def test_a_refusal_keeps_its_words_and_an_empty_one_is_none() -> None:
    declined = completion(message={"content": None, "refusal": "No."}, finish_reason="stop")
    assert (declined.finish_reason, declined.text) == ("refusal", "No.")
    answered = completion(message={"content": "4", "refusal": " "}, finish_reason="stop")
    assert (answered.finish_reason, answered.text) == ("stop", "4")


def test_what_the_server_computed_with_is_kept_with_each_reply(odd_server: OddServer) -> None:
    assert ask_one(odd_server.model("fingerprints-fp_a-fp_a")).system_fingerprint == "fp_a"
    assert ask_one(odd_server.model("ok")).system_fingerprint is None


@pytest.mark.parametrize("said", [7, "", "\x1b[31mred", ["fp_a"]])
def test_what_names_no_configuration_is_none(said: object) -> None:
    content = {
        "choices": [{"message": {"content": "4"}, "finish_reason": "stop"}],
        "system_fingerprint": said,
    }
    assert read_completion(content, max_tokens=8).system_fingerprint is None


def test_a_configuration_that_changes_while_a_run_goes_on_is_said_once(odd_server: OddServer) -> None:
    notices: list[str] = []
    questions = [request(f"{number}?") for number in range(30)]
    replies = ask(odd_server.model("fingerprints-fp_old-fp_new"), *questions, notice=notices.append)
    assert Counter(reply.system_fingerprint for reply in replies.values()) == {"fp_old": 20, "fp_new": 10}
    (notice,) = notices
    assert "(system_fingerprint was fp_old and is fp_new)" in notice
