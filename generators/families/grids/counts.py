"""How many cells of a row, of a column or of a whole grid are marked."""

from collections.abc import Mapping, Sequence

from jagbench.generators.families.grids import misconceptions as wrong
from jagbench.generators.families.grids import oracle
from jagbench.generators.families.grids.operands import BLANK, MARK, area, line, written
from jagbench.generators.language.people import patterns
from jagbench.generators.mechanism.registry import register
from jagbench.generators.skill.definition import Level, Question, Shown, Skill, Stratum
from jagbench.generators.skill.draws import choices, sample
from jagbench.generators.skill.source import Source
from jagbench.probes.answer import Answer


def draw(source: Source, stratum: Stratum) -> Sequence[str]:
    """The number of a row or column, unless the whole grid is asked about, and a grid of marks.

    Any number of marks from one to all but one is as likely as another in what is asked about.
    """
    rows, columns, where = int(stratum["rows"]), int(stratum["columns"]), stratum["where"]
    cells = choices(source, MARK + BLANK, rows * columns)
    places = range(rows * columns)
    number = 0
    if where != "grid":
        number = source.integer(1, rows if where == "row" else columns)
        places = (
            range((number - 1) * columns, number * columns)
            if where == "row"
            else range(number - 1, rows * columns, columns)
        )
    marked = {*sample(source, places, source.integer(1, len(places) - 1))}
    for each in places:
        cells[each] = MARK if each in marked else BLANK
    grid = [cells[row * columns : (row + 1) * columns] for row in range(rows)]
    return [*([str(number)] if number else []), *written(grid, stratum["cells"] == "spaced")]


def solve(question: Question) -> Answer:
    """The marks of the row, of the column, or of all rows."""
    where, number, rows = area(question)
    return Answer(kind="integer", value=str((line(rows, where, number) or "").count(MARK)))


def slots(shown: Shown) -> Mapping[str, str]:
    """Where to count, and the grid."""
    where = str(shown.question.item.params["where"])
    told = patterns("grids", shown.language)[where]
    rows = shown.operands if where == "grid" else shown.operands[1:]
    return {"where": told.format(n=shown.operands[0]), "grid": "\n".join(rows)}


def _grids(*sizes: tuple[int, int]) -> list[Stratum]:
    return [
        {"where": where, "rows": rows, "columns": columns, "cells": cells}
        for rows, columns in sizes
        for where in ("row", "column", "grid")
        for cells in ("spaced", "joined")
    ]


count = register(
    Skill(
        name="grids.count",
        summary="How many cells of a row, a column or a whole grid are marked.",
        levels=[
            Level(grade=1, strata=_grids((4, 5))),
            Level(grade=2, strata=_grids((6, 7))),
            Level(grade=3, strata=_grids((9, 10))),
            Level(grade=4, strata=_grids((12, 15))),
            Level(grade=5, strata=_grids((20, 24))),
        ],
        draw=draw,
        solve=solve,
        slots=slots,
        oracle=oracle.count,
        misconceptions=wrong.COUNT,
    )
)
