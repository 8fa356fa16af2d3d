from dataclasses import replace

import pytest

from jagbench.analysis.measures.famous import famous_beside_twins, held_against_twins
from jagbench.analysis.statistics.cells import records
from jagbench.probes import Probe
from tests.analysis.samples import decimals, replied


def marked(kind: str, a: str, b: str) -> Probe:
    probe = decimals(a, b, right=a)
    return replace(probe, params={**probe.params, kind: "9.9 or 9.11"})


def test_the_famous_question_stands_beside_its_twins() -> None:
    famous = marked("famous", "9.9", "9.11")
    twins = [marked("twin", "7.8", "7.12"), marked("twin", "4.7", "4.13")]
    other = decimals("6.9", "6.14", right="6.9")
    table = replied([(famous, "9.11"), (twins[0], "7.8"), (twins[1], "4.7"), (other, "6.14")])

    found = {
        row["kind"]: (row["question"], row["asked"], row["accuracy"])
        for row in records(famous_beside_twins(table, [famous, *twins, other]))
    }

    assert found == {"famous": ("9.9 or 9.11", 1, 0.0), "twin": ("9.9 or 9.11", 2, 1.0)}


def test_nothing_famous_gives_no_rows() -> None:
    other = decimals("6.9", "6.14", right="6.9")

    assert famous_beside_twins(replied([(other, "6.9")]), [other]).empty


def says(famous_right: bool, twins_right: bool, twins: int) -> str:
    """What is said of one famous question and its twins, all of them answered alike."""
    famous = marked("famous", "9.9", "9.11")
    others = [marked("twin", f"{number}.8", f"{number}.12") for number in range(twins)]
    replies = [
        (famous, "9.9" if famous_right else "9.11"),
        *((twin, twin.answer.options[0 if twins_right else 1]) for twin in others),
    ]
    (only,) = held_against_twins(replied(replies), [famous, *others])
    return only.says


# One item's interval ends at 0.79 where it is failed; fourteen right twins begin at 0.785, fifteen at 0.796.
@pytest.mark.parametrize(("twins", "said"), [(5, "too few to tell"), (14, "too few to tell"), (15, "worse")])
def test_a_failed_famous_question_is_worse_only_where_that_many_twins_can_show_it(
    twins: int, said: str
) -> None:
    assert says(famous_right=False, twins_right=True, twins=twins) == said


def test_what_is_alike_is_no_difference_where_one_could_have_been_found() -> None:
    assert says(famous_right=True, twins_right=False, twins=15) == "better"
    assert says(famous_right=True, twins_right=True, twins=15) == "no difference shown"


def test_a_famous_question_without_scored_twins_has_nothing_to_be_held_against() -> None:
    famous, twin = marked("famous", "9.9", "9.11"), marked("twin", "7.8", "7.12")

    (only,) = held_against_twins(replied([(famous, "9.9"), (twin, None)]), [famous, twin])

    assert (only.says, only.found_below, only.found_above) == ("nothing to hold it against", None, None)


def test_what_could_be_found_ends_where_the_verdict_begins() -> None:
    """Sixteen famous items beside thirty twins, half of them right: the verdict turns at the bounds."""
    questions = [f"question {number}" for number in range(16)]
    famous = [
        replace(decimals(f"{number}.9", f"{number}.11", right=f"{number}.9"), params={"famous": question})
        for number, question in enumerate(questions)
    ]
    twins = [
        replace(decimals(f"{number}.8", f"{number}.12", right=f"{number}.8"), params={"twin": questions[0]})
        for number in range(30)
    ]
    held = [(twin, twin.answer.options[place % 2]) for place, twin in enumerate(twins)]
    for right in range(17):
        asked = [(one, one.answer.options[0 if place < right else 1]) for place, one in enumerate(famous)]
        whole = held_against_twins(replied([*asked, *held]), [*famous, *twins])[-1]
        assert whole.question is None
        assert whole.found_below is not None
        assert whole.found_above is not None
        expected = "no difference shown"
        if right / 16 < whole.found_below:
            expected = "worse"
        if right / 16 > whole.found_above:
            expected = "better"
        assert whole.says == expected


def test_all_questions_together_stand_last_for_each_run() -> None:
    first, twin = marked("famous", "9.9", "9.11"), marked("twin", "7.8", "7.12")
    second = replace(decimals("9.8", "9.11", right="9.8"), params={"famous": "9.8 or 9.11"})
    replies = [(first, "9.9"), (second, "9.11"), (twin, "7.8")]

    found = held_against_twins(replied(replies), [first, second, twin])

    assert [each.name for each in found] == ["9.9 or 9.11", "9.8 or 9.11", "all of them"]
    assert found[-1].famous is not None
    assert (found[-1].famous["correct"], found[-1].famous["scored"]) == (1, 2)
