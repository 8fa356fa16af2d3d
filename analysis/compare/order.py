"""The order of runs in a series: by the number in their names, by when they were begun, or as given."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from jagbench.errors import InvalidArgument

By = Literal["auto", "name", "created", "given"]
"""How runs are put into order."""

_NUMBER = re.compile(r"\d+(?:\.\d+)?(?:[kmb](?![a-z0-9]))?", re.IGNORECASE)
_UNITS = {"k": 1e3, "m": 1e6, "b": 1e9}


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """An order of runs, and where it comes from."""

    places: Sequence[int]
    """Which run stands first, second, ..."""
    steps: Sequence[float] | None
    """The number of each run in that order, where it is one of numbers."""
    words: str
    """Where it comes from: `"the number in their labels"`."""


def ordered(names: Mapping[str, Sequence[str]], created: Sequence[str], by: By = "auto") -> Order:
    """Put runs into order.

    Args:
        names: What the runs are called, by the kind of name: `{"labels": ["step-500", "step-1000"], ...}`.
            The first kind counts in which they are alike but for one number.
        created: When each run was begun, as ISO 8601 in UTC.
        by: `"name"`: by the number in their names; `"created"`: by when they were begun; `"given"`: as they
            stand; `"auto"`: by the number in their names, or else by when they were begun.

    Raises:
        InvalidArgument: if it should be by name, and no kind of name tells it.
    """
    if by in ("auto", "name"):
        for kind, own in names.items():
            numbers = numbers_in(own)
            if numbers is not None:
                places = sorted(range(len(own)), key=numbers.__getitem__)
                steps = [numbers[place] for place in places]
                return Order(places=places, steps=steps, words=f"the number in their {kind}")
    if by == "name":
        first = next(iter(names.values()), ())
        raise InvalidArgument(
            f"The {' and '.join(names)} of the runs ({', '.join(first[:3])}, ...) are not alike but for one "
            "number, so they tell no order: give --order given, or --order created."
        )
    if by == "given":
        return Order(places=list(range(len(created))), steps=None, words="how they were given")
    places = sorted(range(len(created)), key=created.__getitem__)
    return Order(places=places, steps=None, words="when they were begun")


def numbers_in(names: Sequence[str]) -> list[float] | None:
    """The one number by which names differ: 500 and 2000 of "step-500" and "step-2k".

    Args:
        names: At least one.

    Returns:
        The numbers, all different, or None where names differ by something else or by several numbers.
    """
    found = [_NUMBER.findall(name) for name in names]
    if len({_NUMBER.sub("\0", name) for name in names}) > 1:
        return None
    varying = [column for column in zip(*found, strict=True) if len(set(column)) > 1]
    if len(varying) != 1:
        return None
    numbers = [_value(text) for text in varying[0]]
    return numbers if len(set(numbers)) == len(numbers) else None


def _value(text: str) -> float:
    unit = _UNITS.get(text[-1].lower())
    return float(text) if unit is None else float(text[:-1]) * unit
