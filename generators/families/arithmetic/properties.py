"""Whether a number is even or odd, and whether it is divisible."""

from collections.abc import Mapping, Sequence
from functools import cache
from math import lcm

from jagbench.generators.families.arithmetic.misconceptions import properties as wrong
from jagbench.generators.families.arithmetic.oracle import properties as oracle
from jagbench.generators.language.writing import number
from jagbench.generators.mechanism.registry import register
from jagbench.generators.skill.definition import Level, Question, Shown, Skill, Stratum
from jagbench.generators.skill.numbers import whole
from jagbench.generators.skill.source import Source
from jagbench.probes.answer import Answer

YES_NO = ("yes", "no")
NOTATIONS = ("digits", "grouped", "words", "fullwidth", "myriads")
ODD, EVEN = "13579", "24680"


def yes_or_no(is_so: bool) -> Answer:
    """The answer to a question of yes or no."""
    return Answer(kind="choice", value="yes" if is_so else "no", options=YES_NO)


def _of(source: Source, alphabet: str, count: int) -> str:
    """`count` digits out of five."""
    drawn, found = source.integer(0, 5**count - 1), ""
    for _ in range(count):
        drawn, which = divmod(drawn, 5)
        found += alphabet[which]
    return found


def draw_parity(source: Source, stratum: Stratum) -> Sequence[str]:
    """A number of the stratum's parity, whose other digits are all of the other parity, or any."""
    digits, even = int(stratum["digits"]), stratum["parity"] == "even"
    last = (EVEN if even else ODD)[source.integer(0, 4)]
    if digits == 1:
        return (last,)
    if stratum["others"] == "any":
        return (f"{whole(source, digits - 1)}{last}",)
    others = ODD if even else EVEN
    lead = others[source.integer(0, 4 if even else 3)]
    return (lead + _of(source, others, digits - 2) + last,)


def _parities(*digits: int, others: Sequence[str] = ("any", "misleading")) -> list[Stratum]:
    return [
        {"digits": count, "parity": parity, "others": rest}
        for count in digits
        for parity in ("even", "odd")
        for rest in others
    ]


def _parity(question: Question) -> Answer:
    return yes_or_no((int(question.item.operands[0]) % 2 == 0) == (question.direction == "even"))


def _number(shown: Shown) -> Mapping[str, str]:
    return {"number": shown.operands[0]}


parity = register(
    Skill(
        name="arithmetic.parity",
        summary="Say whether a number is even or odd.",
        levels=[
            Level(grade=1, strata=_parities(1, others=("any",))),
            Level(grade=2, strata=_parities(2)),
            Level(grade=2, strata=_parities(3, 4)),
            Level(grade=3, strata=_parities(8)),
            Level(grade=4, strata=_parities(12, 20)),
            Level(grade=4, strata=_parities(40, 60)),
        ],
        draw=draw_parity,
        solve=_parity,
        slots=_number,
        write=number,
        oracle=oracle.parity,
        misconceptions=wrong.PARITY,
        asks="yes_no",
        directions=("even", "odd"),
        notations=NOTATIONS,
    )
)


@cache
def _residues(divisor: int, divisible: bool, misleads: bool) -> tuple[Sequence[int], int]:
    """What the numbers of a stratum leave when divided by a period, and the period."""
    period = lcm(divisor, 10)
    found = [
        number
        for number in range(period)
        if (number % divisor == 0) == divisible and (number % 10 % divisor == 0) == (divisible != misleads)
    ]
    return found, period


def draw_divisibility(source: Source, stratum: Stratum) -> Sequence[str]:
    """A number that is divisible or not, whose last digit agrees with that or misleads."""
    digits, divisor = int(stratum["digits"]), int(stratum["divisor"])
    residues, period = _residues(divisor, bool(stratum["divisible"]), stratum["last_digit"] == "misleads")
    residue = source.choice(residues)
    least, most = 10 ** (digits - 1), 10**digits - 1
    count = source.integer(-((residue - least) // period), (most - residue) // period)
    return str(residue + period * count), str(divisor)


def _divisors(
    digits: int, *divisors: int, last_digit: Sequence[str] = ("agrees", "misleads")
) -> list[Stratum]:
    return [
        {"digits": digits, "divisor": divisor, "divisible": divisible, "last_digit": last}
        for divisor in divisors
        for divisible in (True, False)
        for last in last_digit
    ]


def _divisible(question: Question) -> Answer:
    found, divisor = question.item.operands
    return yes_or_no(int(found) % int(divisor) == 0)


def _number_and_divisor(shown: Shown) -> Mapping[str, str]:
    found, divisor = shown.operands
    return {"number": found, "divisor": divisor}


divisibility = register(
    Skill(
        name="arithmetic.divisibility",
        summary="Say whether a number is divisible by a number from 2 to 12.",
        levels=[
            Level(grade=3, strata=_divisors(2, 2, 5, 10, last_digit=("agrees",))),
            Level(grade=4, strata=_divisors(2, 3, 4, 9)),
            Level(grade=5, strata=[*_divisors(3, 3, 6, 9), *_divisors(3, 2, 5, last_digit=("agrees",))]),
            Level(grade=6, strata=_divisors(5, 4, 8, 9)),
            Level(grade=6, strata=_divisors(5, 6, 7, 11, 12)),
            Level(grade=7, strata=_divisors(12, 3, 7, 8)),
            Level(grade=7, strata=_divisors(30, 3, 4, 7, 11)),
        ],
        draw=draw_divisibility,
        solve=_divisible,
        slots=_number_and_divisor,
        write=number,
        oracle=oracle.divisibility,
        misconceptions=wrong.DIVISIBILITY,
        asks="yes_no",
        notations=("digits", "grouped", "fullwidth"),
    )
)
