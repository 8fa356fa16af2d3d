from dataclasses import replace

from jagbench.analysis.report.striking import striking
from tests.analysis.samples import decimals, letters, replied


def test_the_lowest_grade_first_each_of_another_skill() -> None:
    frame = replied(
        [
            (decimals("9.8", "9.12", right="9.8"), "9.12"),
            (letters("banana", "n", 2, level=2), "7"),
            (letters("pear", "z", 0, level=1), "4"),
            (letters("plum", "p", 1, level=1), "1"),
        ]
    )
    shown = striking(frame)
    assert shown["skill"].tolist() == ["counting.letters", "comparison.decimals"]
    assert "pear" in shown["prompt"].iloc[0]
    assert shown.columns.tolist() == frame.columns.tolist()


def test_famous_questions_come_first_and_long_ones_last() -> None:
    famous = replace(decimals(right="9.9"), params={"famous": "9.9 or 9.11"})
    frame = replied([(letters("pear", "z", 0), "4"), (famous, "9.11")])
    assert striking(frame, [famous])["skill"].tolist() == ["comparison.decimals", "counting.letters"]
    long = frame.assign(reply=["4", "9.11" * 200])
    assert striking(long, [famous])["skill"].tolist() == ["counting.letters", "comparison.decimals"]


def test_nothing_wrong_nothing_striking() -> None:
    assert striking(replied([(decimals(), "9.9"), (letters("plum", "p", 1), None)])).empty
