"""Lists of numbers: the largest and the smallest of one, and its order."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import cache, lru_cache
from itertools import accumulate, product

from jagbench.generators.families.comparison import misconceptions as wrong
from jagbench.generators.families.comparison import oracle
from jagbench.generators.families.comparison.operands import has_decimals, in_order, ranked, values
from jagbench.generators.families.comparison.pairs import ORDERS
from jagbench.generators.language.writing import number
from jagbench.generators.mechanism.registry import register
from jagbench.generators.skill.definition import Ladder, Level, Question, Shown, Skill, Stratum
from jagbench.generators.skill.draws import choices, unsorted
from jagbench.generators.skill.source import Source
from jagbench.probes.answer import Answer
from jagbench.probes.locale import locale

THIRDS = ("start", "middle", "end")
TOGETHER = 20
"""Small numbers out of one draw."""
WRITABLE = 4000
"""Python writes numbers of some more digits than these."""
LEADING = ["".join(digits) for digits in product("123456789", repeat=4)]
"""Four digits that are not zero."""
SEMICOLON = {"fr": "\u00a0; "}
"""The semicolon of languages that put a space before it."""


def listed(numbers: Sequence[str], language: str) -> str:
    """Numbers in a row; semicolons where a comma is the decimal separator and one of them has decimals."""
    comma = "," in "".join(numbers)
    return (SEMICOLON.get(language, "; ") if comma else ", ").join(numbers)


def _draws(count: int) -> list[int]:
    """How many values come out of each draw."""
    return [min(left, TOGETHER) for left in range(count, 0, -TOGETHER)]


@cache
def _fours(base: int) -> Sequence[Sequence[int]]:
    """All numbers of four digits in a base, by their values: their digits from the last to the first."""
    return [digits[::-1] for digits in product(range(base), repeat=4)]


def _many(source: Source, base: int, count: int) -> list[int]:
    """Numbers from 0 to below `base`, which is small."""
    fours, drawn = _fours(base), list[int]()
    for together in _draws(count):
        rest = source.integer(0, base**together - 1)
        for _ in range(0, together, 4):
            rest, four = divmod(rest, len(fours))
            drawn += fours[four]
    return drawn[:count]


def _leading(source: Source, count: int) -> str:
    """Digits that are not zero."""
    fours = [four for together in _draws(-(-count // 4)) for four in choices(source, LEADING, together)]
    return "".join(fours)[:count]


def _digits(source: Source, count: int) -> str:
    """Any digits, all out of one draw where Python writes such a number."""
    if count > WRITABLE:
        return _digits(source, WRITABLE) + _digits(source, count - WRITABLE)
    return str(source.integer(0, _nines(count))).rjust(count, "0") if count else ""


@lru_cache(maxsize=1024)
def _nines(count: int) -> int:
    return int(10**count) - 1


def _lengths(source: Source, count: int, least: int, most: int) -> list[int]:
    """Lengths from `least` to `most`, not all of them the same."""
    lengths = [least + more for more in _many(source, most - least + 1, count)]
    if least < most and min(lengths) == max(lengths):
        lengths[0] = most if lengths[0] == least else least
    return lengths


def _distinct(numbers: Sequence[str], following: Callable[[str], str]) -> Sequence[str]:
    """The numbers, each of which stands a second time replaced by the next one that is free."""
    found = dict.fromkeys(numbers)
    if len(found) == len(numbers):
        return numbers
    found.clear()
    for text in numbers:
        free = text
        while free in found:
            free = following(free)
        found[free] = None
    return list(found)


def draw_numbers(source: Source, kind: str, count: int, digits: int) -> Sequence[str]:
    """Different numbers of a kind.

    Args:
        source: Where the choices come from.
        kind: `same_length`, `mixed_lengths`, `decimals` or `negatives`.
        count: How many.
        digits: Digits of each; the most digits for `mixed_lengths`, decimal places for `decimals`.
    """
    if kind == "decimals":
        return _decimals(source, count, digits)
    if kind == "mixed_lengths":
        lengths = _lengths(source, count, max(1, digits - 3), digits)
    else:
        lengths = [digits] * count
    behind = [length - 1 for length in lengths]
    rest = _digits(source, sum(behind))
    numbers = [
        lead + rest[end - size : end]
        for lead, size, end in zip(_leading(source, count), behind, accumulate(behind), strict=True)
    ]
    distinct = _distinct(numbers, _next_whole)
    if kind != "negatives":
        return distinct
    signs = source.integer(0, 2**count - 1)
    return [f"-{text}" if signs >> place & 1 else text for place, text in enumerate(distinct)]


def _next_whole(number: str) -> str:
    """One more, or the smallest number of as many digits."""
    following = str(int(number) + 1)
    return following if len(following) == len(number) else "1" + "0" * (len(number) - 1)


def _decimals(source: Source, count: int, places: int) -> Sequence[str]:
    """Decimals of few neighbouring integer parts, with fractions of mixed lengths that do not end in zero."""
    least = source.integer(0, 20)
    lengths = _lengths(source, count, max(1, places - 2), places)
    ahead = [length - 1 for length in lengths]
    front = _digits(source, sum(ahead))
    integers, lasts = _many(source, 2 + count // 10, count), _leading(source, count)
    numbers = [
        f"{least + integer}.{front[end - size : end]}{last}"
        for integer, last, size, end in zip(integers, lasts, ahead, accumulate(ahead), strict=True)
    ]
    return _distinct(numbers, _next_decimal)


def _next_decimal(number: str) -> str:
    """The next decimal with as many places of which the last is not zero."""
    integer, _, fraction = number.partition(".")
    following = int(integer + fraction) + 1
    following += following % 10 == 0
    digits = str(following).rjust(len(fraction) + 1, "0")
    return f"{digits[: -len(fraction)]}.{digits[-len(fraction) :]}"


def _place(source: Source, third: str, count: int) -> int:
    """A place within a third of a list."""
    which = THIRDS.index(third)
    return source.integer(which * count // 3, (which + 1) * count // 3 - 1)


def draw_extremes(source: Source, stratum: Stratum) -> Sequence[str]:
    """Different numbers, the largest in the stratum's third of the list, the smallest in the next third."""
    count, third = int(stratum["count"]), str(stratum["largest"])
    numbers = list(draw_numbers(source, str(stratum["kind"]), count, int(stratum["digits"])))
    behind = THIRDS[(THIRDS.index(third) + 1) % 3]
    found: list[int | Decimal] = list(map(Decimal if stratum["kind"] == "decimals" else int, numbers))
    for extreme, place in (
        (max(found), _place(source, third, count)),
        (min(found), _place(source, behind, count)),
    ):
        at = found.index(extreme)
        numbers[at], numbers[place] = numbers[place], numbers[at]
        found[at], found[place] = found[place], found[at]
    return numbers


def draw_list(source: Source, stratum: Stratum) -> Sequence[str]:
    """Different numbers in random order, which is neither ascending nor descending."""
    numbers = list(draw_numbers(source, str(stratum["kind"]), int(stratum["count"]), int(stratum["digits"])))
    return unsorted(numbers, Decimal)


def solve_extremes(question: Question) -> Answer:
    """The largest or smallest number."""
    extreme = ranked(question)[-1 if question.direction == "largest" else 0]
    found = question.item.operands[values(question).index(extreme)]
    return Answer(kind="decimal" if has_decimals(question) else "integer", value=found)


def solve_sorting(question: Question) -> Answer:
    """All numbers in order."""
    return Answer(kind="list", value=", ".join(in_order(question)))


def slots(shown: Shown) -> Mapping[str, str]:
    """The numbers in a row."""
    return {"numbers": listed(shown.operands, shown.language)}


def admits_sorting(question: Question, language: str) -> bool:
    """Whether the entries can be separated by commas."""
    return locale(language).decimal == "." or "." not in "".join(question.item.operands)


def _extremes(count: int, **digits: int) -> list[Stratum]:
    return [
        {"count": count, "kind": kind, "digits": most, "largest": third}
        for kind, most in digits.items()
        for third in THIRDS
    ]


_ENTRY_ASKED_FOR = {
    **dict.fromkeys(
        ("largest_number", "smallest_number"), "The largest or the smallest number is what is asked for."
    ),
    **dict.fromkeys(
        ("first_number", "second_number", "third_number", "last_number"),
        "An entry of the list is asked for, and each of them is right as often as any other.",
    ),
}

extremes = register(
    Skill(
        name="comparison.extremes",
        summary="The largest or smallest number of a list.",
        version=2,
        levels=[
            Level(grade=grade, strata=strata, sufficient=_ENTRY_ASKED_FOR)
            for grade, strata in (
                (1, [*_extremes(3, same_length=1), *_extremes(3, same_length=2)]),
                (2, _extremes(6, same_length=3, mixed_lengths=3)),
                (5, _extremes(12, same_length=4, mixed_lengths=5, decimals=2)),
                (6, _extremes(21, same_length=6, mixed_lengths=7, decimals=3, negatives=3)),
                (6, _extremes(51, same_length=8, mixed_lengths=9, decimals=4, negatives=5)),
                (6, _extremes(99, same_length=10, mixed_lengths=10, decimals=6, negatives=8)),
            )
        ],
        draw=draw_extremes,
        solve=solve_extremes,
        slots=slots,
        write=number,
        asks="signed",
        oracle=oracle.extreme,
        misconceptions=wrong.EXTREMES,
        ladder=Ladder(
            counts="numbers of the list",
            shortest=3,
            longest=2000,
            strata=lambda length: _extremes(length, same_length=5),
        ),
        directions=("largest", "smallest"),
        orders=ORDERS,
    )
)


def _lists(count: int, **digits: int) -> list[Stratum]:
    return [{"count": count, "kind": kind, "digits": most} for kind, most in digits.items()]


sorting = register(
    Skill(
        name="comparison.sorting",
        summary="A list of numbers in ascending or descending order.",
        version=2,
        levels=[
            Level(grade=1, strata=[*_lists(4, same_length=1), *_lists(4, same_length=2)]),
            Level(grade=2, strata=_lists(6, same_length=3, mixed_lengths=3)),
            Level(grade=5, strata=_lists(10, same_length=4, mixed_lengths=5, decimals=2)),
            Level(grade=6, strata=_lists(20, same_length=5, mixed_lengths=6, decimals=3, negatives=3)),
            Level(grade=6, strata=_lists(30, same_length=6, mixed_lengths=7, decimals=4, negatives=4)),
            Level(grade=6, strata=_lists(50, same_length=7, mixed_lengths=8, decimals=5, negatives=5)),
        ],
        draw=draw_list,
        solve=solve_sorting,
        slots=slots,
        write=number,
        asks="list",
        oracle=oracle.in_order,
        misconceptions=wrong.SORTING,
        ladder=Ladder(
            counts="numbers of the list",
            shortest=3,
            longest=1000,
            strata=lambda length: _lists(length, same_length=5),
        ),
        admits=admits_sorting,
        directions=("ascending", "descending"),
        orders=ORDERS,
    )
)
