"""How likely a server finds given texts: of servers in processes of their own, and of a real model."""

import asyncio
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from jagbench.errors import InvalidArgument, JagbenchError
from jagbench.probes import write_probes
from jagbench.runners.engine import Prompting
from jagbench.runners.engines.openai import OpenAI, OpenAISettings, parse_address
from jagbench.runners.engines.openai.faults import Refused
from jagbench.runners.engines.openai.scores import (
    NotTold,
    Teller,
    checked,
    score_all,
    told_by_echo,
    told_of_tokens,
)
from jagbench.runners.manner import Manner
from jagbench.runners.run import run
from tests.runners.openai_client import ask, request
from tests.runners.samples import make_probe
from tests.runners.servers import OddServer, started

pytest.importorskip("httpx2", reason="the extra openai is not installed")

QUESTION = request("2 + 2?", completion="Question: 2 + 2?\nAnswer:", candidates=("4", "fish"))


def test_a_server_of_completions_repeats_candidates_with_probabilities(odd_server: OddServer) -> None:
    reply = ask(odd_server.model("repeat"), QUESTION, prompting="completion")["2 + 2?"]
    # Each character is a token: a space, the candidate and the line end.
    assert (reply.scores, reply.text, reply.finish_reason) == ((-3.0, -6.0), "4", "stop")
    for asked, candidate in zip(odd_server.asked("repeat"), ("4", "fish"), strict=True):
        assert asked["path"] == "/repeat/v1/completions"
        assert asked["body"] == {
            "model": "tiny",
            "prompt": f"Question: 2 + 2?\nAnswer: {candidate}\n",
            "max_tokens": 1,
            "temperature": 0.0,
            "echo": True,
            "logprobs": 1,
        }


@pytest.mark.parametrize(
    ("behaviour", "why"),
    [
        ("repeat-ones", "The server tells the probability 1 for every given reply"),
        ("repeat-nulls", "The server leaves out probabilities of what it is given"),
        ("repeat-positive", "The server tells probabilities that are none"),
        ("repeat-merged", "The tokens that the server repeats do not show where"),
        ("plain", "The server does not repeat its prompt with probabilities"),
    ],
)
def test_a_server_that_tells_no_probabilities_ends_the_run_in_one_sentence(
    odd_server: OddServer, behaviour: str, why: str
) -> None:
    with pytest.raises(JagbenchError, match=f"^{why}.*: give another protocol, or another server") as error:
        ask(odd_server.model(behaviour), QUESTION, prompting="completion")
    assert str(error.value).count(". ") == 0


@pytest.mark.parametrize(
    ("dialect", "prompting", "serves"),
    [
        ("vllm", "chat", True),
        ("vllm", "completion", True),
        ("sglang", "chat", False),
        ("sglang", "completion", True),
        ("openai", "chat", False),
        ("openai", "completion", False),
        ("ollama", "completion", False),
        ("other", "chat", False),
        ("other", "completion", True),
    ],
)
def test_scores_are_served_where_a_kind_of_server_tells_them(
    odd_server: OddServer, dialect: str, prompting: Prompting, serves: bool
) -> None:
    address, given = parse_address(odd_server.model("ok")), OpenAISettings(dialect=dialect)
    with closing(OpenAI(address, given, prompting=prompting)) as engine:
        assert ("scores" in engine.serves) == serves


def test_a_protocol_that_a_server_cannot_answer_is_refused_before_it_is_asked(
    odd_server: OddServer, tmp_path: Path
) -> None:
    suite = tmp_path / "suite.jsonl"
    suite.write_bytes(write_probes([make_probe(1, options=("2", "3"))]))
    before = odd_server.asked("ok")
    with pytest.raises(InvalidArgument, match="needs the probabilities of given replies, which openai:tiny"):
        run(
            f"openai:{odd_server.model('ok')}",
            str(suite),
            out=tmp_path / "run",
            manner=Manner(protocol="logprob"),
        )
    assert odd_server.asked("ok") == before


def test_a_server_of_llama_cpp_without_grammars_of_tokens_is_told_to_be_too_old() -> None:
    async def send(route: str, body: Mapping[str, Any]) -> object:
        return {"prompt": "Q: 2 + 2?"} if route == "/apply-template" else {"tokens": [1, 2, 3]}

    async def complete(body: Mapping[str, Any], tokens: int) -> object:
        raise Refused("failed to parse grammar")

    asked = replace(QUESTION, completion=None)
    with pytest.raises(NotTold, match=r"cannot hold a reply to given tokens, as llama\.cpp can since 2026"):
        asyncio.run(score_all("forced", Teller(model="tiny", send=send, complete=complete), asked, {}))


def test_scores_are_logarithms_of_probabilities() -> None:
    assert checked([-1.5, 0.0]) == (-1.5, 0.0)
    assert checked([float("-inf"), -1.0]) == (float("-inf"), -1.0)
    for scores in ([0.0, 0.0], [float("nan"), -1.0], [0.5, -1.0]):
        with pytest.raises(NotTold):
            checked(scores)


def test_the_last_tokens_of_what_a_server_was_given_are_counted() -> None:
    rows = [
        None,
        {"7": {"logprob": -9.0}},
        {"8": {"logprob": -0.5}, "1": {"logprob": -0.1}},
        {"9": {"logprob": -0.25}},
    ]
    answer = {"choices": [{"prompt_logprobs": rows}]}
    assert told_of_tokens(answer, [5, 7, 8, 9], 2) == -0.75
    for tokens in ([5, 7, 8], [5, 7, 8, 4]):
        with pytest.raises(NotTold):
            told_of_tokens(answer, tokens, 2)


@pytest.mark.parametrize(
    ("tokens", "logprobs"),
    [(["a:", " 4", "\n"], [None, -1, -2]), (["a:", " 4", "\n", "b"], [None, -1, -2, -4])],
)
def test_a_token_that_was_generated_may_be_there_or_not(
    tokens: list[str], logprobs: list[float | None]
) -> None:
    told = {"tokens": tokens, "token_logprobs": logprobs}
    assert told_by_echo({"choices": [{"logprobs": told}]}, " 4\n") == -3.0


@pytest.fixture(scope="module")
def smollm2() -> Iterator[int]:
    """The port of a server that tells what vLLM's does, computed by SmolLM2 in llama.cpp."""
    pytest.importorskip("xllamacpp", reason="the extra llamacpp is not installed")
    from jagbench.runners.engines.llama_models import EMBEDDED_INSTALL, embedded_model

    path = embedded_model()
    if path is None:
        pytest.skip(f"the embedded model is not installed: {EMBEDDED_INSTALL}")
    with started("scoring_server", path) as port:
        yield port


@pytest.mark.model
@pytest.mark.slow
@pytest.mark.parametrize(
    ("dialect", "prompting"), [("vllm", "chat"), ("vllm", "completion"), ("sglang", "completion")]
)
def test_the_probabilities_that_servers_tell_are_those_of_the_engine_in_this_process(
    smollm2: int, tmp_path: Path, dialect: str, prompting: Prompting
) -> None:
    suite = tmp_path / "suite.jsonl"
    suite.write_bytes(write_probes([make_probe(7, options=("8", "9.25", "ninety"))]))
    manner = Manner(protocol="logprob", prompting=prompting)
    served = run(
        f"openai:smollm2@http://127.0.0.1:{smollm2}/v1",
        str(suite),
        out=tmp_path / "served",
        manner=manner,
        arguments={"dialect": dialect},
    )
    arguments = {"reference": True, "threads": 1}
    own = run("llamacpp:smollm2", str(suite), out=tmp_path / "own", manner=manner, arguments=arguments)
    (theirs,), (ours,) = served.replies().values(), own.replies().values()
    assert theirs.text == ours.text
    assert theirs.scores == pytest.approx(ours.scores, abs=1e-3)
