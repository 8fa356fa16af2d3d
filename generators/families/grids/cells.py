"""Which letter stands in a cell, and in which row or column a letter stands."""

from collections.abc import Mapping, Sequence
from string import ascii_uppercase

from jagbench.generators.families.grids import misconceptions as wrong
from jagbench.generators.families.grids import oracle
from jagbench.generators.families.grids.operands import cell, place, written
from jagbench.generators.language.people import patterns
from jagbench.generators.mechanism.registry import register
from jagbench.generators.skill.definition import Level, Question, Shown, Skill, Stratum
from jagbench.generators.skill.draws import choices
from jagbench.generators.skill.source import Source
from jagbench.probes.answer import Answer


def _letters(source: Source, rows: int, columns: int, alphabet: str) -> list[list[str]]:
    cells = choices(source, alphabet, rows * columns)
    return [cells[row * columns : (row + 1) * columns] for row in range(rows)]


def _size(stratum: Stratum) -> tuple[int, int]:
    return int(stratum["rows"]), int(stratum["columns"])


def draw_cell(source: Source, stratum: Stratum) -> Sequence[str]:
    """A row and a column, and a grid of letters."""
    rows, columns = _size(stratum)
    grid = _letters(source, rows, columns, ascii_uppercase)
    return [
        str(source.integer(1, rows)),
        str(source.integer(1, columns)),
        *written(grid, stratum["cells"] == "spaced"),
    ]


def draw_place(source: Source, stratum: Stratum) -> Sequence[str]:
    """A letter, and a grid that holds it once."""
    rows, columns = _size(stratum)
    letter = source.choice(ascii_uppercase)
    grid = _letters(source, rows, columns, ascii_uppercase.replace(letter, ""))
    grid[source.integer(0, rows - 1)][source.integer(0, columns - 1)] = letter
    return [letter, *written(grid, stratum["cells"] == "spaced")]


def solve_cell(question: Question) -> Answer:
    """The letter of the cell."""
    row, column, rows = cell(question)
    return Answer(kind="text", value=rows[row][column])


def solve_place(question: Question) -> Answer:
    """The row or the column of the letter."""
    row, column, _ = place(question)
    return Answer(kind="integer", value=str((row if question.direction == "row" else column) + 1))


def slots_cell(shown: Shown) -> Mapping[str, str]:
    """The name of the cell, and the grid."""
    row, column, *rows = shown.operands
    name = patterns("grids", shown.language)["cell"].format(row=row, column=column)
    return {"cell": name, "grid": "\n".join(rows)}


def slots_place(shown: Shown) -> Mapping[str, str]:
    """The letter, and the grid."""
    letter, *rows = shown.operands
    return {"letter": letter, "grid": "\n".join(rows)}


def _grids(*sizes: tuple[int, int]) -> list[Stratum]:
    return [
        {"rows": rows, "columns": columns, "cells": cells}
        for rows, columns in sizes
        for cells in ("spaced", "joined")
    ]


LEVELS: Sequence[Level] = (
    Level(grade=2, strata=_grids((4, 5), (5, 4))),
    Level(grade=2, strata=_grids((6, 7), (7, 6))),
    Level(grade=3, strata=_grids((8, 10), (10, 8))),
    Level(grade=4, strata=_grids((12, 15), (15, 12))),
    Level(grade=5, strata=_grids((20, 24), (24, 20))),
)

letter_at = register(
    Skill(
        name="grids.cell",
        summary="Which letter stands in a cell of a grid.",
        levels=LEVELS,
        draw=draw_cell,
        solve=solve_cell,
        slots=slots_cell,
        oracle=oracle.cell,
        misconceptions=wrong.CELL,
        asks="letter",
    )
)

locate = register(
    Skill(
        name="grids.locate",
        summary="In which row or column of a grid a letter stands.",
        levels=LEVELS,
        draw=draw_place,
        solve=solve_place,
        slots=slots_place,
        oracle=oracle.locate,
        misconceptions=wrong.LOCATE,
        directions=("row", "column"),
    )
)
