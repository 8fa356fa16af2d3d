"""The answer to a comparison, from the prompt's text."""

import re
from decimal import Decimal

from jagbench.errors import JagbenchError
from jagbench.generators.oracles.reading_prompts import EQUAL, NUMBER, asks_larger

VERSION_WORDS = ("version", "버전")


def larger_or_smaller(prompt: str, language: str) -> str:
    """Compare the two numbers of a prompt in its direction and frame, by hand.

    Raises:
        JagbenchError: if there are not two numbers, or no one direction.
    """
    numbers: list[str] = NUMBER.findall(prompt)
    if len(numbers) != 2:
        raise JagbenchError(f"The prompt holds {len(numbers)} numbers, not two: {prompt!r}")
    first, second = numbers
    is_version = any(re.search(word, prompt, re.IGNORECASE) for word in VERSION_WORDS)
    difference = (
        Decimal(_version_difference(first, second)) if is_version else Decimal(first) - Decimal(second)
    )
    if difference == 0:
        return EQUAL[language]
    return first if (difference > 0) == asks_larger(prompt, language) else second


def _version_difference(first: str, second: str) -> int:
    (major, _, minor), (other_major, _, other_minor) = first.partition("."), second.partition(".")
    return int(major) - int(other_major) or int(minor) - int(other_minor)
