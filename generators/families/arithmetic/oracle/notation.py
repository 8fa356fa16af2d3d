"""A number of a prompt in digits."""

from jagbench.generators.families.arithmetic.oracle.prompts import content
from jagbench.generators.oracles import number_words


def in_digits(prompt: str, language: str) -> str:
    """Read the number in the last line of a prompt.

    Raises:
        JagbenchError: if it holds no number.
    """
    return number_words.plain(content(prompt), language)
