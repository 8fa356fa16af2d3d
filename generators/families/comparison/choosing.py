"""Which of several numbers lies between two others, and which one is closest to another."""

from collections.abc import Mapping, Sequence

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


def _apart(source: Source, count: int, least: int, most: int) -> list[int]:
    """Different numbers from `least` to `most`, in random order."""
    found: dict[int, None] = {}
    span = most - least + 1
    for _ in range(count):
        value = source.integer(0, span - 1)
        while value in found:
            value = (value + 1) % span
        found[value] = None
    return [least + value for value in found]


def draw_between(source: Source, stratum: Stratum) -> Sequence[str]:
    """Two bounds, and candidates of which the one at the stratum's position lies between them.

    The others lie on both sides, no farther from the bounds than the bounds are from each other, twice over.
    Short bounds have fewer digits than the candidates: 9.2 and 9.5, and 9.05 is no number between them.
    """
    count, places = int(stratum["count"]), int(stratum["places"])
    digits = int(stratum["gap_digits"])
    size = 10 ** (digits - 1)
    short = stratum["kind"] == "short_bounds"
    width = (
        source.integer(2, 5) * size
        if short
        else source.integer(*((4, 8) if digits == 1 else (size // 2, size)))
    )
    reach = max(2 * width, 2 * count)
    least = 10**digits + reach
    low = source.integer(least, 9 * least)
    low -= low % size if short else 0
    if stratum["kind"] == "negatives":
        low = -low if source.boolean() else -(width // 2) - source.integer(0, width // 4)
    high = low + width
    below = source.integer(1, count - 2)
    outside = [
        *(low - gap for gap in _apart(source, below, 1, reach)),
        *(high + gap for gap in _apart(source, count - 1 - below, 1, reach)),
    ]
    others = source.sample(outside, len(outside))
    others.insert(int(stratum["position"]) - 1, low + source.integer(1, width - 1))
    return [point_at(value, places) for value in (low, high, *others)]


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
    count, places = int(stratum["count"]), int(stratum["places"])
    digits = int(stratum["gap_digits"])
    nearest = source.integer(1, 10 ** (digits - 1))
    reach = nearest + max(3 * count, 2 * nearest)
    target = source.integer(reach + 1, 10 * (reach + 1))
    if stratum["kind"] == "negatives":
        target = -target if source.boolean() else -source.integer(0, nearest)
    gaps = _apart(source, count - 1, nearest + 1, reach)
    sides = source.integer(0, 2 ** (count - 1) - 1)
    others = [target + (gap if sides >> place & 1 else -gap) for place, gap in enumerate(gaps)]
    answer = target + (nearest if stratum["side"] == "above" else -nearest)
    others.insert(int(stratum["position"]) - 1, answer)
    return [point_at(value, places) for value in (target, *others)]


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
