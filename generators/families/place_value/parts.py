"""A number made up of hundreds, tens and ones, out of order or with more than nine of a kind."""

from collections.abc import Mapping, Sequence
from typing import Any

from jagbench.generators.families.place_value import misconceptions as wrong
from jagbench.generators.families.place_value import oracle
from jagbench.generators.families.place_value.operands import NAMES, PLACES, parts
from jagbench.generators.language.phrasing import family_words
from jagbench.generators.mechanism.registry import register
from jagbench.generators.skill.definition import Level, Question, Shown, Skill, Stratum
from jagbench.generators.skill.draws import sample
from jagbench.generators.skill.source import Source
from jagbench.probes.answer import Answer


def draw(source: Source, stratum: Stratum) -> Sequence[str]:
    """Two or more of several places; as many of them as the stratum says have more than nine."""
    places, count, carried = int(stratum["places"]), int(stratum["parts"]), int(stratum["carried"])
    powers = sorted(source.sample(range(places), count), reverse=True)
    many = [source.integer(2, 9) for _ in powers]
    for at in source.sample(range(count), carried):
        many[at] = source.integer(11, int(stratum["most"]))
    said = [[str(number), NAMES[power]] for number, power in zip(many, powers, strict=True)]
    if stratum["order"] == "mixed":
        falling, said = said, sample(source, said, count)
        if said == falling:
            said = said[1:] + said[:1]
    return [part for each in said for part in each]


def solve(question: Question) -> Answer:
    """All parts, added."""
    return Answer(kind="integer", value=str(wrong.made_up(parts(question))))


def _wording(language: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = family_words(language, "place_value")["wording"]
    return found


def write(question: Question, language: str, text: str) -> str:
    """A place as it is counted; a number as it is."""
    if text not in PLACES:
        return text
    counted: Mapping[str, str] = _wording(language)["counted"]
    return counted[text]


def slots(shown: Shown) -> Mapping[str, str]:
    """The parts, one behind the other."""
    words = _wording(shown.language)
    told = [
        str(words["part"]).format(n=many, place=place)
        for many, place in zip(shown.operands[::2], shown.operands[1::2], strict=True)
    ]
    return {"parts": str(words["between"]).join(told)}


def _strata(
    places: int, *counts: int, carried: Sequence[int] = (0,), most: int = 19, order: str = "falling mixed"
) -> list[Stratum]:
    return [
        {"places": places, "parts": count, "carried": over, "most": most, "order": way}
        for count in counts
        for over in carried
        for way in order.split(" ")
    ]


made_up_of = register(
    Skill(
        name="place_value.made_up_of",
        summary="The number that is made up of so many hundreds, tens and ones.",
        levels=[
            Level(grade=2, strata=_strata(4, 2, 3, order="falling")),
            Level(grade=3, strata=_strata(5, 3, 4)),
            Level(grade=4, strata=_strata(5, 2, 3, carried=(1,))),
            Level(grade=5, strata=_strata(7, 4, 5, carried=(2, 3), most=49)),
            Level(grade=6, strata=_strata(9, 6, 7, carried=(4, 6), most=99)),
        ],
        draw=draw,
        solve=solve,
        slots=slots,
        write=write,
        oracle=oracle.made_up_of,
        misconceptions=wrong.MADE_UP_OF,
    )
)
