"""The family `arithmetic`: sums, differences and products."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import prod

from jagbench.generators.misconceptions import arithmetic as wrong
from jagbench.generators.numbers import decimal_pair, plain, whole
from jagbench.generators.oracles import arithmetic as oracle
from jagbench.generators.registry import register
from jagbench.generators.skill import Level, Question, Skill, Stratum
from jagbench.generators.source import Source
from jagbench.probes.answer import Answer


def operands(question: Question) -> list[Fraction]:
    """The exact operands in the order shown."""
    return [Fraction(operand) for operand in question.shown]


def _answer(question: Question, value: Fraction) -> Answer:
    has_point = any("." in operand for operand in question.item.operands)
    return Answer(kind="decimal" if has_point else "integer", value=plain(value))


def _carrying(source: Source, digits: int, chain: int) -> Sequence[str]:
    """Two numbers whose sum carries in exactly `chain` neighbouring columns and nowhere else."""
    start = source.integer(0, digits - chain)
    columns: list[tuple[int, int]] = []
    for column in range(digits):
        lead = int(column == digits - 1)
        carried = int(chain > 0 and start < column <= start + chain)
        if start <= column < start + chain:
            first = source.integer(max(1 - carried, lead), 9)
            second = source.integer(max(10 - carried - first, lead), 9)
        else:
            first = source.integer(lead, 9 - carried - lead)
            second = source.integer(lead, 9 - carried - first)
        columns.append((first, second))
    return ["".join(str(column[which]) for column in reversed(columns)) for which in range(2)]


def draw_addition(source: Source, stratum: Stratum) -> Sequence[str]:
    """Two numbers with the stratum's carry chain, or more numbers of its digits."""
    digits, terms = int(stratum["digits"]), int(stratum["terms"])
    if terms == 2:
        return _carrying(source, digits, int(stratum["carry_chain"]))
    return [str(whole(source, digits)) for _ in range(terms)]


def _sums(digits: int, chains: Sequence[int], *, terms: Sequence[int] = ()) -> list[Stratum]:
    pairs: list[Stratum] = [{"digits": digits, "terms": 2, "carry_chain": chain} for chain in chains]
    return [*pairs, *({"digits": digits, "terms": count} for count in terms)]


addition = register(
    Skill(
        name="arithmetic.addition",
        summary="Add whole numbers.",
        levels=[
            Level(grade=1, strata=_sums(1, [0, 1])),
            Level(grade=2, strata=_sums(2, [0, 1, 2])),
            Level(grade=3, strata=[*_sums(3, [0, 1, 3], terms=[3]), *_sums(4, [2, 4])]),
            Level(grade=4, strata=[*_sums(6, [0, 3, 6], terms=[3]), *_sums(8, [2, 5, 8])]),
            Level(grade=6, strata=[*_sums(12, [0, 4, 12], terms=[4]), *_sums(20, [1, 10, 20])]),
        ],
        draw=draw_addition,
        solve=lambda question: _answer(question, sum(operands(question), Fraction(0))),
        slots=lambda question: {"expression": " + ".join(question.shown)},
        oracle=oracle.evaluate,
        misconceptions=wrong.ADDITION,
        orders=("ab", "ba"),
    )
)


def draw_subtraction(source: Source, stratum: Stratum) -> Sequence[str]:
    """Minuend and subtrahend: whole numbers with a borrow chain, or a decimal pair."""
    if "pair" in stratum:
        short, _, long = str(stratum["fraction_digits"]).partition("-")
        pair = decimal_pair(source, pair=str(stratum["pair"]), short=int(short), long=int(long))
        larger, smaller = sorted(pair, key=Fraction, reverse=True)
    else:
        # Undoing an addition turns its carries into borrows.
        first, second = _carrying(source, int(stratum["digits"]), int(stratum["borrow_chain"]))
        larger, smaller = str(int(first) + int(second)), second
    return (smaller, larger) if stratum["negative"] else (larger, smaller)


def _borrowing(digits: int, chains: Sequence[int], *, negative: Sequence[bool] = (False,)) -> list[Stratum]:
    return [
        {"digits": digits, "borrow_chain": chain, "negative": below} for chain in chains for below in negative
    ]


def _decimal(
    fraction_lengths: Sequence[str], pairs: Sequence[str], negative: Sequence[bool]
) -> list[Stratum]:
    return [
        {"pair": pair, "fraction_digits": lengths, "negative": below}
        for lengths in fraction_lengths
        for pair in pairs
        for below in negative
    ]


UNEQUAL_PAIRS = ("short_larger", "long_larger", "leading_zero", "integer_part")

subtraction = register(
    Skill(
        name="arithmetic.subtraction",
        summary="Subtract whole numbers and decimals, such as 9.9 - 9.11.",
        levels=[
            Level(grade=1, strata=_borrowing(1, [0, 1])),
            Level(grade=2, strata=_borrowing(2, [0, 1, 2])),
            Level(grade=3, strata=[*_borrowing(3, [0, 1, 3]), *_borrowing(4, [2, 4])]),
            Level(
                grade=5,
                strata=[
                    *_decimal(["1-1"], ["same_length", "integer_part"], [False]),
                    *_decimal(["1-2"], UNEQUAL_PAIRS, [False]),
                ],
            ),
            Level(
                grade=7,
                strata=[
                    *_decimal(["1-2", "2-3", "1-3"], UNEQUAL_PAIRS, [False, True]),
                    *_borrowing(2, [0, 1, 2], negative=[True]),
                ],
            ),
            Level(grade=7, strata=_borrowing(12, [0, 4, 12], negative=[False, True])),
        ],
        draw=draw_subtraction,
        solve=lambda question: _answer(question, operands(question)[0] - operands(question)[1]),
        slots=lambda question: {"expression": " - ".join(question.shown)},
        oracle=oracle.evaluate,
        misconceptions=wrong.SUBTRACTION,
    )
)


def draw_multiplication(source: Source, stratum: Stratum) -> Sequence[str]:
    """Two numbers with the stratum's digits; single digits from 2, since times one is no work."""
    lengths = (int(stratum["digits"]), int(stratum["other_digits"]))
    return [str(source.integer(2, 9) if length == 1 else whole(source, length)) for length in lengths]


def _products(*lengths: tuple[int, int]) -> list[Stratum]:
    return [{"digits": first, "other_digits": second} for first, second in lengths]


def _slots_multiplication(question: Question) -> Mapping[str, str]:
    return {"expression": " × ".join(question.shown)}


multiplication = register(
    Skill(
        name="arithmetic.multiplication",
        summary="Multiply two whole numbers.",
        levels=[
            Level(grade=3, strata=_products((1, 1))),
            Level(grade=4, strata=_products((2, 1), (3, 1))),
            Level(grade=4, strata=_products((2, 2))),
            Level(grade=5, strata=_products((3, 2), (3, 3))),
            Level(grade=6, strata=_products((4, 4), (6, 2))),
            Level(grade=6, strata=_products((5, 5), (6, 6))),
        ],
        draw=draw_multiplication,
        solve=lambda question: _answer(question, prod(operands(question), start=Fraction(1))),
        slots=_slots_multiplication,
        oracle=oracle.evaluate,
        misconceptions=wrong.MULTIPLICATION,
        orders=("ab", "ba"),
    )
)
