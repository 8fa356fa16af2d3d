"""Cells, ends and counts of a small table, worked out by hand."""

from collections import Counter

import pytest

from jagbench.errors import JagbenchError
from jagbench.generators import generate, get_skill
from tests.generators.families.calendar.asking import ask, reads, right, wrong

TABLE = "name | apples | pears | plums\ngirl0 | 12 | 40 | 31\nboy1 | 25 | 18 | 60\ngirl2 | 33 | 27 | 14"
ENGLISH = "Name | Apples | Pears\nAnn | 12 | 40\nBen | 25 | 18\nEve | 33 | 18"


def test_a_cell() -> None:
    question = ask("tables.lookup", "boy1", "pears", TABLE)

    assert right(question) == "18"
    assert wrong(question) == {
        "row_above": "40",
        "row_below": "27",
        "column_before": "25",
        "column_after": "60",
        "first_of_row": "25",
        "last_of_row": "60",
        "first_of_column": "40",
    }
    assert wrong(ask("tables.lookup", "girl0", "pears", TABLE))["swaps_row_and_column"] == "25"


@pytest.mark.parametrize(("asked", "name"), [("most", "girl2"), ("fewest", "girl0")])
def test_the_end_of_a_column(asked: str, name: str) -> None:
    assert right(ask("tables.extreme", "apples", TABLE, direction=asked)) == name


def test_lures_of_the_end_of_a_column() -> None:
    assert wrong(ask("tables.extreme", "pears", TABLE, direction="most")) == {
        "other_end": "boy1",
        "column_before": "girl2",
        "column_after": "boy1",
        "end_of_table": "boy1",
        "sum_of_row": "boy1",
        "last_row": "girl2",
    }


@pytest.mark.parametrize(
    ("limit", "asked", "count"),
    [("25", "more", "1"), ("25", "less", "1"), ("11", "more", "3"), ("11", "less", "0")],
)
def test_rows_that_meet_a_condition(limit: str, asked: str, count: str) -> None:
    assert right(ask("tables.count_rows", "apples", limit, TABLE, direction=asked)) == count


def test_lures_of_rows_that_meet_a_condition() -> None:
    assert wrong(ask("tables.count_rows", "pears", "27", TABLE, direction="more")) == {
        "counts_equal": "2",
        "column_after": "2",
        "whole_table": "4",
        "counts_rows": "3",
        "one_more": "2",
        "one_less": "0",
    }


@pytest.mark.parametrize("level", [1, 3])
@pytest.mark.parametrize("lure", ["end_of_table", "sum_of_row"])
def test_the_whole_table_says_nothing_of_a_column(level: int, lure: str) -> None:
    skill = get_skill("tables.extreme")
    probes = generate(skill, level=level, seed=2, count=400)
    hits = sum(lure not in probe.lures for probe in probes)

    # Where the misconception is right by chance, it makes no lure.
    assert hits / 400 == pytest.approx(1 / len(probes[0].answer.options), abs=0.07)


def test_every_count_is_as_likely_as_any_other() -> None:
    counts = Counter(
        probe.answer.value for probe in generate(get_skill("tables.count_rows"), level=1, seed=3, count=600)
    )

    assert set(counts) == {"0", "1", "2", "3", "4", "5"}
    assert max(counts.values()) < 600 / 4


@pytest.mark.parametrize(
    ("name", "head", "answer"),
    [
        ("lookup", "Which number?\nRow: Ben\nColumn: Pears", "18"),
        ("extreme", "Where is the largest number?\nColumn: Apples", "Eve"),
        ("count_rows", "How many are greater than it?\nColumn: Pears\nNumber: 18", "1"),
    ],
)
def test_the_oracle(name: str, head: str, answer: str) -> None:
    assert reads(f"tables.{name}", f"{head}\n{ENGLISH}") == answer


@pytest.mark.parametrize(
    ("name", "prompt", "message"),
    [
        ("lookup", f"Which?\nRow: Tom\nColumn: Pears\n{ENGLISH}", "no row 'Tom'"),
        ("lookup", f"Which?\nRow: Ben\nColumn: Plums\n{ENGLISH}", "no column 'Plums'"),
        ("lookup", f"Which?\nRow: Ben\n{ENGLISH}", "gives 1 things"),
        ("lookup", "Which?\nRow: Ben\nColumn: Pears\nA | B\nBen", "not hold a table"),
        (
            "extreme",
            f"Where is the smallest?\nColumn: Pears\n{ENGLISH}",
            "stands in the column 'Pears' twice",
        ),
        ("extreme", f"Where?\nColumn: Apples\n{ENGLISH}", "not say one direction"),
    ],
)
def test_what_the_oracle_refuses(name: str, prompt: str, message: str) -> None:
    with pytest.raises(JagbenchError, match=message):
        reads(f"tables.{name}", prompt)
