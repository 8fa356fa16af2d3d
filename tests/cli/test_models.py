import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from jagbench.cli import models
from jagbench.cli.models import command
from jagbench.runners.engines import ENGINES, EngineEntry, parse_model, solver


def listed() -> list[str]:
    result = CliRunner().invoke(command, ["list", "--json"])
    assert result.exit_code == 0
    return [model["model"] for model in json.loads(result.stdout)]


def test_the_solvers_are_listed_by_the_lures_of_the_suites() -> None:
    names = listed()
    assert f"solver:{solver.EXACT}" in names
    assert "solver:version_order" in names
    assert len(names) == len(set(names))


def test_every_listed_model_is_of_a_known_engine() -> None:
    assert {parse_model(name)[0] for name in listed()} <= set(ENGINES)


def test_gguf_files_of_the_current_folder_are_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("xllamacpp", reason="the extra llamacpp is not installed")
    (tmp_path / "tiny.gguf").touch()
    monkeypatch.chdir(tmp_path)
    assert "llamacpp:tiny.gguf" in listed()


def test_what_cannot_be_asked_is_not_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    absent = EngineEntry(target="x:y", form="", about="", library="no_such_library_here", extra="llamacpp")
    monkeypatch.setattr("jagbench.runners.engines.ENGINES", {"llamacpp": absent})
    assert all(model["model"].startswith("solver:") for model in models.available_models())


@pytest.mark.slow
def test_plain_output_is_a_line_for_each_model() -> None:
    lines = CliRunner().invoke(command, ["list"]).stdout.splitlines()
    assert [line.split()[0] for line in lines] == listed()


@pytest.mark.parametrize("arguments", [["--help"], ["list", "--help"]])
def test_help_has_an_example(arguments: list[str]) -> None:
    assert "Example:\n    jagbench models list\n" in CliRunner().invoke(command, arguments).stdout
