"""Two numbers whose sum carries in declared columns; read backwards, a difference that borrows there."""

from collections.abc import Sequence
from functools import cache
from itertools import product

from jagbench.errors import InvalidArgument
from jagbench.generators.skill.source import Source

Column = Sequence[tuple[int, int]]
"""The pairs of digits that may stand in a column."""


def carrying(
    source: Source, *, long: int, short: int, chain: int, propagated: bool, longer: bool
) -> tuple[int, int]:
    """Two numbers whose sum carries in exactly `chain` neighbouring columns and nowhere else.

    Args:
        source: Where the choices come from.
        long: Digits of the first number.
        short: Digits of the second number, at most `long`.
        chain: Columns that carry.
        propagated: Whether each carry but the first comes of the one before it (a column of digit sum
            nine, a zero in the sum); otherwise each of these columns would carry by itself.
        longer: Whether the last carry makes the sum one digit longer than `long`.

    Raises:
        InvalidArgument: if there are no such numbers.
    """
    last = long - chain if longer else min(long - chain - 1, short - (1 if propagated else chain))
    start = source.integer(last if longer else 0, last) if chain else 0
    columns, ways = _columns(long, short, chain, start, propagated)
    drawn, first, second, unit = source.integer(0, ways - 1), 0, 0, 1
    for column in columns:
        drawn, which = divmod(drawn, len(column))
        digit, other = column[which]
        first += digit * unit
        second += other * unit
        unit *= 10
    return first, second


@cache
def _columns(long: int, short: int, chain: int, start: int, propagated: bool) -> tuple[Sequence[Column], int]:
    """The columns from the right, and in how many ways they can be filled."""
    columns: list[Column] = []
    ways = 1
    for place in range(long):
        follows, carries = start < place <= start + chain and chain > 0, start <= place < start + chain
        if carries:
            sums = range(9, 10) if follows and propagated else range(10, 19)
        else:
            sums = range(9 if follows else 10)
        column = [
            (digit, other)
            for digit, other in product(
                range(place == long - 1, 10),
                range(place == short - 1, 10) if place < short else range(1),
            )
            if digit + other in sums
        ]
        if not column:
            raise InvalidArgument(
                f"No numbers of {long} and {short} digits carry in {chain} columns from column {start}."
            )
        columns.append(column)
        ways *= len(column)
    return columns, ways
