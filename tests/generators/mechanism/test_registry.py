import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from jagbench.errors import InvalidArgument
from jagbench.generators import get_skill, match_skills, register, skill_names


def test_unknown_skill_is_suggested() -> None:
    with pytest.raises(InvalidArgument, match=r"Did you mean 'comparison.decimals'"):
        get_skill("comparison.decimal")


def test_claims_are_no_skill_that_draws() -> None:
    with pytest.raises(InvalidArgument, match=r"made of questions of other skills\. Write claims = true"):
        get_skill("facts.paraphrase")


def test_a_family_stands_for_its_skills() -> None:
    names = [skill.name for skill in match_skills(["comparison", "counting.words"])]

    assert names == [*(name for name in skill_names() if name.startswith("comparison.")), "counting.words"]


def test_a_name_is_taken_once() -> None:
    with pytest.raises(InvalidArgument, match=r"already a skill 'counting.words'"):
        register(get_skill("counting.words"))


PAGE = Path(__file__).parents[3] / "docs" / "own-skill.md"
PLUGIN = re.search(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)


@pytest.fixture
def plugins(tmp_path: Path):
    """Two installed packages: the one of the documentation, and one that breaks on import."""
    assert PLUGIN is not None
    for name, code in {"good_plugin": PLUGIN[1], "bad_plugin": "raise RuntimeError('no luck')"}.items():
        (tmp_path / f"{name}.py").write_text(code)
        info = tmp_path / f"{name}-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
        (info / "entry_points.txt").write_text(f"[jagbench.skills]\n{name} = {name}\n")
    return tmp_path


def test_a_plugin_with_a_faulty_template_is_refused(plugins: Path) -> None:
    code = (plugins / "good_plugin.py").read_text()
    (plugins / "good_plugin.py").write_text(code.replace("{number}", "{numbers}"))

    done = run(plugins, "probes", "show", "arithmetic.doubling")

    assert (
        "the template 'double' of arithmetic.doubling, frame 'plain', lacks the slot {number}" in done.stderr
    )
    assert done.returncode == 2


def test_a_plugin_is_a_strategy_too(plugins: Path) -> None:
    code = "from hypothesis import find; from jagbench import skill; "
    code += "print(find(skill('arithmetic.doubling').strategy(level=2), lambda item: True).operands)"
    path = os.pathsep.join([str(plugins), *filter(None, sys.path)])

    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code],
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
    )

    assert done.stdout == "('10',)\n"


def run(plugins: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join([str(plugins), *filter(None, sys.path)])
    return subprocess.run(
        [sys.executable, "-m", "jagbench", *arguments],
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
    )


def test_a_plugin_adds_its_skill_and_a_broken_one_warns(plugins: Path) -> None:
    done = run(plugins, "probes", "generate", "arithmetic.doubling", "--level", "2", "--count", "3")

    assert done.returncode == 0
    assert done.stdout.count('"skill": "arithmetic.doubling"') == 3
    assert done.stderr == (
        "Warning: The plug-in 'bad_plugin' (bad_plugin) could not be loaded and is left out: "
        "RuntimeError: no luck\n"
    )


def test_a_plugin_is_verified_like_the_rest(plugins: Path, tmp_path: Path) -> None:
    probes = run(plugins, "probes", "generate", "arithmetic.doubling", "--count", "8").stdout
    (tmp_path / "mine.jsonl").write_text(probes)

    done = run(plugins, "probes", "verify", str(tmp_path / "mine.jsonl"))

    assert done.stdout.endswith("mine.jsonl: 24 probes, 0 problems\n")


def test_a_language_without_words_for_it_is_said(plugins: Path) -> None:
    done = run(plugins, "probes", "generate", "arithmetic.doubling", "--language", "ko")

    assert done.returncode == 2
    assert "Error: arithmetic.doubling has no templates in the language 'ko'." in done.stderr
