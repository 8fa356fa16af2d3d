"""What two decimals can stand for, and how they are ordered there."""

from functools import lru_cache

from jagbench.generators.skill.numbers import scaled

MEASURES = {"plain": 99, "money": 2, "length": 3, "weight": 3, "temperature": 2}
"""Frames in which a decimal is a number, with the most decimal places that it has there: dollars have cents,
metres millimetres, kilograms grams, and a thermometer shows hundredths."""
BY_PARTS = frozenset({"version", "date", "chapter"})
"""Frames in which what stands behind the point is a whole number of its own."""
LAST_DAY = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def parts(number: str) -> tuple[int, int]:
    """What stands before and behind the point, each as a whole number."""
    whole, _, fraction = number.partition(".")
    return int(whole), int(fraction or 0)


@lru_cache(maxsize=4096)
def compared(first: str, second: str, frame: str) -> int:
    """Below, equal to or above zero, as the first comes before, with or behind the second in a frame."""
    if frame in BY_PARTS:
        one, other = parts(first), parts(second)
        return (one > other) - (one < other)
    a, b = scaled((first, second))
    return a - b


@lru_cache(maxsize=4096)
def is_found(number: str, frame: str) -> bool:
    """Whether a frame has such a number: there is no 31st of April, and no minute 75."""
    _, _, fraction = number.partition(".")
    if frame in MEASURES:
        return len(fraction) <= MEASURES[frame]
    before, behind = parts(number)
    if frame == "clock":
        return len(fraction) == 2 and before < 24 and behind < 60
    # 9.07 is no version, date or section; and as a version it would tie with 9.7.
    if fraction.startswith("0") or not fraction:
        return False
    if frame == "date":
        return 1 <= before <= 12 and behind <= LAST_DAY[before - 1]
    if frame == "chapter":
        return before > 0 and len(fraction) <= 2
    return len(fraction) <= 3
