"""Wrong ways to read a table: off by a row or a column, the wrong end, or a condition taken too widely.

To slip into a neighbouring row or column is the commonest error of children in reading tables (Wainer,
"Understanding Graphs and Tables", Educational Researcher 21 (1), 1992); SubTokenTest (arXiv 2601.09089) finds
it in language models.
"""

from collections.abc import Callable, Mapping, Sequence

from jagbench.generators.families.tables.operands import Table, cell, column, condition
from jagbench.generators.skill.definition import Misconception, Question


def _cell(meaning: str, choose: Callable[[Table, int, int], tuple[int, int]]) -> Misconception:
    """The number of another cell, by its row and column; none outside of the table."""

    def predict(question: Question) -> str | None:
        table, row, column = cell(question)
        other, beside = choose(table, row, column)
        inside = 0 <= other < len(table.rows) and 0 <= beside < len(table.columns)
        return str(table.cells[other][beside]) if inside else None

    predict.__doc__ = meaning
    return predict


LOOKUP: Mapping[str, Misconception] = {
    "row_above": _cell("Slip into the row above.", lambda table, row, column: (row - 1, column)),
    "row_below": _cell("Slip into the row below.", lambda table, row, column: (row + 1, column)),
    "column_before": _cell("Slip into the column to the left.", lambda table, row, column: (row, column - 1)),
    "column_after": _cell("Slip into the column to the right.", lambda table, row, column: (row, column + 1)),
    "first_of_row": _cell("Read the first number of the row.", lambda table, row, column: (row, 0)),
    "last_of_row": _cell(
        "Read the last number of the row.", lambda table, row, column: (row, len(table.columns) - 1)
    ),
    "first_of_column": _cell("Read the first number of the column.", lambda table, row, column: (0, column)),
    "swaps_row_and_column": _cell(
        "Count rows as columns: the third number of the second row for the second of the third.",
        lambda table, row, column: (column, row),
    ),
}


def end_of(numbers: Sequence[int], asked: str) -> int:
    """Where the largest or smallest of some numbers stands, the first of equal ones."""
    return numbers.index(max(numbers) if asked == "most" else min(numbers))


def _row(meaning: str, choose: Callable[[Table, int, str], int | None]) -> Misconception:
    """The name of another row; none where the misconception finds none."""

    def predict(question: Question) -> str | None:
        table, at = column(question)
        row = choose(table, at, question.direction)
        return None if row is None else table.rows[row]

    predict.__doc__ = meaning
    return predict


def _in_column(step: int) -> Callable[[Table, int, str], int | None]:
    def choose(table: Table, at: int, asked: str) -> int | None:
        beside = at + step
        return end_of(table.column(beside), asked) if 0 <= beside < len(table.columns) else None

    return choose


EXTREME: Mapping[str, Misconception] = {
    "other_end": _row(
        "Look for the other end: the smallest where the largest is asked for.",
        lambda table, at, asked: end_of(table.column(at), "fewest" if asked == "most" else "most"),
    ),
    "column_before": _row("Look into the column to the left.", _in_column(-1)),
    "column_after": _row("Look into the column to the right.", _in_column(1)),
    "end_of_table": _row(
        "Take the row with the largest or smallest number of the whole table.",
        lambda table, at, asked: end_of(
            [max(row) if asked == "most" else min(row) for row in table.cells], asked
        ),
    ),
    "sum_of_row": _row(
        "Take the row whose numbers make the largest or smallest sum.",
        lambda table, at, asked: end_of([sum(row) for row in table.cells], asked),
    ),
    "first_row": _row("Take the first row.", lambda table, at, asked: 0),
    "last_row": _row("Take the last row.", lambda table, at, asked: len(table.rows) - 1),
}


def beyond(numbers: Sequence[int], limit: int, asked: str) -> int:
    """How many numbers are more than a number, or less."""
    return sum(number > limit if asked == "more" else number < limit for number in numbers)


def _count(meaning: str, work: Callable[[Table, int, int, str], int | None]) -> Misconception:
    """A wrong count; none where the misconception makes none, or it is negative."""

    def predict(question: Question) -> str | None:
        found = work(*condition(question), question.direction)
        return None if found is None or found < 0 else str(found)

    predict.__doc__ = meaning
    return predict


def _count_in(step: int) -> Callable[[Table, int, int, str], int | None]:
    def work(table: Table, at: int, limit: int, asked: str) -> int | None:
        beside = at + step
        return beyond(table.column(beside), limit, asked) if 0 <= beside < len(table.columns) else None

    return work


COUNT_ROWS: Mapping[str, Misconception] = {
    "counts_equal": _count(
        "Count the number itself too: 3 of 5, 7, 9 are more than 5.",
        lambda table, at, limit, asked: (
            beyond(table.column(at), limit, asked) + table.column(at).count(limit)
        ),
    ),
    "other_side": _count(
        "Count the other side: none of 5, 7, 9 is more than 5.",
        lambda table, at, limit, asked: beyond(
            table.column(at), limit, "less" if asked == "more" else "more"
        ),
    ),
    "column_before": _count("Count in the column to the left.", _count_in(-1)),
    "column_after": _count("Count in the column to the right.", _count_in(1)),
    "whole_table": _count(
        "Count in all columns.",
        lambda table, at, limit, asked: sum(beyond(row, limit, asked) for row in table.cells),
    ),
    "counts_rows": _count(
        "Count all rows: 3 of 5, 7, 9 are more than 5.", lambda table, at, limit, asked: len(table.rows)
    ),
    "one_more": _count(
        "One too many: 3 of 5, 7, 9 are more than 5.",
        lambda table, at, limit, asked: beyond(table.column(at), limit, asked) + 1,
    ),
    "one_less": _count(
        "One too few: 1 of 5, 7, 9 is more than 5.",
        lambda table, at, limit, asked: beyond(table.column(at), limit, asked) - 1,
    ),
}
