"""Wrong ways to find a cell and to count marks: rows for columns, counted from zero or from the far end."""

from collections.abc import Callable, Mapping

from jagbench.generators.families.grids.operands import MARK, Rows, area, at, cell, line, place
from jagbench.generators.skill.definition import Misconception, Question

# --- a cell -----------------------------------------------------------------------------------------


def _cell(meaning: str, where: Callable[[int, int, Rows], tuple[int, int]]) -> Misconception:
    """The letter of another cell; none outside the grid."""

    def predict(question: Question) -> str | None:
        row, column, rows = cell(question)
        return at(rows, *where(row, column, rows))

    predict.__doc__ = meaning
    return predict


CELL: Mapping[str, Misconception] = {
    "swaps_row_and_column": _cell(
        "Take the row for the column: row 2, column 3 is row 3, column 2.",
        lambda row, column, rows: (column, row),
    ),
    "counts_from_zero": _cell(
        "Count rows and columns from zero: row 2, column 3 is the third row, fourth column.",
        lambda row, column, rows: (row + 1, column + 1),
    ),
    "counts_from_below": _cell(
        "Count the rows from the bottom.", lambda row, column, rows: (len(rows) - 1 - row, column)
    ),
    "counts_from_the_right": _cell(
        "Count the columns from the right.", lambda row, column, rows: (row, len(rows[0]) - 1 - column)
    ),
    "one_row_off": _cell("Take the row above.", lambda row, column, rows: (row - 1, column)),
    "one_column_off": _cell("Take the column to the left.", lambda row, column, rows: (row, column - 1)),
    "one_column_too_far": _cell("Take the column to the right.", lambda row, column, rows: (row, column + 1)),
}


# --- a letter ---------------------------------------------------------------------------------------


def _place(meaning: str, number: Callable[[int, int, int], int]) -> Misconception:
    """A wrong number from those of the asked line and of the other, from 0, and the number of lines."""

    def predict(question: Question) -> str | None:
        row, column, rows = place(question)
        if question.direction == "row":
            found = number(row, column, len(rows))
        else:
            found = number(column, row, len(rows[0]))
        return str(found) if found >= 0 else None

    predict.__doc__ = meaning
    return predict


LOCATE: Mapping[str, Misconception] = {
    "answers_other_question": _place(
        "Give the column for the row, and the other way round.", lambda asked, other, lines: other + 1
    ),
    "counts_from_zero": _place("Count from zero: the third row is row 2.", lambda asked, other, lines: asked),
    "counts_from_the_far_end": _place(
        "Count rows from the bottom and columns from the right.", lambda asked, other, lines: lines - asked
    ),
    "one_more": _place("One too many.", lambda asked, other, lines: asked + 2),
    "says_the_last": _place("Say the number of the last line.", lambda asked, other, lines: lines),
}


# --- marks ------------------------------------------------------------------------------------------


def _count(meaning: str, marks: Callable[[str, int, Rows], str | int | None]) -> Misconception:
    """The marks of other cells, or another number; none outside the grid."""

    def predict(question: Question) -> str | None:
        found = marks(*area(question))
        if isinstance(found, str):
            found = found.count(MARK)
        return None if found is None or found < 0 else str(found)

    predict.__doc__ = meaning
    return predict


def _right(where: str, number: int, rows: Rows) -> int:
    return (line(rows, where, number) or "").count(MARK)


OTHER = {"row": "column", "column": "row"}

COUNT: Mapping[str, Misconception] = {
    "swaps_row_and_column": _count(
        "Count in the column for the row, and the other way round.",
        lambda where, number, rows: line(rows, OTHER[where], number) if where in OTHER else None,
    ),
    "counts_from_zero": _count(
        "Count rows and columns from zero, and so take the next one.",
        lambda where, number, rows: line(rows, where, number + 1) if where in OTHER else None,
    ),
    "one_line_off": _count(
        "Take the row above, or the column to the left.",
        lambda where, number, rows: line(rows, where, number - 1) if where in OTHER else None,
    ),
    "counts_whole_grid": _count(
        "Count all marks of the grid.", lambda where, number, rows: line(rows, "grid", 0)
    ),
    "counts_blanks": _count(
        "Count the cells without a mark.",
        lambda where, number, rows: len(line(rows, where, number) or "") - _right(where, number, rows),
    ),
    "drops_first_row": _count(
        "Leave the first row of the grid out.",
        lambda where, number, rows: line(rows[1:], "grid", 0) if where == "grid" else None,
    ),
    "one_more": _count("One too many.", lambda where, number, rows: _right(where, number, rows) + 1),
    "one_less": _count("One too few.", lambda where, number, rows: _right(where, number, rows) - 1),
}
