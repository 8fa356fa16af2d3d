"""Sums and differences of whole numbers."""

from collections.abc import Sequence

from jagbench.generators.families.arithmetic.columns import carrying
from jagbench.generators.families.arithmetic.misconceptions import sums as wrong
from jagbench.generators.families.arithmetic.oracle.calculation import evaluate
from jagbench.generators.families.arithmetic.terms import integer, integers, joined
from jagbench.generators.language.writing import number
from jagbench.generators.mechanism.registry import register
from jagbench.generators.skill.definition import Level, Skill, Stratum
from jagbench.generators.skill.numbers import whole
from jagbench.generators.skill.source import Source

NOTATIONS = ("digits", "grouped", "words", "fullwidth", "myriads", "mixed")


def draw_addition(source: Source, stratum: Stratum) -> Sequence[str]:
    """Two numbers with the stratum's carry chain, or more numbers of its digits."""
    digits = int(stratum["digits"])
    if stratum["terms"] != 2:
        return [str(whole(source, digits)) for _ in range(int(stratum["terms"]))]
    first, second = carrying(
        source,
        long=digits,
        short=int(stratum["other_digits"]),
        chain=int(stratum["carry_chain"]),
        propagated=bool(stratum["propagated"]),
        longer=bool(stratum["longer_sum"]),
    )
    return str(first), str(second)


def _pair(
    digits: int, other: int, chain: int, *, propagated: bool = False, longer: bool | None = None
) -> Stratum:
    """A sum of two; it grows longer where the chain fills all columns, unless said otherwise."""
    return {
        "terms": 2,
        "digits": digits,
        "other_digits": other,
        "carry_chain": chain,
        "propagated": propagated,
        "longer_sum": chain == digits if longer is None else longer,
    }


def _list(terms: int, digits: int) -> Stratum:
    return {"terms": terms, "digits": digits}


addition = register(
    Skill(
        name="arithmetic.addition",
        summary="Add two to five whole numbers.",
        version=2,
        levels=[
            Level(grade=1, strata=[_pair(1, 1, 0), _pair(1, 1, 1)]),
            Level(
                grade=2,
                strata=[
                    *(_pair(2, 1, chain) for chain in (0, 1)),
                    *(_pair(2, 2, chain) for chain in (0, 1, 2)),
                    _pair(2, 2, 1, longer=True),
                    _list(3, 1),
                ],
            ),
            Level(
                grade=3,
                strata=[
                    *(_pair(3, 3, chain) for chain in (0, 1, 3)),
                    *(_pair(3, 3, 2, propagated=propagated) for propagated in (False, True)),
                    *(_pair(4, 2, chain) for chain in (0, 2)),
                    _pair(4, 4, 2),
                    _list(3, 2),
                ],
            ),
            Level(
                grade=4,
                strata=[
                    *(_pair(6, 6, chain) for chain in (0, 6)),
                    *(_pair(6, 6, 3, propagated=propagated) for propagated in (False, True)),
                    *(_pair(8, 8, 5, propagated=propagated) for propagated in (False, True)),
                    _pair(8, 3, 2),
                    _pair(8, 3, 8, propagated=True),
                    _list(3, 4),
                    _list(4, 3),
                ],
            ),
            Level(
                grade=5,
                strata=[
                    *(_pair(12, 12, chain) for chain in (0, 4, 12)),
                    *(_pair(12, 12, chain, propagated=True) for chain in (8, 12)),
                    _pair(12, 6, 5),
                    _list(4, 6),
                    _list(5, 4),
                ],
            ),
            Level(
                grade=6,
                strata=[
                    *(_pair(20, 20, chain) for chain in (1, 10, 20)),
                    *(_pair(20, 20, chain, propagated=True) for chain in (10, 20)),
                    _pair(20, 10, 8),
                    _list(5, 10),
                ],
            ),
            Level(
                grade=6,
                strata=[
                    *(_pair(40, 40, chain) for chain in (20, 40)),
                    *(_pair(40, 40, chain, propagated=True) for chain in (20, 40)),
                    _list(5, 20),
                ],
            ),
        ],
        draw=draw_addition,
        solve=lambda question: integer(sum(integers(question))),
        slots=joined("+"),
        write=number,
        oracle=evaluate,
        misconceptions=wrong.ADDITION,
        orders=("ab", "ba"),
        notations=NOTATIONS,
    )
)


def draw_subtraction(source: Source, stratum: Stratum) -> Sequence[str]:
    """Minuend and subtrahend with the stratum's borrow chain: an addition undone, its carries borrowed."""
    subtrahend, answer = int(stratum["digits"]), int(stratum["answer_digits"])
    longest, chain = max(subtrahend, answer), int(stratum["borrow_chain"])
    long, short = carrying(
        source,
        long=longest,
        short=min(subtrahend, answer),
        chain=chain,
        propagated=bool(stratum["across_zeros"]),
        longer=chain == longest,
    )
    taken = str(long if subtrahend == longest else short)
    total = str(long + short)
    return (taken, total) if stratum["negative"] else (total, taken)


def _taken(
    digits: int, answer: int, chain: int, *, across_zeros: bool = False, negative: bool = False
) -> Stratum:
    return {
        "digits": digits,
        "answer_digits": answer,
        "borrow_chain": chain,
        "across_zeros": across_zeros,
        "negative": negative,
    }


subtraction = register(
    Skill(
        name="arithmetic.subtraction",
        summary="Subtract whole numbers.",
        version=3,
        levels=[
            Level(grade=1, strata=[_taken(1, 1, 0), _taken(1, 1, 1)]),
            Level(
                grade=2,
                strata=[
                    *(_taken(1, 2, chain) for chain in (0, 1)),
                    *(_taken(2, 2, chain) for chain in (0, 1)),
                    _taken(2, 1, 1),
                    _taken(1, 2, 2, across_zeros=True),
                ],
            ),
            Level(
                grade=3,
                strata=[
                    *(_taken(3, 3, chain) for chain in (0, 1, 2)),
                    _taken(3, 3, 2, across_zeros=True),
                    _taken(1, 3, 3, across_zeros=True),
                    _taken(3, 1, 2, across_zeros=True),
                    *(_taken(2, 4, chain) for chain in (0, 2)),
                ],
            ),
            Level(
                grade=4,
                strata=[
                    *(_taken(6, 6, chain) for chain in (0, 3, 6)),
                    *(_taken(6, 6, chain, across_zeros=True) for chain in (3, 5)),
                    _taken(2, 6, 6, across_zeros=True),
                    _taken(6, 2, 5, across_zeros=True),
                ],
            ),
            Level(
                grade=6,
                strata=[
                    *(_taken(12, 12, chain) for chain in (0, 4, 12)),
                    *(_taken(12, 12, chain, across_zeros=True) for chain in (4, 11)),
                    _taken(6, 12, 12, across_zeros=True),
                    _taken(12, 4, 3),
                ],
            ),
            Level(
                grade=7,
                strata=[
                    *(_taken(12, 12, chain, negative=True) for chain in (0, 4, 12)),
                    *(_taken(12, 12, chain, across_zeros=True, negative=True) for chain in (4, 11)),
                    *(_taken(16, 16, chain) for chain in (0, 8, 16)),
                ],
            ),
            Level(
                grade=7,
                strata=[
                    _taken(20, 20, chain, across_zeros=zeros, negative=negative)
                    for chain, zeros in ((0, False), (10, False), (10, True), (20, True))
                    for negative in (False, True)
                ],
            ),
        ],
        draw=draw_subtraction,
        solve=lambda question: integer(int(question.shown[0]) - int(question.shown[1])),
        slots=joined("-"),
        write=number,
        asks="signed",
        oracle=evaluate,
        misconceptions=wrong.SUBTRACTION,
        notations=NOTATIONS,
    )
)
