"""Numbers of a list: the extreme one, all in order, one between two others, the one closest to another."""

from collections.abc import Mapping
from decimal import Decimal
from functools import cmp_to_key

from jagbench.errors import JagbenchError
from jagbench.generators.oracles.reading_prompts import SIGNED

LARGEST: Mapping[str, str] = {
    "en": "largest",
    "ko": "큰",
    "de": "größte",
    "fr": "plus grand",
    "es": "mayor",
    "zh": "大",
    "ja": "大きい",
}
SMALLEST: Mapping[str, str] = {
    "en": "smallest",
    "ko": "작은",
    "de": "kleinste",
    "fr": "plus petit",
    "es": "menor",
    "zh": "小",
    "ja": "小さい",
}


def extreme(prompt: str, language: str) -> str:
    """Go through all numbers of a prompt and keep the largest or smallest.

    Raises:
        JagbenchError: if there are not two numbers, or no one direction.
    """
    large = LARGEST[language] in prompt
    if large == (SMALLEST[language] in prompt):
        raise JagbenchError(f"The prompt does not say which extreme: {prompt!r}")
    numbers = _numbers(prompt, 2)
    kept, best = numbers[0]
    for text, value in numbers:
        if (value > best) if large else (value < best):
            kept, best = text, value
    return _plain(kept)


def in_order(prompt: str, language: str) -> str:
    """All numbers of a prompt, sorted in the direction that its first word for a size begins with.

    Raises:
        JagbenchError: if there are not two numbers, or no direction.
    """
    places = (prompt.find(SMALLEST[language]), prompt.find(LARGEST[language]))
    if max(places) < 0:
        raise JagbenchError(f"The prompt does not say how to sort: {prompt!r}")
    falling = places[0] < 0 or 0 <= places[1] < places[0]
    by_value = cmp_to_key(_compared)
    numbers = sorted(_numbers(prompt, 2), key=by_value)
    return ", ".join([_plain(text) for text, _ in (reversed(numbers) if falling else numbers)])


def _compared(first: tuple[str, Decimal], second: tuple[str, Decimal]) -> int:
    return int(first[1].compare(second[1]))


def between(prompt: str, language: str) -> str:
    """The only number of a prompt that lies between its first two.

    Raises:
        JagbenchError: if there are fewer than four numbers, or not one between.
    """
    (_, low), (_, high), *candidates = _numbers(prompt, 4)
    inside = [text for text, value in candidates if low < value < high]
    if len(inside) != 1:
        raise JagbenchError(f"{len(inside)} numbers lie between {low} and {high}: {prompt!r}")
    return inside[0]


def closest(prompt: str, language: str) -> str:
    """The number of a prompt with the smallest distance from its first one.

    Raises:
        JagbenchError: if there are fewer than three numbers, or two are equally close.
    """
    (_, target), *candidates = _numbers(prompt, 3)
    candidates.sort(key=lambda candidate: (candidate[1] - target).copy_abs())
    (nearest, value), (_, next_value) = candidates[:2]
    if (value - target).copy_abs() == (next_value - target).copy_abs():
        raise JagbenchError(f"Two numbers are equally close to {target}: {prompt!r}")
    return nearest


def _numbers(prompt: str, least: int) -> list[tuple[str, Decimal]]:
    """The numbers of a prompt as written, with their values."""
    found: list[str] = SIGNED.findall(prompt)
    if len(found) < least:
        raise JagbenchError(f"The prompt holds {len(found)} numbers, not {least} or more: {prompt!r}")
    return [(text, Decimal(text.replace(",", "."))) for text in found]


def _plain(text: str) -> str:
    return text.replace(",", ".")
