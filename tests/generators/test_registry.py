import os
import subprocess
import sys
from pathlib import Path

import pytest

from jagbench.errors import InvalidArgument
from jagbench.generators import get_skill, match_skills, register


def test_unknown_skill_is_suggested() -> None:
    with pytest.raises(InvalidArgument, match=r"Did you mean 'comparison.decimals'"):
        get_skill("comparison.decimal")


def test_a_family_stands_for_its_skills() -> None:
    assert [skill.name for skill in match_skills(["comparison", "counting.words"])] == [
        "comparison.decimals",
        "comparison.integers",
        "counting.words",
    ]


def test_a_name_is_taken_once() -> None:
    with pytest.raises(InvalidArgument, match=r"already a skill 'counting.words'"):
        register(get_skill("counting.words"))


PLUGIN = """
from fractions import Fraction
from jagbench.generators import Level, Skill, register
from jagbench.probes import Answer

def double(question):
    return Answer(kind="integer", value=str(2 * int(question.item.operands[0])))

register(Skill(
    name="arithmetic.doubling",
    summary="Double a number.",
    levels=[Level(grade=1, strata=[{"digits": 1}]), Level(grade=2, strata=[{"digits": 2}])],
    draw=lambda source, stratum: [str(source.integer(1, 10 ** stratum["digits"] - 1))],
    solve=double,
    slots=lambda question: {"number": question.item.operands[0]},
    oracle=lambda prompt, language: str(2 * int(prompt.split()[-1])),
    misconceptions={"squares": lambda question: str(int(question.item.operands[0]) ** 2)},
    phrasings={"en": {"plain": {"template": {"double": "Double the number.\\n{number}"}}}},
))
"""


@pytest.fixture
def plugins(tmp_path: Path):
    """Two installed packages: one with a skill, one that breaks on import."""
    for name, code in {"good_plugin": PLUGIN, "bad_plugin": "raise RuntimeError('no luck')"}.items():
        (tmp_path / f"{name}.py").write_text(code)
        info = tmp_path / f"{name}-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
        (info / "entry_points.txt").write_text(f"[jagbench.skills]\n{name} = {name}\n")
    return tmp_path


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
    probes = run(plugins, "probes", "generate", "arithmetic.doubling", "--count", "5").stdout
    (tmp_path / "mine.jsonl").write_text(probes)

    done = run(plugins, "probes", "verify", str(tmp_path / "mine.jsonl"))

    assert done.stdout.endswith("mine.jsonl: 10 probes, 0 problems\n")


def test_a_language_without_words_for_it_is_said(plugins: Path) -> None:
    done = run(plugins, "probes", "generate", "arithmetic.doubling", "--language", "ko")

    assert done.returncode == 2
    assert "Error: arithmetic.doubling has no templates in the language 'ko'." in done.stderr
