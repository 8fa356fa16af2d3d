"""A table as one operand: a line for the head and for each row, its cells separated by bars."""

from collections.abc import Sequence
from dataclasses import dataclass

from jagbench.generators.skill.definition import Question, shared

BAR = " | "
HEAD = "name"
"""The symbol above the names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table of numbers with names of rows and columns."""

    rows: Sequence[str]
    """Names of the rows."""
    columns: Sequence[str]
    """Names of the columns."""
    cells: Sequence[Sequence[int]]
    """The numbers, row by row."""

    def column(self, at: int) -> Sequence[int]:
        """The numbers of a column, from top to bottom."""
        return [row[at] for row in self.cells]

    @property
    def text(self) -> str:
        """The table as an operand, in symbols."""
        head = BAR.join([HEAD, *self.columns])
        body = [BAR.join([name, *map(str, row)]) for name, row in zip(self.rows, self.cells, strict=True)]
        return "\n".join([head, *body])


def _read(text: str) -> Table:
    """The table of an operand."""
    head, *lines = [line.split(BAR) for line in text.split("\n")]
    return Table(
        rows=[name for name, *_ in lines],
        columns=head[1:],
        cells=[[int(cell) for cell in cells] for _, *cells in lines],
    )


@shared
def cell(question: Question) -> tuple[Table, int, int]:
    """The table, and the row and column that are asked for, from 0."""
    row, column, text = question.item.operands
    table = _read(text)
    return table, table.rows.index(row), table.columns.index(column)


@shared
def column(question: Question) -> tuple[Table, int]:
    """The table, and the column that is asked for, from 0."""
    name, text = question.item.operands
    table = _read(text)
    return table, table.columns.index(name)


@shared
def condition(question: Question) -> tuple[Table, int, int]:
    """The table, the column that is asked for, from 0, and the number that its numbers are compared with."""
    name, limit, text = question.item.operands
    table = _read(text)
    return table, table.columns.index(name), int(limit)
