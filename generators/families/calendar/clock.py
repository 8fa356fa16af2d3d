"""A clock time some hours and minutes later, and the minutes from one clock time to another."""

from collections.abc import Sequence

from jagbench.generators.families.calendar import misconceptions as wrong
from jagbench.generators.families.calendar import oracle, wording
from jagbench.generators.families.calendar.times import DAY, clock, days_apart, minutes_in, minutes_of
from jagbench.generators.mechanism.registry import register
from jagbench.generators.skill.definition import Level, Question, Skill, Stratum
from jagbench.generators.skill.source import Source
from jagbench.probes.answer import Answer


def _minutes(source: Source, stratum: Stratum) -> tuple[int, int]:
    """Minutes of a clock time and of a duration that do or do not fill an hour together."""
    if stratum["minutes"] == "none":
        return 0, 0
    step = 5 if stratum["minutes"] == "fives" else 1
    parts = 60 // step
    if stratum["carry"]:
        first = source.integer(1, parts - 1)
        second = source.integer(parts - first, parts - 1)
    else:
        first = source.integer(0, parts - 2)
        second = source.integer(1, parts - 1 - first)
    return first * step, second * step


def draw_addition(source: Source, stratum: Stratum) -> Sequence[str]:
    """A clock time and a duration with the stratum's carry, over noon, midnight or neither."""
    minute, more_minutes = _minutes(source, stratum)
    hours = source.integer(int(stratum["fewest_hours"]), int(stratum["most_hours"]))
    carried = hours + (minute + more_minutes) // 60
    crosses = stratum["crosses"]
    if crosses == "any":
        hour = source.integer(0, 23)
    elif crosses == "none":
        hour = 12 * source.boolean() + source.integer(0, 11 - carried)
    else:
        hour = 12 * (crosses == "midnight") + source.integer(12 - carried, 11)
    return clock(60 * hour + minute), f"PT{hours}H{more_minutes}M"


def solve_addition(question: Question) -> Answer:
    """The clock time so much later."""
    start, duration = question.item.operands
    return Answer(kind="time", value=clock(minutes_of(start) + minutes_in(duration)))


def write_addition(question: Question, language: str, text: str) -> str:
    """A duration or a clock time in words."""
    if text.startswith("P"):
        return wording.duration(language, text)
    return wording.time(language, question.frame, text)


def _sums(minutes: str, carries: Sequence[bool], crosses: str, fewest: int, most: int) -> list[Stratum]:
    return [
        {
            "minutes": minutes,
            "carry": carry,
            "crosses": crossed,
            "fewest_hours": fewest,
            "most_hours": most,
        }
        for carry in carries
        for crossed in crosses.split()
    ]


clock_addition = register(
    Skill(
        name="calendar.clock_addition",
        summary="What time it is some hours and minutes after a clock time.",
        levels=[
            Level(grade=2, strata=_sums("none", [False], "none noon", 1, 6)),
            Level(grade=2, strata=_sums("fives", [False, True], "none", 0, 0)),
            Level(
                grade=3,
                strata=_sums("ones", [False], "none", 0, 0)
                + _sums("ones", [True], "none noon midnight", 0, 0),
            ),
            Level(grade=4, strata=_sums("ones", [False, True], "none noon midnight", 1, 10)),
            Level(grade=5, strata=_sums("ones", [False, True], "any", 24, 99)),
            Level(grade=6, strata=_sums("ones", [False, True], "any", 1000, 9999)),
        ],
        draw=draw_addition,
        solve=solve_addition,
        slots=lambda shown: dict(zip(("time", "duration"), shown.operands, strict=True)),
        write=write_addition,
        oracle=oracle.clock_addition,
        misconceptions=wrong.CLOCK_ADDITION,
        asks="time",
    )
)


# --- minutes from one clock time to another ---------------------------------------------------------


def draw_duration(source: Source, stratum: Stratum) -> Sequence[str]:
    """Two clock times, the second with its day: the same, the next, or both on numbered days."""
    minute, more_minutes = _minutes(source, stratum)
    hours = source.integer(int(stratum["fewest_hours"]), int(stratum["most_hours"]))
    carried = hours + (minute + more_minutes) // 60
    day = str(stratum["day"])
    start = 60 * source.integer(0, 23 - carried if day == "same" else 23) + minute
    first, second = clock(start), clock(start + 60 * hours + more_minutes)
    if day != "numbered":
        return first, f"{second}+{day}"
    number = source.integer(1, 9)
    return f"{first}+{number}", f"{second}+{number + source.integer(2, int(stratum['most_days']))}"


def solve_duration(question: Question) -> Answer:
    """The minutes from the first time to the second."""
    start, end = question.item.operands
    minutes = DAY * days_apart(start, end) + minutes_of(end) - minutes_of(start)
    return Answer(kind="integer", value=str(minutes))


def write_duration(question: Question, language: str, text: str) -> str:
    """A time with its day in words."""
    return wording.time_of_day(language, question.frame, text)


def _spans(minutes: str, hours: tuple[int, int], day: str, most_days: int = 1) -> list[Stratum]:
    return [
        {
            "minutes": minutes,
            "carry": carry,
            "fewest_hours": hours[0],
            "most_hours": hours[1],
            "day": day,
            "most_days": most_days,
        }
        for carry in (False, True)
    ]


duration = register(
    Skill(
        name="calendar.duration",
        summary="How many minutes it is from one clock time to a later one, on the same or a later day.",
        levels=[
            Level(grade=2, strata=_spans("fives", (0, 0), "same")),
            Level(grade=3, strata=_spans("ones", (0, 2), "same")),
            Level(grade=4, strata=_spans("ones", (3, 22), "same")),
            Level(grade=5, strata=_spans("ones", (0, 23), "next")),
            Level(
                grade=6,
                strata=_spans("ones", (0, 23), "numbered", 9) + _spans("ones", (0, 23), "numbered", 999),
            ),
        ],
        draw=draw_duration,
        solve=solve_duration,
        slots=lambda shown: dict(zip(("start", "end"), shown.operands, strict=True)),
        write=write_duration,
        oracle=oracle.duration,
        misconceptions=wrong.DURATION,
    )
)
