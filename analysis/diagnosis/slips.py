"""Unsystematic errors: how likely each kind of slip is to give one particular answer by chance.

A kind of slip reaches several answers, each equally likely: a slip of one place goes up as often as down, a
lost letter is any of the word's letters, a guess is any of the options. What a slip can hit by chance is not
credited to a misconception that happens to predict it.
"""

import math
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from fractions import Fraction

from jagbench.analysis.reading.times import seconds
from jagbench.probes import AnswerKind, Probe

GUESS = "guess"
"""One of the options of a choice, the right one among them."""
GUESS_OPERAND = "guess of an operand"
"""One of the options, but not the one that stands beside the operands ("equal")."""
OTHER = "other"
"""An error of no kind below."""

_RARE = 1e-9
"""Chance that an error of no kind hits one particular answer."""
_NEAR = 4
"""Distances up to 2 to this power, less one, are near misses: 1, 2–3, 4–7, 8–15."""
_OCTAVES = 64
_LETTERS = 26
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:/\d+)?")
_LONGEST = 60
"""Characters of a number that is taken for a slip; longer ones are errors of no kind."""

Chances = Mapping[str, float]


def slips(probe: Probe, value: str) -> Chances:
    """The kinds of slip that may give an answer to a probe, and the chance that each gives this very one.

    Args:
        probe: What was asked.
        value: An answer in plain form: a wrong one, or the right one, which only a guess can give.

    Returns:
        For each kind of slip, 1 / the number of answers that it reaches on this probe. A kind that reaches
        one answer only counts as reaching two, since it could not be told from a procedure otherwise.
    """
    kind, right = probe.answer.kind, probe.answer.value
    if kind == "choice":
        return _guesses(probe, value)
    if value == right:
        return {}
    found = {**_KINDS[kind](right, value), **_copied(probe, value)}
    return found or {OTHER: _RARE}


def _guesses(probe: Probe, value: str) -> Chances:
    options = probe.answer.options
    if value not in options:
        return {OTHER: _RARE}
    beside = [option for option in options if option not in probe.operands]
    found = {GUESS: options.count(value) / len(options)}
    if len(beside) == 1 and len(options) > 2 and value != beside[0]:
        found[GUESS_OPERAND] = options.count(value) / (len(options) - 1)
    return found


def _one_of(count: float) -> float:
    return 1 / max(2.0, count)


def _copied(probe: Probe, value: str) -> Chances:
    """A number or text that stands in the question; a single letter of one of its words."""
    right = probe.answer.value
    if probe.answer.kind in ("integer", "decimal"):
        text = " ".join(probe.operands)
        there = set(_NUMBER.findall(text)) if value in text else set[str]()
    elif len(value) == 1 and len(right) == 1:
        there = set("".join(probe.operands))
    else:
        there = set(probe.operands)
    return {"copied": _one_of(len(there - {right}))} if value in there else {}


def _number(right: str, value: str) -> Chances:
    if not all(len(text) <= _LONGEST and _NUMBER.fullmatch(text) for text in (right, value)):
        return {}
    whole = _whole(right, value)
    if whole is None:
        return {}
    one, other = whole
    first, second = str(abs(one)), str(abs(other))
    same_sign = (one < 0) == (other < 0)
    return {**_distance(other - one, len(first)), **(_edited(first, second, 10) if same_sign else {})}


def _whole(right: str, value: str) -> tuple[int, int] | None:
    """Two numbers as multiples of the last place, or of the part, that both can be counted in."""
    if "/" in right or "/" in value:
        try:
            one, other = Fraction(right), Fraction(value)
        except ZeroDivisionError:
            return None
        unit = math.lcm(one.denominator, other.denominator)
        return int(one * unit), int(other * unit)
    if "." not in right and "." not in value:
        return int(right), int(value)
    places = max(len(text.partition(".")[2]) for text in (right, value))
    return _scaled(right, places), _scaled(value, places)


def _scaled(number: str, places: int) -> int:
    whole, _, fraction = number.partition(".")
    return int(whole + fraction.ljust(places, "0"))


def _distance(difference: int, digits: int) -> Chances:
    """A near miss, a digit that is off, or an error of a like size."""
    size = abs(difference)
    if size == 0:
        return {}
    octave = size.bit_length()
    found = {f"off by less than {1 << octave}": 0.5**octave} if octave <= _NEAR else {}
    mantissa = str(size).rstrip("0")
    if size >= 10 and len(mantissa) == 1:
        places = max(1, digits - 1)
        if mantissa == "1":
            found["a digit off by one"] = _one_of(2 * places)
        else:
            found["a digit off"] = _one_of(16 * places)
    return found or {"far off": max(_RARE, 0.5**octave / _OCTAVES)}


def _date(right: str, value: str) -> Chances:
    try:
        one, other = date.fromisoformat(right), date.fromisoformat(value)
    except ValueError:
        return {}
    months = 12 * (other.year - one.year) + other.month - one.month
    if one.day == other.day and abs(months) in (1, 12):
        return {"a part off by one": 1 / 4}
    return _distance((other - one).days, 1)


def _time(right: str, value: str) -> Chances:
    one, other = seconds(right), seconds(value)
    if one is None or other is None:
        return {}
    minutes = int((other - one) / 60)
    return {"a part off by one": _one_of(2)} if abs(minutes) == 60 else _distance(minutes, 1)


def _text(right: str, value: str) -> Chances:
    return _edited(right.casefold(), value.casefold(), _LETTERS)


def _list(right: str, value: str) -> Chances:
    return _edited(right.split(", "), value.split(", "), _LETTERS)


def _edited(right: Sequence[str], value: Sequence[str], alphabet: int) -> Chances:
    """One entry lost, repeated, added or replaced, two exchanged, or all in another order."""
    one, other, length = list(right), list(value), len(right)
    start = _common(one, other)
    end = _common(one[start:][::-1], other[start:][::-1])
    middle, instead = one[start : length - end], other[start : len(other) - end]
    if not middle and len(instead) == 1:
        repeated = instead[0] in one[max(0, start - 1) : start + 1]
        return (
            {"one repeated": _one_of(length)} if repeated else {"one added": _one_of(alphabet * (length + 1))}
        )
    if len(middle) == 1 and not instead:
        return {"one lost": _one_of(length)}
    if len(middle) == 1 and len(instead) == 1:
        return {"one replaced": _one_of((alphabet - 1) * length)}
    if len(middle) == 2 and middle == instead[::-1]:
        return {"neighbours exchanged": _one_of(length - 1)}
    if sorted(one) == sorted(other) and one != other:
        if [middle[-1], *middle[1:-1], middle[0]] == instead:
            return {"two exchanged": _one_of(length * (length - 1) / 2)}
        return {"in another order": max(_RARE, _one_of(math.factorial(min(length, 20))))}
    return {}


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """How many entries two sequences have in common from the beginning."""
    for at, (first, second) in enumerate(zip(one, other, strict=False)):
        if first != second:
            return at
    return min(len(one), len(other))


_KINDS: Mapping[AnswerKind, Callable[[str, str], Chances]] = {
    "integer": _number,
    "decimal": _number,
    "date": _date,
    "time": _time,
    "text": _text,
    "list": _list,
    "constraint": lambda right, value: {},
}
