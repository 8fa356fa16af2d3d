"""Which of several numbers lies between two others, and which one is closest to another."""

from collections.abc import Mapping, Sequence
from itertools import accumulate

from jagbench.generators.families.comparison import misconceptions as wrong
from jagbench.generators.families.comparison import oracle
from jagbench.generators.families.comparison.lists import listed
from jagbench.generators.families.comparison.operands import values
from jagbench.generators.families.comparison.pairs import ORDERS
from jagbench.generators.language.writing import number
from jagbench.generators.mechanism.registry import register
from jagbench.generators.skill.definition import Level, Question, Shown, Skill, Stratum
from jagbench.generators.skill.numbers import point_at
from jagbench.generators.skill.source import Source
from jagbench.probes.answer import Answer

# The operands of `between` are the lower and the upper bound, then the candidates; those of `closest` are the
# target, then the candidates. The order "ba" shows the candidates the other way round.


def _candidates(question: Question, given: int) -> Sequence[str]:
    """The candidates in the order shown; `given` operands stand before them."""
    candidates = question.item.operands[given:]
    return candidates if question.order == "ab" else candidates[::-1]


def _row(source: Source, stratum: Stratum) -> tuple[list[int], list[int]]:
    """Candidates in ascending order, and the gaps before, between and behind them.

    They are drawn before it is known which of them is right, so that nothing of them tells it: neither the
    middle one nor the one nearest to the mean is right more often than another.
    """
    size = 10 ** (int(stratum["gap_digits"]) - 1)
    count = int(stratum["count"])
    gaps = [source.integer(max(size + 1, 3), 4 * size + 3) for _ in range(count + 1)]
    span = sum(gaps[1:-1])
    if stratum["kind"] == "negatives":
        first = -span - source.integer(size, 9 * size) if source.boolean() else -source.integer(1, span)
    else:
        first = gaps[0] + 10 * size + source.integer(0, 80 * size)
    return list(accumulate(gaps[1:-1], initial=first)), gaps


def _shown(source: Source, stratum: Stratum, row: Sequence[int], right: int) -> list[int]:
    """The candidates in random order, but for the right one, which stands at the stratum's position."""
    others = source.sample([*row[:right], *row[right + 1 :]], len(row) - 1)
    others.insert(int(stratum["position"]) - 1, row[right])
    return others


def draw_between(source: Source, stratum: Stratum) -> Sequence[str]:
    """Two bounds, and candidates of which the one at the stratum's position lies between them.

    Short bounds have fewer digits than the candidates: 9.2 and 9.5, and 9.05 is no number between them.
    """
    row, gaps = _row(source, stratum)
    right = source.integer(0, len(row) - 1)
    answer = row[right]
    if stratum["kind"] == "short_bounds":
        size = 10 ** (int(stratum["gap_digits"]) - 1)
        low, high = (answer - 1) // size * size, (answer // size + 1) * size
    else:
        low = answer - source.integer(1, gaps[right] - 1)
        high = answer + source.integer(1, gaps[right + 1] - 1)
    places = int(stratum["places"])
    return [point_at(value, places) for value in (low, high, *_shown(source, stratum, row, right))]


def solve_between(question: Question) -> Answer:
    """The one candidate that is larger than the lower bound and smaller than the upper one."""
    low, high, *candidates = values(question)
    inside = next(place for place, value in enumerate(candidates) if low < value < high)
    return Answer(
        kind="choice",
        value=question.item.operands[2 + inside],
        options=tuple(_candidates(question, 2)),
    )


def slots_between(shown: Shown) -> Mapping[str, str]:
    """Bounds and candidates."""
    operands, reverse = shown.operands, shown.question.order == "ba"
    low, high, *candidates = operands[::-1] if reverse else operands
    return {
        "low": low,
        "high": high,
        "numbers": listed(candidates[::-1] if reverse else candidates, shown.language),
    }


def _positions(count: int, kinds: Sequence[tuple[str, int, int]]) -> list[Stratum]:
    """Kinds with digits of their gaps and decimal places, at every position of the first half.

    The order adds the other half.
    """
    return [
        {"count": count, "kind": kind, "gap_digits": digits, "places": places, "position": position}
        for kind, digits, places in kinds
        for position in range(1, count // 2 + 1)
    ]


between = register(
    Skill(
        name="comparison.between",
        summary="Which of several numbers lies between two bounds.",
        version=2,
        levels=[
            Level(grade=2, strata=_positions(4, [("integers", 1, 0), ("integers", 2, 0)])),
            Level(grade=3, strata=_positions(4, [("integers", 3, 0), ("integers", 4, 0)])),
            Level(grade=5, strata=_positions(4, [("short_bounds", 2, 2), ("decimals", 2, 1)])),
            Level(
                grade=6,
                strata=_positions(6, [("short_bounds", 3, 3), ("negatives", 2, 0), ("negatives", 3, 2)]),
            ),
            Level(grade=6, strata=_positions(10, [("decimals", 6, 6), ("integers", 9, 0)])),
            Level(grade=7, strata=_positions(10, [("decimals", 10, 12), ("negatives", 12, 10)])),
        ],
        draw=draw_between,
        solve=solve_between,
        slots=slots_between,
        write=number,
        asks="choice",
        oracle=oracle.between,
        misconceptions=wrong.BETWEEN,
        orders=ORDERS,
    )
)


def draw_closest(source: Source, stratum: Stratum) -> Sequence[str]:
    """A target, and candidates; the one at the stratum's position is closest, on the stratum's side."""
    row, gaps = _row(source, stratum)
    right = source.integer(0, len(row) - 1)
    above = stratum["side"] == "above"
    # The target lies between the right one and its neighbour, nearer to the right one.
    distance = source.integer(1, (gaps[right if above else right + 1] - 1) // 2)
    target = row[right] - distance if above else row[right] + distance
    places = int(stratum["places"])
    return [point_at(value, places) for value in (target, *_shown(source, stratum, row, right))]


def solve_closest(question: Question) -> Answer:
    """The one candidate with the smallest distance from the target."""
    target, *candidates = values(question)
    distances = [abs(value - target) for value in candidates]
    closest = distances.index(min(distances))
    return Answer(
        kind="choice",
        value=question.item.operands[1 + closest],
        options=tuple(_candidates(question, 1)),
    )


def slots_closest(shown: Shown) -> Mapping[str, str]:
    """Target and candidates."""
    operands, reverse = shown.operands, shown.question.order == "ba"
    target, *candidates = operands[::-1] if reverse else operands
    return {
        "target": target,
        "numbers": listed(candidates[::-1] if reverse else candidates, shown.language),
    }


def _sides(count: int, kinds: Sequence[tuple[str, int, int]]) -> list[Stratum]:
    """The positions of `_positions`, with the answer on either side of the target."""
    return [{**stratum, "side": side} for stratum in _positions(count, kinds) for side in ("below", "above")]


closest = register(
    Skill(
        name="comparison.closest",
        summary="Which of several numbers is closest to a given one.",
        version=2,
        levels=[
            Level(grade=2, strata=_sides(4, [("integers", 1, 0)])),
            Level(grade=3, strata=_sides(4, [("integers", 2, 0), ("integers", 3, 0)])),
            Level(grade=5, strata=_sides(4, [("decimals", 2, 1), ("decimals", 2, 2)])),
            Level(grade=6, strata=_sides(6, [("decimals", 3, 3), ("negatives", 2, 0)])),
            Level(grade=6, strata=_sides(10, [("decimals", 5, 6)])),
            Level(grade=7, strata=_sides(10, [("negatives", 9, 8)])),
        ],
        draw=draw_closest,
        solve=solve_closest,
        slots=slots_closest,
        write=number,
        asks="choice",
        oracle=oracle.closest,
        misconceptions=wrong.CLOSEST,
        orders=ORDERS,
    )
)
