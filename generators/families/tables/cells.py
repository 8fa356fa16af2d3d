"""The number in a cell of a table."""

from collections.abc import Sequence

from jagbench.generators.families.tables import misconceptions as wrong
from jagbench.generators.families.tables import oracle
from jagbench.generators.families.tables.drawing import names_and_things, unlike, write
from jagbench.generators.families.tables.operands import Table, cell
from jagbench.generators.mechanism.registry import register
from jagbench.generators.skill.definition import Level, Question, Skill, Stratum
from jagbench.generators.skill.source import Source
from jagbench.probes.answer import Answer


def draw(source: Source, stratum: Stratum) -> Sequence[str]:
    """A row, a column and a table of unlike numbers."""
    rows, columns = names_and_things(source, stratum)
    least = 10 ** (int(stratum["digits"]) - 1)
    width = len(columns)
    drawn = unlike(source, least, 9 * least, len(rows) * width)
    cells = [drawn[start : start + width] for start in range(0, len(drawn), width)]
    table = Table(rows=rows, columns=columns, cells=cells)
    return [source.choice(rows), source.choice(columns), table.text]


def solve(question: Question) -> Answer:
    """The number where row and column meet."""
    table, row, column = cell(question)
    return Answer(kind="integer", value=str(table.cells[row][column]))


def _strata(rows: int, columns: int, *digits: int) -> list[Stratum]:
    return [{"rows": rows, "columns": columns, "digits": count} for count in digits]


lookup = register(
    Skill(
        name="tables.lookup",
        summary="The number in one cell of a table.",
        levels=[
            Level(grade=1, strata=_strata(10, 4, 2)),
            Level(grade=2, strata=_strata(12, 5, 2, 3)),
            Level(grade=3, strata=_strata(16, 6, 3)),
            Level(grade=4, strata=_strata(24, 7, 3, 4)),
            Level(grade=5, strata=_strata(40, 8, 3, 4)),
        ],
        draw=draw,
        solve=solve,
        slots=lambda shown: dict(zip(("row", "column", "table"), shown.operands, strict=True)),
        write=write,
        oracle=oracle.lookup,
        misconceptions=wrong.LOOKUP,
    )
)
