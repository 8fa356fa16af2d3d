"""Wrong ways to pick numbers from a list, and to sort one."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from jagbench.generators.families.comparison.misconceptions.pairs import parts
from jagbench.generators.families.comparison.operands import has_decimals, in_order, ranked, values
from jagbench.generators.skill.definition import Misconception, Question, shared
from jagbench.generators.skill.numbers import scaled

Keys = Callable[[Sequence[str]], Sequence[Any] | None]
"""A wrong key for each number of a list; None where the numbers give no occasion for it."""


def _parts(numbers: Sequence[str]) -> Sequence[Any] | None:
    """Compare what stands behind the point as whole numbers: 9.11 above 9.9."""
    return list(map(parts, numbers)) if "." in "".join(numbers) else None


def _texts(numbers: Sequence[str]) -> Sequence[Any]:
    """Compare character by character: 9 above 10."""
    return numbers


def _lengths(numbers: Sequence[str]) -> Sequence[Any] | None:
    """Take a number with more characters for a larger one: 9.11 above 9.9."""
    lengths = list(map(len, numbers))
    return lengths if len(set(lengths)) > 1 else None


def _magnitudes(numbers: Sequence[str]) -> Sequence[Any] | None:
    """Compare as if there were no minus: -9 above 3."""
    return [abs(value) for value in scaled(numbers)] if "-" in "".join(numbers) else None


def _extreme(question: Question, numbers: Sequence[str], keys: Sequence[Any]) -> str:
    """The first number that has the extreme key."""
    return numbers[keys.index(max(keys) if question.direction == "largest" else min(keys))]


def _extreme_by(keys: Keys) -> Misconception:
    """The extreme number by a wrong key."""

    def pick(question: Question) -> str | None:
        found = keys(question.item.operands)
        if found is None:
            return None
        return _extreme(question, question.shown, found if question.order == "ab" else found[::-1])

    pick.__doc__ = keys.__doc__
    return pick


def _of_rank(question: Question, smallest: int, largest: int) -> str:
    """The number of a rank, from the one end or the other as the smallest or the largest is asked for."""
    value = ranked(question)[largest if question.direction == "largest" else smallest]
    return question.item.operands[values(question).index(value)]


def other_extreme(question: Question) -> str:
    """Say the smallest where the largest is asked for, or the other way round."""
    return _of_rank(question, -1, 0)


def second(question: Question) -> str:
    """Say the second largest, or the second smallest."""
    return _of_rank(question, 1, -2)


def stops_halfway(question: Question) -> str:
    """Read the first half of the list only: of 3, 8, 2, 9 the largest is 8."""
    found = values(question)
    half = (len(found) + 1) // 2
    return _extreme(question, question.shown, (found if question.order == "ab" else found[::-1])[:half])


def first_number(question: Question) -> str:
    """Say the number that stands first."""
    return question.shown[0]


def last_number(question: Question) -> str:
    """Say the number that stands last."""
    return question.shown[-1]


def _off_by(difference: int) -> Misconception:
    """The right whole number, and then one off."""

    def miss(question: Question) -> str | None:
        if has_decimals(question):
            return None
        return str(ranked(question)[-1 if question.direction == "largest" else 0] + difference)

    return miss


one_more = _off_by(1)
"""One more than the number that is asked for."""
one_less = _off_by(-1)
"""One less than the number that is asked for."""
version_order = _extreme_by(_parts)
lexicographic = _extreme_by(_texts)
longest = _extreme_by(_lengths)
ignores_sign = _extreme_by(_magnitudes)

EXTREMES: Mapping[str, Misconception] = {
    "other_extreme": other_extreme,
    "second": second,
    "stops_halfway": stops_halfway,
    "version_order": version_order,
    "lexicographic": lexicographic,
    "longest": longest,
    "ignores_sign": ignores_sign,
    "first_number": first_number,
    "last_number": last_number,
    "one_more": one_more,
    "one_less": one_less,
}


def _row(numbers: Sequence[str]) -> str:
    return ", ".join(numbers)


def _sorted(question: Question, numbers: Sequence[str], keys: Sequence[Any]) -> list[str]:
    """Numbers in the order of their keys; of two with the same key the former comes first."""
    order = sorted(range(len(numbers)), key=keys.__getitem__, reverse=question.direction == "descending")
    return [numbers[place] for place in order]


def _sorted_by(keys: Keys) -> Misconception:
    """Sort by a wrong key."""

    def sort(question: Question) -> str | None:
        found = keys(question.item.operands)
        if found is None:
            return None
        return _row(_sorted(question, question.shown, found if question.order == "ab" else found[::-1]))

    sort.__doc__ = keys.__doc__
    return sort


def sorts_texts(question: Question) -> str:
    """Sort character by character: 9 behind 10."""
    return _row(sorted(question.shown, reverse=question.direction == "descending"))


def sorts_by_length(question: Question) -> str | None:
    """Take a number with more characters for a larger one: 9.11 behind 9.9."""
    shown = question.shown
    if len(set(map(len, shown))) == 1:
        return None
    return _row(sorted(shown, key=len, reverse=question.direction == "descending"))


def unsorted(question: Question) -> str:
    """Repeat the list as it stands: 3, 1, 2 stays 3, 1, 2."""
    return _row(question.shown)


def reversed_order(question: Question) -> str:
    """Sort rightly, in the direction that is not asked for: 3, 1, 2 becomes 3, 2, 1."""
    return _row(in_order(question)[::-1])


def drops_one(question: Question) -> str:
    """Sort rightly and lose the entry in the middle: 3, 1, 2 becomes 1, 3 (SortBench 2025)."""
    numbers = in_order(question)
    middle = len(numbers) // 2
    return _row([*numbers[:middle], *numbers[middle + 1 :]])


def doubles_one(question: Question) -> str:
    """Sort rightly and write the entry in the middle twice: 3, 1, 2 becomes 1, 2, 2, 3 (SortBench 2025)."""
    numbers = in_order(question)
    middle = len(numbers) // 2
    return _row([*numbers[:middle], numbers[middle], *numbers[middle:]])


def swaps_neighbours(question: Question) -> str:
    """Sort rightly but for two neighbours in the middle: 3, 1, 4, 2 becomes 1, 3, 2, 4."""
    numbers = list(in_order(question))
    middle = len(numbers) // 2
    numbers[middle - 1], numbers[middle] = numbers[middle], numbers[middle - 1]
    return _row(numbers)


def sorts_halves(question: Question) -> str:
    """Sort the first half and the second half, and do not merge them: 3, 1, 2, 0 becomes 1, 3, 0, 2."""
    found = values(question) if question.order == "ab" else values(question)[::-1]
    middle = (len(found) + 1) // 2
    halves = (slice(None, middle), slice(middle, None))
    return _row([text for half in halves for text in _sorted(question, question.shown[half], found[half])])


SORTING: Mapping[str, Misconception] = {
    "unsorted": unsorted,
    "reversed_order": reversed_order,
    "lexicographic": sorts_texts,
    "shorter_is_smaller": sorts_by_length,
    "version_order": _sorted_by(_parts),
    "ignores_sign": _sorted_by(_magnitudes),
    "drops_one": drops_one,
    "doubles_one": doubles_one,
    "swaps_neighbours": swaps_neighbours,
    "sorts_halves": sorts_halves,
}


def _candidates(question: Question, given: int) -> Sequence[str]:
    candidates = question.item.operands[given:]
    return candidates if question.order == "ab" else candidates[::-1]


def _first_candidate(given: int) -> Misconception:
    """Say the candidate that stands first."""
    return lambda question: _candidates(question, given)[0]


def _last_candidate(given: int) -> Misconception:
    """Say the candidate that stands last."""
    return lambda question: _candidates(question, given)[-1]


def _between_by(keys: Keys) -> Misconception:
    """The only candidate that lies between the bounds by a wrong key; none where there are more."""

    def pick(question: Question) -> str | None:
        operands = question.item.operands
        found = keys(operands)
        if found is None:
            return None
        low, high = min(found[0], found[1]), max(found[0], found[1])
        inside = [text for text, key in zip(operands[2:], found[2:], strict=True) if low < key < high]
        return inside[0] if len(inside) == 1 else None

    pick.__doc__ = keys.__doc__
    return pick


def just_above(question: Question) -> str | None:
    """Say the first number above the upper bound: 51 for what lies between 40 and 50."""
    _, high, *candidates = values(question)
    above = [value for value in candidates if value > high]
    return question.item.operands[2 + candidates.index(min(above))] if above else None


def just_below(question: Question) -> str | None:
    """Say the first number below the lower bound: 39 for what lies between 40 and 50."""
    low, _, *candidates = values(question)
    below = [value for value in candidates if value < low]
    return question.item.operands[2 + candidates.index(max(below))] if below else None


BETWEEN: Mapping[str, Misconception] = {
    "just_above": just_above,
    "just_below": just_below,
    "version_order": _between_by(_parts),
    "lexicographic": _between_by(_texts),
    "ignores_sign": _between_by(_magnitudes),
    "first_option": _first_candidate(2),
    "last_option": _last_candidate(2),
}


def _closest_by(keys: Keys) -> Misconception:
    """The candidate closest by wrong values; none where two are equally close."""

    def pick(question: Question) -> str | None:
        found = keys(question.item.operands)
        return None if found is None else _nearest(question, [abs(key - found[0]) for key in found[1:]])

    pick.__doc__ = keys.__doc__
    return pick


def _nearest(question: Question, distances: Sequence[int]) -> str | None:
    """The candidate with the smallest distance, where there is one such."""
    least = min(distances)
    return question.item.operands[1 + distances.index(least)] if distances.count(least) == 1 else None


@shared
def _distances(question: Question) -> Sequence[int]:
    """How far each candidate lies above the target."""
    target, *candidates = values(question)
    return [value - target for value in candidates]


def closest_above(question: Question) -> str | None:
    """Look above the target only."""
    distances = _distances(question)
    above = [distance for distance in distances if distance > 0]
    return question.item.operands[1 + distances.index(min(above))] if above else None


def closest_below(question: Question) -> str | None:
    """Look below the target only."""
    distances = _distances(question)
    below = [distance for distance in distances if distance < 0]
    return question.item.operands[1 + distances.index(max(below))] if below else None


def second_closest(question: Question) -> str:
    """Say the second closest."""
    distances = list(map(abs, _distances(question)))
    return question.item.operands[1 + distances.index(sorted(distances)[1])]


def same_beginning(question: Question) -> str | None:
    """Say the one that shares most leading characters with the target: 4.91, not 5.01, for 4.98."""
    target, *alike = question.item.operands
    for length in range(1, len(target) + 1):
        beginning = target[:length]
        longer = [candidate for candidate in alike if candidate.startswith(beginning)]
        if not longer:
            break
        alike = longer
    return alike[0] if len(alike) == 1 else None


def version_distance(question: Question) -> str | None:
    """Take what stands behind the point for a whole number: 9.9 is closer to 9.11 than 9.3 is."""
    operands = question.item.operands
    keys = _parts(operands)
    if keys is None:
        return None
    most = 10 ** max([len(text) for text in operands])
    values = [whole * most + behind for whole, behind in keys]
    return _nearest(question, [abs(value - values[0]) for value in values[1:]])


CLOSEST: Mapping[str, Misconception] = {
    "closest_above": closest_above,
    "closest_below": closest_below,
    "second_closest": second_closest,
    "same_beginning": same_beginning,
    "version_distance": version_distance,
    "ignores_sign": _closest_by(_magnitudes),
    "first_option": _first_candidate(1),
    "last_option": _last_candidate(1),
}
