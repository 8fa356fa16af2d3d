"""Thinking is switched as each kind of server takes it: a server process checks the request."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from jagbench.cli.run import command
from jagbench.errors import InvalidArgument
from jagbench.runners.engines.openai.dialects import of_host
from jagbench.runners.manner import Manner
from jagbench.runners.run_directory import RunDirectory
from tests.runners.openai_client import ask, request
from tests.runners.servers import started

pytest.importorskip("httpx2", reason="the extra openai is not installed")


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    with started("thinking_server") as number:
        yield number


@pytest.mark.parametrize("kind", ["ollama", "sglang", "openai", "deepseek", "openrouter", "dashscope"])
def test_thinking_goes_on_and_off_with_each_kind_of_server(port: int, kind: str) -> None:
    known = {} if kind in ("ollama", "sglang", "openai") else {"dialect": kind}
    asked = [request("on", thinking=True), request("off", thinking=False)]
    replies = ask(f"tiny@http://127.0.0.1:{port}/{kind}/v1", *asked, **known)
    assert [replies[each].text for each in ("on", "off")] == ["4", "4"]
    assert [replies[each].thinking for each in ("on", "off")] == ["hm", None]


def test_how_much_is_thought_goes_beside_the_switch(port: int) -> None:
    model = f"tiny@http://127.0.0.1:{port}/ollama/v1"
    assert ask(model, request("high", thinking=True, effort="high"))["high"].thinking == "hm"


@pytest.mark.parametrize(
    ("host", "kind"),
    [
        ("api.openai.com", "openai"),
        ("mine.openai.azure.com", "openai"),
        ("api.deepseek.com", "deepseek"),
        ("openrouter.ai", "openrouter"),
        ("notopenrouter.ai", None),
        ("127.0.0.1", None),
    ],
)
def test_hosted_servers_are_known_by_their_host(host: str, kind: str | None) -> None:
    assert of_host(host) == kind


def asked(port: int, kind: str, out: Path, *options: str) -> tuple[int, str]:
    model = f"openai:tiny@http://127.0.0.1:{port}/{kind}/v1"
    result = CliRunner().invoke(
        command, [model, "--limit", "3", "--out", str(out), *options], catch_exceptions=False
    )
    return result.exit_code, result.stderr


def test_a_run_without_thoughts_says_nothing_of_them(port: int, tmp_path: Path) -> None:
    code, notices = asked(port, "sglang", tmp_path / "run", "--thinking", "off")
    assert (code, "thought" in notices) == (0, False)
    directory = RunDirectory.open(tmp_path / "run")
    assert directory.manifest.thinking is False
    assert directory.manifest.sampling.max_tokens == 64
    with pytest.raises(
        InvalidArgument, match=r"another switch of thinking: off is there, on was asked for\."
    ):
        asked(port, "sglang", tmp_path / "run", "--thinking", "on", "--thinking-tokens", "0")


def test_thoughts_get_room_where_thinking_is_switched_on(port: int, tmp_path: Path) -> None:
    assert asked(port, "sglang", tmp_path / "run", "--thinking", "on")[0] == 0
    assert RunDirectory.open(tmp_path / "run").manifest.sampling.max_tokens == 64 + 4096


@pytest.mark.parametrize(
    ("kind", "switch", "words"),
    [
        ("deaf", "off", "3 of 3 replies have thoughts although thinking was switched off"),
        ("silent", "on", "Thinking was switched on, and none of 3 replies shows a thought"),
    ],
)
def test_a_switch_that_does_nothing_is_said(
    port: int, tmp_path: Path, kind: str, switch: str, words: str
) -> None:
    code, notices = asked(port, kind, tmp_path / "run", "--thinking", switch)
    assert code == 0
    assert words in notices


def test_a_server_of_an_unknown_kind_is_told_how_to_be_switched(port: int, tmp_path: Path) -> None:
    with pytest.raises(
        InvalidArgument, match=r"^--thinking off needs a switch for thinking, which .*--request-field"
    ):
        asked(port, "somebody", tmp_path / "run", "--thinking", "off")


def test_two_that_say_other_things_are_refused() -> None:
    with pytest.raises(InvalidArgument, match="switches thinking itself"):
        Manner(protocol="thinking:on", thinking=False)
    with pytest.raises(InvalidArgument, match="switched off and wanted with the effort 'high'"):
        Manner(thinking=False, effort="high")
