"""What the pages print runs: every block of Python as it stands, and every command has its options."""

import os
import re
import shlex
import shutil
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import click
import pandas as pd
import pytest
from click.testing import CliRunner

import jagbench as jb
from jagbench.analysis.charts.chart import charts
from jagbench.cli import cli
from jagbench.runners.manner import Manner

ROOT = Path(__file__).parents[1]
PAGES = {
    path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
    for path in [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
}
BLOCKS = {
    page: found
    for page, text in PAGES.items()
    if (found := re.findall(r"```python\n(.*?)```", text, re.DOTALL))
}
ELSEWHERE = {"docs/api.md", "docs/own-skill.md", "docs/own-questions.md"}
"""Pages that tests of their own do step by step, files and all."""
NEEDED_RUN = re.compile(r"runs/[\w.-]+\b(?![{/])")
STEPS = [f"runs/step-{step}" for step in (500, 1000, 2000)]
MODEL = "llamacpp:smollm2"


def pages() -> Iterator[Any]:
    for page, blocks in BLOCKS.items():
        if page not in ELSEWHERE:
            asks = any(MODEL in block or "-logprob" in block for block in blocks)
            marks = [
                pytest.mark.slow,
                pytest.mark.model,
                pytest.mark.skipif(
                    find_spec("xllamacpp") is None, reason="the extra llamacpp is not installed"
                ),
            ]
            yield pytest.param(page, marks=marks if asks else (), id=page)


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two runs of solvers, of which each run that a page opens is a copy."""
    folder = tmp_path_factory.mktemp("ready")
    for name, model in (("exact", "solver:exact"), ("wrong", "solver:longer_is_larger")):
        jb.run(model, "smoke-v2", limit=120, out=folder / name)
    return folder


@pytest.mark.filterwarnings("ignore:.*non-interactive.*")
@pytest.mark.parametrize("page", list(pages()))
def test_the_python_of_a_page_runs(
    page: str, ready: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    needed = sorted(set(NEEDED_RUN.findall("".join(BLOCKS[page]))))
    for place, name in enumerate([*needed, *STEPS]):
        if name.endswith("-logprob"):
            jb.run(MODEL, "smoke-v2", manner=Manner(protocol="logprob"), limit=40, out=name)
        else:
            shutil.copytree(ready / ("wrong", "exact")[place % 2], name)
    probes = list(jb.load("smoke-v2"))[:3]
    lines = [f'{{"probe": "{probe.id}", "reply": "{probe.answer.value}"}}\n' for probe in probes]
    Path("replies.jsonl").write_text("".join(lines), encoding="utf-8")

    names: dict[str, Any] = {}
    for block in BLOCKS[page]:
        exec(compile(block, page, "exec"), names)


def commands() -> list[tuple[str, str]]:
    """Every command of every page, its lines joined: (page, command)."""
    found: list[tuple[str, str]] = []
    for page, text in PAGES.items():
        for block in re.findall(r"```(?:console|bash|sh)?\n(.*?)```", text, re.DOTALL):
            lines = block.replace("\\\n", " ").splitlines()
            found += [
                (page, line.removeprefix("$ ").strip())
                for line in lines
                if re.match(r"(\$ )?jagbench [a-z]", line)
            ]
    return found


def command_of(words: list[str]) -> tuple[click.Command, list[str]]:
    """The command that some words name, and the words behind its name."""
    command: click.Command = cli
    context = click.Context(cli)
    while isinstance(command, click.Group) and words:
        inner = command.get_command(context, words[0])
        assert inner is not None, f"there is no command {words[0]!r}"
        command, words = inner, words[1:]
    return command, words


@pytest.mark.parametrize("page", sorted({page for page, _ in commands()}))
def test_every_command_of_a_page_has_its_options(page: str) -> None:
    for line in (line for where, line in commands() if where == page):
        # What stands behind two spaces is a comment in a listing, and a pipe leads to other programs.
        words = shlex.split(re.split(r"  +[^-\s]| [|>#] ", line)[0])[1:]
        command, rest = command_of(words)
        known = {name for option in command.params for name in (*option.opts, *option.secondary_opts)}
        given = {word.partition("=")[0] for word in rest if re.match(r"--?[a-z]", word)}
        assert given <= known | {"--help", "-h"}, line


def test_the_pages_hold_commands() -> None:
    assert len(commands()) > 40


READING = frozenset(
    ("compare", "diagnose", "factors", "leaderboard", "plot", "power", "profile", "report", "score", "table")
) | {"trend", "turns"}
"""Commands that ask no model: what they need are runs, which solvers make."""
UNDECIDED = (0, 1, 4)
"""How a gate may end."""


def words_of(line: str) -> list[str]:
    """The words of a command as a shell gives them, without its comment."""
    words = shlex.split(re.split(r"  +[^-\s]| [|>#(] ?", line)[0])[1:]
    return [name for word in words for name in (STEPS if word == "runs/*" else [word])]


MADE_ELSEWHERE = re.compile(
    r"\[?[A-Z]{3,}(\.\.\.)?|.*(-ladder|-logprob|\.eval|\.gguf|_state\.json|replies\.parquet).*"
)
"""Places that are kept for a name, and files of models, of other tools and of other tests."""


def can_run(words: list[str]) -> bool:
    """Whether a command asks no model, and all that it reads can be made here."""
    command, *rest = words
    whole = bool(rest) or command == "plot"
    return command in READING and whole and not any(map(MADE_ELSEWHERE.fullmatch, rest))


def replies_to(suite: str) -> pd.DataFrame:
    probes = list(jb.load(suite))[:30]
    return pd.DataFrame([{"probe": probe.id, "reply": probe.answer.value} for probe in probes])


def runnable() -> dict[str, list[list[str]]]:
    found: dict[str, list[list[str]]] = {}
    for page, line in commands():
        if can_run(words := words_of(line)):
            found.setdefault(page, []).append(words)
    return found


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:.*non-interactive.*")
@pytest.mark.parametrize("page", sorted(runnable()))
def test_the_commands_of_a_page_that_only_read_run_as_printed(
    page: str, ready: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", "summary.md")
    Path("results").symlink_to(ROOT / "results")
    replies_to("smoke-v2").to_json("replies.jsonl", orient="records", lines=True)
    replies_to("core-v2").to_csv("replies.csv", index=False)
    needed = sorted({word for words in runnable()[page] for word in words if word.startswith("runs/")})
    for place, name in enumerate(needed):
        if "pressure" in name:
            jb.run("solver:exact", "smoke-v2", manner=Manner(protocol="pressure:lure:2"), limit=40, out=name)
        else:
            shutil.copytree(ready / ("wrong", "exact")[place % 2], name)

    for words in runnable()[page]:
        result = CliRunner().invoke(cli, list(map(os.path.expandvars, words)))
        gates = any(word.startswith("--fail-") for word in words)
        assert result.exit_code in (UNDECIDED if gates else (0,)), (words, result.output)


def test_most_commands_that_only_read_are_run() -> None:
    assert sum(map(len, runnable().values())) >= 30


@pytest.mark.parametrize("name", list(charts()))
def test_the_page_of_charts_shows_each_with_its_claim(name: str) -> None:
    assert f"\n`{name}`: {charts()[name].claim}. " in PAGES["docs/charts.md"]
    assert f'src="images/charts/{name}.png"' in PAGES["docs/charts.md"]
