"""What the operands of a question about a grid stand for: what is looked for, and then the rows."""

from collections.abc import Sequence

from jagbench.generators.skill.definition import Question, shared

Rows = Sequence[str]
MARK, BLANK = "#", "."


def written(rows: Sequence[Sequence[str]], spaced: bool) -> list[str]:
    """Each row as one operand, its cells apart where `spaced`."""
    return [(" " if spaced else "").join(row) for row in rows]


def _rows(operands: Sequence[str]) -> Rows:
    return [row.replace(" ", "") for row in operands]


@shared
def cell(question: Question) -> tuple[int, int, Rows]:
    """Row and column from 0, and the rows."""
    row, column, *rows = question.item.operands
    return int(row) - 1, int(column) - 1, _rows(rows)


@shared
def place(question: Question) -> tuple[int, int, Rows]:
    """Row and column from 0 of the letter that is looked for, and the rows."""
    letter, *written_rows = question.item.operands
    rows = _rows(written_rows)
    (found,) = [(row, line.index(letter)) for row, line in enumerate(rows) if letter in line]
    return *found, rows


@shared
def area(question: Question) -> tuple[str, int, Rows]:
    """`row`, `column` or `grid`, the number of the row or column from 0, and the rows."""
    operands = question.item.operands
    where = str(question.item.params["where"])
    return (
        (where, 0, _rows(operands)) if where == "grid" else (where, int(operands[0]) - 1, _rows(operands[1:]))
    )


def at(rows: Rows, row: int, column: int) -> str | None:
    """The letter of a cell; none outside the grid."""
    return rows[row][column] if 0 <= row < len(rows) and 0 <= column < len(rows[0]) else None


def line(rows: Rows, where: str, number: int) -> str | None:
    """A row, a column or all cells; none outside the grid."""
    if where == "grid":
        return "".join(rows)
    lines = rows if where == "row" else ["".join(column) for column in zip(*rows, strict=True)]
    return lines[number] if 0 <= number < len(lines) else None
