"""What dominates a run is said before its figures."""

import pandas as pd
import pytest

from jagbench.analysis.frame.verdicts import NOT_ASKED
from jagbench.analysis.measures.causes import causes
from jagbench.analysis.measures.results import opening, progress, result
from tests.analysis.samples import letters, replied

PROBES = [letters(f"word{place}", "w", 1 + place % 7) for place in range(20)]


def cut(replies: list[str]) -> pd.DataFrame:
    return replied(list(zip(PROBES, replies, strict=False)), finish_reason="length")


def failed(count: int, error: str = "Out of memory.") -> pd.DataFrame:
    frame = replied(
        [(probe, probe.answer.value if place >= count else None) for place, probe in enumerate(PROBES)]
    )
    return frame.assign(error=[error if verdict == "unscored" else "" for verdict in frame["verdict"]])


def test_a_run_that_is_all_cut_says_so_and_what_helps() -> None:
    (cause,) = causes(cut([f"Let me think about this for a while, {place}" for place in range(20)]))
    assert (cause.kind, cause.count, cause.of) == ("truncated", 20, 20)
    assert cause.sentence.startswith("All 20 replies ran into the token limit")
    assert "--max-tokens" in cause.sentence


def test_replies_that_are_cut_alike_are_only_cut() -> None:
    assert [cause.kind for cause in causes(cut(20 * ["The"]))] == ["truncated"]


def test_refusals_and_answers_that_never_come() -> None:
    refused = replied([(probe, "I'm sorry, but I can't help with that.") for probe in PROBES])
    assert "refused" in [cause.kind for cause in causes(refused)]
    silent = replied(
        [
            (probe, f"Lovely weather, said {'abcdefghijklmnopqrst'[place]}.")
            for place, probe in enumerate(PROBES)
        ]
    )
    assert [cause.kind for cause in causes(silent)] == ["no_answer"]


def test_one_text_for_every_question() -> None:
    (cause,) = causes(replied([(probe, "4") for probe in PROBES]))
    assert (cause.kind, cause.count) == ("same_text", 20)
    assert "'4'" in cause.sentence
    assert "same_text" in [each.kind for each in causes(replied([(probe, "") for probe in PROBES]))]


def test_one_text_is_no_cause_where_it_is_mostly_right() -> None:
    alike = [letters(f"word{place}", "w", 1) for place in range(20)]
    assert causes(replied([(probe, "1") for probe in alike])) == []


def test_a_tenth_that_failed_is_a_cause_and_less_is_only_said() -> None:
    (cause,) = causes(failed(2))
    assert (cause.kind, cause.count, cause.of) == ("failed", 2, 20)
    assert "Out of memory." in cause.sentence
    assert causes(failed(1)) == []
    assert opening(failed(1)) == [
        "1 of 20 replies failed in the engine; they are unscored and in no accuracy."
    ]


@pytest.mark.parametrize(
    ("error", "said"),
    [
        ("Out of memory", "Out of memory. The same"),
        ("Out of memory.", "Out of memory. The same"),
        ("Out of memory!", "Out of memory! The same"),
        ("The server says:", "The server says. The same"),
        ("Out of memory, " * 9, "Out of memory, Out of memory, Out of memory, Out of memory,… The same"),
    ],
)
def test_the_words_of_an_engine_are_a_sentence_of_their_own(error: str, said: str) -> None:
    (cause,) = causes(failed(20, error))
    assert f"unscored; {said} `jagbench run`" in cause.sentence


def test_not_asked_yet_is_no_failure() -> None:
    frame = failed(15, NOT_ASKED)
    assert progress(frame) == {"asked": 20, "scored": 5, "failed": 0, "not_asked_yet": 15}
    assert causes(frame) == []
    assert opening(frame) == [
        "Unfinished: 15 of 20 replies are not asked for yet; figures are of the 5 that are scored."
    ]
    assert result(frame)["state"] == "partial"


@pytest.mark.parametrize("share", [0, 5, 9])
def test_a_sound_run_has_nothing_before_its_figures(share: int) -> None:
    frame = replied(
        [(probe, probe.answer.value if place >= share else "99") for place, probe in enumerate(PROBES)]
    )
    assert opening(frame) == []
    assert result(frame)["state"] == "complete"
