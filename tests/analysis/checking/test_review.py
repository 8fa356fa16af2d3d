import json
from dataclasses import replace
from pathlib import Path

import pytest

from jagbench.analysis.checking.review import (
    MARKED,
    REVIEWS,
    Choice,
    Review,
    add_review,
    agreement,
    as_answer,
    chosen,
    is_uncertain,
    reviewed,
    reviews,
    verdict_of,
)
from jagbench.analysis.frame.kept import digest
from jagbench.analysis.frame.rows import frame
from jagbench.analysis.reading import RULES
from jagbench.errors import InvalidArgument, JagbenchError
from jagbench.runners.run_directory import RunDirectory
from tests.analysis.runs import answered
from tests.analysis.samples import decimals, letters, replied

BANANA = letters("banana", "n", 2, lures={"off_by_one": "3"})
PAIRS = [
    (decimals(), "9.11"),
    (BANANA, "There are 5 letters before it. So 3 it is."),
    (letters("plum", "p", 1), "I'm sorry, but I can't help with that."),
    (letters("pear", "z", 0), None),
]


@pytest.fixture
def run(tmp_path: Path) -> RunDirectory:
    return answered(tmp_path / "run", PAIRS)


def said_of(place: int, answer: str | None, **other: str) -> Review:
    """A review of one of the replies of `PAIRS`."""
    probe, reply = PAIRS[place]
    outcome = "refused" if answer is None else "answered"
    verdict = "refused" if answer is None else "correct" if answer == probe.answer.value else "wrong"
    review = Review(
        probe=probe.id,
        sample=0,
        reply_digest=digest(reply or "", "stop"),
        reviewer="ada",
        time="2025-01-01T00:00:00+00:00",
        outcome=outcome,
        answer=answer,
        verdict=verdict,
        machine={"verdict": "wrong", "reading": "", "rule": "bare"},
        jagbench="0.1.0",
    )
    return replace(review, **other)


def test_every_marked_rule_is_a_rule_of_reading() -> None:
    assert RULES.keys() >= MARKED


@pytest.mark.parametrize(
    ("reply", "uncertain"),
    [
        ("3", False),
        ("\\boxed{3}", False),
        ("First I saw 5. The answer is 3.", False),
        ("There are 5 letters before it. So 3 it is.", True),
        ("I count 3 of them.", False),
        ("I'm sorry, but I can't help with that.", True),
        ("2 or 3", True),
        ("The answer is 2.\nThe answer is 3.", True),
    ],
)
def test_what_is_uncertain(reply: str, uncertain: bool) -> None:
    assert is_uncertain(replied([(BANANA, reply)]).iloc[0].to_dict()) is uncertain


def test_a_sentence_that_repeats_the_answer_is_no_other_candidate() -> None:
    table = replied([(BANANA, "We count 3 of them. So 3 it is.")])
    assert not is_uncertain(table.iloc[0].to_dict())


def test_the_uncertain_ones_are_chosen(run: RunDirectory) -> None:
    table = frame(run)
    assert sorted(chosen(table, Choice())) == [1, 2]
    assert sorted(chosen(table, Choice(every=True))) == [0, 1, 2]
    assert list(chosen(table, Choice(rules=["bare"]))) == [0]
    assert list(chosen(table, Choice(verdicts=["refused"]))) == [2]
    assert list(chosen(table, Choice(every=True, skills=["comparison.decimals"]))) == [0]
    with pytest.raises(InvalidArgument, match=r"Unknown reading rule 'bear'\. Did you mean 'bare'"):
        list(chosen(table, Choice(rules=["bear"])))
    with pytest.raises(InvalidArgument, match="Unknown skill of this run 'sums'"):
        list(chosen(table, Choice(skills=["sums"])))


def test_the_order_is_that_of_the_seed_whatever_else_is_there() -> None:
    table = replied([(letters("word" * count, "w", count), str(count)) for count in range(1, 30)])
    order = list(chosen(table, Choice(every=True, seed=1)))
    assert sorted(order) == list(range(29))
    assert order != list(chosen(table, Choice(every=True, seed=2)))
    assert list(chosen(table.head(9), Choice(every=True, seed=1))) == [place for place in order if place < 9]


def test_reviews_are_appended_and_read_again(run: RunDirectory) -> None:
    assert reviews(run) == []
    first, second = said_of(0, "9.9"), said_of(2, None, reviewer="Zoë")
    add_review(run, first)
    add_review(run, second)
    assert reviews(run) == [first, second]


def test_a_torn_line_is_dropped_and_a_damaged_one_is_named(run: RunDirectory) -> None:
    add_review(run, said_of(0, "9.9"))
    with (run.path / REVIEWS).open("ab") as file:
        file.write(b'{"probe": "to')
    assert reviews(run) == [said_of(0, "9.9")]
    add_review(run, said_of(1, "2"))
    assert reviews(run) == [said_of(0, "9.9"), said_of(1, "2")]
    with (run.path / REVIEWS).open("ab") as file:
        file.write(json.dumps({"probe": "x"}).encode() + b"\n")
    with pytest.raises(JagbenchError, match="line 3: this line is damaged"):
        reviews(run)


def test_a_reviewed_frame_says_what_people_read(run: RunDirectory) -> None:
    table = frame(run)
    with pytest.raises(InvalidArgument, match="has no reviews of its replies"):
        reviewed(table, run)
    for review in (said_of(0, "9.9"), said_of(1, "2"), said_of(1, "3"), said_of(2, "1")):
        add_review(run, review)
    found = reviewed(table, run)
    assert found["verdict"].tolist() == ["correct", "wrong", "correct", "unscored"]
    assert found["correct"].tolist() == [True, False, True, False]
    assert found["rule"].tolist() == ["review", "review", "review", ""]
    assert found["reading"].tolist() == ["9.9", "3", "1", ""]
    assert found["lures"].tolist() == [(), ("off_by_one",), (), ()]
    assert found["strict"].tolist() == [False, False, False, False]
    spans = found[["span_start", "span_end"]].to_numpy().tolist()
    assert spans[0] == [-1, -1]
    assert PAIRS[1][1] is not None
    assert PAIRS[1][1][slice(*spans[1])] == "3"
    assert found.dtypes.to_dict() == table.dtypes.to_dict()
    assert table["rule"].tolist()[0] == "bare"


def test_an_accepted_bare_reply_stays_strict(tmp_path: Path) -> None:
    run = answered(tmp_path / "run", [(BANANA, "2")])
    add_review(run, replace(said_of(1, "2"), reply_digest=digest("2", "stop")))
    assert reviewed(frame(run), run)["strict"].tolist() == [True]


def test_a_review_of_another_text_counts_no_more(run: RunDirectory, tmp_path: Path) -> None:
    again = answered(tmp_path / "again", [(PAIRS[0][0], "9.9")])
    add_review(again, said_of(0, "9.11"))
    assert agreement(frame(again), reviews(again)).reviewed == 0


def test_agreement_by_hand() -> None:
    probes = [letters("word" * count, "w", count) for count in range(1, 6)]
    replies = ["1", "2", "7", "8", "5"]
    table = replied(list(zip(probes, replies, strict=True)))
    # The person reads 1, 2, 7, 4, and takes the last for a refusal.
    given = [
        replace(
            said_of(0, None if answer is None else answer),
            probe=probe.id,
            reply_digest=digest(reply, "stop"),
            verdict=verdict,
        )
        for probe, reply, answer, verdict in zip(
            probes,
            replies,
            ("1", "2", "7", "4", None),
            ("correct", "correct", "wrong", "correct", "refused"),
            strict=True,
        )
    ]
    found = agreement(table, given)
    assert (found.reviewed, found.agreed) == (5, 3)
    assert found.verdicts == {
        ("correct", "correct"): 2,
        ("wrong", "wrong"): 1,
        ("wrong", "correct"): 1,
        ("correct", "refused"): 1,
    }
    # p = 3/5; machine: correct 3, wrong 2; person: correct 3, wrong 1, refused 1; e = (9 + 2) / 25.
    assert found.kappa == pytest.approx((15 - 11) / (25 - 11))
    assert found.low == pytest.approx(0.2307, abs=1e-4)
    assert found.high == pytest.approx(0.8824, abs=1e-4)


def test_kappa_does_not_stand_where_all_verdicts_are_one() -> None:
    table = replied([(BANANA, "2")])
    found = agreement(table, [replace(said_of(1, "2"), reply_digest=digest("2", "stop"))])
    assert (found.agreed, found.kappa) == (1, None)


def test_an_answer_as_a_person_types_it() -> None:
    record = replied([(BANANA, "two")]).iloc[0].to_dict()
    assert as_answer(" 1,234 ", record) == "1234"
    assert as_answer("who knows", record) is None


def test_a_person_may_read_any_of_several_right_answers() -> None:
    record = {"kind": "text", "expected": "New York", "also": ("NYC",), "options": (), "language": "en"}

    assert verdict_of("answered", "NYC", record) == "correct"
    assert verdict_of("answered", "Boston", record) == "wrong"
