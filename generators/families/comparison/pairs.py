"""Which of two numbers is larger: what all such skills share, and whole and negative numbers."""

from collections.abc import Callable, Mapping, Sequence

from jagbench.generators.families.comparison import misconceptions as wrong
from jagbench.generators.families.comparison import oracle
from jagbench.generators.families.comparison.frames import compared
from jagbench.generators.language.numerals import written
from jagbench.generators.language.writing import number
from jagbench.generators.mechanism.registry import register
from jagbench.generators.skill.definition import Level, Question, Shown, Skill, Stratum
from jagbench.generators.skill.numbers import PAIRS, decimal_pair, whole
from jagbench.generators.skill.source import Source
from jagbench.probes.answer import Answer

EQUAL = "equal"
DIRECTIONS = ("larger", "smaller")
ORDERS = ("ab", "ba")

Comparing = Callable[[Question], int]
"""Below, equal to or above zero, as an item's first operand is smaller, equal or larger."""


def by_value(question: Question) -> int:
    """Compare two plain numbers exactly."""
    first, second = question.item.operands
    return compared(first, second, "plain")


def smaller_first(first: str, second: str) -> Sequence[str]:
    """Two plain numbers, the smaller one first.

    So what is right stands first or second by order and direction alone, which generation keeps in balance.
    """
    return (second, first) if compared(first, second, "plain") > 0 else (first, second)


def solver(compare: Comparing) -> Callable[[Question], Answer]:
    """What names the operand asked for, or "equal"."""

    def solve(question: Question) -> Answer:
        first, second = question.item.operands
        difference = compare(question)
        value = first if (difference > 0) == (question.direction == "larger") else second
        options = tuple(question.shown)
        return Answer(
            kind="choice",
            value=value if difference else EQUAL,
            options=(*options, EQUAL) if question.offers_equal or not difference else options,
        )

    return solve


def answerable(compare: Comparing) -> Callable[[Question, str], bool]:
    """What keeps equal pairs out of wordings that do not offer "equal".

    It keeps them out of notations, too, that would make them one and the same text.
    """

    def admits(question: Question, language: str) -> bool:
        if compare(question):
            return True
        return question.offers_equal and question.notation not in ("padded", "mixed")

    return admits


def slots(shown: Shown) -> Mapping[str, str]:
    """The two numbers in the order shown."""
    first, second = shown.operands
    return {"first": first, "second": second}


def write(question: Question, language: str, text: str) -> str:
    """A number as the language and notation write it; of mixed ones the second shown stands in words.

    Which one stands in words so depends on the order alone, and tells nothing of which one is larger.
    """
    if question.notation == "mixed" and text[-1:].isdigit():
        return written(text, language, "words" if text == question.shown[1] else "digits")
    return number(question, language, text)


def draw_integers(source: Source, stratum: Stratum) -> Sequence[str]:
    """Two integers of the stratum's digits, the smaller one first."""
    short, long, shared = int(stratum["digits"]), int(stratum["other_digits"]), int(stratum["shared"])
    if "gap" in stratum:
        least, _, most = str(stratum["gap"]).partition("-")
        gap = source.integer(int(least), int(most))
        smaller = source.integer(1, 9 - gap)
        return str(smaller), str(smaller + gap)
    if stratum["equal"]:
        number = str(whole(source, short))
        return number, number
    if short != long:
        return str(whole(source, short)), str(whole(source, long))
    prefix = str(whole(source, shared)) if shared else ""
    least, _, most = str(stratum.get("apart", "1-8")).partition("-")
    apart = source.integer(int(least), int(most or least))
    lower = source.integer(0 if shared else 1, 9 - apart)
    upper = lower + apart
    rest = short - shared - 1
    nines = 10**rest - 1
    tails = [str(source.integer(0, nines)).rjust(rest, "0") if rest else "" for _ in range(2)]
    return f"{prefix}{lower}{tails[0]}", f"{prefix}{upper}{tails[1]}"


def _digits(digits: int, shared: Sequence[int], shorter: Sequence[int] = ()) -> list[Stratum]:
    """Pairs by the digits they share and how far the next ones are apart, unequal lengths, equal numbers.

    Unequal lengths are few, since there the longer number is always the larger.
    """
    return [
        *(
            {
                "digits": digits,
                "other_digits": digits,
                "shared": agree,
                "equal": False,
                "apart": apart,
            }
            for agree in shared
            for apart in ("1", "2-3", "4-8")
        ),
        *({"digits": fewer, "other_digits": digits, "shared": 0, "equal": False} for fewer in shorter),
        {"digits": digits, "other_digits": digits, "shared": digits, "equal": True},
    ]


_GAPS: Sequence[Stratum] = [
    {"digits": 1, "other_digits": 1, "shared": 0, "equal": False, "gap": gap} for gap in ("1-1", "2-4", "5-8")
]

integers = register(
    Skill(
        name="comparison.integers",
        summary="Which of two whole numbers is larger or smaller.",
        version=3,
        levels=[
            Level(grade=1, strata=[*_GAPS, *_digits(1, [])]),
            Level(grade=1, strata=_digits(2, [0, 1], shorter=[1])),
            Level(grade=2, strata=_digits(3, [0, 1, 2], shorter=[2])),
            Level(grade=4, strata=_digits(6, [0, 3, 5], shorter=[5])),
            Level(grade=5, strata=_digits(10, [0, 5, 9], shorter=[9])),
            Level(grade=6, strata=_digits(20, [0, 10, 19], shorter=[19])),
            Level(grade=6, strata=_digits(40, [0, 20, 39], shorter=[39])),
        ],
        draw=draw_integers,
        solve=solver(by_value),
        slots=slots,
        write=write,
        asks="choice",
        oracle=oracle.larger_or_smaller,
        misconceptions={"misreads_direction": wrong.misreads_direction(by_value), **wrong.INTEGERS},
        admits=answerable(by_value),
        directions=DIRECTIONS,
        orders=ORDERS,
        notations=("digits", "grouped", "words", "fullwidth", "myriads", "mixed"),
    )
)


def draw_negatives(source: Source, stratum: Stratum) -> Sequence[str]:
    """Two numbers of which one or both are negative, the smaller one first."""
    signs = stratum["signs"]
    if signs == "zero":
        return "-" + _magnitude(source, stratum), "0"
    if signs == "opposite":
        number = _magnitude(source, stratum)
        return "-" + number, number
    if signs == "equal" and "fraction_digits" not in stratum:
        number = _magnitude(source, stratum)
        return "-" + number, "-" + number
    first, second = _magnitudes(source, stratum)
    if signs == "mixed" and "other_digits" in stratum:
        return "-" + first, str(whole(source, int(stratum["other_digits"])))
    if signs == "mixed":
        smaller, larger = smaller_first(first, second)
        return (f"-{larger}", smaller) if stratum["farther"] == "negative" else (f"-{smaller}", larger)
    return smaller_first(f"-{first}", f"-{second}")


def _magnitude(source: Source, stratum: Stratum) -> str:
    if "digits" in stratum:
        return str(whole(source, int(stratum["digits"])))
    return _magnitudes(source, stratum)[0]


def _magnitudes(source: Source, stratum: Stratum) -> Sequence[str]:
    """Two magnitudes: whole numbers or a decimal pair."""
    if "digits" in stratum:
        digits = int(stratum["digits"])
        return draw_integers(
            source, {"digits": digits, "other_digits": digits, "shared": digits - 1, "equal": False}
        )
    short, _, long = str(stratum["fraction_digits"]).partition("-")
    return decimal_pair(
        source,
        pair=str(stratum["pair"]),
        short=int(short),
        long=int(long),
        shared=int(stratum.get("shared", 0)),
    )


def _whole_below_zero(digits: int) -> list[Stratum]:
    """Strata of whole numbers, in which the one below zero is as often the shorter as the longer one."""
    return [
        {"signs": "both", "digits": digits},
        {"signs": "mixed", "digits": digits, "farther": "negative"},
        {"signs": "mixed", "digits": digits, "other_digits": digits + 2, "farther": "positive"},
        {"signs": "mixed", "digits": digits, "other_digits": digits + 3, "farther": "positive"},
        {"signs": "mixed", "digits": digits, "other_digits": digits + 4, "farther": "positive"},
        {"signs": "zero", "digits": digits},
        {"signs": "opposite", "digits": digits},
        {"signs": "equal", "digits": digits},
    ]


def _below_zero(lengths: str, shared: int = 0) -> list[Stratum]:
    """Strata of decimals below zero whose fractions have these lengths, as "1-2"."""
    both: list[Stratum] = [
        {
            "signs": "equal" if pair == "trailing_zero" else "both",
            "pair": pair,
            "fraction_digits": lengths,
            "shared": shared if pair in ("short_larger", "long_larger") else 0,
        }
        for pair in PAIRS
        if pair != "same_length"
    ]
    return [
        *both,
        *(
            {"signs": "mixed", "farther": end, "pair": "short_larger", "fraction_digits": lengths}
            for end in ("negative", "positive")
        ),
        {"signs": "zero", "pair": "short_larger", "fraction_digits": lengths},
    ]


negatives = register(
    Skill(
        name="comparison.negatives",
        summary="Which of two numbers is larger or smaller, where at least one is below zero.",
        version=2,
        levels=[
            Level(grade=6, strata=_whole_below_zero(1)),
            Level(grade=6, strata=_whole_below_zero(3)),
            Level(grade=7, strata=_below_zero("1-2")),
            Level(grade=7, strata=_below_zero("2-3", shared=1)),
            Level(grade=7, strata=[*_below_zero("6-8", shared=5), *_whole_below_zero(12)[:2]]),
            Level(grade=7, strata=[*_below_zero("12-15", shared=11), *_whole_below_zero(30)[:2]]),
        ],
        draw=draw_negatives,
        solve=solver(by_value),
        slots=slots,
        write=write,
        asks="choice",
        oracle=oracle.which_comes,
        misconceptions={"misreads_direction": wrong.misreads_direction(by_value), **wrong.NEGATIVES},
        admits=answerable(by_value),
        directions=DIRECTIONS,
        orders=ORDERS,
        notations=("digits", "padded"),
    )
)
