import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from jagbench.cli.score import command
from jagbench.errors import InvalidArgument, JagbenchError
from jagbench.judges.asking import JUDGED
from jagbench.runners.engines.python import hand_over
from tests.analysis.runs import answered
from tests.analysis.samples import decimals, letters
from tests.cli.test_json import added


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A run with one uncertain reading, which the rules take for no answer."""
    pairs = [(letters("pear", "z", 5), "Either 5 or 7."), (decimals(), "9.11")]
    return answered(tmp_path / "run", pairs).path


@pytest.fixture
def certain(tmp_path: Path) -> Path:
    return answered(tmp_path / "certain", [(decimals(), "9.11")]).path


def planted(judge: Callable[[str], str]) -> str:
    return hand_over(judge, "planted", "fingerprint of the judge")


def says_five(prompt: str) -> str:
    return "A" if "\nA: 5\n" in prompt else "C"


def broken(prompt: str) -> str:
    raise ValueError("out of order")


def score(*arguments: str | Path) -> Result:
    return CliRunner().invoke(command, [str(argument) for argument in arguments], catch_exceptions=False)


def test_what_a_judge_says_is_printed_below_the_score(folder: Path) -> None:
    before = score(folder).stdout
    found = score(folder, "--judge", planted(says_five)).stdout

    assert found.startswith(before)
    assert found.removeprefix(before).strip().splitlines() == [
        "Judge python:planted: read 1 of 1 uncertain readings, in words.",
        "The judge and the rules read 0 of 1 alike: 0.0% (95 %: 0.0% to 79.3%), Cohen's kappa 0.00.",
        f"None of them is reviewed: `jagbench review {folder}` tells who is right.",
        "1 verdict would change:",
        "  no_answer -> correct: 1",
    ]


def test_the_score_is_the_same_with_a_judge(folder: Path) -> None:
    alone = json.loads(score(folder, "--json").stdout)
    beside = json.loads(score(folder, "--json", "--judge", planted(says_five)).stdout)

    assert alone["judge"] is None
    assert beside["verdicts"] == alone["verdicts"]
    assert beside["runs"] == alone["runs"]


def test_a_judge_as_json_has_the_keys_of_the_page(folder: Path) -> None:
    found = json.loads(score(folder, "--json", "--judge", planted(says_five)).stdout)["judge"]
    page = (Path(__file__).parents[2] / "docs/json.md").read_text(encoding="utf-8")
    table = page.split("| key of a judge | content |")[1].split("\n\n")[0]

    assert "judge" in added("score")
    assert all(f"`{key}`" in table for key in {*found, *found["rules"], *found["opinions"][0]})
    assert found["changes"] == {"no_answer -> correct": 1}
    assert found["people"] == {"read": 0, "alike": 0, "low": None, "high": None, "kappa": None}
    (opinion,) = found["opinions"]
    assert opinion["candidates"] == ["5", "7", None]
    assert opinion["weights"] == [1.0, 0.0, 0.0]
    assert (opinion["verdict"], opinion["answer"], opinion["judged"]) == ("no_answer", "5", "correct")


def test_nothing_uncertain_is_said_and_no_model_loaded(certain: Path) -> None:
    found = score(certain, "--judge", "llamacpp:there-is-no-such.gguf")

    assert f"No reading of {certain} is uncertain" in found.stdout
    assert not (certain / JUDGED).exists()


def test_a_failing_judge_costs_no_score_and_is_said_in_a_sentence(folder: Path) -> None:
    with pytest.raises(JagbenchError, match=r"failed on 1 of 1 replies, .*out of order.* asks only those"):
        score(folder, "--judge", planted(broken))

    assert "read 1 of 1" in score(folder, "--judge", planted(says_five)).stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--judge", "nobody:x"), "Unknown engine 'nobody'"),
        (("--judge", "solver:exact"), "reads no reply"),
        (("--judge", "llamacpp:smollm2", "--reviewed"), "give one of the two"),
        (("--judge-arg", "slots=1"), "name one with --judge"),
    ],
)
def test_bad_use_is_refused_before_anything_is_read(
    folder: Path, arguments: tuple[str, ...], said: str
) -> None:
    with pytest.raises(InvalidArgument, match=said):
        score(folder, *arguments)


def test_a_file_has_no_judge(tmp_path: Path) -> None:
    with pytest.raises(InvalidArgument, match="is for runs"):
        score(tmp_path / "replies.jsonl", "--judge", "llamacpp:smollm2")


@pytest.mark.slow
def test_the_embedded_model_is_asked_for_probabilities(folder: Path) -> None:
    pytest.importorskip("xllamacpp", reason="the extra llamacpp is not installed")
    first = json.loads(score(folder, "--json", "--judge", "llamacpp:smollm2").stdout)["judge"]
    kept = (folder / JUDGED).read_bytes()
    again = json.loads(score(folder, "--json", "--judge", "llamacpp:smollm2").stdout)["judge"]

    assert first["weighted"]
    assert sum(first["opinions"][0]["weights"]) == pytest.approx(1)
    assert all(0 < weight < 1 for weight in first["opinions"][0]["weights"])
    assert (folder / JUDGED).read_bytes() == kept
    assert again == first
