"""What every oracle needs: the last line of a prompt, its numbers and its direction."""

import re

from jagbench.errors import JagbenchError

NUMBER = re.compile(r"\d+(?:\.\d+)?")
LARGER = {"en": {"larger", "longer", "newer", "expensive"}, "ko": {"큰", "긴", "새로운", "비싼"}}
SMALLER = {"en": {"smaller", "shorter", "older", "cheaper"}, "ko": {"작은", "짧은", "오래된", "싼"}}
EQUAL = {"en": "equal", "ko": "같음"}


def last_line(prompt: str) -> str:
    """What stands behind the last line break."""
    return prompt.rpartition("\n")[2]


def after_colon(line: str) -> str:
    """What stands behind the first colon and a space, or the whole line."""
    return line.partition(": ")[2] or line


def asks_larger(prompt: str, language: str) -> bool:
    """Whether the larger is asked for.

    Raises:
        JagbenchError: if the prompt names no direction, or both.
    """
    words = set(re.findall(r"\w+", prompt.lower()))
    larger, smaller = words & LARGER[language], words & SMALLER[language]
    if bool(larger) == bool(smaller):
        raise JagbenchError(f"The prompt does not say one direction: {prompt!r}")
    return bool(larger)
