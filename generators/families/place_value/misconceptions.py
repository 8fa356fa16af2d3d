"""Wrong ways with places.

To take a digit for its face value is the commonest misconception of place value (Ross, "Parts, wholes, and
place value", Arithmetic Teacher 36, 1989); to write parts one behind the other without zeros is known from
number writing (Power and Dal Martello, 1990); that places are counted from the left or tenths taken for tens,
is told of decimals by Steinle and Stacey (2004).
"""

from collections.abc import Callable, Mapping, Sequence

from jagbench.generators.families.place_value.operands import digit_of, parts, placed, value_at, valued
from jagbench.generators.skill.definition import Misconception, Question

# --- the digit at a place ---------------------------------------------------------------------------


def _digit(meaning: str, choose: Callable[[str, int], int]) -> Misconception:
    """The digit at another place, by its power of ten; none outside of the number."""

    def predict(question: Question) -> str | None:
        number, power = placed(question)
        return digit_of(number, choose(number, power))

    predict.__doc__ = meaning
    return predict


def _whole(number: str) -> int:
    return len(number.partition(".")[0])


def answers_value(question: Question) -> str | None:
    """Say what the digit is worth: 200 for the hundreds of 5218."""
    number, power = placed(question)
    digit = digit_of(number, power)
    return value_at(digit, power) if digit and power > 0 else None


def counts_groups(question: Question) -> str | None:
    """Say how many there are in all: 52 for the hundreds of 5218."""
    number, power = placed(question)
    whole = number.partition(".")[0]
    return whole[: len(whole) - power] if 0 <= power < len(whole) - 1 else None


DIGIT_AT: Mapping[str, Misconception] = {
    "one_place_higher": _digit(
        "One place too far to the left: 5 for the hundreds of 5218.", lambda number, power: power + 1
    ),
    "one_place_lower": _digit(
        "One place too far to the right: 1 for the hundreds of 5218.", lambda number, power: power - 1
    ),
    "counts_from_left": _digit(
        "Count the places from the left: 1 for the hundreds of 5218.",
        lambda number, power: _whole(number) - 1 - power,
    ),
    "other_side_of_point": _digit(
        "Take tenths for tens, or the other way round: 4 for the tens of 35.48.",
        lambda number, power: -power,
    ),
    "answers_value": answers_value,
    "counts_groups": counts_groups,
}


# --- what a digit is worth --------------------------------------------------------------------------


def _value(meaning: str, work: Callable[[str, str, int], str | None]) -> Misconception:
    """A wrong value, from the number, the digit and its power of ten."""

    def predict(question: Question) -> str | None:
        return work(*valued(question))

    predict.__doc__ = meaning
    return predict


def _rest(number: str, digit: str, power: int) -> str | None:
    """The number from the digit on."""
    whole, point, fraction = number.partition(".")
    if power < 0:
        return None
    return whole[len(whole) - 1 - power :] + point + fraction


VALUE_OF: Mapping[str, Misconception] = {
    "face_value": _value("Say the digit itself: 2 in 5218.", lambda number, digit, power: digit),
    "ten_too_many": _value(
        "One place too high: 2000 for the 2 in 5218.", lambda number, digit, power: value_at(digit, power + 1)
    ),
    "ten_too_few": _value(
        "One place too low: 20 for the 2 in 5218.", lambda number, digit, power: value_at(digit, power - 1)
    ),
    "reads_to_the_end": _value("Read on to the end: 218 for the 2 in 5218.", _rest),
    "names_place": _value(
        "Say the place without the digit: 100 for the 2 in 5218.",
        lambda number, digit, power: value_at("1", power),
    ),
    "other_side_of_point": _value(
        "Take tenths for tens, or the other way round: 40 for the 4 in 35.48.",
        lambda number, digit, power: value_at(digit, -power),
    ),
}


# --- a number of parts ------------------------------------------------------------------------------


def made_up(said: Sequence[tuple[int, int]]) -> int:
    """So many of each place, added."""
    return sum(many * 10**power for many, power in said)


def _parts(meaning: str, work: Callable[[Sequence[tuple[int, int]]], int | None]) -> Misconception:
    """A wrong number, from the parts in the order said."""

    def predict(question: Question) -> str | None:
        found = work(parts(question))
        return None if found is None else str(found)

    predict.__doc__ = meaning
    return predict


def _falling(said: Sequence[tuple[int, int]]) -> Sequence[tuple[int, int]]:
    return sorted(said, key=lambda part: -part[1])


def _in_a_row(said: Sequence[tuple[int, int]]) -> int:
    return int("".join(str(many) for many, _ in said))


MADE_UP_OF: Mapping[str, Misconception] = {
    "in_the_order_said": _parts("Write the numbers in the order said: 74 for 7 ones 4 hundreds.", _in_a_row),
    "without_zeros": _parts(
        "Put them in order, but without zeros: 47 for 4 hundreds 7 ones.",
        lambda said: _in_a_row(_falling(said)),
    ),
    "does_not_carry": _parts(
        "Keep the last digit only of more than nine: 437 for 4 hundreds 13 tens 7 ones.",
        lambda said: made_up([(many % 10, power) for many, power in said]),
    ),
    "adds_numbers": _parts(
        "Add the numbers as they stand: 11 for 4 hundreds 7 ones.", lambda said: sum(many for many, _ in said)
    ),
    "ten_too_many": _parts(
        "One zero too many at the end: 4070 for 4 hundreds 7 ones.", lambda said: 10 * made_up(said)
    ),
    "one_zero_too_few": _parts(
        "One place too low for the largest: 47 for 4 hundreds 7 ones.",
        lambda said: made_up(
            [(many, power - 1 if power == max(high for _, high in said) else power) for many, power in said]
        ),
    ),
}
