"""A number in one notation, to be written in digits."""

from collections.abc import Mapping, Sequence

from jagbench.generators.families.arithmetic.misconceptions import notation as wrong
from jagbench.generators.families.arithmetic.oracle.notation import in_digits
from jagbench.generators.families.arithmetic.terms import integer, nonzero
from jagbench.generators.language.numerals import written
from jagbench.generators.mechanism.registry import register
from jagbench.generators.skill.definition import Level, Question, Shown, Skill, Stratum
from jagbench.generators.skill.source import Source
from jagbench.probes.answer import Answer
from jagbench.probes.locale import locale


def draw_number(source: Source, stratum: Stratum) -> Sequence[str]:
    """A number of the stratum's digits: none of them zero, or several of the inner ones."""
    digits = int(stratum["digits"])
    text = nonzero(source, digits)
    if stratum["zeros"]:
        first = source.integer(1, digits - 2)
        last = source.integer(first, digits - 2)
        text = text[:first] + "0" * (last + 1 - first) + text[last + 1 :]
    return (text,)


def asks_in(stratum: Stratum, language: str) -> bool:
    """Whether the language counts by ten thousands, or has full-width digits."""
    return stratum["notation"] in ("words", "grouped") or bool(locale(language).myriads)


def write(question: Question, language: str, text: str) -> str:
    """The number in the notation of its stratum."""
    return written(text, language, str(question.item.params["notation"]))


def _number(shown: Shown) -> Mapping[str, str]:
    return {"number": shown.operands[0]}


def _solve(question: Question) -> Answer:
    return integer(int(question.item.operands[0]))


def _written(digits: int, *notations: str, zeros: Sequence[bool] = (False, True)) -> list[Stratum]:
    return [
        {"notation": notation, "digits": digits, "zeros": inner} for notation in notations for inner in zeros
    ]


notation = register(
    Skill(
        name="arithmetic.notation",
        summary="Write a number in digits that stands in words, in groups or by ten thousands.",
        levels=[
            Level(grade=1, strata=_written(2, "words", zeros=(False,))),
            Level(grade=2, strata=_written(3, "words", "fullwidth")),
            Level(
                grade=3,
                strata=[*_written(4, "words", "grouped"), *_written(5, "words", "grouped", "myriads")],
            ),
            Level(grade=4, strata=_written(7, "words", "grouped", "myriads")),
            Level(grade=5, strata=_written(9, "words", "grouped", "myriads")),
            Level(grade=6, strata=_written(12, "words", "grouped", "myriads", "fullwidth")),
        ],
        draw=draw_number,
        solve=_solve,
        slots=_number,
        write=write,
        asks_in=asks_in,
        oracle=in_digits,
        misconceptions=wrong.NOTATION,
    )
)
