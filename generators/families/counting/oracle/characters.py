"""A character in a Chinese or Japanese text, from the prompt's text."""

from jagbench.errors import JagbenchError
from jagbench.generators.families.counting.oracle.reading import long_and_short


def characters(prompt: str, language: str) -> str:
    """Compare code points one by one.

    Raises:
        JagbenchError: if the prompt does not show a text and a character.
    """
    text, character = long_and_short(prompt)
    if len(character) != 1:
        raise JagbenchError(f"{character!r} is no character: {prompt!r}")
    wanted = ord(character)
    return str(sum(1 for each in map(ord, text) if each == wanted))
