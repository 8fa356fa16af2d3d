"""Engines of other packages, really installed: the one of the documentation, and broken ones."""

import base64
import hashlib
import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[2] / "docs" / "own-engine.md"
CODE = re.search(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
ENTRY = re.search(
    r'entry-points\."jagbench\.engines"\]\n(.*?)```', PAGE.read_text(encoding="utf-8"), re.DOTALL
)


def wheel(folder: Path, name: str, code: str, entries: str) -> Path:
    """A wheel of one module, as a build would make it."""
    info = f"{name}-1.0.dist-info"
    content = {
        f"{name}.py": code,
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{info}/entry_points.txt": f"[jagbench.engines]\n{entries}",
    }
    record = "".join(
        f"{path},sha256={_digest(text)},{len(text.encode())}\n" for path, text in content.items()
    )
    path = folder / f"{name}-1.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for each, text in {**content, f"{info}/RECORD": f"{record}{info}/RECORD,,\n"}.items():
            archive.writestr(each, text)
    return path


def _digest(text: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).decode().rstrip("=")


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder into which pip has installed some packages."""
    assert CODE is not None
    assert ENTRY is not None
    wheels = tmp_path_factory.mktemp("wheels")
    packages = [
        wheel(wheels, "jagbench_echo", CODE[1], ENTRY[1].replace('"', "")),
        wheel(wheels, "bad_import", "raise RuntimeError('no luck')", "bad = bad_import:open_bad\n"),
        wheel(
            wheels,
            "no_engine",
            "def open_none(name, opening):\n    return object()",
            "none = no_engine:open_none\n",
        ),
        wheel(wheels, "taken", "", "solver = taken:open_solver\n"),
    ]
    target = tmp_path_factory.mktemp("installed")
    pip = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-index",
        "--no-deps",
        "--target",
        str(target),
    ]
    subprocess.run(
        [*pip, *map(str, packages)], check=True, env={**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    )
    return target


def jagbench(installed: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join([str(installed), *filter(None, sys.path)])
    return subprocess.run(
        [sys.executable, "-m", "jagbench", *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
    )


@pytest.mark.slow
def test_the_engine_of_the_documentation_is_asked_and_described(installed: Path, tmp_path: Path) -> None:
    done = jagbench(
        installed, "run", "echo:loud", "--suite", "smoke-v2", "--limit", 12, "--out", tmp_path / "run"
    )
    assert done.returncode == 0, done.stderr
    manifest = json.loads((tmp_path / "run" / "run.json").read_text())

    assert (manifest["engine"]["engine"], manifest["engine"]["model"]) == ("echo", "loud")
    assert "12 of 332 probes" in done.stdout
    assert "The plug-in 'taken' calls an engine 'solver', and there is one of that name" in done.stderr


@pytest.mark.slow
def test_broken_plugins_are_one_sentence_each(installed: Path, tmp_path: Path) -> None:
    bad, none, unknown = (
        jagbench(installed, "run", model, "--limit", 2, "--out", tmp_path / "run")
        for model in ("bad:it", "none:it", "ecco:loud")
    )

    assert (
        "The engine 'bad' of the plug-in 'bad_import' (bad_import:open_bad) cannot be loaded: " in bad.stderr
    )
    assert "RuntimeError: no luck." in bad.stderr
    assert "The engine 'none' of the plug-in 'no_engine' is no engine: it lacks description," in none.stderr
    assert "Unknown engine 'ecco'. Did you mean 'echo'?" in unknown.stderr
    assert (bad.returncode, none.returncode, unknown.returncode) == (1, 1, 2)
    assert not any("Traceback" in each.stderr for each in (bad, none, unknown))


def test_doctor_knows_them(installed: Path) -> None:
    found = {
        each["name"]: each for each in json.loads(jagbench(installed, "doctor", "--json").stdout)["engines"]
    }

    assert (found["echo"]["works"], found["echo"]["version"]) == (True, "1.0")
    assert found["bad"]["works"] is False
    assert "no luck" in found["bad"]["problem"]
    assert found["solver"]["about"].startswith("No model")
