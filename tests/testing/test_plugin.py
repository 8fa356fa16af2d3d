"""The plug-in in real runs of pytest, each in a process of its own."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import jagbench

pytest_plugins = ["pytester"]

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """No plug-in but the one under test, whatever is installed."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    monkeypatch.setenv("PYTHONPATH", str(Path(jagbench.__file__).parents[1]))


def run(pytester: pytest.Pytester, code: str, *options: str) -> pytest.RunResult:
    pytester.makepyfile(code)
    return pytester.runpytest_subprocess("-p", "jagbench.testing.plugin", "--strict-markers", *options)


def test_one_test_a_probe(pytester: pytest.Pytester) -> None:
    result = run(
        pytester,
        """
        from jagbench.testing import assert_right, probes

        @probes("comparison.decimals", level=2, n=3)
        @probes("counting.letters", level=[1, 2], n=1, language="ko")
        def test_mine(probe):
            assert probe.level in (1, 2)

        class TestInAClass:
            @probes(suite="smoke-v2", n=4)
            def test_mine(self, probe, tmp_path):
                assert_right(probe, probe.answer.value)

        @probes("comparison.decimals", level=1, n=2)
        def test_wrong(probe):
            lure = probe.lures.get("version_order") or next(iter(probe.lures.values()))
            assert_right(probe, lure)
        """,
        "-v",
    )

    result.assert_outcomes(passed=9, failed=2)
    result.stdout.fnmatch_lines(
        [
            "*test_mine[[]comparison.decimals-2-0[]] PASSED*",
            "*test_mine[[]counting.letters-2-4[]] PASSED*",
            "*TestInAClass::test_mine[[]*-3[]] PASSED*",
            "*AssertionError: '*' is wrong: '*; right is '*'",
        ]
    )


def test_the_page_runs(pytester: pytest.Pytester) -> None:
    page = (ROOT / "docs" / "testing.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"```python\n(.*?)```", page, re.DOTALL)

    run(pytester, block).assert_outcomes(passed=22)


def test_a_threshold_is_an_interval(pytester: pytest.Pytester) -> None:
    result = run(
        pytester,
        """
        import pytest
        from jagbench.testing import probes

        def asked(probe, share):
            if int(probe.id[:4], 16) % 100 >= share:
                pytest.fail("not today")

        @probes("comparison.decimals", level=2, n=60, not_under=0.8)
        def test_good(probe):
            asked(probe, 100)

        @probes("comparison.decimals", level=2, n=60, not_under=0.8)
        def test_bad(probe, tmp_path, record_property):
            assert len(probe.prompt) < 0, "too long"

        @probes("comparison.decimals", level=2, n=20, not_under=0.8)
        def test_nearly(probe):
            asked(probe, 80)

        @probes("comparison.decimals", level=2, n=20, at_least=0.8)
        def test_not_surely(probe):
            asked(probe, 80)

        @probes("comparison.decimals", level=2, n=20, not_under=0.8)
        def test_broken(probe):
            raise KeyError("an error is no wrong answer")

        @probes("comparison.decimals", level=2, n=20, not_under=0.8)
        def test_left_out(probe):
            pytest.skip("not for me")
        """,
        "-v",
        "--junitxml=found.xml",
    )

    result.assert_outcomes(passed=2, failed=4)
    result.stdout.fnmatch_lines_random(
        [
            "*::test_good PASSED*",
            "*::test_nearly PASSED*",
            "*comparison.decimals level 2: 0 of 60 right, 0.0 % (95 % interval 0.0 to 6.0 %): under 80 %",
            "*    too long",
            "*and 57 more",
            "*not surely 80 % or more. About * items would decide it*",
            "*KeyError: 'an error is no wrong answer'",
            "*no probe was scored, so there is no accuracy to hold.",
            "*= jagbench =*",
            "comparison.decimals level 2: 60 of 60 right, 100.0 % (*; not under 80 %: holds",
        ]
    )
    assert 'name="jagbench" value="comparison.decimals level 2: 60 of 60 right' in Path(
        pytester.path / "found.xml"
    ).read_text(encoding="utf-8")


def test_fixtures_ask_a_function_or_a_model(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        mine="""
        def first(prompt):
            return prompt.split()[-1]

        async def late(prompt):
            return "7"
        """
    )
    result = run(
        pytester,
        """
        from jagbench.testing import probes
        import mine
        import pytest

        def test_function(jagbench_accuracy):
            found = jagbench_accuracy(mine.first, "comparison.decimals", level=1, n=20)
            assert 0 <= found.low <= found.value <= found.high <= 1
            assert len(found.frame) == 20
            jagbench_accuracy(mine.late, "comparison.decimals", level=1, n=5)
            with pytest.raises(AssertionError, match="Wrong:"):
                found.at_least(0.99)

        def test_by_name(jagbench_accuracy):
            jagbench_accuracy("solver:exact", suite="smoke-v2", n=30).at_least(0.8)

        def test_model(jagbench_model):
            assert jagbench_model("Which is it? a or b") == "b"

        @probes("counting.letters", level=1, n=2)
        def test_model_of_a_probe(probe, jagbench_model):
            assert jagbench_model(probe)
        """,
        "--jagbench-model",
        "python:mine:first",
    )

    result.assert_outcomes(passed=5)


def test_without_a_model_its_tests_are_skipped(pytester: pytest.Pytester) -> None:
    result = run(
        pytester,
        """
        def test_model(jagbench_model):
            assert jagbench_model("1 + 1")
        """,
        "-rs",
    )

    result.assert_outcomes(skipped=1)
    result.stdout.fnmatch_lines(["*no model: give --jagbench-model ENGINE:NAME*"])


def test_bad_use_is_one_sentence(pytester: pytest.Pytester) -> None:
    result = run(
        pytester,
        """
        from jagbench.testing import probes

        @probes("comparison.decimal", level=2)
        def test_unknown(probe):
            pass
        """,
    )

    assert result.ret != 0
    result.stdout.fnmatch_lines(["*test_unknown: Unknown skill 'comparison.decimal'. Did you mean*"])
    result.stdout.no_fnmatch_line("*Traceback*")


def test_the_plugin_is_found_where_jagbench_is_installed(tmp_path: Path) -> None:
    config = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    (name, module), *more = config["project"]["entry-points"]["pytest11"].items()
    info = tmp_path / "installed-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: installed\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(f"[pytest11]\n{name} = {module}\n")
    (tmp_path / "test_it.py").write_text("def test_it(jagbench_accuracy):\n    pass\n")
    environment = {key: value for key, value in os.environ.items() if key != "PYTEST_DISABLE_PLUGIN_AUTOLOAD"}
    path = os.pathsep.join([str(tmp_path), *filter(None, sys.path)])

    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(tmp_path)],
        env={**environment, "PYTHONPATH": path},
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )

    assert more == []
    assert "1 passed" in done.stdout, done.stdout + done.stderr


def test_a_start_of_pytest_loads_nothing_heavy(pytester: pytest.Pytester) -> None:
    result = run(
        pytester,
        """
        import sys

        def test_mine():
            heavy = {"pandas", "numpy", "matplotlib", "hypothesis", "msgspec", "rich", "click"}
            assert heavy.isdisjoint(sys.modules)
            assert not [name for name in sys.modules if name.startswith("jagbench.probes")]
        """,
    )

    result.assert_outcomes(passed=1)
