"""What wrong procedures of several skills need."""

from collections.abc import Callable, Iterable, Sequence

from jagbench.generators.skill.definition import Misconception, Question

Value = Callable[[Question], int]
CHARACTERS = bytes.maketrans(bytes(range(10)), b"0123456789")
DIGITS = bytes.maketrans(b"0123456789", bytes(range(10)))
"""From digits to their characters, and back."""


def _changed(right: Value, change: Callable[[int], str | None], meaning: str | None) -> Misconception:
    """What becomes of the right value, with a docstring."""

    def wrong(question: Question) -> str | None:
        return change(right(question))

    wrong.__doc__ = meaning
    return wrong


def one_more(right: Value) -> Misconception:
    """One too many."""
    return _changed(right, lambda value: str(value + 1), one_more.__doc__)


def one_less(right: Value) -> Misconception:
    """One too few."""
    return _changed(right, lambda value: str(value - 1), one_less.__doc__)


def tenfold(right: Value) -> Misconception:
    """One zero too many: 46 becomes 460, a digit too long."""
    return _changed(right, lambda value: str(value * 10), tenfold.__doc__)


def lost_digit(right: Value) -> Misconception:
    """The last digit is missing: 46 becomes 4, a digit too short."""

    def without(value: int) -> str | None:
        text = str(value)
        return text[:-1] if len(text.lstrip("-")) > 1 else None

    return _changed(right, without, lost_digit.__doc__)


def columns(numbers: Sequence[str]) -> Sequence[Sequence[int]]:
    """The digits of whole numbers, column by column from the left; 0 where a number has none."""
    longest = max(map(len, numbers))
    rows = [number.rjust(longest, "0").encode().translate(DIGITS) for number in numbers]
    return list(zip(*rows, strict=True))


def joined(digits: Iterable[int]) -> int:
    """The whole number of some digits, highest first."""
    return int(bytes(digits).translate(CHARACTERS))
