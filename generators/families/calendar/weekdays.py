"""The weekday of a date, and the weekday some days before or after another."""

from collections.abc import Sequence
from datetime import date

from jagbench.generators.families.calendar import misconceptions as wrong
from jagbench.generators.families.calendar import oracle, wording
from jagbench.generators.families.calendar.intervals import SPANS
from jagbench.generators.language.common import WEEKDAYS, word
from jagbench.generators.language.writing import symbol
from jagbench.generators.mechanism.registry import register
from jagbench.generators.skill.definition import Level, Question, Skill, Stratum
from jagbench.generators.skill.source import Source
from jagbench.probes.answer import Answer


def _weekday(number: int) -> Answer:
    return Answer(kind="choice", value=WEEKDAYS[number % 7], options=WEEKDAYS)


def write(question: Question, language: str, text: str) -> str:
    """A date or a weekday in words."""
    return wording.date(language, text) if text[4:5] == "-" else word(language, text)


def draw_weekday(source: Source, stratum: Stratum) -> Sequence[str]:
    """A date with its weekday, and an earlier or later date that falls on the stratum's weekday."""
    days = SPANS[str(stratum["span"])](source, stratum)
    given, near = days if source.boolean() else days[::-1]
    asked = near + (WEEKDAYS.index(str(stratum["weekday"])) + 1 - near) % 7
    month = date.fromordinal(near).month
    if date.fromordinal(asked).month != month:
        asked -= 7
    if asked == given:
        asked += 7 if date.fromordinal(asked + 7).month == month else -7
    return (
        date.fromordinal(given).isoformat(),
        WEEKDAYS[(given - 1) % 7],
        date.fromordinal(asked).isoformat(),
    )


def solve_weekday(question: Question) -> Answer:
    """The weekday of the second date."""
    return _weekday(date.fromisoformat(question.item.operands[2]).weekday())


def _each_weekday(**factors: str | int) -> list[Stratum]:
    return [{**factors, "weekday": weekday} for weekday in WEEKDAYS]


weekday = register(
    Skill(
        name="calendar.weekday",
        summary="On which weekday a date falls, given that of another date.",
        levels=[
            Level(grade=2, strata=_each_weekday(span="month")),
            Level(
                grade=3,
                strata=[
                    *_each_weekday(span="month_end", month_days=30),
                    *_each_weekday(span="month_end", month_days=31),
                ],
            ),
            Level(
                grade=5,
                strata=_each_weekday(span="year", february=28) + _each_weekday(span="year", february=29),
            ),
            Level(
                grade=6,
                strata=_each_weekday(span="new_year", february=28)
                + _each_weekday(span="new_year", february=29),
            ),
            Level(grade=8, strata=_each_weekday(span="years", shortest=2, longest=60)),
            Level(
                grade=9,
                strata=[
                    stratum
                    for first, last in ((1900, 1900), (1700, 2300))
                    for stratum in _each_weekday(span="centuries", century=first, last_century=last)
                ],
            ),
        ],
        draw=draw_weekday,
        solve=solve_weekday,
        slots=lambda shown: dict(zip(("given", "weekday", "asked"), shown.operands, strict=True)),
        write=write,
        oracle=oracle.weekday,
        misconceptions=wrong.WEEKDAY,
        asks="weekday",
    )
)


# --- the weekday some days before or after another --------------------------------------------------


def draw_shift(source: Source, stratum: Stratum) -> Sequence[str]:
    """The stratum's weekday, and a number of days."""
    return str(stratum["weekday"]), str(source.integer(max(2, int(stratum["fewest"])), int(stratum["most"])))


def solve_shift(question: Question) -> Answer:
    """The weekday so many days before or after."""
    weekday, days = question.item.operands
    moved = int(days) if question.direction == "after" else -int(days)
    return _weekday(WEEKDAYS.index(weekday) + moved)


weekday_after = register(
    Skill(
        name="calendar.weekday_after",
        summary="Which weekday it is some days before or after a weekday.",
        version=2,
        levels=[
            Level(grade=1, strata=_each_weekday(fewest=2, most=4)),
            Level(grade=2, strata=_each_weekday(fewest=5, most=13)),
            Level(grade=3, strata=_each_weekday(fewest=14, most=99)),
            Level(grade=4, strata=_each_weekday(fewest=100, most=999)),
            Level(grade=5, strata=_each_weekday(fewest=10**4, most=10**6 - 1)),
            Level(grade=6, strata=_each_weekday(fewest=10**11, most=10**12 - 1)),
        ],
        draw=draw_shift,
        solve=solve_shift,
        slots=lambda shown: dict(zip(("weekday", "days"), shown.operands, strict=True)),
        write=symbol,
        oracle=oracle.weekday_after,
        misconceptions=wrong.WEEKDAY_AFTER,
        asks="weekday",
        directions=("before", "after"),
    )
)
