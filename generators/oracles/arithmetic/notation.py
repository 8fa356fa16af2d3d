"""A number of a prompt in digits."""

from jagbench.generators.oracles import number_words
from jagbench.generators.oracles.arithmetic.prompts import content


def in_digits(prompt: str, language: str) -> str:
    """Read the number in the last line of a prompt.

    Raises:
        JagbenchError: if it holds no number.
    """
    return number_words.plain(content(prompt), language)
