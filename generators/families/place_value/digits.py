"""The digit at a place of a number, and what a digit is worth there."""

from collections.abc import Sequence

from jagbench.generators.families.place_value import misconceptions as wrong
from jagbench.generators.families.place_value import oracle
from jagbench.generators.families.place_value.operands import (
    NAMES,
    PLACES,
    digit_of,
    placed,
    value_at,
    valued,
    write_place,
)
from jagbench.generators.language.writing import number
from jagbench.generators.mechanism.registry import register
from jagbench.generators.skill.definition import Level, Question, Skill, Stratum
from jagbench.generators.skill.draws import sample
from jagbench.generators.skill.source import Source
from jagbench.probes.answer import Answer


def _unlike(source: Source, whole: int, fraction: int) -> str:
    """A number of unlike digits, the first and the last of them no zero."""
    digits = sample(source, "0123456789", whole + fraction)
    spare = sample(source, [digit for digit in "123456789" if digit not in digits[1:-1]], 2)
    digits[0], digits[-1] = spare
    text = "".join(digits)
    return f"{text[:whole]}.{text[whole:]}" if fraction else text


# --- the digit at a place ---------------------------------------------------------------------------


def draw_digit(source: Source, stratum: Stratum) -> Sequence[str]:
    """A number, and one of its places."""
    whole, fraction = int(stratum["whole"]), int(stratum["fraction"])
    power = source.integer(-fraction, -1) if stratum["side"] == "fraction" else source.integer(0, whole - 1)
    return [_unlike(source, whole, fraction), NAMES[power]]


def solve_digit(question: Question) -> Answer:
    """The digit there."""
    return Answer(kind="integer", value=digit_of(*placed(question)) or "")


def write(question: Question, language: str, text: str) -> str:
    """A number as the language writes it, a place in words."""
    return write_place(question, language, text) if text in PLACES else number(question, language, text)


def _numbers(*sizes: tuple[int, int]) -> list[Stratum]:
    """Digits before and behind the decimal point; both sides are asked about where there are two."""
    return [
        {"whole": whole, "fraction": fraction, "side": side}
        for whole, fraction in sizes
        for side in (("whole", "fraction") if fraction else ("whole",))
    ]


LEVELS: Sequence[Level] = (
    Level(grade=2, strata=_numbers((3, 0))),
    Level(grade=3, strata=_numbers((4, 0), (5, 0))),
    Level(grade=4, strata=_numbers((6, 0), (7, 0))),
    Level(grade=5, strata=_numbers((2, 2), (3, 2))),
    Level(grade=6, strata=_numbers((4, 3), (6, 3))),
)

digit_at = register(
    Skill(
        name="place_value.digit_at",
        summary="Which digit of a number stands at a place, such as the hundreds.",
        levels=LEVELS,
        draw=draw_digit,
        solve=solve_digit,
        slots=lambda shown: dict(zip(("number", "place"), shown.operands, strict=True)),
        write=write,
        oracle=oracle.digit_at,
        misconceptions=wrong.DIGIT_AT,
    )
)


# --- what a digit is worth --------------------------------------------------------------------------


def draw_value(source: Source, stratum: Stratum) -> Sequence[str]:
    """A number, and one of its digits that is no zero and not worth what it says."""
    whole, fraction = int(stratum["whole"]), int(stratum["fraction"])
    text = _unlike(source, whole, fraction)
    side = text[whole + 1 :] if stratum["side"] == "fraction" else text[: whole - 1]
    return [text, source.choice(side.replace("0", ""))]


def solve_value(question: Question) -> Answer:
    """The digit times its power of ten."""
    _, digit, power = valued(question)
    return Answer(kind="decimal", value=value_at(digit, power))


value_of = register(
    Skill(
        name="place_value.value_of",
        summary="What a digit is worth where it stands in a number.",
        levels=LEVELS,
        draw=draw_value,
        solve=solve_value,
        slots=lambda shown: dict(zip(("number", "digit"), shown.operands, strict=True)),
        write=number,
        oracle=oracle.value_of,
        misconceptions=wrong.VALUE_OF,
    )
)
