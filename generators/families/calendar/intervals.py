"""Days from one date to another, and the date some days before or after another."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from jagbench.generators.families.calendar import misconceptions as wrong
from jagbench.generators.families.calendar import oracle, wording
from jagbench.generators.families.calendar.gregorian import days_in, year_of
from jagbench.generators.mechanism.registry import register
from jagbench.generators.skill.definition import Level, Question, Skill, Stratum
from jagbench.generators.skill.source import Source
from jagbench.probes.answer import Answer

Days = tuple[int, int]
"""Two days as proleptic ordinals, the earlier one first."""


def write(question: Question, language: str, text: str) -> str:
    """A date in words, a number as it is, and "before" and "after" in words."""
    if text[4:5] == "-":
        return wording.date(language, text)
    return text if text.isdecimal() else wording.wording(language)[text]


def _within_month(source: Source, stratum: Stratum) -> Days:
    gap = source.integer(int(stratum.get("shortest", 1)), int(stratum.get("longest", 27)))
    first = date(source.integer(1901, 2099), source.integer(1, 12), source.integer(1, 28 - gap)).toordinal()
    return first, first + gap


MONTHS_BY_DAYS: Mapping[int, Sequence[int]] = {
    28: (2,),
    29: (2,),
    30: (4, 6, 9, 11),
    31: (1, 3, 5, 7, 8, 10),
}
"""Months that have so many days, and another month behind them in the same year."""


def _over_month_end(source: Source, stratum: Stratum) -> Days:
    days = int(stratum["month_days"])
    month = source.choice(MONTHS_BY_DAYS[days])
    year = year_of(source, days) if month == 2 else source.integer(1901, 2099)
    first = date(year, month, source.integer(2, days)).toordinal()
    second = date(year, month + 1, source.integer(1, 28)).toordinal()
    return first, second


def _within_year(source: Source, stratum: Stratum) -> Days:
    """Two dates with at least one whole month between them; February among them, or not."""
    february = int(stratum["february"])
    if february:
        year = year_of(source, february)
        first_month, second_month = source.integer(1, 2), source.integer(4, 12)
    else:
        year = source.integer(1901, 2099)
        first_month = source.integer(3, 10)
        second_month = source.integer(first_month + 2, 12)
    return _ordinal(source, year, first_month), _ordinal(source, year, second_month)


def _over_new_year(source: Source, stratum: Stratum) -> Days:
    """From behind the February of a year to behind the February of the next."""
    year = year_of(source, int(stratum["february"]))
    return _ordinal(source, year - 1, source.integer(3, 12)), _ordinal(source, year, source.integer(3, 12))


def _over_years(source: Source, stratum: Stratum) -> Days:
    years = source.integer(int(stratum["shortest"]), int(stratum["longest"]))
    year = source.integer(1901, 2099 - years)
    return _ordinal(source, year, source.integer(1, 12)), _ordinal(
        source, year + years, source.integer(1, 12)
    )


def _over_centuries(source: Source, stratum: Stratum) -> Days:
    """Over the turn of one century, or of the first and the last of several."""
    first, last = int(stratum["century"]), int(stratum["last_century"])
    return (
        _ordinal(source, source.integer(first - 90, first - 1), source.integer(1, 12)),
        _ordinal(source, source.integer(last + 1, last + 90), source.integer(1, 12)),
    )


def _ordinal(source: Source, year: int, month: int) -> int:
    return date(year, month, source.integer(1, days_in(year, month))).toordinal()


SPANS: Mapping[str, Callable[[Source, Stratum], Days]] = {
    "month": _within_month,
    "month_end": _over_month_end,
    "year": _within_year,
    "new_year": _over_new_year,
    "years": _over_years,
    "centuries": _over_centuries,
}
"""What can lie between two dates."""


def draw_days(source: Source, stratum: Stratum) -> Sequence[str]:
    """Two dates with the stratum's span between them, the earlier one first."""
    first, second = SPANS[str(stratum["span"])](source, stratum)
    return date.fromordinal(first).isoformat(), date.fromordinal(second).isoformat()


def solve_days(question: Question) -> Answer:
    """The difference of the two dates."""
    first, second = (date.fromisoformat(day).toordinal() for day in question.item.operands)
    return Answer(kind="integer", value=str(second - first))


CENTURIES: Sequence[tuple[int, int]] = ((1800, 1800), (1900, 1900), (2000, 2000), (2100, 2100), (1700, 2300))

days_between = register(
    Skill(
        name="calendar.days_between",
        summary="How many days it is from one date to a later one.",
        version=2,
        levels=[
            Level(
                grade=2,
                strata=[
                    {"span": "month", "shortest": 1, "longest": 9},
                    {"span": "month", "shortest": 10, "longest": 27},
                ],
            ),
            Level(grade=3, strata=[{"span": "month_end", "month_days": days} for days in (28, 29, 30, 31)]),
            Level(grade=4, strata=[{"span": "year", "february": days} for days in (0, 28, 29)]),
            Level(grade=5, strata=[{"span": "new_year", "february": days} for days in (28, 29)]),
            Level(
                grade=6,
                strata=[
                    {"span": "years", "shortest": 2, "longest": 9},
                    {"span": "years", "shortest": 10, "longest": 60},
                ],
            ),
            Level(
                grade=8,
                strata=[
                    {"span": "centuries", "century": first, "last_century": last} for first, last in CENTURIES
                ],
            ),
        ],
        draw=draw_days,
        solve=solve_days,
        slots=lambda shown: dict(zip(("first", "second"), shown.operands, strict=True)),
        write=write,
        oracle=oracle.days_between,
        misconceptions=wrong.DAYS_BETWEEN,
    )
)


# --- the date some days before or after another -----------------------------------------------------


def draw_addition(source: Source, stratum: Stratum) -> Sequence[str]:
    """A date, a number of days with the stratum's span, and whether to go back or forward."""
    first, second = SPANS[str(stratum["span"])](source, stratum)
    side = str(stratum["side"])
    # A single day would ask every language for its singular.
    first -= second - first == 1
    return date.fromordinal(first if side == "after" else second).isoformat(), str(second - first), side


def solve_addition(question: Question) -> Answer:
    """The date so many days before or after."""
    day, days, side = question.item.operands
    ordinal = date.fromisoformat(day).toordinal()
    moved = ordinal + int(days) if side == "after" else ordinal - int(days)
    return Answer(kind="date", value=date.fromordinal(moved).isoformat())


def _centuries() -> list[Stratum]:
    return [{"span": "centuries", "century": first, "last_century": last} for first, last in CENTURIES]


def _both_sides(*strata: Stratum) -> list[Stratum]:
    return [{**stratum, "side": side} for stratum in strata for side in ("before", "after")]


add_days = register(
    Skill(
        name="calendar.add_days",
        summary="Which date it is some days before or after another.",
        version=2,
        levels=[
            Level(grade=2, strata=_both_sides({"span": "month", "shortest": 2, "longest": 20})),
            Level(
                grade=3,
                strata=_both_sides(*({"span": "month_end", "month_days": days} for days in (28, 29, 30, 31))),
            ),
            Level(grade=4, strata=_both_sides(*({"span": "year", "february": days} for days in (0, 28, 29)))),
            Level(
                grade=5, strata=_both_sides(*({"span": "new_year", "february": days} for days in (28, 29)))
            ),
            Level(grade=6, strata=_both_sides({"span": "years", "shortest": 2, "longest": 60})),
            Level(
                grade=8,
                strata=_both_sides(*_centuries()),
            ),
        ],
        draw=draw_addition,
        solve=solve_addition,
        slots=lambda shown: dict(zip(("date", "days", "side"), shown.operands, strict=True)),
        write=write,
        oracle=oracle.add_days,
        misconceptions=wrong.ADD_DAYS,
        asks="date",
    )
)
