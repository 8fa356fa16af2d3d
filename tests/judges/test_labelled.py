"""A judge held to labels: planted ones, and one behind a server, of whom it is known how they read."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from jagbench.analysis.checking.audit import audit, load_labelled
from jagbench.cli import cli
from jagbench.errors import InvalidArgument
from jagbench.judges.labelled import JudgedLabels, judged_labels
from jagbench.judges.question import NONE
from jagbench.runners.engines.python import hand_over
from tests.judges.test_judging import Planted
from tests.runners.servers import started


def line(name: str, reply: str, answer: str | None, gold: str) -> dict[str, object]:
    return {
        "id": name,
        "source": "made@1",
        "answer_kind": "integer",
        "prompt": "What is 4 + 1?",
        "gold": gold,
        "reply": reply,
        "label": {
            "outcome": "no_answer" if answer is None else "answered",
            "answer": answer,
            "correct": answer == gold,
        },
    }


LINES = [
    line("right", "5", "5", "5"),
    line("wrong", "It is 6.", "6", "5"),
    line("turned", "First I thought 7, and so it is: 5", "5", "5"),
    line("hedged", "Either 5 or 7.", None, "5"),
    line("silent", "Who can tell?", None, "5"),
]


@pytest.fixture
def labelled(tmp_path: Path) -> Path:
    path = tmp_path / "labelled.jsonl"
    path.write_text("".join(json.dumps(each) + "\n" for each in LINES), encoding="utf-8")
    return path


def held(labelled: Path, judge: Callable[[str], str]) -> JudgedLabels:
    return judged_labels(
        audit(load_labelled([str(labelled)])).core(),
        hand_over(judge, "planted", "fingerprint of the judge"),
        on_judged=lambda done, total: None,
        on_notice=lambda said: None,
    )


def test_a_judge_that_reads_like_people_is_right_of_all(labelled: Path) -> None:
    class Like(Planted):
        def __call__(self, prompt: str) -> str:
            self.wanted = (NONE,) if "Either" in prompt else ("6", "5")
            return super().__call__(prompt)

    found = held(labelled, Like())

    assert (found.labelled, found.without, found.undecided) == (5, 1, 0)
    assert (found.people.read, found.people.alike, found.people.kappa) == (4, 4, 1.0)


def test_a_judge_that_names_the_right_answer_whatever_was_said_is_found_out(labelled: Path) -> None:
    found = held(labelled, Planted("5", "6"))

    # It misreads the hedged reply only: of the wrong one the right answer is no candidate.
    assert (found.people.read, found.people.alike) == (4, 3)
    assert found.people.kappa == pytest.approx(5 / 9)


def test_a_judge_that_goes_by_the_place_decides_nothing(labelled: Path) -> None:
    found = held(labelled, lambda prompt: "A")

    assert (found.undecided, found.people.read, found.people.kappa) == (4, 0, None)


def test_a_judge_behind_a_server_is_held_to_labels(labelled: Path) -> None:
    pytest.importorskip("httpx2", reason="the extra openai is not installed")
    with started("judging_server") as port:
        command = ["audit", str(labelled), "--judge", f"openai:judge@http://127.0.0.1:{port}/v1"]
        done = CliRunner().invoke(cli, [*command, "--json"], catch_exceptions=False)
    found = json.loads(done.stdout)["judge"]

    # It takes what stands last: of "Either 5 or 7." that is the 7.
    assert (found["labelled"], found["without"], found["weighted"]) == (5, 1, False)
    assert (found["people"]["read"], found["people"]["alike"]) == (4, 3)


def test_the_sentences_name_accuracy_and_kappa(labelled: Path) -> None:
    judge = hand_over(Planted("5", "6"), "planted", "fingerprint of another")
    printed = CliRunner().invoke(cli, ["audit", str(labelled), "--judge", judge]).stdout

    assert "read 4 of 5 replies, in words; 1 hold no candidate and were not shown to it." in printed
    assert "The judge and the labels read 3 of 4 alike: 75.0 %" in printed.replace("75.0%", "75.0 %")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["--judge", "solver:exact"], "The solver knows the answers of probes and reads no reply"),
        (["--judge-arg", "slots=4"], "--judge-arg is for the engine of a judge"),
        (["--judge", "llamacpp:smollm2", "--show", "right"], "--show opens one reply"),
    ],
)
def test_what_cannot_be_judged_is_one_sentence(labelled: Path, given: list[str], said: str) -> None:
    done = CliRunner().invoke(cli, ["audit", str(labelled), *given])

    assert isinstance(done.exception, InvalidArgument | SystemExit)
    assert said in f"{done.exception}{done.output}"
