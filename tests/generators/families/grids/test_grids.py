"""Cells, places and counts in grids small enough to see."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jagbench.errors import JagbenchError
from jagbench.generators import Question
from tests.generators.families.calendar.asking import ask, reads, right, wrong

LETTERS = ("ABCD", "EFGH", "IJKL")
MARKS = ("# . # #", ". . # .", ". # . .")


def counted(where: str, *operands: str) -> Question:
    """A question for the marks of a row, a column or the grid."""
    question = ask("grids.count", *operands)
    return replace(question, item=replace(question.item, params={"where": where}))


def test_a_cell() -> None:
    question = ask("grids.cell", "2", "3", *LETTERS)

    assert right(question) == "G"
    assert wrong(question) == {
        "swaps_row_and_column": "J",
        "counts_from_zero": "L",
        "counts_from_the_right": "F",
        "one_row_off": "C",
        "one_column_off": "F",
        "one_column_too_far": "H",
    }


def test_cells_outside_the_grid_make_no_lure() -> None:
    assert wrong(ask("grids.cell", "1", "4", *LETTERS)) == {
        "counts_from_below": "L",
        "counts_from_the_right": "A",
        "one_column_off": "C",
    }


@pytest.mark.parametrize(("asked", "number"), [("row", "3"), ("column", "2")])
def test_a_letter(asked: str, number: str) -> None:
    assert right(ask("grids.locate", "J", *LETTERS, direction=asked)) == number


def test_lures_of_a_letter() -> None:
    assert wrong(ask("grids.locate", "J", *LETTERS, direction="column")) == {
        "answers_other_question": "3",
        "counts_from_zero": "1",
        "counts_from_the_far_end": "3",
        "one_more": "3",
        "says_the_last": "4",
    }


def test_marks() -> None:
    assert right(counted("row", "1", *MARKS)) == "3"
    assert right(counted("column", "3", *MARKS)) == "2"
    assert right(counted("grid", *MARKS)) == "5"
    assert wrong(counted("column", "3", *MARKS)) == {
        "swaps_row_and_column": "1",
        "counts_from_zero": "1",
        "one_line_off": "1",
        "counts_whole_grid": "5",
        "counts_blanks": "1",
        "one_more": "3",
        "one_less": "1",
    }


@given(st.lists(st.text("#.", min_size=4, max_size=4), min_size=2, max_size=6))
def test_rows_and_columns_hold_the_marks_of_the_grid(rows: list[str]) -> None:
    in_rows = [int(right(counted("row", str(number + 1), *rows))) for number in range(len(rows))]
    in_columns = [int(right(counted("column", str(number + 1), *rows))) for number in range(4)]

    assert sum(in_rows) == sum(in_columns) == int(right(counted("grid", *rows)))


GRID = "AB\nCD"


@pytest.mark.parametrize(
    ("name", "language", "prompt", "answer"),
    [
        ("cell", "en", f"Which?\nCell: row 2, column 1\n{GRID}", "C"),
        ("cell", "ja", f"何ですか。\n場所：1行目の2列目\n{GRID}", "B"),
        ("locate", "es", f"¿En qué fila está?\nLetra: D\n{GRID}", "2"),
        ("locate", "ko", f"몇째 열에 있습니까?\n알파벳: C\n{GRID}", "1"),
        ("count", "de", "Wie viele sind in Zeile 2 mit # markiert?\n##\n#.", "1"),
        ("count", "zh", "第1列中有多少格标着 #？\n# #\n# .", "2"),
        ("count", "fr", "Combien dans toute la grille ?\n##\n#.", "3"),
    ],
)
def test_the_oracle(name: str, language: str, prompt: str, answer: str) -> None:
    assert reads(f"grids.{name}", prompt, language) == answer


@pytest.mark.parametrize(
    ("name", "prompt", "message"),
    [
        ("cell", f"Which?\nCell: row 3, column 1\n{GRID}", "name a cell"),
        ("cell", "Which?\nCell: row 1, column 1\nAB\nC D E", "one grid"),
        ("cell", f"Which?\nrow 1 or row 2, column 1\n{GRID}", "several rows"),
        ("locate", f"In which row?\nLetter: X\n{GRID}", "one letter"),
        ("count", "How many?\n##\n#.", "where to count"),
    ],
)
def test_what_the_oracle_refuses(name: str, prompt: str, message: str) -> None:
    with pytest.raises(JagbenchError, match=message):
        reads(f"grids.{name}", prompt)
