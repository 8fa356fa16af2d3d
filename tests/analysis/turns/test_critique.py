"""What critics find, on critics of whom it is known, and what they may be given."""

import csv
import json
import math
from pathlib import Path
from statistics import NormalDist

import pytest
from click.testing import CliRunner

from jagbench.analysis.frame.rows import frame
from jagbench.analysis.turns.critique import detection
from jagbench.analysis.turns.measures import measured
from jagbench.analysis.turns.said import a_or_b, yes_or_no
from jagbench.cli import cli
from jagbench.errors import InvalidArgument
from jagbench.probes import Suite
from jagbench.runners.engine import Sampling
from jagbench.runners.manner import Manner
from jagbench.runners.missing import unanswered
from jagbench.runners.opened import questions
from jagbench.runners.protocols import open_protocol
from jagbench.runners.run import run
from jagbench.runners.run_directory import RunDirectory
from tests.analysis.turns.test_pressure import figure
from tests.runners.samples import make_probe

SUITE = Suite(name="some", sha256="0" * 64, probes=[make_probe(number) for number in range(100)])


def critic(traits: str, kind: str, folder: Path, of: RunDirectory | None = None) -> RunDirectory:
    return run(f"solver:{traits}", SUITE, manner=Manner(protocol=f"critique:{kind}"), out=folder, of=of)


def test_the_reply_is_shown_in_a_conversation_of_its_own_and_then_an_answer_is_asked_for() -> None:
    protocol = open_protocol("critique:planted", Sampling())
    right, right_after, lure, _ = questions(
        protocol, SUITE.probes[7], reply=lambda number, _: f"said {number}"
    )
    shown = right.messages[0].content
    assert shown.endswith("Reply:\n8\n\nIs the reply right? Say yes or no, and nothing else.")
    assert SUITE.probes[7].prompt in shown
    assert [message.content for message in right_after.messages] == [
        shown,
        "said 1",
        "Now reply to the question yourself, in the form that it asks for.",
    ]
    assert lure.messages[0].content == shown.replace("Reply:\n8", "Reply:\n9")


def test_a_perfect_critic(tmp_path: Path) -> None:
    found = measured(critic("exact", "planted", tmp_path / "run"))
    assert figure(found, "caught", "").value == 1
    assert figure(found, "false alarm", "").value == 0
    assert figure(found, "accuracy", "shown").value == 0.5
    assert figure(found, "accuracy", "teamed").value == 1
    assert figure(found, "missed", "").value == 0
    assert figure(found, "flagged", "").value == 0.5
    assert figure(found, "d'", "").value > 4


def test_one_who_finds_nothing_wrong_and_one_who_finds_everything_wrong_know_nothing(tmp_path: Path) -> None:
    for name, traits, bias in (("yes", "exact?catches=0", 1), ("no", "exact?raises=1", -1)):
        found = measured(critic(traits, "planted", tmp_path / name))
        assert figure(found, "d'", "").value == pytest.approx(0)
        assert figure(found, "criterion c", "").value * bias > 2


def test_planted_shares_lie_in_their_intervals_by_misconception_too(tmp_path: Path) -> None:
    directory = critic("exact?catches=0.7&raises=0.2&repairs=0.6&damages=0.1", "planted", tmp_path / "run")
    found = measured(directory)
    normal = NormalDist()
    planted = {
        "caught": 0.7,
        "false alarm": 0.2,
        "repaired": 0.6,
        "damaged": 0.1,
        "d'": normal.inv_cdf(0.7) - normal.inv_cdf(0.2),
        "criterion c": -(normal.inv_cdf(0.7) + normal.inv_cdf(0.2)) / 2,
    }
    for measure, truth in planted.items():
        row = figure(found, measure, "")
        assert row.low < truth < row.high, measure
    divided = measured(directory, by="misconception").figures
    caught = divided[(divided["measure"] == "caught") & (divided["misconception"] == "off_by_one")]
    assert caught["n"].tolist() == [100]


def test_own_answers_are_criticised_as_those_of_somebody_else(tmp_path: Path) -> None:
    found = measured(critic("exact?knows=0.6&catches=0.5&repairs=0", "own", tmp_path / "run"))
    assert figure(found, "accuracy", "shown").value == pytest.approx(0.6, abs=0.15)
    assert figure(found, "repaired", "").value == 0
    assert figure(found, "accuracy", "after - shown").value == 0
    assert 0 < figure(found, "caught", "").value < 1


def test_a_finished_run_is_reviewed_and_goes_on_where_it_was_cut(tmp_path: Path) -> None:
    of = run("solver:exact?knows=0.7", SUITE, out=tmp_path / "of")
    directory = critic("exact?catches=0.8", "other", tmp_path / "run", of)
    found = measured(directory)
    assert figure(found, "accuracy", "shown").value == frame(of)["correct"].mean()
    assert figure(found, "false alarm", "").value == 0
    caught = figure(found, "caught", "").value
    assert figure(found, "accuracy", "teamed - shown").value == pytest.approx(
        caught * (1 - frame(of)["correct"].mean())
    )
    assert directory.manifest.other is not None
    assert directory.manifest.other.model == "solver:exact?knows=0.7"
    # The run holds what it shows: it goes on, and is measured, without the other one.
    (of.path / "replies.parquet").unlink()
    again = critic("exact?catches=0.8", "other", tmp_path / "run")
    assert unanswered(again).nothing
    assert figure(measured(again), "caught", "").value == caught


def test_a_critic_of_other_replies_is_another_run(tmp_path: Path) -> None:
    one, two = (run(f"solver:exact?knows={share}", SUITE, out=tmp_path / share) for share in ("0.7", "0.2"))
    critic("exact", "other", tmp_path / "run", one)
    with pytest.raises(
        InvalidArgument, match=r"another set of replies of another run: .*0\.7 is there, .*0\.2"
    ):
        critic("exact", "other", tmp_path / "run", two)


def test_what_cannot_be_reviewed_is_one_sentence(tmp_path: Path) -> None:
    others = [make_probe(number) for number in range(200, 210)]
    elsewhere = Suite(name="elsewhere", sha256="1" * 64, probes=others)
    of = run("solver:exact", elsewhere, out=tmp_path / "of")
    with pytest.raises(InvalidArgument, match=r"no reply to a probe of some \(it is a run of elsewhere\)"):
        critic("exact", "other", tmp_path / "run", of)
    with pytest.raises(InvalidArgument, match=r"'critique:other' shows the replies of another run: give .*"):
        critic("exact", "other", tmp_path / "run")
    with pytest.raises(InvalidArgument, match=r"'critique:own' shows no replies of another run: leave out"):
        critic("exact", "own", tmp_path / "run", of)


def test_the_command_reviews_a_run_and_lists_what_a_person_must_look_at(tmp_path: Path) -> None:
    of = run("solver:exact?knows=0.6", SUITE, out=tmp_path / "of")
    review = str(tmp_path / "review")
    arguments = ["critique", "--critic", "solver:exact", "--of", str(of.path), "--out", review]
    flagged = tmp_path / "flagged.csv"
    result = CliRunner().invoke(cli, [*arguments, "--flagged", str(flagged)], catch_exceptions=False)
    assert result.exit_code == 0, result.stderr
    assert "caught" in result.stdout
    table = frame(of)
    wrong = table[~table["correct"]]["probe"].tolist()
    with flagged.open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert sorted(row["probe"] for row in rows) == sorted(wrong)
    assert all(row["said"] == "no" for row in rows)
    printed = CliRunner().invoke(cli, [*arguments, "--json"], catch_exceptions=False)
    (found,) = json.loads(printed.stdout)["runs"]
    assert found["of"] == str(of.path)
    assert {"conversations", "left_out", "figures"} < set(found)


def test_detection_is_that_of_the_textbook() -> None:
    sensitivity, criterion = detection(50, 100, 10, 100)
    hits, alarms = 50.5 / 101, 10.5 / 101
    normal = NormalDist()
    assert sensitivity.value == pytest.approx(normal.inv_cdf(hits) - normal.inv_cdf(alarms))
    assert criterion.value == pytest.approx(-(normal.inv_cdf(hits) + normal.inv_cdf(alarms)) / 2)
    assert sensitivity.low < 1.26 < sensitivity.high
    assert math.isnan(detection(0, 0, 1, 5)[0].value)


@pytest.mark.parametrize(
    ("language", "text", "says"),
    [
        ("en", "Yes.", "yes"),
        ("en", "**No**, it is not right.", "no"),
        ("en", "The reply is incorrect.", "no"),
        ("en", "The reply is not right.", "no"),
        ("en", "It is right.", "yes"),
        ("en", "I do not think that it is right.", ""),
        ("en", "There is no error.", ""),
        ("en", "It is correct, but it is also wrong.", ""),
        ("de", "Nein, falsch.", "no"),
        ("de", "Die Antwort ist nicht richtig.", "no"),
        ("es", "Sí.", "yes"),
        ("es", "La contestación es incorrecta.", "no"),
        ("fr", "Non, c'est faux.", "no"),
        ("fr", "Elle est juste.", "yes"),
        ("ko", "네.", "yes"),
        ("ko", "이 답변은 맞지 않습니다.", "no"),
        ("ko", "예를 들어 보겠습니다.", ""),
        ("ja", "この回答は正しくありません。", "no"),
        ("ja", "はい、正しいです。", "yes"),
        ("zh", "“错”", "no"),
        ("zh", "不对。", "no"),
        ("zh", "对不起，我不知道。", ""),
        ("nl", "Yes", "yes"),
        ("en", "", ""),
    ],
)
def test_yes_and_no_are_heard_exactly(language: str, text: str, says: str) -> None:
    assert yes_or_no(text, language) == says


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("A", "A"),
        ("**B**.", "B"),
        ("b)", "B"),
        ("I wrote reply A.", "A"),
        ("A careful look says B.", "B"),
        ("A or B", ""),
        ("neither", ""),
        ("답변 A입니다", "A"),
        ("", ""),
    ],
)
def test_letters_are_heard_exactly(text: str, says: str) -> None:
    assert a_or_b(text) == says
