"""Whether a string reads the same forwards and backwards."""

from collections.abc import Sequence
from string import ascii_lowercase

from jagbench.generators.families.strings import misconceptions as wrong
from jagbench.generators.families.strings import oracle
from jagbench.generators.language.writing import symbol
from jagbench.generators.mechanism.registry import register
from jagbench.generators.skill.definition import Level, Question, Skill, Stratum
from jagbench.generators.skill.draws import choices
from jagbench.generators.skill.source import Source
from jagbench.probes.answer import Answer


def draw(source: Source, stratum: Stratum) -> Sequence[str]:
    """A palindrome, or one with another letter at one place; its ends agree in either case."""
    length = int(stratum["length"])
    half = choices(source, ascii_lowercase, (length + 1) // 2)
    letters = half + half[: length // 2][::-1]
    if not stratum["palindrome"]:
        place = source.integer(1, length // 2 - 1)
        place = place if source.boolean() else length - 1 - place
        letters[place] = source.choice(ascii_lowercase.replace(letters[place], ""))
    return ("".join(letters),)


def solve(question: Question) -> Answer:
    """Whether it equals its reverse."""
    text = question.item.operands[0]
    return Answer(kind="choice", value="yes" if text == text[::-1] else "no", options=("yes", "no"))


def _lengths(*lengths: int) -> list[Stratum]:
    return [{"length": length, "palindrome": is_so} for length in lengths for is_so in (True, False)]


palindrome = register(
    Skill(
        name="strings.palindrome",
        summary="Whether a string reads the same forwards and backwards.",
        levels=[
            Level(grade=1, strata=_lengths(4, 5)),
            Level(grade=2, strata=_lengths(6, 7)),
            Level(grade=2, strata=_lengths(10, 11)),
            Level(grade=3, strata=_lengths(20, 21)),
            Level(grade=4, strata=_lengths(50, 51)),
        ],
        draw=draw,
        solve=solve,
        slots=lambda shown: {"text": shown.operands[0]},
        write=symbol,
        oracle=oracle.palindrome,
        misconceptions=wrong.PALINDROME,
        asks="yes_no",
    )
)
