"""The largest and smallest number of a column, and how many of its numbers meet a condition."""

from collections.abc import Sequence

from jagbench.generators.families.tables import misconceptions as wrong
from jagbench.generators.families.tables import oracle
from jagbench.generators.families.tables.drawing import names_and_things, unlike, write
from jagbench.generators.families.tables.operands import Table, column, condition
from jagbench.generators.mechanism.registry import register
from jagbench.generators.skill.definition import Level, Question, Skill, Stratum
from jagbench.generators.skill.source import Source
from jagbench.probes.answer import Answer


def draw_extreme(source: Source, stratum: Stratum) -> Sequence[str]:
    """A column and a table, each of whose columns holds unlike numbers.

    One of the other columns holds larger numbers than all the rest and one smaller ones, so that the largest
    number of the table, the smallest one, and the largest sum of a row say nothing of the column asked for.
    """
    rows, things = names_and_things(source, stratum)
    least = 10 ** int(stratum["digits"])
    high, low, asked, *_ = source.sample(range(len(things)), len(things))
    columns: list[list[int]] = []
    for at in range(len(things)):
        start = 10 * least if at == high else least // 10 if at == low else least
        columns.append(unlike(source, start, 9 * start, len(rows)))
    cells = [list(row) for row in zip(*columns, strict=True)]
    return [things[asked], Table(rows=rows, columns=things, cells=cells).text]


def solve_extreme(question: Question) -> Answer:
    """The name of the row with the largest or smallest number in the column."""
    table, at = column(question)
    numbers = table.column(at)
    end = max(numbers) if question.direction == "most" else min(numbers)
    return Answer(kind="choice", value=table.rows[numbers.index(end)], options=tuple(table.rows))


def _extremes(rows: int, columns: int, *digits: int) -> list[Stratum]:
    return [{"rows": rows, "columns": columns, "digits": count} for count in digits]


extreme = register(
    Skill(
        name="tables.extreme",
        summary="Whose number is the largest or smallest in one column of a table.",
        levels=[
            Level(grade=1, strata=_extremes(4, 3, 1)),
            Level(grade=2, strata=_extremes(6, 4, 1, 2)),
            Level(grade=3, strata=_extremes(9, 5, 2, 3)),
            Level(grade=4, strata=_extremes(16, 6, 2, 3)),
            Level(grade=5, strata=_extremes(32, 8, 2, 3)),
        ],
        draw=draw_extreme,
        solve=solve_extreme,
        slots=lambda shown: dict(zip(("column", "table"), shown.operands, strict=True)),
        write=write,
        oracle=oracle.extreme,
        misconceptions=wrong.EXTREME,
        asks="name",
        directions=("most", "fewest"),
    )
)


def draw_count(source: Source, stratum: Stratum) -> Sequence[str]:
    """A column, a number and a table; every count is as likely as any other.

    Where the stratum says so, the number itself stands in the column: it is neither more nor less.
    """
    rows, things = names_and_things(source, stratum)
    least, many = 10 ** (int(stratum["digits"]) - 1), len(rows)
    columns = [
        sorted(1 + 2 * half for half in unlike(source, least // 2, (9 * least) // 2 - 1, many))
        for _ in things
    ]
    at = source.integer(0, len(things) - 1)
    # Between the odd numbers of the column stand the even ones.
    if stratum["limit"] == "in_column":
        limit = columns[at][source.integer(0, many - 1)]
    else:
        below = source.integer(0, many)
        limit = columns[at][below] - 1 if below < many else columns[at][-1] + 1
    shuffled = [source.sample(numbers, many) for numbers in columns]
    cells = [list(row) for row in zip(*shuffled, strict=True)]
    return [things[at], str(limit), Table(rows=rows, columns=things, cells=cells).text]


def solve_count(question: Question) -> Answer:
    """How many numbers of the column are more, or less."""
    table, at, limit = condition(question)
    count = wrong.beyond(table.column(at), limit, question.direction)
    return Answer(kind="integer", value=str(count))


def _counts(rows: int, columns: int, *digits: int) -> list[Stratum]:
    return [
        {"rows": rows, "columns": columns, "digits": count, "limit": limit}
        for count in digits
        for limit in ("between", "in_column")
    ]


count_rows = register(
    Skill(
        name="tables.count_rows",
        summary="How many numbers of one column of a table are more or less than a number.",
        levels=[
            Level(grade=1, strata=_counts(5, 2, 2)),
            Level(grade=2, strata=_counts(8, 3, 2, 3)),
            Level(grade=3, strata=_counts(12, 4, 2, 3)),
            Level(grade=4, strata=_counts(20, 5, 3, 4)),
            Level(grade=5, strata=_counts(36, 6, 3, 4)),
        ],
        draw=draw_count,
        solve=solve_count,
        slots=lambda shown: dict(zip(("column", "limit", "table"), shown.operands, strict=True)),
        write=write,
        oracle=oracle.count_rows,
        misconceptions=wrong.COUNT_ROWS,
        directions=("more", "less"),
    )
)
