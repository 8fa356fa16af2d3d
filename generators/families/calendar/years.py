"""Leap years, and the days of a month."""

from collections.abc import Sequence

from jagbench.generators.families.calendar import misconceptions as wrong
from jagbench.generators.families.calendar import oracle, wording
from jagbench.generators.families.calendar.gregorian import days_in, is_leap
from jagbench.generators.language.writing import symbol
from jagbench.generators.mechanism.registry import register
from jagbench.generators.skill.definition import Level, Question, Skill, Stratum
from jagbench.generators.skill.source import Source
from jagbench.probes.answer import Answer

REFORM = 1583
"""The first whole year of the Gregorian calendar."""


def draw_year(source: Source, kind: str, low: int, high: int) -> int:
    """A year of a kind: `odd`, `even` (by two, not by four), `fourth`, `century`, or `fourth_century`."""
    if kind == "odd":
        return source.integer(low // 2, (high - 1) // 2) * 2 + 1
    if kind == "even":
        return source.integer(-((2 - low) // 4), (high - 2) // 4) * 4 + 2
    if kind == "fourth_century":
        return source.integer(-(-low // 400), high // 400) * 400
    # Every fourth year but the centuries, or every century but the fourth ones: so many in each period.
    step, period = (4, 100) if kind == "fourth" else (100, 400)
    before = (low - 1) // step - (low - 1) // period
    number = source.integer(before, high // step - high // period - 1)
    periods, rest = divmod(number, period // step - 1)
    return period * periods + step * (rest + 1)


def draw_leap_year(source: Source, stratum: Stratum) -> Sequence[str]:
    """A year of the stratum's kind."""
    return [str(draw_year(source, str(stratum["year"]), int(stratum["from"]), int(stratum["to"])))]


def solve_leap_year(question: Question) -> Answer:
    """Whether the year is a leap year, or a common one."""
    leap = is_leap(int(question.item.operands[0]))
    truth = leap if question.direction == "leap" else not leap
    return Answer(kind="choice", value="yes" if truth else "no", options=("yes", "no"))


def _years(kinds: str, low: int, high: int) -> list[Stratum]:
    return [{"year": kind, "from": low, "to": high} for kind in kinds.split()]


leap_year = register(
    Skill(
        name="calendar.leap_year",
        summary="Whether a year is a leap year in the Gregorian calendar, or a common year.",
        version=2,
        levels=[
            Level(grade=3, strata=_years("odd fourth", 1901, 2099)),
            Level(grade=4, strata=_years("even fourth", 2101, 9999)),
            Level(grade=5, strata=_years("even fourth century fourth_century", REFORM, 9999)),
            Level(grade=6, strata=_years("even fourth century fourth_century", 10**4, 10**6 - 1)),
            Level(grade=7, strata=_years("even fourth century fourth_century", 10**9, 10**12 - 1)),
        ],
        draw=draw_leap_year,
        solve=solve_leap_year,
        slots=lambda shown: {"year": shown.operands[0]},
        write=symbol,
        oracle=oracle.leap_year,
        misconceptions=wrong.LEAP_YEAR,
        asks="yes_no",
        directions=("leap", "common"),
    )
)


# --- the days of a month ----------------------------------------------------------------------------

MONTHS = {"thirty": (4, 6, 9, 11), "thirty_one": (1, 3, 5, 7, 8, 10, 12), "february": (2,)}


def draw_month(source: Source, stratum: Stratum) -> Sequence[str]:
    """A month with its year."""
    month = source.choice(MONTHS[str(stratum["month"])])
    low, high = int(stratum["from"]), int(stratum["to"])
    kind = str(stratum["year"])
    year = source.integer(low, high) if kind == "any" else draw_year(source, kind, low, high)
    return [f"{year:04}-{month:02}"]


def solve_month(question: Question) -> Answer:
    """The days of the month."""
    year, _, month = question.item.operands[0].partition("-")
    return Answer(kind="integer", value=str(days_in(int(year), int(month))))


def _months(months: str, kinds: str, low: int, high: int) -> list[Stratum]:
    plain: list[Stratum] = [
        {"month": month, "year": "any", "from": low, "to": high} for month in months.split()
    ]
    february: list[Stratum] = [
        {"month": "february", "year": kind, "from": low, "to": high} for kind in kinds.split()
    ]
    return [*plain, *february]


days_in_month = register(
    Skill(
        name="calendar.days_in_month",
        summary="How many days a month has in a year of the Gregorian calendar.",
        levels=[
            Level(grade=2, strata=_months("thirty thirty_one", "", 1901, 2099)),
            Level(grade=3, strata=_months("thirty thirty_one", "odd fourth", 1901, 2099)),
            Level(grade=4, strata=_months("", "even fourth", 1901, 2099)),
            Level(grade=5, strata=_months("", "fourth century fourth_century even", REFORM, 9999)),
            Level(grade=7, strata=_months("", "fourth century fourth_century even", 10**9, 10**12 - 1)),
        ],
        draw=draw_month,
        solve=solve_month,
        slots=lambda shown: {"month": shown.operands[0]},
        write=lambda question, language, text: wording.month(language, text),
        oracle=oracle.days_in_month,
        misconceptions=wrong.DAYS_IN_MONTH,
    )
)
