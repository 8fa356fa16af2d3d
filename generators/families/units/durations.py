"""A duration in a shorter unit: hours and minutes in minutes."""

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import Any

from jagbench.generators.families.units import misconceptions as wrong
from jagbench.generators.families.units import oracle
from jagbench.generators.families.units.operands import SECONDS, duration
from jagbench.generators.language.phrasing import family_words
from jagbench.generators.mechanism.registry import register
from jagbench.generators.skill.definition import Level, Question, Shown, Skill, Stratum
from jagbench.generators.skill.source import Source
from jagbench.probes.answer import Answer

UNITS: Sequence[str] = tuple(SECONDS)
MOST: Mapping[str, int] = {
    shorter: SECONDS[longer] // SECONDS[shorter] - 1 for longer, shorter in pairwise(UNITS)
}
"""How many of a unit there may be behind a longer one: 59 minutes behind hours."""


def draw(source: Source, stratum: Stratum) -> Sequence[str]:
    """Numbers of two or more with their units, and the unit asked for: no word is in the singular."""
    first, *others = str(stratum["units"]).split(" ")
    parts = [str(source.integer(2, int(stratum["most"]))), first]
    for unit in others:
        parts += [str(source.integer(2, MOST[unit])), unit]
    return [*parts, str(stratum["target"])]


def solve(question: Question) -> Answer:
    """All parts in the shorter unit, added."""
    return Answer(kind="integer", value=str(wrong.in_target(*duration(question))))


@cache
def _words(language: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = family_words(language, "units")["wording"]
    return found


def write(question: Question, language: str, text: str) -> str:
    """A unit in words; a number as it is."""
    words: Mapping[str, str] = _words(language)["units"]
    return words.get(text, text)


def slots(shown: Shown) -> Mapping[str, str]:
    """The duration, its parts one behind the other, and the unit asked for."""
    *parts, target = shown.operands
    words = _words(shown.language)
    told = [
        str(words["part"]).format(n=number, unit=unit)
        for number, unit in zip(parts[::2], parts[1::2], strict=True)
    ]
    return {"duration": str(words["between"]).join(told), "target": target}


def _strata(most: int, *durations: str) -> list[Stratum]:
    """Durations such as `hours minutes>seconds`, the first unit up to a number."""
    return [
        {"units": units, "target": target, "most": most}
        for units, target in [text.split(">") for text in durations]
    ]


duration_in = register(
    Skill(
        name="units.duration",
        summary="A duration of one or more units in a shorter unit.",
        levels=[
            Level(
                grade=2,
                strata=_strata(40, "hours>minutes", "minutes>seconds", "days>hours", "weeks>days"),
            ),
            Level(
                grade=3,
                strata=_strata(
                    20,
                    "hours minutes>minutes",
                    "minutes seconds>seconds",
                    "days hours>hours",
                    "weeks days>days",
                ),
            ),
            Level(
                grade=4,
                strata=_strata(
                    40,
                    "hours>seconds",
                    "days>minutes",
                    "weeks>hours",
                    "days hours>minutes",
                    "weeks days>hours",
                ),
            ),
            Level(
                grade=5,
                strata=_strata(
                    30,
                    "hours minutes seconds>seconds",
                    "days hours minutes>minutes",
                    "weeks days hours>hours",
                ),
            ),
            Level(
                grade=6,
                strata=_strata(
                    50,
                    "days hours minutes seconds>seconds",
                    "weeks days hours minutes>minutes",
                    "weeks hours>seconds",
                ),
            ),
        ],
        draw=draw,
        solve=solve,
        slots=slots,
        write=write,
        oracle=oracle.duration,
        misconceptions=wrong.DURATION,
    )
)
