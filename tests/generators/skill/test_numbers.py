from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jagbench.errors import InvalidArgument
from jagbench.generators.skill.numbers import PAIRS, decimal_pair, plain
from jagbench.generators.skill.source import SeededSource


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Fraction("9.90"), "9.9"),
        (Fraction(-21, 100), "-0.21"),
        (Fraction(0), "0"),
        (10**20, "100000000000000000000"),
        (Fraction(1, 8), "0.125"),
        (Fraction(1000), "1000"),
    ],
)
def test_plain(value: Fraction | int, expected: str) -> None:
    assert plain(value) == expected


@given(st.decimals(allow_nan=False, allow_infinity=False, places=12))
def test_plain_is_exact(value: Fraction | int) -> None:
    assert Decimal(plain(Fraction(value))) == value


def test_plain_refuses_a_third() -> None:
    with pytest.raises(InvalidArgument, match="1/3 has no finite decimal"):
        plain(Fraction(1, 3))


def version(number: str):
    return [int(part) for part in number.split(".")]


EXPECTED: dict[str, Callable[[str, str], bool]] = {
    "short_larger": lambda short, long: Decimal(short) > Decimal(long) and version(short) < version(long),
    "long_larger": lambda short, long: Decimal(short) < Decimal(long) and version(short) < version(long),
    "same_length": lambda short, long: Decimal(short) < Decimal(long) and version(short) < version(long),
    "leading_zero": lambda short, long: Decimal(short) > Decimal(long) and version(short) >= version(long),
    "trailing_zero": lambda short, long: Decimal(short) == Decimal(long) and short != long,
    "integer_part": lambda short, long: int(short.split(".")[0]) > int(long.split(".")[0]),
    "long_integer_part": lambda short, long: int(short.split(".")[0]) < int(long.split(".")[0]),
}


@pytest.mark.parametrize("pair", PAIRS)
@given(key=st.text(), short=st.integers(1, 6), extra=st.integers(1, 5), data=st.data())
def test_pairs_are_what_their_name_says(
    pair: str, key: str, short: int, extra: int, data: st.DataObject
) -> None:
    long = short if pair == "same_length" else short + extra
    shared = data.draw(st.integers(0, short - 1))

    first, second = decimal_pair(SeededSource(key), pair=pair, short=short, long=long, shared=shared)

    assert [len(number.partition(".")[2]) for number in (first, second)] == [short, long]
    assert EXPECTED[pair](first, second)
    if pair in ("short_larger", "long_larger", "same_length"):
        parts = [number.partition(".")[2] for number in (first, second)]
        assert parts[0][:shared] == parts[1][:shared]
        assert parts[0][shared] != parts[1][shared]
