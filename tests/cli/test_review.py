import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from jagbench.analysis.checking.review import reviews
from jagbench.analysis.frame.verdicts import VERDICTS
from jagbench.cli.review import command, shown
from jagbench.errors import InvalidArgument
from jagbench.runners.run_directory import RunDirectory
from tests.analysis.runs import answered
from tests.analysis.samples import decimals, letters

ONE = ("--skill", "counting.letters", "--verdict", "wrong", "--reviewer", "ada")
REFUSAL = "I'm sorry, but I can't help with that."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A run with two refusals, one answer that is uncertain and one that is not."""
    pairs = [
        (letters("plum", "p", 1), REFUSAL),
        (letters("pear", "z", 0), REFUSAL),
        (letters("banana", "n", 2), "There are 5 letters before it. So 3 it is."),
        (decimals(), "9.11"),
    ]
    return answered(tmp_path / "run", pairs).path


def review(*arguments: str | Path, typed: str = "") -> Result:
    return CliRunner().invoke(command, [str(each) for each in arguments], input=typed, catch_exceptions=False)


def test_accept_correct_skip_and_agreement(folder: Path) -> None:
    result = review(folder, "--reviewer", "ada", "--verdict", "refused", typed="a\nc /no_answer\n")
    assert "2/2  counting.letters, level 1, probe" in result.stderr
    assert "read: refused  (rule refusal)" in result.stderr
    assert result.stdout.splitlines() == [
        "ada and the machine read 1 of 2 reviewed replies alike: 50.0% (95 %: 9.5% to 90.5%).",
        "Cohen's kappa of the verdicts: 0.00.",
        "verdicts (machine -> reviewer):",
        "  refused -> no_answer: 1",
    ]
    assert [each.outcome for each in reviews(RunDirectory.open(folder))] == ["refused", "no_answer"]


def test_a_review_goes_on_where_it_was_left(folder: Path) -> None:
    first = review(folder, "--reviewer", "ada", typed="s\na\nq\n")
    assert "3/3" in first.stderr
    second = review(folder, "--reviewer", "ada", typed="a\na\n")
    assert "2/2" in second.stderr
    assert "3 of 3 reviewed replies alike: 100.0%" in second.stdout
    third = review(folder, "--reviewer", "ada")
    assert "Nothing is left to review here" in third.stderr
    assert "1/3" in review(folder, "--reviewer", "bob").stderr
    assert len(reviews(RunDirectory.open(folder))) == 3


def test_an_answer_is_asked_for_until_it_is_one(folder: Path) -> None:
    typed = "what\nc\nwho knows\nc\n\nc\n two \n"
    result = review(folder, *ONE, typed=typed)
    assert "Type a, c, s, q, or f" in result.stderr
    assert "who knows is no answer of the kind 'integer'" in result.stderr
    assert "kept: 2" in result.stderr
    (given,) = reviews(RunDirectory.open(folder))
    assert (given.answer, given.verdict, given.reviewer) == ("2", "correct", "ada")
    assert given.machine == {"verdict": "wrong", "reading": "3", "rule": "conclusion"}


def test_the_right_answer_is_not_shown(folder: Path) -> None:
    result = review(folder, *ONE)
    assert "read: 3  (rule conclusion)" in result.stderr
    assert "2" not in result.stderr.partition("--- question")[2].replace("banana", "")


def test_reviews_count_only_where_asked_for(folder: Path, tmp_path: Path) -> None:
    from jagbench.cli.score import command as score

    def scored(*arguments: str) -> dict[str, object]:
        found: dict[str, object] = json.loads(
            CliRunner().invoke(score, [str(folder), "--json", *arguments], catch_exceptions=False).stdout
        )
        return found

    with pytest.raises(InvalidArgument, match="has no reviews of its replies"):
        scored("--reviewed")
    review(folder, *ONE, typed="c 2\n")
    counts = scored()["verdicts"]
    assert counts == {**dict.fromkeys(VERDICTS, 0), "wrong": 2, "refused": 2}
    found = scored("--reviewed")
    assert found["transitions"] == {"wrong -> correct": 1, "wrong -> wrong": 1, "refused -> refused": 2}
    assert scored("--reviewed")["transitions"] == found["transitions"]


def test_a_random_sample_of_all(folder: Path) -> None:
    result = review(
        folder, "--all", "--count", "2", "--seed", "5", "--json", "--reviewer", "ada", typed="a\na\n"
    )
    found = json.loads(result.stdout)
    assert (found["reviewer"], found["reviewed"], found["agreed"]) == ("ada", 2, 2)
    assert (
        "Nothing is left"
        in review(folder, "--all", "--count", "2", "--seed", "5", "--reviewer", "ada").stderr
    )


def test_no_reviews_yet(folder: Path) -> None:
    assert review(folder, "--reviewer", "ada").stdout == "ada has reviewed no reply of this run yet.\n"
    found = json.loads(review(folder, "--reviewer", "ada", "--json").stdout)
    assert (found["reviewed"], found["low"], found["kappa"]) == (0, None, None)


def test_a_reply_can_do_nothing_to_the_terminal(tmp_path: Path) -> None:
    hostile = "\x1b[2J\x1b]0;title\x07 \x9b31m [bold]I cannot[/bold] \u202e say \r\b \ud800 :smile:"
    run = answered(tmp_path / "run", [(letters("plum", "p", 1), hostile)])
    result = review(run.path, "--all", "--reviewer", "ada")
    assert not set(result.stderr) & set("\x1b\x07\x9b\u202e\r\b")
    assert "\\x1b[2J\\x1b]0;title\\x07 \\x9b31m [bold]I cannot[/bold] \\u202e say \\r\\x08" in result.stderr
    assert ":smile:" in result.stderr
    assert shown("a\tb\n1\u202f000\u3000é") == "a\tb\n1\u202f000\u3000é"


def test_a_long_reply_shows_its_ends_and_all_where_asked_for(tmp_path: Path) -> None:
    reply = "begin " + "x" * 9000 + " end, I cannot say."
    run = answered(tmp_path / "run", [(letters("plum", "p", 1), reply)])
    result = review(run.path, "--all", "--reviewer", "ada", typed="f\nq\n")
    short, long = (part.partition("\n---\n")[0] for part in result.stderr.split("--- reply\n")[1:])
    assert "characters left out]" in short
    assert short.startswith("begin xxx")
    assert short.endswith("end, I cannot say.")
    assert long == reply


def test_in_a_terminal(folder: Path) -> None:
    keyboard, terminal = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "jagbench", "review", folder, "--reviewer", "ada", "--verdict", "refused"],
        stdin=terminal,
        stdout=subprocess.PIPE,
        stderr=terminal,
        env={**os.environ, "TERM": "xterm", "COLUMNS": "100"},
    )
    os.close(terminal)
    screen = b""
    for typed in (b"a\n", b"q\n"):
        while not screen.rpartition(b"kept")[2].count(b"[a/c/s/q]"):
            screen += os.read(keyboard, 4096)
        os.write(keyboard, typed)
        if typed == b"a\n":
            while b"kept: refused" not in screen:
                screen += os.read(keyboard, 4096)
    output, _ = process.communicate()
    os.close(keyboard)
    assert process.returncode == 0
    assert output.decode().startswith("ada and the machine read 1 of 1 reviewed replies alike: 100.0%")
    assert "Cohen's kappa of the verdicts: does not stand" in output.decode()


def test_what_cannot_be_reviewed(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(InvalidArgument, match="There is no run"):
        review(tmp_path)
    with pytest.raises(InvalidArgument, match=r"Unknown reading rule 'bear'\. Did you mean 'bare'"):
        review(folder, "--rule", "bear")
    (folder / "probes.jsonl").unlink()
    with pytest.raises(InvalidArgument, match="has no probe yet"):
        review(folder)
