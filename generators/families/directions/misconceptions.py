"""Wrong ways to turn and to keep track of a walk."""

from collections.abc import Callable, Mapping, Sequence
from math import isqrt

from jagbench.generators.families.directions.operands import COMPASS, Legs, end_of, turning, walk
from jagbench.generators.skill.definition import Misconception, Question

# --- turns ------------------------------------------------------------------------------------------


def _turns(meaning: str, end: Callable[[int, Sequence[int], int], int]) -> Misconception:
    """A wrong direction from the first one, the turns and the side, all in quarter turns clockwise."""

    def predict(question: Question) -> str:
        return COMPASS[end(*turning(question)) % 4]

    predict.__doc__ = meaning
    return predict


TURN: Mapping[str, Misconception] = {
    "swaps_left_and_right": _turns(
        "Turn left for right: a turn to the right from north leads to the west.",
        lambda start, turns, side: start - sum(turns) + side,
    ),
    "goes_by_the_map": _turns(
        "Take right for east and left for west, as on a map, however the person stands (Piaget).",
        lambda start, turns, side: side,
    ),
    "ignores_turns": _turns(
        "Stay as at first: whoever faced north still does.", lambda start, turns, side: start + side
    ),
    "ignores_side": _turns(
        "Give the direction that is faced, whatever side is asked.",
        lambda start, turns, side: start + sum(turns),
    ),
    "mirrors_side": _turns(
        "Take the left side for the right one, as in a mirror.",
        lambda start, turns, side: start + sum(turns) - side,
    ),
    "half_turns_are_quarters": _turns(
        "Turn around by a quarter only.",
        lambda start, turns, side: start + sum([1 if turn == 2 else turn for turn in turns]) + side,
    ),
    "drops_last_turn": _turns(
        "Leave the last turn out.", lambda start, turns, side: start + sum(turns[:-1]) + side
    ),
}


# --- walks ------------------------------------------------------------------------------------------


def _walk(meaning: str, steps: Callable[[Legs], int | None]) -> Misconception:
    """A wrong number of steps from the legs."""

    def predict(question: Question) -> str | None:
        found = steps(walk(question))
        return None if found is None or found < 0 else str(found)

    predict.__doc__ = meaning
    return predict


def _back(legs: Legs) -> int:
    return sum(map(abs, end_of(legs)))


def _straight(legs: Legs) -> int | None:
    """The length of the straight line, where it is a whole number."""
    east, north = end_of(legs)
    square = east * east + north * north
    return isqrt(square) if isqrt(square) ** 2 == square else None


WALK: Mapping[str, Misconception] = {
    "adds_all": _walk(
        "Add all steps: 5 north, 3 east and 2 south make 10.", lambda legs: sum([steps for steps, _ in legs])
    ),
    "straight_line": _walk(
        "Go straight across the corner: 3 north and 4 east make 5.", lambda legs: _straight(legs)
    ),
    "largest_part_only": _walk(
        "Count one axis only: 5 north, 3 east and 2 south make 3.",
        lambda legs: max(map(abs, end_of(legs))),
    ),
    "offsets_axes": _walk(
        "Take steps on one axis from those on the other: 5 north and 3 east make 2.",
        lambda legs: abs(abs(end_of(legs)[0]) - abs(end_of(legs)[1])),
    ),
    "drops_first_leg": _walk("Leave the first leg out.", lambda legs: _back(legs[1:])),
    "drops_last_leg": _walk("Leave the last leg out.", lambda legs: _back(legs[:-1])),
    "one_more": _walk("One too many.", lambda legs: _back(legs) + 1),
    "one_less": _walk("One too few.", lambda legs: _back(legs) - 1),
}
