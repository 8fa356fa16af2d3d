"""Exact numbers: their plain form, digit strings, and decimal pairs of a declared kind."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import lru_cache

from jagbench.errors import InvalidArgument
from jagbench.generators.skill.source import Source


def plain(value: Fraction | int) -> str:
    """The exact decimal notation of a number: no exponent, no separators, no trailing zeros.

    Raises:
        InvalidArgument: if the number has no finite decimal notation.
    """
    exact = Fraction(value)
    rest, places = exact.denominator, 0
    while rest % 10 == 0:
        rest, places = rest // 10, places + 1
    while rest % 2 == 0:
        rest, places = rest // 2, places + 1
    while rest % 5 == 0:
        rest, places = rest // 5, places + 1
    if rest != 1:
        raise InvalidArgument(f"{exact} has no finite decimal notation.")
    digits = str(abs(exact.numerator) * 10**places // exact.denominator).rjust(places + 1, "0")
    sign = "-" if exact < 0 else ""
    whole, fraction = (digits[:-places], digits[-places:]) if places else (digits, "")
    return sign + whole + ("." + fraction.rstrip("0") if fraction.rstrip("0") else "")


def digits(source: Source, count: int) -> str:
    """`count` digits that neither begin nor end with a zero."""
    if count == 1:
        return str(source.integer(1, 9))
    inner = "".join(str(source.integer(0, 9)) for _ in range(count - 2))
    return f"{source.integer(1, 9)}{inner}{source.integer(1, 9)}"


def whole(source: Source, count: int) -> int:
    """An integer of exactly `count` digits."""
    return source.integer(10 ** (count - 1), 10**count - 1)


def _tail(source: Source, count: int) -> str:
    """`count` digits that do not end with a zero; empty for none."""
    return (
        "".join(str(source.integer(0, 9)) for _ in range(count - 1)) + str(source.integer(1, 9))
        if count
        else ""
    )


def _forked(source: Source, short: int, long: int, shared: int, *, long_wins: bool) -> tuple[str, str]:
    """Two fractions that agree in `shared` digits and then part; neither begins nor ends with a zero."""
    prefix = ""
    if shared:
        prefix = str(source.integer(1, 9)) + "".join(str(source.integer(0, 9)) for _ in range(shared - 1))
    low, high = (short, long) if long_wins else (long, short)
    lower = source.integer(0 if shared and low > shared + 1 else 1, 8)
    upper = source.integer(lower + 1, 9)
    lower_fraction = prefix + str(lower) + _tail(source, low - shared - 1)
    upper_fraction = prefix + str(upper) + _tail(source, high - shared - 1)
    return (lower_fraction, upper_fraction) if long_wins else (upper_fraction, lower_fraction)


def _same_integer(
    fractions: Callable[[Source, int, int, int], tuple[str, str]],
) -> Callable[[Source, int, int, int, int], tuple[str, str]]:
    def draw(source: Source, most: int, short: int, long: int, shared: int) -> tuple[str, str]:
        integer = source.integer(0, most)
        short_fraction, long_fraction = fractions(source, short, long, shared)
        return f"{integer}.{short_fraction}", f"{integer}.{long_fraction}"

    return draw


def _leading_zero(source: Source, short: int, long: int, shared: int) -> tuple[str, str]:
    short_fraction = digits(source, short)
    value = source.integer(1, int(short_fraction))
    value -= value % 10 == 0
    return short_fraction, str(value).rjust(long, "0")


def _trailing_zero(source: Source, short: int, long: int, shared: int) -> tuple[str, str]:
    fraction = digits(source, short)
    return fraction, fraction.ljust(long, "0")


def _integer_part(source: Source, most: int, short: int, long: int, shared: int) -> tuple[str, str]:
    smaller = source.integer(0, most - 1)
    larger = source.integer(smaller + 1, most)
    return f"{larger}.{digits(source, short)}", f"{smaller}.{digits(source, long)}"


def _long_integer_part(source: Source, most: int, short: int, long: int, shared: int) -> tuple[str, str]:
    smaller = source.integer(0, most - 1)
    larger = source.integer(smaller + 1, most)
    return f"{smaller}.{digits(source, short)}", f"{larger}.{digits(source, long)}"


PAIRS: dict[str, Callable[[Source, int, int, int, int], tuple[str, str]]] = {
    "short_larger": _same_integer(lambda s, m, n, k: _forked(s, m, n, k, long_wins=False)),
    "long_larger": _same_integer(lambda s, m, n, k: _forked(s, m, n, k, long_wins=True)),
    "same_length": _same_integer(lambda s, m, n, k: _forked(s, m, n, k, long_wins=True)),
    "leading_zero": _same_integer(_leading_zero),
    "trailing_zero": _same_integer(_trailing_zero),
    "integer_part": _integer_part,
    "long_integer_part": _long_integer_part,
}
"""Kinds of decimal pairs, each (shorter fraction, longer fraction); they tell misconceptions apart:

- `short_larger`, 9.9 and 9.11: version order and longer-is-larger both fail.
- `long_larger`, 9.35 and 9.2: only shorter-is-larger fails.
- `same_length`, 9.5 and 9.7: all of them are right.
- `leading_zero`, 9.5 and 9.04: version order is right (or sees a tie), longer-is-larger fails.
- `trailing_zero`, 9.9 and 9.90: equal.
- `integer_part`, 10.2 and 9.113: the shorter fraction has the larger integer part.
- `long_integer_part`, 9.2 and 10.113: the longer fraction has it.
"""


def decimal_pair(
    source: Source, *, pair: str, short: int, long: int, shared: int = 0, most: int = 20
) -> Sequence[str]:
    """Two decimals of a kind in `PAIRS`, as (shorter fraction, longer fraction).

    Args:
        source: Where the choices come from.
        pair: The kind.
        short: Digits of the shorter fraction.
        long: Digits of the longer fraction; equal to `short` for `same_length`.
        shared: Digits in which the two fractions agree, for `short_larger`, `long_larger` and `same_length`.
        most: The largest integer part.
    """
    return PAIRS[pair](source, most, short, long, shared)


def scaled(numbers: Sequence[str]) -> Sequence[int]:
    """Decimals times the one power of ten that makes all of them whole: 9.9 and 9.11 become 990 and 911."""
    return _scaled(tuple(numbers))


@lru_cache(maxsize=1024)
def _scaled(numbers: tuple[str, ...]) -> tuple[int, ...]:
    if "." not in "".join(numbers):
        return tuple([int(number) for number in numbers])
    parts = [number.partition(".") for number in numbers]
    places = max([len(fraction) for _, _, fraction in parts])
    return tuple([int(whole + fraction.ljust(places, "0")) for whole, _, fraction in parts])


def point_at(value: int, places: int) -> str:
    """A whole number of units of 10^-places as a decimal without trailing zeros: 990 and 2 give 9.9."""
    if not places:
        return str(value)
    digits = str(abs(value)).rjust(places + 1, "0")
    fraction = digits[-places:].rstrip("0")
    return ("-" if value < 0 else "") + digits[:-places] + ("." + fraction if fraction else "")


@lru_cache(maxsize=256)
def in_units(numbers: Sequence[str]) -> tuple[Sequence[int], int]:
    """Decimals as whole numbers of their smallest unit, and its places: 9.9 and 9.11 give 990, 911 and 2."""
    return scaled(numbers), max([len(number.partition(".")[2]) for number in numbers])
