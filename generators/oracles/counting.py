"""The answer to a counting question, from the prompt's text."""

import re

from jagbench.errors import JagbenchError
from jagbench.generators.oracles.reading_prompts import after_colon, last_line

QUOTED = re.compile('"([^"]+)"')


def letters(prompt: str, language: str) -> str:
    """Go through the word of a prompt character by character.

    Raises:
        JagbenchError: if the prompt does not hold one word and one letter.
    """
    lines = prompt.split("\n")
    if len(lines) == 3:
        found = [after_colon(line) for line in lines[1:]]
    else:
        found = QUOTED.findall(last_line(prompt))
    if len(found) != 2 or min(map(len, found)) != 1:
        raise JagbenchError(f"The prompt does not hold one word and one letter: {prompt!r}")
    letter, word = sorted(found, key=len)
    total = 0
    for character in word:
        total += character == letter
    return str(total)


def words(prompt: str, language: str) -> str:
    """Count the runs of characters that are not spaces in the last line of a prompt."""
    return str(len(re.findall(r"\S+", after_colon(last_line(prompt)))))


def items(prompt: str, language: str) -> str:
    """Count the commas in the last line of a prompt, and one."""
    return str(last_line(prompt).count(",") + 1)
